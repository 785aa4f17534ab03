import type { Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  Win32_DiskDrive,
  Win32_DiskDriveToDiskPartition,
  Win32_LogicalDisk,
  Win32_LogicalDiskToPartition,
  Win32_Volume,
  Win32_VolumeChangeEvent,
} from '../../../../generated/root/cimv2/index.js';
import { demoSession, firstOf } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

it('lead to their partitions, and these to logical disks', async () => {
  const found: string[] = [];
  for await (const disk of Win32_DiskDrive.$enumerate(session)) {
    for await (const partition of disk.$associators(Win32_DiskDriveToDiskPartition)) {
      for await (const logical of partition.$associators(Win32_LogicalDiskToPartition)) {
        found.push(`${disk.Index} ${partition.Name} ${logical.DeviceID}`);
      }
    }
  }
  expect(found).toEqual(['0 Disk #0, Partition #1 C:', '1 Disk #1, Partition #0 D:', '1 Disk #1, Partition #1 E:']);
});

it('have as much as their partitions take, one after the other', async () => {
  for await (const disk of Win32_DiskDrive.$enumerate(session)) {
    const partitions = await disk.$associators(Win32_DiskDriveToDiskPartition).toArray();
    let end = 0n;
    for (const { StartingOffset, Size } of partitions) {
      expect(StartingOffset).toBeGreaterThanOrEqual(end);
      end = (StartingOffset ?? 0n) + (Size ?? 0n);
    }
    expect(disk.Size).toBeGreaterThanOrEqual(end);
    expect(disk.Partitions).toBe(partitions.length);
  }
});

it('are volumes with the same sizes as the logical disks', async () => {
  const volumes = await Win32_Volume.$enumerate(session).toArray();
  for (const { DriveLetter, Capacity, FreeSpace, Label } of volumes.filter((volume) => volume.DriveLetter !== null)) {
    const disk = await Win32_LogicalDisk.$get(session, { DeviceID: DriveLetter ?? '' });
    expect(disk).toMatchObject({ Size: Capacity, FreeSpace, VolumeName: Label });
  }
  expect(volumes.map(({ DriveLetter }) => DriveLetter)).toEqual([null, 'C:', 'D:', 'E:']);
});

describe('volumes', () => {
  const volume = async (DriveLetter: string) => {
    const [found] = await Win32_Volume.$query(session, { where: { DriveLetter } }).toArray();
    if (found === undefined) throw new Error(`there is no volume ${DriveLetter}`);
    return found;
  };

  it('are checked at once, or at the next start where they are in use', async () => {
    const disk = (DeviceID: string) => Win32_LogicalDisk.$at(session, { DeviceID });
    expect(await (await volume('C:')).Chkdsk({ FixErrors: true })).toEqual({ ReturnValue: 1 });
    expect(await (await volume('D:')).Chkdsk({ FixErrors: true })).toEqual({ ReturnValue: 0 });
    expect(await disk('C:').Chkdsk({ FixErrors: true })).toEqual({ ReturnValue: 1 });
    expect(await disk('D:').Chkdsk()).toEqual({ ReturnValue: 0 });
    expect(await disk('F:').Chkdsk()).toEqual({ ReturnValue: 2 });
    expect(await Win32_Volume.ScheduleAutoChk(session, { Volume: ['C:\\'] })).toEqual({ ReturnValue: 0 });
    expect(await Win32_LogicalDisk.ScheduleAutoChk(session, { LogicalDisk: ['X:'] })).toEqual({ ReturnValue: 4 });
  });

  it('are analysed and defragmented', async () => {
    const { DefragAnalysis, ...result } = await (await volume('D:')).DefragAnalysis();
    expect(result).toEqual({ DefragRecommended: false, ReturnValue: 0 });
    expect(DefragAnalysis).toMatchObject({ VolumeName: 'Data', FreeSpacePercent: 43, FilePercentFragmentation: 3 });
    expect((await (await volume('D:')).Defrag()).DefragAnalysis?.FilePercentFragmentation).toBe(0);
    const [system] = await Win32_Volume.$query(session, { where: { SystemVolume: true } }).toArray();
    expect(await system?.Defrag()).toEqual({ DefragAnalysis: null, ReturnValue: 2 });
  });

  it('are formatted, but for those that Windows runs from', async () => {
    expect(await (await volume('C:')).Format()).toEqual({ ReturnValue: 3 });
    expect(await (await volume('E:')).Format({ FileSystem: 'EXT4' })).toEqual({ ReturnValue: 1 });
    expect(await (await volume('E:')).Format({ FileSystem: 'NTFS', Label: 'New' })).toEqual({ ReturnValue: 0 });
    const { Label, FreeSpace, Capacity } = await volume('E:');
    expect([Label, FreeSpace]).toEqual(['New', Capacity]);
    expect((await Win32_LogicalDisk.$get(session, { DeviceID: 'E:' })).VolumeName).toBe('New');
  });

  it('are dismounted and mounted, and subscribers hear of it', async () => {
    expect(await (await volume('C:')).Dismount({ Force: true })).toEqual({ ReturnValue: 1 });
    expect(await (await volume('D:')).Dismount()).toEqual({ ReturnValue: 4 });
    const removed = firstOf(Win32_VolumeChangeEvent.$subscribe(session));
    expect(await (await volume('D:')).Dismount({ Force: true })).toEqual({ ReturnValue: 0 });
    expect(await removed).toMatchObject({ EventType: 3, DriveName: 'D:' });
    const arrived = firstOf(Win32_VolumeChangeEvent.$subscribe(session, { where: { EventType: 2 } }));
    expect(await (await volume('D:')).Mount()).toEqual({ ReturnValue: 0 });
    expect((await arrived).DriveName).toBe('D:');
  });
});
