// What the build gives the generated classes of the demo machine in place of `mi-codegen/runtime/v1`: they find each
// other, and nobody else finds them. Objects of a user's classes must not become objects of these.
import { addClass, type KnownClasses } from '../../v1/generated-class.js';
import type { ClassTable } from '../../v1/index.js';

export * from '../../v1/index.js';

const DEMO_CLASSES: KnownClasses = { byName: new Map(), registered: 0 };

export function cimClass(cls: abstract new (init: never) => object, table: ClassTable): void {
  addClass(cls, table, DEMO_CLASSES);
}
