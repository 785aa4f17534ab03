import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printMof, readMofText } from '../../../../generator/source/mof/index.js';
import { schema } from './arbitrary-schema.js';
import { loadFiles, schemaOf } from './support.js';

describe('printing', () => {
  it('and reading again from bytes gives any schema back', () => {
    fc.assert(
      fc.property(schema, (original) => {
        const { schema: read, diagnostics } = loadFiles({ 'a.mof': printMof(original) }, ['a.mof']);
        expect(diagnostics).toEqual([]);
        expect(read).toEqual(original);
      }),
      { numRuns: 500 },
    );
  });

  it('writes what a person can read', () => {
    const text = `Qualifier Description : string = NULL, Scope(any), Flavor(Translatable);
Qualifier Units : string[], Scope(property, method), Flavor(DisableOverride, Restricted, ToInstance);

[Abstract, Description("A \\"thing\\".\\n") : NotToInstance EnableOverride]
class X : Y { [Key] uint64 Id = 18446744073709551615; char16 C[2] = { 'a', '\\'', NULL }; real32 R = 5; Y REF Ref = NULL;
  [Values{"a", "b"}, ValueMap{}, Free : ToInstance] object Any;
  [Static] uint32 Run([In, Required] string Command, [Out] object REF Out[]); void Stop(); };
#pragma namespace("root/other")
instance of X as $A { Id = 1; Part = instance of Z { N = "n"; List = { $A, NULL }; }; [Q] Nothing; };`;
    const printed = printMof(schemaOf(text));
    expect(printed).toBe(`#pragma namespace ("root/test")

Qualifier Description : string = NULL, Scope(any), Flavor(Translatable);

Qualifier Units : string[], Scope(property, method), Flavor(DisableOverride, Restricted, ToInstance);

[Abstract,
 Description ("A \\"thing\\".\\n")]
class X : Y
{
  [Key]
  uint64 Id = 18446744073709551615;
  char16 C[2] = { 'a', '\\'', NULL };
  real32 R = 5.0;
  Y REF Ref = NULL;
  [Values { "a", "b" },
   ValueMap {},
   Free : ToInstance]
  object Any;
  [Static]
  uint32 Run(
    [In,
     Required]
    string Command,
    [Out]
    object REF Out[]);
  void Stop();
};

#pragma namespace ("root/other")

instance of X as $A
{
  Id = 1;
  Part = instance of Z
  {
    N = "n";
    List = { $A, NULL };
  };
  [Q]
  Nothing;
};

`);
    expect(schemaOf(printed)).toEqual(schemaOf(text));
  });

  it('writes numbers that JSON does not have as they are read', () => {
    const schema = schemaOf('class X { real32 A[] = { "INF", "-INF", "NaN", 1.5 }; };');
    const numbers = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1.5];
    const [cimClass] = schema.classes;
    const properties = cimClass?.properties.map((property) => ({ ...property, defaultValue: numbers })) ?? [];
    const classes = schema.classes.map((one) => ({ ...one, properties }));
    expect(schemaOf(printMof({ ...schema, classes }))).toEqual(schema);
  });

  it('refuses what a schema is part of', () => {
    const loaded = readMofText('class A { };', { namespace: 'root/test' });
    expect(() => printMof(loaded as never)).toThrow(new TypeError('printMof() takes a schema: loadMof(…).schema'));
  });

  it('writes nothing for an empty schema', () => {
    expect(printMof({ qualifierDeclarations: [], classes: [], instances: [] })).toBe('');
  });
});
