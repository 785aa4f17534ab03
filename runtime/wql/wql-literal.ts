import { CimDateTime, CimInterval, CimReference } from '../values/index.js';

/** What WQL has a literal for. */
export type WqlValue = string | number | bigint | boolean | CimDateTime | CimInterval | CimReference | null;

/** Turns a value down. The reason is the rest of a sentence that begins with the value. */
export type Refuse = (reason: string) => never;

/**
 * The literal of a value. Datetimes and references are strings to WQL: 25 characters, and an object path.
 * @param refuse called for what no literal can say: infinities, a NUL character, values of other types.
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
  return refuse(
    (value as unknown) instanceof Date
      ? 'is a Date: use CimDateTime.from(date)'
      : 'is neither a string, a number, a bigint, a boolean, a datetime, a reference nor null',
  );
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

/** In quotes, with a backslash before each character that Microsoft's page on the WHERE clause names. */
function quoted(text: string, refuse: Refuse): string {
  // MI takes statements as C strings: nothing behind a NUL would arrive.
  if (text.includes('\0')) refuse('must not hold a NUL character: a query ends at it');
  // With the flag `u`, a surrogate is one that has no partner.
  if (/\p{Surrogate}/u.test(text)) refuse('must be well-formed Unicode, and it holds a lone surrogate');
  return `'${text.replace(/[\\'"]/g, '\\$&')}'`;
}
