import type { CimInstanceDeclaration, CimType, CimTypedElement, SchemaValue } from '../schema/index.js';
import { CimReference } from '../values/index.js';
import { printXml, type XmlNode, xmlNode } from '../xml/print-xml.js';
import { typedNode } from './write-instance.js';
import { pathNode } from './write-path.js';

/** The type of a property of a class; null where the class or the property is not known. */
export type FindType = (
  namespace: string,
  className: string,
  property: string,
) => Pick<CimTypedElement, 'type' | 'array'> | null;

/**
 * The element of a value of a schema: `VALUE`, `VALUE.ARRAY` and the like.
 * @param holder whose value it is, for errors.
 * @throws RangeError for a value that CIM-XML has no form for.
 */
export function schemaNode(
  value: Exclude<SchemaValue, null>,
  type: CimType,
  holder: string,
  findType: FindType,
): XmlNode {
  if (!isList(value)) return scalarNode(value, type, holder, findType);
  const items = value.map((item) => {
    return item === null ? xmlNode('VALUE.NULL') : scalarNode(item, type, holder, findType);
  });
  return xmlNode(type === 'reference' ? 'VALUE.REFARRAY' : 'VALUE.ARRAY', {}, items);
}

function isList(value: SchemaValue): value is readonly SchemaValue[] {
  return Array.isArray(value);
}

function scalarNode(value: SchemaValue, type: CimType, holder: string, findType: FindType): XmlNode {
  if (type === 'reference' && typeof value === 'string') {
    return xmlNode('VALUE.REFERENCE', {}, [pathNode(parsedPath(value, holder))]);
  }
  if (typeof value !== 'object' || value === null) return xmlNode('VALUE', {}, String(value));
  if ('className' in value) return xmlNode('VALUE', {}, printXml(declaredInstanceNode(value, findType), null));
  const what =
    'alias' in value ? `is the instance with the alias ${value.alias}, which has no path` : 'is a list in a list';
  throw new RangeError(`${holder} cannot be written in CIM-XML: its value ${what}`);
}

function parsedPath(path: string, holder: string): CimReference {
  try {
    return CimReference.parse(path);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RangeError(`${holder} cannot be written in CIM-XML: ${error.message}`);
    throw error;
  }
}

/**
 * The `INSTANCE` of a declaration. Properties have the types that their class declares; where it is not known, those
 * that the values look like.
 * @throws RangeError for what CIM-XML has no form for.
 */
export function declaredInstanceNode(
  { namespace, className, properties }: CimInstanceDeclaration,
  findType: FindType,
): XmlNode {
  const nodes = properties.map(({ name, value = null }) => {
    const declared = findType(namespace, className, name);
    const array = declared?.array ?? Array.isArray(value);
    const type = typeOfValue(value, declared?.type);
    const children = value === null ? [] : [schemaNode(value, type, `${className}.${name}`, findType)];
    return typedNode('PROPERTY', { NAME: name }, { type, array }, children);
  });
  return xmlNode('INSTANCE', { CLASSNAME: className }, nodes);
}

/** A class may declare an embedded instance as a string; and a text where an instance is declared stays a text. */
function typeOfValue(value: SchemaValue, declared: CimType | undefined): CimType {
  if (holdsInstance(value)) return 'instance';
  return declared === undefined || declared === 'instance' ? typeByLook(value) : declared;
}

function holdsInstance(value: SchemaValue): boolean {
  if (isList(value)) return value.some(holdsInstance) && value.every((item) => item === null || holdsInstance(item));
  return typeof value === 'object' && value !== null && 'className' in value;
}

function typeByLook(value: SchemaValue): CimType {
  const items = (isList(value) ? value : [value]).filter((item) => item !== null);
  const [first] = items;
  if (first === undefined || items.some((item) => typeof item !== typeof first)) return 'string';
  if (typeof first === 'boolean') return 'boolean';
  if (typeof first !== 'number') return 'string';
  return items.every(Number.isSafeInteger) ? 'sint64' : 'real64';
}
