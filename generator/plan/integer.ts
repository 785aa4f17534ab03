import { type CimType, INTEGER_RANGES } from '../../runtime/schema/index.js';
import { readNumber } from '../number-literal.js';

/**
 * Reads an integer in a qualifier (binary, octal, decimal or hexadecimal: DSP0004 Annex A) as a value of an integer
 * type; null when it is none.
 */
export function integerOf(text: string, type: CimType): bigint | null {
  const number = readNumber(text);
  return typeof number === 'object' && number.kind === 'integer' ? fitInteger(number.value, type) : null;
}

/**
 * The value of an integer type that has the same bits, or null. Schemas write -1 for the greatest unsigned value, and
 * 0x80070005 for a negative one.
 */
export function fitInteger(value: bigint, type: CimType): bigint | null {
  const [min, max] = INTEGER_RANGES[type] ?? [0n, -1n];
  const size = max - min + 1n;
  if (value < -size / 2n || value >= size) return null;
  if (value < min) return value + size;
  return value > max ? value - size : value;
}
