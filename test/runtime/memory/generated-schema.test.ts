import { describe, expect, it } from 'vitest';
import {
  CIM_LogicalDisk,
  CIM_Process,
  Win32_DependentService,
  Win32_LogicalDisk,
  Win32_Process,
  Win32_Service,
} from '../../../generated/root/cimv2/index.js';
import { CimInstance, CimReference, initialize, type Session } from '../../../runtime/index.js';
import { MemoryRepository, RepositoryLoadError } from '../../../runtime/memory/index.js';
import type { CimTypedElement } from '../../../runtime/schema/index.js';
import { CimObject, cimClass } from '../../../runtime/v1/index.js';
import { Test_Started } from '../../golden/system-classes/expected/Test_Started.js';
import { collect } from '../../tools/collect.js';
import { SCHEMA, Test_Base, Test_Device, Test_Part, Test_Printer } from './generated.js';
import { mof, requests, run } from './harness.js';

const sessionWith = async (repository: MemoryRepository): Promise<Session> =>
  (await initialize({ handler: repository })).newSession();

/** The classes of a repository as a client reads them. */
async function declarations(repository: MemoryRepository) {
  const session = await repository.newSession({});
  return (await run(session, requests.enumerateClasses(null))).classes;
}

describe('a repository of generated classes alone', () => {
  it('has their instances, and those of their superclasses', async () => {
    const repository = new MemoryRepository({ classes: [Win32_Process, Win32_LogicalDisk] });
    const session = await sessionWith(repository);
    await repository.insert(Win32_Process, { Handle: '4', ProcessId: 4, Name: 'System' });
    await repository.insert(Win32_LogicalDisk, { DeviceID: 'C:', Size: 10n });
    expect(await collect(CIM_Process.$enumerate(session))).toMatchObject([{ Handle: '4', ProcessId: 4 }]);
    expect(await collect(CIM_LogicalDisk.$enumerate(session))).toMatchObject([{ DeviceID: 'C:', Size: 10n }]);
    expect((await Win32_LogicalDisk.$get(session, { DeviceID: 'c:' })).Size).toBe(10n);
    await expect(repository.insert(Win32_Service, { Name: 'a' })).rejects.toThrow(
      'there is no class Win32_Service in root/cimv2',
    );
  });

  it('runs providers, which get embedded instances and references of classes that were not given', async () => {
    const repository = new MemoryRepository({ classes: [Win32_Process] });
    repository.provide(Win32_Process, {
      Create: ({ ProcessStartupInformation }) => {
        return { ProcessId: ProcessStartupInformation?.ShowWindow ?? 0, ReturnValue: 0 };
      },
    });
    const session = await sessionWith(repository);
    const startup = { CommandLine: 'x', ProcessStartupInformation: { ShowWindow: 5 } };
    expect((await Win32_Process.Create(session, startup)).ProcessId).toBe(5);
    await expect(Win32_Process.Create(session, {} as never)).rejects.toThrow('CommandLine is required');
    const alone = new MemoryRepository({ classes: [Win32_DependentService] });
    const path = Win32_Service.$at(session, { Name: 'RpcSs' }).$path;
    const link = await alone.insert(Win32_DependentService, { Antecedent: path, Dependent: path });
    expect(link.Antecedent.toString()).toBe('root/cimv2:Win32_Service.Name="RpcSs"');
  });

  it('follows associations, whose classes are told by their references', async () => {
    const repository = new MemoryRepository({ classes: [Win32_DependentService, Win32_Service] });
    const rpc = await repository.insert(Win32_Service, { Name: 'RpcSs' });
    const spooler = await repository.insert(Win32_Service, { Name: 'Spooler' });
    await repository.insert(Win32_DependentService, { Antecedent: rpc.$path, Dependent: spooler.$path });
    expect(await collect(rpc.$associators(Win32_DependentService))).toMatchObject([{ Name: 'Spooler' }]);
    expect(await collect(spooler.$references(Win32_DependentService))).toHaveLength(1);
  });

  it('links instances of several namespaces, and knows them in any letter case', async () => {
    class Far extends CimObject {
      declare readonly Name: string;
      static {
        cimClass(Far, { revision: 2, class: 'root/far:Far', properties: 'Name:string!' });
      }
    }
    class Link extends CimObject {
      declare readonly Upper: CimReference<Test_Base>;
      declare readonly Lower: CimReference;
      static {
        const properties = 'Upper:ref(Test_Base)!;Lower:ref!';
        cimClass(Link, { revision: 2, class: 'root/test:Link', properties });
      }
    }
    const repository = new MemoryRepository({ classes: [Test_Device, Far, Link] });
    const session = await sessionWith(repository);
    await repository.insert(Test_Device, { Id: 'Upper' });
    await repository.insert(Far, { Name: 'Lower' });
    const upper = new CimReference('TEST_BASE', [{ name: 'ID', type: 'string', array: false, value: 'UPPER' }]);
    const lower = CimReference.parse('ROOT/FAR:FAR.NAME="LOWER"');
    await repository.insert(Link, { Upper: upper as CimReference<Test_Base>, Lower: lower });
    const device = await Test_Device.$get(session, { Id: 'upper' });
    expect(await collect(device.$associators(Link))).toMatchObject([{ Name: 'Lower' }]);
    const far = await Far.$get(session, { Name: 'lower' } as never);
    const found = await collect(session.associators('root/far', far.$path));
    expect(found.map((one) => one.get('Id'))).toEqual(['Upper']);
    const query = `SELECT * FROM link WHERE LOWER = 'root/far:far.name="lower"'`;
    expect(await collect(session.query('ROOT/Test', query))).toHaveLength(1);
  });

  it('tells events of WMI, and has what WMI has in every namespace', async () => {
    const repository = new MemoryRepository({ classes: [Test_Started, Test_Device] });
    const session = await sessionWith(repository);
    const events = Test_Started.$subscribe(session)[Symbol.asyncIterator]();
    const first = events.next();
    await new Promise(setImmediate);
    await repository.indicate(Test_Started, {});
    expect((await first).value.indication).toBeInstanceOf(Test_Started);
    await events.return?.();
    await session.create(
      'root/test',
      new CimInstance('__EventFilter', [{ name: 'Name', type: 'string', array: false, value: 'Mine' }]),
    );
    expect(await collect(session.query('root/test', "SELECT * FROM __EventFilter WHERE Name = 'mine'"))).toHaveLength(
      1,
    );
    await session.create(
      'root/test',
      new CimInstance('__NAMESPACE', [{ name: 'Name', type: 'string', array: false, value: 'below' }]),
    );
    expect(await collect(session.enumerate('root/test/below', '__EventFilter'))).toEqual([]);
    // Their declarations are not listed: they are not the user's.
    expect((await declarations(repository)).map(({ name }) => name)).not.toContain('__Event');
  });

  it("tells DMTF's events", async () => {
    class CIM_Indication extends CimObject {
      static {
        const properties = 'IndicationTime:datetime;Source:ref(Test_Part);Other:ref(Test_Part)';
        cimClass(CIM_Indication, { revision: 2, class: 'root/test:CIM_Indication', properties });
      }
    }
    class CIM_AlertIndication extends CIM_Indication {
      declare readonly Description: string | null;
      static {
        const properties = 'Description:string';
        cimClass(CIM_AlertIndication, { revision: 2, class: 'root/test:CIM_AlertIndication', properties });
      }
    }
    const repository = new MemoryRepository({ classes: [CIM_AlertIndication] });
    const events = CIM_Indication.$subscribe(await sessionWith(repository))[Symbol.asyncIterator]();
    const first = events.next();
    await new Promise(setImmediate);
    await repository.indicate(CIM_AlertIndication, { Description: 'x' });
    expect((await first).value.indication).toMatchObject({ Description: 'x' });
    await events.return?.();
    const marks = (await declarations(repository)).map(({ name, qualifiers }) => [
      name,
      ...qualifiers.map((one) => one.name),
    ]);
    expect(marks).toEqual([
      ['CIM_Indication', 'Indication'],
      ['CIM_AlertIndication', 'Indication'],
    ]);
  });

  it('takes a class without keys for one of events: its table does not say whether it is', async () => {
    class Test_Arrival extends CimObject {
      declare readonly Description: string | null;
      static {
        cimClass(Test_Arrival, { revision: 2, class: 'root/test:Test_Arrival', properties: 'Description:string' });
      }
    }
    const repository = new MemoryRepository({ classes: [Test_Arrival, Test_Part] });
    const events = Test_Arrival.$subscribe(await sessionWith(repository))[Symbol.asyncIterator]();
    const first = events.next();
    await new Promise(setImmediate);
    await repository.indicate(Test_Arrival, { Description: 'x' });
    expect((await first).value.indication).toMatchObject({ Description: 'x' });
    await events.return?.();
    await expect(repository.indicate(Test_Part, { Number: 1 })).rejects.toThrow('Test_Part is no class of events');
  });

  it('declares each class once, superclasses first, as its schema does, as far as tables hold that', async () => {
    const repository = new MemoryRepository({ classes: [Test_Printer, Test_Device, Test_Part, Test_Printer] });
    const found = await declarations(repository);
    expect(found.map(({ name, superclass }) => [name, superclass])).toEqual([
      ['Test_Base', null],
      ['Test_Device', 'Test_Base'],
      ['Test_Printer', 'Test_Device'],
      ['Test_Part', null],
    ]);
    for (const { name, properties, methods } of SCHEMA.classes) {
      const made = found.find((one) => one.name === name);
      expect(made?.properties.map(inShort)).toEqual(properties.map(inShort));
      expect(made?.methods.map((each) => [each.name, each.returnType, each.parameters.map(inShort)])).toEqual(
        methods.map((each) => [each.name, each.returnType, each.parameters.map(inShort)]),
      );
    }
  });
});

/** What tables hold of an element. Revision 1 has the class of an embedded instance as its type. */
function inShort({ name, type, array, qualifiers, className }: CimTypedElement) {
  const value = (qualifier: string) => qualifiers.find((one) => one.name === qualifier)?.value ?? false;
  const embedded = value('EmbeddedInstance');
  const isOut = value('Out');
  const isIn = qualifiers.some((one) => one.name === 'In') ? value('In') : !isOut;
  return {
    name,
    type: embedded ? 'instance' : type,
    array,
    className: embedded || className,
    marks: ['Key', 'Write', 'Required', 'Stream', 'OctetString'].filter(value),
    direction: [isIn, isOut],
  };
}

describe('what a schema says of a generated class', () => {
  it('takes the place of what its table says, and instances stay', async () => {
    const repository = new MemoryRepository({
      classes: [Test_Printer],
      schema: mof('class Own { [Key] string Id; };'),
    });
    await repository.insert(Test_Printer, { Id: 'p', Note: 'x' });
    const unnamed = await repository.insert(Test_Printer, { Id: 'q', Label: 'named' });
    expect(unnamed).toMatchObject({ Label: 'named', State: null });
    repository.load(
      mof(`
      class Test_Base { [Key] string Id; string Label = "unnamed"; string Added = "new"; };
      class Late : Test_Base { };
      instance of Test_Printer { Id = "r"; };`),
    );
    const session = await repository.newSession({});
    const { instances } = await run(session, requests.enumerate('Test_Base'));
    expect(instances.map((one) => one.toJSON())).toEqual([
      { Id: 'p', Label: null, Added: 'new', State: null, Note: 'x' },
      { Id: 'q', Label: 'named', Added: 'new', State: null, Note: null },
      { Id: 'r', Label: 'unnamed', Added: 'new', State: null, Note: null },
    ]);
    // It is a schema's class now.
    expect(() => repository.load(mof('class Test_Base { [Key] string Id; };'))).toThrow('in other words');
  });

  it('counts also where both are given at once', async () => {
    const repository = new MemoryRepository({ classes: [Test_Device], schema: SCHEMA });
    expect(await repository.insert(Test_Device, { Id: 'd' })).toMatchObject({ Label: 'unnamed', State: 1 });
  });

  it('is refused when it does not allow a stored instance, and nothing changes', async () => {
    const repository = new MemoryRepository({ classes: [Test_Base] });
    await repository.insert(Test_Base, { Id: 'b', Label: 'x' });
    const schema = mof('class Test_Base { [Key] string Id; uint32 Label; };');
    expect(() => repository.load(schema)).toThrow(
      new RepositoryLoadError([
        'the stored instance of root/test:Test_Base: Test_Base.Label: expected uint32, got string',
      ]),
    );
    await repository.insert(Test_Base, { Id: 'c', Label: 'y' });
  });
});
