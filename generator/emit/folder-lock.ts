import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { MiError } from '../../runtime/errors.js';
import { type DiagnosticError, failure } from '../diagnostics/index.js';
import type { SystemCalls } from './system-calls.js';

/** The pause between two attempts, in milliseconds, and how many of them are made: about a minute. */
const PAUSE = 50;
const ATTEMPTS = 1200;

export interface LockOptions {
  /** Called once, when another run has the lock. */
  readonly onWait?: (() => void) | undefined;
  readonly attempts?: number | undefined;
}

/**
 * The lock on an output folder: one run has it at a time. It is a lock of the operating system on a file, which ends with
 * the process, however that ends: nobody has to tell a run that was killed from a slow one. Where there are no such
 * locks, the existence of the file counts.
 */
export class FolderLock {
  readonly #path: string;
  readonly #file: number;

  private constructor(path: string, file: number) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Waits until no other run has the lock.
   *
   * @param path the file to lock. It is created, and removed in the end.
   * @param prepare creates the file's folder, which the other run may have removed
   * @param calls null where there are none
   * @throws DiagnosticError when the other run takes too long
   */
  static async take(
    path: string,
    prepare: () => void,
    calls: SystemCalls | null,
    { onWait, attempts = ATTEMPTS }: LockOptions = {},
  ): Promise<FolderLock> {
    let open = opener(calls);
    for (let attempt = 1; ; attempt++) {
      let file: number | null = null;
      try {
        prepare();
        file = open(path);
      } catch (error) {
        if (error instanceof MiError) open = openNew;
        // The other run has just removed the folder.
        else if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt >= attempts) throw error;
      }
      if (file !== null) return new FolderLock(path, signed(file));
      if (attempt === 1) onWait?.();
      if (attempt >= attempts) throw inUse(path, open === openNew);
      await setTimeout(PAUSE);
    }
  }

  release(): void {
    // The file goes first: once it is unlocked, it may be the next run's. Windows removes it when it is closed.
    if (process.platform !== 'win32') rmSync(this.#path, { force: true });
    closeSync(this.#file);
  }
}

/** Opens and locks a file; null when another run has it. */
type Opener = (path: string) => number | null;

function opener(calls: SystemCalls | null): Opener {
  if (calls !== null) return (path) => openLocked(path, calls);
  return process.platform === 'win32' ? openUnshared : openNew;
}

/** `UV_FS_O_EXLOCK` and `UV_FS_O_TEMPORARY` of libuv: the file cannot be opened twice, and goes when it is closed. */
const UNSHARED = 0x10000000 | 0x40;

/** The errors of Windows for a file that cannot be opened again, or is about to go. */
const HELD: ReadonlySet<string | undefined> = new Set(['EACCES', 'EBUSY', 'EPERM']);

/** Opens the file, on Windows; null when another run has it open. */
function openUnshared(path: string): number | null {
  try {
    return openSync(path, constants.O_CREAT | constants.O_RDWR | UNSHARED);
  } catch (error) {
    if (HELD.has((error as NodeJS.ErrnoException).code)) return null;
    throw error;
  }
}

/** Opens the file and locks it; null when another run has it locked. */
function openLocked(path: string, { tryLock }: SystemCalls): number | null {
  const file = openSync(path, constants.O_CREAT | constants.O_RDWR, 0o666);
  let locked = false;
  try {
    // A file that was removed in the meantime locks nothing.
    locked = tryLock(file) && statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(file).ino;
  } finally {
    if (!locked) closeSync(file);
  }
  return locked ? file : null;
}

/** Opens the file unless it exists. */
function openNew(path: string): number | null {
  try {
    return openSync(path, 'wx+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  }
}

/** Writes into the locked file whose lock it is. */
function signed(file: number): number {
  ftruncateSync(file);
  writeSync(file, `process ${process.pid} on ${hostname()}`);
  return file;
}

function inUse(path: string, outlivesProcess: boolean): DiagnosticError {
  const help = outlivesProcess ? `when no run is at work, delete ${path}` : 'wait until that run is over, or end it';
  return failure(
    'output-in-use',
    `another run of mi-codegen${signature(path)} is writing into the output folder`,
    help,
  );
}

function signature(path: string): string {
  try {
    return ` (${readFileSync(path, 'utf8')})`;
  } catch {
    // On Windows nobody else can read it.
    return '';
  }
}
