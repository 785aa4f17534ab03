import type { Comparison } from './compare-facts.js';

/** What comes of comparing the bundled schema of root/virtualization/v2 with facts. */
export const ROOT_VIRTUALIZATION_V2: Comparison = {
  found: 149,
  foundIn: { docs: 149, DMTF: 56 },
  facts: 6543,
  agreeing: 123,
  differing: 26,
  unseenMethods: 54,
  notFound: {
    'the reference has no syntax block in the corpora: from its pages and listings of Windows Server': `
Msvm_SyntheticFcPortSettingData Msvm_VirtualSystemManagementService Msvm_VirtualSystemSnapshotService
Msvm_SyntheticEthernetPortSettingData Msvm_VirtualEthernetSwitchSettingData
`,
  },
  differences: {
    'the CIM of Windows is older and does not have that class': `
CIM_System superclass: CIM_EnabledLogicalElement, DMTF: CIM_AllocatedLogicalElement
CIM_LogicalDevice superclass: CIM_EnabledLogicalElement, DMTF: CIM_AllocatedLogicalElement
CIM_ElementAllocatedFromPool superclass: CIM_Dependency, DMTF: CIM_AbstractElementAllocatedFromPool
`,
    'the reference has the class of the values, or of the superclass; or no REF': `
Msvm_HostedService.Antecedent: CIM_System ref, docs: CIM_ManagedElement ref
Msvm_SettingsDefineState.ManagedElement: CIM_ManagedElement ref, docs: Msvm_ComputerSystem ref
Msvm_SettingsDefineState.SettingData: CIM_SettingData ref, docs: Msvm_VirtualSystemSettingData ref
`,
    'newer than the source, and on Windows Server': `
Msvm_ComputerSystem.HwThreadsPerCoreRealized: uint32, unknown
Msvm_SummaryInformation.HypervisorPartitionId: uint64, unknown
Msvm_VirtualSystemSettingData.BootPciExpress: boolean, unknown
Msvm_VirtualSystemSettingData.BootPciExpressInstanceFilter: string, unknown
Msvm_VirtualSystemSettingData.ClusterWideNodeCapabilitiesValidationMode: uint16, unknown
Msvm_VirtualSystemSettingData.EnableHibernation: boolean, unknown
Msvm_VirtualSystemSettingData.FirmwareFile: string, unknown
Msvm_VirtualSystemSettingData.FirmwareParameters: uint8[], unknown
Msvm_VirtualSystemSettingData.GuestFeatureSet: uint64, unknown
Msvm_VirtualSystemSettingData.GuestStateIsolationEnabled: boolean, unknown
Msvm_VirtualSystemSettingData.GuestStateIsolationMode: uint16, unknown
Msvm_VirtualSystemSettingData.GuestStateIsolationType: uint16, unknown
Msvm_VirtualSystemSettingData.HighMmioGapBase: uint64, unknown
Msvm_VirtualSystemSettingData.MemoryHostingJobObjectName: string, unknown
Msvm_VirtualSystemSettingData.NumaNodeTopologyArray: string[], unknown
Msvm_VirtualSystemSettingData.TurnOffOnGuestRestart: boolean, unknown
Msvm_VirtualSystemSettingData.VirtualSlitType: uint16, unknown
Msvm_VirtualSystemSettingData.VMBusMessageRedirection: uint16, unknown
Msvm_VirtualSystemSettingData.Vtl2AddressRangeBase: uint64, unknown
Msvm_VirtualSystemSettingData.Vtl2AddressRangeSize: uint64, unknown
Msvm_VirtualSystemSettingData.Vtl2AddressSpaceConfigurationMode: uint16, unknown
Msvm_VirtualSystemSettingData.Vtl2MmioAddressRangeSize: uint64, unknown
Msvm_VirtualSystemSettingData.WatchdogEnabled: boolean, unknown
Msvm_VirtualSystemSettingData.WorkerJobObjectName: string, unknown
Msvm_SecuritySettingData.AppContainerLaunchOptOut: boolean, unknown
Msvm_SecuritySettingData.BindToHostTpm: boolean, unknown
Msvm_VirtualSystemExportSettingData.GuestDebugStateFilePath: string, unknown
Msvm_ResourceAllocationSettingData.TargetVtl: uint8, unknown
Msvm_ProcessorSettingData.AllowACountMCount: boolean, unknown
Msvm_ProcessorSettingData.ApicMode: uint8, unknown
Msvm_ProcessorSettingData.CpuBrandString: string, unknown
Msvm_ProcessorSettingData.DisableSpeculationControls: boolean, unknown
Msvm_ProcessorSettingData.EnableLegacyApicMode: boolean, unknown
Msvm_ProcessorSettingData.EnablePageShattering: uint8, unknown
Msvm_ProcessorSettingData.EnablePerfmonArchPmu: boolean, unknown
Msvm_ProcessorSettingData.EnablePerfmonIpt: boolean, unknown
Msvm_ProcessorSettingData.EnablePerfmonLbr: boolean, unknown
Msvm_ProcessorSettingData.EnablePerfmonPebs: boolean, unknown
Msvm_ProcessorSettingData.EnablePerfmonPmu: boolean, unknown
Msvm_ProcessorSettingData.EnableSocketTopology: boolean, unknown
Msvm_ProcessorSettingData.EnlightenmentSet: string, unknown
Msvm_ProcessorSettingData.ExtendedVirtualizationExtensions: uint16, unknown
Msvm_ProcessorSettingData.L3CacheWays: uint32, unknown
Msvm_ProcessorSettingData.L3ProcessorDistributionPolicy: uint16, unknown
Msvm_ProcessorSettingData.LimitProcessorFeaturesMode: uint16, unknown
Msvm_ProcessorSettingData.MaxClusterCountPerSocket: uint32, unknown
Msvm_ProcessorSettingData.MaxHwIsolatedGuests: uint32, unknown
Msvm_ProcessorSettingData.MaxProcessorCountPerL3: uint32, unknown
Msvm_ProcessorSettingData.PerfCpuFreqCapMhz: uint32, unknown
Msvm_ProcessorSettingData.PhysicalAddressWidth: uint32, unknown
Msvm_ProcessorSettingData.ProcessorFeatureSet: string, unknown
Msvm_MemorySettingData.MemoryAccessTrackingPolicy: uint8, unknown
Msvm_MemorySettingData.MemoryEncryptionPolicy: uint8, unknown
Msvm_MemorySettingData.SgxLaunchControlDefault: string, unknown
Msvm_MemorySettingData.SgxLaunchControlMode: uint32, unknown
Msvm_Memory.MemoryEncryption: boolean, unknown
Msvm_VirtualSystemManagementServiceSettingData.HypervisorSnpStatus: uint16, unknown
Msvm_VirtualSystemManagementServiceSettingData.HypervisorTdxStatus: uint16, unknown
Msvm_EthernetPortAllocationSettingData.PortName: string, unknown
`,
    'not on Windows Server, version 23H2': `
Msvm_VirtualSystemSettingData.ParentPackage: none, docs: string
`,
    'the reference has properties of Win32 classes in its list': `
Msvm_GuestServiceInterfaceComponent.ConfigManagerErrorCode: none, docs: uint32
Msvm_GuestServiceInterfaceComponent.ConfigManagerUserConfig: none, docs: boolean
Msvm_GuestServiceInterfaceComponent.PNPDeviceID: none, docs: string
`,
    'the reference has properties of a service, which a job does not have': `
Msvm_CopyFileToGuestJob.CreationClassName: none, docs: string
Msvm_CopyFileToGuestJob.Started: none, docs: boolean
Msvm_CopyFileToGuestJob.StartMode: none, docs: string
Msvm_CopyFileToGuestJob.SystemCreationClassName: none, docs: string
Msvm_CopyFileToGuestJob.SystemName: none, docs: string
`,
    'the reference does not say that the text is an instance': `
Msvm_KvpExchangeComponent.GuestExchangeItems: Msvm_KvpExchangeDataItem[], docs: string[]
Msvm_KvpExchangeComponent.GuestIntrinsicExchangeItems: Msvm_KvpExchangeDataItem[], docs: string[]
Msvm_KvpExchangeComponentSettingData.HostExchangeItems: Msvm_KvpExchangeDataItem[], docs: string[]
Msvm_KvpExchangeComponentSettingData.HostOnlyItems: Msvm_KvpExchangeDataItem[], docs: string[]
Msvm_CopyFileToGuestJob.CopyFileToGuestSettingData: Msvm_CopyFileToGuestSettingData[], docs: string[]
`,
    "the reference's slip of the pen": `
Msvm_Memory.CreationClassName: string, docs: uint16
Msvm_VirtualSystemManagementCapabilities.MaxElementNameLen: uint16, docs: unit16
Msvm_VirtualSystemManagementCapabilities.RequestedStatesSupported: uint16[], docs: unit16[]
Msvm_VssComponentSettingData.HostResource: string[], docs: string
Msvm_EmulatedEthernetPort.TotalPowerOnHours: uint64, docs: uint16
Msvm_EmulatedEthernetPort.SupportedMaximumTransmissionUnit: uint64, docs: string
Msvm_InternalEthernetPort.TotalPowerOnHours: uint64, docs: uint16
Msvm_ExternalEthernetPort.AdditionalAvailability: uint16[], docs: string[]
`,
    'Hyper-V also takes it in': `
CIM_VirtualSystemSnapshotService.CreateSnapshot(ResultingSnapshot): in out CIM_VirtualSystemSettingData ref, DMTF: out
  CIM_VirtualSystemSettingData ref
`,
  },
};
