import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { LoopVigil } from '../../../runtime/native/loop-vigil.js';
import { test } from './tools/suite.js';

/** How many results are timed together, and how many of these blocks pass between two trials. */
const BLOCK = 64;
const BLOCKS = 16;

/** A vigil whose time passes with the results. */
class Results {
  #now = 0;
  readonly vigil: LoopVigil = new LoopVigil(() => this.#now);

  /** Blocks of results come, one result every so many milliseconds. */
  come(blocks: number, milliseconds: number): this {
    for (let result = 0; result < blocks * BLOCK; result += 1) {
      this.vigil.result(true);
      this.#now += milliseconds;
    }
    return this;
  }

  /** The first result of a block comes. */
  staysAwake(): boolean {
    this.vigil.result(true);
    return this.vigil.staysAwake;
  }
}

test('the loop sleeps after the first results', () => {
  assert.equal(new Results().staysAwake(), false);
});

test('the loop is kept awake on trial, and further on where results come faster by it', () => {
  assert.equal(new Results().come(1, 0.05).staysAwake(), true);
  assert.equal(new Results().come(1, 0.05).come(1, 0.03).staysAwake(), true);
  assert.equal(
    new Results()
      .come(1, 0.05)
      .come(BLOCKS - 2, 0.03)
      .staysAwake(),
    true,
  );
});

test('the loop sleeps again where results do not come faster', () => {
  assert.equal(new Results().come(1, 0.05).come(1, 0.049).staysAwake(), false);
  assert.equal(new Results().come(1, 0.05).come(1, 0.08).staysAwake(), false);
});

test('both ways are tried again later', () => {
  const results = new Results().come(1, 0.05).come(BLOCKS - 1, 0.03);
  assert.equal(results.vigil.staysAwake, true);
  assert.equal(results.staysAwake(), false);
  assert.equal(new Results().come(BLOCKS + 1, 0.05).staysAwake(), true);
});

test('the loop sleeps when the next result does not come soon', async () => {
  const results = new Results().come(1, 0.05).come(2, 0.03);
  assert.equal(results.vigil.isAwake, true);
  await turn();
  await turn();
  assert.equal(results.vigil.isAwake, true);
  results.come(1, 5);
  await turn();
  await turn();
  assert.equal(results.vigil.isAwake, false);
});

test('nothing keeps the loop awake when the last result has come', async () => {
  const results = new Results().come(1, 0.05).come(2, 0.03);
  results.vigil.result(false);
  await turn();
  await turn();
  assert.equal(results.vigil.isAwake, false);
});
