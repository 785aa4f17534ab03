import { type Feature, ownQualifier, qualifierItems } from '../model/index.js';
import { bitMap } from './bit-map.js';
import { sameShape } from './compatible.js';
import { integerMap } from './integer-map.js';
import { type MapSource, warn } from './map-items.js';
import type {
  ElementValues,
  MapContent,
  MapKind,
  NamedValue,
  PlannedClass,
  TypedElement,
  ValueType,
} from './planned.js';
import type { Scope } from './scope.js';
import { stringMap } from './string-map.js';
import { itemTypeName } from './value-type.js';

/** The element that has the values: `Win32_Process` and `ExecutionState`, or `Create.ReturnValue`. */
export interface ValuesSubject {
  readonly owner: PlannedClass;
  readonly element: string;
}

const QUALIFIERS = ['ValueMap', 'Values', 'BitMap', 'BitValues'];

const NO_VALUES: ElementValues = { map: null, unnamed: [] };

/**
 * Reads what an element's qualifiers say about its values. A redeclaration without such qualifiers shares the values of
 * the declaration that it overrides.
 */
export function planValues(
  feature: Feature,
  type: ValueType,
  overridden: TypedElement | null,
  { owner, element }: ValuesSubject,
  scope: Scope,
): ElementValues {
  const isSilent = !QUALIFIERS.some((name) => ownQualifier(feature.declaration, name) !== undefined);
  if (isSilent && overridden !== null && sameShape(type, overridden.type)) {
    return { map: overridden.map, unnamed: overridden.unnamed };
  }
  if (!QUALIFIERS.some((name) => qualifierItems(feature, name) !== undefined)) return NO_VALUES;
  const subject = `${owner.source.name}.${element}`;
  const source: MapSource = { feature, subject, scope };
  const kind = mapKind(type);
  const content = kind === null ? null : mapContent(source, type, kind);
  if (kind === null || content === null) {
    const message = `names of values do not apply to ${itemTypeName(type)}; they are left out`;
    warn(source, 'useless-value-map', message);
    return NO_VALUES;
  }
  if (!hasNames(content)) {
    return { map: null, unnamed: [...content.entries, ...content.ranges].map(({ name }) => name) };
  }
  const identifier = scope.allocate(`${owner.source.name}_${element.replaceAll('.', '_')}`);
  return { map: { identifier, owner, subject, kind, ...content }, unnamed: [] };
}

/**
 * The TypeScript type of the values; for an array, of its items, including the bytes of a `uint8[]`. Null for no map.
 */
function mapKind({ kind, type }: ValueType): MapKind | null {
  if (type === 'real32' || type === 'real64') return null;
  if (kind === 'number' || kind === 'bigint' || kind === 'string') return kind;
  return type === 'uint8' ? 'number' : null;
}

function mapContent(source: MapSource, { type }: ValueType, kind: MapKind): MapContent | null {
  if (kind === 'string') return stringMap(source);
  return integerMap(source, type) ?? bitMap(source, type);
}

/**
 * False when each name only repeats its number. Strings are useful without names, as a union of literals. So are bits:
 * the name of a mask is the position of its bit.
 */
function hasNames({ flags, entries, ranges }: MapContent): boolean {
  if (flags) return entries.length > 0;
  const isName = ({ name, value }: NamedValue<bigint | string>) => typeof value === 'string' || name !== String(value);
  return entries.some(isName) || ranges.some(({ name, value }) => name !== value);
}
