import { MSFT_PartitionToVolume } from '../../../../generated/root/microsoft/windows/storage/MSFT_PartitionToVolume.js';
import {
  MSFT_Volume_Format_ReturnValue as Formatted,
  MSFT_Volume_SetDedupMode_ReturnValue as ModeSet,
  MSFT_Volume,
} from '../../../../generated/root/microsoft/windows/storage/MSFT_Volume.js';
import type { DemoMachine } from '../demo-machine.js';
import { DONE, DONE_AT_ONCE, FILE_SYSTEM_TYPES } from './storage-objects.js';
import { changeVolume } from './volume-changes.js';

/** The sizes that clusters of a file system can have, as powers of 2. */
const CLUSTER_SIZES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  FAT32: [9, 16],
  NTFS: [9, 21],
  ReFS: [12, 16],
};

/** Provides the methods of volumes. */
export function provideStorageVolumes(machine: DemoMachine): void {
  machine.provide(MSFT_Volume, {
    Format: async ({ FileSystem, FileSystemLabel, AllocationUnitSize }, { instance }) => {
      const fileSystem = fileSystemNamed(FileSystem ?? 'NTFS');
      const size = instance.Size ?? 0n;
      if (fileSystem === null) return { ReturnValue: Formatted['File System Not Supported'] };
      if (AllocationUnitSize != null && !clusterSizes(fileSystem).includes(AllocationUnitSize)) {
        return { ReturnValue: Formatted['Invalid Cluster Size'] };
      }
      if (await isCritical(instance)) return { ReturnValue: Formatted['System Or Critical Partition'] };
      await changeVolume(machine, instance.Path, { fileSystem, label: FileSystemLabel ?? '', size, free: size });
      const changed = { AllocationUnitSize: AllocationUnitSize ?? 4096 };
      await machine.repository.update(instance, changed);
      return { ...DONE_AT_ONCE, FormattedVolume: await instance.$refresh() };
    },
    SetFileSystemLabel: async ({ FileSystemLabel: label }, { instance }) => {
      const { FileSystem, Size, SizeRemaining, Path } = instance;
      const same = { fileSystem: FileSystem ?? '', size: Size ?? 0n, free: SizeRemaining ?? 0n };
      await changeVolume(machine, Path, { ...same, label });
      return DONE;
    },
    GetSupportedFileSystems: () => ({ ...DONE, SupportedFileSystems: Object.keys(FILE_SYSTEM_TYPES) }),
    GetSupportedClusterSizes: ({ FileSystem }) => {
      const fileSystem = fileSystemNamed(FileSystem);
      return fileSystem === null ? { ReturnValue: 5 } : { ...DONE, SupportedClusterSizes: clusterSizes(fileSystem) };
    },
    GetCorruptionCount: () => ({ ...DONE, CorruptionCount: 0 }),
    GetAttributes: () => ({ VolumeScrubEnabled: false, ReturnValue: 0 }),
    Repair: () => ({ ...DONE_AT_ONCE, Output: 0 }),
    Optimize: () => DONE_AT_ONCE,
    Flush: () => ({ ReturnValue: 0 }),
    Diagnose: () => ({ ...DONE, DiagnoseResults: [] }),
    SetDedupMode: () => ({ ReturnValue: ModeSet['Deduplication Not Available'] }),
    GetDedupProperties: () => ({ ReturnValue: ModeSet['Deduplication Not Available'] }),
  });
}

/** The name of a file system that volumes can have, as it is written; null for another one. */
function fileSystemNamed(name: string): string | null {
  return Object.keys(FILE_SYSTEM_TYPES).find((known) => known.toLowerCase() === name.toLowerCase()) ?? null;
}

function clusterSizes(fileSystem: string): readonly number[] {
  const [least, most] = CLUSTER_SIZES[fileSystem] ?? [0, -1];
  return Array.from({ length: most - least + 1 }, (_, index) => 2 ** (least + index));
}

/** True for the volumes that Windows runs from. */
async function isCritical(volume: MSFT_Volume): Promise<boolean> {
  const [partition] = await volume.$associators(MSFT_PartitionToVolume).toArray();
  return partition?.IsBoot === true || partition?.IsSystem === true;
}
