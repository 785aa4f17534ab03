import type { SourceKind } from '../options/generate-options.js';

/**
 * The input of the templates. They output every string as it is. A block is any number of whole lines, each with its
 * line end; a statement has none at its end.
 */

/**
 * The extension in imports between generated files. TypeScript's compiler and all bundlers accept `js`; `ts` is for
 * Node's type stripping and `allowImportingTsExtensions`.
 */
export type ImportExtension = 'js' | 'ts';

/** A class's file. */
export interface ClassView {
  /** `root/cimv2:Win32_Process`. */
  readonly path: string;
  /** Block: the imports after that of the runtime. */
  readonly imports: string;
  readonly maps: readonly MapView[];
  /** The statement that hides members of the superclass; null for nearly all classes. */
  readonly base: string | null;
  /** Block: the comment of the class. */
  readonly doc: string;
  readonly identifier: string;
  readonly superclass: string;
  /** Block: `$about`, which says how properties may be used, and the properties that the class declares. */
  readonly properties: string;
  /** The function of the runtime that takes the class table. */
  readonly cimClass: string;
  /** Block: the class table within its braces. */
  readonly table: string;
  readonly methods: readonly MethodView[];
  readonly interfaces: readonly InterfaceView[];
}

/** The constant and the type of a value map. */
export interface MapView {
  /** Block: the comment of the constant. */
  readonly doc: string;
  readonly identifier: string;
  /** Block: the properties of the constant. */
  readonly entries: string;
  /** The type of a value, including values without a name. */
  readonly type: string;
  /** Block: the statement that adds ranges; empty for most. */
  readonly ranges: string;
  /** Block: a constant and a type for each map that is equal to this one. */
  readonly aliases: string;
}

export interface MethodView {
  /** Block: the comment of the method. */
  readonly doc: string;
  readonly signature: string;
  /** What the method returns: a call of the runtime. */
  readonly call: string;
}

export interface InterfaceView {
  /** Block: the comment of the interface. */
  readonly doc: string;
  readonly identifier: string;
  /** Block: the properties of the interface. */
  readonly members: string;
}

/** A namespace's `index.ts`. */
export interface IndexView {
  readonly namespace: string;
  /** The kind of source that the schema was read from, for {@link writtenSource}. */
  readonly source: SourceKind;
  /** Files without extension, sorted. */
  readonly files: readonly string[];
  readonly extension: ImportExtension;
}
