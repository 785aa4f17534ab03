import { describe, expect, it } from 'vitest';
import { SchemaIndex } from '../../../generator/model/index.js';
import { schemaOf, schemaOfClasses } from '../../tools/schema.js';

const index = new SchemaIndex(
  schemaOf(`
    class A { };
    class B : a { };
    class C : B { };
    #pragma namespace ("Root/Other")
    class A { string InOther; };
    #pragma namespace ("ROOT/OTHER")
    class Z : A { };
  `),
);

describe('SchemaIndex', () => {
  it('finds classes by namespace and name, letter case aside', () => {
    expect(index.find('ROOT/test', 'b')?.name).toBe('B');
    expect(index.find('root/other', 'a')?.properties[0]?.name).toBe('InOther');
    expect(index.find('root/other', 'B')).toBeUndefined();
    expect(index.find('root/gone', 'A')).toBeUndefined();
  });

  it('keeps the first spelling of a namespace', () => {
    expect(index.namespaces()).toEqual(['root/test', 'root/Other']);
    expect(index.spellingOf('root/OTHER')).toBe('root/Other');
    expect(index.spellingOf('root/Gone')).toBe('root/Gone');
    expect(index.classesIn('root/other').map(({ name }) => name)).toEqual(['A', 'Z']);
    expect(index.classesIn('root/gone')).toEqual([]);
  });

  it('goes up the superclass chain', () => {
    const start = index.find('root/test', 'C');
    expect(start && Array.from(index.chain(start), ({ name }) => name)).toEqual(['C', 'B', 'A']);
  });

  it('cuts cycles of superclasses, and what hangs on them', () => {
    const cycle = new SchemaIndex(
      schemaOf('class A : C { }; class B : A { }; class C : B { }; class D : A { }; class E : E { };'),
    );
    const chain = (name: string) => {
      const start = cycle.find('root/test', name);
      return start && Array.from(cycle.chain(start), (link) => link.name);
    };
    expect([chain('A'), chain('D'), chain('E')]).toEqual([['A'], ['D', 'A'], ['E']]);
  });

  it('cuts chains that are deeper than those of any schema', () => {
    const classes = Array.from({ length: 20_000 }, (_, level) => ({ name: `C${level}`, superclass: `C${level - 1}` }));
    const deep = new SchemaIndex(schemaOfClasses(classes));
    const lengths = deep.classesIn('root/test').map((cimClass) => Array.from(deep.chain(cimClass)).length);
    expect(lengths).toEqual(classes.map((_, level) => (level < 200 ? level + 1 : 1)));
  });

  it('takes the last of several declarations, and remembers the others', () => {
    const twice = new SchemaIndex(
      schemaOfClasses([
        { name: 'A', superclass: 'X' },
        { name: 'a', superclass: 'Y' },
      ]),
    );
    expect(twice.find('root/test', 'A')?.superclass).toBe('Y');
    expect(twice.redeclared.map(({ superclass }) => superclass)).toEqual(['X']);
  });
});
