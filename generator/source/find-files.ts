import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { type Diagnostic, DiagnosticError } from '../diagnostics/index.js';

/**
 * The files that paths and globs name: each once, a glob's in code-unit order. A path that exists is taken as it is,
 * whatever characters it holds; on Windows a glob may be written with `\`.
 */
export function findFiles(flag: string, patterns: readonly string[]): string[] {
  const files = new Set<string>();
  const problems: Diagnostic[] = [];
  for (const pattern of patterns) {
    const kind = statSync(pattern, { throwIfNoEntry: false });
    const found = kind === undefined ? expand(pattern) : [pattern];
    if (kind?.isDirectory()) problems.push(isFolder(flag, pattern));
    else if (found.length === 0) problems.push(notFound(flag, pattern));
    for (const file of found) files.add(file);
  }
  if (problems.length > 0) throw new DiagnosticError(problems);
  return [...files];
}

function expand(pattern: string): string[] {
  const glob = process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern;
  return isDynamicPattern(glob) ? globSync(glob, { expandDirectories: false, absolute: isAbsolute(glob) }).sort() : [];
}

function notFound(flag: string, pattern: string): Diagnostic {
  return {
    severity: 'error',
    code: 'file-not-found',
    message: `${flag} "${pattern}" ${isDynamicPattern(pattern) ? 'matches no file' : 'does not exist'}`,
    help: `paths are relative to ${process.cwd()}`,
  };
}

function isFolder(flag: string, folder: string): Diagnostic {
  return {
    severity: 'error',
    code: 'file-is-folder',
    message: `${flag} "${folder}" is a folder`,
    help: `name its files: ${flag} "${folder.replace(/[\\/]$/, '')}/**/*.mof"`,
  };
}
