import { didYouMean } from '../nearest-name.js';
import { foldName } from '../schema/index.js';
import { DEEPEST_EMBEDDING } from '../values/cim-instance.js';
import { type CimElement, CimInstance, CimReference, type CimScalar, type CimValue } from '../values/index.js';
import { encodeOctets } from '../values/octet-string.js';
import { shown } from '../values/shown.js';
import type { ArgumentPlace } from './class-call.js';
import { declaredPath, knownClass } from './declared-key.js';
import {
  type DeclaredElement,
  findClass,
  type GeneratedClass,
  type Loading,
  type Property,
  whenLoaded,
} from './generated-class.js';
import { type ObjectState, stateOf } from './object-state.js';
import { checkLimits, type ScalarType, scalarInput } from './scalar-input.js';

type GivenMembers = readonly (readonly [member: string, value: unknown])[];

/**
 * The own members of an object of arguments, each read once. What a prototype holds is not an argument.
 * @throws MiArgumentError when it is not an object.
 */
export function givenArguments(args: unknown, place: ArgumentPlace): ReadonlyMap<string, unknown> {
  if (args === undefined) return new Map();
  if (typeof args !== 'object' || args === null || Array.isArray(args)) {
    place.refuse(`takes its arguments as one object, not as ${shown(args)}`);
  }
  return new Map(Object.entries(args));
}

/**
 * The properties of a class that an object gives; one that is undefined is not given. A promise of them where the
 * module of a class has to be loaded first.
 * @throws MiArgumentError when the class does not have a property, or does not allow its value.
 */
export function propertyInputs(
  members: GivenMembers,
  generated: GeneratedClass,
  place: ArgumentPlace,
): readonly CimElement[] | Promise<readonly CimElement[]> {
  return whenLoaded(propertiesFrom(members, generated, place, []));
}

/**
 * The value of a key. It waits for no module: a key embeds no instance, and the class of a reference is left to the
 * server to check.
 * @throws MiArgumentError when the schema does not allow the value.
 */
export function keyValueInput(value: unknown, key: Property, place: ArgumentPlace): CimValue {
  if (key.type !== 'reference' && key.type !== 'instance') return scalarValue(value, key, key.type, place);
  if (key.type === 'instance') place.refuse('is an embedded instance, which no key can be');
  return key.array
    ? itemsOf(value, key, place).map(([each, at]) => pathInput(each, key, at))
    : pathInput(value, key, place);
}

function* propertiesFrom(
  members: GivenMembers,
  generated: GeneratedClass,
  place: ArgumentPlace,
  within: readonly object[],
): Loading<readonly CimElement[]> {
  const inputs: CimElement[] = [];
  for (const [member, value] of members) {
    const at = place.member(member);
    const property = generated.members.get(member) ?? unknownProperty(member, generated, at);
    if (value === undefined) continue;
    const element = yield* elementInput(value, property, at, within);
    inputs.push(property.key ? { ...element, key: true } : element);
  }
  return inputs;
}

/**
 * An element with the type that the schema declares, whatever the value looks like.
 * @param within the objects that the value is in, from the outermost inwards.
 * @throws MiArgumentError when the schema does not allow the value.
 */
export function* elementInput(
  value: unknown,
  declaration: DeclaredElement,
  place: ArgumentPlace,
  within: readonly object[] = [],
): Loading<CimElement> {
  const { name, type, array } = declaration;
  const dependsOnClass = type === 'reference' || type === 'instance';
  const input = dependsOnClass
    ? yield* classValue(value, declaration, place, within)
    : scalarValue(value, declaration, type, place);
  return { name, type, array, value: input };
}

/** A value of a type that needs no class. */
function scalarValue(value: unknown, declaration: DeclaredElement, type: ScalarType, place: ArgumentPlace): CimValue {
  if (value === null) return null;
  if (!declaration.array) return scalarItem(value, declaration, type, place);
  if (type === 'uint8') return limitedBytes(bytesInput(value, place), declaration, place);
  return itemsOf(value, declaration, place).map(([item, at]) => scalarItem(item, declaration, type, at));
}

function scalarItem(
  value: unknown,
  { octets, limits }: DeclaredElement,
  type: ScalarType,
  place: ArgumentPlace,
): CimScalar {
  const scalar = octets ? encodeOctets(bytesInput(value, place)) : scalarInput(value, type, place);
  if (limits !== null) checkLimits(scalar, limits, place);
  return scalar;
}

/** A copy: the caller may go on using the buffer. */
function bytesInput(value: unknown, place: ArgumentPlace): Uint8Array {
  return value instanceof Uint8Array
    ? Uint8Array.from(value)
    : place.refuse(`must be a Uint8Array, not ${shown(value)}`);
}

/** The limits of an array are those of its items. */
function limitedBytes(bytes: Uint8Array, declaration: DeclaredElement, place: ArgumentPlace): Uint8Array {
  const { limits } = declaration;
  checkSize(bytes, declaration, place);
  if (limits !== null) for (const [index, byte] of bytes.entries()) checkLimits(byte, limits, place.item(index));
  return bytes;
}

/** The items of an array with their places. A hole is an item too. */
function itemsOf(
  value: unknown,
  declaration: DeclaredElement,
  place: ArgumentPlace,
): readonly (readonly [item: unknown, at: ArgumentPlace])[] {
  if (!Array.isArray(value)) return place.refuse(`must be an array, not ${shown(value)}`);
  checkSize(value, declaration, place);
  return Array.from(value, (item: unknown, index) => [item, place.item(index)]);
}

/** A fixed array has no more items than its size. Where it is given fewer, servers take the others as null. */
function checkSize({ length }: ArrayLike<unknown>, { arraySize }: DeclaredElement, place: ArgumentPlace): void {
  if (arraySize !== null && length > arraySize) place.refuse(`has ${length} items; the schema declares ${arraySize}`);
}

/** A reference or an embedded instance: their classes may have to be loaded. */
function* classValue(
  value: unknown,
  declaration: DeclaredElement,
  place: ArgumentPlace,
  within: readonly object[],
): Loading<CimValue> {
  if (value === null) return null;
  const item = declaration.type === 'reference' ? referenceInput : instanceInput;
  if (!declaration.array) return yield* item(value, declaration, place, within);
  const items: CimScalar[] = [];
  for (const [each, at] of itemsOf(value, declaration, place)) items.push(yield* item(each, declaration, at, within));
  return items;
}

function* referenceInput(value: unknown, declaration: DeclaredElement, place: ArgumentPlace): Loading<CimReference> {
  const path = pathInput(value, declaration, place);
  const { className, owner } = declaration;
  yield* checkClass(path, declaration, 'refer to', place);
  const needsClass = className !== null && path.keys.length > 0 && knownClass(path, owner.namespace, owner) === null;
  return needsClass && (yield* owner.load(className)) !== null ? pathInput(path, declaration, place) : path;
}

/**
 * The path with keys of the declared types, as far as the classes are loaded.
 * @throws MiArgumentError when it is not the path of an object.
 */
export function pathInput(value: unknown, { className, owner }: DeclaredElement, place: ArgumentPlace): CimReference {
  if (value instanceof CimReference) {
    const known = knownClass(value, owner.namespace, owner) ?? findClass(owner.namespace, className ?? '');
    return known === null ? value : typedPath(value, known, place);
  }
  const help = stateOf(value) === undefined ? '' : ': use its $path';
  return place.refuse(`must be a CimReference, not ${shown(value)}${help}`);
}

function typedPath(path: CimReference, generated: GeneratedClass, place: ArgumentPlace): CimReference {
  try {
    return declaredPath(path, generated);
  } catch (error) {
    if (error instanceof SyntaxError) place.refuse(`has a wrong path: ${error.message}`);
    throw error;
  }
}

function* instanceInput(
  value: unknown,
  declaration: DeclaredElement,
  place: ArgumentPlace,
  within: readonly object[],
): Loading<CimInstance> {
  if (value instanceof CimInstance) {
    yield* checkClass(value, declaration, 'be', place);
    return value;
  }
  if (typeof value === 'object' && value !== null && within.includes(value)) place.refuse('contains itself');
  if (within.length >= DEEPEST_EMBEDDING) place.refuse(`is embedded more than ${DEEPEST_EMBEDDING} levels deep`);
  const state = stateOf(value);
  if (state !== undefined) {
    yield* checkClass({ className: state.generated.name, namespace: state.namespace }, declaration, 'be', place);
    return yield* objectInput(value as object, state, place, within);
  }
  if (!isPlainObject(value)) place.refuse(`must be ${describeInstance(declaration)}, not ${shown(value)}`);
  return yield* plainInput(value, declaration, place, within);
}

/** Refuses a class that is known not to be the declared one or a subclass. Other classes are left to the server. */
function* checkClass(
  { className: name, namespace }: Pick<CimReference, 'className' | 'namespace'>,
  { className, owner }: DeclaredElement,
  verb: string,
  place: ArgumentPlace,
): Loading<void> {
  if (className === null || foldName(className) === foldName(name)) return;
  // This loads the superclasses of the declared class too, so that they are known.
  yield* owner.load(className);
  const known = findClass(namespace ?? owner.namespace, name) ?? (yield* owner.load(name));
  if (known?.isA(className) === false) {
    place.refuse(`must ${verb} an instance of ${className}, and ${known.name} is not derived from it`);
  }
}

function describeInstance({ className }: DeclaredElement): string {
  return className === null ? 'a CimInstance or a generated object' : `an instance of ${className} or its values`;
}

/** A generated object as an embedded instance: its members as they are now, and what only the server knows. */
function* objectInput(
  object: object,
  { generated, className, namespace, elements }: ObjectState,
  place: ArgumentPlace,
  within: readonly object[],
): Loading<CimInstance> {
  const unknown = elements.filter((element) => !generated.properties.has(foldName(element.name)));
  const known = Object.entries(object).filter(([member]) => generated.members.has(member));
  const inputs = yield* propertiesFrom(known, generated, place, [...within, object]);
  return new CimInstance(className, [...inputs, ...unknown], namespace);
}

function* plainInput(
  object: object,
  { className, owner }: DeclaredElement,
  place: ArgumentPlace,
  within: readonly object[],
): Loading<CimInstance> {
  if (className === null) place.refuse('must be a CimInstance or a generated object: its class is not declared');
  const generated = yield* owner.load(className);
  if (generated === null) place.refuse(`must be a CimInstance: the class ${className} is not generated`);
  const inputs = yield* propertiesFrom(Object.entries(object), generated, place, [...within, object]);
  return new CimInstance(generated.name, inputs, generated.namespace);
}

/** @throws MiArgumentError always: with the name that is probably meant. */
export function unknownProperty(member: string, generated: GeneratedClass, place: ArgumentPlace): never {
  return place.refuse(`is no property of ${generated.name}${didYouMean(member, generated.members.keys())}`);
}

export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
