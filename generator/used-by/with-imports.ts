import type { GenerateSettings } from '../options/resolve-options.js';
import type { RunSettings } from './run-settings.js';
import type { SourceModules } from './source-modules.js';

/**
 * Adds what the sources import that `usedBy` names. What finds that is loaded only then.
 *
 * @param modules the sources that were read for earlier runs; it gets those that are read now
 * @param others the targets of the same config
 * @throws DiagnosticError where ts-morph is not installed, and for paths and globs that name no sources
 */
export async function withImports(
  settings: GenerateSettings,
  modules?: SourceModules,
  others?: readonly GenerateSettings[],
): Promise<RunSettings> {
  if (settings.usedBy.length === 0) return { ...settings, imported: null };
  const { findImports } = await import('./find-imports.js');
  return { ...settings, imported: await findImports(settings, modules, others) };
}
