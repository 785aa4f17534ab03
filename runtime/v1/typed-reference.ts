import type { Session } from '../session.js';
import { type CimInstance, CimReference, type InstanceSource } from '../values/index.js';

/** A reference that reads objects of generated classes. */
export class TypedReference<T> extends CimReference<T> {
  readonly #typed: (instance: CimInstance, session: Session) => Promise<T>;

  /** @param namespace where the reference was found: a path without a namespace is meant to be there. */
  constructor(path: CimReference, namespace: string, typed: (instance: CimInstance, session: Session) => Promise<T>) {
    super(path.className, path.keys, path.namespace ?? namespace);
    this.#typed = typed;
  }

  override async get<Options>(session: Session & InstanceSource<Options>, options?: NoInfer<Options>): Promise<T> {
    const instance: unknown = await super.get<Options>(session, options);
    return this.#typed(instance as CimInstance, session);
  }
}
