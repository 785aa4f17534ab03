import {
  type CimClass,
  type CimInstanceDeclaration,
  DEEPEST_INHERITANCE,
  foldName,
  isSystemName,
  systemClasses,
} from '../../runtime/schema/index.js';
import type { Place } from '../diagnostics/index.js';
import type { LoadedSchema } from '../source/schema-source.js';

interface IndexedNamespace {
  /** In the spelling of the first class declared in it. */
  readonly name: string;
  readonly classes: Map<string, CimClass>;
  /** WMI's system classes, as soon as one of them was looked for. */
  system?: ReadonlyMap<string, CimClass>;
}

/**
 * The classes of a schema by namespace and name, in any letter case. Building it costs one map entry for each class;
 * everything else is found along the superclass chain on demand.
 */
export class SchemaIndex {
  readonly #loaded: LoadedSchema;
  readonly #namespaces = new Map<string, IndexedNamespace>();
  readonly #redeclared: CimClass[] = [];
  readonly #superclasses = new Map<CimClass, CimClass | undefined>();
  readonly #levels = new Map<CimClass, number>();
  readonly #missing = new Map<CimClass, string | null>();

  constructor(loaded: LoadedSchema) {
    this.#loaded = loaded;
    for (const cimClass of loaded.schema.classes) this.#add(cimClass);
  }

  #add(cimClass: CimClass): void {
    const key = foldName(cimClass.namespace);
    let namespace = this.#namespaces.get(key);
    if (namespace === undefined) {
      namespace = { name: cimClass.namespace, classes: new Map() };
      this.#namespaces.set(key, namespace);
    }
    const name = foldName(cimClass.name);
    const earlier = namespace.classes.get(name);
    if (earlier !== undefined) this.#redeclared.push(earlier);
    namespace.classes.set(name, cimClass);
  }

  /**
   * The class of this name, or undefined. Of several declarations the last one is used, as MOF compilers do. WMI's
   * system classes are found in every namespace of the schema, also those that it does not declare.
   */
  find(namespace: string, name: string): CimClass | undefined {
    const indexed = this.#namespaces.get(namespace) ?? this.#namespaces.get(foldName(namespace));
    const declared = indexed?.classes.get(foldName(name));
    return declared ?? (indexed && isSystemName(name) ? systemClassesOf(indexed).get(foldName(name)) : undefined);
  }

  /**
   * The superclass. Undefined for a root class, for a superclass that the schema does not have, on a cycle of
   * superclasses, and where inheritance is too deep.
   */
  superclassOf(cimClass: CimClass): CimClass | undefined {
    const level = this.#levelOf(cimClass);
    return level === 0 || level > DEEPEST_INHERITANCE ? undefined : this.#declaredSuperclass(cimClass);
  }

  #declaredSuperclass(cimClass: CimClass): CimClass | undefined {
    const { namespace, superclass } = cimClass;
    if (superclass === null) return undefined;
    let found = this.#superclasses.get(cimClass);
    if (found === undefined) {
      found = this.find(namespace, superclass);
      this.#superclasses.set(cimClass, found);
    }
    return found;
  }

  /** The class and its superclasses, nearest first. */
  *chain(cimClass: CimClass): Generator<CimClass, void, undefined> {
    for (let link: CimClass | undefined = cimClass; link !== undefined; link = this.superclassOf(link)) yield link;
  }

  /** The names of the class of an instance and of its superclasses, nearest first; of an unknown class, its own. */
  lineage({ namespace, className }: Pick<CimInstanceDeclaration, 'namespace' | 'className'>): readonly string[] {
    const cimClass = this.find(namespace, className);
    return cimClass === undefined ? [className] : Array.from(this.chain(cimClass), ({ name }) => name);
  }

  /** The name of the first superclass on the chain that the schema does not have; null when none is missing. */
  missingSuperclass(cimClass: CimClass): string | null {
    const superclass = this.superclassOf(cimClass);
    if (superclass === undefined) return cimClass.superclass;
    let missing = this.#missing.get(superclass);
    if (missing === undefined) {
      missing = this.missingSuperclass(superclass);
      this.#missing.set(superclass, missing);
    }
    return missing;
  }

  /** True when the class is, by its declarations, a superclass of itself. */
  isOnSuperclassCycle(cimClass: CimClass): boolean {
    return this.#levelOf(cimClass) === 0;
  }

  /** True when the class has more than {@link DEEPEST_INHERITANCE} levels of inheritance. */
  isTooDeep(cimClass: CimClass): boolean {
    return this.#levelOf(cimClass) > DEEPEST_INHERITANCE;
  }

  /** The number of levels of inheritance down to the class, including its own; 0 on a cycle of superclasses. */
  #levelOf(cimClass: CimClass): number {
    const known = this.#levels.get(cimClass);
    if (known !== undefined) return known;
    this.#findLevels(cimClass);
    return this.#levels.get(cimClass) ?? 0;
  }

  /** Goes up from a class, and finds the levels of all classes on the way. */
  #findLevels(start: CimClass): void {
    const path = new Set<CimClass>();
    let link: CimClass | undefined = start;
    while (link !== undefined && !path.has(link) && !this.#levels.has(link)) {
      path.add(link);
      link = this.#declaredSuperclass(link);
    }
    // The cycle begins at the class where the path meets itself.
    const steps = Array.from(path);
    const cycle = link !== undefined && path.has(link) ? steps.splice(steps.indexOf(link)) : [];
    for (const step of cycle) this.#levels.set(step, 0);
    let level = (link && this.#levels.get(link)) ?? 0;
    for (const step of steps.reverse()) this.#levels.set(step, ++level);
  }

  /** All namespaces that have classes, in the order and spelling of their first class. */
  namespaces(): readonly string[] {
    return Array.from(this.#namespaces.values(), (namespace) => namespace.name);
  }

  /** The spelling of a namespace in its first class. Other classes may spell it in another letter case. */
  spellingOf(namespace: string): string {
    return this.#namespaces.get(foldName(namespace))?.name ?? namespace;
  }

  /** The classes of a namespace in the order of their first declaration; none for an unknown namespace. */
  classesIn(namespace: string): readonly CimClass[] {
    return Array.from(this.#namespaces.get(foldName(namespace))?.classes.values() ?? []);
  }

  /** WMI's system classes, as far as the schema does not declare them; none for an unknown namespace. */
  undeclaredSystemClasses(namespace: string): readonly CimClass[] {
    const indexed = this.#namespaces.get(foldName(namespace));
    if (indexed === undefined) return [];
    const undeclared = Array.from(systemClassesOf(indexed)).filter(([name]) => !indexed.classes.has(name));
    return undeclared.map(([, cimClass]) => cimClass);
  }

  /** The names of the classes that the source of the schema has in a namespace, whether they were read or not. */
  classNames(namespace: string): readonly string[] {
    return this.#loaded.classNames?.(namespace) ?? this.classesIn(namespace).map((cimClass) => cimClass.name);
  }

  /** The namespaces that have a class of this name, and were not read. */
  otherNamespacesWith(className: string): readonly string[] {
    return this.#loaded.namespacesWith?.(className) ?? [];
  }

  /** Declarations that a later declaration of the same class replaced. */
  get redeclared(): readonly CimClass[] {
    return this.#redeclared;
  }

  /** Where a class, feature, parameter or qualifier was declared. */
  locate(node: object): Place | undefined {
    return this.#loaded.locate(node);
  }
}

function systemClassesOf(indexed: IndexedNamespace): ReadonlyMap<string, CimClass> {
  indexed.system ??= new Map(systemClasses(indexed.name).map((cimClass) => [foldName(cimClass.name), cimClass]));
  return indexed.system;
}
