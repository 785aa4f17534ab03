import { statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { createDiagnostic, type Diagnostic, DiagnosticError } from '../diagnostics/index.js';

/**
 * The files that paths and globs name: each once, those of a glob in code-unit order. A path that exists is never taken
 * for a glob, whatever characters it holds. On Windows a glob may be written with `\`.
 *
 * @param option the name in diagnostics of the option that holds the patterns
 * @throws DiagnosticError with an error for each pattern that names no file
 */
export async function findFiles(option: string, patterns: readonly string[]): Promise<string[]> {
  const files = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const pattern of patterns) {
    const kind = statSync(pattern, { throwIfNoEntry: false });
    if (kind?.isDirectory()) diagnostics.push(isFolder(option, pattern));
    else if (kind !== undefined) files.add(pattern);
    else {
      const found = await expand(pattern);
      if (found === null || found.length === 0) diagnostics.push(notFound(option, pattern, found !== null));
      for (const file of found ?? []) files.add(file);
    }
  }
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
  return [...files];
}

/**
 * @param option the name in diagnostics of the option that holds the paths
 * @throws DiagnosticError with an error for each path that is no folder
 */
export function checkFolders(option: string, paths: readonly string[]): void {
  const diagnostics = paths.flatMap((path) => {
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind === undefined) return [notFound(option, path, false)];
    return kind.isDirectory() ? [] : [isFile(option, path)];
  });
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
}

/** The files of a glob; null when the pattern is no glob. */
async function expand(pattern: string): Promise<string[] | null> {
  const { globSync, isDynamicPattern } = await import('tinyglobby');
  const isWindows = process.platform === 'win32';
  const glob = isWindows ? pattern.replaceAll('\\', '/') : pattern;
  if (!isDynamicPattern(glob)) return null;
  const options = { expandDirectories: false, absolute: isAbsolute(glob), caseSensitiveMatch: !isWindows };
  return globSync(glob, options).sort();
}

function notFound(option: string, pattern: string, isGlob: boolean): Diagnostic {
  const message = `${option} "${pattern}" ${isGlob ? 'matches no file' : 'does not exist'}`;
  return createDiagnostic('error', 'file-not-found', message, `paths are relative to ${process.cwd()}`);
}

function isFolder(option: string, folder: string): Diagnostic {
  const help = `name its files: ${option} "${folder.replace(/[\\/]$/, '')}/**/*.mof"`;
  return createDiagnostic('error', 'file-is-folder', `${option} "${folder}" is a folder`, help);
}

function isFile(option: string, file: string): Diagnostic {
  const help = `name its folder: ${option} "${dirname(file)}"`;
  return createDiagnostic('error', 'folder-is-file', `${option} "${file}" is a file`, help);
}
