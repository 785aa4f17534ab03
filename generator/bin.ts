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
  // The reader of a pipe may stop before the end (`| head`). That changes neither the work nor the exit code.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error;
    });
  }
  const { main } = await import('./cli/main.js');
  process.exitCode = await main(process.argv.slice(2));
}
