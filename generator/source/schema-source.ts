import type { CimSchema } from '../../runtime/schema/index.js';
import type { Diagnostic, Place } from '../diagnostics/index.js';

/** A schema as a source delivered it, with what there was to say about it. */
export interface LoadedSchema {
  readonly schema: CimSchema;
  readonly diagnostics: readonly Diagnostic[];
  /** Files that were read, in order: what the user named and what those include. */
  readonly files: readonly string[];
  /** Where a class, property, method, parameter, qualifier or instance of `schema` was declared, by object identity. */
  locate(node: object): Place | undefined;
  /** The names of all classes of a namespace, where the source knows of more than it was asked to read. */
  classNames?(namespace: string): readonly string[];
}
