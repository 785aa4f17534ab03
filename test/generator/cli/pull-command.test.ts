import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { generate, loadMof } from 'mi-codegen';
import { initialize } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { CimObject, cimClass } from 'mi-codegen/runtime/v1';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundledNamespaces } from '../../../generator/source/bundled/bundled-files.js';
import { collect } from '../../tools/collect.js';
import { runCommand } from '../../tools/run-command.js';

let folder: string;
let mof: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-pull-'));
  mof = join(folder, 'source.mof');
  out = join(folder, 'schema');
  writeFileSync(mof, SCHEMA);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SCHEMA = `
  [Description("A thing")] class Thing { [Key] string Id; string Owner; };
  class Box : Thing { uint32 Size; uint32 Open(); };
  class Lid { [Key] string Id; };
  instance of Thing { Id = "t"; Owner = "bob"; };
  instance of Box { Id = "b"; Owner = "alice"; Size = 3; };
  instance of Box { Id = "a"; Owner = "bob"; Size = 2; };
  instance of Lid { Id = "l"; };
`;

const run = (...words: string[]) => runCommand(words, folder);

const pull = (...words: string[]) => run('pull', 'root/test', '--mof', mof, '--out', out, ...words);
const pulled = (path = 'root/test.mof') => readFileSync(join(out, path), 'utf8');
const instancesOf = () => loadMof([join(out, 'root/test.mof')], { namespace: 'root/none' }).schema.instances;

describe('mi-codegen pull', () => {
  it('writes the texts of other files into the snapshot', async () => {
    writeFileSync(
      join(folder, 'texts.mfl'),
      '[Description("Other")] class Thing { [Description("Whose")] string Owner; };',
    );
    expect(await pull('--amend', join(folder, 'texts.mfl'))).toMatchObject({ code: 0 });
    expect(pulled()).toContain('Description ("A thing")');
    expect(pulled()).toContain('Description ("Whose")');
  });

  it('writes a file for each namespace, in lower case', async () => {
    writeFileSync(mof, `${SCHEMA}\n#pragma namespace("ROOT/Test/Inner")\nclass Inner { };`);
    expect(await run('pull', 'Root/Test/**', '--mof', mof, '--out', out)).toEqual({
      code: 0,
      stdout: [
        'Pulled 3 classes of Root/Test to …/schema/root/test.mof: created (… s)',
        'Pulled 1 class of Root/Test/Inner to …/schema/root/test/inner.mof: created (… s)',
        '',
      ].join('\n'),
      stderr: 'Commit it, and generate from it: mi-codegen Root/Test --mof …/schema/root/test.mof\n',
    });
    expect(readdirSync(out, { recursive: true }).toSorted()).toEqual(
      ['root', 'root/test', 'root/test.mof', 'root/test/inner.mof'].map((path) => path.replaceAll('/', sep)),
    );
    expect(pulled()).not.toContain('instance of');
  });

  it('writes what generates the same as the source', async () => {
    await pull();
    const written = async (file: string) => {
      const to = join(folder, `out-${file.length}`);
      await generate({ namespaces: ['root/test'], source: { kind: 'files', mof: [file] }, out: to });
      const paths = readdirSync(to, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
      return Object.fromEntries(paths.map((path) => [path, readFileSync(join(to, path), 'utf8')]));
    };
    const fromSource = await written(mof);
    expect(Object.keys(fromSource)).toHaveLength(4);
    expect(await written(join(out, 'root/test.mof'))).toEqual(fromSource);
  });

  it('says what has changed since, and writes nothing when nothing has', async () => {
    await pull();
    const before = statSync(join(out, 'root/test.mof'), { bigint: true }).mtimeNs;
    expect((await pull()).stdout).toBe('Pulled 3 classes of root/test to …/schema/root/test.mof: unchanged (… s)\n');
    expect(statSync(join(out, 'root/test.mof'), { bigint: true }).mtimeNs).toBe(before);
    writeFileSync(mof, SCHEMA.replace('uint32 Size', 'uint64 Size').replaceAll('Lid', 'Cap'));
    expect((await pull()).stdout).toMatch(
      /^root\/test:Box\n {2}BREAKING {2}.*Size.*\nroot\/test:Lid\n {2}BREAKING {2}.*is gone\n(.*\n)*2 breaking changes .*\nPulled 3 classes of root\/test to …\/schema\/root\/test\.mof: changed/,
    );
    expect(JSON.parse((await pull('--json')).stdout)).toMatchObject({
      ok: true,
      namespaces: [{ change: 'unchanged' }],
    });
  });

  it('pulls what is chosen, with what it needs', async () => {
    await pull('--class', 'Box');
    expect(pulled().match(/^class .*/gm)).toEqual(['class Thing', 'class Box : Thing']);
    await pull('--exclude', 'L*');
    expect(pulled()).not.toContain('Lid');
    const { code, stderr } = await pull('--class', 'Bx');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'error unknown-class: --class "Bx" matches no class\n  help: did you mean "Box"?\n1 error\nNothing was written.\n',
    );
  });

  it('writes what a repository loads, into which classes and instances have come before', async () => {
    await pull('--instances', 'thing');
    class Thing extends CimObject {
      declare readonly Id: string;
      static {
        cimClass(Thing, { revision: 2, class: 'root/test:Thing', properties: 'Id:string!' });
      }
    }
    const repository = new MemoryRepository({ classes: [Thing] });
    await repository.insert(Thing, { Id: 'mine' });
    await repository.load(join(out, 'root/test.mof'));
    const session = await (await initialize({ handler: repository })).newSession();
    const things = await collect(session.enumerate('root/test', 'Thing'));
    expect(things.map((thing) => [thing.className, thing.get('Id'), thing.get('Owner')])).toEqual([
      ['Thing', 'mine', null],
      ['Thing', 't', 'bob'],
      ['Box', 'a', 'bob'],
      ['Box', 'b', 'alice'],
    ]);
  });

  it('pulls instances of the chosen classes and their subclasses, in one order', async () => {
    await pull('--instances', 'thing');
    expect(instancesOf().map(({ className, properties }) => [className, properties[0]?.value])).toEqual([
      ['Box', 'a'],
      ['Box', 'b'],
      ['Thing', 't'],
    ]);
    const text = pulled();
    writeFileSync(mof, SCHEMA.split('\n').toReversed().join('\n'));
    await pull('--instances', 'thing');
    expect(pulled()).toBe(text);
    expect((await pull('--instances', 'thing', '--exclude', 'Box')).stdout).toContain('2 classes and 1 instance of');
    // The class of an instance comes along.
    await pull('--class', 'Lid', '--instances', 'Box');
    expect(pulled().match(/^class .*/gm)).toEqual(['class Thing', 'class Box : Thing', 'class Lid']);
    expect(instancesOf()).toHaveLength(2);
    const { code, stderr } = await pull('--instances', 'Thin');
    expect([code, stderr.split('\n')[0]]).toEqual([1, 'error unknown-class: --instances "Thin" matches no class']);
  });

  it('writes aliases as paths, so that an instance may be left out', async () => {
    const links = `
      [Association] class Link { [Key] Thing REF From; [Key] Thing REF To; };
      [Association] class Chain { [Key] Link REF First; };
      class Point { uint8 X; };
      class Shape { [Key] uint64 Id; Point Center; };
      instance of Chain { First = $link; };
      instance of Link as $link { From = $b; To = $t; };
      instance of Box as $b { Id = "q\\"1"; };
      instance of Thing as $t { Id = "u"; };
      instance of Point as $p { X = 3; };
      instance of Shape { Id = 18446744073709551615; Center = $p; };`;
    writeFileSync(mof, SCHEMA + links);
    expect(await pull('--instances', 'Link', '--instances', 'Chain', '--exclude', 'Box')).toMatchObject({ code: 0 });
    const valuesOf = () => instancesOf().map(({ properties }) => properties.map(({ value }) => value));
    expect(valuesOf()).toEqual([
      [String.raw`Link.From="Box.Id=\"q\\\"1\"",To="Thing.Id=\"u\""`],
      [String.raw`Box.Id="q\"1"`, 'Thing.Id="u"'],
    ]);
    // What is embedded has no path.
    expect((await pull('--instances', 'Shape')).stdout).toContain('and 2 instances of root/test');
    expect(valuesOf()).toEqual([[3], ['18446744073709551615', { alias: '$p' }]]);
    const text = pulled();
    const again = join(folder, 'again');
    await run('pull', 'root/test', '--mof', join(out, 'root/test.mof'), '--out', again, '--instances', '*');
    expect(readFileSync(join(again, 'root/test.mof'), 'utf8')).toBe(text);
  });

  it('masks texts', async () => {
    await pull('--instances', 'Thing', '--mask', 'Thing.Owner');
    expect(pulled()).not.toMatch(/bob|alice/);
    const owners = instancesOf().map(({ properties }) => properties.find(({ name }) => name === 'Owner')?.value);
    expect(owners).toEqual(['masked-1', 'masked-2', 'masked-1']);
    expect(await pull('--mask', 'Thing.Owner')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--mask needs --instances'),
    });
    expect((await pull('--instances', 'Thing', '--mask', 'Thing.Ownr')).code).toBe(1);
  });

  it('makes a mock', async () => {
    await pull('--instances', 'Thing');
    const repository = new MemoryRepository(loadMof([join(out, 'root/test.mof')], { namespace: 'root/test' }));
    await using application = await initialize({ handler: repository });
    await using session = await application.newSession();
    const found = await collect(session.enumerate('root/test', 'Thing'));
    expect(found.map((instance) => instance.get('Owner')).toSorted()).toEqual(['alice', 'bob', 'bob']);
  });

  it('keeps what was pulled before when it fails', async () => {
    await pull();
    const before = pulled();
    writeFileSync(mof, 'class Thing { uint8 x = 300; };');
    expect((await pull()).code).toBe(1);
    writeFileSync(mof, 'class Thing : Missing { }; class Thing { };');
    expect((await run('pull', 'root/other', '--mof', mof, '--out', out, '--class', 'None')).code).toBe(1);
    expect(pulled()).toBe(before);
    expect(readdirSync(out)).toEqual(['root']);
  });

  it('replaces no file that it did not write', async () => {
    mkdirSync(join(out, 'root'), { recursive: true });
    writeFileSync(join(out, 'root/test.mof'), 'class Mine { };\n');
    const { code, stderr } = await pull();
    expect(code).toBe(1);
    expect(stderr).toBe(
      [
        'error foreign-file: …/schema/root/test.mof would be replaced, but mi-codegen did not write it',
        '  help: move it away, or choose another folder with --out',
        '1 error',
        'Nothing was written.',
        '',
      ].join('\n'),
    );
  });

  it('replaces one that was damaged', async () => {
    await pull();
    const before = pulled();
    writeFileSync(join(out, 'root/test.mof'), before.slice(0, 300));
    expect((await pull()).stdout).toMatch(/: changed \(/);
    expect(pulled()).toBe(before);
  });

  it.skipIf(process.platform === 'win32' || process.env['MI_LIBRARY'])(
    'never takes the bundled schema for that of a machine',
    async () => {
      const { code, stderr } = await run('pull', 'root/cimv2', '--out', out);
      expect([code, existsSync(out)]).toEqual([1, false]);
      expect(stderr).toMatch(
        /^error mi: MI cannot be used: .*\n {2}help: to read a schema without MI: --mof, or --bundled\n/,
      );
      expect((await run('pull', 'root/cimv2', '--bundled', '--out', out)).stdout).toMatch(
        /^Pulled 520 classes of root\/cimv2/,
      );
    },
  );

  it('needs a namespace, and one that is there', async () => {
    expect((await run('pull')).stderr).toBe(
      'mi-codegen: a namespace is needed, for example: mi-codegen pull root/cimv2\nTry "mi-codegen pull --help".\n',
    );
    const { code, stderr } = await run('pull', 'root/tst', '--bundled');
    const bundled = bundledNamespaces().join(', ');
    expect([code, stderr.split('\n')[0]]).toEqual([
      1,
      `error unknown-namespace: there is no bundled schema of "root/tst"; the bundled ones are ${bundled}`,
    ]);
  });
});
