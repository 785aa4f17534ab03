import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Endpoint } from './endpoint.js';
import { type ConnectionLimits, type Posting, type RawReply, readAnswer } from './read-answer.js';
import { tlsOptions } from './tls-options.js';

/** The time after which the system asks whether the other end of a silent connection is there, in milliseconds. */
const KEEP_ALIVE = 30_000;

/** One connection to a service: one socket, which carries one request at a time. Each connection logs in by itself. */
export class HttpConnection {
  readonly #endpoint: Endpoint;
  readonly #limits: ConnectionLimits;
  readonly #agent: HttpAgent;
  #socket: Socket | null = null;
  #isOpen = true;
  #answers = 0;

  constructor(endpoint: Endpoint, limits: ConnectionLimits) {
    const { tls } = endpoint;
    const options = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
    this.#endpoint = endpoint;
    this.#limits = limits;
    this.#agent = tls === null ? new HttpAgent(options) : new HttpsAgent({ ...options, ...tlsOptions(tls) });
  }

  /** False when nothing can be posted any more. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** How many requests were answered. */
  get answers(): number {
    return this.#answers;
  }

  close(): void {
    this.#isOpen = false;
    this.#agent.destroy();
    this.#socket?.destroy();
  }

  /**
   * Posts a request and reads the whole answer. After a failure the connection is closed.
   * @throws Unanswered when a connection that had worked has died before the answer began.
   * @throws MiError for any other failure, or the reason of the signal.
   */
  async post(posting: Posting): Promise<RawReply> {
    try {
      posting.signal.throwIfAborted();
      const reply = await this.#post(posting);
      this.#answers += 1;
      if (reply.message.headers.connection?.toLowerCase() === 'close') this.close();
      return reply;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #post(posting: Posting): Promise<RawReply> {
    const { hostname, port, path, tls } = this.#endpoint;
    const { body, headers } = posting;
    const request = (tls === null ? httpRequest : httpsRequest)({
      agent: this.#agent,
      hostname,
      port,
      path,
      method: 'POST',
      headers: { ...headers, 'Content-Length': body.length },
    });
    request.on('socket', (socket) => this.#watch(socket));
    const answer = readAnswer(request, posting, this.#endpoint, this.#limits, this.#answers > 0);
    request.end(body);
    return answer;
  }

  /** When the server closes the socket, the connection has ended: the agent must not open another one for it. */
  #watch(socket: Socket): void {
    if (this.#socket === socket) return;
    this.#socket = socket;
    socket.setKeepAlive(true, KEEP_ALIVE);
    socket.once('close', () => {
      this.#isOpen = false;
    });
  }
}
