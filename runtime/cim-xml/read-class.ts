import {
  type CimClass,
  type CimFlavor,
  type CimMethod,
  type CimParameter,
  type CimProperty,
  type CimQualifier,
  type CimQualifierDeclaration,
  type CimScope,
  type CimType,
  type CimTypedElement,
  findQualifier,
  foldName,
  isEmbeddedString,
  typeInWmi,
} from '../schema/index.js';
import { type CimValue, schemaValue } from '../values/index.js';
import type { XmlElement } from '../xml/xml.js';
import { classAttribute, isVariantOf, type ReadElement, readElement } from './read-instance.js';
import { nameAttribute } from './read-path.js';
import { requiredType, typeAttribute } from './read-scalar.js';
import { readArray, readScalar } from './read-value.js';
import type { Reading } from './reading.js';

/** A class as it is written. */
export interface ReadClass {
  readonly cimClass: CimClass;
  /** True where the elements of superclasses are among its own: so servers answer. */
  readonly holdsInherited: boolean;
}

/** `CLASS`. */
export function readClass(reading: Reading, element: XmlElement, namespace: string): ReadClass {
  const name = nameAttribute(reading, element, 'NAME');
  const parts = sortParts(reading, element);
  const cimClass: CimClass = {
    namespace,
    name,
    superclass: classAttribute(reading, element, 'SUPERCLASS'),
    qualifiers: parts.qualifiers.map((qualifier) => readQualifier(reading, qualifier)),
    properties: parts.properties.map((property) => readDeclaration(reading, property)),
    methods: parts.methods.map((method) => readMethod(reading, method)),
  };
  reading.onRead(cimClass, element);
  const elements = [...parts.properties, ...parts.methods];
  const holdsInherited =
    elements.some((part) => isInherited(reading, part, name)) ||
    parts.qualifiers.some((qualifier) => isMarked(reading, qualifier));
  return { cimClass, holdsInherited };
}

/** True for a property or a method that stems from a superclass, of which the class may declare parts anew. */
function isInherited(reading: Reading, element: XmlElement, className: string): boolean {
  const origin = element.attributes.get('CLASSORIGIN') ?? className;
  return isMarked(reading, element) || foldName(origin) !== foldName(className);
}

function isMarked(reading: Reading, element: XmlElement): boolean {
  return reading.flag(element, 'PROPAGATED', false);
}

/** The types that methods return, by the name of the element: only WMI writes the last two. */
const METHODS: ReadonlyMap<string, CimType | null> = new Map([
  ['METHOD', null],
  ['METHOD.REFERENCE', 'reference'],
  ['METHOD.OBJECT', 'instance'],
]);

/** The properties that WMI gives every class, and no class declares. */
const SYSTEM_PROPERTIES: ReadonlySet<string | undefined> = new Set([
  ...['__CLASS', '__DERIVATION', '__DYNASTY', '__GENUS', '__NAMESPACE'],
  ...['__PATH', '__PROPERTY_COUNT', '__RELPATH', '__SERVER', '__SUPERCLASS'],
]);

type Parts = Readonly<Record<'qualifiers' | 'properties' | 'methods', readonly XmlElement[]>>;

function sortParts(reading: Reading, parent: XmlElement): Parts {
  const parts = { qualifiers: [] as XmlElement[], properties: [] as XmlElement[], methods: [] as XmlElement[] };
  for (const element of reading.elements(parent)) {
    if (element.name === 'QUALIFIER') parts.qualifiers.push(element);
    else if (METHODS.has(element.name)) parts.methods.push(element);
    else if (!isVariantOf('PROPERTY', element)) reading.unexpected(element, parent);
    else if (!SYSTEM_PROPERTIES.has(element.attributes.get('NAME'))) parts.properties.push(element);
  }
  return parts;
}

/** A property or a parameter. */
function readDeclaration(reading: Reading, element: XmlElement): CimProperty {
  const read = readElement(reading, element);
  const size = arraySize(reading, element);
  const declaration: CimProperty = {
    name: read.name,
    array: read.array,
    ...(size === null ? {} : { arraySize: size }),
    ...declaredType(reading, read),
    ...(read.value === undefined ? {} : { defaultValue: schemaValue(read.value) }),
  };
  reading.onRead(declaration, element);
  return declaration;
}

function arraySize(reading: Reading, element: XmlElement): number | null {
  const text = element.attributes.get('ARRAYSIZE');
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(text.trim())) reading.refuse(element, `ARRAYSIZE is a number of items, not "${text}"`);
  return Number(text);
}

/**
 * The type as the class declares it. An attribute says that a string is an embedded object also where the class
 * declares an object: then no qualifier names its class.
 */
function declaredType(
  reading: Reading,
  { type, className, embedded, qualifiers: written }: ReadElement,
): Pick<CimTypedElement, 'type' | 'className' | 'qualifiers'> {
  const qualifiers = written.map((qualifier) => readQualifier(reading, qualifier));
  const isText = isEmbeddedString({ qualifiers });
  const inWmi = isText && type === 'string' ? typeInWmi({ qualifiers }) : null;
  if (inWmi !== null) return { ...inWmi, qualifiers };
  const isObject = type === 'instance' || (embedded && !isText);
  const named = className === null || (type === 'string' && !isObject) ? {} : { className };
  return { type: isObject ? 'instance' : type, ...named, qualifiers };
}

/** `METHOD` and its variants. Parameters with the qualifier ID have that order: WMI writes them in another one. */
function readMethod(reading: Reading, element: XmlElement): CimMethod {
  const qualifiers: CimQualifier[] = [];
  const parameters: CimParameter[] = [];
  for (const child of reading.elements(element)) {
    if (child.name === 'QUALIFIER') qualifiers.push(readQualifier(reading, child));
    else if (isVariantOf('PARAMETER', child)) parameters.push(readDeclaration(reading, child));
    else reading.unexpected(child, element);
  }
  const method: CimMethod = {
    name: nameAttribute(reading, element, 'NAME'),
    returnType: METHODS.get(element.name) ?? returnType(reading, element),
    parameters: inOrder(parameters),
    qualifiers,
  };
  reading.onRead(method, element);
  return method;
}

/** WMI names the type of a method without a return value "". */
function returnType(reading: Reading, element: XmlElement): CimType | null {
  return element.attributes.get('TYPE') === '' ? null : typeAttribute(reading, element, 'TYPE');
}

function inOrder(parameters: readonly CimParameter[]): readonly CimParameter[] {
  const numbered = parameters.map((parameter) => ({ parameter, id: findQualifier(parameter, 'ID')?.value }));
  if (!numbered.every(({ id }) => typeof id === 'number')) return parameters;
  return [...numbered].sort((a, b) => Number(a.id) - Number(b.id)).map(({ parameter }) => parameter);
}

/** `QUALIFIER`. */
export function readQualifier(reading: Reading, element: XmlElement): CimQualifier {
  const type = requiredType(reading, element);
  const content = reading.onlyElement(element);
  const qualifier: CimQualifier = {
    name: nameAttribute(reading, element, 'NAME'),
    type,
    array: content?.name === 'VALUE.ARRAY',
    value: content === null ? null : schemaValue(readValue(reading, content, type)),
    flavor: readFlavor(reading, element),
  };
  reading.onRead(qualifier, element);
  return qualifier;
}

function readValue(reading: Reading, content: XmlElement, type: CimType): CimValue {
  return content.name === 'VALUE.ARRAY' ? readArray(reading, content, type) : readScalar(reading, content, type);
}

function readFlavor(reading: Reading, element: XmlElement): CimFlavor {
  return {
    overridable: reading.flag(element, 'OVERRIDABLE', true),
    toSubclass: reading.flag(element, 'TOSUBCLASS', true),
    toInstance: reading.flag(element, 'TOINSTANCE', false),
    translatable: reading.flag(element, 'TRANSLATABLE', false),
  };
}

/** The attributes of `SCOPE`. DSP0201 does not have all of them. */
const SCOPES: ReadonlySet<string> = new Set<CimScope>([
  ...(['any', 'schema', 'class', 'association', 'indication', 'qualifier'] as const),
  ...(['property', 'reference', 'method', 'parameter', 'instance'] as const),
]);

function isScope(word: string): word is CimScope {
  return SCOPES.has(word);
}

/** `QUALIFIER.DECLARATION`. */
export function readQualifierDeclaration(
  reading: Reading,
  element: XmlElement,
  namespace: string,
): CimQualifierDeclaration {
  const type = requiredType(reading, element);
  const children = reading.elements(element);
  const scopes = children.filter(({ name }) => name === 'SCOPE');
  const [content, second] = children.filter(({ name }) => name !== 'SCOPE');
  if (second !== undefined) reading.unexpected(second, element);
  const array = reading.flag(element, 'ISARRAY', content?.name === 'VALUE.ARRAY');
  const declaration: CimQualifierDeclaration = {
    namespace,
    name: nameAttribute(reading, element, 'NAME'),
    type,
    array,
    ...(content === undefined ? {} : { defaultValue: schemaValue(readValue(reading, content, type)) }),
    scopes: scopes.flatMap((scope) => readScope(reading, scope)),
    flavor: readFlavor(reading, element),
  };
  reading.onRead(declaration, element);
  return declaration;
}

function readScope(reading: Reading, element: XmlElement): readonly CimScope[] {
  const given = Array.from(element.attributes.keys()).filter((attribute) => reading.flag(element, attribute, false));
  return given.map(foldName).filter(isScope);
}
