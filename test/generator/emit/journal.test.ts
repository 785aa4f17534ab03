import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DiagnosticError } from '../../../generator/diagnostics/index.js';
import { HEADER } from '../../../generator/emit/compare.js';
import { write } from '../../../generator/emit/write.js';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { filesIn } from '../../tools/files-in.js';

let folder: string;
let out: string;
let staging: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-journal-'));
  out = join(folder, 'out');
  staging = join(out, '.mi-codegen');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (text = 'old') =>
  write(
    out,
    { files: [{ path: 'root/a/X.ts', text: `${HEADER}root/a:X.\n${text}\n` }], folders: ['root/a'] },
    { clean: false, keepTexts: false, spelling: LIBRARY_SPELLING },
  );

async function failureOf(running: Promise<unknown>): Promise<unknown> {
  const error = await running.catch((caught: unknown) => caught);
  return error instanceof DiagnosticError ? error.diagnostics : error;
}

const changes = (some: object) => JSON.stringify({ written: [], deleted: [], respelled: [], ...some });

it.each([
  '',
  '{"written":["root/a/X.ts"],"dele',
  'null',
  '[]',
  '{}',
  changes({ written: 'root/a/X.ts' }),
  changes({ deleted: [null] }),
  changes({ deleted: ['../mine.ts'] }),
  changes({ deleted: ['root/../../mine.ts'] }),
  changes({ deleted: ['root\\..\\..\\mine.ts'] }),
  changes({ deleted: ['/root/mine.ts'] }),
  changes({ deleted: ['C:/root/mine.ts'] }),
  changes({ deleted: ['.git/mine.ts'] }),
  changes({ deleted: ['root/mine.txt'] }),
  changes({ written: ['../mine.ts'] }),
  changes({ respelled: [{ from: 'root/a/X.ts', to: '../mine.ts' }] }),
  changes({ respelled: ['root/a/X.ts'] }),
])('refuses a journal that no run has written, and touches nothing: %s', async (journal) => {
  await run();
  writeFileSync(join(folder, 'mine.ts'), 'mine');
  mkdirSync(join(staging, 'new'), { recursive: true });
  writeFileSync(join(staging, 'journal.json'), journal);
  writeFileSync(join(staging, 'mine.ts'), 'foreign');
  const before = filesIn(folder);
  expect(await failureOf(run('new'))).toMatchObject([
    {
      code: 'damaged-journal',
      message: `${join(staging, 'journal.json')} is damaged: what a run has begun that was killed cannot be completed`,
      help: `delete ${staging}, and generate every namespace of the output folder again`,
    },
  ]);
  expect(filesIn(folder)).toEqual(before);
  rmSync(staging, { recursive: true });
  await run('new');
  expect(readFileSync(join(out, 'root/a/X.ts'), 'utf8')).toContain('new');
});

it('completes what the journal of a killed run says', async () => {
  await run();
  mkdirSync(join(staging, 'new/root/b'), { recursive: true });
  writeFileSync(join(staging, 'new/root/b/Y.ts'), 'staged');
  writeFileSync(join(staging, 'journal.json'), changes({ written: ['root/b/Y.ts'], deleted: ['root/a/Gone.ts'] }));
  await run();
  expect(readFileSync(join(out, 'root/b/Y.ts'), 'utf8')).toBe('staged');
  expect(readdirSync(out)).toEqual(['root']);
});

it.each(['link', 'file'])('refuses a %s of the name of its own folder, and touches nothing', async (kind) => {
  await run();
  mkdirSync(join(folder, 'mine/new'), { recursive: true });
  writeFileSync(join(folder, 'mine/new/mine.txt'), 'mine');
  if (kind === 'link') symlinkSync(join(folder, 'mine'), staging, 'junction');
  else writeFileSync(staging, 'mine');
  const before = [filesIn(join(folder, 'mine')), filesIn(join(out, 'root'))];
  expect(await failureOf(run('new'))).toMatchObject([
    {
      code: 'foreign-file',
      message: `${staging} is no folder: mi-codegen works in a folder of this name`,
      help: 'move it away',
    },
  ]);
  expect([filesIn(join(folder, 'mine')), filesIn(join(out, 'root'))]).toEqual(before);
});
