import type { SingleValueNode, ValueNode } from '../syntax/nodes.js';
import { fits, isInRange } from './fit.js';
import type { MofType } from './mof-type.js';

/** Whether the value of a qualifier, null where none is written, has the type. */
export function suits(value: ValueNode | null, { type, array }: MofType): boolean {
  if (value === null) return type === 'boolean';
  if (value.kind === 'null') return true;
  if (value.kind !== 'array') return !array && suitsOne(value, type);
  return array && value.items.every((item) => suitsOne(item, type));
}

function suitsOne(value: SingleValueNode, type: MofType['type']): boolean {
  return fits(value, type) && (value.kind !== 'integer' || isInRange(value.value, type));
}

/** The type of a qualifier without a declaration, by its value. Without a value it is a boolean. */
export function typeByLook(value: ValueNode | null): MofType {
  if (value === null) return { type: 'boolean', array: false };
  if (value.kind !== 'array') return { type: typeOfAll([value]), array: false };
  return { type: typeOfAll(value.items), array: true };
}

/** The type that can hold all values. The first value that is not NULL decides the kind. */
function typeOfAll(values: readonly SingleValueNode[]): MofType['type'] {
  const first = values.find((value) => value.kind !== 'null');
  switch (first?.kind) {
    case 'boolean':
      return 'boolean';
    case 'real':
      return 'real64';
    case 'char':
      return 'char16';
    case 'integer':
      return numberTypeOfAll(values);
    case 'instance':
      return 'instance';
    case 'alias':
      return 'reference';
    default:
      return 'string';
  }
}

function numberTypeOfAll(values: readonly SingleValueNode[]): MofType['type'] {
  if (values.some(({ kind }) => kind === 'real')) return 'real64';
  const integers = values.flatMap((value) => (value.kind === 'integer' ? [value.value] : []));
  const type = (['sint32', 'sint64'] as const).find((candidate) =>
    integers.every((value) => isInRange(value, candidate)),
  );
  return type ?? 'uint64';
}
