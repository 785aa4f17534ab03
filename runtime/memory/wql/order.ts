import type { CimType } from '../../schema/index.js';
import { CimDateTime, CimInterval, type CimValue, parseDatetime } from '../../values/index.js';
import type { ComparisonOperator, Literal } from './syntax.js';

/** Where a value stands beside a literal: before it (negative), at it (0), behind it; null when that is unknown. */
export type Order = (value: CimValue) => number | null;

const HOLDS: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** The outcome of a comparison, null when it is unknown. */
export function holds(operator: ComparisonOperator, order: number | null): boolean | null {
  return order === null ? null : HOLDS[operator](order);
}

/** True when values of the type are more or less, and not only equal or different. */
export function isOrdered(type: CimType): boolean {
  return type !== 'boolean' && type !== 'reference';
}

/** How values of a type compare with a literal; null when the literal is none of the type. */
export function orderOf(type: CimType, literal: Literal): Order | null {
  switch (type) {
    case 'string':
    case 'char16':
      return textOrder(literal);
    case 'boolean':
      return booleanOrder(literal);
    case 'datetime':
      return datetimeOrder(literal);
    case 'reference':
    case 'instance':
      return null;
    default:
      return numberOrder(type, literal);
  }
}

/** Letter case does not count. */
function textOrder({ kind, text }: Literal): Order | null {
  if (kind === 'boolean') return null;
  const wanted = text.toLowerCase();
  return (value) => (typeof value === 'string' ? compare(value.toLowerCase(), wanted) : null);
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function booleanOrder({ text }: Literal): Order | null {
  const wanted = BOOLEANS.get(text.toLowerCase());
  if (wanted === undefined) return null;
  return (value) => (typeof value === 'boolean' ? compare(value, wanted) : null);
}

function numberOrder(type: CimType, { kind, text }: Literal): Order | null {
  const wanted = kind === 'boolean' ? null : numberOf(text);
  if (wanted === null) return null;
  // A literal has more digits than a real32 keeps.
  const kept = (number: number | bigint) => (type === 'real32' ? Math.fround(Number(number)) : number);
  return (value) => {
    return typeof value === 'number' || typeof value === 'bigint' ? compare(kept(value), kept(wanted)) : null;
  };
}

/** An integer is exact, whatever its size: JavaScript compares bigint and number by their mathematical value. */
function numberOf(text: string): number | bigint | null {
  const [, sign = '', digits = ''] = /^\s*([+-]?)(.*?)\s*$/s.exec(text) ?? [];
  if (/^(?:\d+|0x[\da-f]+)$/i.test(digits)) return sign === '-' ? -BigInt(digits) : BigInt(digits);
  return /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(digits) ? Number(sign + digits) : null;
}

/** Moments compare as such, whatever their offset; one that a wildcard hides equals only what is written alike. */
function datetimeOrder({ kind, text }: Literal): Order | null {
  if (kind !== 'string') return null;
  const wanted = readDatetime(text);
  if (wanted === null) return null;
  return (value) => {
    if (String(value) === text) return 0;
    try {
      if (value instanceof CimDateTime && wanted instanceof CimDateTime) return value.compare(wanted);
      if (value instanceof CimInterval && wanted instanceof CimInterval) return value.compare(wanted);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    return null;
  };
}

function readDatetime(text: string): CimDateTime | CimInterval | null {
  try {
    return parseDatetime(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function compare<T extends string | number | bigint | boolean>(value: T, wanted: T): number | null {
  if (value < wanted) return -1;
  if (value > wanted) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: 4 and 4n are one number; not a number is none.
  return value == wanted ? 0 : null;
}
