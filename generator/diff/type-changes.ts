import { foldName, INTEGER_RANGES, isIntegerType } from '../../runtime/schema/index.js';
import { printType, type ValueLimits } from '../../runtime/v1/class-table.js';
import { outputType } from '../emit/type-text.js';
import type { PlannedClass, TypedElement, ValueType } from '../plan/planned.js';
import { type ElementChange, elementChange } from './schema-change.js';

/** What callers do with a value. */
export interface Use {
  /** They get it. */
  readonly isRead: boolean;
  /** They give it: as an argument, in a query, or for a new object. */
  readonly isGiven: boolean;
  /** They usually give it, and it is checked before anything is sent. */
  readonly isChecked: boolean;
}

/** A property, a parameter, or a return value, which has no limits. */
type LimitedElement = TypedElement & { readonly limits?: ValueLimits | null };

/** How the type of an element changed: at most one change. */
export function typeChanges(name: string, before: LimitedElement, after: LimitedElement, use: Use): ElementChange[] {
  const [typeBefore, typeAfter] = isSameType(before.type, after.type)
    ? ['', '']
    : [typeScriptType(before.type), typeScriptType(after.type)];
  if (typeBefore !== typeAfter) {
    const isRefined =
      (!use.isRead || fits(after.type, before.type)) &&
      // What can be given for an embedded instance is also its plain values, which no other class need take.
      (!use.isGiven || (fits(before.type, after.type) && after.type.kind !== 'instance'));
    return [elementChange(isRefined ? 'type-refined' : 'type-changed', name, typeBefore, typeAfter)];
  }
  const [cimBefore, cimAfter] = [cimType(before), cimType(after)];
  if (foldName(cimBefore) === foldName(cimAfter)) return [];
  const isNarrower = use.isChecked && !accepts(after, before);
  return [elementChange(isNarrower ? 'input-narrowed' : 'cim-type-changed', name, cimBefore, cimAfter)];
}

/** A type as generated code has it, without the names of its values: `CimReference<CIM_Process>`. */
export function typeScriptType(type: ValueType): string {
  const own = { ...type, also: [], inherited: null };
  return outputType({ type: own, map: null, unnamed: [] }).replace(/\bmi\./g, '');
}

/** A type of CIM with its limits, as messages of the runtime have it: `uint32`, `string from 1 to 64`. */
function cimType({ type, limits }: LimitedElement): string {
  const { min = null, max = null } = limits ?? {};
  return `${printType(type)}${min === null ? '' : ` from ${min}`}${max === null ? '' : ` to ${max}`}`;
}

/**
 * True for two types that are the same as far as their classes are: a class that is only in one of the schemas is a
 * change of its own, and not one of everything that mentions it.
 */
function isSameType(before: ValueType, after: ValueType): boolean {
  return before.list === after.list && kindOf(before) === kindOf(after) && isSameName(before, after);
}

function kindOf({ kind, className }: ValueType): string {
  return kind === 'object' && className !== null ? 'instance' : kind;
}

function isSameName(before: ValueType, after: ValueType): boolean {
  return foldName(before.className ?? '') === foldName(after.className ?? '');
}

/** True when TypeScript takes values of a type where another is expected. */
function fits(source: ValueType, target: ValueType): boolean {
  if (source.list !== target.list) return false;
  if (target.kind === 'datetime') return source.type === 'datetime';
  if (source.kind !== target.kind || (source.kind !== 'reference' && source.kind !== 'instance')) return false;
  return target.className === null || derivesFrom(source.target, target.className);
}

function derivesFrom(planned: PlannedClass | null, className: string): boolean {
  for (let link = planned; link !== null; link = link.detached === null ? link.superclass : null) {
    if (foldName(link.source.name) === foldName(className)) return true;
  }
  return false;
}

/** True when an element takes all values that another takes, which has the same type in TypeScript. */
function accepts(wider: LimitedElement, narrower: LimitedElement): boolean {
  const { arraySize } = wider.type;
  if (arraySize !== null && arraySize !== narrower.type.arraySize) return false;
  if (isIntegerType(wider.type.type) && !isIntegerType(narrower.type.type)) return false;
  const [own, other] = [rangeOf(wider), rangeOf(narrower)];
  return own.min <= other.min && own.max >= other.max;
}

/** The least and the greatest value; of strings, the lengths. */
function rangeOf({ type: { type }, limits }: LimitedElement): { readonly min: Bound; readonly max: Bound } {
  const [lowest, highest] = isIntegerType(type) ? INTEGER_RANGES[type] : type === 'char16' ? [1, 1] : UNBOUNDED;
  return { min: limits?.min ?? lowest, max: limits?.max ?? highest };
}

type Bound = bigint | number;

const UNBOUNDED = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
