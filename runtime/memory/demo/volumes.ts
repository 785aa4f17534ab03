import type { Win32_DefragAnalysis } from '../../../generated/root/cimv2/Win32_DefragAnalysis.js';
import {
  Win32_LogicalDisk_Chkdsk_ReturnValue as DiskChecked,
  Win32_LogicalDisk,
} from '../../../generated/root/cimv2/Win32_LogicalDisk.js';
import {
  Win32_Volume_Chkdsk_ReturnValue as Checked,
  Win32_Volume_Defrag_ReturnValue as Defragmented,
  Win32_Volume_Dismount_ReturnValue as Dismounted,
  Win32_Volume_Format_ReturnValue as Formatted,
  Win32_Volume_Mount_ReturnValue as Mounted,
  Win32_Volume,
} from '../../../generated/root/cimv2/Win32_Volume.js';
import { Win32_VolumeChangeEvent } from '../../../generated/root/cimv2/Win32_VolumeChangeEvent.js';
import type { Initial } from '../../v1/types.js';
import { type DemoMachine, OF_SYSTEM } from './demo-machine.js';
import { changeVolume } from './storage/volume-changes.js';

export const CLUSTER: bigint = 4096n;

/** A part of a disk with a file system. */
export interface DiskVolume {
  /** `C:`; null for a volume without one. */
  readonly letter: string | null;
  /** Null, like the file system, for a volume that is not formatted. */
  readonly label: string | null;
  readonly fileSystem: string | null;
  /** In bytes. */
  readonly size: bigint;
  readonly free: bigint;
  readonly serialNumber: number;
  /** The GUID in the name of the volume. */
  readonly guid: string;
}

/** The path of a volume, from the GUID in it. */
export function volumePath(guid: string): string {
  return `${String.raw`\\?\Volume{${guid}}`}\\`;
}

export async function addVolume({ insert }: DemoMachine, volume: DiskVolume): Promise<void> {
  const { letter, label, fileSystem, size, free, serialNumber, guid } = volume;
  const deviceId = volumePath(guid);
  const name = letter === null ? deviceId : `${letter}\\`;
  const isNtfs = fileSystem === 'NTFS';
  await insert(Win32_Volume, {
    DeviceID: deviceId,
    Name: name,
    Caption: name,
    DriveLetter: letter,
    Label: label,
    DriveType: 3,
    FileSystem: fileSystem,
    Capacity: size,
    FreeSpace: free,
    BlockSize: CLUSTER,
    SerialNumber: serialNumber,
    Automount: true,
    BootVolume: letter === 'C:',
    SystemVolume: letter === null,
    PageFilePresent: letter === 'C:',
    Compressed: false,
    DirtyBitSet: false,
    IndexingEnabled: isNtfs,
    MaximumFileNameLength: 255,
    QuotasEnabled: false,
    QuotasIncomplete: false,
    QuotasRebuilding: false,
    SupportsDiskQuotas: isNtfs,
    SupportsFileBasedCompression: isNtfs,
    ...OF_SYSTEM,
  });
}

/** Adds the methods of volumes and logical disks. */
export function provideVolumes(machine: DemoMachine): void {
  const { provide, repository } = machine;
  provide(Win32_LogicalDisk, {
    Chkdsk: ({ FixErrors }, { instance: { DeviceID, FileSystem } }) => {
      if (FileSystem === null) return { ReturnValue: DiskChecked['Unknown File System'] };
      const isLater = FixErrors === true && DeviceID === 'C:';
      return { ReturnValue: isLater ? DiskChecked['Scheduled On Reboot'] : DiskChecked.Success };
    },
    ScheduleAutoChk: ({ LogicalDisk }) => ({ ReturnValue: knownDrives(LogicalDisk) }),
    ExcludeFromAutochk: ({ LogicalDisk }) => ({ ReturnValue: knownDrives(LogicalDisk) }),
  });
  provide(Win32_Volume, {
    Chkdsk: ({ FixErrors }, { instance: { BootVolume } }) => {
      // What is in use is checked at the next start.
      return { ReturnValue: FixErrors && BootVolume ? Checked['Scheduled On Reboot'] : Checked.Success };
    },
    ScheduleAutoChk: ({ Volume }) => ({ ReturnValue: knownDrives(Volume) }),
    ExcludeFromAutoChk: ({ Volume }) => ({ ReturnValue: knownDrives(Volume) }),
    Defrag: (_, { instance }) => {
      if (instance.FileSystem === 'FAT32') return { DefragAnalysis: null, ReturnValue: Defragmented['Not Supported'] };
      return { DefragAnalysis: analysisOf(instance, 0), ReturnValue: Defragmented.Success };
    },
    DefragAnalysis: (_, { instance }) => ({
      DefragRecommended: false,
      DefragAnalysis: analysisOf(instance, 3),
      ReturnValue: Defragmented.Success,
    }),
    Format: async ({ FileSystem, Label }, { instance }) => {
      if (instance.BootVolume || instance.SystemVolume) return { ReturnValue: Formatted['Access Denied'] };
      if (!/^(?:NTFS|ReFS|FAT32|exFAT)$/i.test(FileSystem ?? 'NTFS')) {
        return { ReturnValue: Formatted['Unsupported File System'] };
      }
      const size = instance.Capacity ?? 0n;
      const to = { fileSystem: FileSystem ?? 'NTFS', label: Label ?? '', size, free: size };
      await changeVolume(machine, instance.DeviceID, to);
      return { ReturnValue: Formatted.Success };
    },
    Dismount: async ({ Force }, { instance }) => {
      if (instance.BootVolume || instance.SystemVolume) return { ReturnValue: Dismounted['Access Denied'] };
      if (!Force) return { ReturnValue: Dismounted['Force Required'] };
      await volumeChanged(3, instance);
      return { ReturnValue: Dismounted.Success };
    },
    Mount: async (_, { instance }) => {
      await volumeChanged(2, instance);
      return { ReturnValue: Mounted.Success };
    },
  });

  function volumeChanged(EventType: 2 | 3, { DriveLetter: DriveName }: Win32_Volume): Promise<void> {
    return repository.indicate(Win32_VolumeChangeEvent, { EventType, DriveName });
  }
}

/** Whether drives are checked when the machine starts: all that are named are there. */
function knownDrives(names: readonly string[]): 0 | 4 {
  return names.every((name) => /^[C-E]:\\?$/i.test(name)) ? 0 : 4;
}

/** What a look at the fragments of a volume finds. @param percent how much is fragmented. */
function analysisOf(volume: Win32_Volume, percent: number): Initial<Win32_DefragAnalysis> {
  const { Capacity, FreeSpace, Label } = volume;
  const [size, free] = [Capacity ?? 0n, FreeSpace ?? 0n];
  return {
    VolumeName: Label,
    VolumeSize: size,
    UsedSpace: size - free,
    FreeSpace: free,
    FreeSpacePercent: size === 0n ? 0 : Number((free * 100n) / size),
    ClusterSize: CLUSTER,
    TotalFiles: 214_880n,
    TotalFolders: 31_402n,
    AverageFileSize: 392_704n,
    AverageFragmentsPerFile: 1 + percent / 100,
    FilePercentFragmentation: percent,
    TotalPercentFragmentation: percent,
    TotalFragmentedFiles: BigInt(percent) * 2148n,
    TotalExcessFragments: BigInt(percent) * 4096n,
    FragmentedFolders: 0n,
    ExcessFolderFragments: 0n,
    LargestFreeSpaceExtent: free,
    TotalFreeSpaceExtents: 1n,
    AverageFreeSpacePerExtent: free,
    FreeSpacePercentFragmentation: 0,
    MFTPercentInUse: 100,
    MFTRecordCount: 246_282n,
    TotalMFTSize: 252_192_768n,
    TotalMFTFragments: 2n,
    PageFileSize: 0n,
    TotalPageFileFragments: 0n,
    TotalUnmovableFiles: 32n,
  };
}
