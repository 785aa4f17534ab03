import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often the work is done. What the engine keeps for itself comes once, a leak each time. */
const ROUNDS = 4;

/**
 * By how many bytes the memory in use grows at least whenever work is done.
 *
 * @param work what is done; before the first measurement, it is done once
 */
export async function memoryGrowth(work: () => void | Promise<void>): Promise<number> {
  await work();
  let before = memoryInUse();
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    await work();
    const after = memoryInUse();
    least = Math.min(least, after - before);
    before = after;
  }
  return least;
}

function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
