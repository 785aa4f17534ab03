/** The outcome of a comparison of bundled classes with the facts in `../shared/corpora`. */
export interface Comparison {
  /** How many classes the facts have. */
  readonly found: number;
  /** How many of these have no difference. */
  readonly agreeing: number;
  readonly differing: number;
  /** The names of the other classes, by the reason why there are no facts. */
  readonly notFound: Readonly<Record<string, string>>;
  /** The differences by their reason: `Class.Element: bundled, source: fact`, one a line. Indented lines go on. */
  readonly differences: Readonly<Record<string, string>>;
}

/** Of a namespace that nobody has compared yet. */
export const NOTHING: Comparison = { found: 0, agreeing: 0, differing: 0, notFound: {}, differences: {} };

/** The record of each namespace. XP is a dump of Windows XP; docs are the syntax blocks of Microsoft's reference. */
export const EXPECTED: Readonly<Record<string, Comparison>> = {
  'root/cimv2': {
    found: 68,
    agreeing: 48,
    differing: 20,
    notFound: {
      'newer than Windows XP, and the reference has no syntax block of them: from listings of Windows and from tables':
        'CIM_StorageVolume Win32_DefragAnalysis Win32_Volume',
    },
    differences: {
      'Windows Vista and later have another superclass, which has the same properties': `
Win32_Trustee superclass: __Trustee, XP: Win32_MethodParameterClass
Win32_ACE superclass: __ACE, XP: Win32_MethodParameterClass
Win32_SecurityDescriptor superclass: __SecurityDescriptor, XP: Win32_MethodParameterClass
`,
      'Windows Vista and later have it': `
Win32_Process.GetAvailableVirtualSize(): uint32, unknown
Win32_Service.GetSecurityDescriptor(): uint32, unknown
Win32_Service.SetSecurityDescriptor(): uint32, unknown
Win32_OperatingSystem Singleton: true, XP: false
Win32_OperatingSystem.Win32ShutdownTracker(): uint32, unknown
Win32_NetworkAdapter.Enable(): uint32, unknown
Win32_NetworkAdapter.Disable(): uint32, unknown
StdRegProv.SetQWORDValue(): uint32, unknown
StdRegProv.GetQWORDValue(): uint32, unknown
StdRegProv.SetSecurityDescriptor(): uint32, unknown
StdRegProv.GetSecurityDescriptor(): uint32, unknown
`,
      'Windows Vista and later no longer have it': `
Win32_OperatingSystem.QuantumLength: none, XP: uint8
Win32_OperatingSystem.QuantumType: none, XP: uint8
Win32_OperatingSystem.QuantumLength: none, docs: uint8
Win32_OperatingSystem.QuantumType: none, docs: uint8
`,
      'the connection can be renamed since Windows Vista': `
Win32_NetworkAdapter.NetConnectionID Write: true, XP: false
`,
      'whoever builds a descriptor must set it': `
Win32_SecurityDescriptor.ControlFlags Write: true, XP: false
`,
      'values that came after Windows XP, or that the reference alone has': `
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
`,
      'the parameter has eight bits': `
Win32_BaseService.Create(ServiceType) values: -8, XP
Win32_BaseService.Change(ServiceType) values: -8, XP
`,
      'the property has names in place of codes, of which there are more by now': `
Win32_ComputerSystem.SystemType values: -X86-based PC -MIPS-based PC -Alpha-based PC -Power PC -SH-x PC
  -StrongARM PC -64-bit Intel PC -64-bit Alpha PC -Unknown -X86-Nec98 PC, XP
Win32_DiskDrive.MediaType values: -Removable media other than floppy -Fixed hard disk media -Format is unknown, XP
Win32_NTEventlogFile.OverWritePolicy values: +WhenNeeded +OutDated +Never -0 -1..365 -4294967295, XP
Win32_NTLogEvent.Type values: -1 -2 -4 -8 -16, XP
`,
      'the reference has properties of another CIM class, which no Windows has': `
Win32_DiskPartition.AdditionalAvailability: none, docs: unit16
Win32_DiskPartition.IdentifyingDescriptions: none, docs: string[]
Win32_DiskPartition.MaxQuiesceTime: none, docs: uint64
Win32_DiskPartition.OtherIdentifyingInfo: none, docs: uint64
Win32_DiskPartition.PowerOnHours: none, docs: uint64
Win32_DiskPartition.TotalPowerOnHours: none, docs: uint64
`,
      'the reference has another letter case than Windows': `
__Trustee.SIDString name: .SIDString, docs: .SidString
Win32_NetworkAdapter.AdapterTypeId name: .AdapterTypeId, docs: .AdapterTypeID
`,
      'the reference leaves out the superclass': `
__Trustee superclass: __SecurityRelatedClass, docs: none
__SecurityDescriptor superclass: __SecurityRelatedClass, docs: none
`,
      'the reference has names without types': `
__ACE.AccessMask: uint32, unknown
__ACE.AceFlags: uint32, unknown
__ACE.AceType: uint32, unknown
__ACE.GuidInheritedObjectType: string, unknown
__ACE.GuidObjectType: string, unknown
`,
      'the reference has entries in place of trustees, and one of them where there is a list': `
__SecurityDescriptor.Group: __Trustee, docs: __ACE
__SecurityDescriptor.Owner: __Trustee, docs: __ACE
__SecurityDescriptor.SACL: __ACE[], docs: __ACE
`,
    },
  },
};

/** The record of WMI's system classes, as they are in every namespace. */
export const SYSTEM_CLASSES: Comparison = {
  found: 62,
  agreeing: 50,
  differing: 12,
  notFound: { 'in the root namespace alone, without documentation: from listings of Windows': '__AdapStatus' },
  differences: {
    'the reference does not say which class it is': `
__ConsumerFailureEvent.ErrorObject: __ExtendedStatus, docs: object
__ConsumerFailureEvent.Event: __Event, docs: object
__EventQueueOverflowEvent.Event: __Event, docs: object
`,
    'the reference has the class of parameters, of which a call has one without that name': `
__MethodInvocationEvent.Parameters: object, docs: __Parameters
`,
    'the class table leaves out names of values': `
__ObjectProviderRegistration.QuerySupportLevels values: -WQL:UnarySelect -WQL:References -WQL:Associators
  -WQL:V1ProviderDefined, XP
`,
    'the reference has a letter too many': `
__ClassProviderRegistration.SuppportsBatching: none, docs: boolean
`,
    'the reference has another letter case than Windows': `
__Trustee.SIDString name: .SIDString, docs: .SidString
`,
    'the reference leaves out the superclass, or two characters of its name': `
__Trustee superclass: __SecurityRelatedClass, docs: none
__SecurityDescriptor superclass: __SecurityRelatedClass, docs: none
__EventConsumerProviderCacheControl superclass: __CacheControl, docs: CacheControl
__EventSinkCacheControl superclass: __CacheControl, docs: CacheControl
__PropertyProviderCacheControl superclass: __CacheControl, docs: none
`,
    'the reference has names without types': `
__ACE.AccessMask: uint32, unknown
__ACE.AceFlags: uint32, unknown
__ACE.AceType: uint32, unknown
__ACE.GuidInheritedObjectType: string, unknown
__ACE.GuidObjectType: string, unknown
`,
    'the reference has entries in place of trustees, and one of them where there is a list': `
__SecurityDescriptor.Group: __Trustee, docs: __ACE
__SecurityDescriptor.Owner: __Trustee, docs: __ACE
__SecurityDescriptor.SACL: __ACE[], docs: __ACE
`,
    'Windows Vista and later have it': `
__SystemSecurity.GetSecurityDescriptor(): uint32, unknown
__SystemSecurity.SetSecurityDescriptor(): uint32, unknown
`,
  },
};
