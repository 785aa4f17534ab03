import {
  type CimClass,
  type CimFlavor,
  type CimMethod,
  type CimParameter,
  type CimProperty,
  type CimQualifier,
  type CimQualifierDeclaration,
  type CimScope,
  isEmbeddedString,
} from '../schema/index.js';
import { type XmlNode, xmlNode } from '../xml/print-xml.js';
import { type FindType, schemaNode } from './write-declared.js';
import { typedNode } from './write-instance.js';

/** Values of classes embed no instances, whose types would have to be known. */
const NOTHING_KNOWN: FindType = () => null;

/**
 * `CLASS`.
 * @throws RangeError for what CIM-XML has no form for.
 */
export function classNode({ name, superclass, qualifiers, properties, methods }: CimClass): XmlNode {
  return xmlNode('CLASS', { NAME: name, SUPERCLASS: superclass ?? undefined }, [
    ...qualifiers.map((qualifier) => qualifierNode(qualifier, name)),
    ...properties.map((property) => declarationNode('PROPERTY', property, `${name}.${property.name}`)),
    ...methods.map((method) => methodNode(method, `${name}.${method.name}`)),
  ]);
}

/** Only WMI has a form for a method that returns an embedded object. */
function methodNode({ name, returnType, parameters, qualifiers }: CimMethod, holder: string): XmlNode {
  const isObject = returnType === 'instance';
  const type = isObject ? undefined : (returnType ?? undefined);
  return xmlNode(isObject ? 'METHOD.OBJECT' : 'METHOD', { NAME: name, TYPE: type }, [
    ...qualifiers.map((qualifier) => qualifierNode(qualifier, holder)),
    ...parameters.map((parameter) => {
      return declarationNode('PARAMETER', parameter, `${holder}.${parameter.name}`);
    }),
  ]);
}

/** A property or a parameter. */
function declarationNode(
  base: 'PROPERTY' | 'PARAMETER',
  declaration: CimProperty | CimParameter,
  holder: string,
): XmlNode {
  const { name, arraySize, defaultValue, qualifiers, type } = declaration;
  const attributes = { NAME: name, ARRAYSIZE: arraySize === undefined ? undefined : String(arraySize) };
  const values =
    defaultValue === undefined || defaultValue === null ? [] : [schemaNode(defaultValue, type, holder, NOTHING_KNOWN)];
  const children = [...qualifiers.map((qualifier) => qualifierNode(qualifier, holder)), ...values];
  return isObjectOfWmi(declaration) && values.length === 0
    ? objectNode(base, attributes, declaration, children)
    : typedNode(base, attributes, declaration, children);
}

/** The MI of Windows says of objects with the qualifiers that DSP0004 has for strings. */
function isObjectOfWmi({ type, qualifiers }: CimProperty | CimParameter): boolean {
  return type === 'instance' && isEmbeddedString({ qualifiers });
}

/** The element that WMI writes for an object: all others would be read as a string. */
function objectNode(
  base: 'PROPERTY' | 'PARAMETER',
  { NAME, ...others }: XmlNode['attributes'],
  { array, className }: CimProperty | CimParameter,
  children: readonly XmlNode[],
): XmlNode {
  return xmlNode(`${base}.OBJECT${array ? 'ARRAY' : ''}`, { NAME, REFERENCECLASS: className, ...others }, children);
}

function qualifierNode({ name, type, value, flavor }: CimQualifier, holder: string): XmlNode {
  const values = value === null ? [] : [schemaNode(value, type, `${name} of ${holder}`, NOTHING_KNOWN)];
  return xmlNode('QUALIFIER', { NAME: name, TYPE: type, ...flavorAttributes(flavor) }, values);
}

/** Those that are not as DSP0201 takes them where they are absent. */
function flavorAttributes({ overridable, toSubclass, toInstance, translatable }: CimFlavor): XmlNode['attributes'] {
  return {
    OVERRIDABLE: overridable ? undefined : 'false',
    TOSUBCLASS: toSubclass ? undefined : 'false',
    TOINSTANCE: toInstance ? 'true' : undefined,
    TRANSLATABLE: translatable ? 'true' : undefined,
  };
}

/** `QUALIFIER.DECLARATION`. */
export function qualifierDeclarationNode(declaration: CimQualifierDeclaration): XmlNode {
  const { name, type, array, defaultValue, scopes, flavor } = declaration;
  const attributes = { NAME: name, TYPE: type, ISARRAY: array ? 'true' : undefined, ...flavorAttributes(flavor) };
  const scope = scopes.length === 0 ? [] : [xmlNode('SCOPE', scopeAttributes(scopes))];
  const value =
    defaultValue === undefined || defaultValue === null ? [] : [schemaNode(defaultValue, type, name, NOTHING_KNOWN)];
  return xmlNode('QUALIFIER.DECLARATION', attributes, [...scope, ...value]);
}

function scopeAttributes(scopes: readonly CimScope[]): XmlNode['attributes'] {
  return Object.fromEntries(scopes.map((scope) => [scope.toUpperCase(), 'true']));
}
