import { describe, expect, it } from 'vitest';
import { MiError, type SessionOptions } from '../../../../runtime/index.js';
import type { SealedMessage, SecurityContext } from '../../../../runtime/wsman/security/security-context.js';
import { endpointOf } from '../../../../runtime/wsman/session-endpoint.js';
import { ConnectionPool, POOL_LIMITS } from '../../../../runtime/wsman/transport/connection-pool.js';
import { NegotiateLogin } from '../../../../runtime/wsman/transport/negotiate-login.js';
import { SEALED_TYPE, SealedParts, sealedBody } from '../../../../runtime/wsman/transport/sealed-body.js';
import { until } from '../../../tools/turns.js';
import {
  type Answer,
  certificate,
  closeLater,
  failure,
  http,
  leavesNothingOpen,
  NOBODY,
  post,
  rawServer,
} from './raw-server.js';

leavesNothingOpen();

const NO = 'HTTP/1.1 401 Unauthorized';
const OK = 'HTTP/1.1 200 OK';
const XML = 'application/soap+xml;charset=UTF-8';

const reversed = (bytes: Buffer): Buffer => Buffer.from(bytes).reverse();
const header = (token: string): string => `WWW-Authenticate: Negotiate ${Buffer.from(token).toString('base64')}`;

/**
 * A login of two tokens, the second of which answers a challenge, and the server proves itself with a third one.
 * Messages are sealed by writing them backwards; the signature is their number.
 */
class Backwards implements SecurityContext {
  readonly bindings: (string | undefined)[] = [];
  isEstablished = false;
  isClosed = false;
  #sealed = 0;
  #unsealed = 0;

  async next(received: Buffer | null, binding: Buffer | null): Promise<Buffer | null> {
    this.bindings.push(binding?.toString('latin1', 0, 20));
    if (received === null) return Buffer.from('one');
    if (received.toString() === 'challenge') return Buffer.from('two');
    if (received.toString() !== 'proof') throw new MiError('ACCESS_DENIED', 'the server is another one');
    this.isEstablished = true;
    return null;
  }

  seal(message: Buffer): SealedMessage {
    return { signature: Buffer.from(`${this.#sealed++}`), content: reversed(message) };
  }

  unseal({ signature, content }: SealedMessage): Buffer {
    if (signature.toString() !== `${this.#unsealed++}`) throw new MiError('FAILED', 'the message is not the next one');
    return reversed(content);
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A body that is sealed as {@link Backwards} does it. */
function sealed(text: string, number: number): Buffer {
  const bytes = Buffer.from(text);
  const message = { signature: Buffer.from(`${number}`), content: reversed(bytes) };
  return sealedBody(message, XML);
}

/** Takes the tokens of a connection in their order, and answers what is asked after them. */
function accepting(answer: Answer): Answer {
  return (socket, request) => {
    const isFirst = request.onConnection === 0;
    if (request.onConnection < 2) {
      const token = /^Authorization: Negotiate (\S+)\r$/im.exec(request.head)?.[1] ?? '';
      expect(Buffer.from(token, 'base64').toString()).toBe(isFirst ? 'one' : 'two');
      expect(request.body).toBe('');
      expect(request.head).not.toContain('Content-Type');
      socket.write(http('', isFirst ? `${NO}\r\n${header('challenge')}` : `${OK}\r\n${header('proof')}`));
    } else {
      expect(request.head).not.toContain('Authorization');
      answer(socket, request);
    }
  };
}

/** A connection of TLS first finds out which certificate the server has. */
function acceptingOverTls(answer: Answer): Answer {
  const accept = accepting(answer);
  return (socket, request) => {
    if (request.onConnection > 0) accept(socket, { ...request, onConnection: request.onConnection - 1 });
    else socket.write(http('', `${NO}\r\nWWW-Authenticate: Negotiate`));
  };
}

const contexts: Backwards[] = [];

function loggingIn(port: number, options: SessionOptions = {}, seals = true): ConnectionPool {
  const endpoint = endpointOf({ destination: '127.0.0.1', port, credentials: NOBODY, ...options });
  contexts.length = 0;
  const begin = async (): Promise<SecurityContext> => {
    const context = new Backwards();
    contexts.push(context);
    return context;
  };
  const login = new NegotiateLogin({ scheme: 'Kerberos', key: 'k', url: endpoint.url, seals, begin });
  const pool = new ConnectionPool({ ...endpoint, login }, POOL_LIMITS);
  closeLater(() => pool.close());
  return pool;
}

/** Sends back what it was sent, sealed. */
const echo: Answer = (socket, { head, body, onConnection }) => {
  expect(head).toContain(`Content-Type: ${SEALED_TYPE}\r\n`);
  const [part] = new SealedParts().add(Buffer.from(body, 'latin1'));
  expect(body).toContain(`OriginalContent: type=${XML};Length=`);
  expect(part?.signature.toString()).toBe(`${onConnection - 2}`);
  const text = reversed(part?.content ?? Buffer.alloc(0)).toString();
  socket.write(http(sealed(text, onConnection - 2), OK, SEALED_TYPE));
};

/** Sends back what it was sent. */
const plainEcho: Answer = (socket, { body }) => socket.write(http(body));

const OVER_TLS = { transport: 'HTTPS', checkCertificateAuthority: false } as const;

describe('a login that takes several messages', () => {
  it('is made once on each connection, and seals what that carries', async () => {
    const server = await rawServer(accepting(echo));
    const pool = loggingIn(server.port);
    const bodies = Array.from({ length: 64 }, (_each, index) => `<a of="${index}"/>`);
    const replies = await Promise.all(bodies.map((body) => post(pool, body)));
    expect(replies.map(({ text }) => text)).toEqual(bodies);
    expect(replies[0]?.contentType).toBe('application/soap+xml');
    expect(server.opened).toBe(16);
    expect(server.received).toHaveLength(64 + 2 * 16);
    expect(contexts.map(({ isClosed }) => isClosed)).not.toContain(true);
    pool.close();
    expect(contexts.map(({ isClosed }) => isClosed)).not.toContain(false);
  });

  it('is tied to the certificate of a server, whose connection encrypts by itself', async () => {
    const server = await rawServer(acceptingOverTls(plainEcho), certificate('localhost'));
    const pool = loggingIn(server.port, OVER_TLS, false);
    // The second connection takes up the session of the first one.
    const [, , third] = await Promise.all(['<a/>', '<b/>', '<c/>'].map((body) => post(pool, body)));
    expect(third?.text).toBe('<c/>');
    const bound = 'tls-server-end-point';
    expect(contexts.map(({ bindings }) => bindings)).toEqual(Array(3).fill([bound, bound, bound]));
  });

  it('seals nothing where that is not wanted', async () => {
    const server = await rawServer(accepting(plainEcho));
    expect((await post(loggingIn(server.port, {}, false), '<a/>')).text).toBe('<a/>');
  });

  it('is made again on a fresh connection when it has expired', async () => {
    const server = await rawServer(
      accepting((socket, request) => {
        if (request.onConnection === 3) socket.write(http('', NO));
        else echo(socket, request);
      }),
    );
    const pool = loggingIn(server.port);
    for (const body of ['<a/>', '<b/>']) expect((await post(pool, body, { repeatable: true })).text).toBe(body);
    expect(server.received.map(({ onConnection }) => onConnection)).toEqual([0, 1, 2, 3, 0, 1, 2]);
    expect(contexts.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('is not made again for a request that must not be repeated: who says that it has expired?', async () => {
    const server = await rawServer(
      accepting((socket, request) => {
        if (request.onConnection === 3) socket.write(http('', NO));
        else echo(socket, request);
      }),
    );
    const pool = loggingIn(server.port);
    await post(pool, '<a/>');
    const error = await failure(post(pool, '<b/>'));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toBe(
      `http://127.0.0.1:${server.port}/wsman says, in the clear, that the login has ended. Whether it has carried ` +
        'out the operation is not known. The next one logs in again.',
    );
    expect(server.received).toHaveLength(4);
    expect((await post(pool, '<c/>')).text).toBe('<c/>');
  });

  it('is tried once by all who wait for it where the user is refused, and again by those who come later', async () => {
    let isRefused = true;
    const accept = accepting(echo);
    const server = await rawServer((socket, request) => {
      if (isRefused && request.onConnection === 1) socket.write(http('', `${NO}\r\nWWW-Authenticate: Negotiate`));
      else accept(socket, request);
    });
    const pool = loggingIn(server.port);
    const many = (): Promise<unknown>[] => Array.from({ length: 40 }, () => post(pool, '<a/>'));
    for (const attempts of [1, 2]) {
      const outcomes = await Promise.all(many().map(failure));
      expect(new Set(outcomes.map(({ result }) => result))).toEqual(new Set(['ACCESS_DENIED']));
      expect(server.received.filter(({ onConnection }) => onConnection === 1).length).toBeLessThanOrEqual(3 * attempts);
    }
    isRefused = false;
    expect(await Promise.all(many())).toHaveLength(40);
  });

  it('is tried by all at once where it fails for another reason', async () => {
    const server = await rawServer((socket) => socket.resetAndDestroy());
    const pool = loggingIn(server.port);
    const errors = await Promise.all(Array.from({ length: 40 }, () => failure(post(pool, '<a/>'))));
    expect(new Set(errors.map(({ result }) => result))).toEqual(new Set(['FAILED']));
    expect(server.received).toHaveLength(40);
  });

  it('is not waited for by a request that is aborted', async () => {
    const server = await rawServer(() => {});
    const pool = loggingIn(server.port);
    const [first, second] = [new AbortController(), new AbortController()];
    const posts = [first, second].map(({ signal }) => failure(post(pool, 'x', { signal })));
    await until(() => server.received.length === 1);
    second.abort(new Error('enough'));
    expect((await posts[1])?.message).toBe('enough');
    first.abort(new Error('enough, too'));
    expect((await posts[0])?.message).toBe('enough, too');
  });

  it('is an error where it is refused, with its keys forgotten', async () => {
    const server = await rawServer((socket, { onConnection }) => {
      socket.write(
        http('', onConnection === 0 ? `${NO}\r\n${header('challenge')}` : `${NO}\r\nWWW-Authenticate: Negotiate`),
      );
    });
    const error = await failure(post(loggingIn(server.port), 'x', { repeatable: true }));
    expect(error).toMatchObject({ name: 'MiError', result: 'ACCESS_DENIED' });
    expect(error.message).toContain('the login by Kerberos was refused. It takes Negotiate.');
    expect([server.received.length, contexts.map(({ isClosed }) => isClosed)]).toEqual([2, [true]]);
  });

  it('is not believed where the server is another one', async () => {
    const server = await rawServer((socket, { onConnection }) => {
      socket.write(http('', `${onConnection === 0 ? NO : OK}\r\n${header(onConnection === 0 ? 'challenge' : 'me')}`));
    });
    expect((await failure(post(loggingIn(server.port), 'x'))).message).toMatch(/^http:.*: the server is another one$/);
    expect(contexts[0]?.isClosed).toBe(true);
  });

  it.each([
    [200, '', 'does not ask who logs in'],
    [404, '', 'there is no WS-Management under this path: see urlPrefix'],
    [500, '', 'the service does not say why'],
  ])('that the server breaks off with %i is an error', async (status, body, reason) => {
    for (const tokens of [0, 1]) {
      const server = await rawServer((socket, { onConnection }) => {
        socket.write(http(body, onConnection < tokens ? `${NO}\r\n${header('challenge')}` : `HTTP/1.1 ${status} X`));
      });
      const error = await failure(post(loggingIn(server.port), 'x'));
      expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
      expect(error.message).toBe(
        `http://127.0.0.1:${server.port}/wsman broke off the login by Kerberos with the HTTP status ${status}: ` +
          `${reason}. To a server that wants no login, give credentials: { type: 'None' }.`,
      );
    }
  });

  it('that the server breaks off over TLS is an error before any token is sent', async () => {
    const server = await rawServer(plainEcho, certificate('localhost'));
    const error = await failure(post(loggingIn(server.port, OVER_TLS, false), 'x'));
    expect(error.message).toContain('with the HTTP status 200: does not ask who logs in.');
    expect(server.received.map(({ head }) => head).join()).not.toContain('Authorization');
  });

  it.each([true, false])(
    'and whose connection dies with the first request leaves that in doubt; it may be repeated: %s',
    async (repeatable) => {
      const server = await rawServer(accepting((socket) => socket.resetAndDestroy()));
      const error = await failure(post(loggingIn(server.port), 'x', { repeatable }));
      expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
      expect(error.message).toMatch(/closed the connection without an answer\. Whether .* is not known\.$/);
      expect(server.received).toHaveLength(3);
    },
  );

  it('is not gone on with on another connection', async () => {
    const server = await rawServer((socket) => {
      socket.write(http('', `${NO}\r\n${header('challenge')}\r\nConnection: close`));
    });
    const error = await failure(post(loggingIn(server.port), 'x', { repeatable: true }));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toBe(
      `http://127.0.0.1:${server.port}/wsman closed the connection in the middle of the login.`,
    );
    expect(server.opened).toBe(1);
  });

  it.each([
    ['between two of them, by its signal', 'signal', true],
    ['between two of them, by its signal unsent', 'unsent', true],
    ['while the server says nothing, by its signal', 'signal', false],
    ['while the server says nothing, by its signal unsent', 'unsent', false],
  ] as const)('ends when its request is aborted %s', async (_, by, answers) => {
    const controller = new AbortController();
    const server = await rawServer((socket) => {
      controller.abort(new Error('enough'));
      if (answers) socket.write(http('', `${NO}\r\n${header('challenge')}`));
    });
    const request = { [by]: controller.signal };
    expect((await failure(post(loggingIn(server.port), 'x', request))).message).toBe('enough');
    expect(server.received).toHaveLength(1);
    expect(contexts[0]?.isClosed).toBe(true);
  });
});

describe('the answer to a sealed request', () => {
  it.each<[string, Answer, RegExp]>([
    [
      'in the clear',
      plainEcho,
      /^http:.* answered an encrypted request with the HTTP status 200 and a text .* is not read\.$/,
    ],
    [
      'of the driver of Windows, in the clear',
      (socket) => socket.write(http('', 'HTTP/1.1 503 No')),
      /with the HTTP status 503 and a text .* is not read\. Its status says: the service is not available at the mom/,
    ],
    ['that is not the next one', (socket) => socket.write(http(sealed('x', 7), OK, SEALED_TYPE)), /not the next one$/],
    [
      'that is cut off',
      (socket) => socket.write(http(sealed('x', 0).subarray(0, -9), OK, SEALED_TYPE)),
      /^http:.*: the body of a sealed message cannot be read: it is cut off$/,
    ],
    ['that is no sealed body', (socket) => socket.write(http('x', OK, SEALED_TYPE)), /: it is cut off$/],
  ])('%s is refused, and its connection given up', async (_, answer, reason) => {
    const server = await rawServer(accepting(answer));
    const pool = loggingIn(server.port);
    const error = await failure(post(pool, '<a/>', { repeatable: true }));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toMatch(reason);
    expect(contexts.map(({ isClosed }) => isClosed)).toEqual([true]);
  });

  it('may be a fault', async () => {
    const server = await rawServer(
      accepting((socket) => socket.write(http(sealed('<fault/>', 0), 'HTTP/1.1 500 X', SEALED_TYPE))),
    );
    expect(await post(loggingIn(server.port), 'x')).toMatchObject({ status: 500, text: '<fault/>' });
  });
});

describe('a sealed answer of several messages', () => {
  const CHUNKED = `${OK}\r\nContent-Type: ${SEALED_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const chunk = (bytes: Buffer): Buffer => {
    return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
  };
  const envelopes = ['<a/>', '<b x="é"/>', '<c/>'];

  /** Logs in, and takes what a server answers with. */
  async function received(answer: Answer): Promise<readonly string[]> {
    const server = await rawServer(accepting(answer));
    const texts: string[] = [];
    const reply = await post(loggingIn(server.port), 'x', { received: async ({ text }) => texts.push(text) > 0 });
    expect(reply.text).toBe('');
    return texts;
  }

  it.each([true, false])('is handed over message by message; each is a body of its own: %s', async (isWhole) => {
    const bodies = envelopes.map((envelope, index) => {
      const body = sealed(envelope, index);
      return isWhole || index === envelopes.length - 1 ? body : body.subarray(0, body.lastIndexOf('--Encrypted'));
    });
    const bytes = Buffer.concat(bodies);
    for (const size of [7, 100, bytes.length]) {
      const answer: Answer = (socket) => {
        socket.write(CHUNKED);
        for (let at = 0; at < bytes.length; at += size) socket.write(chunk(bytes.subarray(at, at + size)));
        socket.write('0\r\n\r\n');
      };
      expect(await received(answer)).toEqual(envelopes);
    }
  });

  it('may have none, where nothing is to be said', async () => {
    expect(await received((socket) => socket.write(http('')))).toEqual([]);
  });

  it.each<[string, Buffer, RegExp]>([
    ['that is cut off', sealed('<a/>', 0).subarray(0, -30), /it is cut off$/],
    ['out of their order', Buffer.concat([sealed('<a/>', 0), sealed('<b/>', 2)]), /not the next one$/],
    [
      'that is to be longer than any',
      Buffer.from(sealed('<a/>', 0).toString('latin1').replace('Length=4', 'Length=33554433'), 'latin1'),
      /its message has 33554433 bytes$/,
    ],
    ['repeated', Buffer.concat([sealed('<a/>', 0), sealed('<a/>', 0)]), /not the next one$/],
  ])('%s is refused', async (_, bytes, message) => {
    const error = await failure(received((socket) => socket.write(http(bytes, OK, SEALED_TYPE))));
    expect(error.message).toMatch(message);
  });

  it('in the clear is refused', async () => {
    const error = await failure(received((socket) => socket.write(http('<a/>'))));
    expect(error.message).toMatch(/is not read\.$/);
  });
});
