import { describe, expect, it } from 'vitest';
import type { SessionOptions } from '../../../../runtime/index.js';
import { endpointOf } from '../../../../runtime/wsman/session-endpoint.js';
import { ConnectionPool, POOL_LIMITS } from '../../../../runtime/wsman/transport/connection-pool.js';
import type { Login } from '../../../../runtime/wsman/transport/login.js';
import {
  type Answer,
  certificate,
  closeLater,
  failure,
  http,
  leavesNothingOpen,
  post,
  rawServer,
} from './raw-server.js';

leavesNothingOpen();

const NO = 'HTTP/1.1 401 Unauthorized';
const SEALED = 'application/sealed';

const reversed = (text: string): string => [...text].reverse().join('');

/** Posts two tokens on each connection, as Negotiate does, and then seals what it carries: it is written backwards. */
const SEALING: Login = {
  scheme: 'Basic',
  key: 'sealing',
  connect: (connection) => {
    let isLoggedIn = false;
    return {
      post: async (posting) => {
        const { headers } = posting;
        if (!isLoggedIn) {
          for (const token of ['one', 'two']) {
            await connection.post({
              ...posting,
              body: Buffer.alloc(0),
              headers: { ...headers, Authorization: `Token ${token}` },
            });
          }
          isLoggedIn = true;
        }
        const reply = await connection.post({
          ...posting,
          body: Buffer.from(reversed(posting.body.toString())),
          headers: { ...headers, 'Content-Type': SEALED },
        });
        if (reply.contentType !== SEALED) return reply;
        return { ...reply, body: Buffer.from(reversed(reply.body.toString())), contentType: 'text/xml' };
      },
    };
  },
};

/** Takes the tokens of a connection in their order, and answers what is asked after them. */
function accepting(answer: Answer): Answer {
  return (socket, request) => {
    const token = /^Authorization: Token (\w+)\r$/im.exec(request.head)?.[1];
    if (request.onConnection < 2) {
      expect([token, request.body]).toEqual([request.onConnection === 0 ? 'one' : 'two', '']);
      socket.write(http('', request.onConnection === 0 ? NO : 'HTTP/1.1 200 OK'));
    } else {
      expect(token).toBeUndefined();
      expect(request.head).toContain(`Content-Type: ${SEALED}\r\n`);
      answer(socket, request);
    }
  };
}

function sealingPool(port: number, options: SessionOptions = {}, login: Login = SEALING): ConnectionPool {
  const endpoint = endpointOf({ destination: '127.0.0.1', port, ...options });
  const pool = new ConnectionPool({ ...endpoint, login }, POOL_LIMITS);
  closeLater(() => pool.close());
  return pool;
}

const echo: Answer = (socket, { body }) => socket.write(http(body, 'HTTP/1.1 200 OK', SEALED));

describe('a login that takes several messages', () => {
  it.each([
    ['HTTP', {}, undefined],
    ['HTTPS', { transport: 'HTTPS', checkCertificateAuthority: false }, certificate('localhost')],
  ] as const)('is made once on each connection of %s, and changes what that carries', async (_, options, tls) => {
    const server = await rawServer(accepting(echo), tls);
    const pool = sealingPool(server.port, options);
    const bodies = Array.from({ length: 64 }, (_each, index) => `<a of="${index}"/>`);
    const replies = await Promise.all(bodies.map((body) => post(pool, body)));
    expect(replies.map(({ text }) => text)).toEqual(bodies);
    expect(replies[0]?.contentType).toBe('text/xml');
    expect(server.opened).toBe(16);
    expect(server.received).toHaveLength(64 + 2 * 16);
  });

  it('is made again on a fresh connection when it has expired', async () => {
    const server = await rawServer(
      accepting((socket, request) => {
        if (request.onConnection === 3) socket.write(http('', NO));
        else echo(socket, request);
      }),
    );
    const pool = sealingPool(server.port);
    for (const body of ['<a/>', '<b/>']) expect((await post(pool, body)).text).toBe(body);
    expect(server.received.map(({ onConnection }) => onConnection)).toEqual([0, 1, 2, 3, 0, 1, 2]);
  });

  it.each([true, false])(
    'and whose connection dies with the first request leaves that in doubt; it may be repeated: %s',
    async (repeatable) => {
      const server = await rawServer(accepting((socket) => socket.resetAndDestroy()));
      const error = await failure(post(sealingPool(server.port), 'x', { repeatable }));
      expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
      expect(error.message).toMatch(/closed the connection without an answer\. Whether .* is not known\.$/);
      expect(server.received).toHaveLength(3);
    },
  );

  it('is not gone on with on another connection', async () => {
    const server = await rawServer((socket) => socket.write(http('', `${NO}\r\nConnection: close`)));
    const error = await failure(post(sealingPool(server.port), 'x', { repeatable: true }));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toBe(
      `http://127.0.0.1:${server.port}/wsman closed the connection in the middle of the login.`,
    );
    expect(server.opened).toBe(1);
  });

  it('ends when its request is aborted between two of them', async () => {
    const controller = new AbortController();
    const server = await rawServer((socket) => socket.write(http('')));
    const login: Login = {
      ...SEALING,
      connect: (connection) => ({
        post: async (posting) => {
          await connection.post(posting);
          controller.abort(new Error('enough'));
          return connection.post(posting);
        },
      }),
    };
    const { signal } = controller;
    expect((await failure(post(sealingPool(server.port, {}, login), 'x', { signal }))).message).toBe('enough');
    expect(server.received).toHaveLength(1);
  });
});
