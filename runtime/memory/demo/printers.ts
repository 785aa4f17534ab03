import { Win32_DriverForDevice } from '../../../generated/root/cimv2/Win32_DriverForDevice.js';
import { Win32_Printer } from '../../../generated/root/cimv2/Win32_Printer.js';
import { Win32_PrinterDriver } from '../../../generated/root/cimv2/Win32_PrinterDriver.js';
import { Win32_TCPIPPrinterPort } from '../../../generated/root/cimv2/Win32_TCPIPPrinterPort.js';
import { type DemoMachine, OF_SYSTEM, PRESENT } from './demo-machine.js';
import { PrintQueues } from './print-queues.js';
import { providePrinters } from './printer-methods.js';

type PrinterRow = readonly [
  name: string,
  driver: string,
  port: string,
  share: string | null,
  location: string,
  color: boolean,
];

const LASER = 'Fabrikam Laser 400';
const COLOR = 'Fabrikam Color 700';
const PDF = 'Microsoft Print To PDF';

const PRINTERS: readonly PrinterRow[] = [
  ['Office Laser', LASER, 'IP_192.0.2.51', 'Laser', 'First floor', false],
  ['Office Color', COLOR, 'IP_192.0.2.52', 'Color', 'Second floor', true],
  ['Warehouse Labels', LASER, 'LPT1:', null, 'Warehouse', false],
  [PDF, PDF, 'PORTPROMPT:', null, '', true],
];

const PORTS = [
  ['IP_192.0.2.51', '192.0.2.51'],
  ['IP_192.0.2.52', '192.0.2.52'],
] as const;

/** Adds the printers with their drivers, ports and jobs, and the methods of printers and jobs. */
export async function addPrinters(machine: DemoMachine): Promise<void> {
  const { session } = machine;
  for (const [name, HostAddress] of PORTS) await addPort(machine, name, HostAddress);
  for (const name of [LASER, COLOR, PDF]) await addDriver(machine, name);
  for (const row of PRINTERS) await addPrinter(machine, row);
  const queues = new PrintQueues(machine);
  const laser = Win32_Printer.$at(session, { DeviceID: 'Office Laser' });
  await queues.add(laser, { document: 'Budget 2025.xlsx', owner: 'bob', pages: 12, size: 184_320, submitted: PRESENT });
  await queues.add(laser, { document: 'Minutes.docx', owner: 'carol', pages: 3, size: 40_960, submitted: PRESENT });
  providePrinters(machine, queues);
}

async function addPort({ insert }: DemoMachine, name: string, HostAddress: string): Promise<void> {
  await insert(Win32_TCPIPPrinterPort, {
    Name: name,
    Protocol: 1,
    HostAddress,
    PortNumber: 9100,
    ByteCount: false,
    SNMPEnabled: true,
    SNMPCommunity: 'public',
    SNMPDevIndex: 1,
    CreationClassName: 'Win32_TCPIPPrinterPort',
    ...OF_SYSTEM,
  });
}

/** The key of a driver: its name, the version of its interface, and the platform. */
const driverKey = (name: string) => `${name},3,Windows x64`;

async function addDriver({ insert }: DemoMachine, name: string): Promise<void> {
  const folder = String.raw`C:\Windows\system32\spool\DRIVERS\x64\3`;
  const isPdf = name === PDF;
  await insert(Win32_PrinterDriver, {
    Name: driverKey(name),
    Version: 3,
    SupportedPlatform: 'Windows x64',
    DriverPath: String.raw`${folder}\mxdwdrv.dll`,
    DataFile: `${folder}\\${isPdf ? 'MPDW-PDC.xml' : 'fbkmprn.gpd'}`,
    ConfigFile: String.raw`${folder}\PrintConfig.dll`,
    DefaultDataType: 'RAW',
    InfName: isPdf ? 'prnms009.inf' : 'fbkmprn.inf',
    CreationClassName: 'Win32_PrinterDriver',
    ...OF_SYSTEM,
  });
}

async function addPrinter({ insert, session }: DemoMachine, row: PrinterRow): Promise<void> {
  const [name, driver, port, share, location, color] = row;
  const printer = await insert(Win32_Printer, {
    DeviceID: name,
    Name: name,
    Caption: name,
    DriverName: driver,
    PortName: port,
    Shared: share !== null,
    ShareName: share,
    ServerName: null,
    Location: location,
    Comment: '',
    Default: name === 'Office Laser',
    Local: true,
    Network: false,
    Hidden: false,
    Direct: false,
    Queued: false,
    DoCompleteFirst: true,
    EnableBIDI: true,
    EnableDevQueryPrint: false,
    KeepPrintedJobs: false,
    Published: share !== null,
    RawOnly: false,
    SpoolEnabled: true,
    WorkOffline: false,
    // Local, answers, prints first what is complete; also shared and published, and the default.
    Attributes: 0xa40 + (share === null ? 0 : 0x2008) + (name === 'Office Laser' ? 4 : 0),
    PrinterState: 0,
    PrinterStatus: 3,
    ExtendedPrinterStatus: 3,
    DetectedErrorState: 0,
    ExtendedDetectedErrorState: 0,
    JobCountSinceLastReset: 0,
    Priority: 1,
    DefaultPriority: 0,
    AveragePagesPerMinute: 0,
    PrintProcessor: 'winprint',
    PrintJobDataType: 'RAW',
    HorizontalResolution: 600,
    VerticalResolution: 600,
    Capabilities: color ? [4, 2, 3, 5] : [4, 3, 5],
    CapabilityDescriptions: color ? ['Copies', 'Color', 'Duplex', 'Collate'] : ['Copies', 'Duplex', 'Collate'],
    PaperSizesSupported: [7, 8, 1],
    PrinterPaperNames: ['Letter', 'A4', 'A5'],
    Status: 'OK',
    CreationClassName: 'Win32_Printer',
    ...OF_SYSTEM,
  });
  const Dependent = Win32_PrinterDriver.$at(session, { Name: driverKey(driver) }).$path;
  await insert(Win32_DriverForDevice, { Antecedent: printer.$path, Dependent });
}
