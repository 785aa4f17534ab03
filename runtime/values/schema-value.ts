import type { SchemaValue } from '../schema/index.js';
import { CimInstance } from './cim-instance.js';
import type { CimValue } from './cim-value.js';

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
