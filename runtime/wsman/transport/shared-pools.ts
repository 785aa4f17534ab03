import { ConnectionPool } from './connection-pool.js';
import type { Endpoint } from './endpoint.js';
import type { HttpChannel } from './http-channel.js';

interface OpenPool {
  readonly pool: ConnectionPool;
  users: number;
}

/** A channel that is shared, and what gives it back. */
export interface SharedChannel {
  readonly channel: HttpChannel;
  release(): void;
}

/** The pools of connections of a handler: one for each service and user. */
export class SharedPools {
  readonly #pools = new Map<string, OpenPool>();

  open(endpoint: Endpoint): SharedChannel {
    const key = keyOf(endpoint);
    const shared = this.#pools.get(key) ?? { pool: new ConnectionPool(endpoint), users: 0 };
    this.#pools.set(key, shared);
    shared.users += 1;
    return {
      channel: shared.pool,
      release: () => {
        shared.users -= 1;
        if (shared.users > 0) return;
        // After close() there may be another pool of the same kind.
        if (this.#pools.get(key) === shared) this.#pools.delete(key);
        shared.pool.close();
      },
    };
  }

  close(): void {
    for (const { pool } of this.#pools.values()) pool.close();
    this.#pools.clear();
  }
}

/** The same for endpoints that are talked to in the same way. */
function keyOf({ login, tls, ...others }: Endpoint): string {
  const { context: _, ...certificates } = tls ?? { context: null };
  return JSON.stringify({ ...others, login: login.key, certificates });
}
