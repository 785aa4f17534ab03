import { copyFileSync, linkSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { createFolder } from './create-folder.js';

/** The errors of Windows for a file that another program has open. */
const HELD: ReadonlySet<string | undefined> = new Set(['EACCES', 'EBUSY', 'EPERM']);

/** The pauses before the next attempts, in milliseconds. */
const PAUSES = [10, 50, 100, 250, 500];

/**
 * Renames a file, over the one that has the name. Tries several times on Windows, where virus scanners and editors may
 * have it open for a moment.
 */
export function move(from: string, to: string): void {
  for (const pause of process.platform === 'win32' ? PAUSES : []) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (!HELD.has((error as NodeJS.ErrnoException).code)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  renameSync(from, to);
}

/** Gives a file a second name, or copies it where the file system knows only one. */
export function keep(file: string, copy: string): void {
  createFolder(dirname(copy));
  try {
    linkSync(file, copy);
  } catch {
    // Why it cannot be linked does not matter: if it cannot be copied either, that error says why.
    copyFileSync(file, copy);
  }
}
