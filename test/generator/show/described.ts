import { SchemaIndex } from '../../../generator/model/index.js';
import { plan } from '../../../generator/plan/plan.js';
import type { ClassDescription } from '../../../generator/show/class-description.js';
import { describeClass } from '../../../generator/show/describe-class.js';
import type { LoadedSchema } from '../../../generator/source/schema-source.js';

/** The descriptions of all classes of the first namespace of a schema, which are planned together. */
export function describeAll(loaded: LoadedSchema): ReadonlyMap<string, ClassDescription> {
  const index = new SchemaIndex(loaded);
  const namespaces = index.namespaces();
  const [namespace] = plan(index, loaded.schema.classes, { namespaces }).namespaces;
  if (namespace === undefined) throw new Error('the schema has no class');
  const place = { out: 'generated', importExtension: 'js' } as const;
  return new Map(
    namespace.classes.map((planned) => [planned.source.name, describeClass(index, namespace, planned, place)]),
  );
}

/** The only description of a schema with one class, or that of a class of it. */
export function described(loaded: LoadedSchema, name: string): ClassDescription {
  const found = describeAll(loaded).get(name);
  if (found === undefined) throw new Error(`the schema has no class ${name}`);
  return found;
}
