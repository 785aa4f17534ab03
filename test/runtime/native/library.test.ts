import assert from 'node:assert/strict';
import { MiError } from '../../../runtime/errors.js';
import { initialize } from '../../../runtime/index.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

async function refusal(options: { readonly library?: string }): Promise<MiError> {
  const error = await initialize(options).then(
    () => assert.fail('a library was found'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof MiError);
  assert.equal(error.result, 'NOT_FOUND');
  return error;
}

/** Runs with the environment variable set, or without it. */
async function withVariable<T>(value: string | undefined, run: () => Promise<T>): Promise<T> {
  const before = process.env['MI_LIBRARY'];
  if (value === undefined) delete process.env['MI_LIBRARY'];
  else process.env['MI_LIBRARY'] = value;
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env['MI_LIBRARY'];
    else process.env['MI_LIBRARY'] = before;
  }
}

test('a library that is named and is not there', async () => {
  const { message } = await refusal({ library: '/nowhere/libmi.so' });
  const lines = message.split('\n');
  assert.equal(lines[0], 'the MI library cannot be loaded. Looked for:');
  assert.match(lines[1] ?? '', /^ {2}\/nowhere\/libmi\.so: /);
  assert.equal(
    lines.at(-1),
    'It is named by the option "library": check that the file exists and is a 64-bit MI library.',
  );
});

test('a library that the environment names and is not there', async () => {
  const { message } = await withVariable('/nowhere/libmi.so', () => refusal({}));
  assert.match(message, /named by MI_LIBRARY/);
});

test('a library that is none of MI', async () => {
  const { message } = await refusal({ library: process.platform === 'win32' ? 'kernel32.dll' : 'libc.so.6' });
  assert.match(message, /: Cannot find function 'MI_Application_InitializeV1' in shared library\n/);
});

test('the environment names the library', async () => {
  await withVariable(library.path, async () => {
    const application = await initialize();
    await application.close();
  });
});
