import { readFileSync } from 'node:fs';
import { parseMof } from 'mi-codegen';
import { CimInstance, CimReference, initialize, type Session } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { describe, expect, it } from 'vitest';
import { collect } from '../tools/collect.js';
import {
  Test_Dependency,
  Test_Device,
  Test_Disk,
  Test_DiskPath,
  Test_Port,
  Test_System,
  Test_SystemDevice,
} from './associations/expected/index.js';
import { Test_Base, Test_Below } from './changed-types/expected/index.js';
import { Test_DiskJob, Test_Event, Test_Job, Test_Scheduler } from './embedded/expected/index.js';
import { Test_Base as Cycle_Base, Test_Second as Cycle_Second } from './import-cycles/expected/index.js';
import { __proto__, Object$, then$, Uses } from './reserved-classes/expected/index.js';
import {
  Test_Reserved,
  Test_ReservedMethods,
  Test_ReservedStatics,
  Test_ReservedWritables,
} from './reserved-members/expected/index.js';
import { Test_DiskTask, Test_Returns, Test_SubReturns, Test_Task } from './returned-values/expected/index.js';
import { Test_FaxModem } from './shared-names/expected/index.js';
import { Test_File, Test_Volume } from './streams/expected/index.js';
import { __SecurityDescriptor, Test_Descriptor, Test_Started } from './system-classes/expected/index.js';

/** A repository that holds a golden schema, and a session with it. */
async function open(feature: string): Promise<{ readonly repository: MemoryRepository; readonly session: Session }> {
  const text = readFileSync(new URL(`${feature}/schema.mof`, import.meta.url), 'utf8');
  const repository = new MemoryRepository({ schema: parseMof(text, { namespace: 'root/test' }).schema });
  const application = await initialize({ handler: repository });
  return { repository, session: await application.newSession({}) };
}

describe('names that JavaScript has a use for', () => {
  it('are plain data as properties', async () => {
    const { session } = await open('reserved-members');
    // biome-ignore lint/suspicious/noThenProperty: a name from the schema.
    const values = { constructor$: 'c', __proto__$: 'p', toString$: 's', toJSON$: 'j', then: 't', prototype: 'y' };
    await Test_Reserved.$create(session, values);
    const read = await Test_Reserved.$get(session, { constructor$: 'c' });
    expect({ ...read }).toMatchObject(values);
    expect(Object.getPrototypeOf(read)).toBe(Test_Reserved.prototype);
    expect(read.$path.toString()).toBe('root/test:Test_Reserved.constructor="c"');
    await read.$modify({ __proto__$: 'q' });
    expect((await read.$refresh()).__proto__$).toBe('q');
  });

  it('can be written, also where every object has a member of that name', async () => {
    const { session } = await open('reserved-members');
    const object = await Test_ReservedWritables.$create(session, { isPrototypeOf$: 'k', hasOwnProperty$: 'a' });
    expect(object.hasOwnProperty$).toBe('a');
    // biome-ignore lint/suspicious/noThenProperty: a name from the schema.
    await object.$modify({ hasOwnProperty$: 'b', then: 'd', valueOf$: { isPrototypeOf$: 'inner' } });
    const read = await Test_ReservedWritables.$get(session, { isPrototypeOf$: 'k' });
    expect([read.hasOwnProperty$, read.then, read.propertyIsEnumerable$]).toEqual(['b', 'd', null]);
    expect(read.valueOf$).toBeInstanceOf(Test_ReservedWritables);
    expect(read.valueOf$?.isPrototypeOf$).toBe('inner');
    expect(JSON.stringify(read)).toContain('"then":"d"');
  });

  it('can be called as methods, and an object is no thenable', async () => {
    const { repository, session } = await open('reserved-members');
    repository.provide(Test_ReservedMethods, {
      then$: ({ constructor$, __proto__$ }) => ({
        // biome-ignore lint/suspicious/noThenProperty: a name from the schema.
        then: `${constructor$} ${__proto__$}`,
        ReturnValue: 1,
      }),
      constructor$: () => ({ ReturnValue: 2 }),
      __proto__$: () => ({ ReturnValue: 3 }),
      toJSON$: () => ({ ReturnValue: 4 }),
      static: () => ({ ReturnValue: 5 }),
      get: ({ returnValue }) => ({ ReturnValue: returnValue ?? 0 }),
      set: () => ({ ReturnValue$: 7 }),
    });
    const object = await Test_ReservedMethods.$create(session, { Id: 'x' });
    // biome-ignore lint/suspicious/noThenProperty: a name from the schema.
    expect(await object.then$({ constructor$: 'a', __proto__$: 'b' })).toMatchObject({ then: 'a b', ReturnValue: 1 });
    expect(await object.constructor$()).toEqual({ ReturnValue: 2 });
    expect(await object.__proto__$()).toEqual({ ReturnValue: 3 });
    expect(await object.toJSON$()).toEqual({ ReturnValue: 4 });
    expect(await object.static()).toEqual({ ReturnValue: 5 });
    expect(await object.get({ returnValue: 6 })).toEqual({ ReturnValue: 6 });
    expect(await object.set()).toEqual({ ReturnValue$: 7 });
  });

  it('can be called as static methods', async () => {
    const { repository, session } = await open('reserved-members');
    repository.provide(Test_ReservedStatics, {
      prototype$: () => ({ ReturnValue: 1 }),
      name$: () => ({ ReturnValue: 2 }),
      length$: () => ({ ReturnValue: 3 }),
      static: () => ({ ReturnValue: 4 }),
    });
    expect(await Test_ReservedStatics.prototype$(session)).toEqual({ ReturnValue: 1 });
    expect(await Test_ReservedStatics.name$(session)).toEqual({ ReturnValue: 2 });
    expect(await Test_ReservedStatics.length$(session)).toEqual({ ReturnValue: 3 });
    expect(await Test_ReservedStatics.static(session)).toEqual({ ReturnValue: 4 });
  });

  it('are classes like any other', async () => {
    const { session } = await open('reserved-classes');
    const proto = await __proto__.$create(session, { Id: 'p' });
    await Uses.$create(session, { Proto: proto.$path });
    const uses = await Uses.$get(session, { Proto: proto.$path });
    const read = await uses.Proto.get(session);
    expect(read).toBeInstanceOf(__proto__);
    expect(read.Id).toBe('p');
    await Object$.$create(session, { Id: 'o', Bytes: Uint8Array.of(1, 2) });
    expect((await Object$.$get(session, { Id: 'o' })).Bytes).toEqual(Uint8Array.of(1, 2));
  });

  it('are no promise of another module when they are called `then`', async () => {
    const index = await import('./reserved-classes/expected/index.js');
    expect(index.then$).toBe(then$);
    const { session } = await open('reserved-classes');
    const object = await index.then$.$create(session, { Id: '1', next: { Id: '2', next: { Id: '3' } } });
    expect(object.next?.next).toBeInstanceOf(then$);
  });
});

describe('a property and a method of one name', () => {
  it('are both there', async () => {
    const { repository, session } = await open('shared-names');
    repository.provide(Test_FaxModem, { Reset: () => ({ ReturnValue: 7 }), Both$: () => ({ ReturnValue: 8 }) });
    const modem = await Test_FaxModem.$create(session, { Id: '1', Reset$: 'never', Both: 'both' });
    expect(modem.Reset$).toBe('never');
    expect(modem.Both).toBe('both');
    expect(await modem.Reset()).toEqual({ ReturnValue: 7 });
    expect(await modem.Both$()).toEqual({ ReturnValue: 8 });
  });
});

describe('a class that is no subtype of its superclass for TypeScript', () => {
  it('is one at run time, with its own types', async () => {
    const { repository, session } = await open('changed-types');
    repository.provide(Test_Below, {
      Change: ({ A }) => ({ B: `${A}`, ReturnValue: 0 }),
      Same: ({ A }) => ({ ReturnValue: A?.length ?? 0 }),
    });
    const below = await Test_Below.$create(session, { Id: '1', Text: 5, Number: 2n ** 60n });
    expect(below).toBeInstanceOf(Test_Base);
    expect([below.Text, below.Number]).toEqual([5, 2n ** 60n]);
    expect(await below.Change({ A: 3 })).toEqual({ B: '3', ReturnValue: 0 });
    expect(await Test_Below.Same(session, { A: 'four' })).toEqual({ ReturnValue: 4 });
    await below.$modify({ Text: 6 });
    expect(below.Text).toBe(6);
  });
});

describe('a base class that embeds a class derived from it', () => {
  it('gives and takes objects of that class', async () => {
    const { repository, session } = await open('import-cycles');
    repository.provide(Cycle_Base, { Use: ({ It }) => ({ Made: { Id: `${It}` }, ReturnValue: 0 }) });
    const second = await Cycle_Second.$create(session, { Id: 's' });
    await Cycle_Base.$create(session, { Id: 'b', Second: { Id: 'inner' }, First: second.$path });
    const base = await Cycle_Base.$get(session, { Id: 'b' });
    expect(base.Second).toBeInstanceOf(Cycle_Second);
    expect(base.Second?.Id).toBe('inner');
    const { Made } = await base.Use({ It: second.$path });
    expect(Made?.Id).toBe('root/test:Test_Second.Id="s"');
  });
});

describe('associations', () => {
  async function machine(): Promise<Session> {
    const { repository, session } = await open('associations');
    repository.provide(Test_System, { Restart: () => ({ ReturnValue: 0 }) });
    const system = await Test_System.$create(session, { Id: 's', Owner: 'me' });
    const disk = await Test_Disk.$create(session, { Id: 'd', Size: 2n ** 60n });
    const device = await Test_Device.$create(session, { Id: 'e' });
    const ports = [1, 2].map((number) => Test_Port.$create(session, { Name: 'p', Number: number }));
    const [initiator, target] = (await Promise.all(ports)) as [Test_Port, Test_Port];
    await Test_SystemDevice.$create(session, { Antecedent: system.$path, Dependent: disk.$path, Removable: true });
    await Test_SystemDevice.$create(session, { Antecedent: system.$path, Dependent: device.$path });
    await Test_DiskPath.$create(session, { Initiator: initiator.$path, Target: target.$path, Disk: disk.$path });
    return session;
  }

  it('lead from either end to objects of the most derived class', async () => {
    const session = await machine();
    const system = await Test_System.$get(session, { Id: 's' });
    const devices = await collect(system.$associators(Test_SystemDevice));
    expect(devices.map((device) => [Object.getPrototypeOf(device), device.Id])).toEqual([
      [Test_Disk.prototype, 'd'],
      [Test_Device.prototype, 'e'],
    ]);
    const [disk] = await collect(system.$associators(Test_SystemDevice, { resultClass: Test_Disk }));
    expect(disk?.Size).toBe(2n ** 60n);
    const owners = await collect((disk as Test_Disk).$associators(Test_Dependency, { role: 'Dependent' }));
    expect(owners.map((owner) => owner instanceof Test_System && owner.Owner)).toEqual(['me']);
  });

  it('lead along three references', async () => {
    const session = await machine();
    const disk = Test_Disk.$at(session, { Id: 'd' });
    expect((await collect(disk.$associators(Test_DiskPath))).map((port) => port.Number)).toEqual([1, 2]);
    const [initiator] = await collect(disk.$associators(Test_DiskPath, { resultRole: 'Initiator' }));
    const targets = (initiator as Test_Port).$associators(Test_DiskPath, { role: 'Initiator', resultRole: 'Target' });
    expect((await collect(targets)).map((port) => port.Number)).toEqual([2]);
    const others = await collect((initiator as Test_Port).$associators(Test_DiskPath));
    expect(others.map((other) => Object.getPrototypeOf(other))).toEqual([Test_Port.prototype, Test_Disk.prototype]);
  });

  it('lead on from keys alone, and from a path', async () => {
    const session = await machine();
    const disk = Test_Disk.$at(session, CimReference.parse('//./root/test:Test_Disk.Id="d"'));
    const [owner] = await collect(disk.$associators(Test_SystemDevice, { keysOnly: true }));
    expect(Object.entries(owner ?? {})).toEqual([['Id', 's']]);
    expect(await owner?.Restart()).toEqual({ ReturnValue: 0 });
    expect((await owner?.$refresh())?.Owner).toBe('me');
    const [link] = await collect(disk.$references(Test_SystemDevice));
    expect(link?.Removable).toBe(true);
    expect((await link?.Antecedent.get(session))?.Owner).toBe('me');
    await link?.$delete();
    expect(await collect(disk.$references(Test_SystemDevice))).toEqual([]);
  });
});

describe('embedded instances', () => {
  it('go in as objects, values or untyped instances, and come out as objects of their class', async () => {
    const { repository, session } = await open('embedded');
    repository.provide(Test_Scheduler, {
      Run: ({ Job, Jobs, Texts, Event, Anything }) => {
        const inner = Event instanceof Test_Event ? Event.Cause?.Jobs?.[0] : null;
        return {
          Event: { Job, Jobs: Jobs ?? [], Anything: Anything ?? null },
          Last: { Name: `${inner?.Name} in ${inner instanceof Test_Job}` },
          Done: Texts ?? null,
          Found: Anything instanceof CimInstance ? Anything : null,
          ReturnValue: 0,
        };
      },
    });
    const scheduler = await Test_Scheduler.$create(session, { Id: 'x' });
    const untyped = new CimInstance('Test_Job', [{ name: 'Name', type: 'string', array: false, value: 'u' }]);
    const other = new CimInstance('Test_Other', [{ name: 'Name', type: 'string', array: false, value: 'o' }]);
    const { Event, Last, Done, Found } = await scheduler.Run({
      Job: { Name: 'plain' },
      Jobs: [untyped, { Name: 'p' }],
      Texts: [{ Name: 'd', Bytes: 2n ** 60n }],
      Event: { Cause: { Jobs: [{ Name: 'deep' }] } },
      Anything: other,
    });
    expect(Last).toBeInstanceOf(Test_Job);
    expect(Last.Name).toBe('deep in true');
    expect(Done?.[0]).toBeInstanceOf(Test_DiskJob);
    expect(Done?.[0]?.Bytes).toBe(2n ** 60n);
    expect(Event).toBeInstanceOf(Test_Event);
    expect(Event?.Job?.Name).toBe('plain');
    expect(Event?.Jobs?.map((job) => [job instanceof Test_Job, job.Name])).toEqual([
      [true, 'u'],
      [true, 'p'],
    ]);
    expect(Event?.Anything?.get('Name')).toBe('o');
    expect(Found?.className).toBe('Test_Other');
    expect(JSON.stringify(Done)).toBe('[{"Name":"d","Bytes":"1152921504606846976"}]');
  });
});

describe('streamed parameters', () => {
  it('come one by one with their types, or together at the end', async () => {
    const { repository, session } = await open('streams');
    repository.provide(Test_Volume, {
      Search: async ({ Like }, { stream }) => {
        await stream('Names', Like);
        await stream('Size', 2n ** 60n);
        await stream('Files', { Name: 'f', Size: 1n });
        await stream('Hashes', Uint8Array.of(1, 2));
        await stream('Bytes', 255);
        await stream('States', 1);
        await stream('Names', 'last');
        return { Total: 2, ReturnValue: 0 };
      },
      Watch: async (_args, { stream }) => {
        await stream('Alive', true);
        return {};
      },
    });
    const volume = await Test_Volume.$create(session, { Id: 'v' });
    const search = volume.Search({ Like: 'first' });
    expect(await collect(search.stream('Names'))).toEqual(['first', 'last']);
    const { Names, Size, Files, Hashes, Bytes, States, Total } = await search;
    expect([Names, Size, Total]).toEqual([undefined, [2n ** 60n], 2]);
    expect(Files?.[0]).toBeInstanceOf(Test_File);
    expect(Files?.map(({ Name }) => Name)).toEqual(['f']);
    expect(Hashes).toEqual([Uint8Array.of(1, 2)]);
    expect([Bytes, States]).toEqual([Uint8Array.of(255), Uint8Array.of(1)]);
    expect(await Test_Volume.Watch(session, { Unusual: ['in'] })).toEqual({ Alive: [true] });
  });
});

describe('return values that qualifiers of the method describe', () => {
  it('are instances and bytes', async () => {
    const { repository, session } = await open('returned-values');
    const like = new CimInstance('Test_Task', [{ name: 'Name', type: 'string', array: false, value: 'found' }]);
    repository.provide(Test_Returns, {
      Start: () => ({ ReturnValue: { Name: 'started' } }),
      Find: () => ({ ReturnValue: like }),
      Digest: () => ({ ReturnValue: Uint8Array.of(1, 2), Length: 2 }),
      Rights: () => ({ ReturnValue: 3 }),
      State: () => ({ ReturnValue: 'on' }),
    });
    const object = await Test_Returns.$create(session, { Id: 'a' });
    const { ReturnValue: job } = await object.Start();
    expect(job).toBeInstanceOf(Test_Task);
    expect(job?.Name).toBe('started');
    expect((await Test_Returns.Find(session)).ReturnValue?.get('Name')).toBe('found');
    expect(await object.Digest()).toEqual({ ReturnValue: Uint8Array.of(1, 2), Length: 2 });
    expect(await object.Rights()).toEqual({ ReturnValue: 3 });
    expect(await object.State()).toEqual({ ReturnValue: 'on' });
  });

  it('may be narrower in a subclass', async () => {
    const { repository, session } = await open('returned-values');
    repository.provide(Test_SubReturns, {
      Start: () => ({ ReturnValue: { Name: 'started', Bytes: 5n } }),
      Digest: () => ({ ReturnValue: new Uint8Array(), Length: 0 }),
    });
    const object = await Test_SubReturns.$create(session, { Id: 'a' });
    expect((await object.Start()).ReturnValue).toBeInstanceOf(Test_DiskTask);
    expect(await object.Digest()).toEqual({ ReturnValue: new Uint8Array(), Length: 0 });
  });
});

describe('classes that are derived from system classes of WMI', () => {
  it('have their properties, and their place among them', async () => {
    const { repository, session } = await open('system-classes');
    const events = Test_Started.$subscribe(session, { where: { TIME_CREATED: { gt: 0n } } })[Symbol.asyncIterator]();
    const next = events.next();
    await repository.indicate(Test_Started, { Name: 'a' });
    const { indication } = (await next).value as { readonly indication: Test_Started };
    expect([indication.Name, typeof indication.TIME_CREATED]).toEqual(['a', 'bigint']);
    await events.return?.();
    const descriptor = await Test_Descriptor.$create(session, { ControlFlags: 4, Owner: { Name: 'SYSTEM' } });
    expect(descriptor).toBeInstanceOf(__SecurityDescriptor);
    expect(descriptor.Owner?.Name).toBe('SYSTEM');
  });
});
