import { DiagnosticError, hasErrors } from './diagnostics/index.js';
import { type MofOptions, type MofTextOptions, readMofFiles, readMofText } from './source/mof/index.js';
import type { LoadedSchema } from './source/schema-source.js';

/**
 * Reads MOF files and the files they include into one schema. Warnings are in `diagnostics`.
 *
 * @throws DiagnosticError with every error found, each with its place
 * @throws RangeError when `options.namespace` is no namespace
 */
export function loadMof(files: readonly string[], options: MofOptions): LoadedSchema {
  return withoutErrors(readMofFiles(files, options));
}

/**
 * Reads a text of MOF. Warnings are in `diagnostics`.
 *
 * @throws DiagnosticError with every error found, each with its place
 * @throws RangeError when `options.namespace` is no namespace
 */
export function parseMof(text: string, options: MofTextOptions): LoadedSchema {
  return withoutErrors(readMofText(text, options));
}

/** A schema that was read in part would look complete to the caller: errors are thrown. */
function withoutErrors(loaded: LoadedSchema): LoadedSchema {
  if (hasErrors(loaded.diagnostics)) throw new DiagnosticError(loaded.diagnostics);
  return loaded;
}
