import type { TypedElement } from './elements.js';
import type { ValueType } from './value-type.js';

/** The TypeScript type of a value that the runtime hands out; null is not in it. */
export function outputType({ type, map }: TypedElement): string {
  return listOf(type, map?.identifier ?? itemType(type));
}

/** The TypeScript type of a value that the runtime takes: an embedded instance may be an untyped one, too. */
export function inputType({ type, map }: TypedElement): string {
  const item = map?.identifier ?? itemType(type);
  return listOf(type, type.kind === 'instance' ? `${item} | mi.CimInstance` : item);
}

/** The TypeScript type of one item of a streamed parameter. */
export function streamedType({ type, map }: TypedElement): string {
  return map?.identifier ?? itemType(type);
}

function listOf(type: ValueType, item: string): string {
  if (!type.list) return item;
  return / [|&] /.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`;
}

function itemType(type: ValueType): string {
  switch (type.kind) {
    case 'datetime':
      return 'mi.CimDateTime | mi.CimInterval';
    case 'octets':
      return 'Uint8Array';
    case 'object':
      return 'mi.CimInstance';
    case 'reference':
      return classTypes(type, (identifier) => `mi.CimReference<${identifier}>`) || 'mi.CimReference';
    case 'instance':
      return classTypes(type, (identifier) => identifier);
    default:
      return type.kind;
  }
}

/** The own class first: what TypeScript takes from an intersection of references is the first. */
function classTypes(type: ValueType, wrap: (identifier: string) => string): string {
  const classes = type.target === null ? [] : [type.target, ...type.also];
  return classes.map((planned) => wrap(planned.identifier)).join(' & ');
}
