import type { CimAlias, CimInstanceDeclaration, SchemaValue } from '../schema/index.js';

export function isList(value: SchemaValue): value is readonly SchemaValue[] {
  return Array.isArray(value);
}

export function isAlias(value: SchemaValue): value is CimAlias {
  return typeof value === 'object' && value !== null && 'alias' in value && !('className' in value);
}

export function isInstance(value: SchemaValue): value is CimInstanceDeclaration {
  return typeof value === 'object' && value !== null && 'className' in value;
}
