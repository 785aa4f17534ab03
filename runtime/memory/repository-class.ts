import { type CimClass, type CimMethod, type CimParameter, type CimProperty, foldName } from '../schema/index.js';
import { type ElementType, elementType, findQualifier, hasQualifier } from './element-type.js';

/** A property as instances of a class have it, whichever class of the chain declares it. */
export interface RepositoryProperty extends ElementType {
  readonly name: string;
  readonly key: boolean;
  /** The nearest declaration with a default value; null when there is none. */
  readonly defaultFrom: CimProperty | null;
}

/** A parameter with its direction: DSP0004 5.6.3 In, Out, Required and Stream. */
export interface RepositoryParameter extends ElementType {
  readonly name: string;
  readonly in: boolean;
  readonly out: boolean;
  readonly required: boolean;
  readonly stream: boolean;
}

export interface RepositoryMethod {
  readonly name: string;
  readonly static: boolean;
  /** Null for void. */
  readonly returnType: ElementType | null;
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
    yield this;
    if (this.superclass !== null) yield* this.superclass.chain();
  }

  /** True for the class itself and for everything derived from it. */
  isA(other: RepositoryClass): boolean {
    for (const ancestor of this.chain()) if (ancestor === other) return true;
    return false;
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
        ...elementType(declared),
        name: declared.name,
        key: inherited?.key === true || hasQualifier(declared, 'Key'),
        defaultFrom: declared.defaultValue === undefined ? (inherited?.defaultFrom ?? null) : declared,
      });
    }
    return properties;
  }

  /** The method of that name, in any letter case, as the nearest class that declares it has it. */
  method(name: string): RepositoryMethod | undefined {
    const declarations = [...this.chain()].flatMap(({ declaration }) =>
      declaration.methods.filter((method) => foldName(method.name) === foldName(name)),
    );
    const nearest = declarations[0];
    return nearest && resolveMethod(nearest, declarations);
  }
}

function resolveMethod(nearest: CimMethod, declarations: readonly CimMethod[]): RepositoryMethod {
  return {
    name: nearest.name,
    static: declarations.some((method) => hasQualifier(method, 'Static')),
    returnType: returnType(nearest),
    parameters: nearest.parameters.map((parameter) => resolveParameter(parameter, declarations)),
  };
}

/** The return value's embedded class stands, as a parameter's does, in qualifiers: those of the method. */
function returnType({ name, returnType: type, qualifiers }: CimMethod): ElementType | null {
  return type === null ? null : elementType({ name, type, array: false, qualifiers });
}

/** An override that leaves out a qualifier of a parameter inherits it (DSP0004 5.6.3: In, Out and Required go ToSubclass). */
function resolveParameter(parameter: CimParameter, declarations: readonly CimMethod[]): RepositoryParameter {
  const declared = declarations.flatMap((method) =>
    method.parameters.filter(({ name }) => foldName(name) === foldName(parameter.name)),
  );
  const flag = (name: string, absent: boolean): boolean => {
    const bearer = declared.find((candidate) => findQualifier(candidate, name) !== undefined);
    return bearer === undefined ? absent : hasQualifier(bearer, name);
  };
  const out = flag('Out', false);
  return {
    ...elementType(parameter),
    name: parameter.name,
    in: flag('In', !out),
    out,
    required: flag('Required', false),
    stream: flag('Stream', false),
  };
}
