import type { CimInstance } from '../values/index.js';
import { copyInstance } from './instance-copies.js';
import type { RepositoryClass } from './repository-class.js';

/**
 * Instances by the class they were created of and their identity, in the order of creation. Nobody changes what a store
 * holds: an instance is copied on its way in, and by whoever hands it out.
 */
export class InstanceStore {
  readonly #byClass = new Map<RepositoryClass, Map<string, CimInstance>>();

  /** Another store that holds the same. */
  copy(): InstanceStore {
    const copy = new InstanceStore();
    for (const [cimClass, instances] of this.#byClass) copy.#byClass.set(cimClass, new Map(instances));
    return copy;
  }

  get(cimClass: RepositoryClass, identity: string): CimInstance | undefined {
    return this.#byClass.get(cimClass)?.get(identity);
  }

  /** The instances of the class itself. */
  of(cimClass: RepositoryClass): readonly CimInstance[] {
    return [...(this.#byClass.get(cimClass)?.values() ?? [])];
  }

  set(cimClass: RepositoryClass, identity: string, instance: CimInstance): void {
    const instances = this.#byClass.get(cimClass) ?? new Map<string, CimInstance>();
    this.#byClass.set(cimClass, instances.set(identity, copyInstance(instance)));
  }

  delete(cimClass: RepositoryClass, identity: string): void {
    this.#byClass.get(cimClass)?.delete(identity);
  }
}
