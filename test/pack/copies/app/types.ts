// The declarations of two versions fit: nothing here needs a cast. It is compiled, and not run.

import {
  CimDateTime,
  type CimInstance,
  type CimInterval,
  type CimReference,
  expectSuccess,
  initialize,
  type MiError,
  type Session,
  valueName,
} from 'mi-codegen/runtime';
import { MemoryRepository, type MethodProviders } from 'mi-codegen/runtime/memory';
import { memory as theirMemory, runtime as theirRuntime, cim as theirs } from '../lib/index.js';
import * as ours from './generated/root/test/index.js';

export const values: readonly (CimDateTime | CimInterval | CimReference | CimInstance)[] = [
  theirRuntime.CimDateTime.parse('20240229123000.000000+060'),
  theirRuntime.CimInterval.from({ minutes: 5 }),
  theirRuntime.CimReference.parse('x:X.a=1'),
  new theirRuntime.CimInstance('X', []),
];
export const error: MiError = new theirRuntime.MiError('FAILED', 'x');
export const name: string | null = valueName(theirs.Test_Device_State, 1);
export const order: number = CimDateTime.from(new Date(0)).compare(theirRuntime.CimDateTime.from(new Date(1)));

/** Their classes in a session and a repository of ours, with values of ours. */
export async function callTheirs(session: Session, repository: MemoryRepository): Promise<void> {
  const Setting = await ours.Test_Setting.$new(session, { Label: 'x' });
  const At = CimDateTime.from(new Date(0));
  const { Used } = await expectSuccess(theirs.Test_Device.Make(session, { Id: 'a', Setting, At }));
  const label: string | null | undefined = Used?.Label;
  const home = await theirs.Test_Room.$create(session, { Name: label ?? '' });
  const device = await theirs.Test_Disk.$create(session, { Id: 'a', Installed: At, Home: home.$path, Setting });
  for await (const { Name } of device.$associators(theirs.Test_DeviceInRoom)) console.log(Name);
  const some = theirs.Test_Device.$query(session, { where: { Installed: { gt: At }, Home: home.$path } });
  for await (const { Home } of some) await Home?.get(session);
  const providers: MethodProviders<typeof theirs.Test_Device> = {
    Make: ({ At }, { session }) => ({
      ReturnValue: 0,
      Device: null,
      Used: { Since: At ?? null, Label: typeof session },
    }),
  };
  repository.provide(theirs.Test_Device, providers);
  repository.provide(theirs.Test_Device, { Reset: ({ At }) => ({ ReturnValue: 0, Was: At ?? null }) });
  await repository.update(device, { Installed: At });
}

export async function openTheirs(): Promise<void> {
  const application = await initialize({ handler: new theirMemory.MemoryRepository() });
  const other: Session = await (await theirRuntime.initialize({ handler: new MemoryRepository() })).newSession();
  await callTheirs(other, new MemoryRepository());
  await theirs.Test_Room.$get(await application.newSession(), { Name: 'attic' });
}
