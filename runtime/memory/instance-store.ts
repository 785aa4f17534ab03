import type { CimInstance } from '../values/index.js';
import { copyInstance } from './copy-instance.js';
import type { RepositoryClass } from './repository-class.js';

/** Instances by the class they were created of and their identity, in the order of creation. */
export class InstanceStore {
  readonly #byClass = new Map<RepositoryClass, Map<string, CimInstance>>();

  /** Another store that holds the same. */
  copy(): InstanceStore {
    const copy = new InstanceStore();
    for (const [cimClass, instances] of this.#byClass) copy.#byClass.set(cimClass, new Map(instances));
    return copy;
  }

  get(cimClass: RepositoryClass, identity: string): CimInstance | undefined {
    const instance = this.#byClass.get(cimClass)?.get(identity);
    return instance && copyInstance(instance);
  }

  /** The instances of the class itself. */
  of(cimClass: RepositoryClass): readonly CimInstance[] {
    return Array.from(this.#byClass.get(cimClass)?.values() ?? [], copyInstance);
  }

  set(cimClass: RepositoryClass, identity: string, instance: CimInstance): void {
    const instances = this.#byClass.get(cimClass) ?? new Map<string, CimInstance>();
    this.#byClass.set(cimClass, instances.set(identity, copyInstance(instance)));
  }

  delete(cimClass: RepositoryClass, identity: string): void {
    this.#byClass.get(cimClass)?.delete(identity);
  }
}
