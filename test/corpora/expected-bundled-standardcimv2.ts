import type { Comparison } from './compare-facts.js';

/** What comes of comparing the bundled schema of root/standardcimv2 with facts. */
export const ROOT_STANDARDCIMV2: Comparison = {
  found: 106,
  foundIn: { docs: 97, DMTF: 37 },
  facts: 4566,
  agreeing: 84,
  differing: 22,
  unseenMethods: 25,
  notFound: {
    'the reference has no page for it: from listings of Windows': `
MSFT_NetConnectionProfile
`,
  },
  differences: {
    'the CIM of Windows is older and does not have that class': `
CIM_LogicalDevice superclass: CIM_EnabledLogicalElement, DMTF: CIM_AllocatedLogicalElement
`,
    'the reference has properties of Win32 classes in its list': `
MSFT_NetAdapter.ConfigManagerErrorCode: none, docs: uint32
MSFT_NetAdapter.ConfigManagerUserConfig: none, docs: boolean
MSFT_NetAdapter.PnPDeviceID name: .PnPDeviceID, docs: .PNPDeviceID
`,
    'not on Windows Server: drivers of network adapters have these counters reserved': `
MSFT_NetAdapter_RdmaStatistics.CreatedQueuePairs: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.ClosedQueuePairs: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.CreatedCompletionQueues: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.ClosedCompletionQueues: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.CreatedMemoryRegions: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.ClosedMemoryRegions: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.CreatedMemoryWindows: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.ClosedMemoryWindows: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.CreatedSharedReceiveQueues: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.ClosedSharedReceiveQueues: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.InboundReadRequests: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.OutboundReadRequests: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.InboundWriteRequests: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.OutboundWriteRequests: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.SendRequests: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.ReceiveRequests: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.BindRequests: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.FastRegisterRequests: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.InvalidateRequests: none, docs: uint64
MSFT_NetAdapter_RdmaStatistics.QueuePairErrors: none, docs: uint64
`,
    'the reference has properties of a newer CIM than Windows': `
MSFT_NetAdapterStatisticsElementSetting.IsMinimum: none, docs: uint16 ref
MSFT_NetAdapterStatisticsElementSetting.IsMaximum: none, docs: uint16 ref
MSFT_NetAdapterAdvancedPropertyElementSetting.IsMinimum: none, docs: uint16 ref
MSFT_NetAdapterAdvancedPropertyElementSetting.IsMaximum: none, docs: uint16 ref
MSFT_NetAdapterBindingElementSetting.IsMinimum: none, docs: uint16 ref
MSFT_NetAdapterBindingElementSetting.IsMaximum: none, docs: uint16 ref
MSFT_NetAdapterHardwareInfoElementSetting.IsMinimum: none, docs: uint16 ref
MSFT_NetAdapterHardwareInfoElementSetting.IsMaximum: none, docs: uint16 ref
`,
    'the reference has REF in a column for all properties of the association': `
MSFT_NetAdapterElementSettingData.IsDefault: uint16, docs: uint16 ref
MSFT_NetAdapterElementSettingData.IsCurrent: uint16, docs: uint16 ref
MSFT_NetAdapterElementSettingData.IsNext: uint16, docs: uint16 ref
MSFT_NetAdapterStatisticsElementSetting.IsDefault: uint16, docs: uint16 ref
MSFT_NetAdapterStatisticsElementSetting.IsCurrent: uint16, docs: uint16 ref
MSFT_NetAdapterStatisticsElementSetting.IsNext: uint16, docs: uint16 ref
MSFT_NetAdapterAdvancedPropertyElementSetting.IsDefault: uint16, docs: uint16 ref
MSFT_NetAdapterAdvancedPropertyElementSetting.IsCurrent: uint16, docs: uint16 ref
MSFT_NetAdapterAdvancedPropertyElementSetting.IsNext: uint16, docs: uint16 ref
MSFT_NetAdapterBindingElementSetting.IsDefault: uint16, docs: uint16 ref
MSFT_NetAdapterBindingElementSetting.IsCurrent: uint16, docs: uint16 ref
MSFT_NetAdapterBindingElementSetting.IsNext: uint16, docs: uint16 ref
MSFT_NetAdapterHardwareInfoElementSetting.IsDefault: uint16, docs: uint16 ref
MSFT_NetAdapterHardwareInfoElementSetting.IsCurrent: uint16, docs: uint16 ref
MSFT_NetAdapterHardwareInfoElementSetting.IsNext: uint16, docs: uint16 ref
`,
    'the reference does not say that the text is an instance': `
MSFT_NetAdapterStatisticsSettingData.RdmaStatistics: MSFT_NetAdapter_RdmaStatistics, docs: string
MSFT_NetAdapterStatisticsSettingData.RscStatistics: MSFT_NetAdapter_RscStatistics, docs: string
MSFT_NetAdapterHardwareInfoSettingData.MsixMessageAffinityArray: MSFT_NetAdapter_Group_Affinity[], docs: string[]
`,
    'newer than the source, and on Windows Server': `
MSFT_NetImPlatAdapter.NumberOfFailures: uint32, unknown
MSFT_NetLbfoTeam.LacpTimer: uint32, unknown
MSFT_NetIPInterface.ClampMss: uint8, unknown
MSFT_NetRoute.CompartmentId: uint32, unknown
MSFT_NetRoute.InterfaceMetric: uint32, unknown
MSFT_NetRoute.State: uint8, unknown
MSFT_NetBaseIPProtocol.DeadGatewayDetection: uint8, unknown
MSFT_NetIPv4Protocol.MultipleArpAnnouncements: uint8, unknown
MSFT_NetTransportConnection.CreationTime: datetime, unknown
MSFT_NetTransportConnection.OwningProcess: uint32, unknown
MSFT_NetFirewallRule.PackageFamilyName: string, unknown
MSFT_NetFirewallRule.PolicyAppId: string, unknown
MSFT_NetFirewallRule.RemoteDynamicKeywordAddresses: string[], unknown
`,
    'the reference has an array where CIM has none': `
MSFT_DNSClient.OperatingStatus: uint16, docs: uint16[]
MSFT_DNSClient.EnabledState: uint16, docs: uint16[]
MSFT_DNSClient.ProtocolType: uint16, docs: uint16[]
MSFT_DNSClientServerAddress.OperatingStatus: uint16, docs: uint16[]
MSFT_DNSClientServerAddress.SystemName: string, docs: string[]
`,
    'the reference has another letter case than Windows': `
MSFT_DNSClient.InstanceID name: .InstanceID, docs: .InstanceId
MSFT_DNSClientCache.InstanceID name: .InstanceID, docs: .InstanceId
MSFT_DNSClientServerAddress.InstanceID name: .InstanceID, docs: .InstanceId
MSFT_DNSClientGlobalSetting.InstanceID name: .InstanceID, docs: .InstanceId
`,
  },
};
