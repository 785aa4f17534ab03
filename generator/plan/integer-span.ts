import { INTEGER_RANGES, type IntegerType } from '../../runtime/schema/index.js';
import { readNumber } from '../../runtime/values/number-text.js';

/** The values from `low` to `high`; null is an open end. */
export interface IntegerSpan {
  readonly low: bigint | null;
  readonly high: bigint | null;
  /** The value, where there is only one. */
  readonly single: bigint | null;
  /** `5`, `1..5`, `1..`, `..5` or `..`, in decimal digits. */
  readonly text: string;
}

export function integerSpan(low: bigint | null, high: bigint | null): IntegerSpan {
  const single = low === high ? low : null;
  return { low, high, single, text: single === null ? `${low ?? ''}..${high ?? ''}` : String(single) };
}

/** Reads the values that keys of maps stand for. A schema has many maps, and few different keys: each is read once. */
export class SpanReader {
  readonly #known = new Map<IntegerType, Map<string, IntegerSpan | null>>();

  /** What reads the keys of a type. */
  of(type: IntegerType): (key: string) => IntegerSpan | null {
    const known = this.#known.get(type) ?? new Map<string, IntegerSpan | null>();
    this.#known.set(type, known);
    return (key) => {
      let span = known.get(key);
      if (span === undefined) {
        span = spanOf(key, type);
        known.set(key, span);
      }
      return span;
    };
  }
}

/** Reads `5`, `1..5`, `1..`, `..5` or `..`; null for anything else. */
function spanOf(key: string, type: IntegerType): IntegerSpan | null {
  const [start = '', end = start, ...more] = key.split('..').map((text) => text.trim());
  if (more.length > 0 || key.trim() === '') return null;
  const low = start === '' ? null : integerOf(start, type);
  const high = end === '' ? null : integerOf(end, type);
  const isUnusable = (start !== '' && low === null) || (end !== '' && high === null);
  return isUnusable || (low !== null && high !== null && low > high) ? null : integerSpan(low, high);
}

/**
 * The value of an integer type that a text in a qualifier denotes (binary, octal, decimal or hexadecimal: DSP0004 Annex
 * A), or null.
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
