import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../../generator/cli/main.js';
import { bundledNamespaces } from '../../../generator/source/bundled/bundled-files.js';
import { runCommand } from '../../tools/run-command.js';

let folder: string;
let mof: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-cli-'));
  mof = join(folder, 'schema.mof');
  writeFileSync(mof, 'class A { [Key] string Id; uint32 M(); };\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]) => runCommand(words, folder);

const generate = (...words: string[]) => run('root/test', '--mof', mof, '--out', join(folder, 'out'), ...words);

describe('mi-codegen', () => {
  it('closes with counts, place and time', async () => {
    expect(await generate()).toEqual({
      code: 0,
      stdout: 'Generated 1 class with 1 method in …/out: 2 created (… s)\n',
      stderr: '',
    });
    expect((await generate()).stdout).toBe('Generated 1 class with 1 method in …/out: 2 unchanged (… s)\n');
  });

  it('says nothing when quiet and all is well', async () => {
    expect(await generate('--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('prints one JSON object', async () => {
    const { code, stdout, stderr } = await generate('--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      classes: 1,
      files: [
        { path: 'root/test/A.ts', change: 'created' },
        { path: 'root/test/index.ts', change: 'created' },
      ],
    });
  });

  it('lists what a dry run would do, and does nothing', async () => {
    expect((await generate('--dry-run')).stdout).toBe(
      'created  root/test/A.ts\ncreated  root/test/index.ts\nCompared 1 class with 1 method in …/out: 2 created (… s)\n',
    );
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('checks: 0 when the output is up to date, 1 with a diff when it is not', async () => {
    await generate();
    expect((await generate('--check')).code).toBe(0);
    writeFileSync(mof, 'class A { [Key] string Id; string Name; uint32 M(); };\n');
    const { code, stdout, stderr } = await generate('--check');
    expect(code).toBe(1);
    expect(stdout).toContain('--- a/root/test/A.ts');
    expect(stdout).toContain('+  declare readonly Name: string | null;');
    expect(stderr).toBe('The output is out of date: run mi-codegen without --check.\n');
    expect(JSON.parse((await generate('--check', '--json')).stdout)).toMatchObject({ ok: false, diagnostics: [] });
  });

  it('counts files that are left over as a difference', async () => {
    await generate();
    writeFileSync(mof, 'class B { [Key] string Id; };\n');
    await generate('--quiet');
    expect(await generate('--check', '--quiet')).toEqual({ code: 1, stdout: 'stale    root/test/A.ts\n', stderr: '' });
    const { code, stderr } = await generate('--check');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The output is out of date: run mi-codegen with --clean instead of --check\.$/m);
    const cleaned = await generate('--check', '--clean');
    expect(cleaned.code).toBe(1);
    expect(cleaned.stdout).toMatch(/^deleted {2}root\/test\/A\.ts\n=+\n--- a\/root\/test\/A\.ts/);
    await generate('--clean');
    expect(await generate('--check', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('lists the files that differ, then a diff up to a limit', async () => {
    const classes = (type: string) =>
      Array.from({ length: 40 }, (_, index) => `class C${10 + index} { [Key] ${type} Id; };`).join('\n');
    writeFileSync(mof, classes('string'));
    await generate();
    writeFileSync(mof, classes('uint32'));
    const short = (await generate('--check')).stdout.split('\n');
    expect(short.slice(0, 40)).toEqual(
      Array.from({ length: 40 }, (_, index) => `changed  root/test/C${10 + index}.ts`),
    );
    expect(short).toHaveLength(40 + 200 + 3);
    expect(short[240]).toMatch(
      /^\.\.\. and \d+ more lines? of root\/test\/C\d\d\.ts, and \d+ more files: --full shows all$/,
    );
    const full = (await generate('--check', '--full')).stdout.split('\n');
    expect(full.filter((line) => line.startsWith('--- a/root/test/C'))).toHaveLength(40);
    expect(full.slice(0, 240)).toEqual(short.slice(0, 240));
    const quiet = await generate('--check', '--quiet');
    expect(quiet).toEqual({ code: 1, stdout: `${short.slice(0, 40).join('\n')}\n`, stderr: '' });
  });

  it('says what is missing once, with the number of places and the first three', async () => {
    const classes = ['A : Missing', 'B : missing', 'C : Missing', 'D : Missing', 'E : Other'];
    writeFileSync(mof, `${classes.map((head) => `class ${head} { };`).join('\n')}\n`);
    const { stderr } = await generate('--quiet');
    expect(stderr).toBe(
      [
        'warning missing-superclass: root/test does not declare Missing, which is needed in 4 places',
        '  …/schema.mof:1:7 - class A derives from Missing, which root/test does not declare',
        '  …/schema.mof:2:7 - class B derives from missing, which root/test does not declare',
        '  …/schema.mof:3:7 - class C derives from Missing, which root/test does not declare',
        '  ... and 1 more: --verbose shows all',
        '…/schema.mof:5:7 - warning missing-superclass: class E derives from Other, which root/test does not declare',
        '  5 | class E : Other { };',
        '    |       ^',
        '5 warnings',
        '',
      ].join('\n'),
    );
    const verbose = (await generate('--quiet', '--verbose')).stderr;
    expect(verbose.match(/^…\/schema\.mof:\d:7 - warning missing-superclass: /gm)).toHaveLength(5);
    expect(JSON.parse((await generate('--json')).stdout).diagnostics).toHaveLength(5);
  });

  it('fails with every error and its place', async () => {
    writeFileSync(mof, 'class A {\n  uint8 x = 256;\n};\nclass B { uint8 y = 257; };\n');
    const { code, stdout, stderr } = await generate();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^…\/schema\.mof:2:13 - error mof-[a-z-]+: .*256/);
    expect(stderr).toMatch(/\n…\/schema\.mof:4:21 - error mof-[a-z-]+: .*257/);
    expect(stderr).toMatch(/\n {2}2 \| {3}uint8 x = 256;\n {4}\| {13}\^\^\^\n/);
    expect(stderr).toMatch(/\n2 errors\nNothing was written\.\n$/);
  });

  it('says where the schema of a namespace that it does not bring may come from', async () => {
    const bundled = bundledNamespaces().join(', ');
    expect((await run('generate', 'root/cimv2', '--bundled', '--out', join(folder, 'out'))).stderr).toBe(
      [
        `error unknown-namespace: there is no bundled schema of "generate"; the bundled ones are ${bundled}`,
        '  help: give its MOF files with --mof "schema/*.mof" (mi-codegen pull writes them on Windows, which keeps its own ' +
          String.raw`in %SystemRoot%\System32\wbem), or --live there`,
        '1 error',
        'Nothing was written.',
        '',
      ].join('\n'),
    );
  });

  it('fails in JSON too', async () => {
    const { code, stdout } = await run('root/test', '--mof', join(folder, 'none.mof'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ code: 'file-not-found' }] });
  });

  it('explains what the file system refuses', async () => {
    writeFileSync(join(folder, 'out'), 'a file where the folder should be');
    const { code, stderr } = await generate();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error file-system: cannot \w+ …\/out.*: a part of the path is a file\n {2}help: choose another output folder with --out\n1 error\nNothing was written\.\n$/,
    );
  });

  it('answers a wrong command line with 2', async () => {
    expect(await run()).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'mi-codegen: a namespace is needed, for example: mi-codegen root/cimv2; or a config: mi-codegen init writes one\nTry "mi-codegen --help".\n',
    });
  });

  it('says why warnings fail a strict run', async () => {
    writeFileSync(mof, 'class A : Missing { };\n');
    const { code, stderr } = await generate('--strict');
    expect(code).toBe(1);
    expect(stderr).toMatch(/\n1 warning\nNothing was written: with --strict, warnings fail the run\.\n$/);
  });

  it('keeps control characters of a schema from the terminal', async () => {
    writeFileSync(mof, '#pragma include ("\u001b[2J")\n');
    expect((await generate()).stderr).toBe(
      [
        '…/schema.mof:1:18 - error mof-include-not-found: cannot read the included file "\\u001b[2J": there is no such file',
        '  1 | #pragma include ("\\u001b[2J")',
        '    |                  ^^^^^^^^^^^',
        '  help: it is searched beside the including file and in the include directories',
        '1 error',
        'Nothing was written.',
        '',
      ].join('\n'),
    );
  });

  it('prints nothing of a schema that looks like a line or a command of its own', async () => {
    const file = join(folder, '::error::x.mof');
    writeFileSync(file, '##vso[task.x]y \u202e\u2028x.mof:1:1 - error x: forged\n');
    writeFileSync(mof, `#pragma namespace("root/test\\n::error::x")\n#pragma include("a\u202e\\n::error::b")\n`);
    const { stderr } = await run('root/test', '--mof', file, '--mof', mof, '--out', join(folder, 'out\n::error::'));
    expect(stderr.split('\n').filter((line) => /^\s*::|^x\.mof|##vso|[^\x20-\x7e\u2026]/.test(line))).toEqual([]);
    expect(stderr).toContain(String.raw`"root/test\n::error::x" is no namespace`);
    const json = JSON.parse((await run('root/test', '--mof', mof, '--json')).stdout);
    expect(json.diagnostics[1].message).toContain('a\u202e\n::error::b');
  });

  it('repeats only a part of a line of more than 1,000 characters in JSON', async () => {
    const line = (size: number) => `class A { [MaxLen(1)] uint8 P; /*${' '.repeat(size)}*/ };`;
    const sizes = [900, 1_000].map(async (size) => {
      const file = join(folder, `${size}.mof`);
      writeFileSync(file, line(size));
      const { stdout } = await run('root/test', '--mof', file, '--out', join(folder, String(size)), '--json');
      return JSON.parse(stdout).diagnostics[0].place;
    });
    const [short, long] = await Promise.all(sizes);
    expect(short).toMatchObject({ line: 1, sourceLine: line(900) });
    expect(long).toMatchObject({ line: 1, column: short.column, sourceColumn: expect.any(Number) });
    expect(long.sourceLine.length).toBeLessThanOrEqual(1000);
  });

  it('shows the stack of a bug, and asks for a report', async () => {
    const stderr: string[] = [];
    const broken = { write: () => JSON.parse('') } as unknown as NodeJS.WriteStream;
    const collecting = { write: (text: string) => stderr.push(text) > 0 } as NodeJS.WriteStream;
    const words = ['root/test', '--mof', mof, '--out', join(folder, 'out')];
    expect(await main(words, { stdout: broken, stderr: collecting })).toBe(1);
    expect(stderr.join('')).toMatch(
      /^SyntaxError: .*\n( {4}at .*\n)+This is a bug of mi-codegen: please report it with the lines above\.\n$/,
    );
  });

  it('prints warnings and goes on', async () => {
    writeFileSync(mof, 'class A : Missing { };\n');
    const { code, stdout, stderr } = await generate('--quiet');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/warning missing-superclass: /);
    expect(stderr).toMatch(/\n1 warning\n$/);
  });
});
