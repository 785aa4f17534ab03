/** What typed queries and subscriptions promise. Compiled by tsc, never run. */

import {
  type CimClass,
  CimDateTime,
  type CimInstance,
  CimInterval,
  escapeLike,
  type IndicationResult,
  isa,
  type Results,
  type Session,
  WQL,
} from 'mi-codegen/runtime';
import type * as mi from 'mi-codegen/runtime/v1';
import { CimObject } from 'mi-codegen/runtime/v1';
import { Test_Employee, Test_Event, Test_Person, Test_SubThing, Test_Thing } from '../golden/queries/expected/index.js';

type Eq<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

declare const session: Session;
declare const thing: Test_Thing;
declare const subThing: Test_SubThing;
declare const person: Test_Person;
declare const instance: CimInstance;

export async function selections(): Promise<void> {
  for await (const found of Test_Thing.$query(session, { select: ['Name', 'Since'] })) {
    is<Eq<typeof found, mi.Selected<Test_Thing, 'Name' | 'Since'>>>();
    is<Eq<typeof found.Name, string | null>>();
    is<Eq<typeof found.Since, CimDateTime | CimInterval | null>>();
    // The keys come without being asked for.
    is<Eq<typeof found.Id, string>>();
    is<Eq<typeof found.Number, bigint>>();
    // @ts-expect-error not selected
    void found.Level;
    // @ts-expect-error what was read-only is so still
    found.Name = 'x';
    const { ReturnValue } = await found.Reset();
    is<Eq<typeof ReturnValue, number | null>>();
    const whole: Test_Thing = await found.$refresh();
    void whole;
    // @ts-expect-error a part is no whole
    const part: Test_Thing = found;
    void part;
  }
  // Without a selection, all properties come.
  for await (const found of Test_Thing.$query(session)) is<Eq<typeof found, Test_Thing>>();
  for await (const found of Test_Thing.$query(session, { where: { Id: 'a' } })) is<Eq<typeof found, Test_Thing>>();
  // With an empty one, the keys.
  for await (const { Id, $path, ...others } of Test_Thing.$query(session, { select: [] })) {
    is<Eq<typeof Id, string>>();
    is<Eq<typeof $path, mi.CimReference<Test_Thing>>>();
    // @ts-expect-error not selected
    void others.Name;
  }
  // What is inherited can be selected, too.
  for await (const found of Test_SubThing.$query(session, { select: ['Extra', 'Name', 'Owner'] })) {
    is<Eq<typeof found.Owner, Test_Employee | null>>();
  }
  // @ts-expect-error no such property
  Test_Thing.$query(session, { select: ['Nmae'] });
  // @ts-expect-error a property of a subclass
  Test_Thing.$query(session, { select: ['Extra'] });
  // @ts-expect-error a method is no property
  Test_Thing.$query(session, { select: ['Reset'] });
  // @ts-expect-error nor is what mi-codegen adds
  Test_Thing.$query(session, { select: ['$path'] });
  // @ts-expect-error the member bears a `$`, as everywhere
  Test_Thing.$query(session, { select: ['toString'] });
  Test_Thing.$query(session, { select: ['toString$'] });
  // @ts-expect-error an unknown option
  Test_Thing.$query(session, { wheer: {} });
}

export function conditions(): void {
  Test_Thing.$query(session, {
    where: {
      Id: 'x',
      Number: { gt: 1n, le: 5n },
      Enabled: true,
      Level: { ne: 5 },
      Balance: { lt: -1n },
      Ratio: { ge: 0.5 },
      Letter: 'x',
      Since: { gt: CimDateTime.from(new Date()) },
      Name: { like: `${escapeLike('50%')}%`, ne: null },
      toString$: null,
      $and: [{ Level: { isNull: false } }, { Level: null }],
      $or: [{ Since: CimInterval.from({ days: 1 }) }, { $not: { Name: 'x' } }],
    },
    timeout: 5000,
  });
  // @ts-expect-error no such property
  Test_Thing.$query(session, { where: { Nmae: 'x' } });
  // @ts-expect-error a number is no string
  Test_Thing.$query(session, { where: { Name: 5 } });
  // @ts-expect-error a number is no bigint
  Test_Thing.$query(session, { where: { Number: { gt: 1 } } });
  // @ts-expect-error a bigint is no number
  Test_Thing.$query(session, { where: { Level: 1n } });
  // @ts-expect-error a Date is no datetime
  Test_Thing.$query(session, { where: { Since: new Date() } });
  // @ts-expect-error nor is a string
  Test_Thing.$query(session, { where: { Since: { lt: '20250101000000.000000+000' } } });
  // @ts-expect-error patterns are for strings
  Test_Thing.$query(session, { where: { Number: { like: '1%' } } });
  // @ts-expect-error booleans have no order
  Test_Thing.$query(session, { where: { Enabled: { gt: false } } });
  // @ts-expect-error null has no order
  Test_Thing.$query(session, { where: { Name: { gt: null } } });
  // @ts-expect-error a key is never null
  Test_Thing.$query(session, { where: { Id: null } });
  // @ts-expect-error so there is nothing to ask
  Test_Thing.$query(session, { where: { Id: { isNull: true } } });
  // @ts-expect-error undefined would mean all instances
  Test_Thing.$query(session, { where: { Name: undefined } });
  // @ts-expect-error no such comparison
  Test_Thing.$query(session, { where: { Name: { contains: 'x' } } });
  // @ts-expect-error a method
  Test_Thing.$query(session, { where: { Reset: null } });
  // @ts-expect-error an array
  Test_Thing.$query(session, { where: { Names: ['x'] } });
  // @ts-expect-error bytes
  Test_Thing.$query(session, { where: { Bytes: Uint8Array.of(1) } });
  // @ts-expect-error an octet string
  Test_Thing.$query(session, { where: { Octets: Uint8Array.of(1) } });
  // A reference is compared with a path, also of a subclass.
  Test_Thing.$query(session, { where: { Next: thing.$path } });
  Test_Thing.$query(session, {
    where: { Next: { ne: subThing.$path }, $or: [{ Next: null }, { Next: { isNull: true } }] },
  });
  // @ts-expect-error an object is no path
  Test_Thing.$query(session, { where: { Next: thing } });
  // @ts-expect-error nor is text
  Test_Thing.$query(session, { where: { Next: 'Test_Thing.Id="a",Number=1' } });
  // @ts-expect-error a path of another class
  Test_Thing.$query(session, { where: { Next: { eq: person.$path } } });
  // @ts-expect-error paths have no order
  Test_Thing.$query(session, { where: { Next: { gt: thing.$path } } });
  // @ts-expect-error inside of $or the same is checked
  Test_Thing.$query(session, { where: { $or: [{ Name: 'x' }, { Name: 5 }] } });
  // @ts-expect-error $not takes one condition
  Test_Thing.$query(session, { where: { $not: [{ Name: 'x' }] } });
}

export function embeddedObjects(): void {
  Test_Thing.$query(session, { where: { Owner: isa(Test_Person, { Age: { gt: 17 } }), Anything: isa(Test_Thing) } });
  Test_Thing.$query(session, { where: { Owner: isa(Test_Employee), Anything: null } });
  // @ts-expect-error an embedded object cannot be compared
  Test_Thing.$query(session, { where: { Anything: instance } });
  // @ts-expect-error nor can its properties, without its class
  Test_Thing.$query(session, { where: { Owner: { Age: 5 } } });
  // @ts-expect-error the declared class is no subclass of this one
  Test_Thing.$query(session, { where: { Owner: isa(Test_Event) } });
  // @ts-expect-error a superclass of the declared class
  Test_SubThing.$query(session, { where: { Owner: isa(Test_Person) } });
  // @ts-expect-error no such property of the class
  isa(Test_Person, { Badge: 5 });
}

export async function results(): Promise<void> {
  const query = Test_Thing.$query(session, { select: ['Name'] });
  is<Eq<typeof query, Results<mi.Selected<Test_Thing, 'Name'>>>>();
  const first = await query.first();
  is<Eq<typeof first, mi.Selected<Test_Thing, 'Name'> | undefined>>();
  const all = await Test_Thing.$enumerate(session).toArray();
  is<Eq<typeof all, Test_Thing[]>>();
  const iterable: AsyncIterable<Test_Thing> = Test_Thing.$enumerate(session);
  void iterable;
  const untyped = await session.query('root/test', 'SELECT * FROM Test_Thing').first();
  is<Eq<typeof untyped, CimInstance | undefined>>();
  const classes = await session.enumerateClasses('root/test').toArray();
  is<Eq<typeof classes, CimClass[]>>();
  // A subscription has no end of its own.
  const event = await Test_Thing.$created(session).first();
  is<Eq<typeof event, IndicationResult<mi.InstanceCreationEvent<Test_Thing>> | undefined>>();
  // @ts-expect-error so it has no whole
  void Test_Event.$subscribe(session).toArray();
  // @ts-expect-error neither typed nor untyped
  void session.subscribe('root/test', 'SELECT * FROM Test_Event').toArray();
}

declare class Mapped extends CimObject {
  readonly State: 0 | 1 | mi.OpenNumber | null;
  readonly Kind: 'a' | mi.OpenString;
  readonly Bits: 1n | mi.OpenBigint | null;
}

export function valueMaps(): void {
  Mapped.$query(session, { where: { State: { ge: 1 }, Kind: { like: 'a%' }, Bits: { ne: 5n } } });
  Mapped.$query(session, { where: { State: 77, Kind: 'unknown', Bits: 1n } });
  // @ts-expect-error a wrong type
  Mapped.$query(session, { where: { State: 'On' } });
}

export async function subscriptions(): Promise<void> {
  for await (const { indication, bookmark, machineId } of Test_Event.$subscribe(session, {
    within: 5,
    select: ['Text'],
    where: { Text: { like: 'x%' }, Source: isa(Test_Thing, { Name: 'x' }) },
  })) {
    is<Eq<typeof indication, mi.Selected<Test_Event, 'Text'>>>();
    is<Eq<typeof bookmark, string | null>>();
    is<Eq<typeof machineId, string | null>>();
    // @ts-expect-error not selected
    void indication.Time;
  }
  for await (const { indication } of Test_Event.$subscribe(session)) is<Eq<typeof indication, Test_Event>>();
  // @ts-expect-error no such property
  Test_Event.$subscribe(session, { where: { Txet: 'x' } });
  // @ts-expect-error seconds are a number
  Test_Event.$subscribe(session, { within: '5' });
}

export async function instanceEvents(): Promise<void> {
  for await (const { indication } of Test_SubThing.$created(session, { within: 5, where: { Extra: 'x' } })) {
    is<Eq<typeof indication, mi.InstanceCreationEvent<Test_SubThing>>>();
    is<Eq<typeof indication.TargetInstance, Test_SubThing>>();
    // @ts-expect-error what is created has not been there before
    void indication.PreviousInstance;
  }
  for await (const { indication } of Test_Thing.$modified(session, { where: { Level: 2 }, previous: { Level: 1 } })) {
    is<Eq<typeof indication.PreviousInstance, Test_Thing>>();
  }
  for await (const { indication } of Test_Thing.$deleted(session)) {
    is<Eq<typeof indication.$className, '__InstanceDeletionEvent'>>();
  }
  for await (const { indication } of Test_Thing.$changed(session, { within: 0.5 })) {
    is<Eq<typeof indication.TargetInstance, Test_Thing>>();
    if (indication.$className === '__InstanceModificationEvent') {
      is<Eq<typeof indication, mi.InstanceModificationEvent<Test_Thing>>>();
    } else {
      // @ts-expect-error only a modification has it
      void indication.PreviousInstance;
    }
  }
  // @ts-expect-error no such property of the target
  Test_Thing.$created(session, { where: { Extra: 'x' } });
  // @ts-expect-error a wrong type
  Test_Thing.$modified(session, { previous: { Level: '1' } });
  // @ts-expect-error what is created has not been there before
  Test_Thing.$created(session, { previous: { Level: 1 } });
}

export async function untyped(): Promise<void> {
  const text = WQL`SELECT * FROM ${WQL.identifier('Test_Thing')} WHERE Name = ${'x'} AND Number > ${5n}`;
  for await (const found of session.query('root/test', text)) is<Eq<typeof found, CimInstance>>();
  for await (const found of session.query('root/test', 'SELECT * FROM Test_Thing', { dialect: 'CQL' })) void found;
  for await (const { indication, bookmark } of session.subscribe('root/test', text, { dialect: 'WQL' })) {
    is<Eq<typeof indication, CimInstance>>();
    is<Eq<typeof bookmark, string | null>>();
  }
  void WQL`${thing.$path} ${CimDateTime.from(new Date())} ${null} ${true} ${1.5} ${text}`;
  // @ts-expect-error a Date has no literal
  void WQL`${new Date()}`;
  // @ts-expect-error an array has none
  void WQL`${[1, 2]}`;
  // @ts-expect-error undefined has none
  void WQL`${undefined}`;
}
