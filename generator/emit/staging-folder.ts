import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** `.mi-codegen-`, the id of the process, and the random characters of `mkdtemp`. */
const NAME = /^\.mi-codegen-(\d+)-\w+$/;

/**
 * A temporary folder inside the output folder, for files that are then moved into place. It is on the same disk, so
 * that a rename is enough. It is created on first use.
 */
export class StagingFolder {
  readonly #parent: string;
  #folder: string | null = null;

  constructor(parent: string) {
    this.#parent = parent;
  }

  /** The path of a file in the folder. The folders above the file may not exist yet. */
  path(file: string): string {
    this.#folder ??= this.#create();
    return join(this.#folder, file);
  }

  remove(): void {
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    this.#folder = null;
  }

  #create(): string {
    mkdirSync(this.#parent, { recursive: true });
    for (const name of readdirSync(this.#parent)) {
      if (isLeftOver(name)) rmSync(join(this.#parent, name), { recursive: true, force: true });
    }
    return mkdtempSync(join(this.#parent, `.mi-codegen-${process.pid}-`));
  }
}

/** True for the folder of a run that was killed: its process does not exist any more. */
function isLeftOver(name: string): boolean {
  const pid = NAME.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM means that the process exists, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** The errors of Windows for a file that another program has open. */
const HELD: ReadonlySet<string | undefined> = new Set(['EACCES', 'EBUSY', 'EPERM']);

/** The pauses before the next attempts, in milliseconds. */
const PAUSES = [10, 50, 100, 250, 500];

/** Renames a file. Tries several times on Windows, where virus scanners and editors may have it open for a moment. */
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
