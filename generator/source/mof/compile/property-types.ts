import { DEEPEST_INHERITANCE, foldName } from '../../../../runtime/schema/index.js';
import type { MofType } from './mof-type.js';

interface ClassTypes {
  readonly superclass: string | null;
  readonly properties: ReadonlyMap<string, MofType>;
}

/** The types of the properties of all classes. Values in an instance get the type of their property. */
export class PropertyTypes {
  readonly #classes = new Map<string, ClassTypes>();

  /** @param properties name and type of each; of two with the same name the first is used */
  add(
    cimClass: { readonly namespace: string; readonly name: string; readonly superclass: string | null },
    properties: readonly (readonly [name: string, type: MofType])[],
  ): void {
    this.#classes.set(classKey(cimClass.namespace, cimClass.name), {
      superclass: cimClass.superclass,
      properties: new Map(properties.toReversed().map(([name, type]) => [foldName(name), type])),
    });
  }

  /** The type of a property that a class declares or inherits; null when the class or the property is not known. */
  find(namespace: string, className: string, property: string): MofType | null {
    const name = foldName(property);
    let types = this.#classes.get(classKey(namespace, className));
    for (let depth = 0; types !== undefined && depth < DEEPEST_INHERITANCE; depth++) {
      const found = types.properties.get(name);
      if (found !== undefined) return found;
      types = types.superclass === null ? undefined : this.#classes.get(classKey(namespace, types.superclass));
    }
    return null;
  }
}

/** The key of a class in maps. Letter case does not matter. */
export function classKey(namespace: string, name: string): string {
  return foldName(`${namespace}:${name}`);
}
