import { type Feature, findQualifier } from '../../runtime/schema/index.js';
import { plural } from '../diagnostics/index.js';
import { itemCount, qualifierItems } from '../model/index.js';
import type { NamedValue } from './planned.js';
import type { Scope } from './scope.js';
import { firstFree } from './typescript-names.js';

/** How many inherited keys are listed where it is unknown which names belong to them. */
const MOST_INHERITED = 50;

/** An item of `ValueMap` or `BitMap`, with its name in `Values` or `BitValues`. */
interface MapItem {
  readonly key: string;
  readonly name: string | undefined;
}

/** The qualifiers of an element that say what its values are. */
export interface MapSource {
  readonly feature: Feature;
  /** `Win32_Process.ExecutionState`. */
  readonly subject: string;
  readonly scope: Scope;
}

/** The qualifiers that hold the keys and the names of a map. */
export type MapQualifiers = readonly [keys: string, names: string];

/**
 * Pairs a qualifier of keys with one of names; null when there is neither. If they differ in length, it is unknown
 * which name belongs to which key, and no name is used.
 *
 * @param keyOf the key of a name, where there is no qualifier of keys
 */
export function mapItems(
  source: MapSource,
  [keysQualifier, namesQualifier]: MapQualifiers,
  keyOf: (name: string, index: number) => string,
): readonly MapItem[] | null {
  const { feature } = source;
  const keyCount = itemCount(feature, keysQualifier);
  const nameCount = itemCount(feature, namesQualifier);
  if (keyCount === undefined) {
    return qualifierItems(feature, namesQualifier)?.map((name, index) => ({ key: keyOf(name, index), name })) ?? null;
  }
  if (nameCount === keyCount) {
    const names = qualifierItems(feature, namesQualifier) ?? [];
    return qualifierItems(feature, keysQualifier)?.map((key, index) => ({ key, name: names[index] })) ?? null;
  }
  if (nameCount !== undefined) {
    const counts = `${keysQualifier} has ${plural(keyCount, 'item', 'items')} and ${namesQualifier} ${nameCount}`;
    warn(source, 'unpaired-names', `${counts}: its values bear no names`);
  }
  // Many subclasses may have names of their own that do not fit the keys that they inherit.
  const isInherited = findQualifier(feature.declaration, keysQualifier) === undefined;
  const keys = qualifierItems(feature, keysQualifier, isInherited ? MOST_INHERITED : undefined);
  return keys?.map((key) => ({ key, name: undefined })) ?? null;
}

/**
 * Warns of items that are no values of the element's type. One of them with a comma is several items in one, by a
 * misplaced quotation mark: then it is unknown which name belongs to which value, and the items are without names.
 *
 * @param what what a key should be: `uint8`
 */
export function withoutTorn(
  source: MapSource,
  qualifier: string,
  what: string,
  items: readonly MapItem[],
  isUsable: (item: MapItem, index: number) => boolean,
): readonly MapItem[] {
  const unusable = items.filter((item, index) => !isUsable(item, index));
  if (unusable.length === 0) return items;
  const isTorn = unusable.some(({ key, name }) => name !== undefined && key.includes(','));
  const shown = unusable.map(({ key }) => JSON.stringify(key)).join(', ');
  const consequence = isTorn ? '; a comma is misplaced, so its values bear no names' : '';
  warn(source, 'unusable-values', `items of ${qualifier} that are no ${what} are left out: ${shown}${consequence}`);
  return isTorn ? items.map(({ key }) => ({ key, name: undefined })) : items;
}

/** Warns of something about the values of an element. */
export function warn({ feature, subject, scope }: MapSource, code: string, message: string): void {
  scope.diagnostics.warn(feature.declaration, code, `${subject}: ${message}`);
}

/** Gives each value of a map a name of its own. */
export class MapNames {
  readonly #taken = new Map<string, string>();

  /**
   * The items that have a value, with the names of the schema; a value without a name is its own name. Several values
   * may have the same name (`DMTF Reserved`): the value is added to the later ones.
   *
   * @param read the value of an item, and its text in a name; null leaves the item out
   */
  name<T>(
    items: readonly MapItem[],
    read: (item: MapItem, index: number) => readonly [value: T, text: string] | null,
  ): NamedValue<T>[] {
    return items.flatMap((item, index) => {
      const [value, text] = read(item, index) ?? [];
      if (value === undefined || text === undefined) return [];
      const name = this.#distinct(item.name, text);
      return name === null ? [] : [{ name, value }];
    });
  }

  /** Null when the value has been added under this name already. */
  #distinct(name: string | undefined, text: string): string | null {
    const given = name === undefined || name.trim() === '' ? text : name;
    // As a key in an object literal this one would set the prototype.
    const safe = given === '__proto__' ? '__proto__$' : given;
    const isTaken = (candidate: string) => (this.#taken.get(candidate) ?? text) !== text;
    const free = isTaken(safe) ? firstFree(`${safe} (${text})`, isTaken) : safe;
    if (this.#taken.has(free)) return null;
    this.#taken.set(free, text);
    return free;
  }
}
