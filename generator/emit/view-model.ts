import type { SourceKind } from '../options/generate-options.js';

/** The input of the templates. They output every string as it is. */

/**
 * The extension in imports between generated files. TypeScript's compiler and all bundlers accept `js`; `ts` is for
 * Node's type stripping and `allowImportingTsExtensions`.
 */
export type ImportExtension = 'js' | 'ts';

/** A class's file. */
export interface ClassView {
  /** `root/cimv2:Win32_Process`. */
  readonly path: string;
  /** Whole statements, after the one that imports the runtime. */
  readonly imports: readonly string[];
  readonly maps: readonly MapView[];
  /** The statement that hides members of the superclass; null for nearly all classes. */
  readonly base: string | null;
  readonly doc: readonly string[];
  readonly identifier: string;
  readonly superclass: string;
  /** The function of the runtime that takes the class table. */
  readonly cimClass: string;
  /** The class table as lines within its braces. */
  readonly table: readonly string[];
  /** `$about`, which says how properties may be used, and the properties that the class declares. */
  readonly properties: readonly MemberView[];
  readonly methods: readonly MethodView[];
  readonly interfaces: readonly InterfaceView[];
}

/** The constant and the type of a value map. */
export interface MapView {
  readonly doc: readonly string[];
  readonly identifier: string;
  /** `key: value`. */
  readonly entries: readonly string[];
  /** The type of a value, including values without a name. */
  readonly type: string;
  /** The statement that adds ranges, as lines; empty for most. */
  readonly ranges: readonly string[];
  /** Whole statements: a constant and a type for each map that is equal to this one. */
  readonly aliases: readonly string[];
}

/** A declaration without its semicolon. */
export interface MemberView {
  readonly doc: readonly string[];
  readonly text: string;
}

export interface MethodView {
  readonly doc: readonly string[];
  readonly signature: string;
  /** What the method returns: a call of the runtime. */
  readonly call: string;
}

export interface InterfaceView {
  readonly doc: readonly string[];
  readonly identifier: string;
  readonly members: readonly MemberView[];
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
