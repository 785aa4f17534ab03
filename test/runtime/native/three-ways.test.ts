import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadMof } from '../../../generator/index.js';
import { CimDateTime, CimInstance, CimReference, initialize, MiError, type Session } from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import { openNative } from '../../../runtime/native/index.js';
import type { ProtocolHandler } from '../../../runtime/protocol.js';
import type { CimType } from '../../../runtime/schema/index.js';
import type { CimValue } from '../../../runtime/values/index.js';
import type { Dialect } from '../../tools/wsman-server/call.js';
import { outcome, startBoth } from '../wsman/over-both.js';
import {
  Test_Alarm,
  Test_Base,
  Test_Everything,
  Test_Leaf,
  Test_Link,
  Test_Service,
} from './generated/root/test/index.js';
import { checked, element, NAMESPACE, PROTOCOL, parameters, path } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

// What the README promises: the same over MI, over WS-Management, and in the process. Here the server of WS-Management
// serves MI itself. In test/runtime/wsman it serves the repository.

/** The repository has the instances of the library, and methods that do the same. */
async function repositoryLike(session: Session): Promise<MemoryRepository> {
  const mof = fileURLToPath(new URL('../../native/schema.mof', import.meta.url));
  const repository = new MemoryRepository({
    ...loadMof([mof], { namespace: NAMESPACE }),
    embeddedInstances: 'instance',
  });
  repository.provide(Test_Service, {
    Echo: (given) => ({ ReturnValue: 0, ...(given as Required<typeof given>) }),
    Add: ({ A, B }) => ({ ReturnValue: 0, Sum: A + B }),
    Fail: ({ Message }) => {
      throw new MiError('ACCESS_DENIED', Message ?? '');
    },
    Identify: (_, { instance }) => ({ ReturnValue: 0, Id: instance.Id, Keys: 1 }),
    Rename: async ({ Caption }, { instance }) => {
      await repository.update(instance, { Caption });
      return { ReturnValue: 'renamed', Previous: instance.Caption };
    },
    Reset: () => ({}),
  });
  await using application = await initialize({ handler: repository });
  const copies = await application.newSession();
  for (const name of ['Test_Base', 'Test_Link', 'Test_Many']) {
    for await (const instance of session.enumerate(NAMESPACE, name)) await copies.create(NAMESPACE, instance);
  }
  return repository;
}

/** Sessions with the library, with the same over WS-Management, and with the repository. */
interface Ways {
  readonly native: Session;
  readonly remote: Session;
  readonly memory: Session;
  readonly repository: MemoryRepository;
}

/** A test of all ways, with a server that answers in this manner. */
function waysTest(name: string, manner: Dialect['manner'], run: (ways: Ways) => Promise<void>): void {
  test(`${name}, with a server in the manner of ${manner}`, () =>
    checked({ manyCount: 300, asWindows: 0, indicationInterval: 1 }, async () => {
      const mi = await openNative({ library: library.path });
      const handler: ProtocolHandler = {
        newSession: (options) => mi.newSession({ ...PROTOCOL, ...options }),
        close: () => mi.close(),
      };
      // The library takes embedded instances as OMI does.
      const both = await startBoth(handler, { manner }, { embeddedInstances: 'instance' });
      try {
        const repository = await repositoryLike(both.local);
        await using application = await initialize({ handler: repository });
        const memory = await application.newSession();
        await run({ native: both.local, remote: both.remote, memory, repository });
        // The server forgets a context when it is told to, which nobody waits for.
        while (both.server.openContexts.length > 0) await nextTurn();
      } finally {
        await both.close();
      }
    }));
}

type Operation = (session: Session) => unknown;

const ALL = path('Test_Everything', 'all');

/** What all three have. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  testConnection: (s) => s.testConnection(),
  'getInstance with all values': (s) => s.getInstance(NAMESPACE, ALL),
  'getInstance with nulls': (s) => s.getInstance(NAMESPACE, path('Test_Everything', 'null')),
  'getInstance with empty values': (s) => s.getInstance(NAMESPACE, path('Test_Everything', 'empty')),
  'getInstance of none': (s) => s.getInstance(NAMESPACE, path('Test_Base', 'nobody')),
  'getInstance of no class': (s) => s.getInstance(NAMESPACE, path('Test_Nothing', 'all')),
  'getInstance in no namespace': (s) => s.getInstance('root/nothing', CimReference.parse('Test_Base.Id="all"')),
  enumerate: (s) => s.enumerate(NAMESPACE, 'Test_Derived'),
  'enumerate many': (s) => s.enumerate(NAMESPACE, 'Test_Many'),
  'enumerate shallow': (s) => s.enumerate(NAMESPACE, 'Test_Derived', { polymorphism: 'shallow' }),
  'enumerate keysOnly': (s) => s.enumerate(NAMESPACE, 'Test_Everything', { keysOnly: true }),
  'enumerate no class': (s) => s.enumerate(NAMESPACE, 'Test_Nothing'),
  query: (s) => s.query(NAMESPACE, 'SELECT * FROM Test_Many'),
  'query that is wrong': (s) => s.query(NAMESPACE, 'SELECT FROM'),
  associators: (s) => s.associators(NAMESPACE, ALL),
  'associators by class': (s) => s.associators(NAMESPACE, ALL, { resultClass: 'Test_Leaf' }),
  references: (s) => s.references(NAMESPACE, ALL),
  'invoke a static method': (s) => invoke(s, 'Test_Service', 'Add', sum()),
  'invoke with every type': (s) => invoke(s, 'Test_Service', 'Echo', everything()),
  'invoke with nulls': (s) => invoke(s, 'Test_Service', 'Echo', nulls()),
  'invoke a method that fails': (s) => invoke(s, 'Test_Service', 'Fail', failure()),
  'invoke a method of an instance': (s) => invoke(s, path('Test_Service', 'service'), 'Identify'),
  'invoke a method without a result': (s) => invoke(s, path('Test_Service', 'service'), 'Reset'),
  'invoke no method': (s) => invoke(s, 'Test_Service', 'Nothing'),
  'getClass of none': (s) => s.getClass(NAMESPACE, 'Test_Nothing'),
  'enumerateClasses of no class': (s) => s.enumerateClasses(NAMESPACE, 'Test_Nothing'),
  'create that exists': (s) => s.create(NAMESPACE, ALL),
  'delete of none': (s) => s.delete(NAMESPACE, path('Test_Leaf', 'nobody')),
};

/** What the library has otherwise than the repository: it has no texts, and finds no instance by a superclass. */
const OPERATIONS_OF_MI: Readonly<Record<string, Operation>> = {
  getClass: (s) => s.getClass(NAMESPACE, 'Test_Many'),
  'getClass of an association': (s) => s.getClass(NAMESPACE, 'Test_Link'),
  'enumerateClasses of a class': (s) => s.enumerateClasses(NAMESPACE, 'Test_Derived'),
  enumerateClasses: async (s) => (await s.enumerateClasses(NAMESPACE).toArray()).map(({ name }) => name),
  'getInstance by a superclass': (s) => s.getInstance(NAMESPACE, path('Test_Base', 'leaf')),
  'query with a condition': (s) => s.query(NAMESPACE, 'SELECT * FROM Test_Many WHERE Index = 1'),
};

/** OMI calls what a method gives back by the name of the method. */
async function invoke(session: Session, target: string | CimInstance, method: string, inbound?: CimInstance) {
  const { elements } = await session.invoke(NAMESPACE, target, method, inbound);
  return new CimInstance('__Parameters', elements);
}

function sum(): CimInstance {
  return parameters(element('A', 'sint32', 40), element('B', 'sint32', 2));
}

function failure(): CimInstance {
  const details = element('Details', 'boolean', true);
  return parameters(element('Result', 'uint32', 2), element('Message', 'string', 'no'), details);
}

function everything(): CimInstance {
  const time = CimDateTime.parse('20260717093015.123456+060');
  const label = new CimInstance('Test_Label', [element('Text', 'string', ' <deep> ')]);
  const point = new CimInstance('Test_Point', [
    element('X', 'sint32', 1),
    element('Y', 'sint32', null),
    element('Label', 'instance', label),
  ]);
  const values: Readonly<Record<string, readonly [type: CimType, value: CimValue]>> = {
    Boolean: ['boolean', true],
    Uint8: ['uint8', 255],
    Sint8: ['sint8', -128],
    Uint16: ['uint16', 65_535],
    Sint16: ['sint16', -32_768],
    Uint32: ['uint32', 4_294_967_295],
    Sint32: ['sint32', -2_147_483_648],
    Uint64: ['uint64', 2n ** 64n - 1n],
    Sint64: ['sint64', -(2n ** 63n)],
    Real32: ['real32', 0.5],
    Real64: ['real64', 0.1],
    Char16: ['char16', '€'],
    Datetime: ['datetime', time],
    String: ['string', ' non-BMP \u{1F600} <&> '],
    Reference: ['reference', CimReference.parse(`${NAMESPACE}:Test_Everything.Id="all"`)],
    Embedded: ['instance', point],
    EmbeddedObject: ['instance', point],
    Booleans: ['boolean', [true, false]],
    Uint8s: ['uint8', new Uint8Array([0, 255])],
    Sint8s: ['sint8', [-128, 127]],
    Uint16s: ['uint16', [0, 65_535]],
    Sint16s: ['sint16', [-32_768]],
    Uint32s: ['uint32', [4_294_967_295]],
    Sint32s: ['sint32', [-1]],
    Uint64s: ['uint64', [2n ** 63n]],
    Sint64s: ['sint64', [2n ** 62n, -1n]],
    Real32s: ['real32', [1.5]],
    Real64s: ['real64', [0.1, -1e300]],
    Char16s: ['char16', ['中', '1']],
    Datetimes: ['datetime', [time, time]],
    Strings: ['string', ['', 'two', ' three ']],
    References: ['reference', [CimReference.parse(`${NAMESPACE}:Test_Leaf.Id="leaf"`)]],
    EmbeddedArray: ['instance', [point, point]],
  };
  return parameters(...Object.entries(values).map(([name, [type, value]]) => element(name, type, value)));
}

function nulls(): CimInstance {
  return parameters(...everything().elements.map((each) => ({ ...each, value: null })));
}

for (const manner of ['omi', 'windows'] as const) {
  waysTest('an operation gives the same over MI, WS-Management and in the process', manner, async (ways) => {
    for (const [name, run] of Object.entries(OPERATIONS)) {
      const [native, remote, memory] = await Promise.all(
        [ways.native, ways.remote, ways.memory].map((session) => outcome(() => run(session))),
      );
      assert.deepEqual(remote, native, `${name} over WS-Management`);
      assert.deepEqual(memory, native, `${name} in the process`);
    }
    for (const [name, run] of Object.entries(OPERATIONS_OF_MI)) {
      const [native, remote] = await Promise.all(
        [ways.native, ways.remote].map((session) => outcome(() => run(session))),
      );
      assert.deepEqual(remote, native, `${name} over WS-Management`);
    }
  });

  waysTest('a typed program prints the same', manner, async ({ native, remote, memory, repository }) => {
    const expected = await program(native, async () => {});
    assert.equal(expected.length, 21);
    assert.deepEqual(await program(remote, async () => {}), expected);
    const raise = async (): Promise<void> => {
      for (const count of [1, 2]) {
        const Origin = { X: count, Y: -count };
        await repository.indicate(Test_Alarm, { Number: count, Text: `Alarm ${count}`, Origin });
      }
    };
    assert.deepEqual(await program(memory, raise), expected);
  });
}

/** @param subscribed raises alarms, where nobody else does. */
async function program(session: Session, subscribed: () => Promise<void>): Promise<readonly string[]> {
  const lines: string[] = [];
  const print = (value: unknown): void => void lines.push(JSON.stringify(value, comparable));
  for await (const each of Test_Everything.$enumerate(session)) print([each.$path, each.Caption, each.State]);
  const all = await Test_Everything.$get(session, { Id: 'all' });
  print(all);
  for await (const other of all.$associators(Test_Link)) print([other.$path, other instanceof Test_Leaf]);
  for await (const link of all.$references(Test_Link)) print([link.Antecedent, link.Dependent]);
  const service = await Test_Service.$get(session, { Id: 'service' });
  print(await service.Identify());
  print(await service.Rename({ Caption: 'new' }));
  print((await service.$refresh()).Caption);
  await service.$modify({ Caption: null });
  await service.Reset();
  const { Uint64, Uint8s, Strings, String: text } = all;
  const given = { Uint64, Uint8s, Strings, String: text, Reference: all.$path, Embedded: { X: 7 } };
  const echoed = await Test_Service.Echo(session, given);
  print([echoed.Uint64, echoed.Uint8s, echoed.Strings, echoed.String, echoed.Reference, echoed.Embedded?.X]);
  const made = await Test_Leaf.$create(session, { Id: 'made', Color: 'red', Embedded: { X: 7 } });
  await made.$modify({ Uint64: 2n ** 60n, Embedded: null });
  print(await made.$refresh());
  await made.$delete();
  const failing = [() => made.$refresh(), () => Test_Service.Fail(session, { Result: 2, Message: 'no' })];
  for (const run of failing) print(await outcome(run));
  const alarms = Test_Alarm.$subscribe(session)[Symbol.asyncIterator]();
  const firstAlarm = alarms.next();
  await subscribed();
  for (const { value } of [await firstAlarm, await alarms.next()]) {
    const { Number: count, Text, Origin } = value.indication;
    print([count, Text, Origin.X, Origin.Y]);
  }
  await alarms.return?.();
  print((await Test_Base.$enumerate(session).toArray()).length);
  return lines;
}

/** JSON has no integers of 64 bits, and the order of what a method gives back is not the same everywhere. */
function comparable(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
