import type { CimClass, CimMethod, CimParameter, CimProperty } from '../../runtime/schema/index.js';
import type { ElementType } from '../../runtime/v1/class-table.js';
import type { Limits } from '../../runtime/v1/limits.js';
import type { Diagnostic } from '../diagnostics/index.js';
import type { Feature } from '../model/index.js';

/** Everything that is decided before the first file is rendered. */
export interface Plan {
  readonly namespaces: readonly PlannedNamespace[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface PlannedNamespace {
  /** As the output spells it: `root/cimv2`. */
  readonly name: string;
  /** Relative to the output folder, with `/`. */
  readonly folder: string;
  /** Sorted by file. */
  readonly classes: readonly PlannedClass[];
}

/** A class to be generated. The plan fills it in, superclasses before subclasses, and does not change it afterwards. */
export interface PlannedClass {
  readonly source: CimClass;
  /** `root/cimv2:Win32_Process`. */
  readonly path: string;
  readonly identifier: string;
  /** Name of the file in the namespace's folder, without `.ts`. */
  readonly file: string;
  /** Null for a class without superclass, or when the superclass is not in the schema. */
  superclass: PlannedClass | null;
  properties: readonly PlannedProperty[];
  methods: readonly PlannedMethod[];
  /** The maps that this class's file declares. */
  maps: readonly DeclaredMap[];
  /** Keys and writable members, including inherited ones; null when they are the same as the superclass's. */
  about: About | null;
  /** Not null when TypeScript does not allow the class to be a subtype of its superclass. */
  detached: Detached | null;
}

export interface About {
  readonly keys: readonly string[];
  readonly writable: readonly string[];
}

/** Members of the superclass to hide, because this class redeclares them in a way that TypeScript does not allow. */
export interface Detached {
  /** Identifier of the constant that is the superclass without these members. */
  readonly base: string;
  readonly members: readonly string[];
  readonly statics: readonly string[];
}

/** What the schema says about the values of an element. */
export interface ElementValues {
  /** The names of the values; null when they have none. */
  readonly map: ValueMap | null;
  /** Values and ranges for the documentation, such as `0` and `5..7`, when none of them has a name. */
  readonly unnamed: readonly string[];
}

/** What has a type: a property, a parameter, a return value. */
export interface TypedElement extends ElementValues {
  readonly type: ValueType;
}

export interface PlannedProperty extends Feature<CimProperty>, TypedElement {
  readonly overridden: PlannedProperty | null;
  readonly owner: PlannedClass;
  /** The CIM name, as the first class that declares it spells it. */
  readonly name: string;
  /** The TypeScript member. */
  readonly member: string;
  type: ValueType;
  readonly limits: Limits | null;
  readonly key: boolean;
  readonly writable: boolean;
  readonly nullable: boolean;
}

export interface PlannedMethod extends Feature<CimMethod> {
  readonly overridden: PlannedMethod | null;
  readonly owner: PlannedClass;
  readonly name: string;
  readonly member: string;
  readonly isStatic: boolean;
  readonly parameters: readonly PlannedParameter[];
  /** The return value; null for void. */
  readonly result: TypedElement | null;
  /** Names of the interfaces of in-parameters, out-parameters and streamed items; null where there are none. */
  readonly inName: string | null;
  readonly outName: string | null;
  readonly streamsName: string | null;
}

export interface PlannedParameter extends Feature<CimParameter>, TypedElement {
  readonly overridden: PlannedParameter | null;
  readonly name: string;
  readonly member: string;
  readonly limits: Limits | null;
  readonly isIn: boolean;
  readonly isOut: boolean;
  readonly required: boolean;
  /** True for an out-parameter whose items arrive one by one. */
  readonly stream: boolean;
}

/** The kind of TypeScript type that an element has, apart from the names of its values. */
export type ValueKind =
  | 'boolean'
  | 'number'
  | 'bigint'
  | 'string'
  | 'datetime'
  | 'octets'
  | 'reference'
  | 'instance'
  | 'object';

/** The type of an element: on the wire, as in the class table, and in TypeScript. */
export interface ValueType extends ElementType {
  readonly kind: ValueKind;
  /** True for an array in TypeScript; `uint8[]` is a `Uint8Array` instead. */
  readonly list: boolean;
  /** The class of a reference or an embedded instance; null when it may be any class. */
  readonly target: PlannedClass | null;
  /** Classes in the declarations of superclasses that `target` does not extend. The value is of these classes, too. */
  readonly also: readonly PlannedClass[];
}

/**
 * A `ValueMap` with its `Values`, or a `BitMap` with its `BitValues`: a constant object and a type of the same name.
 */
export interface ValueMap extends MapContent {
  readonly identifier: string;
  readonly owner: PlannedClass;
  /** The element that has the values, as a reader would call it: `Win32_Process.ExecutionState`. */
  readonly subject: string;
  readonly kind: MapKind;
}

/** A map that a module declares, and the equal maps that are declared as aliases of it. */
export interface DeclaredMap {
  readonly map: ValueMap;
  readonly aliases: readonly ValueMap[];
}

export type MapKind = 'number' | 'bigint' | 'string';

/** The values and ranges of a map. */
export interface MapContent {
  /** True for a `BitMap`: its entries are masks, and a value is any combination of them. */
  readonly flags: boolean;
  readonly entries: readonly NamedValue<bigint | string>[];
  /** As text in decimal: `13..32767`, `32768..`, `..5` or `..`. */
  readonly ranges: readonly NamedValue<string>[];
}

export interface NamedValue<T> {
  /** The text in `Values`, made distinct within the map. */
  readonly name: string;
  readonly value: T;
}
