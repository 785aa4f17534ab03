import { isDeepStrictEqual } from 'node:util';
import type { EmbeddedForm } from '../embedded-form.js';
import { type CimClass, classKey, DEEPEST_INHERITANCE, foldName, systemClasses } from '../schema/index.js';
import { isFromTable } from './generated-schema.js';
import { RepositoryClass } from './repository-class.js';
import { repositoryError } from './repository-error.js';

/** Classes by folded name, in the order of their declaration. */
type ClassMap = ReadonlyMap<string, RepositoryClass>;

/** The classes of a namespace. */
interface NamespaceClasses {
  readonly declared: ClassMap;
  /** WMI's system classes. They are found, but not listed; a declared class of the same name hides one. */
  readonly system: ClassMap;
}

/** The classes of a repository. They do not change: {@link extend} makes another store. */
export class ClassStore {
  readonly #namespaces: Map<string, NamespaceClasses>;
  readonly #subclasses = new Map<RepositoryClass, readonly RepositoryClass[]>();
  readonly #hierarchies = new Map<string, Hierarchy>();
  /** How instances have embedded ones that the schema declares as strings. */
  readonly form: EmbeddedForm;

  private constructor(namespaces: Map<string, NamespaceClasses>, form: EmbeddedForm) {
    this.#namespaces = namespaces;
    this.form = form;
  }

  static empty(form: EmbeddedForm): ClassStore {
    return new ClassStore(new Map(), form);
  }

  /** Adds a namespace that has no classes of its own. */
  addNamespace(name: string): void {
    if (!this.#namespaces.has(foldName(name))) this.#namespaces.set(foldName(name), newNamespace(name, this.form));
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
    this.requireNamespace(namespace);
    const cimClass = this.find(namespace, name);
    if (cimClass === undefined) throw repositoryError('INVALID_CLASS', `there is no class ${name} in ${namespace}`);
    return cimClass;
  }

  /**
   * Checks that there is a class of that name, in whatever namespace.
   * @param namespace the one that an error names.
   * @throws MiError INVALID_CLASS
   */
  requireAnywhere(namespace: string, name: string): void {
    const known = [...this.#namespaces.keys()].some((other) => this.find(other, name) !== undefined);
    if (!known) this.require(namespace, name);
  }

  /** @throws MiError INVALID_NAMESPACE when there is no such namespace. */
  requireNamespace(namespace: string): void {
    if (this.#namespaces.has(foldName(namespace))) return;
    throw repositoryError('INVALID_NAMESPACE', `there is no namespace ${namespace}`);
  }

  /**
   * The declared classes that are derived from a class, or all of a namespace, in the order of declaration. `shallow`
   * gives only the direct subclasses, or the classes without superclass.
   * @throws MiError INVALID_NAMESPACE, INVALID_CLASS
   */
  subclasses(namespace: string, name: string | null, polymorphism: 'deep' | 'shallow'): readonly RepositoryClass[] {
    this.requireNamespace(namespace);
    const superclass = name === null ? null : this.require(namespace, name);
    const declared = [...(this.#namespaces.get(foldName(namespace))?.declared.values() ?? [])];
    if (polymorphism === 'shallow') return declared.filter((cimClass) => cimClass.superclass === superclass);
    return declared.filter((cimClass) => superclass === null || isSubclass(cimClass, superclass));
  }

  /** All classes that are derived from the class, directly or not, in the order of declaration. */
  subclassesOf(superclass: RepositoryClass): readonly RepositoryClass[] {
    const known = this.#subclasses.get(superclass);
    if (known !== undefined) return known;
    const found = this.#hierarchyOf(superclass.namespace).below(superclass);
    this.#subclasses.set(superclass, found);
    return found;
  }

  #hierarchyOf(namespace: string): Hierarchy {
    const name = foldName(namespace);
    const { declared, system } = this.#namespaces.get(name) ?? {};
    const hierarchy =
      this.#hierarchies.get(name) ?? new Hierarchy([...(declared?.values() ?? []), ...(system?.values() ?? [])]);
    this.#hierarchies.set(name, hierarchy);
    return hierarchy;
  }

  /** A store with more classes and namespaces. Adds a sentence to `problems` for each class that is wrong. */
  extend(classes: readonly CimClass[], namespaces: readonly string[], problems: string[]): ClassStore {
    const extension = new Extension(this.#namespaces, this.form, problems);
    for (const namespace of namespaces) extension.addNamespace(namespace);
    extension.addClasses(classes);
    return new ClassStore(extension.result, this.form);
  }
}

/** Which classes are derived from which. */
class Hierarchy {
  readonly #direct = new Map<RepositoryClass, RepositoryClass[]>();
  readonly #positions = new Map<RepositoryClass, number>();

  constructor(classes: readonly RepositoryClass[]) {
    for (const cimClass of classes) {
      this.#positions.set(cimClass, this.#positions.size);
      if (cimClass.superclass === null) continue;
      const siblings = this.#direct.get(cimClass.superclass);
      if (siblings === undefined) this.#direct.set(cimClass.superclass, [cimClass]);
      else siblings.push(cimClass);
    }
  }

  /** All classes below a class, in the order of all classes. */
  below(superclass: RepositoryClass): readonly RepositoryClass[] {
    const found = new Set(this.#direct.get(superclass));
    // What is added to a set while it is gone through is gone through, too.
    for (const one of found) for (const below of this.#direct.get(one) ?? []) found.add(below);
    return [...found].sort((a, b) => this.#position(a) - this.#position(b));
  }

  #position(cimClass: RepositoryClass): number {
    return this.#positions.get(cimClass) ?? 0;
  }
}

/** A namespace to which an extension adds classes. */
interface GrowingNamespace extends NamespaceClasses {
  readonly declared: Map<string, RepositoryClass>;
}

const TOO_DEEP = `it is derived more than ${DEEPEST_INHERITANCE} levels deep`;

/** An extension of a store. A class may be declared before its superclass. */
class Extension {
  readonly result: Map<string, GrowingNamespace>;
  readonly #declared = new Map<string, CimClass>();
  /** Classes whose superclass is being resolved: to reach one of them again means a cycle. */
  readonly #waiting = new Set<CimClass>();
  readonly #form: EmbeddedForm;
  readonly #problems: string[];

  constructor(known: ReadonlyMap<string, NamespaceClasses>, form: EmbeddedForm, problems: string[]) {
    this.#form = form;
    this.#problems = problems;
    this.result = new Map([...known].map(([name, one]) => [name, { ...one, declared: new Map(one.declared) }]));
  }

  addNamespace(name: string): GrowingNamespace {
    const namespace = this.result.get(foldName(name)) ?? newNamespace(name, this.#form);
    this.result.set(foldName(name), namespace);
    return namespace;
  }

  addClasses(classes: readonly CimClass[]): void {
    const before = [...this.result.values()].flatMap(({ declared }) => [...declared.values()]);
    for (const declaration of classes) this.#declare(declaration);
    this.#reopen();
    for (const declaration of this.#declared.values()) this.#resolve(declaration);
    for (const { declaration, superclass } of before) {
      if (declaration.superclass === null || superclass !== null) continue;
      const late = this.#declared.get(classKey(declaration.namespace, declaration.superclass));
      if (late !== undefined) this.#refuse(late, `${declaration.name} derives from it, and was loaded before it`);
    }
  }

  /**
   * Of several declarations in one schema the last one is used, as MOF compilers do. A class that is already in the
   * store may be declared again in the same way: schemas share their common classes. A schema says more of a class than
   * the table of a generated one, and takes its place.
   */
  #declare(declaration: CimClass): void {
    const { namespace, name } = declaration;
    const known = this.addNamespace(namespace).declared.get(foldName(name))?.declaration;
    if (known === undefined || isFromTable(known)) this.#declared.set(classKey(namespace, name), declaration);
    else if (!isDeepStrictEqual(known, declaration)) this.#refuse(declaration, 'it is there already, in other words');
  }

  /** Takes out the classes that are declared anew, and with them their subclasses, which are resolved again. */
  #reopen(): void {
    const isNew = ({ namespace, name }: RepositoryClass) => this.#declared.has(classKey(namespace, name));
    for (const { declared } of this.result.values()) {
      const reopened = [...declared.values()].filter((known) => [...known.chain()].some(isNew));
      for (const known of reopened) {
        declared.delete(foldName(known.name));
        if (!isNew(known)) this.#declared.set(classKey(known.namespace, known.name), known.declaration);
      }
    }
  }

  /** @param level how many classes wait for this one */
  #resolve(declaration: CimClass, level = 0): RepositoryClass | null {
    const { declared } = this.addNamespace(declaration.namespace);
    const name = foldName(declaration.name);
    const known = declared.get(name);
    if (known !== undefined) return known;
    if (this.#waiting.has(declaration)) return this.#refuse(declaration, 'it is its own superclass');
    if (level > DEEPEST_INHERITANCE) return this.#refuse(declaration, TOO_DEEP);
    this.#waiting.add(declaration);
    const superclass = this.#superclass(declaration, level + 1);
    const tooDeep = superclass !== null && superclass.level >= DEEPEST_INHERITANCE;
    const above = tooDeep ? this.#refuse(declaration, TOO_DEEP) : superclass;
    const resolved = new RepositoryClass(declaration, above, this.#form);
    declared.set(name, resolved);
    return resolved;
  }

  /** Null also for a superclass that is missing: the class then has its own features alone, as in generated code. */
  #superclass({ namespace, superclass }: CimClass, level: number): RepositoryClass | null {
    if (superclass === null) return null;
    const declared = this.#declared.get(classKey(namespace, superclass));
    return declared === undefined
      ? (findClass(this.result, namespace, superclass) ?? null)
      : this.#resolve(declared, level);
  }

  #refuse(declaration: CimClass, reason: string): null {
    this.#problems.push(`class ${declaration.namespace}:${declaration.name}: ${reason}`);
    return null;
  }
}

function isSubclass(cimClass: RepositoryClass, superclass: RepositoryClass): boolean {
  return cimClass !== superclass && cimClass.isA(superclass);
}

function findClass(
  namespaces: ReadonlyMap<string, NamespaceClasses>,
  namespace: string,
  name: string,
): RepositoryClass | undefined {
  const { declared, system } = namespaces.get(foldName(namespace)) ?? {};
  return declared?.get(foldName(name)) ?? system?.get(foldName(name));
}

function newNamespace(name: string, form: EmbeddedForm): GrowingNamespace {
  return { declared: new Map(), system: systemClassMap(name, form) };
}

function systemClassMap(namespace: string, form: EmbeddedForm): ClassMap {
  const classes = new Map<string, RepositoryClass>();
  for (const declaration of systemClasses(namespace)) {
    const superclass = declaration.superclass === null ? null : classes.get(foldName(declaration.superclass));
    classes.set(foldName(declaration.name), new RepositoryClass(declaration, superclass ?? null, form));
  }
  return classes;
}
