import { loadBundled, parseMof } from 'mi-codegen';
import { describe, expect, it } from 'vitest';
import { MemoryRepository, RepositoryLoadError } from '../../../runtime/memory/index.js';
import type { CimSchema } from '../../../runtime/schema/index.js';
import { CimDateTime, type CimInstance, CimInterval, type CimReference } from '../../../runtime/values/index.js';
import { instance, mof, requests, run } from './harness.js';

/** The only instance of a class after loading. */
async function only(className: string, ...texts: string[]): Promise<CimInstance> {
  const repository = new MemoryRepository();
  for (const text of texts) repository.load(mof(text));
  const { instances } = await run(await repository.newSession({}), requests.enumerate(className));
  expect(instances).toHaveLength(1);
  return instances[0] as CimInstance;
}

function problems(...schemas: CimSchema[]): readonly string[] {
  const repository = new MemoryRepository();
  try {
    for (const schema of schemas) repository.load(schema);
  } catch (error) {
    expect(error).toBeInstanceOf(RepositoryLoadError);
    const { message, problems } = error as RepositoryLoadError;
    expect(message).toBe(problems.join('\n'));
    return problems;
  }
  return [];
}

describe('what is no schema', () => {
  const schema = mof('class Thing { [Key] string Name; };');
  const loaded = { schema, diagnostics: [], files: [] };

  it.each<[what: string, options: unknown, reason: string]>([
    ['a schema without braces', schema, 'a schema is given as an option'],
    ['what a schema was loaded with', { schema: loaded }, 'schema must be a schema, not an object'],
    ['another name', { shcema: schema }, 'no option is called "shcema"; did you mean "schema"?'],
    ['another name beside it', { schema, handlr: 5 }, 'no option is called "handlr"'],
    ['no class', { classes: ['Win32_Service'] }, 'classes[0] must be a generated class, not "Win32_Service"'],
    ['a class that is not generated', { classes: [class {}] }, 'classes[0] must be a generated class, not a function'],
    ['a class without brackets', { classes: class {} }, 'classes must be an array, not a function'],
    ['null', { schema: null }, 'schema must be a schema, not null'],
    ['text', 'schema.mof', 'the options must be one object, not "schema.mof"'],
  ])('is refused at once: %s', (_, options, reason) => {
    const message = `a MemoryRepository takes { schema: loadMof(…).schema } or { classes: […] }: ${reason}`;
    expect(() => new MemoryRepository(options as object)).toThrow(new TypeError(message));
  });

  it.each([[5], [null], [{ schema: loaded }]])('is refused by load and from: %j', (given) => {
    const reason = ' takes a schema, or what loadMof() gives, not ';
    expect(() => new MemoryRepository().load(given as never)).toThrow(`load()${reason}`);
    expect(() => MemoryRepository.from(given as never)).toThrow(`MemoryRepository.from()${reason}`);
  });

  it('takes what a source of schemas gives, as it is', () => {
    expect(
      () => new MemoryRepository(parseMof('class X { [Key] string k; };', { namespace: 'root/test' })),
    ).not.toThrow();
    expect(() => new MemoryRepository(loadBundled(['root/cimv2']))).not.toThrow();
  });

  it.each<[what: string, options: object | undefined, failure: string | null]>([
    ['nothing', undefined, 'INVALID_NAMESPACE: there is no namespace root/test'],
    ['no schema', { schema: undefined }, 'INVALID_NAMESPACE: there is no namespace root/test'],
    ['what holds a schema', loaded, null],
  ])('need not be given: %s', async (_, options, failure) => {
    const session = await new MemoryRepository(options).newSession({});
    expect((await run(session, requests.enumerate('Thing'))).failure).toBe(failure);
  });
});

describe('instances from MOF', () => {
  it('read paths in every form, and keep computers and classes', async () => {
    const holder = await only(
      'Holder',
      `class Disk { [Key] string DeviceID; }; class Holder { [Key] string Id; Disk ref Paths[]; };
       instance of Holder { Id = "x"; Paths = { "Disk=\\"C:\\"", "disk.deviceid='ACPI\\\\x'", "Disk",
         "\\\\\\\\SRV\\\\root\\\\test:Disk='D:'", "root/test:Disk", "Disk=5" }; };`,
    );
    expect((holder.get('Paths') as readonly CimReference[]).map(String)).toEqual([
      'Disk.DeviceID="C:"',
      'Disk.DeviceID="ACPI\\\\x"',
      'Disk',
      '\\\\SRV\\root\\test:Disk.DeviceID="D:"',
      'root/test:Disk',
      'Disk.DeviceID="5"',
    ]);
  });

  it('reads a value of every type', async () => {
    const all = await only(
      'All',
      `class All {
        [Key] string Id; boolean B; uint8 U8; sint8 S8; uint16 U16; sint16 S16; uint32 U32; sint32 S32; uint64 U64;
        sint64 S64; real32 R32; real64 R64; char16 C; datetime T; datetime I; string S; All ref R; object O;
        boolean BA[]; uint8 U8A[]; sint8 S8A[]; uint64 U64A[]; real32 RA[]; char16 CA[]; datetime TA[]; string SA[2];
        All ref RefA[]; object OA[]; string Empty[];
      };
      class Inner { uint64 X; };
      instance of All {
        Id = "i"; B = true; U8 = 255; S8 = -128; U16 = 65535; S16 = -32768; U32 = 4294967295; S32 = -2147483648;
        U64 = 18446744073709551615; S64 = -9223372036854775808; R32 = 1; R64 = -1.5E+300; C = 'x';
        T = "20240229235959.999999+060"; I = "00000001000000.000000:000"; S = "text";
        R = "All.Id=\\"j\\""; O = instance of Inner { X = 1; };
        BA = { true, false }; U8A = { 0, 255 }; S8A = { -1, NULL }; U64A = { 1, 18446744073709551615 };
        RA = { 1, 2.5 }; CA = { 'a', 'b' }; TA = { "********000000.000000+***" }; SA = { "one", NULL };
        RefA = { "root/other:Unknown.A=-1,B=TRUE,C=1.5,D=\\"q\\\\\\"\\",E=2" }; OA = { instance of Inner { X = 2; } };
        Empty = { };
      };`,
    );
    const { R, O, RefA, OA, ...plain } = Object.fromEntries(all.elements.map(({ name, value }) => [name, value]));
    expect(plain).toEqual({
      Id: 'i',
      B: true,
      U8: 255,
      S8: -128,
      U16: 65535,
      S16: -32768,
      U32: 4294967295,
      S32: -2147483648,
      U64: 18446744073709551615n,
      S64: -9223372036854775808n,
      R32: 1,
      R64: -1.5e300,
      C: 'x',
      T: CimDateTime.parse('20240229235959.999999+060'),
      I: CimInterval.parse('00000001000000.000000:000'),
      S: 'text',
      BA: [true, false],
      U8A: Uint8Array.of(0, 255),
      S8A: [-1, null],
      U64A: [1n, 18446744073709551615n],
      RA: [1, 2.5],
      CA: ['a', 'b'],
      TA: [CimDateTime.parse('********000000.000000+***')],
      SA: ['one', null],
      Empty: [],
    });
    expect(String(R)).toBe('All.Id="j"');
    expect((O as CimInstance).elements).toEqual([{ name: 'X', type: 'uint64', array: false, value: 1n }]);
    expect((OA as CimInstance[]).map((one) => one.get('X'))).toEqual([2n]);
    const [reference] = RefA as CimReference[];
    expect(reference?.namespace).toBe('root/other');
    expect(reference?.keys.map(({ name, type, value }) => [name, type, value])).toEqual([
      ['A', 'sint64', -1n],
      ['B', 'boolean', true],
      ['C', 'real64', 1.5],
      ['D', 'string', 'q"'],
      ['E', 'uint64', 2n],
    ]);
  });

  it('resolves an alias to the embedded instance, or to a reference, as the property wants', async () => {
    const SCHEMA = `
      class Part { [Key] uint16 Number; string Text; Part ref Next; };
      class Whole { [Key] string Id; [EmbeddedInstance("Part")] string Copy; Part ref Link; Part ref Links[]; };`;
    const whole = await only(
      'Whole',
      SCHEMA,
      `instance of Whole { Id = "w"; Copy = $B; Link = $A; Links = { $B, $A, NULL }; };
       instance of Part as $A { Number = 1; Next = $B; };
       instance of Part as $B { Number = 2; Text = "two"; Next = $A; };`,
    );
    const { Copy, Link, Links } = Object.fromEntries(whole.elements.map(({ name, value }) => [name, value]));
    expect(JSON.stringify(Copy)).toBe('{"Number":2,"Text":"two","Next":"root/test:Part.Number=1"}');
    expect(String(Link)).toBe('root/test:Part.Number=1');
    expect((Links as (CimReference | null)[]).map(String)).toEqual([
      'root/test:Part.Number=2',
      'root/test:Part.Number=1',
      'null',
    ]);
  });

  it('gives a reference to an aliased instance the keys that it has by default', async () => {
    const whole = await only(
      'Whole',
      `class Part { [Key] string Id = "default"; [Key] uint8 Number; };
       class Whole { [Key] Part ref Link; };
       instance of Whole { Link = $A; }; instance of Part as $A { Number = 5; };`,
    );
    expect(String(whole.get('Link'))).toBe('root/test:Part.Id="default",Number=5');
  });

  it('keeps an instance without keys that bears an alias for where it is embedded', async () => {
    const repository = new MemoryRepository({
      schema: mof(`
        class Setting { string Value; };
        class Machine { [Key] string Id; [EmbeddedInstance("Setting")] string Settings[]; };
        instance of Setting as $A { Value = "a"; };
        instance of Setting as $B { Value = "b"; };
        instance of Machine { Id = "m"; Settings = { $A, $B }; };`),
    });
    const session = await repository.newSession({});
    expect((await run(session, requests.enumerate('Setting'))).instances).toEqual([]);
    const { instances } = await run(session, requests.enumerate('Machine'));
    const settings = instances[0]?.get('Settings') as CimInstance[];
    expect(settings.map((setting) => setting.get('Value'))).toEqual(['a', 'b']);
  });

  it('fills in default values, those of a redeclared property first', async () => {
    const derived = await only(
      'Derived',
      `class Base { [Key] string Kind = "base"; uint64 Big = 18446744073709551615; uint32 N = 1; string Text = "t"; };
       class Derived : Base { [Override("Kind")] string Kind = "derived"; [Override("N"), Description("x")] uint32 N; };
       instance of Derived { Text = NULL; Big; };`,
    );
    expect(derived.toJSON()).toEqual({ Kind: 'derived', Big: '18446744073709551615', N: 1, Text: null });
    expect(derived.element('Kind')?.key).toBe(true);
  });

  it('loads classes first and instances later, and classes again', async () => {
    const CLASSES = 'class Thing { [Key] string Id; };';
    const thing = await only('Thing', CLASSES, CLASSES, 'instance of Thing { Id = "x"; };');
    expect(thing.get('Id')).toBe('x');
  });

  it('takes classes whose superclass is missing, as generated code does', async () => {
    const resource = await only(
      'Resource',
      'class Resource : OMI_BaseResource { [Key] string Id; }; class Sub : Resource { string Text; };',
      'instance of Sub { Id = "x"; Text = "t"; };',
    );
    expect(resource.toJSON()).toEqual({ Id: 'x', Text: 't' });
    expect(
      problems(mof('class Resource : OMI_Base { [Key] string Id; }; instance of Resource { Url = "x"; };')),
    ).toEqual([
      'instance of root/test:Resource: Url: Resource has no such property; its superclass OMI_Base is missing',
    ]);
  });

  it('uses the last declaration of a class, and the first of a property, as the generator does', async () => {
    const { classes, ...rest } = mof('class Thing { [Key] string Id; string Text; };');
    const again = mof('class THING { [Key] string Id; uint32 Number; };').classes.map((cimClass) => ({
      ...cimClass,
      properties: cimClass.properties.flatMap((one) => [one, { ...one, name: one.name.toUpperCase(), array: true }]),
    }));
    const repository = new MemoryRepository({ schema: { ...rest, classes: [...classes, ...again] } });
    const session = await repository.newSession({});
    const made = await run(session, requests.create(instance('Thing', ['Id', 'string', 'x'])));
    expect(made.instances[0]?.elements.map(({ name, type, array }) => [name, type, array])).toEqual([
      ['Id', 'string', false],
      ['Number', 'uint32', false],
    ]);
  });

  it('has the namespaces of its classes, in any letter case', async () => {
    const repository = new MemoryRepository({
      schema: mof(
        '#pragma namespace("Root/One")\nclass A { };\n#pragma namespace("root/two")\nclass A { [Key] string Id; };',
      ),
    });
    const session = await repository.newSession({});
    const properties = async (namespace: string) =>
      (await run(session, requests.getClass('a', namespace))).classes[0]?.properties.length;
    expect(await properties('ROOT/one')).toBe(0);
    expect(await properties('root/TWO')).toBe(1);
  });

  it('has the namespaces of its qualifiers and instances, too', async () => {
    const schema = mof(`#pragma namespace("root/one")\nQualifier Key : boolean = false, Scope(property);
      #pragma namespace("root/two")\ninstance of __Win32Provider as $P { Name = "p"; };`);
    const session = await new MemoryRepository({ schema }).newSession({});
    for (const namespace of ['root/one', 'root/two']) {
      expect((await run(session, requests.enumerateClasses(null, 'deep', { namespace }))).failure).toBeNull();
    }
  });
});

describe("WMI's system classes", () => {
  it('have instances: providers and their registrations, filters, consumers and bindings', async () => {
    const repository = new MemoryRepository({
      schema: mof(`
        class LogFileEventConsumer : __EventConsumer { [Key] string Name; string Filename; };
        instance of __Win32Provider as $P { Name = "p"; CLSID = "{0}"; Version = 1073741825; };
        instance of __InstanceProviderRegistration { Provider = $P; SupportsGet = TRUE; };
        instance of __EventConsumerProviderRegistration { Provider = $P; ConsumerClassNames = { "LogFile" }; };
        instance of __EventFilter as $F { Name = "f"; Query = "SELECT * FROM X"; QueryLanguage = "WQL"; };
        instance of LogFileEventConsumer as $C { Name = "c"; Filename = "log.txt"; };
        instance of __FilterToConsumerBinding { Filter = $F; Consumer = $C; };`),
    });
    const session = await repository.newSession({});
    const names = async (className: string) =>
      (await run(session, requests.enumerate(className))).instances.map((one) => one.className);
    expect(await names('__Provider')).toEqual(['__Win32Provider']);
    expect(await names('__ProviderRegistration')).toEqual([
      '__EventConsumerProviderRegistration',
      '__InstanceProviderRegistration',
    ]);
    const provider = instance('__Provider', ['Name', 'string', 'P']);
    const found = await run(session, requests.getInstance(provider));
    expect([found.failure, found.instances[0]?.get('Pure')]).toEqual([null, true]);
    const consumers = await run(session, requests.associators(instance('__EventFilter', ['Name', 'string', 'f'])));
    expect(consumers.instances.map((one) => one.get('Filename'))).toEqual(['log.txt']);
  });

  it('are what the schema declares where it does so', async () => {
    const own = await only(
      '__Event',
      'class __Event { [Key] uint8 Number; }; class Mine : __Event { }; instance of Mine { Number = 1; };',
    );
    expect(own.toJSON()).toEqual({ Number: 1 });
  });

  it('count by their last instance, as with the MOF compiler of WMI', async () => {
    const first = 'instance of __Win32Provider as $P { Name = "p"; Version = 1; };';
    const later = 'instance of __Win32Provider as $P { Name = "P"; Version = 2; };';
    expect((await only('__Provider', first, later)).get('Version')).toBe(2);
  });

  it('are checked like any others', () => {
    expect(problems(mof('instance of __EventFilter { Name = "f"; Qurey = "x"; };'))).toEqual([
      'instance of root/test:__EventFilter: Qurey: __EventFilter has no such property',
    ]);
  });

  it('are left out where Microsoft has none of that name', () => {
    expect(problems(mof('instance of __SomeConfiguration { Name = "f"; };'))).toEqual([]);
  });

  it('create namespaces', async () => {
    const schema = mof('instance of __namespace { name = "sub"; };\n#pragma namespace("root/test/sub")\nclass A { };');
    const session = await new MemoryRepository({ schema }).newSession({});
    const failure = async (namespace: string) =>
      (await run(session, requests.enumerateClasses(null, 'deep', { namespace }))).failure;
    expect(await failure('ROOT/test/SUB')).toBeNull();
    expect(await failure('root/test/new')).toBe('INVALID_NAMESPACE: there is no namespace root/test/new');
    await run(session, requests.create(instance('__NAMESPACE', ['Name', 'string', 'new'])));
    expect(await failure('root/test/new')).toBeNull();
    const { instances } = await run(session, requests.enumerate('__NAMESPACE'));
    expect(instances.map((one) => one.get('Name'))).toEqual(['sub', 'new']);
  });
});

describe('what cannot be loaded', () => {
  const CLASSES = `
    [Abstract] class Abstract { };
    class Inner { uint8 Small; };
    class Other { [Key] string Id; };
    class Mixed { [Key] string A; [Key] string B; };
    class Only { };
    class Thing {
      [Key] string Id; uint8 Small; uint8 Bytes[]; uint8 Fixed[2]; boolean Flag; datetime Time; Thing ref Link; string Text;
      [EmbeddedInstance("Inner")] string Part; uint32 Count[]; char16 Letter; sint64 Long; real32 Real;
    };`;

  it.each([
    ['Nothing', 'Id = "x";', 'there is no class Nothing in root/test'],
    ['Abstract', '', 'Abstract is abstract: only its subclasses have instances'],
    ['Thing', '', 'Thing needs the key Id'],
    ['Thing', 'Id = NULL;', 'Thing needs the key Id'],
    ['Thing', 'Id = 5;', 'Id: expected string, got 5'],
    ['Thing', 'Id = "x"; Sort = 1;', 'Sort: Thing has no such property'],
    ['Thing', 'Id = "x"; Small = 256;', 'Small: 256 is out of the range of uint8, 0 to 255'],
    ['Thing', 'Id = "x"; Small = "1x";', 'Small: "1x" is no value of the type uint8'],
    ['Thing', 'Id = "x"; Small = 1.5;', 'Small: 1.5 is no value of the type uint8'],
    ['Thing', 'Id = "x"; Small = true;', 'Small: expected uint8, got true'],
    [
      'Thing',
      'Id = "x"; Long = 9223372036854775808;',
      'Long: 9223372036854775808 is out of the range of sint64, -9223372036854775808 to 9223372036854775807',
    ],
    ['Thing', 'Id = "x"; Small = "256";', 'Small: 256 is out of the range of uint8, 0 to 255'],
    ['Thing', 'Id = "x"; Real = "1x";', 'Real: "1x" is no value of the type real32'],
    ['Thing', 'Id = "x"; Real = 1.0e60;', 'Real: 1e+60 is out of the range of real32'],
    ['Thing', 'Id = "x"; Bytes = { 0, 256 };', 'Bytes: item 1: 256 is out of the range of uint8, 0 to 255'],
    ['Thing', 'Id = "x"; Bytes = { 0, NULL };', 'Bytes: item 1: an array of bytes cannot hold null'],
    ['Thing', 'Id = "x"; Fixed = { 0, 1, 2 };', 'Fixed: has 3 items; the schema declares 2'],
    ['Thing', 'Id = "x"; Count = 5;', 'Count: expected uint32[], got 5'],
    ['Thing', 'Id = "x"; Count = { 5, "x" };', 'Count: item 1: "x" is no value of the type uint32'],
    ['Thing', 'Id = "x"; Flag = 2;', 'Flag: 2 is no value of the type boolean'],
    ['Thing', 'Id = "x"; Flag = "on";', 'Flag: "on" is no value of the type boolean'],
    ['Thing', 'Id = "x"; Letter = "ab";', 'Letter: "ab" is no value of the type char16'],
    ['Thing', 'Id = "x"; Text = { "a" };', 'Text: expected string, got an array'],
    ['Thing', 'Id = "x"; Time = 5;', 'Time: expected datetime, got 5'],
    ['Thing', 'Id = "x"; Link = 5;', 'Link: expected ref Thing, got 5'],
    [
      'Thing',
      'Id = "x"; Link = "Thing.";',
      'Link: invalid object path "Thing.": expected a key such as Name="value" at character 7',
    ],
    ['Thing', 'Id = "x"; Link = "Thing=@";', 'Link: Thing needs the key Id'],
    ['Thing', 'Id = "x"; Link = "Mixed=\\"y\\"";', 'Link: Mixed has the keys A, B: a path names each of them'],
    ['Thing', 'Id = "x"; Link = "Only=5";', 'Link: Only has no keys: the path of its only instance is Only=@'],
    ['Thing', 'Id = "x"; Link = "Thing.Id=TRUE";', 'Link: Id: true is no value of the type string'],
    ['Thing', 'Id = "x"; Link = "Thing.Id=\\"y\\",Small=5";', 'Link: Small: it is no key of Thing'],
    ['Thing', 'Id = "x"; Link = "Thing.Id=\\"y\\",Sort=5";', 'Link: Sort: Thing has no such property'],
    ['Thing', 'Id = "x"; Link = "Other.Id=\\"y\\"";', 'Link: expected ref Thing, got a reference to Other'],
    [
      'Thing',
      'Id = "x"; Part = instance of Inner { Small = 256; };',
      'Part: Small: 256 is out of the range of uint8, 0 to 255',
    ],
    [
      'Thing',
      'Id = "x"; Part = instance of Other { Id = "y"; };',
      'Part: expected instance of Inner, got an instance of Other',
    ],
    ['Thing', 'Id = "x"; Part = "text";', 'Part: expected instance of Inner, got "text"'],
    [
      'Thing',
      'Id = "x"; Part = "<INSTANCE/>";',
      `Part: expected instance of Inner, got "<INSTANCE/>" (a repository with embeddedInstances: 'text' takes it)`,
    ],
    ['Thing', 'Id = "x"; Text = instance of Inner { };', 'Text: expected string, got an instance of Inner'],
  ])('an instance of %s { %s }', (className, body, reason) => {
    expect(problems(mof(CLASSES), mof(`instance of ${className} { ${body} };`))).toEqual([
      `instance of root/test:${className}: ${reason}`,
    ]);
  });

  it('an alias that no instance bears', () => {
    const [declaration] = mof('instance of Thing { Id = "x"; };').instances;
    const link = { name: 'Link', value: { alias: '$None' }, qualifiers: [] };
    const instances = declaration ? [{ ...declaration, properties: [...declaration.properties, link] }] : [];
    expect(problems(mof(CLASSES), { qualifierDeclarations: [], classes: [], instances })).toEqual([
      'instance of root/test:Thing: Link: there is no instance with the alias $None',
    ]);
  });

  it('a reference to an aliased instance without its keys', () => {
    const text = 'instance of Thing { Id = "x"; Link = $A; }; instance of Thing as $A { };';
    expect(problems(mof(CLASSES), mof(text))).toEqual([
      'instance of root/test:Thing: Link: Thing needs the key Id',
      'instance of root/test:Thing: Thing needs the key Id',
    ]);
  });

  it('an instance that embeds itself through aliases', () => {
    const text = `class Loop { [Key] string Id; [EmbeddedInstance("Loop")] string Inner; };
      instance of Loop as $A { Id = "a"; Inner = $B; }; instance of Loop as $B { Id = "b"; Inner = $A; };`;
    expect(problems(mof(text))).toEqual([
      'instance of root/test:Loop: Inner: Inner: Inner: the instance embeds itself',
      'instance of root/test:Loop: Inner: Inner: Inner: the instance embeds itself',
    ]);
  });

  it('instances whose keys are one another', () => {
    const text = `class Loop { [Key] Loop REF Next; };
      instance of Loop as $A { Next = $B; }; instance of Loop as $B { Next = $A; };`;
    expect(problems(mof(text))).toEqual([
      'instance of root/test:Loop: Next: the instance is identified by itself',
      'instance of root/test:Loop: Next: the instance is identified by itself',
    ]);
  });

  it('an instance whose keys lead through too many others', () => {
    const count = 5000;
    const link = (_: unknown, index: number) => `instance of Link as $${index} { Next = $${(index + 1) % count}; };`;
    const links = Array.from({ length: count }, link).join('');
    expect(problems(mof(`class Link { [Key] Link REF Next; }; ${links}`))[0]).toBe(
      'instance of root/test:Link: Next: the instance is identified by others more than 100 levels deep',
    );
  });

  it('an instance that embeds others too deep through aliases', () => {
    const classes = 'class Chain { [EmbeddedInstance("Chain")] string Inner; };';
    const chain = Array.from(
      { length: 101 },
      (_, index) => `instance of Chain as $${index + 1} { Inner = $${index}; };`,
    );
    const start = `${classes} instance of Chain as $0 { };`;
    expect(problems(mof(start + chain.slice(0, 100).join('')))).toEqual([]);
    const path = 'Inner: '.repeat(101);
    expect(problems(mof(start + chain.join('')))).toEqual([
      `instance of root/test:Chain: ${path}the instance embeds others more than 100 levels deep`,
    ]);
  });

  it('an instance that embeds others too often through aliases', () => {
    const many = (alias: string) => Array.from({ length: 100 }, () => alias).join(', ');
    const text = `class Tree { [EmbeddedInstance("Tree")] string Inner[]; };
      instance of Tree as $A { }; instance of Tree as $B { Inner = { ${many('$A')} }; };
      instance of Tree as $C { Inner = { ${many('$B')} }; }; instance of Tree as $D { Inner = { $C }; };`;
    expect(problems(mof(text))).toEqual([
      'instance of root/test:Tree: Inner: item 0: Inner: item 99: the instance embeds more than 10000 others',
    ]);
  });

  it('but not an instance with very many references side by side', () => {
    const count = 10_001;
    const things = Array.from({ length: count }, (_, index) => `instance of Item as $${index} { Id = ${index}; };`);
    const group = `instance of Group { Items = { ${Array.from({ length: count }, (_, index) => `$${index}`)} }; };`;
    const classes = 'class Item { [Key] uint32 Id; }; class Group { Item REF Items[]; };';
    expect(problems(mof(classes + things.join('') + group))).toEqual([]);
  });

  it('an instance in two ways, in one schema or in two', () => {
    const thing = 'instance of Thing { Id = "x"; Small = 1; };';
    const other = 'instance of Thing { Id = "X"; Small = 2; };';
    const reason = 'instance of root/test:Thing: Thing.Id="X" exists already';
    expect(problems(mof(CLASSES), mof(thing + other))).toEqual([reason]);
    expect(problems(mof(CLASSES + thing), mof(other))).toEqual([reason]);
    expect(problems(mof(CLASSES + thing + thing), mof(thing))).toEqual([]);
  });

  it('a bad default value, where an instance needs it', () => {
    const { classes, ...rest } = mof('class Bad { [Key] string Id; uint8 Small; };');
    const properties = classes[0]?.properties.map((property) =>
      property.name === 'Small' ? { ...property, defaultValue: 300 } : property,
    );
    const bad = { ...rest, classes: classes.map((one) => ({ ...one, properties: properties ?? [] })) };
    expect(problems(bad, mof('instance of Bad { Id = "x"; Small = 3; };'))).toEqual([]);
    expect(problems(bad, mof('instance of Bad { Id = "x"; };'))).toEqual([
      'instance of root/test:Bad: Bad.Small: default value: 300 is out of the range of uint8, 0 to 255',
    ]);
  });

  it('classes in a circle, declared in two ways, and after classes that are derived from them', () => {
    const classes = 'class A : B { }; class B : A { }; class D { uint8 X; }; class E : D { };';
    expect(problems(mof(classes), mof(''))).toEqual(['class root/test:A: it is its own superclass']);
    expect(problems(mof('class D { uint8 X; };'), mof('class d { uint16 X; };'))).toEqual([
      'class root/test:d: it is there already, in other words',
    ]);
    expect(problems(mof('class D : Late { };'), mof('class Late { };'))).toEqual([
      'class root/test:Late: D derives from it, and was loaded before it',
    ]);
  });

  it.each([
    ['from the top', (count: number) => (at: number) => `class C${at} : C${at === 0 ? count : at - 1} { };`],
    ['from below', (count: number) => (at: number) => `class C${count - at} : C${count - at - 1} { };`],
  ])('classes that are derived too deep, declared %s', (_, write) => {
    const chain = (count: number) => mof(Array.from({ length: count }, (_, at) => write(count)(at)).join('\n'));
    expect(() => new MemoryRepository({ schema: chain(200) })).not.toThrow();
    const [first] = problems(chain(20_000), mof(''));
    expect(first).toMatch(/^class root\/test:C\d+: it is derived more than 200 levels deep$/);
  });

  it('says everything at once, and loads nothing', async () => {
    const repository = new MemoryRepository({ schema: mof(`${CLASSES} instance of Thing { Id = "before"; };`) });
    const { classes } = mof('class More { [Key] string Id; }; class Less : Less { };');
    const bad = {
      ...mof(`instance of More { Id = "fine"; }; instance of More { Id = 1; };
        instance of Thing { Id = "fine"; }; instance of Thing { Small = 1; };`),
      classes,
    };
    expect(() => repository.load(bad)).toThrow(
      new RepositoryLoadError([
        'class root/test:Less: it is its own superclass',
        'instance of root/test:More: Id: expected string, got 1',
        'instance of root/test:Thing: Thing needs the key Id',
      ]),
    );
    const session = await repository.newSession({});
    expect((await run(session, requests.getInstance(instance('More', ['Id', 'string', 'fine'])))).failure).toBe(
      'INVALID_CLASS: there is no class More in root/test',
    );
    const { instances } = await run(session, requests.enumerate('Thing'));
    expect(instances.map((one) => one.get('Id'))).toEqual(['before']);
  });
});
