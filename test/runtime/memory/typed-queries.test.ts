import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseMof } from 'mi-codegen';
import {
  CimDateTime,
  CimReference,
  escapeLike,
  type IndicationResult,
  initialize,
  isa,
  type Session,
  type Where,
  WQL,
} from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { describe, expect, it } from 'vitest';
import {
  Test_Employee,
  Test_Event,
  Test_Person,
  Test_SubThing,
  Test_Thing,
} from '../../golden/queries/expected/index.js';

const text = readFileSync(new URL('../../golden/queries/schema.mof', import.meta.url), 'utf8');
const { schema } = parseMof(text, { namespace: 'root/test' });

async function open(): Promise<{ readonly repository: MemoryRepository; readonly session: Session }> {
  const repository = new MemoryRepository({ schema });
  const application = await initialize({ handler: repository });
  return { repository, session: await application.newSession() };
}

async function idsOf(things: AsyncIterable<Pick<Test_Thing, 'Id'>>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { Id } of things) ids.push(Id);
  return ids.sort();
}

describe('typed queries', () => {
  it('find instances of the class and its subclasses, with the properties that were asked for', async () => {
    const { session } = await open();
    await Test_Thing.$create(session, { Id: 'a', Number: 1n, Name: 'one', toString$: 'A' });
    await Test_SubThing.$create(session, { Id: 'b', Number: 2n, Name: 'two', Extra: 'more' });
    const query = Test_Thing.$query(session, { select: ['Name', 'toString$'], where: { Number: { gt: 0n } } });
    const found = [];
    for await (const each of query) found.push(each);
    expect(found.map((each) => ({ ...each }))).toEqual([
      { Id: 'a', Number: 1n, Name: 'one', toString$: 'A' },
      { Id: 'b', Number: 2n, Name: 'two', toString$: null },
    ]);
    expect(found[1]).toBeInstanceOf(Test_SubThing);
    const whole = await found[1]?.$refresh();
    expect((whole as Test_SubThing).Extra).toBe('more');
  });

  it('find texts that hold what WQL has a use for', async () => {
    const { session } = await open();
    const names = ["it's", 'say "x"', 'C:\\', "\\'", '50%', '50', 'a_b', 'axb', '[x]', 'x', "' OR ''='", 'two\nlines'];
    for (const Name of names) await Test_Thing.$create(session, { Id: Name, Number: 0n, Name });
    for (const Name of names) {
      const sameId = [Name];
      expect(await idsOf(Test_Thing.$query(session, { where: { Name } }))).toEqual(sameId);
      expect(await idsOf(Test_Thing.$query(session, { where: { Name: { like: escapeLike(Name) } } }))).toEqual(sameId);
      const found = [];
      for await (const each of session.query('root/test', WQL`SELECT Id FROM Test_Thing WHERE Name = ${Name}`)) {
        found.push(each.get('Id'));
      }
      expect(found).toEqual(sameId);
    }
    expect(await idsOf(Test_Thing.$query(session, { where: { Name: { like: '50_' } } }))).toEqual(['50%']);
  });

  it('compare references with the path of an object', async () => {
    const { session } = await open();
    const a = await Test_Thing.$create(session, { Id: "a's", Number: 1n });
    const b = await Test_SubThing.$create(session, { Id: 'b', Number: 1n, Next: a.$path });
    await Test_Thing.$create(session, { Id: 'c', Number: 1n, Next: b.$path });
    const found = (where: Where<Test_Thing>) => idsOf(Test_Thing.$query(session, { where }));
    expect(await found({ Next: a.$path })).toEqual(['b']);
    expect(await found({ Next: b.$path })).toEqual(['c']);
    expect(await found({ Next: { ne: a.$path } })).toEqual(['c']);
    expect(await found({ Next: null })).toEqual(["a's"]);
    const untyped = CimReference.parse(String(a.$path)) as CimReference<Test_Thing>;
    expect(await found({ $or: [{ Next: untyped }, { Next: { isNull: true } }] })).toEqual(["a's", 'b']);
    expect(await found({ Next: Test_Thing.$at(session, { Id: 'nobody', Number: 1n }).$path })).toEqual([]);
  });

  it('look into embedded objects', async () => {
    const { session } = await open();
    await Test_Thing.$create(session, { Id: 'person', Number: 0n, Owner: { Name: 'p', Age: 30 } });
    await Test_SubThing.$create(session, { Id: 'employee', Number: 0n, Owner: { Name: 'e', Age: 40, Badge: 5 } });
    await Test_Thing.$create(session, { Id: 'none', Number: 0n });
    const owned = (where: Where<Test_Thing>) => idsOf(Test_Thing.$query(session, { where }));
    expect(await owned({ Owner: isa(Test_Person) })).toEqual(['employee', 'person']);
    expect(await owned({ Owner: isa(Test_Employee) })).toEqual(['employee']);
    expect(await owned({ Owner: isa(Test_Person, { Age: { lt: 40 } }) })).toEqual(['person']);
    expect(await owned({ Owner: isa(Test_Employee, { Badge: 5, Name: 'e' }) })).toEqual(['employee']);
    expect(await owned({ Owner: null })).toEqual(['none']);
  });
});

type Values = Pick<
  Test_Thing,
  'Id' | 'Number' | 'Enabled' | 'Level' | 'Balance' | 'Ratio' | 'Letter' | 'Since' | 'Name'
>;
type Truth = boolean | null;

const nullable = <T>(values: readonly T[]) => fc.constantFrom<T | null>(...values, null);
/** Few values, so that conditions often meet. */
const VALUES = {
  Number: fc.constantFrom(0n, 1n, 2n ** 63n, 2n ** 64n - 1n),
  Enabled: nullable([true, false]),
  Level: nullable([0, 1, 65535]),
  Balance: nullable([-(2n ** 63n), -1n, 0n, 2n ** 63n - 1n]),
  Ratio: nullable([0, 0.1, -1.5e-7, 1e300]),
  Letter: nullable(["'", 'b']),
  Since: nullable(['20250101000000.000000+000', '20250101010000.000000+060', '20250102000000.000001-060']).map(
    (value) => (value === null ? null : CimDateTime.parse(value)),
  ),
  Name: nullable(['', "it's", 'b', 'c\\']),
};
const things = fc.array(fc.record(VALUES), { maxLength: 6 });

type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
const MEANINGS: Readonly<Record<Operator, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

/** A condition, and what it says of values: null where SQL does not know. */
interface Condition {
  readonly where: Where<Test_Thing>;
  readonly holds: (values: Values) => Truth;
}

function order(a: unknown, b: unknown): number {
  if (a instanceof CimDateTime) return a.compare(b as CimDateTime);
  return a === b ? 0 : (a as number) < (b as number) ? -1 : 1;
}

const comparisons = Object.entries(VALUES).map(([name, value]) => {
  const operators: readonly Operator[] = name === 'Enabled' ? ['eq', 'ne'] : ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
  return fc.tuple(fc.constantFrom(...operators), value).map(([operator, operand]): Condition => {
    const isNullTest = operand === null && (operator === 'eq' || operator === 'ne');
    // A comparison of order with null is refused: another condition stands for it.
    if (operand === null && !isNullTest) return { where: { $not: { Id: '' } }, holds: () => true };
    const holds = (values: Values): Truth => {
      const found = values[name as keyof Values];
      if (isNullTest) return (found === null) === (operator === 'eq');
      return found === null ? null : MEANINGS[operator](order(found, operand));
    };
    return { where: { [name]: { [operator]: operand } } as Where<Test_Thing>, holds };
  });
});

function decided(decisive: boolean, truths: readonly Truth[]): Truth {
  if (truths.includes(decisive)) return decisive;
  return truths.includes(null) ? null : !decisive;
}

const { condition } = fc.letrec<{ condition: Condition; list: Condition[] }>((tie) => ({
  list: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    ...comparisons,
    tie('list').map((list) => ({
      where: { $and: list.map(({ where }) => where) },
      holds: (values: Values) =>
        decided(
          false,
          list.map(({ holds }) => holds(values)),
        ),
    })),
    tie('list').map((list) => ({
      where: { $or: list.map(({ where }) => where) },
      holds: (values: Values) =>
        decided(
          true,
          list.map(({ holds }) => holds(values)),
        ),
    })),
    tie('condition').map(({ where, holds }) => ({
      where: { $not: where },
      holds: (values: Values) => {
        const truth = holds(values);
        return truth === null ? null : !truth;
      },
    })),
  ),
}));

describe('a condition', () => {
  it('means what it says', async () => {
    await fc.assert(
      fc.asyncProperty(things, condition, async (rows, { where, holds }) => {
        const { session } = await open();
        const values = rows.map((row, index) => ({ ...row, Id: String(index) }));
        for (const each of values) await Test_Thing.$create(session, each);
        const expected = values.filter((each) => holds(each) === true).map(({ Id }) => Id);
        expect(await idsOf(Test_Thing.$query(session, { where }))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

/** Takes so many events while something is done that causes them. */
async function take<T>(
  count: number,
  events: AsyncIterable<IndicationResult<T>>,
  cause: () => Promise<void>,
): Promise<T[]> {
  const taken: T[] = [];
  const iterator = events[Symbol.asyncIterator]();
  let next = iterator.next();
  // The repository begins an operation in a later turn of the event loop.
  await new Promise((resolve) => setTimeout(resolve, 5));
  await cause();
  for (; taken.length < count; next = iterator.next()) {
    const { value, done } = await next;
    if (done) break;
    taken.push(value.indication);
    if (taken.length === count) break;
  }
  await iterator.return?.();
  return taken;
}

describe('events of instances', () => {
  it('come for the instances that the condition names', async () => {
    const { session } = await open();
    const created = await take(
      2,
      Test_Thing.$created(session, { within: 1, where: { Level: { ge: 5 } } }),
      async () => {
        await Test_Thing.$create(session, { Id: 'a', Number: 0n, Level: 4 });
        await Test_Thing.$create(session, { Id: 'b', Number: 0n, Level: 5 });
        await Test_SubThing.$create(session, { Id: 'c', Number: 0n, Level: 6 });
      },
    );
    expect(created.map(({ $className, TargetInstance }) => [$className, TargetInstance.Id])).toEqual([
      ['__InstanceCreationEvent', 'b'],
      ['__InstanceCreationEvent', 'c'],
    ]);
    expect(created[1]?.TargetInstance).toBeInstanceOf(Test_SubThing);
    const deleted = await take(1, Test_SubThing.$deleted(session, { within: 1 }), async () => {
      for (const { TargetInstance } of created) await TargetInstance.$delete();
    });
    expect(deleted.map(({ $className, TargetInstance }) => [$className, TargetInstance.Id])).toEqual([
      ['__InstanceDeletionEvent', 'c'],
    ]);
  });

  it('know what an instance was before', async () => {
    const { repository, session } = await open();
    const thing = await Test_Thing.$create(session, { Id: 'a', Number: 0n, Level: 1 });
    const subscription = { within: 1, where: { Level: 2 }, previous: { Level: { ne: 2 } } };
    const modified = await take(1, Test_Thing.$modified(session, subscription), async () => {
      await repository.update(thing, { Name: 'x' });
      await repository.update(thing, { Level: 2 });
      await repository.update(thing, { Name: 'y' });
    });
    expect(modified.map(({ PreviousInstance, TargetInstance }) => [PreviousInstance, TargetInstance])).toMatchObject([
      [
        { Level: 1, Name: 'x' },
        { Level: 2, Name: 'x' },
      ],
    ]);
  });

  it('of every kind say which they are', async () => {
    const { repository, session } = await open();
    const changed = await take(3, Test_Thing.$changed(session, { within: 1 }), async () => {
      const thing = await Test_Thing.$create(session, { Id: 'a', Number: 0n });
      await repository.update(thing, { Level: 2 });
      await thing.$delete();
    });
    expect(
      changed.map((event) => {
        const isChange = event.$className === '__InstanceModificationEvent';
        return [event.$className, isChange ? event.PreviousInstance.Level : null, event.TargetInstance.Level];
      }),
    ).toEqual([
      ['__InstanceCreationEvent', null, null],
      ['__InstanceModificationEvent', null, 2],
      ['__InstanceDeletionEvent', null, 2],
    ]);
  });

  it('are those of an indication class, too', async () => {
    const { repository, session } = await open();
    const thing = await Test_Thing.$create(session, { Id: 'a', Number: 0n });
    const person = await Test_Person.$create(session, { Name: 'p' });
    const subscription = { select: ['Text'], where: { Text: { like: 'x%' }, Source: isa(Test_Thing) } } as const;
    const seen = await take(1, Test_Event.$subscribe(session, subscription), async () => {
      await repository.indicate(Test_Event, { Text: 'x1', Source: person });
      await repository.indicate(Test_Event, { Text: 'y', Source: thing });
      await repository.indicate(Test_Event, { Text: 'x2', Source: thing });
    });
    expect(seen.map((event) => ({ ...event }))).toEqual([{ Text: 'x2' }]);
  });

  it('are refused for a class that is no indication', async () => {
    const { session } = await open();
    await expect(Test_Thing.$subscribe(session)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      result: 'INVALID_QUERY',
      message: 'WQL, line 1, column 15: Test_Thing is no class of events',
    });
  });
});
