import type { Comparison } from './compare-facts.js';
import { ROOT_CIMV2 } from './expected-bundled-cimv2.js';
import { ROOT_STANDARDCIMV2 } from './expected-bundled-standardcimv2.js';
import { ROOT_VIRTUALIZATION_V2 } from './expected-bundled-virtualization.js';

/** What comes of comparing the classes of each bundled namespace with facts, but for WMI's system classes. */
export const EXPECTED: Readonly<Record<string, Comparison>> = {
  'root/cimv2': ROOT_CIMV2,
  'root/default': {
    found: 8,
    foundIn: { docs: 8 },
    facts: 346,
    agreeing: 3,
    differing: 5,
    unseenMethods: 5,
    notFound: {
      'the reference has no syntax block in the corpora: from its pages': `
RegistryEvent RegistryTreeChangeEvent RegistryKeyChangeEvent RegistryValueChangeEvent
`,
    },
    differences: {
      'newer than the source, and on Windows Server': `
StdRegProv.SetQWORDValue(): uint32, unknown
StdRegProv.GetQWORDValue(): uint32, unknown
StdRegProv.SetSecurityDescriptor(): uint32, unknown
StdRegProv.GetSecurityDescriptor(): uint32, unknown
`,
      'the reference has another letter case than Windows': `
ActiveScriptEventConsumer.ScriptFilename name: .ScriptFilename, docs: .ScriptFileName
NTEventLogEventConsumer.NameOfUserSIDProperty name: .NameOfUserSIDProperty, docs: .NameOfUserSidProperty
`,
      'the reference has a letter too many': `
CommandLineEventConsumer.FillAttributes: none, docs: uint32
`,
      'the reference leaves out the key': `
SystemRestoreConfig.MyKey: string, unknown
`,
    },
  },
  'root/microsoft/windows/storage': {
    found: 0,
    foundIn: {},
    facts: 0,
    agreeing: 0,
    differing: 0,
    unseenMethods: 0,
    notFound: {
      'the corpora have no page of this reference: from its pages elsewhere and listings of Windows Server': `
CIM_Error MSFT_StorageExtendedStatus MSFT_StorageObject MSFT_StorageFaultDomain MSFT_StorageJobOutParams MSFT_StorageJob
MSFT_StorageDiagnoseResult MSFT_HealthAction MSFT_StorageReliabilityCounter MSFT_StorageSetting MSFT_Disk
MSFT_Partition MSFT_DiskImage MSFT_Volume MSFT_DedupProperties MSFT_PhysicalExtent MSFT_PhysicalDisk
MSFT_StorageEnclosure MSFT_StorageNode MSFT_StoragePool MSFT_ResiliencySetting MSFT_StorageTier MSFT_VirtualDisk
MSFT_MaskingSet MSFT_InitiatorId MSFT_StorageProvider MSFT_StorageSubSystem MSFT_ReplicaPeer MSFT_ReplicationSettings
MSFT_Synchronized MSFT_ReplicationGroup MSFT_FileServer MSFT_FileShareAccessControlEntry MSFT_FileShare
MSFT_DiskToPartition MSFT_PartitionToVolume MSFT_DiskImageToVolume MSFT_DiskToStorageReliabilityCounter
MSFT_PhysicalDiskToStorageReliabilityCounter MSFT_VirtualDiskToDisk MSFT_VirtualDiskToPhysicalDisk
MSFT_VirtualDiskToStorageTier MSFT_StoragePoolToPhysicalDisk MSFT_StoragePoolToVirtualDisk MSFT_StoragePoolToVolume
MSFT_StoragePoolToResiliencySetting MSFT_StoragePoolToStorageTier MSFT_StorageProviderToStorageSubSystem
MSFT_StorageSubSystemToDisk MSFT_StorageSubSystemToPartition MSFT_StorageSubSystemToVolume
MSFT_StorageSubSystemToPhysicalDisk MSFT_StorageSubSystemToStoragePool MSFT_StorageSubSystemToVirtualDisk
MSFT_StorageSubSystemToStorageNode MSFT_StorageSubSystemToStorageEnclosure MSFT_StorageNodeToDisk
MSFT_StorageNodeToPhysicalDisk MSFT_StorageEnclosureToPhysicalDisk MSFT_StorageJobToAffectedStorageObject
MSFT_FileServerToFileShare MSFT_VolumeToFileShare MSFT_StorageEvent MSFT_StorageArrivalEvent
MSFT_StorageDepartureEvent MSFT_StorageModificationEvent MSFT_StorageAlertEvent MSFT_StorageFaultEvent
MSFT_StorageHealthStatusChangeEvent
`,
    },
    differences: {},
  },
  'root/standardcimv2': ROOT_STANDARDCIMV2,
  'root/subscription': {
    found: 5,
    foundIn: { docs: 5 },
    facts: 145,
    agreeing: 2,
    differing: 3,
    unseenMethods: 0,
    notFound: {},
    differences: {
      'the reference has another letter case than Windows': `
ActiveScriptEventConsumer.ScriptFilename name: .ScriptFilename, docs: .ScriptFileName
NTEventLogEventConsumer.NameOfUserSIDProperty name: .NameOfUserSIDProperty, docs: .NameOfUserSidProperty
`,
      'the reference has a letter too many': `
CommandLineEventConsumer.FillAttributes: none, docs: uint32
`,
    },
  },
  'root/virtualization/v2': ROOT_VIRTUALIZATION_V2,
};

/** The same for WMI's system classes, which are alike in all namespaces. */
export const SYSTEM_CLASSES: Comparison = {
  found: 62,
  foundIn: { XP: 50, docs: 60 },
  facts: 1195,
  agreeing: 50,
  differing: 12,
  unseenMethods: 0,
  notFound: {
    'in one namespace alone and without documentation: from listings of Windows': `
__AdapStatus
`,
  },
  differences: {
    'newer than the source, and on Windows Server': `
__SystemSecurity.GetSecurityDescriptor(): uint32, unknown
__SystemSecurity.SetSecurityDescriptor(): uint32, unknown
`,
    'the reference does not say which class it is': `
__ConsumerFailureEvent.ErrorObject: __ExtendedStatus, docs: object
__ConsumerFailureEvent.Event: __Event, docs: object
__EventQueueOverflowEvent.Event: __Event, docs: object
`,
    'Windows leaves the class open': `
__MethodInvocationEvent.Parameters: object, docs: __Parameters
`,
    'the system classes have no names of values': `
__ObjectProviderRegistration.QuerySupportLevels values: -WQL:UnarySelect -WQL:References -WQL:Associators
  -WQL:V1ProviderDefined, XP
`,
    'the reference has a letter too many': `
__ClassProviderRegistration.SuppportsBatching: none, docs: boolean
`,
    'the reference has another letter case than Windows': `
__Trustee.SIDString name: .SIDString, docs: .SidString
`,
    'the reference leaves out the superclass, or two characters of it': `
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
    'the reference has entries in place of trustees, and one where there is a list': `
__SecurityDescriptor.Group: __Trustee, docs: __ACE
__SecurityDescriptor.Owner: __Trustee, docs: __ACE
__SecurityDescriptor.SACL: __ACE[], docs: __ACE
`,
  },
};
