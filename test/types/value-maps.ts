/** What value maps, flags, limits and return codes promise in types. Compiled by tsc, never run. */
import { expectSuccess, flags, isKnown, type Session, valueName } from 'mi-codegen/runtime';
import type { OpenBigint, OpenNumber, OpenString, Values } from 'mi-codegen/runtime/v1';
import type { Test_Folder } from '../golden/bit-maps/expected/Test_Folder.js';
import { type Test_Share, Test_Share_AccessMask, Test_Share_Wide } from '../golden/bit-maps/expected/Test_Share.js';
import { type Test_Switch, Test_Switch_State, Test_Switch_Wanted } from '../golden/equal-maps/expected/Test_Switch.js';
import type { Test_FaxJob } from '../golden/return-codes/expected/Test_FaxJob.js';
import { Test_Job, Test_Job_Stop_ReturnValue } from '../golden/return-codes/expected/Test_Job.js';
import type { Test_Driver } from '../golden/value-maps/expected/Test_Driver.js';
import {
  type Test_Service,
  Test_Service_Health,
  Test_Service_JobState,
  type Test_Service_State,
  Test_Service_Wide,
} from '../golden/value-maps/expected/Test_Service.js';
import type { Test_LaserPrinter } from '../golden/values-without-names/expected/Test_LaserPrinter.js';

type Eq<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

declare const session: Session;
declare const service: Test_Service;
declare const driver: Test_Driver;
declare const share: Test_Share;
declare const folder: Test_Folder;
declare const job: Test_Job;
declare const fax: Test_FaxJob;

export function values(): string | undefined {
  const state: Test_Service_JobState | null = service.JobState;
  is<Eq<Test_Service['State'], Test_Service_State | null>>();
  is<Eq<Test_Service['Bytes'], Uint8Array | null>>();
  is<Eq<Test_Service['NothingUsable'], number | null>>();
  // A value that no map knows is a value all the same.
  const any: Test_Service_JobState = 40_000;
  const sum: number = any + 1;
  void sum;
  // The map of a subclass may be larger.
  const up: Test_Service['Controls'] = driver.Controls;
  void up;
  // @ts-expect-error a map of numbers has no strings
  const wrong: Test_Service_JobState = 'New';
  void wrong;

  if (!isKnown(Test_Service_JobState, state)) return undefined;
  is<Eq<typeof state, 2 | 3>>();
  switch (state) {
    case Test_Service_JobState.New:
      return 'new';
    case Test_Service_JobState.Starting:
      return 'starting';
  }
}

export function aliases(onOff: Test_Switch): string | undefined {
  // An equal map is the same constant and the same type.
  is<Eq<Test_Switch_Wanted, Test_Switch_State>>();
  is<Eq<typeof Test_Switch_Wanted, typeof Test_Switch_State>>();
  is<Eq<Test_Switch['Wanted'], 0 | 1 | OpenNumber | null>>();
  const wanted = onOff.Wanted;
  if (!isKnown(Test_Switch_Wanted, wanted)) return undefined;
  switch (wanted) {
    case Test_Switch_Wanted.Off:
      return 'off';
    case Test_Switch_State.On:
      return 'on';
  }
}

export async function withoutNames(laser: Test_LaserPrinter): Promise<void> {
  is<Eq<Test_LaserPrinter['Resolution'], number | null>>();
  is<Eq<Test_LaserPrinter['Wide'], readonly bigint[] | null>>();
  is<Eq<Test_LaserPrinter['Paper'], 'A4' | 'A5' | OpenString | null>>();
  const { ReturnValue } = await laser.Reset();
  is<Eq<typeof ReturnValue, number | null>>();
}

export function valuesOfMaps(): void {
  is<Eq<Values<{ readonly A: 0; readonly B: 1 }>, 0 | 1 | OpenNumber>>();
  is<Eq<Values<{ readonly A: 0n }>, 0n | OpenBigint>>();
  is<Eq<Values<{ readonly A: 'a' }>, 'a' | OpenString>>();
}

export function strings(): void {
  const health = service.Health;
  if (isKnown(Test_Service_Health, health)) is<Eq<typeof health, 'OK' | 'Bad'>>();
  else is<Eq<typeof health, (string & {}) | null>>();
  const wide = service.Wide;
  if (isKnown(Test_Service_Wide, wide)) is<Eq<typeof wide, 0n | 9007199254740993n | 18446744073709551615n>>();
}

export function names(): void {
  const name = valueName(Test_Service_JobState, service.JobState);
  is<Eq<typeof name, 'New' | 'Starting' | (string & {}) | null>>();
  // @ts-expect-error absent is not null
  valueName(Test_Service_JobState, undefined);
}

export function bits(): void {
  is<Eq<Test_Share['AccessMask'], number | null>>();
  is<Eq<Test_Share['Wide'], bigint | null>>();
  const up: Test_Share['AccessMask'] = folder.AccessMask;
  void up;
  const mask = flags.of(Test_Share_AccessMask, 'Read', 'Write');
  is<Eq<typeof mask, number>>();
  const wide = flags.of(Test_Share_Wide, 'Last');
  is<Eq<typeof wide, bigint>>();
  share.Wide = wide;
  const listed = flags.list(Test_Share_AccessMask, mask);
  is<Eq<typeof listed, ('Read' | 'Write' | 'Delete' | 'Everything')[]>>();
  // @ts-expect-error no flag of this name
  flags.has(Test_Share_AccessMask, mask, 'Raed');
  // @ts-expect-error null has no bits, and is not the same as none
  flags.list(Test_Share_AccessMask, share.AccessMask);
}

export async function codes(): Promise<void> {
  const { Log, ReturnValue } = await expectSuccess(job.Stop({ Force: true }), [
    Test_Job_Stop_ReturnValue.Completed,
    4096,
  ]);
  is<Eq<typeof Log, string | null>>();
  is<Eq<typeof ReturnValue, Test_Job_Stop_ReturnValue | null>>();
  await expectSuccess(Test_Job.Purge(session), [0n, 1n]);
  await expectSuccess(fax.Stop());
  // @ts-expect-error a 64-bit code is a bigint
  await expectSuccess(Test_Job.Purge(session), [0]);
  // @ts-expect-error void is no code
  await expectSuccess(job.Forget());
  // @ts-expect-error a string is no code
  await expectSuccess(job.GetLog());
  // @ts-expect-error the outcome does not know which method it is of
  await expectSuccess(await job.Stop());
}

export async function codesOfCalls(): Promise<void> {
  const { Log, ReturnValue } = await job
    .Stop({ Force: true })
    .expectSuccess([Test_Job_Stop_ReturnValue.Completed, 4096]);
  is<Eq<typeof Log, string | null>>();
  is<Eq<typeof ReturnValue, Test_Job_Stop_ReturnValue | null>>();
  await Test_Job.Purge(session).expectSuccess([0n, 1n]);
  await fax.Stop().expectSuccess();
  // @ts-expect-error a 64-bit code is a bigint
  await Test_Job.Purge(session).expectSuccess([0]);
  // @ts-expect-error void is no code
  await job.Forget().expectSuccess();
  // @ts-expect-error a string is no code
  await job.GetLog().expectSuccess();
  // @ts-expect-error an untyped outcome has no code that a schema names
  await session.invoke('root/test', 'Test_Job', 'Purge').expectSuccess();
}
