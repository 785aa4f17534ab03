import { describe, expect, it } from 'vitest';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import { CimInstance, CimReference } from '../../../runtime/values/index.js';
import { instance, mof, requests, run } from './harness.js';

/** The properties of the only instance of a class, each with its type and whether it is a key. */
async function propertiesOf(className: string, text: string): Promise<unknown> {
  const session = await new MemoryRepository({ schema: mof(text) }).newSession({});
  const { instances } = await run(session, requests.enumerate(className));
  return instances.map(({ elements }) => elements.map(({ name, type, key = false }) => [name, type, key]));
}

const ACCEPTED = 'METHOD_NOT_AVAILABLE';

/** The result of calling `Derived.Do` without an instance, with the parameter P or without it. */
async function callResult(text: string, given: 'with P' | 'without P'): Promise<string | undefined> {
  const session = await new MemoryRepository({ schema: mof(text) }).newSession({});
  const inboundProperties = instance('__Parameters', ...(given === 'with P' ? [['P', 'string', 'x'] as const] : []));
  const about = { namespace: 'root/test', options: {}, className: 'Derived', methodName: 'Do', instance: null };
  return (await run(session, { kind: 'invoke', ...about, inboundProperties })).failure?.split(':')[0];
}

/** A class with a static method, and a subclass that overrides it with another declaration of its parameter. */
const overridden = (base: string, derived: string) => `
  class Base { [Static] uint32 Do(${base} string P); };
  class Derived : Base { [Override("Do")] uint32 Do(${derived} string P); };`;

describe('a key', () => {
  it('stays one in subclasses whatever its flavor: instances are found by it', async () => {
    const text = `class Base { [Key : Restricted] string Id; }; class Derived : Base { [Override("Id")] string Id; };
      instance of Derived { Id = "x"; };`;
    expect(await propertiesOf('Base', text)).toEqual([[['Id', 'string', true]]]);
  });

  it('cannot be made of a property where the superclass forbids that', async () => {
    const text = `class Base { [Key] string Id; [Key(false)] string Name; };
      class Derived : Base { [Override("Name"), Key] string Name; }; instance of Derived { Id = "x"; };`;
    expect(await propertiesOf('Derived', text)).toEqual([
      [
        ['Id', 'string', true],
        ['Name', 'string', false],
      ],
    ]);
  });

  it('can be made of a property where the superclass allows that', async () => {
    const text = `class Base { [Key(false) : EnableOverride] string Name; };
      class Derived : Base { [Override("Name"), Key] string Name; }; instance of Derived { Name = "x"; };`;
    expect(await propertiesOf('Derived', text)).toEqual([[['Name', 'string', true]]]);
  });
});

describe('a parameter', () => {
  it.each([
    ['is required as in the superclass', '[Required]', '', 'INVALID_PARAMETER'],
    ['is not required where Required is Restricted', '[Required : Restricted]', '', ACCEPTED],
    ['is not required where the superclass forbids that', '[Required(false)]', '[Required]', ACCEPTED],
    ['is not required where it says so and may', '[Required : EnableOverride]', '[Required(false)]', ACCEPTED],
    ['is required although it says otherwise', '[Required]', '[Required(false)]', 'INVALID_PARAMETER'],
  ])('%s', async (_, base, derived, result) => {
    expect(await callResult(overridden(base, derived), 'without P')).toBe(result);
  });

  it.each([
    ['is in as in the superclass', '[In, Out]', '', ACCEPTED],
    ['is in although it says otherwise', '[In]', '[In(false), Out]', ACCEPTED],
    ['is not in where it says so and may', '[In : EnableOverride]', '[In(false), Out]', 'INVALID_PARAMETER'],
    ['is not in once it is out', '', '[Out]', 'INVALID_PARAMETER'],
    ['is not in where In is Restricted, and it is out', '[In : Restricted, Out]', '', 'INVALID_PARAMETER'],
    ['is in where Out is Restricted', '[Out : Restricted]', '', ACCEPTED],
    ['is not in as in the superclass', '[Out]', '', 'INVALID_PARAMETER'],
  ])('%s', async (_, base, derived, result) => {
    expect(await callResult(overridden(base, derived), 'with P')).toBe(result);
  });
});

describe('a method', () => {
  it.each([
    ['is static as in the superclass', '[Static]', '', ACCEPTED],
    ['is not static where Static is Restricted', '[Static : Restricted]', '', 'INVALID_PARAMETER'],
    ['is not static where the superclass forbids that', '[Static(false)]', ', Static', 'INVALID_PARAMETER'],
    ['is static where it says so and may', '[Static(false) : EnableOverride]', ', Static', ACCEPTED],
  ])('%s', async (_, base, derived, result) => {
    const text = `class Base { ${base} uint32 Do(); };
      class Derived : Base { [Override("Do")${derived}] uint32 Do(); };`;
    expect(await callResult(text, 'without P')).toBe(result);
  });
});

describe('a call through the superclass', () => {
  it('is checked against the method of the class of the instance', async () => {
    const text = `class Base { [Key] string Id; uint32 Do([Required : EnableOverride] string P); };
      class Derived : Base { [Override("Do")] uint32 Do([Required(false)] string P); };
      instance of Base { Id = "b"; }; instance of Derived { Id = "d"; };`;
    const session = await new MemoryRepository({ schema: mof(text) }).newSession({});
    const call = async (id: string) => {
      const target = instance('Base', ['Id', 'string', id]);
      const about = { namespace: 'root/test', options: {}, className: 'Base', methodName: 'Do', instance: target };
      return (await run(session, { kind: 'invoke', ...about, inboundProperties: null })).failure?.split(':')[0];
    };
    expect([await call('b'), await call('d')]).toEqual(['INVALID_PARAMETER', ACCEPTED]);
  });
});

describe('an embedded instance', () => {
  const CLASSES = 'class Part { uint8 Size; }; class Other { uint8 Size; };';
  const embedding = (base: string, derived: string) =>
    `${CLASSES} class Base { [Key] string Id; [${base}] string P; };
     class Derived : Base { [Override("P")${derived}] string P; };`;

  it.each([
    ['is one of the class that the superclass says', 'EmbeddedInstance("Part")', '', 'instance of Part'],
    ['is none where the qualifier is Restricted', 'EmbeddedInstance("Part") : Restricted', '', 'string'],
    [
      'is one of its own class where it may say so',
      'EmbeddedInstance("Part")',
      ', EmbeddedInstance("Other")',
      'instance of Other',
    ],
    [
      'is one of the class that the superclass says, and does not let it change',
      'EmbeddedInstance("Part") : DisableOverride',
      ', EmbeddedInstance("Other")',
      'instance of Part',
    ],
    ['is one of any class as in the superclass', 'EmbeddedObject', '', 'instance'],
    [
      'is one of a class where the superclass allows any',
      'EmbeddedObject',
      ', EmbeddedInstance("Part")',
      'instance of Part',
    ],
    [
      'is one of the class that the qualifier of Hyper-V names',
      'HyperVEmbeddedInstance("Part")',
      '',
      'instance of Part',
    ],
    ['is none where EmbeddedObject is Restricted', 'EmbeddedObject : Restricted', '', 'string'],
    ['is none where EmbeddedInstance names no class', 'EmbeddedInstance(" ")', '', 'string'],
  ])('%s', async (_, base, derived, type) => {
    const session = await new MemoryRepository({ schema: mof(embedding(base, derived)) }).newSession({});
    const wrong = instance('Derived', ['Id', 'string', 'x'], ['P', 'uint8', 1]);
    expect((await run(session, requests.create(wrong))).failure).toBe(
      `TYPE_MISMATCH: root/test:Derived.P: expected ${type}, got uint8`,
    );
  });
});

describe('the qualifiers of a class', () => {
  const CLASSES = `
    class Item { [Key] string Id; };
    [Association, Version("1"), Description("d")] class Link { [Key] Item ref A; [Key] Item ref B; };
    [Association(false)] class DerivedLink : Link { };
    [Association : Restricted] class Bond { [Key] Item ref A; [Key] Item ref B; };
    class DerivedBond : Bond { };
    [Indication : Restricted] class Alarm { string Text; };
    class DerivedAlarm : Alarm { };
    instance of Item { Id = "a"; };`;
  const open = () => new MemoryRepository({ schema: mof(CLASSES) }).newSession({});
  const item = instance('Item', ['Id', 'string', 'a']);
  const end = new CimReference('Item', item.elements);
  const association = (className: string) =>
    new CimInstance(
      className,
      ['A', 'B'].map((name) => ({ name, type: 'reference', array: false, value: end })),
    );

  it('make associations of subclasses, unless they are Restricted', async () => {
    const session = await open();
    for (const name of ['Link', 'DerivedLink', 'Bond', 'DerivedBond']) {
      expect((await run(session, requests.create(association(name)))).failure).toBeNull();
    }
    const { instances } = await run(session, requests.references(item));
    expect(instances.map(({ className }) => className)).toEqual(['Link', 'DerivedLink', 'Bond']);
  });

  it('make event classes of subclasses, unless they are Restricted', async () => {
    const session = await open();
    expect((await run(session, requests.subscribe('SELECT * FROM DerivedAlarm'))).failure).toBe(
      'INVALID_QUERY: WQL, line 1, column 15: DerivedAlarm is no class of events',
    );
  });

  it.each([
    ['Description', ['Link', 'DerivedLink']],
    ['Version', ['Link']],
  ])('are borne by subclasses, unless they are Restricted: %s', async (qualifier, expected) => {
    const session = await open();
    for (const name of ['Link', 'DerivedLink']) await run(session, requests.create(association(name)));
    const query = `REFERENCES OF {Item.Id="a"} WHERE RequiredQualifier = ${qualifier}`;
    const { instances } = await run(session, requests.query(query));
    expect(instances.map(({ className }) => className)).toEqual(expected);
  });

  it('make a class abstract, and no subclass', async () => {
    const text = '[Abstract : ToSubclass] class Base { [Key] string Id; }; class Derived : Base { };';
    const session = await new MemoryRepository({ schema: mof(text) }).newSession({});
    const create = async (className: string) =>
      (await run(session, requests.create(instance(className, ['Id', 'string', 'x'])))).failure;
    expect(await create('Derived')).toBeNull();
    expect(await create('Base')).toBe('NOT_SUPPORTED: root/test:Base is abstract: only its subclasses have instances');
  });
});
