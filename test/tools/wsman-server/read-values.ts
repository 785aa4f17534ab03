import { instanceText, parseInstance } from '../../../runtime/cim-xml/index.js';
import type { EmbeddedForm } from '../../../runtime/embedded-form.js';
import { type CimTypedElement, foldName, isEmbeddedString } from '../../../runtime/schema/index.js';
import {
  type CimElement,
  CimInstance,
  type CimScalar,
  type CimValue,
  valueOfText,
} from '../../../runtime/values/index.js';
import { bytesOfText } from '../../../runtime/values/octet-string.js';
import type { XmlElement } from '../../../runtime/xml/xml.js';
import { faults } from './fault.js';
import { readEndpoint } from './resource.js';
import { isKey, type Schema } from './schema.js';
import { NAMESPACES } from './uris.js';
import { attribute, child, elementsOf, localName, textOf } from './xml-text.js';

/** Where values are read. */
export interface ValueContext {
  readonly schema: Schema;
  readonly namespace: string;
  /** How embedded instances reach the handler that its schema declares as strings. */
  readonly form: EmbeddedForm;
}

/**
 * Reads the properties of an object, with the types of its class. Keys are marked.
 * @throws WsmanFault for what its class does not allow.
 * @throws MiError when there is no such class.
 */
export async function readInstance(object: XmlElement, className: string, context: ValueContext): Promise<CimInstance> {
  const { whole } = await context.schema.require(context.namespace, className);
  const elements = await readElements(object, whole.properties, whole.name, context);
  const keys = new Set(whole.properties.filter(isKey).map(({ name }) => name));
  const marked = elements.map((each) => (keys.has(each.name) ? { ...each, key: true } : each));
  return new CimInstance(whole.name, marked, context.namespace);
}

/**
 * Reads the values in an element.
 * @param declared the properties or the parameters.
 * @param holder whose they are, for errors.
 */
export async function readElements(
  parent: XmlElement,
  declared: readonly CimTypedElement[],
  holder: string,
  context: ValueContext,
): Promise<readonly CimElement[]> {
  const written = new Map<string, XmlElement[]>();
  for (const each of elementsOf(parent)) {
    // Such as cim:Location, which follows the properties.
    if (each.namespace === NAMESPACES.cim) continue;
    const name = foldName(localName(each));
    const before = written.get(name);
    if (before === undefined) written.set(name, [each]);
    else before.push(each);
  }
  const read: CimElement[] = [];
  for (const [name, items] of written) {
    const declaration = declared.find((each) => foldName(each.name) === name);
    if (declaration === undefined) throw faults.schema(`${holder} has no element ${items.map(localName)[0]}`);
    if (!declaration.array && items.length > 1) throw faults.schema(`${holder}.${declaration.name} is no array`);
    read.push(await readElement(items, declaration, holder, context));
  }
  return read;
}

async function readElement(
  items: readonly XmlElement[],
  declared: CimTypedElement,
  holder: string,
  context: ValueContext,
): Promise<CimElement> {
  const { name, array } = declared;
  try {
    const value = await readValue(items, declared, context);
    return { name, type: typeOf(declared, context.form), array, value };
  } catch (error) {
    if (error instanceof SyntaxError) throw faults.schema(`${holder}.${name}: ${error.message}`);
    throw error;
  }
}

/** A string that is an embedded instance is given as one, but to a handler that takes texts. */
function typeOf(declared: CimTypedElement, form: EmbeddedForm): CimElement['type'] {
  return isEmbeddedText(declared) && form === 'instance' ? 'instance' : declared.type;
}

function isEmbeddedText(declared: CimTypedElement): boolean {
  return declared.type === 'string' && isEmbeddedString(declared);
}

async function readValue(
  items: readonly XmlElement[],
  declared: CimTypedElement,
  context: ValueContext,
): Promise<CimValue> {
  const [first] = items;
  if (first === undefined || isNil(first)) return null;
  const { type, array } = declared;
  if (!array) return readScalar(first, declared, context);
  if (type === 'uint8' && /Base64Binary$/i.test(attribute(first, 'type') ?? '')) return bytesOfText(textOf(first));
  const values: CimScalar[] = [];
  for (const item of items) values.push(await readScalar(item, declared, context));
  return type === 'uint8' ? Uint8Array.from(values, Number) : values;
}

function isNil(element: XmlElement): boolean {
  return /^(?:true|1)$/i.test(attribute(element, 'nil') ?? '');
}

async function readScalar(element: XmlElement, declared: CimTypedElement, context: ValueContext): Promise<CimScalar> {
  const { type } = declared;
  if (type === 'instance' || isEmbeddedText(declared)) return readEmbedded(element, declared, context);
  if (type === 'reference' && elementsOf(element).length > 0) return readEndpoint(element, context.schema);
  if (type === 'datetime') return valueOfText(textOf(elementsOf(element)[0] ?? element), type);
  return valueOfText(textOf(element), type);
}

/** An embedded instance: an object, or a text of CIM-XML. */
async function readEmbedded(
  element: XmlElement,
  declared: CimTypedElement,
  context: ValueContext,
): Promise<CimInstance | string> {
  const asText = isEmbeddedText(declared) && context.form === 'text';
  const isObject = elementsOf(element).length > 0 || attribute(element, 'type')?.endsWith('_Type') === true;
  if (!isObject) return asText ? textOf(element) : parseInstance(textOf(element));
  const instance = await readInstance(element, embeddedClass(element, declared), context);
  return asText ? instanceText(instance) : instance;
}

/** The class that the object names itself, or else the declared one. */
function embeddedClass(element: XmlElement, { className, qualifiers, name }: CimTypedElement): string {
  const [, named] = /^(?:[^:]*:)?(.+)_Type$/.exec(attribute(element, 'type') ?? '') ?? [];
  const inner = child(element, '__CLASS');
  const declared = className ?? qualifiers.find((each) => foldName(each.name) === 'embeddedinstance')?.value;
  const found = named ?? (inner === undefined ? declared : textOf(inner));
  if (typeof found === 'string') return found;
  throw faults.schema(`the object in ${name} does not name its class`);
}
