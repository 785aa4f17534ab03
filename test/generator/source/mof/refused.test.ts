import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../../../generator/diagnostics/index.js';
import { parse, said, saidOf } from './support.js';

/** All diagnostics as a person sees them. */
function shown(text: string): string {
  return parse(text).diagnostics.map(formatDiagnostic).join('\n\n');
}

describe('a mistake', () => {
  it('is told with its place, the line, and a way out', () => {
    expect(shown('class X {\n\tuint8 A = 1\n\tuint8 B;\n};')).toBe(
      [
        'test.mof:3:2 - error mof-syntax: expected ";" after the property but found "uint8"',
        '  3 | \tuint8 B;',
        '    | \t^^^^^',
      ].join('\n'),
    );
    expect(shown('class X {\n  uint8 A;\n\nclass Y {\n  uint8 B;\n};')).toBe(
      [
        'test.mof:4:1 - error mof-syntax: expected a property, a method or "}" but found "class"',
        '  4 | class Y {',
        '    | ^^^^^',
        '  help: the "}" of the declaration before this one is missing',
      ].join('\n'),
    );
    expect(shown('Qualifier A : string, Scope(klass);')).toBe(
      [
        'test.mof:1:29 - error mof-syntax: expected what the qualifier is for but found "klass"',
        '  1 | Qualifier A : string, Scope(klass);',
        '    |                             ^^^^^',
        '  help: scopes are class, association, indication, property, reference, method, parameter and any',
      ].join('\n'),
    );
  });

  it.each([
    ['klass X {};', '1:1', 'a declaration: "class", "instance of", "qualifier" or "#pragma"', '"klass"'],
    ['[Key] uint8 A;', '1:7', '"class" or "instance of" after the qualifiers', '"uint8"'],
    ['class {};', '1:7', "the class's name", '"{"'],
    ['class X Y {};', '1:9', '":" and a superclass, or "{"', '"Y"'],
    ['class X : {};', '1:11', "the superclass's name", '"{"'],
    ['class X : Y Z {};', '1:13', '"{" before the features of the class', '"Z"'],
    ['class X as Y {};', '1:12', 'an alias ($name)', '"Y"'],
    ['class X { uint8 };', '1:17', 'the name of a property or method', '"}"'],
    ['class X { 5 };', '1:11', 'a type', '"5"'],
    ['class X { uint8 A = ; };', '1:21', 'a value', '";"'],
    ['class X { uint8 A[1 };', '1:21', '"]" after the size of the array', '"}"'],
    ['class X { uint8 A[x]; };', '1:19', 'the size of the array, or "]"', '"x"'],
    ['class X { uint8 A = { 1 2 }; };', '1:25', '"," or "}" after a value of an array', '"2"'],
    ['class X { uint8 A = { 1, }; };', '1:26', 'a value', '"}"'],
    ['class X { void M(uint8 A; };', '1:25', '"," or ")" after a parameter', '";"'],
    ['class X { void M(uint8); };', '1:23', 'the name of a parameter', '")"'],
    ['class X { void M() };', '1:20', '";" after the method', '"}"'],
    ['[] class X {};', '1:2', "a qualifier's name", '"]"'],
    ['[A B] class X {};', '1:4', '"," or "]" after a qualifier', '"B"'],
    ['[A(1] class X {};', '1:5', '")" after the value of a qualifier', '"]"'],
    ['[A(1, 2] class X {};', '1:8', '"," or ")" after a value of a qualifier', '"]"'],
    ['[A : Never] class X {};', '1:6', 'a flavor', '"Never"'],
    ['instance X {};', '1:10', '"of" after "instance"', '"X"'],
    ['instance of {};', '1:13', "the class's name", '"{"'],
    ['instance of X A = 1;', '1:15', '"{" before the properties of the instance', '"A"'],
    ['instance of X { A 1; };', '1:19', '"=" and a value, or ";"', '"1"'],
    ['instance of X { A = 1 };', '1:23', '";" after the value', '"}"'],
    ['instance of X { 1 };', '1:17', "a property's name", '"1"'],
    ['instance of X { A = 1;', '1:23', 'a property or "}"', 'the end of the file'],
    ['class X {', '1:10', 'a property, a method or "}"', 'the end of the file'],
    ['instance of X { A = instance of Y { B = 1; ; };', '1:44', "a property's name", '";"'],
    ['Qualifier : string;', '1:11', "the qualifier's name", '":"'],
    ['Qualifier A string;', '1:13', '":" and the type of the qualifier', '"string"'],
    ['Qualifier A : string[2];', '1:22', '"]"', '"2"'],
    ['Qualifier A : string = null\nFlavor(Restricted);', '2:1', '";" after the declaration of a qualifier', '"Flavor"'],
    ['Qualifier A : string, Skope(any);', '1:23', '"Scope" or "Flavor"', '"Skope"'],
    ['Qualifier A : string, Scope any;', '1:29', '"("', '"any"'],
    ['Qualifier A : string, Scope(class method);', '1:35', '"," or ")"', '"method"'],
    ['#pragma', '1:8', "the pragma's name", 'the end of the file'],
    ['#pragma namespace "root"', '1:19', '"(" and a path', 'a string'],
    ['#pragma include ("x"', '1:21', '")" after the path', 'the end of the file'],
    ['#pragma locale (;', '1:17', 'the parameter of a pragma', '";"'],
    ['#pragma locale ("a" "b" c', '1:25', '"," or ")" after the parameter of a pragma', '"c"'],
    ['#pragmatic ("x")', '1:1', '"#pragma"', '"#pragmatic"'],
    ['class X { uint8 A = @; };', '1:21', 'a value', 'the character "@"'],
    ["class X { char16 A = 'x; };", '1:22', 'a value', 'the character "\'"'],
    ['class X { uint8 A = $; };', '1:21', 'a value', 'the character "$"'],
    [`class X { uint8 ${'1'.repeat(50)}; };`, '1:17', 'the name of a property or method', `"${'1'.repeat(40)}…"`],
  ])('%s', (text, place, expected, found) => {
    expect(saidOf(text)[0]).toBe(`${place} error mof-syntax: expected ${expected} but found ${found}`);
  });

  it('in a name that is longer than any', () => {
    const name = 'a'.repeat(256);
    expect(saidOf(`class X { uint8 ${name.slice(1)}; uint8 ${name}; };`)).toEqual([
      '1:280 error mof-name-too-long: this name has 256 characters; names have at most 255',
    ]);
  });

  it('on a very long line is shown in its part of the line', () => {
    const { diagnostics } = parse(`${'class X { }; '.repeat(1000)}klass X { }; ${'class X { }; '.repeat(1000)}`);
    expect(diagnostics[0]?.place).toMatchObject({ line: 1, column: 13_001, sourceColumn: 12_501, length: 5 });
    expect(diagnostics[0]?.place?.sourceLine).toHaveLength(1000);
    const [, line = '', caret = ''] = diagnostics.map(formatDiagnostic).join('').split('\n');
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('klass');
  });

  it('does not hide the next one', () => {
    const loaded = parse(`class A { uint8 = 1; string B; [Key uint8 C; uint8 D = { 1; uint8 E; };
klass B { uint8 A; };
class C { uint8 A; };
Qualifier D : string, Scope(nothing);
#pragma unknown(
class E {};
instance of F { A = 1 B = 2; C = 3; };`);
    expect(said(loaded)).toEqual([
      '1:17 error mof-syntax: expected the name of a property or method but found "="',
      '1:37 error mof-syntax: expected "," or "]" after a qualifier but found "uint8"',
      '1:59 error mof-syntax: expected "," or "}" after a value of an array but found ";"',
      '2:1 error mof-syntax: expected a declaration: "class", "instance of", "qualifier" or "#pragma" but found "klass"',
      '4:29 error mof-syntax: expected what the qualifier is for but found "nothing"',
      '5:9 warning mof-unknown-pragma: the pragma "unknown" is not known and is ignored',
      '6:7 error mof-syntax: expected "," or ")" after the parameter of a pragma but found "E"',
      '7:23 error mof-syntax: expected ";" after the value but found "B"',
    ]);
    expect(
      loaded.schema.classes.map(({ name, properties }) => [name, properties.map((property) => property.name)]),
    ).toEqual([
      ['A', ['B', 'E']],
      ['C', ['A']],
    ]);
    expect(loaded.schema.instances[0]?.properties.map(({ name }) => name)).toEqual(['C']);
  });

  it.each([
    ['class X { [A {"0",}, B {"1"}] uint8 C; uint8 D; };', '1:19', '"}"', ['D']],
    ['class X { [A {"0", bad}] uint8 C; uint8 D; };', '1:20', '"bad"', ['D']],
    ['class X { void M([A {"0",}] uint8 C, uint8 E[] = {1}); uint8 D; };', '1:26', '"}"', ['D']],
    ['class X { uint8 C[] = {,}; uint8 D[] = {1}; };', '1:24', '","', ['D']],
    ['[A {"0",}, B {"1"}] class X { uint8 C; uint8 D; };', '1:9', '"}"', ['C', 'D']],
    ['instance of X { C = {1,}; D = 5; };', '1:24', '"}"', ['D']],
    ['instance of X { C = { instance of Y { A = {1,}; B = 2; }, 3 }; D = 5; };', '1:46', '"}"', ['C', 'D']],
    ['[A {"0",}] instance of X { C = 1; D = 5; }; instance of X { E = 5; };', '1:9', '"}"', ['E']],
    ['[A {"0", ] instance of X { C = 1; D = 5; }; instance of X { E = 5; };', '1:10', '"]"', ['E']],
    ['[A {"0", ] instance of X { C = {1}; D = 5; }; instance of X { E = 5; };', '1:10', '"]"', ['E']],
    ['Qualifier A : uint8[] = {1,}, Scope(any); instance of X { E = 5; };', '1:28', '"}"', ['E']],
    ['Qualifier A : uint8[] = {1, ; instance of X { E = 5; };', '1:29', '";"', ['E']],
  ])('in an array is told once: %s', (text, place, found, left) => {
    const loaded = parse(text);
    expect(said(loaded)).toEqual([`${place} error mof-syntax: expected a value but found ${found}`]);
    const { classes, instances } = loaded.schema;
    expect([...classes, ...instances].flatMap(({ properties }) => properties.map(({ name }) => name))).toEqual(left);
  });

  it.each([
    ['class X { uint8 A;\nclass Y { uint8 B; };', '2:1', 'a property, a method or "}"', '"class"'],
    ['class X { uint8 A;\n[Q("a")] class Y : X { uint8 B; };', '2:10', 'a property, a method or "}"', '"class"'],
    [
      'class X { uint8 A;\nQualifier Q : string; class Y { uint8 B; };',
      '2:1',
      'a property, a method or "}"',
      '"Qualifier"',
    ],
    ['instance of X { A = 1;\nclass Y { uint8 B; };', '2:1', 'a property or "}"', '"class"'],
    ['instance of X { A = 1;\n[Q("a")] class Y { uint8 B; };', '2:10', 'a property or "}"', '"class"'],
    ['instance of X { A = 1; C = instance of Z { D = 2;\nclass Y { uint8 B; };', '2:1', 'a property or "}"', '"class"'],
    ['class X { uint8 A; uint8 C\nclass Y { uint8 B; };', '2:1', '";" after the property', '"class"'],
  ])('in the end of a body does not hide what follows: %s', (text, place, expected, found) => {
    const loaded = parse(text);
    expect(said(loaded)).toEqual([`${place} error mof-syntax: expected ${expected} but found ${found}`]);
    const { classes, instances } = loaded.schema;
    expect([...instances, ...classes].flatMap(({ properties }) => properties.map(({ name }) => name))).toEqual([
      'A',
      'B',
    ]);
  });

  it('of the same file is told a hundred times, then counted', () => {
    const told = saidOf('x;\n'.repeat(102));
    expect(told).toHaveLength(101);
    expect(told[100]).toBe('error mof-more-errors: test.mof has 2 more errors, not shown');
    expect(saidOf(`${'class X {};'};${';'.repeat(100)}`)[100]).toBe(
      'warning mof-more-warnings: test.mof has 1 more warning, not shown',
    );
  });
});

describe('a quotation mark that is missing', () => {
  it('is found where it should be when the string never ends', () => {
    expect(shown('class X {\n  string A = "text;\n  uint8 B;\n};')).toBe(
      [
        'test.mof:2:14 - error mof-unterminated-string: this string has no end',
        '  2 |   string A = "text;',
        '    |              ^^^^^^',
        '  help: close it with a quotation mark; a quotation mark inside a string is written \\"',
      ].join('\n'),
    );
  });

  it('is found where it should be when another string begins below', () => {
    const loaded = parse('class X {\n  string A = "text;\n  string B = "b";\n  string C;\n};');
    expect(said(loaded)).toEqual([
      '2:14 error mof-unterminated-string: this string has no end on its line, and behind its next quotation mark stands "b" instead of ";" after the property',
    ]);
    expect(loaded.schema.classes[0]?.properties.map(({ name }) => name)).toEqual(['C']);
  });

  it('does not keep the end of the body from being found when the string never ends', () => {
    const loaded = parse('instance of X { A = 1;\nB = {"0};\n};\nclass Y { uint8 C; };');
    expect(said(loaded)).toEqual(['2:6 error mof-unterminated-string: this string has no end']);
    expect(loaded.schema.classes[0]?.properties.map(({ name }) => name)).toEqual(['C']);
  });

  it.each([
    ['class X { uint8 A;\n[B {"0", "1}] uint8 C;\n};', '2:10', '"2"'],
    ['class X { uint8 A; [B {\n"0,\n"1"}] uint8 C; };', '2:1', '"1"'],
    ['instance of X { A = 1;\nC = {"0};\n};', '2:6', '"2"'],
  ])('does not keep the end of the body from being found: %s', (text, place, behind) => {
    const loaded = parse(`${text}\n[B {"2"}] class Y { uint8 D; };`);
    expect(said(loaded)).toEqual([
      `${place} error mof-unterminated-string: this string has no end on its line, and behind its next quotation mark stands ${behind} instead of "," or "}" after a value of an array`,
    ]);
    const { classes, instances } = loaded.schema;
    expect([...instances, ...classes].flatMap(({ properties }) => properties.map(({ name }) => name))).toEqual([
      'A',
      'D',
    ]);
  });

  it('does not keep later mistakes from being told', () => {
    expect(saidOf('instance of X {\n A = "a;\n};\ninstance of Y { B = "b"; C };\nklass Z {};')).toEqual([
      '2:6 error mof-unterminated-string: this string has no end on its line, and behind its next quotation mark stands "b" instead of ";" after the value',
      '4:28 error mof-syntax: expected "=" and a value, or ";" but found "}"',
      '5:1 error mof-syntax: expected a declaration: "class", "instance of", "qualifier" or "#pragma" but found "klass"',
    ]);
  });
});

it('finds a comment without end', () => {
  expect(shown('class X {};\n/* class Y {};')).toBe(
    [
      'test.mof:2:1 - error mof-unterminated-comment: this comment has no end',
      '  2 | /* class Y {};',
      '    | ^^',
      '  help: close it with */',
    ].join('\n'),
  );
});

it.each(['uint8', 'String', 'datetime'])('knows that nothing refers to a %s', (type) => {
  expect(saidOf(`class X { ${type} REF A; };`)).toEqual([
    `1:11 error mof-reference-type: a reference is to a class, and "${type}" is a data type`,
  ]);
});

it('wants arrays of a size above zero', () => {
  expect(saidOf('class X { uint8 A[0]; uint8 B[1.5]; };')).toEqual([
    '1:19 error mof-array-size: the size of an array is a positive whole number',
    '1:31 error mof-array-size: the size of an array is a positive whole number',
  ]);
});

describe('input that is no MOF', () => {
  it.each([
    [
      '// c\n#define X uint32\nclass Y {};',
      '2:1',
      'mof-preprocessor',
      'this file needs a C preprocessor: "#define X uint32"',
    ],
    ['#include "x.h"', '1:1', 'mof-preprocessor', 'this file needs a C preprocessor: "#include "x.h""'],
    ['class X {\n#ifdef A\n};', '2:1', 'mof-preprocessor', 'this file needs a C preprocessor: "#ifdef A"'],
    [
      'structure GOLF_Date {\n};',
      '1:1',
      'mof-version-3',
      'this file is MOF 3 (DSP0221); MOF 2 (DSP0004) is understood: "structure GOLF_Date {"',
    ],
    [
      'enumeration E : String { a };',
      '1:1',
      'mof-version-3',
      'this file is MOF 3 (DSP0221); MOF 2 (DSP0004) is understood: "enumeration E : String {"',
    ],
    [
      'Configuration Web\n{\n  Node "x" {}\n}',
      '1:1',
      'mof-powershell',
      'this file is a PowerShell script, not MOF: "Configuration Web"',
    ],
    ['$data = @{ a = 1 }', '1:1', 'mof-powershell', 'this file is a PowerShell script, not MOF: "$data = @{ a = 1 }"'],
    ['class <%= name %> {};', '1:7', 'mof-template', 'this file is a template of MOF, not MOF: "<%= name %>"'],
    ['class {{name}} {};', '1:7', 'mof-template', 'this file is a template of MOF, not MOF: "{{name}}"'],
    ['class @@NAME@@ {};', '1:7', 'mof-template', 'this file is a template of MOF, not MOF: "@@NAME@@"'],
  ])('%s', (text, place, code, message) => {
    expect(saidOf(text)).toEqual([`${place} error ${code}: ${message}`]);
  });

  it('is told with a way out', () => {
    expect(parse('#define A').diagnostics[0]?.help).toBe(
      'run it through one first, for example: cpp -P input.mof output.mof',
    );
  });

  it('is not looked for where the MOF is right', () => {
    expect(saidOf('[Description("{{x}} @@y@@\\n") ] class X {}; /*\n#define X\nstructure Y {\n*/')).toEqual([]);
  });
});

it('does not blame a string that ended in the head of a class', () => {
  expect(saidOf('[Description("a\nb")] class X {\n  uint8;\n};\n[Version("a\nb")] instance of X {\n 5; };')).toEqual([
    '1:14 warning mof-newline-in-string: this string runs over the end of its line; the line end is kept as a part of it',
    '3:8 error mof-syntax: expected the name of a property or method but found ";"',
    '5:10 warning mof-newline-in-string: this string runs over the end of its line; the line end is kept as a part of it',
    '7:2 error mof-syntax: expected a property\'s name but found "5"',
  ]);
});
