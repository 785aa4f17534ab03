import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import type { OperationRequest, ProtocolSession } from '../../../runtime/protocol.js';
import { type CimInstance, CimReference } from '../../../runtime/values/index.js';
import { instance, mof, requests, run } from './harness.js';

const SCHEMA = mof(`
  [Abstract] class Base { string Note = "none"; };
  class Device : Base { [Key] string Id; uint32 Size = 7; [Write] string Tags[]; };
  class Disk : Device { uint64 Bytes; };
  class Tape : Device { };
  class Plain { uint8 Level; };
  class Pair { [Key] string A; [Key] string B; };
  class Owner { [Key] Pair ref Pair; };
  class Gauge { [Key] real64 Level; };
  class Slot { [Key] Device ref Holder; [Key] uint16 Number; };
  class Box { [Key] string Id; [EmbeddedInstance("Device")] string Content; object Anything; Device ref Other; };
  instance of Device { Id = "a"; };
  instance of Disk { Id = "b"; Bytes = 18446744073709551615; Size = NULL; };
  instance of Tape { Id = "c"; Note = "taped"; };
`);

let session: ProtocolSession;
beforeEach(async () => {
  session = await new MemoryRepository({ schema: SCHEMA }).newSession({});
});

const key = (className: string, id: string) => instance(className, ['Id', 'string', id]);
const failure = async (request: OperationRequest) => (await run(session, request)).failure;
const values = (instances: readonly CimInstance[]) => instances.map((one) => ({ [one.className]: one.toJSON() }));

describe('getInstance', () => {
  it('gives the whole instance, with defaults and nulls in the order of the chain', async () => {
    const { instances, failure } = await run(session, requests.getInstance(key('Device', 'a')));
    expect(failure).toBeNull();
    expect(instances).toHaveLength(1);
    expect(instances[0]?.namespace).toBe('root/test');
    expect(instances[0]?.elements).toEqual([
      { name: 'Note', type: 'string', array: false, value: 'none' },
      { name: 'Id', type: 'string', array: false, value: 'a', key: true },
      { name: 'Size', type: 'uint32', array: false, value: 7 },
      { name: 'Tags', type: 'string', array: true, value: null },
    ]);
  });

  it('finds an instance of a subclass through its superclass, in any letter case', async () => {
    const { instances } = await run(
      session,
      requests.getInstance(instance('dEVICE', ['iD', 'string', 'b']), 'ROOT/Test'),
    );
    expect(values(instances)).toEqual([
      { Disk: { Note: 'none', Id: 'b', Size: null, Tags: null, Bytes: '18446744073709551615' } },
    ]);
  });

  it('does not choose between subclasses', async () => {
    await run(session, requests.create(key('Tape', 'b')));
    expect(await failure(requests.getInstance(key('Device', 'b')))).toBe(
      'INVALID_PARAMETER: root/test:Device.Id="b" may be an instance of Disk and Tape',
    );
  });

  it.each([
    [
      'an unknown namespace',
      requests.getInstance(key('Disk', 'b'), 'root/none'),
      'INVALID_NAMESPACE: there is no namespace root/none',
    ],
    ['an unknown class', requests.getInstance(key('Dsk', 'b')), 'INVALID_CLASS: there is no class Dsk in root/test'],
    ['unknown keys', requests.getInstance(key('Disk', 'X')), 'NOT_FOUND: there is no instance root/test:Disk.Id="X"'],
    [
      'an instance of the superclass',
      requests.getInstance(key('Disk', 'a')),
      'NOT_FOUND: there is no instance root/test:Disk.Id="a"',
    ],
    [
      'a class without instances',
      requests.getInstance(instance('Plain')),
      'NOT_FOUND: there is no instance root/test:Plain=@',
    ],
    ['no key', requests.getInstance(instance('Disk')), 'INVALID_PARAMETER: root/test:Disk needs the key Id'],
    [
      'a null key',
      requests.getInstance(instance('Disk', ['Id', 'string', null])),
      'INVALID_PARAMETER: root/test:Disk needs the key Id',
    ],
    [
      'a key of another type',
      requests.getInstance(instance('Disk', ['Id', 'boolean', true])),
      'INVALID_PARAMETER: root/test:Disk.Id: true is no value of the type string',
    ],
  ])('refuses %s', async (_, request, message) => {
    expect(await failure(request)).toBe(message);
  });

  it('sends the details of an error along', async () => {
    const { error } = await run(session, requests.getInstance(key('Disk', 'x')));
    expect(error?.code).toBe(6);
    expect({ [error?.details?.className ?? '']: error?.details?.toJSON() }).toEqual({
      CIM_Error: {
        CIMStatusCode: 6,
        CIMStatusCodeDescription: 'NOT_FOUND',
        Message: 'there is no instance root/test:Disk.Id="x"',
        OwningEntity: 'mi-codegen',
      },
    });
  });
});

describe('enumerate', () => {
  const names = async (request: OperationRequest) =>
    (await run(session, request)).instances.map((one) => `${one.className}.${one.get('Id')}`);

  it('gives the instances of subclasses too, whole', async () => {
    expect(await names(requests.enumerate('Base'))).toEqual(['Device.a', 'Disk.b', 'Tape.c']);
    expect((await run(session, requests.enumerate('Device'))).instances[1]?.get('Bytes')).toBe(2n ** 64n - 1n);
  });

  it('gives those of the class alone when shallow', async () => {
    expect(await names(requests.enumerate('Device', 'shallow'))).toEqual(['Device.a']);
    expect(await names(requests.enumerate('Base', 'shallow'))).toEqual([]);
  });

  it('gives all of them as instances of the class when deepBaseOnly', async () => {
    expect(values((await run(session, requests.enumerate('Base', 'deepBaseOnly'))).instances)).toEqual([
      { Base: { Note: 'none' } },
      { Base: { Note: 'none' } },
      { Base: { Note: 'taped' } },
    ]);
  });

  it('gives keys only', async () => {
    const { instances } = await run(session, requests.enumerate('Device', 'deep', { keysOnly: true }));
    expect(values(instances)).toEqual([{ Device: { Id: 'a' } }, { Disk: { Id: 'b' } }, { Tape: { Id: 'c' } }]);
  });

  it('is not disturbed by what is deleted and created meanwhile', async () => {
    const seen: unknown[] = [];
    await run(session, requests.enumerate('Device'), {
      instanceResult: async (one) => {
        seen.push(one.get('Id'));
        await run(session, requests.delete(one));
        await run(session, requests.create(key('Tape', `${one.get('Id')}2`)));
      },
    });
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(await names(requests.enumerate('Device'))).toEqual(['Tape.a2', 'Tape.b2', 'Tape.c2']);
  });

  it.each([
    [
      requests.enumerate('Disk', 'deep', { namespace: 'root/none' }),
      'INVALID_NAMESPACE: there is no namespace root/none',
    ],
    [requests.enumerate('Dsk'), 'INVALID_CLASS: there is no class Dsk in root/test'],
  ])('refuses %#', async (request, message) => {
    expect(await failure(request)).toBe(message);
  });
});

describe('create', () => {
  it('answers with the instance it stored', async () => {
    const created = await run(
      session,
      requests.create(instance('disk', ['ID', 'string', 'z'], ['bytes', 'uint64', 5n])),
    );
    expect(values(created.instances)).toEqual([{ Disk: { Note: 'none', Id: 'z', Size: 7, Tags: null, Bytes: 5 } }]);
    const found = await run(session, requests.getInstance(key('Disk', 'z')));
    expect(found.instances).toEqual(created.instances);
  });

  it('keeps the same keys of two classes apart', async () => {
    expect(await failure(requests.create(key('Tape', 'b')))).toBeNull();
  });

  it('compares keys by type, and references by what they lead to', async () => {
    const holder = (namespace: string | null, name = 'Id') =>
      new CimReference('Device', [{ name, type: 'string', array: false, value: 'a' }], namespace);
    const slot = (reference: CimReference) =>
      instance('Slot', ['Number', 'uint16', 1], ['Holder', 'reference', reference]);
    expect(await failure(requests.create(slot(holder(null))))).toBeNull();
    expect(await failure(requests.create(slot(holder('ROOT/test', 'ID'))))).toBe(
      `ALREADY_EXISTS: root/test:Slot.Holder="ROOT/test:Device.ID=\\"a\\"",Number=1 exists already`,
    );
    expect(await failure(requests.create(slot(holder('root/other'))))).toBeNull();
  });

  it('compares references without regard to the order of their keys', async () => {
    const keys = instance('Pair', ['A', 'string', 'a'], ['B', 'string', 'b']).elements;
    const owner = (elements: typeof keys) =>
      requests.create(instance('Owner', ['Pair', 'reference', new CimReference('Pair', elements)]));
    expect(await failure(owner(keys))).toBeNull();
    expect(await failure(owner([...keys].reverse()))).toBe(
      'ALREADY_EXISTS: root/test:Owner.Pair="Pair.B=\\"b\\",A=\\"a\\"" exists already',
    );
  });

  it('tells real keys apart that JSON has no number for', async () => {
    const gauge = (level: number) => requests.create(instance('Gauge', ['Level', 'real64', level]));
    expect(await failure(gauge(Number.NaN))).toBeNull();
    expect(await failure(gauge(Number.POSITIVE_INFINITY))).toBeNull();
    expect(await failure(gauge(Number.NEGATIVE_INFINITY))).toBeNull();
    expect(await failure(gauge(Number.NaN))).toBe('ALREADY_EXISTS: root/test:Gauge.Level="NaN" exists already');
  });

  it('lets a class without keys have one instance', async () => {
    expect(await failure(requests.create(instance('Plain', ['Level', 'uint8', 3])))).toBeNull();
    expect(await failure(requests.create(instance('Plain')))).toBe('ALREADY_EXISTS: root/test:Plain=@ exists already');
    expect(values((await run(session, requests.getInstance(instance('Plain')))).instances)).toEqual([
      { Plain: { Level: 3 } },
    ]);
  });

  const box = (name: string, type: 'instance' | 'reference' | 'string', value: CimInstance | CimReference | string) =>
    requests.create(instance('Box', ['Id', 'string', '1'], [name, type, value]));

  it('takes embedded instances and references of subclasses, and of classes it does not know', async () => {
    expect(await failure(box('Content', 'instance', instance('Disk', ['Bytes', 'uint64', 1n])))).toBeNull();
    await run(session, requests.delete(key('Box', '1')));
    expect(await failure(box('Anything', 'instance', instance('Unknown', ['X', 'uint8', 1])))).toBeNull();
    await run(session, requests.delete(key('Box', '1')));
    expect(await failure(box('Other', 'reference', new CimReference('Tape', [])))).toBeNull();
  });

  it.each([
    ['an existing instance', requests.create(key('Disk', 'b')), 'ALREADY_EXISTS: root/test:Disk.Id="b" exists already'],
    [
      'an abstract class',
      requests.create(instance('Base')),
      'NOT_SUPPORTED: root/test:Base is abstract: only its subclasses have instances',
    ],
    ['a missing key', requests.create(instance('Disk')), 'INVALID_PARAMETER: root/test:Disk needs the key Id'],
    ['an unknown class', requests.create(key('Dsk', 'a')), 'INVALID_CLASS: there is no class Dsk in root/test'],
    [
      'an unknown namespace',
      requests.create(key('Disk', 'a'), 'root/none'),
      'INVALID_NAMESPACE: there is no namespace root/none',
    ],
    [
      'an unknown property',
      requests.create(instance('Disk', ['Id', 'string', 'z'], ['Sise', 'uint32', 1])),
      'NO_SUCH_PROPERTY: root/test:Disk has no property Sise',
    ],
    [
      'another type',
      requests.create(instance('Disk', ['Id', 'string', 'z'], ['Size', 'string', '1'])),
      'TYPE_MISMATCH: root/test:Disk.Size: expected uint32, got string',
    ],
    [
      'a scalar for an array',
      requests.create(instance('Disk', ['Id', 'string', 'z'], ['Tags', 'string', 'x'])),
      'TYPE_MISMATCH: root/test:Disk.Tags: expected string[], got string',
    ],
    [
      'a value that is none of its type',
      requests.create(instance('Disk', ['Id', 'string', 'z'], ['Size', 'uint32', 'x'])),
      'TYPE_MISMATCH: root/test:Disk.Size: expected uint32, got "x"',
    ],
    [
      'a value out of range',
      requests.create(instance('Disk', ['Id', 'string', 'z'], ['Size', 'uint32', -1])),
      'INVALID_PARAMETER: root/test:Disk.Size: -1 is out of the range of uint32, 0 to 4294967295',
    ],
    [
      'an item of another type',
      requests.create(instance('Disk', ['Id', 'string', 'z'], ['Tags', 'string', ['x', null, 1]])),
      'TYPE_MISMATCH: root/test:Disk.Tags: item 2: expected string, got 1',
    ],
    [
      'another embedded class',
      box('Content', 'instance', instance('Plain')),
      'TYPE_MISMATCH: root/test:Box.Content: expected instance of Device, got an instance of Plain',
    ],
    [
      'text for an embedded instance',
      box('Content', 'string', 'x'),
      'TYPE_MISMATCH: root/test:Box.Content: expected instance of Device, got string',
    ],
    [
      'a wrong embedded property',
      box('Anything', 'instance', instance('Plain', ['Level', 'uint8', 256])),
      'INVALID_PARAMETER: root/test:Box.Anything: Plain.Level: 256 is out of the range of uint8, 0 to 255',
    ],
    [
      'a reference to another class',
      box('Other', 'reference', new CimReference('Plain', [])),
      'TYPE_MISMATCH: root/test:Box.Other: expected ref Device, got a reference to Plain',
    ],
  ])('refuses %s', async (_, request, message) => {
    expect(await failure(request)).toBe(message);
  });
});

describe('modify', () => {
  it('changes what is given, to null too, and nothing else', async () => {
    const changes = instance('Disk', ['Id', 'string', 'b'], ['Size', 'uint32', 9], ['bytes', 'uint64', null]);
    const { failure: none, instances } = await run(session, requests.modify(changes));
    expect([none, instances]).toEqual([null, []]);
    expect(values((await run(session, requests.getInstance(key('Disk', 'b')))).instances)).toEqual([
      { Disk: { Note: 'none', Id: 'b', Size: 9, Tags: null, Bytes: null } },
    ]);
  });

  it('leaves keys as they are written', async () => {
    const slot = (className: string) =>
      instance(
        'Slot',
        ['Number', 'uint16', 1],
        ['Holder', 'reference', new CimReference(className, key('Device', 'a').elements)],
      );
    await run(session, requests.create(slot('Device')));
    expect(await failure(requests.modify(slot('dEVICE')))).toBeNull();
    const { instances } = await run(session, requests.enumerate('Slot'));
    expect(instances.map((one) => String(one.get('Holder')))).toEqual(['Device.Id="a"']);
  });

  it('reaches an instance of a subclass through its superclass', async () => {
    await run(session, requests.modify(instance('Device', ['Id', 'string', 'b'], ['Bytes', 'uint64', 1n])));
    expect((await run(session, requests.getInstance(key('Disk', 'b')))).instances[0]?.get('Bytes')).toBe(1n);
  });

  it.each([
    ['an absent instance', requests.modify(key('Disk', 'x')), 'NOT_FOUND: there is no instance root/test:Disk.Id="x"'],
    [
      'no key',
      requests.modify(instance('Disk', ['Size', 'uint32', 1])),
      'INVALID_PARAMETER: root/test:Disk needs the key Id',
    ],
    [
      'an unknown property',
      requests.modify(instance('Tape', ['Id', 'string', 'c'], ['Bytes', 'uint64', 1n])),
      'NO_SUCH_PROPERTY: root/test:Tape has no property Bytes',
    ],
    [
      'another type',
      requests.modify(instance('Disk', ['Id', 'string', 'b'], ['Bytes', 'uint32', 1])),
      'TYPE_MISMATCH: root/test:Disk.Bytes: expected uint64, got uint32',
    ],
    ['an unknown class', requests.modify(key('Dsk', 'a')), 'INVALID_CLASS: there is no class Dsk in root/test'],
    [
      'an unknown namespace',
      requests.modify(key('Disk', 'b'), 'root/none'),
      'INVALID_NAMESPACE: there is no namespace root/none',
    ],
  ])('refuses %s', async (_, request, message) => {
    expect(await failure(request)).toBe(message);
  });
});

describe('delete', () => {
  it('removes the instance, also through its superclass', async () => {
    expect(await failure(requests.delete(key('Device', 'b')))).toBeNull();
    expect(await failure(requests.getInstance(key('Disk', 'b')))).toBe(
      'NOT_FOUND: there is no instance root/test:Disk.Id="b"',
    );
  });

  it.each([
    ['an absent instance', requests.delete(key('Disk', 'x')), 'NOT_FOUND: there is no instance root/test:Disk.Id="x"'],
    ['no key', requests.delete(instance('Disk')), 'INVALID_PARAMETER: root/test:Disk needs the key Id'],
    ['an unknown class', requests.delete(key('Dsk', 'a')), 'INVALID_CLASS: there is no class Dsk in root/test'],
    [
      'an unknown namespace',
      requests.delete(key('Disk', 'b'), 'root/none'),
      'INVALID_NAMESPACE: there is no namespace root/none',
    ],
  ])('refuses %s', async (_, request, message) => {
    expect(await failure(request)).toBe(message);
  });
});

describe('letter case of keys', () => {
  const SCHEMA = mof(`
    class Account { [Key] string Name; [Key] char16 Kind; string Note; };
    class Member { [Key] Account ref Who; };
    instance of Account { Name = "Administrators"; Kind = 'G'; };`);
  const account = (name: string, kind: string, ...more: Parameters<typeof instance>[1][]) =>
    instance('Account', ['Name', 'string', name], ['Kind', 'char16', kind], ...more);

  it('does not count, as in WMI; instances keep theirs', async () => {
    const session = await new MemoryRepository({ schema: SCHEMA }).newSession({});
    const read = await run(session, requests.getInstance(account('administrators', 'g')));
    expect(read.instances.map((one) => one.toJSON())).toEqual([{ Name: 'Administrators', Kind: 'G', Note: null }]);
    expect((await run(session, requests.create(account('ADMINISTRATORS', 'g')))).failure).toBe(
      'ALREADY_EXISTS: root/test:Account.Name="ADMINISTRATORS",Kind=\'g\' exists already',
    );
    await run(session, requests.modify(account('administratorS', 'G', ['Note', 'string', 'Note'])));
    const who = (name: string) => new CimReference('Account', account(name, 'G').elements);
    const member = (name: string) => instance('Member', ['Who', 'reference', who(name)]);
    await run(session, requests.create(member('administrators')));
    expect((await run(session, requests.getInstance(member('Administrators')))).failure).toBeNull();
    const query = `SELECT * FROM Member WHERE Who = "Account.Name='ADMINISTRATORS',Kind='g'"`;
    expect((await run(session, requests.query(query))).instances).toHaveLength(1);
    expect((await run(session, requests.delete(account('ADMINistrators', 'g')))).failure).toBeNull();
    expect((await run(session, requests.enumerate('Account'))).instances).toEqual([]);
  });
});

describe('keys that are references to instances whose keys are references', () => {
  const chain = mof('class Link { [Key] uint32 Number; [Key] Link ref Next; };');
  const link = (depth: number): CimInstance =>
    instance(
      'Link',
      ['Number', 'uint32', depth],
      ['Next', 'reference', new CimReference('Link', depth === 0 ? [] : link(depth - 1).elements)],
    );

  it('take no longer for each level', async () => {
    const session = await new MemoryRepository({ schema: chain }).newSession({});
    // A path of this text would have more than 2^60 characters: each level escapes those within it.
    const deep = link(60);
    expect((await run(session, requests.getInstance(deep))).failure).toBe(
      'NOT_FOUND: there is no instance root/test:Link.Number=60,Next="Link.Number=59"',
    );
    expect((await run(session, requests.create(deep))).failure).toBeNull();
    expect((await run(session, requests.getInstance(deep))).failure).toBeNull();
    expect((await run(session, requests.create(deep))).failure).toBe(
      'ALREADY_EXISTS: root/test:Link.Number=60,Next="Link.Number=59" exists already',
    );
    expect((await run(session, requests.delete(deep))).failure).toBeNull();
  });
});
