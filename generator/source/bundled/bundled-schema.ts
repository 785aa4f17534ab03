import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { foldName } from '../../../runtime/schema/index.js';
import { type DiagnosticError, didYouMean, failure } from '../../diagnostics/index.js';
import { loadMof } from '../mof/index.js';
import type { LoadedSchema } from '../schema-source.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The namespaces mi-codegen brings a schema of: a folder each, `root-cimv2/root-cimv2.mof`. */
export function bundledNamespaces(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name.replaceAll('-', '/'));
}

/** Loads the bundled schemas of the namespaces; an unknown one is an error that names the known ones. */
export function loadBundled(namespaces: readonly string[]): LoadedSchema {
  const known = bundledNamespaces();
  const files = namespaces.map((namespace) => {
    if (!known.includes(foldName(namespace))) throw unknownNamespace(namespace, known);
    const name = foldName(namespace).replaceAll('/', '-');
    return `${folder}${name}/${name}.mof`;
  });
  return loadMof(files, { namespace: namespaces[0] ?? '' });
}

function unknownNamespace(namespace: string, known: readonly string[]): DiagnosticError {
  return failure(
    'unknown-namespace',
    `there is no bundled schema of "${namespace}"; the bundled ones are ${known.join(', ')}`,
    didYouMean(namespace, known) ?? `give the schema's MOF files with --mof "schema/*.mof"`,
  );
}
