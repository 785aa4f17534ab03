import { constants, lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Content, contentOf, digestOf, hasContent } from './content.js';
import { DiskFiles, type FileAccess, type FoundFile, PIPE_OF_SHELL, reasonOf } from './file-access.js';

/** A file that was read. */
export interface RecordedFile extends Content {
  readonly path: string;
  /** The folder that the file is in when all links are followed, where that is not the folder of its path. */
  readonly folder?: string;
  /** The index of the first path that leads to the same file, where that is another path. */
  readonly same?: number;
}

/** All that was asked of the disk about the files of a schema, with the answers. It is plain JSON. */
export interface FileRecord {
  /** The paths that the user named, in order. */
  readonly named: readonly string[];
  readonly files: readonly RecordedFile[];
  /** Where a file was looked for in vain. */
  readonly unreadable: readonly (readonly [path: string, reason: string])[];
  /** Folders, as they are written and without links. */
  readonly folders: readonly (readonly [path: string, realPath: string])[];
  /** Paths that were looked for in any letter case, with what was found. */
  readonly anyCase: readonly (readonly [path: string, found: string | null])[];
}

/** All paths that answers depend on. */
export function recordedPaths({ named, files, unreadable, anyCase }: FileRecord): readonly string[] {
  return [
    named,
    files.map(({ path }) => path),
    ...[unreadable, anyCase].map((each) => each.map(([path]) => path)),
  ].flat();
}

/** Files on the disk. All that is asked of them is recorded. */
export class FileRecorder implements FileAccess {
  readonly #disk = new DiskFiles();
  readonly #named = new Set<string>();
  readonly #found = new Map<string, FoundFile>();
  readonly #contents = new Map<string, Content>();
  readonly #unreadable = new Map<string, string>();
  readonly #folders = new Map<string, string>();
  readonly #anyCase = new Map<string, string | null>();
  /** False once two answers do not go together: something has changed between them. */
  #isConsistent = true;

  /** All paths that answers depend on so far. */
  get paths(): readonly string[] {
    return [...this.#named, ...this.#found.keys(), ...this.#unreadable.keys(), ...this.#anyCase.keys()];
  }

  /** What was recorded; null where a later run may get other answers though nothing has changed. */
  get record(): FileRecord | null {
    const files = this.#files();
    if (!this.#isConsistent || files === null) return null;
    return {
      named: [...this.#named],
      files,
      unreadable: [...this.#unreadable],
      folders: [...this.#folders],
      anyCase: [...this.#anyCase],
    };
  }

  find(path: string, named: boolean): FoundFile {
    if (named) this.#named.add(path);
    // What comes through a pipe is gone when it was read.
    if (PIPE_OF_SHELL.test(path)) this.#isConsistent = false;
    const found = this.#reasoned(path, () => this.#disk.find(path, named));
    const before = this.#found.get(path);
    if (before !== undefined && before.identity !== found.identity) this.#isConsistent = false;
    this.#found.set(path, found);
    return { ...found, read: () => this.#read(path, found) };
  }

  folder(path: string): string {
    const folder = this.#disk.folder(path);
    this.#folders.set(path, folder);
    return folder;
  }

  inAnyCase(path: string): string | null {
    const found = this.#disk.inAnyCase(path);
    this.#anyCase.set(path, found);
    return found;
  }

  #read(path: string, { identity, read }: FoundFile): Uint8Array {
    const bytes = this.#reasoned(path, read);
    const content = contentOf(bytes);
    const before = this.#contents.get(identity);
    if (before !== undefined && before.digest !== content.digest) this.#isConsistent = false;
    this.#contents.set(identity, content);
    return bytes;
  }

  #reasoned<T>(path: string, ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      this.#unreadable.set(path, reasonOf(error));
      throw error;
    }
  }

  /** Null where there is a file whose content is not known. */
  #files(): readonly RecordedFile[] | null {
    const files: RecordedFile[] = [];
    const firsts = new Map<string, number>();
    for (const [path, { identity, folder }] of this.#found) {
      const content = this.#contents.get(identity);
      const isUnreadable = this.#unreadable.has(path);
      if (isUnreadable && content === undefined) continue;
      if (isUnreadable || content === undefined) return null;
      const first = firsts.get(identity);
      if (first === undefined) firsts.set(identity, files.length);
      files.push({
        path,
        ...content,
        ...(folder === this.folder(dirname(path)) ? {} : { folder }),
        ...(first === undefined ? {} : { same: first }),
      });
    }
    return files;
  }
}

/** Whether the disk gives the same answers as when they were recorded. */
export function isAsRecorded({ files, unreadable, folders, anyCase }: FileRecord): boolean {
  const disk = new DiskFiles();
  return (
    folders.every(([path, realPath]) => disk.folder(path) === realPath) &&
    anyCase.every(([path, found]) => disk.inAnyCase(path) === found) &&
    unreadable.every(([path, reason]) => reasonNow(path, disk) === reason) &&
    files.every((file) => file.same !== undefined || isUnchanged(file, disk)) &&
    haveIdentities(files, disk)
  );
}

/** Why a file cannot be read; null where it can. */
function reasonNow(path: string, disk: DiskFiles): string | null {
  try {
    disk.find(path, true).read();
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Windows cannot open a file on condition that it is no link. */
const NO_LINK: number | undefined = constants.O_NOFOLLOW;
const FLAGS = constants.O_RDONLY | (NO_LINK ?? 0) | (constants.O_NONBLOCK ?? 0);

function isUnchanged(file: RecordedFile, disk: DiskFiles): boolean {
  try {
    // What is no file may seem to be an empty one.
    const isUsual = file.folder === undefined && file.size > 0;
    if (isUsual && opensNoLink(file.path)) return hasContent(file.path, file, FLAGS);
  } catch {
    // It is a link, or what is wrong with it is told when it is looked for.
  }
  try {
    const found = disk.find(file.path, true);
    return found.folder === (file.folder ?? disk.folder(dirname(file.path))) && digestOf(found.read()) === file.digest;
  } catch {
    // It was there, and is no more.
    return false;
  }
}

/** Whether the path is no link, or this is found out at no cost when it is opened. */
function opensNoLink(path: string): boolean {
  return NO_LINK !== undefined || lstatSync(path).isFile();
}

/** Whether those paths, and only those, lead to one file that did so before. Only files with equal contents can. */
function haveIdentities(files: readonly RecordedFile[], disk: DiskFiles): boolean {
  const counts = new Map<string, number>();
  for (const { digest } of files) counts.set(digest, (counts.get(digest) ?? 0) + 1);
  const firsts = new Map<string, number>();
  return files.every(({ path, digest, same }, index) => {
    if (counts.get(digest) === 1) return true;
    try {
      const { identity } = disk.find(path, true);
      const first = firsts.get(identity) ?? index;
      firsts.set(identity, first);
      return first === (same ?? index);
    } catch {
      // It was there, and is no more.
      return false;
    }
  });
}
