import {
  MSFT_Disk_Clear_ReturnValue as Cleared,
  MSFT_Disk_ConvertStyle_ReturnValue as Converted,
  MSFT_Disk_CreatePartition_ReturnValue as Created,
  MSFT_Disk_Initialize_ReturnValue as Initialized,
  MSFT_Disk,
  type MSFT_Disk_CreatePartition_In,
} from '../../../../generated/root/microsoft/windows/storage/MSFT_Disk.js';
import { MSFT_DiskToPartition } from '../../../../generated/root/microsoft/windows/storage/MSFT_DiskToPartition.js';
import type { Initial } from '../../../v1/types.js';
import type { DemoMachine } from '../demo-machine.js';
import { MB } from '../disks.js';
import { freeLetter, isLetterInUse, setLetter } from './drive-letters.js';
import { type Extent, freeExtents, largest } from './free-space.js';
import { createPartition, deletePartition, refreshDisk } from './partitions.js';
import { DATA_TYPE, DONE, DONE_AT_ONCE } from './storage-objects.js';

/** What a disk has for a partition table. */
const RAW = 0;
const GPT = 2;

const ONLINE = 53_264;
const OFFLINE = 53_267;
const BY_POLICY = 1;

/** The type of partitions of a disk with an MBR. */
const HUGE = 6;

/** Provides the methods of disks. */
export function provideDisks(machine: DemoMachine): void {
  const { provide, repository } = machine;

  async function setOffline(disk: MSFT_Disk, isOffline: boolean) {
    for await (const partition of disk.$associators(MSFT_DiskToPartition)) {
      await repository.update(partition, { IsOffline: isOffline, OperationalStatus: isOffline ? 4 : 1 });
    }
    await repository.update(disk, {
      IsOffline: isOffline,
      OfflineReason: isOffline ? BY_POLICY : null,
      OperationalStatus: [isOffline ? OFFLINE : ONLINE],
    });
  }

  provide(MSFT_Disk, {
    Initialize: async ({ PartitionStyle }, { instance }) => {
      if (instance.PartitionStyle !== RAW) return { ReturnValue: Initialized['Disk Already Initialized'] };
      await repository.update(instance, tableOf(instance, PartitionStyle ?? GPT));
      return DONE;
    },
    Clear: async ({ RemoveData }, { instance }) => {
      const refusal = refusalOf(instance);
      if (refusal !== null) return { ReturnValue: refusal };
      if (isCritical(instance)) return { ReturnValue: Cleared['Critical Disk'] };
      const partitions = await instance.$associators(MSFT_DiskToPartition).toArray();
      if (partitions.length > 0 && !RemoveData) return { ReturnValue: Cleared['Data Partitions Present'] };
      for (const partition of partitions) await deletePartition(machine, partition);
      await repository.update(instance, { PartitionStyle: RAW, Guid: null, Signature: null });
      await refreshDisk(machine, instance);
      return DONE_AT_ONCE;
    },
    ConvertStyle: async ({ PartitionStyle }, { instance }) => {
      const refusal = refusalOf(instance);
      if (refusal !== null) return { ReturnValue: refusal };
      if (isCritical(instance)) return { ReturnValue: Converted['Critical Disk'] };
      if (instance.NumberOfPartitions !== 0) return { ReturnValue: Converted['Cannot Convert Disk With Partitions'] };
      await repository.update(instance, tableOf(instance, PartitionStyle));
      return DONE;
    },
    CreatePartition: async (asked, { instance }) => {
      const refusal = refusalOf(instance) ?? mistakeOf(asked, instance);
      if (refusal !== null) return { ReturnValue: refusal };
      const partitions = await instance.$associators(MSFT_DiskToPartition).toArray();
      const extents = freeExtents(instance.Size, partitions);
      const place = placeFor(asked, extents);
      if (typeof place === 'number') return { ReturnValue: place };
      const { GptType, MbrType, DriveLetter, AssignDriveLetter, IsHidden } = asked;
      const isGpt = instance.PartitionStyle === GPT;
      const partition = await createPartition(machine, instance, {
        ...place,
        gptType: isGpt ? (GptType ?? DATA_TYPE) : null,
        mbrType: isGpt ? null : (MbrType ?? HUGE),
        isHidden: IsHidden === true,
      });
      const letter = AssignDriveLetter ? await freeLetter(machine) : (DriveLetter?.toUpperCase() ?? null);
      // The partition is there in any case.
      if (letter !== null && (await isLetterInUse(machine, letter))) {
        return { ReturnValue: Created['Access Path In Use'] };
      }
      if (letter !== null) await setLetter(machine, partition, letter);
      return { ...DONE, CreatedPartition: await partition.$refresh() };
    },
    Offline: async (_, { instance }) => {
      if (isCritical(instance)) return { ReturnValue: Cleared['Critical Disk'] };
      await setOffline(instance, true);
      return DONE;
    },
    Online: async (_, { instance }) => {
      await setOffline(instance, false);
      return DONE;
    },
    SetAttributes: async ({ IsReadOnly, Guid, Signature }, { instance }) => {
      if (instance.PartitionStyle === RAW) return { ReturnValue: Cleared['Disk Not Initialized'] };
      if (instance.IsOffline && IsReadOnly == null) return { ReturnValue: Cleared['Disk Offline'] };
      if (isCritical(instance)) return { ReturnValue: Cleared['Critical Disk'] };
      if ((instance.PartitionStyle === GPT ? Signature : Guid) != null) {
        return { ReturnValue: Created['Parameter Not Valid For Partition Type'] };
      }
      await repository.update(instance, {
        IsReadOnly: IsReadOnly ?? instance.IsReadOnly,
        Guid: Guid ?? instance.Guid,
        Signature: Signature ?? instance.Signature,
      });
      return DONE;
    },
    Refresh: () => DONE,
  });
}

/** True for the disk that Windows runs from. */
function isCritical({ IsBoot, IsSystem }: MSFT_Disk): boolean {
  return IsBoot === true || IsSystem === true;
}

/** The code of a method that writes the partition table where the disk does not allow it; null where it does. */
function refusalOf({ PartitionStyle, IsOffline, IsReadOnly }: MSFT_Disk) {
  if (PartitionStyle === RAW) return Cleared['Disk Not Initialized'];
  if (IsOffline) return Cleared['Disk Offline'];
  return IsReadOnly ? Cleared['Disk Read Only'] : null;
}

/** A new partition table, which identifies the disk. */
function tableOf({ Number: number }: MSFT_Disk, PartitionStyle: number): Initial<MSFT_Disk> {
  if (PartitionStyle === GPT) return { PartitionStyle, Guid: `{9a1d4e70-63b8-4c25-8f0e-5b7c2d1a6e1${number}}` };
  return { PartitionStyle, Guid: null, Signature: 0x6b1f_20a0 + (number ?? 0) };
}

/** The code for arguments that cannot be together on the disk; null where they can. */
function mistakeOf(asked: MSFT_Disk_CreatePartition_In, { PartitionStyle }: MSFT_Disk) {
  const { Size, UseMaximumSize, DriveLetter, AssignDriveLetter, MbrType, GptType, IsActive } = asked;
  const hasSize = Size != null && Size > 0n;
  if ((hasSize && UseMaximumSize) || (DriveLetter != null && AssignDriveLetter)) return Created['Invalid Parameter'];
  if (!hasSize && !UseMaximumSize) return Created['One Size Needed'];
  const isOfOther = PartitionStyle === GPT ? MbrType != null || IsActive === true : GptType != null;
  return isOfOther ? Created['Parameter Not Valid For Partition Type'] : null;
}

/** Where a partition has room, in whole MB; the code where it has none. */
function placeFor({ Size, Offset }: MSFT_Disk_CreatePartition_In, extents: readonly Extent[]) {
  const allowed = Offset == null ? extents : extents.flatMap((extent) => partFrom(extent, Offset));
  const best = largest(allowed);
  if (best === null && Offset != null) return Created['Invalid Offset'];
  if (best === null) return Created['Not Enough Free Space'];
  if (Size == null || Size === 0n) return best;
  const size = ((Size + MB - 1n) / MB) * MB;
  const first = allowed.find((extent) => extent.size >= size);
  return first === undefined ? Created['Not Enough Free Space'] : { offset: first.offset, size };
}

function partFrom({ offset, size }: Extent, from: bigint): readonly Extent[] {
  const end = offset + size;
  return from >= offset && from < end ? [{ offset: from, size: ((end - from) / MB) * MB }] : [];
}
