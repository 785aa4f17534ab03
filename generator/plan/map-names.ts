import type { MapItem } from './map-items.js';
import type { NamedValue } from './planned.js';
import { firstFree } from './typescript-names.js';

/** Gives each value of a map a name of its own. */
export class MapNames {
  readonly #taken = new Map<string, string>();

  /**
   * The items that have a value, named as the schema does; what has no name there is its own. Several values may bear
   * one name (`DMTF Reserved`): the later ones say their value too.
   *
   * @param read the value of an item, and how a name says it; null leaves the item out
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

  /** Null for a value that is there already, under this very name. */
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
