import { DISKS, OPTICAL_DRIVE, pnpIdOf } from '../disks.js';
import { ADAPTERS, adapterIdOf } from '../network.js';

/** A device of the Plug and Play manager. */
export interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly kind: keyof typeof DEVICE_CLASSES;
  readonly manufacturer: string;
  /** The name of the driver; null for a device that needs none. */
  readonly driver: string | null;
}

/** The classes of devices, and the GUIDs of these. */
export const DEVICE_CLASSES = {
  CDROM: '{4d36e965-e325-11ce-bfc1-08002be10318}',
  DiskDrive: '{4d36e967-e325-11ce-bfc1-08002be10318}',
  Display: '{4d36e968-e325-11ce-bfc1-08002be10318}',
  HIDClass: '{745a17a0-74d3-11d0-b6fe-00a0c90f57da}',
  Keyboard: '{4d36e96b-e325-11ce-bfc1-08002be10318}',
  Monitor: '{4d36e96e-e325-11ce-bfc1-08002be10318}',
  Mouse: '{4d36e96f-e325-11ce-bfc1-08002be10318}',
  Net: '{4d36e972-e325-11ce-bfc1-08002be10318}',
  Processor: '{50127dc3-0f36-415e-a6cc-4cb3be910b65}',
  SCSIAdapter: '{4d36e97b-e325-11ce-bfc1-08002be10318}',
  System: '{4d36e97d-e325-11ce-bfc1-08002be10318}',
  USB: '{36fc9e60-c465-11cf-8056-444553540000}',
} as const;

const FABRIKAM = 'Fabrikam';
const MICROSOFT = 'Microsoft';
const STANDARD_SYSTEM = '(Standard system devices)';

export const USB_CONTROLLER: string = String.raw`PCI\VEN_1AF4&DEV_1052&SUBSYS_11001AF4&REV_01\3&11583659&0&A0`;
export const USB_HUB: string = String.raw`USB\ROOT_HUB30\4&3A5C21B&0&0`;
export const USB_KEYBOARD: string = String.raw`USB\VID_1AF4&PID_0101\5&1C2D3E4&0&1`;
export const USB_MOUSE: string = String.raw`USB\VID_1AF4&PID_0102\5&1C2D3E4&0&2`;
export const KEYBOARD: string = String.raw`HID\VID_1AF4&PID_0101\6&2B3C4D5&0&0000`;
export const MOUSE: string = String.raw`HID\VID_1AF4&PID_0102\6&3C4D5E6&0&0000`;
export const MONITOR: string = String.raw`DISPLAY\DEFAULT_MONITOR\4&1A2B3C4D&0&UID0`;
export const DISPLAY: string = String.raw`PCI\VEN_1AF4&DEV_1050&REV_01\3&11583659&0&08`;
/** What the computer does not run without. */
export const ACPI: string = String.raw`ACPI_HAL\PNP0C08\0`;

export const DEVICES: readonly DeviceRow[] = [
  device(ACPI, 'Microsoft ACPI-Compliant System', 'System', MICROSOFT, 'ACPI'),
  device(String.raw`ROOT\SYSTEM\0000`, 'Plug and Play Software Device Enumerator', 'System', MICROSOFT, 'swenum'),
  device(String.raw`ACPI\PNP0A08\0`, 'PCI Express Root Complex', 'System', STANDARD_SYSTEM, 'pci'),
  device(String.raw`ACPI\GENUINEINTEL_-_INTEL64_FAMILY_6\0`, 'Fabrikam Octa 8 @ 2.40GHz', 'Processor', 'Intel', null),
  device(DISPLAY, 'Microsoft Basic Display Adapter', 'Display', '(Standard display types)', 'BasicDisplay'),
  device(
    String.raw`PCI\VEN_1AF4&DEV_1048&REV_01\3&11583659&0&10`,
    'Fabrikam Storage Controller',
    'SCSIAdapter',
    FABRIKAM,
    'fbkmstor',
  ),
  ...DISKS.map((disk, index) =>
    device(pnpIdOf(disk, index), disk.model, 'DiskDrive', '(Standard disk drives)', 'disk'),
  ),
  device(OPTICAL_DRIVE, 'FABRIKAM DVD', 'CDROM', '(Standard CD-ROM drives)', 'cdrom'),
  ...ADAPTERS.map((adapter) => device(adapterIdOf(adapter), adapter.name, 'Net', FABRIKAM, adapter.service)),
  device(USB_CONTROLLER, 'USB xHCI Compliant Host Controller', 'USB', 'Generic USB xHCI Host Controller', 'USBXHCI'),
  device(USB_HUB, 'USB Root Hub (USB 3.0)', 'USB', '(Standard USB HUBs)', 'USBHUB3'),
  device(USB_KEYBOARD, 'USB Input Device', 'HIDClass', '(Standard system devices)', 'HidUsb'),
  device(USB_MOUSE, 'USB Input Device', 'HIDClass', '(Standard system devices)', 'HidUsb'),
  device(KEYBOARD, 'HID Keyboard Device', 'Keyboard', '(Standard keyboards)', 'kbdhid'),
  device(MOUSE, 'HID-compliant mouse', 'Mouse', MICROSOFT, 'mouhid'),
  device(MONITOR, 'Generic Non-PnP Monitor', 'Monitor', '(Standard monitor types)', 'monitor'),
];

function device(
  id: string,
  name: string,
  kind: DeviceRow['kind'],
  manufacturer: string,
  driver: string | null,
): DeviceRow {
  return { id, name, kind, manufacturer, driver };
}

/** The drivers of the kernel: name, display name, file, and how it is started. */
export const DRIVERS: readonly (readonly [name: string, displayName: string, start: 'Boot' | 'System' | 'Manual'])[] = [
  ['ACPI', 'Microsoft ACPI Driver', 'Boot'],
  ['BasicDisplay', 'BasicDisplay', 'System'],
  ['cdrom', 'CD-ROM Driver', 'System'],
  ['disk', 'Disk Driver', 'Boot'],
  ['fbkmnic', 'Fabrikam Gigabit Adapter Driver', 'Manual'],
  ['fbkmstor', 'Fabrikam Storage Controller Driver', 'Boot'],
  ['HidUsb', 'Microsoft HID Class Driver', 'Manual'],
  ['kbdhid', 'Keyboard HID Driver', 'Manual'],
  ['monitor', 'Microsoft Monitor Class Function Driver Service', 'Manual'],
  ['mouhid', 'Mouse HID Driver', 'Manual'],
  ['pci', 'PCI Bus Driver', 'Boot'],
  ['swenum', 'Software Bus Driver', 'Manual'],
  ['Tcpip', 'TCP/IP Protocol Driver', 'Boot'],
  ['USBHUB3', 'SuperSpeed Hub', 'Manual'],
  ['USBXHCI', 'USB xHCI Compliant Host Controller', 'Manual'],
];
