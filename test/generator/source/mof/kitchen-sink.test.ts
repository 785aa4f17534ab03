import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { printMof, readMofFiles, readMofText } from '../../../../generator/source/mof/index.js';

const file = join(import.meta.dirname, 'kitchen-sink.mof');

it('reads everything there is, and writes it as the file beside it', async () => {
  const { schema, diagnostics } = readMofFiles([file], { namespace: 'root/test' });
  expect(diagnostics).toEqual([]);
  await expect(printMof(schema)).toMatchFileSnapshot('kitchen-sink.printed.mof');
});

it('reads the same from what was written, and from JSON', () => {
  const { schema } = readMofFiles([file], { namespace: 'root/test' });
  const printed = readFileSync(join(import.meta.dirname, 'kitchen-sink.printed.mof'), 'utf8');
  expect(readMofText(printed, { namespace: 'root/test' })).toMatchObject({ schema, diagnostics: [] });
  expect(JSON.parse(JSON.stringify(schema))).toStrictEqual(schema);
});
