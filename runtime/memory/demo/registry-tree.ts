/** A value of the registry: its type is told by the JavaScript one, but for a text with variables (`%SystemRoot%`). */
export type RegistryValue = string | number | bigint | readonly string[] | Uint8Array | Expandable;

/** A text in which variables of the environment are replaced when it is read. */
export interface Expandable {
  readonly expand: string;
}

/** A key of the registry. Names of keys and values are found in any letter case, and keep the one of their creation. */
export class RegistryKey {
  readonly name: string;
  readonly #keys = new Map<string, RegistryKey>();
  readonly #values = new Map<string, readonly [name: string, value: RegistryValue]>();

  constructor(name: string) {
    this.name = name;
  }

  get keys(): readonly RegistryKey[] {
    return [...this.#keys.values()];
  }

  /** The values by name; the default value of the key has an empty one. */
  get values(): readonly (readonly [name: string, value: RegistryValue])[] {
    return [...this.#values.values()];
  }

  key(name: string): RegistryKey | undefined {
    return this.#keys.get(name.toLowerCase());
  }

  value(name: string): RegistryValue | undefined {
    return this.#values.get(name.toLowerCase())?.[1];
  }

  /** The key of that name, which is made where there is none. */
  create(name: string): RegistryKey {
    const key = this.key(name) ?? new RegistryKey(name);
    this.#keys.set(name.toLowerCase(), key);
    return key;
  }

  set(name: string, value: RegistryValue): void {
    const [known = name] = this.#values.get(name.toLowerCase()) ?? [];
    this.#values.set(name.toLowerCase(), [known, value]);
  }

  /** @returns false when there was no such key. */
  deleteKey(name: string): boolean {
    return this.#keys.delete(name.toLowerCase());
  }

  /** @returns false when there was no such value. */
  deleteValue(name: string): boolean {
    return this.#values.delete(name.toLowerCase());
  }
}
