import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { isThrown } from '../../runtime/values/shown.js';
import { failure, type Place } from '../diagnostics/index.js';
import { HEADER } from '../emit/compare.js';
import { decodeFile } from '../source/decode.js';
import { reasonOf } from '../source/file-access.js';
import { SourceText, type Span } from '../source/source-text.js';
import type { Compiler } from './import-uses.js';
import { type ModuleLinks, moduleLinks } from './module-links.js';
import { holdsScript, scriptText } from './script-text.js';

/** `export * from`, `export { … }`, `export default`, `module.exports`. */
const PASSES_ON = /\bexport\s*(?:default\b|(?:type\s*)?[*{/])|\bmodule\.exports\b/;
/** The name of a module that may be imported, also in a comment. */
const SPECIFIER = /\b(?:from|import|require)(?:\s*\()?\s*(["'`])((?:(?!\1)[^\n])+)\1/g;
/** A module whose name is made at run time, or stands behind a comment. */
const COMPUTED = /\b(?:import|require)\s*\(\s*[^'"\s)]|\b(?:from|import)\s*\/[*/]/;

/** A module of the user. To parse it takes a while, and most need not be: they import nothing of interest. */
export class SourceModule {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** The modules that may be imported: more than there are, but not fewer. */
  readonly specifiers: readonly string[];
  readonly #compiler: Compiler;
  readonly #script: ReturnType<typeof scriptText>;
  #links: ModuleLinks | undefined;
  #lines: SourceText | undefined;

  constructor(path: string, text: string, compiler: Compiler) {
    this.path = path;
    this.text = text;
    this.#compiler = compiler;
    this.#script = scriptText(path, text);
    this.specifiers = Array.from(this.#script.text.matchAll(SPECIFIER), ([, , specifier = '']) => specifier);
  }

  /** Whether the module may pass on what it imports. */
  get mayPassOn(): boolean {
    return PASSES_ON.test(this.#script.text);
  }

  /** Whether {@link specifiers} may not be all. */
  get mayHideImports(): boolean {
    return COMPUTED.test(this.#script.text);
  }

  get links(): ModuleLinks {
    this.#links ??= this.#parse();
    return this.#links;
  }

  #parse(): ModuleLinks {
    const { file, text } = this.#script;
    try {
      const source = this.#compiler.createSourceFile(file, text, this.#compiler.ScriptTarget.Latest, true);
      const { taken, passedOn, stars, own, computed } = moduleLinks(source, this.#compiler);
      // Without the tree that they were found in.
      return { taken, passedOn, stars, own, computed };
    } catch (error) {
      if (!isThrown(error, RangeError)) throw error;
      throw failure('file-not-read', `${relative('', this.path)} cannot be read: it is nested too deeply`);
    }
  }

  placeOf(span: Span): Place {
    this.#lines ??= new SourceText(relative('', this.path), this.text);
    return this.#lines.place(span);
  }
}

/** Modules of the user. What has not changed between two runs is parsed once. */
export class SourceModules {
  #before: ReadonlyMap<string, SourceModule | null> = new Map();
  #now = new Map<string, SourceModule | null>();
  #others = new Set<string>();

  /** The files that decide what is imported, since the last call of {@link restart}. */
  get files(): readonly string[] {
    const read = Array.from(this.#now).flatMap(([path, module]) => (module === null ? [] : [path]));
    return [...read, ...this.#others];
  }

  /** Adds files that decide where modules are found, whether they exist or not. */
  addOthers(files: Iterable<string>): void {
    for (const file of files) this.#others.add(file);
  }

  /** Lets all files be read again. */
  restart(): void {
    this.#before = this.#now;
    this.#now = new Map();
    this.#others = new Set();
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
      module = isGenerated ? null : before?.text === text ? before : new SourceModule(path, text, compiler);
      this.#now.set(path, module);
    }
    return module;
  }
}

function textOf(path: string): string {
  const refusal = (reason: string) => failure('file-not-read', `${relative('', path)} cannot be read: ${reason}`);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw refusal(reasonOf(error));
  }
  const text = decodeFile(bytes);
  if (typeof text !== 'string') throw refusal(text.message);
  return text;
}
