import { existsSync, lstatSync, rmdirSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { failure } from '../diagnostics/index.js';
import { createFolder } from './create-folder.js';
import { FolderLock, type LockOptions } from './folder-lock.js';
import { readJournal, writeJournal } from './journal.js';
import { type Changes, completeReplacing } from './replace-files.js';
import { STAGING_NAME } from './staging-name.js';
import type { SystemCalls } from './system-calls.js';

/** What is in the folder: nothing else is ever removed from it. */
const PARTS = ['new', 'old', 'stand-in', 'journal.new'] as const;

/**
 * The folder of a run inside the output folder, on the same disk: a rename is enough to put its files into place. It is
 * there only while a run writes, or after that run was killed, and one run has it at a time.
 */
export class StagingFolder {
  readonly #out: string;
  readonly #folder: string;
  readonly #lock: FolderLock;
  /** The folders above this one that did not exist before the run, the topmost first. */
  readonly #created: readonly string[];

  private constructor(out: string, lock: FolderLock, created: readonly string[]) {
    this.#out = out;
    this.#folder = join(out, STAGING_NAME);
    this.#lock = lock;
    this.#created = created;
  }

  /**
   * Waits until no other run writes, and cleans up after one that was killed.
   *
   * @param out the output folder. It is created, with those above it.
   * @throws DiagnosticError when another run takes too long, or what it has left behind is damaged
   */
  static async open(out: string, calls: SystemCalls | null, options?: LockOptions): Promise<StagingFolder> {
    refuseForeign(join(out, STAGING_NAME));
    const created: string[] = [];
    const prepare = () => {
      created.push(...createFolder(out));
      createFolder(join(out, STAGING_NAME));
    };
    let lock: FolderLock;
    try {
      lock = await FolderLock.take(join(out, STAGING_NAME, 'lock'), prepare, calls, options);
    } catch (error) {
      removeFolders(out, created);
      throw error;
    }
    const staging = new StagingFolder(out, lock, created);
    try {
      staging.#finish();
      staging.#clear();
    } catch (error) {
      lock.release();
      throw error;
    }
    return staging;
  }

  /** The path of a new file or folder. The folders above it may not exist yet. */
  new(path: string): string {
    // All files of a run have one: `join` would go through each path letter by letter.
    return `${this.#folder}${sep}new${sep}${path}`;
  }

  /** The path of an old file, until the run is over. */
  old(path: string): string {
    return join(this.#folder, 'old', path);
  }

  /** The paths of folders that take the place of others for a moment. */
  standIn(index: number): string {
    return join(this.#folder, 'stand-in', String(index));
  }

  /** Writes down what is about to be done: from now on, the next run completes it if this one is killed. */
  begin(changes: Changes): void {
    if (existsSync(this.#journal)) return;
    writeJournal(this.#journal, join(this.#folder, 'journal.new'), changes);
  }

  /** All is done, or all has been taken back. */
  end(): void {
    rmSync(this.#journal, { force: true });
  }

  /** Removes the folder, and the output folder if that is new and empty. Lets the next run begin. */
  close(): void {
    try {
      // Neither done nor taken back: the next run needs all of it.
      if (!existsSync(this.#journal)) this.#clear();
    } finally {
      this.#lock.release();
    }
    removeFolders(this.#out, this.#created);
  }

  get #journal(): string {
    return join(this.#folder, 'journal.json');
  }

  /** Completes what a killed run has begun. */
  #finish(): void {
    if (!existsSync(this.#journal)) return;
    completeReplacing(readJournal(this.#journal), {
      target: (path) => join(this.#out, path),
      staged: (path) => this.new(path),
    });
    this.end();
  }

  #clear(): void {
    for (const part of PARTS) rmSync(join(this.#folder, part), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @throws DiagnosticError for what is no folder: nothing may be removed from where a link leads */
function refuseForeign(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== false) return;
  throw failure('foreign-file', `${folder} is no folder: mi-codegen works in a folder of this name`, 'move it away');
}

/** Removes the staging folder, and those that the run has created, as far as they are empty. */
function removeFolders(out: string, created: readonly string[]): void {
  for (const folder of [join(out, STAGING_NAME), ...created.toReversed()]) if (!removeEmpty(folder)) return;
}

/** False where the folder is not empty, or not there. */
function removeEmpty(folder: string): boolean {
  if (!existsSync(folder)) return false;
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    // Another run has come, or gone.
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
