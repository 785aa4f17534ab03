import { Win32_DesktopMonitor } from '../../../../generated/root/cimv2/Win32_DesktopMonitor.js';
import { Win32_Keyboard } from '../../../../generated/root/cimv2/Win32_Keyboard.js';
import { Win32_PnPEntity } from '../../../../generated/root/cimv2/Win32_PnPEntity.js';
import { Win32_PnPSignedDriver } from '../../../../generated/root/cimv2/Win32_PnPSignedDriver.js';
import { Win32_PointingDevice } from '../../../../generated/root/cimv2/Win32_PointingDevice.js';
import { Win32_SystemDriver } from '../../../../generated/root/cimv2/Win32_SystemDriver.js';
import { Win32_SystemDriverPNPEntity } from '../../../../generated/root/cimv2/Win32_SystemDriverPNPEntity.js';
import { Win32_USBController } from '../../../../generated/root/cimv2/Win32_USBController.js';
import { Win32_USBControllerDevice } from '../../../../generated/root/cimv2/Win32_USBControllerDevice.js';
import { Win32_USBHub } from '../../../../generated/root/cimv2/Win32_USBHub.js';
import { type DemoMachine, INSTALLED, OF_SYSTEM } from '../demo-machine.js';
import { provideDevices } from './device-methods.js';
import {
  DEVICE_CLASSES,
  DEVICES,
  type DeviceRow,
  DRIVERS,
  KEYBOARD,
  MONITOR,
  MOUSE,
  USB_CONTROLLER,
  USB_HUB,
  USB_KEYBOARD,
  USB_MOUSE,
} from './device-rows.js';

/** The version of the drivers that come with Windows. */
const WINDOWS_DRIVERS = '10.0.20348.1';

/** Adds the devices of Plug and Play with their drivers, what is connected to USB, and the methods of devices. */
export async function addDevices(machine: DemoMachine): Promise<void> {
  for (const row of DRIVERS) await addSystemDriver(machine, row);
  for (const row of DEVICES) await addDevice(machine, row);
  await addUsb(machine);
  await addScreen(machine);
  provideDevices(machine);
}

async function addSystemDriver({ insert }: DemoMachine, [name, displayName, start]: (typeof DRIVERS)[number]) {
  await insert(Win32_SystemDriver, {
    Name: name,
    Caption: displayName,
    Description: displayName,
    DisplayName: displayName,
    PathName: `C:\\Windows\\system32\\drivers\\${name.toLowerCase()}.sys`,
    ServiceType: 'Kernel Driver',
    StartMode: start,
    State: 'Running',
    Started: true,
    AcceptPause: false,
    AcceptStop: start === 'Manual',
    DesktopInteract: false,
    ErrorControl: start === 'Boot' ? 'Critical' : 'Normal',
    ExitCode: 0,
    ServiceSpecificExitCode: 0,
    TagId: 0,
    Status: 'OK',
    CreationClassName: 'Win32_SystemDriver',
    ...OF_SYSTEM,
  });
}

async function addDevice({ insert, session }: DemoMachine, row: DeviceRow): Promise<void> {
  const { id, name, kind, manufacturer, driver } = row;
  const hardwareId = id.slice(0, id.lastIndexOf('\\'));
  const entity = await insert(Win32_PnPEntity, {
    ...deviceProperties(id, name),
    Manufacturer: manufacturer,
    Service: driver,
    PNPClass: kind,
    ClassGuid: DEVICE_CLASSES[kind],
    HardwareID: [hardwareId],
    Present: true,
    CreationClassName: 'Win32_PnPEntity',
  });
  if (driver === null) return;
  const isOwn = driver.startsWith('fbkm');
  await insert(Win32_PnPSignedDriver, {
    Name: id,
    DeviceID: id,
    DeviceName: name,
    FriendlyName: name,
    Description: name,
    Caption: name.slice(0, 64),
    DeviceClass: kind.toUpperCase(),
    ClassGuid: DEVICE_CLASSES[kind],
    HardWareID: hardwareId,
    Manufacturer: manufacturer,
    DriverProviderName: isOwn ? 'Fabrikam' : 'Microsoft',
    DriverVersion: isOwn ? '4.1.0.12' : WINDOWS_DRIVERS,
    DriverDate: INSTALLED,
    InfName: isOwn ? 'oem2.inf' : `${driver.toLowerCase()}.inf`,
    IsSigned: true,
    Signer: 'Microsoft Windows Hardware Compatibility Publisher',
    CreationClassName: 'Win32_PnPSignedDriver',
    ...OF_SYSTEM,
  });
  const { $path: Dependent } = Win32_SystemDriver.$at(session, { Name: driver });
  await insert(Win32_SystemDriverPNPEntity, { Antecedent: entity.$path, Dependent });
}

/** What a device says of itself in each of its classes. */
function deviceProperties(id: string, name: string) {
  return {
    DeviceID: id,
    PNPDeviceID: id,
    Name: name,
    Caption: name,
    Description: name,
    ConfigManagerErrorCode: 0,
    ConfigManagerUserConfig: false,
    Status: 'OK',
    ...OF_SYSTEM,
  } as const;
}

function namedDevice(id: string) {
  return deviceProperties(id, DEVICES.find((row) => row.id === id)?.name ?? id);
}

async function addUsb({ insert, session }: DemoMachine): Promise<void> {
  const controller = await insert(Win32_USBController, {
    ...namedDevice(USB_CONTROLLER),
    Manufacturer: 'Generic USB xHCI Host Controller',
    ProtocolSupported: 16,
    StatusInfo: 3,
    CreationClassName: 'Win32_USBController',
  });
  await insert(Win32_USBHub, { ...namedDevice(USB_HUB), CreationClassName: 'Win32_USBHub' });
  await insert(Win32_Keyboard, {
    ...namedDevice(KEYBOARD),
    Name: 'Enhanced (101- or 102-key)',
    Caption: 'Enhanced (101- or 102-key)',
    Layout: '00000409',
    NumberOfFunctionKeys: 12,
    Password: 2,
    CreationClassName: 'Win32_Keyboard',
  });
  await insert(Win32_PointingDevice, {
    ...namedDevice(MOUSE),
    HardwareType: 'HID-compliant mouse',
    Manufacturer: 'Microsoft',
    InfFileName: 'msmouse.inf',
    InfSection: 'HID_Mouse_Inst.NT',
    NumberOfButtons: 3,
    PointingType: 2,
    Handedness: 2,
    DeviceInterface: 162,
    CreationClassName: 'Win32_PointingDevice',
  });
  for (const DeviceID of [USB_HUB, USB_KEYBOARD, USB_MOUSE, KEYBOARD, MOUSE]) {
    const { $path: Dependent } = Win32_PnPEntity.$at(session, { DeviceID });
    await insert(Win32_USBControllerDevice, { Antecedent: controller.$path, Dependent });
  }
}

async function addScreen({ insert }: DemoMachine): Promise<void> {
  await insert(Win32_DesktopMonitor, {
    ...namedDevice(MONITOR),
    DeviceID: 'DesktopMonitor1',
    MonitorType: 'Generic Non-PnP Monitor',
    MonitorManufacturer: '(Standard monitor types)',
    Availability: 3,
    PixelsPerXLogicalInch: 96,
    PixelsPerYLogicalInch: 96,
    ScreenWidth: 1024,
    ScreenHeight: 768,
    CreationClassName: 'Win32_DesktopMonitor',
  });
}
