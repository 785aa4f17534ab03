import { Msvm_ComputerSystem } from '../../../../generated/root/virtualization/v2/Msvm_ComputerSystem.js';
import { Msvm_MemorySettingData } from '../../../../generated/root/virtualization/v2/Msvm_MemorySettingData.js';
import { Msvm_ProcessorSettingData } from '../../../../generated/root/virtualization/v2/Msvm_ProcessorSettingData.js';
import { Msvm_SummaryInformation } from '../../../../generated/root/virtualization/v2/Msvm_SummaryInformation.js';
import { Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation as Requested } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemManagementService.js';
import type { Msvm_VirtualSystemSettingData } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSettingData.js';
import type { Session } from '../../../session.js';
import { RUNNING } from './virtual-machines.js';

/** What is told of a virtual machine: of all that there is, the parts that are asked for, by their numbers. */
export async function summaryOf(
  session: Session,
  settings: Msvm_VirtualSystemSettingData,
  requested: readonly number[],
): Promise<Msvm_SummaryInformation> {
  const Name = settings.VirtualSystemIdentifier ?? '';
  const CreationClassName = 'Msvm_ComputerSystem';
  const system = await Msvm_ComputerSystem.$get(session, { Name, CreationClassName });
  const isOf = ({ InstanceID }: { readonly InstanceID: string }) => InstanceID.startsWith(settings.InstanceID);
  const memory = (await Msvm_MemorySettingData.$enumerate(session).toArray()).find(isOf);
  const processor = (await Msvm_ProcessorSettingData.$enumerate(session).toArray()).find(isOf);
  const runs = system.EnabledState === RUNNING;
  const all = {
    Name: system.Name,
    ElementName: system.ElementName,
    Notes: settings.Notes?.join('\n') ?? '',
    Version: settings.Version,
    NumberOfProcessors: Number(processor?.VirtualQuantity ?? 0n),
    EnabledState: system.EnabledState,
    HealthState: system.HealthState,
    OperationalStatus: system.OperationalStatus,
    StatusDescriptions: system.StatusDescriptions,
    ProcessorLoad: runs ? 3 : 0,
    MemoryUsage: runs ? (memory?.VirtualQuantity ?? 0n) : 0n,
    Heartbeat: runs ? 2 : null,
    UpTime: system.OnTimeInMilliseconds,
  };
  const chosen = Object.entries(all).filter(([name]) => requested.some((number) => number === NUMBERS[name]));
  return Msvm_SummaryInformation.$new(session, { InstanceID: settings.InstanceID, ...Object.fromEntries(chosen) });
}

const NUMBERS: Readonly<Record<string, number>> = Requested;
