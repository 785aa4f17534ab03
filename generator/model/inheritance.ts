import { type CimClass, type CimMethod, type CimProperty, foldName } from '../../runtime/schema/index.js';
import type { SchemaIndex } from './schema-index.js';

/** A feature of a superclass, and the class that declares it. */
export interface Inherited<T> {
  readonly owner: CimClass;
  readonly feature: T;
}

/** What a class inherits under one name: the nearest declarations. */
export interface InheritedFeatures {
  readonly property: Inherited<CimProperty> | undefined;
  readonly method: Inherited<CimMethod> | undefined;
}

const NOTHING: InheritedFeatures = { property: undefined, method: undefined };

/**
 * What classes redeclare. It is found in one walk from the root classes down, with a table of all that the class at
 * hand inherits: a look-up costs the same in a deep chain of large classes as in a small one.
 */
export class Inheritance {
  readonly #subclasses = new Map<CimClass, CimClass[]>();
  /** By folded name, what the class at hand inherits. */
  readonly #table = new Map<string, InheritedFeatures>();
  readonly #redeclared = new Map<CimClass, ReadonlyMap<string, InheritedFeatures>>();

  constructor(classes: Iterable<CimClass>, superclassOf: (cimClass: CimClass) => CimClass | undefined) {
    const roots: CimClass[] = [];
    const all = new Set(classes);
    // The loop also goes through the superclasses that it adds.
    for (const cimClass of all) {
      const superclass = superclassOf(cimClass);
      if (superclass === undefined) {
        roots.push(cimClass);
      } else {
        all.add(superclass);
        this.#addSubclass(superclass, cimClass);
      }
    }
    for (const root of roots) this.#visit(root);
  }

  /** What a class inherits under the name of a feature that it declares, in any letter case. */
  find(cimClass: CimClass, name: string): InheritedFeatures {
    return this.#redeclared.get(cimClass)?.get(foldName(name)) ?? NOTHING;
  }

  #addSubclass(superclass: CimClass, cimClass: CimClass): void {
    const siblings = this.#subclasses.get(superclass);
    if (siblings === undefined) this.#subclasses.set(superclass, [cimClass]);
    else siblings.push(cimClass);
  }

  #visit(cimClass: CimClass): void {
    this.#findRedeclared(cimClass);
    const subclasses = this.#subclasses.get(cimClass);
    if (subclasses === undefined) return;
    const before = this.#addFeatures(cimClass);
    for (const subclass of subclasses) this.#visit(subclass);
    for (const [name, features] of before) {
      if (features === undefined) this.#table.delete(name);
      else this.#table.set(name, features);
    }
  }

  #findRedeclared(cimClass: CimClass): void {
    if (this.#table.size === 0) return;
    const redeclared = new Map<string, InheritedFeatures>();
    const find = (feature: CimProperty | CimMethod) => {
      const name = foldName(feature.name);
      const inherited = this.#table.get(name);
      if (inherited !== undefined) redeclared.set(name, inherited);
    };
    cimClass.properties.forEach(find);
    cimClass.methods.forEach(find);
    if (redeclared.size > 0) this.#redeclared.set(cimClass, redeclared);
  }

  /** Returns what the table had before. Of features of one name, the first one is used. */
  #addFeatures(owner: CimClass): ReadonlyMap<string, InheritedFeatures | undefined> {
    const before = new Map<string, InheritedFeatures | undefined>();
    for (const feature of owner.properties) {
      const name = foldName(feature.name);
      const earlier = this.#table.get(name);
      if (before.has(name)) continue;
      before.set(name, earlier);
      this.#table.set(name, { property: { owner, feature }, method: earlier?.method });
    }
    for (const feature of owner.methods) {
      const name = foldName(feature.name);
      const earlier = this.#table.get(name);
      if (earlier?.method?.owner === owner) continue;
      if (!before.has(name)) before.set(name, earlier);
      this.#table.set(name, { property: earlier?.property, method: { owner, feature } });
    }
    return before;
  }
}

/** What classes of the schema redeclare. */
export function inheritanceOf(index: SchemaIndex, classes: Iterable<CimClass>): Inheritance {
  return new Inheritance(classes, (cimClass) => index.superclassOf(cimClass));
}
