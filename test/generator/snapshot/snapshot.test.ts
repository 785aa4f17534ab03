import { parseMof, printMof } from 'mi-codegen';
import { describe, expect, it } from 'vitest';
import { readingOrder } from '../../../generator/snapshot/reading-order.js';
import { snapshotOf, snapshotText } from '../../../generator/snapshot/snapshot.js';
import type { CimSchema } from '../../../runtime/schema/index.js';

const NAMESPACE = 'root/test';

const schemaOf = (mof: string): CimSchema => parseMof(mof, { namespace: NAMESPACE }).schema;
const orderOf = (mof: string) => readingOrder(schemaOf(mof).classes).map(({ name }) => name);

describe('readingOrder', () => {
  it.each([
    ['by name', 'class C { }; class A { }; class B { };', ['A', 'B', 'C']],
    ['superclasses first', 'class A : Z { }; class Z : M { }; class M { };', ['M', 'Z', 'A']],
    [
      'what is referred to first',
      '[Association] class A { [Key] Z REF z; [Key] Y REF y; }; class Y { }; class Z { };',
      ['Z', 'Y', 'A'],
    ],
    [
      'what is embedded first',
      'class A { [EmbeddedInstance("Z")] string z; void M([In] Y y); }; class Y { }; class Z { };',
      ['Z', 'Y', 'A'],
    ],
    ['a class that refers to itself', 'class A { A REF next; };', ['A']],
    ['a circle', 'class A { B REF b; }; class B { C REF c; }; class C { A REF a; };', ['C', 'B', 'A']],
    ['a superclass that needs its subclass', 'class A { Z REF z; }; class Z : A { };', ['A', 'Z']],
    [
      'a superclass that needs a subclass of its subclass',
      'class A { Z REF z; }; class Y : A { }; class Z : Y { };',
      ['A', 'Y', 'Z'],
    ],
    ['classes that are missing', 'class A : Missing { Other REF o; };', ['A']],
    ['superclasses in a circle', 'class A : B { }; class B : A { };', ['A', 'B']],
  ])('%s', (_, mof, expected) => {
    expect(orderOf(mof)).toEqual(expected);
    // The order of the declarations does not count.
    const classes = readingOrder(schemaOf(mof).classes.toReversed());
    expect(classes.map(({ name }) => name)).toEqual(expected);
  });

  it('takes long chains of references', () => {
    const classes = Array.from(
      { length: 20_000 },
      (_, at) => `class C${at} { ${at < 19_999 ? `C${at + 1} REF r;` : ''} };`,
    );
    const ordered = orderOf(classes.join('\n'));
    expect([ordered.length, ordered[0], ordered.at(-1)]).toEqual([20_000, 'C19999', 'C0']);
  });
});

describe('snapshotOf', () => {
  const declarationsOf = (mof: string) =>
    printMof({ ...snapshotOf(NAMESPACE, schemaOf(mof)), classes: [] })
      .split('\n')
      .filter((line) => line.startsWith('Qualifier'));

  it('declares the qualifiers that are used, in the order of their names', () => {
    const mof = '[Zone("a"), Level(3)] class A { [Key, Names{"x"}] string Id; uint32 M([In, Level(7)] uint32 p); };';
    expect(declarationsOf(mof)).toEqual([
      'Qualifier In : boolean = false, Scope(any), Flavor(DisableOverride);',
      'Qualifier Key : boolean = false, Scope(any), Flavor(DisableOverride);',
      'Qualifier Level : sint32 = NULL, Scope(any);',
      'Qualifier Names : string[] = NULL, Scope(any);',
      'Qualifier Zone : string = NULL, Scope(any);',
    ]);
  });

  it('keeps declarations, the last of several, and only those of the namespace', () => {
    const mof = `
      Qualifier Level : uint8 = 1, Scope(class);
      Qualifier Level : uint16 = 2, Scope(property);
      #pragma namespace("root/other")
      Qualifier Other : string, Scope(any);
      #pragma namespace("root/test")
      [Level(3)] class A { };`;
    expect(declarationsOf(mof)).toEqual(['Qualifier Level : uint16 = 2, Scope(property);']);
  });

  it('does not declare a qualifier that is used with several types', () => {
    expect(declarationsOf('[Level(3)] class A { }; [Level("x")] class B { }; [Level] class C { };')).toEqual([]);
  });

  it('gives a declaration the flavor of most uses, and the others words of their own', () => {
    const mof = '[Level(1) : Restricted] class A { }; [Level(2) : Restricted] class B { }; [Level(3)] class C { };';
    const snapshot = snapshotOf(NAMESPACE, schemaOf(mof));
    expect(declarationsOf(mof)).toEqual(['Qualifier Level : sint32 = NULL, Scope(any), Flavor(Restricted);']);
    expect(schemaOf(printMof(snapshot)).classes).toEqual(snapshot.classes);
  });

  it('is read back as the same, and written again as the same', () => {
    const mof = `
      [Description("Ein Gerät \u20ac")] class Z { [Key] string Id; };
      [Note("x") : Translatable] class A : Z { [Note("y")] Z REF Peer; [MaxLen(3)] string Text = "a\\"b"; };
      instance of A { Id = "1"; Peer = "Z.Id=\\"1\\""; };`;
    const snapshot = snapshotOf(NAMESPACE, schemaOf(mof));
    const text = snapshotText(NAMESPACE, snapshot);
    expect(text).toMatch(
      /^\/\/ Pulled by mi-codegen from root\/test\. Do not edit: the next pull replaces it\.\n\n#pragma/,
    );
    const read = parseMof(text, { namespace: 'root/none' }).schema;
    expect(read).toEqual(snapshot);
    expect(snapshotText(NAMESPACE, snapshotOf(NAMESPACE, read))).toBe(text);
  });
});
