/**
 * The generator as a library: what the command does, callable from a build script.
 *
 * @packageDocumentation
 */
export { type Diagnostic, DiagnosticError, formatDiagnostic, type Place } from './diagnostics/index.js';
export type { FileChange, OutputFile } from './emit/write.js';
export { type GenerateOptions, type GenerateResult, generate } from './generate.js';
export { loadMof, parseMof } from './mof-schema.js';
export { bundledNamespaces, loadBundled } from './source/bundled/bundled-schema.js';
export { type MofOptions, printMof } from './source/mof/index.js';
export type { LoadedSchema } from './source/schema-source.js';
