import {
  type CimClass,
  type CimMethod,
  type CimProperty,
  type CimQualifier,
  DEFAULT_FLAVOR,
  type SchemaValue,
} from './cim-class.js';
import { CIM_TYPES } from './cim-type.js';

/** A class without its namespace: every namespace has the same system classes. */
type Declaration = Omit<CimClass, 'namespace'>;

/**
 * The system classes in short, superclasses first: their properties are those of Microsoft's reference of the WMI
 * system classes, and of the dumps that WMI's own tools write.
 *
 * Microsoft's reference has __ACE as the class of Owner and Group of a security descriptor. What WMI gives and takes
 * there are trustees.
 */
const DECLARATIONS = `
abstract __SystemClass
abstract __IndicationRelated : __SystemClass
abstract __Event : __IndicationRelated = uint8[] SECURITY_DESCRIPTOR; uint64 TIME_CREATED
__ExtrinsicEvent : __Event
__InstanceOperationEvent : __Event = object TargetInstance
__InstanceCreationEvent : __InstanceOperationEvent
__InstanceModificationEvent : __InstanceOperationEvent = object PreviousInstance
__InstanceDeletionEvent : __InstanceOperationEvent
__MethodInvocationEvent : __InstanceOperationEvent = string Method; boolean PreCall; object Parameters
__ClassOperationEvent : __Event = object TargetClass
__ClassCreationEvent : __ClassOperationEvent
__ClassModificationEvent : __ClassOperationEvent = object PreviousClass
__ClassDeletionEvent : __ClassOperationEvent
__NamespaceOperationEvent : __Event = __NAMESPACE TargetNamespace
__NamespaceCreationEvent : __NamespaceOperationEvent
__NamespaceModificationEvent : __NamespaceOperationEvent = __NAMESPACE PreviousNamespace
__NamespaceDeletionEvent : __NamespaceOperationEvent
__TimerEvent : __Event = string TimerId; uint32 NumFirings
__AggregateEvent : __IndicationRelated = uint32 NumberOfEvents; object Representative
__SystemEvent : __ExtrinsicEvent
__EventDroppedEvent : __SystemEvent = __Event Event; ref __EventConsumer IntendedConsumer
__ConsumerFailureEvent : __EventDroppedEvent =
  uint32 ErrorCode; string ErrorDescription; __ExtendedStatus ErrorObject
__QOSFailureEvent : __EventDroppedEvent = uint32 ErrorCode; string ErrorDescription
__EventQueueOverflowEvent : __EventDroppedEvent = uint32 CurrentQueueSize

abstract __EventConsumer : __IndicationRelated = string MachineName; uint32 MaximumQueueSize;
  uint8[] CreatorSID = [1,1,0,0,0,0,0,5,18,0,0,0]
__EventFilter : __IndicationRelated = key string Name; uint8[] CreatorSID = [1,1,0,0,0,0,0,5,18,0,0,0];
  string QueryLanguage; string Query; string EventNamespace; string EventAccess
association __FilterToConsumerBinding : __IndicationRelated =
  key ref __EventFilter Filter; key ref __EventConsumer Consumer; uint32 DeliveryQoS;
  boolean DeliverSynchronously = false; boolean MaintainSecurityContext = false; boolean SlowDownProviders = false;
  uint8[] CreatorSID = [1,1,0,0,0,0,0,5,18,0,0,0]
abstract __EventGenerator : __IndicationRelated
abstract __TimerInstruction : __EventGenerator = key string TimerId; boolean SkipIfPassed = false
__AbsoluteTimerInstruction : __TimerInstruction = datetime EventDateTime
__IntervalTimerInstruction : __TimerInstruction = uint32 IntervalBetweenEvents
__TimerNextFiring : __IndicationRelated = key string TimerId; sint64 NextEvent64BitTime

abstract __Provider : __SystemClass = key string Name
__Win32Provider : __Provider = string CLSID; string ClientLoadableCLSID; string DefaultMachineName;
  interval UnloadTimeout; boolean InitializeAsAdminFirst; uint32 Version; sint32 ImpersonationLevel = 0;
  sint32 InitializationReentrancy = 0; boolean PerUserInitialization = false; boolean PerLocaleInitialization = false;
  boolean Pure = true; string HostingModel; sint32 Concurrency; boolean SupportsSendStatus;
  boolean SupportsExplicitShutdown; boolean SupportsExtendedStatus; boolean SupportsThrottling;
  interval OperationTimeoutInterval; interval InitializationTimeoutInterval; boolean SupportsQuotas; boolean Enabled;
  boolean SupportsShutdown; string SecurityDescriptor
abstract __ProviderRegistration : __SystemClass = ref __Provider provider
__EventProviderRegistration : __ProviderRegistration = key ref __Provider provider; string[] EventQueryList
__EventConsumerProviderRegistration : __ProviderRegistration =
  key ref __Provider provider; string[] ConsumerClassNames
__MethodProviderRegistration : __ProviderRegistration = key ref __Provider provider
__PropertyProviderRegistration : __ProviderRegistration =
  key ref __Provider provider; boolean SupportsPut = false; boolean SupportsGet = false
abstract __ObjectProviderRegistration : __ProviderRegistration =
  boolean SupportsPut = false; boolean SupportsGet = false; boolean SupportsDelete = false;
  boolean SupportsEnumeration = false; string[] QuerySupportLevels; sint32 InteractionType = 0;
  boolean SupportsBatching; boolean SupportsTransactions
__InstanceProviderRegistration : __ObjectProviderRegistration = key ref __Provider provider
__ClassProviderRegistration : __ObjectProviderRegistration = key ref __Provider provider; uint32 Version;
  string[] ResultSetQueries; string[] ReferencedSetQueries; string[] UnsupportedQueries;
  interval CacheRefreshInterval; boolean PerUserSchema; boolean ReSynchroniseOnNamespaceOpen

abstract __SecurityRelatedClass
__NTLMUser9X : __SecurityRelatedClass =
  string Name; string Authority = "."; sint32 Flags; sint32 Mask; sint32 Type
__Trustee : __SecurityRelatedClass = uint64 TIME_CREATED; string Domain; string Name; uint8[] SID; uint32 SidLength;
  string SIDString
__ACE : __SecurityRelatedClass = uint64 TIME_CREATED; uint32 AccessMask; uint32 AceFlags; uint32 AceType;
  string GuidInheritedObjectType; string GuidObjectType; __Trustee Trustee
__SecurityDescriptor : __SecurityRelatedClass = uint64 TIME_CREATED; uint32 ControlFlags; __ACE[] DACL;
  __Trustee Group; __Trustee Owner; __ACE[] SACL
singleton __SystemSecurity

__NAMESPACE : __SystemClass = key string Name
singleton __thisNAMESPACE : __SystemClass = uint8[] SECURITY_DESCRIPTOR
abstract __PARAMETERS
abstract __NotifyStatus = uint32 StatusCode
__ExtendedStatus : __NotifyStatus = string ProviderName; string Operation; string ParameterInfo; string Description
abstract __CacheControl : __SystemClass
singleton __EventConsumerProviderCacheControl : __CacheControl = interval ClearAfter
singleton __EventProviderCacheControl : __CacheControl = interval ClearAfter
singleton __EventSinkCacheControl : __CacheControl = interval ClearAfter
singleton __ObjectProviderCacheControl : __CacheControl = interval ClearAfter
singleton __PropertyProviderCacheControl : __CacheControl = interval ClearAfter
singleton __ArbitratorConfiguration : __SystemClass = uint32 OutstandingTasksTotal; uint32 OutstandingTasksPerUser;
  uint32 TaskThreadsTotal; uint32 TaskThreadsPerUser; uint32 QuotaRetryCount; uint32 QuotaRetryWaitInterval;
  uint32 TotalUsers; uint32 TotalCacheMemoryPerTask; uint32 TotalCacheMemoryPerUser; uint32 TotalCacheMemory;
  uint32 TotalCacheDiskPerTask; uint32 TotalCacheDiskPerUser; uint32 TotalCacheDisk;
  uint32 TemporarySubscriptionsPerUser; uint32 PermanentSubscriptionsPerUser; uint32 PollingInstructionsPerUser;
  uint32 PollingMemoryPerUser; uint32 TemporarySubscriptionsTotal; uint32 PermanentSubscriptionsTotal;
  uint32 PollingInstructionsTotal; uint32 PollingMemoryTotal
singleton __ProviderHostQuotaConfiguration : __SystemClass = uint32 ThreadsPerHost; uint32 HandlesPerHost;
  uint32 ProcessLimitAllHosts; uint64 MemoryPerHost; uint64 MemoryAllHosts
singleton __CIMOMIdentification : __SystemClass = string SetupDateTime; string VersionCurrentlyRunning;
  string VersionUsedToCreateDB; string WorkingDirectory
singleton __AdapStatus : __SystemClass = datetime LastStartTime; datetime LastStopTime; uint32 Status
`;

/** The static methods of `__SystemSecurity`: name, direction and parameter. */
const SECURITY_METHODS = [
  ['GetSD', 'Out', 'uint8[] SD'],
  ['SetSD', 'In', 'uint8[] SD'],
  ['GetSecurityDescriptor', 'Out', '__SecurityDescriptor Descriptor'],
  ['SetSecurityDescriptor', 'In', '__SecurityDescriptor Descriptor'],
  ['Get9XUserList', 'Out', '__NTLMUser9X[] ul'],
  ['Set9XUserList', 'In', '__NTLMUser9X[] ul'],
  ['GetCallerAccessRights', 'Out', 'sint32 rights'],
] as const;

let declarations: readonly Declaration[] | undefined;

/**
 * WMI's system classes, superclasses first. Every namespace of WMI has them, although no MOF declares them: a class may
 * not be called so.
 */
export function systemClasses(namespace: string): readonly CimClass[] {
  declarations ??= DECLARATIONS.trim()
    .split(/\n+(?!\s)/)
    .map(readClass);
  return declarations.map((declaration) => ({ namespace, ...declaration }));
}

/** True for a name that only a system class may have. */
export function isSystemName(name: string): boolean {
  return name.startsWith('__');
}

const CLASS = /^(?:(?<mark>[a-z]+) )?(?<name>\w+)(?: : (?<superclass>\w+))?(?: =\s(?<properties>.*))?$/s;
const PROPERTY = /^(?<key>key )?(?<ref>ref )?(?<type>\w+)(?<array>\[\])? (?<name>\w+)(?: = (?<value>.*))?$/;

function readClass(text: string): Declaration {
  const { mark, name = '', superclass = null, properties } = CLASS.exec(text)?.groups ?? {};
  return {
    name,
    superclass,
    qualifiers: mark === undefined ? [] : [qualifier(mark)],
    properties: properties?.split(';').map((property) => readProperty(property.trim())) ?? [],
    methods: name === '__SystemSecurity' ? SECURITY_METHODS.map(readMethod) : [],
  };
}

function readProperty(text: string): CimProperty {
  const { key, ref, type = '', array, name = '', value } = PROPERTY.exec(text)?.groups ?? {};
  return {
    name,
    ...propertyType(type, ref !== undefined),
    array: array !== undefined,
    ...(value === undefined ? {} : { defaultValue: JSON.parse(value) as SchemaValue }),
    qualifiers: [...(key === undefined ? [] : [qualifier('key')]), ...(type === 'interval' ? [INTERVAL] : [])],
  };
}

function propertyType(word: string, isReference: boolean): Pick<CimProperty, 'type' | 'className'> {
  if (isReference) return { type: 'reference', className: word };
  if (word === 'interval') return { type: 'datetime' };
  if (word === 'object') return { type: 'instance' };
  const type = CIM_TYPES.find((known) => known === word);
  return type === undefined ? { type: 'instance', className: word } : { type };
}

function readMethod([name, direction, parameter]: (typeof SECURITY_METHODS)[number]): CimMethod {
  const parameters = [{ ...readProperty(parameter), qualifiers: [qualifier(direction)] }];
  return { name, returnType: 'uint32', parameters, qualifiers: [qualifier('Static')] };
}

const INTERVAL: CimQualifier = {
  name: 'SubType',
  type: 'string',
  array: false,
  value: 'interval',
  flavor: DEFAULT_FLAVOR,
};

/** A boolean qualifier with the flavor that DSP0004 gives it. */
function qualifier(word: string): CimQualifier {
  const name = word.replace(/^[a-z]/, (first) => first.toUpperCase());
  const flavor = {
    ...DEFAULT_FLAVOR,
    overridable: name === 'Abstract' || name === 'Singleton',
    toSubclass: name !== 'Abstract',
  };
  return { name, type: 'boolean', array: false, value: true, flavor };
}
