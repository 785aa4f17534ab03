import { foldName, isSystemName, systemClasses } from '../../../runtime/schema/index.js';
import { failure } from '../../diagnostics/index.js';
import { isTexts } from '../../options/known-options.js';
import {
  isBelow,
  matchingNamespaces,
  type NamespacePattern,
  suggestNamespace,
} from '../../options/namespace-pattern.js';
import { bundledSchemas } from '../../package-files.js';
import type { FileOptions } from '../file-access.js';
import { readMofFiles } from '../mof/index.js';
import type { LoadedSchema, SchemaSource } from '../schema-source.js';
import { builtSchema, bundledMof, bundledNamespaces } from './bundled-files.js';

/**
 * Loads the bundled schemas of namespaces that {@link bundledNamespaces} lists.
 *
 * @throws DiagnosticError for another namespace
 * @throws TypeError for what is no array of strings
 */
export function loadBundled(namespaces: readonly string[]): LoadedSchema {
  if (!isTexts(namespaces))
    throw new TypeError("loadBundled() takes an array of namespaces: loadBundled(['root/cimv2'])");
  return readBundled(namespaces, 'load a schema of your own with loadMof()');
}

/**
 * Reads bundled schemas. They have WMI's system classes, as the schema of a machine has, which lists them.
 *
 * @param instead the help for an unknown namespace whose name is not similar to a bundled one
 * @throws DiagnosticError for an unknown namespace
 */
function readBundled(namespaces: readonly string[], instead: string, options: FileOptions = {}): LoadedSchema {
  const known = bundledNamespaces();
  const unknown = namespaces.find((namespace) => !known.includes(foldName(namespace)));
  if (unknown !== undefined) {
    const message = `there is no bundled schema of "${unknown}"; the bundled ones are ${known.join(', ')}`;
    throw failure('unknown-namespace', message, suggestNamespace(unknown, known) ?? instead);
  }
  const built = builtSchema(namespaces);
  const loaded =
    built === null
      ? readMof(namespaces, options)
      : { schema: built, diagnostics: [], files: [], locate: () => undefined };
  const classes = [...loaded.schema.classes, ...namespaces.flatMap(systemClasses)];
  return { ...loaded, schema: { ...loaded.schema, classes } };
}

function readMof(namespaces: readonly string[], { access }: FileOptions): LoadedSchema {
  // The files of one namespace include files of another.
  const options = { namespace: namespaces[0] ?? '', includeDirs: [bundledSchemas], access };
  return readMofFiles(namespaces.map(bundledMof), options);
}

/** The schema that mi-codegen brings. */
export const bundledSource: SchemaSource<'bundled'> = {
  kind: 'bundled',
  load(_options, request) {
    const { namespaces, spelling } = request;
    const mof = spelling.name('source.files.mof');
    const [live, wbem] = [spelling.name('source.live'), String.raw`%SystemRoot%\System32\wbem`];
    const files = `mi-codegen pull writes them on Windows, which keeps its own in ${wbem}`;
    const instead = `give its MOF files with ${mof} "schema/*.mof" (${files}), or ${live} there`;
    const loaded = readBundled(namespaces.flatMap(namespacesOf), instead, request);
    const matching = matchingNamespaces(namespaces, loaded.schema);
    const folded = matching.map(foldName);
    const others = bundledNamespaces().filter((name) => !folded.includes(name));
    const namespacesWith = (className: string) => (isSystemName(className) ? [] : thoseWith(className, others));
    return { source: 'bundled', loaded: { ...loaded, namespacesWith }, namespaces: matching, notes: [] };
  },
};

function thoseWith(className: string, namespaces: readonly string[]): readonly string[] {
  const { classes } = readBundled(namespaces, '').schema;
  const found = classes.filter(({ name }) => foldName(name) === foldName(className));
  return found.map(({ namespace }) => namespace);
}

/** The bundled namespaces that match a pattern. If none does, the namespace itself, for the error. */
function namespacesOf({ namespace, deep }: NamespacePattern): readonly string[] {
  const below = deep ? bundledNamespaces().filter((name) => isBelow(name, namespace)) : [];
  return below.length > 0 ? below : [namespace];
}
