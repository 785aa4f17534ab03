import type { OperationOptions } from '../options.js';
import { foldName } from '../schema/index.js';
import type { Session } from '../session.js';
import { type CimElement, CimInstance } from '../values/index.js';
import { ArgumentPlace } from './argument-place.js';
import { propertyInputs } from './element-input.js';
import type { GeneratedClass } from './generated-class.js';
import { givenArguments } from './inbound-properties.js';
import type { ObjectState } from './object-state.js';
import { targetOf } from './target.js';

/**
 * Creates an instance of a class.
 * @returns the instance with the values that were given, and with those that the server answered.
 * @throws MiArgumentError when the class does not allow a value.
 */
export async function createInstance(
  generated: GeneratedClass,
  session: Session,
  values: unknown,
  options?: OperationOptions,
): Promise<CimInstance> {
  const { namespace, name } = generated;
  const place = new ArgumentPlace(name, '$create');
  const inputs = await propertyInputs([...givenArguments(values, place)], generated, place);
  const answer = await session.create(namespace, new CimInstance(name, inputs, namespace), options);
  return new CimInstance(answer.className, overlay(inputs, answer.elements), answer.namespace);
}

/**
 * Changes properties of the instance that an object is of.
 * @returns the properties that have changed.
 * @throws MiArgumentError when the class does not allow a value, or to change the property.
 */
export async function modifyInstance(
  state: ObjectState,
  changes: unknown,
  options?: OperationOptions,
): Promise<readonly CimElement[]> {
  const { generated, namespace, session, className } = state;
  const target = targetOf(state, '$modify');
  const inputs = await changeInputs(changes, generated);
  await session.modify(namespace, new CimInstance(className, [...target.elements, ...inputs], namespace), options);
  return inputs;
}

async function changeInputs(changes: unknown, generated: GeneratedClass): Promise<readonly CimElement[]> {
  const place = new ArgumentPlace(generated.name, '$modify');
  const given = givenArguments(changes, place);
  for (const member of given.keys()) {
    const property = generated.members.get(member);
    if (property?.key) place.member(member).refuse('is a key, and keys do not change');
    if (property?.writable === false) place.member(member).refuse('cannot be written');
  }
  return propertyInputs([...given], generated, place);
}

/** The elements, replaced and completed by newer ones of the same names. */
export function overlay(elements: readonly CimElement[], newer: readonly CimElement[]): readonly CimElement[] {
  return Array.from(new Map([...elements, ...newer].map((element) => [foldName(element.name), element])).values());
}
