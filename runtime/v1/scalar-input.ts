import { type CimType, INTEGER_RANGES, type IntegerType } from '../schema/index.js';
import { CimDateTime, CimInterval, type CimScalar } from '../values/index.js';
import { shown } from '../values/shown.js';
import type { ArgumentPlace } from './class-call.js';
import type { ValueLimits } from './class-table.js';

/** The CIM types whose values belong to no class. */
export type ScalarType = Exclude<CimType, 'reference' | 'instance'>;

/**
 * Checks a value against a CIM type.
 * @returns the value as it travels.
 * @throws MiArgumentError when it is not of that type, or out of its range.
 */
export function scalarInput(value: unknown, type: ScalarType, place: ArgumentPlace): CimScalar {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : place.refuse(`must be a boolean, not ${shown(value)}`);
    case 'string':
      return stringInput(value, place);
    case 'char16':
      return char16Input(value, place);
    case 'datetime':
      return datetimeInput(value, place);
    case 'real32':
    case 'real64':
      return realInput(value, type, place);
    case 'uint64':
    case 'sint64':
      return bigintInput(value, type, place);
    default:
      return integerInput(value, type, place);
  }
}

function stringInput(value: unknown, place: ArgumentPlace): string {
  if (typeof value !== 'string') place.refuse(`must be a string, not ${shown(value)}`);
  if (value.includes('\0')) place.refuse("must not hold a NUL character: MI's strings end at it");
  // With the flag `u`, only a surrogate without a partner matches.
  if (/\p{Surrogate}/u.test(value)) place.refuse('must be well-formed Unicode, and it holds a lone surrogate');
  return value;
}

function char16Input(value: unknown, place: ArgumentPlace): string {
  if (typeof value === 'string' && value.length === 1 && !/\p{Surrogate}/u.test(value)) return value;
  return place.refuse(`must be a string of one UTF-16 unit, no surrogate (char16), not ${shown(value)}`);
}

function datetimeInput(value: unknown, place: ArgumentPlace): CimDateTime | CimInterval {
  if (value instanceof CimDateTime || value instanceof CimInterval) return value;
  const help = value instanceof Date ? ': use CimDateTime.from(date)' : '';
  return place.refuse(`must be a CimDateTime or a CimInterval, not ${shown(value)}${help}`);
}

function realInput(value: unknown, type: 'real32' | 'real64', place: ArgumentPlace): number {
  if (typeof value !== 'number') return place.refuse(`must be a number (${type}), not ${shown(value)}`);
  if (type === 'real32' && Number.isFinite(value) && !Number.isFinite(Math.fround(value))) {
    place.refuse(`must be a number that real32 can hold, not ${shown(value)}`);
  }
  return value;
}

function integerInput(value: unknown, type: IntegerType, place: ArgumentPlace): number {
  const [min, max] = INTEGER_RANGES[type];
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) {
    // CIM has no negative zero.
    return Number(value) + 0;
  }
  return place.refuse(`must be a whole number from ${min} to ${max} (${type}), not ${shown(value)}`);
}

/** A number will do in place of a bigint if it is exact. */
function bigintInput(value: unknown, type: IntegerType, place: ArgumentPlace): bigint {
  const [min, max] = INTEGER_RANGES[type];
  const integer = Number.isSafeInteger(value) ? BigInt(value as number) : value;
  if (typeof integer === 'bigint' && integer >= min && integer <= max) return integer;
  return place.refuse(`must be a bigint from ${min} to ${max} (${type}), not ${shown(value)}`);
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
    if (Number.isNaN(value) && (min ?? max) !== null) place.refuse('is NaN, which no MinValue and no MaxValue allows');
    if (min !== null && value < min) place.refuse(`is less than MinValue ${min}: it is ${value}`);
    if (max !== null && value > max) place.refuse(`is greater than MaxValue ${max}: it is ${value}`);
  }
}

/** DSP0004 counts characters, not UTF-16 units. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
