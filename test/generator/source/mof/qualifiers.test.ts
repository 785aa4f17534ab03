import { describe, expect, it } from 'vitest';
import { readMofFiles } from '../../../../generator/source/mof/index.js';
import type { CimQualifier } from '../../../../runtime/schema/index.js';
import { classOf, loadFiles, NAMESPACE, parse, saidOf, schemaOf } from './support.js';

const DEFAULT = { overridable: true, toSubclass: true, toInstance: false, translatable: false };

/** The qualifiers of `[…] class X {};`. */
function qualifiersOf(list: string, declarations = ''): readonly CimQualifier[] {
  return schemaOf(`${declarations} [${list}] class X {};`).classes[0]?.qualifiers ?? [];
}

function typesOf(list: string, declarations = ''): string[] {
  return qualifiersOf(list, declarations).map(({ type, array }) => (array ? `${type}[]` : type));
}

describe('types of qualifiers', () => {
  it('come from the declaration, before and behind the use', () => {
    const declarations = 'Qualifier A : uint8, Scope(any); Qualifier B : real32[], Scope(class);';
    expect(qualifiersOf('A(1), B{1, 2.5}', declarations)).toEqual([
      { name: 'A', type: 'uint8', array: false, value: 1, flavor: DEFAULT },
      { name: 'B', type: 'real32', array: true, value: [1, 2.5], flavor: DEFAULT },
    ]);
    const { classes } = schemaOf(
      '[a(NULL)] class X {}; Qualifier A : datetime = NULL, Scope(any), Flavor(Restricted);',
    );
    expect(classes[0]?.qualifiers).toMatchObject([{ name: 'a', type: 'datetime', flavor: { toSubclass: false } }]);
  });

  it('come from declarations in the same namespace only', () => {
    const { classes } = schemaOf(`Qualifier A : uint8, Scope(any);
      #pragma namespace("root/other")
      [A(1)] class X {};`);
    expect(classes[0]?.qualifiers[0]?.type).toBe('sint32');
  });

  it('are those of DSP0004 where nothing is declared and the value fits', () => {
    expect(
      typesOf('Key, MaxLen(256), MaxValue(1), ValueMap{"0"}, Description("d"), Deprecated{"Y"}, Units(NULL)'),
    ).toEqual(['boolean', 'uint32', 'sint64', 'string[]', 'string', 'string[]', 'string']);
  });

  it('are those of the value where it does not fit DSP0004', () => {
    expect(typesOf('Deprecated("Y"), Counter("name"), Schema, ValueMap("0"), MaxLen("x")')).toEqual([
      'string',
      'string',
      'boolean',
      'string',
      'string',
    ]);
  });

  it('are those of the value where it is beyond the range of DSP0004', () => {
    expect(typesOf('MaxLen(4294967296), MaxValue(18446744073709551615), MinLen(4294967295), MinLength(-1)')).toEqual([
      'sint64',
      'uint64',
      'uint32',
      'sint32',
    ]);
    expect(saidOf('[MaxValue(18446744073709551616)] class X {};')).toEqual([
      '1:11 error mof-out-of-range: 18446744073709551616 is out of the range of uint64, 0 to 18446744073709551615',
    ]);
  });

  it('are those of the value where nobody declares them', () => {
    const list = `A, B(true), C(1), D(-2147483648), E(2147483648), F(1.5), G("g"), H{}, I{1, 2147483648}, J{1, 1.5},
                  K{NULL, 1}, L('l'), M(NULL), N{true}`;
    expect(typesOf(list)).toEqual(
      'boolean boolean sint32 sint32 sint64 real64 string string[] sint64[] real64[] sint32[] char16 string boolean[]'.split(
        ' ',
      ),
    );
  });

  it('give a qualifier without value true, or NULL when it is no boolean', () => {
    const declarations =
      'Qualifier A : boolean, Scope(any); Qualifier B : string, Scope(any); Qualifier C : boolean[];';
    expect(qualifiersOf('A, B, C, D', declarations).map(({ value }) => value)).toEqual([true, null, null, true]);
  });
});

describe('a declaration behind the uses of a qualifier', () => {
  const USE = '[A(7), Wirte] class X {}; instance of X {};';
  const DECLARATIONS = 'Qualifier A : uint8, Scope(any);\nQualifier Wirte : boolean, Scope(any);';

  it('may stand in another file: spelling and values are judged by it', () => {
    const { schema, diagnostics } = loadFiles({ 'use.mof': USE, 'declare.mof': DECLARATIONS }, [
      'use.mof',
      'declare.mof',
    ]);
    expect(diagnostics).toEqual([]);
    expect(schema.classes).toMatchObject([{ name: 'X', qualifiers: [{ type: 'uint8' }, { name: 'Wirte' }] }]);
    expect(schema.instances).toHaveLength(1);
  });

  it('may be one of several: the last holds for all uses', () => {
    const { classes } = parse(
      'Qualifier A : uint8, Scope(any); [A(7)] class X {}; Qualifier A : string, Scope(any); [A("x")] class Y {};',
    ).schema;
    expect(classes).toMatchObject([{ qualifiers: [{ type: 'string' }] }, { qualifiers: [{ type: 'string' }] }]);
  });

  it('does not make a file be read again: a pipe has its text only once', () => {
    const reads: string[] = [];
    const { schema, files } = readMofFiles(['use.mof', 'declare.mof'], {
      namespace: NAMESPACE,
      readFile: (path) => {
        reads.push(path);
        return new TextEncoder().encode(path === 'use.mof' ? USE : DECLARATIONS);
      },
    });
    expect(schema.classes).toMatchObject([{ qualifiers: [{ type: 'uint8' }, { name: 'Wirte' }] }]);
    expect([files, reads]).toEqual([
      ['use.mof', 'declare.mof'],
      ['use.mof', 'declare.mof'],
    ]);
  });

  it('leaves each diagnostic once, at its place', () => {
    expect(saidOf('[A(7), A(8)] class X { uint8 B = 300; };\nQualifier A : uint8, Scope(any);')).toEqual([
      '1:8 warning mof-duplicate-qualifier: the qualifier "A" stands here twice; the first holds',
      '1:34 error mof-out-of-range: 300 is out of the range of uint8, 0 to 255',
    ]);
  });
});

describe('flavors', () => {
  it('are as written, over as declared, over the default', () => {
    const declarations = 'Qualifier A : boolean, Scope(any), Flavor(DisableOverride, Restricted, Translatable);';
    expect(qualifiersOf('A, A2, B : DisableOverride', declarations).map(({ flavor }) => flavor)).toEqual([
      { overridable: false, toSubclass: false, toInstance: false, translatable: true },
      DEFAULT,
      { ...DEFAULT, overridable: false },
    ]);
    expect(qualifiersOf('A : EnableOverride ToSubclass ToInstance', declarations)[0]?.flavor).toEqual({
      overridable: true,
      toSubclass: true,
      toInstance: true,
      translatable: true,
    });
  });

  it('are those of DSP0004 where nothing is declared', () => {
    expect(qualifiersOf('Abstract, Key, Description("x")').map(({ flavor }) => flavor)).toEqual([
      { ...DEFAULT, toSubclass: false },
      { ...DEFAULT, overridable: false },
      { ...DEFAULT, translatable: true },
    ]);
  });

  it("may be Microsoft's, several separated by blanks", () => {
    const list =
      'A("x") : Amended ToSubclass, B : ToInstance NotToSubclass DisableOverride, C : ToInstance NotToInstance';
    expect(qualifiersOf(list).map(({ flavor }) => flavor)).toEqual([
      { ...DEFAULT, translatable: true },
      { overridable: false, toSubclass: false, toInstance: true, translatable: false },
      DEFAULT,
    ]);
  });
});

describe('qualifier declarations', () => {
  it('keep type, default, scopes and flavor', () => {
    const { qualifierDeclarations } = schemaOf(`
      Qualifier Key : Boolean = FALSE, Scope(PROPERTY, reference), Flavor(DisableOverride, ToSubclass);
      Qualifier Names : string[] = { "a" }, Scope(  any  );
      Qualifier Plain : sint8;`);
    expect(qualifierDeclarations).toEqual([
      {
        namespace: 'root/test',
        name: 'Key',
        type: 'boolean',
        array: false,
        defaultValue: false,
        scopes: ['property', 'reference'],
        flavor: { ...DEFAULT, overridable: false },
      },
      {
        namespace: 'root/test',
        name: 'Names',
        type: 'string',
        array: true,
        defaultValue: ['a'],
        scopes: ['any'],
        flavor: DEFAULT,
      },
      { namespace: 'root/test', name: 'Plain', type: 'sint8', array: false, scopes: [], flavor: DEFAULT },
    ]);
  });

  it('may have the old form, which says the flavor of uses and nothing else', () => {
    const { qualifierDeclarations, classes } = schemaOf(`
      Qualifier Counter : ToInstance; Qualifier Description : ToSubClass Amended;
      [Counter("c"), Description("d")] class X {};`);
    expect(qualifierDeclarations).toEqual([]);
    expect(classes[0]?.qualifiers).toEqual([
      { name: 'Counter', type: 'string', array: false, value: 'c', flavor: { ...DEFAULT, toInstance: true } },
      { name: 'Description', type: 'string', array: false, value: 'd', flavor: { ...DEFAULT, translatable: true } },
    ]);
  });

  it('are checked like other values', () => {
    expect(saidOf('Qualifier A : uint8 = 256, Scope(any);')).toEqual([
      '1:23 error mof-out-of-range: 256 is out of the range of uint8, 0 to 255',
    ]);
  });

  it('may be repeated; a different one holds, with a warning', () => {
    const same = 'Qualifier A : uint8, Scope(any);';
    expect(schemaOf(same + same).qualifierDeclarations).toHaveLength(1);
    expect(saidOf(`${same}\nQualifier a : uint16, Scope(any);`)).toEqual([
      '2:11 warning mof-redeclared-qualifier: the qualifier "a" was declared differently before; this declaration holds',
    ]);
  });
});

describe('a qualifier that nobody declares', () => {
  it.each([
    ['Kye', '', 'key'],
    ['Keyy', '', 'key'],
    ['Decription', '("d")', 'description'],
    ['VALUE', '{"a"}', 'values'],
    ['Maxlem', '(1)', 'maxlen'],
  ])('is most likely misspelt where one slip makes it of a standard one: %s', (name, value, standard) => {
    const { diagnostics } = parse(`class X { [${name}${value}] uint8 A; };`);
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'mof-misspelt-qualifier',
        message: `the qualifier "${name}" is declared nowhere`,
        help: `did you mean "${standard}"?`,
        place: { line: 1, column: 12, length: name.length },
      },
    ]);
  });

  it('is nothing to speak of otherwise, nor is one that is declared anywhere', () => {
    schemaOf('[Dynamic, Keys2, ID, Inn, Ke, Adre] class X {};');
    schemaOf('Qualifier Kye : boolean; Qualifier Value : ToInstance; #pragma namespace("b")\n[kye, value] class X {};');
  });
});

it('keeps keywords that are qualifiers, too', () => {
  const cimClass = classOf('[Schema("Win32") : ToInstance, Association, Indication(false)] class X {};');
  expect(cimClass.qualifiers.map(({ name, value }) => [name, value])).toEqual([
    ['Schema', 'Win32'],
    ['Association', true],
    ['Indication', false],
  ]);
});
