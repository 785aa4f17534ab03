import type { CimType } from '../../schema/index.js';
import { CimDateTime, CimInterval, type CimValue, parseDatetime, valueOfText } from '../../values/index.js';
import { readNumber } from '../../values/number-text.js';
import { shown } from '../../values/shown.js';
import type { ComparisonOperator, LiteralNode } from './syntax.js';

/** How a value compares with a literal: negative for less, 0 for equal, positive for greater; null when unknown. */
export type Order = (value: CimValue) => number | null;

const HOLDS: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Whether a comparison holds; null when the order is unknown. */
export function holds(operator: ComparisonOperator, order: number | null): boolean | null {
  return order === null ? null : HOLDS[operator](order);
}

/** True when a value of the type can be less or greater than another, and not only equal or different. */
export function isOrdered(type: CimType): boolean {
  return type !== 'boolean' && type !== 'reference';
}

/**
 * How values of a type compare with a literal.
 * @throws SyntaxError when the literal is not of the type.
 */
export function orderOf(type: Exclude<CimType, 'reference' | 'instance'>, literal: LiteralNode): Order {
  switch (type) {
    case 'string':
    case 'char16':
      return textOrder(type, literal);
    case 'boolean':
      return booleanOrder(literal);
    case 'datetime':
      return datetimeOrder(literal);
    default:
      return numberOrder(type, literal);
  }
}

/** Texts compare without regard to letter case. A number without quotes is a text, too. */
function textOrder(type: 'string' | 'char16', literal: LiteralNode): Order {
  if (literal.kind === 'boolean') throw misfit(literal, type);
  const wanted = valueOfText(literal.text, type).toLowerCase();
  return (value) => (typeof value === 'string' ? compare(value.toLowerCase(), wanted) : null);
}

function booleanOrder(literal: LiteralNode): Order {
  if (literal.kind === 'number' && !/^[01]$/.test(literal.text)) throw misfit(literal, 'boolean');
  const wanted = valueOfText(literal.text, 'boolean');
  return (value) => (typeof value === 'boolean' ? compare(value, wanted) : null);
}

/** A number of any size is compared, also one that no value of the type is equal to. */
function numberOrder(type: CimType, literal: LiteralNode): Order {
  // A literal may have more digits than a real keeps.
  const kept = (number: number | bigint) => {
    if (type === 'real32') return Math.fround(Number(number));
    return type === 'real64' ? Number(number) : number;
  };
  const wanted = kept(numberOf(literal, type));
  return (value) => (typeof value === 'number' || typeof value === 'bigint' ? compare(kept(value), wanted) : null);
}

/** JavaScript compares a bigint and a number by their mathematical values. */
function numberOf(literal: LiteralNode, type: CimType): number | bigint {
  if (literal.kind === 'boolean') throw misfit(literal, type);
  const number = readNumber(literal.text.trim());
  if (typeof number === 'object') return number.value;
  if (type !== 'real32' && type !== 'real64') throw misfit(literal, type);
  return valueOfText(literal.text, type);
}

/** Points in time compare whatever their offsets are. One with wildcards equals only a value with the same text. */
function datetimeOrder(literal: LiteralNode): Order {
  if (literal.kind !== 'string') throw misfit(literal, 'datetime');
  const wanted = parseDatetime(literal.text);
  return (value) => {
    if (String(value) === String(wanted)) return 0;
    try {
      if (value instanceof CimDateTime && wanted instanceof CimDateTime) return value.compare(wanted);
      if (value instanceof CimInterval && wanted instanceof CimInterval) return value.compare(wanted);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    return null;
  };
}

function misfit({ kind, text }: LiteralNode, type: CimType): SyntaxError {
  return new SyntaxError(`${kind === 'string' ? shown(text) : text.toUpperCase()} is no value of the type ${type}`);
}

function compare<T extends string | number | bigint | boolean>(value: T, wanted: T): number | null {
  if (value < wanted) return -1;
  if (value > wanted) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: 4 and 4n are the same number. NaN equals nothing.
  return value == wanted ? 0 : null;
}

/** A unit of a pattern: a test of one character, or `%`. */
type Unit = ((character: string) => boolean) | typeof ANY_TEXT;

const ANY_TEXT = '%';

/**
 * The test that a pattern of LIKE describes: `%` is any text, `_` any character, `[a-f]` and `[^abc]` are sets of
 * characters. Letter case does not count.
 * @returns null when a `[` has no `]`.
 */
export function likeTest(pattern: string): ((text: string) => boolean) | null {
  const units = readUnits([...pattern.toLowerCase()]);
  return units && ((text) => matches(units, [...text.toLowerCase()]));
}

function readUnits(pattern: readonly string[]): readonly Unit[] | null {
  const units: Unit[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const written = pattern[index] as string;
    if (written === '[') {
      const end = setEnd(pattern, index);
      if (end === null) return null;
      units.push(characterSet(pattern.slice(index + 1, end)));
      index = end;
    } else if (written === '%') units.push(ANY_TEXT);
    else units.push(written === '_' ? () => true : (character) => character === written);
  }
  return units;
}

/** The index of the `]` that ends a set; null when there is none. A `]` at the beginning of a set belongs to it. */
function setEnd(pattern: readonly string[], start: number): number | null {
  const first = pattern[start + 1] === '^' ? start + 2 : start + 1;
  const end = pattern.indexOf(']', first + 1);
  return end < 0 ? null : end;
}

function characterSet(written: readonly string[]): (character: string) => boolean {
  const negated = written[0] === '^';
  const members = negated ? written.slice(1) : written;
  return (character) => isMember(character, members) !== negated;
}

function isMember(character: string, members: readonly string[]): boolean {
  for (let index = 0; index < members.length; index++) {
    const from = members[index] as string;
    const to = members[index + 1] === '-' ? members[index + 2] : undefined;
    if (to === undefined ? character === from : character >= from && character <= to) return true;
    if (to !== undefined) index += 2;
  }
  return false;
}

/** Steps back to the last `%` only, so the time grows with the product of the two lengths at most. */
function matches(units: readonly Unit[], text: readonly string[]): boolean {
  let unit = 0;
  let at = 0;
  let retry: { readonly unit: number; at: number } | null = null;
  while (at < text.length) {
    const test = units[unit];
    if (test === ANY_TEXT) {
      retry = { unit: ++unit, at };
    } else if (test?.(text[at] as string)) {
      unit++;
      at++;
    } else if (retry !== null) {
      unit = retry.unit;
      at = ++retry.at;
    } else return false;
  }
  return units.slice(unit).every((rest) => rest === ANY_TEXT);
}
