import assert from 'node:assert/strict';
import { CimDateTime, CimInstance, CimReference, type Session } from '../../../runtime/index.js';
import type { CimType } from '../../../runtime/schema/index.js';
import type { CimElement, CimValue } from '../../../runtime/values/index.js';
import { outcome } from '../wsman/over-both.js';
import {
  Test_Alarm,
  Test_Base,
  Test_Derived,
  Test_Everything,
  Test_Leaf,
  Test_Link,
  Test_Service,
} from './generated/root/test/index.js';
import { element, NAMESPACE, parameters, path } from './tools/native-test.js';
import { type Way, waysTest } from './tools/ways.js';

// What the README promises: the same over MI, over WS-Management, and in the process. Here the server of WS-Management
// serves MI itself. In test/runtime/wsman it serves the repository.

type Operation = (session: Session) => unknown;

const ALL = path('Test_Everything', 'all');

const LIMITS = { associationClass: 'Test_Link', resultClass: 'Test_Leaf', role: 'Antecedent', resultRole: 'Dependent' };

const ENDS = ['Test_Everything.Id="all"', 'Test_Leaf.Id="leaf"'].map((end, index) => {
  return element(index === 0 ? 'Antecedent' : 'Dependent', 'reference', CimReference.parse(`${NAMESPACE}:${end}`));
});

/** What all three have. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  testConnection: (s) => s.testConnection(),
  'getInstance with all values': (s) => s.getInstance(NAMESPACE, ALL),
  'getInstance with nulls': (s) => s.getInstance(NAMESPACE, path('Test_Everything', 'null')),
  'getInstance with empty values': (s) => s.getInstance(NAMESPACE, path('Test_Everything', 'empty')),
  'getInstance by a number': (s) => s.getInstance(NAMESPACE, keyed('Test_Many', element('Index', 'uint32', 3))),
  'getInstance by references': (s) => s.getInstance(NAMESPACE, keyed('Test_Link', ...ENDS)),
  'getInstance of none': (s) => s.getInstance(NAMESPACE, path('Test_Base', 'nobody')),
  'getInstance of no class': (s) => s.getInstance(NAMESPACE, path('Test_Nothing', 'all')),
  'getInstance in no namespace': (s) => s.getInstance('root/nothing', CimReference.parse('Test_Base.Id="all"')),
  enumerate: (s) => s.enumerate(NAMESPACE, 'Test_Derived'),
  'enumerate many': (s) => s.enumerate(NAMESPACE, 'Test_Many'),
  'enumerate shallow': (s) => s.enumerate(NAMESPACE, 'Test_Derived', { polymorphism: 'shallow' }),
  'enumerate keysOnly': (s) => s.enumerate(NAMESPACE, 'Test_Everything', { keysOnly: true }),
  'enumerate in another letter case': (s) => s.enumerate(NAMESPACE, 'TEST_leaf'),
  'enumerate an association': (s) => s.enumerate(NAMESPACE, 'Test_Link'),
  'enumerate an association, keysOnly': (s) => s.enumerate(NAMESPACE, 'Test_Link', { keysOnly: true }),
  'enumerate none': (s) => s.enumerate(NAMESPACE, 'Test_Refused'),
  'enumerate no class': (s) => s.enumerate(NAMESPACE, 'Test_Nothing'),
  query: (s) => s.query(NAMESPACE, 'SELECT * FROM Test_Many'),
  'query that is wrong': (s) => s.query(NAMESPACE, 'SELECT FROM'),
  'query of no class': (s) => s.query(NAMESPACE, 'SELECT * FROM Test_Nothing'),
  'query in no known dialect': (s) => s.query(NAMESPACE, 'SELECT * FROM Test_Many', { dialect: 'Klingon' }),
  associators: (s) => s.associators(NAMESPACE, ALL),
  'associators by class': (s) => s.associators(NAMESPACE, ALL, { resultClass: 'Test_Leaf' }),
  'associators with all limits': (s) => s.associators(NAMESPACE, ALL, LIMITS),
  'associators by the other role': (s) => s.associators(NAMESPACE, ALL, { role: 'Dependent' }),
  'associators keysOnly': (s) => s.associators(NAMESPACE, ALL, { keysOnly: true }),
  'associators of no class': (s) => s.associators(NAMESPACE, path('Test_Nothing', 'all')),
  references: (s) => s.references(NAMESPACE, ALL),
  'references by role': (s) => s.references(NAMESPACE, ALL, { resultClass: 'Test_Link', role: 'Antecedent' }),
  'references by the other role': (s) => s.references(NAMESPACE, ALL, { role: 'Dependent' }),
  'references keysOnly': (s) => s.references(NAMESPACE, ALL, { keysOnly: true }),
  'invoke a static method': (s) => invoke(s, 'Test_Service', 'Add', sum()),
  'invoke with every type': (s) => invoke(s, 'Test_Service', 'Echo', everything()),
  'invoke with nulls': (s) => invoke(s, 'Test_Service', 'Echo', nulls()),
  'invoke a method that fails': (s) => invoke(s, 'Test_Service', 'Fail', failure()),
  'invoke a method of an instance': (s) => invoke(s, path('Test_Service', 'service'), 'Identify'),
  'invoke a method without a result': (s) => invoke(s, path('Test_Service', 'service'), 'Reset'),
  'invoke a method of no instance': (s) => invoke(s, path('Test_Service', 'nobody'), 'Identify'),
  'invoke a method without what it requires': (s) => invoke(s, 'Test_Service', 'Add'),
  'invoke a method that streams': (s) => s.invoke(NAMESPACE, 'Test_Service', 'Streams', count()).stream('Texts'),
  'invoke no method': (s) => invoke(s, 'Test_Service', 'Nothing'),
  'getClass of none': (s) => s.getClass(NAMESPACE, 'Test_Nothing'),
  'enumerateClasses of no class': (s) => s.enumerateClasses(NAMESPACE, 'Test_Nothing'),
  'create that exists': (s) => s.create(NAMESPACE, ALL),
  'create of an abstract class': (s) => s.create(NAMESPACE, path('Test_Base', 'new')),
  'modify of none': (s) => s.modify(NAMESPACE, path('Test_Leaf', 'nobody')),
  'delete of none': (s) => s.delete(NAMESPACE, path('Test_Leaf', 'nobody')),
};

/**
 * What the library has otherwise than the repository: it has no texts, finds no instance by a superclass, knows no
 * conditions, and has another error for a class that is none of events.
 */
const OPERATIONS_OF_MI: Readonly<Record<string, Operation>> = {
  getClass: (s) => s.getClass(NAMESPACE, 'Test_Many'),
  'getClass of a subclass that redeclares, with a method': (s) => s.getClass(NAMESPACE, 'Test_Derived'),
  'getClass of an association': (s) => s.getClass(NAMESPACE, 'Test_Link'),
  'enumerateClasses of a class': (s) => s.enumerateClasses(NAMESPACE, 'Test_Derived'),
  enumerateClasses: async (s) => (await s.enumerateClasses(NAMESPACE).toArray()).map(({ name }) => name),
  'getInstance by a superclass': (s) => s.getInstance(NAMESPACE, path('Test_Base', 'leaf')),
  'subscribe to no events': (s) => s.subscribe(NAMESPACE, 'SELECT * FROM Test_Base'),
  'getInstance in another namespace': (s) =>
    s.getInstance('root/test/inner', CimReference.parse('Test_Inner.Id="inner"')),
  'enumerate namespaces': (s) => s.enumerate('root', '__NAMESPACE'),
  'query with a condition': (s) => s.query(NAMESPACE, 'SELECT * FROM Test_Many WHERE Index = 1'),
};

/** OMI calls what a method gives back by the name of the method. */
async function invoke(session: Session, target: string | CimInstance, method: string, inbound?: CimInstance) {
  const { elements } = await session.invoke(NAMESPACE, target, method, inbound);
  return new CimInstance('__Parameters', elements);
}

/** A path. */
function keyed(className: string, ...keys: readonly CimElement[]): CimInstance {
  return new CimInstance(
    className,
    keys.map((key) => ({ ...key, key: true })),
    NAMESPACE,
  );
}

function count(): CimInstance {
  return parameters(element('Count', 'uint32', 3));
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

/** What an operation gives in each way; the first is what the others are compared with. */
async function compare(operations: Readonly<Record<string, Operation>>, [first, ...others]: readonly Way[]) {
  for (const [name, run] of Object.entries(operations)) {
    const expected = await outcome(() => run((first as Way).session));
    for (const way of others) {
      assert.deepEqual(await outcome(() => run(way.session)), expected, `${name} ${way.name}`);
    }
  }
}

for (const manner of ['omi', 'windows'] as const) {
  waysTest('an operation gives the same over MI, WS-Management and in the process', manner, async (ways) => {
    const { native, nativeServed, memory, memoryServed } = ways;
    await compare(OPERATIONS, [native, nativeServed, memory, memoryServed]);
    await compare(OPERATIONS_OF_MI, [native, nativeServed]);
  });

  waysTest('a typed program prints the same', manner, async ({ native, ...others }) => {
    const expected = await program(native);
    assert.equal(expected.length, 32);
    for (const way of Object.values(others)) {
      assert.deepEqual(await program(way), expected, way.name);
      const schemas = way.server?.requests.filter(({ resourceUri }) => resourceUri.includes('/cim-xml/')) ?? [];
      assert.deepEqual(schemas, [], `${way.name}, generated classes ask for no schema`);
    }
  });
}

/** Calls generated classes in every way that all have. */
async function program({ session, alarm }: Way): Promise<readonly string[]> {
  const lines: string[] = [];
  const print = (value: unknown): void => void lines.push(JSON.stringify(value, comparable));
  for await (const each of Test_Everything.$enumerate(session)) print([each.$path, each.Caption, each.State]);
  const all = await Test_Everything.$get(session, { Id: 'all' });
  print(all);
  for await (const { Id } of Test_Leaf.$query(session)) print(Id);
  for await (const { Id } of Test_Derived.$enumerate(session, { polymorphism: 'shallow' })) print(Id);
  for await (const other of all.$associators(Test_Link)) print([other.$path, other instanceof Test_Leaf]);
  for await (const link of all.$references(Test_Link)) print([link.Antecedent, link.Dependent]);
  const service = await Test_Service.$get(session, { Id: 'service' });
  print(await service.Identify());
  print(await service.Rename({ Caption: 'new' }));
  print((await service.$refresh()).Caption);
  await service.$modify({ Caption: null });
  await service.Reset();
  const { Id, Caption, State, Timestamp, Interval, EmbeddedString, EmbeddedStrings, EmbeddedObjects, ...values } = all;
  const given = { ...values, Datetime: Timestamp, Embedded: EmbeddedString, EmbeddedArray: EmbeddedStrings };
  print(await Test_Service.Echo(session, { ...given, Reference: all.$path, References: [all.$path, service.$path] }));
  const call = Test_Service.Streams(session, { Count: 2, Size: 3 });
  for await (const number of call.stream('Numbers')) print(number);
  const { Texts, Points } = await call;
  print([Texts, Points?.map((point) => [point?.X, point?.Label?.Text])]);
  const made = await Test_Leaf.$create(session, { Id: 'made', Color: 'red', Embedded: { X: 7 } });
  await made.$modify({ Uint64: 2n ** 60n, Embedded: null });
  print(await made.Grow({ By: 3 }));
  print(await made.$refresh());
  await made.$delete();
  const failing = [
    () => made.$refresh(),
    () => made.Grow({ By: 1 }),
    () => Test_Service.Fail(session, { Result: 2, Message: 'no' }),
  ];
  for (const run of failing) print(await outcome(run));
  const alarms = Test_Alarm.$subscribe(session)[Symbol.asyncIterator]();
  const firstAlarm = alarms.next();
  await alarm();
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
