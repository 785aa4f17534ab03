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
  const { tuneEngine } = await import('./tune-engine.js');
  tuneEngine();
  const { main } = await import('./cli/main.js');
  return await main(words);
}
