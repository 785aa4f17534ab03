/**
 * The generator as a library: what the command does, for build scripts.
 *
 * @packageDocumentation
 */
export { type Config, type ConfigExport, defineConfig, type Target, type TargetSource } from './config/config.js';
export { type Diagnostic, DiagnosticError, formatDiagnostic, type Place } from './diagnostics/index.js';
export type { ChangeKind } from './diff/change-kinds.js';
export { compareSchemas } from './diff/compare-schemas.js';
export type { SchemaChange } from './diff/schema-change.js';
export type { FileChange, OutputFile } from './emit/compare.js';
export { generate } from './generate.js';
export type { GenerateResult } from './generate-result.js';
export type {
  Authentication,
  BundledSourceOptions,
  FilesSourceOptions,
  GenerateOptions,
  LiveSourceOptions,
  SourceKind,
  SourceOptions,
} from './options/generate-options.js';
export { bundledNamespaces } from './source/bundled/bundled-files.js';
export { loadBundled } from './source/bundled/bundled-source.js';
export {
  type CimXmlFileOptions,
  type CimXmlTextOptions,
  loadCimXml,
  parseCimXml,
  printCimXml,
} from './source/cim-xml/index.js';
export { loadMof, type MofOptions, type MofTextOptions, parseMof, printMof } from './source/mof/index.js';
export type { LoadedSchema } from './source/schema-source.js';
