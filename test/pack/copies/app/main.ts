// Two packages, each with classes of the same schema and with a copy of mi-codegen of its own. What one copy makes is
// given to the other, both ways. Prints what has been checked.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { parseMof } from 'mi-codegen';
import * as runtime from 'mi-codegen/runtime';
import * as xml from 'mi-codegen/runtime/cim-xml';
import * as handler from 'mi-codegen/runtime/handler';
import * as memory from 'mi-codegen/runtime/memory';
import * as lib from '../lib/index.js';
import * as cim from './generated/root/test/index.js';

const own = { runtime, xml, handler, memory, cim };
type Copy = typeof own;

const { schema } = parseMof(readFileSync(new URL('../../schema.mof', import.meta.url), 'utf8'), {
  namespace: 'root/test',
});

/** A repository of one copy in a session of another. */
async function open(ofSession: Copy, ofRepository: Copy) {
  const repository = new ofRepository.memory.MemoryRepository({ schema });
  const application = await ofSession.runtime.initialize({ handler: repository });
  return { repository, application, session: await application.newSession() };
}

function checkValues(mine: Copy, other: Copy): void {
  const { CimDateTime, CimInterval, CimReference, CimInstance, WQL } = mine.runtime;
  const when = other.runtime.CimDateTime.parse('20240229123000.000000+060');
  assert.ok(when instanceof CimDateTime);
  assert.ok(!(when instanceof CimInterval));
  assert.equal(CimDateTime.parse('20240229123000.000001+060').compare(when), 1);
  const span = other.runtime.CimInterval.from({ minutes: 90 });
  assert.ok(span instanceof CimInterval);
  assert.equal(CimInterval.from({ minutes: 89 }).compare(span), -1);
  const path = other.runtime.CimReference.parse('root/test:Test_Room.Name="a"');
  assert.ok(path instanceof CimReference);
  assert.ok(!(path instanceof CimInstance));
  assert.ok(path.toInstance() instanceof CimInstance);
  assert.equal(`${WQL`SELECT * FROM x WHERE d = ${when} AND r = ${path}`}`.includes(String(when)), true);
  assert.equal(String(WQL`SELECT * FROM x WHERE ${other.runtime.WQL`a = ${1}`}`), 'SELECT * FROM x WHERE a = 1');
  const element = { name: 'D', type: 'datetime', array: false, value: when } as const;
  const instance = new other.runtime.CimInstance('X', [element]);
  assert.match(mine.xml.instanceText(instance), /<VALUE>20240229123000\.000000\+060<\/VALUE>/);
  assert.equal(mine.runtime.valueName(other.cim.Test_Device_State, 7), 'Other');
  assert.ok(mine.runtime.isKnown(other.cim.Test_Device_State, 1));
  for (const none of [null, undefined, 1, 'x', {}, [], () => 0, Object.create(null)]) {
    assert.ok(!(none instanceof CimDateTime));
  }
}

function checkErrors(mine: Copy, other: Copy): void {
  const { MiError, MiArgumentError, MiMethodError } = mine.runtime;
  const failed = new other.runtime.MiError('NOT_FOUND', 'x');
  assert.ok(failed instanceof MiError && failed instanceof Error);
  assert.ok(!(failed instanceof MiArgumentError) && !(failed instanceof MiMethodError));
  const argument = new other.runtime.MiArgumentError({ className: 'C', method: 'M', parameter: null }, 'is wrong');
  assert.ok(argument instanceof MiArgumentError && argument instanceof TypeError && !(argument instanceof MiError));
  const method = new other.runtime.MiMethodError({ className: 'C', method: 'M' }, 1, null, {});
  assert.ok(method instanceof MiMethodError && !(method instanceof MiError));
  assert.throws(() => other.xml.parseInstance('<'), mine.xml.XmlError);
  const broken = { classes: [{ ...schema.classes[0], superclass: 'Test_Setting' }], instances: [], qualifiers: [] };
  assert.throws(
    () => new other.memory.MemoryRepository({ schema: { ...schema, classes: broken.classes as never } }),
    (error: unknown) => error instanceof mine.memory.RepositoryLoadError,
  );

  class MyError extends MiError {}
  class OtherError extends other.runtime.MiError {}
  const mineToo = new MyError('FAILED', 'x');
  assert.ok(mineToo instanceof MyError && mineToo instanceof MiError && mineToo instanceof other.runtime.MiError);
  assert.ok(new OtherError('FAILED', 'x') instanceof MiError);
  assert.ok(!(new MiError('FAILED', 'x') instanceof MyError));
  assert.ok(!(failed instanceof MyError));
  assert.ok(!(new OtherError('FAILED', 'x') instanceof MyError));
}

/** Classes of one copy in a session of another. */
async function checkClasses(mine: Copy, other: Copy, repositoryOf: Copy): Promise<void> {
  const { Test_Device, Test_DeviceInRoom, Test_Disk, Test_FastSetting, Test_Room, Test_Setting } = mine.cim;
  const { repository, application, session } = await open(other, repositoryOf);
  assert.ok(session instanceof mine.runtime.Session);
  repository.provide(Test_Device, {
    Make: async ({ Id, Setting, At, Home }, { session }) => {
      assert.ok(At instanceof mine.runtime.CimDateTime && Setting instanceof Test_Setting);
      if (Id === 'late') return { ReturnValue: 5, Device: null, Used: null };
      if (Id === 'none') throw new mine.runtime.MiError('ACCESS_DENIED', 'no');
      const made = await Test_Device.$create(session, { Id, Installed: At, Home: Home ?? null });
      return { ReturnValue: 0, Device: made.$path, Used: { Label: `${Setting.Label}!`, Since: At } };
    },
    Reset: ({ At }, { instance }) => {
      assert.ok(instance instanceof Test_Disk);
      return { ReturnValue: 0, Was: At };
    },
  });

  const Installed = other.runtime.CimDateTime.parse('20240229123000.000000+060');
  const Uptime = other.runtime.CimInterval.from({ hours: 2 });
  const room = await Test_Room.$create(session, { Name: 'attic' });
  const Home = other.runtime.CimReference.parse('root/test:Test_Room.Name="attic"') as typeof room.$path;
  const Setting = await other.cim.Test_FastSetting.$new(session, { Label: 'fast', Speed: 3 });
  await Test_Disk.$create(session, { Id: 'c', State: 7, Installed, Uptime, Home, Size: 5n, Setting });

  const [found] = await Test_Device.$query(session, { where: { Installed, Home } }).toArray();
  assert.ok(found instanceof Test_Disk);
  assert.equal(found.Size, 5n);
  assert.ok(found.Installed instanceof mine.runtime.CimDateTime && found.Uptime instanceof mine.runtime.CimInterval);
  assert.equal(`${found.Installed} ${found.Uptime}`, `${Installed} ${Uptime}`);
  assert.ok(found.Setting instanceof Test_FastSetting);
  assert.equal(found.Setting.Speed, 3);
  assert.ok(found.Home instanceof mine.runtime.CimReference);
  assert.ok((await found.Home.get(session)) instanceof Test_Room);
  assert.equal(mine.runtime.valueName(mine.cim.Test_Device_State, found.State ?? 0), 'Other');

  await Test_DeviceInRoom.$create(session, { Device: found.$path, Room: room.$path });
  const inRoom = await room.$associators(Test_DeviceInRoom).toArray();
  assert.ok(inRoom.length === 1 && inRoom[0] instanceof Test_Disk);
  const [association] = await room.$references(other.cim.Test_DeviceInRoom).toArray();
  assert.ok(association instanceof other.cim.Test_DeviceInRoom);
  const [over] = await room.$associators(other.cim.Test_DeviceInRoom).toArray();
  assert.ok(over instanceof other.cim.Test_Disk);

  const made = await Test_Device.Make(session, { Id: 'd', Setting, At: Installed, Home: room.$path });
  assert.ok(made.Used instanceof Test_Setting && made.Used.Since instanceof mine.runtime.CimDateTime);
  assert.equal(made.Used.Label, 'fast!');
  const device = await made.Device?.get(session);
  assert.ok(device instanceof Test_Device);
  assert.equal(String((await found.Reset({ At: Installed })).Was), String(Installed));
  const foreign = await other.cim.Test_Device.$get(session, { Id: 'c' });
  assert.ok(foreign instanceof other.cim.Test_Disk);
  assert.equal(foreign instanceof Test_Disk, mine === other);

  const late = Test_Device.Make(session, { Id: 'late', Setting, At: Installed });
  await assert.rejects(other.runtime.expectSuccess(late), (error: unknown) => {
    assert.ok(error instanceof mine.runtime.MiMethodError && error instanceof other.runtime.MiMethodError);
    return error.codeName === 'Too Late';
  });
  await assert.rejects(Test_Device.Make(session, { Id: 'none', Setting, At: Installed }), (error: unknown) => {
    return error instanceof other.runtime.MiError && error.result === 'ACCESS_DENIED';
  });
  await assert.rejects(Test_Device.$get(session, { Id: 'none' }), (error: unknown) => {
    assert.ok(error instanceof mine.runtime.MiError && error instanceof other.runtime.MiError);
    return error.result === 'NOT_FOUND' && error.details instanceof mine.runtime.CimInstance;
  });
  await assert.rejects(Test_Device.Make(session, { Id: 1 as never, Setting }), (error: unknown) => {
    return error instanceof mine.runtime.MiArgumentError && error instanceof other.runtime.MiArgumentError;
  });

  class MyDisk extends Test_Disk {
    get half(): bigint {
      return (this.Size ?? 0n) / 2n;
    }
  }
  assert.equal((await MyDisk.$get(session, { Id: 'c' })).half, 2n);
  class MyAssociation extends other.cim.Test_DeviceInRoom {}
  assert.ok((await room.$references(MyAssociation).toArray())[0] instanceof MyAssociation);

  const created = Test_Device.$created(session, { within: 1, where: { Installed } }).first();
  await new Promise((resolve) => setTimeout(resolve));
  await other.cim.Test_Disk.$create(session, { Id: 'e', Installed });
  assert.ok((await created)?.indication.TargetInstance instanceof Test_Disk);

  await repository.update(found, { Uptime: other.runtime.CimInterval.from({ hours: 3 }) });
  await found.$refresh();
  assert.equal(found.Uptime?.hours, 3);
  await found.$modify({ Setting: await Test_Setting.$new(session, { Label: 'slow' }) });
  assert.equal((await Test_Device.$get(session, found.$path)).Setting?.Label, 'slow');
  await application.close();
}

async function checkHandler(mine: Copy, other: Copy): Promise<void> {
  const fails: runtime.ProtocolHandler = {
    newSession: async () => ({
      start: (request, sink) =>
        new other.handler.RunningOperation(sink, async () => {
          throw new other.runtime.MiError('NOT_SUPPORTED', request.kind);
        }),
      close: async () => {},
    }),
    close: async () => {},
  };
  const application = await mine.runtime.initialize({ handler: fails });
  await assert.rejects((await application.newSession()).testConnection(), (error: unknown) => {
    return error instanceof mine.runtime.MiError && error.result === 'NOT_SUPPORTED';
  });
  await application.close();
}

/** Each copy in the worker reaches MI, which is not there, by the copies in this thread. */
async function checkWorkers(): Promise<void> {
  runtime.serveWorkers();
  lib.runtime.serveWorkers();
  const [answers] = await once(new Worker(new URL('worker.js', import.meta.url)), 'message');
  assert.deepEqual(answers, ['NOT_FOUND', 'NOT_FOUND']);
}

assert.notEqual(runtime.CimDateTime, lib.runtime.CimDateTime);
// What is written here with the types of one copy; types.ts is about those of both.
const theirs = lib as unknown as Copy;
for (const [mine, other] of [
  [own, theirs],
  [theirs, own],
] as const) {
  checkValues(mine, other);
  checkErrors(mine, other);
  await checkClasses(mine, other, other);
  await checkClasses(mine, other, mine);
  await checkClasses(mine, mine, other);
  await checkHandler(mine, other);
}
await checkWorkers();
console.log('the copies work together');
