import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { failure, type Place } from '../diagnostics/index.js';
import { HEADER } from '../emit/compare.js';
import { reasonOf } from '../source/file-access.js';
import { SourceText, type Span } from '../source/source-text.js';
import type { Compiler } from './import-uses.js';
import { type ModuleLinks, moduleLinks } from './module-links.js';
import { holdsScript, scriptText } from './script-text.js';

/** A module of the user. */
export interface SourceModule extends ModuleLinks {
  /** Absolute and without links. */
  readonly path: string;
  readonly text: string;
  placeOf(span: Span): Place;
}

/** Modules of the user. What has not changed between two runs is parsed once. */
export class SourceModules {
  #before: ReadonlyMap<string, SourceModule | null> = new Map();
  #now = new Map<string, SourceModule | null>();

  /** The files that were read since the last call of {@link restart}. */
  get files(): readonly string[] {
    return Array.from(this.#now.keys());
  }

  /** Lets all files be read again. */
  restart(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }

  /**
   * @returns null for a file that holds no script, and for one that was generated
   * @throws DiagnosticError for a file that cannot be read
   */
  read(path: string, compiler: Compiler): SourceModule | null {
    if (!holdsScript(path)) return null;
    let module = this.#now.get(path);
    if (module === undefined) {
      const text = textOf(path);
      const before = this.#before.get(path);
      const isGenerated = text.startsWith(HEADER);
      module = isGenerated ? null : before?.text === text ? before : parse(path, text, compiler);
      this.#now.set(path, module);
    }
    return module;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw failure('file-not-read', `${relative('', path)} cannot be read: ${reasonOf(error)}`);
  }
}

function parse(path: string, text: string, compiler: Compiler): SourceModule {
  const script = scriptText(path, text);
  const source = compiler.createSourceFile(script.file, script.text, compiler.ScriptTarget.Latest, true);
  const { taken, passedOn, stars, own, computed } = moduleLinks(source, compiler);
  const lines = new SourceText(relative('', path), text);
  return { path, text, taken, passedOn, stars, own, computed, placeOf: (span) => lines.place(span) };
}
