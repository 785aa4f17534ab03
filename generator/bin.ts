#!/usr/bin/env node
import { main } from './cli/main.js';

// The reader of a pipe may stop before the end (`| head`). That changes neither the work nor the exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error;
  });
}
process.exitCode = await main(process.argv.slice(2));
