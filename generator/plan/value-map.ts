import { type CimType, INTEGER_RANGES } from '../../runtime/schema/index.js';
import { type Feature, ownQualifier, qualifierTexts } from '../model/index.js';
import { sameShape } from './compatible.js';
import { firstFree } from './names.js';
import type { PlannedClass, PlannedResult, ValueMap, ValueMapEntry } from './planned.js';
import type { Scope } from './scope.js';
import type { ValueType } from './value-type.js';

/** What a map is for: `Win32_Process` and `ExecutionState`, or `Create.ReturnValue`. */
export interface MapSubject {
  readonly owner: PlannedClass;
  readonly element: string;
}

/**
 * The map of an element's values, or null. A declaration that says nothing about its values shares the map of the one
 * it redeclares.
 */
export function planMap(
  feature: Feature,
  type: ValueType,
  overridden: PlannedResult | null,
  subject: MapSubject,
  scope: Scope,
): ValueMap | null {
  const { owner, element } = subject;
  const { kind } = type;
  if (kind !== 'number' && kind !== 'bigint' && kind !== 'string') return null;
  const entries = valueMapEntries(feature, type.word);
  if (entries === null) return null;
  if (overridden?.map && sameShape(type, overridden.type) && !declaresValues(feature)) return overridden.map;
  const identifier = scope.allocate(`${owner.source.name}_${element.replaceAll('.', '_')}`);
  return { identifier, owner, subject: `${owner.source.name}.${element}`, kind, entries };
}

/** True when the declaration itself says something about its values. */
function declaresValues({ declaration }: Feature): boolean {
  return ownQualifier(declaration, 'ValueMap') !== undefined || ownQualifier(declaration, 'Values') !== undefined;
}

/**
 * The named values of an element (DSP0004 5.6.3.63, 5.6.3.64), or null when it has none that are simple: as many names
 * as values, and every value one decimal integer of the element's type, or one string.
 */
function valueMapEntries(feature: Feature, type: string): readonly ValueMapEntry[] | null {
  const keys = qualifierTexts(feature, 'ValueMap');
  const names = qualifierTexts(feature, 'Values');
  if (keys === undefined || names === undefined || keys.length === 0 || keys.length !== names.length) return null;
  const entries: ValueMapEntry[] = [];
  const taken = new Set<string>();
  for (const [index, key] of keys.entries()) {
    const value = mappedValue(key, type);
    if (value === null) return null;
    const name = distinctName(names[index] ?? key, key, taken);
    taken.add(name);
    entries.push({ name, value });
  }
  return entries;
}

function mappedValue(key: string, type: string): ValueMapEntry['value'] | null {
  if (type === 'string') return key === '..' ? null : key;
  const range = INTEGER_RANGES[type as CimType];
  if (range === undefined || !/^-?\d+$/.test(key)) return null;
  const value = BigInt(key);
  if (value < range[0] || value > range[1]) return null;
  return type === 'uint64' || type === 'sint64' ? value : Number(value);
}

/** Several values may bear one name (`DMTF Reserved`): the later ones say their value too. */
function distinctName(name: string, key: string, taken: ReadonlySet<string>): string {
  // As a key in an object literal this one would set the prototype.
  const safe = name === '__proto__' ? '__proto__$' : name;
  return taken.has(safe) ? firstFree(`${safe} (${key})`, (candidate) => taken.has(candidate)) : safe;
}
