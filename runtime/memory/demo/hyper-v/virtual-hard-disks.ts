import { CIM_DataFile } from '../../../../generated/root/cimv2/CIM_DataFile.js';
import {
  Msvm_ImageManagementService,
  Msvm_ImageManagementService_CreateVirtualHardDisk_ReturnValue as Result,
} from '../../../../generated/root/virtualization/v2/Msvm_ImageManagementService.js';
import type { Msvm_VirtualHardDiskSettingData } from '../../../../generated/root/virtualization/v2/Msvm_VirtualHardDiskSettingData.js';
import type { Initial } from '../../../v1/types.js';
import { type DemoMachine, now, OF_COMPUTER } from '../demo-machine.js';
import { VIRTUAL_MACHINES } from './machine-rows.js';
import type { VirtualMachineJobs } from './virtual-machine-jobs.js';

type HardDisk = Initial<Msvm_VirtualHardDiskSettingData>;

const CREATE = 50;
const RESIZE = 51;
const GB = 2n ** 30n;

/** Provides the methods that make virtual hard disks, and tell of them. */
export function provideHardDisks({ insert, provide }: DemoMachine, jobs: VirtualMachineJobs): void {
  const disks = new Map<string, HardDisk>();
  for (const { name } of VIRTUAL_MACHINES) {
    const Path = `D:\\Hyper-V\\${name}.vhdx`;
    disks.set(Path.toLowerCase(), { InstanceID: Path, Path, Type: 3, Format: 3, MaxInternalSize: 127n * GB });
  }
  provide(Msvm_ImageManagementService, {
    CreateVirtualHardDisk: async ({ VirtualDiskSettingData: settings }) => {
      const { Path, Type, Format, ParentPath, MaxInternalSize, BlockSize } = settings;
      if (!Path || disks.has(Path.toLowerCase())) return { Job: null, ReturnValue: Result['Invalid parameter'] };
      return jobs.start('Creating a virtual hard disk', CREATE, async () => {
        const disk = { InstanceID: Path, Path, Type, Format, ParentPath, MaxInternalSize, BlockSize };
        const Name = Path.toLowerCase();
        await insert(CIM_DataFile, { Name, CreationDate: now(), FileSize: 4n * 2n ** 20n, ...OF_COMPUTER });
        disks.set(Name, disk);
        return null;
      });
    },
    ResizeVirtualHardDisk: async ({ Path, MaxInternalSize }) => {
      const disk = disks.get(Path.toLowerCase());
      if (disk === undefined) return { Job: null, ReturnValue: Result['File not found'] };
      return jobs.start('Resizing a virtual hard disk', RESIZE, async () => {
        disks.set(Path.toLowerCase(), { ...disk, MaxInternalSize });
        return null;
      });
    },
    GetVirtualHardDiskSettingData: ({ Path }) => {
      const SettingData = disks.get(Path.toLowerCase()) ?? null;
      return { SettingData, Job: null, ReturnValue: SettingData === null ? Result['File not found'] : 0 };
    },
  });
}
