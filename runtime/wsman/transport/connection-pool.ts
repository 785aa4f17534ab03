import { MiError } from '../../errors.js';
import { Semaphore } from '../../semaphore.js';
import { decodeBody, encodeBody, encodingOf } from './body-text.js';
import { UNKNOWN } from './connection-error.js';
import type { Endpoint } from './endpoint.js';
import type { HttpChannel, HttpReply, HttpRequest } from './http-channel.js';
import { HttpConnection } from './http-connection.js';
import { unauthorized } from './http-failure.js';
import type { BodyReceiver, RawReply } from './posting.js';
import { CONNECTION_LIMITS, type ConnectionLimits, Unanswered } from './read-answer.js';
import { ReceivedEnvelopes, unreadable } from './received-envelopes.js';
import { Turn } from './turn.js';

/** What a pool may hold at most. */
export interface PoolLimits extends ConnectionLimits {
  /** Connections that carry requests which do not wait for long. */
  readonly connections: number;
  /** How long a connection may be idle, in milliseconds. Windows closes those of about two minutes. */
  readonly idle: number;
  /** The time in which a server closes a connection, if it does so after each answer, in milliseconds. */
  readonly closing: number;
}

export const POOL_LIMITS: PoolLimits = { ...CONNECTION_LIMITS, connections: 16, idle: 60_000, closing: 20 };

/** OMI and Windows know the client by exactly this text, and then write datetimes as XML Schema has them. */
const USER_AGENT = 'Microsoft WinRM Client';

/** The connections to one service as one user. */
export class ConnectionPool implements HttpChannel {
  readonly url: string;
  readonly #endpoint: Endpoint;
  readonly #limits: PoolLimits;
  /** Idle connections, each with the timer that closes it. The one that was used last is at the end. */
  readonly #idle = new Map<HttpConnection, NodeJS.Timeout>();
  readonly #busy = new Set<HttpConnection>();
  /** Requests that are carried at once, and those that wait for it. */
  readonly #turns: Semaphore;
  #isClosed = false;
  /** Whether the server keeps a connection open after an answer, as it promises; null until that is asked. */
  #isKept: Promise<boolean> | null = null;

  constructor(endpoint: Endpoint, limits: PoolLimits = POOL_LIMITS) {
    this.url = endpoint.url;
    this.#endpoint = endpoint;
    this.#limits = limits;
    this.#turns = new Semaphore(limits.connections);
  }

  async exchange(request: HttpRequest): Promise<HttpReply> {
    request.signal.throwIfAborted();
    if (request.waits) return this.#carry(request);
    const { signal, unsent = signal, received } = request;
    const turn = await Turn.take(this.#turns, unsent);
    try {
      if (received === undefined) return await this.#carry(request);
      return await this.#carry({ ...request, received: (envelope) => turn.lend(received(envelope), signal) });
    } finally {
      turn.end();
    }
  }

  /** Closes all connections. Requests that are under way, and those to come, fail. */
  close(): void {
    this.#isClosed = true;
    for (const [connection, timer] of this.#idle) {
      clearTimeout(timer);
      connection.close();
    }
    this.#idle.clear();
    for (const connection of this.#busy) connection.close();
  }

  /**
   * Posts a request on an idle connection, or on a new one. It is posted once more where the idle one had died, or its
   * login had expired, and it may be repeated. Otherwise that is done only where it is sure that the server itself has
   * asked for another login.
   */
  async #carry(request: HttpRequest): Promise<HttpReply> {
    const idle = await this.#idleFor(request);
    if (idle !== null) {
      try {
        const reply = await this.#post(idle, request);
        if (reply.status !== 401) return reply;
        if (this.#endpoint.login.seals && !request.repeatable) throw loginEnded(this.url);
      } catch (error) {
        if (!(error instanceof Unanswered && request.repeatable)) failureOf(error);
      }
    }
    if (this.#isClosed) throw this.#closed();
    const reply = await this.#post(new HttpConnection(this.#endpoint, this.#limits), request).catch(failureOf);
    if (reply.status === 401) throw unauthorized(reply, this.#endpoint);
    return reply;
  }

  async #post(connection: HttpConnection, request: HttpRequest): Promise<HttpReply> {
    const { signal, unsent, patience, received, closes = false } = request;
    const { bytes: body, contentType } = encodeBody(request.body, this.#endpoint.encoding);
    const headers = { 'Content-Type': contentType, 'User-Agent': USER_AGENT };
    const envelopes = new ReceivedEnvelopes(this.url, this.#limits.body);
    let goesOn = true;
    const take: BodyReceiver | undefined =
      received &&
      (async (part) => {
        for (const text of envelopes.add(part.body, part.contentType)) goesOn = await received(httpReply(part, text));
        return goesOn && envelopes.isBetween;
      });
    this.#busy.add(connection);
    try {
      const raw = await connection.post({ body, headers, signal, unsent, patience, received: take });
      if (raw.message.statusCode === 401 || closes) connection.close();
      return httpReply(raw, envelopes.rest + bodyText(raw, this.url));
    } catch (error) {
      throw this.#isClosed ? this.#closed() : error;
    } finally {
      this.#busy.delete(connection);
      this.#giveBack(connection);
    }
  }

  #closed(): MiError {
    return new MiError('FAILED', `the connections to ${this.url} were closed`);
  }

  /**
   * An idle connection; null for none. A request that must not be repeated would fail on one that the server is about
   * to close, without having said so.
   */
  async #idleFor({ repeatable }: HttpRequest): Promise<HttpConnection | null> {
    const idle = this.#takeIdle();
    if (idle === null || repeatable) return idle;
    this.#busy.add(idle);
    this.#isKept ??= idle.staysOpen(this.#limits.closing);
    const isKept = await this.#isKept;
    this.#busy.delete(idle);
    if (isKept && idle.isOpen) return idle;
    this.#giveBack(idle);
    return null;
  }

  #takeIdle(): HttpConnection | null {
    for (const connection of [...this.#idle.keys()].reverse()) {
      clearTimeout(this.#idle.get(connection));
      this.#idle.delete(connection);
      if (connection.isOpen) return connection;
    }
    return null;
  }

  #giveBack(connection: HttpConnection): void {
    if (!connection.isOpen) return;
    const timer = setTimeout(() => {
      this.#idle.delete(connection);
      connection.close();
    }, this.#limits.idle);
    this.#idle.set(connection, timer.unref());
  }
}

/** Anybody on the way may have written it in place of the answer. The request must not be carried out twice. */
function loginEnded(url: string): MiError {
  return new MiError(
    'FAILED',
    `${url} says, in the clear, that the login has ended. ${UNKNOWN} The next one logs in again.`,
  );
}

/** @throws MiError also for a login that has worked, and whose connection has died before the answer began. */
function failureOf(error: unknown): never {
  throw error instanceof Unanswered ? error.failure : error;
}

/** The text of a body that was kept. */
function bodyText({ message: { statusCode = 0 }, contentType, body }: RawReply, url: string): string {
  const encoding = encodingOf(body, contentType);
  // Of what has failed, a text with some unreadable letters is better than none.
  const text = decodeBody(body, encoding) ?? (statusCode >= 300 ? body.toString('utf8') : null);
  if (text === null) throw unreadable(url, encoding, contentType);
  return text;
}

function httpReply({ message, contentType }: RawReply, text: string): HttpReply {
  return {
    status: message.statusCode ?? 0,
    contentType: (contentType.split(';')[0] ?? '').trim().toLowerCase(),
    server: message.headersDistinct['server']?.join(' ') ?? '',
    location: message.headers.location ?? null,
    challenges: message.headersDistinct['www-authenticate'] ?? [],
    text,
  };
}
