import { dirname, isAbsolute, join } from 'node:path';
import type { FileAccess } from '../file-access.js';

/** The longest path of an included file, in UTF-16 units. Hardly any system has longer ones. */
const LONGEST_PATH = 4096;

/** Why the path of an include is not looked for; null when it is. */
export function pathProblem(include: string): string | null {
  if (include.length > LONGEST_PATH) {
    return `its path has ${include.length} characters; paths have at most ${LONGEST_PATH}`;
  }
  // On Windows, to look for such a file tells the other computer who the user is.
  return /^[\\/]{2}/.test(include) ? 'its path names another computer or a device' : null;
}

/** Finds the paths where included files may be. */
export class IncludePaths {
  readonly #access: FileAccess;
  readonly #includeDirs: readonly string[];

  constructor(access: FileAccess, includeDirs: readonly string[]) {
    this.#access = access;
    this.#includeDirs = includeDirs;
  }

  /**
   * The paths where an included file may be: beside the including file, then in the include directories. As on Windows,
   * `\` separates names, too; and a path that does not exist as it is written is looked for in any letter case.
   */
  *candidates(include: string, includingFile: string): Generator<string, void, undefined> {
    const path = include.replaceAll('\\', '/');
    const paths = isAbsolute(path)
      ? [path]
      : [dirname(includingFile), ...this.#includeDirs].map((folder) => join(folder, path));
    yield* paths;
    // This lists folders, and is reached only when none of the paths above can be read.
    for (const exact of paths) {
      const found = this.#access.inAnyCase(exact);
      if (found !== null) yield found;
    }
  }
}
