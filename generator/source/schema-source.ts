import type { CimSchema } from '../../runtime/schema/index.js';
import type { Diagnostic, Place } from '../diagnostics/index.js';
import type { SourceKind, SourceOptions } from '../options/generate-options.js';
import type { NamespacePattern } from '../options/namespace-pattern.js';
import type { OptionSpelling } from '../options/option-table.js';
import type { FileOptions } from './file-access.js';

/** A schema as a source delivered it, with its diagnostics. */
export interface LoadedSchema {
  readonly schema: CimSchema;
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, in order: those the user named and those that they include. */
  readonly files: readonly string[];
  /** Where a class, property, method, parameter, qualifier or instance of `schema` was declared, by object identity. */
  locate(node: object): Place | undefined;
  /** The names of all classes of a namespace, where the source knows more classes than it was asked to read. */
  classNames?(namespace: string): readonly string[];
  /** The other namespaces of the source that have a class of this name, in any letter case. */
  namespacesWith?(className: string): readonly string[];
}

/** What a run asks of a source. */
export interface SchemaRequest extends FileOptions {
  /** A source declares classes without a namespace in the first one. */
  readonly namespaces: readonly [NamespacePattern, ...NamespacePattern[]];
  /** Whether a class is selected by its name. A source may leave out classes that no selected class needs. */
  readonly selects: (className: string) => boolean;
  /** The globs that select classes: a source that cannot list its classes looks for those that are named whole. */
  readonly classes?: readonly string[];
  /** Whether the instances of a class and of its subclasses are wanted, too; default of none. More may be given. */
  readonly selectsInstances?: (className: string) => boolean;
  /** Paths and globs of MOF files with texts that the schema may lack; default none. */
  readonly amend?: readonly string[];
  readonly onProgress?: (phase: string, done: number, total: number) => void;
  readonly spelling: OptionSpelling;
}

/** What a source answers. */
export interface SourceAnswer {
  /** The source that was read. */
  readonly source: SourceKind;
  readonly loaded: LoadedSchema;
  /** The namespaces that the patterns of the request stand for, one by one. */
  readonly namespaces: readonly string[];
  /** What the user should know about where the schema came from. */
  readonly notes: readonly string[];
}

/** A place that schemas are read from. */
export interface SchemaSource<Kind extends SourceKind> {
  readonly kind: Kind;
  /** @throws DiagnosticError when nothing can be read; mistakes in the schema are in the answer's diagnostics */
  load(options: SourceOptions<Kind>, request: SchemaRequest): SourceAnswer | Promise<SourceAnswer>;
}
