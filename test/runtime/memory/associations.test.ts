import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import type { OperationRequest, ProtocolSession } from '../../../runtime/protocol.js';
import { CimReference } from '../../../runtime/values/index.js';
import { instance, mof, requests, run } from './harness.js';

const SCHEMA = mof(`
  class Element { [Key] string Name; uint32 Size; };
  class Disk : Element { };
  class Partition : Element { };
  [Locale(1033)] class Volume : Element { };
  class Host { [Key] uint32 Number; [Key] string Zone; };

  [Association] class Dependency { [Key] Element ref Antecedent; [Key] Element ref Dependent; };
  [Association, Locale(1033)] class DiskPartition : Dependency {
    [Key, Override("Antecedent")] Disk ref Antecedent;
    [Key, Override("Dependent")] Partition ref Dependent;
  };
  class PartitionVolume : Dependency { uint64 Start; };
  [Association] class Path { [Key] Disk ref Device; [Key] Host ref Server; [Key] Volume ref Target; };
  class NoAssociation { [Key] Element ref Antecedent; };

  instance of Disk { Name = "d0"; Size = 10; };
  instance of Disk { Name = "d1"; };
  instance of Partition { Name = "p0"; };
  instance of Partition { Name = "p1"; };
  instance of Volume { Name = "C:"; };
  instance of Host { Number = 1; Zone = "z"; };
  instance of DiskPartition { Antecedent = "Disk.Name=\\"d0\\""; Dependent = "Partition.Name=\\"p0\\""; };
  instance of DiskPartition { Antecedent = "root/test:Disk.Name=\\"d0\\""; Dependent = "Partition.Name=\\"p1\\""; };
  instance of PartitionVolume { Antecedent = "\\\\\\\\pc\\\\root\\\\test:Element.Name=\\"p0\\""; Dependent = "volume.name=\\"C:\\""; Start = 7; };
  instance of Path { Device = "Disk.Name=\\"d0\\""; Server = "Host.Zone=\\"z\\",Number=1"; Target = "Volume.Name=\\"C:\\""; };
  instance of NoAssociation { Antecedent = "Disk.Name=\\"d0\\""; };
  instance of Dependency { Antecedent = "Disk.Name=\\"gone\\""; Dependent = "Disk.Name=\\"d1\\""; };
`);

let session: ProtocolSession;
beforeEach(async () => {
  session = await new MemoryRepository({ schema: SCHEMA }).newSession({});
});

const named = (className: string, name: string) => instance(className, ['Name', 'string', name]);
const D0 = named('Disk', 'd0');
const P0 = named('Partition', 'p0');

/** Names of elements; classes of what has no name. */
async function answer(request: OperationRequest): Promise<unknown> {
  const { failure, instances } = await run(session, request);
  return failure ?? instances.map((one) => one.get('Name') ?? one.className);
}

describe('associators', () => {
  it('are what the other references of associations lead to', async () => {
    expect(await answer(requests.associators(D0))).toEqual(['p0', 'p1', 'Host', 'C:']);
    expect(await answer(requests.associators(P0))).toEqual(['d0', 'C:']);
    expect(
      await answer(requests.associators(instance('Host', ['Number', 'uint32', 1], ['Zone', 'string', 'z']))),
    ).toEqual(['d0', 'C:']);
  });

  it('are whole instances of their own classes, or keys alone', async () => {
    const ask = async (keysOnly: boolean) => {
      const { instances } = await run(session, requests.associators(P0, { keysOnly, resultClass: 'Element' }));
      return instances.map((one) => [one.className, one.elements.map(({ name, value }) => [name, value])]);
    };
    expect(await ask(false)).toEqual([
      [
        'Disk',
        [
          ['Name', 'd0'],
          ['Size', 10],
        ],
      ],
      [
        'Volume',
        [
          ['Name', 'C:'],
          ['Size', null],
        ],
      ],
    ]);
    expect(await ask(true)).toEqual([
      ['Disk', [['Name', 'd0']]],
      ['Volume', [['Name', 'C:']]],
    ]);
  });

  it.each<[filter: Parameters<typeof requests.associators>[1], names: readonly string[]]>([
    [{ associationClass: 'Dependency' }, ['p0', 'p1']],
    [{ associationClass: 'diskpartition' }, ['p0', 'p1']],
    [{ associationClass: 'PartitionVolume' }, []],
    [{ associationClass: 'Path' }, ['Host', 'C:']],
    [{ resultClass: 'Element' }, ['p0', 'p1', 'C:']],
    [{ resultClass: 'Volume' }, ['C:']],
    [{ role: 'antecedent' }, ['p0', 'p1']],
    [{ role: 'Dependent' }, []],
    [{ role: 'Device' }, ['Host', 'C:']],
    [{ resultRole: 'target' }, ['C:']],
    [{ resultRole: 'Antecedent' }, []],
    [{ role: 'Device', resultRole: 'Device' }, []],
    [{ role: 'Nothing' }, []],
    [{ associationClass: 'Path', resultClass: 'Volume', role: 'Device', resultRole: 'Target' }, ['C:']],
  ])('with %o', async (filter, names) => {
    expect(await answer(requests.associators(D0, filter))).toEqual(names);
  });

  it('come once however many associations lead to them, and of an instance with itself', async () => {
    const refer = (name: string, to: string) =>
      [name, 'reference', new CimReference('Disk', named('Disk', to).elements)] as const;
    await run(session, requests.create(instance('Dependency', refer('Antecedent', 'd1'), refer('Dependent', 'd1'))));
    await run(session, requests.create(instance('Dependency', refer('Antecedent', 'd1'), refer('Dependent', 'd0'))));
    await run(
      session,
      requests.create(instance('PartitionVolume', refer('Antecedent', 'd1'), refer('Dependent', 'd0'))),
    );
    const d1 = named('Disk', 'd1');
    expect(await answer(requests.associators(d1))).toEqual(['d1', 'd0']);
    expect(await answer(requests.associators(d1, { role: 'Antecedent' }))).toEqual(['d1', 'd0']);
    expect(await answer(requests.associators(d1, { resultRole: 'Antecedent' }))).toEqual(['d1']);
    expect(await answer(requests.references(d1))).toEqual([
      'Dependency',
      'Dependency',
      'Dependency',
      'PartitionVolume',
    ]);
  });

  it('are left out where a reference may lead to two instances', async () => {
    for (const className of ['Disk', 'Partition']) await run(session, requests.create(named(className, 'same')));
    const refer = (name: string, className: string, to: string) =>
      [name, 'reference', new CimReference(className, named(className, to).elements)] as const;
    const one = refer('Antecedent', 'Volume', 'C:');
    for (const other of [refer('Dependent', 'Element', 'same'), refer('Dependent', 'Disk', 'same')]) {
      expect((await run(session, requests.create(instance('Dependency', one, other)))).failure).toBeNull();
    }
    const filter = { role: 'Antecedent', resultClass: 'Element' };
    expect(await answer(requests.associators(named('Volume', 'C:'), filter))).toEqual(['same']);
  });

  it('lie in the namespace that references name', async () => {
    const repository = new MemoryRepository({ schema: SCHEMA });
    const other = 'class Element { [Key] string Name; }; class Disk : Element { }; instance of Disk { Name = "far"; };';
    repository.load(mof(`#pragma namespace("root/far")\n${other}`));
    session = await repository.newSession({});
    const far = new CimReference('Disk', named('Disk', 'far').elements, 'root/far');
    const near = new CimReference('Partition', P0.elements);
    await run(
      session,
      requests.create(instance('Dependency', ['Antecedent', 'reference', far], ['Dependent', 'reference', near])),
    );
    expect(await answer(requests.associators(P0, { resultClass: 'Disk' }))).toEqual(['d0', 'far']);
    const source = new CimReference('Disk', named('Disk', 'far').elements, 'root/far').toInstance();
    expect(await answer(requests.associators(source))).toEqual(['p0']);
    expect(await answer(requests.associators(source, { namespace: 'root/far' }))).toEqual(['p0']);
  });

  it.each<[request: OperationRequest, message: string]>([
    [requests.associators(named('Disk', 'x')), 'NOT_FOUND: there is no instance root/test:Disk.Name="x"'],
    [requests.associators(named('Dsk', 'x')), 'INVALID_CLASS: there is no class Dsk in root/test'],
    [requests.associators(D0, { associationClass: 'X' }), 'INVALID_CLASS: there is no class X in root/test'],
    [requests.associators(D0, { resultClass: 'Y' }), 'INVALID_CLASS: there is no class Y in root/test'],
    [requests.references(D0, { resultClass: 'Z' }), 'INVALID_CLASS: there is no class Z in root/test'],
    [requests.references(instance('Disk')), 'INVALID_PARAMETER: root/test:Disk needs the key Name'],
  ])('are refused %#', async (request, message) => {
    expect((await run(session, request)).failure).toBe(message);
  });
});

describe('associations between namespaces', () => {
  const SYSTEM = 'class Computer { [Key] string Name; }; class Server : Computer { };';
  const BETWEEN = mof(`
    #pragma namespace("root/interop")
    class Profile { [Key] string Name; };
    [Association] class Conforms { [Key] Profile ref Standard; [Key] object ref Element; };
    ${SYSTEM}
    instance of Profile { Name = "p"; };
    instance of Server { Name = "near"; };
    instance of Conforms { Standard = "Profile.Name='p'"; Element = "root/cimv2:Computer.Name='PC'"; };
    instance of Conforms { Standard = "root/interop:Profile.Name='p'"; Element = "Server.Name='near'"; };
    #pragma namespace("root/cimv2")
    ${SYSTEM}
    instance of Server { Name = "pc"; };
    instance of Server { Name = "near"; };`);
  const at = (namespace: string, className: string, name: string) =>
    new CimReference(className, named(className, name).elements, namespace).toInstance();
  const PROFILE = at('root/interop', 'Profile', 'p');
  const SERVER = at('ROOT/CIMV2', 'server', 'Pc');

  async function found(request: OperationRequest): Promise<unknown> {
    const { failure, instances } = await run(session, request);
    return failure ?? instances.map((one) => `${one.namespace}:${one.className} ${one.get('Name') ?? ''}`);
  }

  beforeEach(async () => {
    session = await new MemoryRepository({ schema: BETWEEN }).newSession({});
  });

  it.each(['root/interop', 'root/cimv2'])('are found from both sides, asked for in %s', async (namespace) => {
    expect(await found(requests.associators(PROFILE, { namespace }))).toEqual([
      'root/cimv2:Server pc',
      'root/interop:Server near',
    ]);
    expect(await found(requests.associators(SERVER, { namespace }))).toEqual(['root/interop:Profile p']);
    expect(await found(requests.references(SERVER, { namespace }))).toEqual(['root/interop:Conforms ']);
  });

  it('are those of the instance in the namespace that is meant where it names none', async () => {
    const near = named('Server', 'near');
    expect(await found(requests.associators(near, { namespace: 'root/interop' }))).toEqual(['root/interop:Profile p']);
    expect(await found(requests.associators(near, { namespace: 'root/cimv2' }))).toEqual([]);
  });

  it.each([
    [{ associationClass: 'Conforms' }, ['root/interop:Profile p']],
    [{ associationClass: 'Conforms', resultClass: 'Profile', role: 'Element' }, ['root/interop:Profile p']],
    [{ resultClass: 'Server' }, []],
    [{ resultClass: 'Nothing' }, 'INVALID_CLASS: there is no class Nothing in root/cimv2'],
    [{ associationClass: 'Nothing' }, 'INVALID_CLASS: there is no class Nothing in root/cimv2'],
    [{ namespace: 'root/none' }, 'INVALID_NAMESPACE: there is no namespace root/none'],
  ])('are filtered by classes of any namespace: %o', async (filter, expected) => {
    expect(await found(requests.associators(SERVER, { namespace: 'root/cimv2', ...filter }))).toEqual(expected);
  });

  it('are found by statements, too', async () => {
    const query = 'ASSOCIATORS OF {Server.Name="PC"} WHERE AssocClass = Conforms ResultRole = Standard';
    expect(await found(requests.query(query, { namespace: 'root/cimv2' }))).toEqual(['root/interop:Profile p']);
    const references = String.raw`REFERENCES OF {\\.\root\cimv2:Server="pc"}`;
    expect(await found(requests.query(references, { namespace: 'root/interop' }))).toEqual(['root/interop:Conforms ']);
  });
});

describe('what associations refer to', () => {
  const SELF = mof(`
    class Node { [Key] string Id; uint32 N; }; class Leaf : Node { };
    [Association] class Edge { [Key] uint32 Id; Node ref From; Node ref To; Node ref Via; };`);
  let repository: MemoryRepository;
  const node = (className: string, id: string) => instance(className, ['Id', 'string', id]);
  const to = (name: string, className: string, id: string, namespace: string | null = null) =>
    [name, 'reference', new CimReference(className, node(className, id).elements, namespace)] as const;
  const edge = (id: number, ...ends: readonly ReturnType<typeof to>[]) =>
    instance('Edge', ['Id', 'uint32', id], ...ends);
  const done = async (request: OperationRequest) => expect((await run(session, request)).failure).toBeNull();
  const edges = async (id: string) =>
    (await run(session, requests.references(node('Node', id)))).instances.map((one) => one.get('Id'));
  const others = async (id: string, filter = {}) =>
    (await run(session, requests.associators(node('Node', id), filter))).instances.map((one) => one.get('Id'));

  beforeEach(async () => {
    repository = new MemoryRepository({ schema: SELF });
    session = await repository.newSession({});
    for (const id of ['a', 'b']) await done(requests.create(node('Leaf', id)));
  });

  it('is one result, however many associations and references lead there', async () => {
    await done(requests.create(edge(1, to('From', 'Leaf', 'a'), to('To', 'Node', 'A'))));
    await done(requests.create(edge(2, to('From', 'Leaf', 'a'), to('To', 'Node', 'a'), to('Via', 'Node', 'b'))));
    await done(requests.create(edge(3, to('From', 'Leaf', 'a'), to('To', 'Leaf', 'b'), to('Via', 'Node', 'B'))));
    expect(await edges('a')).toEqual([1, 2, 3]);
    expect(await others('a')).toEqual(['a', 'b']);
    expect(await others('a', { role: 'From', resultRole: 'To' })).toEqual(['a', 'b']);
    expect(await others('b', { role: 'Via' })).toEqual(['a', 'b']);
  });

  it('follows the creation, change and deletion of both', async () => {
    await done(requests.create(edge(1, to('From', 'Node', 'later'), to('To', 'Node', 'a'))));
    expect(await others('a')).toEqual([]);
    await done(requests.create(node('Leaf', 'later')));
    expect(await others('a')).toEqual(['later']);
    expect(await edges('LATER')).toEqual([1]);
    await done(requests.create(edge(2, to('From', 'Node', 'a'))));
    await done(requests.modify(edge(1, to('To', 'Leaf', 'b'))));
    expect([await edges('a'), await edges('b'), await others('later')]).toEqual([[2], [1], ['b']]);
    await done(requests.modify(edge(1, to('To', 'Node', 'a'))));
    await done(requests.modify(instance('Edge', ['Id', 'uint32', 2], ['From', 'reference', null])));
    expect([await edges('a'), await edges('b')]).toEqual([[1], []]);
    await done(requests.delete(node('Leaf', 'later')));
    expect([await edges('a'), await others('a')]).toEqual([[1], []]);
    await done(requests.delete(edge(1)));
    expect(await edges('a')).toEqual([]);
  });

  it('may be in a class that is loaded later', async () => {
    await done(requests.create(edge(1, to('From', 'Far', 'x', 'root/far'), to('To', 'Node', 'a'))));
    expect(await others('a')).toEqual([]);
    repository.load(
      mof('#pragma namespace("root/far")\nclass Far { [Key] string Id; }; instance of Far { Id = "X"; };'),
    );
    expect(await others('a')).toEqual(['X']);
    const far = new CimReference('Far', node('Far', 'x').elements, 'root/far').toInstance();
    expect((await run(session, requests.references(far))).instances).toHaveLength(1);
  });

  it('is not taken for an instance of another class with the same keys', async () => {
    repository.load(mof('class Other { [Key] string Id; }; instance of Other { Id = "a"; };'));
    await done(requests.create(edge(1, to('From', 'Node', 'a'))));
    expect((await run(session, requests.references(node('Other', 'a')))).instances).toEqual([]);
  });
});

describe('references', () => {
  it.each<[filter: Parameters<typeof requests.references>[1], classes: readonly string[]]>([
    [{}, ['DiskPartition', 'DiskPartition', 'Path']],
    [{ resultClass: 'Dependency' }, ['DiskPartition', 'DiskPartition']],
    [{ resultClass: 'PATH' }, ['Path']],
    [{ role: 'device' }, ['Path']],
    [{ role: 'Dependent' }, []],
    [{ resultClass: 'Dependency', role: 'Device' }, []],
  ])('with %o', async (filter, classes) => {
    expect(await answer(requests.references(D0, filter))).toEqual(classes);
  });

  it('can be keys alone', async () => {
    const ask = async (keysOnly: boolean) => {
      const volume = named('Volume', 'C:');
      const { instances } = await run(session, requests.references(volume, { keysOnly, resultClass: 'Dependency' }));
      return instances.map(({ elements }) => elements.map(({ name }) => name));
    };
    expect(await ask(false)).toEqual([['Antecedent', 'Dependent', 'Start']]);
    expect(await ask(true)).toEqual([['Antecedent', 'Dependent']]);
  });

  it('are there also where the other end is not', async () => {
    const d1 = named('Disk', 'd1');
    expect(await answer(requests.references(d1))).toEqual(['Dependency']);
    expect(await answer(requests.associators(d1))).toEqual([]);
  });
});

describe('a statement', () => {
  it.each<[statement: string, names: readonly string[]]>([
    ['ASSOCIATORS OF {Disk.Name="d0"}', ['p0', 'p1', 'Host', 'C:']],
    ["associators of { disk.name='d0' }", ['p0', 'p1', 'Host', 'C:']],
    ['ASSOCIATORS OF {Disk="d0"}', ['p0', 'p1', 'Host', 'C:']],
    [String.raw`ASSOCIATORS OF {\\.\root\test:Disk="d0"}`, ['p0', 'p1', 'Host', 'C:']],
    [String.raw`ASSOCIATORS OF {root\test:Disk.Name="d0"}`, ['p0', 'p1', 'Host', 'C:']],
    ['ASSOCIATORS OF {Host.Number=1,Zone="z"}', ['d0', 'C:']],
    ['ASSOCIATORS OF {Disk="d0"} WHERE AssocClass = Dependency', ['p0', 'p1']],
    ['ASSOCIATORS OF {Disk="d0"} WHERE ResultClass=Volume', ['C:']],
    ['ASSOCIATORS OF {Disk="d0"} WHERE Role = Device ResultRole = Target', ['C:']],
    ['ASSOCIATORS OF {Disk="d0"} WHERE requiredQualifier = Locale', ['C:']],
    ['ASSOCIATORS OF {Disk="d0"} WHERE RequiredAssocQualifier = Locale', ['p0', 'p1']],
    ['ASSOCIATORS OF {Disk="d0"} WHERE RequiredAssocQualifier = Association ResultClass = Host', ['Host']],
    ['ASSOCIATORS OF {Disk="d0"} WHERE KeysOnly', ['p0', 'p1', 'Host', 'C:']],
    ['REFERENCES OF {Disk="d0"}', ['DiskPartition', 'DiskPartition', 'Path']],
    ['REFERENCES OF {Disk="d0"} WHERE ResultClass = Path Role = Device KeysOnly', ['Path']],
    ['REFERENCES OF {Disk="d0"} WHERE RequiredQualifier = Locale', ['DiskPartition', 'DiskPartition']],
    ['SELECT * FROM Dependency WHERE Antecedent = \'Disk.Name="d0"\'', ['DiskPartition', 'DiskPartition']],
  ])('%s', async (statement, names) => {
    expect(await answer(requests.query(statement))).toEqual(names);
  });

  it('gives keys alone where it says so', async () => {
    const { instances } = await run(session, requests.query('ASSOCIATORS OF {Partition="p0"} WHERE KeysOnly'));
    expect(instances.map((one) => one.toJSON())).toEqual([{ Name: 'd0' }, { Name: 'C:' }]);
  });

  const at = (column: number, reason: string) => `INVALID_QUERY: WQL, line 1, column ${column}: ${reason}`;
  const clauses = 'AssocClass, ResultClass, Role, ResultRole, RequiredQualifier, RequiredAssocQualifier';
  it.each<[statement: string, message: string]>([
    ['ASSOCIATORS {Disk="d0"}', at(13, 'expected OF, got "Disk=\\"d0\\""')],
    ['ASSOCIATORS OF Disk', at(16, 'expected an object path in braces, got "Disk"')],
    ['ASSOCIATORS OF {Disk="d0"', at(16, 'the object path that begins here has no "}"')],
    ['ASSOCIATORS OF {Disk="d0}', at(16, 'the object path that begins here has no "}"')],
    ['ASSOCIATORS OF {Disk.Name=TRUE}', at(16, 'Name: true is no value of the type string')],
    ['ASSOCIATORS OF {Disk.Size=5}', at(16, 'Size: it is no key of Disk')],
    ['ASSOCIATORS OF {Disk}', at(16, 'Disk is a class: the path of an instance has keys, or "=@"')],
    ['ASSOCIATORS OF {Host=1}', at(16, 'Host has the keys Number, Zone: a path names each of them')],
    [
      'ASSOCIATORS OF {???}',
      at(16, 'invalid object path "???": it does not begin with a class, or a namespace and a class'),
    ],
    ['ASSOCIATORS OF {Disk="d0"} WHERE', at(33, `expected KeysOnly, ${clauses}, got the end of the query`)],
    ['ASSOCIATORS OF {Disk="d0"} Role = Device', at(28, 'expected the end of the query, got "Role"')],
    ['ASSOCIATORS OF {Disk="d0"} WHERE Role = Device AND KeysOnly', at(48, `expected KeysOnly, ${clauses}, got "AND"`)],
    ['ASSOCIATORS OF {Disk="d0"} WHERE Role <> Device', at(39, 'expected "=", got "<>"')],
    ['ASSOCIATORS OF {Disk="d0"} WHERE Role = "Device"', at(41, 'expected a name, got "Device"')],
    ['ASSOCIATORS OF {Disk="d0"} WHERE Role = A role = B', at(43, 'Role is there already')],
    [
      'REFERENCES OF {Disk="d0"} WHERE AssocClass = Path',
      at(33, 'expected KeysOnly, ResultClass, Role, RequiredQualifier, got "AssocClass"'),
    ],
    [
      'ASSOCIATORS OF {Disk="d0"} WHERE ClassDefsOnly',
      'NOT_SUPPORTED: WQL, line 1, column 34: the repository in memory does not support ClassDefsOnly (getClass() and enumerateClasses() read classes)',
    ],
    ['ASSOCIATORS OF {Disk="x"}', 'NOT_FOUND: there is no instance root/test:Disk.Name="x"'],
    ['ASSOCIATORS OF {Dsk.Name="x"}', 'INVALID_CLASS: there is no class Dsk in root/test'],
    ['REFERENCES OF {Disk="d0"} WHERE ResultClass = Nothing', 'INVALID_CLASS: there is no class Nothing in root/test'],
  ])('%s is refused', async (statement, message) => {
    expect((await run(session, requests.query(statement))).failure).toBe(message);
  });
});
