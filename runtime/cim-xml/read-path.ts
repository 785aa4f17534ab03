import { foldName, isCimName, normalizeNamespace } from '../schema/index.js';
import { type CimElement, CimReference } from '../values/index.js';
import { readNumber } from '../values/number-text.js';
import { shown } from '../values/shown.js';
import type { XmlElement } from '../xml/xml.js';
import { XmlError } from '../xml/xml-error.js';
import { decimalText, scalarOf, typeAttribute } from './read-scalar.js';
import type { Reading } from './reading.js';

/** The namespace that a path names, and the computer. */
export interface NamespacePath {
  readonly namespace: string;
  /** Null for this one. */
  readonly host: string | null;
}

/** A name of CIM in an attribute. */
export function nameAttribute(reading: Reading, element: XmlElement, attribute: string): string {
  const name = reading.attribute(element, attribute);
  if (!isCimName(name)) reading.refuse(element, `${attribute}=${shown(name)} is no name of CIM`);
  return name;
}

/** `NAMESPACEPATH` and `LOCALNAMESPACEPATH`. */
export function readNamespacePath(reading: Reading, element: XmlElement): NamespacePath {
  if (element.name === 'LOCALNAMESPACEPATH') return { namespace: localNamespace(reading, element), host: null };
  if (element.name !== 'NAMESPACEPATH')
    reading.refuse(element, `a path of a namespace is expected, not <${element.name}>`);
  const [host, path, other] = reading.elements(element);
  if (host?.name !== 'HOST' || path?.name !== 'LOCALNAMESPACEPATH' || other !== undefined) {
    reading.refuse(element, '<NAMESPACEPATH> has <HOST> and <LOCALNAMESPACEPATH> in it');
  }
  const computer = reading.content(host).trim();
  return { namespace: localNamespace(reading, path), host: computer === '.' || computer === '' ? null : computer };
}

function localNamespace(reading: Reading, path: XmlElement): string {
  const names = reading.elements(path).map((element) => {
    return element.name === 'NAMESPACE' ? reading.attribute(element, 'NAME') : reading.unexpected(element, path);
  });
  const text = names.join('/');
  return normalizeNamespace(text) ?? reading.refuse(path, `${shown(text)} is no namespace`);
}

/** Where elements are read that stand for a path: of an instance, or of a class. */
const PATHS = new Set([
  'INSTANCEPATH',
  'LOCALINSTANCEPATH',
  'INSTANCENAME',
  'CLASSPATH',
  'LOCALCLASSPATH',
  'CLASSNAME',
]);

/** True for an element that {@link readPath} reads. */
export function isPath({ name }: XmlElement): boolean {
  return PATHS.has(name);
}

/** How deep references that are keys may be nested. In the text of a path, each level doubles the backslashes. */
const DEEPEST_PATH = 4;

/**
 * The path of an instance or a class.
 * @param depth in the keys of how many others it is.
 */
export function readPath(reading: Reading, element: XmlElement, depth = 0): CimReference {
  if (depth > DEEPEST_PATH) {
    reading.refuse(element, `references are nested as keys more than ${DEEPEST_PATH} levels deep`);
  }
  switch (element.name) {
    case 'INSTANCENAME':
      return readInstanceName(reading, element, depth);
    case 'CLASSNAME':
      reading.content(element);
      return new CimReference(nameAttribute(reading, element, 'NAME'), null);
    default:
      return readWholePath(reading, element, depth);
  }
}

/** A path with a namespace. */
function readWholePath(reading: Reading, element: XmlElement, depth: number): CimReference {
  const [place, named, other] = reading.elements(element);
  const isOfClass = element.name.endsWith('CLASSPATH');
  const expected = isOfClass ? 'CLASSNAME' : 'INSTANCENAME';
  if (!isPath(element) || place === undefined || named?.name !== expected || other !== undefined) {
    reading.refuse(element, `<${element.name}> has the path of a namespace and <${expected}> in it`);
  }
  const { namespace, host } = readNamespacePath(reading, place);
  const { className, keys } = readPath(reading, named, depth);
  return new CimReference(className, isOfClass ? null : keys, namespace, host);
}

/** The keys of an instance stand in `KEYBINDING`s, the only key of a class also by itself. */
function readInstanceName(reading: Reading, element: XmlElement, depth: number): CimReference {
  const className = nameAttribute(reading, element, 'CLASSNAME');
  const [first, ...others] = reading.elements(element);
  if (first === undefined) return new CimReference(className, []);
  if (first.name !== 'KEYBINDING') {
    if (others[0] !== undefined) reading.unexpected(others[0], element);
    return new CimReference(className, [readKey(reading, element, first, '', depth)]);
  }
  const keys = [first, ...others].map((binding) => {
    if (binding.name !== 'KEYBINDING') reading.unexpected(binding, element);
    const value = reading.onlyElement(binding) ?? reading.refuse(binding, 'a key without a value');
    return readKey(reading, binding, value, nameAttribute(reading, binding, 'NAME'), depth);
  });
  return new CimReference(className, keys);
}

function readKey(reading: Reading, parent: XmlElement, value: XmlElement, name: string, depth: number): CimElement {
  if (value.name === 'VALUE.REFERENCE') {
    return { name, type: 'reference', array: false, value: readReference(reading, value, depth + 1), key: true };
  }
  if (value.name !== 'KEYVALUE') reading.unexpected(value, parent);
  const text = reading.content(value);
  const type = typeAttribute(reading, value, 'TYPE') ?? keyType(reading, value, text);
  return { name, type, array: false, value: scalarOf(reading, value, text, type), key: true };
}

/** The type of a key by `VALUETYPE`, which tells only texts, booleans and numbers apart. */
function keyType(reading: Reading, element: XmlElement, text: string): CimElement['type'] {
  const kind = foldName(element.attributes.get('VALUETYPE') ?? 'string');
  if (kind === 'string' || kind === 'boolean') return kind;
  if (kind !== 'numeric') reading.refuse(element, `VALUETYPE is string, boolean or numeric, not ${shown(kind)}`);
  const number = readNumber(decimalText(text.trim()));
  if (typeof number === 'string') reading.refuse(element, number);
  if (number.kind === 'real') return 'real64';
  return number.value < 0n ? 'sint64' : 'uint64';
}

/** `VALUE.REFERENCE`. WMI writes a path that it cannot take apart as its text. */
export function readReference(reading: Reading, element: XmlElement, depth = 0): CimReference {
  const path = reading.onlyElement(element);
  if (path === null) reading.refuse(element, '<VALUE.REFERENCE> has no path in it');
  if (path.name === 'VALUE') return textPath(reading, path);
  return isPath(path) ? readPath(reading, path, depth) : reading.unexpected(path, element);
}

function textPath(reading: Reading, element: XmlElement): CimReference {
  try {
    return CimReference.parse(reading.content(element).trim());
  } catch (error) {
    if (error instanceof SyntaxError && !(error instanceof XmlError)) reading.refuse(element, error.message);
    throw error;
  }
}
