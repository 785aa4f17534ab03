import type { CimType } from '../schema/index.js';
import { type CimElement, CimInstance, CimReference, type CimScalar, type CimValue } from '../values/index.js';
import { shown } from '../values/shown.js';
import { printXml, type XmlNode, xmlNode } from '../xml/print-xml.js';
import { numberText, pathNode } from './write-path.js';

/**
 * The text of an instance, as short as servers take it: WMI for embedded objects that its classes declare as strings.
 * Each element is written, null without a value.
 * @throws RangeError for a character that XML cannot hold, with the name of the property.
 */
export function instanceText(instance: CimInstance): string {
  if (!(instance instanceof CimInstance)) {
    throw new TypeError(`instanceText: it takes a CimInstance, not ${shown(instance)}: of an object, its $instance`);
  }
  return printXml(instanceNode(instance), null);
}

/** `INSTANCE`. */
export function instanceNode({ className, elements }: CimInstance): XmlNode {
  return xmlNode('INSTANCE', { CLASSNAME: className }, elements.map(propertyNode));
}

function propertyNode({ name, type, array, value }: CimElement): XmlNode {
  return typedNode('PROPERTY', { NAME: name }, { type, array }, value === null ? [] : [valueNode(value, type)]);
}

/** An element named `PROPERTY` or `PARAMETER`, with what its type adds to the name, and to the attributes. */
export function typedNode(
  base: 'PROPERTY' | 'PARAMETER',
  { NAME, ...others }: XmlNode['attributes'],
  { type, array, className }: { readonly type: CimType; readonly array: boolean; readonly className?: string },
  children: readonly XmlNode[],
): XmlNode {
  if (type === 'reference') {
    const attributes = { NAME, REFERENCECLASS: className, ...others };
    return xmlNode(`${base}.${array ? 'REFARRAY' : 'REFERENCE'}`, attributes, children);
  }
  const isObject = type === 'instance';
  const attributes = {
    NAME,
    TYPE: isObject ? 'string' : type,
    EmbeddedObject: isObject ? (className === undefined ? 'object' : 'instance') : undefined,
    EmbeddedClassName: isObject ? className : undefined,
    ...others,
  };
  return xmlNode(array ? `${base}.ARRAY` : base, attributes, children);
}

/** The element of a value: `VALUE`, `VALUE.ARRAY` and the like. */
export function valueNode(value: NonNullable<CimValue>, type: CimType): XmlNode {
  if (!Array.isArray(value) && !(value instanceof Uint8Array)) return scalarNode(value as CimScalar, type);
  const items = Array.from(value as readonly (CimScalar | null)[], (item) => {
    return item === null ? xmlNode('VALUE.NULL') : scalarNode(item, type);
  });
  return xmlNode(type === 'reference' ? 'VALUE.REFARRAY' : 'VALUE.ARRAY', {}, items);
}

function scalarNode(value: CimScalar, type: CimType): XmlNode {
  if (value instanceof CimReference) return xmlNode('VALUE.REFERENCE', {}, [pathNode(value)]);
  if (value instanceof CimInstance) return xmlNode('VALUE', {}, instanceText(value));
  return xmlNode('VALUE', {}, typeof value === 'number' ? numberText(value, type) : String(value));
}
