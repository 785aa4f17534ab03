import type { CimType } from '../schema/index.js';
import { CimDateTime } from './cim-datetime.js';
import { CimInstance } from './cim-instance.js';
import { CimInterval } from './cim-interval.js';
import { CimReference } from './cim-reference.js';
import type { CimScalar, CimValue } from './cim-value.js';
import { shown } from './shown.js';
import { valueOfNumber, valueOfText } from './text-value.js';

/** What `typeof` gives for the values of each CIM type. */
export const VALUE_KINDS: Readonly<Record<CimType, 'boolean' | 'number' | 'bigint' | 'string' | 'object'>> = {
  boolean: 'boolean',
  uint8: 'number',
  sint8: 'number',
  uint16: 'number',
  sint16: 'number',
  uint32: 'number',
  sint32: 'number',
  uint64: 'bigint',
  sint64: 'bigint',
  real32: 'number',
  real64: 'number',
  char16: 'string',
  datetime: 'object',
  string: 'string',
  reference: 'object',
  instance: 'object',
};

/** True for a value that is neither null nor an array. */
export function isScalar(value: CimValue): value is CimScalar {
  return value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/**
 * A value of another type or of none as one of the CIM type that is declared for it: a text as {@link valueOfText}
 * reads it, a number that the type can hold exactly, 0 or 1 as a boolean, a number as the code of a character.
 * @throws SyntaxError that says why the value is none of that type.
 */
export function declaredValue(value: CimScalar, type: CimType): CimScalar {
  switch (typeof value) {
    case 'string':
      return valueOfText(value, type);
    case 'number':
    case 'bigint':
      return declaredNumber(value, type);
    case 'boolean':
      return type === 'boolean' ? value : misfit(value, type);
    default:
      return declaredObject(value, type);
  }
}

function declaredNumber(value: number | bigint, type: CimType): CimScalar {
  if (type === 'string') return String(value);
  if (Number.isNaN(value) || Math.abs(Number(value)) === Number.POSITIVE_INFINITY) {
    return type === 'real32' || type === 'real64' ? value : misfit(value, type);
  }
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  const declared = valueOfNumber(isWhole ? { kind: 'integer', value: BigInt(value) } : { kind: 'real', value }, type);
  // A real number has 53 bits.
  if (typeof value === 'bigint' && typeof declared === 'number' && BigInt(declared) !== value) {
    throw new SyntaxError(`${value} is no ${type} exactly`);
  }
  return declared;
}

function declaredObject(value: Extract<CimScalar, object>, type: CimType): CimScalar {
  const kind = objectType(value);
  if (kind === type) return value;
  return type === 'string' && kind !== 'instance' ? String(value) : misfit(value, type);
}

function misfit(value: CimScalar, type: CimType): never {
  throw new SyntaxError(`${describeValue(value)} is no value of the type ${type}`);
}

function objectType(value: Extract<CimScalar, object>): CimType | null {
  if (value instanceof CimReference) return 'reference';
  if (value instanceof CimInstance) return 'instance';
  return value instanceof CimDateTime || value instanceof CimInterval ? 'datetime' : null;
}

/** The value as messages show it. */
export function describeValue(value: unknown): string {
  if (value instanceof CimInstance) return `an instance of ${value.className}`;
  if (value instanceof CimReference) return `a reference to ${value.className}`;
  return value instanceof CimDateTime || value instanceof CimInterval ? String(value) : shown(value);
}
