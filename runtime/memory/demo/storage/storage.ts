import { MSFT_Disk } from '../../../../generated/root/microsoft/windows/storage/MSFT_Disk.js';
import { MSFT_PhysicalDisk } from '../../../../generated/root/microsoft/windows/storage/MSFT_PhysicalDisk.js';
import { MSFT_PhysicalDiskToStorageReliabilityCounter } from '../../../../generated/root/microsoft/windows/storage/MSFT_PhysicalDiskToStorageReliabilityCounter.js';
import { MSFT_StoragePool } from '../../../../generated/root/microsoft/windows/storage/MSFT_StoragePool.js';
import { MSFT_StoragePoolToPhysicalDisk } from '../../../../generated/root/microsoft/windows/storage/MSFT_StoragePoolToPhysicalDisk.js';
import { MSFT_StorageReliabilityCounter } from '../../../../generated/root/microsoft/windows/storage/MSFT_StorageReliabilityCounter.js';
import { MSFT_StorageSubSystem } from '../../../../generated/root/microsoft/windows/storage/MSFT_StorageSubSystem.js';
import { MSFT_StorageSubSystemToDisk } from '../../../../generated/root/microsoft/windows/storage/MSFT_StorageSubSystemToDisk.js';
import { MSFT_StorageSubSystemToPhysicalDisk } from '../../../../generated/root/microsoft/windows/storage/MSFT_StorageSubSystemToPhysicalDisk.js';
import { MSFT_StorageSubSystemToStoragePool } from '../../../../generated/root/microsoft/windows/storage/MSFT_StorageSubSystemToStoragePool.js';
import type { CimReference } from '../../../v1/index.js';
import { COMPUTER, type DemoMachine } from '../demo-machine.js';
import { DISKS, type Disk, placesOf, pnpIdOf, RESERVED, SECTOR } from '../disks.js';
import { provideDisks } from './disk-methods.js';
import { spaceOf } from './free-space.js';
import { providePartitions } from './partition-methods.js';
import { addPartition, type PartitionRow } from './partitions.js';
import {
  DATA_TYPE,
  diskPath,
  FILE_SYSTEM_TYPES,
  HEALTHY,
  OK,
  objectId,
  RESERVED_TYPE,
  SYSTEM_TYPE,
} from './storage-objects.js';
import { provideStorageVolumes } from './volume-methods.js';

const GPT = 2;
const SAS = 10;
const HDD = 3;
const SSD = 4;
const ONLINE = 53_264;

/** Adds the disks as Windows 8 and later tell of them: what they are made of, what is on them, and the methods. */
export async function addStorage(machine: DemoMachine): Promise<void> {
  const subsystem = await addSubSystem(machine);
  const pool = await addPool(machine, subsystem);
  for (const [number, disk] of DISKS.entries()) {
    await addPhysicalDisk(machine, disk, number, subsystem, pool);
    await addDisk(machine, disk, number, subsystem);
  }
  provideDisks(machine);
  providePartitions(machine);
  provideStorageVolumes(machine);
}

async function addSubSystem({ insert }: DemoMachine): Promise<CimReference<MSFT_StorageSubSystem>> {
  const name = `Windows Storage on ${COMPUTER}`;
  const subsystem = await insert(MSFT_StorageSubSystem, {
    ObjectId: objectId('StorageSubSystem', 'SS', COMPUTER),
    UniqueId: `{${COMPUTER}}`,
    Name: COMPUTER,
    NameFormat: 1,
    FriendlyName: name,
    Description: name,
    Manufacturer: 'Microsoft Corporation',
    Model: 'Windows Storage',
    HealthStatus: HEALTHY,
    OperationalStatus: [OK],
    AutomaticClusteringEnabled: false,
    PhysicalDisksPerStoragePoolMin: 1,
    SupportsVirtualDiskCreation: true,
    SupportsVirtualDiskModification: true,
    SupportsVirtualDiskDeletion: true,
    SupportsStoragePoolCreation: true,
    SupportsStoragePoolDeletion: true,
    SupportsVolumeCreation: true,
    SupportedFileSystems: Object.values(FILE_SYSTEM_TYPES),
    SupportedHostType: [],
  });
  return subsystem.$path;
}

/** The pool of what is in no other pool. Disks in use belong to it, too. */
async function addPool(
  { insert }: DemoMachine,
  subsystem: CimReference<MSFT_StorageSubSystem>,
): Promise<CimReference<MSFT_StoragePool>> {
  const size = DISKS.reduce((sum, disk) => sum + disk.size, 0n);
  const pool = await insert(MSFT_StoragePool, {
    ObjectId: objectId('StoragePool', 'SP', 'Primordial'),
    UniqueId: `{${COMPUTER}-Primordial}`,
    Name: 'Primordial',
    FriendlyName: 'Primordial',
    IsPrimordial: true,
    Usage: 1,
    OtherUsageDescription: 'Reserved for other uses',
    HealthStatus: HEALTHY,
    OperationalStatus: [OK],
    Size: size,
    AllocatedSize: size,
    LogicalSectorSize: BigInt(SECTOR),
    PhysicalSectorSize: 4096n,
    ProvisioningTypeDefault: 0,
    SupportedProvisioningTypes: [1, 2],
    ResiliencySettingNameDefault: 'Mirror',
    IsReadOnly: false,
    ReadOnlyReason: 1,
    IsClustered: false,
    SupportsDeduplication: true,
  });
  await insert(MSFT_StorageSubSystemToStoragePool, { StorageSubSystem: subsystem, StoragePool: pool.$path });
  return pool.$path;
}

async function addPhysicalDisk(
  { insert }: DemoMachine,
  { model, serialNumber, firmware, size, isSolid }: Disk,
  number: number,
  StorageSubSystem: CimReference<MSFT_StorageSubSystem>,
  StoragePool: CimReference<MSFT_StoragePool>,
): Promise<void> {
  const of = { UniqueId: `5000C500${serialNumber}`, DeviceId: `${number}` };
  const physical = await insert(MSFT_PhysicalDisk, {
    ...of,
    ObjectId: objectId('PhysicalDisk', 'PD', `{${serialNumber}}`),
    UniqueIdFormat: 3,
    FriendlyName: model,
    Manufacturer: model.split(' ')[0] ?? null,
    Model: model,
    SerialNumber: serialNumber,
    FirmwareVersion: firmware,
    PartNumber: '',
    SoftwareVersion: '',
    PhysicalLocation: `Integrated : Adapter 0 : Port 0 : Target ${number} : LUN 0`,
    Usage: 1,
    SupportedUsages: [1, 2, 3, 4, 5],
    // In use by Windows.
    CanPool: false,
    CannotPoolReason: [7],
    Size: size,
    AllocatedSize: size,
    BusType: SAS,
    MediaType: isSolid ? SSD : HDD,
    SpindleSpeed: isSolid ? 0 : 7200,
    LogicalSectorSize: BigInt(SECTOR),
    PhysicalSectorSize: 4096n,
    SlotNumber: number,
    IsPartial: false,
    IsIndicationEnabled: false,
    HealthStatus: HEALTHY,
    OperationalStatus: [OK],
  });
  await insert(MSFT_StorageSubSystemToPhysicalDisk, { StorageSubSystem, PhysicalDisk: physical.$path });
  await insert(MSFT_StoragePoolToPhysicalDisk, { StoragePool, PhysicalDisk: physical.$path });
  const counter = await insert(MSFT_StorageReliabilityCounter, {
    ...of,
    ObjectId: objectId('StorageReliabilityCounter', 'SRC', `{${serialNumber}}`),
    Temperature: isSolid ? 34 : 38,
    TemperatureMax: isSolid ? 51 : 54,
    Wear: isSolid ? 3 : 0,
    PowerOnHours: 9480,
    ReadErrorsTotal: 0n,
    ReadErrorsUncorrected: 0n,
    WriteErrorsTotal: 0n,
    WriteErrorsUncorrected: 0n,
  });
  const StorageReliabilityCounter = counter.$path;
  const ends = { PhysicalDisk: physical.$path, StorageReliabilityCounter };
  await insert(MSFT_PhysicalDiskToStorageReliabilityCounter, ends);
}

async function addDisk(
  machine: DemoMachine,
  disk: Disk,
  number: number,
  StorageSubSystem: CimReference<MSFT_StorageSubSystem>,
): Promise<void> {
  const { insert } = machine;
  const { model, serialNumber, firmware, size } = disk;
  const path = diskPath(pnpIdOf(disk, number));
  const id = objectId('Disk', 'DI', path);
  const rows = partitionsOf(disk);
  const hasWindows = rows.some(({ volume }) => volume?.letter === 'C:');
  const added = await insert(MSFT_Disk, {
    ObjectId: id,
    UniqueId: `5000C500${serialNumber}`,
    UniqueIdFormat: 3,
    Path: path,
    Location: `Integrated : Adapter 0 : Port 0 : Target ${number} : LUN 0`,
    Number: number,
    FriendlyName: model,
    Manufacturer: model.split(' ')[0] ?? null,
    Model: model,
    SerialNumber: serialNumber,
    FirmwareVersion: firmware,
    // All of it: Win32_DiskDrive counts whole cylinders.
    Size: size,
    ...spaceOf(
      size,
      rows.map((row) => ({ Offset: row.offset, Size: row.size })),
    ),
    LogicalSectorSize: SECTOR,
    PhysicalSectorSize: 4096,
    ProvisioningType: 2,
    BusType: SAS,
    PartitionStyle: GPT,
    Guid: `{3f0c5b7e-9d21-4a86-b4e3-0c7d1f2a6b0${number}}`,
    OperationalStatus: [ONLINE],
    HealthStatus: HEALTHY,
    IsOffline: false,
    IsReadOnly: false,
    IsSystem: hasWindows,
    IsBoot: hasWindows,
    BootFromDisk: hasWindows,
    IsClustered: false,
    IsHighlyAvailable: false,
    IsScaleOut: false,
  });
  await insert(MSFT_StorageSubSystemToDisk, { StorageSubSystem, Disk: added.$path });
  for (const row of rows) await addPartition(machine, { ObjectId: id, Number: number }, row);
}

/** The partitions of a disk: those that have volumes, and what Windows has reserved. */
function partitionsOf(disk: Disk): readonly PartitionRow[] {
  const rows = placesOf(disk).flatMap(({ volume, offset }) => {
    const { letter, size } = volume;
    if (letter !== null) return [{ gptType: DATA_TYPE, offset, size, volume }];
    const reserved = { gptType: RESERVED_TYPE, offset: offset + size, size: RESERVED, volume: null };
    return [{ gptType: SYSTEM_TYPE, offset, size, volume }, reserved];
  });
  const isHidden = (type: string) => type !== DATA_TYPE;
  return rows.map((row, index) => ({ ...row, number: index + 1, mbrType: null, isHidden: isHidden(row.gptType) }));
}
