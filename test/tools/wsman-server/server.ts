import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { ProtocolHandler } from '../../../runtime/protocol.js';
import { parseXml, type XmlElement } from '../../../runtime/xml/xml.js';
import { XmlError } from '../../../runtime/xml/xml-error.js';
import type { Dialect } from './call.js';
import type { Exchange, Intercept, ReceivedRequest } from './exchange.js';
import {
  decode,
  type Encoding,
  emptyAnswer,
  encodingOf,
  envelopeAnswer,
  type HttpAnswer,
  readBody,
  sizeIn,
} from './http-message.js';
import { identifyXml } from './identify.js';
import { isLoggedIn, loginRequired, type Users } from './login.js';
import { type Envelope, readEnvelope } from './request.js';
import { type Origin, Service } from './service.js';
import { localName, textOf } from './xml-text.js';

/** Certificates of a server, as texts of PEM. */
export interface ServerTls {
  readonly key: string;
  readonly cert: string;
  /** Who signs the certificates of clients. */
  readonly ca?: string | undefined;
  /** Clients may log in with a certificate. */
  readonly requestCert?: boolean | undefined;
}

/** Options of {@link startWsmanServer}. */
export interface WsmanServerOptions extends Partial<Dialect> {
  /** What is served. The server closes its session, and not the handler. */
  readonly handler: ProtocolHandler;
  /** Absent: nobody needs to log in. */
  readonly users?: Users | undefined;
  /** Absent: HTTP. */
  readonly tls?: ServerTls | undefined;
  /** The path of the service. Default `/wsman`. */
  readonly path?: string | undefined;
}

const DIALECT: Dialect = {
  manner: 'windows',
  optimized: true,
  contexts: 'kept',
  classSchema: true,
  translatable: false,
  eventDelivery: true,
  largestEnvelope: 512_000,
};

/** Serves a handler as WinRM serves WMI, on a port of the loopback interface. */
export async function startWsmanServer(options: WsmanServerOptions): Promise<WsmanServer> {
  const service = new Service(await options.handler.newSession({}));
  const server = new WsmanServer(service, options);
  await server.listen();
  return server;
}

/** A server of WS-Management for tests. */
export class WsmanServer {
  /** What arrived, in its order. */
  readonly requests: ReceivedRequest[] = [];
  /** What servers do differently; may be replaced at any time. */
  dialect: Dialect;
  /** Takes part in each exchange; null for none. */
  intercept: Intercept | null = null;
  readonly #service: Service;
  readonly #options: WsmanServerOptions;
  readonly #server: ReturnType<typeof createServer>;
  readonly #next: Intercept[] = [];
  readonly #sockets = new Map<Socket, { readonly number: number; requests: number }>();
  #opened = 0;

  constructor(service: Service, options: WsmanServerOptions) {
    const { handler: _, users: __, tls, path: ___, ...dialect } = options;
    this.dialect = { ...DIALECT, ...dialect };
    this.#service = service;
    this.#options = options;
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      this.#serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    };
    this.#server =
      tls === undefined ? createServer(listener) : createSecureServer({ ...tls, rejectUnauthorized: false }, listener);
    this.#server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => this.#opens(socket));
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    const { tls, path = '/wsman' } = this.#options;
    return `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${this.port}${path}`;
  }

  /** How many connections were opened in all, and how many are open. */
  get connections(): { readonly opened: number; readonly open: number } {
    return { opened: this.#opened, open: this.#sockets.size };
  }

  /** The contexts of enumerations and subscriptions that are neither at their end nor released. */
  get openContexts(): readonly string[] {
    return this.#service.contexts;
  }

  /** The operations that may tell and ask their clients something. */
  get talks(): readonly string[] {
    return this.#service.talks;
  }

  /** Takes part in the next exchange alone. Several of them wait for one exchange each. */
  interceptNext(intercept: Intercept): void {
    this.#next.push(intercept);
  }

  /** Closes all connections, and ends all operations. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#sockets.keys()) socket.destroy();
    await closed;
    await this.#service.close();
  }

  #opens(socket: Socket): void {
    this.#opened += 1;
    this.#sockets.set(socket, { number: this.#opened, requests: 0 });
    socket.once('close', () => this.#sockets.delete(socket));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const connection = this.#sockets.get(request.socket);
    if (connection === undefined) throw new Error('a request came on a connection that is not open');
    const body = await readBody(request, this.dialect.largestEnvelope);
    const encoding = encodingOf(body ?? Buffer.alloc(0), request.headers['content-type']);
    const text = body === null ? null : decode(body, encoding);
    const root = text === null ? null : parsed(text);
    const envelope = root instanceof XmlError || root === null ? null : readEnvelope(root);
    const received = describe(request, connection.number, text ?? '', envelope);
    this.requests.push(received);
    const gone = new AbortController();
    response.once('close', () => gone.abort(new Error('the client has gone')));
    const exchange: Exchange = {
      request: received,
      earlier: connection.requests++,
      response,
      answer: async () => {
        const say = (said: string): Promise<void> =>
          this.#say(response, envelopeAnswer(200, said, encoding), gone.signal);
        const origin = { userAgent: request.headers['user-agent'], gone: gone.signal, size: sizeIn(encoding), say };
        return this.#signed(await this.#answer(request, text === null ? null : root, envelope, encoding, origin));
      },
    };
    const verdict = await (this.#next.shift() ?? this.intercept)?.(exchange);
    if (verdict === 'taken') return;
    const answer = verdict ?? (await exchange.answer());
    if (!gone.signal.aborted) send(response, answer);
  }

  /** Sends an envelope of an answer that has several, each in a chunk of HTTP. */
  async #say(response: ServerResponse, answer: HttpAnswer, gone: AbortSignal): Promise<void> {
    if (gone.aborted) return;
    const { status, headers, body } = this.#signed(answer);
    if (!response.headersSent) response.writeHead(status, { ...headers } as OutgoingHttpHeaders);
    if (!response.write(body)) await once(response, 'drain', { signal: gone }).catch(() => {});
  }

  /** Only the driver of Windows names itself. */
  #signed({ headers, ...answer }: HttpAnswer): HttpAnswer {
    const signature = this.dialect.manner === 'windows' ? { Server: 'Microsoft-HTTPAPI/2.0' } : {};
    return { ...answer, headers: { ...headers, ...signature } };
  }

  async #answer(
    request: IncomingMessage,
    root: XmlElement | XmlError | null,
    envelope: Envelope | null,
    encoding: Encoding,
    origin: Origin,
  ): Promise<HttpAnswer> {
    const { users = null, tls, path = '/wsman' } = this.#options;
    if (request.url !== path) return emptyAnswer(404);
    if (request.method !== 'POST') return emptyAnswer(405, { Allow: 'POST' });
    const isIdentify = envelope?.body !== undefined && localName(envelope.body) === 'Identify';
    const isAnonymous = isIdentify && request.headers['wsmanidentify'] === 'unauthenticated';
    if (!isAnonymous && !isLoggedIn(request, users, tls?.requestCert === true)) return loginRequired();
    if (root === null) return emptyAnswer(413);
    if (envelope === null) return emptyAnswer(400);
    if (isIdentify) return envelopeAnswer(200, identifyXml(this.dialect.manner, isAnonymous), encoding);
    const { text, isFault } = await this.#service.answer(envelope, origin, this.dialect);
    // After the end of an operation, the connection that it was said on is of no use any more.
    if (text === '') return emptyAnswer(200, envelope.action.endsWith('/End') ? { Connection: 'close' } : {});
    return envelopeAnswer(isFault ? 500 : 200, text, encoding);
  }
}

function parsed(text: string): XmlElement | XmlError {
  try {
    return parseXml(text);
  } catch (error) {
    if (error instanceof XmlError) return error;
    throw error;
  }
}

function describe(
  { method = '', url = '', headers: httpHeaders }: IncomingMessage,
  connection: number,
  text: string,
  envelope: Envelope | null,
): ReceivedRequest {
  const { action = '', resourceUri = '', headers, selectors = [], options = [] } = envelope ?? {};
  return {
    connection,
    method,
    path: url,
    httpHeaders,
    text,
    action,
    resourceUri,
    headers: new Map(Array.from(headers ?? [], ([name, header]) => [name, textOf(header)])),
    selectors: new Map(selectors.map(({ name, element }) => [name, textOf(element)])),
    options: options.map(({ name, element }) => ({ name, text: textOf(element) })),
  };
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (response.headersSent) {
    response.end(body);
    return;
  }
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Content-Length', body.length);
  response.end(body);
}
