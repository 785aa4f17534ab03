import { classKey } from '../schema/index.js';
import { CimReference } from '../values/index.js';
import type { ClassStore } from './class-store.js';
import { instanceIdentity, type StoredInstance } from './instance-identity.js';
import type { RepositoryClass } from './repository-class.js';
import { unlessInvalid } from './repository-error.js';

/**
 * The stored associations by the instances that they refer to, whether there are such instances or not.
 *
 * A reference may name a superclass of the instance's class. So an entry is for the keys of an instance and the topmost
 * class of its inheritance: what it holds may refer to the instance, and everything that refers to it is in there.
 */
export class ReferenceIndex {
  readonly #classes: ClassStore;
  /** The associations of each entry, by class and keys: one that is replaced keeps its place. */
  readonly #entries = new Map<string, Map<string, StoredInstance>>();

  constructor(classes: ClassStore) {
    this.#classes = classes;
  }

  /** Associations that may refer to the instance, in the order of their creation. */
  candidates({ cimClass, identity }: StoredInstance): readonly StoredInstance[] {
    return [...(this.#entries.get(entryKey(cimClass, identity))?.values() ?? [])];
  }

  add(stored: StoredInstance): void {
    for (const key of this.#keysOf(stored)) {
      const entry = this.#entries.get(key) ?? new Map<string, StoredInstance>();
      this.#entries.set(key, entry.set(ownKey(stored), stored));
    }
  }

  /** @param successor what takes the place of the instance. */
  remove(stored: StoredInstance, successor?: StoredInstance): void {
    const kept = new Set(successor && this.#keysOf(successor));
    for (const key of this.#keysOf(stored)) {
      const entry = this.#entries.get(key);
      if (kept.has(key) || entry === undefined) continue;
      entry.delete(ownKey(stored));
      if (entry.size === 0) this.#entries.delete(key);
    }
  }

  /** The keys of the entries for what an association refers to. A reference that names no instance has none. */
  #keysOf({ cimClass, instance }: StoredInstance): readonly string[] {
    if (!cimClass.association) return [];
    return instance.elements.flatMap(({ value }) => {
      if (!(value instanceof CimReference)) return [];
      const target = this.#classes.find(value.namespace ?? cimClass.namespace, value.className);
      const identity = target && unlessInvalid(() => instanceIdentity(target, value.toInstance(), this.#classes));
      return target === undefined || identity === null || identity === undefined ? [] : [entryKey(target, identity)];
    });
  }
}

function entryKey(cimClass: RepositoryClass, identity: string): string {
  let top = cimClass;
  for (const link of cimClass.chain()) top = link;
  return `${classKey(top.namespace, top.name)} ${identity}`;
}

function ownKey({ cimClass, identity }: StoredInstance): string {
  return `${classKey(cimClass.namespace, cimClass.name)} ${identity}`;
}
