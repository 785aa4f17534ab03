import { DiagnosticError, parseMof } from 'mi-codegen';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../../../generator/diagnostics/index.js';
import type { SchemaValue } from '../../../../runtime/schema/index.js';

// DSP0004 annex F: a string that is declared to hold an instance may hold its MOF.

const CLASSES = `class Item { string Name; uint8 Size; [EmbeddedInstance("Item")] string Inner; };
class Holder {
  [EmbeddedInstance("Item")] string One; [EmbeddedInstance("Item")] string Many[]; [EmbeddedObject] string Any;
  [EmbeddedInstance("")] string None; string Plain; };
class Derived : Holder { [Override("One")] string One; };
`;

const LINES = CLASSES.split('\n').length;

function load(value: string, className = 'Holder'): { values: readonly SchemaValue[]; said: readonly string[] } {
  const { schema, diagnostics } = parseMof(`${CLASSES}instance of ${className} { ${value} };`, {
    namespace: 'root/x',
    file: 'a.mof',
  });
  const values = schema.instances.flatMap(({ properties }) => properties.map((property) => property.value ?? null));
  return { values, said: diagnostics.map(formatDiagnostic) };
}

function item(...properties: readonly (readonly [name: string, value: SchemaValue])[]): SchemaValue {
  return {
    namespace: 'root/x',
    className: 'Item',
    qualifiers: [],
    properties: properties.map(([name, value]) => ({ name, value, qualifiers: [] })),
  };
}

describe('a string that is declared to hold an instance', () => {
  it.each([
    ['One = "instance of Item { Name = \\"a\\\\\\"b\\"; Size = 7; };";', 'Holder', item(['Name', 'a"b'], ['Size', 7])],
    ['One = " INSTANCE  Of\\tItem{};";', 'Holder', item()],
    ['One = "instance of Item as $x { };";', 'Holder', item()],
    ['Any = "instance " "of Item" " { Name = " "\\"x\\"; };";', 'Holder', item(['Name', 'x'])],
    ['One = "instance of Item { };";', 'Derived', item()],
    ['Many = { "instance of Item { };", NULL, "text" };', 'Holder', [item(), null, 'text']],
    [
      String.raw`One = "instance of Item { Inner = \"instance of Item { Name = \\\"deep\\\"; };\"; };";`,
      'Holder',
      item(['Inner', item(['Name', 'deep'])]),
    ],
  ] as const)('%s holds one', (value, className, expected) => {
    expect(load(value, className)).toEqual({ values: [expected], said: [] });
  });

  it.each([
    'One = "instance of failure: disk 3";',
    'One = "<INSTANCE/>";',
    'One = "";',
    'Plain = "instance of Item { };";',
    'None = "instance of Item { };";',
  ])('%s holds a text', (value) => {
    expect(load(value)).toEqual({ values: [/"(.*)"/.exec(value)?.[1]], said: [] });
  });

  it.each([
    ['One = "instance of Item { Size = 300; };";', '300', '300 is out of the range of uint8, 0 to 255'],
    [
      String.raw`One = "\x0069nstance of Item {\n\t Size = 300; };";`,
      '300',
      '300 is out of the range of uint8, 0 to 255',
    ],
    ['One = "instance of" /* x */ " Item { Siz" "e = 300; };";', '300', '300 is out of the range of uint8, 0 to 255'],
    ['One = "instance of Item { Size 3; };";', '3;', 'expected "="'],
    ['One = "instance of Item { }; instance of Item { };";', '"instance', 'this text holds more than one declaration'],
  ])('%s is an error with its place', (value, part, message) => {
    try {
      load(value);
      expect.unreachable();
    } catch (error) {
      const [first] = (error as DiagnosticError).diagnostics;
      expect(error).toBeInstanceOf(DiagnosticError);
      expect(first?.message).toContain(message);
      expect([first?.place?.file, first?.place?.line, first?.place?.column]).toEqual([
        'a.mof',
        LINES,
        'instance of Holder { '.length + value.indexOf(part) + 1,
      ]);
    }
  });
});
