import { isDeepStrictEqual } from 'node:util';
import {
  type CimClass,
  classKey,
  DEEPEST_INHERITANCE,
  foldName,
  sameAsInherited,
  withInherited,
  withoutInherited,
} from '../../../runtime/schema/index.js';

interface AddedClass {
  readonly cimClass: CimClass;
  /** True where the elements of superclasses are among those of the class. */
  readonly holdsInherited: boolean;
}

/** Classes of which some hold what they inherit. The model holds what a class declares itself. */
export class OwnElements {
  /** Those that are declared here, in order. Of equal ones the first. */
  readonly #added: AddedClass[] = [];
  /** All classes, by their identity; of several the last one. */
  readonly #byName = new Map<string, AddedClass>();
  readonly #whole = new Map<AddedClass, CimClass>();
  readonly #marked: ReadonlySet<object>;
  readonly #replace: (before: object, after: object) => void;

  /**
   * @param known classes that are declared elsewhere
   * @param marked the qualifiers that are marked as inherited
   * @param replace told of each object of a class that is replaced by another
   */
  constructor(
    known: readonly CimClass[],
    marked: ReadonlySet<object>,
    replace: (before: object, after: object) => void,
  ) {
    for (const cimClass of known) this.#set({ cimClass, holdsInherited: false });
    this.#marked = marked;
    this.#replace = replace;
  }

  add(cimClass: CimClass, holdsInherited: boolean): void {
    const added = { cimClass, holdsInherited };
    const before = this.#byName.get(keyOf(cimClass));
    if (before !== undefined && isDeepStrictEqual(before, added)) return;
    this.#added.push(added);
    this.#set(added);
  }

  #set(added: AddedClass): void {
    this.#byName.set(keyOf(added.cimClass), added);
  }

  /** The classes that were added, without what they inherit. A class whose superclass is not known stays whole. */
  classes(): readonly CimClass[] {
    return this.#added.map((added) => {
      const superclass = added.holdsInherited ? this.#superclassOf(added) : null;
      if (superclass === null) return added.cimClass;
      return this.#located(added.cimClass, withoutInherited(added.cimClass, superclass, sameAsInherited(this.#marked)));
    });
  }

  /** The superclass with all that it inherits; null where it is not known. */
  #superclassOf(added: AddedClass, depth = 0): CimClass | null {
    const { namespace, superclass } = added.cimClass;
    const found = superclass === null ? undefined : this.#byName.get(classKey(namespace, superclass));
    // Where classes inherit from themselves, that is an error of the schema, which is checked later.
    return found === undefined || depth === DEEPEST_INHERITANCE ? null : this.#wholeOf(found, depth + 1);
  }

  #wholeOf(added: AddedClass, depth: number): CimClass {
    if (added.holdsInherited) return added.cimClass;
    const known = this.#whole.get(added);
    if (known !== undefined) return known;
    const superclass = this.#superclassOf(added, depth);
    const whole = superclass === null ? added.cimClass : withInherited(added.cimClass, superclass);
    this.#whole.set(added, whole);
    return whole;
  }

  /** Tells which objects of a class stand for which of the one that it was made from. */
  #located(before: CimClass, after: CimClass): CimClass {
    this.#replace(before, after);
    this.#replaceNamed(after.properties, before.properties);
    for (const [method, replaced] of this.#replaceNamed(after.methods, before.methods)) {
      this.#replaceNamed(method.parameters, replaced?.parameters ?? []);
    }
    return after;
  }

  #replaceNamed<T extends Named>(after: readonly T[], before: readonly T[]): readonly Pair<T>[] {
    const replaced = pairs(after, before);
    for (const [element, old] of replaced) if (old !== undefined) this.#replace(old, element);
    return replaced;
  }
}

function keyOf({ namespace, name }: CimClass): string {
  return classKey(namespace, name);
}

interface Named {
  readonly name: string;
}

type Pair<T> = readonly [element: T, ofSameName: T | undefined];

/** Elements, each with the one of the same name among others. */
function pairs<T extends Named>(elements: readonly T[], others: readonly T[]): readonly Pair<T>[] {
  const byName = new Map(others.map((element) => [foldName(element.name), element]));
  return elements.map((element) => [element, byName.get(foldName(element.name))]);
}
