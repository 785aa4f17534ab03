import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isThrown, thrownText } from '../../runtime/values/shown.js';
import { AnyCasePaths } from './any-case-paths.js';
import { LARGEST_FILE } from './decode.js';

/** Reads a file, or throws. */
export type ReadFile = (path: string) => Uint8Array;

/** A file that was found, before anything of it is read. */
export interface FoundFile {
  /** Equal for two paths that lead to one file, whatever they are written like. */
  readonly identity: string;
  /** The absolute path of the folder that the file is in, when all links are followed. */
  readonly folder: string;
  /** Throws when the file cannot be read. */
  read(): Uint8Array;
}

/** Where the files of a schema are. */
export interface FileAccess {
  /**
   * Throws when there is no such file, or it is not to be read.
   *
   * @param named whether the user named the file, and no other file includes it
   */
  find(path: string, named: boolean): FoundFile;
  /** The absolute path of a folder, without links; as it is written where there is no such folder. */
  folder(path: string): string;
  /** The path that differs from the given one at most by letter case and may exist; null when there is none. */
  inAnyCase(path: string): string | null;
}

/** How files are found and read, where a source is asked for a schema. */
export interface FileOptions {
  /** Default: files on the disk. */
  readonly access?: FileAccess | undefined;
}

/** Files that the caller reads: each path is a file of its own. */
export class CallerFiles implements FileAccess {
  readonly #readFile: ReadFile;
  readonly #anyCase = new AnyCasePaths();

  constructor(readFile: ReadFile) {
    this.#readFile = readFile;
  }

  find(path: string): FoundFile {
    const identity = resolve(path);
    return { identity, folder: dirname(identity), read: () => this.#readFile(path) };
  }

  folder(path: string): string {
    return resolve(path);
  }

  inAnyCase(path: string): string | null {
    return this.#anyCase.find(path);
  }
}

/** Why a file is not read. The message is a part of a sentence: `it is a folder`. */
class UnreadableFile extends Error {}

/**
 * Files on the disk. Only those that hold data are read, and no more of them than a schema can have: an include may
 * name anything, also a device that never ends, or a pipe into which nobody writes.
 */
export class DiskFiles implements FileAccess {
  readonly #folders = new Map<string, string>();
  readonly #anyCase = new AnyCasePaths();

  find(path: string, named: boolean): FoundFile {
    const entry = lstatSync(path, { bigint: true });
    const isLink = entry.isSymbolicLink();
    const kind = isLink ? statSync(path, { bigint: true }) : entry;
    if (named && kind.isFIFO() && PIPE_OF_SHELL.test(path)) {
      return { identity: path, folder: this.folder(dirname(path)), read: () => readFileSync(path) };
    }
    if (!kind.isFile()) throw new UnreadableFile(`it is ${nameOfKind(kind)}`);
    const realPath = isLink ? realpathSync.native(path) : path;
    return {
      // A file system that does not number its files gives 0 for all of them.
      identity: kind.ino === 0n ? resolve(realPath) : `${kind.dev}:${kind.ino}`,
      folder: this.folder(dirname(realPath)),
      read: () => readRegularFile(path),
    };
  }

  folder(path: string): string {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const folder = existsSync(path) ? realpathSync.native(path) : resolve(path);
    this.#folders.set(path, folder);
    return folder;
  }

  inAnyCase(path: string): string | null {
    return this.#anyCase.find(path);
  }
}

/** Pipes that a shell makes for `|` and `<(…)`. Who named them waits for what is written into them. */
export const PIPE_OF_SHELL: RegExp = /^\/dev\/(?:stdin|fd\/\d+)$/;

function nameOfKind(kind: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket'>): string {
  if (kind.isDirectory()) return 'a folder';
  if (kind.isFIFO()) return 'a pipe';
  return kind.isSocket() ? 'a socket' : 'a device';
}

/** The files of `/proc` have no size: how much is read is counted while it is read. */
function readRegularFile(path: string): Uint8Array {
  // Without O_NONBLOCK, which Windows does not have, a pipe in the place of the file would never be opened.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const kind = fstatSync(file);
    if (!kind.isFile()) throw new UnreadableFile(`it is ${nameOfKind(kind)}`);
    if (kind.size > LARGEST_FILE) throw tooLarge();
    return readAll(file, kind.size);
  } finally {
    closeSync(file);
  }
}

/** How much is read at once of a file that has no size, in bytes. */
const CHUNK = 65_536;

function readAll(file: number, size: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    // One byte more than the size: then a second read, which finds the end, is seldom needed.
    const chunk = Buffer.allocUnsafe(total < size ? size - total + 1 : CHUNK);
    const count = readSync(file, chunk);
    if (count === 0) return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
    total += count;
    if (total > LARGEST_FILE) throw tooLarge();
    chunks.push(chunk.subarray(0, count));
  }
}

function tooLarge(): UnreadableFile {
  return new UnreadableFile(`it has more than ${LARGEST_FILE} bytes, the most that are read`);
}

/** Why a file could not be found or read, as a part of a sentence. */
export function reasonOf(error: unknown): string {
  const code = isThrown(error, Error) && 'code' in error ? error.code : undefined;
  return REASONS.get(code) ?? thrownText(error);
}

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['ENAMETOOLONG', 'its path is too long for the file system'],
  ['ELOOP', 'its links lead in a circle'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EAGAIN', 'it holds nothing that can be read now'],
  ['ERR_INVALID_ARG_VALUE', 'its path holds a character that no path can have'],
]);
