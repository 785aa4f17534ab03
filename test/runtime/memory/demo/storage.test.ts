import type { Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  Win32_DiskDrive,
  Win32_DiskPartition,
  Win32_LogicalDisk,
  Win32_Volume,
} from '../../../../generated/root/cimv2/index.js';
import {
  MSFT_Disk,
  MSFT_DiskToPartition,
  MSFT_Partition,
  MSFT_PartitionToVolume,
  MSFT_PhysicalDisk,
  MSFT_PhysicalDiskToStorageReliabilityCounter,
  MSFT_StoragePool,
  MSFT_StoragePoolToPhysicalDisk,
  MSFT_StorageSubSystem,
  MSFT_StorageSubSystemToDisk,
  MSFT_Volume,
} from '../../../../generated/root/microsoft/windows/storage/index.js';
import { demoSession, only } from './demo-session.js';

const MB = 2n ** 20n;
const GB = 2n ** 30n;

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const disk = (number: number) => only(MSFT_Disk.$query(session, { where: { Number: number } }));
const partition = (DriveLetter: string) => only(MSFT_Partition.$query(session, { where: { DriveLetter } }));
const volume = (DriveLetter: string) => only(MSFT_Volume.$query(session, { where: { DriveLetter } }));

it('is that of the disks that root/cimv2 tells of', async () => {
  const drives = await Win32_DiskDrive.$enumerate(session).toArray();
  for (const { Index, Model, SerialNumber, Size, Partitions } of drives) {
    const { Number: number, ...same } = await disk(Index ?? -1);
    expect([same.Model, same.SerialNumber]).toEqual([Model, SerialNumber]);
    // Win32_DiskDrive counts whole cylinders.
    expect(same.Size - (Size ?? 0n)).toBeLessThan(255n * 63n * 512n);
    const physical = await only(MSFT_PhysicalDisk.$query(session, { where: { DeviceId: `${number}` } }));
    expect(physical).toMatchObject({ SerialNumber, Size: same.Size, MediaType: Index === 0 ? 4 : 3 });
    const reserved = await MSFT_Partition.$query(session, { where: { DiskNumber: Index ?? -1, DriveLetter: null } });
    expect(same.NumberOfPartitions).toBe((Partitions ?? 0) + ((await reserved.toArray()).length === 2 ? 1 : 0));
  }
});

it('leads from disks to partitions and volumes, which root/cimv2 knows too', async () => {
  const found: string[] = [];
  for await (const each of MSFT_Disk.$enumerate(session)) {
    for await (const part of each.$associators(MSFT_DiskToPartition)) {
      const [on] = await part.$associators(MSFT_PartitionToVolume).toArray();
      found.push([part.DiskNumber, part.PartitionNumber, part.DriveLetter, on?.FileSystemLabel].join(' '));
      if (on === undefined) continue;
      const known = await Win32_Volume.$get(session, { DeviceID: on.Path });
      expect(known).toMatchObject({ Capacity: on.Size, FreeSpace: on.SizeRemaining, Label: on.FileSystemLabel });
      const where = { DiskIndex: part.DiskNumber, StartingOffset: part.Offset ?? 0n };
      expect((await only(Win32_DiskPartition.$query(session, { where }))).Size).toBe(part.Size);
    }
  }
  expect(found).toEqual(['0 1  SYSTEM', '0 2  ', '0 3 C Windows', '1 1 D Data', '1 2 E Backup']);
});

it('has a subsystem with a primordial pool of all disks', async () => {
  const subsystem = await only(MSFT_StorageSubSystem.$enumerate(session));
  expect(await subsystem.$associators(MSFT_StorageSubSystemToDisk).toArray()).toHaveLength(2);
  const pool = await only(MSFT_StoragePool.$query(session, { where: { IsPrimordial: true } }));
  const disks = await pool.$associators(MSFT_StoragePoolToPhysicalDisk).toArray();
  expect(pool.Size).toBe(disks.reduce((sum, { Size }) => sum + (Size ?? 0n), 0n));
  const [first] = disks;
  if (first === undefined) return;
  const counter = await only(first.$associators(MSFT_PhysicalDiskToStorageReliabilityCounter));
  expect(counter.PowerOnHours).toBe(9480);
});

describe('disks', () => {
  it('are cleared, initialized and partitioned', async () => {
    const data = await disk(1);
    expect(await data.Initialize()).toMatchObject({ ReturnValue: 41001 });
    expect(await (await disk(0)).Clear({ RemoveData: true })).toMatchObject({ ReturnValue: 41009 });
    expect(await data.Clear()).toMatchObject({ ReturnValue: 41008 });
    expect(await data.Clear({ RemoveData: true })).toMatchObject({ ReturnValue: 0 });
    expect(await disk(1)).toMatchObject({ PartitionStyle: 0, NumberOfPartitions: 0, AllocatedSize: 0n });
    await expect(Win32_LogicalDisk.$get(session, { DeviceID: 'D:' })).rejects.toMatchObject({ result: 'NOT_FOUND' });
    expect(await data.CreatePartition({ Size: GB })).toMatchObject({ ReturnValue: 41000 });

    expect((await data.Initialize({ PartitionStyle: 1 })).ReturnValue).toBe(0);
    expect((await data.ConvertStyle({ PartitionStyle: 2 })).ReturnValue).toBe(0);
    const created = await data.CreatePartition({ Size: 10n * GB, AssignDriveLetter: true });
    expect(created.CreatedPartition).toMatchObject({ PartitionNumber: 1, DriveLetter: 'D', Offset: MB });
    expect(await Win32_DiskPartition.$get(session, { DeviceID: 'Disk #1, Partition #0' })).toMatchObject({
      Size: 10n * GB,
      Type: 'GPT: Basic Data',
    });
    expect(await (await volume('D')).Format({ FileSystem: 'ntfs', FileSystemLabel: 'Fresh' })).toMatchObject({
      FormattedVolume: { FileSystem: 'NTFS', FileSystemLabel: 'Fresh', SizeRemaining: 10n * GB },
      ReturnValue: 0,
    });
    expect(await Win32_LogicalDisk.$get(session, { DeviceID: 'D:' })).toMatchObject({
      VolumeName: 'Fresh',
      Size: 10n * GB,
    });
    expect(await data.ConvertStyle({ PartitionStyle: 1 })).toMatchObject({ ReturnValue: 41013 });
  });

  it('have partitions only where there is room', async () => {
    const system = await disk(0);
    const free = system.LargestFreeExtent ?? 0n;
    expect(await system.CreatePartition({ Size: free + 1n })).toMatchObject({ ReturnValue: 40000 });
    expect(await system.CreatePartition()).toMatchObject({ ReturnValue: 40005 });
    expect(await system.CreatePartition({ Size: GB, UseMaximumSize: true })).toMatchObject({ ReturnValue: 5 });
    expect(await system.CreatePartition({ Size: MB, Offset: 0n })).toMatchObject({ ReturnValue: 41012 });
    expect(await system.CreatePartition({ Size: MB, MbrType: 7 })).toMatchObject({ ReturnValue: 41006 });
    expect(await system.CreatePartition({ Size: MB, DriveLetter: 'C' })).toMatchObject({ ReturnValue: 42002 });
    const rest = await system.CreatePartition({ UseMaximumSize: true });
    expect(rest.CreatedPartition).toMatchObject({ PartitionNumber: 5, Size: free - MB, DriveLetter: null });
    expect((await system.$refresh()).LargestFreeExtent).toBe(0n);
    expect((await only(Win32_DiskDrive.$query(session, { where: { Index: 0 } }))).Partitions).toBe(4);
  });

  it('are taken offline, but for the one with Windows', async () => {
    const data = await disk(1);
    expect(await (await disk(0)).Offline()).toMatchObject({ ReturnValue: 41009 });
    expect(await data.Offline()).toMatchObject({ ReturnValue: 0 });
    expect(await disk(1)).toMatchObject({ IsOffline: true, OperationalStatus: [53267] });
    expect(await data.CreatePartition({ Size: MB })).toMatchObject({ ReturnValue: 41003 });
    expect(await data.Online()).toMatchObject({ ReturnValue: 0 });
    expect(await data.SetAttributes({ IsReadOnly: true })).toMatchObject({ ReturnValue: 0 });
    expect(await data.CreatePartition({ Size: MB })).toMatchObject({ ReturnValue: 41002 });
  });
});

describe('partitions', () => {
  it('are resized within what their volumes and their disk allow', async () => {
    const data = await partition('D');
    expect(await data.GetSupportedSize()).toMatchObject({ SizeMin: 789n * GB, SizeMax: 1400n * GB });
    expect(await data.Resize({ Size: 1401n * GB })).toMatchObject({ ReturnValue: 4097 });
    expect(await data.Resize({ Size: 1000n * GB })).toMatchObject({ ReturnValue: 0 });
    expect(await volume('D')).toMatchObject({ Size: 1000n * GB, SizeRemaining: 211n * GB });
    expect((await Win32_LogicalDisk.$get(session, { DeviceID: 'D:' })).FreeSpace).toBe(211n * GB);
    expect((await disk(1)).LargestFreeExtent).toBe(400n * GB);
    expect((await data.GetSupportedSize()).SizeMax).toBe(1400n * GB);
  });

  it('are deleted, but for those that Windows runs from', async () => {
    expect(await (await partition('C')).DeleteObject()).toMatchObject({ ReturnValue: 40001 });
    expect(await (await partition('E')).DeleteObject()).toMatchObject({ ReturnValue: 0 });
    expect(await MSFT_Volume.$query(session, { where: { DriveLetter: 'E' } }).toArray()).toEqual([]);
    expect(await Win32_Volume.$query(session, { where: { DriveLetter: 'E:' } }).toArray()).toEqual([]);
    expect((await disk(1)).NumberOfPartitions).toBe(1);
  });

  it('get and lose letters and folders', async () => {
    const backup = await partition('E');
    expect(await backup.AddAccessPath({ AccessPath: 'G:' })).toMatchObject({ ReturnValue: 42002 });
    expect(await backup.RemoveAccessPath({ AccessPath: 'E:' })).toMatchObject({ ReturnValue: 0 });
    const bare = await backup.$refresh();
    expect(bare.DriveLetter).toBe(null);
    await expect(Win32_LogicalDisk.$get(session, { DeviceID: 'E:' })).rejects.toMatchObject({ result: 'NOT_FOUND' });
    expect(await bare.AddAccessPath({ AccessPath: 'd:' })).toMatchObject({ ReturnValue: 42002 });
    expect(await bare.AddAccessPath({ AccessPath: 'nowhere' })).toMatchObject({ ReturnValue: 42007 });
    expect(await bare.AddAccessPath({ AccessPath: 'g:' })).toMatchObject({ ReturnValue: 0 });
    expect(await bare.AddAccessPath({ AccessPath: 'D:\\Backup' })).toMatchObject({ ReturnValue: 0 });
    const { AccessPaths } = await bare.GetAccessPaths();
    expect(AccessPaths?.slice(0, 1)).toEqual(['G:\\']);
    expect(AccessPaths?.at(-1)).toBe('D:\\Backup\\');
    expect(await Win32_LogicalDisk.$get(session, { DeviceID: 'G:' })).toMatchObject({ VolumeName: 'Backup' });
    const [known] = await Win32_Volume.$query(session, { where: { DriveLetter: 'G:' } }).toArray();
    expect(known?.Label).toBe('Backup');
    const boot = await partition('C');
    expect(await boot.RemoveAccessPath({ AccessPath: 'C:\\' })).toMatchObject({ ReturnValue: 42006 });
    expect(await boot.RemoveAccessPath({ AccessPath: boot.AccessPaths?.[1] ?? '' })).toMatchObject({
      ReturnValue: 42005,
    });
  });
});

describe('volumes', () => {
  it('have labels that root/cimv2 shows too, in both directions', async () => {
    expect(await (await volume('D')).SetFileSystemLabel({ FileSystemLabel: 'Files' })).toMatchObject({
      ReturnValue: 0,
    });
    expect((await Win32_LogicalDisk.$get(session, { DeviceID: 'D:' })).VolumeName).toBe('Files');
    const [known] = await Win32_Volume.$query(session, { where: { DriveLetter: 'E:' } }).toArray();
    await known?.Format({ FileSystem: 'NTFS', Label: 'Empty' });
    expect(await volume('E')).toMatchObject({ FileSystemLabel: 'Empty', FileSystemType: 14 });
  });

  it('are formatted with what there is', async () => {
    const data = await volume('D');
    expect((await data.GetSupportedFileSystems()).SupportedFileSystems).toEqual(['FAT32', 'NTFS', 'ReFS']);
    expect((await data.GetSupportedClusterSizes({ FileSystem: 'ReFS' })).SupportedClusterSizes).toContain(65536);
    expect(await data.GetSupportedClusterSizes({ FileSystem: 'EXT4' })).toMatchObject({ ReturnValue: 5 });
    expect(await data.Format({ FileSystem: 'EXT4' })).toMatchObject({ ReturnValue: 43001 });
    expect(await data.Format({ AllocationUnitSize: 1000 })).toMatchObject({ ReturnValue: 43000 });
    expect(await (await volume('C')).Format()).toMatchObject({ ReturnValue: 42010 });
    expect(await data.GetDedupProperties()).toMatchObject({ ReturnValue: 43020 });
  });
});
