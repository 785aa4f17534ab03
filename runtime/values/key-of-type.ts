import { type CimType, isIntegerType } from '../schema/index.js';
import { CimReference } from './cim-reference.js';
import type { CimElement, CimValue } from './cim-value.js';
import { parseDatetime } from './parse-datetime.js';

/**
 * A key of an object path with the type that its class declares, since a path does not tell a datetime from a string.
 * @returns null when no key of that type can be written like this one. Ranges are not checked.
 */
export function keyOfType(key: CimElement, type: CimType): CimElement | null {
  const value = key.type === type ? key.value : convert(key.value, type);
  return value === null ? null : { ...key, type, value };
}

function convert(value: CimValue, type: CimType): CimValue {
  if (typeof value === 'string') return fromText(value, type);
  if (typeof value !== 'number' && typeof value !== 'bigint') return null;
  if (type === 'real32' || type === 'real64') return Number(value);
  if (!isIntegerType(type) || (typeof value === 'number' && !Number.isInteger(value))) return null;
  return type === 'uint64' || type === 'sint64' ? BigInt(value) : Number(value);
}

function fromText(text: string, type: CimType): CimValue {
  if (type === 'string') return text;
  if (type === 'char16') return text.length === 1 ? text : null;
  if (type !== 'datetime' && type !== 'reference') return null;
  try {
    return type === 'reference' ? CimReference.parse(text) : parseDatetime(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
