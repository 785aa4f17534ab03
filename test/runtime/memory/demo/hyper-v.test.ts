import type { Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type CIM_ConcreteJob,
  Msvm_AffectedJobElement,
  Msvm_ComputerSystem,
  Msvm_ConcreteJob,
  Msvm_ImageManagementService,
  Msvm_KvpExchangeComponent,
  Msvm_MemorySettingData,
  Msvm_SettingsDefineState,
  Msvm_SnapshotOfVirtualSystem,
  Msvm_SummaryInformation,
  Msvm_SystemDevice,
  Msvm_VirtualHardDiskSettingData,
  Msvm_VirtualSystemManagementService,
  Msvm_VirtualSystemSettingData,
  Msvm_VirtualSystemSettingDataComponent,
  Msvm_VirtualSystemSnapshotService,
} from '../../../../generated/root/virtualization/v2/index.js';
import type { CimReference } from '../../../../runtime/values/index.js';
import { demoSession } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

async function only<T>(found: AsyncIterable<T>): Promise<T> {
  for await (const one of found) return one;
  throw new Error('there is none');
}
const management = () => only(Msvm_VirtualSystemManagementService.$enumerate(session));
const machine = (ElementName: string) => only(Msvm_ComputerSystem.$query(session, { where: { ElementName } }));

/** Waits for the end of a job, and gives it as it is then. */
async function finished(started: { readonly Job: CimReference<CIM_ConcreteJob> | null }): Promise<Msvm_ConcreteJob> {
  const InstanceID = String(started.Job?.keys[0]?.value);
  const done = Msvm_ConcreteJob.$modified(session, { within: 1, where: { InstanceID, JobState: { ge: 7 } } });
  const event = only(done);
  const job = await Msvm_ConcreteJob.$get(session, { InstanceID });
  return (job.JobState ?? 0) >= 7 ? job : (await event).indication.TargetInstance;
}

it('lists the host and its machines', async () => {
  const systems = await Msvm_ComputerSystem.$enumerate(session).toArray();
  expect(systems.map(({ Caption, ElementName, EnabledState }) => [Caption, ElementName, EnabledState])).toEqual([
    ['Hosting Computer System', 'SRV01', 2],
    ['Virtual Machine', 'web01', 2],
    ['Virtual Machine', 'db01', 2],
    ['Virtual Machine', 'build01', 3],
  ]);
});

it('tells what a guest says of itself', async () => {
  const web = await machine('web01');
  const component = await only(web.$associators(Msvm_SystemDevice, { resultClass: Msvm_KvpExchangeComponent }));
  const items = component.GuestIntrinsicExchangeItems?.map(({ Name, Data }) => [Name, Data]);
  expect(items).toContainEqual(['OSName', 'Windows Server 2022 Standard']);
});

describe('a job', () => {
  it('runs, and completes', async () => {
    const build = await machine('build01');
    const started = await build.RequestStateChange({ RequestedState: 2 });
    expect(started.ReturnValue).toBe(4096);
    const job = await finished(started);
    expect(job).toMatchObject({ JobState: 7, PercentComplete: 100, ErrorCode: 0 });
    expect((await build.$refresh()).EnabledState).toBe(2);
    const affected = await only(job.$references(Msvm_AffectedJobElement));
    expect(affected.AffectedElement.toString()).toBe(build.$path.toString());
  });
});

it('changes states where the one that a machine is in allows it', async () => {
  const build = await machine('build01');
  expect(await build.RequestStateChange({ RequestedState: 9 })).toEqual({ Job: null, ReturnValue: 32775 });
  expect(await (await machine('SRV01')).RequestStateChange({ RequestedState: 3 })).toMatchObject({
    ReturnValue: 32773,
  });
  const web = await machine('web01');
  for (const [asked, reached] of [
    [9, 9],
    [2, 2],
    [6, 6],
    [2, 2],
    [4, 3],
  ] as const) {
    await finished(await web.RequestStateChange({ RequestedState: asked }));
    expect((await web.$refresh()).EnabledState).toBe(reached);
  }
});

describe('a machine', () => {
  it('is defined, changed and destroyed', async () => {
    const service = await management();
    const SystemSettings = await Msvm_VirtualSystemSettingData.$new(session, {
      ElementName: 'new01',
      VirtualSystemSubType: 'Microsoft:Hyper-V:SubType:2',
      Notes: ['a note'],
    });
    const defined = await service.DefineSystem({ SystemSettings });
    expect(defined.ReturnValue).toBe(4096);
    await finished(defined);
    const system = await machine('new01');
    expect(defined.ResultingSystem?.toString()).toBe(system.$path.toString());
    const settings = await only(
      system.$associators(Msvm_SettingsDefineState, { resultClass: Msvm_VirtualSystemSettingData }),
    );
    expect(settings).toMatchObject({ ElementName: 'new01', Notes: ['a note'], SecureBootEnabled: true });

    const memory = await only(
      settings.$associators(Msvm_VirtualSystemSettingDataComponent, { resultClass: Msvm_MemorySettingData }),
    );
    const { InstanceID } = memory;
    const changed = await Msvm_MemorySettingData.$new(session, { InstanceID, VirtualQuantity: 512n });
    await finished(await service.ModifyResourceSettings({ ResourceSettings: [changed] }));
    expect((await memory.$refresh()).VirtualQuantity).toBe(512n);

    const renamed = { InstanceID: settings.InstanceID, ElementName: 'new02' };
    await finished(await service.ModifySystemSettings({ SystemSettings: renamed }));
    expect((await system.$refresh()).ElementName).toBe('new02');

    await finished(await service.DestroySystem({ AffectedSystem: system.$path }));
    await expect(system.$refresh()).rejects.toMatchObject({ result: 'NOT_FOUND' });
    await expect(memory.$refresh()).rejects.toMatchObject({ result: 'NOT_FOUND' });
  });

  it('is not destroyed while it runs', async () => {
    const AffectedSystem = (await machine('web01')).$path;
    expect(await (await management()).DestroySystem({ AffectedSystem })).toEqual({ Job: null, ReturnValue: 32775 });
  });
});

it('summarizes machines, in the parts that are asked for', async () => {
  const service = await management();
  const { SummaryInformation } = await service.GetSummaryInformation({ RequestedInformation: [1, 4, 100, 103] });
  const rows = SummaryInformation?.map((each) =>
    each instanceof Msvm_SummaryInformation
      ? [each.ElementName, each.NumberOfProcessors, each.EnabledState, each.MemoryUsage, each.Name]
      : each,
  );
  expect(rows).toEqual([
    ['web01', 2, 2, 2048n, undefined],
    ['db01', 4, 2, 4096n, undefined],
    ['build01', 2, 3, 0n, undefined],
  ]);
});

it('makes snapshots, and deletes them', async () => {
  const service = await only(Msvm_VirtualSystemSnapshotService.$enumerate(session));
  const web = await machine('web01');
  const created = await service.CreateSnapshot({ AffectedSystem: web.$path, SnapshotType: 2 });
  await finished(created);
  const [snapshot] = await web.$associators(Msvm_SnapshotOfVirtualSystem).toArray();
  expect(snapshot?.VirtualSystemType).toBe('Microsoft:Hyper-V:Snapshot:Realized');
  if (snapshot === undefined) return;
  expect(created.ResultingSnapshot?.toString()).toBe(snapshot.$path.toString());
  await finished(await service.ApplySnapshot({ Snapshot: snapshot.$path }));
  await finished(await service.DestroySnapshot({ AffectedSnapshot: snapshot.$path }));
  expect(await web.$associators(Msvm_SnapshotOfVirtualSystem).toArray()).toEqual([]);
});

it('makes virtual hard disks, and tells of them', async () => {
  const service = await only(Msvm_ImageManagementService.$enumerate(session));
  const Path = 'D:\\Hyper-V\\new.vhdx';
  const settings = { Path, Type: 3, Format: 3, MaxInternalSize: 10n * 2n ** 30n };
  const VirtualDiskSettingData = await Msvm_VirtualHardDiskSettingData.$new(session, settings);
  await finished(await service.CreateVirtualHardDisk({ VirtualDiskSettingData }));
  expect(await service.CreateVirtualHardDisk({ VirtualDiskSettingData })).toEqual({ Job: null, ReturnValue: 32773 });
  expect((await service.GetVirtualHardDiskSettingData({ Path })).SettingData).toMatchObject(settings);
  await finished(await service.ResizeVirtualHardDisk({ Path, MaxInternalSize: 2n ** 40n }));
  expect((await service.GetVirtualHardDiskSettingData({ Path })).SettingData?.MaxInternalSize).toBe(2n ** 40n);
  expect((await service.GetVirtualHardDiskSettingData({ Path: 'D:\\none.vhdx' })).ReturnValue).toBe(32779);
});
