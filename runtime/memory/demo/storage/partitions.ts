import { Win32_DiskDrive } from '../../../../generated/root/cimv2/Win32_DiskDrive.js';
import { Win32_DiskPartition } from '../../../../generated/root/cimv2/Win32_DiskPartition.js';
import { Win32_LogicalDisk } from '../../../../generated/root/cimv2/Win32_LogicalDisk.js';
import { Win32_Volume } from '../../../../generated/root/cimv2/Win32_Volume.js';
import { MSFT_Disk } from '../../../../generated/root/microsoft/windows/storage/MSFT_Disk.js';
import { MSFT_DiskToPartition } from '../../../../generated/root/microsoft/windows/storage/MSFT_DiskToPartition.js';
import { MSFT_Partition } from '../../../../generated/root/microsoft/windows/storage/MSFT_Partition.js';
import { MSFT_PartitionToVolume } from '../../../../generated/root/microsoft/windows/storage/MSFT_PartitionToVolume.js';
import { MSFT_StorageSubSystem } from '../../../../generated/root/microsoft/windows/storage/MSFT_StorageSubSystem.js';
import { MSFT_StorageSubSystemToPartition } from '../../../../generated/root/microsoft/windows/storage/MSFT_StorageSubSystemToPartition.js';
import { MSFT_StorageSubSystemToVolume } from '../../../../generated/root/microsoft/windows/storage/MSFT_StorageSubSystemToVolume.js';
import { MSFT_Volume } from '../../../../generated/root/microsoft/windows/storage/MSFT_Volume.js';
import type { CimReference } from '../../../v1/index.js';
import { type DemoMachine, ifFound, remove } from '../demo-machine.js';
import { addDiskPartition, driveId } from '../disks.js';
import { addVolume as addWindowsVolume, CLUSTER, type DiskVolume, volumePath } from '../volumes.js';
import { spaceOf } from './free-space.js';
import {
  FILE_SYSTEM_TYPES,
  HEALTHY,
  OK,
  objectId,
  RESERVED_TYPE,
  SUBSYSTEM_ID,
  SYSTEM_TYPE,
  volumeId,
} from './storage-objects.js';

/** A partition, with a volume or without one. */
export interface PartitionRow {
  readonly number: number;
  /** In bytes. */
  readonly offset: bigint;
  readonly size: bigint;
  /** Null on a disk with an MBR. */
  readonly gptType: MSFT_Partition['GptType'];
  /** Null on a disk with a GPT. */
  readonly mbrType: MSFT_Partition['MbrType'];
  readonly isHidden: boolean;
  readonly volume: DiskVolume | null;
}

/** Adds a partition of a disk as the storage namespace tells of it, and its volume. */
export async function addPartition(
  machine: DemoMachine,
  disk: Pick<MSFT_Disk, 'ObjectId' | 'Number'>,
  { number, offset, size, gptType, mbrType, isHidden, volume }: PartitionRow,
): Promise<CimReference<MSFT_Partition>> {
  const { insert, session } = machine;
  const letter = volume?.letter ?? null;
  const paths = [letter && `${letter}\\`, volume && volumePath(volume.guid)];
  const { $path: Partition } = await insert(MSFT_Partition, {
    ObjectId: objectId('Partition', 'PR', `${disk.Number}:${number}`),
    UniqueId: `{${number}}${disk.ObjectId}`,
    DiskId: disk.ObjectId,
    DiskNumber: disk.Number ?? 0,
    PartitionNumber: number,
    Offset: offset,
    Size: size,
    GptType: gptType,
    MbrType: mbrType,
    Guid: gptType === null || volume === null ? null : `{${volume.guid}}`,
    DriveLetter: letter?.[0] ?? null,
    AccessPaths: paths.flatMap((path) => path ?? []),
    OperationalStatus: 1,
    TransitionState: 1,
    IsSystem: gptType === SYSTEM_TYPE,
    IsBoot: letter === 'C:',
    IsActive: false,
    IsHidden: isHidden,
    IsOffline: false,
    IsReadOnly: false,
    IsShadowCopy: false,
    IsDAX: false,
    NoDefaultDriveLetter: isHidden,
  });
  const StorageSubSystem = MSFT_StorageSubSystem.$at(session, { ObjectId: SUBSYSTEM_ID }).$path;
  const Disk = MSFT_Disk.$at(session, { ObjectId: disk.ObjectId }).$path;
  await insert(MSFT_DiskToPartition, { Disk, Partition });
  await insert(MSFT_StorageSubSystemToPartition, { StorageSubSystem, Partition });
  if (volume !== null) {
    const Volume = await addVolume(machine, volume);
    await insert(MSFT_PartitionToVolume, { Partition, Volume });
    await insert(MSFT_StorageSubSystemToVolume, { StorageSubSystem, Volume });
  }
  return Partition;
}

async function addVolume({ insert }: DemoMachine, volume: DiskVolume): Promise<CimReference<MSFT_Volume>> {
  const { letter, label, fileSystem, size, free } = volume;
  const path = volumePath(volume.guid);
  const added = await insert(MSFT_Volume, {
    ObjectId: volumeId(path),
    UniqueId: path,
    Path: path,
    DriveLetter: letter?.[0] ?? null,
    DriveType: 3,
    FileSystem: fileSystem,
    FileSystemType: FILE_SYSTEM_TYPES[fileSystem ?? ''] ?? 0,
    FileSystemLabel: label,
    Size: size,
    SizeRemaining: free,
    AllocationUnitSize: fileSystem === null ? 0 : Number(CLUSTER),
    HealthStatus: HEALTHY,
    OperationalStatus: [OK],
    DedupMode: 4,
  });
  return added.$path;
}

/** Makes a partition, with a raw volume if its type is one of those that have a volume. */
export async function createPartition(
  machine: DemoMachine,
  disk: MSFT_Disk,
  row: Omit<PartitionRow, 'number' | 'volume'>,
): Promise<MSFT_Partition> {
  const { session } = machine;
  const { offset, size, gptType } = row;
  const drive = disk.Number ?? 0;
  const others = await disk.$associators(MSFT_DiskToPartition).toArray();
  const number = firstFree(
    1,
    others.map((other) => other.PartitionNumber),
  );
  const guid = `c2a7e410-58d3-4b96-a0f1-${String(drive * 1000 + number).padStart(12, '0')}`;
  const raw = { guid, letter: null, label: null, fileSystem: null, size, free: 0n, serialNumber: 0 };
  const volume = gptType === RESERVED_TYPE ? null : raw;
  const path = await addPartition(machine, disk, { ...row, number, volume });
  if (volume !== null) {
    const known = await Win32_DiskPartition.$query(session, { where: { DiskIndex: drive } }).toArray();
    const index = firstFree(
      0,
      known.map((each) => each.Index ?? 0),
    );
    const type = `${gptType === null ? 'MBR' : 'GPT'}: ${gptType === SYSTEM_TYPE ? 'System' : 'Basic Data'}`;
    await addDiskPartition(machine, { disk: drive, number: index, offset, size, type });
    await addWindowsVolume(machine, volume);
  }
  await refreshDisk(machine, disk);
  return MSFT_Partition.$get(session, path);
}

/** Deletes a partition with its volume and its letter, in all classes that tell of them. */
export async function deletePartition(machine: DemoMachine, partition: MSFT_Partition): Promise<void> {
  const { session } = machine;
  for await (const volume of partition.$associators(MSFT_PartitionToVolume)) {
    const letter = await ifFound(Win32_LogicalDisk.$get(session, { DeviceID: `${volume.DriveLetter}:` }));
    if (letter !== null) await remove(letter);
    await remove(Win32_Volume.$at(session, { DeviceID: volume.Path }));
    await remove(volume);
  }
  const windows = await windowsPartitionOf(machine, partition);
  if (windows !== null) await remove(windows);
  await remove(partition);
}

/** What Win32_DiskPartition says of a partition; null for one that is reserved. */
export async function windowsPartitionOf(
  { session }: DemoMachine,
  { DiskNumber, Offset }: MSFT_Partition,
): Promise<Win32_DiskPartition | null> {
  const where = { DiskIndex: DiskNumber, StartingOffset: Offset ?? 0n };
  return (await Win32_DiskPartition.$query(session, { where }).toArray())[0] ?? null;
}

/** Has a disk tell of the space on it as it is now. */
export async function refreshDisk({ repository, session }: DemoMachine, disk: MSFT_Disk): Promise<void> {
  const partitions = await disk.$associators(MSFT_DiskToPartition).toArray();
  await repository.update(disk, spaceOf(disk.Size, partitions));
  const Partitions = partitions.filter(({ GptType }) => GptType !== RESERVED_TYPE).length;
  const drive = Win32_DiskDrive.$at(session, { DeviceID: driveId(disk.Number ?? 0) });
  await repository.update(drive, { Partitions });
}

/** The first number from `least` on that is not among those that are taken. */
function firstFree(least: number, taken: readonly number[]): number {
  return taken.includes(least) ? firstFree(least + 1, taken) : least;
}
