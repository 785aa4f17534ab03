import { CIM_TYPES, type CimMethod, type CimType, type CimTypedElement } from '../../runtime/schema/index.js';
import { printType } from '../../runtime/v1/class-table.js';
import { VALUE_KINDS } from '../../runtime/values/declared-value.js';
import type { EffectiveQualifiers } from '../model/index.js';
import { datetimeKind } from './datetime-kind.js';
import type { PlannedClass, ValueKind, ValueType } from './planned.js';
import { isIdentifier } from './typescript-names.js';

/** Finds a class of the same namespace among those that are generated. */
export type FindClass = (name: string) => PlannedClass | undefined;

/** The type of a property or parameter, without regard to what it redeclares. */
export function valueType(
  declaration: CimTypedElement,
  qualifiers: EffectiveQualifiers,
  findClass: FindClass,
): ValueType {
  return declaredType(declaration, qualifiers, findClass);
}

/**
 * The type of a return value, which a method declares in place of an element: CIM methods return no array, and no
 * reference with a class. The qualifiers of the method are those of the value (DSP0004 5.6.3).
 */
export function returnValueType(
  type: CimType,
  { name }: CimMethod,
  qualifiers: EffectiveQualifiers,
  findClass: FindClass,
): ValueType {
  return declaredType({ type, array: false, name }, qualifiers, findClass);
}

function declaredType(
  element: Omit<CimTypedElement, 'qualifiers'>,
  qualifiers: EffectiveQualifiers,
  findClass: FindClass,
): ValueType {
  const { name, type, array, className } = element;
  if (type === 'reference') return classType('reference', className, element, findClass);
  if (type === 'instance') return instanceType(className, element, findClass);
  if (type === 'string') {
    const embedded = qualifiers.text('EmbeddedInstance') ?? qualifiers.text('HyperVEmbeddedInstance');
    const isEmbedded = embedded !== undefined || qualifiers.isTrue('EmbeddedObject');
    if (isEmbedded) return { ...instanceType(embedded, element, findClass), inString: true };
    if (qualifiers.isTrue('OctetString')) return { ...plainType('string', 'octets', element), octets: true };
  }
  if (type === 'datetime') return plainType(type, datetimeKind(qualifiers, name), element);
  if (type === 'uint8' && array) return { ...plainType('uint8', 'octets', element), list: false };
  const simple = array ? undefined : SIMPLE_TYPES.get(type);
  return simple ?? plainType(type, VALUE_KINDS[type], element);
}

/**
 * A redeclaration does not loosen the type in the superclass: one without a class, or with one that is not generated,
 * and a datetime that may be either.
 */
export function reexpectedType(own: ValueType, overridden: { readonly type: ValueType } | null): ValueType {
  const inherited = overridden?.type;
  if (own.target !== null || !inherited || own.list !== inherited.list) return own;
  if (own.kind === 'datetime' && inherited.type === 'datetime') return { ...own, kind: inherited.kind };
  if (inherited.target === null) return own;
  const isLooser = own.kind === inherited.kind || (own.kind === 'object' && inherited.kind === 'instance');
  return isLooser
    ? { ...own, type: inherited.type, className: inherited.className, kind: inherited.kind, target: inherited.target }
    : own;
}

/** The type of a value, or of an array's items, as messages name it. */
export function itemTypeName(type: ValueType): string {
  return printType({ ...type, array: false });
}

type Shape = Pick<CimTypedElement, 'array' | 'arraySize'>;

const NO_CLASSES: readonly PlannedClass[] = [];

/** The types of single values of which nothing else is said. Most elements have one of these few. */
const SIMPLE_TYPES: ReadonlyMap<CimType, ValueType> = new Map(
  CIM_TYPES.map((type) => [type, plainType(type, VALUE_KINDS[type], { array: false })]),
);

function plainType(type: CimType, kind: ValueKind, shape: Shape): ValueType {
  return typeOf(type, kind, shape, null, null);
}

function typeOf(
  type: CimType,
  kind: ValueKind,
  { array, arraySize }: Shape,
  className: string | null,
  target: PlannedClass | null,
): ValueType {
  return {
    type,
    array,
    arraySize: arraySize ?? null,
    className,
    octets: false,
    inString: false,
    kind,
    list: array,
    target,
    also: NO_CLASSES,
    inherited: null,
  };
}

function instanceType(name: string | undefined, shape: Shape, findClass: FindClass): ValueType {
  const type = classType('instance', name, shape, findClass);
  return type.target === null ? { ...type, kind: 'object' } : type;
}

function classType(
  type: 'reference' | 'instance',
  name: string | undefined,
  shape: Shape,
  findClass: FindClass,
): ValueType {
  if (name === undefined || !isIdentifier(name)) return plainType(type, type, shape);
  const target = findClass(name) ?? null;
  return typeOf(type, type, shape, target?.source.name ?? name, target);
}
