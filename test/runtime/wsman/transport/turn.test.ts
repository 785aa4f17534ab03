import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Semaphore } from '../../../../runtime/semaphore.js';
import { deferred } from '../../../../runtime/waiting.js';
import { Turn } from '../../../../runtime/wsman/transport/turn.js';

const { signal } = new AbortController();

/** How many places are free. */
function free(turns: Semaphore): number {
  let count = 0;
  let isFree = true;
  while (isFree) {
    isFree = false;
    const begin = (): void => {
      isFree = true;
    };
    turns.take(begin);
    if (isFree) count += 1;
    else turns.leave(begin);
  }
  for (let given = 0; given < count; given += 1) turns.give();
  return count;
}

it('is waited for in its order, until the signal', async () => {
  const turns = new Semaphore(1);
  const first = await Turn.take(turns, signal);
  const aborted = new AbortController();
  const second = Turn.take(turns, aborted.signal);
  const third = Turn.take(turns, signal);
  aborted.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  first.end();
  first.end();
  (await third).end();
  expect(free(turns)).toBe(1);
});

it('is lent while something else is waited for, and taken again', async () => {
  const turns = new Semaphore(1);
  const turn = await Turn.take(turns, signal);
  const work = deferred();
  const lent = turn.lend(work.promise, signal);
  const other = await Turn.take(turns, signal);
  work.resolve();
  await nextTurn();
  other.end();
  await lent;
  expect(free(turns)).toBe(0);
  turn.end();
  expect(free(turns)).toBe(1);
});

it('is not lent for what is over at once', async () => {
  const turns = new Semaphore(1);
  const turn = await Turn.take(turns, signal);
  const other = Turn.take(turns, signal);
  await turn.lend(Promise.resolve(), signal);
  expect(free(turns)).toBe(0);
  turn.end();
  (await other).end();
});

it('is not taken again when the request has ended meanwhile', async () => {
  for (const isBusy of [false, true]) {
    const turns = new Semaphore(1);
    const turn = await Turn.take(turns, signal);
    const work = deferred();
    const lent = turn.lend(work.promise, signal);
    const other = await Turn.take(turns, signal);
    if (isBusy) {
      work.resolve();
      await nextTurn();
    }
    turn.end();
    work.resolve();
    other.end();
    await lent;
    expect(free(turns)).toBe(1);
  }
});
