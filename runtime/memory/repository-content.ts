import type { EnumerateRequest } from '../protocol.js';
import type { CimInstanceDeclaration, CimSchema } from '../schema/index.js';
import { CimInstance, type CimReference } from '../values/index.js';
import { ValueChecker } from './check-value.js';
import { ClassStore } from './class-store.js';
import type { DeclaredType } from './declared-type.js';
import { instanceIdentity, instancePath } from './instance-identity.js';
import { InstanceStore } from './instance-store.js';
import { InvalidValue, unlessInvalid, within } from './invalid-value.js';
import type { RepositoryClass, RepositoryProperty } from './repository-class.js';
import { RepositoryLoadError, repositoryError } from './repository-error.js';
import { aliasLookup } from './schema-loader.js';
import { SchemaValues, typedElement } from './schema-values.js';

/** An instance with the class it was created of. */
export interface StoredInstance {
  readonly cimClass: RepositoryClass;
  readonly identity: string;
  readonly instance: CimInstance;
}

/** What happened to an instance. */
export interface InstanceChange {
  readonly kind: 'creation' | 'modification' | 'deletion';
  readonly cimClass: RepositoryClass;
  /** As it is now; as it was, when it is deleted. */
  readonly instance: CimInstance;
  /** As it was before a modification. */
  readonly previous: CimInstance | null;
}

/**
 * The classes and instances of a repository. Instances come as they are held: what is handed out has to be a copy. What
 * cannot be done throws an `MiError` with MI's result for the case.
 */
export class RepositoryContent {
  #classes: ClassStore;
  #instances: InstanceStore;
  #onChange: (change: InstanceChange) => void = () => {};

  constructor(classes: ClassStore = ClassStore.empty, instances: InstanceStore = new InstanceStore()) {
    this.#classes = classes;
    this.#instances = instances;
  }

  /** Tells of every change from now on, except of what a schema loads. There is one listener. */
  watch(listener: (change: InstanceChange) => void): void {
    this.#onChange = listener;
  }

  /**
   * Adds classes and instances: all of the schema, or nothing.
   * @throws RepositoryLoadError naming everything that is wrong.
   */
  load(schema: CimSchema): void {
    const problems: string[] = [];
    const namespaces = [...schema.qualifierDeclarations, ...schema.instances].map(({ namespace }) => namespace);
    const classes = this.#classes.extend(schema.classes, namespaces, problems);
    const instances = this.#instances.copy();
    new RepositoryContent(classes, instances).#loadInstances(schema, problems);
    if (problems.length > 0) throw new RepositoryLoadError(problems);
    this.#classes = classes;
    this.#instances = instances;
  }

  #loadInstances(schema: CimSchema, problems: string[]): void {
    const aliases = aliasLookup(schema);
    for (const declaration of schema.instances) {
      try {
        this.#loadInstance(declaration, new SchemaValues(this.#classes, declaration.namespace, aliases));
      } catch (error) {
        if (!(error instanceof InvalidValue)) throw error;
        problems.push(`instance of ${declaration.namespace}:${declaration.className}: ${error.message}`);
      }
    }
  }

  #loadInstance(declaration: CimInstanceDeclaration, values: SchemaValues): void {
    const cimClass = this.#classes.find(declaration.namespace, declaration.className);
    // WMI's own system classes stand in no schema; their instances register native providers, of no use here.
    if (cimClass === undefined && declaration.className.startsWith('__')) return;
    const instance = values.instance(declaration);
    // An instance without identity that bears an alias is written only to be embedded elsewhere.
    if (cimClass !== undefined && (cimClass.keys.length > 0 || declaration.alias === undefined)) {
      this.#add(cimClass, instance);
    }
  }

  /** The class of that name, both names in any letter case. */
  findClass(namespace: string, name: string): RepositoryClass | undefined {
    return this.#classes.find(namespace, name);
  }

  /** @throws MiError INVALID_NAMESPACE, INVALID_CLASS */
  requireClass(namespace: string, name: string): RepositoryClass {
    this.#requireNamespace(namespace);
    const cimClass = this.#classes.find(namespace, name);
    if (cimClass === undefined) throw repositoryError('INVALID_CLASS', `there is no class ${name} in ${namespace}`);
    return cimClass;
  }

  #requireNamespace(namespace: string): void {
    if (this.#classes.hasNamespace(namespace)) return;
    throw repositoryError('INVALID_NAMESPACE', `there is no namespace ${namespace}`);
  }

  /**
   * The classes derived from a class, or the classes of a namespace; `shallow` gives only the direct subclasses, or
   * the classes without superclass.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS
   */
  subclasses(namespace: string, name: string | null, polymorphism: 'deep' | 'shallow'): readonly RepositoryClass[] {
    this.#requireNamespace(namespace);
    const superclass = name === null ? null : this.requireClass(namespace, name);
    const all = superclass === null ? this.#classes.classesIn(namespace) : this.#classes.descendants(superclass);
    return polymorphism === 'deep' ? all : all.filter((cimClass) => cimClass.superclass === superclass);
  }

  /**
   * The instance with these keys: of the class named, or else of the only subclass that has one.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS, NOT_FOUND, INVALID_PARAMETER, TYPE_MISMATCH
   */
  get(namespace: string, keys: CimInstance): StoredInstance {
    const named = this.requireClass(namespace, keys.className);
    const found = asMiError(named, () => this.#findAll(named, keys));
    const path = `${namespace}:${instancePath(named, keys)}`;
    const [only] = found;
    if (only === undefined) throw repositoryError('NOT_FOUND', `there is no instance ${path}`);
    if (found.length === 1) return only;
    const classes = found.map(({ cimClass }) => cimClass.name).join(' and ');
    throw repositoryError('INVALID_PARAMETER', `${path} may be an instance of ${classes}`);
  }

  /** The instance that a reference leads to; null when there is none, or more than one. */
  resolve(reference: CimReference, holderNamespace: string): StoredInstance | null {
    const named = this.#classes.find(reference.namespace ?? holderNamespace, reference.className);
    const found = named && unlessInvalid(() => this.#findAll(named, reference.toInstance()));
    return found?.length === 1 ? (found[0] ?? null) : null;
  }

  /**
   * The reference that an object path is.
   * @throws InvalidValue when it is none, or its class has other keys.
   */
  readPath(path: string, namespace: string): CimReference {
    const type: DeclaredType = { type: 'reference', array: false, arraySize: null, className: null };
    return new SchemaValues(this.#classes, namespace).value(type, path) as CimReference;
  }

  #findAll(named: RepositoryClass, keys: CimInstance): readonly StoredInstance[] {
    const identity = this.#identity(named, keys);
    const own = this.#stored(named, identity);
    return own.length > 0 ? own : this.#classes.descendants(named).flatMap((one) => this.#stored(one, identity));
  }

  #stored(cimClass: RepositoryClass, identity: string): readonly StoredInstance[] {
    const instance = this.#instances.get(cimClass, identity);
    return instance === undefined ? [] : [{ cimClass, identity, instance }];
  }

  /**
   * The instances of a class and, unless `shallow`, of its subclasses. With `deepBaseOnly` all are instances of the
   * class named, without what subclasses add (DSP0227 calls it ExcludeSubClassProperties).
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS
   */
  enumerate(namespace: string, name: string, polymorphism: EnumerateRequest['polymorphism']): readonly CimInstance[] {
    const cimClass = this.requireClass(namespace, name);
    if (polymorphism === 'shallow') return this.instancesOf(cimClass);
    const classes = [cimClass, ...this.#classes.descendants(cimClass)];
    const instances = classes.flatMap((one) => this.#instances.of(one));
    return polymorphism === 'deep' ? instances : instances.map((instance) => upcast(instance, cimClass));
  }

  /** The instances of the class itself. */
  instancesOf(cimClass: RepositoryClass): readonly CimInstance[] {
    return this.#instances.of(cimClass);
  }

  /**
   * Adds an instance. Default values of its class stand in for properties it lacks, null where there are none.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS, NOT_SUPPORTED (abstract class), ALREADY_EXISTS,
   * INVALID_PARAMETER, TYPE_MISMATCH, NO_SUCH_PROPERTY
   */
  create(namespace: string, instance: CimInstance): CimInstance {
    const cimClass = this.requireClass(namespace, instance.className);
    const created = asMiError(cimClass, () => this.#add(cimClass, instance));
    this.#onChange({ kind: 'creation', cimClass, instance: created, previous: null });
    return created;
  }

  /**
   * Changes the properties that `changes` holds beside the keys, writable or not: what a class allows its clients is
   * for providers to decide, and tests set up any state.
   * @throws MiError as {@link get} does, and NO_SUCH_PROPERTY
   */
  modify(namespace: string, changes: CimInstance): void {
    const { cimClass, identity, instance: previous } = this.get(namespace, changes);
    asMiError(cimClass, () => this.checker(namespace).checkInstance(cimClass, changes));
    const elements = previous.elements.map((element) => {
      const change = element.key === true ? undefined : changes.element(element.name);
      return change === undefined ? element : { ...element, value: change.value };
    });
    const instance = new CimInstance(cimClass.name, elements, cimClass.namespace);
    this.#instances.set(cimClass, identity, instance);
    this.#onChange({ kind: 'modification', cimClass, instance, previous });
  }

  /** @throws MiError as {@link get} does */
  delete(namespace: string, keys: CimInstance): void {
    const { cimClass, identity, instance } = this.get(namespace, keys);
    this.#instances.delete(cimClass, identity);
    this.#onChange({ kind: 'deletion', cimClass, instance, previous: null });
  }

  /**
   * An instance that is not stored, such as an event, with all properties of its class: default values, or null, where
   * none is given.
   * @throws MiError NO_SUCH_PROPERTY, INVALID_PARAMETER, TYPE_MISMATCH
   */
  complete(cimClass: RepositoryClass, given: CimInstance): CimInstance {
    return asMiError(cimClass, () => this.#complete(cimClass, given));
  }

  checker(namespace: string): ValueChecker {
    return new ValueChecker(this.#classes, namespace);
  }

  #add(cimClass: RepositoryClass, given: CimInstance): CimInstance {
    if (cimClass.abstract) {
      throw new InvalidValue('NOT_SUPPORTED', `${cimClass.name} is abstract: only its subclasses have instances`);
    }
    const instance = this.#complete(cimClass, given);
    const identity = this.#identity(cimClass, instance);
    if (this.#instances.get(cimClass, identity) !== undefined) {
      throw new InvalidValue('ALREADY_EXISTS', `${instancePath(cimClass, instance)} exists already`);
    }
    this.#instances.set(cimClass, identity, instance);
    return instance;
  }

  #identity(cimClass: RepositoryClass, instance: CimInstance): string {
    return instanceIdentity(cimClass, instance, this.checker(cimClass.namespace));
  }

  #complete(cimClass: RepositoryClass, given: CimInstance): CimInstance {
    this.checker(cimClass.namespace).checkInstance(cimClass, given);
    const values = new SchemaValues(this.#classes, cimClass.namespace);
    const value = (property: RepositoryProperty) => {
      const element = given.element(property.name);
      if (element !== undefined) return element.value;
      return within(`${cimClass.name}.${property.name}`, () => values.defaultValue(property));
    };
    const elements = [...cimClass.properties.values()].map((property) => typedElement(property, value(property)));
    return new CimInstance(cimClass.name, elements, cimClass.namespace);
  }
}

/** The instance as one of a superclass. */
function upcast(instance: CimInstance, cimClass: RepositoryClass): CimInstance {
  const elements = instance.elements.filter(({ name }) => cimClass.property(name) !== undefined);
  return new CimInstance(cimClass.name, elements, cimClass.namespace);
}

/** Does the work; what is wrong with a value becomes the error of the operation. */
export function asMiError<T>({ namespace }: RepositoryClass, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InvalidValue ? repositoryError(error.result, `${namespace}:${error.message}`) : error;
  }
}
