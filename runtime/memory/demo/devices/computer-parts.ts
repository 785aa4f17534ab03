import { Win32_AssociatedProcessorMemory } from '../../../../generated/root/cimv2/Win32_AssociatedProcessorMemory.js';
import { Win32_BIOS } from '../../../../generated/root/cimv2/Win32_BIOS.js';
import { Win32_CacheMemory } from '../../../../generated/root/cimv2/Win32_CacheMemory.js';
import { Win32_ComputerSystem } from '../../../../generated/root/cimv2/Win32_ComputerSystem.js';
import { Win32_ComputerSystemProcessor } from '../../../../generated/root/cimv2/Win32_ComputerSystemProcessor.js';
import { Win32_OperatingSystem } from '../../../../generated/root/cimv2/Win32_OperatingSystem.js';
import { Win32_PhysicalMemory } from '../../../../generated/root/cimv2/Win32_PhysicalMemory.js';
import { Win32_PhysicalMemoryArray } from '../../../../generated/root/cimv2/Win32_PhysicalMemoryArray.js';
import { Win32_PhysicalMemoryLocation } from '../../../../generated/root/cimv2/Win32_PhysicalMemoryLocation.js';
import { Win32_Processor } from '../../../../generated/root/cimv2/Win32_Processor.js';
import { Win32_SystemBIOS } from '../../../../generated/root/cimv2/Win32_SystemBIOS.js';
import { Win32_SystemOperatingSystem } from '../../../../generated/root/cimv2/Win32_SystemOperatingSystem.js';
import { COMPUTER, type DemoMachine, OF_SYSTEM, OPERATING_SYSTEM } from '../demo-machine.js';
import { BIOS_KEYS } from '../hardware.js';

/** Level, size in KB, and associativity of the caches: they have what Win32_Processor says. */
const CACHES = [
  ['L1 Cache', 3, 384, 7],
  ['L2 Cache', 4, 5120, 8],
  ['L3 Cache', 5, 12_288, 8],
] as const;

/** Adds the memory's board and the caches, and says which parts belong to the computer. */
export async function addComputerParts({ insert, session }: DemoMachine): Promise<void> {
  const { $path: computer } = Win32_ComputerSystem.$at(session, { Name: COMPUTER });
  const { $path: processor } = Win32_Processor.$at(session, { DeviceID: 'CPU0' });
  await insert(Win32_ComputerSystemProcessor, { GroupComponent: computer, PartComponent: processor });
  const { $path: bios } = Win32_BIOS.$at(session, BIOS_KEYS);
  await insert(Win32_SystemBIOS, { GroupComponent: computer, PartComponent: bios });
  const { $path: system } = Win32_OperatingSystem.$at(session, { Name: OPERATING_SYSTEM });
  await insert(Win32_SystemOperatingSystem, { GroupComponent: computer, PartComponent: system, PrimaryOS: true });

  const board = await insert(Win32_PhysicalMemoryArray, {
    Tag: 'Physical Memory Array 0',
    Name: 'Physical Memory Array',
    Caption: 'Physical Memory Array',
    Description: 'Physical Memory Array',
    Location: 3,
    Use: 3,
    MemoryErrorCorrection: 5,
    MemoryDevices: 4,
    MaxCapacity: 67_108_864,
    MaxCapacityEx: 67_108_864n,
    CreationClassName: 'Win32_PhysicalMemoryArray',
  });
  for (const slot of [0, 1]) {
    const { $path: memory } = Win32_PhysicalMemory.$at(session, { Tag: `Physical Memory ${slot}` });
    const ends = { GroupComponent: board.$path, PartComponent: memory };
    await insert(Win32_PhysicalMemoryLocation, { ...ends, LocationWithinContainer: `DIMM ${slot}` });
  }
  for (const [index, [name, level, size, associativity]] of CACHES.entries()) {
    const cache = await insert(Win32_CacheMemory, {
      DeviceID: `Cache Memory ${index}`,
      Name: name,
      Caption: name,
      Description: name,
      Purpose: name,
      Level: level,
      InstalledSize: size,
      MaxCacheSize: size,
      BlockSize: 1024n,
      NumberOfBlocks: BigInt(size),
      Associativity: associativity,
      CacheType: 5,
      WritePolicy: 3,
      Location: 0,
      ErrorCorrectType: 5,
      SupportedSRAM: [5],
      CurrentSRAM: [5],
      Availability: 3,
      StatusInfo: 3,
      Status: 'OK',
      CreationClassName: 'Win32_CacheMemory',
      ...OF_SYSTEM,
    });
    await insert(Win32_AssociatedProcessorMemory, { Antecedent: cache.$path, Dependent: processor });
  }
}
