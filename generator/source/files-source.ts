import { matchingNamespaces } from '../options/namespace-pattern.js';
import { findNamedFiles } from './files.js';
import { readMofFiles } from './mof/index.js';
import type { LoadedSchema, SchemaSource } from './schema-source.js';

/** Files that the user names. Classes in CIM-XML may be subclasses of those in MOF. */
export const filesSource: SchemaSource<'files'> = {
  kind: 'files',
  async load(options, { namespaces, spelling, access }) {
    const { mof: mofFiles, cimXml: xmlFiles } = await findNamedFiles(options, spelling);
    const { includeDirs = [] } = options;
    const [{ namespace }, ...others] = namespaces;
    const spellings = others.map((other) => other.namespace);
    const loaded = [readMofFiles(mofFiles, { namespace, includeDirs, access }, spellings)];
    if (xmlFiles.length > 0) {
      const { readCimXmlFiles } = await import('./cim-xml/index.js');
      loaded.push(
        readCimXmlFiles(
          xmlFiles,
          { namespace, access },
          loaded.flatMap(({ schema }) => schema.classes),
        ),
      );
    }
    const all = merge(loaded);
    return { source: 'files', loaded: all, namespaces: matchingNamespaces(namespaces, all.schema), notes: [] };
  },
};

function merge(loaded: readonly LoadedSchema[]): LoadedSchema {
  const schemas = loaded.map(({ schema }) => schema);
  return {
    schema: {
      qualifierDeclarations: schemas.flatMap(({ qualifierDeclarations }) => qualifierDeclarations),
      classes: schemas.flatMap(({ classes }) => classes),
      instances: schemas.flatMap(({ instances }) => instances),
    },
    diagnostics: loaded.flatMap(({ diagnostics }) => diagnostics),
    files: loaded.flatMap(({ files }) => files),
    locate: (node) => loaded.map(({ locate }) => locate(node)).find((place) => place !== undefined),
  };
}
