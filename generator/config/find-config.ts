import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { failure } from '../diagnostics/index.js';

/** What a config file is called, in the order of the documentation. */
export const CONFIG_NAMES: readonly string[] = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map(
  (extension) => `mi-codegen.config.${extension}`,
);

/**
 * The config file of a folder, else of the nearest folder above it that has one; null when there is none.
 *
 * @returns an absolute path
 * @throws DiagnosticError where a folder has several
 */
export function findConfig(folder: string): string | null {
  const here = resolve(folder);
  const files = CONFIG_NAMES.map((name) => join(here, name)).filter(isFile);
  // What stands beside a config in TypeScript was compiled from it.
  const found = files.filter((path) => !files.some((other) => compiledName(other) === path));
  const [file, other] = found;
  if (other !== undefined) {
    const names = found.map((path) => basename(path)).join(' and ');
    throw failure('several-configs', `${here} has ${names}`, 'keep one of them, or name one with --config');
  }
  if (file !== undefined) return file;
  const parent = dirname(here);
  return parent === here ? null : findConfig(parent);
}

/** What the compiler calls its output. */
function compiledName(path: string): string {
  const [, stem = path, kind] = /^(.*\.)([cm]?)ts$/s.exec(path) ?? [];
  return kind === undefined ? '' : `${stem}${kind}js`;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
