import { dirname, isAbsolute, join, parse, sep } from 'node:path';
import { foldName } from '../../../runtime/schema/index.js';
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

/** Finds the paths where included files may be. Lists each folder at most once. */
export class IncludePaths {
  readonly #access: FileAccess;
  readonly #includeDirs: readonly string[];
  /** The names in a folder by folded names; null where they cannot be listed. */
  readonly #names = new Map<string, ReadonlyMap<string, string> | null>();

  constructor(access: FileAccess, includeDirs: readonly string[]) {
    this.#access = access;
    this.#includeDirs = includeDirs;
  }

  /**
   * The paths where an included file may be: beside the including file, then in the include directories. As on Windows,
   * `\` separates names, too; and a path that does not exist as it is written is looked for in any letter case.
   */
  *candidates(include: string, includingFile: string): Generator<string> {
    const path = include.replaceAll('\\', '/');
    const paths = isAbsolute(path)
      ? [path]
      : [dirname(includingFile), ...this.#includeDirs].map((folder) => join(folder, path));
    yield* paths;
    // This lists folders, and is reached only when none of the paths above can be read.
    for (const exact of paths) {
      const found = this.#inAnyCase(exact);
      if (found !== null) yield found;
    }
  }

  /** The path that differs from the given one at most by letter case and may exist; null when there is none. */
  #inAnyCase(path: string): string | null {
    const { root } = parse(path);
    let current = root === '' ? '.' : root;
    for (const name of join(path).slice(root.length).split(sep)) {
      const known = name === '..' ? null : this.#namesIn(current);
      const found = known === null ? name : (known.get(name) ?? known.get(foldName(name)));
      if (found === undefined) return null;
      current = join(current, found);
    }
    return current;
  }

  #namesIn(folder: string): ReadonlyMap<string, string> | null {
    const known = this.#names.get(folder);
    if (known !== undefined) return known;
    const names = byName(this.#access.names(folder));
    this.#names.set(folder, names);
    return names;
  }
}

/** Names by themselves, and by their folded forms. */
function byName(names: readonly string[] | null): ReadonlyMap<string, string> | null {
  if (names === null) return null;
  return new Map([
    ...names.map((name) => [foldName(name), name] as const),
    ...names.map((name) => [name, name] as const),
  ]);
}
