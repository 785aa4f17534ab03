import { type CimType, isIntegerType, type SchemaValue } from '../schema/index.js';
import { CimDateTime } from './cim-datetime.js';
import { CimInstance } from './cim-instance.js';
import { CimInterval } from './cim-interval.js';
import { CimReference } from './cim-reference.js';
import type { CimElement, CimValue } from './cim-value.js';

/**
 * Reads the 25 characters of a value of the CIM type datetime (DSP0004 5.2.4). It is an interval when a colon stands in
 * place of the sign of the offset from UTC.
 * @throws SyntaxError that says what is wrong.
 */
export function parseDatetime(text: string): CimDateTime | CimInterval {
  return text[21] === ':' ? CimInterval.parse(text) : CimDateTime.parse(text);
}

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

/** A value as a schema writes it: the reverse of giving a schema's value the type that its element declares. */
export function schemaValue(value: CimValue): SchemaValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
    return value;
  }
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(schemaValue);
  return value instanceof CimInstance ? instanceDeclaration(value) : String(value);
}

function instanceDeclaration({ className, namespace, elements }: CimInstance): SchemaValue {
  const properties = elements.map(({ name, value }) => ({ name, value: schemaValue(value), qualifiers: [] }));
  return { namespace: namespace ?? '', className, qualifiers: [], properties };
}
