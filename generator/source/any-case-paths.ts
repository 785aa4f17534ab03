import { readdirSync } from 'node:fs';
import { join, parse, sep } from 'node:path';
import { foldName } from '../../runtime/schema/index.js';

/** Finds files whose names are written in another letter case. Lists each folder at most once. */
export class AnyCasePaths {
  /** The names in a folder by folded names; null where they cannot be listed. */
  readonly #names = new Map<string, ReadonlyMap<string, string> | null>();

  /** The path that differs from the given one at most by letter case and may exist; null when there is none. */
  find(path: string): string | null {
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
    const names = listNames(folder);
    this.#names.set(folder, names);
    return names;
  }
}

/** What a folder holds, by the names themselves and by folded names. Null when that cannot be known. */
function listNames(folder: string): ReadonlyMap<string, string> | null {
  try {
    const names = readdirSync(folder);
    return new Map([
      ...names.map((name) => [foldName(name), name] as const),
      ...names.map((name) => [name, name] as const),
    ]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A folder may be passed through without the right to list it.
    return code === 'EACCES' || code === 'EPERM' ? null : new Map();
  }
}
