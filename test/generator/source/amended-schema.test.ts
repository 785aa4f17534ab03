import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import type { LoadedSchema } from '../../../generator/source/schema-source.js';
import { loadSchema } from '../../../generator/source/sources.js';
import { type CimClass, findQualifier, type Qualified } from '../../../runtime/schema/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-amend-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);

/** A schema as a machine gives it: without texts. */
const BARE = `
  class Disk {
    [Key] string Id;
    [ValueMap{"0", "1"}] uint8 State;
    uint32 Check([In] uint8 Depth);
  };
  class Fan { [Key] string Id; };
`;

/** Texts as the `.mfl` files of Windows hold them. */
const TEXTS = String.raw`
  #pragma namespace("\\\\.\\root\\test")
  instance of __namespace { name = "ms_409"; };
  #pragma namespace("\\\\.\\root\\test\\ms_409")
  [Description("A disk") : Amended ToSubclass, AMENDMENT, LOCALE(0x409)]
  class disk {
    [Description("Its name") : Amended ToSubclass, Read] string Id;
    [Values{"Off", "On"} : Amended ToSubclass] uint8 State;
    [Description("Checks it") : Amended ToSubclass]
    uint32 Check([Description("How deep") : Amended ToSubclass] uint8 Depth);
    [Description("Of a later version") : Amended ToSubclass] string Serial;
  };
  [Description("Of another machine") : Amended ToSubclass, AMENDMENT, LOCALE(0x409)]
  class Tape { [Key] string Id; };
`;

const REQUEST = {
  namespaces: [{ namespace: 'root/test', deep: false }],
  selects: () => true,
  spelling: LIBRARY_SPELLING,
} as const;

/** Reads a schema in MOF, amended by files of these texts. */
async function amended(mof: string, ...texts: readonly string[]): Promise<LoadedSchema> {
  writeFileSync(at('schema.mof'), mof);
  for (const [index, text] of texts.entries()) writeFileSync(at(`${index}.mfl`), text);
  const { loaded } = await loadSchema(
    { kind: 'files', mof: [at('schema.mof')] },
    { ...REQUEST, amend: texts.map((_, index) => at(`${index}.mfl`)) },
  );
  return loaded;
}

const named = <T extends { readonly name: string }>(items: readonly T[], name: string): T => {
  const found = items.find((item) => item.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};
const classOf = ({ schema }: LoadedSchema, name = 'Disk'): CimClass => named(schema.classes, name);
const textOf = (element: Qualified, name = 'Description') => findQualifier(element, name)?.value;

describe('a schema that is amended', () => {
  it('gets the texts of its classes and elements, and nothing else', async () => {
    const loaded = await amended(BARE, TEXTS);
    const disk = classOf(loaded);
    const [id, state] = [named(disk.properties, 'Id'), named(disk.properties, 'State')];
    const check = named(disk.methods, 'Check');
    expect([disk, id, check, named(check.parameters, 'Depth')].map((each) => textOf(each))).toEqual([
      'A disk',
      'Its name',
      'Checks it',
      'How deep',
    ]);
    expect(textOf(state, 'Values')).toEqual(['Off', 'On']);
    expect(disk.qualifiers.map(({ name }) => name)).toEqual(['Description']);
    expect(id.qualifiers.map(({ name }) => name)).toEqual(['Key', 'Description']);
    expect(loaded.schema.classes.map(({ name, properties }) => [name, properties.length])).toEqual([
      ['Disk', 2],
      ['Fan', 1],
    ]);
    expect(loaded.schema.instances).toEqual([]);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.files).toEqual([at('schema.mof'), at('0.mfl')]);
  });

  it('gets them from classes that are no amendments as well, such as those of a snapshot', async () => {
    const disk = classOf(await amended(BARE, 'class Disk : Gone { [Key, DisplayName("Id")] string Id; };'));
    expect(disk.superclass).toBeNull();
    expect(textOf(named(disk.properties, 'Id'), 'DisplayName')).toBe('Id');
  });

  it('keeps the texts that it has, unless they are empty', async () => {
    const own = `class Disk {
      [Description("Own")] string Id;
      [Description(" "), ValueMap{"0", "1"}, Values{}] uint8 State;
      [Description("Own"), Values{"A", "B"}] uint32 Check([Description(null)] uint8 Depth);
    };`;
    const { properties, methods } = classOf(await amended(own, TEXTS));
    expect(textOf(named(properties, 'Id'))).toBe('Own');
    expect(textOf(named(properties, 'State'), 'Values')).toEqual(['Off', 'On']);
    const check = named(methods, 'Check');
    expect([textOf(check), textOf(check, 'Values')]).toEqual(['Own', ['A', 'B']]);
    expect(textOf(named(check.parameters, 'Depth'))).toBe('How deep');
  });

  it('takes the text of the first of several files', async () => {
    const first = '[Description("First")] class Disk { };';
    expect(textOf(classOf(await amended(BARE, first, TEXTS)))).toBe('First');
  });

  it('gets lists in which commas are missing as long as those that they belong to', async () => {
    const torn = 'class Disk { [Values{"Off" "On"}] uint8 State; };';
    const loaded = await amended(BARE, torn);
    expect(textOf(named(classOf(loaded).properties, 'State'), 'Values')).toEqual(['Off', 'On']);
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual(['mof-missing-comma']);
  });

  it('says where its elements are declared, and where its texts are', async () => {
    const loaded = await amended(BARE, TEXTS);
    const disk = classOf(loaded);
    const state = named(disk.properties, 'State');
    expect(loaded.locate(disk)).toMatchObject({ file: at('schema.mof'), line: 2 });
    expect(loaded.locate(state)).toMatchObject({ file: at('schema.mof'), line: 4 });
    expect(loaded.locate(findQualifier(state, 'Values') ?? state)).toMatchObject({ file: at('0.mfl'), line: 8 });
    expect(loaded.locate(classOf(loaded, 'Fan'))).toMatchObject({ file: at('schema.mof'), line: 7 });
  });

  it('keeps the earlier one of two declarations of a class, of which a run warns', async () => {
    writeFileSync(at('a.mof'), 'class Disk { [Key] string Id; };');
    writeFileSync(at('b.xml'), '<CLASS NAME="Disk"><PROPERTY NAME="Size" TYPE="uint8"/></CLASS>');
    writeFileSync(at('c.mfl'), 'class Disk { [Description("Text")] string Id; [Description("Text")] uint8 Size; };');
    const source = { kind: 'files', mof: [at('a.mof')], cimXml: [at('b.xml')] } as const;
    const { loaded } = await loadSchema(source, { ...REQUEST, amend: [at('c.mfl')] });
    expect(loaded.schema.classes.map(({ properties }) => properties.map((each) => [each.name, textOf(each)]))).toEqual([
      [['Id', undefined]],
      [['Size', 'Text']],
    ]);
  });

  it('warns of each path that has no class of it', async () => {
    const { diagnostics } = await amended(
      BARE,
      TEXTS,
      'class Tape { };',
      '#pragma namespace("root/b")\nclass Disk { };',
    );
    expect(diagnostics).toEqual(
      ['1.mfl', '2.mfl'].map((name) => ({
        severity: 'warning',
        code: 'no-amended-class',
        message: `amend "${at(name)}" declares no class that was read of root/test`,
        help: '#pragma namespace says where the classes of a file belong; without it, they belong to root/test',
      })),
    );
  });

  it('has the mistakes in the files among its diagnostics, with their places', async () => {
    const { diagnostics } = await amended(BARE, 'class Disk {\n  string;\n};');
    expect(diagnostics).toMatchObject([
      { severity: 'error', code: 'mof-syntax', place: { file: at('0.mfl'), line: 2, column: 9 } },
    ]);
  });

  it('is not read where a file does not exist', async () => {
    const request = { ...REQUEST, amend: ['none.mfl'] };
    await expect(loadSchema({ kind: 'files', mof: ['gone.mof'] }, request)).rejects.toThrow(
      'amend "none.mfl" does not exist',
    );
  });
});
