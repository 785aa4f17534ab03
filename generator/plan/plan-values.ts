import { isIntegerType } from '../../runtime/schema/index.js';
import { qualifierSet } from '../model/index.js';
import { bitMap } from './bit-map.js';
import { sameShape } from './compatible.js';
import { integerMap } from './integer-map.js';
import { MapNames, type MapSource, mapItems, warn } from './map-items.js';
import {
  type DeclaredMap,
  type ElementValues,
  type MapContent,
  type MapKind,
  type NamedValue,
  type PlannedClass,
  type TypedElement,
  typedElements,
  type ValueMap,
  type ValueType,
} from './planned.js';
import type { Scope } from './scope.js';
import { itemTypeName } from './value-type.js';

/** The element that has the values: `Win32_Process` and `ExecutionState`, or `Create.ReturnValue`. */
export interface ValuesSubject extends Pick<MapSource, 'declaration' | 'qualifiers'> {
  readonly owner: PlannedClass;
  readonly element: string;
}

const QUALIFIERS = ['ValueMap', 'Values', 'BitMap', 'BitValues'] as const;
const ANY_QUALIFIER = qualifierSet(QUALIFIERS);

/** How many values without names are listed where they are inherited. */
const MOST_LISTED = 50;

const NO_VALUES: ElementValues = { map: null, unnamed: [] };

/**
 * What an element's qualifiers say about its values. A declaration without such qualifiers has the values of the one
 * that it redeclares.
 */
export function planValues(
  { declaration, qualifiers, owner, element }: ValuesSubject,
  type: ValueType,
  overridden: TypedElement | null,
  scope: Scope,
): ElementValues {
  if (!qualifiers.hasAny(ANY_QUALIFIER)) return overridden === null ? NO_VALUES : inheritedValues(type, overridden);
  const isSilent = !QUALIFIERS.some((name) => qualifiers.isDeclared(name));
  if (isSilent && overridden !== null) return inheritedValues(type, overridden);
  if (!QUALIFIERS.some((name) => qualifiers.itemCount(name) !== undefined)) return NO_VALUES;
  const subject = `${owner.source.name}.${element}`;
  const source: MapSource = { declaration, qualifiers, subject, scope };
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

/** Values of another type do not apply. Many values without names are not listed again. */
function inheritedValues(type: ValueType, { type: before, map, unnamed }: TypedElement): ElementValues {
  if (!sameShape(type, before)) return NO_VALUES;
  return { map, unnamed: unnamed.length > MOST_LISTED ? [...unnamed.slice(0, MOST_LISTED - 1), '…'] : unnamed };
}

/** The kind of a map's values in TypeScript. For an array it is the kind of the items, even for a `uint8[]`. */
function mapKind({ kind, type }: ValueType): MapKind | null {
  if (type === 'real32' || type === 'real64') return null;
  if (kind === 'number' || kind === 'bigint' || kind === 'string') return kind;
  return type === 'uint8' ? 'number' : null;
}

function mapContent(source: MapSource, { type }: ValueType, kind: MapKind): MapContent | null {
  if (kind === 'string') return stringMap(source);
  return isIntegerType(type) ? (bitMap(source, type) ?? integerMap(source, type)) : null;
}

/**
 * False when each name only repeats its number. Strings are names, which the type shows; and the name of a bit tells
 * which bit a mask is.
 */
function hasNames({ flags, entries, ranges }: MapContent): boolean {
  if (flags) return entries.length > 0;
  const isName = ({ name, value }: NamedValue<bigint | string>) => typeof value === 'string' || name !== String(value);
  return entries.some(isName) || ranges.some(({ name, value }) => name !== value);
}

/** Any other string. It is the only range of strings. */
const REST = '..';

/** The values of a string element. Names without values are values themselves. */
function stringMap(source: MapSource): MapContent | null {
  const items = mapItems(source, ['ValueMap', 'Values'], (name) => name);
  if (items === null) return null;
  const names = new MapNames();
  const entries: NamedValue<string>[] = [];
  const ranges: NamedValue<string>[] = [];
  for (const { key, name } of items) if (key !== REST) names.add(entries, name, key, key);
  for (const { key, name } of items) if (key === REST) names.add(ranges, name, key, key);
  return { flags: false, entries, ranges };
}

/** The maps of a class's module in the order of its elements: equal ones are declared once. */
export function declaredMaps(planned: PlannedClass): readonly DeclaredMap[] {
  const maps: ValueMap[] = [];
  for (const { map } of typedElements(planned)) if (map?.owner === planned) maps.push(map);
  if (maps.length < 2) return maps.map((map) => ({ map, aliases: [] }));
  const sizes = new Map<string, number>();
  for (const map of maps) sizes.set(sizeKey(map), (sizes.get(sizeKey(map)) ?? 0) + 1);
  const groups = new Map<string, { readonly map: ValueMap; readonly aliases: ValueMap[] }>();
  for (const map of maps) {
    const size = sizeKey(map);
    // Most maps differ in size from all others, so that their content need not be compared.
    const key = sizes.get(size) === 1 ? size : contentKey(map);
    const equal = groups.get(key);
    if (equal === undefined) groups.set(key, { map, aliases: [] });
    else equal.aliases.push(map);
  }
  return Array.from(groups.values());
}

function sizeKey({ kind, flags, entries, ranges }: ValueMap): string {
  return `${kind} ${flags} ${entries.length} ${ranges.length} ${entries[0]?.name.length}`;
}

/** The same text for equal maps, whose names are also in the same order. */
function contentKey(map: ValueMap): string {
  const { entries, ranges } = map;
  let key = sizeKey(map);
  for (const { name, value } of entries) key += ` ${name.length} ${name} ${value}`;
  for (const { name, value } of ranges) key += ` ${name.length} ${name} ${value}`;
  return key;
}
