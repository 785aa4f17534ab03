import assert from 'node:assert/strict';
import { Semaphore } from '../../../runtime/semaphore.js';
import { test } from './tools/suite.js';

test('as many begin at once as there are places; the others follow in their order', () => {
  const semaphore = new Semaphore(2);
  const begun: string[] = [];
  for (const name of ['a', 'b', 'c', 'd']) semaphore.take(() => begun.push(name));
  assert.deepEqual(begun, ['a', 'b']);
  semaphore.give();
  assert.deepEqual(begun, ['a', 'b', 'c']);
  semaphore.give();
  assert.deepEqual(begun, ['a', 'b', 'c', 'd']);
});

test('only who still waits leaves the queue', () => {
  const semaphore = new Semaphore(1);
  const begun: string[] = [];
  const [first, second, third] = ['first', 'second', 'third'].map((name) => () => void begun.push(name));
  assert.ok(first && second && third);
  for (const begin of [first, second, third]) semaphore.take(begin);
  assert.equal(semaphore.leave(first), false);
  assert.equal(semaphore.leave(second), true);
  assert.equal(semaphore.leave(second), false);
  semaphore.give();
  assert.deepEqual(begun, ['first', 'third']);
});

test('a use begins at once where there is a place, and gives it back whatever its outcome', async () => {
  const semaphore = new Semaphore(1);
  let begun = 0;
  const failing = semaphore.run(async () => {
    begun += 1;
    throw new Error('failed');
  });
  const following = semaphore.run(async () => {
    begun += 1;
    return 'done';
  });
  assert.equal(begun, 1);
  await assert.rejects(failing, /failed/);
  assert.equal(await following, 'done');
  let free = false;
  semaphore.take(() => {
    free = true;
  });
  assert.ok(free);
});
