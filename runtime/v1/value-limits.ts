import type { CimScalar } from '../values/index.js';
import type { ArgumentPlace } from './argument-place.js';

/**
 * What a schema demands of a value beyond its type: of a string, a length (`MinLen`, `MaxLen`); of a number, a range
 * (`MinValue`, `MaxValue`). The bounds are allowed.
 */
export interface ValueLimits {
  readonly min: Bound;
  readonly max: Bound;
}

/** An integer is a bigint, whatever the type of the values, since both compare. Null means no limit. */
type Bound = bigint | number | null;

/** Reads the limits of a class table: `1..100`, `..256`, `8..`. */
export function parseLimits(text: string): ValueLimits {
  const [min, max] = text.split('..');
  return { min: bound(min), max: bound(max) };
}

function bound(text: string | undefined): Bound {
  if (!text) return null;
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
}

/**
 * Checks a value against its limits.
 * @throws MiArgumentError that names the limit.
 */
export function checkLimits(value: CimScalar, { min, max }: ValueLimits, place: ArgumentPlace): void {
  if (typeof value === 'string') {
    const length = lengthOf(value);
    if (min !== null && length < min) place.refuse(`is shorter than MinLen ${min}: its length is ${length}`);
    if (max !== null && length > max) place.refuse(`is longer than MaxLen ${max}: its length is ${length}`);
  } else if (typeof value === 'number' || typeof value === 'bigint') {
    if (min !== null && value < min) place.refuse(`is less than MinValue ${min}: it is ${value}`);
    if (max !== null && value > max) place.refuse(`is greater than MaxValue ${max}: it is ${value}`);
  }
}

/** DSP0004 counts characters, not UTF-16 units. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
