import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../tools/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-show-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file, and returns its path. */
function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const show = (...words: string[]) => runCommand(['show', ...words], folder);

const MOF = `
class Root { [Key, Description("Its name. It is unique.")] string Name; };
[Description("A thing.")] class Thing : Root {
  [Write, ValueMap { "1", "2" }, Values { "Off", "On" }] uint8 State; [MaxLen(20), Units("Seconds")] string Stamp = "now";
  [Description("Turns it. Slowly."), ValueMap { "0", ".." }, Values { "Done", "Failed" }]
  uint32 Turn([In, Required] uint8 Degrees);
};
[Association] class Pair { [Key] Thing REF Left; [Key] Root REF Right; };`;

let mof: string;
beforeEach(() => {
  mof = write('schema.mof', MOF);
});

describe('mi-codegen show', () => {
  it('shows a class, in any letter case', async () => {
    expect(await show('tHING', '--mof', mof, '--no-config')).toEqual({
      code: 0,
      stdout: `Thing  class of root/cimv2
derives from Root

A thing.

TypeScript
  import { Thing } from './generated/root/cimv2/index.js';
  const thing = await Thing.$get(session, { Name: … });
  for await (const thing of Thing.$enumerate(session)) { … }

Properties
  Name   string  string              key, from Root
      Its name.
  State  uint8   Thing_State | null  writable
      Values: 1 Off, 2 On
  Stamp  string  string | null
      Units: Seconds

Methods
  Turn
      Turns it.
      await thing.Turn({ Degrees: … });
      Degrees  in  uint8  number  required
      returns uint32 Thing_Turn_ReturnValue | null: 0 Done, .. Failed

Associations
  of Thing
    thing.$associators(Pair, { role: 'Left' })  Left → Right: Root
  of the superclass Root
    thing.$associators(Pair, { role: 'Right' })  Right → Left: Thing
`,
      stderr: '',
    });
  });

  it('shows a member as a whole', async () => {
    const { stdout } = await show('thing.state', 'Thing.stamp', 'Thing.turn', '--mof', mof, '--no-config');
    expect(stdout).toBe(`Thing.State  property of root/cimv2:Thing, writable
uint8  Thing_State | null

values (Thing_State):
  1  Off
  2  On

Thing.Stamp  property of root/cimv2:Thing
string  string | null

Units: Seconds
Length: at most 20
Default: "now"

Thing.Turn  method of root/cimv2:Thing
await thing.Turn({ Degrees: … });

Turns it. Slowly.

Parameters
  Degrees  in  uint8  number  required

Return value
  uint32  Thing_Turn_ReturnValue | null
  values (Thing_Turn_ReturnValue):
    0   Done
    ..  Failed
`);
  });

  it('prints one JSON object', async () => {
    const { code, stdout, stderr } = await show('Thing', 'Thing.State', '--json', '--mof', mof, '--no-config');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      found: [
        { kind: 'class', name: 'Thing', description: 'A thing.', superclasses: ['Root'] },
        { kind: 'property', class: 'Thing', name: 'State', from: 'Thing' },
      ],
      diagnostics: [],
      notes: [],
    });
  });

  it('prints one diagram of several classes', async () => {
    const { stdout } = await show('Thing', 'Root', '--mermaid', '--mof', mof, '--no-config');
    expect(stdout).toBe(`classDiagram
  class \`Thing\` {
    uint8 State
    string Stamp
    Turn(uint8 Degrees) uint32
  }
  class \`Root\` {
    string Name «key»
  }
  \`Root\` <|-- \`Thing\`
  \`Thing\` "Left" -- "Right" \`Root\` : Pair
`);
  });

  it('imports from the folder of --out, with the extension of the imports', async () => {
    const { stdout } = await show('Thing', '--mof', mof, '--out', '../cim', '--import-extension', 'ts', '--no-config');
    expect(stdout).toContain("import { Thing } from '../cim/root/cimv2/index.ts';\n");
  });

  it('says what is not there, and shows the rest', async () => {
    const { code, stdout, stderr } = await show('Thing.Stat', 'Thign', 'Thing.State', '--mof', mof, '--no-config');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Thing\.State {2}property/);
    expect(stderr).toBe(`error unknown-member: Thing has no property or method "Stat"
  help: did you mean "State"?
error unknown-class: there is no class "Thign" in root/cimv2
  help: did you mean "Thing"?
2 errors
`);
  });

  it('says that a machine has more classes than the bundled schema', async () => {
    const { code, stderr } = await show('Win32_TapeLibrary', '--bundled', '--no-config');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `error unknown-class: there is no class "Win32_TapeLibrary" in root/cimv2
  help: all classes of a machine come with --live on Windows, and with --mof from mi-codegen pull
1 error
`,
    });
    const near = await show('Win32_Servcie', '--bundled', '--no-config', '--json');
    expect(JSON.parse(near.stdout)).toMatchObject({
      ok: false,
      found: [],
      diagnostics: [{ help: expect.stringMatching(/^did you mean "Win32_Service"\? Otherwise: all classes/) }],
    });
  });

  it("finds WMI's system classes", async () => {
    const { stdout } = await show('__eventfilter', '--mof', mof, '--no-config');
    expect(stdout).toMatch(
      /^__EventFilter {2}class of root\/cimv2\nderives from __IndicationRelated < __SystemClass\n/,
    );
    const { stderr } = await show('__EventFiltr', '--mof', mof, '--no-config');
    expect(stderr).toContain('did you mean "__EventFilter"?');
  });

  it.each([
    [[], 'a class is needed, for example: mi-codegen show Win32_Service'],
    [
      ['root/cimv2'],
      '"root/cimv2" is no name of a class or a member, such as Win32_Service, root/cimv2:Win32_Service, Win32_Service.State',
    ],
    [['Win32_*'], 'show takes names, and "Win32_*" is a glob; write: mi-codegen list "Win32_*"'],
    [['Win32_Service.*'], 'show takes names, and "Win32_Service.*" is a glob; write: mi-codegen show Win32_Service'],
    [['A.b.c'], expect.stringContaining('"A.b.c" is no name of a class')],
    [[':A'], expect.stringContaining('":A" is no name of a class')],
    [['A', '--json', '--mermaid'], '--json and --mermaid exclude each other'],
    [['A', 'B.c', '--mermaid'], '--mermaid shows classes, and B.c is a member'],
    [['A', '--namespace', 'x y'], expect.stringContaining('"x y" is not a namespace')],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await show(...words, '--no-config');
    expect(code).toBe(2);
    expect(/^mi-codegen: (.*)\nTry "mi-codegen show --help"\.\n$/s.exec(stderr)?.[1]).toEqual(message);
  });
});

describe('the namespaces of mi-codegen show', () => {
  beforeEach(() => {
    write(
      'two.mof',
      `#pragma namespace("root/cimv2")\n${MOF}\n#pragma namespace("root/other")\nclass Thing { }; class Only { };`,
    );
  });

  const two = (...words: string[]) => show(...words, '--mof', join(folder, 'two.mof'), '--no-config');

  it('are all that files have, where none is named; of a class in several, the first one is shown', async () => {
    expect((await two('Only')).stdout).toMatch(/^Only {2}class of root\/other\n/);
    expect((await two('Thing')).stdout).toMatch(
      /^Thing {2}class of root\/cimv2\nderives from Root\nalso in root\/other:Thing\n/,
    );
  });

  it('are those that are named, by operands as well', async () => {
    expect((await two('Root\\Other:Thing')).stdout).toMatch(/^Thing {2}class of root\/other\n\nTypeScript\n/i);
    expect((await two('Thing', '--namespace', 'root/other')).stdout).toMatch(/^Thing {2}class of root\/other\n/);
    expect((await two('Only', '--namespace', 'root/cimv2')).stderr).toContain(
      'there is no class "Only" in root/cimv2\n',
    );
  });

  it('get a suggestion where they are not there', async () => {
    expect(await two('root/othr:Thing')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('help: did you mean "root/other"?'),
    });
    expect(await two('Thing', '--namespace', 'root/othr')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('help: did you mean "root/other"?'),
    });
  });
});

describe('a schema with mistakes', () => {
  const mistakes = `${MOF}\nclass Bad : Missing { uint8 x = 300; };\n`;

  it('is shown as far as it can be, and fails', async () => {
    const { code, stdout, stderr } = await show('Bad', '--mof', write('bad.mof', mistakes), '--no-config');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Bad {2}class of root\/cimv2\nderives from Missing\n/);
    expect(stderr).toMatch(
      /^…\/bad\.mof:\d+:\d+ - error mof-out-of-range: 300 is out of the range of uint8, 0 to 255\n/,
    );
    expect(stderr).toMatch(/\n1 error\n$/);
  });

  it('has its warnings shown only when they are asked for', async () => {
    const warned = write('warned.mof', `${MOF}\nclass Odd : Missing { };\n`);
    expect(await show('Odd', '--mof', warned, '--no-config')).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = await show('Odd', '--mof', warned, '--no-config', '--verbose');
    expect(code).toBe(0);
    expect(stderr).toContain('warning missing-superclass: class Odd derives from Missing');
  });

  it('without any class is only that', async () => {
    const { code, stdout, stderr } = await show('A', '--mof', write('none.mof', 'class {'), '--no-config');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).not.toContain('unknown-class');
  });
});

describe('a config', () => {
  const start = process.cwd();
  beforeEach(() => {
    mkdirSync(join(folder, 'project/sub'), { recursive: true });
    write('project/a.mof', MOF);
    write('project/b.mof', 'class Thing { }; class Other { };');
    write(
      'project/mi-codegen.config.json',
      JSON.stringify({
        importExtension: 'ts',
        targets: [
          { namespaces: ['root/a'], source: { kind: 'files', mof: ['a.mof'] }, out: 'src/a' },
          { namespaces: ['root/b'], source: { kind: 'files', mof: ['b.mof'] }, out: 'src/b' },
        ],
      }),
    );
    process.chdir(join(folder, 'project'));
  });
  afterEach(() => process.chdir(start));

  it('says which schemas are searched, and where the code is', async () => {
    const { stdout, stderr } = await show('Other', 'thing');
    expect(stdout).toContain("import { Other } from './src/b/root/b/index.ts';\n");
    expect(stdout).toContain("import { Thing } from './src/a/root/a/index.ts';\n");
    expect(stdout).toContain('also in root/b:Thing\n');
    expect(stderr).toBe('');
  });

  it('has its targets selected by namespaces', async () => {
    expect((await show('Thing', '--namespace', 'root/b')).stdout).toMatch(/^Thing {2}class of root\/b\n/);
    expect((await show('root/b:Thing')).stdout).toMatch(/^Thing {2}class of root\/b\n/);
    expect(await show('Thing', '--namespace', 'root/c')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no target of mi-codegen.config.json has the namespace root/c'),
    });
  });

  it('has the targets shown that can be read, and fails for the others', async () => {
    rmSync(join(folder, 'project/a.mof'));
    const { code, stdout, stderr } = await show('Thing');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Thing {2}class of root\/b\n/);
    expect(stderr).toContain('a.mof');
  });

  it('is noted where it is not in the working folder', async () => {
    process.chdir('sub');
    const { stdout, stderr } = await show('Other');
    expect(stdout).toContain("import { Other } from '../src/b/root/b/index.ts';\n");
    expect(stderr.replaceAll('\\', '/')).toBe('note: the options are those of ../mi-codegen.config.json\n');
    expect((await show('Other', '--quiet')).stderr).toBe('');
  });

  it('that is wrong is an error of usage', async () => {
    write('project/mi-codegen.config.json', '{ "namespace": "x" }');
    expect(await show('Other')).toMatchObject({ code: 2, stdout: '' });
  });

  it('without namespaces leaves the default', async () => {
    write('project/mi-codegen.config.json', '{ "source": { "kind": "bundled" }, "out": "cim" }');
    const { stdout } = await show('Win32_Share');
    expect(stdout).toContain("import { Win32_Share } from './cim/root/cimv2/index.js';\n");
  });
});

describe('on a terminal', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('names and calls have colours, and without them the text is the same', async () => {
    const plain = await show('Thing', '--mof', mof, '--no-config');
    vi.stubEnv('FORCE_COLOR', '1');
    const coloured = await show('Thing', '--mof', mof, '--no-config');
    expect(coloured.stdout).toContain('\u001b[1mThing\u001b[22m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
    expect(coloured.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  });
});
