import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { MiError } from '../../errors.js';
import type { Endpoint } from './endpoint.js';
import type { Carrier, Posting, RawReply } from './posting.js';
import { type ConnectionLimits, readAnswer } from './read-answer.js';
import { tlsOptions } from './tls-options.js';

/** After this time the system asks whether the other end of a silent connection is there, in milliseconds. */
const KEEP_ALIVE = 30_000;

/** One connection to a service: one socket, which carries one request at a time. Each connection logs in by itself. */
export class HttpConnection implements Carrier {
  readonly #endpoint: Endpoint;
  readonly #limits: ConnectionLimits;
  readonly #agent: HttpAgent;
  readonly #loggedIn: Carrier;
  #socket: Socket | null = null;
  #isClosed = false;
  #isBusy = false;
  #hasWorked = false;

  constructor(endpoint: Endpoint, limits: ConnectionLimits) {
    const { tls } = endpoint;
    const options = { keepAlive: true, keepAliveMsecs: KEEP_ALIVE, maxSockets: 1 };
    this.#endpoint = endpoint;
    this.#limits = limits;
    this.#agent = tls === null ? new HttpAgent(options) : new HttpsAgent({ ...options, ...tlsOptions(tls) });
    this.#loggedIn = endpoint.login.connect({ post: (posting) => this.#post(posting) });
  }

  /** False when nothing can be posted any more. */
  get isOpen(): boolean {
    // Node ends the socket when either side has asked for it, and then would open another one.
    return !this.#isClosed && (this.#socket?.writable ?? true);
  }

  close(): void {
    this.#isClosed = true;
    this.#agent.destroy();
    this.#loggedIn.close?.();
  }

  /** Whether the server leaves the connection open for this time, in milliseconds. */
  staysOpen(time: number): Promise<boolean> {
    const socket = this.#socket;
    if (socket === null || !this.isOpen) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        socket.off('close', settle);
        resolve(this.isOpen);
      };
      const timer = setTimeout(settle, time);
      socket.once('close', settle);
    });
  }

  /**
   * Posts a request as the user and reads the whole answer. After a failure the connection is closed.
   * @throws Unanswered when a connection that had worked has died before the answer began.
   * @throws MiError for any other failure, or the reason of the signal.
   */
  async post(posting: Posting): Promise<RawReply> {
    this.#isBusy = true;
    try {
      return await this.#loggedIn.post(posting);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      this.#isBusy = false;
    }
  }

  async #post(posting: Posting): Promise<RawReply> {
    const { url, hostname, authority, port, path, tls } = this.#endpoint;
    const { body, headers, signal, unsent } = posting;
    signal.throwIfAborted();
    unsent?.throwIfAborted();
    // Node would open another connection, on which the login has not begun.
    if (!this.isOpen) throw new MiError('FAILED', `${url} closed the connection in the middle of the login.`);
    const request = (tls === null ? httpRequest : httpsRequest)({
      agent: this.#agent,
      hostname,
      port,
      path,
      method: 'POST',
      headers: { Host: authority, ...headers, 'Content-Length': body.length },
    });
    request.on('socket', (socket) => this.#watch(socket));
    const reply = await readAnswer(request, posting, this.#endpoint, this.#limits, this.#hasWorked);
    this.#hasWorked = true;
    // A server that does not read the whole request would not read the next one either.
    if (!request.writableFinished) this.close();
    return reply;
  }

  /** What arrives while nothing is asked answers nothing: it must not be taken for the next answer. */
  #watch(socket: Socket): void {
    if (this.#socket === socket) return;
    this.#socket = socket;
    socket.on('data', () => {
      if (!this.#isBusy) this.close();
    });
  }
}
