import { dirname } from 'node:path';
import type { FileAccess } from '../file-access.js';

/** The folders that a schema is in, each with all that is below it. */
export class SchemaFolders {
  readonly #folders = new Set<string>();

  /**
   * @param files files that the user named. One that is a link is in two folders.
   * @param includeDirs where included files are looked for, too
   */
  constructor(access: FileAccess, files: readonly string[], includeDirs: readonly string[]) {
    for (const folder of [...files.map(dirname), ...includeDirs]) this.#folders.add(access.folder(folder));
    for (const file of files) {
      try {
        this.#folders.add(access.find(file, true).folder);
      } catch {
        // What is wrong with the file is said when it is read.
      }
    }
  }

  /** @param folder an absolute path without links */
  hold(folder: string): boolean {
    let current = folder;
    while (!this.#folders.has(current)) {
      const above = dirname(current);
      if (above === current) return false;
      current = above;
    }
    return true;
  }
}
