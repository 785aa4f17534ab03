import { type CimType, INTEGER_RANGES, isIntegerType, type SchemaValue } from '../../../../runtime/schema/index.js';
import { OutOfRangeError, schemaValue, valueOfNumber, valueOfText } from '../../../../runtime/values/index.js';
import { realText } from '../../../../runtime/values/number-text.js';
import { shown } from '../../../../runtime/values/shown.js';
import type { ExpectedType } from '../../property-types.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
import type { SingleValueNode, ValueNode } from '../syntax/nodes.js';

type Literal = Extract<ValueNode, { readonly kind: 'boolean' | 'integer' | 'real' | 'string' | 'char' }>;

/** Whether a value of this kind may be used where the type is expected. A number may still be out of its range. */
export function fits(node: SingleValueNode, type: CimType): boolean {
  switch (node.kind) {
    case 'null':
      return true;
    case 'boolean':
      return type === 'boolean';
    case 'real':
      return type === 'real32' || type === 'real64';
    case 'char':
      return type === 'char16' || type === 'string';
    case 'integer':
      return isIntegerType(type) || CODED_TYPES.has(type) || (type === 'boolean' && problemOf(node, type) === null);
    case 'string': {
      const problem = TEXT_TYPES.has(type) ? null : problemOf(node, type);
      return problem === null || problem instanceof OutOfRangeError;
    }
    case 'alias':
    case 'instance':
      return OBJECT_TYPES.has(type);
  }
}

/** The types beside those of integers that every integer stands for a value of: a real, or the code of a character. */
const CODED_TYPES: ReadonlySet<CimType> = new Set(['real32', 'real64', 'char16']);

/** The types whose values are strings in MOF. Whether a datetime or a path is one is looked at later. */
const TEXT_TYPES: ReadonlySet<CimType> = new Set(['string', 'datetime', 'reference', 'instance']);

/** An embedded instance may also be declared as a string with a qualifier. */
const OBJECT_TYPES: ReadonlySet<CimType> = new Set(['instance', 'reference', 'string']);

/** What is wrong with a literal as a value of a type; null when it is one. */
function problemOf(node: Literal, type: CimType): SyntaxError | null {
  try {
    valueOfLiteral(node, type);
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

/** The value of a literal, as a text or a number stands for it everywhere: see {@link valueOfText}. */
function valueOfLiteral(node: Literal, type: CimType): SchemaValue {
  switch (node.kind) {
    case 'string':
      return schemaValue(valueOfText(node.value, type));
    case 'integer':
    case 'real':
      return schemaValue(valueOfNumber(node, type));
    default:
      return node.value;
  }
}

/** The value in the model of a literal whose type is not known. */
export function literalValue(node: Literal): SchemaValue {
  return node.kind === 'integer' ? schemaValue(node.value) : node.value;
}

/**
 * The value in the model of a literal that fits the type. A value out of the range of the type is an error, and becomes
 * null.
 */
export function literalOfType(node: Literal, type: CimType, diagnostics: FileDiagnostics): SchemaValue {
  if (node.kind === 'string' && TEXT_TYPES.has(type)) return textOfType(node, type, diagnostics);
  try {
    const value = valueOfLiteral(node, type);
    if (isConverted(node, type, value)) warnOfConversion(node, type, value, diagnostics);
    return value;
  } catch (error) {
    if (!(error instanceof OutOfRangeError)) throw error;
    diagnostics.error(node, 'mof-out-of-range', error.message);
    return null;
  }
}

/** A text for a number or a boolean, or a number for a boolean. A real that is no finite number is always a text. */
function isConverted(node: Literal, type: CimType, value: SchemaValue): boolean {
  if (node.kind === 'integer') return type === 'boolean';
  return node.kind === 'string' && (isIntegerType(type) || value !== node.value);
}

/** Files of Windows are full of numbers in quotes: a file gets one warning a type. */
function warnOfConversion(node: Literal, type: CimType, value: SchemaValue, diagnostics: FileDiagnostics): void {
  const quoted = typeof value === 'string' && !isIntegerType(type);
  const literal = quoted ? (type === 'char16' ? `'${value}'` : shown(value)) : String(value);
  diagnostics.warnOfKind(
    node,
    'mof-converted-value',
    type,
    `${describeValue(node)} stands where a value of the type ${type} is declared; it is taken for ${literal}`,
    `write it like this: ${literal}`,
  );
}

/**
 * A string where a string, a datetime or an object path is declared. A datetime of another form than that of MOF
 * (DSP0004 5.2.4) is converted. What is no datetime or path at all is kept with a warning, as other compilers keep it.
 */
function textOfType(
  node: Literal & { readonly kind: 'string' },
  type: CimType,
  diagnostics: FileDiagnostics,
): SchemaValue {
  const help = HELP[type];
  const problem = help === undefined ? null : problemOf(node, type);
  if (problem !== null) diagnostics.warn(node, `mof-${type}`, problem.message, help);
  if (type !== 'datetime' || problem !== null) return node.value;
  const value = valueOfLiteral(node, type);
  if (value !== node.value) warnOfConversion(node, type, value, diagnostics);
  return value;
}

const HELP: Readonly<Partial<Record<CimType, string>>> = {
  datetime: 'a datetime is yyyymmddhhmmss.mmmmmm+utc, an interval ddddddddhhmmss.mmmmmm:000',
  reference: 'a reference is the path of an instance, Class.Key=\\"value\\", or the $Alias of one',
};

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
      return `an instance of ${node.instance.className.name.text}`;
    case 'alias':
      return node.name.text;
    case 'string':
    case 'char':
      return shown(node.value);
    case 'real':
      return realText(node.value);
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
  const isNumber = value.kind === 'integer' || (value.kind === 'string' && !TEXT_TYPES.has(type));
  return fits(value, type) && (!isNumber || problemOf(value, type) === null);
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
  const type = (['sint32', 'sint64'] as const).find((candidate) => {
    const [min, max] = INTEGER_RANGES[candidate];
    return integers.every((value) => value >= min && value <= max);
  });
  return type ?? 'uint64';
}
