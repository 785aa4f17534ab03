import { foldName } from '../../runtime/schema/index.js';
import type { PlannedClass, PlannedMethod, PlannedProperty } from '../plan/planned.js';

/** The members that a class declares itself, by folded name. */
export interface OwnMembers {
  readonly properties: ReadonlyMap<string, PlannedProperty>;
  readonly methods: ReadonlyMap<string, PlannedMethod>;
}

/** What classes have, whether they declare it or inherit it. */
export class EffectiveMembers {
  readonly #own = new Map<PlannedClass, OwnMembers>();

  own(planned: PlannedClass): OwnMembers {
    let members = this.#own.get(planned);
    if (members === undefined) {
      members = { properties: byName(planned.properties), methods: byName(planned.methods) };
      this.#own.set(planned, members);
    }
    return members;
  }

  /** The nearest declaration of a property, in the class or its superclasses. */
  property(planned: PlannedClass, name: string): PlannedProperty | null {
    return this.#nearest(planned, ({ properties }) => properties.get(name));
  }

  /** The nearest declaration of a method, in the class or its superclasses. */
  method(planned: PlannedClass, name: string): PlannedMethod | null {
    return this.#nearest(planned, ({ methods }) => methods.get(name));
  }

  #nearest<T>(planned: PlannedClass, find: (members: OwnMembers) => T | undefined): T | null {
    for (const link of lineage(planned)) {
      const found = find(this.own(link));
      if (found !== undefined) return found;
    }
    return null;
  }
}

/** A class and its superclasses, nearest first, as far as they are generated. */
export function* lineage(planned: PlannedClass): Generator<PlannedClass, void, undefined> {
  for (let link: PlannedClass | null = planned; link !== null; link = link.superclass) yield link;
}

function byName<T extends { readonly declaration: { readonly name: string } }>(
  features: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(features.map((feature) => [foldName(feature.declaration.name), feature]));
}
