import { type CimTypedElement, INTEGER_RANGES } from '../../runtime/schema/index.js';
import type { Limits } from '../../runtime/v1/limits.js';
import { type Feature, ownQualifier, qualifierValue } from '../model/index.js';
import type { ValueType } from './planned.js';
import type { Scope } from './scope.js';
import { itemTypeName } from './value-type.js';

/** The qualifiers that limit a type, and the limits of the type itself. */
interface Measure {
  readonly qualifiers: readonly [min: string, max: string];
  readonly lowest: bigint | number;
  readonly highest: bigint | number;
}

const LIMITS = ['MinLen', 'MaxLen', 'MinValue', 'MaxValue'];

/**
 * The limits of an element that are narrower than those of its type, or null: `MinLen` and `MaxLen` for a string,
 * `MinValue` and `MaxValue` for a number (DSP0004 5.6.3). They apply to each item of an array.
 *
 * @param subject as a reader would name the element: `Win32_Process.Handle`
 */
export function planLimits(
  feature: Feature<CimTypedElement>,
  type: ValueType,
  subject: string,
  scope: Scope,
): Limits | null {
  const own = LIMITS.filter((name) => ownQualifier(feature.declaration, name) !== undefined);
  const warn = (code: string, message: string) =>
    scope.report.warn(feature.declaration, code, `${subject}: ${message}`);
  const typeName = itemTypeName(type);
  const measure = measureOf(type);
  for (const name of own) {
    // No specification says what limits of a datetime mean, so they are documentation only.
    if (measure?.qualifiers.includes(name) || type.kind === 'datetime') continue;
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
  const range = isReal ? ([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const) : INTEGER_RANGES[type];
  return range === undefined ? null : { qualifiers: ['MinValue', 'MaxValue'], lowest: range[0], highest: range[1] };
}

function limitOf(feature: Feature, name: string): bigint | number | null {
  const value = qualifierValue(feature, name);
  // An integer that a number cannot hold is a string; see SchemaValue.
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  if (typeof value !== 'number') return null;
  return Number.isInteger(value) ? BigInt(value) : value;
}
