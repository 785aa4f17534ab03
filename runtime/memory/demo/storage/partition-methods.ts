import { MSFT_DiskToPartition } from '../../../../generated/root/microsoft/windows/storage/MSFT_DiskToPartition.js';
import {
  MSFT_Partition_SetAttributes_ReturnValue as Changed,
  MSFT_Partition_DeleteObject_ReturnValue as Deleted,
  MSFT_Partition,
  MSFT_Partition_AddAccessPath_ReturnValue as PathAdded,
  MSFT_Partition_RemoveAccessPath_ReturnValue as PathRemoved,
  MSFT_Partition_Resize_ReturnValue as Resized,
  MSFT_Partition_Offline_ReturnValue as Switched,
} from '../../../../generated/root/microsoft/windows/storage/MSFT_Partition.js';
import { MSFT_PartitionToVolume } from '../../../../generated/root/microsoft/windows/storage/MSFT_PartitionToVolume.js';
import type { DemoMachine } from '../demo-machine.js';
import { MB, SECTOR } from '../disks.js';
import { freeLetter, isLetterInUse, setLetter } from './drive-letters.js';
import { freeExtents } from './free-space.js';
import { deletePartition, refreshDisk, windowsPartitionOf } from './partitions.js';
import { DONE } from './storage-objects.js';
import { changeVolume } from './volume-changes.js';

/** Provides the methods of partitions. */
export function providePartitions(machine: DemoMachine): void {
  const { provide, repository } = machine;

  async function setOffline(partition: MSFT_Partition, isOffline: boolean) {
    if (isOffline && isCritical(partition)) return { ReturnValue: Switched['Only Data Partitions Supported'] };
    await repository.update(partition, { IsOffline: isOffline, OperationalStatus: isOffline ? 4 : 1 });
    return DONE;
  }

  provide(MSFT_Partition, {
    DeleteObject: async (_, { instance }) => {
      if (isCritical(instance)) return { ReturnValue: Deleted['Access Denied'] };
      const disks = await instance.$associators(MSFT_DiskToPartition).toArray();
      await deletePartition(machine, instance);
      for (const disk of disks) await refreshDisk(machine, disk);
      return DONE;
    },
    GetAccessPaths: (_, { instance: { AccessPaths } }) => ({ ...DONE, AccessPaths }),
    AddAccessPath: async ({ AccessPath, AssignDriveLetter }, { instance }) => {
      if ((AccessPath != null) === (AssignDriveLetter === true)) return { ReturnValue: PathAdded['Invalid Parameter'] };
      if (instance.IsHidden) return { ReturnValue: PathAdded['Hidden Partition'] };
      const path = AccessPath ?? `${await freeLetter(machine)}:`;
      const [, letter, folder] = /^([A-Z]):\\?(.*)$/i.exec(path) ?? [];
      if (letter === undefined) return { ReturnValue: PathAdded['Invalid Access Path'] };
      if (folder !== '') {
        await repository.update(instance, { AccessPaths: [...(instance.AccessPaths ?? []), withSlash(path)] });
        return DONE;
      }
      const hasLetter = instance.DriveLetter !== null;
      if (hasLetter || (await isLetterInUse(machine, letter))) return { ReturnValue: PathAdded['Access Path In Use'] };
      await setLetter(machine, instance, letter.toUpperCase());
      return DONE;
    },
    RemoveAccessPath: async ({ AccessPath }, { instance }) => {
      const path = withSlash(AccessPath).toLowerCase();
      const paths = instance.AccessPaths ?? [];
      const kept = paths.filter((each) => each.toLowerCase() !== path);
      if (path.startsWith(String.raw`\\?\volume`))
        return { ReturnValue: PathRemoved['Cannot Remove Volume GUID Path'] };
      if (kept.length === paths.length) return { ReturnValue: PathRemoved['Invalid Access Path'] };
      const isLetter = path === `${instance.DriveLetter}:\\`.toLowerCase();
      if (isLetter && instance.IsBoot) return { ReturnValue: PathRemoved['Cannot Remove Boot Drive Letter'] };
      if (isLetter) await setLetter(machine, instance, null);
      else await repository.update(instance, { AccessPaths: kept });
      return DONE;
    },
    GetSupportedSize: async (_, { instance }) => ({ ...DONE, ...(await sizesOf(instance)) }),
    Resize: async ({ Size }, { instance }) => {
      const { SizeMin, SizeMax } = await sizesOf(instance);
      if (Size < SizeMin || Size > SizeMax) return { ReturnValue: Resized['Size Not Supported'] };
      await resize(instance, Size);
      return DONE;
    },
    Online: (_, { instance }) => setOffline(instance, false),
    Offline: (_, { instance }) => setOffline(instance, true),
    SetAttributes: async ({ IsReadOnly, NoDefaultDriveLetter, IsHidden, IsActive, MbrType }, { instance }) => {
      const isGpt = instance.GptType !== null;
      if (isGpt && (IsActive === true || MbrType != null)) {
        return { ReturnValue: Changed['Parameter Not Valid For Partition Type'] };
      }
      if (isCritical(instance)) return { ReturnValue: Changed['System Or Critical Partition'] };
      await repository.update(instance, {
        IsReadOnly: IsReadOnly ?? instance.IsReadOnly,
        NoDefaultDriveLetter: NoDefaultDriveLetter ?? instance.NoDefaultDriveLetter,
        IsHidden: IsHidden ?? instance.IsHidden,
        IsActive: IsActive ?? instance.IsActive,
        MbrType: MbrType ?? instance.MbrType,
      });
      return DONE;
    },
  });

  async function resize(partition: MSFT_Partition, size: bigint): Promise<void> {
    await repository.update(partition, { Size: size });
    const windows = await windowsPartitionOf(machine, partition);
    if (windows !== null) await repository.update(windows, { Size: size, NumberOfBlocks: size / BigInt(SECTOR) });
    for await (const { Path, FileSystem, FileSystemLabel, Size, SizeRemaining } of volumesOf(partition)) {
      const free = FileSystem === null ? 0n : (SizeRemaining ?? 0n) + size - (Size ?? 0n);
      await changeVolume(machine, Path, { fileSystem: FileSystem, label: FileSystemLabel, size, free });
    }
    for await (const disk of partition.$associators(MSFT_DiskToPartition)) await refreshDisk(machine, disk);
  }
}

/** True for the partitions that Windows runs from. */
function isCritical({ IsBoot, IsSystem }: MSFT_Partition): boolean {
  return IsBoot === true || IsSystem === true;
}

function volumesOf(partition: MSFT_Partition) {
  return partition.$associators(MSFT_PartitionToVolume);
}

/** What a partition can shrink to, which depends on its file system, and what it can grow to. */
async function sizesOf(partition: MSFT_Partition): Promise<{ readonly SizeMin: bigint; readonly SizeMax: bigint }> {
  const size = partition.Size ?? 0n;
  const [volume] = await volumesOf(partition).toArray();
  const [disk] = await partition.$associators(MSFT_DiskToPartition).toArray();
  const fileSystem = volume?.FileSystem ?? null;
  if (disk === undefined || !/^(?:NTFS|ReFS)$/.test(fileSystem ?? 'NTFS')) return { SizeMin: size, SizeMax: size };
  const partitions = await disk.$associators(MSFT_DiskToPartition).toArray();
  const end = (partition.Offset ?? 0n) + size;
  const behind = freeExtents(disk.Size, partitions).find(({ offset }) => offset === end);
  const used = size - (volume?.SizeRemaining ?? 0n);
  const SizeMin = fileSystem === 'NTFS' ? ((used + MB - 1n) / MB) * MB : size;
  return { SizeMin, SizeMax: size + (behind?.size ?? 0n) };
}

function withSlash(path: string): string {
  return path.endsWith('\\') ? path : `${path}\\`;
}
