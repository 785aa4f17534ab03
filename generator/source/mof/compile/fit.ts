import { type CimType, INTEGER_RANGES, isIntegerType, type SchemaValue } from '../../../../runtime/schema/index.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
import type { SingleValueNode, ValueNode } from '../syntax/nodes.js';
import type { ExpectedType } from './expected-type.js';

type Literal = Extract<ValueNode, { readonly kind: 'boolean' | 'integer' | 'real' | 'string' | 'char' }>;

/** Whether a value of this kind may be used where the type is expected. */
export function fits(node: SingleValueNode, type: CimType): boolean {
  switch (node.kind) {
    case 'null':
      return true;
    case 'boolean':
      return type === 'boolean';
    case 'integer':
      return isIntegerType(type) || type === 'real32' || type === 'real64' || type === 'char16';
    case 'real':
      return type === 'real32' || type === 'real64';
    case 'char':
      return type === 'char16' || type === 'string';
    case 'string':
      return STRING_TYPES.has(type) || (type === 'char16' && node.value.length === 1);
    case 'alias':
    case 'instance':
      return OBJECT_TYPES.has(type);
  }
}

const STRING_TYPES: ReadonlySet<CimType> = new Set(['string', 'datetime', 'reference', 'instance']);

/** An embedded instance may also be declared as a string with a qualifier. */
const OBJECT_TYPES: ReadonlySet<CimType> = new Set(['instance', 'reference', 'string']);

/** The value in the model of a literal whose type is not known. */
export function literalValue(node: Literal): SchemaValue {
  return node.kind === 'integer' ? integerValue(node.value) : node.value;
}

/**
 * The value in the model of a literal that fits the type. A value out of the range of the type is an error, and becomes
 * null.
 */
export function literalOfType(node: Literal, type: CimType, diagnostics: FileDiagnostics): SchemaValue {
  if (node.kind === 'integer') return integerOfType(node.value, node, type, diagnostics);
  if (node.kind === 'real' && type === 'real32' && !Number.isFinite(Math.fround(node.value))) {
    return outOfRange(node, type, diagnostics);
  }
  if (node.kind === 'string' && type === 'datetime') checkDatetime(node, diagnostics);
  return node.value;
}

function integerOfType(value: bigint, node: Literal, type: CimType, diagnostics: FileDiagnostics): SchemaValue {
  if (type === 'real32' || type === 'real64') return Number(value);
  if (!isInRange(value, type)) return outOfRange(node, type, diagnostics);
  return type === 'char16' ? String.fromCharCode(Number(value)) : integerValue(value);
}

/** Whether an integer is in the range of a numeric type, or is the code of a character. Reals take any integer. */
function isInRange(value: bigint, type: CimType): boolean {
  if (type === 'real32' || type === 'real64') return true;
  const [min, max] = INTEGER_RANGES[isIntegerType(type) ? type : 'uint16'];
  return value >= min && value <= max;
}

function integerValue(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function outOfRange(node: Literal, type: CimType, diagnostics: FileDiagnostics): null {
  const help = isIntegerType(type) ? `${type} goes from ${INTEGER_RANGES[type].join(' to ')}` : undefined;
  diagnostics.error(node, 'mof-out-of-range', `${node.value} is beyond the range of ${type}`, help);
  return null;
}

const DATETIME = /^[\d*]{14}\.[\d*]{6}(?:[+-](?:\d{3}|\*{3})|:000)$/;

/** DSP0004 5.2.4. Only a warning: other compilers accept any string as a datetime. */
function checkDatetime(node: Literal & { readonly kind: 'string' }, diagnostics: FileDiagnostics): void {
  if (DATETIME.test(node.value)) return;
  diagnostics.warn(
    node,
    'mof-datetime',
    `${describeValue(node)} is no datetime`,
    'a datetime is yyyymmddhhmmss.mmmmmm+utc, an interval ddddddddhhmmss.mmmmmm:000',
  );
}

/** Reports a value that does not fit its type. */
export function misfit(node: ValueNode, { type, array }: ExpectedType, diagnostics: FileDiagnostics): null {
  const example = EXAMPLES[type] ?? '1';
  diagnostics.error(
    node,
    'mof-wrong-value',
    `${describeValue(node)} is no value of the type ${type}${array ? '[]' : ''}`,
    `write it like this: ${array ? `{ ${example} }` : example}`,
  );
  return null;
}

const EXAMPLES: Readonly<Partial<Record<CimType, string>>> = {
  boolean: 'true',
  real32: '1.5',
  real64: '1.5',
  char16: "'a'",
  string: '"text"',
  datetime: '"20300131235959.000000+000"',
  reference: '"Class.Key=\\"value\\""',
  instance: 'instance of Class { … }',
};

function describeValue(node: ValueNode): string {
  switch (node.kind) {
    case 'null':
      return 'NULL';
    case 'array':
      return 'an array';
    case 'instance':
      return `an instance of ${node.instance.className.text}`;
    case 'alias':
      return node.name.text;
    case 'string':
    case 'char':
      return JSON.stringify(node.value.length > 40 ? `${node.value.slice(0, 40)}…` : node.value);
    default:
      return String(node.value);
  }
}

/** Whether the value of a qualifier, null where none is written, has the type. */
export function suits(value: ValueNode | null, { type, array }: ExpectedType): boolean {
  if (value === null) return type === 'boolean';
  if (value.kind === 'null') return true;
  if (value.kind !== 'array') return !array && suitsOne(value, type);
  return array && value.items.every((item) => suitsOne(item, type));
}

function suitsOne(value: SingleValueNode, type: ExpectedType['type']): boolean {
  return fits(value, type) && (value.kind !== 'integer' || isInRange(value.value, type));
}

/** The type of a qualifier without a declaration, by its value. Without a value it is a boolean. */
export function typeByLook(value: ValueNode | null): ExpectedType {
  if (value === null) return { type: 'boolean', array: false };
  if (value.kind !== 'array') return { type: typeOfAll([value]), array: false };
  return { type: typeOfAll(value.items), array: true };
}

/** The type that can hold all values. The first value that is not NULL decides the kind. */
function typeOfAll(values: readonly SingleValueNode[]): ExpectedType['type'] {
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

function numberTypeOfAll(values: readonly SingleValueNode[]): ExpectedType['type'] {
  if (values.some(({ kind }) => kind === 'real')) return 'real64';
  const integers = values.flatMap((value) => (value.kind === 'integer' ? [value.value] : []));
  const type = (['sint32', 'sint64'] as const).find((candidate) =>
    integers.every((value) => isInRange(value, candidate)),
  );
  return type ?? 'uint64';
}
