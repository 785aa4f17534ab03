import { afterEach, beforeEach, expect, it } from 'vitest';
import { CimReference, type MiError } from '../../../runtime/index.js';
import type { Intercept } from '../../tools/wsman-server/exchange.js';
import { all, type Both, startBoth } from './over-both.js';
import { NS, repository } from './things.js';

let both: Both;
beforeEach(async () => {
  both = await startBoth(repository());
  // Its class is known from now on: what follows is one exchange.
  await both.remote.getInstance(NS, A);
});
afterEach(() => both.close());

const A = CimReference.parse('Thing.Id="a"');

/** Answers with a text in place of the server's own. */
function instead(
  change: (text: string) => string,
  status = 200,
  type = 'application/soap+xml;charset=UTF-8',
): Intercept {
  return async ({ answer }) => {
    const { body } = await answer();
    const text = change(Buffer.from(body).toString('utf8'));
    return { status, headers: { 'Content-Type': type }, body: Buffer.from(text) };
  };
}

const BOMB =
  '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>';

it.each<[name: string, intercept: Intercept, message: RegExp]>([
  ['an XML bomb', instead((text) => `${BOMB}${text}`), /cannot be read: .*DOCTYPE/],
  ['elements that are nested without end', instead(() => '<a>'.repeat(100_000)), /nested more than 100 levels/],
  ['an answer that is cut off', instead((text) => text.slice(0, -20)), /cannot be read/],
  ['an entity that is not declared', instead((text) => text.replace('255', '&nope;')), /refers to nothing/],
  [
    'the answer to another request',
    instead((text) => text.replace(/RelatesTo>uuid:/, 'RelatesTo>uuid:0')),
    /another request/,
  ],
  ['an envelope without a body', instead((text) => text.replace(/<s:Body>.*<\/s:Body>/s, '')), /has no body/],
  ['an empty body', instead((text) => text.replace(/<s:Body>.*<\/s:Body>/s, '<s:Body/>')), /sent no instance/],
  ['a value that is none', instead((text) => text.replace('>255<', '>many<')), /value that cannot be read: U8: "many"/],
  ['two values of one', instead((text) => text.replace(/(<p:U8>255<\/p:U8>)/, '$1$1')), /U8 has 2 values/],
  [
    'a page of a proxy',
    instead(() => '<html><head><title> Log  in</title></head></html>', 200, 'text/html'),
    /"Log in"/,
  ],
  ['a text', instead(() => 'Bad gateway', 502, 'text/plain'), /HTTP status 502: a gateway/],
  ['nothing', instead(() => '', 500), /wants messages to be encrypted: transport: 'HTTPS'/],
  [
    'another place',
    () => ({ status: 302, headers: { Location: 'http://evil/' }, body: Buffer.alloc(0) }),
    /leads to http:\/\/evil\//,
  ],
  ['another protocol', instead(() => '<methodResponse/>'), /no message of WS-Management/],
])('%s is a clear error', async (_, intercept, message) => {
  both.server.interceptNext(intercept);
  const error = await both.remote.getInstance(NS, A).catch((reason: MiError) => reason);
  expect(error).toMatchObject({ name: 'MiError' });
  expect((error as MiError).message).toMatch(message);
  // The session goes on.
  expect((await both.remote.getInstance(NS, A)).get('Id')).toBe('a');
});

it('an enumeration whose answers name no context ends', async () => {
  both.server.interceptNext(instead((text) => text.replace(/<n:EnumerationContext>[^<]*/, '<n:EnumerationContext>')));
  expect(await all(both.remote.enumerate(NS, 'Base', {}))).toHaveLength(3);
});

it('64 sessions at once share connections, and each gets its own answers', async () => {
  const sessions = await Promise.all(Array.from({ length: 64 }, () => both.open()));
  const things = await Promise.all(
    sessions.map(async (session, index) => {
      const id = index % 2 === 0 ? 'a' : 'b';
      const [instance, found] = await Promise.all([
        session.getInstance(NS, CimReference.parse(`Thing.Id="${id}"`)),
        all(session.enumerate(NS, 'Base')),
      ]);
      expect(found).toHaveLength(3);
      return [id, instance.get('Id')];
    }),
  );
  for (const [asked, got] of things) expect(got).toBe(asked);
  expect(both.server.connections.opened).toBeLessThanOrEqual(16);
});
