import type { CIM_ResourceAllocationSettingData } from '../../../../generated/root/virtualization/v2/CIM_ResourceAllocationSettingData.js';
import { Msvm_EthernetPortAllocationSettingData } from '../../../../generated/root/virtualization/v2/Msvm_EthernetPortAllocationSettingData.js';
import { Msvm_ResourceAllocationSettingData } from '../../../../generated/root/virtualization/v2/Msvm_ResourceAllocationSettingData.js';
import { Msvm_StorageAllocationSettingData } from '../../../../generated/root/virtualization/v2/Msvm_StorageAllocationSettingData.js';
import { Msvm_SyntheticEthernetPortSettingData } from '../../../../generated/root/virtualization/v2/Msvm_SyntheticEthernetPortSettingData.js';
import {
  Msvm_VirtualSystemManagementService,
  Msvm_VirtualSystemManagementService_AddResourceSettings_ReturnValue as Result,
} from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemManagementService.js';
import { Msvm_VirtualSystemSettingData } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSettingData.js';
import { Msvm_VirtualSystemSettingDataComponent } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSettingDataComponent.js';
import { type DemoMachine, ifFound, keyOf, remove } from '../demo-machine.js';
import type { VirtualMachineJobs } from './virtual-machine-jobs.js';

/** The kind of jobs. */
const MODIFY = 2;

/** What a machine can have several of. Each has a processor and memory already. */
const DEVICES = new Map<string, typeof CIM_ResourceAllocationSettingData>([
  ['Msvm_EthernetPortAllocationSettingData', Msvm_EthernetPortAllocationSettingData],
  ['Msvm_ResourceAllocationSettingData', Msvm_ResourceAllocationSettingData],
  ['Msvm_StorageAllocationSettingData', Msvm_StorageAllocationSettingData],
  ['Msvm_SyntheticEthernetPortSettingData', Msvm_SyntheticEthernetPortSettingData],
]);

/** Provides the methods that give virtual machines devices, and take them away. */
export function provideResources({ insert, provide, session }: DemoMachine, jobs: VirtualMachineJobs): void {
  let count = 0;
  provide(Msvm_VirtualSystemManagementService, {
    AddResourceSettings: async ({ AffectedConfiguration, ResourceSettings }) => {
      const key = { InstanceID: keyOf(AffectedConfiguration, 'InstanceID') };
      const settings = await ifFound(Msvm_VirtualSystemSettingData.$get(session, key));
      const resources = ResourceSettings.flatMap((given) => {
        const cls = DEVICES.get(given.$className);
        if (cls === undefined) return [];
        count += 1;
        const InstanceID = `${key.InstanceID}\\6C1E9A42-0D75-4B38-8F2A-${String(count).padStart(12, '0')}`;
        return [{ cls, values: { ...given, InstanceID }, InstanceID }];
      });
      if (settings === null || resources.length < ResourceSettings.length) {
        return { ReturnValue: Result['Invalid Parameter'] };
      }
      const started = await jobs.start('Adding resources to a virtual machine', MODIFY, async () => {
        for (const { cls, values } of resources) {
          const { $path: PartComponent } = await insert(cls, values);
          await insert(Msvm_VirtualSystemSettingDataComponent, { GroupComponent: settings.$path, PartComponent });
        }
        return settings.$path;
      });
      const ResultingResourceSettings = resources.map(({ cls, InstanceID }) => cls.$at(session, { InstanceID }).$path);
      return { ...started, ResultingResourceSettings };
    },
    RemoveResourceSettings: async ({ ResourceSettings }) => {
      const found = await Promise.all(ResourceSettings.map((path) => ifFound(path.get(session))));
      const devices = found.filter((each) => each !== null && DEVICES.has(each.$className));
      if (devices.length < ResourceSettings.length) return { ReturnValue: Result['Invalid Parameter'] };
      return jobs.start('Removing resources of a virtual machine', MODIFY, async () => {
        for (const device of devices) if (device !== null) await remove(device);
        return null;
      });
    },
  });
}
