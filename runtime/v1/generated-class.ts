import { classKey, foldName } from '../schema/index.js';
import type { ValueMap } from '../value-map.js';
import { LAYOUT } from '../values/copies.js';
import { VALUE_KINDS } from '../values/declared-value.js';
import type { ValueLimits } from './class-table.js';
import {
  type ClassTable,
  type ElementType,
  type MethodEntry,
  type ParameterEntry,
  type PropertyEntry,
  parseMethods,
  parseProperties,
  REVISION,
  returnMaps,
} from './class-table.js';
import type { Loading } from './loading.js';

/** What a class declares about a value: a property, a parameter, or the return value of a method. */
export interface DeclaredElement extends ElementType {
  /** The member of the generated TypeScript. */
  readonly member: string;
  /** The CIM name. */
  readonly name: string;
  readonly limits: ValueLimits | null;
  /** What `typeof` gives for values that travel as they are; null where they are arrays, octets, or of classes. */
  readonly kind: string | null;
  /** The class that declares it, which can load the class that the declaration names. */
  readonly owner: GeneratedClass;
}

/** A property with the class that declares it. */
export interface Property extends PropertyEntry, DeclaredElement {}

/** A parameter with the class that declares its method. */
export interface Parameter extends ParameterEntry, DeclaredElement {}

/** A method with the class that declares it. */
export interface Method {
  readonly name: string;
  readonly isStatic: boolean;
  readonly parameters: readonly Parameter[];
  /** `ReturnValue`; null for `void`. */
  readonly returns: DeclaredElement | null;
  readonly owner: GeneratedClass;
}

/** What a class declares itself. Functions are called when their result is first needed. */
interface ClassDeclaration {
  readonly namespace: string;
  readonly name: string;
  readonly properties?: () => readonly PropertyEntry[];
  readonly methods?: () => readonly MethodEntry[];
  /** The value maps of return values, by method. */
  readonly returns?: () => Readonly<Record<string, ValueMap>>;
  /** The modules of the classes that the declarations name. */
  readonly modules?: Readonly<Record<string, () => Promise<unknown>>> | undefined;
  /** Classes that stand in for the registered ones of the same names. */
  readonly classes?: readonly GeneratedClass[];
}

/** The constructor of a generated class. Only the runtime makes what it takes. */
export type Constructor<T> = abstract new (init: never) => T;

/**
 * A generated class as the runtime knows it: what it declares and what it inherits.
 * @typeParam T the type of its objects.
 */
export class GeneratedClass<out T = unknown> {
  readonly cls: Constructor<T>;
  readonly namespace: string;
  readonly name: string;
  readonly superclass: GeneratedClass | null;
  /** The classes among which it finds others. */
  readonly known: KnownClasses;
  readonly #declaration: ClassDeclaration;
  #properties: ReadonlyMap<string, Property> | undefined;
  #members: ReadonlyMap<string, Property> | undefined;
  #keys: readonly Property[] | undefined;
  #methods: readonly Method[] | undefined;
  #returns: Readonly<Record<string, ValueMap>> | undefined;

  constructor(
    cls: Constructor<T>,
    superclass: GeneratedClass | null,
    declaration: ClassDeclaration,
    known: KnownClasses,
  ) {
    this.cls = cls;
    this.known = known;
    this.namespace = declaration.namespace;
    this.name = declaration.name;
    this.superclass = superclass;
    this.#declaration = declaration;
  }

  /** The properties of the class and its superclasses by folded CIM name. */
  get properties(): ReadonlyMap<string, Property> {
    this.#properties ??= this.#readProperties();
    return this.#properties;
  }

  /** The same properties by TypeScript member. */
  get members(): ReadonlyMap<string, Property> {
    this.#members ??= new Map(Array.from(this.properties.values(), (property) => [property.member, property]));
    return this.#members;
  }

  get keys(): readonly Property[] {
    this.#keys ??= Array.from(this.properties.values()).filter(({ key }) => key);
    return this.#keys;
  }

  /** The method of that CIM name, of this class or the nearest superclass. */
  method(name: string, isStatic: boolean): Method {
    for (const found of this.#declarationsOf(name, isStatic)) return found;
    throw new TypeError(`the class ${this.name} has no ${isStatic ? 'static' : 'instance'} method ${name}`);
  }

  /** True when the method, or one that it redeclares, has no in-parameters. */
  mayLeaveArgumentsOut({ name, isStatic }: Method): boolean {
    for (const { parameters } of this.#declarationsOf(name, isStatic)) {
      if (!parameters.some((parameter) => parameter.in)) return true;
    }
    return false;
  }

  /** The declarations of a method, nearest first. */
  *#declarationsOf(name: string, isStatic: boolean): Generator<Method, void, undefined> {
    const folded = foldName(name);
    for (let link: GeneratedClass | null = this; link !== null; link = link.superclass) {
      const found = link.ownMethods.find((own) => own.isStatic === isStatic && foldName(own.name) === folded);
      if (found !== undefined) yield found;
    }
  }

  /** The value map of what a method returns, as this class or the nearest superclass declares it. */
  returnMap(method: string): ValueMap | null {
    for (let link: GeneratedClass | null = this; link !== null; link = link.superclass) {
      link.#returns ??= link.#declaration.returns?.() ?? {};
      const map = entryNamed(link.#returns, method);
      if (map !== undefined) return map;
    }
    return null;
  }

  /** True for the name of this class or one of its superclasses. */
  isA(name: string): boolean {
    return foldName(this.name) === foldName(name) || (this.superclass?.isA(name) ?? false);
  }

  /** True when objects of this class are objects of the other. Names do not tell: a class can be generated twice. */
  extends<U>(other: GeneratedClass<U>): this is GeneratedClass<U> {
    return (this as GeneratedClass) === other || (this.superclass?.extends(other) ?? false);
  }

  /** The same class for a constructor that a user has derived from its own: that one makes the objects. */
  derived(cls: Constructor<unknown>): GeneratedClass {
    const known = derived.get(cls);
    if (known !== undefined) return known;
    const { namespace, name } = this;
    const made = new GeneratedClass(cls, this, { namespace, name }, this.known);
    derived.set(cls, made);
    return made;
  }

  /**
   * The class of that name, in any letter case; null unless its module has been loaded. It is one of the same copy of
   * this package: the package that generated another copy's classes may have generated the same names as well.
   */
  find(namespace: string, name: string): GeneratedClass | null {
    return this.known.byName.get(classKey(namespace, name)) ?? null;
  }

  /** How many classes have been made known. Where it has not grown, {@link find} finds what it found before. */
  get registered(): number {
    return this.known.registered;
  }

  /** The class of a name that the declarations use; null when it was not generated. Its superclasses are loaded too. */
  *load(name: string): Loading<GeneratedClass | null> {
    const standIn = this.#declaration.classes?.find((known) => foldName(known.name) === foldName(name));
    if (standIn !== undefined) return standIn;
    for (let link: GeneratedClass | null = this; link !== null; link = link.superclass) {
      const found = this.find(this.namespace, name);
      if (found !== null) return found;
      const module = entryNamed(link.#declaration.modules, name);
      if (module !== undefined) yield module();
    }
    return this.find(this.namespace, name);
  }

  #readProperties(): ReadonlyMap<string, Property> {
    const all = new Map(this.superclass?.properties);
    for (const own of this.#declaration.properties?.() ?? []) {
      const folded = foldName(own.name);
      const inherited = all.get(folded);
      // A property that is redeclared in another letter case keeps the member that the superclass gave it.
      const member = inherited?.member ?? own.member;
      const key = own.key || inherited?.key === true;
      all.set(folded, { ...own, member, key, kind: kindOf(own), owner: this });
    }
    return all;
  }

  /** The methods that the class declares itself. */
  get ownMethods(): readonly Method[] {
    this.#methods ??= (this.#declaration.methods?.() ?? []).map(({ name, isStatic, parameters, returns }) => ({
      name,
      isStatic,
      parameters: parameters.map((parameter) => ({ ...parameter, kind: kindOf(parameter), owner: this })),
      returns: returns && { ...RETURN_VALUE, ...returns, kind: kindOf(returns), owner: this },
      owner: this,
    }));
    return this.#methods;
  }
}

const RETURN_VALUE = { member: 'ReturnValue', name: 'ReturnValue', limits: null } as const;

function kindOf({ type, array, octets }: ElementType): string | null {
  return array || octets || type === 'reference' || type === 'instance' ? null : VALUE_KINDS[type];
}

/** The entry of that CIM name, in any letter case. */
function entryNamed<T>(entries: Readonly<Record<string, T>> = {}, name: string): T | undefined {
  const folded = foldName(name);
  return Object.entries(entries).find(([known]) => foldName(known) === folded)?.[1];
}

/** Generated classes that find each other by their names, so that their modules form no cycle. */
export interface KnownClasses {
  /** By folded `namespace:name`. */
  readonly byName: Map<string, GeneratedClass>;
  /** How many have been made known, also in the place of others. */
  registered: number;
}

/** The classes that users generate. */
const USERS: KnownClasses = { byName: new Map(), registered: 0 };
/** By the constructors of classes that users derive from generated ones. */
const derived = new WeakMap<object, GeneratedClass>();

/** Where the constructors of generated classes, and of those derived from them, have their class, for all copies. */
const GENERATED = Symbol.for(`mi-codegen/${LAYOUT}/generated`);

/**
 * Makes a generated class known to the runtime. The static block of the class calls this.
 * @throws Error that says what to run when the class was generated for a newer runtime.
 */
export function cimClass(cls: Constructor<object>, table: ClassTable): void {
  addClass(cls, table, USERS);
}

/**
 * Makes a generated class known to others.
 * @throws Error that says what to run when the class was generated for a newer runtime.
 */
export function addClass(cls: Constructor<object>, table: ClassTable, known: KnownClasses): void {
  const [, namespace, name] = /^([^:]+):([^:]+)$/.exec(table.class) ?? [];
  if (namespace === undefined || name === undefined) {
    throw new Error(`"${table.class}" is not the "namespace:name" of a generated class: generate it again`);
  }
  if (table.revision > REVISION) {
    throw new Error(
      `the generated class ${table.class} needs revision ${table.revision} of mi-codegen/runtime/v1, and this is ` +
        `revision ${REVISION}: run "npm install mi-codegen@latest", or generate it again with ` +
        `"npx mi-codegen ${namespace}"`,
    );
  }
  const declaration = {
    namespace,
    name,
    properties: () => readTable(table, namespace, parseProperties),
    methods: () => readTable(table, namespace, parseMethods),
    returns: () => readTable(table, namespace, returnMaps),
    modules: table.modules,
  };
  const superclass = nearestClass(Object.getPrototypeOf(cls) as object);
  const generated = new GeneratedClass(cls, superclass, declaration, known);
  known.byName.set(classKey(namespace, name), generated);
  known.registered += 1;
  Object.defineProperty(cls, GENERATED, { value: generated });
}

function readTable<T>(table: ClassTable, namespace: string, parse: (table: ClassTable) => T): T {
  try {
    return parse(table);
  } catch (error) {
    const { message } = error as SyntaxError;
    throw new Error(
      `the generated class ${table.class} has a table that cannot be read, at "${message}": ` +
        `generate it again with "npx mi-codegen ${namespace}"`,
      { cause: error },
    );
  }
}

/** The generated class that a constructor is, or the nearest one it extends. */
export function nearestClass(cls: object | null): GeneratedClass | null {
  return (cls as { readonly [GENERATED]?: GeneratedClass } | null)?.[GENERATED] ?? null;
}

/**
 * The generated class that a constructor is. For a class that the user derived from a generated one, it is that one
 * with the user's constructor, which makes the objects.
 * @typeParam T what the caller takes the objects for.
 * @throws TypeError when the constructor is neither: when a static method was taken off its class, for example.
 */
export function generatedClass<T>(cls: object | null | undefined): GeneratedClass<T> {
  const found = nearestClass(cls ?? null);
  if (found === null) throw new TypeError('not a generated class: call static methods on the class that has them');
  return (found.cls === cls ? found : found.derived(cls as Constructor<unknown>)) as GeneratedClass<T>;
}
