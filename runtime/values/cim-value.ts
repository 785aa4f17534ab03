import type { CimType } from '../schema/index.js';
import type { CimDateTime } from './cim-datetime.js';
import type { CimInstance } from './cim-instance.js';
import type { CimInterval } from './cim-interval.js';
import type { CimReference } from './cim-reference.js';

/**
 * A value of a CIM type other than null: 64-bit integers are bigint, the other numbers number, a char16 is a string of
 * one UTF-16 unit, a datetime a `CimDateTime` or `CimInterval`, an embedded object a `CimInstance`.
 */
export type CimScalar = boolean | number | bigint | string | CimDateTime | CimInterval | CimReference | CimInstance;

/** A value of an element. An array of uint8 is a `Uint8Array`. */
export type CimValue = CimScalar | Uint8Array | readonly (CimScalar | Uint8Array | null)[] | null;

/** A named value with its CIM type: a property of an instance, or a parameter of a method. */
export interface CimElement {
  readonly name: string;
  readonly type: CimType;
  readonly array: boolean;
  readonly value: CimValue;
  /** True for a key of the instance. */
  readonly key?: boolean;
}
