import { once } from 'node:events';
import { type FSWatcher, watch } from 'chokidar';
import { type DiagnosticError, failure } from '../diagnostics/index.js';
import type { WatchedFiles } from './watched-files.js';

/**
 * So many milliseconds without a change end a burst of changes: an editor or `git checkout` makes many at once. What
 * chokidar leaves out, since it has told of the same file 50 ms before, belongs to the burst as well.
 */
const QUIET = 100;

/** Watches files, and tells of changes burst by burst. */
export class FileWatcher {
  #watcher: FSWatcher | null = null;
  #key: string | null = null;
  /** Ends the burst that goes on. */
  #timer: NodeJS.Timeout | undefined;
  /** Whether there was a burst since the last call of {@link changed}. */
  #isOver = false;
  #problem: Error | null = null;
  #wake = (): void => {};

  /**
   * Watches other files than before. Changes count from the moment on at which this is done.
   *
   * @returns false where they are the same as before
   */
  async watch(files: WatchedFiles): Promise<boolean> {
    const { key } = files;
    if (key === this.#key) return false;
    const before = this.#watcher;
    const watcher = watch([...files.roots], {
      ignoreInitial: true,
      ignorePermissionErrors: true,
      ignored: (path, stats) => !files.has(path) && (stats?.isFile() === true || !files.mayBeIn(path)),
    });
    watcher.on('all', (_event, path) => {
      if (files.has(path)) this.#noteChange();
    });
    const ready = once(watcher, 'ready');
    watcher.on('error', (error) => this.#noteProblem(error));
    await ready.catch(() => {});
    this.#watcher = watcher;
    this.#key = key;
    await before?.close();
    return true;
  }

  /**
   * Waits until files have changed since the last call, and all is quiet.
   *
   * @throws DiagnosticError where the system watches no more files
   */
  async changed(): Promise<void> {
    if (!this.#isOver && this.#problem === null) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#isOver = false;
    if (this.#problem !== null) throw notWatched(this.#problem);
  }

  #noteChange(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#wake();
    }, QUIET);
  }

  #noteProblem(error: unknown): void {
    this.#problem = error instanceof Error ? error : new Error(String(error));
    this.#wake();
  }
}

function notWatched(problem: NodeJS.ErrnoException): DiagnosticError {
  const isFull = problem.code === 'ENOSPC' || problem.code === 'EMFILE';
  const help = isFull
    ? 'let the system watch more files (Linux: fs.inotify.max_user_watches), or name fewer'
    : undefined;
  return failure('not-watched', `files cannot be watched any more: ${problem.message}`, help);
}
