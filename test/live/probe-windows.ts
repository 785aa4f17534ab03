// npm run probe
import { env, platform } from 'node:process';
import { runProbes, WINDOWS } from './probes.js';

if (platform !== 'win32' && env['MI_LIBRARY'] === undefined) {
  console.info('This is not Windows: the answers are those of another MI, or that there is none.');
}
await runProbes(WINDOWS, (line) => console.info(line));
