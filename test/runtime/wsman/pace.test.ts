import { expect, it, vi } from 'vitest';
import { Pace } from '../../../runtime/wsman/operations/pace.js';

const pauses: number[] = [];
vi.mock('node:timers/promises', () => ({
  setTimeout: (milliseconds: number) => Promise.resolve(pauses.push(milliseconds)),
}));

it.each([50, 300, 5000])('pauses between empty answers are no longer than %i ms', async (longest) => {
  pauses.length = 0;
  const pace = new Pace(new AbortController().signal, longest);
  for (let answer = 0; answer < 10; answer += 1) await pace.next(true);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(Math.min(longest, 1000));
  await pace.next(false);
  expect(pauses.length).toBeLessThanOrEqual(10);
});
