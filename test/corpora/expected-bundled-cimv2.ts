import type { Comparison } from './compare-facts.js';

/** What comes of comparing the bundled schema of root/cimv2 with facts. */
export const ROOT_CIMV2: Comparison = {
  found: 427,
  foundIn: { XP: 391, docs: 328 },
  facts: 22437,
  agreeing: 374,
  differing: 53,
  unseenMethods: 0,
  notFound: {
    'newer than Windows XP, and the reference has no syntax block in the corpora: from listings of Windows and pages': `
Win32_SecurityDescriptorHelper CIM_StorageVolume Win32_Volume Win32_DefragAnalysis Win32_MountPoint Win32_VolumeQuota
Win32_VolumeUserQuota Win32_ShadowCopy Win32_ShadowStorage Win32_ShadowProvider Win32_ShadowContext Win32_ShadowFor
Win32_ShadowOn Win32_ShadowBy Win32_ShadowVolumeSupport Win32_ShadowDiffVolumeSupport Win32_UserProfile
Win32_FolderRedirectionHealth Win32_DfsNode Win32_DfsTarget Win32_DfsNodeTarget SoftwareLicensingProduct
SoftwareLicensingService Win32_Reliability Win32_ReliabilityRecords Win32_ReliabilityStabilityMetrics
`,
    'the reference has no syntax block in the corpora: from its pages': `
RegistryEvent RegistryTreeChangeEvent RegistryKeyChangeEvent RegistryValueChangeEvent
`,
  },
  differences: {
    'Windows leaves out the qualifier, although the class has references': `
Win32_CollectionStatistics Association: true, XP: false
Win32_NamedJobObjectStatistics Association: true, XP: false
`,
    'they have a sign since Windows Vista: -1 is no limit': `
Win32_QuotaSetting.DefaultLimit: sint64, XP: uint64
Win32_QuotaSetting.DefaultWarningLimit: sint64, XP: uint64
`,
    'Windows Vista and later need it to tell routes apart': `
Win32_IP4RouteTable.Mask Key: true, XP: false
Win32_IP4RouteTable.InterfaceIndex Key: true, XP: false
`,
    'Undefined, says the reference of these': `
CIM_Memory.ErrorInfo values: -12 -13 -14, XP
`,
    "the reference's slip of the pen": `
Win32_SMBIOSMemory.StatusInfo: uint16, docs: uint16e
CIM_CollectedMSEs.Collection: CIM_CollectionOfMSEs ref, docs: CM_CollectionOfMSEs ref
`,
    'Windows Vista and later count with 64 bits': `
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsPersec: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsReceivedPersec: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsSentPersec: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.CurrentBandwidth: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.BytesReceivedPersec: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsReceivedUnicastPersec: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsReceivedNonUnicastPersec: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsReceivedDiscarded: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsReceivedErrors: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsReceivedUnknown: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.BytesSentPersec: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsSentUnicastPersec: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsSentNonUnicastPersec: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsOutboundDiscarded: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.PacketsOutboundErrors: uint64, XP: uint32
Win32_PerfFormattedData_Tcpip_NetworkInterface.OutputQueueLength: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsPersec: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsReceivedPersec: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsSentPersec: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.CurrentBandwidth: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.BytesReceivedPersec: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsReceivedUnicastPersec: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsReceivedNonUnicastPersec: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsReceivedDiscarded: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsReceivedErrors: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsReceivedUnknown: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.BytesSentPersec: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsSentUnicastPersec: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsSentNonUnicastPersec: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsOutboundDiscarded: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.PacketsOutboundErrors: uint64, XP: uint32
Win32_PerfRawData_Tcpip_NetworkInterface.OutputQueueLength: uint64, XP: uint32
`,
    'newer than the source, and on Windows Server': `
Win32_PerfFormattedData_PerfOS_Memory.TransitionPagesRePurposedPersec: uint32, unknown
Win32_PerfFormattedData_PerfOS_Memory.FreeAndZeroPageListBytes: uint64, unknown
Win32_PerfFormattedData_PerfOS_Memory.ModifiedPageListBytes: uint64, unknown
Win32_PerfFormattedData_PerfOS_Memory.StandbyCacheReserveBytes: uint64, unknown
Win32_PerfFormattedData_PerfOS_Memory.StandbyCacheNormalPriorityBytes: uint64, unknown
Win32_PerfFormattedData_PerfOS_Memory.StandbyCacheCoreBytes: uint64, unknown
Win32_PerfFormattedData_PerfOS_Memory.LongTermAverageStandbyCacheLifetimes: uint32, unknown
Win32_PerfRawData_PerfOS_Memory.TransitionPagesRePurposedPersec: uint32, unknown
Win32_PerfRawData_PerfOS_Memory.FreeAndZeroPageListBytes: uint64, unknown
Win32_PerfRawData_PerfOS_Memory.ModifiedPageListBytes: uint64, unknown
Win32_PerfRawData_PerfOS_Memory.StandbyCacheReserveBytes: uint64, unknown
Win32_PerfRawData_PerfOS_Memory.StandbyCacheNormalPriorityBytes: uint64, unknown
Win32_PerfRawData_PerfOS_Memory.StandbyCacheCoreBytes: uint64, unknown
Win32_PerfRawData_PerfOS_Memory.LongTermAverageStandbyCacheLifetimes: uint32, unknown
Win32_PerfFormattedData_PerfProc_Process.WorkingSetPrivate: uint64, unknown
Win32_PerfRawData_PerfProc_Process.WorkingSetPrivate: uint64, unknown
Win32_PerfFormattedData_Tcpip_NetworkInterface.OffloadedConnections: uint64, unknown
Win32_PerfFormattedData_Tcpip_NetworkInterface.TCPActiveRSCConnections: uint64, unknown
Win32_PerfFormattedData_Tcpip_NetworkInterface.TCPRSCCoalescedPacketsPersec: uint64, unknown
Win32_PerfFormattedData_Tcpip_NetworkInterface.TCPRSCExceptionsPersec: uint64, unknown
Win32_PerfFormattedData_Tcpip_NetworkInterface.TCPRSCAveragePacketSize: uint64, unknown
Win32_PerfRawData_Tcpip_NetworkInterface.OffloadedConnections: uint64, unknown
Win32_PerfRawData_Tcpip_NetworkInterface.TCPActiveRSCConnections: uint64, unknown
Win32_PerfRawData_Tcpip_NetworkInterface.TCPRSCCoalescedPacketsPersec: uint64, unknown
Win32_PerfRawData_Tcpip_NetworkInterface.TCPRSCExceptionsPersec: uint64, unknown
Win32_PerfRawData_Tcpip_NetworkInterface.TCPRSCAveragePacketSize: uint64, unknown
StdRegProv.SetQWORDValue(): uint32, unknown
StdRegProv.GetQWORDValue(): uint32, unknown
StdRegProv.SetSecurityDescriptor(): uint32, unknown
StdRegProv.GetSecurityDescriptor(): uint32, unknown
Win32_Product.Configure() parameters: InstallState, InstallLevel, Options, XP: InstallState, InstallLevel
Win32_Product.Language: string, unknown
Win32_Product.Transforms: string, unknown
Win32_Product.AssignmentType: uint16, unknown
Win32_Product.RegOwner: string, unknown
Win32_Product.RegCompany: string, unknown
Win32_Product.ProductID: string, unknown
Win32_Product.InstallSource: string, unknown
Win32_Product.HelpLink: string, unknown
Win32_Product.HelpTelephone: string, unknown
Win32_Product.LocalPackage: string, unknown
Win32_Product.PackageName: string, unknown
Win32_Product.PackageCode: string, unknown
Win32_Product.URLInfoAbout: string, unknown
Win32_Product.URLUpdateInfo: string, unknown
Win32_Product.WordCount: uint32, unknown
Win32_Product.Configure(Options): in string, unknown
Win32_ProcessStopTrace.ExitStatus: uint32, unknown
Win32_ModuleLoadTrace.DefaultBase: uint64, unknown
Win32_ModuleLoadTrace.ImageChecksum: uint32, unknown
Win32_ModuleLoadTrace.TimeDateStamp: uint32, unknown
Win32_Process.GetAvailableVirtualSize(): uint32, unknown
Win32_Service.GetSecurityDescriptor(): uint32, unknown
Win32_Service.SetSecurityDescriptor(): uint32, unknown
Win32_OperatingSystem.Win32ShutdownTracker(): uint32, unknown
Win32_NetworkAdapter.Enable(): uint32, unknown
Win32_NetworkAdapter.Disable(): uint32, unknown
Win32_DCOMApplicationSetting.GetLaunchSecurityDescriptor(): uint32, unknown
Win32_DCOMApplicationSetting.SetLaunchSecurityDescriptor(): uint32, unknown
Win32_DCOMApplicationSetting.GetAccessSecurityDescriptor(): uint32, unknown
Win32_DCOMApplicationSetting.SetAccessSecurityDescriptor(): uint32, unknown
Win32_DCOMApplicationSetting.GetConfigurationSecurityDescriptor(): uint32, unknown
Win32_DCOMApplicationSetting.SetConfigurationSecurityDescriptor(): uint32, unknown
Win32_Printer.GetSecurityDescriptor(): uint32, unknown
Win32_Printer.SetSecurityDescriptor(): uint32, unknown
Win32_PnPEntity.Disable(): uint32, unknown
Win32_PnPEntity.Enable(): uint32, unknown
Win32_PnPEntity.GetDeviceProperties(): uint32, unknown
Win32_OperatingSystem Singleton: true, XP: false
Win32_PrintJob.SizeHigh: uint32, unknown
`,
    'the codes are negative, but the type has no sign': `
Win32_Bus.BusType values: +4294967295 --1, XP
Win32_PrinterConfiguration.PrintQuality values: +4294967292 +4294967293 +4294967294 +4294967295 --1 --2 --3 --4, XP
`,
    'the dump has names in place of codes': `
Win32_MemoryArray.ErrorGranularity values: +1 +2 +3 +4 -Other -Unknown -Device level -Memory partition level, XP
`,
    'Windows Vista and later have another superclass, with the same properties': `
Win32_Trustee superclass: __Trustee, XP: Win32_MethodParameterClass
Win32_ACE superclass: __ACE, XP: Win32_MethodParameterClass
Win32_SecurityDescriptor superclass: __SecurityDescriptor, XP: Win32_MethodParameterClass
`,
    'Windows Vista and later no longer have it': `
Win32_OperatingSystem.QuantumLength: none, XP: uint8
Win32_OperatingSystem.QuantumType: none, XP: uint8
Win32_OperatingSystem.QuantumLength: none, docs: uint8
Win32_OperatingSystem.QuantumType: none, docs: uint8
Win32_ProcessTrace.PageDirectoryBase: none, XP: uint64
`,
    'it has 64 bits since Windows Vista': `
Win32_ModuleLoadTrace.ImageSize: uint64, XP: uint32
`,
    'the connection can be renamed since Windows Vista': `
Win32_NetworkAdapter.NetConnectionID Write: true, XP: false
`,
    'it can be written since Windows Vista': `
Win32_DCOMApplicationSetting.AuthenticationLevel Write: true, XP: false
Win32_DCOMApplicationSetting.RemoteServerName Write: true, XP: false
Win32_DCOMApplicationSetting.UseSurrogate Write: true, XP: false
`,
    'whoever builds a descriptor must set it': `
Win32_SecurityDescriptor.ControlFlags Write: true, XP: false
`,
    'the parameter has eight bits': `
Win32_BaseService.Create(ServiceType) values: -8, XP
Win32_BaseService.Change(ServiceType) values: -8, XP
`,
    'the value is a text, of which the dump has a few or the numbers behind them': `
Win32_ComputerSystem.SystemType values: -X86-based PC -MIPS-based PC -Alpha-based PC -Power PC -SH-x PC -StrongARM PC
  -64-bit Intel PC -64-bit Alpha PC -Unknown -X86-Nec98 PC, XP
Win32_DiskDrive.MediaType values: -Removable media other than floppy -Fixed hard disk media -Format is unknown, XP
Win32_NTEventlogFile.OverWritePolicy values: +WhenNeeded +OutDated +Never -0 -1..365 -4294967295, XP
Win32_NTLogEvent.Type values: -1 -2 -4 -8 -16, XP
Win32_StartupCommand.Location values: -Startup -Common Startup -HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run
  -HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\RunServices, XP
`,
    'codes that came after Windows XP, or that its dump does not have': `
Win32_ProcessStartup.CreateFlags values: +24, XP
Win32_OperatingSystem.SuiteMask values: +13 +14, XP
Win32_ComputerSystem.JoinDomainOrWorkgroup() values: +5 +87 +110 +1323 +1326 +1355 +2224 +2691 +2692, XP
CIM_Processor.Family values: +20 +21 +24 +30 +31 +37 +38 +39 +40 +41 +42 +43 +49 +50 +51 +52 +53 +54 +55 +56 +57 +58
  +59 +60 +65 +66 +67 +68 +69 +81 +82 +83 +84 +85 +86 +87 +88 +107 +120 +121 +122 +130 +133 +134 +135 +136 +137 +138
  +139 +140 +141 +142 +143 +145 +146 +147 +148 +149 +150 +161 +162 +163 +164 +165 +166 +167 +168 +169 +170 +171 +172
  +173 +174 +175 +177 +178 +179 +181 +182 +183 +184 +186 +187 +188 +189 +190 +191 +192 +193 +194 +195 +196 +197 +198
  +199 +201 +202 +205 +206 +207 +210 +211 +212 +213 +214 +215 +216 +217 +218 +219 +221 +222 +223 +224 +230 +231 +232
  +233 +234 +235 +236 +237 +238 +239 +256 +257 +258 +350 +500, XP
CIM_Processor.UpgradeMethod values: +13 +14 +15 +16 +17 +18, XP
Win32_Processor.Architecture values: +5 +9 +12, XP
Win32_NetworkAdapter.NetConnectionStatus values: +11 +12 +.., XP
Win32_NetworkAdapterConfiguration.EnableStatic() values: +2147786788, XP
Win32_ClassicCOMClassSetting.ThreadingModel values: +.., XP
CIM_Printer.LanguagesSupported values: +48 +49 +50, XP
Win32_PrinterDriver.Version values: +4, XP
Win32_PrinterDriver.AddPrinterDriver() values: +87, XP
CIM_Chassis.ChassisTypes values: +25 +26 +27 +28 +29 +30 +31 +32 +33 +34 +35 +36, XP
Win32_LogonSession.LogonType values: +0 +6 +10 +11 +12 +13, XP
Win32_CDROMDrive.FileSystemFlagsEx values: +19, XP
Win32_OSRecoveryConfiguration.DebugInfoType values: +7, XP
`,
    'the reference has properties that no Windows has': `
Win32_DiskPartition.AdditionalAvailability: none, docs: unit16
Win32_DiskPartition.IdentifyingDescriptions: none, docs: string[]
Win32_DiskPartition.MaxQuiesceTime: none, docs: uint64
Win32_DiskPartition.OtherIdentifyingInfo: none, docs: uint64
Win32_DiskPartition.PowerOnHours: none, docs: uint64
Win32_DiskPartition.TotalPowerOnHours: none, docs: uint64
`,
    'the reference has a property of Win32_Battery': `
Win32_PortableBattery.ExpectedBatteryLife: none, docs: uint32
`,
    'there is no class Win32_LogicalElement, on any Windows': `
Win32_SessionResource.Antecedent: CIM_LogicalElement ref, XP: Win32_LogicalElement ref
Win32_SessionResource.Antecedent: CIM_LogicalElement ref, docs: Win32_LogicalElement ref
`,
    'the reference has the classes of the superclass': `
Win32_PrinterSetting.Setting: Win32_PrinterConfiguration ref, docs: CIM_Setting ref
Win32_PrinterSetting.Element: Win32_Printer ref, docs: CIM_LogicalDevice ref
`,
    'the reference has another letter case than Windows': `
Win32_NetworkAdapter.AdapterTypeId name: .AdapterTypeId, docs: .AdapterTypeID
`,
  },
};
