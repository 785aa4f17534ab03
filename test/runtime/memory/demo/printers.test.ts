import type { Session } from 'mi-codegen/runtime';
import { beforeEach, expect, it } from 'vitest';
import {
  Win32_DriverForDevice,
  Win32_Printer,
  Win32_PrintJob,
  Win32_TCPIPPrinterPort,
} from '../../../../generated/root/cimv2/index.js';
import { demoSession, firstOf } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const at = (DeviceID: string) => Win32_Printer.$at(session, { DeviceID });
const read = (DeviceID: string) => Win32_Printer.$get(session, { DeviceID });
const jobs = async () => (await Win32_PrintJob.$enumerate(session).toArray()).map(({ Caption }) => Caption);

it('have drivers and ports', async () => {
  const { PortName } = await read('Office Color');
  expect(await Win32_TCPIPPrinterPort.$query(session, { where: { Name: PortName ?? '' } }).toArray()).toMatchObject([
    { HostAddress: '192.0.2.52', PortNumber: 9100 },
  ]);
  const [driver] = await at('Office Color').$associators(Win32_DriverForDevice).toArray();
  expect(driver?.Name).toBe('Fabrikam Color 700,3,Windows x64');
});

it('are paused and resumed', async () => {
  expect(await at('Office Laser').Pause()).toEqual({ ReturnValue: 0 });
  expect(await read('Office Laser')).toMatchObject({ PrinterState: 1, ExtendedPrinterStatus: 8 });
  expect(await at('Office Laser').Resume()).toEqual({ ReturnValue: 0 });
  expect(await read('Office Laser')).toMatchObject({ PrinterState: 0, PrinterStatus: 3 });
});

it('print test pages, and cancel all jobs', async () => {
  const submitted = firstOf(Win32_PrintJob.$created(session, { within: 1 }));
  expect(await at('Office Laser').PrintTestPage()).toEqual({ ReturnValue: 0 });
  expect((await submitted).TargetInstance).toMatchObject({ Document: 'Test Page', Owner: 'Administrator' });
  expect(await at('Office Color').PrintTestPage()).toEqual({ ReturnValue: 0 });
  expect(await jobs()).toEqual(['Office Laser, 2', 'Office Laser, 3', 'Office Laser, 4', 'Office Color, 5']);
  expect(await at('Office Laser').CancelAllJobs()).toEqual({ ReturnValue: 0 });
  expect(await jobs()).toEqual(['Office Color, 5']);
});

it('have one default', async () => {
  expect(await at('Office Color').SetDefaultPrinter()).toEqual({ ReturnValue: 0 });
  const defaults = await Win32_Printer.$query(session, { where: { Default: true } }).toArray();
  expect(defaults.map(({ Name, Attributes }) => [Name, (Attributes ?? 0) & 4])).toEqual([['Office Color', 4]]);
  expect(((await read('Office Laser')).Attributes ?? 0) & 4).toBe(0);
});

it('are renamed with their jobs', async () => {
  expect(await at('Office Laser').RenamePrinter({ NewPrinterName: 'Laser 1' })).toEqual({ ReturnValue: 0 });
  expect(await read('Laser 1')).toMatchObject({ Name: 'Laser 1', Default: true });
  expect(await at('Laser 1').$associators(Win32_DriverForDevice).toArray()).toHaveLength(1);
  expect(await jobs()).toEqual(['Laser 1, 2', 'Laser 1, 3']);
  expect(await at('Laser 1').RenamePrinter({ NewPrinterName: 'office color' })).toEqual({ ReturnValue: 1801 });
  expect(await at('Laser 1').RenamePrinter({ NewPrinterName: 'a,b' })).toEqual({ ReturnValue: 1801 });
});

it('know no printers of other machines', async () => {
  const connected = await Win32_Printer.AddPrinterConnection(session, { Name: '\\\\other\\printer' });
  expect(connected).toEqual({ ReturnValue: 1801 });
});

it('have a security descriptor that can be changed', async () => {
  await at('Office Laser').SetSecurityDescriptor({ Descriptor: { DACL: [] } });
  expect((await at('Office Laser').GetSecurityDescriptor()).Descriptor?.DACL).toEqual([]);
  expect((await at('Office Color').GetSecurityDescriptor()).Descriptor?.DACL).toHaveLength(2);
});

it('have jobs that are paused and resumed', async () => {
  const job = await Win32_PrintJob.$get(session, { Name: 'Office Laser, 2' });
  expect(await job.Pause()).toEqual({ ReturnValue: 0 });
  expect(await job.$refresh()).toMatchObject({ JobStatus: 'Paused', StatusMask: 1 });
  expect(await job.Resume()).toEqual({ ReturnValue: 0 });
  expect(await job.$refresh()).toMatchObject({ JobStatus: null, StatusMask: 0 });
});
