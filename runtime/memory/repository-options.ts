import type { EmbeddedForm } from '../embedded-form.js';
import { ANYTHING, arrayOf, must, type OptionTable, oneOf } from '../option-checks.js';
import { type CimSchema, isSchema } from '../schema/index.js';
import { type Constructor, type GeneratedClass, generatedClass, nearestClass } from '../v1/generated-class.js';
import type { GeneratedObject } from '../v1/types.js';
import { shown } from '../values/shown.js';

/** Options of a `MemoryRepository`. */
export interface MemoryRepositoryOptions {
  /** The first classes and instances, as a schema source gives them; none by default. */
  readonly schema?: CimSchema;
  /**
   * Generated classes, in place of a schema or beside one: they come with their superclasses, but without default
   * values of properties, which generated code does not have. What a schema says of the same classes, also one that is
   * loaded later, takes their place.
   */
  readonly classes?: readonly Constructor<GeneratedObject>[];
  /**
   * How instances have embedded ones that the schema declares as strings (`EmbeddedInstance`, `EmbeddedObject`): as an
   * `instance`, the default, like OMI and other servers of DMTF; or as `text` of CIM-XML in a string, like WMI.
   */
  readonly embeddedInstances?: EmbeddedForm | undefined;
}

/** What a source of schemas gives beside the schema. */
type SourceMember = 'diagnostics' | 'files' | 'locate' | 'classNames';

/** A schema, or what `loadMof` and its like give. */
export type SchemaGiven = CimSchema | { readonly schema: CimSchema };

/** What `loadMof` or `loadBundled` gives can be given as it is. */
export const REPOSITORY_OPTIONS: OptionTable<MemoryRepositoryOptions & Record<SourceMember, unknown>> = {
  schema: must('a schema', isSchema),
  classes: arrayOf(must('a generated class', isGenerated)),
  embeddedInstances: oneOf('instance', 'text'),
  diagnostics: ANYTHING,
  files: ANYTHING,
  locate: ANYTHING,
  classNames: ANYTHING,
};

/**
 * The schema that is given.
 * @throws TypeError when none is.
 */
export function schemaIn(given: unknown, call: string): CimSchema {
  const { schema = given } = (given ?? {}) as { readonly schema?: unknown };
  if (isSchema(schema)) return schema;
  throw new TypeError(`${call} takes a schema, or what loadMof() gives, not ${shown(given)}`);
}

function isGenerated(cls: unknown): boolean {
  return typeof cls === 'function' && nearestClass(cls)?.cls === cls;
}

/**
 * The generated class that a method of the repository is given.
 * @throws TypeError when it is none.
 */
export function generatedOf<T>(cls: Constructor<T>, method: string): GeneratedClass<T> {
  if (isGenerated(cls)) return generatedClass<T>(cls);
  throw new TypeError(`${method}() takes a generated class, not ${shown(cls)}`);
}
