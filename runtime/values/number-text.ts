import { shown } from './shown.js';

/** The longest literal that is read. Both 64 binary digits and a real with all its zeros are shorter. */
const LONGEST_NUMBER = 400;

export type NumberValue =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'real'; readonly value: number };

/**
 * The value of a numeric literal, or a sentence that says why it has none.
 *
 * - `integerValue = binaryValue / octalValue / decimalValue / hexValue`
 * - `realValue = [ "+" / "-" ] *decimalDigit "." 1*decimalDigit [ ( "e" / "E" ) [ "+" / "-" ] 1*decimalDigit ]`; `1.`
 *   and `1e5` are accepted, too. One beyond the range of real64 is an infinity.
 */
export function readNumber(literal: string): NumberValue | string {
  if (literal.length > LONGEST_NUMBER) return `a number of ${literal.length} characters is beyond every CIM type`;
  const negative = literal.startsWith('-');
  const magnitude = /^[+-]/.test(literal) ? literal.slice(1) : literal;
  const digits = integerDigits(magnitude);
  if (digits !== null) {
    const value = BigInt(digits);
    return { kind: 'integer', value: negative ? -value : value };
  }
  if (!/^(?:(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?|\d+e[+-]?\d+)$/i.test(magnitude)) {
    return `${shown(literal)} is no number`;
  }
  // A schema must survive JSON, which has no negative zero.
  const value = Number(literal);
  return { kind: 'real', value: value === 0 ? 0 : value };
}

/** The digits as JavaScript spells them, or null. */
function integerDigits(magnitude: string): string | null {
  if (/^0x[0-9a-f]+$/i.test(magnitude)) return magnitude;
  if (/^[01]+b$/i.test(magnitude)) return `0b${magnitude.slice(0, -1)}`;
  if (/^0[0-7]+$/.test(magnitude)) return `0o${magnitude.slice(1)}`;
  return /^(?:0|[1-9]\d*)$/.test(magnitude) ? magnitude : null;
}

/**
 * A real number as it is read again, with a point (DSP0004 A.1): without one, it would be an integer. What is no finite
 * number has the spelling of XML Schema, which stands in quotes: JSON, MOF and object paths have no literal for it.
 */
export function realText(value: number): string {
  if (!Number.isFinite(value)) return String(value).replace('Infinity', 'INF');
  return String(value).replace(/^-?\d+(?=e|$)/, '$&.0');
}
