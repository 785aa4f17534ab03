import { plural } from '../diagnostics/index.js';
import type { EffectiveQualifiers, QualifierName } from '../model/index.js';
import type { NamedValue } from './planned.js';
import type { Scope } from './scope.js';
import { firstFree } from './typescript-names.js';

/** How many inherited keys are listed where it is unknown which names belong to them. */
const MOST_INHERITED = 50;

/** An item of `ValueMap` or `BitMap`, with its name in `Values` or `BitValues`. */
export interface MapItem {
  readonly key: string;
  readonly name: string | undefined;
}

/** The qualifiers of an element that say what its values are. */
export interface MapSource {
  /** The element. */
  readonly declaration: object;
  readonly qualifiers: EffectiveQualifiers;
  /** `Win32_Process.ExecutionState`. */
  readonly subject: string;
  readonly scope: Scope;
}

/** The qualifiers that hold the keys and the names of a map. */
export type MapQualifiers = readonly [keys: QualifierName, names: QualifierName];

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
  const { qualifiers } = source;
  const keyCount = qualifiers.itemCount(keysQualifier);
  const nameCount = qualifiers.itemCount(namesQualifier);
  if (keyCount === undefined) {
    return qualifiers.items(namesQualifier)?.map((name, index) => ({ key: keyOf(name, index), name })) ?? null;
  }
  if (nameCount === keyCount) {
    const names = qualifiers.items(namesQualifier) ?? [];
    return qualifiers.items(keysQualifier)?.map((key, index) => ({ key, name: names[index] })) ?? null;
  }
  if (nameCount !== undefined) {
    const counts = `${keysQualifier} has ${plural(keyCount, 'item', 'items')} and ${namesQualifier} ${nameCount}`;
    warn(source, 'unpaired-names', `${counts}: its values bear no names`);
  }
  // Many subclasses may have names of their own that do not fit the keys that they inherit.
  const most = qualifiers.isDeclared(keysQualifier) ? undefined : MOST_INHERITED;
  return qualifiers.items(keysQualifier, most)?.map((key) => ({ key, name: undefined })) ?? null;
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
export function warn({ declaration, subject, scope }: MapSource, code: string, message: string): void {
  scope.diagnostics.warn(declaration, code, `${subject}: ${message}`);
}

/** Gives each value of a map a name of its own. */
export class MapNames {
  /** The texts of the values that have names. */
  readonly #taken = new Map<string, string>();

  /**
   * Adds a value to others, unless it has been added under its name already. The name is that of the schema; a value
   * without one is its own name. Several values may have the same name (`DMTF Reserved`): then the later ones have the
   * value in their names.
   *
   * @param text the value in a name
   */
  add<T>(values: NamedValue<T>[], given: string | undefined, value: T, text: string): void {
    const named = given === undefined || given.trim() === '' ? text : given;
    // As a key in an object literal this one would set the prototype.
    const safe = named === '__proto__' ? '__proto__$' : named;
    const other = this.#taken.get(safe) ?? text;
    const name = other === text ? safe : this.#distinct(safe, text);
    if (this.#taken.has(name)) return;
    this.#taken.set(name, text);
    values.push({ name, value });
  }

  /** A name that has the value in it. */
  #distinct(name: string, text: string): string {
    return firstFree(`${name} (${text})`, (candidate) => (this.#taken.get(candidate) ?? text) !== text);
  }
}
