import { writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WorkCounter } from '../tools/work-counter.js';

let counter: WorkCounter;

beforeAll(async () => {
  counter = await WorkCounter.start((url) => url.endsWith('/work-counter.test.ts'));
});
afterAll(() => counter.stop());

/** Work for an input of a size. What it returns is kept, so that nothing of it is left out. */
type Job = (size: number) => unknown;

const numbers = (size: number) => Array.from({ length: size }, (_, index) => index);

const loop: Job = (size) => numbers(size).map((number) => numbers(size).filter((other) => other < number).length);

const LINEAR: Readonly<Record<string, Job>> = {
  'a loop': (size) => numbers(size).map((number) => number % 7),
  'a Set': (size) => new Set(numbers(size)).size,
  'a text that grows': (size) => numbers(size).reduce((text, number) => text + number, '').length,
  'a sort': (size) => numbers(size).sort((a, b) => (a % 31) - (b % 31)),
  'an expression over the whole text': (size) => 'a b '.repeat(size).replace(/ /g, '-').match(/a/g)?.length,
  'a file': (size) => writeFileSync(devNull, 'x'.repeat(size)),
};

const QUADRATIC: Readonly<Record<string, readonly [counter: string, job: Job]>> = {
  'a loop in a loop': ['steps', loop],
  'indexOf in a loop': ['steps', (size) => numbers(size).map((number, _index, all) => all.indexOf(number))],
  'join in a loop': ['steps', (size) => numbers(size).map((_number, _index, all) => all.join().length)],
  'spreads in a loop': ['allocated', (size) => numbers(size).map((_number, _index, all) => [...all].length)],
  'Sets in a loop': ['allocated', (size) => numbers(size).map((_number, _index, all) => new Set(all).size)],
  'an expression that finds nothing, in a loop': [
    'steps',
    (size) => numbers(size).map(() => /b$/.test('a'.repeat(size))),
  ],
  'files in a loop': ['written', (size) => numbers(size).map(() => writeFileSync(devNull, 'x'.repeat(size)))],
};

it.each(Object.entries(LINEAR))('finds that %s is linear', async (_name, job) => {
  expect(await counter.superlinear(500, (size) => () => job(size))).toEqual([]);
});

it.each(Object.entries(QUADRATIC))('finds that %s is not', async (_name, [expected, job]) => {
  const found = await counter.superlinear(200, (size) => () => job(size));
  expect(found.map((line) => line.split(' ')[0])).toContain(expected);
});

it('counts the same steps twice', async () => {
  const steps: number[] = [];
  for (let run = 0; run < 3; run++) steps.push((await counter.count(() => loop(100))).steps);
  const [, second, third] = steps;
  expect(second).toBeGreaterThan(10_000);
  expect(third).toBe(second);
});
