import { DEEPEST_EMBEDDED_TEXT } from '../cim-xml/texts.js';
import type { EmbeddedForm } from '../embedded-form.js';
import { didYouMean } from '../nearest-name.js';
import { foldName } from '../schema/index.js';
import { DEEPEST_EMBEDDING } from '../values/cim-instance.js';
import { type CimElement, CimInstance, type CimScalar, type CimValue } from '../values/index.js';
import { encodeOctets } from '../values/octet-string.js';
import { shown } from '../values/shown.js';
import type { ArgumentPlace } from './class-call.js';
import { givenInstance, textOfInstance } from './embedded-text.js';
import type { DeclaredElement, GeneratedClass, Property } from './generated-class.js';
import { classOfInstance, inForm } from './instance-form.js';
import { type Loading, whenLoaded } from './loading.js';
import { type ObjectState, stateOf } from './object-state.js';
import { checkClass, pathInput, referenceInput } from './reference-input.js';
import { checkLimits, type ScalarType, scalarInput } from './scalar-input.js';

type GivenMembers = readonly (readonly [member: string, value: unknown])[];

/** Where a value is embedded. */
export interface Embedding {
  /** How the server takes embedded instances that the schema declares as strings. */
  readonly form: EmbeddedForm;
  /** The objects that the value is in, from the outermost inwards. */
  readonly within: readonly object[];
}

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
 * @param form how the server takes embedded instances that the schema declares as strings.
 * @throws MiArgumentError when the class does not have a property, or does not allow its value.
 */
export function propertyInputs(
  members: GivenMembers,
  generated: GeneratedClass,
  place: ArgumentPlace,
  form: EmbeddedForm,
): readonly CimElement[] | Promise<readonly CimElement[]> {
  return whenLoaded(propertiesFrom(members, generated, place, outermost(form)));
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
  embedding: Embedding,
): Loading<readonly CimElement[]> {
  const inputs: CimElement[] = [];
  for (const [member, value] of members) {
    const at = place.member(member);
    const property = generated.members.get(member) ?? unknownProperty(member, generated, at);
    if (value === undefined) continue;
    const element = yield* elementInput(value, property, at, embedding);
    inputs.push(property.key ? { ...element, key: true } : element);
  }
  return inputs;
}

/**
 * An element with the type that the schema declares, whatever the value looks like.
 * @throws MiArgumentError when the schema does not allow the value.
 */
export function* elementInput(
  value: unknown,
  declaration: DeclaredElement,
  place: ArgumentPlace,
  embedding: Embedding,
): Loading<CimElement> {
  const { name, type, array } = declaration;
  const dependsOnClass = type === 'reference' || type === 'instance';
  const input = dependsOnClass
    ? yield* classValue(value, declaration, place, embedding)
    : scalarValue(value, declaration, type, place);
  return { name, type: isText(declaration, embedding) ? 'string' : type, array, value: input };
}

/** True for an embedded instance that is sent as text. */
function isText({ inString }: DeclaredElement, { form }: Embedding): boolean {
  return inString && form === 'text';
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
  embedding: Embedding,
): Loading<CimValue> {
  if (value === null) return null;
  const item = declaration.type === 'reference' ? referenceInput : embeddedInput;
  if (!declaration.array) return yield* item(value, declaration, place, embedding);
  const items: CimScalar[] = [];
  for (const [each, at] of itemsOf(value, declaration, place)) {
    items.push(yield* item(each, declaration, at, embedding));
  }
  return items;
}

/** An embedded instance in the form that the server takes. A text that is given is checked, and sent as it is. */
function* embeddedInput(
  value: unknown,
  declaration: DeclaredElement,
  place: ArgumentPlace,
  embedding: Embedding,
): Loading<CimScalar> {
  const instance = yield* instanceInput(value, declaration, place, embedding);
  if (!isText(declaration, embedding)) return instance;
  return typeof value === 'string' ? value : yield* textOfInstance(instance, place);
}

function* instanceInput(
  given: unknown,
  declaration: DeclaredElement,
  place: ArgumentPlace,
  embedding: Embedding,
): Loading<CimInstance> {
  const { form, within } = embedding;
  const value = typeof given === 'string' ? yield* givenInstance(given, place) : given;
  if (value instanceof CimInstance) {
    yield* checkClass(value, declaration, 'be', place);
    return yield* inForm(value, yield* classOfInstance(value, declaration), form, place);
  }
  if (typeof value === 'object' && value !== null && within.includes(value)) place.refuse('contains itself');
  const deepest = form === 'text' ? DEEPEST_EMBEDDED_TEXT : DEEPEST_EMBEDDING;
  if (within.length >= deepest) place.refuse(`is embedded more than ${deepest} levels deep`);
  const state = stateOf(value);
  if (state !== undefined) {
    yield* checkClass({ className: state.generated.name, namespace: state.namespace }, declaration, 'be', place);
    return yield* objectInput(value as object, state, place, embedding);
  }
  if (!isPlainObject(value)) place.refuse(`must be ${describeInstance(declaration)}, not ${shown(value)}`);
  return yield* plainInput(value, declaration, place, embedding);
}

function describeInstance({ className }: DeclaredElement): string {
  return className === null ? 'a CimInstance or a generated object' : `an instance of ${className} or its values`;
}

/** A generated object as an embedded instance: its members as they are now, and what only the server understands. */
function* objectInput(
  object: object,
  { generated, className, namespace, elements }: ObjectState,
  place: ArgumentPlace,
  embedding: Embedding,
): Loading<CimInstance> {
  const others = elements.filter(({ name, type }) => {
    const declared = generated.properties.get(foldName(name));
    if (declared === undefined) return true;
    // A text that holds no instance has no member. The server that sent it may understand it.
    return isText(declared, embedding) && type === 'string' && !(declared.member in object);
  });
  const known = Object.entries(object).filter(([member]) => generated.members.has(member));
  const inputs = yield* propertiesFrom(known, generated, place, inside(embedding, object));
  return new CimInstance(className, [...inputs, ...others], namespace);
}

function* plainInput(
  object: object,
  { className, owner }: DeclaredElement,
  place: ArgumentPlace,
  embedding: Embedding,
): Loading<CimInstance> {
  if (className === null) place.refuse('must be a CimInstance or a generated object: its class is not declared');
  const generated = yield* owner.load(className);
  if (generated === null) place.refuse(`must be a CimInstance: the class ${className} is not generated`);
  const members = Object.entries(object);
  const unknown = members.find(([member]) => !generated.members.has(member));
  if (unknown !== undefined) unknownMember(unknown[0], generated, place);
  const inputs = yield* propertiesFrom(members, generated, place, inside(embedding, object));
  return new CimInstance(generated.name, inputs, generated.namespace);
}

/** @throws MiArgumentError always. A member that is not misspelt may be that of a subclass. */
function unknownMember(member: string, generated: GeneratedClass, place: ArgumentPlace): never {
  const meant = didYouMean(member, generated.members.keys());
  const help = meant === '' ? '; an object of a subclass is made with $new of its class' : meant;
  return place.member(member).refuse(`is no property of ${generated.name}${help}`);
}

/** Where a value is that is embedded in nothing. */
export function outermost(form: EmbeddedForm): Embedding {
  return { form, within: [] };
}

function inside({ form, within }: Embedding, object: object): Embedding {
  return { form, within: [...within, object] };
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
