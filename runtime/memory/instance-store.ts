import { isDeepStrictEqual } from 'node:util';
import { isSystemName } from '../schema/index.js';
import { CimInstance, type CimValue } from '../values/index.js';
import { ValueChecker } from './check-value.js';
import type { ClassStore } from './class-store.js';
import { withDeclaredKeys, withDeclaredReferences } from './declared-keys.js';
import { instanceIdentity, instancePath, type StoredInstance } from './instance-identity.js';
import { ReferenceIndex } from './reference-index.js';
import type { RepositoryClass, RepositoryProperty } from './repository-class.js';
import { collecting, InvalidValue, within } from './repository-error.js';
import { SchemaValues, typedElement } from './schema-values.js';

/**
 * The instances of a repository by class and keys, in the order of their creation, and the classes that they are of.
 *
 * A store copies each instance that it takes, and gives out its own ones: they must not be changed, and must be copied
 * before they leave the repository.
 */
export class InstanceStore {
  readonly classes: ClassStore;
  readonly #byClass = new Map<RepositoryClass, Map<string, StoredInstance>>();
  /** What makes the instances that have been added and not been asked for, by class. */
  readonly #deferred = new Map<RepositoryClass, (() => CimInstance)[]>();
  readonly #references: ReferenceIndex;

  constructor(classes: ClassStore) {
    this.classes = classes;
    this.#references = new ReferenceIndex(classes);
  }

  /**
   * Another store with the same instances, and with classes that extend those of this one. Where a class is declared
   * anew, adds a sentence to `problems` for each of its instances that it does not allow.
   */
  copy(classes: ClassStore, problems: string[]): InstanceStore {
    const copy = new InstanceStore(classes);
    for (const [known, makers] of [...this.#deferred]) {
      if (classes.find(known.namespace, known.name) === known) copy.#deferred.set(known, [...makers]);
      else this.#makeDeferred([known]);
    }
    for (const [known, instances] of this.#byClass) {
      const cimClass = classes.find(known.namespace, known.name) ?? known;
      for (const stored of instances.values()) {
        if (cimClass === known) copy.#put(stored);
        else collecting(problems, `the stored instance of ${known.path}`, () => copy.add(cimClass, stored.instance));
      }
    }
    return copy;
  }

  /** The instances of the class itself, without those of its subclasses. */
  of(cimClass: RepositoryClass): readonly CimInstance[] {
    this.#makeDeferredOf(cimClass);
    return Array.from(this.#byClass.get(cimClass)?.values() ?? [], ({ instance }) => instance);
  }

  /**
   * The instance of the class with these keys. When the class itself has none, the instances of its subclasses with
   * these keys.
   * @throws InvalidValue when a key is missing, null, or no value of its type.
   */
  find(cimClass: RepositoryClass, keys: CimInstance): readonly StoredInstance[] {
    const identity = instanceIdentity(cimClass, withDeclaredKeys(this.classes, cimClass, keys), this.classes);
    const own = this.#stored(cimClass, identity);
    return own.length > 0 ? own : this.classes.subclassesOf(cimClass).flatMap((one) => this.#stored(one, identity));
  }

  #stored(cimClass: RepositoryClass, identity: string): readonly StoredInstance[] {
    this.#makeDeferredOf(cimClass);
    const stored = this.#byClass.get(cimClass)?.get(identity);
    return stored === undefined ? [] : [stored];
  }

  /** The associations that may refer to the instance, in the order of their creation. */
  mayReferTo(stored: StoredInstance): readonly StoredInstance[] {
    this.#makeDeferred(this.#deferredAssociations());
    return this.#references.candidates(stored);
  }

  /**
   * Adds an instance that is made when its class is asked for. It must be one that {@link add} takes: what is wrong
   * with it is known then.
   */
  defer(cimClass: RepositoryClass, make: () => CimInstance): void {
    const makers = this.#deferred.get(cimClass);
    if (makers === undefined) this.#deferred.set(cimClass, [make]);
    else makers.push(make);
  }

  #makeDeferredOf(cimClass: RepositoryClass): void {
    if (!this.#deferred.has(cimClass)) return;
    // Associations are all made together: they are found in the same order, whichever is asked for first.
    this.#makeDeferred(cimClass.association ? this.#deferredAssociations() : [cimClass]);
  }

  #deferredAssociations(): readonly RepositoryClass[] {
    return [...this.#deferred.keys()].filter((cimClass) => cimClass.association);
  }

  #makeDeferred(classes: readonly RepositoryClass[]): void {
    for (const cimClass of classes) {
      const makers = this.#deferred.get(cimClass) ?? [];
      this.#deferred.delete(cimClass);
      for (const make of makers) this.add(cimClass, make());
    }
  }

  /**
   * Adds an instance, with default values for the properties that it lacks.
   * @returns the instance with all properties of its class.
   * @throws InvalidValue NOT_SUPPORTED (abstract class), ALREADY_EXISTS, NO_SUCH_PROPERTY, INVALID_PARAMETER,
   * TYPE_MISMATCH
   */
  add(cimClass: RepositoryClass, given: CimInstance): CimInstance {
    const stored = this.#complete(cimClass, given);
    if (this.#stored(cimClass, stored.identity).length > 0) throw alreadyExists(stored);
    return this.#put(stored).instance;
  }

  /**
   * Adds an instance that a schema declares. It may be declared again in the same way. Of several declarations of an
   * instance of WMI's system classes, such as the registration of a provider, the last one counts.
   * @throws InvalidValue as {@link add} does
   */
  load(cimClass: RepositoryClass, given: CimInstance): void {
    const stored = this.#complete(cimClass, given);
    const [known] = this.#stored(cimClass, stored.identity);
    if (known === undefined) this.#put(stored);
    else if (isSystemName(cimClass.name)) this.replace(known, stored.instance);
    else if (!isDeepStrictEqual(known.instance, stored.instance)) throw alreadyExists(stored);
  }

  #complete(cimClass: RepositoryClass, given: CimInstance): StoredInstance {
    if (cimClass.abstract) {
      throw new InvalidValue('NOT_SUPPORTED', `${cimClass.name} is abstract: only its subclasses have instances`);
    }
    const instance = completeInstance(this.classes, cimClass, given);
    return { cimClass, identity: instanceIdentity(cimClass, instance, this.classes), instance };
  }

  /** Puts an instance in the place of a stored one with the same keys. */
  replace(stored: StoredInstance, instance: CimInstance): void {
    const successor = { ...stored, instance: copyInstance(instance) };
    this.#references.remove(stored, successor);
    this.#put(successor);
  }

  delete(stored: StoredInstance): void {
    this.#byClass.get(stored.cimClass)?.delete(stored.identity);
    this.#references.remove(stored);
  }

  #put(stored: StoredInstance): StoredInstance {
    const { cimClass, identity } = stored;
    const instances = this.#byClass.get(cimClass) ?? new Map<string, StoredInstance>();
    this.#byClass.set(cimClass, instances.set(identity, stored));
    this.#references.add(stored);
    return stored;
  }
}

function alreadyExists({ cimClass, instance }: StoredInstance): InvalidValue {
  return new InvalidValue('ALREADY_EXISTS', `${instancePath(cimClass, instance)} exists already`);
}

/**
 * The instance with all properties of its class. A property that is not given gets its default value, or null. The
 * result shares no bytes with what was given.
 * @throws InvalidValue NO_SUCH_PROPERTY, INVALID_PARAMETER, TYPE_MISMATCH
 */
export function completeInstance(classes: ClassStore, cimClass: RepositoryClass, given: CimInstance): CimInstance {
  new ValueChecker(classes, cimClass.namespace).checkInstance(cimClass, given);
  const schemaValues = new SchemaValues(classes, cimClass.namespace);
  const propertyValue = (property: RepositoryProperty): CimValue => {
    const element = given.element(property.name);
    // Most properties are not given, and have no default.
    if (element === undefined && property.defaultValue === null) return null;
    return within(`${cimClass.name}.${property.name}`, () => {
      if (element === undefined) return schemaValues.defaultValue(property);
      return withDeclaredReferences(classes, copyValue(element.value), cimClass.namespace);
    });
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
