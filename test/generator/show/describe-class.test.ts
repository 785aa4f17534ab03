import { describe, expect, it } from 'vitest';
import { render } from '../../../generator/emit/render.js';
import { loadBundled } from '../../../generator/index.js';
import { SchemaIndex } from '../../../generator/model/index.js';
import { plan } from '../../../generator/plan/plan.js';
import { schemaOf } from '../../tools/schema.js';
import { describeAll, described } from './described.js';

describe('a description', () => {
  it('has the types that the generated code has', () => {
    const loaded = loadBundled(['root/cimv2']);
    const index = new SchemaIndex(loaded);
    const planned = plan(index, loaded.schema.classes, { namespaces: ['root/cimv2'] });
    const files = new Map(
      Array.from(render(planned, { extension: 'js', source: 'bundled' }), ({ path, text }) => [path, text]),
    );
    const missing: string[] = [];
    for (const { name, properties, methods } of describeAll(loaded).values()) {
      const text = files.get(`root/cimv2/${name}.ts`) ?? '';
      const expectLine = (line: string) => text.includes(`  ${line};\n`) || missing.push(`${name}: ${line}`);
      for (const { member, type, writable } of properties.filter(({ inherited }) => !inherited)) {
        expectLine(`declare ${writable ? '' : 'readonly '}${member}: ${type}`);
      }
      for (const { parameters } of methods.filter(({ inherited }) => !inherited)) {
        for (const { member, input, output, required } of parameters) {
          if (input !== null)
            expectLine(`readonly ${member}${required ? ': ' : '?: '}${input}${required ? '' : ' | undefined'}`);
          if (output !== null) expectLine(`readonly ${member}: ${output}`);
        }
      }
    }
    expect(missing).toEqual([]);
  });

  it('has keys first, then own members, then those of superclasses, each as it was declared last', () => {
    const { properties, methods, superclasses, subclasses } = described(
      schemaOf(`
        class Root { [Key] string Id; string Text; uint8 Size; uint32 Run(); uint32 Stop(); };
        class Middle : Root { [Required] string Text; };
        class Leaf : Middle { string Own; uint32 Stop(); };
        class ZLast : Leaf { };
        class Another : LEAF { };`),
      'Leaf',
    );
    expect(properties.map(({ name, from, inherited }) => [name, from, inherited])).toEqual([
      ['Id', 'Root', true],
      ['Own', 'Leaf', false],
      ['Text', 'Middle', true],
      ['Size', 'Root', true],
    ]);
    expect(properties.map(({ type, key, required }) => [type, key, required])).toEqual([
      ['string', true, false],
      ['string | null', false, false],
      ['string', false, true],
      ['number | null', false, false],
    ]);
    expect(methods.map(({ name, from }) => [name, from])).toEqual([
      ['Stop', 'Leaf'],
      ['Run', 'Root'],
    ]);
    expect({ superclasses, subclasses }).toEqual({
      superclasses: ['Middle', 'Root'],
      subclasses: ['Another', 'ZLast'],
    });
  });

  it('names a superclass that the schema does not have', () => {
    expect(described(schemaOf('class A : B { }; class C : A { };'), 'C').superclasses).toEqual(['A', 'B']);
  });

  it('has the values of an element: exact, with ranges, as flags, and without names', () => {
    const { properties } = described(
      schemaOf(`class A {
        [ValueMap { "1", "18446744073709551615", "5..7" }, Values { "One", "All", "Some" }] uint64 Big;
        [BitMap { "0", "4" }, BitValues { "Read", "Write" }] uint8 Mask;
        [ValueMap { "0", "3..4" }] uint8 Bare;
        string Free;
      };`),
      'A',
    );
    expect(properties.map(({ values }) => values)).toEqual([
      {
        constant: 'A_Big',
        flags: false,
        entries: [
          { name: 'One', value: 1 },
          { name: 'All', value: '18446744073709551615' },
        ],
        ranges: [{ name: 'Some', value: '5..7' }],
      },
      {
        constant: 'A_Mask',
        flags: true,
        entries: [
          { name: 'Read', value: 1 },
          { name: 'Write', value: 16 },
        ],
        ranges: [],
      },
      { constant: null, flags: false, entries: [{ name: '0', value: '0' }], ranges: [{ name: '3..4', value: '3..4' }] },
      null,
    ]);
  });

  it('has what the schema says in words', () => {
    const { deprecated, version, description, properties } = described(
      schemaOf(`[Deprecated { "B", "No value" }, Version("2.0"), Description("Two\\nlines.")] class A {
        [Deprecated { "No value" }, Units("Bytes")] uint8 x; [PUnit("byte")] uint8 y; [Deprecated { }] uint8 z;
      };`),
      'A',
    );
    expect({ deprecated, version, description }).toEqual({
      deprecated: ['B'],
      version: '2.0',
      description: 'Two\nlines.',
    });
    expect(properties.map(({ deprecated: each, units }) => [each, units])).toEqual([
      [[], 'Bytes'],
      [null, 'byte'],
      [[], null],
    ]);
  });

  it('has limits and defaults as they are declared', () => {
    const { properties } = described(
      schemaOf(`class A {
        [MaxLen(8)] string a = "x"; [MinValue(1), MaxValue(9)] uint8 b; uint64 c[] = { 1, 2 }; boolean d = NULL;
      };`),
      'A',
    );
    expect(properties.map(({ limits, defaultValue }) => [limits, defaultValue])).toEqual([
      [{ min: null, max: 8 }, 'x'],
      [{ min: 1, max: 9 }, null],
      [null, [1, 2]],
      [null, null],
    ]);
  });

  it('has CIM types as MOF writes them', () => {
    const { properties } = described(
      schemaOf('class A { uint8 a; string b[]; real32 c[3]; A REF d; object e; A f; datetime g; };'),
      'A',
    );
    expect(properties.map(({ cimType }) => cimType)).toEqual([
      'uint8',
      'string[]',
      'real32[3]',
      'A REF',
      'object',
      'A',
      'datetime',
    ]);
  });

  it('tells what a class is: association and indication are inherited, abstract is not', () => {
    const all = describeAll(
      schemaOf(`
        [Abstract, Association] class Link { [Key] Link REF a; [Key] Link REF b; };
        class Chain : Link { };
        [Abstract, Indication] class Event { };
        class Fire : Event { };
        class Notice : __ExtrinsicEvent { };`),
    );
    const kinds = Array.from(all.values(), ({ name, abstract, association, indication }) => {
      return [name, abstract, association, indication];
    });
    expect(kinds).toEqual([
      ['Chain', false, true, false],
      ['Event', true, false, true],
      ['Fire', false, false, true],
      ['Link', true, true, false],
      ['Notice', false, false, true],
    ]);
    expect(all.get('Notice')?.typescript.objects).toEqual([
      'for await (const { indication } of Notice.$subscribe(session)) { … }',
    ]);
  });
});

describe('the associations of a class', () => {
  const loaded = schemaOf(`
    class Root { [Key] string Id; };
    class Part : Root { };
    class Whole : Root { };
    [Association] class Any { [Key] Root REF Antecedent; [Key, Max(1)] Root REF Dependent; };
    [Association] class Component : Any {
      [Override("antecedent"), Min(1)] Whole REF antecedent; [Override("Dependent"), Min(1)] Part REF Dependent;
    };
    [Association] class Three { [Key] Part REF A; [Key] Whole REF B; [Key] Root REF C; };
    class Holder { Part REF Held; };`);

  it('are those whose references lead to it or to a superclass, the nearest first', () => {
    const { associations } = described(loaded, 'Part');
    expect(associations.map(({ name, of, inherited, role }) => [name, of, inherited, role.name])).toEqual([
      ['Component', 'Part', false, 'Dependent'],
      ['Three', 'Part', false, 'A'],
      ['Any', 'Root', true, 'Antecedent'],
      ['Any', 'Root', true, 'Dependent'],
      ['Three', 'Root', true, 'C'],
    ]);
  });

  it('have roles as their first class spells them, with multiplicities', () => {
    const [component, three] = described(loaded, 'Part').associations;
    expect(component?.role).toEqual({ name: 'Dependent', class: 'Part', multiplicity: '1' });
    expect(component?.others).toEqual([{ name: 'Antecedent', class: 'Whole', multiplicity: '1..*' }]);
    expect(three?.others.map(({ name }) => name)).toEqual(['B', 'C']);
  });

  it('say which role the object has where it may have several', () => {
    expect(described(loaded, 'Part').associations.map(({ call }) => call)).toEqual([
      'part.$associators(Component)',
      "part.$associators(Three, { role: 'A' })",
      "part.$associators(Any, { role: 'Antecedent' })",
      "part.$associators(Any, { role: 'Dependent' })",
      "part.$associators(Three, { role: 'C' })",
    ]);
  });

  it('have roles of their own', () => {
    expect(described(loaded, 'Any').roles).toEqual([
      { name: 'Antecedent', class: 'Root', multiplicity: null },
      { name: 'Dependent', class: 'Root', multiplicity: '0..1' },
    ]);
    expect(described(loaded, 'Holder').roles).toEqual([]);
  });
});
