import type * as mi from 'mi-codegen/runtime/v1';
import { describe, expect, it } from 'vitest';
import {
  CimDateTime,
  CimInstance,
  CimInterval,
  CimReference,
  initialize,
  isa,
  MiArgumentError,
  MiError,
  type Session,
  WQL,
} from '../../../runtime/index.js';
import {
  Test_Employee,
  Test_Event,
  Test_Person,
  Test_SubThing,
  Test_Thing,
} from '../../golden/queries/expected/index.js';
import { aborted, element, FakeHandler, fakeSession, key, type Script } from '../fake-handler.js';

const NS = 'root/test';
const path = inNamespace(null);

function inNamespace(namespace: string | null): CimReference<Test_SubThing> {
  return new CimReference('Test_SubThing', [key('Id', 'string', "it's"), key('Number', 'uint64', 1n)], namespace);
}
type Condition = mi.Where<Test_Thing>;
type Query = mi.TypedQuery<Test_Thing, mi.PropertyName<Test_Thing>>;

/** The statement of the one request that a loop over the results sends. */
async function statement(run: (session: Session) => AsyncIterable<unknown>): Promise<string> {
  const { session, handler } = await fakeSession();
  for await (const _ of run(session)) expect.unreachable();
  const [request] = handler.requests;
  if (handler.requests.length !== 1 || !(request?.kind === 'query' || request?.kind === 'subscribe')) {
    throw new Error(`not one query: ${JSON.stringify(handler.requests)}`);
  }
  return request.query;
}

describe('$query', () => {
  it('asks in its namespace, with the options of the operation', async () => {
    const { session, handler } = await fakeSession();
    for await (const _ of Test_Thing.$query(session, { select: ['Name'], timeout: 50 })) expect.unreachable();
    expect(handler.requests).toEqual([
      {
        kind: 'query',
        namespace: NS,
        dialect: 'WQL',
        query: 'SELECT Id, Number, Name FROM Test_Thing',
        options: { timeout: 50 },
      },
    ]);
  });

  it.each<[Query | undefined, string]>([
    [undefined, 'SELECT * FROM Test_Thing'],
    [{}, 'SELECT * FROM Test_Thing'],
    [{ where: {} }, 'SELECT * FROM Test_Thing'],
    [{ select: [] }, 'SELECT Id, Number FROM Test_Thing'],
    [{ select: ['Name', 'Number', 'Name'] }, 'SELECT Id, Number, Name FROM Test_Thing'],
    [
      { select: ['toString$', 'Names', 'Next', 'Owner'] },
      'SELECT Id, Number, toString, Names, Next, Owner FROM Test_Thing',
    ],
  ])('%o asks %s', async (query, text) => {
    expect(await statement((session) => Test_Thing.$query(session, query))).toBe(text);
  });

  it.each<[Condition, string]>([
    [{ Id: 'a', Number: 1n }, "Id = 'a' AND Number = 1"],
    [{ Enabled: true }, 'Enabled = TRUE'],
    [{ Enabled: { ne: false } }, 'Enabled <> FALSE'],
    [{ Level: { gt: 1, le: 5 } }, 'Level > 1 AND Level <= 5'],
    [{ Level: { lt: 1, ge: 5 } }, 'Level < 1 AND Level >= 5'],
    [{ Number: 18446744073709551615n }, 'Number = 18446744073709551615'],
    [{ Balance: { eq: -9223372036854775808n } }, 'Balance = -9223372036854775808'],
    [{ Balance: 5 as never }, 'Balance = 5'],
    [{ Ratio: 1 }, 'Ratio = 1.0'],
    [{ Ratio: -1.5e-7 }, 'Ratio = -0.00000015'],
    [{ Letter: "'" }, String.raw`Letter = '\''`],
    [{ Since: CimDateTime.parse('20250102030405.000000+000') }, "Since = '20250102030405.000000+000'"],
    [{ Since: { gt: CimInterval.from({ days: 1 }) } }, "Since > '00000001000000.000000:000'"],
    [{ Name: null }, 'Name IS NULL'],
    [{ Name: { eq: null } }, 'Name IS NULL'],
    [{ Name: { ne: null } }, 'Name IS NOT NULL'],
    [{ Name: { isNull: true }, Level: { isNull: false } }, 'Name IS NULL AND Level IS NOT NULL'],
    [{ Name: { like: "50[%] o'clock%" } }, String.raw`Name LIKE '50[%] o\'clock%'`],
    [{ toString$: 'x' }, "toString = 'x'"],
    [{ $or: [{ Id: 'a' }, { Id: 'b' }], Level: 1 }, "(Id = 'a' OR Id = 'b') AND Level = 1"],
    [{ $or: [{ Id: 'a', Level: 1 }, { Id: 'b' }] }, "(Id = 'a' AND Level = 1) OR Id = 'b'"],
    [{ $or: [{ Id: 'a' }] }, "Id = 'a'"],
    [{ $and: [{ Level: { gt: 1 } }, { Level: { lt: 5 }, Id: 'a' }] }, "Level > 1 AND Level < 5 AND Id = 'a'"],
    [{ $not: { Id: 'a', Level: 1 } }, "NOT (Id = 'a' AND Level = 1)"],
    [{ $not: { $not: { Id: 'a' } }, Level: 1 }, "NOT (NOT (Id = 'a')) AND Level = 1"],
    [
      { $or: [{ $and: [{ $or: [{ Id: 'a' }, { Id: 'b' }] }, { Level: 1 }] }, { $not: { Id: 'c' } }] },
      "((Id = 'a' OR Id = 'b') AND Level = 1) OR NOT (Id = 'c')",
    ],
    // A path, as WMI's users write it: without the namespace where that is the one of the query.
    [{ Next: path }, String.raw`Next = 'Test_SubThing.Id=\"it\'s\",Number=1'`],
    [{ Next: { ne: inNamespace('Root/TEST') } }, String.raw`Next <> 'Test_SubThing.Id=\"it\'s\",Number=1'`],
    [{ Next: inNamespace('root/other') }, String.raw`Next = 'root/other:Test_SubThing.Id=\"it\'s\",Number=1'`],
    [{ Next: null, $or: [{ Next: { isNull: false } }] }, 'Next IS NULL AND Next IS NOT NULL'],
    [{ Owner: null }, 'Owner IS NULL'],
    [{ Owner: isa(Test_Employee) }, "Owner ISA 'Test_Employee'"],
    [
      { Owner: isa(Test_Person, { Name: 'x', $or: [{ Age: 1 }, { Age: 2 }] }), Id: 'a' },
      "Owner ISA 'Test_Person' AND Owner.Name = 'x' AND (Owner.Age = 1 OR Owner.Age = 2) AND Id = 'a'",
    ],
    [
      { Anything: isa(Test_Thing, { Owner: isa(Test_Person, { Age: 1 }) }) },
      "Anything ISA 'Test_Thing' AND Anything.Owner ISA 'Test_Person' AND Anything.Owner.Age = 1",
    ],
  ])('%o means %s', async (where, text) => {
    const asked = await statement((session) => Test_Thing.$query(session, { where }));
    expect(asked).toBe(`SELECT * FROM Test_Thing WHERE ${text}`);
  });

  it('tells that a reference is compared with the path of an object', async () => {
    const { session } = await fakeSession();
    const thing = Test_Thing.$at(session, { Id: 'a', Number: 1n });
    expect(() => Test_Thing.$query(session, { where: { Next: thing as never } })).toThrow(
      'where.Next must be a CimReference, not an object: use its $path',
    );
  });

  it.each<[query: unknown, parameter: string | null, reason: string]>([
    [{ where: null }, 'where', 'must be an object of conditions, not null'],
    [{ where: [] }, 'where', 'must be an object of conditions, not an array'],
    [{ where: "Name = 'x'" }, 'where', 'must be an object of conditions, not "Name = \'x\'"'],
    [{ where: { Nam: 'x' } }, 'where.Nam', 'is no property of Test_Thing; did you mean "Name"?'],
    [{ where: { Extra: 'x' } }, 'where.Extra', 'is no property of Test_Thing'],
    [{ where: { toString: 'x' } }, 'where.toString', 'is no property of Test_Thing; did you mean "toString$"?'],
    [{ where: { Reset: null } }, 'where.Reset', 'is no property of Test_Thing'],
    [{ where: { "Name = '' OR Name": 'x' } }, "where.Name = '' OR Name", 'is no property of Test_Thing'],
    [{ where: { Name: undefined } }, 'where.Name', 'must not be undefined'],
    [{ where: { Name: 5 } }, 'where.Name', 'must be a string, not 5'],
    [{ where: { Name: ['x'] } }, 'where.Name', 'must be a string, not an array'],
    [{ where: { Name: {} } }, 'where.Name', 'holds no comparison'],
    [{ where: { Name: { equals: 'x' } } }, 'where.Name.equals', 'is no comparison'],
    [{ where: { Name: { lik: 'x' } } }, 'where.Name.lik', 'is no comparison; did you mean "like"?'],
    [{ where: { Name: { like: 5 } } }, 'where.Name.like', 'must be a string, not 5'],
    [{ where: { Name: { like: null } } }, 'where.Name.like', 'must be a string, not null'],
    [{ where: { Name: { gt: null } } }, 'where.Name.gt', 'must be a string, not null'],
    [{ where: { Name: { gt: undefined } } }, 'where.Name.gt', 'must be a string, not undefined'],
    [{ where: { Name: { isNull: 1 } } }, 'where.Name.isNull', 'must be a boolean, not 1'],
    [{ where: { Name: 'a\0b' } }, 'where.Name', "must not hold a NUL character: MI's strings end at it"],
    [
      { where: { Name: { like: '\ud800' } } },
      'where.Name.like',
      'must be well-formed Unicode, and it holds a lone surrogate',
    ],
    [{ where: { Level: { like: '1%' } } }, 'where.Level.like', 'compares strings, not uint16'],
    [{ where: { Enabled: { gt: false } } }, 'where.Enabled.gt', 'compares what has an order, not boolean'],
    [{ where: { Enabled: 1 } }, 'where.Enabled', 'must be a boolean, not 1'],
    [{ where: { Level: 65536 } }, 'where.Level', 'must be a whole number from 0 to 65535 (uint16), not 65536'],
    [
      { where: { Level: '1 OR 1=1' } },
      'where.Level',
      'must be a whole number from 0 to 65535 (uint16), not "1 OR 1=1"',
    ],
    [{ where: { Ratio: Number.NaN } }, 'where.Ratio', 'must be a finite number, not NaN'],
    [
      { where: { Since: new Date() } },
      'where.Since',
      'must be a CimDateTime or a CimInterval, not a Date: use CimDateTime.from(date)',
    ],
    [{ where: { Names: ['x'] } }, 'where.Names', 'is an array, which no query can compare'],
    [{ where: { Next: 'Test_Thing.Id="a"' } }, 'where.Next', 'must be a CimReference, not "Test_Thing.Id=\\"a\\""'],
    [{ where: { Next: { gt: path } } }, 'where.Next.gt', 'compares what has an order, not reference'],
    [{ where: { Next: { like: '%' } } }, 'where.Next.like', 'compares strings, not reference'],
    [
      { where: { Next: CimReference.parse('Test_Person.Name="p"') } },
      'where.Next',
      'must refer to an instance of Test_Thing, and Test_Person is not derived from it',
    ],
    [{ where: { Octets: null } }, 'where.Octets', 'is an octet string, which no query can compare'],
    [
      { where: { Owner: { Age: 5 } } },
      'where.Owner',
      'is an embedded object: its condition is made by isa() with a generated class, not an object',
    ],
    [
      { where: { Owner: isa(Object as never) } },
      'where.Owner',
      'is an embedded object: its condition is made by isa() with a generated class, not a function',
    ],
    [
      { where: { Owner: isa(Test_Person, { Badge: 1 } as never) } },
      'where.Owner.Badge',
      'is no property of Test_Person',
    ],
    [{ where: { $or: [] } }, 'where.$or', 'must be an array that holds conditions'],
    [{ where: { $and: { Name: 'x' } } }, 'where.$and', 'must be an array that holds conditions'],
    [{ where: { $or: [{ Name: 'x' }, {}] } }, 'where.$or[1]', 'holds no condition'],
    [{ where: { $or: [{ Name: 'x' }, { Name: 5 }] } }, 'where.$or[1].Name', 'must be a string, not 5'],
    [{ where: { $not: {} } }, 'where.$not', 'holds no condition'],
    [{ where: { $not: undefined } }, 'where.$not', 'must not be undefined'],
    [{ where: { $nor: [] } }, 'where.$nor', 'is no property of Test_Thing'],
    [{ wheer: {} }, null, 'no option is called "wheer"; did you mean "where"?'],
    [{ dialect: 'WQL' }, null, 'no option is called "dialect"'],
    [{ within: 5 }, null, 'no option is called "within"'],
    [{ timeout: '5' }, null, 'timeout must be a number, not "5"'],
    [5, null, 'the options must be one object, not 5'],
    [{ select: 'Name' }, 'select', 'must be an array of property names, not "Name"'],
    [{ select: ['Name', 5] }, 'select[1]', 'must name a property of Test_Thing, not 5'],
    [{ select: ['Nam'] }, 'select[0]', 'must name a property of Test_Thing, not "Nam"; did you mean "Name"?'],
    [{ select: ['*'] }, 'select[0]', 'must name a property of Test_Thing, not "*"'],
  ])('refuses %o', async (query, parameter, reason) => {
    const { session, handler } = await fakeSession();
    let thrown: unknown;
    try {
      Test_Thing.$query(session, query as never);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toEqual(new MiArgumentError({ className: 'Test_Thing', method: '$query', parameter }, reason));
    expect(handler.requests).toEqual([]);
  });

  it('gives objects of the nearest class that have what the answer holds', async () => {
    const { session } = await fakeSession(async (sink) => {
      const keys = [key('Id', 'string', 'a'), key('Number', 'uint64', 1n)];
      await sink.instanceResult(new CimInstance('Test_SubThing', [...keys, element('Name', 'string', 'x')]));
      await sink.instanceResult(new CimInstance('Test_Unknown', keys, NS));
      return null;
    });
    const found = [];
    for await (const each of Test_Thing.$query(session, { select: ['Name'] })) found.push(each);
    expect(found.map((each) => ({ ...each }))).toEqual([
      { Id: 'a', Number: 1n, Name: 'x' },
      { Id: 'a', Number: 1n },
    ]);
    expect(found[0]).toBeInstanceOf(Test_SubThing);
    expect(found[1]).toBeInstanceOf(Test_Thing);
    expect(found.map(({ $className }) => $className)).toEqual(['Test_SubThing', 'Test_Unknown']);
    expect(String(found[0]?.$path)).toBe('root/test:Test_SubThing.Id="a",Number=1');
  });

  it('is an operation for each loop', async () => {
    const { session, handler } = await fakeSession();
    const query = Test_Thing.$query(session);
    expect(handler.requests).toHaveLength(0);
    for await (const _ of query) expect.unreachable();
    for await (const _ of query) expect.unreachable();
    expect(handler.requests).toHaveLength(2);
  });
});

/** Sends these indications, then waits to be cancelled. */
function indicating(...indications: readonly CimInstance[]): Script {
  return async (sink, _, signal) => {
    for (const [index, indication] of indications.entries()) {
      await sink.indicationResult(indication, index === 0 ? 'first' : null, index === 0 ? 'machine' : null);
    }
    await aborted(signal);
    return new MiError('FAILED', 'cancelled');
  };
}

describe('$subscribe', () => {
  it('asks with the interval, the selection and the condition', async () => {
    const text = await statement((session) =>
      Test_Event.$subscribe(session, {
        within: 2.5,
        select: ['Text', 'Source'],
        where: { Text: { like: 'x%' }, Source: isa(Test_Thing, { Name: 'x' }) },
      }),
    );
    expect(text).toBe(
      "SELECT Text, Source FROM Test_Event WITHIN 2.5 WHERE Text LIKE 'x%' AND Source ISA 'Test_Thing' AND Source.Name = 'x'",
    );
  });

  it('gives typed events with bookmark and machine, and ends the subscription when the loop is left', async () => {
    const { session, handler } = await fakeSession(
      indicating(
        new CimInstance('Test_Event', [element('Text', 'string', 'one')]),
        new CimInstance('Test_OtherEvent', [element('Text', 'string', 'two'), element('More', 'uint8', 3)]),
      ),
    );
    const seen = [];
    for await (const { indication, bookmark, machineId } of Test_Event.$subscribe(session)) {
      expect(indication).toBeInstanceOf(Test_Event);
      seen.push([{ ...indication }, bookmark, machineId]);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([
      [{ Text: 'one' }, 'first', 'machine'],
      [{ Text: 'two', More: 3 }, null, null],
    ]);
    expect(handler.log).toEqual(['open', 'start subscribe', 'cancel subscribe', 'done subscribe']);
  });

  it.each<[subscription: unknown, parameter: string, reason: string]>([
    [{ within: 0 }, 'within', 'must be a positive number of seconds, not 0'],
    [{ within: -1 }, 'within', 'must be a positive number of seconds, not -1'],
    [{ within: Infinity }, 'within', 'must be a positive number of seconds, not Infinity'],
    [{ within: '5 WHERE 1=1' }, 'within', 'must be a positive number of seconds, not "5 WHERE 1=1"'],
    [{ select: [] }, 'select', 'is empty, and Test_Event has no keys'],
    [{ where: { Tex: 'x' } }, 'where.Tex', 'is no property of Test_Event; did you mean "Text"?'],
  ])('refuses %o', async (subscription, parameter, reason) => {
    const { session, handler } = await fakeSession();
    expect(() => Test_Event.$subscribe(session, subscription as never)).toThrow(
      new MiArgumentError({ className: 'Test_Event', method: '$subscribe', parameter }, reason),
    );
    expect(handler.requests).toEqual([]);
  });
});

describe('events of instances', () => {
  it.each<[run: (session: Session) => AsyncIterable<unknown>, text: string]>([
    [
      (session) => Test_Thing.$created(session),
      "SELECT * FROM __InstanceCreationEvent WHERE TargetInstance ISA 'Test_Thing'",
    ],
    [
      (session) => Test_Thing.$created(session, { within: 5, where: { Name: 'x' } }),
      "SELECT * FROM __InstanceCreationEvent WITHIN 5 WHERE TargetInstance ISA 'Test_Thing' AND TargetInstance.Name = 'x'",
    ],
    [
      (session) => Test_Thing.$modified(session, { where: { Level: 2 }, previous: { $not: { Level: 2 } } }),
      "SELECT * FROM __InstanceModificationEvent WHERE TargetInstance ISA 'Test_Thing' AND TargetInstance.Level = 2 " +
        'AND NOT (PreviousInstance.Level = 2)',
    ],
    [
      (session) => Test_SubThing.$deleted(session, { where: { $or: [{ Id: 'a' }, { Extra: null }] } }),
      "SELECT * FROM __InstanceDeletionEvent WHERE TargetInstance ISA 'Test_SubThing' AND " +
        "(TargetInstance.Id = 'a' OR TargetInstance.Extra IS NULL)",
    ],
    [
      (session) => Test_Thing.$changed(session, { within: 1 }),
      "SELECT * FROM __InstanceOperationEvent WITHIN 1 WHERE TargetInstance ISA 'Test_Thing'",
    ],
  ])('%s', async (run, text) => {
    expect(await statement(run)).toBe(text);
  });

  it('hold objects of the target class', async () => {
    const target = (level: number): CimInstance => {
      const keys = [key('Id', 'string', 'a'), key('Number', 'uint64', 1n)];
      return new CimInstance('Test_SubThing', [...keys, element('Level', 'uint16', level)]);
    };
    const { session } = await fakeSession(
      indicating(
        new CimInstance('__InstanceModificationEvent', [
          element('TargetInstance', 'instance', target(2)),
          element('PreviousInstance', 'instance', target(1)),
          element('TIME_CREATED', 'uint64', 5n),
        ]),
      ),
    );
    for await (const { indication, bookmark } of Test_Thing.$modified(session)) {
      const { TargetInstance, PreviousInstance } = indication;
      expect(TargetInstance).toBeInstanceOf(Test_SubThing);
      expect([PreviousInstance.Level, TargetInstance.Level]).toEqual([1, 2]);
      expect(String(TargetInstance.$path)).toBe('root/test:Test_SubThing.Id="a",Number=1');
      expect([indication.$className, indication.TIME_CREATED, bookmark]).toEqual([
        '__InstanceModificationEvent',
        5n,
        'first',
      ]);
      expect(indication.$session).toBe(session);
      expect(JSON.stringify(indication)).toBe(
        '{"TargetInstance":{"Id":"a","Number":1,"Level":2},"PreviousInstance":{"Id":"a","Number":1,"Level":1},"TIME_CREATED":5}',
      );
      break;
    }
  });

  it.each<[run: (session: Session) => unknown, method: string, parameter: string, reason: string]>([
    [
      (session) => Test_Thing.$created(session, { where: { Extra: 'x' } as never }),
      '$created',
      'where.Extra',
      'is no property of Test_Thing',
    ],
    [
      (session) => Test_Thing.$modified(session, { previous: { Level: '1' as never } }),
      '$modified',
      'previous.Level',
      'must be a whole number from 0 to 65535 (uint16), not "1"',
    ],
    [
      (session) => Test_Thing.$deleted(session, { within: Number.NaN }),
      '$deleted',
      'within',
      'must be a positive number of seconds, not NaN',
    ],
  ])('refuse %s', async (run, method, parameter, reason) => {
    const { session } = await fakeSession();
    expect(() => run(session)).toThrow(new MiArgumentError({ className: 'Test_Thing', method, parameter }, reason));
  });
});

describe('session.query and session.subscribe', () => {
  it('send the text in the dialect', async () => {
    const { session, handler } = await fakeSession();
    for await (const _ of session.query(NS, WQL`SELECT * FROM X WHERE a = ${"'"}`)) expect.unreachable();
    for await (const _ of session.subscribe(NS, 'SELECT * FROM Y', { dialect: 'CQL' })) expect.unreachable();
    expect(handler.requests).toEqual([
      { kind: 'query', namespace: NS, dialect: 'WQL', query: String.raw`SELECT * FROM X WHERE a = '\''`, options: {} },
      { kind: 'subscribe', namespace: NS, dialect: 'CQL', query: 'SELECT * FROM Y', options: {} },
    ]);
  });

  it('send how events are delivered', async () => {
    const { session, handler } = await fakeSession();
    const delivery = { bookmark: 'oldest', heartbeat: 60_000, expires: 3_600_000 };
    const within = { ...delivery, within: 1 };
    const subscriptions = [
      session.subscribe(NS, 'SELECT * FROM Y', { ...delivery, timeout: 5, heartbeat: undefined }),
      Test_Event.$subscribe(session, within),
      Test_Thing.$created(session, within),
      Test_Thing.$modified(session, within),
    ];
    for (const events of subscriptions) for await (const _ of events) expect.unreachable();
    const { heartbeat, ...others } = delivery;
    expect(handler.requests[0]).toEqual({
      ...{ kind: 'subscribe', namespace: NS, dialect: 'WQL', query: 'SELECT * FROM Y' },
      ...others,
      options: { timeout: 5 },
    });
    expect(handler.requests.slice(1)).toMatchObject([delivery, delivery, delivery]);
  });

  it('give instances and indications as they travel', async () => {
    const instance = new CimInstance('X', [element('a', 'uint8', 1)]);
    const { session } = await fakeSession(async (sink, { kind }) => {
      if (kind === 'query') await sink.instanceResult(instance);
      else await sink.indicationResult(instance, 'b', 'm');
      return null;
    });
    for await (const found of session.query(NS, 'q')) expect(found).toBe(instance);
    const events = [];
    for await (const event of session.subscribe(NS, 'q')) events.push(event);
    expect(events).toEqual([{ indication: instance, bookmark: 'b', machineId: 'm' }]);
  });
});

describe('a subscription', () => {
  it('outlives the timeout of the session, and has one of its own', async () => {
    const application = await initialize({ handler: new FakeHandler(indicating()) });
    const session = await application.newSession({ timeout: 10 });
    const waiting = session.subscribe(NS, 'q')[Symbol.asyncIterator]().next();
    const limited = session.subscribe(NS, 'q', { timeout: 60 })[Symbol.asyncIterator]().next();
    await expect(limited).rejects.toThrow(new MiError('FAILED', 'subscribe q was not done after 60 ms'));
    await session.close();
    await expect(waiting).rejects.toThrow(new MiError('FAILED', 'the session was closed while the operation ran'));
  });

  it('ends with its signal', async () => {
    const { session, handler } = await fakeSession(indicating());
    const controller = new AbortController();
    const waiting = Test_Thing.$created(session, { signal: controller.signal })[Symbol.asyncIterator]().next();
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(handler.log.slice(0, 3)).toEqual(['open', 'start subscribe', 'cancel subscribe']);
  });

  it('begins with the loop at once, so that nothing that follows is missed', async () => {
    const { session, handler } = await fakeSession(indicating());
    void Test_Thing.$created(session)
      [Symbol.asyncIterator]()
      .next()
      .catch(() => {});
    expect(handler.log).toEqual(['open', 'start subscribe']);
    await session.close();
  });
});
