import assert from 'node:assert/strict';
import { initialize } from '../../../runtime/index.js';
import { checked, later } from './tools/native-test.js';
import { Random } from './tools/random.js';
import { Storm } from './tools/storm.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

/** The first seed: MI_STORM_SEED repeats a storm that failed. */
const first = Number(process.env['MI_STORM_SEED'] ?? 1);
/** How many storms there are. Under Wine each takes its time. */
const storms = Number(process.env['MI_STORM_COUNT'] ?? (process.platform === 'win32' ? 10 : 120));

/** How the library behaves in a storm. */
function settings(random: Random): Record<string, number> {
  const sometimes = (probability: number, below: number): number =>
    random.chance(probability) ? random.below(below) : 0;
  return {
    answerDelay: sometimes(0.5, 3000),
    resultDelay: sometimes(0.3, 300),
    cancelDelay: sometimes(0.3, 3000),
    manyCount: random.below(300),
    indicationInterval: 1 + random.below(500),
    finalResult: random.below(3),
    resultsAfterCancel: sometimes(0.3, 4),
    resultThreads: sometimes(0.3, 2),
    failStart: sometimes(0.1, 4),
    newSessionDelay: sometimes(0.3, 3000),
    closeDelay: sometimes(0.3, 3000),
    errorDetails: random.below(2),
    errorMessages: random.below(2),
    ignoreTimeout: random.below(2),
    systemClasses: random.below(2),
  };
}

/** Fails with what has not been settled, instead of hanging. In milliseconds, for a slow machine. */
const GUARD = 120_000;

async function storm(seed: number): Promise<number> {
  const random = new Random(seed);
  const all = new Storm(random);
  let guard: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_, reject) => {
    guard = setTimeout(() => {
      reject(new Error(`not settled: ${all.unsettled.join(', ')}; alive: ${JSON.stringify(library.alive())}`));
    }, GUARD);
  });
  try {
    await Promise.race([stuck, checked(settings(random), () => blow(random, all))]);
  } catch (error) {
    throw new Error(`the storm with MI_STORM_SEED=${seed} MI_STORM_COUNT=1`, { cause: error });
  } finally {
    clearTimeout(guard);
  }
  return all.count;
}

async function blow(random: Random, all: Storm): Promise<void> {
  const applications = await Promise.all(
    Array.from({ length: 1 + random.below(2) }, () => initialize({ library: library.path })),
  );
  for (const application of applications) {
    for (let left = 1 + random.below(4); left > 0; left -= 1) {
      all.begin('session', () => all.session(application, 20 + random.below(60)));
      if (random.chance(0.3)) await later(random.below(10));
    }
    // Closed while its sessions are at work, or afterwards.
    if (random.chance(0.3)) {
      await later(random.below(40));
      all.begin('application', () => application.close());
    }
  }
  if (random.chance(0.2)) {
    await later(random.below(20));
    library.set('failStart', random.below(3));
  }
  await all.end();
  for (const application of applications) await application.close();
}

for (let seed = first; seed < first + storms; seed += 1) {
  test(`a storm of random operations, seed ${seed}`, async () => {
    const operations = await storm(seed);
    assert.ok(operations > 0);
  });
}
