import { Win32_Printer } from '../../../generated/root/cimv2/Win32_Printer.js';
import { Win32_PrintJob } from '../../../generated/root/cimv2/Win32_PrintJob.js';
import type { CimDateTime } from '../../values/index.js';
import { COMPUTER, type DemoMachine } from './demo-machine.js';

/** What is printed. */
export interface PrintedDocument {
  readonly document: string;
  readonly owner: string;
  readonly pages: number;
  /** In bytes. */
  readonly size: number;
  readonly submitted: CimDateTime;
}

/** The jobs of printers. No printer of the demo machine ever prints: jobs stay until they are cancelled. */
export class PrintQueues {
  readonly #machine: DemoMachine;
  #lastId = 1;

  constructor(machine: DemoMachine) {
    this.#machine = machine;
  }

  async add(printer: Pick<Win32_Printer, 'DeviceID'>, printed: PrintedDocument): Promise<void> {
    const { insert, session } = this.#machine;
    this.#lastId += 1;
    const { DeviceID } = printer;
    const { DriverName } = await Win32_Printer.$get(session, { DeviceID });
    const { document, owner, pages, size, submitted } = printed;
    const name = `${DeviceID}, ${this.#lastId}`;
    await insert(Win32_PrintJob, {
      Name: name,
      Caption: name.slice(0, 64),
      Description: name,
      JobId: this.#lastId,
      Document: document,
      Owner: owner,
      Notify: owner,
      DriverName,
      HostPrintQueue: String.raw`\\${COMPUTER}`,
      TotalPages: pages,
      PagesPrinted: 0,
      Size: size,
      SizeHigh: 0,
      DataType: 'RAW',
      PrintProcessor: 'winprint',
      Color: 'Monochrome',
      PaperSize: 'A4',
      PaperLength: 2970,
      PaperWidth: 2100,
      Priority: 1,
      JobStatus: null,
      StatusMask: 0,
      Status: 'OK',
      TimeSubmitted: submitted,
    });
  }

  async of({ DeviceID }: Win32_Printer): Promise<readonly Win32_PrintJob[]> {
    const jobs = await Win32_PrintJob.$enumerate(this.#machine.session).toArray();
    return jobs.filter(({ Name }) => Name.startsWith(`${DeviceID}, `));
  }
}
