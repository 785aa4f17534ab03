import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CimInstance, CimReference, type IndicationResult, type Session } from '../../../runtime/index.js';
import { envelopeAnswer } from '../../tools/wsman-server/http-message.js';
import { all, type Both, outcome, startBoth } from './over-both.js';
import { NS, repository } from './things.js';

let both: Both;
beforeEach(async () => {
  both = await startBoth(repository());
});
afterEach(() => both.close());

const CHANGES = "SELECT * FROM __InstanceOperationEvent WITHIN 1 WHERE TargetInstance ISA 'Base'";

const TIMED_OUT = `
  <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd">
    <s:Header/>
    <s:Body><s:Fault>
      <s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>w:TimedOut</s:Value></s:Subcode></s:Code>
      <s:Reason><s:Text xml:lang="en">Nothing has happened.</s:Text></s:Reason>
    </s:Fault></s:Body>
  </s:Envelope>`;

const base = (id: string) => new CimInstance('Base', [{ name: 'Id', type: 'string', array: false, value: id }]);

/** Waits until the server watches for the events of so many subscriptions. */
async function watched(subscriptions: number): Promise<void> {
  while (both.server.openContexts.length < subscriptions) await nextTurn();
}

/** Ends when the server has forgotten all subscriptions. */
async function forgotten(): Promise<void> {
  while (both.server.openContexts.length > 0) await nextTurn();
}

/** The first events of a subscription, which is left then. */
async function first(session: Session, count: number, seen?: (event: IndicationResult) => void) {
  const events: CimInstance[] = [];
  for await (const event of session.subscribe(NS, CHANGES)) {
    seen?.(event);
    if (events.push(event.indication) === count) break;
  }
  return events;
}

/** An event without the time at which it was raised. */
function lasting(events: readonly CimInstance[]): readonly CimInstance[] {
  return events.map(({ className, elements, namespace }) => {
    return new CimInstance(
      className,
      elements.filter(({ name }) => name !== 'TIME_CREATED'),
      namespace,
    );
  });
}

it('events come in order, and are the same as on the repository', async () => {
  const far = first(both.remote, 40);
  await watched(1);
  const near = first(both.local, 40);
  for (let number = 0; number < 20; number += 1) {
    await both.local.create(NS, base(`new ${number}`));
    await both.remote.delete(NS, CimReference.parse(`Base.Id="new ${number}"`));
  }
  const [remote, local] = [lasting(await far), lasting(await near)];
  expect(remote).toHaveLength(40);
  expect(await outcome(() => remote)).toEqual(await outcome(() => local));
  await both.remote.close();
  expect(both.server.openContexts).toEqual([]);
});

it('a Pull that finds nothing in its time is repeated', async () => {
  const timedOut = envelopeAnswer(500, TIMED_OUT, 'utf-8');
  const pulls: number[] = [];
  both.server.intercept = async ({ request }) => {
    if (!request.action.endsWith('/Pull') || pulls.push(pulls.length) > 3) return undefined;
    if (pulls.length === 3) await both.local.create(NS, base('x'));
    return timedOut;
  };
  expect((await first(both.remote, 1)).map(({ className }) => className)).toEqual(['__InstanceCreationEvent']);
  expect(pulls).toHaveLength(4);
});

it('a subscription that is aborted while it waits is forgotten by the server', async () => {
  const controller = new AbortController();
  const events = all(both.remote.subscribe(NS, CHANGES, { signal: controller.signal }));
  await watched(1);
  controller.abort();
  await expect(events).rejects.toMatchObject({ name: 'AbortError' });
  await forgotten();
  await both.remote.close();
  const ends = both.server.requests.slice(-2).map(({ action }) => action.replace(/^.*\//, ''));
  expect(ends.toSorted()).toEqual(['Release', 'Unsubscribe']);
});

it.each<[name: string, written: (answer: string) => string]>([
  ['as DSP0226 names it', (answer) => answer],
  ['as an older WS-Addressing names it', (answer) => answer.replaceAll('ReferenceParameters', 'ReferenceProperties')],
  ['without a name', (answer) => answer.replace(/<e:Identifier>.*<\/e:Identifier>/, '')],
])('a subscription %s is forgotten by the server when it is aborted before the answer', async (_name, written) => {
  const controller = new AbortController();
  both.server.interceptNext(async ({ answer }) => {
    const { status, body } = await answer();
    controller.abort();
    return envelopeAnswer(status, written(body.toString()), 'utf-8');
  });
  const events = all(both.remote.subscribe(NS, CHANGES, { signal: controller.signal }));
  await expect(events).rejects.toMatchObject({ name: 'AbortError' });
  await both.remote.close();
  expect(both.server.openContexts).toEqual([]);
});

it('a subscription that the server names as an older WS-Addressing does is ended by that name', async () => {
  both.server.interceptNext(async ({ answer }) => {
    const { status, body } = await answer();
    return envelopeAnswer(status, body.toString().replaceAll('ReferenceParameters', 'ReferenceProperties'), 'utf-8');
  });
  const event = first(both.remote, 1);
  await watched(1);
  await both.local.create(NS, base('x'));
  await event;
  await both.remote.close();
  expect(both.server.requests.map(({ action }) => action.replace(/^.*\//, ''))).toContain('Unsubscribe');
});

it('a closed session ends its subscriptions', async () => {
  const session = await both.open();
  const events = all(session.subscribe(NS, CHANGES)).catch((error: unknown) => error);
  await watched(1);
  await session.close();
  expect(await events).toBeInstanceOf(Error);
  await forgotten();
});

it('many subscriptions wait at once, and further operations do not wait for them', async () => {
  const sessions = await Promise.all(Array.from({ length: 20 }, () => both.open()));
  const waiting = sessions.map((session) => first(session, 1));
  await watched(20);
  expect(await all(both.remote.enumerate(NS, 'Base'))).toHaveLength(3);
  await both.remote.create(NS, base('x'));
  for (const events of await Promise.all(waiting)) expect(events).toHaveLength(1);
  for (const session of sessions) await session.close();
  await forgotten();
});

it('a query that is refused is an error', async () => {
  for (const query of ['SELECT FROM', 'SELECT * FROM Nope WITHIN 1']) {
    const run = (session: Session) => session.subscribe(NS, query);
    expect(await outcome(() => run(both.remote))).toEqual(await outcome(() => run(both.local)));
  }
});
