import { type CimType, type CimTypedElement, type Feature, hasQualifier } from '../../runtime/schema/index.js';
import { printType } from '../../runtime/v1/class-table.js';
import { qualifierText } from '../model/index.js';
import { datetimeKind } from './datetime-kind.js';
import type { PlannedClass, ValueKind, ValueType } from './planned.js';
import { isIdentifier } from './typescript-names.js';

/** Finds a class of the same namespace among those that are generated. */
export type FindClass = (name: string) => PlannedClass | undefined;

const KINDS: Readonly<Record<Exclude<CimType, 'reference' | 'instance'>, ValueKind>> = {
  boolean: 'boolean',
  uint8: 'number',
  sint8: 'number',
  uint16: 'number',
  sint16: 'number',
  uint32: 'number',
  sint32: 'number',
  uint64: 'bigint',
  sint64: 'bigint',
  real32: 'number',
  real64: 'number',
  char16: 'string',
  datetime: 'datetime',
  string: 'string',
};

/** The type of a property or parameter, without regard to what it redeclares. */
export function valueType(element: Feature<CimTypedElement>, findClass: FindClass): ValueType {
  const { type, array, className } = element.declaration;
  if (type === 'reference') return classType('reference', className, array, findClass);
  if (type === 'instance') return instanceType(className, array, findClass);
  if (type === 'string') {
    const embedded = qualifierText(element, 'EmbeddedInstance');
    if (embedded !== undefined) return instanceType(embedded, array, findClass);
    if (hasQualifier(element, 'EmbeddedObject')) return instanceType(undefined, array, findClass);
    if (hasQualifier(element, 'OctetString')) return { ...plainType('string', 'octets', array), octets: true };
  }
  if (type === 'datetime') return plainType(type, datetimeKind(element), array);
  if (type === 'uint8' && array) return { ...plainType('uint8', 'octets', true), list: false };
  return plainType(type, KINDS[type], array);
}

/** The type of a return value: CIM methods return no array, and no reference with a class. */
export function returnValueType(type: CimType): ValueType {
  if (type === 'reference') return plainType('reference', 'reference', false);
  if (type === 'instance') return plainType('instance', 'object', false);
  return plainType(type, KINDS[type], false);
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

function plainType(type: CimType, kind: ValueKind, array: boolean): ValueType {
  return { type, array, className: null, octets: false, kind, list: array, target: null, also: [] };
}

function instanceType(name: string | undefined, array: boolean, findClass: FindClass): ValueType {
  const type = classType('instance', name, array, findClass);
  return type.target === null ? { ...type, kind: 'object' } : type;
}

function classType(
  type: 'reference' | 'instance',
  name: string | undefined,
  array: boolean,
  findClass: FindClass,
): ValueType {
  if (name === undefined || !isIdentifier(name)) return plainType(type, type, array);
  const target = findClass(name) ?? null;
  return { ...plainType(type, type, array), className: target?.source.name ?? name, target };
}
