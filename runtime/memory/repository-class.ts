import { type CimClass, type CimMethod, type CimParameter, type CimProperty, foldName } from '../schema/index.js';
import { type ElementType, elementType, findQualifier, hasQualifier } from './declared-type.js';

/** A property as instances of a class have it, whichever class of the chain declares it. */
export interface RepositoryProperty extends ElementType {
  readonly name: string;
  readonly key: boolean;
  /** The nearest declaration with a default value; null when there is none. */
  readonly defaultFrom: CimProperty | null;
}

/** A parameter as a call has to give it. */
export interface RepositoryParameter extends ElementType {
  readonly name: string;
  readonly in: boolean;
  readonly required: boolean;
}

export interface RepositoryMethod {
  readonly name: string;
  readonly static: boolean;
  readonly parameters: readonly RepositoryParameter[];
}

/** A class of the repository together with what it inherits. */
export class RepositoryClass {
  readonly declaration: CimClass;
  readonly superclass: RepositoryClass | null;
  #properties: ReadonlyMap<string, RepositoryProperty> | undefined;
  #keys: readonly RepositoryProperty[] | undefined;

  constructor(declaration: CimClass, superclass: RepositoryClass | null) {
    this.declaration = declaration;
    this.superclass = superclass;
  }

  get name(): string {
    return this.declaration.name;
  }

  get namespace(): string {
    return this.declaration.namespace;
  }

  /** How messages name the class: `root/cimv2:Win32_Process`. */
  get path(): string {
    return `${this.namespace}:${this.name}`;
  }

  get abstract(): boolean {
    return hasQualifier(this.declaration, 'Abstract');
  }

  /** The class and its superclasses, nearest first. */
  *chain(): Generator<RepositoryClass> {
    for (let link: RepositoryClass | null = this; link !== null; link = link.superclass) yield link;
  }

  /** True for the class itself and for everything derived from it. */
  isA(other: RepositoryClass): boolean {
    return this.#someAncestor((ancestor) => ancestor === other);
  }

  #someAncestor(test: (ancestor: RepositoryClass) => boolean): boolean {
    for (const ancestor of this.chain()) if (test(ancestor)) return true;
    return false;
  }

  /** True when the class or one of its superclasses has that name, in any letter case, whichever namespace it is of. */
  isNamed(name: string): boolean {
    return this.#someAncestor((ancestor) => foldName(ancestor.name) === foldName(name));
  }

  /** True when the class bears the qualifier, or inherits it. */
  hasQualifier(name: string): boolean {
    return this.#someAncestor(({ declaration }) => findQualifier(declaration, name) !== undefined);
  }

  /** True for a class whose instances link others: the qualifier goes to subclasses (DSP0004 5.6.3). */
  get association(): boolean {
    return this.#someAncestor(({ declaration }) => hasQualifier(declaration, 'Association'));
  }

  /** True for a class of events: DMTF's bear a qualifier, WMI's derive from a system class. */
  get indication(): boolean {
    return this.isNamed('__Event') || this.#someAncestor(({ declaration }) => hasQualifier(declaration, 'Indication'));
  }

  /** All properties by folded name, those of the superclass first. */
  get properties(): ReadonlyMap<string, RepositoryProperty> {
    this.#properties ??= this.#resolveProperties();
    return this.#properties;
  }

  /** The property of that name, in any letter case, inherited or not. */
  property(name: string): RepositoryProperty | undefined {
    return this.properties.get(foldName(name));
  }

  get keys(): readonly RepositoryProperty[] {
    this.#keys ??= [...this.properties.values()].filter((property) => property.key);
    return this.#keys;
  }

  #resolveProperties(): ReadonlyMap<string, RepositoryProperty> {
    const properties = new Map(this.superclass?.properties);
    for (const declared of this.declaration.properties) {
      const inherited = properties.get(foldName(declared.name));
      properties.set(foldName(declared.name), {
        ...elementType(declared, inherited),
        name: declared.name,
        key: inherited?.key === true || hasQualifier(declared, 'Key'),
        defaultFrom: declared.defaultValue === undefined ? (inherited?.defaultFrom ?? null) : declared,
      });
    }
    return properties;
  }

  /** The method of that name, in any letter case, inherited or not. */
  method(name: string): RepositoryMethod | undefined {
    const inherited = this.superclass?.method(name);
    const declared = findNamed(this.declaration.methods, name);
    return declared === undefined ? inherited : resolveMethod(declared, inherited);
  }
}

/** An override that leaves out a qualifier inherits it: Static, In, Out and Required go ToSubclass (DSP0004 5.6.3). */
function resolveMethod(declared: CimMethod, inherited: RepositoryMethod | undefined): RepositoryMethod {
  return {
    name: declared.name,
    static: inherited?.static === true || hasQualifier(declared, 'Static'),
    parameters: declared.parameters.map((parameter) =>
      resolveParameter(parameter, findNamed(inherited?.parameters ?? [], parameter.name)),
    ),
  };
}

function resolveParameter(declared: CimParameter, inherited: RepositoryParameter | undefined): RepositoryParameter {
  const isIn = findQualifier(declared, 'In')?.value ?? inherited?.in ?? !hasQualifier(declared, 'Out');
  return {
    ...elementType(declared, inherited),
    name: declared.name,
    in: isIn === true,
    required: inherited?.required === true || hasQualifier(declared, 'Required'),
  };
}

function findNamed<T extends { readonly name: string }>(elements: readonly T[], name: string): T | undefined {
  return elements.find((element) => foldName(element.name) === foldName(name));
}
