import { CimInstance, type CimValue } from '../values/index.js';
import { ValueChecker } from './check-value.js';
import { ClassStore } from './class-store.js';
import { withDeclaredKeys } from './declared-keys.js';
import { instanceIdentity, instancePath } from './instance-identity.js';
import type { RepositoryClass, RepositoryProperty } from './repository-class.js';
import { InvalidValue, within } from './repository-error.js';
import { SchemaValues, typedElement } from './schema-values.js';

/** An instance together with the class that it was created of. */
export interface StoredInstance {
  readonly cimClass: RepositoryClass;
  /** Its keys as text: see {@link instanceIdentity}. */
  readonly identity: string;
  readonly instance: CimInstance;
}

/**
 * The instances of a repository by class and keys, in the order of their creation, and the classes that they are of.
 *
 * A store copies each instance that it takes, and gives out its own ones: they must not be changed, and must be copied
 * before they leave the repository.
 */
export class InstanceStore {
  readonly classes: ClassStore;
  readonly #byClass = new Map<RepositoryClass, Map<string, CimInstance>>();

  constructor(classes: ClassStore = ClassStore.empty) {
    this.classes = classes;
  }

  /** Another store with the same instances, and with classes that extend those of this one. */
  copy(classes: ClassStore): InstanceStore {
    const copy = new InstanceStore(classes);
    for (const [cimClass, instances] of this.#byClass) copy.#byClass.set(cimClass, new Map(instances));
    return copy;
  }

  /** The instances of the class itself, without those of its subclasses. */
  of(cimClass: RepositoryClass): readonly CimInstance[] {
    return [...(this.#byClass.get(cimClass)?.values() ?? [])];
  }

  /**
   * The instance of the class with these keys. When the class itself has none, the instances of its subclasses with
   * these keys.
   * @throws InvalidValue when a key is missing, null, or no value of its type.
   */
  find(cimClass: RepositoryClass, keys: CimInstance): readonly StoredInstance[] {
    const identity = this.#identity(cimClass, withDeclaredKeys(this.classes, cimClass, keys));
    const own = this.#stored(cimClass, identity);
    return own.length > 0 ? own : this.classes.subclassesOf(cimClass).flatMap((one) => this.#stored(one, identity));
  }

  #stored(cimClass: RepositoryClass, identity: string): readonly StoredInstance[] {
    const instance = this.#byClass.get(cimClass)?.get(identity);
    return instance === undefined ? [] : [{ cimClass, identity, instance }];
  }

  /**
   * Adds an instance, with default values for the properties that it lacks.
   * @returns the instance with all properties of its class.
   * @throws InvalidValue NOT_SUPPORTED (abstract class), ALREADY_EXISTS, NO_SUCH_PROPERTY, INVALID_PARAMETER,
   * TYPE_MISMATCH
   */
  add(cimClass: RepositoryClass, given: CimInstance): CimInstance {
    if (cimClass.abstract) {
      throw new InvalidValue('NOT_SUPPORTED', `${cimClass.name} is abstract: only its subclasses have instances`);
    }
    const instance = completeInstance(this.classes, cimClass, given);
    const identity = this.#identity(cimClass, instance);
    if (this.#stored(cimClass, identity).length > 0) {
      throw new InvalidValue('ALREADY_EXISTS', `${instancePath(cimClass, instance)} exists already`);
    }
    this.#set(cimClass, identity, instance);
    return instance;
  }

  /** Puts an instance in the place of a stored one with the same keys. */
  replace({ cimClass, identity }: StoredInstance, instance: CimInstance): void {
    this.#set(cimClass, identity, instance);
  }

  delete({ cimClass, identity }: StoredInstance): void {
    this.#byClass.get(cimClass)?.delete(identity);
  }

  #set(cimClass: RepositoryClass, identity: string, instance: CimInstance): void {
    const instances = this.#byClass.get(cimClass) ?? new Map<string, CimInstance>();
    this.#byClass.set(cimClass, instances.set(identity, copyInstance(instance)));
  }

  #identity(cimClass: RepositoryClass, instance: CimInstance): string {
    return instanceIdentity(cimClass, instance, new ValueChecker(this.classes, cimClass.namespace));
  }
}

/**
 * The instance with all properties of its class. A property that is not given gets its default value, or null.
 * @throws InvalidValue NO_SUCH_PROPERTY, INVALID_PARAMETER, TYPE_MISMATCH
 */
export function completeInstance(classes: ClassStore, cimClass: RepositoryClass, given: CimInstance): CimInstance {
  new ValueChecker(classes, cimClass.namespace).checkInstance(cimClass, given);
  const schemaValues = new SchemaValues(classes, cimClass.namespace);
  const propertyValue = (property: RepositoryProperty): CimValue => {
    const element = given.element(property.name);
    if (element !== undefined) return element.value;
    return within(`${cimClass.name}.${property.name}`, () => schemaValues.defaultValue(property));
  };
  const elements = Array.from(cimClass.properties.values(), (property) =>
    typedElement(property, propertyValue(property)),
  );
  return new CimInstance(cimClass.name, elements, cimClass.namespace);
}

/** A copy that shares no bytes with the original: to write into the bytes of one leaves the other unchanged. */
export function copyInstance({ className, elements, namespace }: CimInstance): CimInstance {
  const copies = elements.map((element) => ({ ...element, value: copyValue(element.value) }));
  return new CimInstance(className, copies, namespace);
}

function copyValue<T extends CimValue>(value: T): T;
function copyValue(value: CimValue): CimValue {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (value instanceof CimInstance) return copyInstance(value);
  return Array.isArray(value) ? value.map((item) => copyValue(item)) : value;
}

/** The instance with its keys only. */
export function keyOnly({ className, elements, namespace }: CimInstance): CimInstance {
  const keys = elements.filter(({ key }) => key === true);
  return new CimInstance(className, keys, namespace);
}

/** The instance as one of a superclass, without the properties that subclasses add. */
export function upcast({ elements }: CimInstance, superclass: RepositoryClass): CimInstance {
  const known = elements.filter(({ name }) => superclass.property(name) !== undefined);
  return new CimInstance(superclass.name, known, superclass.namespace);
}
