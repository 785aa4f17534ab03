import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type DiagnosticError, failure } from '../diagnostics/index.js';
import type { SystemCalls } from './system-calls.js';

/** The pause between two attempts, in milliseconds, and how many of them are made: about a minute. */
const PAUSE = 50;
const ATTEMPTS = 1200;

/** How often in a row the file may vanish, or its folder. Then no other run removes it: it cannot be created. */
const LOSSES = 20;

export interface LockOptions {
  /** Called once, when another run has the lock. */
  readonly onWait?: (() => void) | undefined;
  readonly attempts?: number | undefined;
}

/**
 * The lock on an output folder: one run has it at a time. It is a lock of the operating system on a file, which ends
 * with the process, however that ends: nobody has to tell a run that was killed from a slow one. Where there are no
 * such locks, the existence of the file counts.
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
   * @throws an error of the file system when the file cannot be created
   */
  static async take(
    path: string,
    prepare: () => void,
    calls: SystemCalls | null,
    { onWait, attempts = ATTEMPTS }: LockOptions = {},
  ): Promise<FolderLock> {
    let losses = 0;
    for (let attempt = 1; ; attempt++) {
      const { file, outlivesProcess, loss } = tryOpen(path, prepare, calls);
      if (file !== null) return new FolderLock(path, signed(file));
      losses = loss === null ? 0 : losses + 1;
      if (losses >= LOSSES) throw loss;
      if (attempt === 1) onWait?.();
      if (attempt >= attempts) throw inUse(path, outlivesProcess);
      await setTimeout(PAUSE);
    }
  }

  release(): void {
    // The file goes first: once it is unlocked, it may be the next run's. Windows removes it when it is closed.
    if (process.platform !== 'win32') rmSync(this.#path, { force: true });
    closeSync(this.#file);
  }
}

/** An attempt to lock a file. */
interface Attempt {
  /** The open file; null when another run has the lock. */
  readonly file: number | null;
  /** Whether the lock stays when its process is killed. */
  readonly outlivesProcess: boolean;
  /** Why the file could not be created though nobody has it: as a rule, the other run has just removed its folder. */
  readonly loss: Error | null;
}

function tryOpen(path: string, prepare: () => void, calls: SystemCalls | null): Attempt {
  prepare();
  try {
    if (process.platform === 'win32') return { file: openUnshared(path), outlivesProcess: false, loss: null };
    return calls === null ? { file: openNew(path), outlivesProcess: true, loss: null } : openLocked(path, calls);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error) || !GONE.has(error.code)) throw error;
    return { file: null, outlivesProcess: false, loss: error };
  }
}

/** `UV_FS_O_EXLOCK` and `UV_FS_O_TEMPORARY` of libuv: the file cannot be opened twice, and goes when it is closed. */
const UNSHARED = 0x10000000 | 0x40;

/** The errors of Windows for a file that cannot be opened again, or is about to go. */
const HELD: ReadonlySet<unknown> = new Set(['EACCES', 'EBUSY', 'EPERM']);

/** The errors for a file that was removed, or whose folder was. */
const GONE: ReadonlySet<unknown> = new Set(['ENOENT', ...(process.platform === 'win32' ? HELD : [])]);

/** Opens the file, on Windows; null when another run has it open. */
function openUnshared(path: string): number | null {
  try {
    return openSync(path, constants.O_CREAT | constants.O_RDWR | UNSHARED);
  } catch (error) {
    const isHeld =
      HELD.has((error as NodeJS.ErrnoException).code) && readdirSync(dirname(path)).includes(basename(path));
    if (isHeld) return null;
    throw error;
  }
}

/** Opens the file and locks it. */
function openLocked(path: string, { tryLock }: SystemCalls): Attempt {
  const created = openNew(path);
  const file = created ?? openSync(path, constants.O_RDWR);
  let locked = false;
  try {
    const answer = tryLock(file);
    // Where the file system has no locks, whoever has created the file has it. Where it has: a file that was removed
    // in the meantime locks nothing.
    locked = answer === null ? created !== null : answer && isAt(path, file);
    return { file: locked ? file : null, outlivesProcess: answer === null, loss: null };
  } finally {
    if (!locked) closeSync(file);
  }
}

function isAt(path: string, file: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(file).ino;
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
