import type { EmbeddedForm } from '../embedded-form.js';
import type { EnumerateRequest } from '../protocol.js';
import type { CimSchema } from '../schema/index.js';
import { CimInstance, type CimReference } from '../values/index.js';
import { ValueChecker } from './check-value.js';
import { ClassStore } from './class-store.js';
import { withDeclaredKeys, withDeclaredReferences } from './declared-keys.js';
import { instancePath, type StoredInstance } from './instance-identity.js';
import { InstanceStore, upcast } from './instance-store.js';
import type { RepositoryClass } from './repository-class.js';
import { invalidAsMiError, repositoryError, unlessInvalid } from './repository-error.js';
import { childNamespace, extendStore } from './schema-loader.js';

/** A change of a stored instance. */
export interface InstanceChange {
  readonly kind: 'creation' | 'modification' | 'deletion';
  readonly cimClass: RepositoryClass;
  /** The instance after the change; for a deletion, the instance before it. */
  readonly instance: CimInstance;
  /** The instance before a modification; null for the other changes. */
  readonly previous: CimInstance | null;
}

/**
 * What a repository holds, and what operations do with its instances. The instances that it gives out are the stored
 * ones: they must be copied before they leave the repository.
 */
export class RepositoryContent {
  #instances: InstanceStore;
  #onChange: (change: InstanceChange) => void = () => {};

  /** @param form how instances have embedded ones that the schema declares as strings. */
  constructor(form: EmbeddedForm = 'instance') {
    this.#instances = new InstanceStore(ClassStore.empty(form));
  }

  /** The classes that are there now. Loading a schema replaces the store. */
  get classes(): ClassStore {
    return this.#instances.classes;
  }

  /** Calls the listener at every change from now on, but not for what is loaded. There is one listener. */
  watch(listener: (change: InstanceChange) => void): void {
    this.#onChange = listener;
  }

  /**
   * Adds the classes and instances of a schema: all of them, or none.
   * @throws RepositoryLoadError naming everything that is wrong.
   */
  load(schema: CimSchema): void {
    this.#instances = extendStore(this.#instances, schema);
  }

  /**
   * The instance with these keys: of the class that they name, or else of the only subclass that has one.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS, NOT_FOUND, INVALID_PARAMETER, TYPE_MISMATCH
   */
  get(namespace: string, keys: CimInstance): StoredInstance {
    const cimClass = this.classes.require(namespace, keys.className);
    const found = invalidAsMiError(cimClass.namespace, () => this.#instances.find(cimClass, keys));
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    const path = `${namespace}:${instancePath(cimClass, withDeclaredKeys(this.classes, cimClass, keys))}`;
    if (only === undefined) throw repositoryError('NOT_FOUND', `there is no instance ${path}`);
    const classes = found.map((candidate) => candidate.cimClass.name).join(' and ');
    throw repositoryError('INVALID_PARAMETER', `${path} may be an instance of ${classes}`);
  }

  /** The instance that a reference leads to; null when there is none, or more than one. */
  resolve(reference: CimReference, holderNamespace: string): StoredInstance | null {
    const cimClass = this.classes.find(reference.namespace ?? holderNamespace, reference.className);
    const found = cimClass && unlessInvalid(() => this.#instances.find(cimClass, reference.toInstance()));
    return found?.length === 1 ? (found[0] ?? null) : null;
  }

  /** The associations that may refer to a stored instance, in the order of their creation. */
  mayReferTo(stored: StoredInstance): readonly StoredInstance[] {
    return this.#instances.mayReferTo(stored);
  }

  /**
   * The instances of a class and, unless `shallow`, of its subclasses. `deepBaseOnly` gives all of them as instances of
   * the class, without the properties that subclasses add (DSP0227 calls it ExcludeSubClassProperties).
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS
   */
  enumerate(namespace: string, name: string, polymorphism: EnumerateRequest['polymorphism']): readonly CimInstance[] {
    const cimClass = this.classes.require(namespace, name);
    if (polymorphism === 'shallow') return this.instancesOf(cimClass);
    const classes = [cimClass, ...this.classes.subclassesOf(cimClass)];
    const instances = classes.flatMap((one) => this.instancesOf(one));
    return polymorphism === 'deep' ? instances : instances.map((instance) => upcast(instance, cimClass));
  }

  /** The instances of the class itself, without those of its subclasses. */
  instancesOf(cimClass: RepositoryClass): readonly CimInstance[] {
    return this.#instances.of(cimClass);
  }

  /**
   * Adds an instance. A property that is not given gets the default value of its class, or null. As with WMI, an
   * instance of `__NAMESPACE` creates a namespace.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS, NOT_SUPPORTED (abstract class), ALREADY_EXISTS,
   * INVALID_PARAMETER, TYPE_MISMATCH, NO_SUCH_PROPERTY
   */
  create(namespace: string, given: CimInstance): CimInstance {
    const cimClass = this.classes.require(namespace, given.className);
    const instance = invalidAsMiError(cimClass.namespace, () => this.#instances.add(cimClass, given));
    const child = childNamespace(cimClass.name, cimClass.namespace, instance.get('Name'));
    if (child !== null) this.classes.addNamespace(child);
    this.#onChange({ kind: 'creation', cimClass, instance, previous: null });
    return instance;
  }

  /** Adds an instance that is made when its class is asked for. There is no event for it. */
  defer(cimClass: RepositoryClass, make: () => CimInstance): void {
    this.#instances.defer(cimClass, make);
  }

  /**
   * Changes the properties that an instance holds beside its keys, whether the class declares them as writable or not:
   * only providers know what clients may change, and tests set up any state.
   * @throws MiError as {@link get} does, and NO_SUCH_PROPERTY
   */
  modify(namespace: string, given: CimInstance): void {
    const stored = this.get(namespace, given);
    const { cimClass, instance: previous } = stored;
    const changes = withDeclaredKeys(this.classes, cimClass, given);
    const checker = new ValueChecker(this.classes, namespace);
    const elements = invalidAsMiError(cimClass.namespace, () => {
      checker.checkInstance(cimClass, changes);
      return previous.elements.map((element) => {
        const change = element.key === true ? undefined : changes.element(element.name);
        if (change === undefined) return element;
        return { ...element, value: withDeclaredReferences(this.classes, change.value, cimClass.namespace) };
      });
    });
    const instance = new CimInstance(cimClass.name, elements, cimClass.namespace);
    this.#instances.replace(stored, instance);
    this.#onChange({ kind: 'modification', cimClass, instance, previous });
  }

  /** @throws MiError as {@link get} does */
  delete(namespace: string, keys: CimInstance): void {
    const stored = this.get(namespace, keys);
    this.#instances.delete(stored);
    this.#onChange({ kind: 'deletion', cimClass: stored.cimClass, instance: stored.instance, previous: null });
  }
}
