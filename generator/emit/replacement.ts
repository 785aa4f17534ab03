import { existsSync, lstatSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { refuseBrokenLink } from './create-folder.js';
import { move } from './move.js';
import { type Changes, isOneStep, type Places, replaceFiles } from './replace-files.js';
import type { Respelling } from './respelling.js';
import type { StagingFolder } from './staging-folder.js';
import { buildStandIn, keepStrangers } from './stand-in.js';
import type { SystemCalls } from './system-calls.js';

/** The changes below one folder of the output. */
interface Part {
  /** The folder that holds all of them, relative to the output folder; it need not exist. */
  readonly folder: string;
  readonly changes: Changes;
}

/** A folder whose stand-in is built. */
interface StandIn {
  readonly kind: 'stand-in';
  readonly part: Part;
  readonly standIn: string;
  readonly exchange: SystemCalls['exchange'];
}

/** How a part is put into place. */
type Ready =
  | { readonly kind: 'new'; readonly folder: string }
  | StandIn
  | { readonly kind: 'files'; readonly part: Part };

/**
 * Puts the new files of a run into place. Whoever looks at a namespace meanwhile, or after the process was killed at
 * any moment, finds the old output or the new one: a folder that does not exist yet is moved into place as a whole, and
 * one that does is exchanged in one step for a stand-in that holds the new files, and takes its place again when it
 * holds them, too. So it stays the same folder for those that watch it. All namespaces whose first name is the same
 * change at once; others, a moment after.
 *
 * Where the file system cannot exchange folders (on Windows, and where there are no hard links), files are replaced one
 * after the other, and the next run completes that.
 */
export class Replacement {
  readonly #out: string;
  readonly #staging: StagingFolder;
  readonly #calls: SystemCalls | null;
  readonly #undo: (() => void)[] = [];

  constructor(out: string, staging: StagingFolder, calls: SystemCalls | null) {
    this.#out = out;
    this.#staging = staging;
    this.#calls = calls;
  }

  /**
   * Makes the changes.
   *
   * @throws Error of the file system; then the old output has been put back
   */
  make(changes: Changes): void {
    const ready = partsOf(changes).map((part, index) => this.#prepare(part, index));
    if (ready.length > 1) this.#staging.begin(changes);
    try {
      for (const part of ready) this.#apply(part, changes);
    } catch (error) {
      for (const step of this.#undo.reverse()) step();
      this.#staging.end();
      throw error;
    }
    this.#staging.end();
  }

  #prepare(part: Part, index: number): Ready {
    const missing = topmostMissing(this.#out, part.folder);
    if (missing !== null) return { kind: 'new', folder: missing };
    if (isOneStep(part.changes) || this.#calls === null || !isPlainPath(this.#out, part.folder)) {
      return { kind: 'files', part };
    }
    const { written, deleted, respelled } = part.changes;
    const within = (path: string) => posix.relative(part.folder, path);
    const left = [...written, ...deleted, ...respelled.map(({ from }) => from)].map(within);
    const added = written.map((path) => [within(path), this.#staging.new(path)] as const);
    const standIn = this.#staging.standIn(index);
    const isBuilt = buildStandIn(join(this.#out, part.folder), standIn, new Set(left), new Map(added));
    return isBuilt ? { kind: 'stand-in', part, standIn, exchange: this.#calls.exchange } : { kind: 'files', part };
  }

  #apply(ready: Ready, all: Changes): void {
    switch (ready.kind) {
      case 'new': {
        const [staged, target] = [this.#staging.new(ready.folder), join(this.#out, ready.folder)];
        move(staged, target);
        this.#undo.push(() => move(target, staged));
        return;
      }
      case 'stand-in':
        if (!this.#exchange(ready)) this.#replaceInPlace(ready.part, all);
        return;
      case 'files':
        this.#replaceInPlace(ready.part, all);
    }
  }

  #replaceInPlace({ changes }: Part, all: Changes): void {
    if (!isOneStep(all)) this.#staging.begin(all);
    replaceFiles(
      changes,
      this.#places((path) => join(this.#out, path)),
      this.#undo,
    );
  }

  /** Changes the folder while its stand-in is in its place; false where folders cannot be exchanged. */
  #exchange({ part, standIn, exchange }: StandIn): boolean {
    const folder = join(this.#out, part.folder);
    const swap = () => exchange(resolve(folder), resolve(standIn));
    if (!swap()) return false;
    let place = standIn;
    this.#undo.push(() => {
      if (place === standIn) swap();
    });
    replaceFiles(
      part.changes,
      this.#places((path) => join(place, posix.relative(part.folder, path))),
      this.#undo,
    );
    if (swap()) place = folder;
    keepStrangers(standIn, folder);
    return true;
  }

  #places(target: Places['target']): Places {
    return { target, staged: (path) => this.#staging.new(path), old: (path) => this.#staging.old(path) };
  }
}

/** The changes, apart for each of the topmost folders. */
function partsOf({ written, deleted, respelled }: Changes): Part[] {
  const parts = new Map<string, { written: string[]; deleted: string[]; respelled: Respelling[] }>();
  const partOf = (path: string) => {
    const top = path.slice(0, path.indexOf('/'));
    const part = parts.get(top) ?? { written: [], deleted: [], respelled: [] };
    parts.set(top, part);
    return part;
  };
  for (const path of written) partOf(path).written.push(path);
  for (const path of deleted) partOf(path).deleted.push(path);
  for (const each of respelled) partOf(each.to).respelled.push(each);
  return Array.from(parts.values(), (changes) => ({
    folder: commonFolder([...changes.written, ...changes.deleted]),
    changes,
  }));
}

function commonFolder(paths: readonly string[]): string {
  const [first = '', ...others] = new Set(paths.map((path) => posix.dirname(path)));
  return others.reduce((common, folder) => {
    let shared = common;
    while (!`${folder}/`.startsWith(`${shared}/`)) shared = posix.dirname(shared);
    return shared;
  }, first);
}

/** The folders of a path, the topmost first: `a`, `a/b`. */
function* foldersOf(path: string): Generator<string> {
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) yield path.slice(0, end);
  yield path;
}

function topmostMissing(out: string, path: string): string | null {
  for (const folder of foldersOf(path)) {
    refuseBrokenLink(join(out, folder));
    if (!existsSync(join(out, folder))) return folder;
  }
  return null;
}

/** True for a path without symbolic links: what is exchanged must be the folder itself. */
function isPlainPath(out: string, path: string): boolean {
  for (const folder of foldersOf(path)) if (!lstatSync(join(out, folder)).isDirectory()) return false;
  return true;
}
