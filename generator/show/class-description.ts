import type { SchemaValue } from '../../runtime/schema/index.js';
import type { ClassKinds } from './class-kinds.js';

/** What `mi-codegen show` knows of one operand. All of it can be printed as JSON; texts are those of the schema. */
export type Description = ClassDescription | PropertyDescription | MethodDescription;

/** What the schema says about a class or a member in words. */
export interface Documentation {
  /** The whole `Description`; null where there is none. */
  readonly description: string | null;
  /** What to use instead, often nothing; null where the element is not deprecated. */
  readonly deprecated: readonly string[] | null;
  readonly version: string | null;
}

export interface ClassDescription extends Documentation, ClassKinds {
  readonly kind: 'class';
  readonly namespace: string;
  readonly name: string;
  /** Further namespaces that have a class of this name. */
  readonly alsoIn: readonly string[];
  /** All superclasses, the nearest first. The last one may be missing in the schema. */
  readonly superclasses: readonly string[];
  /** The classes that derive from it directly, in the order of their names. */
  readonly subclasses: readonly string[];
  readonly typescript: ClassUsage;
  /** Own and inherited ones: keys first, then the own ones, then those of the superclasses, the nearest first. */
  readonly properties: readonly PropertyDescription[];
  /** Own and inherited ones, in the same order. */
  readonly methods: readonly MethodDescription[];
  /** The references of an association; empty for other classes. */
  readonly roles: readonly RoleDescription[];
  /** The associations that can lead to an object of the class, the nearest of its superclasses first. */
  readonly associations: readonly AssociationDescription[];
}

/** How a program gets at the class. */
export interface ClassUsage {
  readonly identifier: string;
  /** The statement that imports the class. */
  readonly import: string;
  /** Statements that get objects of it: one by its keys, all, what an event brings, or a new one. */
  readonly objects: readonly string[];
}

/** A property, a parameter or a return value. */
export interface ElementDescription {
  /** As MOF has it: `uint32`, `string[]`, `Win32_Service REF`. */
  readonly cimType: string;
  readonly units: string | null;
  /** The least and the greatest value, of a string its length; null where the type alone decides. */
  readonly limits: LimitsDescription | null;
  /** The default that is declared; null where there is none. */
  readonly defaultValue: SchemaValue;
  readonly values: ValuesDescription | null;
}

/** Null for an open end. A number that JSON cannot hold exactly is a text of decimal digits. */
export interface LimitsDescription {
  readonly min: number | string | null;
  readonly max: number | string | null;
}

/** A property or a method. */
export interface MemberDescription extends Documentation {
  readonly namespace: string;
  /** The class that was asked for. */
  readonly class: string;
  readonly name: string;
  /** The member of the TypeScript class. */
  readonly member: string;
  /** The class that declares it. */
  readonly from: string;
  readonly inherited: boolean;
}

export interface PropertyDescription extends ElementDescription, MemberDescription {
  readonly kind: 'property';
  readonly key: boolean;
  readonly required: boolean;
  readonly writable: boolean;
  /** The type of the member, with `null` where it may be that. */
  readonly type: string;
}

export interface MethodDescription extends MemberDescription {
  readonly kind: 'method';
  readonly static: boolean;
  readonly parameters: readonly ParameterDescription[];
  /** The return value; null for `void`. */
  readonly returns: ReturnsDescription | null;
  /** The statement that calls it. */
  readonly call: string;
}

export interface ParameterDescription extends ElementDescription, Documentation {
  readonly name: string;
  /** The member of the object that is passed, and of the one that is returned. */
  readonly member: string;
  readonly required: boolean;
  /** True for an out-parameter whose items arrive one by one. */
  readonly stream: boolean;
  /** The type of what is passed; null for a parameter that only comes back. */
  readonly input: string | null;
  /** The type of what comes back; null for a parameter that is only passed. */
  readonly output: string | null;
}

export interface ReturnsDescription extends ElementDescription {
  readonly type: string;
}

/** The values that a `ValueMap` or a `BitMap` lists. */
export interface ValuesDescription {
  /** The constant that has them by name; null where none of them has a name. */
  readonly constant: string | null;
  /** True for a `BitMap`: a value is any combination of the entries, which are masks. */
  readonly flags: boolean;
  /** A value without a name, and one that no number of JSON can hold exactly, is a text of decimal digits. */
  readonly entries: readonly { readonly name: string; readonly value: number | string }[];
  /** `13..32767`, `32768..`, `..5` or `..`, each with its name. */
  readonly ranges: readonly { readonly name: string; readonly value: string }[];
}

/** An association, seen from one of its references. */
export interface AssociationDescription {
  readonly name: string;
  /** The class that the reference names: the class that was asked for, or one of its superclasses. */
  readonly of: string;
  readonly inherited: boolean;
  readonly role: RoleDescription;
  /** The other references. */
  readonly others: readonly RoleDescription[];
  /** What reads the objects at the other ends. */
  readonly call: string;
}

/** A reference of an association. */
export interface RoleDescription {
  readonly name: string;
  /** The class that it refers to; null where any class may stand there. */
  readonly class: string | null;
  /** How many objects there are at this end: `1`, `0..1`, `1..*`; null where the schema does not say. */
  readonly multiplicity: string | null;
}
