import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { MiError, SessionOptions } from '../../../runtime/index.js';
import { endpointOf } from '../../../runtime/wsman/session-endpoint.js';
import { ConnectionPool, POOL_LIMITS, type PoolLimits } from '../../../runtime/wsman/transport/connection-pool.js';
import type { HttpReply, HttpRequest } from '../../../runtime/wsman/transport/http-channel.js';

const CERTIFICATES = fileURLToPath(new URL('../../tools/certificates/', import.meta.url));

/** What a test has opened. */
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** Answers a request: how many it was on its connection, from 0, and how many in all. */
type Answer = (socket: Socket, request: string, onConnection: number, inAll: number) => void;

interface RawServer {
  readonly port: number;
  readonly sockets: ReadonlySet<Socket>;
  /** How many connections were opened. */
  opened(): number;
}

/** A server that answers with whatever bytes a test likes. */
async function rawServer(answer: Answer): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let opened = 0;
  let requests = 0;
  const server: Server = createServer((socket) => {
    opened += 1;
    sockets.add(socket);
    let text = '';
    let onConnection = 0;
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (data) => {
      text += data.toString('latin1');
      for (;;) {
        const end = text.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
        if (end === -1 || text.length < end + 4 + length) return;
        const request = text.slice(0, end + 4 + length);
        text = text.slice(end + 4 + length);
        answer(socket, request, onConnection++, requests++);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    close: async () => {
      // Whoever has closed a pool has closed its sockets.
      while (sockets.size > 0) await nextTurn();
      server.close();
    },
  });
  return { port: (server.address() as AddressInfo).port, sockets, opened: () => opened };
}

function http(body: string, head = 'HTTP/1.1 200 OK', type = 'application/soap+xml'): string {
  return `${head}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const BASIC = { type: 'Basic', username: 'alice', password: 'pässword' } as const;

function poolOf(port: number, options: SessionOptions = {}, limits: Partial<PoolLimits> = {}): ConnectionPool {
  const endpoint = endpointOf({ destination: '127.0.0.1', port, ...options });
  const pool = new ConnectionPool(endpoint, { ...POOL_LIMITS, ...limits });
  open.unshift({ close: () => pool.close() });
  return pool;
}

function post(pool: ConnectionPool, body: string, request: Partial<HttpRequest> = {}): Promise<HttpReply> {
  const { signal } = new AbortController();
  return pool.exchange({ body, signal, patience: null, repeatable: false, waits: false, ...request });
}

async function failure(run: Promise<unknown>): Promise<MiError> {
  return run.then(
    () => {
      throw new Error('it has not failed');
    },
    (error: MiError) => error,
  );
}

describe('a pool of connections', () => {
  it("posts as Windows' own client does, on one connection after another request", async () => {
    const heads: string[] = [];
    const server = await rawServer((socket, request) => {
      heads.push(request);
      socket.write(http('<a/>'));
    });
    const pool = poolOf(server.port, { credentials: BASIC, allowUnencrypted: true });
    for (let count = 0; count < 30; count += 1) expect((await post(pool, '<ä/>')).text).toBe('<a/>');
    expect(server.opened()).toBe(1);
    const [head = ''] = heads;
    expect(head).toMatch(/^POST \/wsman HTTP\/1\.1\r\n/);
    expect(head).toContain('Content-Type: application/soap+xml;charset=UTF-8\r\n');
    expect(head).toContain('User-Agent: Microsoft WinRM Client\r\n');
    expect(head).toContain(`Authorization: Basic ${Buffer.from('alice:pässword').toString('base64')}\r\n`);
    const [socket] = server.sockets;
    expect(socket?.listenerCount('data')).toBe(1);
  });

  it('carries one request at a time on a connection, on 16 at most, and each gets its own answer', async () => {
    const waiting: (() => void)[] = [];
    const server = await rawServer((socket, request) => {
      const body = request.slice(request.indexOf('\r\n\r\n') + 4);
      waiting.push(() => socket.write(http(`<answer to="${body}"/>`)));
      if (waiting.length === 16) for (const go of waiting.splice(0)) go();
    });
    const pool = poolOf(server.port);
    const bodies = Array.from({ length: 64 }, (_, index) => String(index));
    const replies = await Promise.all(bodies.map((body) => post(pool, body)));
    expect(replies.map(({ text }) => text)).toEqual(bodies.map((body) => `<answer to="${body}"/>`));
    expect(server.opened()).toBe(16);
  });

  it('does not let requests that wait for long keep others waiting', async () => {
    const held: Socket[] = [];
    const server = await rawServer((socket, request) => {
      if (request.endsWith('wait')) held.push(socket);
      else socket.write(http('<a/>'));
    });
    const pool = poolOf(server.port, {}, { connections: 1 });
    const events = [post(pool, 'wait', { waits: true }), post(pool, 'wait', { waits: true })];
    expect((await post(pool, 'now')).text).toBe('<a/>');
    while (held.length < 2) await nextTurn();
    for (const socket of held) socket.write(http('<b/>'));
    expect((await Promise.all(events)).map(({ text }) => text)).toEqual(['<b/>', '<b/>']);
  });

  it('closes the connection of a request that is aborted, and leaves those alone that wait behind it', async () => {
    const controller = new AbortController();
    const server = await rawServer((socket, request) => {
      if (request.endsWith('long')) controller.abort(new Error('enough'));
      else socket.write(http('<a/>'));
    });
    const pool = poolOf(server.port, {}, { connections: 1 });
    const long = failure(post(pool, 'long', { signal: controller.signal }));
    const waiting = new AbortController();
    const queued = failure(post(pool, 'never', { signal: waiting.signal }));
    const next = post(pool, 'next');
    waiting.abort(new Error('no longer'));
    expect((await queued).message).toBe('no longer');
    expect((await long).message).toBe('enough');
    expect((await next).text).toBe('<a/>');
    expect(server.opened()).toBe(2);
  });

  it('opens a new connection where the server has closed the idle one', async () => {
    const server = await rawServer((socket) => socket.end(http('<a/>')));
    const pool = poolOf(server.port);
    expect((await post(pool, '1')).text).toBe('<a/>');
    while (server.sockets.size > 0) await nextTurn();
    expect((await post(pool, '2')).text).toBe('<a/>');
    expect(server.opened()).toBe(2);
  });

  it('repeats on a new connection what was asked on one that had died, if it does no harm', async () => {
    const server = await rawServer((socket, _, onConnection) => {
      if (onConnection === 0) socket.write(http('<a/>'));
      else socket.resetAndDestroy();
    });
    const pool = poolOf(server.port);
    await post(pool, '1');
    expect((await post(pool, '2', { repeatable: true })).text).toBe('<a/>');
    expect(server.opened()).toBe(2);
    const error = await failure(post(pool, '3'));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toMatch(/closed the connection without an answer\. Whether .* is not known\.$/);
    expect(server.opened()).toBe(2);
  });

  it('logs in again where the login of a connection has expired', async () => {
    const server = await rawServer((socket, _, onConnection) => {
      if (onConnection < 2) socket.write(http('<a/>'));
      else socket.write(http('', 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate'));
    });
    const pool = poolOf(server.port);
    for (let count = 0; count < 5; count += 1) expect((await post(pool, '1')).text).toBe('<a/>');
    expect(server.opened()).toBe(3);
  });
});

describe('an answer that is none is a clear error', () => {
  const cases: readonly (readonly [name: string, sent: string, end: boolean, message: RegExp])[] = [
    ['cut off', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<a>', true, /broke off in the middle of its answer/],
    ['cut off in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<a', true, /broke off/],
    ['wrong chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', false, /no HTTP|broke off/],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', false, /sent what is no HTTP/],
    ['no answer', '', true, /closed the connection without an answer/],
    ['too many headers', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, false, /headers that are longer/],
    ['too long', http('x'.repeat(2000)), false, /has more than 1000 bytes/],
    [
      'silent in its body',
      'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<a>',
      false,
      /and then nothing more after 50 ms/,
    ],
    ['slow in its headers', 'HTTP/1.1 200 OK\r\nX: y', false, /had not sent all headers after 50 ms/],
    ['in an unknown charset', http('<a/>', undefined, 'text/xml; charset=x-nope'), false, /cannot be read as /],
  ];
  it.each(cases)('%s', async (_, sent, end, message) => {
    const server = await rawServer((socket) => {
      socket.write(sent);
      if (end) socket.end();
    });
    const pool = poolOf(
      server.port,
      {},
      { body: 1000, ...(/after 50 ms/.test(message.source) ? { headers: 50, silence: 50 } : {}) },
    );
    const error = await failure(post(pool, 'x', { repeatable: true }));
    expect(error).toMatchObject({ name: 'MiError' });
    expect(error.message).toMatch(message);
    expect(error.message).toContain(`http://127.0.0.1:${server.port}/wsman`);
  });

  it('that does not come', async () => {
    const server = await rawServer(() => {});
    const error = await failure(post(poolOf(server.port), 'x', { patience: 30 }));
    expect(error.message).toMatch(/had not answered after 30 ms\. Whether .* is not known\.$/);
  });

  it('in bytes that are not UTF-8, and in UTF-16 it is read', async () => {
    const server = await rawServer((socket, request) => {
      const bytes = request.endsWith('16') ? Buffer.from('\uFEFF<ä/>', 'utf16le') : Buffer.from([60, 0xff, 62]);
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${bytes.length}\r\n\r\n`);
      socket.write(bytes);
    });
    const pool = poolOf(server.port);
    expect((await post(pool, '16')).text).toBe('<ä/>');
    expect((await failure(post(pool, '8'))).message).toMatch(/cannot be read as utf-8/);
  });

  it('of a computer that refuses connections, or has no name', async () => {
    const server = await rawServer(() => {});
    open.pop();
    const closed = createServer();
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, 'close');
    expect((await failure(post(poolOf(port), 'x'))).message).toMatch(/refuses connections: is WS-Management enabled/);
    expect(server.opened()).toBe(0);
  });
});

describe('a login', () => {
  it('that is refused tells what was tried, what the service takes, and what to do', async () => {
    const server = await rawServer((socket) => {
      socket.write(http('', 'HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm="a, b"'));
    });
    const url = `http://127.0.0.1:${server.port}/wsman`;
    const nobody = await failure(post(poolOf(server.port), 'x'));
    expect(nobody).toMatchObject({ result: 'ACCESS_DENIED' });
    expect(nobody.message).toBe(
      `${url} wants to know who asks: nobody was logged in. It takes Negotiate, Basic. ` +
        "Give credentials: { type: 'Basic', username, password }, with transport: 'HTTPS'.",
    );
    const pool = poolOf(server.port, { credentials: BASIC, allowUnencrypted: true });
    const alice = await failure(post(pool, 'x'));
    expect(alice.message).toContain('the login by Basic was refused. It takes Negotiate, Basic. Check the user');
    for (const shown of [
      inspect(alice, { depth: 20, showHidden: true }),
      inspect(pool, { depth: 20, showHidden: true }),
    ]) {
      expect(shown).not.toContain(BASIC.password);
      expect(shown).not.toContain(Buffer.from(`alice:${BASIC.password}`).toString('base64'));
    }
  });

  it('by Basic over plain HTTP is refused unless it is allowed', () => {
    const options = { destination: 'server01', credentials: BASIC };
    expect(() => endpointOf(options)).toThrow(/Basic would send the password readable/);
    expect(endpointOf({ ...options, transport: 'HTTPS' }).url).toBe('https://server01:5986/wsman');
    expect(endpointOf({ ...options, allowUnencrypted: true }).url).toBe('http://server01:5985/wsman');
  });

  it.each(['Default', 'NegoWithCreds', 'Digest'] as const)('by %s is refused, with what there is', (type) => {
    const credentials = { ...BASIC, type };
    expect(() => endpointOf({ destination: 'server01', credentials })).toThrow(/credentials of the type .*: .*Basic/);
  });
});

it('an endpoint is found by a name, an address and a prefix', () => {
  const url = (options: SessionOptions): string => endpointOf(options).url;
  expect(url({ destination: '::1' })).toBe('http://[::1]:5985/wsman');
  expect(url({ destination: '[fe80::1]', port: 80, urlPrefix: '/a/b' })).toBe('http://[fe80::1]:80/a/b');
  expect(() => endpointOf({})).toThrow(/the option destination: it names the computer to talk to/);
});

it.each([
  [{ proxyType: 'IE' }, /proxyType: "IE": no proxy can be used: leave it out/],
  [{ proxyCredentials: BASIC }, /proxyCredentials/],
  [{ checkCertificateRevocation: true }, /checkCertificateRevocation: true/],
  [{ packetPrivacy: true }, /packetPrivacy: true/],
  [{ encodePortInSpn: true }, /encodePortInSpn/],
  [{ impersonation: 'delegate' }, /impersonation/],
  [{ certificateFile: 'x' }, /certificateFile/],
  [{ transport: 'HTTPS', privateKeyFile: 'x' }, /privateKeyFile/],
  [{ transport: 'HTTPS', certificateFile: 'nowhere.pem' }, /certificateFile: nowhere\.pem cannot be read/],
  [
    { transport: 'HTTPS', trustedCertificates: CERTIFICATES.replace(/certificates.$/, 'structure') },
    /no certificate in PEM/,
  ],
  [{ maxEnvelopeSize: 4 }, /maxEnvelopeSize/],
] as const)('the options %j cannot be honoured', (options, message) => {
  expect(() => endpointOf({ destination: 'server01', ...options } as SessionOptions)).toThrow(message);
});
