import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { PoolLimits } from '../../../../runtime/wsman/transport/connection-pool.js';
import type { HttpRequest } from '../../../../runtime/wsman/transport/http-channel.js';
import { turn, until } from '../../../tools/turns.js';
import { failure, http, leavesNothingOpen, poolOf, post, rawServer } from './raw-server.js';

leavesNothingOpen();

const HEAD = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;
const UNKNOWN = ' Whether it has carried out the operation is not known.';

/** What is limited, and to how many milliseconds. */
type Times = Partial<Pick<PoolLimits, 'headers' | 'silence'> & Pick<HttpRequest, 'patience'>>;

/** What a server sends, whether it closes the connection then, and the rest of the error. */
type Case = readonly [name: string, sent: string | Buffer, end: boolean, message: RegExp, times?: Times];

describe('what is no answer is an error that names the address and does not promise anything', () => {
  const cases: readonly Case[] = [
    [
      'nothing',
      '',
      true,
      /closed the connection without an answer; if it speaks TLS on this port, give transport: 'HTTPS'/,
    ],
    ['half a head', 'HTTP/1.1 20', true, /broke off in the middle of its answer/],
    ['less than Content-Length says', `${HEAD}Content-Length: 100\r\n\r\n<a>`, true, /broke off in the middle of its/],
    ['half a chunk', `${CHUNKED}5\r\n<a`, true, /broke off in the middle of its answer/],
    ['chunks without the last one', `${CHUNKED}4\r\n<a/>\r\n`, true, /broke off in the middle of its answer/],
    ['a chunk of no size', `${CHUNKED}zz\r\n<a/>\r\n`, false, /sent what is no HTTP: .*; if it speaks TLS/],
    ['a chunk longer than it says', `${CHUNKED}2\r\n<a/>\r\n0\r\n\r\n`, false, /sent what is no HTTP/],
    ['two lengths', `${HEAD}Content-Length: 4\r\nContent-Length: 5\r\n\r\n<a/>`, false, /sent what is no HTTP/],
    ['a negative length', `${HEAD}Content-Length: -4\r\n\r\n<a/>`, false, /sent what is no HTTP/],
    ['more than Content-Length says', `${HEAD}Content-Length: 4\r\n\r\n<a/>more`, false, /sent what is no HTTP/],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', false, /sent what is no HTTP/],
    [
      'an alert of TLS',
      Buffer.from([21, 3, 1, 0, 2, 2, 70]),
      true,
      /if it speaks TLS on this port, give transport: 'HTTPS'/,
    ],
    ['one long header', `${HEAD}X: ${'x'.repeat(100_000)}\r\n\r\n`, false, /sent headers that are longer than Node/],
    ['many headers', `${HEAD}${'X: y\r\n'.repeat(20_000)}\r\n`, false, /sent headers that are longer than Node/],
    [
      'another protocol to change to',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: foo\r\n\r\n',
      false,
      /broke off in the middle of its answer/,
    ],
    ['silence', '', false, /had not answered after 20 ms/, { patience: 20 }],
    [
      'half a head, and silence',
      HEAD,
      false,
      /had begun to answer, but had not sent all headers after 20 ms/,
      { headers: 20 },
    ],
    [
      'half a body, and silence',
      `${HEAD}Content-Length: 100\r\n\r\n<a>`,
      false,
      /had sent a part of its answer \(HTTP status 200\), and then nothing more after 20 ms/,
      { silence: 20 },
    ],
    ['a head, and silence', `${HEAD}Content-Length: 9\r\n\r\n`, false, /nothing more after 20 ms/, { silence: 20 }],
  ];
  for (const [name, sent, end, message, { patience = null, ...limits } = {}] of cases) {
    it(name, async () => {
      const server = await rawServer((socket) => {
        socket.write(sent);
        if (end) socket.end();
      });
      const error = await failure(post(poolOf(server, {}, limits), 'x', { repeatable: true, patience }));
      expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
      expect(error.message).toMatch(message);
      expect(error.message.startsWith(`http://127.0.0.1:${server.port}/wsman `)).toBe(true);
      expect(error.message.endsWith(UNKNOWN)).toBe(true);
      await until(() => server.sockets.size === 0);
      expect(server.received).toHaveLength(1);
    });
  }
});

describe('an answer without an end', () => {
  /** Sends a text again and again, until nobody listens. */
  const flood = async (socket: Socket, text: string): Promise<void> => {
    while (socket.writable) {
      socket.write(text);
      await turn();
    }
  };

  it.each([
    ['in chunks', CHUNKED, '5\r\nxxxxx\r\n'],
    ['to the end of the connection', `${HEAD}\r\n`, 'xxxxx'],
    ['of a length that is too great', `${HEAD}Content-Length: 999999999\r\n\r\n`, 'xxxxx'],
  ])('%s is given up at the limit', async (_, head, part) => {
    const server = await rawServer((socket) => {
      socket.write(head);
      void flood(socket, part);
    });
    const error = await failure(post(poolOf(server, {}, { body: 1000 }), 'x'));
    expect(error).toMatchObject({ name: 'MiError', result: 'SERVER_LIMITS_EXCEEDED' });
    expect(error.message).toMatch(/ has more than 1000 bytes, the most that are read: ask for less/);
    await until(() => server.sockets.size === 0);
  });

  it.each([
    ['one header', 'x', /longer than Node reads|had not sent all headers after 50 ms/],
    ['headers', '\r\nX: y', /longer than Node reads|had not sent all headers after 50 ms/],
    ['answers before the answer', '\r\n\r\nHTTP/1.1 102 Processing', /had not sent all headers after 50 ms/],
  ])('of %s is given up, however it trickles', async (_, part, message) => {
    const server = await rawServer((socket) => {
      socket.write('HTTP/1.1 102 Processing\r\nX: y');
      void flood(socket, part);
    });
    expect((await failure(post(poolOf(server, {}, { headers: 50 }), 'x'))).message).toMatch(message);
    await until(() => server.sockets.size === 0);
  });
});

it('an answer may come in any pieces, and after a preliminary one', async () => {
  const answer = `HTTP/1.1 100 Continue\r\n\r\n${CHUNKED}2;x=y\r\n<a\r\n2\r\n/>\r\n0\r\nX: y\r\n\r\n`;
  const server = await rawServer((socket) => {
    void (async () => {
      for (const letter of answer) {
        socket.write(letter);
        await turn();
      }
    })();
  });
  const pool = poolOf(server);
  for (let count = 0; count < 2; count += 1) expect((await post(pool, 'x')).text).toBe('<a/>');
  expect(server.opened).toBe(1);
});

it('after a preliminary answer, the answer itself may take as long as without one', async () => {
  const server = await rawServer((socket) => {
    socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    setTimeout(() => socket.write(http('<a/>')), 200);
  });
  expect((await post(poolOf(server, {}, { headers: 50 }), 'x')).text).toBe('<a/>');
  const late = await failure(post(poolOf(server, {}, { headers: 600_000 }), 'x', { patience: 50 }));
  expect(late.message).toMatch(/had not answered after 50 ms/);
});

it('a time that is longer than a timer can be set to is the longest one', async () => {
  const server = await rawServer((socket) => socket.write(http('<a/>')));
  const limits = { headers: 2 ** 40, silence: 2 ** 40 };
  expect((await post(poolOf(server, {}, limits), 'x', { patience: 2 ** 31 + 30_000 })).text).toBe('<a/>');
});

describe('the encoding of an answer', () => {
  const marked = Buffer.from('\uFEFF<ä/>', 'utf16le');
  it.each([
    ['UTF-8 that nobody names', Buffer.from('<ä/>'), 'application/soap+xml'],
    ['UTF-8 with a mark', Buffer.from('\uFEFF<ä/>'), 'application/soap+xml;charset=utf-8'],
    ['UTF-8 in quotes', Buffer.from('<ä/>'), 'application/soap+xml; action="x"; charset="UTF-8"'],
    ['UTF-16 of little end, with a mark', marked, 'application/soap+xml;charset=UTF-16'],
    ['UTF-16 of big end, with a mark', Buffer.from(marked).swap16(), 'application/soap+xml;charset=UTF-16'],
    ['UTF-16 with a mark, whatever is named', marked, 'application/soap+xml;charset=UTF-8'],
    ['UTF-16 of little end, without a mark', marked.subarray(2), 'application/soap+xml;charset=utf-16'],
    ['UTF-16 of big end, without a mark', Buffer.from(marked.subarray(2)).swap16(), 'text/xml;charset=utf-16'],
    ['UTF-16 of little end that nobody names', marked.subarray(2), 'text/xml'],
    ['UTF-16 of big end that nobody names', Buffer.from(marked.subarray(2)).swap16(), 'text/xml'],
    ['Latin-1', Buffer.from('<ä/>', 'latin1'), 'text/xml; CHARSET=iso-8859-1'],
  ])('%s is read', async (_, body, type) => {
    const server = await rawServer((socket) => socket.write(http(body, undefined, type)));
    const reply = await post(poolOf(server), 'x');
    expect(reply.text).toBe('<ä/>');
    expect(reply.contentType).toBe(type.split(';')[0]);
  });

  const broken = [
    ['of no known name', Buffer.from('<a/>'), 'text/xml; charset=x-nope', 'x-nope'],
    ['UTF-8 that is none', Buffer.from([60, 0xe4, 62]), 'text/xml', 'utf-8'],
    ['UTF-16 with half a letter', Buffer.from([0xff, 0xfe, 60]), 'text/xml', 'utf-16le'],
  ] as const;

  it.each(broken)('%s is a clear error where all went well', async (_, body, type, encoding) => {
    const server = await rawServer((socket) => socket.write(http(body, undefined, type)));
    const error = await failure(post(poolOf(server), 'x'));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toBe(
      `the answer of http://127.0.0.1:${server.port}/wsman cannot be read as ${encoding}; ` +
        `its header Content-Type is "${type}"`,
    );
  });

  it.each(broken)('%s does not hide a status that says what went wrong', async (_, body, type) => {
    const server = await rawServer((socket, { inAll }) => {
      socket.write(http(body, inAll === 0 ? 'HTTP/1.1 503 No' : 'HTTP/1.1 401 No', type));
    });
    const pool = poolOf(server);
    expect((await post(pool, 'x')).status).toBe(503);
    expect((await failure(post(pool, 'x'))).message).toMatch(/wants to know who asks/);
  });
});

it('a request is UTF-8, or UTF-16 with a mark, and says so', async () => {
  const server = await rawServer((socket) => socket.write(http('<a/>')));
  await post(poolOf(server, { packetEncoding: 'UTF16' }), '<ä/>');
  await post(poolOf(server, { packetEncoding: 'UTF8' }), '<ä/>');
  await post(poolOf(server, { packetEncoding: 'default' }), '<ä/>');
  const [wide, ...others] = server.received;
  expect(wide?.head).toContain(
    'Content-Type: application/soap+xml;charset=UTF-16\r\nUser-Agent: Microsoft WinRM Client',
  );
  expect(Buffer.from(wide?.body ?? '', 'latin1').toString('utf16le')).toBe('\uFEFF<ä/>');
  expect(others).toHaveLength(2);
  for (const { head, body } of others) {
    expect(head).toContain('Content-Type: application/soap+xml;charset=UTF-8\r\n');
    expect(Buffer.from(body, 'latin1').toString()).toBe('<ä/>');
  }
});
