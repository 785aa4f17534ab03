import { type CimClass, foldName } from '../../runtime/schema/index.js';
import type { Inheritance } from '../model/index.js';
import type { PlannedClass, PlannedMethod, PlannedProperty } from './planned.js';
import { firstFree, memberName } from './typescript-names.js';

/** True the first time a name is seen, in any letter case. */
export function isNew(name: string, seen: Set<string>): boolean {
  const folded = foldName(name);
  if (seen.has(folded)) return false;
  seen.add(folded);
  return true;
}

/** Finds what the features of a class redeclare, among those of its superclasses, which have been planned before. */
export class PlannedFeatures {
  readonly #inheritance: Inheritance;
  readonly #properties = new FeaturesOfClasses<PlannedProperty>();
  readonly #methods = new FeaturesOfClasses<PlannedMethod>();

  constructor(inheritance: Inheritance) {
    this.#inheritance = inheritance;
  }

  /** Adds a class whose features have been planned. */
  add({ source, properties, methods }: PlannedClass): void {
    this.#properties.add(source, properties);
    this.#methods.add(source, methods);
  }

  /** The nearest declaration of a property in the superclasses of a class that has a feature of that name. */
  inheritedProperty({ source }: PlannedClass, name: string): PlannedProperty | null {
    const owner = this.#inheritance.find(source, name).property?.owner;
    return owner === undefined ? null : this.#properties.find(owner, name);
  }

  /** The nearest declaration of a method in the superclasses of a class that has a feature of that name. */
  inheritedMethod({ source }: PlannedClass, name: string): PlannedMethod | null {
    const owner = this.#inheritance.find(source, name).method?.owner;
    return owner === undefined ? null : this.#methods.find(owner, name);
  }
}

/** The features that classes declare, by the folded names that the schema gives them. */
class FeaturesOfClasses<T extends { readonly declaration: { readonly name: string } }> {
  readonly #features = new Map<CimClass, readonly T[]>();
  /** Only of the classes in which one was looked for. */
  readonly #byName = new Map<CimClass, ReadonlyMap<string, T>>();

  add(owner: CimClass, features: readonly T[]): void {
    this.#features.set(owner, features);
  }

  find(owner: CimClass, name: string): T | null {
    let byName = this.#byName.get(owner);
    if (byName === undefined) {
      const features = this.#features.get(owner) ?? [];
      byName = new Map(features.map((feature) => [foldName(feature.declaration.name), feature]));
      this.#byName.set(owner, byName);
    }
    return byName.get(foldName(name)) ?? null;
  }
}

/**
 * A member for a property that redeclares none. No CIM name holds a `$`: only an instance method of the same name can
 * have its member.
 */
export function propertyMember(name: string, inherited: PlannedMethod | null): string {
  const method = inherited?.isStatic === true ? inherited.counterpart : inherited;
  return firstFree(memberName(name, 'property'), (candidate) => method?.member === candidate);
}

/**
 * A member for a method that redeclares none. In TypeScript, static methods have names of their own.
 *
 * @param property the property of the same name, of the same class or a superclass
 */
export function methodMember(name: string, isStatic: boolean, property: PlannedProperty | null): string {
  if (isStatic) return memberName(name, 'static method');
  return firstFree(memberName(name, 'method'), (candidate) => property?.member === candidate);
}
