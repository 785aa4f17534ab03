import { MiError } from './errors.js';
import { given } from './options.js';

import type { ProtocolHandler } from './protocol.js';
import { Session } from './session.js';
import type { SessionOptions } from './session-options.js';
import { invalidMilliseconds } from './timing.js';

/** What {@link initialize} takes. */
export interface InitializeOptions {
  /** What carries out the operations, such as a `MemoryRepository` of `mi-codegen/runtime/memory`; absent: MI itself. */
  readonly handler?: ProtocolHandler | undefined;
  /** The path of the MI library; else what `MI_LIBRARY` names; else `mi.dll` or `libmi.so` where the platform has it. */
  readonly library?: string | undefined;
}

/**
 * Begins: `MI_Application_Initialize`.
 * @throws MiError NOT_FOUND when no handler is given and there is no MI library: it says what was looked for.
 */
export async function initialize(options: InitializeOptions = {}): Promise<Application> {
  return new Application(options.handler ?? (await openNative(options)));
}

/** MI itself, loaded only where it is asked for: a machine without it can use the rest. */
async function openNative(options: InitializeOptions): Promise<ProtocolHandler> {
  const native = await import('./native/index.js').catch((error: unknown) => {
    throw new MiError('NOT_SUPPORTED', `koffi, which reaches the MI library, cannot be loaded here: ${error}`, {
      cause: error,
    });
  });
  return native.openNative(options);
}

/** Where sessions come from. Closing it closes them. */
export class Application {
  readonly #handler: ProtocolHandler;
  readonly #sessions = new Set<Session>();
  readonly #opening = new Set<Promise<Session>>();
  #closed = false;
  #closing: Promise<void> | null = null;

  /** @internal Applications come from {@link initialize}. */
  constructor(handler: ProtocolHandler) {
    this.#handler = handler;
  }

  /**
   * Opens a session: `MI_Application_NewSession`. It need not contact the server; `session.testConnection()` does.
   * @throws MiError when the handler cannot open it, or the application is closed.
   */
  async newSession(options: SessionOptions = {}): Promise<Session> {
    if (this.#closed) throw new MiError('FAILED', 'the application is closed');
    for (const option of ['timeout', 'openTimeout', 'closeTimeout'] as const) {
      const invalid = invalidMilliseconds(option, options[option]);
      if (invalid !== null) throw invalid;
    }
    const opening = this.#open(given(options));
    this.#opening.add(opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(opening);
    }
  }

  /** Closes the sessions, then the application. May be called again: after a failure it tries again. */
  close(): Promise<void> {
    this.#closed = true;
    this.#closing ??= this.#close().catch((reason: unknown) => {
      this.#closing = null;
      throw reason;
    });
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #open(options: SessionOptions): Promise<Session> {
    const protocol = await this.#handler.newSession(options);
    const session: Session = Session.of(protocol, options, () => this.#sessions.delete(session));
    this.#sessions.add(session);
    return session;
  }

  /** Closes all there is, and only then fails with what failed on the way. */
  async #close(): Promise<void> {
    await Promise.allSettled(this.#opening);
    const sessions = await Promise.allSettled([...this.#sessions].map((session) => session.close()));
    const [handler] = await Promise.allSettled([this.#handler.close()]);
    const reasons = [...sessions, handler].flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    if (reasons.length === 1) throw reasons[0];
    if (reasons.length > 1) throw new AggregateError(reasons, 'the application could not be closed properly');
  }
}
