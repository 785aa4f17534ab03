import type { EnumerateRequest } from '../protocol.js';
import type { CimInstanceDeclaration, CimSchema } from '../schema/index.js';
import { CimInstance } from '../values/index.js';
import { ValueChecker } from './check-value.js';
import { ClassStore } from './class-store.js';
import { instanceIdentity, instancePath } from './instance-identity.js';
import { InvalidValue, within } from './invalid-value.js';
import type { RepositoryClass, RepositoryProperty } from './repository-class.js';
import { RepositoryLoadError, repositoryError } from './repository-error.js';
import { aliasLookup } from './schema-aliases.js';
import { SchemaValues, typedElement } from './schema-values.js';

/** An instance with the class it was created of. */
export interface StoredInstance {
  readonly cimClass: RepositoryClass;
  readonly instance: CimInstance;
}

/** Instances by creation class and identity, in the order of creation. */
type Instances = Map<RepositoryClass, Map<string, CimInstance>>;

/** The classes and instances of a repository. What cannot be done throws an `MiError` with MI's result for the case. */
export class RepositoryContent {
  #classes: ClassStore = ClassStore.empty;
  #instances: Instances = new Map();

  /**
   * Adds classes and instances: all of the schema, or nothing.
   * @throws RepositoryLoadError naming everything that is wrong.
   */
  load(schema: CimSchema): void {
    const problems: string[] = [];
    const namespaces = [...schema.qualifierDeclarations, ...schema.instances].map(({ namespace }) => namespace);
    const next = new RepositoryContent();
    next.#classes = this.#classes.extend(schema.classes, namespaces, problems);
    next.#instances = new Map([...this.#instances].map(([cimClass, instances]) => [cimClass, new Map(instances)]));
    const aliases = aliasLookup(schema);
    for (const declaration of schema.instances) {
      try {
        next.#loadInstance(declaration, new SchemaValues(next.#classes, declaration.namespace, aliases));
      } catch (error) {
        if (!(error instanceof InvalidValue)) throw error;
        problems.push(`instance of ${declaration.namespace}:${declaration.className}: ${error.message}`);
      }
    }
    if (problems.length > 0) throw new RepositoryLoadError(problems);
    this.#classes = next.#classes;
    this.#instances = next.#instances;
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

  /** @throws MiError INVALID_NAMESPACE */
  requireNamespace(namespace: string): void {
    if (!this.#classes.hasNamespace(namespace)) {
      throw repositoryError('INVALID_NAMESPACE', `there is no namespace ${namespace}`);
    }
  }

  /** @throws MiError INVALID_NAMESPACE, INVALID_CLASS */
  requireClass(namespace: string, name: string): RepositoryClass {
    this.requireNamespace(namespace);
    const cimClass = this.#classes.find(namespace, name);
    if (cimClass === undefined) throw repositoryError('INVALID_CLASS', `there is no class ${name} in ${namespace}`);
    return cimClass;
  }

  /**
   * The classes derived from a class, or the classes of a namespace; `shallow` gives only the direct subclasses, or
   * the classes without superclass.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS
   */
  subclasses(namespace: string, name: string | null, polymorphism: 'deep' | 'shallow'): readonly RepositoryClass[] {
    this.requireNamespace(namespace);
    const superclass = name === null ? null : this.requireClass(namespace, name);
    const all = superclass === null ? this.#classes.classesIn(namespace) : this.#classes.descendants(superclass);
    return polymorphism === 'deep' ? all : all.filter((cimClass) => cimClass.superclass === superclass);
  }

  /**
   * The instance with these keys: of the class named, or else of the only subclass that has one.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS, NOT_FOUND, INVALID_PARAMETER, TYPE_MISMATCH
   */
  get(namespace: string, keys: CimInstance): StoredInstance {
    const cimClass = this.requireClass(namespace, keys.className);
    const identity = asMiError(cimClass, () => instanceIdentity(cimClass, keys, this.checker(namespace)));
    const own = this.#instances.get(cimClass)?.get(identity);
    if (own !== undefined) return { cimClass, instance: own };
    const found = this.#classes.descendants(cimClass).flatMap((subclass) => {
      const instance = this.#instances.get(subclass)?.get(identity);
      return instance === undefined ? [] : { cimClass: subclass, instance };
    });
    const [only] = found;
    if (only === undefined) {
      throw repositoryError('NOT_FOUND', `there is no instance ${namespace}:${instancePath(cimClass, keys)}`);
    }
    if (found.length === 1) return only;
    const classes = found.map(({ cimClass: { name } }) => name).join(' and ');
    throw repositoryError(
      'INVALID_PARAMETER',
      `${namespace}:${instancePath(cimClass, keys)} may be an instance of ${classes}`,
    );
  }

  /**
   * The instances of a class and, unless `shallow`, of its subclasses. With `deepBaseOnly` all are instances of the
   * class named, without what subclasses add (DSP0227 calls it ExcludeSubClassProperties).
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS
   */
  enumerate(namespace: string, name: string, polymorphism: EnumerateRequest['polymorphism']): readonly CimInstance[] {
    const cimClass = this.requireClass(namespace, name);
    const classes = polymorphism === 'shallow' ? [cimClass] : [cimClass, ...this.#classes.descendants(cimClass)];
    const instances = classes.flatMap((one) => [...(this.#instances.get(one)?.values() ?? [])]);
    return polymorphism === 'deepBaseOnly' ? instances.map((instance) => upcast(instance, cimClass)) : instances;
  }

  /**
   * Adds an instance. Default values of its class stand in for properties it lacks, null where there are none.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS, NOT_SUPPORTED (abstract class), ALREADY_EXISTS,
   * INVALID_PARAMETER, TYPE_MISMATCH, NO_SUCH_PROPERTY
   */
  create(namespace: string, instance: CimInstance): CimInstance {
    const cimClass = this.requireClass(namespace, instance.className);
    return asMiError(cimClass, () => this.#add(cimClass, instance));
  }

  /**
   * Changes the properties that `changes` holds beside the keys. A property need not be writable: what a class allows
   * its clients is for providers to decide, and tests set up any state.
   * @throws MiError as {@link get} does, and NO_SUCH_PROPERTY
   */
  modify(namespace: string, changes: CimInstance): CimInstance {
    const { cimClass, instance } = this.get(namespace, changes);
    asMiError(cimClass, () => this.checker(namespace).checkInstance(cimClass, changes));
    const elements = instance.elements.map((element) => {
      const change = element.key === true ? undefined : changes.element(element.name);
      return change === undefined ? element : { ...element, value: change.value };
    });
    return this.#put(cimClass, new CimInstance(cimClass.name, elements, cimClass.namespace));
  }

  /** @throws MiError as {@link get} does */
  delete(namespace: string, keys: CimInstance): void {
    const { cimClass, instance } = this.get(namespace, keys);
    this.#instances.get(cimClass)?.delete(this.#identity(cimClass, instance));
  }

  checker(namespace: string): ValueChecker {
    return new ValueChecker(this.#classes, namespace);
  }

  #add(cimClass: RepositoryClass, given: CimInstance): CimInstance {
    if (cimClass.abstract) {
      throw new InvalidValue('NOT_SUPPORTED', `${cimClass.name} is abstract: only its subclasses have instances`);
    }
    this.checker(cimClass.namespace).checkInstance(cimClass, given);
    const instance = this.#complete(cimClass, given);
    if (this.#instances.get(cimClass)?.has(this.#identity(cimClass, instance)) === true) {
      throw new InvalidValue('ALREADY_EXISTS', `${instancePath(cimClass, instance)} exists already`);
    }
    return this.#put(cimClass, instance);
  }

  #put(cimClass: RepositoryClass, instance: CimInstance): CimInstance {
    const instances = this.#instances.get(cimClass) ?? new Map<string, CimInstance>();
    this.#instances.set(cimClass, instances.set(this.#identity(cimClass, instance), instance));
    return instance;
  }

  #identity(cimClass: RepositoryClass, instance: CimInstance): string {
    return instanceIdentity(cimClass, instance, this.checker(cimClass.namespace));
  }

  #complete(cimClass: RepositoryClass, given: CimInstance): CimInstance {
    const values = new SchemaValues(this.#classes, cimClass.namespace);
    const value = (property: RepositoryProperty) => {
      const element = given.element(property.name);
      if (element !== undefined) return element.value;
      const written = property.defaultFrom?.defaultValue ?? null;
      return within(`${cimClass.name}.${property.name}: default value`, () => values.value(property, written));
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
