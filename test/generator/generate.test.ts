import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DiagnosticError, type GenerateOptions, generate } from 'mi-codegen';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundledNamespaces } from '../../generator/source/bundled/bundled-files.js';

const BUNDLED = { kind: 'bundled' } as const;

let folder: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-generate-'));
  out = join(folder, 'out');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fromMof(mof: string, options: Partial<GenerateOptions> = {}) {
  const file = join(folder, 'schema.mof');
  writeFileSync(file, mof);
  return generate({ namespaces: ['root/test'], source: { kind: 'files', mof: [file] }, out, ...options });
}

/** Path, content and inode of every output file. */
function snapshot() {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, 'utf8'), written: statSync(path, { bigint: true }).mtimeNs }));
}

async function failure(run: Promise<unknown>): Promise<readonly string[]> {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason as DiagnosticError,
  );
  return error?.diagnostics.map(({ message }) => message) ?? [];
}

describe('generate', () => {
  it('writes the classes of a MOF file and their index', async () => {
    const result = await fromMof('class A { [Key] string Id; uint32 M(); }; class B : A { };');
    expect(result).toMatchObject({ source: 'files', classes: 2, methods: 1, filesRead: 1, diagnostics: [], notes: [] });
    expect(result.files).toEqual([
      { path: 'root/test/A.ts', change: 'created' },
      { path: 'root/test/B.ts', change: 'created' },
      { path: 'root/test/index.ts', change: 'created' },
    ]);
  });

  it('is the same twice, and the second run writes nothing', async () => {
    const mof = 'class A { [Key] string Id; }; class B : A { };';
    await fromMof(mof);
    const before = snapshot();
    const { files } = await fromMof(mof);
    expect(files.map(({ change }) => change)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(snapshot()).toEqual(before);
  });

  it('makes one tree of namespaces, however they are spelled', async () => {
    const mof = [
      '#pragma namespace("ROOT/Microsoft/A")\nclass A { };',
      '#pragma namespace("//./Root/MICROSOFT/B")\nclass B { };',
      '#pragma namespace("root/other")\nclass C { };',
    ].join('\n');
    const { files, namespaces } = await fromMof(mof, { namespaces: ['root/**'] });
    expect(namespaces).toEqual(['root/Microsoft/A', 'root/Microsoft/B', 'root/other']);
    expect(files.map(({ path }) => path)).toEqual([
      'root/Microsoft/A/A.ts',
      'root/Microsoft/A/index.ts',
      'root/Microsoft/B/B.ts',
      'root/Microsoft/B/index.ts',
      'root/other/C.ts',
      'root/other/index.ts',
    ]);
    const spellings = await fromMof(mof, {
      namespaces: ['Root/OTHER', 'ROOT\\microsoft\\b'],
      out: join(folder, 'two'),
    });
    expect(spellings.namespaces).toEqual(['Root/OTHER', 'Root/microsoft/b']);
  });

  it('keeps the spelling of an earlier run', async () => {
    const mof = 'class A { [Key] string Id; };';
    await fromMof(mof);
    const { files, namespaces } = await fromMof(mof, { namespaces: ['ROOT\\Test'], mode: 'check' });
    expect(namespaces).toEqual(['root/test']);
    expect(files.map(({ path, change }) => `${path} ${change}`)).toEqual([
      'root/test/A.ts unchanged',
      'root/test/index.ts unchanged',
    ]);
    const beside = await fromMof('#pragma namespace("ROOT/Beside") class B { };', { namespaces: ['ROOT/**'] });
    expect(beside.namespaces).toEqual(['root/Beside']);
    const both = await fromMof(`${mof}\n#pragma namespace("ROOT/New")\nclass B { };`, {
      namespaces: ['ROOT/TEST', 'ROOT/New'],
      mode: 'dry-run',
    });
    expect(both.namespaces).toEqual(['root/test', 'root/New']);
  });

  it('keeps only the spelling of what it wrote itself', async () => {
    mkdirSync(join(out, 'ROOT', 'TEST'), { recursive: true });
    writeFileSync(join(out, 'ROOT', 'TEST', 'index.ts'), 'export {};\n');
    const { namespaces } = await fromMof('class A { };', { mode: 'dry-run' });
    expect(namespaces).toEqual(['root/test']);
  });

  it('spells the namespace as it was asked for', async () => {
    const { files } = await fromMof('#pragma namespace("\\\\\\\\.\\\\ROOT\\\\Test")\nclass A { };');
    expect(files[0]?.path).toBe('root/test/A.ts');
  });

  it('leaves other namespaces out and says so', async () => {
    const mof = 'class A { };\n#pragma namespace("root/other")\nclass B { }; class C { };';
    const { files, notes } = await fromMof(mof);
    expect(files.map(({ path }) => path)).toEqual(['root/test/A.ts', 'root/test/index.ts']);
    expect(notes).toEqual(['not generated: 2 classes of root/other, which was not asked for']);
    expect((await fromMof(mof, { namespaces: ['root/test', 'root/other'] })).classes).toBe(3);
    expect((await fromMof(mof.replace('class C { };', ''))).notes).toEqual([
      'not generated: 1 class of root/other, which was not asked for',
    ]);
  });

  it('says which files of earlier runs it left', async () => {
    await fromMof('class A { }; class B { }; class C { };');
    expect((await fromMof('class A { }; class B { };')).notes).toEqual([
      '1 file of an earlier run is not generated any more (root/test/C.ts): clean removes it',
    ]);
    expect((await fromMof('class A { };')).notes).toEqual([
      '2 files of an earlier run are not generated any more (root/test/B.ts …): clean removes them',
    ]);
  });

  it('refuses a namespace without classes and names the others', async () => {
    expect(await failure(fromMof('class A { };', { namespaces: ['root/test', 'root/tset'] }))).toEqual([
      'the schema declares no class in root/tset; it has classes in root/test',
    ]);
    expect(await failure(fromMof('// empty\n'))).toEqual(['the schema declares no class']);
  });

  it('refuses a namespace that names a computer', async () => {
    expect(await failure(generate({ namespaces: ['\\\\server\\root\\cimv2'], out }))).toEqual([
      '"\\\\server\\root\\cimv2" is not a namespace',
    ]);
  });

  it.each([
    { options: undefined, message: 'generate() takes an array of strings as namespaces' },
    {
      options: { namespaces: 'root/test' },
      message: 'generate() takes an array of strings as namespaces; write ["root/test"]',
    },
    {
      options: { namespaces: ['root/test'], source: { kind: 'files', mof: 't.mof' } },
      message: 'generate() takes an array of strings as source.mof; write ["t.mof"]',
    },
    {
      options: { namespaces: ['root/test'], source: 'bundled' },
      message: "generate() takes an object as source; write { kind: 'bundled' }",
    },
    {
      options: { namespaces: ['root/test'], source: { kind: 'MOF' } },
      message: 'generate() takes one of files, live, bundled as source.kind',
    },
    {
      options: { namespaces: ['root/test'], source: { kind: 'bundled', locale: 'de-DE' } },
      message: 'generate() takes no source.locale where source.kind is bundled',
    },
    {
      options: { namespaces: ['root/test'], source: { kind: 'live', authentication: 'None' } },
      message:
        'generate() takes one of Default, NegoWithCreds, Basic, Digest, Kerberos, Ntlmdomain, CredSSP as source.authentication',
    },
    { options: { namespaces: ['root/test'], clean: 'no' }, message: 'generate() takes true or false as clean' },
    { options: { namespaces: ['root/test'], out: 1 }, message: 'generate() takes a string as out' },
    {
      options: { namespaces: ['root/test'], importExtension: 'mjs' },
      message: 'generate() takes one of js, ts as importExtension',
    },
    {
      options: { namespaces: ['root/test'], mode: 'Check' },
      message: 'generate() takes one of write, check, dry-run as mode',
    },
  ])('refuses $options of JavaScript', async ({ options, message }) => {
    await expect(generate(options as GenerateOptions)).rejects.toThrow(new TypeError(message));
  });

  it.each([
    { option: { mof: ['t.mof'] }, message: "generate() takes no mof; write source: { kind: 'files', mof: [...] }" },
    { option: { bundled: true }, message: "generate() takes no bundled; write source: { kind: 'bundled' }" },
    { option: { live: {} }, message: "generate() takes no live; write source: { kind: 'live' }" },
    {
      option: { destination: 'server01' },
      message: "generate() takes no destination; write source: { kind: 'live', destination: ... }",
    },
    {
      option: { includeDirs: ['i'] },
      message: "generate() takes no includeDirs; write source: { kind: 'files', mof: [...], includeDirs: [...] }",
    },
  ])('names what stands in place of $option', async ({ option, message }) => {
    const options: object = { namespaces: ['root/test'], ...option };
    await expect(generate(options as GenerateOptions)).rejects.toThrow(new TypeError(message));
  });

  it('calls options by their names', async () => {
    const source = { kind: 'files', mof: ['no.mof'], includeDirs: ['no/such/folder'] } as const;
    expect(await failure(fromMof('', { source }))).toEqual(['source.includeDirs "no/such/folder" does not exist']);
    expect(await failure(fromMof('', { source: { kind: 'files', mof: ['no.mof'] } }))).toEqual([
      'source.mof "no.mof" does not exist',
    ]);
    expect(await failure(fromMof('', { source: { kind: 'files' } }))).toEqual([
      'a schema in files needs source.mof or source.cimXml',
    ]);
    expect(await failure(fromMof('class A { };', { classes: ['--class'] }))).toEqual([
      'classes "--class" matches no class',
    ]);
    const authentication = { kind: 'live', authentication: 'Basic' } as const;
    expect(await failure(fromMof('', { source: authentication }))).toEqual([
      'source.authentication needs source.username',
    ]);
  });

  it('refuses to do nothing', async () => {
    expect(await failure(generate({ namespaces: [], out }))).toEqual(['a namespace is needed, for example root/cimv2']);
  });

  it('generates the bundled schema', async () => {
    const options = { namespaces: ['root/cimv2'], classes: ['Win32_Process'], source: BUNDLED, out };
    const { source, notes, files } = await generate(options);
    expect(source).toBe('bundled');
    expect(files.map(({ path }) => path)).toContain('root/cimv2/CIM_Process.ts');
    expect(notes).toEqual([]);
  });

  it('says which schema a class was searched in, and where all classes are', async () => {
    const given = { namespaces: ['root/cimv2'], source: BUNDLED, out };
    const others =
      'all classes of a machine come with source.kind "live" on Windows, and with source.mof from mi-codegen pull';
    for (const [name, help] of [
      ['Win32_Proces', `did you mean "Win32_Process"? Otherwise: ${others}`],
      ['Storage*', others],
      ['msft_disk', 'it is in root/microsoft/windows/storage'],
      ['ActiveScriptEventConsumer', 'it is in root/default and in root/subscription'],
    ] as const) {
      await expect(generate({ ...given, classes: [name] })).rejects.toMatchObject({
        diagnostics: [{ message: `classes "${name}" matches none of the 520 classes of the bundled schema`, help }],
      });
    }
  });

  it.each([['cimv2'], ['CIMV2'], ['root/cimv'], ['/cimv2']])('asks whether %s is root/cimv2', async (namespace) => {
    const run = generate({ namespaces: [namespace], source: BUNDLED, out });
    await expect(run).rejects.toMatchObject({ diagnostics: [{ help: 'did you mean "root/cimv2"?' }] });
    const inFiles = fromMof('#pragma namespace("root/cimv2")\nclass A { };', { namespaces: [namespace] });
    await expect(inFiles).rejects.toMatchObject({ diagnostics: [{ help: 'did you mean "root/cimv2"?' }] });
  });

  it('knows bundled namespaces by their names, not by their folders', async () => {
    expect(await failure(generate({ namespaces: ['root-cimv2'], source: BUNDLED, out }))).toEqual([
      `there is no bundled schema of "root-cimv2"; the bundled ones are ${bundledNamespaces().join(', ')}`,
    ]);
  });

  it.skipIf(process.platform === 'win32')('does not read a device without end', async () => {
    expect(await failure(fromMof('#pragma include ("/dev/zero")'))).toEqual([
      'cannot read the included file "/dev/zero": it is a device',
    ]);
  });

  it.skipIf(process.platform === 'win32' || process.env['MI_LIBRARY'])(
    'does not read the bundled schema when MI is asked for',
    async () => {
      const given = { namespaces: ['root/cimv2'], out };
      for (const live of [
        {},
        { username: 'u', password: 'p', orBundled: true },
        { protocol: 'WINRM', orBundled: true },
      ]) {
        const source = { kind: 'live', ...live } as const;
        const [message, ...others] = await failure(generate({ ...given, source }));
        expect(message).toMatch(/^MI cannot be used: .*Looked for:.*Or MI_LIBRARY names it\.$/s);
        expect(others).toEqual([]);
      }
    },
  );

  it.skipIf(process.platform === 'win32' || process.env['MI_LIBRARY'])(
    'reads the bundled schema where there is no MI, and says so',
    async () => {
      const given = { namespaces: ['root/cimv2'], mode: 'dry-run', out } as const;
      const notes = [
        'used the bundled schema, since there is no Windows MI here; source.mof or source.destination gives another',
      ];
      expect(await generate(given)).toMatchObject({ source: 'bundled', notes });
      const source = { kind: 'live', locale: 'de-DE', orBundled: true } as const;
      expect(await generate({ ...given, source })).toMatchObject({ source: 'bundled', notes });
    },
  );

  describe('never changes the source by accident', () => {
    const onLinux = it.skipIf(process.platform === 'win32' || process.env['MI_LIBRARY']);
    const UNNAMED = { kind: 'live', orBundled: true } as const;
    const committed = 'class Win32_Process { [Key] string Handle; }; class Win32_Other { [Key] string Id; };';

    it.each([
      ['root/cimv2', committed],
      ['ROOT/CIMV2', committed],
    ])('of %s', async (namespace, mof) => {
      await fromMof(mof, { namespaces: [namespace] });
      expect(readFileSync(join(out, ...namespace.split('/'), 'index.ts'), 'utf8')).toMatch(
        /^\/\/ Generated by mi-codegen from root\/cimv2\. Do not edit\.\n\/\/ Schema source: files\n/i,
      );
    });

    onLinux.each([
      { mode: 'write' },
      { mode: 'check' },
      { mode: 'dry-run' },
      { classes: ['Win32_Process'] },
      { source: { ...UNNAMED, locale: 'de-DE' } },
    ] as const)('with %j', async (given) => {
      await fromMof(committed, { namespaces: ['root/cimv2'] });
      const before = snapshot();
      const run = generate({ namespaces: ['ROOT/cimv2'], out, ...given });
      const target = join(out, 'root/cimv2');
      await expect(run).rejects.toMatchObject({
        diagnostics: [
          {
            code: 'source-changed',
            message: `${target} was generated from files, but this run names no source, and has read the bundled schema`,
            help:
              'name the source, here or in a config: source.kind "live" (this machine), source.destination (another), source.mof (files, as of ' +
              'mi-codegen pull), or source.kind "bundled"',
          },
        ],
      });
      expect(snapshot()).toEqual(before);
    });

    onLinux('but changes it when the new one is named, and then goes on with that', async () => {
      await fromMof(committed, { namespaces: ['root/cimv2'] });
      const given = { namespaces: ['root/cimv2'], out };
      expect((await generate({ ...given, source: BUNDLED })).source).toBe('bundled');
      expect(new Set((await generate(given)).files.map(({ change }) => change))).toEqual(
        new Set(['unchanged', 'stale']),
      );
      expect((await fromMof(committed, given)).source).toBe('files');
    });

    onLinux.each([
      ['without the line that names it', (index: string) => index.replace(/\/\/ Schema source.*\n/, '')],
      ['without an index', () => null],
    ])('nor that of output %s', async (_, damaged) => {
      await fromMof(committed, { namespaces: ['root/cimv2'] });
      const index = join(out, 'root/cimv2/index.ts');
      const text = damaged(readFileSync(index, 'utf8'));
      if (text === null) rmSync(index);
      else writeFileSync(index, text);
      const given = { namespaces: ['root/cimv2'], out };
      const message = `${join(out, 'root/cimv2')} does not say what it was generated from, but this run names no source`;
      await expect(generate(given)).rejects.toThrow(message);
      expect((await generate({ ...given, source: BUNDLED })).source).toBe('bundled');
    });
  });

  it('tells when a superclass was excluded', async () => {
    const { notes } = await fromMof('class A { }; class B : A { };', { exclude: ['A'] });
    expect(notes).toEqual(['excluded, but generated since others derive from it: A']);
  });

  it('leaves the old output whole when the new schema is wrong, and reports every error', async () => {
    await fromMof('class A { };');
    const before = snapshot();
    expect(await failure(fromMof('class B { uint8 x = 256; };\nclass C { uint8 y = 257; };'))).toEqual([
      '256 is out of the range of uint8, 0 to 255',
      '257 is out of the range of uint8, 0 to 255',
    ]);
    expect(snapshot()).toEqual(before);
    expect(readdirSync(out)).toEqual(['root']);
  });

  it('fails on warnings only when strict', async () => {
    const mof = 'class A : Missing { };';
    const { diagnostics } = await fromMof(mof);
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
    rmSync(out, { recursive: true });
    expect(await failure(fromMof(mof, { strict: true }))).toEqual(diagnostics.map(({ message }) => message));
    expect(readdirSync(folder)).toEqual(['schema.mof']);
  });

  it('compares without writing', async () => {
    await fromMof('class A { };');
    const before = snapshot();
    const { files } = await fromMof('class A { string x; };', { mode: 'check' });
    expect(files.find(({ change }) => change === 'changed')).toMatchObject({
      path: 'root/test/A.ts',
      before: expect.not.stringContaining('declare readonly x'),
      after: expect.stringContaining('declare readonly x'),
    });
    expect(snapshot()).toEqual(before);
  });

  it('type-checks the output on request', async () => {
    expect((await fromMof('class A { [Key] string Id; A REF Next; };', { verify: true })).diagnostics).toEqual([]);
  });

  it("names files as Node's type stripping wants them, when told", async () => {
    await fromMof('class A { B REF b; }; class B : A { };', { importExtension: 'ts', verify: true });
    const [a, b, index] = ['A', 'B', 'index'].map((name) => readFileSync(join(out, `root/test/${name}.ts`), 'utf8'));
    expect(a).toContain("import type { B } from './B.ts';");
    expect(a).toContain("B: () => import('./B.ts')");
    expect(b).toContain("import { A } from './A.ts';");
    expect(index).toContain("export * from './A.ts';");
  });

  it('takes all bundled namespaces below one', async () => {
    const { namespaces } = await generate({ namespaces: ['root/**'], source: BUNDLED, mode: 'dry-run', out });
    expect(namespaces).toEqual(bundledNamespaces());
  });

  it('reports progress', async () => {
    const phases = new Set<string>();
    await fromMof('class A { };', { verify: true, onProgress: (phase) => phases.add(phase) });
    expect([...phases]).toEqual(['reading the schema', 'generating', 'type-checking']);
  });
});
