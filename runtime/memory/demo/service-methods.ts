import {
  type Win32_BaseService_Change_In as ChangedSettings,
  Win32_BaseService_Create_ErrorControl as ErrorControl,
  Win32_BaseService_StartService_ReturnValue as Result,
  Win32_BaseService_Create_ServiceType as ServiceType,
} from '../../../generated/root/cimv2/Win32_BaseService.js';
import { Win32_DependentService } from '../../../generated/root/cimv2/Win32_DependentService.js';
import { Win32_Service } from '../../../generated/root/cimv2/Win32_Service.js';
import type { Initial } from '../../v1/types.js';
import { type DemoMachine, ifFound } from './demo-machine.js';
import type { EventLogs } from './event-log.js';
import { ADMINISTRATORS, principalNamed, SYSTEM, USERS } from './principals.js';
import type { Processes } from './processes.js';
import { Descriptors } from './security.js';
import { DESCRIPTIONS, SERVICES } from './service-rows.js';
import { controlled, type ServiceResult, Services } from './services.js';

/** Adds the services, and their methods. */
export async function addServices(machine: DemoMachine, processes: Processes, logs: EventLogs): Promise<void> {
  const services = new Services(machine, processes, logs);
  for (const [Name, DisplayName, start, StartName, path, processId, needs] of SERVICES) {
    const isHosted = path.startsWith('-');
    const settings: Initial<Win32_Service> = {
      Description: DESCRIPTIONS[Name],
      StartMode: start === 'Delayed' ? 'Auto' : start,
      DelayedAutoStart: start === 'Delayed',
      StartName,
      PathName: isHosted ? String.raw`C:\Windows\system32\svchost.exe ${path}` : path,
      ServiceType: isHosted || path.endsWith('lsass.exe') ? 'Share Process' : 'Own Process',
      ErrorControl: 'Normal',
      DesktopInteract: false,
    };
    await services.add({ ...settings, Name, DisplayName }, needs === '' ? [] : needs.split(' '), processId);
  }
  provideServices(machine, services);
}

function provideServices(machine: DemoMachine, services: Services): void {
  const { provide, repository, session } = machine;
  const descriptors = new Descriptors([
    [SYSTEM, 0x201fd],
    [ADMINISTRATORS, 0xf01ff],
    [USERS, 0x2018d],
  ]);
  provide(Win32_Service, {
    StartService: async (_, { instance }) => ({ ReturnValue: await services.start(instance) }),
    StopService: async (_, { instance }) => ({ ReturnValue: await services.stop(instance) }),
    PauseService: async (_, { instance }) => {
      if (instance.State === 'Paused') return { ReturnValue: Result['Service Already Paused'] };
      const refused = controlled(instance, instance.AcceptPause);
      if (refused === null) await repository.update(instance, { State: 'Paused' });
      return { ReturnValue: refused ?? Result.Success };
    },
    ResumeService: async (_, { instance }) => {
      if (instance.State === 'Running') return { ReturnValue: Result['Service Already Running'] };
      const refused = controlled(instance, instance.AcceptPause);
      if (refused === null) await repository.update(instance, { State: 'Running' });
      return { ReturnValue: refused ?? Result.Success };
    },
    InterrogateService: (_, { instance }) => ({ ReturnValue: controlled(instance, true) ?? Result.Success }),
    UserControlService: ({ ControlCode }, { instance }) => {
      const isAllowed = ControlCode >= 128 && ControlCode <= 255;
      return { ReturnValue: controlled(instance, isAllowed) ?? Result.Success };
    },
    Create: async ({ Name, ServiceDependencies, StartPassword: _, ...given }) => {
      if (!/^[^\\/]{1,256}$/.test(Name)) return { ReturnValue: Result['Status Invalid Name'] };
      if ((await ifFound(Win32_Service.$get(session, { Name }))) !== null) {
        return { ReturnValue: Result['Status Service Exists'] };
      }
      const DisplayName = given.DisplayName ?? Name;
      const mistake = await mistakeOf({ ...given, DisplayName }, Name, machine);
      if (mistake !== null) return { ReturnValue: mistake };
      const settings = { ...DEFAULTS, ...changedProperties(given), Name, DisplayName };
      await services.add(settings, ServiceDependencies ?? [], 0);
      return { ReturnValue: Result.Success };
    },
    Change: async ({ ServiceDependencies, StartPassword, ...given }, { instance }) => {
      const mistake = await mistakeOf(given, instance.Name, machine);
      if (mistake !== null) return { ReturnValue: mistake };
      await repository.update(instance, changedProperties(given));
      if (StartPassword != null) services.unlock(instance.Name);
      if (ServiceDependencies != null) {
        for await (const needed of instance.$references(Win32_DependentService, { role: 'Dependent' })) {
          await needed.$delete();
        }
        await services.connect(instance.Name, ServiceDependencies);
      }
      return { ReturnValue: Result.Success };
    },
    ChangeStartMode: async ({ StartMode }, { instance }) => {
      const mistake = await mistakeOf({ StartMode }, instance.Name, machine);
      if (mistake === null) await repository.update(instance, changedProperties({ StartMode }));
      return { ReturnValue: mistake ?? Result.Success };
    },
    Delete: async (_, { instance }) => ({ ReturnValue: await services.delete(instance) }),
    GetSecurityDescriptor: (_, { instance }) => ({
      Descriptor: descriptors.of(instance.Name),
      ReturnValue: Result.Success,
    }),
    SetSecurityDescriptor: ({ Descriptor }, { instance }) => {
      descriptors.change(instance.Name, Descriptor);
      return { ReturnValue: Result.Success };
    },
  });
}

/** What a service has of which `Create` is told nothing. */
const DEFAULTS: Initial<Win32_Service> = {
  Description: null,
  StartMode: 'Manual',
  DelayedAutoStart: false,
  StartName: 'LocalSystem',
  ServiceType: 'Own Process',
  ErrorControl: 'Normal',
  DesktopInteract: false,
};

type GivenSettings = Omit<ChangedSettings, 'ServiceDependencies' | 'StartPassword'>;

const START_MODES: ReadonlyMap<string, 'Auto' | 'Manual' | 'Disabled'> = new Map([
  ['Automatic', 'Auto'],
  ['Manual', 'Manual'],
  ['Disabled', 'Disabled'],
]);

/** Why a service of that name cannot have these settings; null when it can. */
async function mistakeOf(
  { DisplayName, StartMode, ServiceType: type, ErrorControl: control, StartName }: GivenSettings,
  name: string,
  { session }: DemoMachine,
): Promise<ServiceResult | null> {
  const isKnown =
    (StartMode == null || START_MODES.has(StartMode)) &&
    (type == null || SERVICE_TYPES.has(type)) &&
    (control == null || ERROR_CONTROLS.has(control));
  if (!isKnown) return Result['Status Invalid Parameter'];
  if (StartName != null && principalNamed(StartName) === null) return Result['Status Invalid Service Account'];
  if (DisplayName != null) {
    const namesakes = await Win32_Service.$query(session, { where: { DisplayName } }).toArray();
    if (namesakes.some((other) => other.Name !== name)) return Result['Status Duplicate Name'];
  }
  return null;
}

const SERVICE_TYPES: ReadonlyMap<number, 'Own Process' | 'Share Process'> = new Map([
  [ServiceType['Own Process'], 'Own Process'],
  [ServiceType['Share Process'], 'Share Process'],
]);

const ERROR_CONTROLS: ReadonlyMap<number, 'Ignore' | 'Normal' | 'Severe' | 'Critical'> = new Map([
  [ErrorControl.Ignore, 'Ignore'],
  [ErrorControl.Normal, 'Normal'],
  [ErrorControl.Severe, 'Severe'],
  [ErrorControl.Critical, 'Critical'],
]);

/** The properties that settings change. A setting that is null or not given leaves its property as it is. */
function changedProperties(given: GivenSettings) {
  return {
    DisplayName: given.DisplayName ?? undefined,
    PathName: given.PathName ?? undefined,
    StartName: given.StartName ?? undefined,
    DesktopInteract: given.DesktopInteract ?? undefined,
    StartMode: START_MODES.get(given.StartMode ?? ''),
    ServiceType: SERVICE_TYPES.get(given.ServiceType ?? 0),
    ErrorControl: ERROR_CONTROLS.get(given.ErrorControl ?? -1),
  };
}
