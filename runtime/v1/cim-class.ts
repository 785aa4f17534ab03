import { type ClassTable, REVISION } from './class-table.js';
import { GeneratedClass } from './generated-class.js';
import { nearestClass, register } from './registry.js';
import type { CimConstructor } from './types.js';

/**
 * Makes a generated class known to the runtime. Its static block calls this.
 * @throws Error that says what to run when the class was generated for a newer runtime.
 */
export function cimClass(cls: CimConstructor, table: ClassTable): void {
  const namespace = /^([^:]+):[^:]+$/.exec(table.class)?.[1];
  if (namespace === undefined) {
    throw new Error(`"${table.class}" is not the "namespace:name" of a generated class: generate it again`);
  }
  if (table.revision > REVISION) {
    throw new Error(
      `the generated class ${table.class} needs revision ${table.revision} of mi-codegen/runtime/v1, and this is ` +
        `revision ${REVISION}: run "npm install mi-codegen@latest", or generate it again with "npx mi-codegen ${namespace}"`,
    );
  }
  register(new GeneratedClass(cls, nearestClass(Object.getPrototypeOf(cls) as object), table));
}
