import { Win32_CDROMDrive } from '../../../generated/root/cimv2/Win32_CDROMDrive.js';
import { Win32_DiskDrive } from '../../../generated/root/cimv2/Win32_DiskDrive.js';
import { Win32_DiskDriveToDiskPartition } from '../../../generated/root/cimv2/Win32_DiskDriveToDiskPartition.js';
import { Win32_DiskPartition } from '../../../generated/root/cimv2/Win32_DiskPartition.js';
import { Win32_LogicalDisk } from '../../../generated/root/cimv2/Win32_LogicalDisk.js';
import { Win32_LogicalDiskToPartition } from '../../../generated/root/cimv2/Win32_LogicalDiskToPartition.js';
import type { CimReference } from '../../v1/index.js';
import { type DemoMachine, type Located, OF_SYSTEM } from './demo-machine.js';
import { addVolume, type DiskVolume } from './volumes.js';

export const MB: bigint = 2n ** 20n;
const GB = 2n ** 30n;
export const SECTOR = 512;
/** What Windows keeps for itself behind a system partition: there is no volume on it. */
export const RESERVED: bigint = 16n * MB;
/** What a cylinder holds, in bytes: 255 heads, each with 63 sectors. */
const CYLINDER = 255n * 63n * 512n;

export interface Disk {
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
  readonly isSolid: boolean;
  readonly size: bigint;
  readonly volumes: readonly DiskVolume[];
}

export const DISKS: readonly Disk[] = [
  {
    model: 'FABRIKAM SSD 480',
    serialNumber: 'FB48A0071193',
    firmware: 'FS11',
    isSolid: true,
    size: 447n * GB,
    volumes: [
      {
        letter: null,
        label: 'SYSTEM',
        fileSystem: 'FAT32',
        size: 100n * MB,
        free: 68n * MB,
        serialNumber: 0x7c41_90b3,
        guid: '0a1f6f4e-27b5-4d0c-9c56-0f5b8a7d1e01',
      },
      {
        letter: 'C:',
        label: 'Windows',
        fileSystem: 'NTFS',
        size: 446n * GB,
        free: 402n * GB,
        serialNumber: 0x3a5e_1c08,
        guid: '0a1f6f4e-27b5-4d0c-9c56-0f5b8a7d1e03',
      },
    ],
  },
  {
    model: 'FABRIKAM HDD 2000',
    serialNumber: 'FB2T00310442',
    firmware: 'FH04',
    isSolid: false,
    size: 1863n * GB,
    volumes: [
      {
        letter: 'D:',
        label: 'Data',
        fileSystem: 'NTFS',
        size: 1400n * GB,
        free: 611n * GB,
        serialNumber: 0x52d0_77fa,
        guid: '6b8d2c90-51e7-4a3b-8f1d-2f9c4e6a7b01',
      },
      {
        letter: 'E:',
        label: 'Backup',
        fileSystem: 'ReFS',
        size: 462n * GB,
        free: 35n * GB,
        serialNumber: 0x1e94_a2d6,
        guid: '6b8d2c90-51e7-4a3b-8f1d-2f9c4e6a7b02',
      },
    ],
  },
];

/** The volumes of a disk, and where each one begins, in bytes. */
export function placesOf({ volumes }: Disk): readonly { readonly volume: DiskVolume; readonly offset: bigint }[] {
  let end = MB;
  return volumes.map((volume) => {
    const offset = end;
    end += volume.size + (volume.letter === null ? RESERVED : 0n);
    return { volume, offset };
  });
}

/** Adds the disks, their partitions, and the logical disks and volumes on these. */
export async function addDisks(machine: DemoMachine): Promise<void> {
  for (const [index, disk] of DISKS.entries()) {
    await addDrive(machine, disk, index);
    for (const [number, { volume, offset }] of placesOf(disk).entries()) {
      const { letter, size } = volume;
      const type = letter === null ? 'GPT: System' : 'GPT: Basic Data';
      const partition = await addDiskPartition(machine, { disk: index, number, offset, size, type });
      await addLogicalDisk(machine, volume, partition, offset);
      await addVolume(machine, volume);
    }
  }
  await addOpticalDrive(machine);
}

/** What Plug and Play calls a disk. */
export function pnpIdOf({ model }: Disk, index: number): string {
  return String.raw`SCSI\DISK&VEN_FABRIKAM&PROD_${model.split(' ')[1]}\4&2A1F3C7&0&00000${index}`;
}

function addDrive({ insert }: DemoMachine, disk: Disk, index: number): Promise<Located<Win32_DiskDrive>> {
  const { model, serialNumber, firmware, size, volumes } = disk;
  const cylinders = size / CYLINDER;
  return insert(Win32_DiskDrive, {
    DeviceID: driveId(index),
    Name: driveId(index),
    Index: index,
    Caption: model,
    Model: model,
    Description: 'Disk drive',
    Manufacturer: '(Standard disk drives)',
    SerialNumber: serialNumber,
    FirmwareRevision: firmware,
    InterfaceType: 'SCSI',
    MediaType: 'Fixed hard disk media',
    MediaLoaded: true,
    Capabilities: [3, 4],
    CapabilityDescriptions: ['Random Access', 'Supports Writing'],
    Partitions: volumes.length,
    // Whole cylinders, as Windows counts.
    Size: cylinders * CYLINDER,
    BytesPerSector: SECTOR,
    SectorsPerTrack: 63,
    TracksPerCylinder: 255,
    TotalHeads: 255,
    TotalCylinders: cylinders,
    TotalTracks: cylinders * 255n,
    TotalSectors: cylinders * 255n * 63n,
    SCSIBus: 0,
    SCSIPort: 0,
    SCSITargetId: index,
    SCSILogicalUnit: 0,
    PNPDeviceID: pnpIdOf(disk, index),
    ConfigManagerErrorCode: 0,
    ConfigManagerUserConfig: false,
    Status: 'OK',
    CreationClassName: 'Win32_DiskDrive',
    ...OF_SYSTEM,
  });
}

/** A partition of a disk, as Win32_DiskPartition tells of it. */
interface PartitionRow {
  readonly disk: number;
  readonly number: number;
  /** Where it begins, and how large it is, in bytes. */
  readonly offset: bigint;
  readonly size: bigint;
  readonly type: string;
}

export async function addDiskPartition(
  { insert, session }: DemoMachine,
  { disk, number, offset, size, type }: PartitionRow,
): Promise<CimReference<Win32_DiskPartition>> {
  const isSystem = type.endsWith('System');
  const name = `Disk #${disk}, Partition #${number}`;
  const partition = await insert(Win32_DiskPartition, {
    DeviceID: name,
    Name: name,
    Caption: name,
    Description: type,
    Type: type,
    DiskIndex: disk,
    Index: number,
    Bootable: isSystem,
    BootPartition: isSystem,
    PrimaryPartition: true,
    BlockSize: BigInt(SECTOR),
    NumberOfBlocks: size / BigInt(SECTOR),
    Size: size,
    StartingOffset: offset,
    CreationClassName: 'Win32_DiskPartition',
    ...OF_SYSTEM,
  });
  const drive = Win32_DiskDrive.$at(session, { DeviceID: driveId(disk) });
  await insert(Win32_DiskDriveToDiskPartition, { Antecedent: drive.$path, Dependent: partition.$path });
  return partition.$path;
}

/** The key of the Win32_DiskDrive with this number. */
export function driveId(number: number): string {
  return String.raw`\\.\PHYSICALDRIVE${number}`;
}

/** The logical disk of a volume that has a letter. */
export async function addLogicalDisk(
  { insert }: DemoMachine,
  volume: Omit<DiskVolume, 'guid'>,
  partition: CimReference<Win32_DiskPartition>,
  offset: bigint,
): Promise<void> {
  const { letter, label, fileSystem, size, free, serialNumber } = volume;
  if (letter === null) return;
  const disk = await insert(Win32_LogicalDisk, {
    ...logicalDisk(letter),
    Description: 'Local Fixed Disk',
    DriveType: 3,
    MediaType: 12,
    FileSystem: fileSystem,
    VolumeName: label,
    VolumeSerialNumber: serialNumber.toString(16).toUpperCase().padStart(8, '0'),
    Size: size,
    FreeSpace: free,
    Compressed: false,
    MaximumComponentLength: 255,
    SupportsFileBasedCompression: fileSystem === 'NTFS',
    SupportsDiskQuotas: fileSystem === 'NTFS',
    QuotasDisabled: true,
    QuotasIncomplete: false,
    QuotasRebuilding: false,
    VolumeDirty: false,
  });
  await insert(Win32_LogicalDiskToPartition, {
    Antecedent: partition,
    Dependent: disk.$path,
    StartingAddress: offset,
    EndingAddress: offset + size - 1n,
  });
}

/** What Plug and Play calls the DVD drive. */
export const OPTICAL_DRIVE: string = String.raw`SCSI\CDROM&VEN_FABRIKAM&PROD_DVD\4&2A1F3C7&0&000002`;

/** A DVD drive without a disc. */
async function addOpticalDrive({ insert }: DemoMachine): Promise<void> {
  await insert(Win32_LogicalDisk, {
    ...logicalDisk('F:'),
    Description: 'CD-ROM Disc',
    DriveType: 5,
    MediaType: 11,
  });
  await insert(Win32_CDROMDrive, {
    DeviceID: OPTICAL_DRIVE,
    PNPDeviceID: OPTICAL_DRIVE,
    Name: 'FABRIKAM DVD',
    Caption: 'FABRIKAM DVD',
    Description: 'CD-ROM Drive',
    Drive: 'F:',
    Id: 'F:',
    Manufacturer: '(Standard CD-ROM drives)',
    MediaLoaded: false,
    MediaType: 'DVD-ROM',
    SCSIBus: 0,
    SCSIPort: 0,
    SCSITargetId: 2,
    SCSILogicalUnit: 0,
    Status: 'OK',
    ConfigManagerErrorCode: 0,
    CreationClassName: 'Win32_CDROMDrive',
    ...OF_SYSTEM,
  });
}

function logicalDisk(letter: string) {
  return {
    DeviceID: letter,
    Name: letter,
    Caption: letter,
    Access: 0,
    CreationClassName: 'Win32_LogicalDisk',
    ...OF_SYSTEM,
  } as const;
}
