import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { bundledSchemas } from '../../../generator/package-files.js';
import type { CimSchema } from '../../schema/index.js';

/** What the build makes of the bundled schemas. Where it is not, as in a checkout, their MOF is read. */
const BUILT = `${bundledSchemas}schema.json.gz`;

let schema: Promise<CimSchema> | undefined;

/** The schema of the demo machine. All machines have the same one, which nothing changes. */
export function demoSchema(): Promise<CimSchema> {
  schema ??= readSchema();
  return schema;
}

async function readSchema(): Promise<CimSchema> {
  if (existsSync(BUILT)) return JSON.parse(gunzipSync(readFileSync(BUILT)).toString());
  const { bundledNamespaces, loadBundled } = await import('../../../generator/source/bundled/bundled-source.js');
  return loadBundled(bundledNamespaces()).schema;
}
