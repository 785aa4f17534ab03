import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../../generator/diagnostics/index.js';
import { compareLoaded, compareSchemas } from '../../../generator/diff/compare-schemas.js';
import { loadBundled } from '../../../generator/source/bundled/bundled-source.js';
import { parseMof, printMof } from '../../../generator/source/mof/index.js';
import type { CimSchema } from '../../../runtime/schema/index.js';
import { schemaOf, schemaOfClasses } from '../../tools/schema.js';

/** The changes as lines: `A: property Name is gone`. */
function compare(before: string, after: string): readonly string[] {
  return lines(schemaOf(before).schema, schemaOf(after).schema);
}

function lines(before: CimSchema, after: CimSchema): readonly string[] {
  return compareSchemas(before, after).map((change) => `${change.class.replace('root/test:', '')}: ${change.message}`);
}

const A = 'class A { [Key] string Id; };';

describe('compareSchemas', () => {
  it('gives each change with texts of what was before and what is after', () => {
    const before = schemaOf('class A { [Key] string Id; uint32 Count; };').schema;
    const after = schemaOf('class A { [Key] string Id; uint64 Count[]; };').schema;
    expect(compareSchemas(before, after)).toEqual([
      {
        class: 'root/test:A',
        kind: 'type-changed',
        element: 'property Count',
        before: 'number',
        after: 'readonly bigint[]',
        breaking: true,
        message: 'property Count is readonly bigint[] instead of number',
      },
    ]);
  });

  it('refuses what is no schema', () => {
    const loaded = schemaOf(A);
    expect(() => compareSchemas(loaded as unknown as CimSchema, loaded.schema)).toThrow(
      new TypeError('compareSchemas() takes two schemas: compareSchemas(before.schema, after.schema)'),
    );
  });

  it('refuses a schema from which no classes can be generated', () => {
    const { schema } = schemaOfClasses([{ name: 'Not a name' }]);
    expect(() => compareSchemas(schemaOf(A).schema, schema)).toThrow(DiagnosticError);
  });

  it.each([
    [
      'the order of declarations',
      `${A} class B : A { string X; string Y; };`,
      `class B : A { string Y; string X; }; ${A}`,
    ],
    [
      'the order of parameters',
      'class A { void M([In] string X, [In] string Y); };',
      'class A { void M([In] string Y, [In] string X); };',
    ],
    ['the letter case of names that are mentioned', `${A} class B : A { A REF X; };`, `${A} class B : a { a REF X; };`],
    [
      'the order and letter case of qualifiers',
      '[Description("x"), Version("1")] class A { };',
      '[version("1"), description("x")] class A { };',
    ],
    [
      'directions that are said or not',
      'class A { void M([In] string X); };',
      'class A { void M([In(true), Out(false)] string X); };',
    ],
    ['false in place of no qualifier', 'class A { [Write(false)] string X; };', 'class A { string X; };'],
    ['null in place of no default', 'class A { string X = NULL; };', 'class A { string X; };'],
    [
      'the qualifier Override',
      `${A} class B : A { [Override("Id"), Key] string Id; };`,
      `${A} class B : A { [Key] string Id; };`,
    ],
    ['a redeclaration that adds nothing', `${A} class B : A { [Key] string Id; };`, `${A} class B : A { };`],
    ['instances', `${A} instance of A { Id = "1"; };`, A],
  ])('does not count %s', (_what, before, after) => {
    expect(compare(before, after)).toEqual([]);
    expect(compare(after, before)).toEqual([]);
  });

  it('finds nothing between a schema and what is read from its printed text', () => {
    const { schema } = loadBundled(['root/cimv2']);
    expect(compareSchemas(schema, parseMof(printMof(schema), { namespace: 'root/cimv2' }).schema)).toEqual([]);
  });

  it('sorts by class, in any letter case', () => {
    expect(compare('class b { }; class A { }; class C { };', 'class D { };')).toEqual([
      'A: class is gone',
      'b: class is gone',
      'C: class is gone',
      'D: class is new',
    ]);
  });
});

describe('what is inherited', () => {
  it('counts where it arises, and not in subclasses', () => {
    expect(
      compare(
        'class A { [Key] string Id; string X; uint32 M([In] string P); }; class B : A { }; class C : B { string Y; };',
        'class A { [Key] string Id; uint32 X; uint32 M(); }; class B : A { }; class C : B { string Y; };',
      ),
    ).toEqual(['A: property X is number instead of string', 'A: parameter M.P is gone']);
  });

  it('counts once where subclasses redeclare it with the same change', () => {
    const schema = (type: string) => `class A { [Key] string Id; ${type} X; }; class B : A { ${type} X; };`;
    expect(compare(schema('string'), schema('uint32'))).toEqual(['A: property X is number instead of string']);
  });

  it('is no loss when it has moved to a superclass', () => {
    expect(
      compare(`${A} class B : A { string X; };`, 'class A { [Key] string Id; string X; }; class B : A { };'),
    ).toEqual(['A: property X is new']);
  });

  it('is lost in the class that gets another superclass, and in no subclass of it', () => {
    expect(
      compare(
        'class A { string X; string Y; }; class B : A { }; class C : B { };',
        'class A { string X; string Y; }; class N { string Y; }; class B : N { }; class C : B { };',
      ),
    ).toEqual(['B: class derives from N instead of A', 'B: property X is gone', 'N: class is new']);
  });

  it('is lost in each class that gets another superclass', () => {
    expect(
      compare(
        'class A { string X; }; class B : A { }; class C : A { };',
        'class A { string X; }; class B { }; class C { };',
      ),
    ).toEqual([
      'B: class derives from no class instead of A',
      'B: property X is gone',
      'C: class derives from no class instead of A',
      'C: property X is gone',
    ]);
  });

  it('is lost together with a superclass', () => {
    expect(
      compare(
        'class A { string X; }; class B : A { string Y; }; class C : B { };',
        'class A { string X; }; class C : A { };',
      ),
    ).toEqual([
      'B: class is gone',
      'C: class derives from A instead of B, and still from all others that it derived from',
      'C: property Y is gone',
    ]);
  });

  it('is not lost where a subclass still declares it', () => {
    expect(
      compare('class A { string X; }; class B : A { string X; };', 'class A { }; class B : A { string X; };'),
    ).toEqual(['A: property X is gone']);
  });

  it('compares across a redeclaration that is dropped', () => {
    expect(
      compare(
        'class A { string X; }; class B : A { [Description("b"), Required] string X; };',
        'class A { string X; }; class B : A { };',
      ),
    ).toEqual(['B: property X may be null now', 'B: property X is documented or qualified differently']);
  });

  it('of a schema without the superclass is what the class has itself', () => {
    const partial = (type: string) => parseMof(`class B : Missing { ${type} X; };`, { namespace: 'root/test' }).schema;
    expect(lines(partial('string'), partial('string'))).toEqual([]);
    expect(lines(partial('string'), partial('uint32'))).toEqual(['B: property X is number instead of string']);
  });
});

describe('the classes that elements mention', () => {
  const mention = (more: string) => `${more} class B { [Key] A REF Of; [EmbeddedInstance("A")] string Part; };`;

  it('change nothing in what mentions them when they come or go', () => {
    expect(compare(mention(A), mention(''))).toEqual(['A: class is gone']);
    expect(compare(mention(''), mention(A))).toEqual(['A: class is new']);
  });

  it('are no other type where both schemas lack them', () => {
    expect(compare('class B { X REF Of; };', 'class B { Y REF Of; };')).toEqual([
      'B: property Of is ref(Y) instead of ref(X), which is the same in TypeScript',
    ]);
  });

  it('may be embedded in a string or not', () => {
    expect(compare(`${A} class B { [EmbeddedInstance("A")] string X; };`, `${A} class B { A X; };`)).toEqual([
      'B: property X is instance(A) instead of embedded(A), which is the same in TypeScript',
    ]);
  });
});

describe('names of values', () => {
  const states = (keys: string, names: string) => `class A { [ValueMap {${keys}}, Values {${names}}] uint8 State; };`;

  it('compare as constants, and not as texts', () => {
    expect(compare(states('"0", "1"', '"Off", "On"'), states('"0x0", "1"', '"Off", "On"'))).toEqual([]);
    expect(compare(states('"1", "2"', '"Reserved", "Reserved"'), states('"2", "1"', '"Reserved", "Reserved"'))).toEqual(
      [
        'A: value A_State.Reserved is 2 instead of 1',
        'A: value A_State["Reserved (2)"] is gone',
        'A: value A_State["Reserved (1)"] is new',
      ],
    );
  });

  it('tell a new name from a new value', () => {
    expect(compare(states('"0", "1"', '"Off", "On"'), states('"0", "1", "2"', '"off", "On", "Off"'))).toEqual([
      'A: value A_State.Off is 2 instead of 0',
      'A: value A_State.off is new',
    ]);
  });

  it('of another type count by their names alone', () => {
    expect(
      compare(
        states('"0", "1"', '"Off", "On"'),
        'class A { [ValueMap {"a", "b"}, Values {"Off", "Up"}] string State; };',
      ),
    ).toEqual([
      'A: property State is string instead of number',
      'A: value A_State.On is gone',
      'A: value A_State.Up is new',
    ]);
  });

  it('belong to the constant of the class that declares them', () => {
    const before = `class A { string Id; }; class B : A { [ValueMap {"0"}, Values {"Off"}] uint8 State; };`;
    const after = `class A { string Id; [ValueMap {"0"}, Values {"Off"}] uint8 State; }; class B : A { };`;
    expect(compare(before, after)).toEqual([
      'A: property State is new',
      'B: constant B_State is gone: the values are in A_State now',
    ]);
  });

  it('are those of flags, of parameters and of what methods return, too', () => {
    const schema = (name: string) =>
      `class A { [BitMap {"0"}, BitValues {"${name}"}] uint8 F;
         [ValueMap {"0"}, Values {"${name}"}] uint32 M([In, ValueMap {"0"}, Values {"${name}"}] uint8 P); };`;
    expect(compare(schema('x'), schema('y'))).toEqual([
      'A: value A_F.x is called "y" now',
      'A: value A_M_P.x is called "y" now',
      'A: value A_M_ReturnValue.x is called "y" now',
    ]);
  });
});

describe('namespaces', () => {
  const schema = (...namespaces: string[]) =>
    parseMof(namespaces.map((name) => `#pragma namespace("${name}")\n${A}`).join('\n'), { namespace: 'root/x' }).schema;

  it('are matched by name, in any letter case', () => {
    const paths = (before: CimSchema, after: CimSchema) => compareSchemas(before, after).map((change) => change.class);
    expect(paths(schema('root/a', 'root/b'), schema('ROOT/A', 'root/c'))).toEqual(['root/b:A', 'root/c:A']);
  });

  it('of schemas that have one each are compared whatever their names are', () => {
    expect(compareSchemas(schema('root/a'), schema('root/b'))).toEqual([]);
  });
});

describe('a source that could not read everything', () => {
  const whole = schemaOf('class A { string X; }; class B : A { }; class C : B { }; class D { };');
  const part = { ...schemaOf('class B : A { }; class C : B { };'), classNames: () => ['A', 'B', 'C'] };

  it('is not taken for one without these classes', () => {
    const expected = { unread: ['root/test:A', 'root/test:B', 'root/test:C'] };
    expect(compareLoaded(whole, part)).toMatchObject({ ...expected, changes: [{ class: 'root/test:D' }] });
    expect(compareLoaded(part, whole)).toMatchObject({ ...expected, changes: [{ class: 'root/test:D' }] });
  });
});
