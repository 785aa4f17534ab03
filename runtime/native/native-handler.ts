import { platform } from 'node:process';
import { asMiError, MiError, MiResult, miError } from '../errors.js';
import type { ProtocolHandler } from '../protocol.js';
import type { SessionCallbacks, SessionOptions } from '../session-options.js';
import type { CimInstance } from '../values/index.js';
import { CLOSE_TIMEOUT, inTime, OPEN_TIMEOUT } from '../waiting.js';
import { type Address, NULL, type Uint32 } from './abi/c-types.js';
import { CHANNELS } from './abi/constants.js';
import { APPLICATION, INITIALIZE } from './abi/functions.js';
import { HANDLE, POINTER_SIZE, SESSION_CALLBACKS } from './abi/layouts.js';
import { callAsync, withDeadline } from './async-calls.js';
import { type SessionTarget, sessionContexts, writeSessionCallbacks } from './callbacks.js';
import { ClassReader } from './class-reader.js';
import { destinationName, destinationOptions, notFoundReason } from './destination-options.js';
import type { Environment } from './environment.js';
import { InstanceReader } from './instance-reader.js';
import { InstanceWriter } from './instance-writer.js';
import { findLibrary } from './library.js';
import { Arena, Block } from './memory.js';
import { check, Mi, NARROW, WIDE, writeString } from './mi.js';
import { NativeSession } from './native-session.js';
import { requirePlaces } from './places.js';
import { applicationCloses, applicationOpens } from './process-end.js';

const APPLICATION_ID = 'mi-codegen';
/** The part of the `closeTimeout` that an operation may take to end by itself. The rest is for a cancel after all. */
const DRAINED = 0.8;
/** OMI's names of MI's protocols: the local one, without a network, and WS-Management. */
const OMI_PROTOCOLS: Readonly<Record<string, string>> = { WMIDCOM: 'OMI_SOCKETS', WINRM: 'MI_REMOTE_WSMAN' };

/**
 * OMI's own protocols have two faults. `MI_Session_EnumerateClasses` makes an incomplete operation, and the process
 * crashes. And a cancel cuts the connection: the server loses the process in which the provider runs, and with `pull`
 * the operation never ends.
 */
function isOfOmi(protocol: string | undefined): boolean {
  return platform !== 'win32' && (protocol === undefined || Object.values(OMI_PROTOCOLS).includes(protocol));
}

/** The options of {@link openNative}. */
export interface NativeOptions {
  /** The path of the library; else the one that `MI_LIBRARY` names; else that of the platform. */
  readonly library?: string | undefined;
}

/**
 * Loads the MI library and initializes it: `MI_Application_InitializeV1`.
 * @throws MiError NOT_FOUND when there is no library; NOT_SUPPORTED where other code leaves koffi too little room; MI's
 * own error when it cannot be initialized.
 */
export async function openNative(options: NativeOptions = {}): Promise<NativeHandler> {
  requirePlaces();
  const initialize = findLibrary(options.library);
  const mi = new Mi(platform === 'win32' ? WIDE : NARROW);
  const instances = new InstanceReader(mi);
  const strings = new Arena();
  const block = new Block(HANDLE.size);
  const failure = new Block(POINTER_SIZE);
  const id = writeString(mi.characters, strings, APPLICATION_ID);
  applicationOpens();
  try {
    const code = await callAsync(initialize, [0, id, failure.address, block.address], [strings, failure, block]);
    throwExtended(code, INITIALIZE.name, takeExtended(mi, instances, failure));
  } catch (error) {
    applicationCloses();
    throw error;
  }
  const application = { address: block.address, functions: mi.handle(APPLICATION, block.address) };
  const classes = new ClassReader(mi, instances);
  return new NativeHandler({
    mi,
    block,
    ...application,
    instances,
    classes,
    writer: new InstanceWriter(mi, application),
  });
}

/** The real MI: an open `MI_Application`. */
export class NativeHandler implements ProtocolHandler {
  readonly #environment: Environment;
  /** Sessions that MI has not closed, also such as it has not opened yet. */
  readonly #sessions = new Set<OpenSession>();
  #closing: Promise<void> | undefined;

  /** @internal Handlers come from {@link openNative}. */
  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /**
   * Opens a session: `MI_Application_NewSession`. Only the first operation shows whether the destination can be
   * reached.
   * @throws MiError with MI's extended error, or when MI does not open the session in time; or whatever a callback of
   * the options threw.
   */
  async newSession(options: SessionOptions): Promise<NativeSession> {
    const observer = new SessionObserver(this.#environment, options.callbacks ?? {});
    const opening = this.#begin(options, observer);
    const timeout = options.openTimeout ?? OPEN_TIMEOUT;
    const opened = opening.then((session) => observer.settled().then(() => session));
    try {
      return await withDeadline(opened, timeout, 'MI_Application_NewSession');
    } catch (error) {
      // Nobody gets the session. If it cannot be closed, or opens too late for that, closing the application fails.
      const closing = opening.then((unused) => unused.close());
      if (observer.failure === null) closing.catch(() => {});
      else await inTime(closing, options.closeTimeout ?? CLOSE_TIMEOUT, () => asMiError(error)).catch(() => {});
      throw error;
    }
  }

  /**
   * Closes the application: `MI_Application_Close`.
   * @throws MiError while a session is open, since MI would never return; or when MI does not return in time.
   */
  async close(): Promise<void> {
    if (this.#sessions.size > 0) {
      const obstacles = Array.from(this.#sessions, ({ obstacle }) => obstacle).join('; ');
      const reason = `sessions are still open (${this.#sessions.size}): ${obstacles}`;
      throw new MiError('FAILED', `the application cannot be closed: ${reason}`);
    }
    const { functions, address, block } = this.#environment;
    const subject = 'MI_Application_Close';
    this.#closing ??= callAsync(functions.Close, [address], [block]).then((code) => {
      check(code, subject);
      applicationCloses();
    });
    await withDeadline(this.#closing, CLOSE_TIMEOUT, subject);
  }

  /**
   * Opens a session, however long that takes. The session counts as open from the beginning: meanwhile the application
   * must not be closed.
   */
  async #begin(options: SessionOptions, observer: SessionObserver): Promise<NativeSession> {
    const setter = destinationOptions(this.#environment.mi, this.#environment, options);
    const context = sessionContexts.open(observer);
    const opening: OpenSession = { obstacle: 'MI has not opened it' };
    this.#sessions.add(opening);
    try {
      const session = await this.#open(options, setter?.handle ?? null, context);
      this.#sessions.add(session);
      return session;
    } finally {
      this.#sessions.delete(opening);
      sessionContexts.close(context);
      setter?.delete();
    }
  }

  async #open(options: SessionOptions, destinationOptions: Block | null, context: Address): Promise<NativeSession> {
    const { mi, functions, address, instances } = this.#environment;
    const strings = new Arena();
    const callbacks = new Block(SESSION_CALLBACKS.size);
    const { onWriteMessage, onWriteError } = options.callbacks ?? {};
    writeSessionCallbacks(callbacks.view, context, [
      ...(onWriteMessage === undefined ? [] : (['writeMessage'] as const)),
      ...(onWriteError === undefined ? [] : (['writeError'] as const)),
    ]);
    const failure = new Block(POINTER_SIZE);
    const block = new Block(HANDLE.size);
    const text = (value: string | undefined): Address => writeString(mi.characters, strings, value ?? null);
    const protocol = protocolName(options.protocol);
    const code = await callAsync(
      functions.NewSession,
      [
        address,
        text(protocol),
        text(destinationName(options.destination)),
        destinationOptions?.address ?? NULL,
        callbacks.address,
        failure.address,
        block.address,
      ],
      [this, strings, callbacks, failure, block, ...(destinationOptions === null ? [] : [destinationOptions])],
    );
    const called = ['MI_Application_NewSession', protocol, options.destination].filter(Boolean).join(' ');
    const subject = code === MiResult.NOT_FOUND ? `${called}: ${notFoundReason(options)}` : called;
    throwExtended(code, subject, takeExtended(mi, instances, failure));
    const { closeTimeout = CLOSE_TIMEOUT } = options;
    const ofOmi = isOfOmi(protocol);
    const faults = { listsClasses: !ofOmi, drainTime: ofOmi ? closeTimeout * DRAINED : null };
    const session: NativeSession = new NativeSession(this.#environment, block, faults, () =>
      this.#sessions.delete(session),
    );
    return session;
  }
}

/** A session that keeps its application from being closed. */
interface OpenSession {
  /** Why it is open. */
  readonly obstacle: string;
}

/** Passes what MI says while it opens a session to the callbacks of the user. */
class SessionObserver implements SessionTarget {
  readonly #environment: Environment;
  readonly #callbacks: SessionCallbacks;
  /** What callbacks have returned. */
  readonly #returned: unknown[] = [];
  failure: { readonly reason: unknown } | null = null;

  constructor(environment: Environment, callbacks: SessionCallbacks) {
    this.#environment = environment;
    this.#callbacks = callbacks;
  }

  writeMessage(channel: Uint32, message: Address): void {
    const text = this.#environment.mi.text(message) ?? '';
    this.#watch(this.#callbacks.onWriteMessage?.(CHANNELS[channel] ?? 'debug', text));
  }

  writeError(instance: Address): void {
    const error = this.#environment.instances.readOptional(instance);
    if (error !== null) this.#watch(this.#callbacks.onWriteError?.(error));
  }

  failed(reason: unknown): void {
    this.failure ??= { reason };
  }

  /**
   * Waits for callbacks that are under way.
   * @throws what the first of them that failed has thrown, or rejected with.
   */
  async settled(): Promise<void> {
    await Promise.all(this.#returned);
    if (this.failure !== null) throw this.failure.reason;
  }

  #watch(returned: unknown): void {
    this.#returned.push(Promise.resolve(returned).catch((reason: unknown) => this.failed(reason)));
  }
}

function protocolName(protocol: string | undefined): string | undefined {
  if (protocol === undefined || platform === 'win32') return protocol;
  return OMI_PROTOCOLS[protocol.toUpperCase()] ?? protocol;
}

/** The extended error that a call may have stored. It is deleted here. */
function takeExtended(mi: Mi, instances: InstanceReader, failure: Block): CimInstance | null {
  const address = failure.getAddress(0);
  if (address === NULL) return null;
  try {
    return instances.read(address);
  } finally {
    check(mi.instance(address).Delete(address), 'MI_Instance_Delete');
  }
}

function throwExtended(code: number, subject: string, details: CimInstance | null): void {
  if (code !== MiResult.OK) throw miError(code, subject, null, details);
}
