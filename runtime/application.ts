import { isMiError, MiError } from './errors.js';
import { checkOptions, must, type OptionCheck, type OptionTable, TEXT } from './option-checks.js';
import { given } from './options.js';
import type { ProtocolHandler } from './protocol.js';
import { Session } from './session.js';
import { SESSION_OPTIONS, type SessionOptions } from './session-options.js';
import { openMi, serveWorkers } from './threads/index.js';
import { isForeign } from './values/copies.js';
import { shown } from './values/shown.js';
import { invalidMilliseconds } from './waiting.js';
import { WithoutMi } from './without-mi.js';

/** What {@link initialize} takes. */
export interface InitializeOptions {
  /** Carries out the operations, such as a `MemoryRepository` of `mi-codegen/runtime/memory`. Absent: MI itself. */
  readonly handler?: ProtocolHandler | undefined;
  /**
   * Handlers of single protocols: `{ WINRM: handler }`. Names may be in any letter case. A session without a
   * `protocol` counts as `WMIDCOM`, one that has a `destination` as `WINRM`. All other protocols go to `handler`. When
   * that is absent too, they go to MI itself, which is loaded when the first session needs it. The `WsmanHandler` of
   * `mi-codegen/runtime/wsman` is one for `WINRM`.
   */
  readonly handlers?: Readonly<Record<string, ProtocolHandler | undefined>> | undefined;
  /**
   * The path of the MI library. Absent: the path in the environment variable `MI_LIBRARY`, or else the `mi.dll` or
   * `libmi.so` of the platform.
   */
  readonly library?: string | undefined;
}

const HANDLER = must('a handler: an object with the methods newSession and close', isHandler);

const HANDLERS: OptionCheck = (value, option) => {
  if (typeof value !== 'object' || value === null) {
    return `${option} must be an object of handlers, not ${shown(value)}`;
  }
  const mistakes = Object.entries(value).map(([protocol, handler]) => {
    return handler === undefined ? null : HANDLER(handler, `${option}.${protocol}`);
  });
  return mistakes.find((mistake) => mistake !== null) ?? null;
};

const INITIALIZE_OPTIONS: OptionTable<InitializeOptions> = { handler: HANDLER, handlers: HANDLERS, library: TEXT };

/** Tells by the methods: the handler may come from another copy of this package. */
function isHandler(value: unknown): boolean {
  const { newSession, close } = (value ?? {}) as Partial<Record<keyof ProtocolHandler, unknown>>;
  return typeof newSession === 'function' && typeof close === 'function' && !isForeign(value);
}

/**
 * Starts MI, or another handler: `MI_Application_Initialize`. In a worker thread it has the main thread call MI: see
 * {@link serveWorkers}. Where neither `handler` nor `handlers` is given and there is no MI library, which may be so on
 * other systems than Windows, sessions with a `destination` go over WS-Management, and others are refused.
 * @throws MiError NOT_FOUND when the library that is named is not there. NOT_SUPPORTED where MI cannot be used: in a
 * Node that is neither for x64 nor for arm64, without koffi, in a renderer process of Electron, and in a worker thread
 * whose main thread does not serve it.
 * @throws TypeError for an unknown option, one of a wrong type, and two `handlers` whose names differ only in letter
 * case.
 */
export async function initialize(options: InitializeOptions = {}): Promise<Application> {
  if (isHandler(options)) throw new TypeError('initialize: a handler is given as an option: initialize({ handler })');
  checkOptions(options, INITIALIZE_OPTIONS, 'initialize');
  const { handler, handlers, library } = options;
  if (handler === undefined) serveWorkers();
  const all = new ProtocolHandlers(handlers ?? {}, async () => handler ?? openDefault(library));
  // A given handler is closed with the application, used or not. Without any, a missing MI library shows here.
  if (handler !== undefined || handlers === undefined) await all.fallback();
  return Application.of(all);
}

/** MI; where there is none, and no library is named, what can be done without it. Windows always has one. */
async function openDefault(library: string | undefined): Promise<ProtocolHandler> {
  try {
    return await openMi(library);
  } catch (error) {
    const isNamed = library !== undefined || (process.env['MI_LIBRARY'] ?? '') !== '';
    if (isNamed || process.platform === 'win32' || !isMiError(error) || error.result !== 'NOT_FOUND') throw error;
    return new WithoutMi(error);
  }
}

/** Opens sessions. Closing the application closes them. */
export class Application {
  readonly #handlers: ProtocolHandlers;
  readonly #sessions = new Set<Session>();
  readonly #opening = new Set<Promise<Session>>();
  #closed = false;
  #closing: Promise<void> | null = null;

  private constructor(handlers: ProtocolHandlers) {
    this.#handlers = handlers;
  }

  /** @internal Applications come from {@link initialize}. */
  static of(handlers: ProtocolHandlers): Application {
    return new Application(handlers);
  }

  /**
   * Opens a session: `MI_Application_NewSession`. This need not contact the server; `session.testConnection()` does.
   * @throws MiError when the handler cannot open the session, or the application is closed; INVALID_PARAMETER for a
   * timeout that is out of range.
   * @throws TypeError for an unknown option, and one of a wrong type.
   */
  async newSession(options: SessionOptions = {}): Promise<Session> {
    checkOptions(options, SESSION_OPTIONS, 'newSession');
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

  /**
   * Closes the sessions, then the handlers. May be called again: after a failure it tries again.
   * @throws the error of what could not be closed: an `MiError`, or an `AggregateError` of several errors.
   */
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
    const handler = await this.#handlers.find(options);
    const protocol = await handler.newSession(options);
    const session: Session = Session.of(protocol, options, () => this.#sessions.delete(session));
    this.#sessions.add(session);
    return session;
  }

  /** Closes everything, and then rejects with the errors that occurred. */
  async #close(): Promise<void> {
    await Promise.allSettled(this.#opening);
    const sessions = await Promise.allSettled([...this.#sessions].map((session) => session.close()));
    const handlers = await this.#handlers.close();
    const reasons = [...sessions, ...handlers].flatMap((end) =>
      end.status === 'rejected' ? [end.reason as unknown] : [],
    );
    if (reasons.length === 1) throw reasons[0];
    if (reasons.length > 1) throw new AggregateError(reasons, 'the application could not be closed properly');
  }
}

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
