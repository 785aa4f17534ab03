import { CIM_TYPES, type CimType, INTEGER_RANGES, type IntegerType } from '../schema/index.js';
import { foreignText } from '../values/copies.js';
import { CimDateTime, CimInterval, type CimScalar } from '../values/index.js';
import type { Uint32 } from './abi/c-types.js';
import { ARRAY_TYPE } from './abi/constants.js';
import { readDatetime, writeDatetime } from './datetime.js';

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

/** The CIM types whose values are stored in the `MI_Value` itself: all but string, reference and instance. */
export type InlineType = Exclude<CimType, 'string' | 'reference' | 'instance'>;

type Read = (view: DataView, offset: number) => CimScalar;
const READ: Readonly<Record<InlineType, Read>> = {
  boolean: (view, offset) => view.getUint8(offset) !== 0,
  uint8: (view, offset) => view.getUint8(offset),
  sint8: (view, offset) => view.getInt8(offset),
  uint16: (view, offset) => view.getUint16(offset, true),
  sint16: (view, offset) => view.getInt16(offset, true),
  uint32: (view, offset) => view.getUint32(offset, true),
  sint32: (view, offset) => view.getInt32(offset, true),
  uint64: (view, offset) => view.getBigUint64(offset, true),
  sint64: (view, offset) => view.getBigInt64(offset, true),
  real32: (view, offset) => view.getFloat32(offset, true),
  real64: (view, offset) => view.getFloat64(offset, true),
  char16: (view, offset) => String.fromCharCode(view.getUint16(offset, true)),
  datetime: readDatetime,
};

export function readScalar(type: InlineType, view: DataView, offset: number): CimScalar {
  return READ[type](view, offset);
}

/** @throws TypeError or RangeError when the value does not belong to the type. */
export function writeScalar(type: InlineType, view: DataView, offset: number, value: CimScalar): void {
  switch (type) {
    case 'boolean':
      view.setUint8(offset, expect(type, 'boolean', value) ? 1 : 0);
      break;
    case 'real32':
      view.setFloat32(offset, expect(type, 'number', value), true);
      break;
    case 'real64':
      view.setFloat64(offset, expect(type, 'number', value), true);
      break;
    case 'char16':
      view.setUint16(offset, unitOf(expect(type, 'string', value)), true);
      break;
    case 'datetime':
      if (!(value instanceof CimDateTime || value instanceof CimInterval)) throw wrongType(type, value);
      writeDatetime(view, offset, value);
      break;
    case 'uint64':
    case 'sint64':
      // The bits of uint64 and sint64 are written alike.
      view.setBigInt64(offset, BigInt.asIntN(64, inRange(type, expect(type, 'bigint', value))), true);
      break;
    default:
      writeInteger(type, view, offset, expect(type, 'number', value));
  }
}

type SmallInteger = Exclude<IntegerType, 'uint64' | 'sint64'>;

function writeInteger(type: SmallInteger, view: DataView, offset: number, value: number): void {
  if (!Number.isInteger(value)) throw wrongType(type, value);
  inRange(type, BigInt(value));
  const bits = Number(type.slice(4));
  if (bits === 8) view.setInt8(offset, value);
  else if (bits === 16) view.setInt16(offset, value, true);
  else view.setInt32(offset, value, true);
}

function inRange(type: IntegerType, value: bigint): bigint {
  const [min, max] = INTEGER_RANGES[type];
  if (value < min || value > max) throw new RangeError(`${value} is outside the range of ${type}`);
  return value;
}

function unitOf(text: string): number {
  if (text.length !== 1) throw new RangeError(`a char16 is one UTF-16 unit, not ${JSON.stringify(text)}`);
  return text.charCodeAt(0);
}

interface Types {
  readonly boolean: boolean;
  readonly number: number;
  readonly bigint: bigint;
  readonly string: string;
}

/** @throws TypeError when the value is not of the JavaScript type. */
export function expect<Name extends keyof Types>(type: CimType, name: Name, value: unknown): Types[Name] {
  if (typeof value !== name) throw wrongType(type, value);
  return value as Types[Name];
}

/** @param type the name of the type: `uint32`, `string[]`. */
export function wrongType(type: string, value: unknown): TypeError {
  const given = value === null ? 'null' : (foreignText(value) ?? `of the type ${typeof value}`);
  return new TypeError(`a value of the type ${type} cannot be ${given}`);
}
