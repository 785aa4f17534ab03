import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerateOptions } from '../../../generator/index.js';
import { ProjectFolder } from './project-folder.js';

const OUTPUT = 'src/generated/root/test';

let project: ProjectFolder;
beforeAll(async () => {
  project = new ProjectFolder();
  await project.generate();
});
afterAll(() => project.remove());

/** What changes between two runs. */
const CHANGES: readonly (readonly [what: string, change: () => void])[] = [
  ['the named file', () => project.edit('schema/main.mof', 'Id', 'ID')],
  ['a file that it includes', () => project.edit('schema/part.mof', 'class Part { }', 'class part { }')],
  ['a file that this one includes, in a comment', () => project.edit('schema/deep/text.mof', 'ß', 'ä')],
  ['a file that was found in another letter case', () => project.edit('common/Shared.mof', 'Id', 'ID')],
  [
    'the encoding of a file',
    () => project.write('schema/deep/text.mof', Buffer.from('// in \xdf\nclass Text { };', 'latin1')),
  ],
  ['an included file that is gone', () => rmSync(project.at('schema/deep/text.mof'))],
  [
    'a folder in the place of a file',
    () => {
      rmSync(project.at('schema/deep/text.mof'));
      mkdirSync(project.at('schema/deep/text.mof'));
    },
  ],
  ['a file where an include looks first', () => project.write('schema/SHARED.mof', 'class Shared { };')],
  [
    'a file where an include looks first, in another letter case',
    () => project.write('schema/shared.mof', 'class Shared { };'),
  ],
  ['a file that an include did not find', () => project.write('schema/%SystemRoot%/more.mof', 'class More { };')],
  ['a file of the output that was edited', () => project.edit(`${OUTPUT}/Main.ts`, 'class Main', 'class MAIN')],
  ['a file of the output that was emptied', () => project.write(`${OUTPUT}/Main.ts`, '')],
  ['a file of the output that was removed', () => rmSync(project.at(`${OUTPUT}/Part.ts`))],
  ['the index of the output', () => project.edit(`${OUTPUT}/index.ts`, 'files', 'other')],
  ['the output folder that was removed', () => rmSync(project.at('src'), { recursive: true })],
  [
    'the namespace in another spelling',
    () => renameSync(project.at('src/generated/root'), project.at('src/generated/ROOT')),
  ],
  ['another run that was killed', () => mkdirSync(project.at('src/generated/.mi-codegen'))],
  ['a manifest that is gone', () => rmSync(project.manifests, { recursive: true })],
];

describe('a change is seen', () => {
  it.each(CHANGES)('of %s', async (_what, change) => {
    expect(await project.trying(change, () => project.unchanged())).toBeNull();
    expect(await project.unchanged()).not.toBeNull();
  });

  it.each<[string, Partial<GenerateOptions>]>([
    ['the classes', { classes: ['Part'] }],
    ['the classes to leave out', { exclude: ['Text'] }],
    ['how files import each other', { importExtension: 'ts' }],
    ['the namespaces', { namespaces: ['root/other'] }],
    ['the spelling of a namespace', { namespaces: ['root/TEST'] }],
    ['whether the output is type-checked', { verify: true }],
    ['whether warnings fail', { strict: true }],
    ['whether it skips work', { cache: false }],
  ])('in the options: %s', async (_what, options) => {
    expect(await project.unchanged(options)).toBeNull();
  });
});
