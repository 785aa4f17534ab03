import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { generate } from '../../../generator/generate.js';
import type { GenerateOptions } from '../../../generator/options/generate-options.js';
import { FORM_OF_MI } from '../../../runtime/embedded-form.js';
import { machineTest, NAMESPACE, PROTOCOL } from './tools/native-test.js';
import { test } from './tools/suite.js';

// The classes that typed.test.ts uses. When this fails:
// npx mi-codegen root/test --mof test/native/schema.mof --out test/runtime/native/generated --clean
const out = fileURLToPath(new URL('generated', import.meta.url));
const mof = fileURLToPath(new URL('../../native/schema.mof', import.meta.url));

async function changed(options: Partial<GenerateOptions>): Promise<readonly string[]> {
  const { files } = await generate({ namespaces: [NAMESPACE], out, mode: 'check', ...options });
  assert.notEqual(files.length, 0);
  return files.filter(({ change }) => change !== 'unchanged').map(({ path }) => path);
}

test('the generated classes are those of the MOF', async () => {
  assert.deepEqual(await changed({ source: { kind: 'files', mof: [mof] } }), []);
});

// The MI of Windows declares a boolean for void methods.
machineTest('the generated classes are those that MI reports', { asWindows: 0 }, async () => {
  // Of WMI, what is reported as an instance is declared as one. The library reports none as a string.
  const others = ['Test_Alarm', 'Test_Everything', 'Test_Point', 'Test_Service'].map((name) => `root/test/${name}.ts`);
  // The index names the source.
  const expected = [...(FORM_OF_MI === 'text' ? others : []), 'root/test/index.ts'];
  assert.deepEqual(await changed({ source: { kind: 'live', ...PROTOCOL } }), expected);
});
