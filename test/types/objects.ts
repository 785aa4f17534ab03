/** What embedded objects and streams promise. Compiled by tsc, never run. */
import { type CimDateTime, CimInstance, type CimInterval, type CimReference, type Session } from 'mi-codegen/runtime';
import { isKnown } from 'mi-codegen/runtime/v1';
import {
  type Test_DiskEvent,
  Test_DiskJob,
  Test_Event,
  type Test_Job,
  type Test_Other,
  type Test_Scheduler,
} from '../golden/embedded/expected/index.js';
import {
  type Test_File,
  Test_Volume,
  Test_Volume_Search_States,
  type Test_Volume_Search_Streams,
} from '../golden/streams/expected/index.js';

type Eq<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

declare const session: Session;
declare const event: Test_Event;
declare const diskEvent: Test_DiskEvent;
declare const job: Test_Job;
declare const diskJob: Test_DiskJob;
declare const other: Test_Other;
declare const scheduler: Test_Scheduler;
declare const volume: Test_Volume;

export async function embedded(): Promise<void> {
  // The declared class comes out, also of a string with a qualifier, and null is told.
  is<Eq<typeof event.Job, Test_Job | null>>();
  is<Eq<typeof event.Text, Test_Job | null>>();
  is<Eq<typeof event.Texts, readonly Test_Job[] | null>>();
  is<Eq<typeof event.Anything, CimInstance | null>>();
  is<Eq<typeof event.Objects, readonly CimInstance[] | null>>();
  is<Eq<typeof diskEvent.Job, Test_DiskJob | null>>();
  const { Last, Done, Found } = await scheduler.Run({ Job: job });
  is<Eq<typeof Last, Test_Job>>();
  is<Eq<typeof Done, readonly Test_DiskJob[] | null>>();
  is<Eq<typeof Found, CimInstance | null>>();

  // An object, one of a subclass, its values or an untyped instance go in, at any depth.
  void scheduler.Run({ Job: diskJob, Jobs: [job, { Name: 'x' }, new CimInstance('Test_Job', [])] });
  void scheduler.Run({ Job: { Name: 'x' }, Text: { Name: 'x', Bytes: 5n }, Texts: [{ Bytes: 5n }, diskJob] });
  void scheduler.Run({ Job: {}, Event: { Job: { Name: 'x' }, Cause: { Cause: { Jobs: [{ Name: 'x' }, diskJob] } } } });
  void scheduler.Run({ Job: job, Anything: other, Objects: [other, new CimInstance('X', [])], Lost: other });
  void Test_Event.$create(session, { Job: { Name: 'x' }, Texts: [{ Name: 'x' }], Cause: event, Anything: other });
  void Test_Event.$create(session, { Objects: [other, new CimInstance('X', [])], Lost: new CimInstance('X', []) });

  void scheduler.Run({ Job: await Test_DiskJob.$new(session, { ...diskJob, Name: 'x' }) });

  // @ts-expect-error required
  void scheduler.Run({ Jobs: [job] });
  // @ts-expect-error a wrong type, three levels down
  void scheduler.Run({ Job: job, Event: { Cause: { Jobs: [{ Name: 5 }] } } });
  // @ts-expect-error a wrong name, three levels down
  void scheduler.Run({ Job: job, Event: { Cause: { Jobs: [{ Nam: 'x' }] } } });
  // @ts-expect-error 64 bits are a bigint
  void scheduler.Run({ Job: job, Text: { Bytes: 5 } });
  // @ts-expect-error an array where one instance is meant
  void scheduler.Run({ Job: [job] });
  // @ts-expect-error one instance where an array is meant
  void scheduler.Run({ Job: job, Jobs: job });
  // @ts-expect-error values of a class that nobody names
  void scheduler.Run({ Job: job, Anything: { Name: 'x' } });
  void Test_Event.$create(session, { Text: '<INSTANCE CLASSNAME="Test_Text"/>' });
  // @ts-expect-error a number in place of an instance
  void Test_Event.$create(session, { Text: 5 });
}

export async function streams(): Promise<void> {
  const search = volume.Search({ Like: '%' });
  for await (const name of search.stream('Names')) is<Eq<typeof name, string>>();
  for await (const size of search.stream('Size')) is<Eq<typeof size, bigint>>();
  for await (const time of search.stream('Times')) is<Eq<typeof time, CimDateTime | CimInterval>>();
  for await (const file of search.stream('Files')) is<Eq<typeof file, Test_File>>();
  for await (const path of search.stream('Paths')) is<Eq<typeof path, CimReference<Test_File>>>();
  for await (const object of search.stream('Objects')) is<Eq<typeof object, CimInstance>>();
  for await (const hash of search.stream('Hashes')) is<Eq<typeof hash, Uint8Array>>();
  for await (const byte of search.stream('Bytes')) is<Eq<typeof byte, number>>();
  for await (const state of search.stream('States')) {
    if (isKnown(Test_Volume_Search_States, state)) is<Eq<typeof state, 0 | 1>>();
  }
  is<Eq<keyof Test_Volume_Search_Streams & 'Total', never>>();

  // What nobody streams is collected; the rest comes with it.
  const { Files, Size, Bytes, Total, ReturnValue } = await search;
  is<Eq<typeof Files, readonly Test_File[] | null | undefined>>();
  is<Eq<typeof Size, readonly bigint[] | null | undefined>>();
  is<Eq<typeof Bytes, Uint8Array | undefined>>();
  is<Eq<typeof Total, number | null>>();
  is<Eq<typeof ReturnValue, number | null>>();

  for await (const alive of Test_Volume.Watch(session).stream('Alive')) is<Eq<typeof alive, boolean>>();
  // @ts-expect-error not streamed
  search.stream('Total');
  // @ts-expect-error an in-parameter
  search.stream('Like');
  // @ts-expect-error an in-parameter with the qualifier
  Test_Volume.Watch(session).stream('Unusual');
  // @ts-expect-error no such stream
  search.stream('Fils');
}

export function known(): void {
  // What only the server knows is reached by name.
  const newer = event.$instance.get('Newer');
  is<Eq<typeof event.$instance, CimInstance>>();
  void newer;
}
