/** What the types of the runtime promise about generated classes. Compiled by tsc, never run. */

import {
  type Changes,
  type CimConstructor,
  type CimObject,
  type CimReference,
  type Embedded,
  type Initial,
  initialize,
  type Keys,
  type KeysOnly,
  type MiError,
  type PropertyName,
  type ProtocolHandler,
  type Selected,
  type Session,
} from 'mi-codegen/runtime';
import type * as mi from 'mi-codegen/runtime/v1';
import { isKnown } from 'mi-codegen/runtime/v1';
import { Test_All } from '../runtime/v1/generated/Test_All.js';
import { Test_Base } from '../runtime/v1/generated/Test_Base.js';
import { Test_Part } from '../runtime/v1/generated/Test_Part.js';
import type { Test_SubPart } from '../runtime/v1/generated/Test_SubPart.js';

type Eq<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

declare const session: Session;
declare const base: Test_Base;
declare const object: Test_All;
declare const part: Test_Part;
declare const subPart: Test_SubPart;

export async function calls(): Promise<void> {
  const running = Test_All.Create(session, { CommandLine: 'x', CurrentDirectory: null });
  is<Eq<Awaited<typeof running>['ProcessId'], number | null>>();
  // @ts-expect-error a required parameter is missing
  void Test_All.Create(session, {});
  // @ts-expect-error the arguments are missing
  void Test_All.Create(session);
  // @ts-expect-error a required parameter is not null
  void Test_All.Create(session, { CommandLine: null });
  // @ts-expect-error a parameter has a wrong type
  void Test_All.Create(session, { CommandLine: 5 });
  // @ts-expect-error a parameter has a wrong name
  void Test_All.Create(session, { CommandLine: 'x', CurentDirectory: 'y' });
  // @ts-expect-error an out-parameter takes no value
  void Test_All.Create(session, { CommandLine: 'x', ProcessId: 1 });
  // What may be left out may be undefined; what is required may not.
  void Test_All.Create(session, { CommandLine: 'x', CurrentDirectory: undefined });
  // @ts-expect-error a required parameter is undefined
  void Test_All.Create(session, { CommandLine: undefined });
  // @ts-expect-error a static method needs a session
  void Test_All.Create({ CommandLine: 'x' });
  // @ts-expect-error an unknown option
  void Test_All.Create(session, { CommandLine: 'x' }, { timeot: 5 });

  const promise: Promise<{ readonly ReturnValue: number | null }> = object.Ping();
  const [ping] = await Promise.all([promise, running]);
  is<Eq<typeof ping.ReturnValue, number | null>>();
}

export async function embedded(): Promise<void> {
  void Test_All.Create(session, { CommandLine: 'x', Startup: part });
  void Test_All.Create(session, { CommandLine: 'x', Startup: subPart });
  void Test_All.Create(session, { CommandLine: 'x', Startup: { Title: 'x', Inner: { Size: 1, Inner: part } } });
  void Test_All.Create(session, { CommandLine: 'x', Startup: { Parts: [{ Size: 1 }, part, null as never] } });
  // @ts-expect-error an embedded value has a wrong type
  void Test_All.Create(session, { CommandLine: 'x', Startup: { Title: 5 } });
  // @ts-expect-error an embedded property has a wrong name
  void Test_All.Create(session, { CommandLine: 'x', Startup: { Titel: 'x' } });
  // @ts-expect-error an embedded object of another class
  void Test_All.Create(session, { CommandLine: 'x', Startup: base });
  void Test_All.Create(session, { CommandLine: 'x', Startup: '<INSTANCE CLASSNAME="Test_Part"/>' });
  // @ts-expect-error no instance at all
  void Test_All.Create(session, { CommandLine: 'x', Startup: true });
}

export async function streams(): Promise<void> {
  const running = object.List({ Like: 'x' });
  for await (const file of running.stream('Files')) is<Eq<typeof file, string>>();
  for await (const item of running.stream('Parts')) is<Eq<typeof item, Test_Part>>();
  const { Total, Bytes } = await running;
  is<Eq<typeof Total, bigint | null>>();
  is<Eq<typeof Bytes, Uint8Array | null>>();
  // @ts-expect-error an out-parameter that is not streamed
  running.stream('Total');
  // @ts-expect-error a method without streams
  object.Ping().stream('ReturnValue');
  running.cancel();
}

export async function objects(): Promise<void> {
  is<Eq<mi.Keys<Test_All>, { readonly Id: string }>>();
  is<Eq<mi.KeyName<Test_All>, 'Id'>>();
  is<Eq<mi.WriteName<Test_All>, 'Name'>>();
  is<Eq<mi.PropertyName<Test_Base>, 'Id' | 'Name' | 'Next'>>();

  const got = await Test_All.$get(session, { Id: 'a' });
  is<Eq<typeof got, Test_All>>();
  // @ts-expect-error a key is missing
  void Test_All.$get(session, {});
  // @ts-expect-error a key has a wrong type
  void Test_All.$get(session, { Id: 5 });
  // @ts-expect-error not a key
  void Test_All.$get(session, { Id: 'a', Name: 'x' });
  // A class without keys has one instance at most.
  void Test_Part.$get(session, {});
  // @ts-expect-error no keys
  void Test_Part.$get(session, 5);
  // @ts-expect-error not a key
  void Test_Part.$at(session, { Size: 1 });
  for await (const each of Test_Base.$enumerate(session)) is<Eq<typeof each, Test_Base>>();
  // @ts-expect-error an object of keys alone is no object of its class
  void Test_Base.$enumerate(session, { keysOnly: true });

  // @ts-expect-error a key cannot be written
  got.Id = 'b';
  // @ts-expect-error a property without the qualifier Write cannot be written
  got.Uint64 = 5n;
  got.Name = null;
  await got.$modify({ Name: 'x' });
  // @ts-expect-error a property that cannot be written
  await got.$modify({ Uint64: 5n });
  // @ts-expect-error a wrong type
  await got.$modify({ Name: 5 });

  const created = await Test_All.$create(session, { Name: 'x', Instance: { Size: 1 }, Ref: base.$path });
  is<Eq<typeof created, Test_All>>();
  // @ts-expect-error a wrong type
  void Test_All.$create(session, { Uint64: 5 });
  // @ts-expect-error a method is no property
  void Test_All.$create(session, { Ping: null });

  const made = await Test_All.$new(session, { ...created, Name: 'x' });
  is<Eq<typeof made, Test_All>>();
  // @ts-expect-error a wrong type
  void Test_All.$new(session, { Uint64: 5 });

  const refreshed = await got.$refresh();
  is<Eq<typeof refreshed, Test_All>>();
  is<Eq<typeof got.$session, Session>>();
  // Of an object that had only some properties, a refresh reads them all.
  const whole = await Test_All.$at(session, { Id: 'a' }).$refresh();
  is<Eq<typeof whole, Test_All>>();
  for await (const some of Test_All.$query(session, { select: ['Name'] })) {
    // @ts-expect-error a property that was not read
    void some.Uint64;
    const { Uint64 } = await some.$refresh();
    is<Eq<typeof Uint64, bigint | null>>();
  }
  const up: Test_Base = got;
  void up;
  // @ts-expect-error a superclass is no subclass
  const down: Test_All = base;
  void down;
}

/** What helpers of users can be written with. */
export interface Helpers {
  all<T extends CimObject>(cls: CimConstructor<T>, session: Session): Promise<readonly T[]>;
  touch<T extends CimObject>(object: T | KeysOnly<T>): Promise<void>;
  keys<T extends CimObject>(object: T): Keys<T>;
  pick<T extends CimObject, K extends PropertyName<T>>(object: T, ...names: K[]): Selected<T, K>;
  startup: Embedded<Test_Part>;
}

export async function helpers({ all, keys, pick, touch }: Helpers): Promise<void> {
  const [first] = await all(Test_All, session);
  is<Eq<typeof first, Test_All | undefined>>();
  is<Eq<ReturnType<typeof keys<Test_All>>, { readonly Id: string }>>();
  const { Name } = pick(object, 'Name');
  is<Eq<typeof Name, string | null>>();
  await touch(Test_All.$at(session, { Id: 'a' }));
  const startup: Helpers['startup'] = { Title: 'x' };
  const values: Initial<Test_All> = { Name: 'x', Instance: startup };
  const changes: Changes<Test_All> = { Name: 'x' };
  void values;
  await object.$modify(changes);
}

export async function references(): Promise<void> {
  is<Eq<Test_All['$path'], CimReference<Test_All>>>();
  const up: CimReference<Test_Base> = object.$path;
  const found = await up.get(session);
  is<Eq<typeof found, Test_Base>>();
  await up.get(session, { timeout: 1000 });
  // @ts-expect-error an unknown option
  await up.get(session, { timout: 1000 });
  // @ts-expect-error a path of another class
  const other: CimReference<Test_All> = part.$path;
  void other;
}

export function enumerations(state: 0 | 1 | mi.OpenNumber | null): string {
  const State = { Unknown: 0, Other: 1 } as const;
  if (!isKnown(State, state)) return String(state);
  is<Eq<typeof state, 0 | 1>>();
  switch (state) {
    case 0:
      return 'Unknown';
    case 1:
      return 'Other';
  }
}

export async function sessions(handler: ProtocolHandler): Promise<void> {
  await using application = await initialize({ handler });
  await using opened = await application.newSession({ protocol: 'WINRM', destination: 'server01', timeout: 1000 });
  is<Eq<typeof opened, Session>>();
  const user = { username: 'me', password: 'secret' };
  await application.newSession({ credentials: { type: 'Default' } });
  await application.newSession({ protocol: 'WMIDCOM', credentials: { type: 'Default', domain: 'corp', ...user } });
  // @ts-expect-error an unknown option
  void application.newSession({ destinaton: 'server01' });
  await object.Ping({}, { onPromptUser: async () => 'yesToAll', onWriteError: () => {}, promptUserMode: 'inquire' });
  await object.Ping({}, { onPromptUser: () => 'no', onWriteError: async () => 'yes' });
  // @ts-expect-error not an answer
  await object.Ping({}, { onPromptUser: () => 'maybe' });
}

export function failures(error: MiError): string {
  switch (error.result) {
    case 'ACCESS_DENIED':
      return 'denied';
    // @ts-expect-error no result has this name
    case 'ACCES_DENIED':
      return 'misspelled';
    default:
      return String(error.code);
  }
}

type Narrowed = mi.Without<typeof Test_Base, 'Name'>;
is<Eq<'Name' extends keyof InstanceType<Narrowed> ? true : false, false>>();
is<Eq<'Id' extends keyof InstanceType<Narrowed> ? true : false, true>>();
