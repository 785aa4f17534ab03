import { type CimType, foldName, isCimName } from '../schema/index.js';
import { type CimElement, CimInstance, type CimScalar, type CimValue } from '../values/index.js';
import { requireText, shown } from '../values/shown.js';
import { beginsAsXml } from '../xml/begins-as-xml.js';
import { parseXml, type XmlElement } from '../xml/xml.js';
import { XmlError } from '../xml/xml-error.js';
import { nameAttribute } from './read-path.js';
import { requiredType } from './read-scalar.js';
import { readArray, readScalar } from './read-value.js';
import { Reading } from './reading.js';
import { DEEPEST_EMBEDDED_TEXT } from './texts.js';

/** A property or a parameter, of an instance as of a class. */
export interface ReadElement {
  readonly name: string;
  /** `string` also where the text is an embedded object. */
  readonly type: CimType;
  readonly array: boolean;
  /** The class of a reference or of an embedded object, where it is named. */
  readonly className: string | null;
  /** True where an attribute says that the text is an embedded object. */
  readonly embedded: boolean;
  /** Undefined where there is none: for an instance that is null, for a class no default. */
  readonly value: CimValue | undefined;
  readonly qualifiers: readonly XmlElement[];
}

/** What is read of an element named `PROPERTY` or `PARAMETER` with one of these behind it. */
const KINDS: ReadonlyMap<string, { readonly type: CimType | null; readonly array: boolean }> = new Map([
  ['', { type: null, array: false }],
  ['.ARRAY', { type: null, array: true }],
  ['.REFERENCE', { type: 'reference', array: false }],
  ['.REFARRAY', { type: 'reference', array: true }],
  // Only WMI writes these.
  ['.OBJECT', { type: 'instance', array: false }],
  ['.OBJECTARRAY', { type: 'instance', array: true }],
]);

/** True for `PROPERTY`, or `PARAMETER`, and its variants. */
export function isVariantOf(base: 'PROPERTY' | 'PARAMETER', { name }: XmlElement): boolean {
  return name.startsWith(base) && KINDS.has(name.slice(base.length));
}

/** `PROPERTY`, `PARAMETER`, and their variants. */
export function readElement(reading: Reading, element: XmlElement): ReadElement {
  const kind = KINDS.get(element.name.replace(/^[A-Z]+/, ''));
  const array = kind?.array === true;
  const type = kind?.type ?? requiredType(reading, element);
  const children = reading.elements(element);
  const qualifiers = children.filter(({ name }) => name === 'QUALIFIER');
  const [content, second] = children.filter(({ name }) => name !== 'QUALIFIER');
  if (second !== undefined) reading.unexpected(second, element);
  return {
    name: nameAttribute(reading, element, 'NAME'),
    type,
    array,
    className:
      classAttribute(reading, element, 'REFERENCECLASS') ?? classAttribute(reading, element, 'EmbeddedClassName'),
    embedded: foldedAttribute(element, 'EmbeddedObject') !== undefined,
    value: content === undefined ? undefined : readContent(reading, content, type, array),
    qualifiers,
  };
}

/** An attribute that is written in several letter cases. */
function foldedAttribute({ attributes }: XmlElement, name: string): string | undefined {
  for (const [written, value] of attributes) if (foldName(written) === foldName(name)) return value;
  return undefined;
}

/** The class that an attribute names; null for none. */
export function classAttribute(reading: Reading, element: XmlElement, attribute: string): string | null {
  const name = foldedAttribute(element, attribute) ?? '';
  if (name !== '' && !isCimName(name)) reading.refuse(element, `${attribute}=${shown(name)} is no name of CIM`);
  return name === '' ? null : name;
}

function readContent(reading: Reading, content: XmlElement, type: CimType, array: boolean): CimValue {
  if (type === 'instance') return readObjects(reading, content, array);
  return array ? readArray(reading, content, type) : readScalar(reading, content, type);
}

/** `VALUE.OBJECT` and `VALUE.OBJECTARRAY`, as WMI writes embedded objects. */
function readObjects(reading: Reading, content: XmlElement, array: boolean): CimValue {
  if (!array) return readObject(reading, content);
  if (content.name !== 'VALUE.OBJECTARRAY') reading.refuse(content, `<VALUE.OBJECTARRAY> is expected`);
  return reading.elements(content).map((item) => (item.name === 'VALUE.NULL' ? null : readObject(reading, item)));
}

function readObject(reading: Reading, content: XmlElement): CimScalar {
  const object = content.name === 'VALUE.OBJECT' ? reading.onlyElement(content) : null;
  if (object?.name !== 'INSTANCE') reading.refuse(content, '<VALUE.OBJECT> with an <INSTANCE> in it is expected');
  return readInstance(reading, object);
}

/**
 * `INSTANCE`.
 * @param keys the names of the keys, where they are known.
 */
export function readInstance(
  reading: Reading,
  element: XmlElement,
  namespace: string | null = null,
  keys: readonly string[] = [],
): CimInstance {
  const className = nameAttribute(reading, element, 'CLASSNAME');
  const properties = reading.elements(element).filter(({ name }) => name !== 'QUALIFIER');
  const folded = new Set(keys.map(foldName));
  const elements = properties.map((property) => {
    if (!isVariantOf('PROPERTY', property)) reading.unexpected(property, element);
    const read = instanceElement(reading, property);
    return folded.has(foldName(read.name)) ? { ...read, key: true } : read;
  });
  return new CimInstance(className, elements, namespace);
}

function instanceElement(reading: Reading, property: XmlElement): CimElement {
  const { name, type, array, embedded, value = null } = readElement(reading, property);
  if (!embedded) return { name, type, array, value };
  const objects = value === null ? null : embeddedValue(reading, value);
  return objects === null && value !== null
    ? { name, type, array, value }
    : { name, type: 'instance', array, value: objects };
}

/** The instances that texts hold; null where one of them holds none, but a class or anything else: all stay texts. */
function embeddedValue(reading: Reading, value: CimValue): CimValue | null {
  const texts = Array.isArray(value) ? value : [value];
  const objects = texts.map((text) => (typeof text === 'string' ? readEmbedded(text, reading.depth + 1) : text));
  if (objects.includes(undefined)) return null;
  return (Array.isArray(value) ? objects : objects[0]) as CimValue;
}

function readEmbedded(text: string, depth: number): CimInstance | undefined {
  if (depth > DEEPEST_EMBEDDED_TEXT || !beginsAsXml(text)) return undefined;
  try {
    return readInstanceText(text, depth);
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

/**
 * Reads the text of an instance: `INSTANCE` by itself, or in `VALUE.OBJECT`, as WMI writes it, too.
 * @throws XmlError for any other text.
 */
export function parseInstance(text: string): CimInstance {
  return readInstanceText(requireText(text, 'parseInstance'), 0);
}

function readInstanceText(text: string, depth: number): CimInstance {
  const written = text.replace(/^\uFEFF/, '').trim();
  const reading = new Reading(written, depth);
  const root = parseXml(written);
  const object = root.name === 'VALUE.OBJECT' ? (reading.onlyElement(root) ?? root) : root;
  if (object.name !== 'INSTANCE') reading.refuse(object, `<INSTANCE> is expected, not <${object.name}>`);
  return readInstance(reading, object);
}
