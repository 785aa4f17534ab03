import type { CimType } from '../../runtime/schema/index.js';
import { type Feature, ownQualifier, qualifierItems } from '../model/index.js';
import { bitMap } from './bit-map.js';
import { sameShape } from './compatible.js';
import { integerMap } from './integer-map.js';
import { type MapSource, warn } from './map-items.js';
import type { MapContent, MapKind, PlannedClass, PlannedResult, ValueMap, ValueType } from './planned.js';
import type { Scope } from './scope.js';
import { stringMap } from './string-map.js';

/** What a map is for: `Win32_Process` and `ExecutionState`, or `Create.ReturnValue`. */
export interface MapSubject {
  readonly owner: PlannedClass;
  readonly element: string;
}

const QUALIFIERS = ['ValueMap', 'Values', 'BitMap', 'BitValues'];

/**
 * The map of an element's values, or null. A declaration that says nothing about its values shares the map of the one
 * it redeclares.
 */
export function planMap(
  feature: Feature,
  type: ValueType,
  overridden: PlannedResult | null,
  { owner, element }: MapSubject,
  scope: Scope,
): ValueMap | null {
  const isSilent = !QUALIFIERS.some((name) => ownQualifier(feature.declaration, name) !== undefined);
  if (isSilent && overridden !== null && sameShape(type, overridden.type)) return overridden.map;
  if (!QUALIFIERS.some((name) => qualifierItems(feature, name) !== undefined)) return null;
  const subject = `${owner.source.name}.${element}`;
  const source: MapSource = { feature, subject, scope };
  const kind = mapKind(type);
  const content = kind === null ? null : mapContent(source, type.word, kind);
  if (kind === null || content === null) {
    warn(source, 'useless-value-map', `names of values do not apply to ${type.word}; they are left out`);
    return null;
  }
  if (content.entries.length + content.ranges.length === 0) return null;
  const identifier = scope.allocate(`${owner.source.name}_${element.replaceAll('.', '_')}`);
  return { identifier, owner, subject, kind, ...content };
}

/** What the values of a map are in TypeScript; for an array, its items, and that are the bytes of a `uint8[]` too. */
function mapKind({ kind, word }: ValueType): MapKind | null {
  if (word === 'real32' || word === 'real64') return null;
  if (kind === 'number' || kind === 'bigint' || kind === 'string') return kind;
  return word === 'uint8' ? 'number' : null;
}

function mapContent(source: MapSource, word: string, kind: MapKind): MapContent | null {
  if (kind === 'string') return stringMap(source);
  const type = word as CimType;
  return integerMap(source, type) ?? bitMap(source, type);
}
