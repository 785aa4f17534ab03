#!/usr/bin/env node
import { main } from './cli/main.js';

// Whoever reads a pipe may leave before the end (`| head`): the work and its exit code are not his.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error;
  });
}
process.exitCode = await main(process.argv.slice(2));
