import { describe, expect, it, vi } from 'vitest';
import { CimInstance, MiError, type Session } from '../../runtime/index.js';
import { Test_Event, Test_Thing } from '../golden/queries/expected/index.js';
import { aborted, type FakeHandler, fakeSession, key, type Script } from './fake-handler.js';
import { Test_All } from './v1/generated/Test_All.js';

const NS = 'root/test';

/** Sends this many instances, and then what the end says: an error, or that it succeeds. */
function sending(count: number, end: MiError | null = null): Script {
  return async (sink) => {
    for (let number = 0; number < count; number++) await sink.instanceResult(thing(number));
    return end;
  };
}

function thing(number: number): CimInstance {
  return new CimInstance('Test_Thing', [key('Id', 'string', `${number}`), key('Number', 'uint64', BigInt(number))], NS);
}

/** Sends one instance, and no more until it is cancelled. */
const oneAndNoMore: Script = async (sink, _, signal) => {
  await sink.instanceResult(thing(0));
  await aborted(signal);
  return new MiError('FAILED', 'cancelled');
};

/** Waits until the handler has ended all operations. */
async function ended({ log }: FakeHandler): Promise<void> {
  await vi.waitFor(() => {
    const count = (begin: string) => log.filter((line) => line.startsWith(begin)).length;
    expect(count('done')).toBe(count('start'));
  });
}

const asked: readonly (readonly [string, (session: Session) => { first(): Promise<unknown> }])[] = [
  ['session.query', (session) => session.query(NS, 'SELECT * FROM Test_Thing')],
  ['session.enumerate', (session) => session.enumerate(NS, 'Test_Thing')],
  ['session.associators', (session) => session.associators(NS, thing(0))],
  ['session.references', (session) => session.references(NS, thing(0))],
  ['$query', (session) => Test_Thing.$query(session, { select: ['Name'] })],
  ['$enumerate', (session) => Test_Thing.$enumerate(session)],
];

describe('first()', () => {
  it.each(asked)('of %s gives the first result, and ends the operation', async (_, ask) => {
    const { session, handler } = await fakeSession(oneAndNoMore);
    const results = ask(session);
    expect(handler.log).toEqual(['open']);
    expect(await results.first()).toBeInstanceOf(Object);
    await ended(handler);
    expect(handler.log.map((line) => line.split(' ')[0])).toEqual(['open', 'start', 'cancel', 'done']);
    // Each call is an operation of its own.
    await results.first();
    expect(handler.requests).toHaveLength(2);
    await session.close();
  });

  it('gives an object of the class', async () => {
    const { session } = await fakeSession(sending(5));
    const first = await Test_Thing.$query(session).first();
    expect(first).toBeInstanceOf(Test_Thing);
    expect(first?.Id).toBe('0');
  });

  it('gives undefined where there is none', async () => {
    const { session } = await fakeSession();
    expect(await Test_Thing.$enumerate(session).first()).toBeUndefined();
    expect(await session.query(NS, 'q').first()).toBeUndefined();
  });

  it('does not report what fails after the first result', async () => {
    const { session, handler } = await fakeSession(sending(1, new MiError('ACCESS_DENIED', 'no')));
    expect((await Test_Thing.$enumerate(session).first())?.Id).toBe('0');
    await ended(handler);
  });

  it('rejects with what the operation fails with before a result', async () => {
    const { session } = await fakeSession(sending(0, new MiError('ACCESS_DENIED', 'no')));
    await expect(Test_Thing.$enumerate(session).first()).rejects.toMatchObject({ result: 'ACCESS_DENIED' });
  });

  it('rejects with the reason of a signal', async () => {
    const controller = new AbortController();
    const { session } = await fakeSession(async (_, __, signal) => {
      controller.abort(new Error('enough'));
      await aborted(signal);
      return new MiError('FAILED', 'cancelled');
    });
    const { signal } = controller;
    await expect(Test_Thing.$enumerate(session, { signal }).first()).rejects.toThrow('enough');
  });

  it('of a subscription gives the first event, and ends the subscription', async () => {
    const { session, handler } = await fakeSession(async (sink, _, signal) => {
      await sink.indicationResult(new CimInstance('Test_Event', []), null, null);
      await aborted(signal);
      return new MiError('FAILED', 'cancelled');
    });
    const event = await Test_Event.$subscribe(session).first();
    expect(event?.indication).toBeInstanceOf(Test_Event);
    await ended(handler);
    expect(handler.log).toContain('cancel subscribe');
    expect(await session.subscribe(NS, 'q').first()).toMatchObject({ indication: { className: 'Test_Event' } });
  });

  it('of a stream gives the first item, and lets the method go on', async () => {
    const { session, handler } = await fakeSession(async (sink) => {
      for (const value of ['a', 'b']) {
        await sink.streamedParameterResult({ name: 'Files', type: 'string', array: false, value });
      }
      return null;
    });
    const call = Test_All.$at(session, { Id: 'a' }).List({ Like: '%' });
    expect(await call.stream('Files').first()).toBe('a');
    await call;
    expect(handler.log).toEqual(['open', 'start invoke', 'done invoke']);
  });
});

describe('toArray()', () => {
  it('gives all results, in each call anew', async () => {
    const { session, handler } = await fakeSession(sending(100));
    const things = Test_Thing.$enumerate(session);
    expect((await things.toArray()).map((each) => each.Number)).toEqual(
      Array.from({ length: 100 }, (_, i) => BigInt(i)),
    );
    expect(await things.toArray()).toHaveLength(100);
    expect(handler.requests).toHaveLength(2);
    expect(await session.query(NS, 'q').toArray()).toHaveLength(100);
  });

  it('gives an empty array where there are none', async () => {
    const { session } = await fakeSession();
    expect(await session.enumerateClasses(NS).toArray()).toEqual([]);
  });

  it('rejects when the operation fails after some', async () => {
    const { session } = await fakeSession(sending(3, new MiError('ACCESS_DENIED', 'no')));
    await expect(Test_Thing.$enumerate(session).toArray()).rejects.toMatchObject({ result: 'ACCESS_DENIED' });
  });

  it('rejects when a signal ends it in the middle', async () => {
    const { session, handler } = await fakeSession(oneAndNoMore);
    const controller = new AbortController();
    const all = session.enumerate(NS, 'Test_Thing', { signal: controller.signal }).toArray();
    await vi.waitFor(() => expect(handler.log).toContain('start enumerate'));
    controller.abort(new Error('enough'));
    await expect(all).rejects.toThrow('enough');
    await ended(handler);
  });

  it('of a stream gives all items', async () => {
    const { session } = await fakeSession(async (sink) => {
      for (const value of ['a', 'b']) {
        await sink.streamedParameterResult({ name: 'Files', type: 'string', array: false, value });
      }
      return null;
    });
    const call = Test_All.$at(session, { Id: 'a' }).List({ Like: '%' });
    expect(await call.stream('Files').toArray()).toEqual(['a', 'b']);
  });

  it('is not there for a subscription', async () => {
    const { session } = await fakeSession();
    expect(session.subscribe(NS, 'q')).not.toHaveProperty('toArray');
    expect(Test_Event.$subscribe(session)).not.toHaveProperty('toArray');
  });
});
