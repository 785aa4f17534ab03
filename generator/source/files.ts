import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createDiagnostic, type Diagnostic, DiagnosticError } from '../diagnostics/index.js';
import type { FilesSourceOptions } from '../options/generate-options.js';
import type { OptionSpelling } from '../options/option-table.js';

/** The files that options name, by their format. */
export interface NamedFiles {
  readonly mof: readonly string[];
  readonly cimXml: readonly string[];
}

/** @throws DiagnosticError for paths and globs that name nothing, and for include directories that are none */
export async function findNamedFiles(
  { mof = [], cimXml = [], includeDirs = [] }: FilesSourceOptions,
  spelling: OptionSpelling,
): Promise<NamedFiles> {
  checkFolders(spelling.name('source.files.includeDirs'), includeDirs);
  return {
    mof: await findFiles(spelling.name('source.files.mof'), mof, '*.mof'),
    cimXml: await findFiles(spelling.name('source.files.cimXml'), cimXml, '*.xml'),
  };
}

/**
 * The files that paths and globs name: each once, those of a glob in code-unit order. A path that exists is never taken
 * for a glob, whatever characters it holds. On Windows a glob may be written with `\`.
 *
 * @param option the name in diagnostics of the option that holds the patterns
 * @param usual a glob for what such files are called: `*.mof`
 * @param ignore globs of what a glob does not find
 * @throws DiagnosticError with an error for each pattern that names no file
 */
export async function findFiles(
  option: string,
  patterns: readonly string[],
  usual: string,
  ignore: readonly string[] = [],
): Promise<string[]> {
  const files = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const pattern of patterns) {
    const kind = statSync(pattern, { throwIfNoEntry: false });
    if (kind?.isDirectory()) diagnostics.push(isFolder(option, pattern, usual));
    else if (kind !== undefined) files.add(pattern);
    else {
      const found = await expand(pattern, ignore);
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
async function expand(pattern: string, ignore: readonly string[]): Promise<readonly string[] | null> {
  if (process.platform !== 'win32') return await expandGlob(pattern, ignore);
  // There `\` separates names. Only where that finds nothing, it escapes brackets: `[` may be a part of a name.
  const found = await expandGlob(pattern.replaceAll('\\', '/'), ignore);
  if (found !== null && found.length > 0) return found;
  return (await expandGlob(pattern.replace(/\\(?![()[\]{}!+@])/g, '/'), ignore)) ?? found;
}

/** The leading folders that exist are taken as they are written, whatever characters they hold. */
async function expandGlob(pattern: string, ignore: readonly string[]): Promise<readonly string[] | null> {
  const { globSync, isDynamicPattern } = await import('tinyglobby');
  const [folder, glob] = splitFolder(pattern);
  // A pattern in which everything is escaped is a glob, too.
  if (!isDynamicPattern(glob) && !glob.includes('\\')) return null;
  const caseSensitiveMatch = process.platform !== 'win32';
  const found = globSync(glob, {
    cwd: folder || '.',
    ignore: [...ignore],
    expandDirectories: false,
    caseSensitiveMatch,
  });
  return found.map((file) => folder + file).sort();
}

/** Splits a pattern behind the longest run of leading folders that exist; what is left has at least one name. */
export function splitFolder(pattern: string): readonly [folder: string, rest: string] {
  let end = 0;
  for (let slash = pattern.indexOf('/'); slash >= 0; slash = pattern.indexOf('/', slash + 1)) {
    const folder = pattern.slice(0, slash + 1);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) break;
    end = slash + 1;
  }
  return [pattern.slice(0, end), pattern.slice(end)];
}

function notFound(option: string, pattern: string, isGlob: boolean): Diagnostic {
  const message = `${option} "${pattern}" ${isGlob ? 'matches no file' : 'does not exist'}`;
  return createDiagnostic('error', 'file-not-found', message, `paths are relative to ${process.cwd()}`);
}

function isFolder(option: string, folder: string, usual: string): Diagnostic {
  const help = `name its files: ${option} "${folder.replace(/[\\/]$/, '')}/**/${usual}"`;
  return createDiagnostic('error', 'file-is-folder', `${option} "${folder}" is a folder`, help);
}

function isFile(option: string, file: string): Diagnostic {
  const help = `name its folder: ${option} "${dirname(file)}"`;
  return createDiagnostic('error', 'folder-is-file', `${option} "${file}" is a file`, help);
}
