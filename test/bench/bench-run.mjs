// What the benchmarks have in common: the checks of their options, their temporary folder, and how they end.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Linux keeps the files of this folder in memory. */
const IN_MEMORY = '/dev/shm';

const temporaryFolder = process.env.TMPDIR === undefined && existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir();

/** What is not as the benchmark needs it. Its message is for the user, without a stack. */
export class BenchError extends Error {}

/** @throws BenchError where the condition does not hold */
export function check(condition, message) {
  if (!condition) throw new BenchError(message);
}

/** As `parseArgs`, with the options that all benchmarks have: `--rounds` and `--json`. */
export function parseOptions({ options, ...config }) {
  const { values, positionals } = parsed({
    ...config,
    options: { rounds: { type: 'string' }, json: { type: 'string' }, ...options },
  });
  const { rounds, json } = values;
  check(rounds === undefined || /^[1-9]\d*$/.test(rounds), `--rounds ${rounds}: not a positive integer`);
  check(json === undefined || existsSync(dirname(resolve(json))), `--json ${json}: its folder does not exist`);
  return { values: { ...values, rounds: rounds === undefined ? undefined : Number(rounds) }, positionals };
}

function parsed(config) {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
    throw new BenchError(error.message);
  }
}

/** Runs a benchmark with a temporary folder, which is removed however the process ends. */
export async function runBench(main) {
  const folder = mkdtempSync(join(temporaryFolder, 'mi-codegen-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  // By default, a signal ends the process without the event `exit`.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  try {
    await main(folder);
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Where the figures are from. */
export function conditions() {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors: availableParallelism(),
    load: loadavg(),
    folder: temporaryFolder,
  };
}

/** The conditions as a line for people. */
export function printConditions({ node, platform, processors, load, folder }) {
  return `Node ${node}, ${platform}, ${processors} processors, load ${load[0].toFixed(2)}, files in ${folder}`;
}

export function printRounds(rounds) {
  return rounds === 1 ? 'one round' : `medians of ${rounds} rounds`;
}
