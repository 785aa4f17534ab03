import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Credentials, SessionOptions } from '../../../../runtime/index.js';
import { initialize } from '../../../../runtime/index.js';
import { endpointOf } from '../../../../runtime/wsman/session-endpoint.js';
import type { HttpReply } from '../../../../runtime/wsman/transport/http-channel.js';
import { httpFailure, unauthorized } from '../../../../runtime/wsman/transport/http-failure.js';
import { WsmanHandler } from '../../../../runtime/wsman/wsman-handler.js';
import { BASIC, certificate, failure, http, leavesNothingOpen, NOBODY, poolOf, post, rawServer } from './raw-server.js';

leavesNothingOpen();

const NO = 'HTTP/1.1 401 Unauthorized';
const NTLM = { ...BASIC, type: 'NegoWithCreds' } as const;
const URL = 'https://server01:5986/wsman';

/** All that a person may be shown of a thing. */
function shownOf(thing: unknown): string {
  return inspect(thing, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null });
}

function expectNoPassword(thing: unknown, password: string = BASIC.password): void {
  const shown = shownOf(thing);
  expect(shown).not.toContain(password);
  expect(shown).not.toContain(Buffer.from(`${BASIC.username}:${password}`).toString('base64'));
}

describe('Basic', () => {
  it.each([
    ['alice', undefined, 'secret'],
    ['alice', 'EXAMPLE', 'pa:ss wörd'],
    ['алиса', undefined, '密码🔑'],
    ['alice@example.com', undefined, ''],
  ])('sends %s of the domain %s with its password in UTF-8', async (username, domain, password) => {
    const server = await rawServer((socket) => socket.write(http('<a/>')), certificate('localhost'));
    const credentials = { type: 'Basic', username, domain, password } as const;
    await post(poolOf(server, { transport: 'HTTPS', checkCertificateAuthority: false, credentials }), 'x');
    const sent = /Authorization: Basic (\S+)\r\n/.exec(server.received[0]?.head ?? '')?.[1] ?? '';
    const user = domain === undefined ? username : `${domain}\\${username}`;
    expect(Buffer.from(sent, 'base64').toString()).toBe(`${user}:${password}`);
  });

  it.each<{ username: string } | { domain: string }>([{ username: 'a:b' }, { domain: 'a:b' }])(
    'takes no user with a colon, which would end the name: %j',
    (given) => {
      const open = (): unknown => {
        return endpointOf({ destination: 'server01', transport: 'HTTPS', credentials: { ...BASIC, ...given } });
      };
      expect(open).toThrow('Basic takes no user whose name has a colon');
    },
  );

  it('is sent over plain HTTP only where that is allowed', async () => {
    const server = await rawServer((socket) => socket.write(http('<a/>')));
    for (const allowUnencrypted of [undefined, false]) {
      const options = { destination: '127.0.0.1', port: server.port, credentials: BASIC, allowUnencrypted };
      expect(() => endpointOf(options)).toThrow(
        "over plain HTTP, Basic would send the password readable for anybody on the way: give transport: 'HTTPS', " +
          "the type 'NegoWithCreds', which encrypts, or allowUnencrypted: true where that does not matter",
      );
    }
    await post(poolOf(server, { credentials: BASIC, allowUnencrypted: true }), 'x');
    expect(server.received[0]?.head).toContain('Authorization: Basic ');
  });
});

describe('a login that has expired', () => {
  it('is made once more, on a fresh connection, whatever may be repeated', async () => {
    const server = await rawServer((socket, { onConnection }) => {
      socket.write(onConnection < 2 ? http('<a/>') : http('', NO));
    });
    const pool = poolOf(server);
    for (let count = 0; count < 5; count += 1) expect((await post(pool, 'x')).text).toBe('<a/>');
    expect(server.received.map(({ onConnection }) => onConnection)).toEqual([0, 1, 2, 0, 1, 2, 0]);
  });

  it('is an error when it is refused again, and on a fresh connection at once', async () => {
    const server = await rawServer((socket, { inAll }) => {
      socket.write(inAll === 0 ? http('<a/>') : http('', NO));
    });
    const pool = poolOf(server);
    await post(pool, 'x');
    for (const requests of [3, 4]) {
      expect(await failure(post(pool, 'x', { repeatable: true }))).toMatchObject({ result: 'ACCESS_DENIED' });
      expect(server.received).toHaveLength(requests);
    }
  });
});

const REPLY: HttpReply = { status: 401, contentType: '', server: '', location: null, challenges: [], text: '' };
const GIVE_BASIC = "Give credentials: { type: 'Basic', username, password }.";
const GIVE_NTLM =
  "Give credentials: { type: 'NegoWithCreds', domain, username, password } (NTLM), or { type: 'Kerberos' } for the " +
  'ticket of the user of this process.';
const TURN_ON =
  `The host can be told to take NTLM and Kerberos: winrm set winrm/config/service/auth '@{Negotiate="true"}'. ` +
  'A client certificate is another way.';

describe('the error for a user who is not taken', () => {
  const cases: readonly (readonly [challenges: readonly string[], offers: string, advice: string])[] = [
    [[], 'It does not say which logins it takes', GIVE_NTLM],
    [['Negotiate', 'Kerberos'], 'It takes Negotiate, Kerberos', GIVE_NTLM],
    [['Kerberos'], 'It takes Kerberos', TURN_ON],
    [['Negotiate', 'Basic realm="WSMAN"'], 'It takes Negotiate, Basic', GIVE_NTLM],
    [['Negotiate, Basic realm="a, Kerberos b", CredSSP'], 'It takes Negotiate, Basic, CredSSP', GIVE_NTLM],
    [['Negotiate TlRMTVNTUAACAAAA==, basic realm=x'], 'It takes Negotiate, basic', GIVE_NTLM],
    [['Digest realm="a\\", b c", qop="auth,auth-int", algorithm = MD5'], 'It takes Digest', TURN_ON],
    [['Basic realm="a"', 'Basic realm="b"'], 'It takes Basic', GIVE_BASIC],
    [['"'.repeat(15_000), ','.repeat(15_000), ', '.repeat(7_000)], 'It does not say which logins it takes', GIVE_NTLM],
  ];
  it.each(cases)('that is offered %.60j', (challenges, offers, advice) => {
    const endpoint = endpointOf({ destination: 'server01', transport: 'HTTPS', credentials: NOBODY });
    const error = unauthorized({ ...REPLY, challenges }, endpoint);
    expect(error).toMatchObject({ name: 'MiError', result: 'ACCESS_DENIED' });
    expect(error.message).toBe(`${URL} wants to know who asks: nobody was logged in. ${offers}. ${advice}`);
  });

  it('over plain HTTP', () => {
    const challenges = ['Basic realm="x"'];
    const endpoint = endpointOf({ destination: 'server01', credentials: NOBODY });
    const { message } = unauthorized({ ...REPLY, challenges }, endpoint);
    expect(message).toMatch(/ Give credentials: \{ type: 'Basic', username, password \} with transport: 'HTTPS'\.$/);
  });

  it.each<[Credentials, challenges: string[], said: RegExp]>([
    [BASIC, ['Basic realm="x"'], /the login by Basic was refused\. It takes Basic\. Check the user and/],
    [BASIC, [], /by Basic was refused\. It does not say which logins it takes\. Check the user and/],
    [BASIC, ['Negotiate'], /by Basic was refused\. It takes Negotiate\. Give credentials: \{ type: 'NegoWithCreds'/],
    [BASIC, ['Digest'], /by Basic was refused\. It takes Digest\. The host can be told to take NTLM and Kerberos/],
    [NTLM, ['Negotiate', 'Kerberos'], /the login by NTLM was refused\. .* Check the user, the domain and the password/],
    [NTLM, ['Basic realm="x"'], /by NTLM was refused\. It takes Basic\. Give credentials: \{ type: 'Basic'/],
    [{ type: 'Kerberos' }, ['Negotiate'], /by Kerberos was refused\. .* check that servicePrincipalName names/],
    [{ type: 'Kerberos' }, ['Basic'], /by Kerberos was refused\. It takes Basic\. Give credentials: \{ type: 'Basic'/],
  ])('says what was tried: %o, of %j', (credentials, challenges, said) => {
    const endpoint = endpointOf({ destination: 'server01', transport: 'HTTPS', credentials });
    expect(unauthorized({ ...REPLY, challenges }, endpoint).message).toMatch(said);
  });

  it('holds each challenge of each header', async () => {
    const server = await rawServer((socket) => {
      const offers = 'WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Kerberos, Basic realm="x"';
      socket.write(http('', `${NO}\r\n${offers}`));
    });
    expect((await failure(post(poolOf(server), 'x'))).message).toContain('It takes Negotiate, Kerberos, Basic.');
  });
});

describe('an answer that is no message of WS-Management', () => {
  const page = '<html><head><title>\n Log  in </title></head></html>';
  it.each<[Partial<HttpReply>, result: string, reason: string]>([
    [
      { status: 302, location: 'http://other/' },
      'FAILED',
      '302: the service is at another address, which destination must name. It leads to http://other/, where nothing ' +
        'is sent.',
    ],
    [{ status: 307 }, 'FAILED', '307: the service is at another address, which destination must name.'],
    [{ status: 403 }, 'ACCESS_DENIED', '403: the service refuses this user, or requests from here.'],
    [
      { status: 404, text: page, contentType: 'text/html' },
      'FAILED',
      '404: there is no WS-Management under this path: see urlPrefix (its title is "Log in").',
    ],
    [
      { status: 413 },
      'SERVER_LIMITS_EXCEEDED',
      '413: the request is larger than the service takes: raise its MaxEnvelopeSizekb, or send less at once.',
    ],
    [{ status: 500, text: ' \r\n' }, 'FAILED', '500: the answer is empty.'],
    [
      { status: 503 },
      'SERVER_LIMITS_EXCEEDED',
      '503: the service is not available at the moment, or has too much to do.',
    ],
    [
      { status: 200, text: page, contentType: 'text/html' },
      'FAILED',
      '200: this is a web page, and no WS-Management; a proxy may be in between (its title is "Log in").',
    ],
    [{ status: 200 }, 'FAILED', '200: the answer is empty.'],
    [{ status: 599, text: 'oops' }, 'FAILED', '599: the answer is no message of WS-Management.'],
  ])('%j', (reply, result, reason) => {
    const error = httpFailure({ ...REPLY, ...reply }, URL, 'getInstance');
    expect(error).toMatchObject({ name: 'MiError', result });
    expect(error.message).toBe(`getInstance: ${URL} answered with the HTTP status ${reason}`);
  });

  it.each([
    ['Microsoft-HTTPAPI/2.0', 'ACCESS_DENIED', ''],
    ['', 'FAILED', '; OMI, when it cannot read the request'],
  ])('is empty over plain HTTP where a host wants messages to be encrypted: %j', (server, result, further) => {
    const url = 'http://server01:5985/wsman';
    const error = httpFailure({ ...REPLY, server, status: 500, text: ' \r\n' }, url, 'getInstance');
    expect(error).toMatchObject({ name: 'MiError', result });
    expect(error.message).toBe(
      `getInstance: ${url} answered with the HTTP status 500: a Windows host answers so when it wants messages to be ` +
        `encrypted: transport: 'HTTPS', or a login by NTLM or Kerberos (credentials)${further}.`,
    );
  });

  it('is searched for its title only at its beginning', () => {
    const text = '<title'.repeat(2 ** 21);
    expect(httpFailure({ ...REPLY, status: 404, text }, URL, 'x').message).not.toContain('title');
    const long = `<title>${'x'.repeat(300)}</title>`;
    expect(httpFailure({ ...REPLY, status: 404, text: long }, URL, 'x').message).toContain(`"${'x'.repeat(80)}…"`);
  });
});

it('no redirection is followed', async () => {
  const other = await rawServer((socket) => socket.write(http('<a/>')));
  for (const status of [301, 302, 303, 307, 308]) {
    const location = `http://127.0.0.1:${other.port}/wsman`;
    const server = await rawServer((socket) =>
      socket.write(http('', `HTTP/1.1 ${status} No\r\nLocation: ${location}`)),
    );
    const options: SessionOptions = { credentials: BASIC, allowUnencrypted: true };
    expect(await post(poolOf(server, options), 'x')).toMatchObject({ status, location });
  }
  expect(other.opened).toBe(0);
});

describe('a password', () => {
  it.each([BASIC, NTLM])('of $type is in no endpoint, pool, handler, session or error', async (credentials) => {
    const server = await rawServer((socket, { inAll }) => {
      if (inAll === 0) socket.write(http('', `${NO}\r\nWWW-Authenticate: Basic realm="x"`));
      else if (inAll === 1) socket.write('garbage');
      else socket.destroy();
    });
    const options = { destination: '127.0.0.1', port: server.port, credentials, allowUnencrypted: true };
    expectNoPassword(endpointOf(options));
    const pool = poolOf(server, options);
    const running = failure(post(pool, 'x'));
    expectNoPassword(pool);
    expectNoPassword(await running);
    expectNoPassword(await failure(post(pool, 'x')));
    expectNoPassword(pool);
    const handler = new WsmanHandler();
    const application = await initialize({ handlers: { WINRM: handler } });
    const session = await application.newSession(options);
    const error = await failure(session.testConnection());
    for (const each of [handler, application, session, error, error.stack]) expectNoPassword(each);
    await session.close();
    await application.close();
  });

  it('is in no refusal of options', () => {
    for (const options of [
      { credentials: BASIC },
      { proxyCredentials: BASIC },
      { credentials: { ...BASIC, type: 'Digest' } },
    ]) {
      let caught: unknown;
      try {
        endpointOf({ destination: 'server01', ...options } as SessionOptions);
      } catch (error) {
        caught = error;
      }
      expect(caught).toMatchObject({ name: 'MiError' });
      expectNoPassword(caught);
    }
  });
});
