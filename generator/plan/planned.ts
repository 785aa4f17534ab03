import type { CimClass, CimMethod, CimParameter, CimProperty, Feature } from '../../runtime/schema/index.js';
import type { ElementType, ValueLimits } from '../../runtime/v1/class-table.js';
import type { Diagnostic } from '../diagnostics/index.js';
import type { EffectiveQualifiers } from '../model/index.js';

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

/** A class to be generated. The plan fills it in, superclasses first; after that it does not change. */
export interface PlannedClass {
  readonly source: CimClass;
  /** `root/cimv2:Win32_Process`. */
  readonly path: string;
  readonly identifier: string;
  /** Name of the file in the namespace's folder, without `.ts`. */
  readonly file: string;
  /** Null for a root class, and where the schema does not have the superclass. */
  superclass: PlannedClass | null;
  properties: readonly PlannedProperty[];
  methods: readonly PlannedMethod[];
  /** The maps that this class's file declares. */
  maps: readonly DeclaredMap[];
  /** Null when the keys and the writable members are those of the superclass. */
  about: About | null;
  /** Present where TypeScript does not allow the class to be a subtype of its superclass. */
  detached: Detached | null;
}

/** The keys and the writable members that a class adds. */
export interface About {
  /** True where the superclass has some, too. */
  readonly inherits: boolean;
  readonly keys: readonly string[];
  readonly writable: readonly string[];
}

/** Members to hide from the superclass, because this class redeclares them in a way that TypeScript does not allow. */
export interface Detached {
  /** Identifier of the constant that is the superclass without these members. */
  readonly base: string;
  readonly members: ReadonlySet<string>;
  readonly statics: ReadonlySet<string>;
}

/** What the schema says about the values of an element. */
export interface ElementValues {
  /** The names of the values; null when they have none. */
  readonly map: ValueMap | null;
  /** The values and ranges where none of them has a name, for the documentation: `0` or `5..7`. */
  readonly unnamed: readonly string[];
}

/** A property, a parameter or a return value. */
export interface TypedElement extends ElementValues {
  readonly type: ValueType;
}

export interface PlannedProperty extends Feature<CimProperty>, TypedElement {
  readonly overridden: PlannedProperty | null;
  readonly qualifiers: EffectiveQualifiers;
  readonly owner: PlannedClass;
  /** The CIM name, as the first class that declares it spells it. */
  readonly name: string;
  /** The TypeScript member. */
  readonly member: string;
  type: ValueType;
  readonly limits: ValueLimits | null;
  readonly key: boolean;
  readonly writable: boolean;
  /** True where it can be written, or one could that it redeclares. */
  readonly everWritable: boolean;
  readonly nullable: boolean;
}

export interface PlannedMethod extends Feature<CimMethod> {
  readonly overridden: PlannedMethod | null;
  readonly qualifiers: EffectiveQualifiers;
  readonly owner: PlannedClass;
  readonly name: string;
  readonly member: string;
  readonly isStatic: boolean;
  /** The nearest method of the same name in a superclass that is static where this one is not, or the reverse. */
  readonly counterpart: PlannedMethod | null;
  /** True where neither this method nor one that it redeclares has in-parameters: its options come first. */
  readonly takesNoArguments: boolean;
  /** True for optional in-parameters where a method that it redeclares has none: its options may come first, too. */
  readonly mayLeaveArgumentsOut: boolean;
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
  readonly qualifiers: EffectiveQualifiers;
  readonly name: string;
  readonly member: string;
  readonly limits: ValueLimits | null;
  readonly isIn: boolean;
  readonly isOut: boolean;
  readonly required: boolean;
  /** True for an out-parameter whose items arrive one by one. */
  readonly stream: boolean;
}

/** The kind of an element's values in TypeScript, apart from their names. A `datetime` is a moment or an interval. */
export type ValueKind =
  | 'boolean'
  | 'number'
  | 'bigint'
  | 'string'
  | 'moment'
  | 'interval'
  | 'datetime'
  | 'octets'
  | 'reference'
  | 'instance'
  | 'object';

/** A value's type on the wire, as the runtime's table has it, and in TypeScript. */
export interface ValueType extends ElementType {
  readonly kind: ValueKind;
  /** An array in TypeScript too; `uint8[]` is none. */
  readonly list: boolean;
  /** The class of a reference or an embedded instance; null where any class is allowed. */
  readonly target: PlannedClass | null;
  /** Classes of redeclared declarations that `target` does not derive from: the value is of these, too. */
  readonly also: readonly PlannedClass[];
  /** The member of the superclass whose type stands for these classes, where they are more than one. */
  readonly inherited: InheritedType | null;
}

/** The type that a superclass gives a member. */
export interface InheritedType {
  readonly owner: PlannedClass;
  readonly member: string;
  /** True when it is an array. */
  readonly list: boolean;
}

/** A `ValueMap` with its `Values`, or a `BitMap` with its `BitValues`: a constant and a type of the same name. */
export interface ValueMap extends MapContent {
  readonly identifier: string;
  readonly owner: PlannedClass;
  /** The element that has the values, as a reader would name it: `Win32_Process.ExecutionState`. */
  readonly subject: string;
  readonly kind: MapKind;
}

/** A map that a module declares, and equal maps, which are declared as aliases of it. */
export interface DeclaredMap {
  readonly map: ValueMap;
  readonly aliases: readonly ValueMap[];
}

export type MapKind = 'number' | 'bigint' | 'string';

/** What the qualifiers say about values. */
export interface MapContent {
  /** True for a `BitMap`: its entries are masks, and a value is any combination of them. */
  readonly flags: boolean;
  readonly entries: readonly NamedValue<bigint | string>[];
  /** As text, in decimal digits: `13..32767`, `32768..`, `..5` or `..`. */
  readonly ranges: readonly NamedValue<string>[];
}

export interface NamedValue<T> {
  /** The text of `Values`, made distinct within the map. */
  readonly name: string;
  readonly value: T;
}

/** The properties, parameters and return values that the class itself declares. */
export function typedElements({ properties, methods }: PlannedClass): readonly TypedElement[] {
  if (methods.length === 0) return properties;
  const elements: TypedElement[] = properties.slice();
  for (const { parameters, result } of methods) {
    for (const parameter of parameters) elements.push(parameter);
    if (result !== null) elements.push(result);
  }
  return elements;
}

/** The map that gives an element its type, or null. Bytes are a `Uint8Array`, whatever their names. */
export function mapType({ type, map }: Pick<TypedElement, 'type' | 'map'>): ValueMap | null {
  return type.kind === 'octets' ? null : map;
}
