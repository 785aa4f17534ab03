import type { Diagnostic } from '../../diagnostics/index.js';
import { type DecodeFailure, decodeFile } from '../decode.js';
import { type FileAccess, type FoundFile, reasonOf } from '../file-access.js';
import { SourceText } from '../source-text.js';
import { FileDiagnostics } from './file-diagnostics.js';
import type { SchemaFolders } from './schema-folders.js';
import { parseFile } from './syntax/file.js';
import { foreignInput } from './syntax/foreign-input.js';
import { holdsMof } from './syntax/mof-evidence.js';
import { Names } from './syntax/names.js';
import type { DeclarationNode } from './syntax/nodes.js';

export interface ParsedFile {
  /** The file as it was first asked for. */
  readonly path: string;
  /** Equal for two paths that lead to one file. */
  readonly identity: string;
  /** The folder that the file is in, if that is none of the schema's. */
  readonly outside: string | null;
  readonly diagnostics: FileDiagnostics;
  /** How many declarations the file has. */
  readonly declarations: number;
}

/** Reads and parses each file once, whatever its paths are. A file keeps the name by which it was first asked for. */
export class FileReader {
  readonly #access: FileAccess;
  readonly #folders: SchemaFolders;
  /** The names in all files. */
  readonly names: Names = new Names();
  readonly #parsed = new Map<string, ParsedFile>();
  /** The syntax of files that was not asked for so far. */
  readonly #syntax = new Map<ParsedFile, readonly DeclarationNode[]>();
  readonly #texts = new Map<string, string | DecodeFailure>();

  constructor(access: FileAccess, folders: SchemaFolders) {
    this.#access = access;
    this.#folders = folders;
  }

  /** The files that were read, in order. */
  get files(): string[] {
    return [...this.#parsed.values()].map(({ path }) => path);
  }

  /** The diagnostics of all files, in the order of the files. */
  get diagnostics(): Diagnostic[] {
    return [...this.#parsed.values()].flatMap(({ diagnostics }) => diagnostics.all);
  }

  /**
   * Reads the first path that can be read. If there is none, returns the reason for the first one, as a text.
   *
   * @param named whether the user named the file
   */
  read(paths: Iterable<string>, named: boolean): ParsedFile | string {
    const reasons: string[] = [];
    for (const path of paths) {
      let found: FoundFile;
      let text: string | DecodeFailure;
      try {
        found = this.#access.find(path, named);
        const known = this.#parsed.get(found.identity);
        if (known !== undefined) return known;
        text = this.#texts.get(found.identity) ?? decodeFile(found.read());
      } catch (error) {
        reasons.push(reasonOf(error));
        continue;
      }
      this.#texts.set(found.identity, text);
      return this.#parse(path, found, text);
    }
    return reasons[0] ?? 'no path was given';
  }

  #parse(path: string, { identity, folder }: FoundFile, text: string | DecodeFailure): ParsedFile {
    const diagnostics = new FileDiagnostics(new SourceText(path, typeof text === 'string' ? text : ''));
    if (typeof text !== 'string')
      diagnostics.error({ offset: 0, length: 1 }, `mof-${text.code}`, text.message, text.help);
    const outside = this.#folders.hold(folder) ? null : folder;
    const syntax = parseFile(diagnostics, this.names);
    if (typeof text === 'string' && diagnostics.hasErrors) {
      const isMof = holdsMof(text);
      if (!isMof || outside !== null) {
        diagnostics.refuse(isMof ? MISTAKES_OUTSIDE : (foreignInput(text) ?? NO_MOF));
        return this.#keep({ path, identity, outside, diagnostics, declarations: 0 }, []);
      }
    }
    return this.#keep({ path, identity, outside, diagnostics, declarations: syntax.length }, syntax);
  }

  /** Parses a text that was read elsewhere; `diagnostics.source` holds it. */
  addText(diagnostics: FileDiagnostics): ParsedFile {
    const { file } = diagnostics.source;
    const syntax = parseFile(diagnostics, this.names);
    const declarations = syntax.length;
    return this.#keep({ path: file, identity: file, outside: null, diagnostics, declarations }, syntax);
  }

  #keep(file: ParsedFile, syntax: readonly DeclarationNode[]): ParsedFile {
    this.#parsed.set(file.identity, file);
    this.#syntax.set(file, syntax);
    return file;
  }

  /** The declarations of a file. They are not kept: the few files that are asked for again are parsed again. */
  takeDeclarations(file: ParsedFile): readonly DeclarationNode[] {
    const syntax = this.#syntax.get(file);
    this.#syntax.delete(file);
    if (syntax !== undefined) return syntax;
    // What is wrong with them has been said.
    return file.declarations === 0 ? [] : parseFile(new FileDiagnostics(file.diagnostics.source), this.names);
  }

  /** Forgets all files, but not their texts: a pipe can be read only once. */
  restart(): void {
    this.#parsed.clear();
    this.#syntax.clear();
  }
}

// An include may name any file that can be read, such as the environment of this process. What is no MOF is not quoted:
// diagnostics are printed, and kept in logs.

const NO_MOF = {
  code: 'mof-no-mof',
  message: 'this file is no MOF; its text is not shown',
  help: 'give files that declare classes in MOF: class X { … };',
};

const MISTAKES_OUTSIDE = {
  code: 'mof-mistakes-outside',
  message: 'this file lies outside of the folders of the schema and has mistakes; its text is not shown',
  help: 'to see them, name the file itself, or its folder as an include directory',
};
