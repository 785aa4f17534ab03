import { INTEGER_RANGES, type IntegerType } from '../../runtime/schema/index.js';
import { readNumber } from '../number-literal.js';

/**
 * The value of an integer type that a text in a qualifier stands for (binary, octal, decimal or hexadecimal: DSP0004
 * Annex A), or null.
 */
export function integerOf(text: string, type: IntegerType): bigint | null {
  const number = readNumber(text);
  return typeof number === 'object' && number.kind === 'integer' ? fitInteger(number.value, type) : null;
}

/**
 * The value of an integer type that has the bits of another integer, or null: schemas write -1 for the greatest
 * unsigned value, and 0x80070005 for a negative one.
 */
export function fitInteger(value: bigint, type: IntegerType): bigint | null {
  const [min, max] = INTEGER_RANGES[type];
  const size = max - min + 1n;
  if (value < -size / 2n || value >= size) return null;
  if (value < min) return value + size;
  return value > max ? value - size : value;
}
