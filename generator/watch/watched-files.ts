import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { GenerateSettings } from '../options/resolve-options.js';
import { realPath } from '../real-path.js';
import { OutputModules } from '../used-by/output-modules.js';
import { type FilePattern, filePattern } from './file-pattern.js';

/** Folders that a glob passes over. */
const NO_SOURCES: readonly string[] = ['node_modules', '.git'];

/** The files whose changes matter to runs: those that were read or looked for, and those that patterns name. */
export class WatchedFiles {
  readonly #files: ReadonlySet<string>;
  readonly #patterns: readonly FilePattern[];
  readonly #outputs: readonly OutputModules[];
  /** The folders of all files and patterns, and those above them. */
  readonly #ways = new Set<string>();

  constructor(files: Iterable<string>, targets: readonly GenerateSettings[]) {
    this.#patterns = [...new Set(targets.flatMap(patternsOf))].map(filePattern);
    const isNamed = (path: string) => this.#patterns.some((pattern) => pattern.matches(path));
    // What a link leads to changes elsewhere.
    const paths = Array.from(files, (file) => resolve(file)).flatMap((path) => [path, realPath(path)]);
    this.#files = new Set(paths.filter((path) => !isNamed(path)));
    this.#outputs = targets.map((target) => new OutputModules(target));
    for (const folder of this.#folders) {
      for (let way = folder; !this.#ways.has(way); way = dirname(way)) this.#ways.add(way);
    }
  }

  get #folders(): readonly string[] {
    return [...Array.from(this.#files, dirname), ...this.#patterns.map(({ folder }) => folder)];
  }

  /** The folders to begin at: they exist, and the folders of all files are, or will be, somewhere below them. */
  get roots(): readonly string[] {
    return [...new Set(this.#folders.map((folder) => existing(dirname(folder))))];
  }

  /** Equal for the same files. */
  get key(): string {
    return JSON.stringify([[...this.#files].sort(), this.#patterns.map(({ text }) => text)]);
  }

  /** Whether a file is one of them. */
  has(path: string): boolean {
    if (this.#files.has(path)) return true;
    return this.#patterns.some((pattern) => pattern.matches(path)) && !this.#isOutput(path);
  }

  /** Whether some of them may be in a folder. */
  mayBeIn(folder: string): boolean {
    if (this.#ways.has(folder)) return true;
    if (NO_SOURCES.some((name) => folder.endsWith(sep + name)) || this.#isOutput(join(folder, 'index.ts')))
      return false;
    return this.#patterns.some((pattern) => pattern.isDeep && folder.startsWith(pattern.folder + sep));
  }

  /** What runs write must not cause another run. */
  #isOutput(path: string): boolean {
    return this.#outputs.some((output) => output.isInNamespace(path));
  }
}

/** The paths and globs of the files that a run reads. */
export function patternsOf({ source, amend, usedBy }: GenerateSettings): readonly string[] {
  const ofSource = source.kind === 'files' ? [...(source.mof ?? []), ...(source.cimXml ?? [])] : [];
  return [...ofSource, ...amend, ...usedBy];
}

/** The folder itself, or the nearest one above it that exists. */
function existing(folder: string): string {
  const parent = dirname(folder);
  return existsSync(folder) || parent === folder ? folder : existing(parent);
}
