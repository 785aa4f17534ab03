import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { FORM_OF_MI } from '../../../runtime/embedded-form.js';
import { runCommand } from '../../tools/run-command.js';
import { machineTest, NAMESPACE, PROTOCOL } from './tools/native-test.js';

const mof = fileURLToPath(new URL('../../native/schema.mof', import.meta.url));
const live = [`live:${NAMESPACE}`, ...Object.entries(PROTOCOL).flatMap(([name, value]) => [`--${name}`, value])];

const diff = (...words: readonly string[]) => runCommand(['diff', ...words]);

interface Change {
  readonly kind: string;
  readonly before: string;
  readonly breaking: boolean;
}

/** Nothing differs; but on Windows, MI reports embedded instances as such that the MOF declares as strings. */
function assertAlike(json: string): void {
  const { ok, changes } = JSON.parse(json) as { readonly ok: boolean; readonly changes: readonly Change[] };
  const isReported = ({ kind, before, breaking }: Change): boolean =>
    FORM_OF_MI === 'text' && kind === 'cim-type-changed' && before.startsWith('embedded') && !breaking;
  assert.deepEqual({ ok, changes: changes.filter((change) => !isReported(change)) }, { ok: true, changes: [] });
}

machineTest('nothing differs between MI and the MOF of the same classes', { asWindows: 0 }, async () => {
  const { code, stdout } = await diff(mof, ...live, '--json');
  assert.equal(code, 0);
  assertAlike(stdout);
  const { stderr } = await diff(mof, ...live);
  assert.match(stderr, /^note: read from MI on this machine\nnote: root\/test\/inner of .* is not compared, since /);
});

const refused = { refuseClass: 1, asWindows: 0 };
machineTest('a class that the server refuses is not taken for one that is gone', refused, async () => {
  assertAlike((await diff(mof, ...live, '--json')).stdout);
  const { code, stderr } = await diff(mof, ...live);
  assert.equal(code, 0);
  assert.match(stderr, /^warning mi: class Test_Refused of root\/test is left out: /);
  assert.match(stderr, /note: not compared: 1 class that could not be read, .*: root\/test:Test_Refused\n$/);
});

machineTest('only the classes that are asked for are read, with what they need', { asWindows: 0 }, async () => {
  const { code, stdout } = await diff(mof, ...live, '--class', 'Test_Service', '--json');
  assert.equal(code, 0);
  assertAlike(stdout);
});
