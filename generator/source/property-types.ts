import { type CimClass, type CimType, classKey, DEEPEST_INHERITANCE, foldName } from '../../runtime/schema/index.js';

/** The type that a value must have. */
export interface ExpectedType {
  readonly type: CimType;
  readonly array: boolean;
  /** True for a string that is declared to hold an instance. */
  readonly embedded?: boolean;
}

/** Properties by name and type; of two with the same name the first is used. */
export type NamedTypes = readonly (readonly [name: string, type: ExpectedType])[];

/** A class whose properties are put into a map when they are first asked for: most classes have no instances. */
class ClassTypes {
  readonly superclass: string | null;
  readonly #declared: () => NamedTypes;
  #properties: ReadonlyMap<string, ExpectedType> | null = null;

  constructor(superclass: string | null, declared: () => NamedTypes) {
    this.superclass = superclass;
    this.#declared = declared;
  }

  get properties(): ReadonlyMap<string, ExpectedType> {
    this.#properties ??= new Map([...this.#declared()].reverse().map(([name, type]) => [foldName(name), type]));
    return this.#properties;
  }
}

/** The types of the properties of all classes. Values in an instance get the type of their property. */
export class PropertyTypes {
  readonly #classes = new Map<string, ClassTypes>();
  /** What was found in superclasses, by class and property: many instances may be of one class. */
  readonly #inherited = new Map<string, ExpectedType | null>();

  /** The types that classes declare. */
  static of(classes: Iterable<CimClass>): PropertyTypes {
    const types = new PropertyTypes();
    for (const cimClass of classes) {
      types.add(cimClass, () => cimClass.properties.map((property) => [property.name, property]));
    }
    return types;
  }

  /** @param properties gives those that the class itself declares */
  add(
    { namespace, name, superclass }: Pick<CimClass, 'namespace' | 'name' | 'superclass'>,
    properties: () => NamedTypes,
  ): void {
    if (this.#inherited.size > 0) this.#inherited.clear();
    this.#classes.set(classKey(namespace, name), new ClassTypes(superclass, properties));
  }

  /** The type of a property that a class declares or inherits; null when the class or the property is not known. */
  find(namespace: string, className: string, property: string): ExpectedType | null {
    const name = foldName(property);
    const types = this.#classes.get(classKey(namespace, className));
    if (types === undefined) return null;
    const own = types.properties.get(name);
    // A string that is declared again may inherit the qualifier that says what it holds.
    if (own !== undefined && (own.type !== 'string' || own.embedded === true)) return own;
    const key = classKey(namespace, `${className}.${property}`);
    let found = this.#inherited.get(key);
    if (found === undefined) {
      found = this.#findInherited(namespace, types.superclass, name);
      if (own !== undefined) found = found?.embedded === true ? { ...own, embedded: true } : own;
      this.#inherited.set(key, found);
    }
    return found;
  }

  #findInherited(namespace: string, superclass: string | null, name: string): ExpectedType | null {
    let types = superclass === null ? undefined : this.#classes.get(classKey(namespace, superclass));
    for (let depth = 0; types !== undefined && depth < DEEPEST_INHERITANCE; depth++) {
      const found = types.properties.get(name);
      if (found !== undefined) return found;
      types = types.superclass === null ? undefined : this.#classes.get(classKey(namespace, types.superclass));
    }
    return null;
  }
}
