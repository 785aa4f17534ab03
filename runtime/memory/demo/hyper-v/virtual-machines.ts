import type { CIM_ResourceAllocationSettingData } from '../../../../generated/root/virtualization/v2/CIM_ResourceAllocationSettingData.js';
import { Msvm_ComputerSystem } from '../../../../generated/root/virtualization/v2/Msvm_ComputerSystem.js';
import { Msvm_EthernetPortAllocationSettingData } from '../../../../generated/root/virtualization/v2/Msvm_EthernetPortAllocationSettingData.js';
import { Msvm_KvpExchangeComponent } from '../../../../generated/root/virtualization/v2/Msvm_KvpExchangeComponent.js';
import { Msvm_KvpExchangeComponentSettingData } from '../../../../generated/root/virtualization/v2/Msvm_KvpExchangeComponentSettingData.js';
import { Msvm_MemorySettingData } from '../../../../generated/root/virtualization/v2/Msvm_MemorySettingData.js';
import { Msvm_ProcessorSettingData } from '../../../../generated/root/virtualization/v2/Msvm_ProcessorSettingData.js';
import { Msvm_SettingsDefineState } from '../../../../generated/root/virtualization/v2/Msvm_SettingsDefineState.js';
import { Msvm_StorageAllocationSettingData } from '../../../../generated/root/virtualization/v2/Msvm_StorageAllocationSettingData.js';
import { Msvm_SystemDevice } from '../../../../generated/root/virtualization/v2/Msvm_SystemDevice.js';
import { Msvm_VirtualSystemSettingData } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSettingData.js';
import { Msvm_VirtualSystemSettingDataComponent } from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemSettingDataComponent.js';
import type { CimReference } from '../../../v1/index.js';
import type { Initial } from '../../../v1/types.js';
import { CimInterval } from '../../../values/index.js';
import { COMPUTER, type DemoMachine, type Located } from '../demo-machine.js';

/** States of a virtual machine, of those of CIM_EnabledLogicalElement. */
export const RUNNING = 2;
export const OFF = 3;
export const SAVED = 6;
export const PAUSED = 9;

/** What distinguishes the settings of a machine from those of its snapshots. */
export const REALIZED = 'Microsoft:Hyper-V:System:Realized';
export const SNAPSHOT = 'Microsoft:Hyper-V:Snapshot:Realized';

/** A virtual machine. */
export interface VirtualMachine {
  /** A GUID. */
  readonly id: string;
  readonly name: string;
  readonly state: typeof RUNNING | typeof OFF | typeof SAVED | typeof PAUSED;
  readonly generation: 1 | 2;
  readonly processors: number;
  /** In MB. */
  readonly memory: number;
  readonly notes: readonly string[];
  /** What the guest tells of itself; null where it does not run. */
  readonly guest: Readonly<Record<string, string>> | null;
  /** Settings that a client has given. */
  readonly settings?: Initial<Msvm_VirtualSystemSettingData>;
}

/** The settings of a machine: the part that all of its settings have in their names. */
export const settingsId = (id: string): string => `Microsoft:${id}`;

/** The key of the settings of the exchange of key-value pairs with a machine's guest. */
export const keyValueSettings = (id: string): string =>
  String.raw`${settingsId(id)}\2A34B1C2-FD73-4043-8A5B-DD2159BC743F`;

/** Adds a virtual machine with its settings. */
export async function addVirtualMachine(
  machine: DemoMachine,
  virtual: VirtualMachine,
): Promise<CimReference<Msvm_ComputerSystem>> {
  const { insert } = machine;
  const { id, name, state, generation, notes } = virtual;
  const system = await insert(Msvm_ComputerSystem, {
    Name: id,
    ElementName: name,
    Caption: 'Virtual Machine',
    Description: 'Microsoft Virtual Machine',
    ...stateProperties(state),
    OnTimeInMilliseconds: state === RUNNING ? 345_600_000n : 0n,
    ProcessID: state === RUNNING ? 3012 : null,
    NumberOfNumaNodes: 1,
    ReplicationHealth: 0,
    ReplicationMode: 0,
    ReplicationState: 0,
    CreationClassName: 'Msvm_ComputerSystem',
  });
  const settings = await insert(Msvm_VirtualSystemSettingData, {
    Caption: 'Virtual Machine Settings',
    Description: 'Active settings for the virtual machine.',
    ElementName: name,
    VirtualSystemSubType: `Microsoft:Hyper-V:SubType:${generation}`,
    Notes: notes,
    Version: '10.0',
    ConfigurationDataRoot: String.raw`C:\ProgramData\Microsoft\Windows\Hyper-V`,
    SnapshotDataRoot: String.raw`C:\ProgramData\Microsoft\Windows\Hyper-V`,
    AutomaticStartupAction: 3,
    AutomaticStartupActionDelay: CimInterval.parse('00000000000000.000000:000'),
    AutomaticShutdownAction: 3,
    AutomaticRecoveryAction: 3,
    SecureBootEnabled: generation === 2,
    ...virtual.settings,
    // These say whose settings they are.
    InstanceID: settingsId(id),
    VirtualSystemIdentifier: id,
    VirtualSystemType: REALIZED,
  });
  await insert(Msvm_SettingsDefineState, { ManagedElement: system.$path, SettingData: settings.$path });
  await addResources(machine, virtual, settings.$path);
  await addGuest(machine, virtual, system.$path);
  return system.$path;
}

/** What a machine says of the state that it is in. */
export function stateProperties(state: VirtualMachine['state']): Initial<Msvm_ComputerSystem> {
  return {
    EnabledState: state,
    RequestedState: 12,
    HealthState: 5,
    OperationalStatus: [2],
    StatusDescriptions: ['Operating normally'],
  };
}

async function addResources(
  { insert }: DemoMachine,
  { id, name, processors, memory }: VirtualMachine,
  settings: CimReference<Msvm_VirtualSystemSettingData>,
): Promise<void> {
  const common = { PoolID: '', ConsumerVisibility: 3, AutomaticAllocation: true, AutomaticDeallocation: true };
  const resources: Located<CIM_ResourceAllocationSettingData>[] = [
    await insert(Msvm_ProcessorSettingData, {
      ...common,
      InstanceID: String.raw`${settingsId(id)}\b637f346-6a0e-4dec-af52-bd70cb80a21d\0`,
      ElementName: 'Processor',
      ResourceType: 3,
      ResourceSubType: 'Microsoft:Hyper-V:Processor',
      AllocationUnits: 'percent / 1000',
      VirtualQuantity: BigInt(processors),
      Reservation: 0n,
      Limit: 100_000n,
      Weight: 100,
    }),
    await insert(Msvm_MemorySettingData, {
      ...common,
      InstanceID: String.raw`${settingsId(id)}\4764334d-e001-4176-82ee-5594ec9b530e`,
      ElementName: 'Memory',
      ResourceType: 4,
      ResourceSubType: 'Microsoft:Hyper-V:Memory',
      AllocationUnits: 'byte * 2^20',
      VirtualQuantityUnits: 'byte * 2^20',
      VirtualQuantity: BigInt(memory),
      Reservation: BigInt(memory),
      Limit: 1_048_576n,
      Weight: 5000,
      DynamicMemoryEnabled: false,
    }),
    await insert(Msvm_StorageAllocationSettingData, {
      ...common,
      InstanceID: String.raw`${settingsId(id)}\83f8638b-8dca-4152-9eda-2ca8b33039b4\0\0\l`,
      ElementName: 'Hard Disk Image',
      ResourceType: 31,
      ResourceSubType: 'Microsoft:Hyper-V:Virtual Hard Disk',
      HostResource: [`D:\\Hyper-V\\${name}.vhdx`],
    }),
    await insert(Msvm_EthernetPortAllocationSettingData, {
      ...common,
      InstanceID: String.raw`${settingsId(id)}\5a3e1c9f-20d4-4b77-8f16-c2a9d0b4e7f1\c`,
      ElementName: 'Dynamic Ethernet Switch Port',
      ResourceType: 33,
      ResourceSubType: 'Microsoft:Hyper-V:Ethernet Connection',
      EnabledState: 2,
      LastKnownSwitchName: 'External',
    }),
  ];
  // What the host gives the guest: names with values.
  resources.push(
    await insert(Msvm_KvpExchangeComponentSettingData, {
      InstanceID: keyValueSettings(id),
      ElementName: 'Key-Value Pair Exchange',
      ResourceType: 1,
      OtherResourceType: 'Microsoft:Hyper-V:KvpExchange',
      EnabledState: 2,
      DisableHostKVPItems: false,
      HostExchangeItems: [],
      HostOnlyItems: [],
    }),
  );
  for (const { $path: PartComponent } of resources) {
    await insert(Msvm_VirtualSystemSettingDataComponent, { GroupComponent: settings, PartComponent });
  }
}

/** What a machine exchanges with its guest: names with values. */
async function addGuest(
  { insert }: DemoMachine,
  { id, guest }: VirtualMachine,
  system: CimReference<Msvm_ComputerSystem>,
): Promise<void> {
  const items = Object.entries(guest ?? {}).map(([Name, Data]) => ({ Name, Data, Source: 2 }));
  const component = await insert(Msvm_KvpExchangeComponent, {
    DeviceID: String.raw`${settingsId(id)}\KvpExchange`,
    SystemName: id,
    SystemCreationClassName: 'Msvm_ComputerSystem',
    CreationClassName: 'Msvm_KvpExchangeComponent',
    ElementName: 'Key-Value Pair Exchange',
    EnabledState: 2,
    OperationalStatus: [2],
    GuestExchangeItems: [],
    GuestIntrinsicExchangeItems: items,
  });
  await insert(Msvm_SystemDevice, { GroupComponent: system, PartComponent: component.$path });
}

/** The computer that the virtual machines are on is in their list, too. */
export async function addHost({ insert }: DemoMachine): Promise<void> {
  await insert(Msvm_ComputerSystem, {
    Name: COMPUTER,
    ElementName: COMPUTER,
    Caption: 'Hosting Computer System',
    Description: 'Microsoft Hosting Computer System',
    ...stateProperties(RUNNING),
    NumberOfNumaNodes: 1,
    CreationClassName: 'Msvm_ComputerSystem',
  });
}
