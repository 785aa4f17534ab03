import { firstFree } from './names.js';

/** Gives each value of a map a name of its own. */
export class MapNames {
  readonly #values = new Map<string, string>();

  /**
   * The name that the schema has for a value; the value itself where it has none. Several values may bear one name
   * (`DMTF Reserved`): the later ones say their value too. Null for a value that is there already, under this name.
   */
  distinct(name: string | undefined, value: string): string | null {
    const given = name === undefined || name.trim() === '' ? value : name;
    // As a key in an object literal this one would set the prototype.
    const safe = given === '__proto__' ? '__proto__$' : given;
    const isTaken = (candidate: string) => (this.#values.get(candidate) ?? value) !== value;
    const free = isTaken(safe) ? firstFree(`${safe} (${value})`, isTaken) : safe;
    if (this.#values.has(free)) return null;
    this.#values.set(free, value);
    return free;
  }
}
