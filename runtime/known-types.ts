import type { CimType } from './schema/index.js';
import { LAYOUT } from './values/copies.js';

/** The type that a caller declares for a property, or for a result of a method. */
export interface DeclaredType {
  /** The CIM name, as it is declared. */
  readonly name: string;
  readonly type: CimType;
  readonly array: boolean;
  /** The class of a reference or an embedded instance; null where any class may stand. */
  readonly className: string | null;
  /** True for a key of a class. */
  readonly key?: boolean;
}

/** Types by folded names, in the order of the declaration. */
export type TypesByName = ReadonlyMap<string, DeclaredType>;

/** The types that the caller of an operation declares itself: not every server sends types with its values. */
export interface DeclaredTypes {
  /** The properties of the class that was asked; its subclasses have them too. Null where any class may be found. */
  readonly asked: TypesByName | null;
  /** The properties of a class with those that it inherits; null for a class that is not known. */
  properties(namespace: string, className: string): TypesByName | null;
  /** What the method that is invoked gives back, `ReturnValue` among it; null for any other operation. */
  readonly results: TypesByName | null;
}

/** The option that holds the {@link DeclaredTypes} of generated code. No user gives it: it is named by a symbol. */
export const DECLARED: unique symbol = Symbol.for(`mi-codegen/${LAYOUT}/declared`) as never;
