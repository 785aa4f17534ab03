import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../../../runtime/wsman/session-endpoint.js';
import { ConnectionPool } from '../../../../runtime/wsman/transport/connection-pool.js';
import { turn, until } from '../../../tools/turns.js';
import {
  certificate,
  closeLater,
  failure,
  http,
  leavesNothingOpen,
  NOBODY,
  poolOf,
  post,
  rawServer,
} from './raw-server.js';

leavesNothingOpen();

const OK = http('<a/>');
const TRUSTS_ALL = { transport: 'HTTPS', checkCertificateAuthority: false } as const;

describe.each([
  ['HTTP', {}, undefined],
  ['HTTPS', TRUSTS_ALL, certificate('localhost')],
] as const)('over %s', (_, options, tls) => {
  it('one connection carries any number of requests, and leaves no listeners on its socket', async () => {
    const warnings: string[] = [];
    const warn = ({ message }: Error): unknown => warnings.push(message);
    process.on('warning', warn);
    try {
      const server = await rawServer((socket) => socket.write(OK), tls);
      const pool = poolOf(server, options);
      for (let count = 0; count < 120; count += 1) await post(pool, 'x');
      expect(server.opened).toBe(1);
      await turn();
      expect(warnings).toEqual([]);
    } finally {
      process.off('warning', warn);
    }
  });

  it('64 callers at once share 16 connections, each of which carries one request at a time', async () => {
    const waiting: (() => void)[] = [];
    const busy = new Set<Socket>();
    const server = await rawServer((socket, { body }) => {
      expect(busy.has(socket)).toBe(false);
      busy.add(socket);
      waiting.push(() => {
        busy.delete(socket);
        socket.write(http(`<answer to="${body}"/>`));
      });
      if (waiting.length === 16) for (const go of waiting.splice(0)) go();
    }, tls);
    const pool = poolOf(server, options);
    const bodies = Array.from({ length: 64 }, (_each, index) => String(index));
    const replies = await Promise.all(bodies.map((body) => post(pool, body)));
    expect(replies.map(({ text }) => text)).toEqual(bodies.map((body) => `<answer to="${body}"/>`));
    expect(server.opened).toBe(16);
  });

  it('a connection that was closed while it was idle is noticed, whatever may be repeated', async () => {
    const server = await rawServer((socket) => socket.write(OK), tls);
    const pool = poolOf(server, options);
    for (const end of ['end', 'destroy'] as const) {
      await post(pool, 'x');
      for (const socket of server.sockets) socket[end]();
      await until(() => server.sockets.size === 0);
      await turn();
    }
    await post(pool, 'x');
    expect(server.opened).toBe(3);
  });
});

describe('the queue', () => {
  it('is served in the order of its callers', async () => {
    const server = await rawServer((socket) => socket.write(OK));
    const pool = poolOf(server, {}, { connections: 2 });
    const bodies = Array.from({ length: 20 }, (_, index) => String(index));
    await Promise.all(bodies.map((body) => post(pool, body)));
    // Two run at a time, so that a request may arrive before the one which was sent just before it.
    server.received.forEach(({ body }, index) => {
      expect(Math.abs(Number(body) - index)).toBeLessThan(2);
    });
  });

  it('goes on after requests that fail, are aborted, or do not wait any longer', async () => {
    const aborted = new AbortController();
    const server = await rawServer((socket, { body }) => {
      if (body === 'dies') socket.destroy();
      else if (body === 'aborted') aborted.abort(new Error('enough'));
      else socket.write(OK);
    });
    const pool = poolOf(server, {}, { connections: 1 });
    const leaves = new AbortController();
    const failures = [
      failure(post(pool, 'dies')),
      failure(post(pool, 'aborted', { signal: aborted.signal })),
      failure(post(pool, 'leaves', { signal: leaves.signal })),
    ];
    const last = post(pool, 'last');
    leaves.abort(new Error('no longer'));
    const messages = (await Promise.all(failures)).map(({ message }) => message);
    expect(messages[0]).toMatch(/closed the connection without an answer/);
    expect(messages.slice(1)).toEqual(['enough', 'no longer']);
    expect((await last).text).toBe('<a/>');
    expect(server.received.map(({ body }) => body)).toEqual(['dies', 'aborted', 'last']);
  });

  it('takes no request whose signal is aborted already', async () => {
    const server = await rawServer((socket) => socket.write(OK));
    const signal = AbortSignal.abort(new Error('before'));
    expect((await failure(post(poolOf(server), 'x', { signal }))).message).toBe('before');
    expect(server.opened).toBe(0);
  });

  it('leaves no listener on a signal that many requests have', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
      listeners += 1;
      addEventListener.apply(signal, given);
    };
    signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
      listeners -= 1;
      removeEventListener.apply(signal, given);
    };
    const server = await rawServer((socket) => socket.write(OK));
    const pool = poolOf(server, {}, { connections: 2 });
    await Promise.all(Array.from({ length: 30 }, () => post(pool, 'x', { signal })));
    expect(listeners).toBe(0);
  });
});

describe('a request that is aborted', () => {
  it('closes its socket, and leaves the others alone', async () => {
    const held: Socket[] = [];
    const server = await rawServer((socket, { body }) => {
      if (body === 'held') held.push(socket);
    });
    const pool = poolOf(server);
    const controller = new AbortController();
    const aborted = failure(post(pool, 'aborted', { signal: controller.signal }));
    const others = [post(pool, 'held'), post(pool, 'held')];
    await until(() => server.received.length === 3);
    controller.abort(new Error('enough'));
    expect((await aborted).message).toBe('enough');
    await until(() => server.sockets.size === 2);
    for (const socket of held) socket.write(OK);
    expect((await Promise.all(others)).map(({ text }) => text)).toEqual(['<a/>', '<a/>']);
  });

  it('in the middle of its answer, or before it is connected, closes its socket', async () => {
    const controllers = [new AbortController(), new AbortController()] as const;
    const [inAnswer, connecting] = controllers;
    const server = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<a>', () => inAnswer.abort(new Error('1')));
    });
    const pool = poolOf(server);
    expect((await failure(post(pool, 'x', { signal: inAnswer.signal }))).message).toBe('1');
    const refused = failure(post(pool, 'x', { signal: connecting.signal }));
    connecting.abort(new Error('2'));
    expect((await refused).message).toBe('2');
    expect(server.received).toHaveLength(1);
  });
});

describe('a connection that worked, and died in the meantime', () => {
  const dies = (socket: Socket): unknown => socket.resetAndDestroy();

  it('has its request repeated once on a fresh one where that does no harm', async () => {
    const server = await rawServer((socket, { onConnection }) => {
      if (onConnection === 0) socket.write(OK);
      else dies(socket);
    });
    const pool = poolOf(server);
    for (let count = 0; count < 4; count += 1) await post(pool, 'x', { repeatable: true });
    expect(server.received).toHaveLength(7);
    expect(server.opened).toBe(4);
  });

  it('makes an error that does not promise anything, where it may do harm', async () => {
    const server = await rawServer((socket, { onConnection }) => {
      if (onConnection === 0) socket.write(OK);
      else dies(socket);
    });
    const pool = poolOf(server);
    await post(pool, 'x');
    const error = await failure(post(pool, 'x'));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toBe(
      `http://127.0.0.1:${server.port}/wsman closed the connection without an answer. ` +
        'Whether it has carried out the operation is not known.',
    );
    expect(server.received).toHaveLength(2);
  });

  it('is not replaced twice: a fresh one that dies as well is the end', async () => {
    const server = await rawServer((socket, { inAll }) => {
      if (inAll === 0) socket.write(OK);
      else dies(socket);
    });
    const pool = poolOf(server);
    await post(pool, 'x');
    const error = await failure(post(pool, 'x', { repeatable: true }));
    expect(error.message).toMatch(/without an answer; if it speaks TLS on this port, .* is not known\.$/);
    expect(server.received).toHaveLength(3);
  });

  it('is no reason to repeat once a part of the answer, or what is none, has come', async () => {
    for (const part of ['HTTP/1.1 200', 'SSH-2.0\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<a>']) {
      const server = await rawServer((socket, { onConnection }) => {
        if (onConnection === 0) socket.write(OK);
        else socket.end(part);
      });
      const pool = poolOf(server);
      await post(pool, 'x');
      expect((await failure(post(pool, 'x', { repeatable: true }))).message).toMatch(/is not known\.$/);
      expect(server.received).toHaveLength(2);
    }
  });
});

describe('a server that does not keep a connection', () => {
  it.each([
    ['says so', http('<a/>', 'HTTP/1.1 200 OK\r\nConnection: close')],
    ['says so among other things', http('<a/>', 'HTTP/1.1 200 OK\r\nConnection: foo, Close')],
    ['is of HTTP 1.0', http('<a/>', 'HTTP/1.0 200 OK')],
    ['keeps it for no time', http('<a/>', 'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=0')],
  ])('and %s gets a fresh one for each request', async (_, answer) => {
    const server = await rawServer((socket) => socket.write(answer));
    const pool = poolOf(server);
    for (let count = 0; count < 3; count += 1) expect((await post(pool, 'x')).text).toBe('<a/>');
    expect(server.received.map(({ onConnection }) => onConnection)).toEqual([0, 0, 0]);
  });

  it('and ends its answer with it is understood', async () => {
    const server = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n<a/>'));
    const pool = poolOf(server);
    for (let count = 0; count < 3; count += 1) expect((await post(pool, 'x')).text).toBe('<a/>');
    expect(server.opened).toBe(3);
  });
});

it('where a server closes after each answer without a word, what may do harm goes on a fresh one', async () => {
  const server = await rawServer((socket) => socket.end(OK));
  const pool = poolOf(server, {}, { closing: 600_000 });
  for (let count = 0; count < 5; count += 1) expect((await post(pool, 'x')).text).toBe('<a/>');
  expect(server.opened).toBe(5);
});

it('what arrives while nothing is asked is not taken for the next answer', async () => {
  const server = await rawServer((socket) => socket.write(OK));
  const pool = poolOf(server);
  await post(pool, 'x');
  for (const socket of server.sockets) socket.write(http('<late/>'));
  await until(() => server.sockets.size === 0);
  expect((await post(pool, 'x')).text).toBe('<a/>');
  expect(server.opened).toBe(2);
});

it('a connection whose request was answered before it was read is not used again', async () => {
  const server = await rawServer(() => {});
  // The server reads nothing, and answers at once.
  const answer = (socket: Socket): void => {
    socket.pause();
    socket.write(OK);
  };
  const pool = poolOf(server);
  const large = 'x'.repeat(2 ** 25);
  const replies = post(pool, large);
  await until(() => server.sockets.size === 1);
  for (const socket of server.sockets) answer(socket);
  expect((await replies).text).toBe('<a/>');
  for (const socket of server.sockets) socket.resume();
  await until(() => server.sockets.size === 0);
});

it('a server is told the address that messages name', async () => {
  const server = await rawServer((socket) => socket.write(OK));
  const endpoint = {
    ...endpointOf({ destination: '127.0.0.1', port: server.port, credentials: NOBODY }),
    authority: '[fe80::1]:5985',
  };
  const pool = new ConnectionPool(endpoint);
  closeLater(() => pool.close());
  await post(pool, 'x');
  expect(server.received[0]?.head).toContain('\r\nHost: [fe80::1]:5985\r\n');
});

it('an idle connection is closed after its time', async () => {
  const server = await rawServer((socket) => socket.write(OK));
  const pool = poolOf(server, {}, { idle: 1 });
  await post(pool, 'x');
  await until(() => server.sockets.size === 0);
  await post(pool, 'x');
  expect(server.opened).toBe(2);
});

describe('a pool that is closed', () => {
  it('ends what is under way and what waits, opens nothing any more, and says why', async () => {
    const server = await rawServer((socket, { inAll }) => {
      if (inAll === 0) socket.write(OK);
    });
    const pool = poolOf(server, {}, { connections: 1 });
    await post(pool, 'x');
    const failures = [0, 1, 2].map(() => failure(post(pool, 'x', { repeatable: true })));
    const events = failure(post(pool, 'x', { waits: true }));
    await until(() => server.received.length === 3);
    pool.close();
    for (const error of await Promise.all([...failures, events, failure(post(pool, 'x'))])) {
      expect(error.message).toBe(`the connections to http://127.0.0.1:${server.port}/wsman were closed`);
    }
    await until(() => server.sockets.size === 0);
  });
});
