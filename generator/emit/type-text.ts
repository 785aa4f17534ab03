import { type InheritedType, mapType, type TypedElement, type ValueType } from '../plan/planned.js';
import { mi } from './door.js';
import { quote } from './typescript-literal.js';

/** The TypeScript type of a value that the runtime returns, without null. */
export function outputType(element: TypedElement): string {
  return listOf(element.type, mapType(element)?.identifier ?? itemType(element.type));
}

/** The TypeScript type of a value that the runtime accepts: an embedded instance may be untyped, or values alone. */
export function inputType(element: TypedElement): string {
  return listOf(element.type, mapType(element)?.identifier ?? inputItemType(element.type));
}

/** The TypeScript type of one item of a streamed parameter. A byte is one, too. */
export function streamedItemType({ type, map }: TypedElement): string {
  return map?.identifier ?? (isBytes(type) ? 'number' : itemType(type));
}

/** The TypeScript type of the collected items of a streamed parameter, which need not be declared as an array. */
export function collectedType(element: TypedElement): string {
  return isBytes(element.type) ? 'Uint8Array' : listOf({ ...element.type, list: true }, streamedItemType(element));
}

function isBytes({ type }: ValueType): boolean {
  return type === 'uint8';
}

function listOf(type: ValueType, item: string): string {
  if (!type.list) return item;
  return / [|&] /.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`;
}

function itemType(type: ValueType): string {
  switch (type.kind) {
    case 'moment':
      return mi.CimDateTime;
    case 'interval':
      return mi.CimInterval;
    case 'datetime':
      return `${mi.CimDateTime} | ${mi.CimInterval}`;
    case 'octets':
      return 'Uint8Array';
    case 'object':
      return mi.CimInstance;
    case 'reference':
      return classTypes(type, (identifier) => `${mi.CimReference}<${identifier}>`) || mi.CimReference;
    case 'instance':
      return classTypes(type, (identifier) => identifier);
    default:
      return type.kind;
  }
}

function inputItemType(type: ValueType): string {
  if (type.kind === 'object') return `${mi.CimObject} | ${mi.CimInstance} | string`;
  return type.kind === 'instance' ? `${mi.Embedded}<${itemType(type)}>` : itemType(type);
}

/** The own class comes first: of an intersection of references, TypeScript uses the first. */
function classTypes(type: ValueType, wrap: (identifier: string) => string): string {
  const { target, also, inherited } = type;
  const classes = target === null ? [] : [target, ...also];
  const types = classes.map((planned) => wrap(planned.identifier));
  return [...types, ...(inherited === null ? [] : [inheritedItemType(inherited)])].join(' & ');
}

function inheritedItemType({ owner, member, list }: InheritedType): string {
  return `NonNullable<${owner.identifier}[${quote(member)}]>${list ? '[number]' : ''}`;
}
