import {
  Win32_Printer_AddPrinterConnection_ReturnValue as Connected,
  Win32_Printer_RenamePrinter_ReturnValue as Renamed,
  Win32_Printer_Pause_ReturnValue as Result,
  Win32_Printer,
} from '../../../generated/root/cimv2/Win32_Printer.js';
import { Win32_PrintJob } from '../../../generated/root/cimv2/Win32_PrintJob.js';
import { caption, type DemoMachine, ifFound, now, remove } from './demo-machine.js';
import { ADMINISTRATOR, ADMINISTRATORS, EVERYONE } from './principals.js';
import type { PrintQueues } from './print-queues.js';
import { rekey } from './rekey.js';
import { Descriptors } from './security.js';

/** The bits of the state of a printer and of a job that say that it is paused. */
const PAUSED = 1;

/** The attribute that the default printer has. */
const DEFAULT = 4;

/** A printer is 3 (idle) or 1 (other) while it is paused; Windows also says so in other words. */
const IDLE = { PrinterState: 0, PrinterStatus: 3, ExtendedPrinterStatus: 3 } as const;
const STOPPED = { PrinterState: PAUSED, PrinterStatus: 1, ExtendedPrinterStatus: 8 } as const;

/** Provides the methods of printers and print jobs. */
export function providePrinters({ provide, repository, session }: DemoMachine, queues: PrintQueues): void {
  const descriptors = new Descriptors([
    [EVERYONE, 0x2_0008],
    [ADMINISTRATORS, 0xf_000c],
  ]);
  provide(Win32_Printer, {
    Pause: async (_, { instance }) => {
      await repository.update(instance, STOPPED);
      return { ReturnValue: Result.Success };
    },
    Resume: async (_, { instance }) => {
      await repository.update(instance, IDLE);
      return { ReturnValue: Result.Success };
    },
    CancelAllJobs: async (_, { instance }) => {
      for (const job of await queues.of(instance)) await remove(job);
      return { ReturnValue: Result.Success };
    },
    PrintTestPage: async (_, { instance }) => {
      const owner = ADMINISTRATOR.name;
      await queues.add(instance, { document: 'Test Page', owner, pages: 1, size: 98_304, submitted: now() });
      return { ReturnValue: Result.Success };
    },
    SetDefaultPrinter: async (_, { instance }) => {
      for await (const printer of Win32_Printer.$query(session, { where: { Default: true } })) {
        await repository.update(printer, { Default: false, Attributes: (printer.Attributes ?? 0) & ~DEFAULT });
      }
      await repository.update(instance, { Default: true, Attributes: (instance.Attributes ?? 0) | DEFAULT });
      return { ReturnValue: 0 };
    },
    RenamePrinter: async ({ NewPrinterName: name }, { instance }) => {
      const isTaken = (await ifFound(Win32_Printer.$get(session, { DeviceID: name }))) !== null;
      if (isTaken || !/^[^\\,!]{1,220}$/.test(name)) return { ReturnValue: Renamed['Invalid Printer Name'] };
      const jobs = await queues.of(instance);
      await rekey(instance, { DeviceID: name, Name: name, Caption: caption(name) });
      for (const job of jobs) {
        const Name = `${name}, ${job.JobId}`;
        await rekey(job, { Name, Caption: caption(Name), Description: Name });
      }
      return { ReturnValue: Renamed.Success };
    },
    // The machine knows no other one that shares printers.
    AddPrinterConnection: () => ({ ReturnValue: Connected['Invalid Printer Name'] }),
    GetSecurityDescriptor: (_, { instance }) => ({ Descriptor: descriptors.of(instance.DeviceID), ReturnValue: 0 }),
    SetSecurityDescriptor: ({ Descriptor }, { instance }) => {
      descriptors.change(instance.DeviceID, Descriptor);
      return { ReturnValue: 0 };
    },
  });
  provide(Win32_PrintJob, {
    Pause: async (_, { instance }) => {
      await repository.update(instance, { StatusMask: PAUSED, JobStatus: 'Paused', Status: 'Degraded' });
      return { ReturnValue: 0 };
    },
    Resume: async (_, { instance }) => {
      await repository.update(instance, { StatusMask: 0, JobStatus: null, Status: 'OK' });
      return { ReturnValue: 0 };
    },
  });
}
