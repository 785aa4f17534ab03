import { foldName } from '../schema/index.js';
import type { ValueMap } from '../value-map.js';
import {
  type ClassTable,
  type MethodEntry,
  type PropertyEntry,
  parseMethods,
  parseProperties,
  returnMaps,
} from './class-table.js';
import { findClass } from './registry.js';
import type { CimConstructor } from './types.js';

/** A property, and the class that declares it. */
export interface Property extends PropertyEntry {
  readonly owner: GeneratedClass;
}

/** A method, and the class that declares it. */
export interface Method extends MethodEntry {
  readonly owner: GeneratedClass;
}

/** A generated class as the runtime knows it: its table, read when it is first needed, and what it inherits. */
export class GeneratedClass {
  readonly cls: CimConstructor;
  readonly namespace: string;
  readonly name: string;
  readonly base: GeneratedClass | null;
  readonly #table: ClassTable;
  #properties: ReadonlyMap<string, Property> | undefined;
  #members: ReadonlyMap<string, Property> | undefined;
  #methods: readonly Method[] | undefined;
  #returns: Readonly<Record<string, ValueMap>> | undefined;

  constructor(cls: CimConstructor, base: GeneratedClass | null, table: ClassTable) {
    const colon = table.class.indexOf(':');
    this.cls = cls;
    this.base = base;
    this.namespace = table.class.slice(0, colon);
    this.name = table.class.slice(colon + 1);
    this.#table = table;
  }

  /** The same CIM class with another constructor, one that extends this class's. */
  derive(cls: CimConstructor): GeneratedClass {
    const { revision } = this.#table;
    return new GeneratedClass(cls, this, { revision, class: `${this.namespace}:${this.name}` });
  }

  /** The properties of the class and its superclasses by folded CIM name. */
  get properties(): ReadonlyMap<string, Property> {
    this.#properties ??= this.#readProperties();
    return this.#properties;
  }

  /** The same by TypeScript member. */
  get members(): ReadonlyMap<string, Property> {
    this.#members ??= new Map(Array.from(this.properties.values(), (property) => [property.member, property]));
    return this.#members;
  }

  get keys(): readonly Property[] {
    return Array.from(this.properties.values()).filter(({ key }) => key);
  }

  /** The method of that CIM name, of this class or the nearest superclass. */
  method(name: string, isStatic: boolean): Method {
    const folded = foldName(name);
    for (let link: GeneratedClass | null = this; link !== null; link = link.base) {
      const found = link.#ownMethods.find((own) => own.isStatic === isStatic && foldName(own.name) === folded);
      if (found !== undefined) return found;
    }
    throw new TypeError(`the class ${this.name} has no ${isStatic ? 'static' : 'instance'} method ${name}`);
  }

  /** The value map of what a method returns, as this class or the nearest superclass declares it. */
  returnMap(method: string): ValueMap | null {
    for (let link: GeneratedClass | null = this; link !== null; link = link.base) {
      link.#returns ??= link.#read(returnMaps);
      const map = named(link.#returns, method);
      if (map !== undefined) return map;
    }
    return null;
  }

  /** True for the name of this class or one of its superclasses. */
  isA(name: string): boolean {
    return foldName(this.name) === foldName(name) || (this.base?.isA(name) ?? false);
  }

  /** True when objects of this class are objects of the other. A name is not enough: a class can be generated twice. */
  extends(other: GeneratedClass): boolean {
    return this === other || (this.base?.extends(other) ?? false);
  }

  /** A class that the table names, loaded if need be; null when it is not generated. */
  async load(name: string): Promise<GeneratedClass | null> {
    for (let link: GeneratedClass | null = this; link !== null; link = link.base) {
      const found = findClass(this.namespace, name);
      if (found !== null) return found;
      await named(link.#table.modules, name)?.();
    }
    return findClass(this.namespace, name);
  }

  #readProperties(): ReadonlyMap<string, Property> {
    const all = new Map(this.base?.properties);
    for (const own of this.#read(parseProperties)) {
      const folded = foldName(own.name);
      const inherited = all.get(folded);
      // Redeclared in another letter case, a property is still the member that the superclass gave it.
      const member = inherited?.member ?? own.member;
      all.set(folded, { ...own, member, key: own.key || inherited?.key === true, owner: this });
    }
    return all;
  }

  get #ownMethods(): readonly Method[] {
    this.#methods ??= this.#read(parseMethods).map((own) => ({ ...own, owner: this }));
    return this.#methods;
  }

  #read<T>(parse: (table: ClassTable) => T): T {
    try {
      return parse(this.#table);
    } catch (error) {
      const { message } = error as SyntaxError;
      throw new Error(
        `the generated class ${this.#table.class} has a table that cannot be read, at "${message}": ` +
          `generate it again with "npx mi-codegen ${this.namespace}"`,
        { cause: error },
      );
    }
  }
}

/** The entry of that CIM name, in any letter case. */
function named<T>(entries: Readonly<Record<string, T>> = {}, name: string): T | undefined {
  const folded = foldName(name);
  return Object.entries(entries).find(([known]) => foldName(known) === folded)?.[1];
}
