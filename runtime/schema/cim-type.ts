/**
 * The CIM data types, in the order and under the names of `MI_Type` (DSP0004 5.2). An array is marked beside its type
 * (`array: true`), not in the name.
 */
export const CIM_TYPES = [
  'boolean',
  'uint8',
  'sint8',
  'uint16',
  'sint16',
  'uint32',
  'sint32',
  'uint64',
  'sint64',
  'real32',
  'real64',
  'char16',
  'datetime',
  'string',
  'reference',
  'instance',
] as const;

/** One of the 16 CIM data types. `instance` is an embedded object, `reference` the path of an instance. */
export type CimType = (typeof CIM_TYPES)[number];

/** The integer types of CIM. */
export type IntegerType = Extract<CimType, `${'u' | 's'}int${number}`>;

/** The values of each integer type, both ends included. */
export const INTEGER_RANGES: Readonly<Record<IntegerType, readonly [min: bigint, max: bigint]>> = {
  uint8: [0n, 0xffn],
  sint8: [-0x80n, 0x7fn],
  uint16: [0n, 0xffffn],
  sint16: [-0x8000n, 0x7fffn],
  uint32: [0n, 0xffff_ffffn],
  sint32: [-0x8000_0000n, 0x7fff_ffffn],
  uint64: [0n, 0xffff_ffff_ffff_ffffn],
  sint64: [-0x8000_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn],
};

/** True for the name of an integer type. */
export function isIntegerType(type: string): type is IntegerType {
  return Object.hasOwn(INTEGER_RANGES, type);
}

/** Says that a number is beyond its type. */
export function outOfRange(number: string | number | bigint, type: CimType): string {
  const range = isIntegerType(type) ? `, ${INTEGER_RANGES[type].join(' to ')}` : '';
  return `${number} is out of the range of ${type}${range}`;
}
