import { isDeepStrictEqual } from 'node:util';
import { type CimClass, foldName } from '../schema/index.js';
import { RepositoryClass } from './repository-class.js';
import { systemClasses } from './system-classes.js';

/** Classes by folded name, in the order of their declaration. */
type ClassMap = ReadonlyMap<string, RepositoryClass>;

/** The classes of a namespace. */
interface NamespaceClasses {
  readonly declared: ClassMap;
  /** Those that stand in no schema. They are found, but not listed; a declared class of the same name hides one. */
  readonly system: ClassMap;
}

/** The classes of a repository. A store does not change: {@link extend} makes another. */
export class ClassStore {
  static readonly empty: ClassStore = new ClassStore(new Map());
  readonly #namespaces: ReadonlyMap<string, NamespaceClasses>;

  private constructor(namespaces: ReadonlyMap<string, NamespaceClasses>) {
    this.#namespaces = namespaces;
  }

  hasNamespace(namespace: string): boolean {
    return this.#namespaces.has(foldName(namespace));
  }

  /** The class of that name, both names in any letter case. */
  find(namespace: string, name: string): RepositoryClass | undefined {
    return findClass(this.#namespaces, namespace, name);
  }

  /** The classes of a namespace that were declared, in the order of their declaration. */
  classesIn(namespace: string): readonly RepositoryClass[] {
    return [...(this.#namespaces.get(foldName(namespace))?.declared.values() ?? [])];
  }

  /** What is derived from the class, directly or not, in the order of declaration; not the class itself. */
  descendants(ancestor: RepositoryClass): readonly RepositoryClass[] {
    return this.classesIn(ancestor.namespace).filter((candidate) => candidate !== ancestor && candidate.isA(ancestor));
  }

  /** A store with more classes and namespaces; what is wrong with a class is added to `problems`. */
  extend(classes: readonly CimClass[], namespaces: readonly string[], problems: string[]): ClassStore {
    const extension = new Extension(this.#namespaces, problems);
    for (const namespace of namespaces) extension.addNamespace(namespace);
    extension.addClasses(classes);
    return new ClassStore(extension.result);
  }
}

/** A namespace that an extension adds classes to. */
interface GrowingNamespace extends NamespaceClasses {
  readonly declared: Map<string, RepositoryClass>;
}

/** One extension under way: classes may stand before their superclass. */
class Extension {
  readonly result: Map<string, GrowingNamespace>;
  readonly #declared = new Map<string, CimClass>();
  /** Classes that wait for their superclass: meeting one of them again is a cycle. */
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

  /** The same class a second time is no harm: schemas share their base. */
  #declare(declaration: CimClass): void {
    const { namespace, name } = declaration;
    const key = identity(namespace, name);
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
    const declared = this.#declared.get(identity(namespace, superclass));
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

function identity(namespace: string, name: string): string {
  return foldName(`${namespace}:${name}`);
}
