import { CIM_TYPES, type CimType } from '../schema/index.js';
import { ARRAY_TYPE } from './abi/constants.js';
import type { Uint32 } from './address.js';

/** An `MI_Type` numbers the CIM types in the order of `CIM_TYPES`; their arrays follow in the same order. */

/** The CIM type of a value, or of the items of an array. */
export function cimType(miType: Uint32): CimType {
  return CIM_TYPES[miType % ARRAY_TYPE] as CimType;
}

/** True for the type of an array. */
export function isArray(miType: Uint32): boolean {
  return miType >= ARRAY_TYPE;
}

/** The `MI_Type` of a CIM type, or of its array. */
export function miType(type: CimType, array: boolean): Uint32 {
  return CIM_TYPES.indexOf(type) + (array ? ARRAY_TYPE : 0);
}
