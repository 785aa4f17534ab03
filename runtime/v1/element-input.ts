import { didYouMean } from '../nearest-name.js';
import { foldName } from '../schema/index.js';
import { type CimElement, CimInstance, CimReference, type CimScalar, type CimValue } from '../values/index.js';
import { encodeOctets } from '../values/octet-string.js';
import { type ArgumentPlace, shown } from './argument-place.js';
import type { ElementType } from './class-table.js';
import type { GeneratedClass, Property } from './generated-class.js';
import { type ObjectState, stateOf } from './object-state.js';
import { type ScalarType, scalarInput } from './scalar-input.js';
import { checkLimits, type Limits } from './value-limits.js';

/** How many instances may be embedded in one another. No schema needs as many; who gives more has built them in error. */
export const MAX_DEPTH = 100;

/** The schema's word on a value: its type, its limits, and the class whose declaration that is. */
export interface Declared extends ElementType {
  readonly name: string;
  readonly limits: Limits | null;
  readonly owner: GeneratedClass;
}

/**
 * An element with the type that the schema says, whatever the value looks like.
 * @param within the objects that the value is in.
 * @throws MiArgumentError when the schema does not allow the value.
 */
export async function elementInput(
  value: unknown,
  declared: Declared,
  place: ArgumentPlace,
  within: readonly object[] = [],
): Promise<CimElement> {
  const { name, type, array } = declared;
  return { name, type, array, value: await valueInput(value, declared, place, within) };
}

async function valueInput(
  value: unknown,
  declared: Declared,
  place: ArgumentPlace,
  within: readonly object[],
): Promise<CimValue> {
  if (value === null) return null;
  if (!declared.array) return itemInput(value, declared, place, within);
  if (declared.type === 'uint8') return limitedBytes(bytesInput(value, place), declared, place);
  const items: CimScalar[] = [];
  for (const [item, at] of itemsOf(value, place)) items.push(await itemInput(item, declared, at, within));
  return items;
}

/** The items of an array with their places; a hole is an item, too. */
function itemsOf(value: unknown, place: ArgumentPlace): readonly (readonly [item: unknown, at: ArgumentPlace])[] {
  if (!Array.isArray(value)) return place.refuse(`must be an array, not ${shown(value)}`);
  return Array.from(value, (item: unknown, index) => [item, place.item(index)]);
}

/**
 * The value of a key. It embeds no instance, so it is there without waiting for the module of a class.
 * @throws MiArgumentError when the schema does not allow the value.
 */
export function keyValueInput(value: unknown, declared: Declared, place: ArgumentPlace): CimValue {
  if (!declared.array) return keyItemInput(value, declared, place);
  if (declared.type === 'uint8') return limitedBytes(bytesInput(value, place), declared, place);
  return itemsOf(value, place).map(([item, at]) => keyItemInput(item, declared, at));
}

function keyItemInput(value: unknown, declared: Declared, place: ArgumentPlace): CimScalar {
  if (declared.type === 'reference') return pathInput(value, place);
  if (declared.type === 'instance') return place.refuse('is an embedded instance, which no key can be');
  return limitedScalar(value, declared, declared.type, place);
}

/** A copy: the caller may go on using the buffer. */
function bytesInput(value: unknown, place: ArgumentPlace): Uint8Array {
  return value instanceof Uint8Array
    ? Uint8Array.from(value)
    : place.refuse(`must be a Uint8Array, not ${shown(value)}`);
}

function itemInput(
  value: unknown,
  declared: Declared,
  place: ArgumentPlace,
  within: readonly object[],
): CimScalar | Promise<CimScalar> {
  if (declared.type === 'reference') return referenceInput(value, declared, place);
  if (declared.type === 'instance') return instanceInput(value, declared, place, within);
  return limitedScalar(value, declared, declared.type, place);
}

function limitedScalar(
  value: unknown,
  { octets, limits }: Declared,
  type: ScalarType,
  place: ArgumentPlace,
): CimScalar {
  const scalar = octets ? encodeOctets(bytesInput(value, place)) : scalarInput(value, type, place);
  if (limits !== null) checkLimits(scalar, limits, place);
  return scalar;
}

/** The limits of an array are those of its items. */
function limitedBytes(bytes: Uint8Array, { limits }: Declared, place: ArgumentPlace): Uint8Array {
  if (limits !== null) for (const [index, byte] of bytes.entries()) checkLimits(byte, limits, place.item(index));
  return bytes;
}

async function referenceInput(value: unknown, declared: Declared, place: ArgumentPlace): Promise<CimReference> {
  const path = pathInput(value, place);
  await checkClass(path.className, declared, 'refer to', place);
  return path;
}

function pathInput(value: unknown, place: ArgumentPlace): CimReference {
  if (value instanceof CimReference) return value;
  const help = stateOf(value) === undefined ? '' : ': use its $path';
  return place.refuse(`must be a CimReference, not ${shown(value)}${help}`);
}

async function instanceInput(
  value: unknown,
  declared: Declared,
  place: ArgumentPlace,
  within: readonly object[],
): Promise<CimInstance> {
  if (value instanceof CimInstance) {
    await checkClass(value.className, declared, 'be', place);
    return value;
  }
  if (typeof value === 'object' && value !== null && within.includes(value)) place.refuse('contains itself');
  if (within.length >= MAX_DEPTH) place.refuse(`is embedded more than ${MAX_DEPTH} levels deep`);
  const state = stateOf(value);
  if (state !== undefined) {
    await checkClass(state.generated.name, declared, 'be', place);
    return objectInput(value as object, state, place, within);
  }
  if (!isPlainObject(value)) place.refuse(`must be ${describeInstance(declared)}, not ${shown(value)}`);
  return plainInput(value, declared, place, within);
}

/** Refuses a class that is known not to be the declared one or a subclass. Of others the server knows. */
async function checkClass(
  name: string,
  { className, owner }: Declared,
  verb: string,
  place: ArgumentPlace,
): Promise<void> {
  if (className === null || foldName(className) === foldName(name)) return;
  // Loads the superclasses of the declared class with it: they are known then.
  await owner.load(className);
  const known = await owner.load(name);
  if (known?.isA(className) === false) {
    place.refuse(`must ${verb} an instance of ${className}, and ${known.name} is not derived from it`);
  }
}

function describeInstance({ className }: Declared): string {
  return className === null ? 'a CimInstance or a generated object' : `an instance of ${className} or its values`;
}

/** A generated object as an embedded instance: its members as they are now, and what the table does not know. */
async function objectInput(
  object: object,
  { generated, className, namespace, elements }: ObjectState,
  place: ArgumentPlace,
  within: readonly object[],
): Promise<CimInstance> {
  const unknown = elements.filter((element) => !generated.properties.has(foldName(element.name)));
  const known = Object.entries(object).filter(([member]) => generated.members.has(member));
  const inputs = await propertyInputs(known, generated, place, [...within, object]);
  return new CimInstance(className, [...inputs, ...unknown], namespace);
}

async function plainInput(
  object: object,
  { className, owner }: Declared,
  place: ArgumentPlace,
  within: readonly object[],
): Promise<CimInstance> {
  if (className === null) place.refuse('must be a CimInstance or a generated object: its class is not declared');
  const generated = await owner.load(className);
  if (generated === null) place.refuse(`must be a CimInstance: the class ${className} is not generated`);
  const inputs = await propertyInputs(Object.entries(object), generated, place, [...within, object]);
  return new CimInstance(generated.name, inputs, generated.namespace);
}

/** The properties of a class that an object gives; undefined is as good as absent. */
export async function propertyInputs(
  members: readonly (readonly [member: string, value: unknown])[],
  generated: GeneratedClass,
  place: ArgumentPlace,
  within: readonly object[] = [],
): Promise<readonly CimElement[]> {
  const inputs: CimElement[] = [];
  for (const [member, value] of members) {
    const at = place.member(member);
    const property = generated.members.get(member) ?? unknownProperty(member, generated, at);
    if (value === undefined) continue;
    const element = await elementInput(value, property, at, within);
    inputs.push(property.key ? { ...element, key: true } : element);
  }
  return inputs;
}

export function unknownProperty(member: string, generated: GeneratedClass, place: ArgumentPlace): Property {
  return place.refuse(`is no property of ${generated.name}${didYouMean(member, generated.members.keys())}`);
}

export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
