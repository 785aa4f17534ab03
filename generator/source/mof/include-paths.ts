import { readdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { foldName } from '../../../runtime/schema/index.js';

/**
 * Where an included file may be: beside the including file, then in the search directories. Windows's `\\` separates
 * names on every system, and what is not there as it is written is looked for in any letter case, as on Windows.
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
  // Only when none of these can be read: it lists folders.
  for (const exact of paths) {
    const found = inAnyCase(exact);
    if (found !== null) yield found;
  }
}

/** The path of an existing file or folder that differs from the given one at most by letter case, or null. */
function inAnyCase(path: string): string | null {
  const folder = dirname(path);
  if (folder === path) return path;
  const wanted = foldName(basename(path));
  const parent = wanted === '..' || wanted === '.' ? path : inAnyCase(folder);
  if (parent === path || parent === null) return parent;
  const name = namesIn(parent).find((entry) => foldName(entry) === wanted);
  return name === undefined ? null : join(parent, name);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that is not there, or no folder, or closed to us: nothing is found in it.
    return [];
  }
}
