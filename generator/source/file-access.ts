import {
  closeSync,
  constants,
  existsSync,
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
  /** The bytes of the file, until the next one is read. Throws when the file cannot be read. */
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
  readonly #reader = new RegularFileReader();
  readonly #folders = new Map<string, string>();
  readonly #anyCase = new AnyCasePaths();

  find(path: string, named: boolean): FoundFile {
    const entry = lstatSync(path);
    const isLink = entry.isSymbolicLink();
    const kind = isLink ? statSync(path) : entry;
    if (named && kind.isFIFO() && PIPE_OF_SHELL.test(path)) {
      return { identity: path, folder: this.folder(dirname(path)), read: () => readFileSync(path) };
    }
    if (!kind.isFile()) throw new UnreadableFile(`it is ${nameOfKind(kind)}`);
    const realPath = isLink ? realpathSync.native(path) : path;
    return {
      identity: identityOf(kind, realPath),
      folder: this.folder(dirname(realPath)),
      read: () => this.#reader.read(path, kind.size),
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

/** The number of a file on its device, unless it is one of a file system that does not number its files. */
function identityOf({ dev, ino }: Stats, path: string): string {
  if (Number.isSafeInteger(ino) && Number.isSafeInteger(dev) && ino !== 0) return `${dev}:${ino}`;
  const exact = statSync(path, { bigint: true });
  return exact.ino === 0n ? resolve(path) : `${exact.dev}:${exact.ino}`;
}

/** How much is read at once of a file whose size is not known, in bytes. Most files of a schema are smaller. */
const CHUNK = 65_536;

/** Reads files, small ones into the same buffer: buffers are slow to make. */
class RegularFileReader {
  readonly #buffer: Buffer = Buffer.allocUnsafeSlow(CHUNK);

  /** @param size in bytes, as far as it is known: the files of `/proc` have none. What is read is counted. */
  read(path: string, size: number): Uint8Array {
    if (size > LARGEST_FILE) throw tooLarge();
    // Without O_NONBLOCK, which Windows does not have, a pipe in the place of the file would never be opened.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const buffer = size < CHUNK ? this.#buffer : Buffer.allocUnsafeSlow(size + 1);
      const count = readSync(file, buffer);
      const bytes = buffer.subarray(0, count);
      // As many bytes as the file has, and room for one more: that was the end.
      return count === size || count === 0 ? bytes : Buffer.concat([bytes, ...restOf(file, count)]);
    } finally {
      closeSync(file);
    }
  }
}

function restOf(file: number, before: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let total = before; ; ) {
    const chunk = Buffer.allocUnsafeSlow(CHUNK);
    const count = readSync(file, chunk);
    if (count === 0) return chunks;
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
