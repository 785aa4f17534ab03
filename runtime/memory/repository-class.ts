import type { EmbeddedForm } from '../embedded-form.js';
import {
  type CimClass,
  type CimMethod,
  type CimParameter,
  type CimProperty,
  type CimQualifier,
  type CimType,
  type CimTypedElement,
  effectiveQualifier,
  embeddedClass,
  type Feature,
  findQualifier,
  foldName,
  hasQualifier,
  inheritQualifier,
  type SchemaValue,
} from '../schema/index.js';
import { isFromTable } from './generated-schema.js';

/** A property as the instances of a class have it, with what it inherits from the declarations that it overrides. */
export interface RepositoryProperty extends DeclaredType, Feature<CimProperty> {
  readonly name: string;
  readonly key: boolean;
  /** The default value of the nearest declaration that has one; null when there is none. */
  readonly defaultValue: SchemaValue;
}

/** A parameter of a method, with what it inherits from the declarations that it overrides. */
export interface RepositoryParameter extends DeclaredType, Feature<CimParameter> {
  readonly name: string;
  readonly in: boolean;
  readonly required: boolean;
}

/** A method of a class, with what it inherits from the declarations that it overrides. */
export interface RepositoryMethod extends Feature<CimMethod> {
  readonly name: string;
  readonly static: boolean;
  readonly parameters: readonly RepositoryParameter[];
}

/** A class of the repository together with what it inherits. */
export class RepositoryClass {
  readonly declaration: CimClass;
  readonly superclass: RepositoryClass | null;
  /** How instances have embedded ones that the schema declares as strings. */
  readonly form: EmbeddedForm;
  /** How many superclasses it has. */
  readonly level: number;
  readonly #methods = new Map<string, RepositoryMethod>();
  #declaredMethods: ReadonlyMap<string, CimMethod> | undefined;
  #properties: ReadonlyMap<string, RepositoryProperty> | undefined;
  #keys: readonly RepositoryProperty[] | undefined;

  constructor(declaration: CimClass, superclass: RepositoryClass | null, form: EmbeddedForm) {
    this.form = form;
    this.declaration = declaration;
    this.superclass = superclass;
    this.level = superclass === null ? 0 : superclass.level + 1;
  }

  get name(): string {
    return this.declaration.name;
  }

  get namespace(): string {
    return this.declaration.namespace;
  }

  /** The class as messages name it: `root/cimv2:Win32_Process`. */
  get path(): string {
    return `${this.namespace}:${this.name}`;
  }

  /** True for a class without instances of its own. Subclasses never inherit the qualifier (DSP0004 5.6.3). */
  get abstract(): boolean {
    return findQualifier(this.declaration, 'Abstract')?.value === true;
  }

  /** True for a class whose instances link others. */
  get association(): boolean {
    return this.qualifier('Association')?.value === true;
  }

  /**
   * True for a class of events: DMTF's have a qualifier, WMI's derive from a system class. Tables of generated classes
   * do not have the qualifier: a class that came from one may be one of events when it has no key.
   */
  get indication(): boolean {
    if (this.qualifier('Indication')?.value === true || this.isNamed('__Event')) return true;
    return isFromTable(this.declaration) && this.keys.length === 0;
  }

  /** The name of the first superclass that the repository does not have; null when none is missing. */
  get missingSuperclass(): string | null {
    return this.superclass === null ? this.declaration.superclass : this.superclass.missingSuperclass;
  }

  /** The class and its superclasses, nearest first. */
  *chain(): Generator<RepositoryClass> {
    for (let link: RepositoryClass | null = this; link !== null; link = link.superclass) yield link;
  }

  /** True for the class itself and for everything derived from it. */
  isA(other: RepositoryClass): boolean {
    return this.#someInChain((link) => link === other);
  }

  /** True when the class or one of its superclasses has that name, in any letter case and in any namespace. */
  isNamed(name: string): boolean {
    return this.#someInChain((link) => foldName(link.name) === foldName(name));
  }

  #someInChain(test: (link: RepositoryClass) => boolean): boolean {
    for (const link of this.chain()) if (test(link)) return true;
    return false;
  }

  /** The qualifier in effect on the class, declared or inherited. */
  qualifier(name: string): CimQualifier | undefined {
    return inheritQualifier(this.declaration, name, this.superclass?.qualifier(name));
  }

  /** All properties by folded name, those of the superclass first. */
  get properties(): ReadonlyMap<string, RepositoryProperty> {
    this.#properties ??= this.#resolveProperties();
    return this.#properties;
  }

  #resolveProperties(): ReadonlyMap<string, RepositoryProperty> {
    const properties = new Map(this.superclass?.properties);
    for (const declaration of this.declaration.properties) {
      const folded = foldName(declaration.name);
      const inherited = this.superclass?.property(folded) ?? null;
      // A class should not declare a name twice. Where one does, the first counts.
      if (properties.get(folded) !== (inherited ?? undefined)) continue;
      properties.set(folded, resolveProperty(declaration, inherited, this.form));
    }
    return properties;
  }

  /** The property of that name, in any letter case, declared or inherited. */
  property(name: string): RepositoryProperty | undefined {
    return this.properties.get(foldName(name));
  }

  get keys(): readonly RepositoryProperty[] {
    this.#keys ??= [...this.properties.values()].filter((property) => property.key);
    return this.#keys;
  }

  /** The method of that name, in any letter case, declared or inherited. */
  method(name: string): RepositoryMethod | undefined {
    const folded = foldName(name);
    this.#declaredMethods ??= byName(this.declaration.methods);
    const declaration = this.#declaredMethods.get(folded);
    if (declaration === undefined) return this.superclass?.method(name);
    const method =
      this.#methods.get(folded) ?? resolveMethod(declaration, this.superclass?.method(name) ?? null, this.form);
    this.#methods.set(folded, method);
    return method;
  }
}

/** A key stays a key in every subclass, whatever its flavor: the instances of subclasses are found by it. */
function resolveProperty(
  declaration: CimProperty,
  overridden: RepositoryProperty | null,
  form: EmbeddedForm,
): RepositoryProperty {
  const feature = { declaration, overridden };
  return {
    ...feature,
    ...declaredType(feature, form),
    name: declaration.name,
    key: overridden?.key === true || hasQualifier(feature, 'Key'),
    defaultValue:
      declaration.defaultValue === undefined ? (overridden?.defaultValue ?? null) : declaration.defaultValue,
  };
}

function resolveMethod(
  declaration: CimMethod,
  overridden: RepositoryMethod | null,
  form: EmbeddedForm,
): RepositoryMethod {
  const feature = { declaration, overridden };
  const inherited = byName(overridden?.parameters ?? []);
  return {
    ...feature,
    name: declaration.name,
    static: hasQualifier(feature, 'Static'),
    parameters: declaration.parameters.map((parameter) =>
      resolveParameter(parameter, inherited.get(foldName(parameter.name)) ?? null, form),
    ),
  };
}

/** A parameter without the qualifier In is an in-parameter unless it is an out-parameter. */
function resolveParameter(
  declaration: CimParameter,
  overridden: RepositoryParameter | null,
  form: EmbeddedForm,
): RepositoryParameter {
  const feature = { declaration, overridden };
  const saysIn = effectiveQualifier(feature, 'In') !== undefined;
  return {
    ...feature,
    ...declaredType(feature, form),
    name: declaration.name,
    in: saysIn ? hasQualifier(feature, 'In') : !hasQualifier(feature, 'Out'),
    required: hasQualifier(feature, 'Required'),
  };
}

/** The elements by folded names. Of two of one name the first counts. */
function byName<T extends { readonly name: string }>(elements: readonly T[]): ReadonlyMap<string, T> {
  return new Map([...elements].reverse().map((element) => [foldName(element.name), element]));
}

/** The type that a class declares for the values of a property, a parameter or a return value. */
export interface DeclaredType {
  readonly type: CimType;
  readonly array: boolean;
  /** The number of items of a fixed array; null for any number. */
  readonly arraySize: number | null;
  /** The class of a reference or an embedded instance; null where any class is allowed. */
  readonly className: string | null;
  /** True for a string that is to be the text of an embedded instance. */
  readonly isText: boolean;
}

/**
 * The declared type of a property or a parameter. An embedded instance that is declared as DSP0004 does it, as a string
 * with a qualifier, has the type `instance`; where the form is `text`, it is the string that the schema says.
 */
function declaredType(feature: Feature<CimTypedElement>, form: EmbeddedForm): DeclaredType {
  const { type, array, arraySize = null, className = null } = feature.declaration;
  const declared: DeclaredType = { type, array, arraySize, className, isText: false };
  if (type !== 'string') return declared;
  const embedded = embeddedClass((name) => effectiveQualifier(feature, name));
  if (embedded === null && !hasQualifier(feature, 'EmbeddedObject')) return declared;
  if (form === 'text') return { ...declared, isText: true };
  return { ...declared, type: 'instance', className: embedded };
}

/** The type as messages name it: `uint32[]`, `ref CIM_Account`, `instance of Win32_ProcessStartup`. */
export function describeType({ type, array, className }: Pick<DeclaredType, 'type' | 'array' | 'className'>): string {
  const words: Partial<Record<CimType, string>> = {
    reference: className === null ? 'ref' : `ref ${className}`,
    instance: className === null ? 'instance' : `instance of ${className}`,
  };
  return `${words[type] ?? type}${array ? '[]' : ''}`;
}
