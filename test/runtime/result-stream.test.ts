import { describe, expect, it } from 'vitest';
import { Operation } from '../../runtime/operation.js';
import type { ProtocolSession } from '../../runtime/protocol.js';
import { mapResults, ResultStream } from '../../runtime/result-stream.js';
import { turn } from '../tools/turns.js';

/** The session of operations that are never sent. */
const session: ProtocolSession = { start: () => ({ cancel: () => {} }), close: async () => {} };

/** The numbers from 0, and whether a loop over them has been left. */
class Numbers implements AsyncIterable<number> {
  left = false;
  readonly #end: number;

  constructor(end: number) {
    this.#end = end;
  }

  [Symbol.asyncIterator](): AsyncIterator<number, undefined> {
    let next = 0;
    return {
      next: async () => (next < this.#end ? { done: false, value: next++ } : { done: true, value: undefined }),
      return: async () => {
        this.left = true;
        return { done: true, value: undefined };
      },
    };
  }
}

describe('a stream of results', () => {
  it('rejects and ends when its operation cannot begin', async () => {
    const reason = new TypeError('not a signal');
    const results = ResultStream.starting(() => {
      throw reason;
    });
    await expect(results.next()).rejects.toBe(reason);
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  it('takes no result of a cancelled operation any more', async () => {
    const operation = new Operation(session, {}, {});
    const results = ResultStream.of(operation, ['early']);
    expect(await results.next()).toEqual({ done: false, value: 'early' });
    const next = results.next();
    const reason = new Error('cancelled');
    operation.cancel(reason);
    expect(results.push('late')).toBeUndefined();
    await expect(next).rejects.toBe(reason);
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  it('gives its failure to one of the loops that share it, and ends the others', async () => {
    const operation = new Operation(session, {}, {});
    const results = ResultStream.of<string>(operation, []);
    const loops = [results.next(), results.next(), results.next()];
    results.push('one');
    operation.cancel(new Error('cancelled'));
    const ends = await Promise.allSettled(loops);
    expect(ends).toEqual([
      { status: 'fulfilled', value: { done: false, value: 'one' } },
      { status: 'rejected', reason: new Error('cancelled') },
      { status: 'fulfilled', value: { done: true, value: undefined } },
    ]);
  });
});

describe('mapped results', () => {
  it('come in order, whether the map is asynchronous or not', async () => {
    const mapped: string[] = [];
    const map = (value: number) => (value % 2 === 0 ? `${value}` : turn().then(() => `later ${value}`));
    for await (const text of mapResults(new Numbers(4), map)) mapped.push(text);
    expect(mapped).toEqual(['0', 'later 1', '2', 'later 3']);
  });

  it('leave their source with the loop', async () => {
    const source = new Numbers(10);
    for await (const value of mapResults(source, (each) => each)) if (value === 2) break;
    expect(source.left).toBe(true);
  });

  it.each([
    ['throws', () => fail()],
    ['rejects', async () => fail()],
  ])('leave their source when the map %s', async (_, map) => {
    const source = new Numbers(10);
    const loop = mapResults(source, map)[Symbol.asyncIterator]();
    await expect(loop.next()).rejects.toThrow('no');
    expect(source.left).toBe(true);
  });

  it('end as a source does that cannot be left', async () => {
    const source = { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: 1 }) as const }) };
    const loop = mapResults(source, (value) => value)[Symbol.asyncIterator]();
    expect(await loop.next()).toEqual({ done: false, value: 1 });
    expect(await loop.return?.()).toEqual({ done: true, value: undefined });
  });
});

function fail(): never {
  throw new Error('no');
}
