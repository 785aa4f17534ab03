import type { OperationOptions } from '../options.js';
import { foldName } from '../schema/index.js';
import { type CimElement, CimInstance } from '../values/index.js';
import type { ArgumentPlace } from './argument-place.js';
import type { ClassCall } from './class-call.js';
import { propertyInputs } from './element-input.js';
import type { GeneratedClass } from './generated-class.js';
import { givenArguments } from './inbound-properties.js';
import { type ObjectState, placeOf, targetOf } from './object-state.js';

/**
 * Creates an instance of a class.
 * @returns the instance with the values that were given, and with those that the server answered.
 * @throws MiArgumentError when the class does not allow a value.
 */
export async function createInstance(
  { generated, session, place }: ClassCall,
  values: unknown,
  options?: OperationOptions,
): Promise<CimInstance> {
  const { namespace, name } = generated;
  const inputs = await propertyInputs([...givenArguments(values, place)], generated, place);
  const answer = await session.create(namespace, new CimInstance(name, inputs, namespace), options);
  return new CimInstance(answer.className, overlay(inputs, answer.elements), answer.namespace);
}

/**
 * Changes properties of the instance that an object stands for.
 * @returns the properties that have changed.
 * @throws MiArgumentError when the class does not allow a value, or does not allow the property to be changed.
 */
export async function modifyInstance(
  state: ObjectState,
  changes: unknown,
  options?: OperationOptions,
): Promise<readonly CimElement[]> {
  const { generated, namespace, session, className } = state;
  const place = placeOf(state, '$modify');
  const target = targetOf(state, place);
  const inputs = await changeInputs(changes, generated, place);
  await session.modify(namespace, new CimInstance(className, [...target.elements, ...inputs], namespace), options);
  return inputs;
}

function changeInputs(
  changes: unknown,
  generated: GeneratedClass,
  place: ArgumentPlace,
): readonly CimElement[] | Promise<readonly CimElement[]> {
  const given = givenArguments(changes, place);
  for (const member of given.keys()) {
    const property = generated.members.get(member);
    if (property?.key) place.member(member).refuse('is a key, and keys do not change');
    if (property?.writable === false) place.member(member).refuse('cannot be written');
  }
  return propertyInputs([...given], generated, place);
}

/** The elements, with newer ones in place of those of the same names, and the others of the newer ones added. */
export function overlay(elements: readonly CimElement[], newer: readonly CimElement[]): readonly CimElement[] {
  return Array.from(new Map([...elements, ...newer].map((element) => [foldName(element.name), element])).values());
}
