import { MiError } from '../../errors.js';
import type { CustomOption } from '../../request-options.js';
import type { CimType } from '../../schema/index.js';
import { CimInstance, CimReference, type CimValue } from '../../values/index.js';
import { shown } from '../../values/shown.js';
import type { WireOption } from '../request-text.js';
import { realNumber } from '../values/write-object.js';

/** The types of XML Schema for the types of CIM that an option can have. */
const TYPES: Partial<Readonly<Record<CimType, string>>> = {
  boolean: 'xs:boolean',
  uint8: 'xs:unsignedByte',
  sint8: 'xs:byte',
  uint16: 'xs:unsignedShort',
  sint16: 'xs:short',
  uint32: 'xs:unsignedInt',
  sint32: 'xs:int',
  uint64: 'xs:unsignedLong',
  sint64: 'xs:long',
  real32: 'xs:float',
  real64: 'xs:double',
  char16: 'xs:string',
  datetime: 'xs:string',
  string: 'xs:string',
};

/**
 * Options of the provider's own (MS-WSMV 2.2.10): `wmi:Name`, or `wmiarray:Name` for each item of an array.
 * @throws MiError NOT_SUPPORTED for one that is an instance or a reference, or an array without items.
 */
export function customOptions(options: readonly CustomOption[]): readonly WireOption[] {
  return options.flatMap(({ name, type, array = false, value, mustComply = false }) => {
    const wireType = TYPES[type];
    if (wireType === undefined) {
      throw new MiError('NOT_SUPPORTED', `the custom option ${name}: WS-Management has no option of the type ${type}`);
    }
    if (isList(value) && (value as ArrayLike<unknown>).length === 0) {
      throw new MiError('NOT_SUPPORTED', `the custom option ${name}: WS-Management has no option without a value`);
    }
    const items: readonly CimValue[] = isList(value) ? Array.from(value as readonly CimValue[]) : [value];
    return items.map((item) => ({
      name: `${array ? 'wmiarray' : 'wmi'}:${name}`,
      type: wireType,
      value: textOfOption(name, item),
      mustComply,
    }));
  });
}

function isList(value: CimValue): boolean {
  return Array.isArray(value) || value instanceof Uint8Array;
}

function textOfOption(name: string, value: CimValue): string {
  if (value === null || value instanceof CimInstance || value instanceof CimReference || isList(value)) {
    throw new MiError('INVALID_PARAMETER', `the custom option ${name} cannot be ${shown(value)}`);
  }
  return typeof value === 'number' ? realNumber(value) : String(value);
}
