import type { MapItem } from './map-items.js';
import type { NamedValue } from './planned.js';
import { firstFree } from './typescript-names.js';

/** Gives each value of a map a distinct name. */
export class MapNames {
  readonly #taken = new Map<string, string>();

  /**
   * Names the items that have a value. An item without a name in the schema is named by its value. When several values
   * share a name (`DMTF Reserved`), the value is appended to the later ones.
   *
   * @param read the value of an item and its text; null leaves the item out
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

  /** Null when the same value already has this name. */
  #distinct(name: string | undefined, text: string): string | null {
    const given = name === undefined || name.trim() === '' ? text : name;
    // As a key of an object literal, `__proto__` would set the prototype.
    const safe = given === '__proto__' ? '__proto__$' : given;
    const isTaken = (candidate: string) => (this.#taken.get(candidate) ?? text) !== text;
    const free = isTaken(safe) ? firstFree(`${safe} (${text})`, isTaken) : safe;
    if (this.#taken.has(free)) return null;
    this.#taken.set(free, text);
    return free;
  }
}
