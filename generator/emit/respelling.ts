import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileKey } from '../plan/file-key.js';

/** A file that is there, and its name from now on: the same one in another letter case. Paths are relative. */
export interface Respelling {
  readonly from: string;
  readonly to: string;
}

/**
 * The files of a folder that are spelled otherwise on the disk: where the file system ignores letter case, `FOO.ts`
 * replaces `Foo.ts`.
 *
 * @param folder relative to the output folder
 * @param paths of files in the folder that can be read under these names
 */
export function respellings(out: string, folder: string, paths: readonly string[]): Respelling[] {
  const names = fileNames(join(out, folder));
  const present = new Set(names);
  const byKey = new Map(names.map((name) => [fileKey(name), name]));
  return paths.flatMap((to) => {
    const name = present.has(basename(to)) ? undefined : byKey.get(fileKey(basename(to)));
    return name === undefined ? [] : [{ from: `${folder}/${name}`, to }];
  });
}

export function fileNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
