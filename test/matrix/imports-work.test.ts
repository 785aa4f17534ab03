import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SourcesFolder } from '../generator/used-by/sources-folder.js';
import { foundAlways } from '../tools/found-always.js';
import { WorkCounter } from '../tools/work-counter.js';

let counter: WorkCounter;
let made: SourcesFolder[] = [];

beforeAll(async () => {
  counter = await WorkCounter.start();
});
afterEach(() => {
  for (const folder of made) folder.remove();
  made = [];
});
afterAll(() => counter.stop());

type Files = Readonly<Record<string, string>>;

const INDEX = "'../generated/root/cimv2/index.js'";

function filesOf(size: number, file: (index: number) => readonly [path: string, text: string]): Files {
  return Object.fromEntries(Array.from({ length: size }, (_, index) => file(index)));
}

/** Sources that lead to the output by a number of modules. */
const SOURCES: Readonly<Record<string, (size: number) => Files>> = {
  'that import the output': (n) => filesOf(n, (at) => [`src/a${at}.ts`, `import { A${at} } from ${INDEX}; A${at};`]),
  'in a chain, each passed on by the one before': (n) => ({
    ...filesOf(n, (at) => [`lib/m${at}.ts`, `export * from './m${at + 1}.js';`]),
    [`lib/m${n}.ts`]: `export * from ${INDEX};`,
    'src/a.ts': "import { A } from '../lib/m0.js';",
  }),
  'passed on by one, and as many that import from that': (n) => ({
    ...filesOf(n, (at) => [`lib/m${at}.ts`, `export const a${at} = 1;`]),
    ...filesOf(n, (at) => [`src/a${at}.ts`, `import { a${at}, A } from '../lib/index.js';`]),
    'lib/index.ts': `${Array.from({ length: n }, (_, at) => `export * from './m${at}.js';\n`).join('')}export * from ${INDEX};`,
  }),
};

async function folderOf(files: Files): Promise<SourcesFolder> {
  const { SourcesFolder } = await import('../generator/used-by/sources-folder.js');
  const folder = new SourcesFolder(files);
  made.push(folder);
  return folder;
}

/** Makes all before the counting: it asks for inputs of a fourth, one, two and four times a size. */
async function foldersOf(size: number, files: (size: number) => Files): Promise<ReadonlyMap<number, SourcesFolder>> {
  const sizes = [Math.ceil(size / 4), size, 2 * size, 4 * size];
  return new Map(await Promise.all(sizes.map(async (each) => [each, await folderOf(files(each))] as const)));
}

describe('takes work in proportion to the number of modules', () => {
  it.each(Object.entries(SOURCES))('%s', async (_what, files) => {
    const folders = await foldersOf(60, files);
    const found = await foundAlways(() => counter.superlinear(60, (size) => () => folders.get(size)?.imports()));
    expect(found).toEqual([]);
  });
});
