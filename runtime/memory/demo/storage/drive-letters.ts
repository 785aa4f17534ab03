import { Win32_LogicalDisk } from '../../../../generated/root/cimv2/Win32_LogicalDisk.js';
import { Win32_Volume } from '../../../../generated/root/cimv2/Win32_Volume.js';
import type { MSFT_Partition } from '../../../../generated/root/microsoft/windows/storage/MSFT_Partition.js';
import { MSFT_PartitionToVolume } from '../../../../generated/root/microsoft/windows/storage/MSFT_PartitionToVolume.js';
import { type DemoMachine, ifFound, remove } from '../demo-machine.js';
import { addLogicalDisk } from '../disks.js';
import { windowsPartitionOf } from './partitions.js';

const LETTERS = 'DEFGHIJKLMNOPQRSTUVWXYZ';

/** True when a drive has the letter. @param letter without a colon. */
export async function isLetterInUse({ session }: DemoMachine, letter: string): Promise<boolean> {
  return (await ifFound(Win32_LogicalDisk.$get(session, { DeviceID: `${letter}:` }))) !== null;
}

/** The first letter that no drive has; null when there is none. */
export async function freeLetter(machine: DemoMachine): Promise<string | null> {
  for (const letter of LETTERS) if (!(await isLetterInUse(machine, letter))) return letter;
  return null;
}

/** Gives a partition and its volume another drive letter, or takes the one that they have from them. */
export async function setLetter(machine: DemoMachine, partition: MSFT_Partition, letter: string | null): Promise<void> {
  const { repository, session } = machine;
  const { DriveLetter: old, AccessPaths } = await partition.$refresh();
  const kept = (AccessPaths ?? []).filter((path) => path !== `${old}:\\`);
  await repository.update(partition, {
    DriveLetter: letter,
    AccessPaths: letter === null ? kept : [`${letter}:\\`, ...kept],
  });
  if (old !== null) await remove(Win32_LogicalDisk.$at(session, { DeviceID: `${old}:` }));
  for await (const volume of partition.$associators(MSFT_PartitionToVolume)) {
    await repository.update(volume, { DriveLetter: letter });
    const known = await Win32_Volume.$get(session, { DeviceID: volume.Path });
    const Name = letter === null ? volume.Path : `${letter}:\\`;
    const DriveLetter = letter === null ? null : `${letter}:`;
    await repository.update(known, { DriveLetter, Name, Caption: Name });
    const { FileSystem, Label, Capacity, FreeSpace, SerialNumber } = known;
    const state = { fileSystem: FileSystem, label: Label, size: Capacity ?? 0n, free: FreeSpace ?? 0n };
    const windows = await windowsPartitionOf(machine, partition);
    const drive = { ...state, letter: DriveLetter, serialNumber: SerialNumber ?? 0 };
    if (windows !== null) await addLogicalDisk(machine, drive, windows.$path, windows.StartingOffset ?? 0n);
  }
}
