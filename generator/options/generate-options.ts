import type { SourceOptions } from './source-options.js';

/** What a run does. Only `namespaces` is needed. */
export interface GenerateOptions {
  /**
   * `root/cimv2`; either slash separates names. `root/cimv2/**` means this namespace and all below it. MOF files
   * without `#pragma namespace` declare into the first one.
   */
  readonly namespaces: readonly string[];
  /**
   * Where the schema is read from. Default: from MI where this machine has the MI of Windows, else the bundled schema.
   */
  readonly source?: SourceOptions;
  /** Globs over the names of classes to generate; default all. Classes that these need are generated, too. */
  readonly classes?: readonly string[];
  /** Globs over the names of classes to leave out. */
  readonly exclude?: readonly string[];
  /** Output folder; default `generated`. */
  readonly out?: string;
  /** How generated files import each other: `js` (default), or `ts` for Node's type stripping. */
  readonly importExtension?: 'js' | 'ts';
  /** `write` (default), `check` (only compare, and keep the texts for a diff) or `dry-run` (only compare). */
  readonly mode?: 'write' | 'check' | 'dry-run';
  /** Remove files of earlier runs that are not generated any more. */
  readonly clean?: boolean;
  /** Type-check the rendered files before anything is written. */
  readonly verify?: boolean;
  /** Warnings fail the run. */
  readonly strict?: boolean;
  /**
   * Called often. Says what is being done, how much of it is done, and of how much; the total is 0 where it is unknown.
   */
  readonly onProgress?: (phase: string, done: number, total: number) => void;
}
