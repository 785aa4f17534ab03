import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CimInstance, CimReference, type Session } from '../../../runtime/index.js';
import type { Intercept } from '../../tools/wsman-server/exchange.js';
import * as mishaps from '../../tools/wsman-server/mishaps.js';
import { all, type Both, startBoth } from './over-both.js';
import { NS, repository } from './things.js';

const A = CimReference.parse('Thing.Id="a"');

let both: Both;
beforeEach(async () => {
  both = await startBoth(repository(), {}, { maxElements: 1 });
  // Its class is known from now on, and a connection is open.
  await both.remote.getInstance(NS, A);
});
afterEach(async () => {
  both.server.intercept = null;
  await both.close();
});

const MISHAPS: readonly (readonly [name: string, intercept: Intercept, message: RegExp])[] = [
  ['a connection that ends before the answer', mishaps.dropped(true), /ended|closed|reset/],
  ['a connection that ends in the middle of the answer', mishaps.brokenOff, /broke/],
  ['an answer without end', mishaps.endless, /larger|more than/],
  ['half an answer', mishaps.truncated, /cannot be read/],
  ['the answer to another request', mishaps.unrelated, /answered another request/],
  ['an unknown encoding', mishaps.encodedAs('klingon'), /klingon/],
  ['the page of a proxy', mishaps.htmlPage(200), /"Sign in"/],
  ['the page of a proxy that fails', mishaps.htmlPage(502), /"Sign in"/],
  ['a server that wants encryption', mishaps.encryptionRequired, /wants messages to be encrypted/],
  ['a redirection', mishaps.redirected('http://elsewhere/wsman'), /leads to http:\/\/elsewhere\/wsman/],
];

const OPERATIONS: readonly (readonly [name: string, run: (session: Session) => Promise<unknown>])[] = [
  ['getInstance', (s) => s.getInstance(NS, A)],
  ['enumerate', (s) => all(s.enumerate(NS, 'Thing'))],
  ['invoke', (s) => s.invoke(NS, 'Thing', 'Count')],
  ['modify', (s) => s.modify(NS, new CimInstance('Thing', [{ ...idOf('a'), key: true }]))],
  ['getClass', (s) => s.getClass(NS, 'Thing')],
  ['enumerateClasses', (s) => all(s.enumerateClasses(NS))],
  ['subscribe', (s) => all(s.subscribe(NS, 'SELECT * FROM __InstanceCreationEvent WITHIN 1'))],
];

function idOf(value: string) {
  return { name: 'Id', type: 'string', array: false, value } as const;
}

describe.each(MISHAPS)('%s', (_name, intercept, message) => {
  it.each(OPERATIONS)('is a clear error of %s, and the session goes on', async (_operation, run) => {
    both.server.intercept = intercept;
    await expect(run(both.remote)).rejects.toMatchObject({
      name: 'MiError',
      message: expect.stringMatching(message),
    });
    both.server.intercept = null;
    expect((await both.remote.getInstance(NS, A)).get('Id')).toBe('a');
  });
});

it('a connection that ended while nobody used it is replaced', async () => {
  for (let round = 0; round < 3; round += 1) {
    both.server.interceptNext(mishaps.dropped(false));
    expect((await both.remote.getInstance(NS, A)).get('Id')).toBe('a');
  }
});

it('what may not be done twice is not repeated when a connection ends', async () => {
  const session = await both.open();
  await session.testConnection();
  const before = both.server.requests.length;
  both.server.intercept = mishaps.dropped(true);
  await expect(session.create(NS, new CimInstance('Base', [idOf('once')]))).rejects.toMatchObject({ name: 'MiError' });
  expect(both.server.requests.length - before).toBe(1);
  expect((await both.local.getInstance(NS, CimReference.parse('Base.Id="once"'))).get('Id')).toBe('once');
});

it('a login that ends with each request is renewed', async () => {
  both.server.intercept = mishaps.loginEndsAfter(1);
  for (let round = 0; round < 4; round += 1) {
    const found = await all(both.remote.enumerate(NS, 'Base'));
    expect(found.map((instance) => instance.get('Id'))).toEqual(['c', 'a', 'b']);
  }
  await both.remote.create(NS, new CimInstance('Base', [idOf('new')]));
  await expect(both.remote.create(NS, new CimInstance('Base', [idOf('new')]))).rejects.toMatchObject({
    result: 'ALREADY_EXISTS',
  });
});
