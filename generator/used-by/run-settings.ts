import type { GenerateSettings } from '../options/resolve-options.js';
import type { OutputImport } from './import-tracer.js';
import type { SourceModules } from './source-modules.js';

/** What the sources of a project import of the output of a run. */
export interface OutputImports {
  readonly imports: readonly OutputImport[];
  /** What the user should know of imports that do not say which classes they need. */
  readonly notes: readonly string[];
}

/** The settings of a run with what the sources import that it generates for. */
export interface RunSettings extends GenerateSettings {
  /** Null where no sources are named, so that classes are selected by their names alone. */
  readonly imported: OutputImports | null;
}

/**
 * Adds what the sources import that `usedBy` names. What finds that is loaded only then.
 *
 * @param modules the sources that were read for earlier runs; it gets those that are read now
 * @throws DiagnosticError where ts-morph is not installed, and for paths and globs that name no sources
 */
export async function withImports(settings: GenerateSettings, modules?: SourceModules): Promise<RunSettings> {
  if (settings.usedBy.length === 0) return { ...settings, imported: null };
  const { findImports } = await import('./find-imports.js');
  return { ...settings, imported: await findImports(settings, modules) };
}
