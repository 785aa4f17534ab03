import { readFileSync, statSync } from 'node:fs';
import type { LoadedSchema } from '../schema-source.js';
import { Collector } from './collect.js';
import { Origins } from './compile/run.js';
import { compileSchema } from './compile/schema.js';
import { FileProblems } from './file-diagnostics.js';
import { FileReader, type ReadFile } from './file-reader.js';
import { SourceText } from './source-text.js';

/** How MOF files are loaded. */
export interface MofOptions {
  /** Where files declare until a `#pragma namespace` says otherwise: `root/cimv2`. */
  readonly namespace: string;
  /** Where included files are searched, after the including file's folder. */
  readonly includeDirs?: readonly string[];
  /** Reads a file, or throws; from the disk when absent. */
  readonly readFile?: ReadFile;
}

/**
 * Reads MOF files, and the files they include, into one schema.
 *
 * Mistakes do not end the run: they are in the result's diagnostics, and what was understood is in its schema.
 * Names of classes are not resolved here, so a superclass may be missing.
 *
 * @throws RangeError when the namespace of the options is none.
 */
export function loadMof(files: readonly string[], options: MofOptions): LoadedSchema {
  const reader = new FileReader(options.readFile ?? readFromDisk);
  const collector = new Collector(reader, options.namespace, options.includeDirs ?? []);
  for (const file of files) collector.addNamed(file);
  return compile(reader, collector);
}

/** A device such as /dev/zero has no end, and an include may name one. */
function readFromDisk(path: string): Uint8Array {
  const kind = statSync(path);
  if (kind.isCharacterDevice() || kind.isBlockDevice()) throw new Error('it is a device');
  return readFileSync(path);
}

/** Reads one text, which is called `file` in diagnostics, or `input.mof`. An include in it is an error. */
export function parseMof(text: string, options: { readonly file?: string; readonly namespace: string }): LoadedSchema {
  const reader = new FileReader(() => {
    throw new Error('a text by itself includes nothing');
  });
  const collector = new Collector(reader, options.namespace, []);
  collector.addRoot(reader.addText(new FileProblems(new SourceText(options.file ?? 'input.mof', text))));
  return compile(reader, collector);
}

function compile(reader: FileReader, collector: Collector): LoadedSchema {
  const origins = new Origins();
  const schema = compileSchema(collector, origins);
  return {
    schema,
    diagnostics: [...collector.unreadable, ...reader.diagnostics()],
    files: reader.files,
    locate: (node) => origins.locate(node),
  };
}
