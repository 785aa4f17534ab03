import { describe, expect, it } from 'vitest';
import { diagramOf } from '../../../generator/show/class-diagram.js';
import { parseDiagram } from '../../tools/mermaid.js';
import { schemaOf } from '../../tools/schema.js';
import { describeAll } from './described.js';

const WORDS =
  'class namespace note direction link click href call callback style classDef cssClass end default title accTitle ' +
  'accDescr classDiagram TB for Note constructor __proto__ toString length prototype Äß linkÄ noteÄ __bold__ _self';

/** The diagram of some classes of a schema, as Mermaid reads it. */
async function parsed(mof: string, ...names: readonly string[]) {
  const all = describeAll(schemaOf(mof));
  return await parseDiagram(diagramOf(names.flatMap((name) => all.get(name) ?? [])));
}

describe('a class diagram', () => {
  it('has each member in the class that declares it, and what a class is', async () => {
    const { classes } = await parsed(
      `class Root { [Key] string Id; uint8 Bytes[]; };
       [Abstract] class A : Root {
         A REF Other; real32 Fixed[3];
         [Static] uint32 Make([In] string Name[], [Out] A REF Made, [In, Out] object Any);
         void Go();
       };
       class B : A { };`,
      'A',
    );
    expect(Object.fromEntries(classes)).toEqual({
      A: [
        '<<abstract>>',
        'A REF Other',
        'real32[3] Fixed',
        '[text-decoration:underline;] Make(string[] Name, out A REF Made, inout object Any) : uint32',
        'Go() : void',
      ],
      Root: ['string Id «key»', 'uint8[] Bytes'],
      B: [],
    });
  });

  it('has superclasses, subclasses, and associations with roles and multiplicities', async () => {
    const { relations } = await parsed(
      `class Root { [Key] string Id; };
       class A : Root { };
       class B : A { };
       [Association] class Link { [Key, Min(1), Max(1)] A REF One; [Key, Min(0)] B REF Many; };
       [Association] class Free { [Key] A REF Here; [Key] object REF There; };
       [Association] class Three { [Key] A REF X; [Key] B REF Y; [Key] Root REF Z; };`,
      'A',
    );
    const lines = relations.map(({ ends: [from, to], roles, title }) => [from, ...roles, to, title].join(' | '));
    expect(lines).toEqual([
      'Root | none | none | A | ',
      'A | none | none | B | ',
      'A | Here | There | any class | Free',
      'A | One 1 | Many 0..* | B | Link',
      'Three | none | X | A | ',
      'Three | none | Y | B | ',
      'Three | none | Z | Root | ',
    ]);
  });

  it('has what several classes share once', async () => {
    const mof = `class Root { [Key] string Id; };
      class A : Root { }; class B : Root { string Text; };
      [Association] class Link { [Key] A REF One; [Key] B REF Other; };`;
    const { classes, relations } = await parsed(mof, 'A', 'B', 'Link');
    expect(Object.fromEntries(classes)).toEqual({
      A: [],
      B: ['string Text'],
      Link: ['<<association>>', 'A REF One «key»', 'B REF Other «key»'],
      Root: ['string Id «key»'],
    });
    expect(relations.map(({ ends }) => ends.join(' '))).toEqual(['Root A', 'Link A', 'Link B', 'Root B']);
  });

  it.each(WORDS.split(' '))('may have classes, members and roles that are called %s', async (word) => {
    const { classes, relations } = await parsed(
      `class ${word} { [Key] string ${word}; ${word} REF ${word}2; };
       class Sub : ${word} { ${word} REF Ref; void Do([In] ${word} REF ${word}); };
       [Association] class ${word}X { [Key] ${word} REF ${word}; [Key] Sub REF Other; };`,
      'Sub',
    );
    // A name that Mermaid would take for a statement stands behind a space, which is not seen.
    const name = classes.has(word) ? word : ` ${word}`;
    expect([...classes.keys()].toSorted()).toEqual(['Sub', name].toSorted());
    expect(classes.get(name)?.[0]).toBe(`string ${word} «key»`);
    expect(classes.get('Sub')).toEqual([`${word} REF Ref`, `Do(${word} REF ${word}) : void`]);
    expect(relations.map(({ roles, title }) => [...roles, title])).toEqual([
      ['none', 'none', ''],
      ['Other', word, `${word}X`],
    ]);
  });
});
