import { isBelow, matchingNamespaces, type NamespacePattern } from '../../options/namespace-pattern.js';
import type { SchemaSource } from '../schema-source.js';
import { bundledNamespaces, readBundled } from './bundled-schema.js';

/** The schema that mi-codegen brings. */
export const bundledSource: SchemaSource<'bundled'> = {
  kind: 'bundled',
  load(_options, { namespaces, spelling }) {
    const instead = `give the schema's MOF files with ${spelling.name('source.mof.files')} "schema/*.mof"`;
    const loaded = readBundled(namespaces.flatMap(namespacesOf), instead);
    return { source: 'bundled', loaded, namespaces: matchingNamespaces(namespaces, loaded.schema), notes: [] };
  },
};

/** The bundled namespaces that a pattern stands for; without any its own name, which is then reported as unknown. */
function namespacesOf({ namespace, deep }: NamespacePattern): readonly string[] {
  const below = deep ? bundledNamespaces().filter((name) => isBelow(name, namespace)) : [];
  return below.length > 0 ? below : [namespace];
}
