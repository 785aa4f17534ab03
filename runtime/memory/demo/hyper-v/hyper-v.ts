import { Msvm_ImageManagementService } from '../../../../generated/root/virtualization/v2/Msvm_ImageManagementService.js';
import { Msvm_VirtualSystemManagementService } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemManagementService.js';
import { Msvm_VirtualSystemSnapshotService } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSnapshotService.js';
import { COMPUTER, type DemoMachine } from '../demo-machine.js';
import { provideKeyValuePairs } from './key-value-pairs.js';
import { VIRTUAL_MACHINES } from './machine-rows.js';
import { provideResources } from './resources.js';
import { provideSnapshots } from './snapshots.js';
import { provideHardDisks } from './virtual-hard-disks.js';
import { VirtualMachineJobs } from './virtual-machine-jobs.js';
import { provideVirtualMachines } from './virtual-machine-methods.js';
import { addHost, addVirtualMachine } from './virtual-machines.js';

/** Adds Hyper-V with its services, its virtual machines, and the methods for these. */
export async function addHyperV(machine: DemoMachine): Promise<void> {
  const { insert } = machine;
  await insert(Msvm_VirtualSystemManagementService, {
    ...service('vmms', 'Hyper-V Virtual System Management Service'),
    CreationClassName: 'Msvm_VirtualSystemManagementService',
  });
  await insert(Msvm_VirtualSystemSnapshotService, {
    ...service('vssnapsvc', 'Hyper-V Virtual System Snapshot Service'),
    CreationClassName: 'Msvm_VirtualSystemSnapshotService',
  });
  await insert(Msvm_ImageManagementService, {
    ...service('vhdsvc', 'Hyper-V Image Management Service'),
    CreationClassName: 'Msvm_ImageManagementService',
  });
  await addHost(machine);
  for (const virtual of VIRTUAL_MACHINES) await addVirtualMachine(machine, virtual);
  const jobs = new VirtualMachineJobs(machine);
  provideVirtualMachines(machine, jobs);
  provideResources(machine, jobs);
  provideKeyValuePairs(machine, jobs);
  provideSnapshots(machine, jobs);
  provideHardDisks(machine, jobs);
}

function service(Name: string, ElementName: string) {
  return {
    Name,
    ElementName,
    Caption: ElementName,
    Description: ElementName,
    Started: true,
    EnabledState: 5,
    SystemName: COMPUTER,
    SystemCreationClassName: 'Msvm_ComputerSystem',
  } as const;
}
