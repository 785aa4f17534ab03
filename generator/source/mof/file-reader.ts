import { resolve } from 'node:path';
import { thrownText } from '../../../runtime/values/shown.js';
import type { Diagnostic } from '../../diagnostics/index.js';
import { decodeMof } from './decode.js';
import { FileDiagnostics } from './file-diagnostics.js';
import { SourceText } from './source-text.js';
import { parseFile } from './syntax/file.js';
import type { DeclarationNode } from './syntax/nodes.js';

/** Reads a file, or throws. */
export type ReadFile = (path: string) => Uint8Array;

export interface ParsedFile {
  readonly path: string;
  readonly diagnostics: FileDiagnostics;
  readonly declarations: readonly DeclarationNode[];
}

/** Reads and parses each file once. A file keeps the name by which it was first asked for. */
export class FileReader {
  readonly #readFile: ReadFile;
  readonly #parsed = new Map<string, ParsedFile>();

  constructor(readFile: ReadFile) {
    this.#readFile = readFile;
  }

  /** The files that were read, in order. */
  get files(): string[] {
    return [...this.#parsed.values()].map(({ path }) => path);
  }

  /** The diagnostics of all files, in the order of the files. */
  get diagnostics(): Diagnostic[] {
    return [...this.#parsed.values()].flatMap(({ diagnostics }) => diagnostics.all);
  }

  /** Reads the first path that can be read. If there is none, returns the reason for the first one, as a text. */
  read(paths: Iterable<string>): ParsedFile | string {
    const reasons: string[] = [];
    for (const path of paths) {
      const known = this.#parsed.get(resolve(path));
      if (known !== undefined) return known;
      let bytes: Uint8Array;
      try {
        bytes = this.#readFile(path);
      } catch (error) {
        reasons.push(reasonOf(error));
        continue;
      }
      return this.#parse(path, bytes);
    }
    return reasons[0] ?? 'no path was given';
  }

  #parse(path: string, bytes: Uint8Array): ParsedFile {
    const text = decodeMof(bytes);
    const diagnostics = new FileDiagnostics(new SourceText(path, typeof text === 'string' ? text : ''));
    if (typeof text !== 'string') diagnostics.error({ offset: 0, length: 1 }, text.code, text.message, text.help);
    return this.addText(diagnostics);
  }

  /** Parses a text that was read elsewhere; `diagnostics.source` holds it. */
  addText(diagnostics: FileDiagnostics): ParsedFile {
    const path = diagnostics.source.file;
    const parsed = { path, diagnostics, declarations: parseFile(diagnostics) };
    this.#parsed.set(resolve(path), parsed);
    return parsed;
  }
}

function reasonOf(error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isMissing ? 'there is no such file' : thrownText(error);
}
