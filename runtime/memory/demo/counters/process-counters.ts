import { win32 } from 'node:path';
import { Win32_PerfFormattedData_PerfProc_Process } from '../../../../generated/root/cimv2/Win32_PerfFormattedData_PerfProc_Process.js';
import { Win32_PerfRawData_PerfProc_Process } from '../../../../generated/root/cimv2/Win32_PerfRawData_PerfProc_Process.js';
import type { Win32_Process } from '../../../../generated/root/cimv2/Win32_Process.js';
import type { Initial } from '../../../v1/types.js';
import type { CimDateTime } from '../../../values/index.js';
import type { DemoMachine } from '../demo-machine.js';
import { type CounterForm, FORMATTED, RAW, SAMPLED } from './counter-forms.js';

/** The performance counters of processes, which the instances have by name: `svchost`, `svchost#1`. */
export class ProcessCounters {
  readonly #machine: DemoMachine;
  /** How many processes a program has had. */
  readonly #counts = new Map<string, number>();

  constructor(machine: DemoMachine) {
    this.#machine = machine;
  }

  /** Adds the counters of a process that has been idle since it was started. */
  async add(process: Initial<Win32_Process>, started: CimDateTime): Promise<void> {
    const { insert } = this.#machine;
    const Name = this.#nameOf(process);
    await insert(Win32_PerfFormattedData_PerfProc_Process, { Name, ...countersOf(FORMATTED, process, started) });
    const raw = countersOf(RAW, process, started);
    const sampled = raw.ElapsedTime > SAMPLED.Timestamp_Object ? raw.ElapsedTime : SAMPLED.Timestamp_Object;
    await insert(Win32_PerfRawData_PerfProc_Process, { Name, ...raw, ...SAMPLED, Timestamp_Object: sampled });
  }

  /** Takes the counters of a process away that has ended. */
  async remove(IDProcess: number): Promise<void> {
    const where = { IDProcess };
    const { session } = this.#machine;
    for (const cls of [Win32_PerfFormattedData_PerfProc_Process, Win32_PerfRawData_PerfProc_Process]) {
      for await (const counters of cls.$query(session, { where })) await counters.$delete();
    }
  }

  #nameOf({ Name, ProcessId }: Initial<Win32_Process>): string {
    const program = ProcessId === 0 ? 'Idle' : win32.parse(Name ?? '').name;
    const count = this.#counts.get(program) ?? 0;
    this.#counts.set(program, count + 1);
    return count === 0 ? program : `${program}#${count}`;
  }
}

function countersOf({ since }: CounterForm, process: Initial<Win32_Process>, started: CimDateTime) {
  const isRaw = since === RAW.since;
  // Nothing has changed since the sample before: a rate is 0, and what it is computed from stays.
  const time = (used: bigint | null | undefined) => (isRaw ? (used ?? 0n) : 0n);
  const { KernelModeTime, UserModeTime, WorkingSetSize, PageFileUsage, PeakPageFileUsage } = process;
  return {
    IDProcess: process.ProcessId ?? 0,
    CreatingProcessID: process.ParentProcessId ?? 0,
    ThreadCount: process.ThreadCount ?? 0,
    HandleCount: process.HandleCount ?? 0,
    PriorityBase: process.Priority ?? 0,
    ElapsedTime: since(started),
    PercentPrivilegedTime: time(KernelModeTime),
    PercentUserTime: time(UserModeTime),
    PercentProcessorTime: time((KernelModeTime ?? 0n) + (UserModeTime ?? 0n)),
    WorkingSet: WorkingSetSize ?? 0n,
    WorkingSetPrivate: (WorkingSetSize ?? 0n) / 2n,
    WorkingSetPeak: BigInt(process.PeakWorkingSetSize ?? 0) * 1024n,
    PageFileBytes: BigInt(PageFileUsage ?? 0) * 1024n,
    PageFileBytesPeak: BigInt(PeakPageFileUsage ?? 0) * 1024n,
    PrivateBytes: process.PrivatePageCount ?? 0n,
    VirtualBytes: process.VirtualSize ?? 0n,
    VirtualBytesPeak: process.PeakVirtualSize ?? 0n,
    PageFaultsPersec: isRaw ? (process.PageFaults ?? 0) : 0,
    PoolPagedBytes: (process.QuotaPagedPoolUsage ?? 0) * 1024,
    PoolNonpagedBytes: (process.QuotaNonPagedPoolUsage ?? 0) * 1024,
    IOReadOperationsPersec: time(process.ReadOperationCount),
    IOWriteOperationsPersec: time(process.WriteOperationCount),
    IODataOperationsPersec: time((process.ReadOperationCount ?? 0n) + (process.WriteOperationCount ?? 0n)),
    IOOtherOperationsPersec: time(process.OtherOperationCount),
    IOReadBytesPersec: time(process.ReadTransferCount),
    IOWriteBytesPersec: time(process.WriteTransferCount),
    IODataBytesPersec: time((process.ReadTransferCount ?? 0n) + (process.WriteTransferCount ?? 0n)),
    IOOtherBytesPersec: time(process.OtherTransferCount),
  };
}
