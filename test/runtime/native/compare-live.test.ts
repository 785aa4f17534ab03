import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { main } from '../../../generator/cli/main.js';
import { machineTest, NAMESPACE, PROTOCOL } from './tools/native-test.js';

const mof = fileURLToPath(new URL('../../native/schema.mof', import.meta.url));
const live = [`live:${NAMESPACE}`, ...Object.entries(PROTOCOL).flatMap(([name, value]) => [`--${name}`, value])];

/** Runs `mi-codegen diff` in this process. */
async function diff(...words: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) =>
    ({
      write(text: string) {
        written[name] += text;
        return true;
      },
    }) as NodeJS.WriteStream;
  const code = await main(['diff', ...words], { stdout: stream('stdout'), stderr: stream('stderr') });
  return { code, ...written };
}

machineTest('nothing differs between MI and the MOF of the same classes', { asWindows: 0 }, async () => {
  const { code, stdout, stderr } = await diff(mof, ...live);
  assert.deepEqual({ code, stdout }, { code: 0, stdout: 'Nothing has changed.\n' });
  assert.match(stderr, /^note: read from MI on this machine\nnote: root\/test\/inner of .* is not compared, since /);
});

machineTest('a class that the server refuses is not taken for one that is gone', { refuseClass: 1 }, async () => {
  const { code, stdout, stderr } = await diff(mof, ...live);
  assert.deepEqual({ code, stdout }, { code: 0, stdout: 'Nothing has changed.\n' });
  assert.match(stderr, /^warning mi: class Test_Refused of root\/test is left out: /);
  assert.match(stderr, /note: not compared: 1 class that could not be read, .*: root\/test:Test_Refused\n$/);
});

machineTest('only the classes that are asked for are read, with what they need', { asWindows: 0 }, async () => {
  const { code, stdout } = await diff(mof, ...live, '--class', 'Test_Service', '--json');
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout).changes, []);
});
