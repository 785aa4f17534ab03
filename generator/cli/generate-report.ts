import { isAbsolute, relative, sep } from 'node:path';
import {
  createDiagnostic,
  type Diagnostic,
  DiagnosticError,
  plural,
  visibleJson,
  visibleLine,
} from '../diagnostics/index.js';
import type { FileChange } from '../emit/compare.js';
import type { GenerateResult } from '../generate-result.js';
import type { GenerateSettings } from '../options/resolve-options.js';

/** The last line of a run: what was generated, where, what changed, and how long it took. */
export function formatSummary(result: GenerateResult, out: string, mode: string, seconds: number): string {
  const counts = new Map<FileChange, number>();
  for (const { change } of result.files) counts.set(change, (counts.get(change) ?? 0) + 1);
  const changes = [...counts].map(([change, count]) => `${count} ${change}`).join(', ');
  const verb = mode === 'write' ? 'Generated' : 'Compared';
  const what = `${plural(result.classes, 'class', 'classes')} with ${plural(result.methods, 'method', 'methods')}`;
  return visibleLine(`${verb} ${what} in ${out}${changes && `: ${changes}`} (${seconds.toFixed(2)} s)`);
}

/**
 * The result as `--json` prints it, without the texts: `ok`, `source` (`files`, `live` or `bundled`), `namespaces`,
 * `filesRead`, `classes`, `methods`, `files` (`path` and `change` of each), `diagnostics` (`severity`, `code`,
 * `message`, and where known `help` and `place`), `notes`.
 *
 * @param ok false when `--check` found a difference
 */
export function toJson(result: GenerateResult, ok: boolean): string {
  return visibleJson(resultValues(result, ok));
}

/** What {@link toJson} prints, as an object. */
export function resultValues(result: GenerateResult, ok: boolean): object {
  const files = result.files.map(({ path, change }) => ({ path, change }));
  return { ok, ...result, files };
}

/** A failed run as `--json` prints it: `ok` (false) and `diagnostics`. */
export function failureToJson(diagnostics: readonly Diagnostic[]): string {
  return visibleJson({ ok: false, diagnostics });
}

/**
 * The diagnostics of a failed run. An error of the file system becomes a diagnostic.
 *
 * @param settings of the run that failed, if there was one
 * @throws the error itself when it is any other error: a bug
 */
export function diagnosticsOf(
  error: unknown,
  settings?: Pick<GenerateSettings, 'out' | 'spelling'>,
): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || typeof syscall !== 'string') throw error;
  const isFolder = syscall === 'mkdir';
  const reason = isFolder && code === 'ENOENT' ? 'its file system takes no folder there' : (REASONS[code] ?? code);
  const message = `cannot ${isFolder ? 'create the folder' : syscall} ${path ?? 'a file'}: ${reason}`;
  const help =
    settings !== undefined && path !== undefined && code !== 'EXDEV' ? outputHelp(path, settings) : undefined;
  return [createDiagnostic('error', 'file-system', message, help)];
}

/** A way out where a path cannot be written that belongs to the output. */
function outputHelp(path: string, { out, spelling }: Pick<GenerateSettings, 'out' | 'spelling'>): string | undefined {
  if (!isWithin(path, out) && !isWithin(out, path)) return undefined;
  return `choose another output folder with ${spelling.name('out')}`;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EBUSY: 'another program uses it',
  EDQUOT: 'no more space on the disk is allowed to this user',
  EEXIST: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long for the file system',
  ENOENT: 'it does not exist',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of the path is a file',
  EXDEV: 'a folder in the output folder is on another disk: name that one with --out',
  EROFS: 'the disk is read-only',
};

const CLEAR_LINE = '\r\x1b[K';

/** Progress on one line of a terminal. It is shown only when a run takes longer than a second. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #start: number = Date.now();
  #lastShown = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** @param total 0 where it is unknown */
  update(phase: string, done: number, total: number): void {
    const now = Date.now();
    if (!this.#stream.isTTY || now - this.#start < 1000 || now - this.#lastShown < 100) return;
    this.#lastShown = now;
    this.#stream.write(`${CLEAR_LINE}${phase}${total > 0 ? ` ${done}/${total}` : done > 0 ? ` ${done}` : ''} …`);
  }

  /** Takes the line away. Another run may begin. */
  clear(): void {
    if (this.#lastShown > 0) this.#stream.write(CLEAR_LINE);
    this.#lastShown = 0;
    this.#start = Date.now();
  }
}
