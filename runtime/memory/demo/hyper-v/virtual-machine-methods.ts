import {
  Msvm_ComputerSystem,
  Msvm_ComputerSystem_RequestStateChange_ReturnValue as StateChanged,
} from '../../../../generated/root/virtualization/v2/Msvm_ComputerSystem.js';
import { Msvm_MemorySettingData } from '../../../../generated/root/virtualization/v2/Msvm_MemorySettingData.js';
import { Msvm_ProcessorSettingData } from '../../../../generated/root/virtualization/v2/Msvm_ProcessorSettingData.js';
import { Msvm_VirtualSystemManagementService } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemManagementService.js';
import { Msvm_VirtualSystemSettingData } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSettingData.js';
import { Msvm_VirtualSystemSettingDataComponent } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSettingDataComponent.js';
import type { CimReference } from '../../../v1/index.js';
import { COMPUTER, type DemoMachine, keyOf, remove } from '../demo-machine.js';
import { summaryOf } from './summary.js';
import type { VirtualMachineJobs } from './virtual-machine-jobs.js';
import { addVirtualMachine, OFF, PAUSED, REALIZED, RUNNING, SAVED, stateProperties } from './virtual-machines.js';

const NAMESPACE = 'root/virtualization/v2';

/** The kinds of jobs. */
const DEFINE = 1;
const MODIFY = 2;
const DESTROY = 3;
const CHANGE_STATE = 10;

type State = typeof RUNNING | typeof OFF | typeof SAVED | typeof PAUSED;

/** From which states a machine gets where it is asked to, by the state that is asked for; 10 and 11 start it anew. */
const CHANGES: ReadonlyMap<number, { readonly to: State; readonly from: readonly number[] }> = new Map([
  [2, { to: RUNNING, from: [OFF, SAVED, PAUSED] }],
  [3, { to: OFF, from: [RUNNING, PAUSED, SAVED] }],
  [4, { to: OFF, from: [RUNNING] }],
  [6, { to: SAVED, from: [RUNNING, PAUSED] }],
  [9, { to: PAUSED, from: [RUNNING] }],
  [10, { to: RUNNING, from: [RUNNING] }],
  [11, { to: RUNNING, from: [RUNNING, PAUSED] }],
]);

/** Provides the methods that define, change and end virtual machines. */
export function provideVirtualMachines(machine: DemoMachine, jobs: VirtualMachineJobs): void {
  const { provide, repository, session } = machine;
  let defined = 0;
  provide(Msvm_ComputerSystem, {
    RequestStateChange: async ({ RequestedState }, { instance }) => {
      const change = CHANGES.get(RequestedState);
      if (instance.Name === COMPUTER || change === undefined) {
        return { Job: null, ReturnValue: StateChanged['Invalid parameter'] };
      }
      if (!change.from.includes(instance.EnabledState ?? 0)) {
        return { Job: null, ReturnValue: StateChanged['Invalid state for this operation'] };
      }
      return jobs.start('Changing the state of a virtual machine', CHANGE_STATE, async () => {
        await repository.update(instance, stateProperties(change.to));
        return instance.$path;
      });
    },
  });
  provide(Msvm_VirtualSystemManagementService, {
    DefineSystem: async ({ SystemSettings: settings, ResourceSettings: resources }) => {
      defined += 1;
      const id = `5E7A2D10-4C8B-4F63-9A1E-${String(defined).padStart(12, '0')}`;
      const name = settings.ElementName ?? 'New Virtual Machine';
      const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
      const quantity = (name: string) => resources?.find(({ $className }) => $className === name)?.VirtualQuantity;
      const started = await jobs.start('Defining a virtual machine', DEFINE, () =>
        addVirtualMachine(machine, {
          id,
          name,
          state: OFF,
          generation: settings.VirtualSystemSubType?.endsWith(':1') ? 1 : 2,
          processors: Number(quantity('Msvm_ProcessorSettingData') ?? 1n),
          memory: Number(quantity('Msvm_MemorySettingData') ?? 1024n),
          notes: settings.Notes ?? [],
          guest: null,
          settings: given,
        }),
      );
      return { ...started, ResultingSystem: systemPath(id) };
    },
    DestroySystem: async ({ AffectedSystem }) => {
      const system = await Msvm_ComputerSystem.$get(session, systemPath(keyOf(AffectedSystem, 'Name')));
      if (system.EnabledState !== OFF)
        return { Job: null, ReturnValue: StateChanged['Invalid state for this operation'] };
      return jobs.start('Destroying a virtual machine', DESTROY, async () => {
        const where = { VirtualSystemIdentifier: system.Name };
        for await (const settings of Msvm_VirtualSystemSettingData.$query(session, { where })) {
          for await (const part of settings.$references(Msvm_VirtualSystemSettingDataComponent)) {
            await session.delete(NAMESPACE, part.PartComponent);
          }
          await remove(settings);
        }
        await remove(system);
        return null;
      });
    },
    ModifySystemSettings: ({ SystemSettings }) =>
      jobs.start('Modifying a virtual machine', MODIFY, async () => {
        const { InstanceID, ...given } = SystemSettings;
        const settings = await Msvm_VirtualSystemSettingData.$get(session, { InstanceID });
        await repository.update(settings, withoutNulls(given));
        const system = systemPath(settings.VirtualSystemIdentifier ?? '');
        if (given.ElementName != null) {
          await repository.update(Msvm_ComputerSystem.$at(session, system), { ElementName: given.ElementName });
        }
        return system;
      }),
    ModifyResourceSettings: async ({ ResourceSettings }) => {
      const started = await jobs.start('Modifying resources of a virtual machine', MODIFY, async () => {
        for (const given of ResourceSettings) {
          const cls =
            given.$className === 'Msvm_MemorySettingData' ? Msvm_MemorySettingData : Msvm_ProcessorSettingData;
          const { InstanceID, ...values } = given;
          await repository.update(cls.$at(session, { InstanceID }), withoutNulls(values));
        }
        return null;
      });
      return { ...started, ResultingResourceSettings: ResourceSettings.map(({ $path }) => $path) };
    },
    GetSummaryInformation: async ({ SettingData, RequestedInformation }) => {
      const all = await Msvm_VirtualSystemSettingData.$enumerate(session).toArray();
      const asked = SettingData?.map((path) => keyOf(path, 'InstanceID'));
      const chosen = all.filter(({ InstanceID, VirtualSystemType }) => {
        return asked?.includes(InstanceID) ?? VirtualSystemType === REALIZED;
      });
      const SummaryInformation = [];
      for (const settings of chosen) SummaryInformation.push(await summaryOf(session, settings, RequestedInformation));
      return { SummaryInformation, ReturnValue: 0 };
    },
  });

  function systemPath(Name: string): CimReference<Msvm_ComputerSystem> {
    return Msvm_ComputerSystem.$at(session, { Name, CreationClassName: 'Msvm_ComputerSystem' }).$path;
  }
}

function withoutNulls<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as T;
}
