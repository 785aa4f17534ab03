import { DiagnosticError, hasErrors } from '../../diagnostics/index.js';
import { isTexts, type OptionValues, refuseUnknown } from '../../options/known-options.js';
import { matchingNamespaces } from '../../options/namespace-pattern.js';
import { checkFolders, findFiles } from '../files.js';
import type { LoadedSchema, SchemaSource } from '../schema-source.js';
import { Collector } from './collect.js';
import { Origins } from './compile/compile-context.js';
import { compileSchema } from './compile/schema.js';
import { CallerFiles, DiskFiles, type ReadFile } from './file-access.js';
import { FileDiagnostics } from './file-diagnostics.js';
import { FileReader } from './file-reader.js';
import { IncludePaths } from './include-paths.js';
import { SchemaFolders } from './schema-folders.js';
import { SourceText } from './source-text.js';

/** MOF files that the user names. */
export const mofSource: SchemaSource<'mof'> = {
  kind: 'mof',
  async load({ files, includeDirs = [] }, { namespaces, spelling }) {
    checkFolders(spelling.name('source.mof.includeDirs'), includeDirs);
    const paths = await findFiles(spelling.name('source.mof.files'), files);
    const [first, ...others] = namespaces;
    const spellings = others.map(({ namespace }) => namespace);
    const loaded = readMofFiles(paths, { namespace: first.namespace, includeDirs }, spellings);
    return { source: 'mof', loaded, namespaces: matchingNamespaces(namespaces, loaded.schema), notes: [] };
  },
};

/** How MOF files are read. */
export interface MofOptions {
  /** The namespace of declarations in front of the first `#pragma namespace` of a file: `root/cimv2`. */
  readonly namespace: string;
  /** Folders where included files are looked for, after the folder of the including file. */
  readonly includeDirs?: readonly string[];
  /** Reads a file, or throws. Default: from the disk. */
  readonly readFile?: ReadFile;
}

/**
 * Reads MOF files, and the files they include, into one schema.
 *
 * Mistakes in a file do not throw: they are in the diagnostics of the result, and its schema holds what could be read.
 * Whether superclasses and referenced classes exist is not checked.
 *
 * @param others further namespaces, whose spelling comes before that of the files
 * @throws RangeError when `options.namespace` is no namespace
 */
export function readMofFiles(
  files: readonly string[],
  options: MofOptions,
  others: readonly string[] = [],
): LoadedSchema {
  const { namespace, includeDirs = [], readFile } = options;
  const access = readFile === undefined ? new DiskFiles() : new CallerFiles(readFile);
  const reader = new FileReader(access, new SchemaFolders(access, files, includeDirs));
  const collector = new Collector(reader, namespace, new IncludePaths(includeDirs), others);
  for (const file of files) collector.addNamed(file);
  return compile(reader, collector);
}

/** How a text of MOF is read. */
export interface MofTextOptions {
  /** The namespace of declarations in front of the first `#pragma namespace`: `root/cimv2`. */
  readonly namespace: string;
  /** What the text is called in diagnostics; default `input.mof`. */
  readonly file?: string;
}

/**
 * Reads a text of MOF, as {@link readMofFiles} reads files. An include in it is an error.
 *
 * @throws RangeError when `options.namespace` is no namespace
 */
export function readMofText(text: string, options: MofTextOptions): LoadedSchema {
  const access = new CallerFiles(() => {
    throw new Error('a text by itself includes nothing');
  });
  const reader = new FileReader(access, new SchemaFolders(access, [], []));
  const collector = new Collector(reader, options.namespace, new IncludePaths([]));
  collector.addRoot(reader.addText(new FileDiagnostics(new SourceText(options.file ?? 'input.mof', text))));
  return compile(reader, collector);
}

/**
 * Reads MOF files and the files they include into one schema. Warnings are in `diagnostics`.
 *
 * @throws DiagnosticError with every error found, each with its place
 * @throws RangeError when `options.namespace` is no namespace
 * @throws TypeError for arguments of a wrong type, and for an option that does not exist
 */
export function loadMof(files: readonly string[], options: MofOptions): LoadedSchema {
  if (!isTexts(files)) throw new TypeError('loadMof() takes an array of paths: loadMof(paths, { namespace })');
  assertOptions('loadMof()', options, ['namespace', 'includeDirs', 'readFile']);
  return withoutErrors(readMofFiles(files, options));
}

/**
 * Reads a text of MOF. Warnings are in `diagnostics`.
 *
 * @throws DiagnosticError with every error found, each with its place
 * @throws RangeError when `options.namespace` is no namespace
 * @throws TypeError for arguments of a wrong type, and for an option that does not exist
 */
export function parseMof(text: string, options: MofTextOptions): LoadedSchema {
  if (typeof text !== 'string') throw new TypeError('parseMof() takes a text of MOF: parseMof(text, { namespace })');
  assertOptions('parseMof()', options, ['namespace', 'file']);
  return withoutErrors(readMofText(text, options));
}

/** Checks what a caller from JavaScript passed. */
function assertOptions(caller: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${caller} takes options with a namespace: { namespace: 'root/cimv2' }`);
  }
  const values: OptionValues = { ...options };
  refuseUnknown(caller, '', values, known);
  const { namespace, includeDirs, readFile, file } = values;
  if (typeof namespace !== 'string') throw new TypeError(`${caller} takes a string as namespace: 'root/cimv2'`);
  if (includeDirs !== undefined && !isTexts(includeDirs)) {
    throw new TypeError(`${caller} takes an array of strings as includeDirs`);
  }
  if (readFile !== undefined && typeof readFile !== 'function') {
    throw new TypeError(`${caller} takes a function as readFile`);
  }
  if (file !== undefined && typeof file !== 'string') throw new TypeError(`${caller} takes a string as file`);
}

/** A schema that was read in part would look complete to the caller: errors are thrown. */
function withoutErrors(loaded: LoadedSchema): LoadedSchema {
  if (hasErrors(loaded.diagnostics)) throw new DiagnosticError(loaded.diagnostics);
  return loaded;
}

function compile(reader: FileReader, collector: Collector): LoadedSchema {
  const origins = new Origins();
  const schema = compileSchema(collector, origins);
  return {
    schema,
    diagnostics: [...collector.unreadable, ...reader.diagnostics],
    files: reader.files,
    locate: (node) => origins.locate(node),
  };
}
