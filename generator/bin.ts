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
  const { main } = await import('./cli/main.js');
  process.exitCode = (await main(process.argv.slice(2))) || Number(isLost);
}
