import { type CimInstanceDeclaration, type CimSchema, foldName, type SchemaValue } from '../schema/index.js';
import { isInstance, isList } from './schema-value-kinds.js';
import type { AliasLookup } from './schema-values.js';

/** Finds the instances of a schema, and those embedded in them, by their aliases. */
export function aliasLookup(schema: CimSchema): AliasLookup {
  const byAlias = new Map<string, CimInstanceDeclaration>();
  for (const declaration of declarations(schema.instances)) {
    if (declaration.alias !== undefined) byAlias.set(foldName(declaration.alias), declaration);
  }
  return (alias) => byAlias.get(foldName(alias));
}

function* declarations(value: SchemaValue): Generator<CimInstanceDeclaration> {
  if (isList(value)) {
    for (const item of value) yield* declarations(item);
  } else if (isInstance(value)) {
    yield value;
    for (const property of value.properties) yield* declarations(property.value ?? null);
  }
}
