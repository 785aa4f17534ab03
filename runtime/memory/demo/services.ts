import {
  Win32_BaseService_StartService_ReturnValue as Result,
  type Win32_BaseService,
} from '../../../generated/root/cimv2/Win32_BaseService.js';
import { Win32_ComputerSystem } from '../../../generated/root/cimv2/Win32_ComputerSystem.js';
import { Win32_DependentService } from '../../../generated/root/cimv2/Win32_DependentService.js';
import { Win32_Service } from '../../../generated/root/cimv2/Win32_Service.js';
import { Win32_SystemServices } from '../../../generated/root/cimv2/Win32_SystemServices.js';
import type { Initial } from '../../v1/types.js';
import { findProgram } from './data-files.js';
import { COMPUTER, caption, type DemoMachine, ifFound, OF_SYSTEM, remove } from './demo-machine.js';
import type { EventLogs } from './event-log.js';
import { SERVICE_ENDED, SERVICE_FAILED, SERVICE_STATE } from './event-rows.js';
import { principalNamed, SYSTEM } from './principals.js';
import { SERVICES_ID } from './process-rows.js';
import type { Processes } from './processes.js';
import { PAUSABLE, UNSTOPPABLE } from './service-rows.js';

/** What a method of a service returns. */
export type ServiceResult = (typeof Result)[keyof typeof Result];

/** How a service is set up. */
export type ServiceSettings = Initial<Win32_Service> & Readonly<Record<'Name' | 'DisplayName', string>>;

/** The services of a machine, and what the service control manager does with them. */
export class Services {
  readonly #machine: DemoMachine;
  readonly #processes: Processes;
  readonly #logs: EventLogs;
  /** Running services that have been deleted: they go when they stop. */
  readonly #doomed = new Set<string>();
  /** Services whose accounts have got another password than the services have been told. */
  readonly #lockedOut = new Set(['BackupAgent']);

  constructor(machine: DemoMachine, processes: Processes, logs: EventLogs) {
    this.#machine = machine;
    this.#processes = processes;
    this.#logs = logs;
    processes.onEnd((id) => this.#processEnded(id));
  }

  /**
   * Adds a service.
   * @param needs the names of the services that it needs.
   * @param processId the process that it runs in; 0 when it does not run.
   */
  async add(settings: ServiceSettings, needs: readonly string[], processId: number): Promise<void> {
    const { insert, session } = this.#machine;
    const { Name: name, DisplayName: displayName } = settings;
    await insert(Win32_Service, {
      ...settings,
      Caption: caption(displayName),
      ...runState(name, processId, processId === 0 ? NEVER_STARTED : 0),
      Status: 'OK',
      TagId: 0,
      ServiceSpecificExitCode: 0,
      CheckPoint: 0,
      WaitHint: 0,
      ...OF_SYSTEM,
      CreationClassName: 'Win32_Service',
    });
    await insert(Win32_SystemServices, {
      GroupComponent: Win32_ComputerSystem.$at(session, { Name: COMPUTER }).$path,
      PartComponent: Win32_Service.$at(session, { Name: name }).$path,
    });
    await this.connect(name, needs);
  }

  /** Makes a service need others, each once. */
  async connect(name: string, needs: readonly string[]): Promise<void> {
    const { insert, session } = this.#machine;
    const distinct = new Map(needs.map((needed) => [needed.toLowerCase(), needed]));
    for (const needed of distinct.values()) {
      await insert(Win32_DependentService, {
        Antecedent: Win32_Service.$at(session, { Name: needed }).$path,
        Dependent: Win32_Service.$at(session, { Name: name }).$path,
      });
    }
  }

  /**
   * Starts a service, and before it the services that it needs.
   * @param waiting the names of services that wait for this one: it cannot need one of them.
   */
  async start(service: Win32_BaseService, waiting: readonly string[] = []): Promise<ServiceResult> {
    if (this.#doomed.has(service.Name)) return Result['Service Marked For Deletion'];
    if (service.State !== 'Stopped') return Result['Service Already Running'];
    if (service.StartMode === 'Disabled') return Result['Service Disabled'];
    if (waiting.includes(service.Name)) return Result['Status Circular Dependency'];
    const { session } = this.#machine;
    for await (const { Antecedent } of service.$references(Win32_DependentService, { role: 'Dependent' })) {
      const needed = await ifFound(Antecedent.get(session));
      if (needed === null) return Result['Service Dependency Deleted'];
      const isStopped = needed.State === 'Stopped';
      const started = isStopped ? await this.start(needed, [...waiting, service.Name]) : Result.Success;
      if (started !== Result.Success) return Result['Service Dependency Failure'];
    }
    if (this.#lockedOut.has(service.Name)) return this.#failed(service, LOGON_FAILED, Result['Service Logon Failed']);
    const program = await findProgram(session, service.PathName ?? '');
    if (program === null) return this.#failed(service, FILE_NOT_FOUND, Result['Path Not Found']);
    const owner = principalNamed(service.StartName ?? '') ?? SYSTEM;
    const isShared = program.toLowerCase().endsWith('svchost.exe');
    const commandLine = `${service.PathName}${isShared ? ` -s ${service.Name}` : ''}`;
    const id = await this.#processes.start({ parent: SERVICES_ID, session: 0, owner, program, commandLine });
    await this.#machine.repository.update(service, runState(service.Name, id, 0));
    await this.#logs.write('System', SERVICE_STATE, nameOf(service), 'running');
    return Result.Success;
  }

  /** Stops a service that no running one needs, and ends its process when no other service is in it. */
  async stop(service: Win32_BaseService): Promise<ServiceResult> {
    for await (const other of service.$associators(Win32_DependentService, { role: 'Antecedent' })) {
      if (other.State !== 'Stopped') return Result['Dependent Services Running'];
    }
    const refused = controlled(service, service.AcceptStop);
    if (refused !== null) return refused;
    const { ProcessId: id } = await Win32_Service.$get(this.#machine.session, { Name: service.Name });
    await this.#stopped(service, 0);
    await this.#logs.write('System', SERVICE_STATE, nameOf(service), 'stopped');
    const others = await this.#runningIn(id ?? 0);
    if (others.length === 0) await this.#processes.end(id ?? 0);
    return Result.Success;
  }

  /** Deletes a service: at once, or when it stops. */
  async delete(service: Win32_BaseService): Promise<ServiceResult> {
    if (this.#doomed.has(service.Name)) return Result['Service Marked For Deletion'];
    if (service.State === 'Stopped') await remove(service);
    else this.#doomed.add(service.Name);
    return Result.Success;
  }

  /** Tells a service the password of its account, as it is now. */
  unlock(name: string): void {
    this.#lockedOut.delete(name);
  }

  /** The services in a process that has ended have ended, too. */
  async #processEnded(id: number): Promise<void> {
    for (const service of await this.#runningIn(id)) {
      await this.#stopped(service, PROCESS_ABORTED);
      await this.#logs.write('System', SERVICE_ENDED, nameOf(service), '1');
    }
  }

  #runningIn(ProcessId: number): Promise<readonly Win32_Service[]> {
    return Win32_Service.$query(this.#machine.session, { where: { ProcessId } }).toArray();
  }

  async #stopped(service: Win32_BaseService, exitCode: number): Promise<void> {
    await this.#machine.repository.update(service, runState(service.Name, 0, exitCode));
    if (this.#doomed.delete(service.Name)) await remove(service);
  }

  async #failed(service: Win32_BaseService, ExitCode: number, result: ServiceResult): Promise<ServiceResult> {
    await this.#machine.repository.update(service, { ExitCode });
    await this.#logs.write('System', SERVICE_FAILED, nameOf(service), FAILURES[ExitCode] ?? '');
    return result;
  }
}

/** The errors of Windows that services tell of. */
const NEVER_STARTED = 1077;
const PROCESS_ABORTED = 1067;
const LOGON_FAILED = 1069;
const FILE_NOT_FOUND = 2;

/** What the log says of a service that does not start. */
const FAILURES: Readonly<Record<number, string>> = {
  [LOGON_FAILED]: 'The service did not start due to a logon failure.',
  [FILE_NOT_FOUND]: 'The system cannot find the file specified.',
};

function nameOf({ DisplayName, Name }: Win32_BaseService): string {
  return DisplayName ?? Name;
}

/** What a service says when it runs in a process, or (0) in none. */
function runState(name: string, processId: number, exitCode: number) {
  const runs = processId !== 0;
  return {
    State: runs ? 'Running' : 'Stopped',
    Started: runs,
    ProcessId: processId,
    AcceptStop: runs && !UNSTOPPABLE.has(name),
    AcceptPause: runs && PAUSABLE.has(name),
    ExitCode: exitCode,
  } as const;
}

/** Why a service cannot be sent a control; null when it can. */
export function controlled({ State }: Win32_BaseService, accepts: boolean | null): ServiceResult | null {
  if (State === 'Stopped') return Result['Service Cannot Accept Control'];
  return accepts ? null : Result['Invalid Service Control'];
}
