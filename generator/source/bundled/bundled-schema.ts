import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { foldName } from '../../../runtime/schema/index.js';
import { failure, suggestion } from '../../diagnostics/index.js';
import { readMofFiles } from '../mof/index.js';
import type { LoadedSchema } from '../schema-source.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The namespaces that mi-codegen brings a schema of. Each has a folder: `root-cimv2/root-cimv2.mof`. */
export function bundledNamespaces(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name.replaceAll('-', '/'));
}

/**
 * Loads the schemas of namespaces that mi-codegen brings: of those that {@link bundledNamespaces} lists.
 *
 * @throws DiagnosticError for another namespace
 */
export function loadBundled(namespaces: readonly string[]): LoadedSchema {
  return readBundled(namespaces, 'load a schema of your own with loadMof()');
}

/**
 * Reads bundled schemas.
 *
 * @param instead the help for an unknown namespace that is near to none that is bundled
 * @throws DiagnosticError for an unknown namespace
 */
export function readBundled(namespaces: readonly string[], instead: string): LoadedSchema {
  const known = bundledNamespaces();
  const files = namespaces.map((namespace) => {
    if (!known.includes(foldName(namespace))) {
      const message = `there is no bundled schema of "${namespace}"; the bundled ones are ${known.join(', ')}`;
      throw failure('unknown-namespace', message, suggestion(namespace, known) ?? instead);
    }
    const name = foldName(namespace).replaceAll('/', '-');
    return `${folder}${name}/${name}.mof`;
  });
  return readMofFiles(files, { namespace: namespaces[0] ?? '' });
}
