import { statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { type Diagnostic, DiagnosticError } from '../diagnostics/index.js';

/**
 * The files that paths and globs name: each once, a glob's in code-unit order. A path that exists is taken as it is,
 * whatever characters it holds; on Windows a glob may be written with `\`.
 */
export async function findFiles(flag: string, patterns: readonly string[]): Promise<string[]> {
  const files = new Set<string>();
  const problems: Diagnostic[] = [];
  for (const pattern of patterns) {
    const kind = statSync(pattern, { throwIfNoEntry: false });
    if (kind?.isDirectory()) problems.push(isFolder(flag, pattern));
    else if (kind !== undefined) files.add(pattern);
    else {
      const found = await expand(pattern);
      if (found === null || found.length === 0) problems.push(notFound(flag, pattern, found !== null));
      for (const file of found ?? []) files.add(file);
    }
  }
  if (problems.length > 0) throw new DiagnosticError(problems);
  return [...files];
}

/** @throws DiagnosticError for paths that are no folders */
export function checkFolders(flag: string, paths: readonly string[]): void {
  const problems = paths.flatMap((path) => {
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind === undefined) return [notFound(flag, path, false)];
    return kind.isDirectory() ? [] : [isFile(flag, path)];
  });
  if (problems.length > 0) throw new DiagnosticError(problems);
}

/** The files of a glob, null for what is none. */
async function expand(pattern: string): Promise<string[] | null> {
  const { globSync, isDynamicPattern } = await import('tinyglobby');
  const isWindows = process.platform === 'win32';
  const glob = isWindows ? pattern.replaceAll('\\', '/') : pattern;
  if (!isDynamicPattern(glob)) return null;
  const options = { expandDirectories: false, absolute: isAbsolute(glob), caseSensitiveMatch: !isWindows };
  return globSync(glob, options).sort();
}

function notFound(flag: string, pattern: string, isGlob: boolean): Diagnostic {
  return {
    severity: 'error',
    code: 'file-not-found',
    message: `${flag} "${pattern}" ${isGlob ? 'matches no file' : 'does not exist'}`,
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

function isFile(flag: string, file: string): Diagnostic {
  return {
    severity: 'error',
    code: 'folder-is-file',
    message: `${flag} "${file}" is a file`,
    help: `name its folder: ${flag} "${dirname(file)}"`,
  };
}
