import { spawnSync } from 'node:child_process';
import fs, {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Diagnostic, formatDiagnostic } from '../../../../generator/diagnostics/index.js';
import { readMofFiles } from '../../../../generator/source/mof/index.js';
import type { LoadedSchema } from '../../../../generator/source/schema-source.js';
import { loadFiles, NAMESPACE, said } from './support.js';

const SECRET = 'hunter2';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mof-includes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

function load(names: readonly string[], includeDirs: readonly string[] = []): LoadedSchema {
  const inFolder = (name: string) => join(folder, name);
  return readMofFiles(names.map(inFolder), { namespace: NAMESPACE, includeDirs: includeDirs.map(inFolder) });
}

/** Loads a file that includes a path. */
function include(path: string): LoadedSchema {
  write({ 'schema/root.mof': `#pragma include ("${path.replaceAll('\\', '\\\\')}")\nclass Root {};` });
  return load(['schema/root.mof']);
}

const classes = ({ schema }: LoadedSchema) => schema.classes.map(({ namespace, name }) => `${namespace}:${name}`);

/** Everything that is printed of diagnostics, and everything that `--json` prints. */
const printed = (diagnostics: readonly Diagnostic[]) =>
  `${diagnostics.map(formatDiagnostic).join('\n')}\n${JSON.stringify(diagnostics)}`;

describe('the path of an include', () => {
  const many = (count: number) => `${'a/'.repeat(count)}b.mof`;

  it.each([
    ['8000 parts', many(8000), 'its path has 16005 characters; paths have at most 4096'],
    ['as many parts as are looked for', many(1000), 'there is no such file'],
    ['more parts than the file system takes', many(2040), 'its path is too long for the file system'],
    ['a name longer than any file has', 'a'.repeat(4000), 'its path is too long for the file system'],
    ['a NUL', String.raw`a\x0000.mof`, 'its path holds a character that no path can have'],
    ['another computer', '//server/share/a.mof', 'its path names another computer or a device'],
    [
      'another computer, as Windows writes it',
      String.raw`\\\\server\\share\\a.mof`,
      'its path names another computer or a device',
    ],
    ['a device of Windows', String.raw`\\\\.\\pipe\\a`, 'its path names another computer or a device'],
    ['a file on the way', 'root.mof/a.mof', 'a part of its path is a file'],
    ['nothing', '', 'it is a folder'],
    ['a folder', '.', 'it is a folder'],
  ])('may be bad: %s', (_, path, reason) => {
    write({ 'schema/root.mof': `#pragma include ("${path}")` });
    const { diagnostics } = load(['schema/root.mof']);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ severity: 'error', code: 'mof-include-not-found', place: { line: 1 } });
    expect(diagnostics[0]?.message).toMatch(new RegExp(`: ${reason}$`));
    expect(diagnostics[0]?.message.length).toBeLessThan(400);
  });

  it('may lead in a circle of links', () => {
    mkdirSync(join(folder, 'schema'));
    symlinkSync('loop.mof', join(folder, 'schema/loop.mof'));
    expect(said(include('loop.mof'))).toEqual([
      '1:18 error mof-include-not-found: cannot read the included file "loop.mof": its links lead in a circle',
    ]);
  });

  it('is taken as it is written where there is such a file, else in any letter case', () => {
    write({
      'schema/root.mof': '#pragma include ("core/a.mof")\n#pragma include ("../SCHEMA/Core/B.MOF")',
      'schema/core/a.mof': 'class Exact {};',
      'schema/core/A.mof': 'class Other {};',
      'schema/core/b.mof': 'class Folded {};',
    });
    const loaded = load(['schema/root.mof']);
    expect(said(loaded)).toEqual([]);
    expect(classes(loaded)).toEqual(['root/test:Exact', 'root/test:Folded']);
  });

  it('needs each folder to be listed once', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `#pragma include ("Sub/Missing${index}.mof")`);
    write({ 'schema/sub/a.mof': '', 'schema/root.mof': lines.join('\n') });
    const list = vi.spyOn(fs, 'readdirSync');
    syncBuiltinESMExports();
    const { diagnostics } = load(['schema/root.mof']);
    const listed = list.mock.calls.map(([path]) => String(path));
    list.mockRestore();
    syncBuiltinESMExports();
    expect(diagnostics).toHaveLength(101);
    expect(listed).toContain(join(folder, 'schema/sub'));
    expect(listed).toHaveLength(new Set(listed).size);
  });
});

describe('one file', () => {
  it('is read once, however it is named', () => {
    write({ 'schema/a.mof': 'class A {}; instance of A {};' });
    linkSync(join(folder, 'schema/a.mof'), join(folder, 'schema/hard.mof'));
    symlinkSync('a.mof', join(folder, 'schema/soft.mof'));
    symlinkSync('schema', join(folder, 'link'));
    const lines = ['a.mof', './a.mof', '../schema/a.mof', 'hard.mof', 'soft.mof', '../link/a.mof', 'A.MOF'];
    write({ 'schema/root.mof': lines.map((path) => `#pragma include ("${path}")`).join('\n') });
    const loaded = load(['schema/root.mof', 'link/a.mof']);
    expect(said(loaded)).toEqual([]);
    expect(loaded.files).toHaveLength(2);
    expect(loaded.schema.instances).toHaveLength(1);
  });

  it('is read once, though a folder leads into itself', () => {
    mkdirSync(join(folder, 'schema'));
    symlinkSync('.', join(folder, 'schema/sub'));
    symlinkSync('.', join(folder, 'schema/other'));
    const lines = ['sub/root.mof', 'other/root.mof', 'sub/other/root.mof'].map((path) => `#pragma include ("${path}")`);
    write({ 'schema/root.mof': `${lines.join('\n')}\nclass Root {};` });
    const loaded = load(['schema/root.mof']);
    expect(said(loaded)).toEqual([]);
    expect(loaded.files).toHaveLength(1);
  });

  it('comes into few namespaces, however large it is, and into many when it is small', () => {
    const declarations = (count: number) => Array.from({ length: count }, (_, at) => `class C${at} {};`).join('\n');
    const root = (namespaces: number) =>
      Array.from({ length: namespaces }, (_, at) => `#pragma namespace ("root/n${at}")\n#pragma include ("a.mof")`);
    const small = loadFiles({ 'r.mof': root(100).join('\n'), 'a.mof': declarations(50) }, ['r.mof']);
    expect(said(small)).toEqual([]);
    expect(small.schema.classes).toHaveLength(5000);

    const large = loadFiles({ 'r.mof': root(20).join('\n'), 'a.mof': declarations(10_000) }, ['r.mof']);
    expect(large.diagnostics).toHaveLength(17);
    expect(large.diagnostics[0]).toMatchObject({
      severity: 'error',
      code: 'mof-included-too-often',
      message:
        '"a.mof" was included before, and cannot be brought into root/n3 as well: 20002 declarations stand in several ' +
        'namespaces already, more than in any schema',
      help: 'include the file in fewer namespaces, or generate each namespace in a run of its own',
      place: { file: 'r.mof', line: 8, column: 18 },
    });
    expect(large.schema.classes).toHaveLength(30_000);
  });

  it('ends where it includes itself in ever deeper namespaces', () => {
    const step = '#pragma namespace ("n")\n#pragma include ("a.mof")\n';
    const text = `instance of __Namespace { Name = "n"; };\n${step}${step}class A {};`;
    const { diagnostics } = loadFiles({ 'a.mof': text }, ['a.mof']);
    expect(new Set(diagnostics.map(({ code }) => code))).toContain('mof-include-too-deep');
  });

  it('has no namespace that is longer than any', () => {
    const long = loadFiles({ 'a.mof': `#pragma namespace ("${'n/'.repeat(800)}n")\nclass A {};` }, ['a.mof']);
    expect(said(long)).toEqual([
      '1:20 error mof-namespace: the path of the namespace has 1601 characters, more than 1000',
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  const reasonFor = (path: string) => {
    const [first] = include(path).diagnostics;
    return first?.message.slice(`cannot read the included file "${path}": `.length);
  };

  it.each([
    ['/dev/zero', 'it is a device'],
    ['/dev/null', 'it is a device'],
    ['/', 'it is a folder'],
  ])('%s is not read', (path, reason) => expect(reasonFor(path)).toBe(reason));

  it('is a pipe into which nobody writes, which blocks nobody', () => {
    mkdirSync(join(folder, 'schema'));
    expect(spawnSync('mkfifo', [join(folder, 'schema/pipe.mof')]).status).toBe(0);
    expect(reasonFor('pipe.mof')).toBe('it is a pipe');
    expect(said(load(['schema/pipe.mof']))).toEqual([
      `error mof-unreadable-file: cannot read "${folder}/schema/pipe.mof": it is a pipe`,
    ]);
  });

  it('is a file that is larger than any schema', () => {
    write({ 'schema/large.mof': '' });
    truncateSync(join(folder, 'schema/large.mof'), 8 * 2 ** 30);
    expect(reasonFor('large.mof')).toBe('it has more than 268435456 bytes, the most that are read');
  });
});

describe('what is no MOF', () => {
  it.each([
    ['the environment of a process', `PATH=/bin\0MI_PASSWORD=${SECRET}\0HOME=/root\0`, 'mof-no-mof'],
    ['settings', `# settings\nMI_PASSWORD=${SECRET}\n`, 'mof-no-mof'],
    ['settings in quotes', `A="x\nPASSWORD="${SECRET}"\n`, 'mof-no-mof'],
    ['an INI file', `; ${SECRET}\n[wmi]\npassword = ${SECRET}\n`, 'mof-no-mof'],
    ['JSON', `{ "password": "${SECRET}", "class": "X" }`, 'mof-no-mof'],
    ['YAML', `class: X\ntype: string\npassword: ${SECRET}\n`, 'mof-no-mof'],
    ['XML', `<?xml version="1.0"?><a password="${SECRET}"/>`, 'mof-xml'],
    ['a list of users', `root:${SECRET}:0:0:root:/root:/bin/sh\n`, 'mof-no-mof'],
    ['a key', `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\n`, 'mof-no-mof'],
    ['a log', `error: invalid string value (${SECRET}), no instance of X\n`, 'mof-no-mof'],
    ['a shell script', `export PASSWORD='${SECRET}'\n`, 'mof-no-mof'],
    ['Python', `class X(Y):\n  password = "${SECRET}"\n`, 'mof-no-mof'],
    ['TypeScript', `export class X {\n  password = '${SECRET}';\n}\n`, 'mof-no-mof'],
    ['a PowerShell script', `$password = "${SECRET}"\n`, 'mof-powershell'],
    ['a template', `password: {{ ${SECRET} }}\n`, 'mof-template'],
    ['a C header', `#define PASSWORD "${SECRET}"\n`, 'mof-preprocessor'],
    ['bytes', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...Buffer.from(SECRET)]), 'mof-no-mof'],
    ['bytes that look like UTF-16', Uint8Array.from([0x41, 0, ...Buffer.from(SECRET, 'utf16le')]), 'mof-no-mof'],
  ])('is not quoted: %s', (_, content, code) => {
    write({ 'schema/secret.mof': content });
    for (const loaded of [include('secret.mof'), load(['schema/secret.mof'])]) {
      expect(loaded.diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
      expect(loaded.diagnostics[0]?.place).toMatchObject({ file: join(folder, 'schema/secret.mof') });
      expect(printed(loaded.diagnostics)).not.toContain(SECRET);
    }
  });

  it.runIf(process.platform === 'linux')('is not quoted, neither are the files of /proc', () => {
    const { diagnostics } = include('/proc/self/environ');
    expect(diagnostics.map(({ code }) => code)).toEqual(['mof-include-outside', 'mof-no-mof']);
    const shown = printed(diagnostics).replaceAll(folder, '');
    const entries = readFileSync('/proc/self/environ', 'latin1').split('\0');
    const values = entries.map((entry) => entry.slice(entry.indexOf('=') + 1)).filter((value) => value.length > 8);
    expect(values).not.toEqual([]);
    expect(values.filter((value) => shown.includes(value))).toEqual([]);
  });

  it.each([
    ['a mistake in a member', 'class X { uint8 A = ; };'],
    ['a mistake in the head of a class', '[Description("a")] class X Y { };'],
    ['a class without a name for its superclass', 'class X : { };'],
    ['a misspelt keyword', 'clas X { [Key] string Id; };'],
    ['a mistake in an instance', 'instance of X { A 1; };'],
    ['a mistake in a declaration of a qualifier', 'Qualifier A : string, Skope(any);'],
    ['a mistake behind a pragma', '#pragma locale ("en_US")\nklass X {};'],
    ['a mistake in Unicode', 'class Größe { Zahl };'],
  ])('is quoted when it is MOF with %s', (_, text) => {
    write({ 'schema/part.mof': text });
    const { diagnostics } = include('part.mof');
    expect(diagnostics[0]?.code).toBe('mof-syntax');
    expect(text.split('\n')).toContain(diagnostics[0]?.place?.sourceLine);
  });
});

describe('an include outside of the folders of the schema', () => {
  it('is told once for each folder, with a way out', () => {
    write({
      'common/a.mof': 'class A {};',
      'common/b.mof': 'class B {};',
      'schema/root.mof': '#pragma include ("../common/a.mof")\n#pragma include ("../common/b.mof")',
    });
    const loaded = load(['schema/root.mof']);
    expect(classes(loaded)).toEqual(['root/test:A', 'root/test:B']);
    expect(loaded.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'mof-include-outside',
        message: 'the included file "../common/a.mof" lies outside of the folders of the schema',
        help: 'if it belongs to the schema, give its folder as an include directory',
        place: { line: 1, column: 18 },
      },
    ]);
    expect(said(load(['schema/root.mof'], ['common']))).toEqual([]);
    expect(said(load(['schema/root.mof', 'common/b.mof']))).toEqual([]);
    expect(said(load(['schema/root.mof'], ['.']))).toEqual([]);
  });

  it('is found out behind a link', () => {
    write({ 'elsewhere/a.mof': 'class A {};' });
    mkdirSync(join(folder, 'schema'));
    symlinkSync(join(folder, 'elsewhere/a.mof'), join(folder, 'schema/a.mof'));
    expect(include('a.mof').diagnostics.map(({ code }) => code)).toEqual(['mof-include-outside']);
  });

  it('is not quoted when it has mistakes, though it may be MOF', () => {
    write({ 'elsewhere/a.mof': `class A { string Password = "${SECRET}" }` });
    const { diagnostics } = include('../elsewhere/a.mof');
    expect(diagnostics.map(({ code }) => code)).toEqual(['mof-include-outside', 'mof-mistakes-outside']);
    expect(printed(diagnostics)).not.toContain(SECRET);
    expect(printed(load(['schema/root.mof'], ['elsewhere']).diagnostics)).toContain(SECRET);
  });
});
