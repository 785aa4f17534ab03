import { readMofText } from '../../generator/source/mof/index.js';
import type { LoadedSchema } from '../../generator/source/schema-source.js';
import type { CimClass } from '../../runtime/schema/index.js';

/** A schema from a MOF text that has no mistake of syntax, in the namespace `root/test`. */
export function schemaOf(text: string): LoadedSchema {
  const loaded = readMofText(text, { file: 'test.mof', namespace: 'root/test' });
  if (loaded.diagnostics.length > 0) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return loaded;
}

/** A schema of classes that no MOF can declare. */
export function schemaOfClasses(classes: readonly Partial<CimClass>[]): LoadedSchema {
  const complete = classes.map((cimClass) => ({
    namespace: 'root/test',
    name: 'Test',
    superclass: null,
    qualifiers: [],
    properties: [],
    methods: [],
    ...cimClass,
  }));
  const schema = { classes: complete, instances: [], qualifierDeclarations: [] };
  return { schema, diagnostics: [], files: [], locate: () => undefined };
}
