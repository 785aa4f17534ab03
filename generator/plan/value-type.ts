import type { CimType, CimTypedElement } from '../../runtime/schema/index.js';
import { printType } from '../../runtime/v1/class-table.js';
import { type Feature, hasQualifier, qualifierText } from '../model/index.js';
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

/** The type of a property or parameter by itself, without that of the declaration it overrides. */
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
  if (type === 'uint8' && array) return { ...plainType('uint8', 'octets', true), list: false };
  return plainType(type, KINDS[type], array);
}

/** The type of a return value. CIM methods return neither arrays nor references to a certain class. */
export function returnValueType(type: CimType): ValueType {
  if (type === 'reference') return plainType('reference', 'reference', false);
  if (type === 'instance') return plainType('instance', 'object', false);
  return plainType(type, KINDS[type], false);
}

/**
 * The type of a redeclaration. Without a class, or with one that is not generated, it keeps the class of the
 * superclass.
 */
export function redeclaredType(own: ValueType, overridden: { readonly type: ValueType } | null): ValueType {
  const inherited = overridden?.type;
  if (own.target !== null || !inherited || inherited.target === null || own.list !== inherited.list) return own;
  const isLooser = own.kind === inherited.kind || (own.kind === 'object' && inherited.kind === 'instance');
  if (!isLooser) return own;
  const { type, className, kind, target } = inherited;
  return { ...own, type, className, kind, target };
}

/** The name of a type in messages; of an array, the name of its items' type. */
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
