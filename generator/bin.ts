#!/usr/bin/env node
import { nodeProblem } from './node-version.js';

// What is imported before this check must be readable for old releases of Node: no `await` here, and no other import.
const problem = nodeProblem(process.versions.node);
if (problem === null) void run();
else {
  process.stderr.write(`mi-codegen: ${problem}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  let isLost = false;
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].on('error', ({ code, message }: NodeJS.ErrnoException) => {
      // The reader of a pipe may stop before the end (`| head`). That changes neither the work nor the exit code.
      if (code === 'EPIPE' || code === 'EOF') return;
      if (!isLost && name === 'stdout') process.stderr.write(`mi-codegen: cannot write to stdout: ${message}\n`);
      isLost = true;
      process.exitCode = process.exitCode || 1;
    });
  }
  const exitCode = await carryOut(process.argv.slice(2));
  process.exitCode = exitCode || Number(isLost);
}

/** Returns the exit code. */
async function carryOut(words: readonly string[]): Promise<number> {
  // The command takes a while to load.
  if (words.length === 1 && words[0] === '--version') {
    const { ownVersion } = await import('./package-files.js');
    process.stdout.write(`${ownVersion()}\n`);
    return 0;
  }
  await tuneEngine();
  const { main } = await import('./cli/main.js');
  return await main(words);
}

/**
 * V8 11, that of Node 20, optimizes functions long before that pays in a run of a second, and soon takes more memory
 * for young objects than all that a run keeps. Later releases do not have these flags. This is for the command alone: a
 * library leaves V8 as the program has set it.
 */
async function tuneEngine(): Promise<void> {
  if (!process.versions.v8.startsWith('11.')) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--interrupt-budget=1000000');
  setFlagsFromString('--semi-space-growth-factor=1');
}
