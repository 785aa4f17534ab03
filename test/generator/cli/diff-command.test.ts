import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { parseSchemaAddress } from '../../../generator/cli/schema-address.js';
import { printCimXml } from '../../../generator/index.js';
import { runCommand } from '../../tools/run-command.js';
import { schemaOf } from '../../tools/schema.js';

const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OLD = 'class A { [Key] string Id; uint32 State; string Name; };\nclass B : A { string Text; };\n';
const NEW = 'class A { [Key] string Id; uint64 State; string Name; string More; };\nclass B : A { };\nclass C { };\n';

const file = (name: string) => join(folder, name);

/** Writes a file, and returns its path. */
function write(name: string, text: string): string {
  writeFileSync(file(name), text);
  return file(name);
}

let old: string;
let recent: string;
beforeEach(() => {
  old = write('old.mof', OLD);
  recent = write('new.mof', NEW);
});

const diff = (...words: string[]) => runCommand(['diff', ...words], folder);

describe('mi-codegen diff', () => {
  it('lists by class what breaks and what does not, and fails when something breaks', async () => {
    expect(await diff(old, recent)).toEqual({
      code: 1,
      stdout: [
        'root/cimv2:A',
        '  BREAKING  property State is bigint instead of number',
        '            property More is new',
        'root/cimv2:B',
        '  BREAKING  property Text is gone',
        'root/cimv2:C',
        '            class is new',
        '2 breaking changes in 2 classes, 2 other changes.',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  it('succeeds when nothing breaks', async () => {
    expect(await diff(old, old)).toEqual({ code: 0, stdout: 'Nothing has changed.\n', stderr: '' });
    write('new.mof', `${OLD}class C { };`);
    expect(await diff(old, recent)).toEqual({
      code: 0,
      stdout: 'root/cimv2:C\n            class is new\nNothing breaks callers; 1 other change in 1 class.\n',
      stderr: '',
    });
  });

  it('succeeds when what breaks is allowed', async () => {
    const { code, stdout } = await diff(old, recent, '--allow-breaking');
    expect(code).toBe(0);
    expect(stdout).toContain('BREAKING');
    expect(JSON.parse((await diff(old, recent, '--allow-breaking', '--json')).stdout)).toMatchObject({ ok: true });
  });

  it('lists only what breaks when quiet', async () => {
    expect(await diff(old, recent, '--quiet')).toEqual({
      code: 1,
      stdout:
        'root/cimv2:A\n  BREAKING  property State is bigint instead of number\n' +
        'root/cimv2:B\n  BREAKING  property Text is gone\n',
      stderr: '',
    });
    expect(await diff(old, old, '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('prints one JSON object', async () => {
    const { code, stdout, stderr } = await diff(old, recent, '--json');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      breaking: 2,
      changes: [
        {
          class: 'root/cimv2:A',
          kind: 'type-changed',
          element: 'property State',
          before: 'number',
          after: 'bigint',
          breaking: true,
          message: 'property State is bigint instead of number',
        },
        { class: 'root/cimv2:A', kind: 'property-added', breaking: false },
        { class: 'root/cimv2:B', kind: 'property-gone', breaking: true },
        { class: 'root/cimv2:C', kind: 'class-added', breaking: false },
      ],
      diagnostics: [],
      notes: [],
    });
  });

  it('compares only some classes', async () => {
    expect((await diff(old, recent, '--class', 'b')).stdout).toMatch(
      /^root\/cimv2:B\n.*\n1 breaking change in 1 class/,
    );
    expect((await diff(old, recent, '--exclude', 'A', '--exclude', 'B')).code).toBe(0);
    expect((await diff(old, recent, '--class', 'C')).code).toBe(0);
    expect(await diff(old, recent, '--class', 'X*')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^error unknown-class: --class "X\*" matches no class\n/),
    });
  });

  it('compares sources of any kind', async () => {
    const xml = write('old.xml', printCimXml(schemaOf(OLD).schema));
    expect((await diff(xml, old)).stdout).toBe('Nothing has changed.\n');
    expect((await diff(`${folder}/*.xml`, recent)).code).toBe(1);
    expect((await diff('bundled:root/cimv2', 'bundled:ROOT\\cimv2')).stdout).toBe('Nothing has changed.\n');
    write('part.mof', '#pragma include("old.mof")\nclass P { };\n');
    expect((await diff(file('part.mof'), old)).stdout).toMatch(/^root\/cimv2:P\n {2}BREAKING {2}class is gone\n/);
  });

  it('looks for included files in the folders that are given', async () => {
    const including = write('including.mof', '#pragma include("old.mof")\n');
    const elsewhere = mkdtempSync(join(tmpdir(), 'mi-codegen-diff-'));
    writeFileSync(join(elsewhere, 'main.mof'), '#pragma include("old.mof")\n');
    expect((await diff(join(elsewhere, 'main.mof'), including)).code).toBe(1);
    expect(await diff(join(elsewhere, 'main.mof'), including, '-I', folder)).toMatchObject({ code: 0, stderr: '' });
    rmSync(elsewhere, { recursive: true });
  });

  it('fails with the mistakes of a schema and their places', async () => {
    write('new.mof', 'class A {\n  uint8 x = 256;\n};\n');
    expect(await diff(old, recent)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^…\/new\.mof:2:13 - error mof-[a-z-]+: .*256/),
    });
    expect(JSON.parse((await diff(old, recent, '--json')).stdout)).toMatchObject({
      ok: false,
      diagnostics: [{ severity: 'error' }],
    });
  });

  it('keeps control characters of a schema from the terminal', async () => {
    const values = (name: string) => `class A { [ValueMap {"0"}, Values {"${name}"}] uint8 X; };`;
    const { stdout } = await diff(write('a.mof', values('a')), write('b.mof', values('\u001b[2J\u202e')));
    expect(stdout).toMatch(/ value A_X\.a is called "\\u001b\[2J\\u202e" now\n/);
  });
});

describe('the namespaces of mi-codegen diff', () => {
  const named = (namespace: string) => `#pragma namespace("${namespace}")\n${OLD}`;

  it('of files that name none are those of the other schema', async () => {
    const other = write('named.mof', named('root/other'));
    for (const words of [
      [other, recent],
      [recent, other],
    ] as const) {
      const { stdout, stderr } = await diff(...words);
      expect(stdout).toMatch(/^root\/other:A\n/);
      expect(stderr).toBe('');
    }
  });

  it('of files that name none may be given', async () => {
    expect((await diff(old, recent, '--namespace', 'root/given')).stdout).toMatch(/^root\/given:A\n/);
    expect(await diff(old, recent, '--namespace', '//server/x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"//server/x" is not a namespace'),
    });
  });

  it('may differ where each schema has one', async () => {
    const words = [write('x.mof', named('root/x')), write('y.mof', named('root/y'))];
    expect(await diff(...words)).toEqual({
      code: 0,
      stdout: 'Nothing has changed.\n',
      stderr: 'note: root/x is compared with root/y: each schema has one namespace\n',
    });
  });

  it('of files are those that the other address names', async () => {
    const both = write('both.mof', `${named('root/cimv2')}${named('root/other')}`);
    const { stderr } = await diff(both, 'bundled:root/cimv2', '--class', 'A');
    expect(stderr).toBe('note: root/other of …/both.mof is not compared, since bundled:root/cimv2 does not name it\n');
    write('both.mof', `${named('root/one')}${named('root/other')}`);
    expect(await diff(both, 'bundled:root/cimv2')).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        'error empty-namespace: …/both.mof declares no class in root/cimv2; it has classes in root/one, root/other',
        '  help: compare with one of these in place of bundled:root/cimv2',
        '1 error',
        '',
      ].join('\n'),
    });
  });

  it('must hold classes', async () => {
    expect((await diff(old, write('none.mof', '// nothing'))).stderr).toMatch(
      /^error empty-namespace: …\/none\.mof declares no class\n/,
    );
  });
});

describe('the operands of mi-codegen diff', () => {
  const again = 'Try "mi-codegen diff --help".\n';
  const example = 'for example: mi-codegen diff schema/root/cimv2.mof live:root/cimv2';

  it.each([
    [[], `two schemas are needed, an old one and a new one; ${example}`],
    [['a.mof'], `"a.mof" is one schema, and another one is needed to compare it with; ${example}`],
    [
      ['a.mof', 'b.mof', 'c.mof'],
      'two schemas are compared, and 3 are given; if a shell has expanded a glob, quote it: "schema/*.mof"',
    ],
    [
      ['liv:root/cimv2', 'b.mof'],
      '"liv:root/cimv2" is no file, and "liv" is no source of schemas; did you mean "live:root/cimv2"?',
    ],
    [
      ['ftp://x', 'b.mof'],
      '"ftp://x" is no file, and "ftp" is no source of schemas; ' +
        'a schema is one of file.mof, file.xml, "folder/*.mof", live:root/cimv2, bundled:root/cimv2',
    ],
    [
      ['root/cimv2', 'b.mof'],
      'there is no file "root/cimv2"; for a namespace, write live:root/cimv2 or bundled:root/cimv2',
    ],
    [['live:', 'b.mof'], 'a namespace is needed behind live:, for example live:root/cimv2'],
    [['a.mof', 'b.mof', '--destination', 'x'], '--destination needs a schema such as live:root/cimv2'],
    [['a.xml', 'bundled:root/cimv2', '-I', 'x'], '--include-dir needs a MOF file'],
    [['a.mof', 'live:root/cimv2', '--authentication', 'Basic'], '--authentication needs --username'],
  ])('%j are refused', async (words, message) => {
    expect(await diff(...words)).toEqual({ code: 2, stdout: '', stderr: `mi-codegen: ${message}\n${again}` });
  });

  it('that name no file are said to', async () => {
    expect((await diff(file('absent.mof'), recent)).stderr).toMatch(
      /^error file-not-found: MOF file "…\/absent\.mof" does not exist\n {2}help: paths are relative to /,
    );
    expect((await diff(old, file('none.xml'))).stderr).toMatch(
      /^error file-not-found: CIM-XML file "…\/none\.xml" does/,
    );
    expect((await diff(old, folder)).stderr).toMatch(
      /^error file-is-folder: MOF file "…" is a folder\n {2}help: name its/,
    );
    expect((await diff('bundled:root/cim', old)).stderr).toContain('did you mean "root/cimv2"?');
  });

  it('are files, or sources with a namespace', () => {
    expect(parseSchemaAddress('live:root/cimv2')).toEqual({ kind: 'live', namespace: 'root/cimv2' });
    expect(parseSchemaAddress('BUNDLED:root\\cimv2')).toEqual({ kind: 'bundled', namespace: 'root\\cimv2' });
    expect(parseSchemaAddress('C:\\schema\\x.mof')).toEqual({ kind: 'mof', path: 'C:\\schema\\x.mof' });
    expect(parseSchemaAddress('c:x.XML')).toEqual({ kind: 'cimXml', path: 'c:x.XML' });
    expect(parseSchemaAddress('schema/**/*.mof')).toEqual({ kind: 'mof', path: 'schema/**/*.mof' });
    expect(parseSchemaAddress('/dev/fd/63')).toEqual({ kind: 'mof', path: '/dev/fd/63' });
  });

  it.runIf(process.platform !== 'win32')('may be files with a colon in their names', () => {
    const path = write('live:x', OLD);
    expect(parseSchemaAddress(path)).toEqual({ kind: 'mof', path });
  });
});
