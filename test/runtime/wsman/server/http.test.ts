import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import {
  brokenOff,
  dropped,
  encodedAs,
  encryptionRequired,
  endless,
  hold,
  htmlPage,
  loginEndsAfter,
  redirected,
  truncated,
  unrelated,
} from '../../../tools/wsman-server/mishaps.js';
import type { WsmanServer, WsmanServerOptions } from '../../../tools/wsman-server/server.js';
import { start } from './repository.js';
import { CIM, envelope, post, type Reply, TRANSFER } from './requests.js';

let server: WsmanServer;
afterEach(() => server.close());

async function started(options: Partial<WsmanServerOptions> = {}): Promise<void> {
  server = await start(options);
}

const GET = envelope({ action: `${TRANSFER}/Get`, resourceUri: `${CIM}Thing`, selectors: { Id: 'a' } });
const IDENTIFY =
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/><s:Body><i:Identify ' +
  'xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"/></s:Body></s:Envelope>';

const basic = (login: string) => ({ Authorization: `Basic ${Buffer.from(login).toString('base64')}` });

describe('a login', () => {
  it('is required where there are users', async () => {
    await started({ users: { alice: 'pä:ss' } });
    const refused = await post(server, GET);
    expect([refused.status, refused.text]).toEqual([401, '']);
    expect(refused.headers.get('www-authenticate')).toBe('Negotiate, Basic realm="WSMAN"');
    for (const login of ['alice:wrong', 'bob:pä:ss', 'toString:', 'alice']) {
      expect((await post(server, GET, basic(login))).status).toBe(401);
    }
    expect((await post(server, GET, basic('alice:pä:ss'))).status).toBe(200);
  });

  it('is not required for Identify, if the client says so, and then the version is not told', async () => {
    await started({ users: { alice: 'secret' } });
    expect((await post(server, IDENTIFY)).status).toBe(401);
    const anonymous = await post(server, IDENTIFY, { WSMANIDENTIFY: 'unauthenticated' });
    expect(anonymous.text).toContain('<wsmid:ProductVersion>OS: 0.0.0 SP: 0.0 Stack: 3.0<');
    expect((await post(server, IDENTIFY, basic('alice:secret'))).text).toContain('>OS: 10.0.14393 SP: 0.0 Stack: 3.0<');
    expect((await post(server, GET, { WSMANIDENTIFY: 'unauthenticated' })).status).toBe(401);
  });

  it('may be a certificate', async () => {
    const pem = (name: string) => readFileSync(new URL(`../../../tools/certificates/${name}`, import.meta.url), 'utf8');
    const ca = pem('ca.pem');
    await started({ tls: { key: pem('localhost.key'), cert: pem('localhost.pem'), ca, requestCert: true } });
    const mutual = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual';
    const status = (certificate: object): Promise<number | undefined> => {
      return new Promise((resolve, reject) => {
        const headers = { Authorization: mutual };
        const options = { method: 'POST', headers, ca, agent: false, ...certificate };
        const sent = secureRequest(server.url, options, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        sent.on('error', reject).end(GET);
      });
    };
    expect(await status({})).toBe(401);
    expect(await status({ key: pem('client.key'), cert: pem('client.pem') })).toBe(200);
  });
});

it('answers 404 elsewhere, 405 to other methods, 400 to what is no XML, 413 to too much', async () => {
  await started({ largestEnvelope: 10_000 });
  const elsewhere = await fetch(`${server.url}/x`, { method: 'POST', body: GET });
  const other = await fetch(server.url, { method: 'PUT', body: GET });
  expect([elsewhere.status, other.status]).toEqual([404, 405]);
  expect((await post(server, 'GET')).status).toBe(400);
  expect((await post(server, GET.replace('</s:Header>', `</s:Header>${' '.repeat(10_000)}`))).status).toBe(413);
});

it.each([
  ['with a mark', '\uFEFF'],
  ['by its type alone', ''],
])('takes UTF-16 %s, and answers alike', async (_, mark) => {
  await started();
  const body = Uint8Array.from(Buffer.from(mark + GET, 'utf16le'));
  const headers = { 'Content-Type': 'application/soap+xml;charset=UTF-16' };
  const response = await fetch(server.url, { method: 'POST', body, headers });
  expect(response.headers.get('content-type')).toBe('application/soap+xml;charset=UTF-16');
  const text = Buffer.from(await response.arrayBuffer()).toString('utf16le');
  expect(text).toMatch(/^\uFEFF<s:Envelope .*<p:Id>a<\/p:Id>/s);
});

it('tells what has arrived', async () => {
  await started();
  const options = { One: '1', Two: '2' };
  await post(
    server,
    envelope({ action: `${TRANSFER}/Get`, resourceUri: `${CIM}Thing`, selectors: { Id: 'a' }, options }),
  );
  expect(server.requests).toMatchObject([
    { connection: 1, method: 'POST', path: '/wsman', action: `${TRANSFER}/Get`, resourceUri: `${CIM}Thing` },
  ]);
  const [arrived] = server.requests;
  expect(Object.fromEntries(arrived?.selectors ?? [])).toEqual({ __cimnamespace: 'root/test', Id: 'a' });
  expect(arrived?.options.map(({ name, text }) => `${name}=${text}`)).toEqual(['One=1', 'Two=2']);
  expect(arrived?.headers.get('To')).toBe('http://127.0.0.1/wsman');
  expect(server.connections.opened).toBe(1);
});

describe('on demand', () => {
  const reply = (): Promise<Reply> => post(server, GET);

  it('an answer is held back', async () => {
    await started();
    const { intercept, arrived, release } = hold();
    server.interceptNext(intercept);
    const answer = reply();
    expect((await arrived).request.action).toBe(`${TRANSFER}/Get`);
    // Others are answered meanwhile.
    expect((await reply()).status).toBe(200);
    release();
    expect((await answer).status).toBe(200);
  });

  it.each([
    ['before the answer', dropped(false)],
    ['after the work', dropped(true)],
    ['amid the answer', brokenOff],
  ])('a connection ends %s', async (_, intercept) => {
    await started();
    server.interceptNext(intercept);
    await expect(reply()).rejects.toThrow(/fetch failed|terminated/);
    expect((await reply()).status).toBe(200);
  });

  it('an answer has no end', async () => {
    await started();
    server.interceptNext(endless);
    const response = await fetch(server.url, { method: 'POST', body: GET });
    const reader = response.body?.getReader();
    let size = 0;
    while (size < 10_000_000) size += (await reader?.read())?.value?.length ?? Number.NaN;
    await reader?.cancel();
  });

  it('an answer is no answer', async () => {
    await started();
    for (const intercept of [truncated, unrelated, encodedAs('koi8-r'), htmlPage(502), encryptionRequired]) {
      server.interceptNext(intercept);
    }
    expect((await reply()).text).not.toContain('</s:Envelope>');
    expect((await reply()).text).toContain('<a:RelatesTo>uuid:NOBODY</a:RelatesTo>');
    expect((await reply()).headers.get('content-type')).toBe('application/soap+xml;charset=koi8-r');
    const page = await reply();
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
    const empty = await reply();
    expect([empty.status, empty.text]).toEqual([500, '']);
  });

  it('a request is sent elsewhere', async () => {
    await started();
    server.interceptNext(redirected('http://elsewhere/wsman'));
    const response = await fetch(server.url, { method: 'POST', body: GET, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://elsewhere/wsman']);
  });

  it('a login ends', async () => {
    await started();
    server.intercept = loginEndsAfter(2);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statuses = [await statusOf(agent), await statusOf(agent), await statusOf(agent)];
    agent.destroy();
    expect(statuses).toEqual([200, 200, 401]);
    expect(server.connections.opened).toBe(1);
  });
});

/** Posts the request, and gives the status when the answer is over and its connection is free again. */
async function statusOf(agent: Agent): Promise<number | undefined> {
  const sent = request(server.url, { method: 'POST', agent }).end(GET);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  await once(sent, 'close');
  return response.statusCode;
}
