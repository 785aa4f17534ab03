import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialize } from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import type { ProtocolSession } from '../../../runtime/protocol.js';
import * as mi from '../../../runtime/v1/index.js';
import { CimDateTime, type CimInstance } from '../../../runtime/values/index.js';
import { type Deferred, deferred } from '../../../runtime/waiting.js';
import { instance, mof, type Outcome, type Run, requests, run, start } from './harness.js';

const SCHEMA = mof(`
  class Thing { [Key] string Name; uint32 Size; uint8 Bytes[]; };
  class Box : Thing { };
  class Alarm : __ExtrinsicEvent { string Text; uint16 Level = 3; [EmbeddedInstance("Thing")] string About; };
  class LoudAlarm : Alarm { };
  [Indication, Abstract] class CIM_Indication { datetime IndicationTime; uint16 PerceivedSeverity; };
  [Indication, Abstract] class CIM_InstIndication : CIM_Indication {
    [Required, EmbeddedObject] string SourceInstance;
    [Required] string SourceInstanceModelPath;
  };
  [Indication] class CIM_InstCreation : CIM_InstIndication { };
  [Indication] class CIM_InstModification : CIM_InstIndication { [Required, EmbeddedObject] string PreviousInstance; };
  [Indication] class CIM_InstDeletion : CIM_InstIndication { };
`);

/** In the form of generated classes. */
class Thing extends mi.CimObject {
  static {
    mi.cimClass(Thing, {
      revision: 1,
      class: 'root/test:Thing',
      properties: 'Name:string!;Size:uint32;Bytes:uint8[]',
    });
  }
  declare readonly $about?: { readonly key: { readonly Name: 1 } };
  declare readonly Name: string;
  declare readonly Size: number | null;
  declare readonly Bytes: Uint8Array | null;
}

class Alarm extends mi.CimObject {
  static {
    mi.cimClass(Alarm, {
      revision: 1,
      class: 'root/test:Alarm',
      properties: 'Text:string;Level:uint16;About:instance(Thing);TIME_CREATED:uint64',
    });
  }
  declare readonly Text: string | null;
  declare readonly Level: number | null;
  declare readonly About: Thing | null;
  declare readonly TIME_CREATED: bigint | null;
}

class LoudAlarm extends Alarm {
  static {
    mi.cimClass(LoudAlarm, { revision: 1, class: 'root/test:LoudAlarm' });
  }
}

const CANCELLED = 'FAILED: the operation was cancelled';

let repository: MemoryRepository;
let session: ProtocolSession;
beforeEach(async () => {
  repository = new MemoryRepository({ schema: SCHEMA });
  session = await repository.newSession({});
});

interface Heard extends Run {
  readonly events: CimInstance[];
  readonly bookmarks: (string | null)[];
}

/** Subscribes, and waits until that is done. */
async function hear(
  query: string,
  hold?: (event: CimInstance) => void | Promise<void>,
  namespace?: string,
): Promise<Heard> {
  const events: CimInstance[] = [];
  const bookmarks: (string | null)[] = [];
  const subscription = start(session, requests.subscribe(query, namespace === undefined ? {} : { namespace }), {
    indicationResult: (event, bookmark, machineId) => {
      events.push(event);
      bookmarks.push(`${bookmark} of ${machineId}`);
      return hold?.(event);
    },
  });
  await idle();
  return { ...subscription, events, bookmarks };
}

/** Lets everything that is ready run. */
const idle = () => new Promise((resolve) => setTimeout(resolve, 5));

const thing = (name: string, size?: number, className = 'Thing') =>
  instance(className, ['Name', 'string', name], ...(size === undefined ? [] : [['Size', 'uint32', size] as const]));
const create = (name: string, size?: number, className?: string) =>
  run(session, requests.create(thing(name, size, className)));
const modify = (name: string, size: number) => run(session, requests.modify(thing(name, size)));
const remove = (name: string) => run(session, requests.delete(thing(name)));

/** `__InstanceModificationEvent d 1→2`: an event in short. */
function inShort(event: CimInstance): string {
  const part = (name: string) => event.get(name) as CimInstance | null | undefined;
  const target = part('TargetInstance') ?? part('SourceInstance');
  const previous = part('PreviousInstance');
  const sizes = [...(previous == null ? [] : [previous.get('Size')]), target?.get('Size')];
  return `${event.className} ${target?.className} ${target?.get('Name')} ${sizes.join('→')}`;
}

async function changeThings(): Promise<void> {
  await create('a', 1);
  await modify('a', 2);
  await create('b', 5, 'Box');
  await remove('a');
  await idle();
}

describe('a change of an instance', () => {
  it.each<[query: string, events: readonly string[]]>([
    [
      'SELECT * FROM __InstanceOperationEvent WITHIN 1',
      [
        '__InstanceCreationEvent Thing a 1',
        '__InstanceModificationEvent Thing a 1→2',
        '__InstanceCreationEvent Box b 5',
        '__InstanceDeletionEvent Thing a 2',
      ],
    ],
    [
      'SELECT * FROM __InstanceCreationEvent WITHIN 1',
      ['__InstanceCreationEvent Thing a 1', '__InstanceCreationEvent Box b 5'],
    ],
    ['SELECT * FROM __InstanceModificationEvent WITHIN 0.5', ['__InstanceModificationEvent Thing a 1→2']],
    ['SELECT * FROM __instancedeletionevent WITHIN 10', ['__InstanceDeletionEvent Thing a 2']],
    [
      "SELECT * FROM __InstanceCreationEvent WITHIN 2 WHERE TargetInstance ISA 'Thing'",
      ['__InstanceCreationEvent Thing a 1', '__InstanceCreationEvent Box b 5'],
    ],
    [
      "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Box'",
      ['__InstanceCreationEvent Box b 5'],
    ],
    [
      "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Thing' AND TargetInstance.Size > 2",
      ['__InstanceCreationEvent Box b 5'],
    ],
    [
      "SELECT * FROM __InstanceOperationEvent WITHIN 1 WHERE TargetInstance.Name = 'A' AND NOT __CLASS = '__InstanceCreationEvent'",
      ['__InstanceModificationEvent Thing a 1→2', '__InstanceDeletionEvent Thing a 2'],
    ],
    [
      'SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE PreviousInstance.Size = 1 AND TargetInstance.Size = 2',
      ['__InstanceModificationEvent Thing a 1→2'],
    ],
    ['SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE PreviousInstance.Size = 2', []],
    ['SELECT * FROM CIM_InstCreation', ['CIM_InstCreation Thing a 1', 'CIM_InstCreation Box b 5']],
    [
      "SELECT * FROM CIM_InstIndication WHERE SourceInstance ISA 'Thing' AND SourceInstance.Name <> 'b'",
      ['CIM_InstCreation Thing a 1', 'CIM_InstModification Thing a 1→2', 'CIM_InstDeletion Thing a 2'],
    ],
    ['SELECT * FROM Alarm', []],
  ])('%s', async (query, expected) => {
    const { events } = await hear(query);
    await changeThings();
    expect(events.map(inShort)).toEqual(expected);
  });

  it('is told in events with all properties of their class', async () => {
    const before = BigInt(Date.now());
    const { events, bookmarks } = await hear('SELECT * FROM __Event');
    await create('a', 1);
    await idle();
    const [event] = events;
    expect(event?.elements.map(({ name, type, array }) => `${name} ${type}${array ? '[]' : ''}`)).toEqual([
      'SECURITY_DESCRIPTOR uint8[]',
      'TIME_CREATED uint64',
      'TargetInstance instance',
    ]);
    expect(event?.namespace).toBe('root/test');
    expect(event?.get('SECURITY_DESCRIPTOR')).toBeNull();
    const milliseconds = (event?.get('TIME_CREATED') as bigint) / 10_000n - 11_644_473_600_000n;
    expect(milliseconds).toBeGreaterThanOrEqual(before);
    expect(milliseconds).toBeLessThanOrEqual(BigInt(Date.now()));
    expect(bookmarks).toEqual(['1 of localhost']);
  });

  it('is told in what DMTF has properties for, too', async () => {
    const { events, bookmarks } = await hear('SELECT * FROM CIM_Indication');
    await create('a', 1);
    await idle();
    expect(events[0]?.get('SourceInstanceModelPath')).toBe('root/test:Thing.Name="a"');
    expect(events[0]?.get('IndicationTime')).toBeInstanceOf(CimDateTime);
    expect(events[0]?.get('PerceivedSeverity')).toBeNull();
    expect(bookmarks).toEqual(['2 of localhost']);
  });

  it('is told without what an event class declares as another type', async () => {
    const text = '[Indication] class CIM_InstCreation { string SourceInstance; string SourceInstanceModelPath; };';
    repository = new MemoryRepository({ schema: mof(`${text} class Thing { [Key] string Name; uint32 Size; };`) });
    session = await repository.newSession({});
    const { events } = await hear('SELECT * FROM CIM_InstCreation');
    expect((await create('a', 1)).failure).toBeNull();
    await idle();
    expect(events.map((event) => event.toJSON())).toEqual([
      { SourceInstance: null, SourceInstanceModelPath: 'root/test:Thing.Name="a"' },
    ]);
  });

  it('is told with the properties that are selected, and embedded instances whole', async () => {
    const { events } = await hear('SELECT TargetInstance.Name FROM __InstanceCreationEvent WITHIN 1');
    await create('a', 1);
    await idle();
    expect(JSON.parse(JSON.stringify(events))).toEqual([{ TargetInstance: { Name: 'a', Size: 1, Bytes: null } }]);
  });

  it('is told whoever makes it, and of what succeeds only', async () => {
    const { events } = await hear('SELECT * FROM __InstanceOperationEvent WITHIN 1');
    await create('a', 1);
    await create('a', 1);
    await modify('x', 1);
    const typed = await typedThing('a');
    await repository.update(typed, { Size: 9 });
    repository.load(mof('instance of Thing { Name = "loaded"; };'));
    await idle();
    expect(events.map(inShort)).toEqual([
      '__InstanceCreationEvent Thing a 1',
      '__InstanceModificationEvent Thing a 1→9',
    ]);
  });

  it('is told with copies', async () => {
    const bytes = (event: CimInstance) => (event.get('TargetInstance') as CimInstance).get('Bytes') as Uint8Array;
    const first = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1', (event) => void bytes(event).fill(0));
    const second = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1');
    await run(
      session,
      requests.create(instance('Thing', ['Name', 'string', 'a'], ['Bytes', 'uint8', Uint8Array.of(1, 2)])),
    );
    await idle();
    expect(first.events.map(bytes)).toEqual([Uint8Array.of(0, 0)]);
    expect(second.events.map(bytes)).toEqual([Uint8Array.of(1, 2)]);
    const { instances } = await run(session, requests.getInstance(thing('a')));
    expect(instances[0]?.get('Bytes')).toEqual(Uint8Array.of(1, 2));
  });

  it('is told as it was, however late a subscriber takes it', async () => {
    const acknowledgement = deferred();
    const { events } = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1', () => acknowledgement.promise);
    const bytes = Uint8Array.of(1, 2);
    await create('first');
    await run(session, requests.create(instance('Thing', ['Name', 'string', 'a'], ['Bytes', 'uint8', bytes])));
    bytes.fill(9);
    acknowledgement.resolve();
    await idle();
    const targets = events.map((event) => event.get('TargetInstance') as CimInstance);
    expect(targets.map((target) => target.get('Bytes'))).toEqual([null, Uint8Array.of(1, 2)]);
  });

  it('is told in its own namespace only', async () => {
    repository.load(mof('#pragma namespace("root/other")\nclass Thing { [Key] string Name; uint32 Size; };'));
    const here = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1');
    const there = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1', undefined, 'ROOT/OTHER');
    await run(session, requests.create(thing('a', 1), 'root/other'));
    await idle();
    expect(here.events).toEqual([]);
    expect(there.events.map(inShort)).toEqual(['__InstanceCreationEvent Thing a 1']);
    expect(there.events[0]?.namespace).toBe('root/other');
  });
});

async function typedThing(Name: string): Promise<Thing> {
  const client = await (await initialize({ handler: repository })).newSession();
  return Thing.$get(client, { Name });
}

describe('an event of the repository', () => {
  it('goes to the subscribers of its class and superclasses', async () => {
    const queries = ['Alarm', 'LoudAlarm', '__ExtrinsicEvent', '__Event', '__InstanceOperationEvent'];
    const heard = await Promise.all(queries.map((name) => hear(`SELECT * FROM ${name}`)));
    await repository.indicate(Alarm, { Text: 'one', Level: 1 });
    await repository.indicate(LoudAlarm, { Text: 'two' });
    await idle();
    expect(heard.map(({ events }) => events.map((event) => event.get('Text')))).toEqual([
      ['one', 'two'],
      ['two'],
      ['one', 'two'],
      ['one', 'two'],
      [],
    ]);
    expect(heard[0]?.events.map((event) => [event.className, event.get('Level')])).toEqual([
      ['Alarm', 1],
      ['LoudAlarm', 3],
    ]);
    expect(heard[0]?.bookmarks).toEqual(['1 of localhost', '2 of localhost']);
  });

  it('is filtered by what it holds', async () => {
    const { events } = await hear("SELECT Text FROM Alarm WHERE Level >= 2 AND About.Name LIKE 'b%'");
    await repository.indicate(Alarm, { Text: 'no', Level: 2, About: { Name: 'a' } });
    await repository.indicate(Alarm, { Text: 'yes', Level: 2, About: { Name: 'b' } });
    await repository.indicate(Alarm, { Text: 'no', Level: 1, About: { Name: 'b' } });
    await repository.indicate(Alarm, { Text: 'no' });
    await idle();
    expect(events.map((event) => event.toJSON())).toEqual([{ Text: 'yes' }]);
  });

  it('is as it was raised, however late a subscriber takes it', async () => {
    const acknowledgement = deferred();
    const { events } = await hear('SELECT * FROM Alarm', () => acknowledgement.promise);
    const bytes = Uint8Array.of(1, 2);
    await repository.indicate(Alarm, { Text: 'first' });
    await repository.indicate(Alarm, { About: { Name: 'a', Bytes: bytes } });
    bytes.fill(9);
    acknowledgement.resolve();
    await idle();
    const abouts = events.map((event) => event.get('About') as CimInstance | null);
    expect(abouts.map((about) => about?.get('Bytes'))).toEqual([undefined, Uint8Array.of(1, 2)]);
  });

  it('was raised when it says, or now', async () => {
    const { events } = await hear('SELECT TIME_CREATED FROM Alarm');
    await repository.indicate(Alarm, { TIME_CREATED: 5n });
    await repository.indicate(Alarm, {});
    await idle();
    expect(events[0]?.get('TIME_CREATED')).toBe(5n);
    expect(events[1]?.get('TIME_CREATED')).toBeGreaterThan(130_000_000_000_000_000n);
  });

  it.each<[raise: () => Promise<void>, message: string]>([
    [() => repository.indicate(Thing, { Name: 'x' }), 'root/test:Thing is no class of events'],
    [
      () => repository.indicate(Alarm, { Level: 70_000 }),
      'Alarm.indicate: Level must be a whole number from 0 to 65535 (uint16), not 70000',
    ],
    [() => repository.indicate(mi.CimObject as never, {}), 'indicate() takes a generated class, not a function'],
  ])('is refused %#', async (raise, message) => {
    await expect(raise()).rejects.toThrow(message);
  });
});

describe('a subscription', () => {
  it('hears what happens after it began, and nothing after it was cancelled', async () => {
    await create('before');
    const { operation, outcome, events, ends } = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1');
    await create('during');
    await idle();
    operation.cancel();
    expect((await outcome).failure).toBe(CANCELLED);
    await create('after');
    await idle();
    expect(events.map((event) => (event.get('TargetInstance') as CimInstance).get('Name'))).toEqual(['during']);
    expect(ends()).toBe(1);
  });

  it('hears what comes right behind it', async () => {
    const events: CimInstance[] = [];
    start(session, requests.subscribe('SELECT * FROM __InstanceCreationEvent WITHIN 1'), {
      indicationResult: (event) => void events.push(event),
    });
    await create('a', 1);
    await idle();
    expect(events.map(inShort)).toEqual(['__InstanceCreationEvent Thing a 1']);
  });

  it('hears what the repository does in the same turn', async () => {
    await create('a', 1);
    const typed = await typedThing('a');
    const client = await (await initialize({ handler: repository })).newSession();
    const loops = [
      Alarm.$subscribe(client),
      client.subscribe('root/test', 'SELECT * FROM __InstanceModificationEvent WITHIN 1'),
    ];
    const iterators = loops.map((loop) => loop[Symbol.asyncIterator]());
    const first = iterators.map((iterator) => iterator.next());
    await Promise.all([repository.indicate(Alarm, { Text: 'at once' }), repository.update(typed, { Size: 2 })]);
    const [alarm, modification] = await Promise.all(first);
    expect(alarm?.value?.indication).toMatchObject({ Text: 'at once' });
    expect(inShort(modification?.value?.indication as CimInstance)).toBe('__InstanceModificationEvent Thing a 1→2');
    await client.close();
  });

  it('is told nothing before start returns', async () => {
    const told: string[] = [];
    const members = { indicationResult: () => void told.push('event') };
    const { operation } = start(session, requests.subscribe('SELECT * FROM Alarm'), members);
    const refused = start(session, requests.subscribe('SELECT * FROM Nothing'));
    const raised = repository.indicate(Alarm, {});
    expect([told, refused.ends()]).toEqual([[], 0]);
    await raised;
    expect([told, refused.ends()]).toEqual([['event'], 1]);
    operation.cancel();
  });

  it('that was cancelled at once hears nothing', async () => {
    const events: CimInstance[] = [];
    const { operation, outcome } = start(
      session,
      requests.subscribe('SELECT * FROM __InstanceCreationEvent WITHIN 1'),
      {
        indicationResult: (event) => void events.push(event),
      },
    );
    operation.cancel();
    await create('a');
    expect((await outcome).failure).toBe(CANCELLED);
    expect(events).toEqual([]);
  });

  it('may end with its own event', async () => {
    const heard: Heard = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1', () => heard.operation.cancel());
    await create('a');
    await create('b');
    expect((await heard.outcome).failure).toBe(CANCELLED);
    expect(heard.events).toHaveLength(1);
  });

  it('whose subscriber fails ends, and nobody else is hurt', async () => {
    const failing = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1', () =>
      Promise.reject(new Error('full')),
    );
    const other = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1');
    expect((await create('a')).failure).toBeNull();
    expect((await failing.outcome).failure).toBe('FAILED: full');
    await create('b');
    await idle();
    expect([failing.events.length, other.events.length]).toEqual([1, 2]);
  });

  it.each<[query: string, message: string]>([
    ['SELECT * FROM Thing', 'INVALID_QUERY: WQL, line 1, column 15: Thing is no class of events'],
    ['SELECT * FROM Nothing', 'INVALID_CLASS: there is no class Nothing in root/test'],
    ...['__InstanceCreationEvent', '__InstanceOperationEvent'].map((name): [string, string] => [
      `SELECT * FROM ${name} WHERE TargetInstance ISA 'Thing'`,
      `INVALID_QUERY: WQL, line 1, column 15: ${name} needs WITHIN and seconds, as on Windows: ` +
        'give the option within, such as within: 1',
    ]),
    [
      'SELECT * FROM __InstanceCreationEvent WITHIN',
      'INVALID_QUERY: WQL, line 1, column 45: expected a number of seconds, got the end of the query',
    ],
    [
      "SELECT * FROM __Event WHERE TargetInstance ISA 'Thing'",
      'INVALID_QUERY: WQL, line 1, column 29: __Event has no property TargetInstance',
    ],
    [
      "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Thng'",
      'INVALID_CLASS: there is no class Thng in root/test',
    ],
    ['REFERENCES OF {Thing="a"}', 'INVALID_QUERY: WQL, line 1, column 1: events are asked for with SELECT'],
  ])('%s is refused', async (query, message) => {
    expect((await run(session, requests.subscribe(query))).failure).toBe(message);
  });

  it('is refused in another language', async () => {
    const { failure } = await run(session, requests.subscribe('SELECT * FROM Alarm', { dialect: 'CQL' }));
    expect(failure).toBe('QUERY_LANGUAGE_NOT_SUPPORTED: the repository in memory reads WQL, not "CQL"');
  });
});

describe('how events are delivered', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(['oldest', '17'])('is not from the bookmark %s on: no events are kept', async (bookmark) => {
    const { failure } = await run(session, requests.subscribe('SELECT * FROM Alarm', { bookmark }));
    const reason = 'the repository in memory keeps no events: leave the bookmark out';
    expect(failure).toBe(`NOT_SUPPORTED: bookmark: "${bookmark}": ${reason}`);
  });

  it('is from now on, until the subscription expires', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const events: CimInstance[] = [];
    const delivery = { bookmark: 'newest', heartbeat: 1, expires: 50_000 };
    const { outcome } = start(session, requests.subscribe('SELECT * FROM Alarm', delivery), {
      indicationResult: (event) => void events.push(event),
    });
    vi.advanceTimersByTime(49_999);
    await repository.indicate(Alarm, { Text: 'x' });
    vi.advanceTimersByTime(1);
    expect((await outcome).failure).toBe('FAILED: the subscription has expired after 50000 ms');
    expect(events).toHaveLength(1);
  });

  it('leaves no timer behind when the subscription ends before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { operation, outcome } = start(session, requests.subscribe('SELECT * FROM Alarm', { expires: 50_000 }));
    operation.cancel();
    expect((await outcome).failure).toBe(CANCELLED);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a slow subscriber', () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => void warnings.push(warning);
  beforeEach(() => {
    warnings.length = 0;
    process.on('warning', warn);
  });
  afterEach(() => {
    process.off('warning', warn);
  });

  it('gets one event after another, while writers go on', async () => {
    const acknowledgements: Deferred<void>[] = [];
    const { events, outcome, operation } = await hear('SELECT * FROM __InstanceCreationEvent WITHIN 1', () => {
      const acknowledgement = deferred();
      acknowledgements.push(acknowledgement);
      return acknowledgement.promise;
    });
    for (const name of ['a', 'b', 'c']) expect((await create(name, 1)).failure).toBeNull();
    await idle();
    expect(events.map(inShort)).toEqual(['__InstanceCreationEvent Thing a 1']);
    acknowledgements[0]?.resolve();
    await idle();
    expect(events.map(inShort)).toEqual(['__InstanceCreationEvent Thing a 1', '__InstanceCreationEvent Thing b 1']);
    operation.cancel();
    expect((await outcome).failure).toBe(CANCELLED);
  });

  it('is sent away when it falls too far behind', async () => {
    const slow = await hear('SELECT * FROM Alarm', () => new Promise(() => {}));
    const quick = await hear('SELECT * FROM Alarm');
    for (let count = 0; count < 1024; count++) await repository.indicate(Alarm, {});
    await idle();
    expect([slow.ends(), quick.events.length]).toEqual([0, 1024]);
    await repository.indicate(Alarm, {});
    const outcome: Outcome = await slow.outcome;
    expect(outcome.failure).toBe('SERVER_LIMITS_EXCEEDED: 1024 events wait for their subscriber, and another came');
    await idle();
    expect([slow.events.length, quick.events.length, quick.ends()]).toEqual([1, 1025, 0]);
    expect(warnings).toEqual([]);
  });

  it('is not sent away when it takes what comes', async () => {
    const { events, ends } = await hear('SELECT * FROM Alarm', () => Promise.resolve());
    for (let count = 0; count < 3000; count++) await repository.indicate(Alarm, {});
    await idle();
    expect([events.length, ends()]).toEqual([3000, 0]);
  });
});

describe('system classes', () => {
  it('are there in every namespace, but not listed', async () => {
    const { classes } = await run(session, requests.getClass('__instancemodificationevent'));
    expect(classes[0]).toMatchObject({
      namespace: 'root/test',
      name: '__InstanceModificationEvent',
      superclass: '__InstanceOperationEvent',
      properties: [{ name: 'PreviousInstance', type: 'instance' }],
    });
    const names = async (className: string | null) =>
      (await run(session, requests.enumerateClasses(className))).classes.map(({ name }) => name);
    expect(await names('__Event')).toEqual(['Alarm', 'LoudAlarm']);
    expect((await names(null)).filter((name) => name.startsWith('__'))).toEqual([]);
    expect((await run(session, requests.getClass('__Event', 'root/none'))).failure).toBe(
      'INVALID_NAMESPACE: there is no namespace root/none',
    );
  });

  it('give way to those that a schema declares', async () => {
    repository = new MemoryRepository({
      schema: mof('[Abstract] class __Event { string Own; }; class Mine : __Event { };'),
    });
    repository.load(mof('class __ExtrinsicEvent : __Event { }; class Thing { [Key] string Name; uint32 Size; };'));
    session = await repository.newSession({});
    const { classes } = await run(session, requests.getClass('__Event'));
    expect(classes[0]?.properties.map(({ name }) => name)).toEqual(['Own']);
    const { events } = await hear('SELECT * FROM __Event');
    await create('a', 1);
    await idle();
    expect(events.map(inShort)).toEqual(['__InstanceCreationEvent Thing a 1']);
  });

  it('have no instances', async () => {
    expect((await run(session, requests.create(instance('__Event')))).failure).toBe(
      'NOT_SUPPORTED: root/test:__Event is abstract: only its subclasses have instances',
    );
  });
});
