import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join, sep } from 'node:path';
import { isThrown } from '../../runtime/values/shown.js';
import { type DiagnosticError, failure } from '../diagnostics/index.js';
import { realPath } from '../real-path.js';
import type { WatchedFiles } from './watched-files.js';

/** So many milliseconds without a change end a burst of changes: an editor or `git checkout` makes many at once. */
const QUIET = 100;

interface WatchedFolder {
  readonly watcher: FSWatcher;
  /** What tells the folder from another one in its place. */
  readonly identity: string;
}

/**
 * Watches files, and tells of changes burst by burst. It watches their folders, all by itself and anew before each run:
 * what a system tells of a folder that is replaced differs, but that something has changed there is told by all.
 */
export class FileWatcher {
  #files: WatchedFiles | null = null;
  readonly #folders = new Map<string, WatchedFolder>();
  /** Ends the burst that goes on. */
  #timer: NodeJS.Timeout | undefined;
  /** Whether there was a burst since the last call of {@link changed}. */
  #isOver = false;
  #isStopped = false;
  #wake = (): void => {};

  /**
   * Watches other files than before, or the same in folders that may be others by now. What changes from now on counts.
   *
   * @returns whether there are other files or folders than before: what has happened to them meanwhile is not told
   * @throws DiagnosticError where the system watches no more folders
   */
  watch(files: WatchedFiles): boolean {
    let hasOthers = this.#files?.key !== files.key;
    this.#files = files;
    const folders = foldersOf(files);
    for (const [folder, { watcher, identity }] of this.#folders) {
      if (folders.get(folder) === identity) continue;
      hasOthers = true;
      watcher.close();
      this.#folders.delete(folder);
    }
    const added = Array.from(folders).filter(([folder]) => !this.#folders.has(folder));
    for (const [folder, identity] of added) this.#add(folder, identity);
    return hasOthers || added.length > 0;
  }

  #add(folder: string, identity: string): void {
    try {
      const watcher = watch(folder, (_event, name) => this.#check(folder, name));
      // On Windows, so it ends where the folder is removed. Then it is looked for anew.
      watcher.on('error', () => this.#noteChange());
      this.#folders.set(folder, { watcher, identity });
    } catch (error) {
      if (!isThrown(error, Error) || !('code' in error)) throw error;
      if (error.code === 'ENOSPC' || error.code === 'EMFILE') throw notWatched(error);
      // It has gone by now, which the folder above tells.
    }
  }

  /**
   * Waits until files have changed since the last call, and all is quiet.
   *
   * @returns false when the watcher was stopped
   */
  async changed(): Promise<boolean> {
    if (!this.#isOver && !this.#isStopped) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#isOver = false;
    return !this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
    for (const { watcher } of this.#folders.values()) watcher.close();
    this.#folders.clear();
    clearTimeout(this.#timer);
    this.#wake();
  }

  /** @param name of what has changed in the folder; null where the system does not say */
  #check(folder: string, name: string | null): void {
    const path = name === null ? folder : join(folder, name);
    const isOfFiles = this.#files?.has(path) === true || this.#folders.has(path);
    if (isOfFiles || (this.#files?.mayBeIn(path) === true && identityOf(path) !== null)) this.#noteChange();
  }

  #noteChange(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#wake();
    }, QUIET);
  }
}

/** The folders that may hold files, each with what tells it from another one in its place. */
function foldersOf(files: WatchedFiles): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const pending = [...files.roots];
  for (const folder of pending) {
    if (found.has(folder)) continue;
    const identity = identityOf(folder);
    if (identity === null) continue;
    found.set(folder, identity);
    // In the order of the list: it grows while it is walked through.
    pending.push(...subfolders(folder).filter((path) => files.mayBeIn(path)));
  }
  return found;
}

/** The folders in a folder, also by links that do not lead back to it. */
function subfolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      const isWay = entry.isDirectory() || (entry.isSymbolicLink() && !isAbove(path, folder));
      return isWay ? [path] : [];
    });
  } catch {
    // It has gone, or is not to be read: then a run says so.
    return [];
  }
}

function isAbove(link: string, folder: string): boolean {
  return `${realPath(folder)}${sep}`.startsWith(`${realPath(link)}${sep}`);
}

/** What tells a folder from another one in its place, which may have got its number; null where there is none. */
function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return null;
  const { dev, ino, birthtimeNs, ctimeNs } = found;
  // Some file systems do not know when a folder was made.
  return `${dev}:${ino}:${birthtimeNs === 0n ? ctimeNs : birthtimeNs}`;
}

function notWatched({ message }: Error): DiagnosticError {
  const help = 'let the system watch more (Linux: fs.inotify.max_user_watches), or name fewer files';
  return failure('not-watched', `files cannot be watched: ${message}`, help);
}
