import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { SNAPSHOT_HEADER } from '../../../generator/snapshot/snapshot.js';
import { writeSnapshots } from '../../../generator/snapshot/write-snapshots.js';

const out = mkdtempSync(join(tmpdir(), 'mi-codegen-snapshots-'));
afterAll(() => rmSync(out, { recursive: true }));

it('the old text of a file, which is then read and compared, is given only where it changes', async () => {
  const text = `${SNAPSHOT_HEADER}x`;
  const write = async (after: string) => {
    const [written] = await writeSnapshots(out, [{ path: 'root/test.mof', text: after }], LIBRARY_SPELLING);
    return [written?.change, written?.before];
  };
  expect(await write(text)).toEqual(['created', null]);
  expect(await write(text)).toEqual(['unchanged', null]);
  expect(await write(`${text}y`)).toEqual(['changed', text]);
});
