import { type Profiler, Session } from 'node:inspector/promises';
import { GCProfiler, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { BuiltinCounter } from './builtin-counter.js';

/** What a run did, by counters that are the same on a fast machine and on a loaded one. */
export interface Work {
  /** Blocks of the project's code that ran, and the items and characters that built-in functions went through. */
  readonly steps: number;
  /** Bytes of memory that were asked for, freed or not. So copies count that no function makes, as spreads. */
  readonly allocated: number;
  /** Bytes of the files that were written. */
  readonly written: number;
}

/**
 * Four times the input may add this much more work than twice the input adds: 2 where work is linear, 4 where it is
 * quadratic. How much memory the engine itself takes differs from run to run.
 */
const MOST_GROWTH: Readonly<Record<keyof Work, number>> = { steps: 2.2, allocated: 2.6, written: 2.2 };

/**
 * What four times the input may add beyond that: a number that is written has a digit more, and what the collector
 * counts as memory in use is up to half a megabyte off, in one process always to the same side.
 */
const TOLERANCE: Readonly<Record<keyof Work, number>> = { steps: 0, allocated: 1_000_000, written: 20 };

/**
 * Counts the work of the project's code in this process. Start it before that code is loaded, so load that by
 * `import()`: V8 counts nothing in functions that it has compiled before. What no counter sees is an expression that
 * backtracks, and two long texts that are compared.
 */
export class WorkCounter {
  readonly #session = new Session();
  readonly #builtins = new BuiltinCounter();
  readonly #isCounted: (url: string) => boolean;

  private constructor(isCounted: (url: string) => boolean) {
    this.#isCounted = isCounted;
  }

  /** @param isCounted tells by its address whether a script belongs to the code whose blocks count */
  static async start(isCounted: (url: string) => boolean = isProjectCode): Promise<WorkCounter> {
    // Optimized code does not count the calls of functions without branches.
    for (const flag of ['--no-opt', '--no-maglev']) setFlagsFromString(flag);
    const counter = new WorkCounter(isCounted);
    counter.#session.connect();
    await counter.#session.post('Profiler.enable');
    await counter.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    return counter;
  }

  /**
   * Counts the work for inputs of size n, 2n and 4n, after a first, smaller run that loads and compiles what is needed.
   *
   * @param prepare makes the input of a size, which does not count, and returns what is to be counted
   * @returns a line for each counter that grows faster than n log n: none where all is well
   */
  async superlinear(size: number, prepare: (size: number) => () => unknown): Promise<readonly string[]> {
    await this.count(prepare(Math.ceil(size / 4)));
    const once = await this.count(prepare(size));
    const twice = await this.count(prepare(2 * size));
    const fourTimes = await this.count(prepare(4 * size));
    const counters = ['steps', 'allocated', 'written'] as const;
    const most = (name: keyof Work) => MOST_GROWTH[name] * (twice[name] - once[name]) + TOLERANCE[name];
    return counters
      .filter((name) => fourTimes[name] - twice[name] > most(name))
      .map((name) => `${name} at ${size}, ${2 * size}, ${4 * size}: ${once[name]}, ${twice[name]}, ${fourTimes[name]}`);
  }

  async count(run: () => unknown): Promise<Work> {
    await this.#takeBlocks();
    const { visited, written } = this.#builtins;
    const allocations = new AllocationCounter();
    this.#builtins.enable();
    try {
      await run();
    } finally {
      this.#builtins.disable();
    }
    const allocated = allocations.stop();
    const steps = (await this.#takeBlocks()) + this.#builtins.visited - visited;
    return { steps, allocated, written: this.#builtins.written - written };
  }

  async stop(): Promise<void> {
    await this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }

  /** The number of blocks that ran since the last call. */
  async #takeBlocks(): Promise<number> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    const counted = result.filter(({ url }) => this.#isCounted(url));
    return counted.reduce((sum, script) => sum + blocksOf(script), 0);
  }
}

function isProjectCode(url: string): boolean {
  return /\/(?:generator|runtime)\//.test(url) && !url.includes('/node_modules/');
}

function blocksOf({ functions }: Profiler.ScriptCoverage): number {
  let sum = 0;
  for (const { ranges } of functions) for (const { count } of ranges) sum += count;
  return sum;
}

/** Counts the memory that is asked for: what is in use at the end, and what each collection has freed. */
class AllocationCounter {
  readonly #profiler = new GCProfiler();
  readonly #before: number;

  constructor() {
    this.#profiler.start();
    this.#before = getHeapStatistics().used_heap_size;
  }

  stop(): number {
    const now = getHeapStatistics().used_heap_size;
    const { statistics } = this.#profiler.stop();
    const freed = statistics.map(
      ({ beforeGC, afterGC }) => beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize,
    );
    return freed.reduce((sum, size) => sum + size, now - this.#before);
  }
}
