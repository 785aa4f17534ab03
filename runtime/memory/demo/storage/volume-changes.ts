import { Win32_LogicalDisk } from '../../../../generated/root/cimv2/Win32_LogicalDisk.js';
import { Win32_Volume } from '../../../../generated/root/cimv2/Win32_Volume.js';
import { MSFT_Volume } from '../../../../generated/root/microsoft/windows/storage/MSFT_Volume.js';
import { type DemoMachine, ifFound } from '../demo-machine.js';
import { FILE_SYSTEM_TYPES, volumeId } from './storage-objects.js';

/** What volumes have in each class that tells of them. */
interface VolumeState {
  readonly fileSystem: string | null;
  readonly label: string | null;
  /** In bytes. */
  readonly size: bigint;
  readonly free: bigint;
}

/** Changes a volume in all classes that tell of it. @param path `\\?\Volume{…}\`. */
export async function changeVolume({ repository, session }: DemoMachine, path: string, to: VolumeState): Promise<void> {
  const { fileSystem, label, size, free } = to;
  const volume = await ifFound(Win32_Volume.$get(session, { DeviceID: path }));
  if (volume !== null) {
    await repository.update(volume, { FileSystem: fileSystem, Label: label, Capacity: size, FreeSpace: free });
    const disk = await ifFound(Win32_LogicalDisk.$get(session, { DeviceID: volume.DriveLetter ?? '' }));
    const changes = { FileSystem: fileSystem, VolumeName: label, Size: size, FreeSpace: free };
    if (disk !== null) await repository.update(disk, changes);
  }
  await repository.update(MSFT_Volume.$at(session, { ObjectId: volumeId(path) }), {
    FileSystem: fileSystem,
    FileSystemType: FILE_SYSTEM_TYPES[fileSystem ?? ''] ?? 0,
    FileSystemLabel: label,
    Size: size,
    SizeRemaining: free,
  });
}
