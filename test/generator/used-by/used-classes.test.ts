import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type DiagnosticError, type GenerateOptions, generate } from 'mi-codegen';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importSelector } from '../../../generator/used-by/used-classes.js';
import { SourcesFolder } from './sources-folder.js';

const SCHEMA = `
  class Base { [Key] string Id; [ValueMap{"1", "2"}, Values{"On", "Off"}] uint16 State; };
  class Part : Base { [EmbeddedInstance("Detail")] string Detail; };
  class Detail { string Text; };
  class Other { [Key] string Id; };
  class Other_State { [Key] string Id; [ValueMap{"1"}, Values{"Odd"}] uint16 Kind; uint32 Run([In] string Text); };
  class Link { [Key] Base REF A; [Key] Other REF B; };
  class Index { [Key] string Id; };
  class then { [Key] string Id; };
  class Event : __ExtrinsicEvent { string Text; };
`;

let folder: SourcesFolder;
beforeEach(() => {
  folder = new SourcesFolder({ 'schema.mof': SCHEMA });
});
afterEach(() => folder.remove());

async function run(source: string, given: Partial<GenerateOptions> = {}) {
  folder.write('src/a.ts', source);
  const files = { kind: 'files', mof: [folder.at('schema.mof')] } as const;
  return await generate({ ...folder.options({ source: files }), namespaces: ['root/test'], ...given });
}

/** The files of classes that are generated for the imports of a name, or for a whole source. */
async function filesFor(source: string, given?: Partial<GenerateOptions>): Promise<readonly string[]> {
  await run(/ /.test(source) ? source : `import { ${source} } from '../generated/root/test/index.js';`, given);
  return existsSync(folder.at('generated'))
    ? readdirSync(folder.at('generated/root/test')).filter((name) => name !== 'index.ts')
    : [];
}

async function errors(source: string, given?: Partial<GenerateOptions>): Promise<readonly string[]> {
  const error: unknown = await filesFor(source, given).catch((reason: unknown) => reason);
  expect(existsSync(folder.at('generated'))).toBe(false);
  return (error as DiagnosticError).diagnostics.map(({ message, help = '' }) => `${message}; ${help}`);
}

describe('the classes that are generated for imports', () => {
  it.each([
    ['Other', ['Other.ts']],
    ['Part', ['Base.ts', 'Detail.ts', 'Part.ts']],
    ['Link', ['Base.ts', 'Link.ts', 'Other.ts']],
    ['Base_State', ['Base.ts']],
    ['Other_State', ['Other_State.ts']],
    ['Other_State_Kind', ['Other_State.ts']],
    ['Other_State_Run_In', ['Other_State.ts']],
    ['then$', ['then.ts']],
    ['Index', ['Index$.ts']],
    ['Event', ['Event.ts', '__Event.ts', '__ExtrinsicEvent.ts', '__IndicationRelated.ts', '__SystemClass.ts']],
    ['__ExtrinsicEvent', ['__Event.ts', '__ExtrinsicEvent.ts', '__IndicationRelated.ts', '__SystemClass.ts']],
  ])('of %s', async (name, files) => {
    expect(await filesFor(name)).toEqual(files);
  });

  it.each([
    ["import '../generated/root/test/Other.js'", ['Other.ts']],
    ["import { Index } from '../generated/root/test/Index$.js'", ['Index$.ts']],
    ["import { Base_State } from '../generated/root/test/Base.js'", ['Base.ts']],
  ])('by the modules of classes: %s', async (source, files) => {
    expect(await filesFor(source)).toEqual(files);
  });

  it('are those of names that are given, too', async () => {
    expect(await filesFor('Base', { classes: ['Other*'] })).toEqual(['Base.ts', 'Other.ts', 'Other_State.ts']);
  });

  it('are in the namespaces that they are imported from', async () => {
    folder.write('schema.mof', `class A {}; #pragma namespace("root/b")\nclass A {}; class B {};`);
    await run("import { A, B } from '../generated/root/b/index.js';", { namespaces: ['root/**'] });
    expect(readdirSync(folder.at('generated/root'))).toEqual(['b']);
    expect(await run("import { A } from '../generated/root/b';", { namespaces: ['root/**'] })).toMatchObject({
      classes: 1,
    });
  });

  it('are told to a machine before it is asked for them', () => {
    const place = { file: 'a.ts', line: 1, column: 1, length: 1 };
    const of = (name: string | null, module = 'root/cimv2/index') => ({ module, name, place, isCertain: true });
    const isNeeded = importSelector([of('Win32_Process'), of('CIM_Job_State'), of(null, 'root/cimv2/Index$')]);
    const names = ['win32_process', 'CIM_Job', 'Index', 'CIM_JobX', 'Win', 'Win32_Processor', 'CIM_Job_State'];
    expect(names.filter(isNeeded)).toEqual(['win32_process', 'CIM_Job', 'Index', 'CIM_Job_State']);
  });
});

describe('an import that is gone', () => {
  const paths = async (source: string, given?: Partial<GenerateOptions>) =>
    (await run(source, given)).files.map(({ path, change }) => `${change} ${path}`);

  it('leaves its files until they are cleaned up', async () => {
    await run("import { Other, Index } from '../generated/root/test/index.js';");
    const one = "import { Other } from '../generated/root/test/index.js';";
    expect(await paths(one)).toEqual([
      'stale root/test/Index$.ts',
      'unchanged root/test/Other.ts',
      'changed root/test/index.ts',
    ]);
    expect(await paths(one, { clean: true })).toContain('deleted root/test/Index$.ts');
  });

  it('leaves nothing where it was the last one', async () => {
    await run("import { Other } from '../generated/root/test/index.js';");
    expect(await paths('export {};')).toEqual(['stale root/test/Other.ts', 'stale root/test/index.ts']);
    expect(await paths('export {};', { clean: true })).toEqual([
      'deleted root/test/Other.ts',
      'deleted root/test/index.ts',
    ]);
  });

  it('is told from one that is still there, by names and not by places', async () => {
    const source = "import { Other } from '../generated/root/test/index.js';";
    await run(source);
    const text = readFileSync(folder.at('generated/root/test/index.ts'), 'utf8');
    let phases = 0;
    const onProgress = () => phases++;
    await run(`\n\n${source}`, { onProgress });
    expect(phases).toBe(0);
    await run(source.replace('Other', 'Base'), { onProgress });
    expect(phases).toBeGreaterThan(0);
    expect(readFileSync(folder.at('generated/root/test/index.ts'), 'utf8')).not.toBe(text);
  });
});

describe('an import of what is not generated', () => {
  it.each([
    ['Othr', 'there is no "Othr" in root/test; did you mean "Other"?'],
    ['other', 'there is no "other" in root/test; did you mean "Other"?'],
    ['then', 'then is exported as "then$", by the module "then"; '],
    [
      "import { A } from '../generated/root/Test/index.js'",
      'there is no module "root/Test/index" in the output; did you mean "root/test/index"?',
    ],
    ['Base_Stat', 'there is no "Base_Stat" in root/test; did you mean "Base_State"?'],
    ['Base_Id', 'there is no "Base_Id" in root/test; the schema has 9 classes, for example Base, Part, Detail'],
    ['Part_State', 'there is no "Part_State" in root/test; did you mean "Base_State"?'],
    ["import '../generated/root/test/Othr.js'", 'there is no "Othr" in root/test; did you mean "Other"?'],
    ["import { Bas } from '../generated/root/test/Base.js'", 'Base.ts exports no "Bas"; did you mean "Base"?'],
    [
      "import Base from '../generated/root/test/index.js'",
      'generated modules have no default export; write the name in braces',
    ],
  ])('is an error: %s', async (source, message) => {
    expect(await errors(source)).toEqual([message]);
  });

  it('is an error where its namespace is not there', async () => {
    expect(await errors("import { A } from '../generated/root/tst/index.js'", { namespaces: ['root/**'] })).toEqual([
      'there is no module "root/tst/index" in the output; did you mean "root/index"?',
    ]);
  });

  it('is not told of where the schema is broken', async () => {
    folder.write('schema.mof', 'class Base {');
    const source = { kind: 'files', mof: [folder.at('schema.mof')] } as const;
    folder.write('src/a.ts', "import { Other } from '../generated/root/test/index.js';");
    const run = generate({ ...folder.options({ source }), namespaces: ['root/test'] });
    await expect(run).rejects.toMatchObject({ diagnostics: [{ code: 'mof-syntax' }] });
  });

  it('is an error where it is left out', async () => {
    expect(await errors('Other', { exclude: ['Oth*'] })).toEqual(['Other is imported, but exclude leaves it out; ']);
  });

  it('has a way to more classes where the schema is the bundled one', async () => {
    const bundled = { source: { kind: 'bundled' }, namespaces: ['root/cimv2'] } as const;
    const [message] = await errors("import { Win32_Proces } from '../generated/root/cimv2/index.js';", bundled);
    expect(message).toContain(
      'there is no "Win32_Proces" in the bundled schema of root/cimv2; did you mean "Win32_Process"?',
    );
    expect(message).toContain('source.kind "live"');
  });

  it('is an error at its place, and the old output stays', async () => {
    await run("import { Other } from '../generated/root/test/index.js';");
    const before = readdirSync(folder.at('generated/root/test'));
    const error: unknown = await run("import { Othr } from '../generated/root/test/index.js';").catch(
      (e: unknown) => e,
    );
    expect((error as DiagnosticError).diagnostics[0]?.place).toMatchObject({ line: 1, column: 10, length: 4 });
    expect(readdirSync(folder.at('generated/root/test'))).toEqual(before);
  });
});
