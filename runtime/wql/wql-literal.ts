import { isCimName } from '../schema/index.js';
import { foreignText } from '../values/copies.js';
import { CimDateTime, CimInterval, CimReference } from '../values/index.js';

/** The values that WQL has a literal for. */
export type WqlValue = string | number | bigint | boolean | CimDateTime | CimInterval | CimReference | null;

/** Refuses a value. The reason is the rest of a sentence that begins with the value. */
export type Refuse = (reason: string) => never;

/**
 * The literal of a value. WQL takes datetimes and references as strings: the 25 characters, and the object path.
 * @param refuse called for a value without a literal: an infinity, a text with a NUL character, or another type.
 */
export function wqlLiteral(value: WqlValue, refuse: Refuse): string {
  switch (typeof value) {
    case 'string':
      return quoted(value, refuse);
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : realLiteral(value, refuse);
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 'TRUE' : 'FALSE';
  }
  if (value === null) return 'NULL';
  if (value instanceof CimDateTime || value instanceof CimInterval || value instanceof CimReference) {
    return quoted(value.toString(), refuse);
  }
  if ((value as unknown) instanceof Date) return refuse('is a Date: use CimDateTime.from(date)');
  const foreign = foreignText(value);
  const neither = 'is neither a string, a number, a bigint, a boolean, a datetime, a reference nor null';
  return refuse(foreign === null ? neither : `is ${foreign}`);
}

/** The literal of a real number: digits, a point, digits. Not every server's WQL reads an exponent. */
export function realLiteral(value: number, refuse: Refuse): string {
  const [, sign = '', first, others = '', exponent] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential()) ?? [];
  if (first === undefined) return refuse(`must be a finite number, not ${value}`);
  const digits = first + others;
  const point = 1 + Number(exponent);
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  return `${sign}${whole}.${fraction || '0'}`;
}

/** The text in quotes, with a backslash before each character that Microsoft's page on the WHERE clause names. */
function quoted(text: string, refuse: Refuse): string {
  // MI takes statements as C strings, which end at a NUL.
  if (text.includes('\0')) refuse('must not hold a NUL character: a query ends at it');
  // With the flag `u`, only a surrogate without its partner matches.
  if (/\p{Surrogate}/u.test(text)) refuse('must be well-formed Unicode, and it holds a lone surrogate');
  return `'${text.replace(/[\\'"]/g, '\\$&')}'`;
}

/**
 * The name of a class or property as it stands in a statement: as it is, since WQL has no quotes for names.
 * @throws TypeError when the text is not a CIM name.
 */
export function wqlName(name: string): string {
  if (typeof name === 'string' && isCimName(name)) return name;
  throw new TypeError(`WQL: ${JSON.stringify(name)} is no name of a class or property`);
}

/**
 * A text as it stands in a pattern of LIKE when it is meant literally: `50%` becomes `50[%]`.
 *
 * In a pattern `%` stands for any text, `_` for any character, `[a-f]` for a character of a set or range, and `[^a-f]`
 * for a character that is not in it.
 * @example
 * where: { Name: { like: `${escapeLike(prefix)}%` } }
 */
export function escapeLike(text: string): string {
  return text.replace(/[%_[]/g, '[$&]');
}
