import type { DeclaredType, TypesByName } from '../../known-types.js';
import { foldName, isCimName } from '../../schema/index.js';
import { type CimElement, CimInstance, type CimScalar, type CimValue } from '../../values/index.js';
import { bytesOfText, withLength } from '../../values/octet-string.js';
import type { XmlElement } from '../../xml/xml.js';
import { attributeOf, childElements, localName, textOf } from '../wire-names.js';
import { isReference, readReference } from './read-reference.js';
import { readScalar } from './read-wire-scalar.js';
import { type FindTypes, WIRE_TYPES } from './wire-types.js';

/** How objects of a message are read. */
export interface ObjectReading {
  readonly namespace: string;
  readonly types: FindTypes;
  /** The server was asked for precise arrays and knows them: an array that is absent is empty, and not null. */
  readonly preciseArrays: boolean;
  /** A char16 of one digit is its code: so OMI writes it. */
  readonly charactersAreCodes: boolean;
  /** The values that were asked for, by their folded names: absent ones are null. Null where all were. */
  readonly chosen: ReadonlySet<string> | null;
}

/**
 * The object in a value: the element of the value itself, or, from OpenPegasus, an element in it that is named as the
 * class.
 */
export function objectIn(value: XmlElement): XmlElement {
  const [only, other] = childElements(value);
  const isHolder = only !== undefined && other === undefined && !namesClass(value) && namesClass(only);
  return isHolder && foldName(classOf(only)) === foldName(localName(only)) ? only : value;
}

/** True for an element whose type says of which class it is. */
export function namesClass(element: XmlElement): boolean {
  return attributeOf(element, 'type')?.endsWith('_Type') === true;
}

/** The class of an object: the name of its element, or of its `xsi:type` where it is a value. */
export function classOf(element: XmlElement): string {
  const type = attributeOf(element, 'type');
  const named = type === undefined ? undefined : /^(?:[^:]*:)?(.+)_Type$/.exec(type)?.[1];
  const name = named ?? localName(element);
  return isCimName(name) ? name : localName(element);
}

/**
 * Reads an object.
 * @param keys its keys, where the class does not tell them.
 * @param asked the types of a superclass, where those of its class are not known.
 * @throws SyntaxError for a value that is none of its type. The message names the property.
 */
export function readObject(
  element: XmlElement,
  reading: ObjectReading,
  keys: readonly CimElement[] = [],
  asked: TypesByName | null = null,
): CimInstance {
  const className = classOf(element);
  const types = reading.types(reading.namespace, className) ?? asked;
  const elements = readElements(element, types, reading);
  return new CimInstance(className, keys.length === 0 ? elements : withKeys(elements, keys), reading.namespace);
}

/**
 * Reads the values in an object, or in the answer of a method: those of known types in the order of their declaration,
 * then the others.
 */
export function readElements(
  object: XmlElement,
  types: TypesByName | null,
  reading: ObjectReading,
): readonly CimElement[] {
  const byName = new Map<string, XmlElement[]>();
  for (const child of childElements(object)) {
    const folded = foldName(localName(child));
    const before = byName.get(folded);
    if (before === undefined) byName.set(folded, [child]);
    else before.push(child);
  }
  const elements: CimElement[] = [];
  for (const [folded, type] of types ?? []) {
    const found = byName.get(folded);
    byName.delete(folded);
    if (found !== undefined) elements.push(readDeclared(found, type, reading));
    else if (reading.chosen?.has(folded) ?? true) elements.push(absent(type, reading));
  }
  for (const found of byName.values()) {
    const [first] = found;
    if (first !== undefined && !isAside(first)) elements.push(readUndeclared(found, first, reading));
  }
  return elements;
}

/** What a server may add to the properties of an object (MS-WSMV 4.1.1). */
function isAside(element: XmlElement): boolean {
  return localName(element) === 'Location' && element.namespace.endsWith('/wscim/1/common');
}

function absent(declared: DeclaredType, { preciseArrays }: ObjectReading): CimElement {
  const { name, type, array, key } = declared;
  const empty = type === 'uint8' ? new Uint8Array() : [];
  return { name, type, array, value: array && preciseArrays ? empty : null, ...(key === true ? { key } : {}) };
}

function readDeclared(found: readonly XmlElement[], declared: DeclaredType, reading: ObjectReading): CimElement {
  const { name, type, array, key } = declared;
  const marked = key === true ? { key } : {};
  const [first] = found;
  if (first === undefined || isNull(found)) return { name, type, array, value: null, ...marked };
  if (array && type === 'uint8') return { name, type, array, value: bytesOf(found, name, reading), ...marked };
  // A string that is declared to embed an object may come as the object.
  const holdsObject = (type === 'string' || type === 'instance') && found.some(isObject);
  const read = holdsObject ? 'instance' : type;
  const items = found.map((item) => readItem(item, { name, type: read }, reading));
  if (!array && items.length > 1) throw new SyntaxError(`${name} has ${items.length} values instead of one`);
  // The text of an embedded object stays one: who knows the class reads it.
  const isText = type === 'instance' && !holdsObject;
  return { name, type: isText ? 'string' : read, array, value: array ? items : (items[0] ?? null), ...marked };
}

/** A value of which nothing but its form is known: an object, a reference, or a text. Several are an array. */
function readUndeclared(found: readonly XmlElement[], first: XmlElement, reading: ObjectReading): CimElement {
  const name = localName(first);
  const type = undeclaredType(found.find((item) => !isNil(item)) ?? first);
  if (isNull(found)) return { name, type, array: false, value: null };
  const items = found.map((item) => readItem(item, { name, type }, reading));
  const array = items.length > 1;
  return { name, type, array, value: array ? items : (items[0] ?? null) };
}

function undeclaredType(element: XmlElement): CimElement['type'] {
  const [child, other] = childElements(element);
  // Its properties may have any names.
  if (namesClass(element)) return 'instance';
  if (isReference(element)) return 'reference';
  if (child !== undefined && other === undefined && isDatetime(child)) return 'datetime';
  if (isObject(element)) return 'instance';
  return WIRE_TYPES.get(attributeOf(element, 'type')?.replace(/^.*:/, '') ?? '') ?? 'string';
}

/** An object of a known class may have no properties. */
function isObject(element: XmlElement): boolean {
  return childElements(element).length > 0 || namesClass(element);
}

function isDatetime(element: XmlElement): boolean {
  return ['datetime', 'interval', 'cim_datetime', 'date', 'time'].includes(localName(element).toLowerCase());
}

/** One element that is nil stands for a value, or for a whole array. */
function isNull(found: readonly XmlElement[]): boolean {
  return found.length === 1 && found.every(isNil);
}

function isNil(element: XmlElement): boolean {
  return /^\s*(?:true|1)\s*$/i.test(attributeOf(element, 'nil') ?? '');
}

function readItem(
  item: XmlElement,
  { name, type }: Pick<CimElement, 'name' | 'type'>,
  reading: ObjectReading,
): CimScalar | null {
  if (isNil(item)) return null;
  try {
    if (type === 'instance')
      return isObject(item) ? readObject(objectIn(item), { ...reading, chosen: null }) : textOf(item);
    if (type === 'reference' && isReference(item)) return readReference(item, reading);
    return readScalar(scalarText(item), type, reading.charactersAreCodes);
  } catch (error) {
    throw withName(error, name);
  }
}

function withName(error: unknown, name: string): unknown {
  return error instanceof SyntaxError ? new SyntaxError(`${name}: ${error.message}`, { cause: error }) : error;
}

/** A datetime stands in an element of its own. */
function scalarText(item: XmlElement): string {
  const [child] = childElements(item);
  return textOf(child ?? item);
}

/** Windows repeats an element for each byte. OMI writes an octet string in base64, without the length it has in MI. */
function bytesOf(found: readonly XmlElement[], name: string, reading: ObjectReading): CimValue {
  const [first] = found;
  if (found.length === 1 && first !== undefined && !/^\s*\d{1,3}\s*$/.test(textOf(first))) {
    try {
      return withLength(bytesOfText(textOf(first)));
    } catch (error) {
      throw withName(error, name);
    }
  }
  return Uint8Array.from(found, (item) => {
    const byte = readItem(item, { name, type: 'uint8' }, reading);
    if (byte === null) throw new SyntaxError(`${name}: one of its bytes is null`);
    return Number(byte);
  });
}

/** The elements with those marked that are keys, and the keys that were missing. */
function withKeys(elements: readonly CimElement[], keys: readonly CimElement[]): readonly CimElement[] {
  const unseen = new Map(keys.map((key) => [foldName(key.name), key]));
  const marked = elements.map((element) =>
    unseen.delete(foldName(element.name)) ? { ...element, key: true } : element,
  );
  return [...marked, ...unseen.values()];
}
