import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../generator/cli/main.js';
import { runCommand } from '../../tools/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-list-'));
afterAll(() => rmSync(folder, { recursive: true }));

const mof = join(folder, 'schema.mof');
writeFileSync(
  mof,
  `[Abstract, Description("The base. Of all.")] class CIM_Base { [Key] string Id; };
   [Deprecated { "CIM_Base" }, Description("An old one")] class CIM_Ancient : CIM_Base { };
   [Association] class cim_link { [Key] CIM_Base REF A; [Key] CIM_Base REF B; };
   [Indication] class Other_Event { };
   class Zed { };`,
);
const list = (...words: string[]) => runCommand(['list', ...words, '--mof', mof, '--no-config'], folder);

describe('mi-codegen list', () => {
  it('lists all classes by name, with what they are', async () => {
    expect(await list()).toEqual({
      code: 0,
      stdout: `CIM_Ancient  (deprecated) An old one
CIM_Base     (abstract) The base.
cim_link     (association)
Other_Event  (indication)
Zed
`,
      stderr: '',
    });
  });

  it('lists what one of the globs matches, in any letter case, once', async () => {
    expect((await list('*LINK', 'zed', 'Z*')).stdout).toBe('cim_link  (association)\nZed\n');
  });

  it('lists system classes only where a glob asks for them', async () => {
    expect((await list('__*Filter', 'Zed')).stdout).toBe(
      '__EventFilter  The events that a permanent subscription is about.\nZed\n',
    );
  });

  it('says how classes are found that have a text in their names', async () => {
    const { code, stderr } = await list('cim_');
    expect(code).toBe(1);
    expect(stderr).toContain('3 classes have that in the name: mi-codegen list "*cim_*".');
  });

  it('says which glob matches nothing, and lists the rest', async () => {
    expect(await list('Zed', 'CIM_Bas', '*x*')).toEqual({
      code: 1,
      stdout: 'Zed\n',
      stderr: `error unknown-class: "CIM_Bas" matches none of the 5 classes
  help: did you mean "CIM_Base"?
error unknown-class: "*x*" matches none of the 5 classes
  help: the schema has 5 classes, for example CIM_Base, CIM_Ancient, cim_link
2 errors
`,
    });
  });

  it('takes a namespace for a mistake', async () => {
    expect(await list('root/cimv2')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('for a namespace, write --namespace root/cimv2\n'),
    });
  });

  it('prints one JSON object', async () => {
    const { stdout } = await list('cim_base', '--json');
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      classes: [
        {
          namespace: 'root/cimv2',
          name: 'CIM_Base',
          superclass: null,
          abstract: true,
          association: false,
          indication: false,
          deprecated: false,
          description: 'The base. Of all.',
        },
      ],
      diagnostics: [],
      notes: [],
    });
  });

  it('has a heading for each of several namespaces', async () => {
    const both = join(folder, 'both.mof');
    const classes =
      '#pragma namespace("root/cimv2")\nclass B { }; class A { };\n#pragma namespace("root/b")\nclass C { };';
    writeFileSync(both, classes);
    const { stdout } = await runCommand(['list', '--mof', both, '--no-config']);
    expect(stdout).toBe('root/cimv2:\nA\nB\n\nroot/b:\nC\n');
    expect((await runCommand(['list', '--namespace', 'root/b', '--mof', both, '--no-config'])).stdout).toBe('C\n');
  });

  it('lists a class once that several targets of a config have', async () => {
    const config = join(folder, 'two.config.json');
    const source = { kind: 'files', mof: ['schema.mof'] };
    const targets = ['a', 'b'].map((out) => ({ namespaces: ['root/cimv2'], source, out }));
    writeFileSync(config, JSON.stringify({ targets }));
    const { stdout } = await runCommand(['list', 'Z*', 'CIM_B*', '--config', config, '--quiet']);
    expect(stdout).toBe('CIM_Base  (abstract) The base.\nZed\n');
  });

  it('ends its lines where a terminal ends', async () => {
    let text = '';
    const terminal = Object.assign(new Writable(), {
      isTTY: true,
      columns: 20,
      write(part: string) {
        text += part;
        return true;
      },
    }) as Writable as NodeJS.WriteStream;
    await main(['list', 'CIM_*', '--mof', mof, '--no-config'], { stdout: terminal, stderr: terminal });
    expect(text).toBe('CIM_Ancient  (depre…\nCIM_Base     (abstr…\ncim_link     (assoc…\n');
  });
});
