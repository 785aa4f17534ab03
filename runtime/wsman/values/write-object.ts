import { MiError } from '../../errors.js';
import { type CimElement, CimInstance, CimReference, type CimScalar, type CimValue } from '../../values/index.js';
import { realText } from '../../values/number-text.js';
import { hasLength, withoutLength } from '../../values/octet-string.js';
import { type XmlNode, xmlNode } from '../../xml/print-xml.js';
import { selectorNode } from '../request-text.js';
import type { ServerKind } from '../server-kind.js';
import { ANONYMOUS, CLASS_URI, NAMESPACE_SELECTOR } from '../wire-names.js';
import type { ClassPrefixes } from './class-prefixes.js';

/** How references are written. */
export interface ReferenceWriting {
  /** The namespace of a reference that names none. */
  readonly namespace: string;
  /** Who reads it; null where nothing in it depends on that. */
  readonly server: ServerKind | null;
}

/** How objects are written. */
export interface ObjectWriting extends ReferenceWriting {
  readonly prefixes: ClassPrefixes;
}

const NIL: XmlNode['attributes'] = { 'xsi:nil': 'true' };

/**
 * Values as the elements of an object or of the parameters of a method, each under its name.
 * @throws MiError INVALID_PARAMETER for a value that the protocol cannot carry.
 */
export function elementNodes(
  elements: readonly CimElement[],
  prefix: string,
  writing: ObjectWriting,
): readonly XmlNode[] {
  return elements.flatMap((element) => valueNodes(`${prefix}:${element.name}`, element, writing));
}

function valueNodes(node: string, { name, type, value }: CimElement, writing: ObjectWriting): readonly XmlNode[] {
  if (value === null) return [xmlNode(node, NIL)];
  // OMI reads an octet string in base64, without its length.
  if (value instanceof Uint8Array && writing.server === 'omi' && hasLength(value)) {
    return [xmlNode(node, {}, Buffer.from(withoutLength(value)).toString('base64'))];
  }
  if (!Array.isArray(value) && !(value instanceof Uint8Array))
    return [scalarNode(node, value as CimScalar, type, writing)];
  return Array.from(value as readonly CimValue[], (item, index) => {
    if (item === null) {
      throw new MiError('INVALID_PARAMETER', `${name}[${index}] is null: WS-Management has no null inside an array`);
    }
    return scalarNode(node, item as CimScalar, type, writing);
  });
}

function scalarNode(node: string, value: CimScalar, type: CimElement['type'], writing: ObjectWriting): XmlNode {
  if (value instanceof CimInstance) return embeddedNode(node, value, writing);
  if (value instanceof CimReference) return xmlNode(node, {}, referenceNodes(value, writing));
  // The one form of DSP0230 that holds every datetime, wildcards and intervals too. OpenPegasus reads the text alone.
  if (type === 'datetime' && writing.server !== 'pegasus') {
    return xmlNode(node, {}, [xmlNode('cim:CIM_DateTime', {}, String(value))]);
  }
  return xmlNode(node, {}, scalarText(value, type, writing));
}

/** An embedded object: its type names its class. OpenPegasus reads it from an element that is named as the class. */
function embeddedNode(node: string, { className, elements }: CimInstance, writing: ObjectWriting): XmlNode {
  const prefix = writing.prefixes.of(className);
  const properties = elementNodes(elements, prefix, writing);
  if (writing.server === 'pegasus') return xmlNode(node, {}, [xmlNode(`${prefix}:${className}`, {}, properties)]);
  return xmlNode(node, { 'xsi:type': `${prefix}:${className}_Type` }, properties);
}

function scalarText(value: CimScalar, type: CimElement['type'], { server }: ReferenceWriting): string {
  if (typeof value === 'number') return type.startsWith('real') ? realNumber(value) : String(value);
  // OMI reads its code.
  if (type === 'char16' && server === 'omi') return String(String(value).charCodeAt(0));
  return String(value);
}

/** A number as XML Schema has it, which needs no point. */
export function realNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? String(value) : realText(value);
}

/** The address of an instance: what a reference holds. */
function referenceNodes(reference: CimReference, writing: ReferenceWriting): readonly XmlNode[] {
  const { className, keys, namespace } = reference;
  const selectors = selectorNodes(keys, namespace ?? writing.namespace, writing);
  return [
    xmlNode('a:Address', {}, ANONYMOUS),
    xmlNode('a:ReferenceParameters', {}, [
      xmlNode('w:ResourceURI', {}, CLASS_URI + className),
      xmlNode('w:SelectorSet', {}, selectors),
    ]),
  ];
}

/**
 * The selectors of an instance: its namespace and its keys.
 * @throws MiError INVALID_PARAMETER for a key that has no value, or is an array or an object.
 */
export function selectorNodes(
  keys: readonly CimElement[],
  namespace: string,
  writing: ReferenceWriting,
): readonly XmlNode[] {
  const selectors = keys.map(({ name, type, value }) => {
    if (value === null || Array.isArray(value) || value instanceof Uint8Array || value instanceof CimInstance) {
      throw new MiError('INVALID_PARAMETER', `the key ${name} has no value that can name an instance`);
    }
    if (value instanceof CimReference) {
      return selectorNode(name, [xmlNode('a:EndpointReference', {}, referenceNodes(value, writing))]);
    }
    return selectorNode(name, scalarText(value as CimScalar, type, writing));
  });
  return [selectorNode(NAMESPACE_SELECTOR, namespace), ...selectors];
}
