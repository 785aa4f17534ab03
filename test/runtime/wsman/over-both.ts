import { setImmediate as nextTurn } from 'node:timers/promises';
import { isMiError } from '../../../runtime/errors.js';
import { initialize, type Session, type SessionOptions } from '../../../runtime/index.js';
import type { ProtocolHandler } from '../../../runtime/protocol.js';
import { CimInstance, CimReference } from '../../../runtime/values/index.js';
import { WsmanHandler } from '../../../runtime/wsman/index.js';
import { startWsmanServer, type WsmanServer, type WsmanServerOptions } from '../../tools/wsman-server/server.js';

export const USER = { type: 'Basic', username: 'alice', password: 'secret of alice' } as const;

/** A handler, a server that serves it, and sessions with each. */
export interface Both {
  readonly server: WsmanServer;
  /** Over WS-Management. */
  readonly remote: Session;
  /** On the handler itself. */
  readonly local: Session;
  /** Opens a further session over WS-Management. */
  open(options?: SessionOptions): Promise<Session>;
  close(): Promise<void>;
}

/** Starts a server of a handler, and opens sessions with both. */
export async function startBoth(
  handler: ProtocolHandler,
  options: Partial<WsmanServerOptions> = {},
  sessionOptions: SessionOptions = {},
): Promise<Both> {
  const server = await startWsmanServer({ handler, users: { [USER.username]: USER.password }, ...options });
  const near = await initialize({ handler });
  const far = await initialize({ handlers: { WINRM: new WsmanHandler() } });
  const open = (further: SessionOptions = {}): Promise<Session> => {
    return far.newSession({
      destination: '127.0.0.1',
      port: server.port,
      credentials: USER,
      allowUnencrypted: true,
      ...sessionOptions,
      ...further,
    });
  };
  const close = async (): Promise<void> => {
    await far.close();
    // A closed application has closed its sockets: this ends when the server has noticed.
    while (server.connections.open > 0) await nextTurn();
    // The handler is closed when no session with it is open.
    await server.close();
    await near.close();
  };
  const remote = await open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const local = await near.newSession({ embeddedInstances: sessionOptions.embeddedInstances });
  return {
    server,
    remote,
    local,
    open,
    close,
  };
}

/** Everything that a loop gives. */
export async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const result of results) found.push(result);
  return found;
}

/** What an operation gives, in a form that can be compared: results, or the error. */
export async function outcome(run: () => unknown): Promise<unknown> {
  try {
    const result = await run();
    return plain(isIterable(result) ? await all(result) : result);
  } catch (error) {
    if (!isMiError(error)) throw error;
    return { result: error.result, code: error.code };
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/**
 * Instances as plain objects: a comparison then sees types, order and keys. Not the same everywhere are the order of
 * what a method gives back, the namespace of an embedded instance, and the type of one that is null, or of an array of
 * none, where a string is declared.
 */
function plain(value: unknown, isEmbedded = false): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, isEmbedded));
  if (value instanceof CimReference) return value.toString();
  if (!(value instanceof CimInstance)) return value;
  const { className, namespace, elements } = value;
  const read = elements.map(({ value: inner, ...element }) => {
    const isNoObject = element.type === 'instance' && (inner === null || (Array.isArray(inner) && inner.length === 0));
    return { ...element, ...(isNoObject ? { type: 'string' } : {}), value: plain(inner, true) };
  });
  const isParameters = className === '__Parameters';
  return {
    className,
    ...(isEmbedded ? {} : { namespace }),
    elements: isParameters ? read.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : read,
  };
}
