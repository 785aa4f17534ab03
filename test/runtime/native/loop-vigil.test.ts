import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout, setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LoopVigil } from '../../../runtime/native/loop-vigil.js';
import { test } from './tools/suite.js';

/** How many results are timed together, and how many of these blocks pass between two trials. */
const BLOCK = 64;
const BLOCKS = 16;

/** A vigil whose time passes with the results. */
class Results {
  #now = 0;
  readonly vigil: LoopVigil = new LoopVigil(() => this.#now);

  constructor() {
    this.vigil.result(true);
  }

  /** Blocks of results come, each so many milliseconds after the one before. */
  come(blocks: number, milliseconds: number): this {
    for (let result = 0; result < blocks * BLOCK; result += 1) this.comesOne(milliseconds);
    return this;
  }

  comesOne(milliseconds: number): this {
    this.pass(milliseconds);
    this.vigil.result(true);
    return this;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** Results come faster with a loop that is awake. */
const fasterAwake = (): Results => new Results().come(1, 0.05).come(1, 0.03);

test('the loop sleeps after the first results', () => {
  assert.equal(new Results().vigil.staysAwake, false);
  assert.equal(new Results().comesOne(0.05).vigil.staysAwake, false);
});

test('the loop is kept awake on trial, and further on where results come faster by it', () => {
  assert.equal(new Results().come(1, 0.05).vigil.staysAwake, true);
  assert.equal(fasterAwake().vigil.staysAwake, true);
  assert.equal(fasterAwake().come(BLOCKS - 3, 0.03).vigil.staysAwake, true);
});

test('the loop sleeps again where results do not come faster', () => {
  assert.equal(new Results().come(1, 0.05).come(1, 0.049).vigil.staysAwake, false);
  assert.equal(new Results().come(1, 0.05).come(1, 0.08).vigil.staysAwake, false);
});

test('both ways are tried again later', () => {
  const results = fasterAwake().come(BLOCKS - 2, 0.03);
  assert.equal(results.vigil.staysAwake, false);
  assert.equal(results.come(1, 0.05).vigil.staysAwake, true);
});

test('results that come slowly do not count', () => {
  assert.equal(new Results().come(5, 1).vigil.staysAwake, false);
  const results = new Results().come(1, 0.05);
  assert.equal(results.come(5, 1).vigil.staysAwake, true);
  assert.equal(results.come(1, 0.03).vigil.staysAwake, true);
});

test('the loop sleeps when the next result does not come soon', async () => {
  const results = fasterAwake().comesOne(0.03);
  assert.equal(results.vigil.isAwake, true);
  await turn();
  await turn();
  assert.equal(results.vigil.isAwake, true);
  results.pass(1);
  await turn();
  await turn();
  assert.equal(results.vigil.isAwake, false);
  assert.equal(results.comesOne(1).vigil.isAwake, false);
});

test('timers, I/O and promises go on while the loop is awake', async () => {
  const results = fasterAwake().comesOne(0.03);
  await Promise.resolve();
  await setTimeout(1);
  await readFile(fileURLToPath(import.meta.url));
  assert.equal(results.vigil.isAwake, true);
  results.vigil.result(false);
});

test('nothing keeps the loop awake when the last result has come', async () => {
  const results = fasterAwake().comesOne(0.03);
  results.vigil.result(false);
  await turn();
  await turn();
  assert.equal(results.vigil.isAwake, false);
});
