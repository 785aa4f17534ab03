import type { Diagnostic } from '../../diagnostics/index.js';
import { CallerFiles, DiskFiles, type FileOptions, type ReadFile } from '../file-access.js';
import { assertLoadOptions, assertPaths, assertText, withoutErrors } from '../library-calls.js';
import type { LoadedSchema } from '../schema-source.js';
import { SourceText } from '../source-text.js';
import { Collector } from './collect.js';
import { SchemaCompiler } from './compile/schema.js';
import { FileDiagnostics } from './file-diagnostics.js';
import { FileReader } from './file-reader.js';
import { IncludePaths } from './include-paths.js';
import { SchemaFolders } from './schema-folders.js';

/** How MOF files are read. */
export interface MofOptions {
  /** The namespace of declarations in front of the first `#pragma namespace` of a file: `root/cimv2`. */
  readonly namespace: string;
  /** Folders where included files are looked for, after the folder of the including file. */
  readonly includeDirs?: readonly string[];
  /** Reads a file, or throws. Default: from the disk. */
  readonly readFile?: ReadFile;
}

/** How MOF files are read for their texts alone. */
interface TextsOptions {
  /** The schema whose classes get the texts that they lack: it is what is returned. */
  readonly lacking?: LoadedSchema;
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
  options: MofOptions & FileOptions & TextsOptions,
  others: readonly string[] = [],
): LoadedSchema {
  const { namespace, includeDirs = [], readFile } = options;
  const access = options.access ?? (readFile === undefined ? new DiskFiles() : new CallerFiles(readFile));
  const reader = new FileReader(access, new SchemaFolders(access, files, includeDirs));
  return load(reader, options.lacking ?? null, (compiler) => {
    const collector = new Collector(compiler, reader, namespace, new IncludePaths(access, includeDirs), others);
    for (const file of files) collector.addNamed(file);
    return collector.unreadable;
  });
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
  return load(reader, null, (compiler) => {
    const collector = new Collector(compiler, reader, options.namespace, new IncludePaths(access, []));
    collector.addRoot(reader.addText(new FileDiagnostics(new SourceText(options.file ?? 'input.mof', text))));
    return collector.unreadable;
  });
}

/**
 * Reads MOF files and the files they include into one schema. Warnings are in `diagnostics`.
 *
 * @throws DiagnosticError with every error found, each with its place
 * @throws RangeError when `options.namespace` is no namespace
 * @throws TypeError for arguments of a wrong type, and for an option that does not exist
 */
export function loadMof(files: readonly string[], options: MofOptions): LoadedSchema {
  assertPaths('loadMof', files);
  assertLoadOptions('loadMof()', options, ['namespace', 'includeDirs', 'readFile']);
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
  assertText('parseMof', 'MOF', text);
  assertLoadOptions('parseMof()', options, ['namespace', 'file']);
  return withoutErrors(readMofText(text, options));
}

/**
 * Reads and compiles at the same time. Where a qualifier is used in front of its declaration, does so once more, with
 * all declarations known.
 *
 * @param lacking see {@link SchemaCompiler}
 * @param collect gives all declarations to the compiler; returns an error for each file that cannot be read
 */
function load(
  reader: FileReader,
  lacking: LoadedSchema | null,
  collect: (compiler: SchemaCompiler) => readonly Diagnostic[],
): LoadedSchema {
  let compiler = new SchemaCompiler(reader.names, null, lacking);
  let unreadable = collect(compiler);
  if (compiler.qualifierTypes.isStale) {
    reader.restart();
    compiler = new SchemaCompiler(reader.names, compiler.qualifierTypes, lacking);
    unreadable = collect(compiler);
  }
  const { origins } = compiler;
  const schema = compiler.schema();
  return {
    schema,
    diagnostics: [...unreadable, ...reader.diagnostics],
    files: reader.files,
    locate: (node) => origins.locate(node),
  };
}
