import { Win32_BaseBoard } from '../../../generated/root/cimv2/Win32_BaseBoard.js';
import { Win32_BIOS } from '../../../generated/root/cimv2/Win32_BIOS.js';
import { Win32_ComputerSystemProduct } from '../../../generated/root/cimv2/Win32_ComputerSystemProduct.js';
import { Win32_Fan } from '../../../generated/root/cimv2/Win32_Fan.js';
import { Win32_PageFileUsage } from '../../../generated/root/cimv2/Win32_PageFileUsage.js';
import { Win32_PhysicalMemory } from '../../../generated/root/cimv2/Win32_PhysicalMemory.js';
import { Win32_Processor } from '../../../generated/root/cimv2/Win32_Processor.js';
import { Win32_SystemEnclosure } from '../../../generated/root/cimv2/Win32_SystemEnclosure.js';
import { Win32_TemperatureProbe } from '../../../generated/root/cimv2/Win32_TemperatureProbe.js';
import { Win32_TimeZone } from '../../../generated/root/cimv2/Win32_TimeZone.js';
import { Win32_VideoController } from '../../../generated/root/cimv2/Win32_VideoController.js';
import { type DemoMachine, INSTALLED, moment, OF_SYSTEM } from './demo-machine.js';
import { DISPLAY } from './devices/device-rows.js';

const MAKER = 'Fabrikam';
const SERIAL_NUMBER = 'FS2100-004417';

/** The key of Win32_BIOS. */
export const BIOS_KEYS = {
  Name: 'Fabrikam BIOS 2.14',
  Version: 'FBKM - 20240118',
  SoftwareElementID: 'Fabrikam BIOS 2.14',
  SoftwareElementState: 3,
  TargetOperatingSystem: 0,
} as const;

/** Adds what the computer is made of, and what Windows says of its clock and its page file. */
export async function addHardware(machine: DemoMachine): Promise<void> {
  await addBoard(machine);
  await addProcessor(machine);
  for (const slot of [0, 1]) await addMemory(machine, slot);
  await addDevices(machine);
  await addSettings(machine);
}

async function addBoard({ insert }: DemoMachine): Promise<void> {
  await insert(Win32_BIOS, {
    ...BIOS_KEYS,
    Caption: 'Fabrikam BIOS 2.14',
    Description: 'Fabrikam BIOS 2.14',
    Manufacturer: MAKER,
    SerialNumber: SERIAL_NUMBER,
    ReleaseDate: moment('2024-01-18 00:00:00'),
    PrimaryBIOS: true,
    SMBIOSPresent: true,
    SMBIOSBIOSVersion: '2.14',
    SMBIOSMajorVersion: 3,
    SMBIOSMinorVersion: 4,
    SystemBiosMajorVersion: 2,
    SystemBiosMinorVersion: 14,
    BIOSVersion: ['FBKM - 20240118', '2.14'],
    BiosCharacteristics: [7, 11, 12, 15, 16, 19],
    Status: 'OK',
  });
  await insert(Win32_BaseBoard, {
    Tag: 'Base Board',
    Name: 'Base Board',
    Caption: 'Base Board',
    Description: 'Base Board',
    Manufacturer: MAKER,
    Product: 'MB2100',
    Version: 'A02',
    SerialNumber: 'MB21000088123',
    HostingBoard: true,
    HotSwappable: false,
    Removable: false,
    Replaceable: true,
    RequiresDaughterBoard: false,
    PoweredOn: true,
    Status: 'OK',
    CreationClassName: 'Win32_BaseBoard',
  });
  await insert(Win32_SystemEnclosure, {
    Tag: 'System Enclosure 0',
    Name: 'System Enclosure',
    Caption: 'System Enclosure',
    Description: 'System Enclosure',
    Manufacturer: MAKER,
    SerialNumber: SERIAL_NUMBER,
    SMBIOSAssetTag: 'IT-0417',
    ChassisTypes: [23],
    LockPresent: false,
    SecurityStatus: 3,
    CreationClassName: 'Win32_SystemEnclosure',
  });
  await insert(Win32_ComputerSystemProduct, {
    IdentifyingNumber: SERIAL_NUMBER,
    Name: 'Server 2100',
    Version: 'A02',
    Caption: 'Computer System Product',
    Description: 'Computer System Product',
    Vendor: MAKER,
    UUID: '4C4C4544-0046-5310-8021-B7C04F313432',
  });
}

async function addProcessor({ insert }: DemoMachine): Promise<void> {
  await insert(Win32_Processor, {
    DeviceID: 'CPU0',
    Name: 'Fabrikam Octa 8 @ 2.40GHz',
    Caption: 'Intel64 Family 6 Model 106 Stepping 6',
    Description: 'Intel64 Family 6 Model 106 Stepping 6',
    Manufacturer: 'GenuineIntel',
    AddressWidth: 64,
    DataWidth: 64,
    Architecture: 9,
    Family: 179,
    Level: 6,
    Revision: 27_142,
    ProcessorId: '0F8BFBFF000606A6',
    ProcessorType: 3,
    Role: 'CPU',
    SocketDesignation: 'CPU 0',
    NumberOfCores: 4,
    NumberOfEnabledCore: 4,
    NumberOfLogicalProcessors: 8,
    ThreadCount: 8,
    MaxClockSpeed: 2394,
    CurrentClockSpeed: 2394,
    ExtClock: 100,
    LoadPercentage: 7,
    L2CacheSize: 5120,
    L3CacheSize: 12_288,
    CpuStatus: 1,
    StatusInfo: 3,
    Availability: 3,
    CurrentVoltage: 16,
    PowerManagementSupported: false,
    SecondLevelAddressTranslationExtensions: true,
    VirtualizationFirmwareEnabled: true,
    VMMonitorModeExtensions: true,
    Status: 'OK',
    CreationClassName: 'Win32_Processor',
    ...OF_SYSTEM,
  });
}

async function addMemory({ insert }: DemoMachine, slot: number): Promise<void> {
  await insert(Win32_PhysicalMemory, {
    Tag: `Physical Memory ${slot}`,
    Name: 'Physical Memory',
    Caption: 'Physical Memory',
    Description: 'Physical Memory',
    Manufacturer: MAKER,
    PartNumber: 'FM8G-3200E',
    SerialNumber: `0041A7${slot}3`,
    Capacity: 8_589_934_592n,
    DeviceLocator: `DIMM ${slot}`,
    BankLabel: `BANK ${slot}`,
    Speed: 3200,
    ConfiguredClockSpeed: 3200,
    ConfiguredVoltage: 1200,
    DataWidth: 64,
    TotalWidth: 72,
    FormFactor: 8,
    MemoryType: 0,
    SMBIOSMemoryType: 26,
    TypeDetail: 128,
    CreationClassName: 'Win32_PhysicalMemory',
  });
}

async function addDevices({ insert }: DemoMachine): Promise<void> {
  for (const [index, name] of ['Processor Fan', 'Chassis Fan'].entries()) {
    await insert(Win32_Fan, {
      DeviceID: `root\\cimv2 ${index}`,
      Name: name,
      Caption: name,
      Description: name,
      ActiveCooling: true,
      VariableSpeed: true,
      Availability: 3,
      StatusInfo: 2,
      Status: 'OK',
      CreationClassName: 'Win32_Fan',
      ...OF_SYSTEM,
    });
  }
  await insert(Win32_TemperatureProbe, {
    DeviceID: 'root\\cimv2 0',
    Name: 'Processor Temperature',
    Caption: 'Processor Temperature',
    Description: 'Processor Temperature',
    Availability: 3,
    StatusInfo: 3,
    Status: 'OK',
    CreationClassName: 'Win32_TemperatureProbe',
    ...OF_SYSTEM,
  });
  await insert(Win32_VideoController, {
    DeviceID: 'VideoController1',
    PNPDeviceID: DISPLAY,
    Name: 'Microsoft Basic Display Adapter',
    Caption: 'Microsoft Basic Display Adapter',
    Description: 'Microsoft Basic Display Adapter',
    AdapterCompatibility: '(Standard display types)',
    AdapterRAM: 16_777_216,
    VideoProcessor: 'Fabrikam Server Management',
    CurrentHorizontalResolution: 1024,
    CurrentVerticalResolution: 768,
    CurrentBitsPerPixel: 32,
    CurrentRefreshRate: 64,
    CurrentNumberOfColors: 4_294_967_296n,
    VideoModeDescription: '1024 x 768 x 4294967296 colors',
    DriverVersion: '10.0.20348.1',
    DriverDate: INSTALLED,
    Availability: 3,
    ConfigManagerErrorCode: 0,
    ConfigManagerUserConfig: false,
    Status: 'OK',
    CreationClassName: 'Win32_VideoController',
    ...OF_SYSTEM,
  });
}

async function addSettings({ insert }: DemoMachine): Promise<void> {
  await insert(Win32_PageFileUsage, {
    Name: String.raw`C:\pagefile.sys`,
    Caption: String.raw`C:\pagefile.sys`,
    Description: String.raw`C:\pagefile.sys`,
    AllocatedBaseSize: 2432,
    CurrentUsage: 0,
    PeakUsage: 24,
    TempPageFile: false,
    InstallDate: INSTALLED,
    Status: 'OK',
  });
  await insert(Win32_TimeZone, {
    StandardName: 'Coordinated Universal Time',
    Caption: '(UTC) Coordinated Universal Time',
    Description: '(UTC) Coordinated Universal Time',
    DaylightName: 'Coordinated Universal Time',
    SettingID: 'Coordinated Universal Time',
    Bias: 0,
    DaylightBias: -60,
    StandardBias: 0,
  });
}
