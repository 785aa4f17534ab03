// Runs tests with Windows' Node under Wine: node test/native/windows/run.mjs [vitest's arguments].
import { build, missing } from '../build.mjs';
import { runNodeInWine, windowsNodeMissing } from './wine.mjs';

const reason = missing('windows') ?? windowsNodeMissing();
if (reason !== null) {
  console.error(`Tests under Wine cannot run: ${reason}.`);
  process.exit(1);
}
const tests = process.argv.length > 2 ? process.argv.slice(2) : ['test/runtime/native'];
const { status, stdout, stderr } = runNodeInWine(
  ['node_modules/vitest/vitest.mjs', 'run', '--project=native', ...tests],
  {
    env: { MI_TEST_LIBRARY: build('windows').library },
    timeout: 1_800_000,
  },
);
process.stderr.write(stderr);
process.stdout.write(stdout);
process.exitCode = status ?? 1;
