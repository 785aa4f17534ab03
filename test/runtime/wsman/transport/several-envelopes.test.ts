import { expect, it } from 'vitest';
import { deferred } from '../../../../runtime/waiting.js';
import type { HttpReply } from '../../../../runtime/wsman/transport/http-channel.js';
import { until } from '../../../tools/turns.js';
import { failure, http, leavesNothingOpen, poolOf, post, rawServer } from './raw-server.js';

// Answers of several envelopes, which are handed over while they arrive.

leavesNothingOpen();

const CHUNKED =
  'HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml;charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n';
const END = '0\r\n\r\n';

function chunk(bytes: Buffer | string): Buffer {
  const body = Buffer.from(bytes);
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
}

/** Keeps what comes. */
function collector() {
  const texts: string[] = [];
  return { texts, received: async ({ text }: HttpReply): Promise<boolean> => texts.push(text) > 0 };
}

it('each envelope comes by itself, with the head of the answer, however the bytes are cut', async () => {
  const envelopes = ['<a>ü</a>', '<b x="</b>"/>', '<c>\u{1F600}</c>'];
  const bytes = Buffer.from(envelopes.join('\r\n'));
  for (const size of [1, 2, 5, bytes.length]) {
    const server = await rawServer((socket) => {
      socket.write(CHUNKED);
      for (let at = 0; at < bytes.length; at += size) socket.write(chunk(bytes.subarray(at, at + size)));
      socket.write(END);
    });
    const replies: HttpReply[] = [];
    const reply = await post(poolOf(server), 'x', { received: async (each) => replies.push(each) > 0 });
    expect(replies.map(({ text }) => text.trim())).toEqual(envelopes);
    expect(replies.map(({ status, contentType }) => [status, contentType])).toEqual(
      envelopes.map(() => [200, 'application/soap+xml']),
    );
    expect([reply.status, reply.text]).toEqual([200, '']);
  }
});

it.each([
  ['utf16le', '\uFEFF<a>中</a>\uFEFF<b/>'],
  ['utf16le', '<a>中</a><b/>'],
] as const)('in %s, with or without a mark: %j', async (encoding, text) => {
  const bytes = Buffer.from(text, encoding);
  const server = await rawServer((socket) => {
    socket.write(CHUNKED);
    for (const byte of bytes) socket.write(chunk(Buffer.of(byte)));
    socket.write(END);
  });
  const { texts, received } = collector();
  await post(poolOf(server), 'x', { received });
  expect(texts.map((each) => each.replace('\uFEFF', ''))).toEqual(['<a>中</a>', '<b/>']);
});

it('an envelope is handed over before the answer ends, and the next one is not read before it is taken', async () => {
  const open = deferred();
  const server = await rawServer(async (socket) => {
    socket.write(Buffer.concat([Buffer.from(CHUNKED), chunk('<a/>'), chunk('<b/>')]));
    await open.promise;
    socket.write(END);
  });
  const taken = [deferred(), deferred()];
  const { texts, received } = collector();
  const answer = post(poolOf(server), 'x', {
    received: async (envelope) => {
      await received(envelope);
      await taken[texts.length - 1]?.promise;
      return true;
    },
  });
  await until(() => texts.length === 1);
  taken[0]?.resolve();
  await until(() => texts.length === 2);
  open.resolve();
  taken[1]?.resolve();
  expect((await answer).text).toBe('');
});

it('a server that sends faster than it is read is held back', async () => {
  const large = chunk(`<a>${'x'.repeat(100_000)}</a>`);
  let sent = 0;
  let isFull = false;
  const server = await rawServer((socket) => {
    socket.write(CHUNKED);
    const more = (): void => {
      while (sent < 1000) {
        sent += 1;
        isFull = !socket.write(large);
        if (isFull) return void socket.once('drain', more);
      }
      socket.write(END);
    };
    more();
  });
  const first = deferred();
  const { texts, received } = collector();
  const answer = post(poolOf(server), 'x', {
    received: async (envelope) => {
      await received(envelope);
      await first.promise;
      return true;
    },
  });
  await until(() => texts.length === 1);
  let before = -1;
  // Until the buffers of both systems are full.
  await until(() => {
    const rests = isFull && before === sent;
    before = sent;
    return rests;
  });
  expect([texts.length, sent < 1000]).toEqual([1, true]);
  first.resolve();
  await answer;
  expect(texts).toHaveLength(1000);
});

it('what takes an envelope and fails ends the exchange with its reason, and the connection', async () => {
  const server = await rawServer((socket) => socket.write(Buffer.concat([Buffer.from(CHUNKED), chunk('<a/>')])));
  const pool = poolOf(server);
  const received = async (): Promise<boolean> => {
    throw new Error('mine');
  };
  await expect(post(pool, 'x', { received })).rejects.toThrow('mine');
  await until(() => server.sockets.size === 0);
});

it('what is no envelope is the text of the answer, and so is the answer of another status', async () => {
  const page = '<html><p>Sign in</html>';
  const heads = ['HTTP/1.1 200 OK', 'HTTP/1.1 500 Internal Server Error', 'HTTP/1.1 502 Bad Gateway'];
  const texts = [page, '<s:Envelope/>', page];
  const server = await rawServer((socket, { inAll }) => socket.write(http(texts[inAll] ?? '', heads[inAll])));
  const pool = poolOf(server);
  for (const text of texts) {
    const collected = collector();
    expect((await post(pool, 'x', { received: collected.received })).text).toBe(text);
    expect(collected.texts).toEqual([]);
  }
});

it.each([
  ['an envelope', '<a>', 'x'],
  ['blanks', '<a/>', ' '],
])('%s without end is refused', async (_, begin, filling) => {
  const server = await rawServer((socket) => socket.write(http(begin + filling.repeat(2000))));
  const error = await failure(post(poolOf(server, {}, { body: 1000 }), 'x', { received: async () => true }));
  expect([error.result, error.message]).toEqual([
    'SERVER_LIMITS_EXCEEDED',
    expect.stringContaining('more than 1000 bytes'),
  ]);
});

it('envelopes may be longer together than one may be', async () => {
  const server = await rawServer((socket) => socket.write(http('<a/>'.repeat(1000))));
  const { texts, received } = collector();
  await post(poolOf(server, {}, { body: 1000 }), 'x', { received });
  expect(texts).toHaveLength(1000);
});

it('bytes that are no text are refused', async () => {
  const server = await rawServer((socket) => socket.write(http(Buffer.from([0x3c, 0x61, 0xff, 0xfe, 0x3e]))));
  const error = await failure(post(poolOf(server), 'x', { received: async () => true }));
  expect(error.message).toMatch(/cannot be read as utf-8/);
});

it('silence in the middle of an envelope is a failure, silence between two is not', async () => {
  const go = deferred();
  const server = await rawServer(async (socket, { inAll }) => {
    socket.write(CHUNKED);
    if (inAll === 0) return void socket.write(chunk('<a>'));
    socket.write(chunk('<a/>'));
    await go.promise;
    socket.write(Buffer.concat([chunk('<b/>'), Buffer.from(END)]));
  });
  const pool = poolOf(server, {}, { silence: 50 });
  const error = await failure(post(pool, 'x', { received: async () => true }));
  expect(error.message).toMatch(/had sent a part of its answer .* and then nothing more after 50 ms/);
  const { texts, received } = collector();
  const answer = post(pool, 'x', { received });
  await until(() => texts.length === 1);
  // A timer for this silence would have begun before this one, and would be over before it.
  await new Promise((resolve) => setTimeout(resolve, 50));
  go.resolve();
  await answer;
  expect(texts).toEqual(['<a/>', '<b/>']);
});

it('silence after the last envelope is a failure', async () => {
  const server = await rawServer((socket) => socket.write(Buffer.concat([Buffer.from(CHUNKED), chunk('<a/>')])));
  const error = await failure(post(poolOf(server, {}, { silence: 50 }), 'x', { received: async () => false }));
  expect(error.message).toMatch(/had sent a part of its answer .* and then nothing more after 50 ms/);
});

it('an exchange that is held back by this side lets others have its turn, and waits for another one', async () => {
  const server = await rawServer((socket, { body }) => {
    socket.write(body === 'held' ? http('<a/><b/>') : http('<c/>'));
  });
  const pool = poolOf(server, {}, { connections: 1 });
  const taken = deferred();
  const { texts, received } = collector();
  const held = post(pool, 'held', {
    received: async (envelope) => {
      await received(envelope);
      if (texts.length === 1) await taken.promise;
      return true;
    },
  });
  await until(() => texts.length === 1);
  expect((await post(pool, 'other')).text).toBe('<c/>');
  taken.resolve();
  await held;
  expect(texts).toEqual(['<a/>', '<b/>']);
  expect((await post(pool, 'other')).text).toBe('<c/>');
});

it('an exchange that waits for its turn ends before it is sent, and afterwards by its own signal alone', async () => {
  const server = await rawServer((socket, { body }) => void (body === 'answered' && socket.write(http('<a/>'))));
  const pool = poolOf(server, {}, { connections: 1 });
  const first = new AbortController();
  const [unsent, signal] = [new AbortController(), new AbortController()];
  const waits = post(pool, 'first', { signal: first.signal });
  const queued = post(pool, 'queued', { unsent: unsent.signal });
  await until(() => server.received.length === 1);
  unsent.abort(new Error('left'));
  await expect(queued).rejects.toThrow('left');
  first.abort(new Error('over'));
  await expect(waits).rejects.toThrow('over');
  const sentSignal = new AbortController();
  const sent = post(pool, 'sent', { unsent: sentSignal.signal, signal: signal.signal });
  await until(() => server.received.length === 2);
  sentSignal.abort(new Error('left'));
  signal.abort(new Error('mine'));
  await expect(sent).rejects.toThrow('mine');
  expect(server.received.map(({ body }) => body)).toEqual(['first', 'sent']);
});

it('a connection may be closed after its answer', async () => {
  const server = await rawServer((socket) => socket.write(http('<a/>')));
  const pool = poolOf(server);
  await post(pool, 'x', { closes: true });
  await post(pool, 'x');
  await post(pool, 'x');
  expect(server.opened).toBe(2);
});

it('an exchange ends before it is sent also while its connection opens', async () => {
  const unsent = new AbortController();
  // It does not speak TLS: the connection does not open.
  const server = await rawServer(() => {});
  const answer = post(poolOf(server, { transport: 'HTTPS' }), 'x', { unsent: unsent.signal });
  await until(() => server.sockets.size === 1);
  unsent.abort(new Error('left'));
  await expect(answer).rejects.toThrow('left');
  await until(() => server.sockets.size === 0);
});
