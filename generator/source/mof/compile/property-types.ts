import { foldName } from '../../../../runtime/schema/index.js';
import type { ElementType } from './declared-type.js';

interface ClassTypes {
  readonly superclass: string | null;
  readonly properties: ReadonlyMap<string, ElementType>;
}

/** Schemas have ten or so levels; more are a circle, or made to keep us busy. */
export const DEEPEST_INHERITANCE = 200;

/** The types of the properties of classes, which values of instances take on. */
export class ElementTypes {
  readonly #classes = new Map<string, ClassTypes>();

  /** @param properties name and type of each; of two with one name the first holds. */
  add(
    cimClass: { readonly namespace: string; readonly name: string; readonly superclass: string | null },
    properties: readonly (readonly [name: string, type: ElementType])[],
  ): void {
    this.#classes.set(classKey(cimClass.namespace, cimClass.name), {
      superclass: cimClass.superclass,
      properties: new Map(properties.toReversed().map(([name, type]) => [foldName(name), type])),
    });
  }

  /** The type of a property that a class declares or inherits; null when class or property are not known. */
  find(namespace: string, className: string, property: string): ElementType | null {
    const wanted = foldName(property);
    let types = this.#classes.get(classKey(namespace, className));
    for (let depth = 0; types !== undefined && depth < DEEPEST_INHERITANCE; depth++) {
      const found = types.properties.get(wanted);
      if (found !== undefined) return found;
      types = types.superclass === null ? undefined : this.#classes.get(classKey(namespace, types.superclass));
    }
    return null;
  }
}

/** The identity of a class: names do not differ by letter case. */
export function classKey(namespace: string, name: string): string {
  return foldName(`${namespace}:${name}`);
}
