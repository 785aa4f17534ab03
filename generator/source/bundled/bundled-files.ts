import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { type CimSchema, foldName } from '../../../runtime/schema/index.js';
import { bundledSchemas } from '../../package-files.js';

/** The ends of the names of what the build makes of a folder of MOF files. A checkout has the folders. */
const BUILT = '.json.br';

/** The namespaces for which mi-codegen brings a schema. */
export function bundledNamespaces(): string[] {
  const entries = readdirSync(bundledSchemas, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() || entry.name.endsWith(BUILT));
  return names.map(({ name }) => name.replace(BUILT, '').replaceAll('-', '/'));
}

/** The schema of bundled namespaces, as the build has made it; null in a checkout. */
export function builtSchema(namespaces: readonly string[]): CimSchema | null {
  const files = namespaces.map((namespace) => `${bundledSchemas}${folderOf(namespace)}${BUILT}`);
  if (!files.every((file) => existsSync(file))) return null;
  const schemas: CimSchema[] = files.map((file) => JSON.parse(brotliDecompressSync(readFileSync(file)).toString()));
  return {
    qualifierDeclarations: schemas.flatMap(({ qualifierDeclarations }) => qualifierDeclarations),
    classes: schemas.flatMap(({ classes }) => classes),
    instances: [],
  };
}

/** The MOF file of a bundled namespace that includes the others: `root-cimv2/root-cimv2.mof`. */
export function bundledMof(namespace: string): string {
  const name = folderOf(namespace);
  return `${bundledSchemas}${name}/${name}.mof`;
}

function folderOf(namespace: string): string {
  return foldName(namespace).replaceAll('/', '-');
}
