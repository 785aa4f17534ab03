import type { CimType } from './cim-type.js';

/**
 * A value as a schema writes it, JSON-serialisable.
 *
 * - booleans as they are; integers and reals as numbers, but an integer beyond ±(2^53 − 1) as its decimal string, and a
 *   real that is no finite number as `INF`, `-INF` or `NaN`, for JSON has neither;
 * - string, datetime (the 25 characters of DSP0004 5.2.4), reference (an object path) and char16 (one UTF-16 unit) as
 *   strings;
 * - an embedded instance as its declaration; a reference to an aliased instance as `{ alias }`;
 * - arrays as arrays, whose items may be null.
 */
export type SchemaValue = null | boolean | number | string | CimAlias | CimInstanceDeclaration | readonly SchemaValue[];

/** The alias of an instance declaration, with its `$`. */
export interface CimAlias {
  readonly alias: string;
}

/** How a qualifier is inherited and overridden: DSP0004 5.6.1.3. */
export interface CimFlavor {
  /** Subclasses may give the qualifier another value (EnableOverride). */
  readonly overridable: boolean;
  /** Subclasses inherit the qualifier (ToSubclass); false is Restricted. */
  readonly toSubclass: boolean;
  /**
   * Instances carry the qualifier (ToInstance, a Microsoft extension). Only MOF and OMI say so: it is false for a class
   * that was read from the MI of Windows.
   */
  readonly toInstance: boolean;
  /** The value may be localised (Translatable, or Microsoft's Amended). */
  readonly translatable: boolean;
}

/** The flavor of a qualifier where nothing else is said (DSP0004 5.6.1.3). */
export const DEFAULT_FLAVOR: CimFlavor = {
  overridable: true,
  toSubclass: true,
  toInstance: false,
  translatable: false,
};

/** A qualifier on a class, property, reference, method or parameter. */
export interface CimQualifier {
  readonly name: string;
  readonly type: CimType;
  readonly array: boolean;
  readonly value: SchemaValue;
  readonly flavor: CimFlavor;
}

/** What properties and parameters have in common: a name, a type, and qualifiers. */
export interface CimTypedElement {
  readonly name: string;
  readonly type: CimType;
  readonly array: boolean;
  /** Length of a fixed array (`Data4[8]`). */
  readonly arraySize?: number;
  /** The class of a reference, or of a class-typed (embedded) element; absent where any class may stand (`object`). */
  readonly className?: string;
  readonly qualifiers: readonly CimQualifier[];
}

/** A property, or a reference (`type: 'reference'`), as its class declares it. */
export interface CimProperty extends CimTypedElement {
  /** The default value; absent when none is declared, null when `NULL` is. */
  readonly defaultValue?: SchemaValue;
}

/** A parameter of a method. */
export interface CimParameter extends CimTypedElement {
  /** The default value (a Microsoft extension: `uint32 FJoinOptions = 0`). */
  readonly defaultValue?: SchemaValue;
}

/** A method as its class declares it. */
export interface CimMethod {
  readonly name: string;
  /**
   * The type of the return value; null for `void`. The MI of Windows has no type for void and says boolean, so that the
   * two cannot be told apart in a class that was read from it.
   */
  readonly returnType: CimType | null;
  readonly parameters: readonly CimParameter[];
  readonly qualifiers: readonly CimQualifier[];
}

/**
 * A CIM class with the elements it declares itself; what it inherits is in its superclass.
 * Its identity is (namespace, name). Names are compared without regard to case and written as declared.
 */
export interface CimClass {
  /** Names separated by `/`, without a leading one: `root/cimv2`. */
  readonly namespace: string;
  readonly name: string;
  /** The superclass's name, in the same namespace; null for a root class. */
  readonly superclass: string | null;
  readonly qualifiers: readonly CimQualifier[];
  readonly properties: readonly CimProperty[];
  readonly methods: readonly CimMethod[];
}

/** The most levels of inheritance a class may have. Real schemas have about ten; more are a cycle or an attack. */
export const DEEPEST_INHERITANCE = 200;

/** What a qualifier may be attached to: `metaElement` of DSP0004 Annex A, and Microsoft's `instance`. */
export type CimScope =
  | 'schema'
  | 'class'
  | 'association'
  | 'indication'
  | 'qualifier'
  | 'property'
  | 'reference'
  | 'method'
  | 'parameter'
  | 'instance'
  | 'any';

/**
 * A qualifier type declaration: `Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);`
 */
export interface CimQualifierDeclaration {
  readonly namespace: string;
  readonly name: string;
  readonly type: CimType;
  readonly array: boolean;
  readonly defaultValue?: SchemaValue;
  readonly scopes: readonly CimScope[];
  readonly flavor: CimFlavor;
}

/** `instance of X as $A { … };`. Its values get their types from the class, when it is known. */
export interface CimInstanceDeclaration {
  readonly namespace: string;
  readonly className: string;
  /** With its `$`. */
  readonly alias?: string;
  readonly qualifiers: readonly CimQualifier[];
  readonly properties: readonly CimPropertyValue[];
}

/** The value that an instance declaration gives to a property; absent for a property that is named without a value. */
export interface CimPropertyValue {
  readonly name: string;
  readonly value?: SchemaValue;
  readonly qualifiers: readonly CimQualifier[];
}

/** All that a schema source can provide. Classes and instances stand in the order of their declaration. */
export interface CimSchema {
  readonly qualifierDeclarations: readonly CimQualifierDeclaration[];
  readonly classes: readonly CimClass[];
  readonly instances: readonly CimInstanceDeclaration[];
}

/** True for a schema. Programs in JavaScript may pass something else, such as what a schema is a part of. */
export function isSchema(value: unknown): value is CimSchema {
  const { classes, instances, qualifierDeclarations } = (value ?? {}) as Partial<CimSchema>;
  return [classes, instances, qualifierDeclarations].every((part) => Array.isArray(part));
}
