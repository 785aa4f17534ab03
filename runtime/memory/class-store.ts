import { isDeepStrictEqual } from 'node:util';
import { type CimClass, foldName } from '../schema/index.js';
import { RepositoryClass } from './repository-class.js';

/** The classes of a namespace, by folded name, in the order of their declaration. */
type NamespaceClasses = ReadonlyMap<string, RepositoryClass>;

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
    return this.#namespaces.get(foldName(namespace))?.get(foldName(name));
  }

  /** The classes of a namespace, in the order of their declaration. */
  classesIn(namespace: string): readonly RepositoryClass[] {
    return [...(this.#namespaces.get(foldName(namespace))?.values() ?? [])];
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

/** One extension under way: classes may stand before their superclass. */
class Extension {
  readonly result: Map<string, Map<string, RepositoryClass>>;
  readonly #declared = new Map<string, CimClass>();
  /** Classes that wait for their superclass: meeting one of them again is a cycle. */
  readonly #waiting = new Set<CimClass>();
  readonly #problems: string[];

  constructor(known: ReadonlyMap<string, NamespaceClasses>, problems: string[]) {
    this.#problems = problems;
    this.result = new Map([...known].map(([name, members]) => [name, new Map(members)]));
  }

  addNamespace(name: string): Map<string, RepositoryClass> {
    const members = this.result.get(foldName(name)) ?? new Map<string, RepositoryClass>();
    this.result.set(foldName(name), members);
    return members;
  }

  addClasses(classes: readonly CimClass[]): void {
    for (const declaration of classes) this.#declare(declaration);
    for (const declaration of this.#declared.values()) this.#resolve(declaration);
  }

  /** The same class a second time is no harm: schemas share their base. */
  #declare(declaration: CimClass): void {
    const key = identity(declaration.namespace, declaration.name);
    const known = this.#declared.get(key) ?? this.#find(declaration.namespace, declaration.name)?.declaration;
    if (known === undefined) this.#declared.set(key, declaration);
    else if (!isDeepStrictEqual(known, declaration)) this.#refuse(declaration, 'it is there already, in other words');
  }

  #resolve(declaration: CimClass): RepositoryClass | null {
    const { namespace, name } = declaration;
    const known = this.#find(namespace, name);
    if (known !== undefined) return known;
    if (this.#waiting.has(declaration)) return this.#refuse(declaration, 'it is its own superclass');
    this.#waiting.add(declaration);
    const resolved = new RepositoryClass(declaration, this.#superclass(declaration));
    this.addNamespace(namespace).set(foldName(name), resolved);
    return resolved;
  }

  #superclass(declaration: CimClass): RepositoryClass | null {
    const { namespace, superclass } = declaration;
    if (superclass === null) return null;
    const declared = this.#declared.get(identity(namespace, superclass));
    if (declared !== undefined) return this.#resolve(declared);
    return this.#find(namespace, superclass) ?? this.#refuse(declaration, `its superclass ${superclass} is unknown`);
  }

  #find(namespace: string, name: string): RepositoryClass | undefined {
    return this.result.get(foldName(namespace))?.get(foldName(name));
  }

  #refuse(declaration: CimClass, reason: string): null {
    this.#problems.push(`class ${declaration.namespace}:${declaration.name}: ${reason}`);
    return null;
  }
}

function identity(namespace: string, name: string): string {
  return foldName(`${namespace}:${name}`);
}
