import {
  type CimTypedElement,
  type Feature,
  findQualifier,
  INTEGER_RANGES,
  isIntegerType,
} from '../../runtime/schema/index.js';
import type { ValueLimits } from '../../runtime/v1/class-table.js';
import { qualifierValue } from '../model/index.js';
import type { ValueType } from './planned.js';
import type { Scope } from './scope.js';
import { itemTypeName } from './value-type.js';

/** What is limited, by which qualifiers, and what the type itself allows. */
interface Measure {
  readonly qualifiers: readonly [min: string, max: string];
  readonly lowest: bigint | number;
  readonly highest: bigint | number;
}

const LIMITS = ['MinLen', 'MaxLen', 'MinValue', 'MaxValue'];

/**
 * The limits of an element that are narrower than its type, or null: of a string `MinLen` and `MaxLen`, of a number
 * `MinValue` and `MaxValue` (DSP0004 5.6.3). They apply to each item of an array.
 *
 * @param subject the element, as a reader would name it: `Win32_Process.Handle`
 */
export function planLimits(
  feature: Feature<CimTypedElement>,
  type: ValueType,
  subject: string,
  scope: Scope,
): ValueLimits | null {
  const own = LIMITS.filter((name) => findQualifier(feature.declaration, name) !== undefined);
  const warn = (code: string, message: string) =>
    scope.diagnostics.warn(feature.declaration, code, `${subject}: ${message}`);
  const typeName = itemTypeName(type);
  const measure = measureOf(type);
  for (const name of own) {
    // What MinValue means for a datetime is defined nowhere: it is only documented.
    if (measure?.qualifiers.includes(name) || type.type === 'datetime') continue;
    warn('useless-limit', `${name} does not apply to ${typeName}; it is not checked`);
  }
  if (measure === null) return null;
  const { lowest, highest, qualifiers } = measure;
  const min = limitOf(feature, qualifiers[0]) ?? lowest;
  const max = limitOf(feature, qualifiers[1]) ?? highest;
  if (min > max || min > highest || max < lowest) {
    const message = `no ${typeName} is from ${qualifiers[0]} ${min} to ${qualifiers[1]} ${max}; they are not checked`;
    if (own.length > 0) warn('impossible-limits', message);
    return null;
  }
  const limits = { min: min > lowest ? min : null, max: max < highest ? max : null };
  return limits.min === null && limits.max === null ? null : limits;
}

function measureOf({ type }: ValueType): Measure | null {
  if (type === 'string') {
    return { qualifiers: ['MinLen', 'MaxLen'], lowest: 0n, highest: Number.POSITIVE_INFINITY };
  }
  const isReal = type === 'real32' || type === 'real64';
  const range = isReal
    ? ([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const)
    : isIntegerType(type)
      ? INTEGER_RANGES[type]
      : null;
  return range === null ? null : { qualifiers: ['MinValue', 'MaxValue'], lowest: range[0], highest: range[1] };
}

function limitOf(feature: Feature, name: string): bigint | number | null {
  const value = qualifierValue(feature, name);
  // An integer that a number cannot hold is a string: see SchemaValue.
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  if (typeof value !== 'number') return null;
  return Number.isInteger(value) ? BigInt(value) : value;
}
