import { isDeepStrictEqual } from 'node:util';
import { type CimClass, classKey, foldName } from '../schema/index.js';
import { RepositoryClass } from './repository-class.js';
import { repositoryError } from './repository-error.js';
import { systemClasses } from './system-classes.js';

/** Classes by folded name, in the order of their declaration. */
type ClassMap = ReadonlyMap<string, RepositoryClass>;

/** The classes of a namespace. */
interface NamespaceClasses {
  readonly declared: ClassMap;
  /** Classes that no schema declares. They are found, but not listed; a declared class of the same name hides one. */
  readonly system: ClassMap;
}

/** The classes of a repository. A store is immutable: {@link extend} makes another one. */
export class ClassStore {
  static readonly empty: ClassStore = new ClassStore(new Map());
  readonly #namespaces: ReadonlyMap<string, NamespaceClasses>;

  private constructor(namespaces: ReadonlyMap<string, NamespaceClasses>) {
    this.#namespaces = namespaces;
  }

  /** The class of that name, both names in any letter case. */
  find(namespace: string, name: string): RepositoryClass | undefined {
    return findClass(this.#namespaces, namespace, name);
  }

  /**
   * The class of that name, both names in any letter case.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS
   */
  require(namespace: string, name: string): RepositoryClass {
    this.#requireNamespace(namespace);
    const cimClass = this.find(namespace, name);
    if (cimClass === undefined) throw repositoryError('INVALID_CLASS', `there is no class ${name} in ${namespace}`);
    return cimClass;
  }

  #requireNamespace(namespace: string): void {
    if (this.#namespaces.has(foldName(namespace))) return;
    throw repositoryError('INVALID_NAMESPACE', `there is no namespace ${namespace}`);
  }

  /**
   * The declared classes that are derived from a class, or all of a namespace, in the order of declaration. `shallow`
   * gives only the direct subclasses, or the classes without superclass.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS
   */
  subclasses(namespace: string, name: string | null, polymorphism: 'deep' | 'shallow'): readonly RepositoryClass[] {
    this.#requireNamespace(namespace);
    const superclass = name === null ? null : this.require(namespace, name);
    const all = superclass === null ? this.#declaredIn(namespace) : this.subclassesOf(superclass);
    return polymorphism === 'deep' ? all : all.filter((cimClass) => cimClass.superclass === superclass);
  }

  /** The declared classes that are derived from the class, directly or not, in the order of declaration. */
  subclassesOf(superclass: RepositoryClass): readonly RepositoryClass[] {
    const all = this.#declaredIn(superclass.namespace);
    return all.filter((cimClass) => cimClass !== superclass && cimClass.isA(superclass));
  }

  #declaredIn(namespace: string): readonly RepositoryClass[] {
    return [...(this.#namespaces.get(foldName(namespace))?.declared.values() ?? [])];
  }

  /** A store with more classes and namespaces. Adds a sentence to `problems` for each class that is wrong. */
  extend(classes: readonly CimClass[], namespaces: readonly string[], problems: string[]): ClassStore {
    const extension = new Extension(this.#namespaces, problems);
    for (const namespace of namespaces) extension.addNamespace(namespace);
    extension.addClasses(classes);
    return new ClassStore(extension.result);
  }
}

/** A namespace to which an extension adds classes. */
interface GrowingNamespace extends NamespaceClasses {
  readonly declared: Map<string, RepositoryClass>;
}

/** An extension of a store. A class may be declared before its superclass. */
class Extension {
  readonly result: Map<string, GrowingNamespace>;
  readonly #declared = new Map<string, CimClass>();
  /** Classes whose superclass is being resolved: to reach one of them again means a cycle. */
  readonly #waiting = new Set<CimClass>();
  readonly #problems: string[];

  constructor(known: ReadonlyMap<string, NamespaceClasses>, problems: string[]) {
    this.#problems = problems;
    this.result = new Map([...known].map(([name, one]) => [name, { ...one, declared: new Map(one.declared) }]));
  }

  addNamespace(name: string): GrowingNamespace {
    const namespace = this.result.get(foldName(name)) ?? { declared: new Map(), system: systemClassMap(name) };
    this.result.set(foldName(name), namespace);
    return namespace;
  }

  addClasses(classes: readonly CimClass[]): void {
    for (const declaration of classes) this.#declare(declaration);
    for (const declaration of this.#declared.values()) this.#resolve(declaration);
  }

  /** A class may be declared again in the same way: schemas share their common classes. */
  #declare(declaration: CimClass): void {
    const { namespace, name } = declaration;
    const key = classKey(namespace, name);
    const known = this.#declared.get(key) ?? this.addNamespace(namespace).declared.get(foldName(name))?.declaration;
    if (known === undefined) this.#declared.set(key, declaration);
    else if (!isDeepStrictEqual(known, declaration)) this.#refuse(declaration, 'it is there already, in other words');
  }

  #resolve(declaration: CimClass): RepositoryClass | null {
    const { declared } = this.addNamespace(declaration.namespace);
    const name = foldName(declaration.name);
    const known = declared.get(name);
    if (known !== undefined) return known;
    if (this.#waiting.has(declaration)) return this.#refuse(declaration, 'it is its own superclass');
    this.#waiting.add(declaration);
    const resolved = new RepositoryClass(declaration, this.#superclass(declaration));
    declared.set(name, resolved);
    return resolved;
  }

  #superclass(declaration: CimClass): RepositoryClass | null {
    const { namespace, superclass } = declaration;
    if (superclass === null) return null;
    const declared = this.#declared.get(classKey(namespace, superclass));
    if (declared !== undefined) return this.#resolve(declared);
    const known = findClass(this.result, namespace, superclass);
    return known ?? this.#refuse(declaration, `its superclass ${superclass} is unknown`);
  }

  #refuse(declaration: CimClass, reason: string): null {
    this.#problems.push(`class ${declaration.namespace}:${declaration.name}: ${reason}`);
    return null;
  }
}

function findClass(
  namespaces: ReadonlyMap<string, NamespaceClasses>,
  namespace: string,
  name: string,
): RepositoryClass | undefined {
  const { declared, system } = namespaces.get(foldName(namespace)) ?? {};
  return declared?.get(foldName(name)) ?? system?.get(foldName(name));
}

function systemClassMap(namespace: string): ClassMap {
  const classes = new Map<string, RepositoryClass>();
  for (const declaration of systemClasses(namespace)) {
    const superclass = declaration.superclass === null ? null : classes.get(foldName(declaration.superclass));
    classes.set(foldName(declaration.name), new RepositoryClass(declaration, superclass ?? null));
  }
  return classes;
}
