import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CimInstance, CimReference, type Session } from '../../../runtime/index.js';
import { dropped, loginEndsAfter } from '../../tools/wsman-server/mishaps.js';
import { all, type Both, startBoth } from './over-both.js';
import { NS, repository } from './things.js';

const SESSIONS = 64;
/** So many connections has a pool at most, beside those that wait for events. */
const CONNECTIONS = 16;

let both: Both;
beforeEach(async () => {
  both = await startBoth(repository(), {}, { maxElements: 1 });
});
afterEach(async () => {
  expect(both.server.openContexts).toEqual([]);
  both.server.intercept = null;
  await both.close();
});

const base = (id: string) => new CimInstance('Base', [{ name: 'Id', type: 'string', array: false, value: id }]);
const ids = (found: readonly CimInstance[]) => found.map((instance) => instance.get('Id'));

/** What a user of one session does: all kinds of operations at once, some of which are left or aborted. */
async function use(session: Session, number: number): Promise<void> {
  const own = `own ${number}`;
  const aborted = new AbortController();
  const leave = async (): Promise<void> => {
    for await (const _ of session.enumerate(NS, 'Thing')) break;
  };
  const abort = async (): Promise<void> => {
    for await (const _ of session.query(NS, 'SELECT * FROM Thing', { signal: aborted.signal })) aborted.abort();
  };
  await session.create(NS, base(own));
  const [read, things, counted, references] = await Promise.all([
    session.getInstance(NS, CimReference.parse(`Base.Id="${own}"`)),
    all(session.enumerate(NS, 'Thing')),
    session.invoke(NS, 'Thing', 'Count'),
    all(session.references(NS, CimReference.parse('Thing.Id="a"'))),
    leave(),
    expect(abort()).rejects.toMatchObject({ name: 'AbortError' }),
  ]);
  expect(read.get('Id')).toBe(own);
  expect(ids(things)).toEqual(['a', 'b']);
  expect(counted.get('Things')).toBe(2n ** 63n);
  expect(references).toHaveLength(2);
  await session.delete(NS, CimReference.parse(`Base.Id="${own}"`));
}

/** Opens many sessions, uses all of them at once, and closes them. */
async function useMany(): Promise<void> {
  const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => both.open({ maxElements: 1 })));
  await Promise.all(sessions.map(use));
  for (const session of sessions) await session.close();
  expect(ids(await all(both.local.enumerate(NS, 'Base')))).toEqual(['c', 'a', 'b']);
}

it('many sessions share few connections', async () => {
  let most = 0;
  both.server.intercept = () => {
    most = Math.max(most, both.server.connections.open);
    return undefined;
  };
  await useMany();
  expect(most).toBe(CONNECTIONS);
});

it('many sessions go on when logins end all the time', async () => {
  both.server.intercept = loginEndsAfter(3);
  await useMany();
});

it('many sessions go on when connections end while nobody uses them', async () => {
  let requests = 0;
  both.server.intercept = (exchange) => {
    requests += 1;
    const { action } = exchange.request;
    // What may be done twice is asked again, when a connection that had worked dies.
    const isRepeatable = /\/(?:Get|Enumerate)$/.test(action) && exchange.earlier > 0;
    return isRepeatable && requests % 5 === 0 ? dropped(false)(exchange) : undefined;
  };
  await useMany();
});

it('subscriptions of many sessions do not keep other operations from their turn', async () => {
  const query = "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Base'";
  const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => both.open({ maxElements: 1 })));
  const events = sessions.map(async (session) => {
    for await (const { indication } of session.subscribe(NS, query)) return indication.className;
    return 'no event';
  });
  while (both.server.openContexts.length < SESSIONS) await nextTurn();
  await use(both.remote, 0);
  expect(new Set(await Promise.all(events))).toEqual(new Set(['__InstanceCreationEvent']));
  for (const session of [both.remote, ...sessions]) await session.close();
});
