import { win32 } from 'node:path';
import { Win32_ComputerSystem } from '../../../generated/root/cimv2/Win32_ComputerSystem.js';
import { Win32_LogonSession } from '../../../generated/root/cimv2/Win32_LogonSession.js';
import {
  Win32_Process_SetPriority_Priority as Priority,
  Win32_Process_Create_ReturnValue as Result,
  Win32_Process,
} from '../../../generated/root/cimv2/Win32_Process.js';
import { Win32_ProcessStartTrace } from '../../../generated/root/cimv2/Win32_ProcessStartTrace.js';
import { Win32_ProcessStopTrace } from '../../../generated/root/cimv2/Win32_ProcessStopTrace.js';
import { Win32_SessionProcess } from '../../../generated/root/cimv2/Win32_SessionProcess.js';
import { Win32_SystemProcesses } from '../../../generated/root/cimv2/Win32_SystemProcesses.js';
import type { CimDateTime } from '../../values/index.js';
import { ProcessCounters } from './counters/process-counters.js';
import { findProgram } from './data-files.js';
import {
  COMPUTER,
  type DemoMachine,
  ifFound,
  later,
  now,
  OF_COMPUTER,
  OPERATING_SYSTEM,
  remove,
  STARTED,
} from './demo-machine.js';
import { ADMINISTRATOR, type Principal } from './principals.js';
import { PROCESSES, WMI_HOST_ID } from './process-rows.js';
import { sidBytes } from './security.js';

/** What a process is started with. */
export interface NewProcess {
  readonly parent: number;
  readonly session: number;
  readonly owner: Principal;
  /** The path of the program; a name alone where Windows tells no path. */
  readonly program: string;
  readonly commandLine: string | null;
}

/** What the system tells of a process while it runs. */
interface Figures {
  readonly id: number;
  readonly started: CimDateTime;
  readonly threads: number;
  readonly handles: number;
  /** In KB. */
  readonly workingSet: number;
  readonly priority: number;
}

/** The programs without which Windows does not run: nobody may end them. */
const PROTECTED = /^(?:System.*|Registry|smss|csrss|wininit|winlogon|services|lsass|MsMpEng)(?:\.exe)?$/i;

/** The base priorities of the classes of priority. */
const PRIORITIES: ReadonlyMap<number, number> = new Map([
  [Priority.Idle, 4],
  [Priority['Below Normal'], 6],
  [Priority.Normal, 8],
  [Priority['Above Normal'], 10],
  [Priority.High, 13],
  [Priority.Realtime, 24],
]);

/** The size of the address space that a program has. */
const ADDRESS_SPACE = 2n ** 47n;

/** The processes of a machine. */
export class Processes {
  readonly #machine: DemoMachine;
  readonly #counters: ProcessCounters;
  readonly #owners = new Map<number, Principal>();
  #onEnd: (id: number) => Promise<void> = async () => {};
  #lastId = 6000;

  constructor(machine: DemoMachine) {
    this.#machine = machine;
    this.#counters = new ProcessCounters(machine);
  }

  /** Starts a process. @returns its number. */
  async start(process: NewProcess): Promise<number> {
    this.#lastId += 4;
    const id = this.#lastId;
    await this.add(process, { id, started: now(), threads: 3, handles: 96, workingSet: 8192, priority: 8 });
    await this.#machine.repository.indicate(
      Win32_ProcessStartTrace,
      traceOf(id, process.parent, process.session, process.owner, win32.basename(process.program)),
    );
    return id;
  }

  /** Adds a process that has been started before. */
  async add(process: NewProcess, { id, started, threads, handles, workingSet, priority }: Figures): Promise<void> {
    const { parent, session, owner, program, commandLine } = process;
    const name = win32.basename(program);
    const bytes = BigInt(workingSet) * 1024n;
    this.#owners.set(id, owner);
    const { insert, session: local } = this.#machine;
    const values = {
      Handle: `${id}`,
      ProcessId: id,
      ParentProcessId: parent,
      SessionId: session,
      Name: name,
      Caption: name,
      Description: name,
      ExecutablePath: program === name ? null : program,
      CommandLine: commandLine,
      CreationDate: started,
      Priority: priority,
      ThreadCount: threads,
      HandleCount: handles,
      WorkingSetSize: bytes,
      PeakWorkingSetSize: workingSet + 512,
      MinimumWorkingSetSize: 200,
      MaximumWorkingSetSize: 1380,
      PageFileUsage: Math.floor(workingSet / 2),
      PeakPageFileUsage: workingSet,
      PrivatePageCount: bytes / 2n,
      VirtualSize: 2n ** 41n + bytes,
      PeakVirtualSize: 2n ** 41n + bytes * 2n,
      PageFaults: workingSet,
      KernelModeTime: BigInt(handles) * 156_250n,
      UserModeTime: BigInt(threads) * 312_500n,
      QuotaNonPagedPoolUsage: threads * 2,
      QuotaPeakNonPagedPoolUsage: threads * 3,
      QuotaPagedPoolUsage: handles,
      QuotaPeakPagedPoolUsage: handles + 8,
      ReadOperationCount: BigInt(handles),
      ReadTransferCount: BigInt(handles) * 4096n,
      WriteOperationCount: BigInt(threads),
      WriteTransferCount: BigInt(threads) * 4096n,
      OtherOperationCount: BigInt(handles) * 4n,
      OtherTransferCount: BigInt(handles) * 64n,
      WindowsVersion: '10.0.20348',
      ...OF_COMPUTER,
      OSName: OPERATING_SYSTEM,
      OSCreationClassName: 'Win32_OperatingSystem',
      CreationClassName: 'Win32_Process',
    };
    const added = await insert(Win32_Process, values);
    await this.#counters.add(values, started);
    await insert(Win32_SystemProcesses, {
      GroupComponent: Win32_ComputerSystem.$at(local, { Name: COMPUTER }).$path,
      PartComponent: added.$path,
    });
    const { logonId: LogonId } = owner;
    if (LogonId === undefined) return;
    const Antecedent = Win32_LogonSession.$at(local, { LogonId }).$path;
    await insert(Win32_SessionProcess, { Antecedent, Dependent: added.$path });
  }

  /** Ends a process, if it still runs. */
  async end(id: number, exitStatus = 0): Promise<void> {
    const process = await ifFound(Win32_Process.$get(this.#machine.session, { Handle: `${id}` }));
    if (process === null) return;
    const owner = this.ownerOf(process);
    await remove(process);
    this.#owners.delete(id);
    await this.#counters.remove(id);
    await this.#onEnd(id);
    const { ParentProcessId: parent, SessionId: session, Name } = process;
    const traced = traceOf(id, parent ?? 0, session ?? 0, owner, Name ?? '');
    await this.#machine.repository.indicate(Win32_ProcessStopTrace, { ...traced, ExitStatus: exitStatus });
  }

  /** Calls the listener when a process has ended. There is one listener. */
  onEnd(listener: (id: number) => Promise<void>): void {
    this.#onEnd = listener;
  }

  /** The account that a process runs as. What a client has made itself belongs to the administrator. */
  ownerOf({ ProcessId }: Win32_Process): Principal {
    return this.#owners.get(ProcessId ?? -1) ?? ADMINISTRATOR;
  }
}

/** What the events say of a process that starts or ends. */
function traceOf(id: number, parent: number, session: number, owner: Principal, name: string) {
  return {
    ProcessID: id,
    ParentProcessID: parent,
    SessionID: session,
    Sid: sidBytes(owner.sid),
    ProcessName: name,
  };
}

/** Adds the processes that run, and the methods that start, end and describe them. */
export async function addProcesses(machine: DemoMachine): Promise<Processes> {
  const processes = new Processes(machine);
  for (const [id, parent, session, owner, program, parameters, started, threads, handles, workingSet] of PROCESSES) {
    const commandLine = program.includes('\\') ? [program, parameters].join(' ').trimEnd() : null;
    const figures = { id, started: later(STARTED, started), threads, handles, workingSet, priority: 8 };
    await processes.add({ parent, session, owner, program, commandLine }, figures);
  }
  provideProcesses(machine, processes);
  return processes;
}

function provideProcesses({ provide, repository, session }: DemoMachine, processes: Processes): void {
  provide(Win32_Process, {
    Create: async ({ CommandLine: commandLine, ProcessStartupInformation }) => {
      if (commandLine.trim() === '') return { ProcessId: null, ReturnValue: Result['Invalid Parameter'] };
      const program = await findProgram(session, commandLine);
      if (program === null) return { ProcessId: null, ReturnValue: Result['Path Not Found'] };
      const parent = WMI_HOST_ID;
      const ProcessId = await processes.start({ parent, session: 1, owner: ADMINISTRATOR, program, commandLine });
      const Priority = PRIORITIES.get(ProcessStartupInformation?.PriorityClass ?? -1);
      const started = Win32_Process.$at(session, { Handle: `${ProcessId}` });
      if (Priority !== undefined) await repository.update(started, { Priority });
      return { ProcessId, ReturnValue: Result.Success };
    },
    Terminate: async ({ Reason }, { instance }) => {
      if (PROTECTED.test(instance.Name ?? '')) return { ReturnValue: Result['Access Denied'] };
      await processes.end(instance.ProcessId ?? -1, Reason ?? 0);
      return { ReturnValue: Result.Success };
    },
    GetOwner: (_, { instance }) => {
      const { name, domain } = processes.ownerOf(instance);
      if (instance.ProcessId === 0) return { User: null, Domain: null, ReturnValue: Result['Access Denied'] };
      return { User: name, Domain: domain, ReturnValue: Result.Success };
    },
    GetOwnerSid: (_, { instance }) => {
      if (instance.ProcessId === 0) return { Sid: null, ReturnValue: Result['Access Denied'] };
      return { Sid: processes.ownerOf(instance).sid, ReturnValue: Result.Success };
    },
    SetPriority: async ({ Priority: given }, { instance }) => {
      const Priority = PRIORITIES.get(given);
      if (Priority === undefined) return { ReturnValue: Result['Invalid Parameter'] };
      if (PROTECTED.test(instance.Name ?? '')) return { ReturnValue: Result['Access Denied'] };
      await repository.update(instance, { Priority });
      return { ReturnValue: Result.Success };
    },
    GetAvailableVirtualSize: (_, { instance }) => ({
      AvailableVirtualSize: ADDRESS_SPACE - (instance.VirtualSize ?? 0n),
      ReturnValue: Result.Success,
    }),
  });
}
