import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../../dist/generator/bin.js', import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-outside-'));
  writeFileSync(join(folder, 'schema.mof'), 'class A { }; class B { };');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command, and collects what it writes to those streams that lead nowhere else. */
function run(words: readonly string[], { stdout = 'pipe' as 'pipe' | number, cwd = folder, before = '' } = {}) {
  const [program, args] =
    before === '' ? [process.execPath, []] : ['sh', ['-c', `${before}; exec "$@"`, 'sh', process.execPath]];
  const child = spawn(program, [...args, command, ...words], { cwd, stdio: ['ignore', stdout, 'pipe'] });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (written += chunk));
  return new Promise<{ code: number | null; written: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, written }));
  });
}

const MOF = () => ['root/test', '--mof', join(folder, 'schema.mof')];
const generate = (out: string) => run([...MOF(), '--out', out]);

const nothing = () => {};

const LINUX_PLACES = [
  ['in /proc', nothing, '/proc/x', 'its file system takes no folder there'],
  ['deep in /proc', nothing, '/proc/x/y/z', 'its file system takes no folder there'],
  ['/proc', nothing, '/proc', 'its file system takes no folder there'],
  ['in /sys', nothing, '/sys/x', 'permission denied'],
] as const;

/** Output folders that cannot be: which, how it comes to be so, the folder, and the reason. */
const PLACES: readonly (readonly [what: string, prepare: () => void, out: string, reason: string])[] = [
  ['a file', () => writeFileSync(join(folder, 'out'), ''), 'out', 'a part of the path is a file'],
  ['below a file', () => writeFileSync(join(folder, 'x'), ''), 'x/out', 'a part of the path is a file'],
  ['too long', nothing, 'x'.repeat(300), 'the name is too long for the file system'],
  ['much too long', nothing, 'folder/'.repeat(3000), 'the name is too long for the file system'],
  ...(process.platform === 'win32' || process.getuid?.() === 0
    ? []
    : [['in a read-only folder', () => mkdirSync(join(folder, 'x'), 0o555), 'x/out', 'permission denied'] as const]),
  ...(process.platform === 'linux' ? LINUX_PLACES : []),
];

describe('the command', () => {
  it.skipIf(process.platform === 'win32')('says that its working folder is gone', async () => {
    const before = 'rmdir ../gone';
    for (const words of [[...MOF(), '--out', join(folder, 'out')], ['--help'], ['root/cimv2', '--bundled']]) {
      mkdirSync(join(folder, 'gone'), { recursive: true });
      expect(await run(words, { cwd: join(folder, 'gone'), before })).toEqual({
        code: 1,
        written: 'mi-codegen: the folder that it was started in is not there any more: change to another one\n',
      });
    }
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it.skipIf(!existsSync('/dev/full'))('says that what it prints does not arrive', async () => {
    for (const words of [[...MOF(), '--out', 'out'], [...MOF(), '--json', '--out', 'out'], ['--help']]) {
      expect(await run(words, { stdout: openSync('/dev/full', 'w') })).toEqual({
        code: 1,
        written: 'mi-codegen: cannot write to stdout: ENOSPC: no space left on device, write\n',
      });
    }
    expect(readdirSync(join(folder, 'out/root/test'))).toEqual(['A.ts', 'B.ts', 'index.ts']);
  });

  it.skipIf(process.platform === 'win32')('leaves no part of a config that there is no room for', async () => {
    const before = readdirSync(folder);
    // Files may not be longer than nothing.
    expect(await run(['init', '--yes'], { before: 'ulimit -f 0' })).toEqual({
      code: 1,
      written: 'error file-system: cannot write a file: EFBIG\n1 error\nNothing was written.\n',
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each(PLACES)('says that the output folder is %s', async (_what, prepare, out, reason) => {
    prepare();
    const before = readdirSync(folder);
    const { code, written } = await generate(out);
    expect(code).toBe(1);
    expect(written).toMatch(
      /^error file-system: cannot (open|create the folder|scandir) \S+: .*\n {2}help: .*\n1 error\n.*\n$/,
    );
    expect(written).toContain(`: ${reason}\n  help: choose another output folder with --out\n`);
    expect(written).toContain('\nNothing was written.\n');
    expect(readdirSync(folder)).toEqual(before);
  });

  it.skipIf(process.platform !== 'linux')(
    'says that a folder of the output leads to where none can be made',
    async () => {
      mkdirSync(join(folder, 'out'));
      symlinkSync('/proc', join(folder, 'out/root'));
      const words = ['root/a', 'root/b', '--mof', join(folder, 'two.mof'), '--out', 'out'];
      writeFileSync(
        join(folder, 'two.mof'),
        '#pragma namespace("root/a")\nclass A { };\n#pragma namespace("root/b")\nclass B { };',
      );
      expect(await run(words)).toEqual({
        code: 1,
        written: [
          'error file-system: cannot create the folder out/root/a: its file system takes no folder there',
          '  help: choose another output folder with --out',
          '1 error',
          'Nothing was written.',
          '',
        ].join('\n'),
      });
      expect(readdirSync(join(folder, 'out'))).toEqual(['root']);
    },
  );

  it.each(['out', 'out/root'])('says that %s leads nowhere', async (link) => {
    if (link !== 'out') mkdirSync(join(folder, 'out'));
    symlinkSync('nowhere', join(folder, link), 'junction');
    expect(await generate('out')).toEqual({
      code: 1,
      written: [
        `error broken-link: ${link} is a symbolic link that leads nowhere`,
        '  help: remove it, or create what it leads to',
        '1 error',
        'Nothing was written.',
        '',
      ].join('\n'),
    });
    if (link !== 'out') expect(readdirSync(join(folder, 'out'))).toEqual(['root']);
  });
});
