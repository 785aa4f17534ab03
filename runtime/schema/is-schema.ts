import type { CimSchema } from './cim-class.js';

/** Programs in JavaScript hand over what a schema is part of. */
export function isSchema(value: unknown): value is CimSchema {
  const { classes, instances, qualifierDeclarations } = (value ?? {}) as Partial<CimSchema>;
  return [classes, instances, qualifierDeclarations].every((part) => Array.isArray(part));
}
