import type { ProtocolHandler } from './protocol.js';
import type { SessionOptions } from './session-options.js';

/** The handlers of an application, chosen by the protocols of its sessions. */
export class ProtocolHandlers {
  /** By names of protocols in upper case. */
  readonly #byProtocol = new Map<string, ProtocolHandler>();
  readonly #openFallback: () => Promise<ProtocolHandler>;
  #fallback: Promise<ProtocolHandler> | null = null;
  /** Handlers that have not been closed. */
  readonly #open: Set<ProtocolHandler>;

  /**
   * @param byProtocol handlers by the names of protocols, in any letter case.
   * @param openFallback opens what carries out all other protocols. It is called when that is first needed, and again
   * after it has failed.
   * @throws TypeError for two names that differ only in letter case.
   */
  constructor(
    byProtocol: Readonly<Record<string, ProtocolHandler | undefined>>,
    openFallback: () => Promise<ProtocolHandler>,
  ) {
    for (const [name, handler] of Object.entries(byProtocol)) {
      if (handler === undefined) continue;
      const protocol = name.toUpperCase();
      if (this.#byProtocol.has(protocol)) throw new TypeError(`there are two handlers for the protocol ${protocol}`);
      this.#byProtocol.set(protocol, handler);
    }
    this.#open = new Set(this.#byProtocol.values());
    this.#openFallback = openFallback;
  }

  /**
   * The handler of a session's protocol.
   * @throws MiError when there is none, and the fallback cannot be opened.
   */
  async find({ protocol, destination }: SessionOptions): Promise<ProtocolHandler> {
    const byDefault = destination === undefined ? 'WMIDCOM' : 'WINRM';
    return this.#byProtocol.get((protocol ?? byDefault).toUpperCase()) ?? this.fallback();
  }

  /**
   * What carries out the protocols that have no handler of their own.
   * @throws MiError when it cannot be opened.
   */
  fallback(): Promise<ProtocolHandler> {
    this.#fallback ??= this.#openFallback().then(
      (handler) => {
        this.#open.add(handler);
        return handler;
      },
      (reason: unknown) => {
        this.#fallback = null;
        throw reason;
      },
    );
    return this.#fallback;
  }

  /** Closes the handlers that are open. Those that could not be closed stay open. */
  close(): Promise<readonly PromiseSettledResult<void>[]> {
    const closing = Array.from(this.#open, async (handler) => {
      await handler.close();
      this.#open.delete(handler);
    });
    return Promise.allSettled(closing);
  }
}
