import type { CimSchema } from '../schema/index.js';

/**
 * Reads MOF files through the generator's reader, which is loaded when this is called.
 * @param namespace that of what is in front of the first `#pragma namespace` of a file.
 * @throws DiagnosticError with every mistake found, each with its place; RangeError when it is no namespace.
 */
export async function readMofFiles(files: readonly string[], namespace: string): Promise<CimSchema> {
  const { loadMof } = await import('../../generator/source/mof/index.js');
  return loadMof(files, { namespace }).schema;
}
