import { OPERATION_OPTIONS, type OperationOptions } from '../options.js';
import { foldName } from '../schema/index.js';
import { type CimElement, CimInstance } from '../values/index.js';
import type { ArgumentPlace, ClassCall } from './class-call.js';
import { declaring } from './declared-types.js';
import { givenArguments, propertyInputs } from './element-input.js';
import { formFor } from './instance-form.js';
import { locate } from './key-input.js';
import { defineMembers, knownState, type ObjectState, placeOf, setState, targetOf } from './object-state.js';
import { objectInit, typedObject } from './results.js';

/**
 * Reads the instance that has certain keys, or a path.
 * @throws MiArgumentError when a key is missing or of a wrong type.
 */
export async function readObject<T>(call: ClassCall<T>, keys: unknown, options?: OperationOptions): Promise<T> {
  const { generated, session, place } = call;
  place.checkOptions(options, OPERATION_OPTIONS);
  const state = locate(keys, call);
  const found = await session.getInstance(
    state.namespace,
    targetOf(state, place),
    declaring(options, generated, generated),
  );
  return typedObject(found, generated, session, state.namespace);
}

/**
 * Creates an instance of a class.
 * @returns the instance with the values that were given, and with those that the server answered.
 * @throws MiArgumentError when the class does not allow a value.
 */
export async function createObject<T>(
  { generated, session, place }: ClassCall<T>,
  values: unknown,
  options?: OperationOptions,
): Promise<T> {
  place.checkOptions(options, OPERATION_OPTIONS);
  const { namespace, name } = generated;
  const given = [...givenArguments(values, place)];
  const inputs = await propertyInputs(given, generated, place, await formFor(session, generated.properties.values()));
  const answer = await session.create(
    namespace,
    new CimInstance(name, inputs, namespace),
    declaring(options, generated, generated),
  );
  const created = new CimInstance(answer.className, overlay(inputs, answer.elements), answer.namespace);
  return typedObject(created, generated, session, namespace);
}

/**
 * Makes an object of a class that no server has.
 * @throws MiArgumentError when the class does not allow a value.
 */
export async function newLocalObject<T>({ generated, session, place }: ClassCall<T>, values: unknown): Promise<T> {
  const { namespace, name } = generated;
  const given = [...givenArguments(values, place)];
  const inputs = await propertyInputs(given, generated, place, await formFor(session, generated.properties.values()));
  return typedObject(new CimInstance(name, inputs, namespace), generated, session, namespace);
}

/** Reads the instance that an object stands for again, into the object. */
export async function refreshObject(object: object, options?: OperationOptions): Promise<void> {
  const before = knownState(object);
  const { generated, namespace, session } = before;
  const place = placeOf(before, '$refresh');
  place.checkOptions(options, OPERATION_OPTIONS);
  const found = await session.getInstance(namespace, targetOf(before, place), declaring(options, generated, generated));
  const { state, members } = await objectInit(found, generated, session, namespace);
  for (const member of Object.keys(object)) Reflect.deleteProperty(object, member);
  setState(object, { ...state, generated });
  defineMembers(object, members);
}

/**
 * Changes properties of the instance that an object stands for, and of the object when that has succeeded.
 * @throws MiArgumentError when the class does not allow a value, or does not allow the property to be changed.
 */
export async function modifyObject(object: object, changes: unknown, options?: OperationOptions): Promise<void> {
  const state = knownState(object);
  const { generated, namespace, session, className } = state;
  const place = placeOf(state, '$modify');
  place.checkOptions(options, OPERATION_OPTIONS);
  const target = targetOf(state, place);
  const changed = await changeInputs(changes, state, place);
  await session.modify(
    namespace,
    new CimInstance(className, [...target.elements, ...changed], namespace),
    declaring(options, generated, generated),
  );
  const { members } = await objectInit(new CimInstance(className, changed, namespace), generated, session, namespace);
  // Another change may have been made while this one was under way.
  const now = knownState(object);
  setState(object, { ...now, elements: overlay(now.elements, changed) });
  defineMembers(object, members);
  // A text with a value that its class does not allow has no member, not the old one either.
  const defined = new Set(members.names);
  for (const { name } of changed) {
    const member = generated.properties.get(foldName(name))?.member ?? name;
    if (!defined.has(member)) Reflect.deleteProperty(object, member);
  }
}

/** Deletes the instance that an object stands for. */
export async function deleteObject(object: object, options?: OperationOptions): Promise<void> {
  const state = knownState(object);
  const place = placeOf(state, '$delete');
  place.checkOptions(options, OPERATION_OPTIONS);
  await state.session.delete(
    state.namespace,
    targetOf(state, place),
    declaring(options, state.generated, state.generated),
  );
}

async function changeInputs(
  changes: unknown,
  { generated, session }: ObjectState,
  place: ArgumentPlace,
): Promise<readonly CimElement[]> {
  const given = givenArguments(changes, place);
  for (const member of given.keys()) {
    const property = generated.members.get(member);
    if (property?.key) place.member(member).refuse('is a key, and keys do not change');
    if (property?.writable === false) place.member(member).refuse('cannot be written');
  }
  return propertyInputs([...given], generated, place, await formFor(session, generated.properties.values()));
}

/** The elements, with newer ones in place of those of the same names, and the others of the newer ones added. */
function overlay(elements: readonly CimElement[], newer: readonly CimElement[]): readonly CimElement[] {
  return Array.from(new Map([...elements, ...newer].map((element) => [foldName(element.name), element])).values());
}
