import { describe, expect, it } from 'vitest';
import { type CimElement, CimInstance, CimReference, MiArgumentError, type Session } from '../../../runtime/index.js';
import {
  Test_Dependency,
  Test_Device,
  Test_Disk,
  Test_DiskPath,
  Test_Element,
  Test_Lost,
  Test_Port,
  Test_System,
  Test_SystemDevice,
} from '../../golden/associations/expected/index.js';
import { collect } from '../../tools/collect.js';
import { element, type FakeHandler, fakeSession, key } from '../fake-handler.js';

const NS = 'root/test';
const id = key('Id', 'string', 'a');
const portKeys = [key('Name', 'string', 'p'), key('Number', 'uint16', 1)];

/** A session whose associators and references are instances of these classes. */
function sessionOf(
  ...answers: readonly (readonly [className: string, elements: readonly CimElement[]])[]
): Promise<{ session: Session; handler: FakeHandler }> {
  return fakeSession(async (sink) => {
    for (const [className, elements] of answers) await sink.instanceResult(new CimInstance(className, elements, NS));
    return null;
  });
}

async function prototypes(items: AsyncIterable<object>): Promise<unknown[]> {
  return (await collect(items)).map((item) => Object.getPrototypeOf(item));
}

describe('$associators', () => {
  it('asks with the keys of the object and the class of the association', async () => {
    const { session, handler } = await sessionOf();
    const system = Test_System.$at(session, { Id: 'a' });
    await collect(system.$associators(Test_SystemDevice, { timeout: 5 }));
    expect(handler.requests).toEqual([
      {
        kind: 'associators',
        namespace: NS,
        instance: new CimInstance('Test_System', [id], NS),
        associationClass: 'Test_SystemDevice',
        resultClass: null,
        role: null,
        resultRole: null,
        keysOnly: false,
        options: { timeout: 5 },
      },
    ]);
  });

  it('asks with all that limits it', async () => {
    const { session, handler } = await sessionOf();
    const options = { role: 'Initiator', resultRole: 'Disk', resultClass: Test_Disk, keysOnly: true } as const;
    await collect(Test_Port.$at(session, { Name: 'p', Number: 1 }).$associators(Test_DiskPath, options));
    expect(handler.requests).toMatchObject([
      {
        instance: new CimInstance('Test_Port', portKeys, NS),
        associationClass: 'Test_DiskPath',
        resultClass: 'Test_Disk',
        role: 'Initiator',
        resultRole: 'Disk',
        keysOnly: true,
        options: {},
      },
    ]);
  });

  it('gives objects of the class at the other end, or the most derived one that is loaded', async () => {
    const { session } = await sessionOf(['Test_Device', [id]], ['test_DISK', [id]], ['Test_Tape', [id]]);
    const found = Test_System.$at(session, { Id: 'a' }).$associators(Test_SystemDevice);
    expect(await prototypes(found)).toEqual([Test_Device.prototype, Test_Disk.prototype, Test_Device.prototype]);
    // Each loop is an operation of its own.
    expect(await collect(found)).toHaveLength(3);
  });

  it('tells the ends of three apart by the class, or by the keys where that is not loaded', async () => {
    const { session } = await sessionOf(['Test_Disk', [id]], ['Test_Port', portKeys], ['X', [id]], ['Y', portKeys]);
    const found = Test_Port.$at(session, { Name: 'p', Number: 1 }).$associators(Test_DiskPath);
    expect(await prototypes(found)).toEqual([
      Test_Disk.prototype,
      Test_Port.prototype,
      Test_Disk.prototype,
      Test_Port.prototype,
    ]);
  });

  it('gives objects of the class that was asked for', async () => {
    const { session } = await sessionOf(['Test_Tape', [id]]);
    const found = Test_System.$at(session, { Id: 'a' }).$associators(Test_SystemDevice, { resultClass: Test_Disk });
    expect(await prototypes(found)).toEqual([Test_Disk.prototype]);
  });

  it('gives objects of classes that the user derived', async () => {
    class MyDisk extends Test_Disk {}
    class MyLink extends Test_SystemDevice {}
    const { session } = await sessionOf(['Test_Disk', [id]]);
    const system = Test_System.$at(session, { Id: 'a' });
    const disks = system.$associators(Test_SystemDevice, { resultClass: MyDisk });
    expect(await prototypes(disks)).toEqual([MyDisk.prototype]);
    const links = await sessionOf(['Test_SystemDevice', []]);
    const references = Test_System.$at(links.session, { Id: 'a' }).$references(MyLink);
    expect(await prototypes(references)).toEqual([MyLink.prototype]);
    expect(links.handler.requests).toMatchObject([{ resultClass: 'Test_SystemDevice' }]);
  });

  it('leads from an object of a subclass that was not generated', async () => {
    const { session, handler } = await sessionOf(['Test_System', [id]]);
    const tape = Test_Device.$at(session, new CimReference('Test_Tape', [id], NS));
    expect(await prototypes(tape.$associators(Test_SystemDevice))).toEqual([Test_System.prototype]);
    expect(await prototypes(tape.$associators(Test_Dependency))).toEqual([Test_System.prototype]);
    expect(handler.requests[0]).toMatchObject({ instance: new CimInstance('Test_Tape', [id], NS) });
  });

  it('leaves instances as they travel where nothing is known of their class', async () => {
    const { session } = await sessionOf(['Test_Gone', [id]], ['Test_Disk', [id]]);
    const system = Test_System.$at(session, { Id: 'a' });
    const found = system.$associators(Test_Lost, { resultRole: 'Gone' });
    expect(await prototypes(found)).toEqual([CimInstance.prototype, Test_Disk.prototype]);
  });

  it('refuses a name that is no reference of the association', async () => {
    const { session, handler } = await sessionOf();
    const system = Test_System.$at(session, { Id: 'a' });
    expect(() => system.$associators(Test_SystemDevice, { resultRole: 'Dependant' as never })).toThrow(
      'Test_System.$associators: resultRole must name a reference of Test_SystemDevice; did you mean "Dependent"?',
    );
    expect(() => system.$associators(Test_SystemDevice, { role: 'Removable' as never })).toThrow(MiArgumentError);
    expect(() => system.$references(Test_SystemDevice, { role: 'X' as never })).toThrow(
      'Test_System.$references: role must name a reference of Test_SystemDevice',
    );
    expect(handler.requests).toEqual([]);
  });

  it('refuses what is no generated class', async () => {
    const { session, handler } = await sessionOf();
    const system = Test_System.$at(session, { Id: 'a' });
    expect(() => system.$associators('Test_SystemDevice' as never)).toThrow(
      'Test_System.$associators: takes a generated class, not "Test_SystemDevice"',
    );
    expect(() => system.$references(Object as never)).toThrow(
      'Test_System.$references: takes a generated class, not a function',
    );
    expect(() => system.$associators(Test_SystemDevice, { resultClass: 'Test_Disk' as never })).toThrow(
      'Test_System.$associators: resultClass takes a generated class, not "Test_Disk"',
    );
    expect(handler.requests).toEqual([]);
  });
});

describe('$references', () => {
  it('gives the associations, whose references lead on', async () => {
    const path = (className: string) => new CimReference(className, [id], NS);
    const { session, handler } = await sessionOf([
      'Test_SystemDevice',
      [key('Antecedent', 'reference', path('Test_System')), key('Dependent', 'reference', path('Test_Disk'))],
    ]);
    const disk = Test_Disk.$at(session, { Id: 'a' });
    const [association] = await collect(disk.$references(Test_SystemDevice, { role: 'Dependent', keysOnly: true }));
    expect(association).toBeInstanceOf(Test_SystemDevice);
    expect(String(association?.Antecedent)).toBe('root/test:Test_System.Id="a"');
    expect(handler.requests).toEqual([
      {
        kind: 'references',
        namespace: NS,
        instance: new CimInstance('Test_Disk', [id], NS),
        resultClass: 'Test_SystemDevice',
        role: 'Dependent',
        keysOnly: true,
        options: {},
      },
    ]);
  });
});

describe('$at', () => {
  it('holds the keys alone, and reads nothing', async () => {
    const { session, handler } = await sessionOf();
    const port = Test_Port.$at(session, { Number: 1, Name: 'p' });
    expect(port).toBeInstanceOf(Test_Port);
    expect(Object.entries(port)).toEqual([
      ['Name', 'p'],
      ['Number', 1],
    ]);
    expect(port.$session).toBe(session);
    expect(String(port.$path)).toBe('root/test:Test_Port.Name="p",Number=1');
    expect(handler.requests).toEqual([]);
  });

  it('calls methods, and all else that needs the keys', async () => {
    const { session, handler } = await sessionOf(['Test_System', [id, element('Owner', 'string', 'me')]]);
    const system = Test_System.$at(session, CimReference.parse('\\\\PC\\root\\other:Test_System.Id="a"'));
    await system.Restart();
    await system.$delete();
    expect((await system.$refresh()).Owner).toBe('me');
    const instance = new CimInstance('Test_System', [id], 'root/other');
    expect(handler.requests).toMatchObject([
      { kind: 'invoke', namespace: 'root/other', className: 'Test_System', methodName: 'Restart', instance },
      { kind: 'delete', namespace: 'root/other', instance },
      { kind: 'getInstance', namespace: 'root/other', instance },
    ]);
  });

  it('gives the keys of a path the types that the class declares', async () => {
    const { session } = await sessionOf();
    const port = Test_Port.$at(session, CimReference.parse('Test_Port.number=1,NAME="p"'));
    expect(port.$instance).toEqual(new CimInstance('Test_Port', portKeys, NS));
    const link = Test_SystemDevice.$at(
      session,
      CimReference.parse('Test_SystemDevice.Antecedent="Test_System.Id=\\"a\\"",Dependent="Test_Disk.Id=\\"a\\""'),
    );
    expect(link.Dependent).toBeInstanceOf(CimReference);
    expect(link.Dependent.keys).toEqual([id]);
    expect(String(link.$path)).toBe(
      'root/test:Test_SystemDevice.Antecedent="Test_System.Id=\\"a\\"",Dependent="Test_Disk.Id=\\"a\\""',
    );
    const path = Test_DiskPath.$at(
      session,
      CimReference.parse(
        'Test_DiskPath.Initiator="Test_Port.Name=\\"p\\",Number=1",Target="Test_Port.Name=\\"p\\",Number=1",' +
          'Disk="Test_Disk.Id=\\"a\\""',
      ),
    );
    expect(path.Target.keys).toEqual(portKeys);
  });

  it('gives the only key of a class its name, and reads keys however they are written', async () => {
    const { session, handler } = await sessionOf(['Test_Disk', [key('Id', 'string', 'C:')]]);
    const disk = Test_Disk.$at(session, CimReference.parse('Test_Disk="C:"'));
    expect(disk.$instance).toEqual(new CimInstance('Test_Disk', [key('Id', 'string', 'C:')], NS));
    await Test_Disk.$get(session, CimReference.parse("root/test:test_disk='C:'"));
    expect(handler.requests[0]).toMatchObject({ instance: { elements: [key('Id', 'string', 'C:')] } });
    const number = (path: string) => Test_Port.$at(session, CimReference.parse(path)).$instance.get('Number');
    expect(
      ['1', '0x1', '01', '1b', '"1"', "'0x1'", '" 1 "'].map((one) => number(`Test_Port.Name="p",Number=${one}`)),
    ).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const link = Test_SystemDevice.$at(
      session,
      CimReference.parse('Test_SystemDevice.Antecedent="Test_System=\\"a\\"",Dependent="Test_Disk.Id=\\"a\\""'),
    );
    expect(link.Antecedent.keys).toEqual([id]);
  });

  it('is an object of the most derived class that is loaded', async () => {
    const { session } = await sessionOf();
    const at = (className: string) => Test_Element.$at(session, new CimReference(className, [id]));
    expect(Object.getPrototypeOf(at('Test_Disk'))).toBe(Test_Disk.prototype);
    expect(Object.getPrototypeOf(at('Test_Newer'))).toBe(Test_Element.prototype);
  });

  it.each<[unknown, string]>([
    [{ Name: 'p' }, 'Number is required'],
    [{ Name: null, Number: 1 }, 'Name must not be null'],
    [{ Name: 'p', Number: -1 }, 'Number must be a whole number from 0 to 65535 (uint16), not -1'],
    [{ Name: 'p', Numer: 1 }, 'Numer is no property of Test_Port; did you mean "Number"?'],
    ['Test_Port.Name="p",Number=1', 'takes its arguments as one object, not as "Test_Port.Name=\\"p\\",Number=1"'],
    [CimReference.parse('Test_Port.Name="p"'), 'Number is required'],
    [
      CimReference.parse('Test_Port.Name="p",Number="one"'),
      'Number must be a whole number from 0 to 65535 (uint16), not "one"',
    ],
    [
      CimReference.parse('Test_Port.Name="p",Number=70000'),
      'Number must be a whole number from 0 to 65535 (uint16), not 70000n',
    ],
    [CimReference.parse('Test_Port.Name="p",Number=1,Id=1'), 'Id is no property of Test_Port'],
    [CimReference.parse('Test_Port="p"'), 'is Test_Port has the keys Name, Number: a path names each of them'],
    [CimReference.parse('Test_Port'), 'Name is required'],
    [
      CimReference.parse('Test_Disk.Id="a"'),
      'takes the path of an instance of Test_Port, and Test_Disk is not derived from it',
    ],
  ])('refuses %s', async (target, reason) => {
    const { session } = await sessionOf();
    expect(() => Test_Port.$at(session, target as never)).toThrow(`Test_Port.$at: ${reason}`);
    await expect(Test_Port.$get(session, target as never)).rejects.toThrow(`Test_Port.$get: ${reason}`);
  });
});

describe('a server that sends references as the text of their paths', () => {
  it('is understood, and told the paths as references', async () => {
    const text = 'root/test:Test_System.Id="a"';
    const { session, handler } = await sessionOf([
      'Test_SystemDevice',
      [key('Antecedent', 'string', text), key('Dependent', 'reference', '//PC/root/test:Test_Disk.Id="a"')],
    ]);
    const path = CimReference.parse(text) as CimReference<Test_System>;
    const disk = Test_Disk.$at(session, { Id: 'a' });
    const link = await Test_SystemDevice.$get(session, { Antecedent: path, Dependent: disk.$path });
    expect(link.Antecedent.keys).toEqual([id]);
    expect(String(link.Dependent)).toBe('\\\\PC\\root\\test:Test_Disk.Id="a"');
    await link.$delete();
    expect(handler.requests[1]).toMatchObject({
      instance: { elements: [key('Antecedent', 'reference', path), { name: 'Dependent', type: 'reference' }] },
    });
  });

  it('finds out about a text that is no path', async () => {
    const { session } = await sessionOf(['Test_SystemDevice', [key('Antecedent', 'reference', 'C:\\x')]]);
    const disk = Test_Disk.$at(session, { Id: 'a' });
    await expect(collect(disk.$references(Test_SystemDevice))).rejects.toThrow(
      'Test_SystemDevice.Antecedent, as the server sent it: invalid object path "C:\\\\x": expected ".", "=" or the end at character 2',
    );
  });
});

describe('$instance', () => {
  it('is the instance as it travelled, with what only the server knows', async () => {
    const elements = [id, element('Newer', 'uint64', 2n ** 60n), element('Restart', 'string', 'a name in use')];
    const { session } = await sessionOf(['Test_Cluster', elements]);
    const system = await Test_System.$get(session, { Id: 'a' });
    expect(system.$instance).toEqual(new CimInstance('Test_Cluster', elements, NS));
    expect(system.$instance.get('newer')).toBe(2n ** 60n);
  });
});

describe('a path as the target of an untyped operation', () => {
  it('stands for the instance with its keys', async () => {
    const { session, handler } = await sessionOf(['Test_System', [id]]);
    const path = new CimReference('Test_System', [id], NS);
    await session.getInstance(NS, path);
    await session.delete(NS, path);
    await session.invoke(NS, path, 'Restart');
    await collect(session.associators(NS, path));
    await collect(session.references(NS, path, { resultClass: 'Test_Lost' }));
    const instance = new CimInstance('Test_System', [id], NS);
    const nothing = { associationClass: null, resultClass: null, role: null, resultRole: null, keysOnly: false };
    expect(handler.requests).toMatchObject([
      { kind: 'getInstance', instance },
      { kind: 'delete', instance },
      { kind: 'invoke', className: 'Test_System', instance },
      { kind: 'associators', instance, ...nothing },
      { kind: 'references', instance, resultClass: 'Test_Lost', role: null, keysOnly: false },
    ]);
  });
});
