import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../../generator/diagnostics/index.js';
import { checkSchema, SchemaIndex } from '../../../generator/model/index.js';
import { schemaOf, schemaOfClasses } from '../../tools/schema.js';

/** What is reported, each as its lines. */
function report(mof: string): string[] {
  return checkSchema(new SchemaIndex(schemaOf(mof))).map(formatDiagnostic);
}

describe('checkSchema', () => {
  it('has nothing to say about a sound schema', () => {
    const mof = `
      class A { [Key] string Id; A REF Other; uint32 Do([In] string X); };
      class B : a { [Override("Id")] string ID; [EmbeddedInstance("a")] string E; [Override("Do")] uint32 Do([In] string X); };
    `;
    expect(report(mof)).toEqual([]);
  });

  it('names a missing superclass, and the one that may be meant', () => {
    expect(report('class Test_Process { };\nclass Test_Child : Test_Proces { };')).toEqual([
      [
        'test.mof:2:7 - warning missing-superclass: class Test_Child derives from Test_Proces, which root/test does not declare',
        '  2 | class Test_Child : Test_Proces { };',
        '    |       ^^^^^^^^^^',
        '  help: did you mean "Test_Process"?',
      ].join('\n'),
    ]);
  });

  it('does not take a class, or one that derives from it, for its own superclass', () => {
    const help = (mof: string) => report(mof).map((text) => text.split('help: ')[1]);
    expect(help('class LMI_Owning : CIM_Owning { };')).toEqual([undefined]);
    expect(help('class Test_A : Test_B { };\nclass Test_AB : test_a { };')).toEqual([undefined]);
    expect(help('class LMI_Owning : CIM_Owning { };\nclass CIM_Ownings { };')).toEqual(['did you mean "CIM_Ownings"?']);
  });

  it('looks for what may be meant a hundred times', () => {
    const classes = Array.from(
      { length: 102 },
      (_, index) => `class Test_${index} { }; class Sub_${index} : Tset_${index} { };`,
    );
    const helped = report(classes.join('\n')).map((text) => text.includes('help: did you mean'));
    expect(helped).toEqual(classes.map((_, index) => index < 100));
  });

  it('refuses a cycle of superclasses', () => {
    const lines = report('class A : B { };\nclass B : A { };\nclass C : A { };').map((text) => text.split('\n')[0]);
    expect(lines).toEqual([
      'test.mof:1:7 - error superclass-cycle: class A is, through its superclass B, a superclass of itself',
      'test.mof:2:7 - error superclass-cycle: class B is, through its superclass A, a superclass of itself',
    ]);
  });

  it('refuses inheritance that is deeper than that of any schema', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, level) => `class C${level + 1} : C${level} { uint8 x; };`).join('\n');
    expect(report(`class C0 { };\n${chain(199)}`)).toEqual([]);
    expect(report(`class C0 { };\n${chain(200)}\nclass Below : C200 { };`)).toEqual([
      [
        'test.mof:201:7 - error superclass-too-deep: class C200 is derived more than 200 levels deep',
        '  201 | class C200 : C199 { uint8 x; };',
        '      |       ^^^^',
      ].join('\n'),
      [
        'test.mof:202:7 - error superclass-too-deep: class Below is derived more than 200 levels deep',
        '  202 | class Below : C200 { };',
        '      |       ^^^^^',
      ].join('\n'),
    ]);
  });

  it('takes a class that is not there for a misspelt type', () => {
    expect(report('class A { strng Name; };')[0]).toMatch(/\n {2}help: did you mean "string"\?$/);
  });

  it.each([
    ['int', 'sint32'],
    ['UInt', 'uint32'],
    ['int64', 'sint64'],
    ['short', 'sint16'],
    ['long', 'sint64'],
    ['byte', 'uint8'],
    ['float', 'real32'],
    ['double', 'real64'],
    ['bool', 'boolean'],
    ['char', 'char16'],
    ['timestamp', 'datetime'],
  ])('takes %s, a type of other languages, for %s', (word, type) => {
    expect(report(`class A { ${word} Value; };`)).toEqual([
      [
        `test.mof:1:${12 + word.length} - warning missing-class: A.Value embeds ${word}, which root/test does not declare; any class may stand there`,
        `  1 | class A { ${word} Value; };`,
        `    | ${' '.repeat(11 + word.length)}^^^^^`,
        `  help: did you mean "${type}"?`,
      ].join('\n'),
    ]);
  });

  it('names REF and embedded classes that are not there', () => {
    const mof = `class A {
  Gone REF Reference;
  [EmbeddedInstance("Lost")] string Embedded;
  void Do([In] Gone REF Target);
};`;
    expect(report(mof).map((text) => text.split('\n')[0])).toEqual([
      'test.mof:2:12 - warning missing-class: A.Reference refers to Gone, which root/test does not declare; any class may stand there',
      'test.mof:3:37 - warning missing-class: A.Embedded embeds Lost, which root/test does not declare; any class may stand there',
      'test.mof:4:25 - warning missing-class: parameter Target of A.Do refers to Gone, which root/test does not declare; any class may stand there',
    ]);
  });

  it('names redeclarations that do not fit', () => {
    const mof = `class A { [Key] string Id; uint32 Size; };
class B : A { };
class C : B {
  [Key(false)] string Id;
  uint32 Size[];
  [Override("Other")] string Other;
};`;
    expect(report(mof).map((text) => text.split('\n')[0])).toEqual([
      'test.mof:4:4 - warning override-qualifier: C.Id changes the qualifier Key, which A declares as not overridable',
      'test.mof:5:10 - warning redeclared-type: C.Size is uint32[], but uint32 in A',
      'test.mof:6:30 - warning override-nothing: C.Other has the qualifier Override, but no superclass declares Other',
    ]);
  });

  it('cannot tell what is overridden below a missing superclass', () => {
    expect(report('class C : Gone { [Override("Other")] string Other; };')).toEqual([
      expect.stringContaining(' missing-superclass: '),
    ]);
  });

  it('names what is declared twice', () => {
    const property = { type: 'string', array: false, qualifiers: [] } as const;
    const properties = [
      { ...property, name: 'Name' },
      { ...property, name: 'NAME' },
      { ...property, name: 'Name' },
    ];
    const index = new SchemaIndex(schemaOfClasses([{ name: 'A' }, { name: 'A' }, { name: 'a', properties }]));
    expect(checkSchema(index).map(({ message }) => message)).toEqual([
      'class a is declared more than once in root/test; this declaration is used',
      'property a.NAME differs from Name in letter case only; the first one is used',
      'property a.Name is declared twice; the first one is used',
    ]);
  });

  it('looks at the selected classes only', () => {
    const index = new SchemaIndex(schemaOf('class A : Gone { }; class B : Gone { };'));
    const selected = index.classesIn('root/test').filter(({ name }) => name === 'B');
    expect(checkSchema(index, selected).map(({ message }) => message)).toEqual([
      'class B derives from Gone, which root/test does not declare',
    ]);
  });
});
