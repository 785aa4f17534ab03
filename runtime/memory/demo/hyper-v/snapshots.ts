import { Msvm_ComputerSystem } from '../../../../generated/root/virtualization/v2/Msvm_ComputerSystem.js';
import { Msvm_SnapshotOfVirtualSystem } from '../../../../generated/root/virtualization/v2/Msvm_SnapshotOfVirtualSystem.js';
import { Msvm_VirtualSystemSettingData } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSettingData.js';
import {
  Msvm_VirtualSystemSnapshotService,
  Msvm_VirtualSystemSnapshotService_ApplySnapshot_ReturnValue as Result,
} from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSnapshotService.js';
import { type DemoMachine, keyOf, now, remove } from '../demo-machine.js';
import type { VirtualMachineJobs } from './virtual-machine-jobs.js';
import { RUNNING, SNAPSHOT, settingsId } from './virtual-machines.js';

/** The kinds of jobs. */
const CREATE = 70;
const APPLY = 71;
const DELETE = 72;

/** Provides the methods that make snapshots of virtual machines, and go back to them. */
export function provideSnapshots({ insert, provide, session }: DemoMachine, jobs: VirtualMachineJobs): void {
  let count = 0;
  const snapshotOf = (path: Parameters<typeof keyOf>[0]) =>
    Msvm_VirtualSystemSettingData.$get(session, { InstanceID: keyOf(path, 'InstanceID') });

  provide(Msvm_VirtualSystemSnapshotService, {
    CreateSnapshot: async ({ AffectedSystem }) => {
      const id = keyOf(AffectedSystem, 'Name');
      const system = Msvm_ComputerSystem.$at(session, { Name: id, CreationClassName: 'Msvm_ComputerSystem' });
      const settings = await Msvm_VirtualSystemSettingData.$get(session, { InstanceID: settingsId(id) });
      count += 1;
      const InstanceID = settingsId(`8D2C4F6A-0B1E-4A57-9C3D-${String(count).padStart(12, '0')}`);
      const started = await jobs.start('Creating a snapshot', CREATE, async () => {
        const time = now();
        const { Version, VirtualSystemSubType, Notes } = settings;
        const snapshot = await insert(Msvm_VirtualSystemSettingData, {
          InstanceID,
          ElementName: `${settings.ElementName} - (${time})`,
          Caption: 'Virtual Machine Settings',
          VirtualSystemIdentifier: id,
          VirtualSystemType: SNAPSHOT,
          VirtualSystemSubType,
          Version,
          Notes,
          CreationTime: time,
        });
        await insert(Msvm_SnapshotOfVirtualSystem, { Antecedent: system.$path, Dependent: snapshot.$path });
        return snapshot.$path;
      });
      const ResultingSnapshot = Msvm_VirtualSystemSettingData.$at(session, { InstanceID }).$path;
      return { ...started, ResultingSnapshot };
    },
    ApplySnapshot: async ({ Snapshot }) => {
      const { $path, VirtualSystemIdentifier: id } = await snapshotOf(Snapshot);
      const key = { Name: id ?? '', CreationClassName: 'Msvm_ComputerSystem' };
      const { EnabledState } = await Msvm_ComputerSystem.$get(session, key);
      if (EnabledState === RUNNING) return { Job: null, ReturnValue: Result['Invalid State'] };
      return jobs.start('Applying a snapshot', APPLY, async () => $path);
    },
    DestroySnapshot: async ({ AffectedSnapshot }) => {
      const snapshot = await snapshotOf(AffectedSnapshot);
      if (snapshot.VirtualSystemType !== SNAPSHOT) return { Job: null, ReturnValue: Result['Invalid Parameter'] };
      return jobs.start('Deleting a snapshot', DELETE, async () => {
        await remove(snapshot);
        return null;
      });
    },
  });
}
