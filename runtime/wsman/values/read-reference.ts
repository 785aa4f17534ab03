import type { CimType } from '../../schema/index.js';
import { foldName, normalizeNamespace } from '../../schema/index.js';
import { type CimElement, CimReference } from '../../values/index.js';
import type { XmlElement } from '../../xml/xml.js';
import { childElements, childNamed, localName, NAMESPACE_SELECTOR, textOf } from '../wire-names.js';
import { readScalar } from './read-wire-scalar.js';
import type { FindTypes } from './wire-types.js';

/** How references are read. */
export interface ReferenceReading {
  /** The namespace of a reference that names none. */
  readonly namespace: string;
  readonly types: FindTypes;
  readonly charactersAreCodes: boolean;
}

/** How deep references may be nested as keys. */
const DEEPEST = 16;

/** True for an element that holds a reference, as it is, or in an `a:EndpointReference`. */
export function isReference(element: XmlElement): boolean {
  const holder = childNamed(element, 'EndpointReference') ?? element;
  return childNamed(holder, 'ReferenceParameters') !== undefined;
}

/**
 * Reads a reference: the address of a resource (WS-Addressing), whose selectors are the keys.
 * @throws SyntaxError for what is none.
 */
export function readReference(element: XmlElement, reading: ReferenceReading, depth = 0): CimReference {
  const holder = childNamed(element, 'EndpointReference') ?? element;
  const parameters = childNamed(holder, 'ReferenceParameters');
  const uri = parameters && childNamed(parameters, 'ResourceURI');
  if (parameters === undefined || uri === undefined) throw new SyntaxError('a reference without a resource URI');
  if (depth > DEEPEST) throw new SyntaxError(`references are nested more than ${DEEPEST} levels deep`);
  const className = classOfUri(textOf(uri));
  const set = childNamed(parameters, 'SelectorSet');
  const selectors = set === undefined ? [] : childElements(set).filter((child) => localName(child) === 'Selector');
  const isNamespace = (selector: XmlElement): boolean => foldName(nameOf(selector)) === NAMESPACE_SELECTOR;
  const named = selectors.find(isNamespace);
  const written = named === undefined ? (namespaceOfUri(textOf(uri)) ?? '') : textOf(named).trim();
  const namespace = written === '' ? reading.namespace : (normalizeNamespace(written) ?? written);
  const types = reading.types(namespace, className);
  const keys = selectors
    .filter((selector) => !isNamespace(selector))
    .map((selector): CimElement => {
      const name = nameOf(selector);
      const declared = types?.get(foldName(name));
      if (isReference(selector)) {
        const value = readReference(selector, { ...reading, namespace }, depth + 1);
        return { name: declared?.name ?? name, type: 'reference', array: false, value };
      }
      const type: CimType = declared === undefined || declared.type === 'reference' ? 'string' : declared.type;
      const value = readScalar(textOf(selector), type, reading.charactersAreCodes);
      return { name: declared?.name ?? name, type, array: false, value };
    });
  return new CimReference(className, keys, namespace);
}

/** The class that a resource URI names: the last part of its path. */
function classOfUri(uri: string): string {
  const path = uri.trim().replace(/[?#].*$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === '') throw new SyntaxError(`the resource URI ${uri} names no class`);
  return name;
}

/** The namespace in a URI of Windows' own form, `…/wbem/wsman/1/wmi/root/cimv2/Win32_Service`. */
function namespaceOfUri(uri: string): string | undefined {
  return /\/wbem\/wsman\/1\/wmi\/(.+)\/[^/]+$/.exec(uri.trim())?.[1];
}

function nameOf(selector: XmlElement): string {
  return selector.attributes.get('Name') ?? '';
}
