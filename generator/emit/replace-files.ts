import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { OutputFile } from './compare.js';
import { createFolder } from './create-folder.js';
import { keep, move } from './move.js';
import type { Respelling } from './respelling.js';

/** What happens to files of the output. Paths are relative to the output folder. */
export interface Changes {
  readonly written: readonly string[];
  readonly deleted: readonly string[];
  readonly respelled: readonly Respelling[];
}

export function changesOf(files: readonly OutputFile[], respelled: readonly Respelling[]): Changes {
  const written = files.filter(({ change }) => change === 'created' || change === 'changed');
  const deleted = files.filter(({ change }) => change === 'deleted');
  return { written: written.map(({ path }) => path), deleted: deleted.map(({ path }) => path), respelled };
}

/** True when one rename, or one removal, does it. */
export function isOneStep({ written, deleted, respelled }: Changes): boolean {
  return written.length + deleted.length === 1 && respelled.length === 0;
}

/** Where the files of a run are. A function gives the place of an output file, whose path is relative. */
export interface Places {
  /** In the output folder. */
  readonly target: (path: string) => string;
  /** The new file, before it is put into place. */
  readonly staged: (path: string) => string;
  /** The old file, until the run is over. */
  readonly old: (path: string) => string;
}

/**
 * Puts new files into place one after the other, each by a rename over the old one, and removes others.
 *
 * @param undo receives how to take each step back, in the order of the steps. The new files are kept then, so that it
 * is always possible to complete the steps instead.
 */
export function replaceFiles({ written, deleted, respelled }: Changes, places: Places, undo: (() => void)[]): void {
  const { target, staged, old } = places;
  for (const { from, to } of respelled) {
    move(target(from), target(to));
    undo.push(() => move(target(to), target(from)));
  }
  for (const path of written) {
    const replaces = existsSync(target(path));
    if (replaces) keep(target(path), old(path));
    else createFolder(dirname(target(path)));
    move(staged(path), target(path));
    // Only renames: there may be no space for anything else.
    undo.push(() => {
      move(target(path), staged(path));
      if (replaces) move(old(path), target(path));
    });
  }
  for (const path of deleted) {
    keep(target(path), old(path));
    undo.push(() => move(old(path), target(path)));
    rmSync(target(path));
  }
}

/** Completes the steps of {@link replaceFiles} when it is not known how many of them were made. */
export function completeReplacing(
  { written, deleted, respelled }: Changes,
  { target, staged }: Omit<Places, 'old'>,
): void {
  for (const { from, to } of respelled) {
    if (existsSync(target(from))) move(target(from), target(to));
  }
  for (const path of written) {
    if (!existsSync(staged(path))) continue;
    createFolder(dirname(target(path)));
    move(staged(path), target(path));
  }
  for (const path of deleted) rmSync(target(path), { force: true });
}
