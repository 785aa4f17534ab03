import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CimReference, type OperationOptions, type Session } from '../../../runtime/index.js';
import { type Both, startBoth } from './over-both.js';
import { NS, repository } from './things.js';

const A = CimReference.parse('Thing.Id="a"');

let both: Both;
beforeEach(async () => {
  both = await startBoth(repository(), {}, { maxElements: 1 });
});
afterEach(() => both.close());

type Loop = (session: Session, options: OperationOptions) => AsyncIterable<unknown>;

const LOOPS: readonly (readonly [name: string, loop: Loop])[] = [
  ['enumerate', (s, options) => s.enumerate(NS, 'Base', options)],
  ['enumerate keysOnly', (s, options) => s.enumerate(NS, 'Base', { ...options, keysOnly: true })],
  ['query', (s, options) => s.query(NS, 'SELECT * FROM Base', options)],
  ['associators', (s, options) => s.associators(NS, A, options)],
  ['references', (s, options) => s.references(NS, A, options)],
  ['enumerateClasses', (s, options) => s.enumerateClasses(NS, null, options)],
];

describe.each(LOOPS)('a loop over %s', (_name, loop) => {
  it('releases its context when it is left', async () => {
    for await (const _ of loop(both.remote, {})) break;
    await both.remote.close();
    expect(both.server.openContexts).toEqual([]);
  });

  it('releases its context when its body throws', async () => {
    const run = async (): Promise<void> => {
      for await (const _ of loop(both.remote, {})) throw new RangeError('of the caller');
    };
    await expect(run()).rejects.toThrow('of the caller');
    await both.remote.close();
    expect(both.server.openContexts).toEqual([]);
  });

  it('releases its context when it is aborted, wherever that happens', async () => {
    const run = async (signal: AbortSignal): Promise<number> => {
      const session = await both.open({ maxElements: 1 });
      let results = 0;
      try {
        for await (const _ of loop(session, { signal })) results += 1;
      } catch (error) {
        if (!signal.aborted) throw error;
        expect(error).toMatchObject({ name: 'AbortError' });
      }
      await session.close();
      return results;
    };
    const before = both.server.requests.length;
    const all = await run(new AbortController().signal);
    const exchanges = both.server.requests.length - before;
    expect(exchanges).toBeGreaterThan(1);
    for (let exchange = 0; exchange < exchanges; exchange += 1) {
      const controller = new AbortController();
      let seen = 0;
      both.server.intercept = async ({ answer }) => {
        const given = await answer();
        if (seen === exchange) controller.abort();
        seen += 1;
        return given;
      };
      expect(await run(controller.signal)).toBeLessThanOrEqual(all);
      expect(controller.signal.aborted).toBe(true);
      expect(both.server.openContexts).toEqual([]);
    }
  });

  it('releases its context when its time is over', async () => {
    both.server.intercept = ({ request }) => (request.action.endsWith('/Pull') ? new Promise(() => {}) : undefined);
    const run = async (): Promise<void> => {
      for await (const _ of loop(both.remote, { timeout: 300 }));
    };
    await expect(run()).rejects.toMatchObject({ name: 'MiError', cause: { name: 'TimeoutError' } });
    await both.remote.close();
    expect(both.server.openContexts).toEqual([]);
  });
});
