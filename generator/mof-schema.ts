import { DiagnosticError, hasErrors } from './diagnostics/index.js';
import { type MofOptions, loadMof as readFiles, parseMof as readText } from './source/mof/index.js';
import type { LoadedSchema } from './source/schema-source.js';

/**
 * Reads MOF files and what they include. Warnings are in `diagnostics`.
 *
 * @throws DiagnosticError with every error found, each with its place
 */
export function loadMof(files: readonly string[], options: MofOptions): LoadedSchema {
  return withoutErrors(readFiles(files, options));
}

/**
 * Reads a text of MOF. Warnings are in `diagnostics`.
 *
 * @param options.file what the text is called in diagnostics
 * @throws DiagnosticError with every error found, each with its place
 */
export function parseMof(text: string, options: { readonly file?: string; readonly namespace: string }): LoadedSchema {
  return withoutErrors(readText(text, options));
}

/** A schema of which a part could not be read is no schema: nobody looks for what is missing. */
function withoutErrors(loaded: LoadedSchema): LoadedSchema {
  if (hasErrors(loaded.diagnostics)) throw new DiagnosticError(loaded.diagnostics);
  return loaded;
}
