import { describe, expect, it } from 'vitest';
import { classOf, defaultsOf, propertyOf, schemaOf } from './support.js';

describe('keywords and names', () => {
  it('takes keywords, types and literals in any letter case', () => {
    const cimClass = classOf("CLASS X : Y { [KEY] uiNT8 A = 1; chAR16 B = 'b'; BOOLEAN C = TRuE; string D = nULL; };");
    expect(cimClass.superclass).toBe('Y');
    expect(cimClass.properties.map(({ name, type, defaultValue }) => [name, type, defaultValue])).toEqual([
      ['A', 'uint8', 1],
      ['B', 'char16', 'b'],
      ['C', 'boolean', true],
      ['D', 'string', null],
    ]);
  });

  it('takes features named like keywords', () => {
    const { properties, methods } = classOf(`class Class {
      string string = "x"; datetime datetime; uint8 Qualifier; sint8 OF; boolean PRAGMA; uint32 FLAVOR; sint16 toinstance;
      boolean Reference; uint8 any; uint8 ref; X ref2; X instance; uint8 class; X REF as; uint8 null; uint8 true;
      uint32 Object(string Object, X REF ref, X scope);
    };`);
    expect(properties.map(({ name }) => name)).toEqual(
      'string datetime Qualifier OF PRAGMA FLAVOR toinstance Reference any ref ref2 instance class as null true'.split(
        ' ',
      ),
    );
    expect(methods[0]?.parameters.map(({ name, type }) => [name, type])).toEqual([
      ['Object', 'string'],
      ['ref', 'reference'],
      ['scope', 'instance'],
    ]);
  });

  it('tells a property called ref from a reference', () => {
    expect(propertyOf('X ref;')).toMatchObject({ name: 'ref', type: 'instance', className: 'X' });
    expect(propertyOf('X ref[];')).toMatchObject({ name: 'ref', type: 'instance', array: true });
    expect(propertyOf('X REF ref;')).toMatchObject({ name: 'ref', type: 'reference', className: 'X' });
  });

  it('takes class names with leading underscores, without underscore, and with letters beyond ASCII', () => {
    const { classes } = schemaOf('class __Event {}; class Thing : __Event {}; class Größe_Maß {};');
    expect(classes.map(({ name, superclass }) => [name, superclass])).toEqual([
      ['__Event', null],
      ['Thing', '__Event'],
      ['Größe_Maß', null],
    ]);
  });

  it('skips comments of both kinds', () => {
    expect(classOf('// a \\\n/* class Y {}; */ class /* b */ X { // };\n};')).toMatchObject({ name: 'X' });
  });
});

describe('numbers', () => {
  it('reads decimal, octal, hexadecimal and binary integers with sign', () => {
    const text = `sint32 A[] = { -100, +0, 0144, -0144, +00, 0x64, -0x64, 0Xff, 1100100b, -1100100B, +0b };`;
    expect(defaultsOf(text)).toEqual([[-100, 0, 100, -100, 0, 100, -100, 255, 100, -100, 0]]);
  });

  it('reads binary numbers of many digits', () => {
    expect(defaultsOf('uint16 A = 1001100110011b;')).toEqual([4915]);
  });

  it('keeps integers beyond 2^53 exactly, as decimal strings', () => {
    expect(
      defaultsOf(`uint64 A = 0XfffFFFFFFFFFFFFF; sint64 B = +9223372036854775807; sint64 C = -9223372036854775808;
                  uint64 D = 9007199254740991; uint64 E = 9007199254740992;`),
    ).toEqual([
      '18446744073709551615',
      '9223372036854775807',
      '-9223372036854775808',
      9007199254740991,
      '9007199254740992',
    ]);
  });

  it('reads reals', () => {
    expect(
      defaultsOf('real64 A[] = { -1.2778E+02, .1, -.0e-0, 3.14E-12, 1.7976931348623157E308, 5, 2., 1e3 };'),
    ).toEqual([[-127.78, 0.1, 0, 3.14e-12, 1.7976931348623157e308, 5, 2, 1000]]);
  });
});

describe('characters and strings', () => {
  it('reads characters, with escapes of one to four hexadecimal digits, and as numbers', () => {
    expect(defaultsOf(`char16 A[] = { 'C', '\\x112', '\\'', '"', '\\X41', '\\n', 66, '\\xD800' };`)).toEqual([
      ['C', '\u0112', "'", '"', 'A', '\n', 'B', '\ud800'],
    ]);
  });

  it('reads the escapes of strings', () => {
    expect(defaultsOf(String.raw`string A = "\b\f\n\r\t\'\"\\";`)).toEqual(['\b\f\n\r\t\'"\\']);
  });

  it('reads hexadecimal escapes greedily up to four digits', () => {
    expect(defaultsOf(String.raw`string A = "\x1\b\x2\x00000\x0101\X1008g\x41z";`)).toEqual([
      '\x01\b\x02\x000\u0101\u1008gAz',
    ]);
  });

  it('joins strings side by side, in arrays too', () => {
    expect(defaultsOf('string A = "a" /* c */ "b"\n"c"; string B[] = { "0=I8042 " "1=Serial", "2" };')).toEqual([
      'abc',
      ['0=I8042 1=Serial', '2'],
    ]);
  });

  it.each([
    ['"a" "b"\n\t"c"', ['abc']],
    ['"a" /* here */ "b" // there\n "c"', ['abc']],
    ['"a" "\\n" "b"', ['a\nb']],
    ['"\\t" "a" "" "\\t"', ['\ta\t']],
    ['"a","b" ,\r\n"c"', ['a', 'b', 'c']],
    ['"a", "b" "c", "d"', ['a', 'bc', 'd']],
    ['"a", // here\n"b", /* there */ "c"', ['a', 'b', 'c']],
    ['"a", "\\"", "b"', ['a', '"', 'b']],
    ['"", "", NULL, ""', ['', '', null, '']],
  ])('adjacent literals are one string in %s', (items, expected) => {
    expect(defaultsOf(`string A[] = {${items}};`)).toEqual([expected]);
  });
});

describe('classes', () => {
  it('takes an empty body', () => {
    expect(classOf('class X {};')).toEqual({
      namespace: 'root/test',
      name: 'X',
      superclass: null,
      qualifiers: [],
      properties: [],
      methods: [],
    });
  });

  it('takes arrays without and with size, empty ones, NULL, and references with a default', () => {
    const { properties } = classOf(
      'class X { uint8 A[]; uint8 B[8] = {}; string C[] = NULL; X ref D = NULL; string E[] = { NULL, "e" }; };',
    );
    expect(properties).toEqual([
      { name: 'A', type: 'uint8', array: true, qualifiers: [] },
      { name: 'B', type: 'uint8', array: true, arraySize: 8, defaultValue: [], qualifiers: [] },
      { name: 'C', type: 'string', array: true, defaultValue: null, qualifiers: [] },
      { name: 'D', type: 'reference', array: false, className: 'X', defaultValue: null, qualifiers: [] },
      { name: 'E', type: 'string', array: true, defaultValue: [null, 'e'], qualifiers: [] },
    ]);
  });

  it('takes methods with parameters, arrays of references among them', () => {
    const { methods } = classOf(
      'class X { [Static] uint32 M([In] string A, [Out] X REF B[], boolean C); string N(); };',
    );
    expect(methods.map(({ name, returnType, parameters }) => [name, returnType, parameters.length])).toEqual([
      ['M', 'uint32', 3],
      ['N', 'string', 0],
    ]);
    expect(methods[0]?.parameters[1]).toMatchObject({ name: 'B', type: 'reference', className: 'X', array: true });
  });

  it('takes associations and indications as classes with a qualifier', () => {
    const { classes } = schemaOf('[Association] class A { X REF a; Y REF b; }; [Indication] class I {};');
    expect(classes.map(({ qualifiers }) => qualifiers[0])).toMatchObject([
      { name: 'Association', type: 'boolean', value: true },
      { name: 'Indication', type: 'boolean', value: true },
    ]);
  });

  it('keep their order, also where one has a default value that is declared later', () => {
    const { classes } = schemaOf('class A {}; class B { A ref r = $I; }; class C {}; instance of A as $I {};');
    expect(classes.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(classes[1]?.properties).toMatchObject([{ defaultValue: { alias: '$I' } }]);
  });

  it('does not ask for the superclass', () => {
    expect(classOf('class Derived : OMI_BaseResource {};').superclass).toBe('OMI_BaseResource');
  });
});

describe('instances', () => {
  it('keeps instances with their values, untyped where the class is not known', () => {
    expect(
      schemaOf('instance of X { A = 1; B = { "b", NULL }; C = 18446744073709551615; D = 1.5; E = \'e\'; };').instances,
    ).toEqual([
      {
        namespace: 'root/test',
        className: 'X',
        qualifiers: [],
        properties: [
          { name: 'A', value: 1, qualifiers: [] },
          { name: 'B', value: ['b', null], qualifiers: [] },
          { name: 'C', value: '18446744073709551615', qualifiers: [] },
          { name: 'D', value: 1.5, qualifiers: [] },
          { name: 'E', value: 'e', qualifiers: [] },
        ],
      },
    ]);
  });

  it('gives values the types of the class, which may be declared later and inherit the property', () => {
    const { instances } = schemaOf('instance of Y { c = 65; }; class Y : X {}; class X { char16 C; };');
    expect(instances[0]?.properties[0]?.value).toBe('A');
  });

  it('ends where classes derive from each other in a circle', () => {
    expect(schemaOf('class X : Y {}; class Y : X {}; instance of X { A = 1; };').instances).toHaveLength(1);
  });
});
