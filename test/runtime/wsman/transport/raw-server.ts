import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import type { MiError, SessionOptions } from '../../../../runtime/index.js';
import { endpointOf } from '../../../../runtime/wsman/session-endpoint.js';
import { ConnectionPool, POOL_LIMITS, type PoolLimits } from '../../../../runtime/wsman/transport/connection-pool.js';
import type { HttpChannel, HttpReply, HttpRequest } from '../../../../runtime/wsman/transport/http-channel.js';
import { leftAs, openResources } from '../../../tools/open-resources.js';
import { until } from '../../../tools/turns.js';

export const CERTIFICATES: string = fileURLToPath(new URL('../../../tools/certificates/', import.meta.url));

/** A file of the test certificates. */
export function pem(name: string): string {
  return readFileSync(`${CERTIFICATES}${name}`, 'utf8');
}

/** A certificate with its key, for a server. */
export function certificate(name: string): TlsOptions {
  return { cert: pem(`${name}.pem`), key: pem(`${name}.key`) };
}

/** What tests have opened, last first. */
const opened: (() => unknown)[] = [];

/** Closes what each test has opened, and waits until nothing of it is left. */
export function leavesNothingOpen(): void {
  let before: ReadonlyMap<string, number>;
  beforeEach(() => {
    before = openResources();
  });
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
    await leftAs(before);
  });
}

export function closeLater(close: () => unknown): void {
  opened.push(close);
}

/** A request as it came in. */
export interface Received {
  readonly head: string;
  readonly body: string;
  /** How many requests its connection had carried before. */
  readonly onConnection: number;
  /** How many requests the server had got before. */
  readonly inAll: number;
}

/** Answers a request with whatever bytes a test likes. */
export type Answer = (socket: Socket, request: Received) => void;

export interface RawServer {
  readonly port: number;
  readonly received: readonly Received[];
  /** The sockets that are open. */
  readonly sockets: ReadonlySet<Socket>;
  /** How many connections were opened. */
  readonly opened: number;
}

/** A server on a free port of loopback. When a test is over, it waits for the end of all its sockets. */
export async function rawServer(answer: Answer, tls?: TlsOptions, host = '127.0.0.1'): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const received: Received[] = [];
  let connections = 0;
  const serve = (socket: Socket): void => {
    connections += 1;
    serveSocket(socket, (request) => {
      const whole = { ...request, inAll: received.length };
      received.push(whole);
      answer(socket, whole);
    });
  };
  const server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server of TCP has a port');
  closeLater(async () => {
    await until(() => sockets.size === 0);
    server.close();
  });
  return {
    port: address.port,
    received,
    sockets,
    get opened() {
      return connections;
    },
  };
}

/** Takes the requests out of what arrives. */
function serveSocket(socket: Socket, answer: (request: Omit<Received, 'inAll'>) => void): void {
  let text = '';
  let onConnection = 0;
  socket.on('error', () => {});
  socket.on('data', (data) => {
    text += data.toString('latin1');
    for (;;) {
      const end = text.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end === 3 || text.length < end + length) return;
      const request = { head: text.slice(0, end), body: text.slice(end, end + length), onConnection };
      text = text.slice(end + length);
      onConnection += 1;
      answer(request);
    }
  });
}

/** An answer as bytes. */
export function http(body: string | Buffer, head = 'HTTP/1.1 200 OK', type = 'application/soap+xml'): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([
    Buffer.from(`${head}\r\nContent-Type: ${type}\r\nContent-Length: ${bytes.length}\r\n\r\n`),
    bytes,
  ]);
}

/** Logs nobody in. */
export const NOBODY = { type: 'None' } as const;

export const BASIC = { type: 'Basic', username: 'alice', password: 'pässword' } as const;

export function poolOf(
  { port }: Pick<RawServer, 'port'>,
  options: SessionOptions = {},
  limits: Partial<PoolLimits> = {},
): ConnectionPool {
  const pool = new ConnectionPool(endpointOf({ destination: '127.0.0.1', port, credentials: NOBODY, ...options }), {
    ...POOL_LIMITS,
    ...limits,
  });
  closeLater(() => pool.close());
  return pool;
}

export function post(channel: HttpChannel, body: string, request: Partial<HttpRequest> = {}): Promise<HttpReply> {
  const { signal } = new AbortController();
  return channel.exchange({ body, signal, patience: null, repeatable: false, waits: false, ...request });
}

/** What went wrong. */
export function failure(run: Promise<unknown>): Promise<MiError> {
  return run.then(
    () => {
      throw new Error('it has not failed');
    },
    (error: MiError) => error,
  );
}
