import { type CimTypedElement, INTEGER_RANGES, isIntegerType } from '../../runtime/schema/index.js';
import type { ValueLimits } from '../../runtime/v1/class-table.js';
import { type EffectiveQualifiers, qualifierSet } from '../model/index.js';
import type { ValueType } from './planned.js';
import type { Scope } from './scope.js';
import { itemTypeName } from './value-type.js';

const LIMITS = ['MinLen', 'MaxLen', 'MinValue', 'MaxValue'] as const;

type Limit = (typeof LIMITS)[number];

const ANY_LIMIT = qualifierSet(LIMITS);

/** What is limited, by which qualifiers, and what the type itself allows. */
interface Measure {
  readonly qualifiers: readonly [min: Limit, max: Limit];
  readonly lowest: bigint | number;
  readonly highest: bigint | number;
}

/**
 * The limits of an element that are narrower than its type, or null: of a string `MinLen` and `MaxLen`, of a number
 * `MinValue` and `MaxValue` (DSP0004 5.6.3). They apply to each item of an array.
 *
 * @param subject the element, as a reader would name it: `Win32_Process.Handle`
 */
export function planLimits(
  declaration: CimTypedElement,
  qualifiers: EffectiveQualifiers,
  type: ValueType,
  subject: string,
  scope: Scope,
): ValueLimits | null {
  // Most elements have none.
  if (!qualifiers.hasAny(ANY_LIMIT)) return null;
  const own = LIMITS.filter((name) => qualifiers.isDeclared(name));
  const warn = (code: string, message: string) => scope.diagnostics.warn(declaration, code, `${subject}: ${message}`);
  const typeName = itemTypeName(type);
  const measure = measureOf(type);
  for (const name of own) {
    // What MinValue means for a datetime is defined nowhere: it is only documented.
    if (measure?.qualifiers.includes(name) || type.type === 'datetime') continue;
    warn('useless-limit', `${name} does not apply to ${typeName}; it is not checked`);
  }
  if (measure === null) return null;
  const { lowest, highest } = measure;
  const [minLimit, maxLimit] = measure.qualifiers;
  const min = limitOf(qualifiers, minLimit) ?? lowest;
  const max = limitOf(qualifiers, maxLimit) ?? highest;
  if (min > max || min > highest || max < lowest) {
    const message = `no ${typeName} is from ${minLimit} ${min} to ${maxLimit} ${max}; they are not checked`;
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

function limitOf(qualifiers: EffectiveQualifiers, name: Limit): bigint | number | null {
  const value = qualifiers.value(name);
  // An integer that a number cannot hold is a string: see SchemaValue.
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  if (typeof value !== 'number') return null;
  return Number.isInteger(value) ? BigInt(value) : value;
}
