import type { Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type CIM_ConcreteJob,
  Msvm_AffectedJobElement,
  Msvm_ComputerSystem,
  Msvm_ConcreteJob,
  Msvm_ImageManagementService,
  Msvm_KvpExchangeComponent,
  Msvm_KvpExchangeComponentSettingData,
  Msvm_KvpExchangeDataItem,
  Msvm_MemorySettingData,
  Msvm_ProcessorSettingData,
  Msvm_SettingsDefineState,
  Msvm_SnapshotOfVirtualSystem,
  Msvm_StorageAllocationSettingData,
  Msvm_SummaryInformation,
  Msvm_SystemDevice,
  Msvm_VirtualHardDiskSettingData,
  Msvm_VirtualSystemManagementService,
  Msvm_VirtualSystemSettingData,
  Msvm_VirtualSystemSettingDataComponent,
  Msvm_VirtualSystemSnapshotService,
} from '../../../../generated/root/virtualization/v2/index.js';
import { CimReference } from '../../../../runtime/values/index.js';
import { demoSession, only } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

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

  it('has the processors and the memory that it is defined with', async () => {
    const service = await management();
    const ResourceSettings = [
      await Msvm_MemorySettingData.$new(session, { InstanceID: '', VirtualQuantity: 8192n }),
      await Msvm_ProcessorSettingData.$new(session, { InstanceID: '', VirtualQuantity: 6n }),
    ];
    await finished(await service.DefineSystem({ SystemSettings: { ElementName: 'new01' }, ResourceSettings }));
    const { $path } = await only(Msvm_VirtualSystemSettingData.$query(session, { where: { ElementName: 'new01' } }));
    const asked = { SettingData: [$path], RequestedInformation: [4] };
    expect((await service.GetSummaryInformation(asked)).SummaryInformation).toMatchObject([{ NumberOfProcessors: 6 }]);
    const memory = await Msvm_MemorySettingData.$enumerate(session).toArray();
    expect(memory.map(({ VirtualQuantity }) => VirtualQuantity)).toContain(8192n);
  });

  it('is not destroyed while it runs', async () => {
    const AffectedSystem = (await machine('web01')).$path;
    expect(await (await management()).DestroySystem({ AffectedSystem })).toEqual({ Job: null, ReturnValue: 32775 });
    const { className, namespace } = AffectedSystem;
    const keys = AffectedSystem.keys.map((key) => ({ ...key, name: key.name.toLowerCase() }));
    const path = new CimReference<Msvm_ComputerSystem>(className, keys, namespace);
    expect((await (await management()).DestroySystem({ AffectedSystem: path })).ReturnValue).toBe(32775);
  });

  it('keeps its settings when they are taken for a snapshot', async () => {
    const service = await only(Msvm_VirtualSystemSnapshotService.$enumerate(session));
    const settings = await only(Msvm_VirtualSystemSettingData.$query(session, { where: { ElementName: 'web01' } }));
    const AffectedSnapshot = settings.$path;
    expect(await service.DestroySnapshot({ AffectedSnapshot })).toEqual({ Job: null, ReturnValue: 4 });
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
  expect(await service.ApplySnapshot({ Snapshot: snapshot.$path })).toEqual({ Job: null, ReturnValue: 5 });
  await finished(await web.RequestStateChange({ RequestedState: 3 }));
  await finished(await service.ApplySnapshot({ Snapshot: snapshot.$path }));
  await finished(await web.RequestStateChange({ RequestedState: 2 }));
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

it('makes no virtual hard disk without a path, or in the place of a file', async () => {
  const service = await only(Msvm_ImageManagementService.$enumerate(session));
  const create = (settings: { InstanceID: string; Path?: string }) =>
    service.CreateVirtualHardDisk({ VirtualDiskSettingData: settings });
  expect(await create({ InstanceID: '' })).toEqual({ Job: null, ReturnValue: 32773 });
  const Path = 'C:\\pagefile.sys';
  expect(await finished(await create({ InstanceID: '', Path }))).toMatchObject({ JobState: 10 });
  expect((await service.GetVirtualHardDiskSettingData({ Path })).ReturnValue).toBe(32779);
});

describe('resources', () => {
  const settingsOf = async (name: string) => {
    const system = await machine(name);
    return only(system.$associators(Msvm_SettingsDefineState, { resultClass: Msvm_VirtualSystemSettingData }));
  };
  const disksOf = async (settings: Msvm_VirtualSystemSettingData) => {
    const resultClass = Msvm_StorageAllocationSettingData;
    return settings.$associators(Msvm_VirtualSystemSettingDataComponent, { resultClass }).toArray();
  };

  it('are added to a machine, and removed from it', async () => {
    const service = await management();
    const settings = await settingsOf('build01');
    const disk = await Msvm_StorageAllocationSettingData.$new(session, { HostResource: ['D:\\Hyper-V\\data.vhdx'] });
    const target = { AffectedConfiguration: settings.$path };
    const added = await service.AddResourceSettings({ ...target, ResourceSettings: [disk] });
    expect(added.ReturnValue).toBe(4096);
    await finished(added);
    const [path] = added.ResultingResourceSettings ?? [];
    const disks = await disksOf(settings);
    expect(disks.map(({ HostResource }) => HostResource)).toContainEqual(['D:\\Hyper-V\\data.vhdx']);
    expect(disks.map(({ $path }) => $path.toString())).toContain(path?.toString());
    if (path === undefined) return;
    await finished(await service.RemoveResourceSettings({ ResourceSettings: [path] }));
    expect(await disksOf(settings)).toHaveLength(1);
    expect(await service.RemoveResourceSettings({ ResourceSettings: [path] })).toMatchObject({ ReturnValue: 4 });
  });

  it('are not added where a machine has one already, nor removed where it needs it', async () => {
    const service = await management();
    const settings = await settingsOf('build01');
    const memory = await only(
      settings.$associators(Msvm_VirtualSystemSettingDataComponent, { resultClass: Msvm_MemorySettingData }),
    );
    const more = await Msvm_MemorySettingData.$new(session, { VirtualQuantity: 512n });
    const target = { AffectedConfiguration: settings.$path };
    expect(await service.AddResourceSettings({ ...target, ResourceSettings: [more] })).toMatchObject({
      ReturnValue: 4,
    });
    expect(await service.RemoveResourceSettings({ ResourceSettings: [memory.$path] })).toMatchObject({
      ReturnValue: 4,
    });
  });
});

it('gives guests names with values, changes them, and takes them away', async () => {
  const service = await management();
  const TargetSystem = (await machine('web01')).$path;
  const change = async (method: 'AddKvpItems' | 'ModifyKvpItems' | 'RemoveKvpItems', Name: string, Data = '') => {
    const DataItems = [await Msvm_KvpExchangeDataItem.$new(session, { Name, Data, Source: 0 })];
    const started = await service[method]({ TargetSystem, DataItems });
    if (started.Job !== null) await finished(started);
    return started.ReturnValue;
  };
  const pairs = async () => {
    const found = await Msvm_KvpExchangeComponentSettingData.$enumerate(session).toArray();
    return found.flatMap(({ HostExchangeItems }) => HostExchangeItems?.map(({ Name, Data }) => [Name, Data]) ?? []);
  };
  expect(await change('AddKvpItems', 'Owner', 'alice')).toBe(4096);
  expect(await change('AddKvpItems', 'Owner', 'bob')).toBe(32773);
  expect(await pairs()).toEqual([['Owner', 'alice']]);
  expect(await change('ModifyKvpItems', 'Owner', 'bob')).toBe(4096);
  expect(await change('ModifyKvpItems', 'Nobody')).toBe(32773);
  expect(await pairs()).toEqual([['Owner', 'bob']]);
  expect(await change('RemoveKvpItems', 'Owner')).toBe(4096);
  expect(await change('RemoveKvpItems', 'Owner')).toBe(32773);
  expect(await pairs()).toEqual([]);
});
