import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { splitFolder } from '../source/files.js';

/** The files that a path or glob names, whether they exist or not. */
export interface FilePattern {
  /** As the user has written it. */
  readonly text: string;
  /** The absolute path of the folder below which all of them are. */
  readonly folder: string;
  /** Whether they may be in folders below that one. */
  readonly isDeep: boolean;
  /** @param path absolute */
  matches(path: string): boolean;
}

/** The folders that a glob begins with, whether they exist or not, and the rest. */
const LEADING_FOLDERS = /^((?:[^*?[\]{}()!+@\\/]+\/)*)(.*)$/s;

/** What a path or glob names as `findFiles` takes it. */
export function filePattern(text: string): FilePattern {
  const isWindows = process.platform === 'win32';
  const [start, end] = splitFolder(isWindows ? text.replaceAll('\\', '/') : text);
  const [, absent = '', rest = end] = LEADING_FOLDERS.exec(end) ?? [];
  const folder = resolve(start + absent);
  // A path that exists is never taken for a glob.
  const isFile = statSync(text, { throwIfNoEntry: false })?.isFile() === true;
  const isMatch = isFile ? (way: string) => way === rest : picomatch(rest, { nocase: isWindows });
  return {
    text,
    folder,
    isDeep: !isFile && (rest.includes('/') || rest.includes('**')),
    matches: (path) => isMatch(relative(folder, path).split(sep).join('/')),
  };
}
