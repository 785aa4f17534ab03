import { builtSchema, bundledNamespaces } from '../../../generator/source/bundled/bundled-files.js';
import type { CimSchema } from '../../schema/index.js';

let schema: Promise<CimSchema> | undefined;

/** The schema of the demo machine. All machines have the same one, which nothing changes. */
export function demoSchema(): Promise<CimSchema> {
  schema ??= readSchema();
  return schema;
}

async function readSchema(): Promise<CimSchema> {
  const namespaces = bundledNamespaces();
  const built = builtSchema(namespaces);
  if (built !== null) return built;
  // In a checkout, MOF is read.
  const { loadBundled } = await import('../../../generator/source/bundled/bundled-source.js');
  return loadBundled(namespaces).schema;
}
