import { relative } from 'node:path';
import { findConfig } from '../config/find-config.js';
import type { LoadedConfig } from '../config/load-config.js';
import { type CommandLine, type Flag, UsageError } from './command.js';

/** The flags by which a command finds its config file. */
export const CONFIG_FLAGS: readonly Flag[] = [
  {
    name: 'config',
    type: 'text',
    group: 'Config:',
    description: 'config file; default mi-codegen.config.* of this folder or the nearest above',
  },
  { name: 'no-config', type: 'flag', group: 'Config:', description: 'use no config file' },
];

/**
 * The config file of a command line, as it is written from the working folder; null when there is none.
 *
 * @throws UsageError for flags that exclude each other
 * @throws DiagnosticError where a folder has several configs
 */
export function configFile({ flags }: CommandLine): string | null {
  const named = flags['config'];
  if (flags['no-config'] === true) {
    if (named !== undefined) throw new UsageError('--config and --no-config exclude each other');
    return null;
  }
  if (typeof named === 'string') return named;
  const found = findConfig('.');
  return found === null ? null : relative(process.cwd(), found);
}

/**
 * Loads the config of a command line.
 *
 * @param read gets the absolute paths of the files that were read
 * @throws DiagnosticError when something is wrong with it
 */
export async function readConfig(file: string | null, read?: Set<string>): Promise<LoadedConfig | null> {
  if (file === null) return null;
  const { loadConfig } = await import('../config/load-config.js');
  return await loadConfig(file, read);
}
