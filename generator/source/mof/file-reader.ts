import type { Diagnostic } from '../../diagnostics/index.js';
import { decodeFile } from '../decode.js';
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
  readonly declarations: readonly DeclarationNode[];
}

/** Reads and parses each file once, whatever its paths are. A file keeps the name by which it was first asked for. */
export class FileReader {
  readonly #access: FileAccess;
  readonly #folders: SchemaFolders;
  /** The names in all files. */
  readonly names: Names = new Names();
  readonly #parsed = new Map<string, ParsedFile>();

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
      let bytes: Uint8Array;
      try {
        found = this.#access.find(path, named);
        const known = this.#parsed.get(found.identity);
        if (known !== undefined) return known;
        bytes = found.read();
      } catch (error) {
        reasons.push(reasonOf(error));
        continue;
      }
      return this.#parse(path, found, bytes);
    }
    return reasons[0] ?? 'no path was given';
  }

  #parse(path: string, { identity, folder }: FoundFile, bytes: Uint8Array): ParsedFile {
    const text = decodeFile(bytes);
    const diagnostics = new FileDiagnostics(new SourceText(path, typeof text === 'string' ? text : ''));
    if (typeof text !== 'string')
      diagnostics.error({ offset: 0, length: 1 }, `mof-${text.code}`, text.message, text.help);
    const outside = !this.#folders.hold(folder);
    const parsed = this.#keep({ identity, outside: outside ? folder : null, ...this.#declarations(diagnostics) });
    if (typeof text !== 'string' || !diagnostics.hasErrors) return parsed;
    const isMof = holdsMof(text);
    if (isMof && !outside) return parsed;
    diagnostics.refuse(isMof ? MISTAKES_OUTSIDE : (foreignInput(text) ?? NO_MOF));
    return this.#keep({ ...parsed, declarations: [] });
  }

  /** Parses a text that was read elsewhere; `diagnostics.source` holds it. */
  addText(diagnostics: FileDiagnostics): ParsedFile {
    return this.#keep({ identity: diagnostics.source.file, outside: null, ...this.#declarations(diagnostics) });
  }

  #declarations(diagnostics: FileDiagnostics): Pick<ParsedFile, 'path' | 'diagnostics' | 'declarations'> {
    return { path: diagnostics.source.file, diagnostics, declarations: parseFile(diagnostics, this.names) };
  }

  #keep(parsed: ParsedFile): ParsedFile {
    this.#parsed.set(parsed.identity, parsed);
    return parsed;
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
