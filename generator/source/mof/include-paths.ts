import { readdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { foldName } from '../../../runtime/schema/index.js';

/**
 * The paths where an included file may be: beside the including file, then in the search directories. As on Windows,
 * `\` separates names, too; and a path that does not exist as it is written is looked for in any letter case.
 */
export function* includeCandidates(
  include: string,
  includingFile: string,
  includeDirs: readonly string[],
): Generator<string> {
  const path = include.replaceAll('\\', '/');
  const paths = isAbsolute(path)
    ? [path]
    : [dirname(includingFile), ...includeDirs].map((folder) => join(folder, path));
  yield* paths;
  // This lists folders, and is reached only when none of the paths above can be read.
  for (const exact of paths) {
    const found = inAnyCase(exact);
    if (found !== null) yield found;
  }
}

/** The path of an existing file or folder that differs from the given one at most by letter case, or null. */
function inAnyCase(path: string): string | null {
  const folder = dirname(path);
  if (folder === path) return path;
  const folded = foldName(basename(path));
  const parent = folded === '..' || folded === '.' ? path : inAnyCase(folder);
  if (parent === path || parent === null) return parent;
  const name = namesIn(parent).find((entry) => foldName(entry) === folded);
  return name === undefined ? null : join(parent, name);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // The folder does not exist, is no folder, or may not be read: then there are no names.
    return [];
  }
}
