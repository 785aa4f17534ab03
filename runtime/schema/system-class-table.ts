/**
 * WMI's system classes in short, superclasses first, each member on a line of its own, with what it means after `--`.
 * They are those of Microsoft's reference of the WMI system classes, and of the dumps that WMI's own tools write. Names
 * of values are left out.
 *
 * Microsoft's reference has __ACE as the class of Owner and Group of a security descriptor. What WMI gives and takes
 * there are trustees.
 */
export const SYSTEM_CLASS_TABLE = `
abstract __SystemClass -- Base of the classes that WMI itself has.
abstract __IndicationRelated : __SystemClass -- Base of events, and of what subscribes to them.
abstract __Event : __IndicationRelated -- Base of events.
  uint8[] SECURITY_DESCRIPTOR -- Who may get the event, as a security descriptor in binary form; null means everybody.
  uint64 TIME_CREATED -- When the event happened, in units of 100 ns since 1601.
__ExtrinsicEvent : __Event -- Base of events that providers define and send by themselves.
__InstanceOperationEvent : __Event -- Something happened to an instance.
  object TargetInstance -- The instance; after a change, as it is now.
__InstanceCreationEvent : __InstanceOperationEvent -- An instance has been created.
__InstanceModificationEvent : __InstanceOperationEvent -- An instance has changed.
  object PreviousInstance -- The instance as it was.
__InstanceDeletionEvent : __InstanceOperationEvent -- An instance has gone.
__MethodInvocationEvent : __InstanceOperationEvent -- A method of an instance is called.
  string Method -- Name of the method.
  boolean PreCall -- True before the call, false after it.
  object Parameters -- In-parameters before the call, out-parameters after it.
__ClassOperationEvent : __Event -- Something happened to a class.
  object TargetClass -- The class; after a change, as it is now.
__ClassCreationEvent : __ClassOperationEvent -- A class has been created.
__ClassModificationEvent : __ClassOperationEvent -- A class has changed.
  object PreviousClass -- The class as it was.
__ClassDeletionEvent : __ClassOperationEvent -- A class has gone.
__NamespaceOperationEvent : __Event -- Something happened to a namespace.
  __NAMESPACE TargetNamespace -- The namespace; after a change, as it is now.
__NamespaceCreationEvent : __NamespaceOperationEvent -- A namespace has been created.
__NamespaceModificationEvent : __NamespaceOperationEvent -- A namespace has changed.
  __NAMESPACE PreviousNamespace -- The namespace as it was.
__NamespaceDeletionEvent : __NamespaceOperationEvent -- A namespace has gone.
__TimerEvent : __Event -- A timer has fired.
  string TimerId -- The timer, as __TimerInstruction.TimerId.
  uint32 NumFirings -- How often it has fired; more than once when events could not be sent in time.
__AggregateEvent : __IndicationRelated -- Several events as one, which a query with GROUP gives.
  uint32 NumberOfEvents
  object Representative -- One of the events.
__SystemEvent : __ExtrinsicEvent -- Base of events about events that WMI could not send.
__EventDroppedEvent : __SystemEvent -- An event did not reach its consumer.
  __Event Event -- The event.
  ref __EventConsumer IntendedConsumer -- The consumer.
__ConsumerFailureEvent : __EventDroppedEvent -- A consumer failed when it got an event.
  uint32 ErrorCode -- The error, as an HRESULT.
  string ErrorDescription
  __ExtendedStatus ErrorObject -- More about the error, where the consumer tells it.
__QOSFailureEvent : __EventDroppedEvent -- An event could not be delivered in the way that its binding asks for.
  uint32 ErrorCode -- The error, as an HRESULT.
  string ErrorDescription
__EventQueueOverflowEvent : __EventDroppedEvent -- An event found the queue of its consumer full.
  uint32 CurrentQueueSize -- Size of the queue, in bytes.

abstract __EventConsumer : __IndicationRelated -- Base of what handles events as long as WMI runs.
  string MachineName -- Computer that handles the events; null means this one.
  uint32 MaximumQueueSize -- How many bytes of events may wait.
  uint8[] CreatorSID = [1,1,0,0,0,0,0,5,18,0,0,0] -- Who has created the consumer; WMI sets it.
__EventFilter : __IndicationRelated -- The events that a permanent subscription is about.
  key string Name
  uint8[] CreatorSID = [1,1,0,0,0,0,0,5,18,0,0,0] -- Who has created the filter; WMI sets it.
  string QueryLanguage -- Always WQL.
  string Query -- The query, for example SELECT * FROM Win32_ProcessStartTrace.
  string EventNamespace -- Namespace of the events; null means the one of the filter.
  string EventAccess -- Who may send the events, in the security descriptor language (SDDL); null means everybody.
association __FilterToConsumerBinding : __IndicationRelated -- A permanent subscription: a consumer gets events.
  key ref __EventFilter Filter -- The events.
  key ref __EventConsumer Consumer -- What handles them.
  uint32 DeliveryQoS -- How events are delivered: 0 one after another, 1 without waiting for the consumer.
  boolean DeliverSynchronously = false -- Overrides DeliveryQoS, which takes its place.
  boolean MaintainSecurityContext = false -- True when the consumer runs as who sent the event.
  boolean SlowDownProviders = false -- True when providers wait for a consumer that is slow.
  uint8[] CreatorSID = [1,1,0,0,0,0,0,5,18,0,0,0] -- Who has created the binding; WMI sets it.
abstract __EventGenerator : __IndicationRelated -- Base of what makes WMI itself send events.
abstract __TimerInstruction : __EventGenerator -- Makes WMI send events of the class __TimerEvent.
  key string TimerId -- Name of the timer.
  boolean SkipIfPassed = false -- True when events whose time passed while WMI did not run are left out.
__AbsoluteTimerInstruction : __TimerInstruction -- A timer that fires once.
  datetime EventDateTime -- When it fires.
__IntervalTimerInstruction : __TimerInstruction -- A timer that fires again and again.
  uint32 IntervalBetweenEvents -- Time from one event to the next, in milliseconds.
__TimerNextFiring : __IndicationRelated -- When a timer fires next; for WMI's own use.
  key string TimerId -- Name of the timer.
  sint64 NextEvent64BitTime

abstract __Provider : __SystemClass -- Base of what makes a provider known to WMI.
  key string Name -- Name of the provider.
__Win32Provider : __Provider -- A provider: a COM object from which WMI gets classes, instances, methods or events.
  string CLSID -- Class identifier of the COM object, a GUID in braces.
  string ClientLoadableCLSID -- Class identifier of what a client on the same computer loads in its place.
  string DefaultMachineName -- Computer on which the provider runs; null means this one.
  interval UnloadTimeout -- Not used: a value that counts for all providers is in the root.
  boolean InitializeAsAdminFirst
  uint32 Version -- 1, or 2 for stricter checks of the registration.
  sint32 ImpersonationLevel = 0
  sint32 InitializationReentrancy = 0 -- What is initialised one at a time: 0 all, 1 those of a namespace, 2 none.
  boolean PerUserInitialization = false -- True when each user needs an initialisation of its own.
  boolean PerLocaleInitialization = false -- True when each locale needs an initialisation of its own.
  boolean Pure = true -- True when the provider stops once WMI needs it no longer; false when it also is a client.
  string HostingModel -- In which process and as which account the provider runs, such as NetworkServiceHost.
  sint32 Concurrency
  boolean SupportsSendStatus
  boolean SupportsExplicitShutdown
  boolean SupportsExtendedStatus
  boolean SupportsThrottling
  interval OperationTimeoutInterval
  interval InitializationTimeoutInterval
  boolean SupportsQuotas
  boolean Enabled -- False when the provider is not to be used.
  boolean SupportsShutdown
  string SecurityDescriptor -- Who may register a decoupled provider, in the security descriptor language (SDDL).
abstract __ProviderRegistration : __SystemClass -- Base of what says what a provider has.
  ref __Provider provider -- The provider.
__EventProviderRegistration : __ProviderRegistration -- Which events a provider has.
  key ref __Provider provider -- The provider.
  string[] EventQueryList -- Queries that describe the events.
__EventConsumerProviderRegistration : __ProviderRegistration -- Which consumers of events a provider has.
  key ref __Provider provider -- The provider.
  string[] ConsumerClassNames -- Classes of the consumers, which derive from __EventConsumer.
__MethodProviderRegistration : __ProviderRegistration -- The provider has methods.
  key ref __Provider provider -- The provider.
__PropertyProviderRegistration : __ProviderRegistration -- The provider has values of properties.
  key ref __Provider provider -- The provider.
  boolean SupportsPut = false -- True when it can change them.
  boolean SupportsGet = false -- True when it can read them.
abstract __ObjectProviderRegistration : __ProviderRegistration -- Base for providers of classes and of instances.
  boolean SupportsPut = false -- True when the provider can create and change objects.
  boolean SupportsGet = false -- True when the provider can read one object.
  boolean SupportsDelete = false -- True when the provider can delete objects.
  boolean SupportsEnumeration = false -- True when the provider can list objects.
  string[] QuerySupportLevels -- Which queries the provider answers itself, for example WQL:UnarySelect.
  sint32 InteractionType = 0 -- 0 when the provider is asked, 1 or 2 when it stores objects in the repository.
  boolean SupportsBatching
  boolean SupportsTransactions
__InstanceProviderRegistration : __ObjectProviderRegistration -- The provider has instances.
  key ref __Provider provider -- The provider.
__ClassProviderRegistration : __ObjectProviderRegistration -- The provider has classes.
  key ref __Provider provider -- The provider.
  uint32 Version
  string[] ResultSetQueries -- Queries that describe the classes.
  string[] ReferencedSetQueries -- Queries that describe the classes to which its associations refer.
  string[] UnsupportedQueries
  interval CacheRefreshInterval
  boolean PerUserSchema
  boolean ReSynchroniseOnNamespaceOpen

abstract __SecurityRelatedClass -- Base of the classes about security.
__NTLMUser9X : __SecurityRelatedClass -- What a user may do with a namespace, as Windows 98 had it.
  string Name -- Name of the user.
  string Authority = "." -- Domain of the user.
  sint32 Flags -- 2 when it also counts for namespaces below, else 0.
  sint32 Mask -- The rights.
  sint32 Type -- 0 when they are granted, 2 when they are denied.
__Trustee : __SecurityRelatedClass -- A user, a group or a logon session.
  uint64 TIME_CREATED -- When the instance was made, in units of 100 ns since 1601.
  string Domain -- Domain or computer of the account.
  string Name -- Name of the account.
  uint8[] SID -- Security identifier in binary form.
  uint32 SidLength -- Length of SID, in bytes.
  string SIDString -- Security identifier as text, for example S-1-1-0.
__ACE : __SecurityRelatedClass -- An access control entry: what one trustee may or may not do.
  uint64 TIME_CREATED -- When the instance was made, in units of 100 ns since 1601.
  uint32 AccessMask -- The rights.
  uint32 AceFlags -- Whether children inherit the entry, and what is audited.
  uint32 AceType -- 0 when the rights are granted, 1 when they are denied, 2 when their use is audited.
  string GuidInheritedObjectType -- Kind of object that inherits the entry.
  string GuidObjectType -- Kind of object that the entry is about.
  __Trustee Trustee -- Whom the entry is about.
__SecurityDescriptor : __SecurityRelatedClass -- Who owns an object and who may do what with it.
  uint64 TIME_CREATED -- When the instance was made, in units of 100 ns since 1601.
  uint32 ControlFlags -- Which parts there are, and how they came about.
  __ACE[] DACL -- Who may do what; null lets everybody do everything, an empty list nobody anything.
  __Trustee Group -- The primary group.
  __Trustee Owner
  __ACE[] SACL -- Whose access is logged.
singleton __SystemSecurity -- Who may do what with the namespace.
  method GetSD(out uint8[] SD) -- Reads the security descriptor of the namespace in binary form.
  method SetSD(in uint8[] SD) -- Sets the security descriptor of the namespace in binary form.
  method GetSecurityDescriptor(out __SecurityDescriptor Descriptor) -- Reads the security descriptor of the namespace.
  method SetSecurityDescriptor(in __SecurityDescriptor Descriptor) -- Sets the security descriptor of the namespace.
  method Get9XUserList(out __NTLMUser9X[] ul) -- Lists who may use the namespace; Windows 98 alone had it.
  method Set9XUserList(in __NTLMUser9X[] ul) -- Sets who may use the namespace; Windows 98 alone had it.
  method GetCallerAccessRights(out sint32 rights) -- Tells the rights that the caller has, bit by bit.

__NAMESPACE : __SystemClass -- A namespace in this one; create an instance to create a namespace.
  key string Name
singleton __thisNAMESPACE : __SystemClass -- The namespace itself.
  uint8[] SECURITY_DESCRIPTOR -- Who may do what with it, as a security descriptor in binary form.
abstract __PARAMETERS -- Base of the parameters of methods.
abstract __NotifyStatus -- Base of what providers tell of errors.
  uint32 StatusCode -- The provider's code; 0 is success.
__ExtendedStatus : __NotifyStatus -- What WMI tells of an error.
  string ProviderName -- Provider that failed.
  string Operation -- What was asked of it.
  string ParameterInfo -- With which parameters.
  string Description -- Text about the error.
abstract __CacheControl : __SystemClass -- Base of how long WMI keeps what it has loaded.
singleton __EventConsumerProviderCacheControl : __CacheControl -- How long WMI keeps providers of consumers.
  interval ClearAfter
singleton __EventProviderCacheControl : __CacheControl -- How long WMI keeps providers of events.
  interval ClearAfter
singleton __EventSinkCacheControl : __CacheControl -- How long WMI keeps consumers.
  interval ClearAfter
singleton __ObjectProviderCacheControl : __CacheControl -- How long WMI keeps providers of classes and instances.
  interval ClearAfter
singleton __PropertyProviderCacheControl : __CacheControl -- How long WMI keeps providers of properties.
  interval ClearAfter
singleton __ArbitratorConfiguration : __SystemClass -- What clients may use of WMI; in the root.
  uint32 OutstandingTasksTotal
  uint32 OutstandingTasksPerUser
  uint32 TaskThreadsTotal
  uint32 TaskThreadsPerUser
  uint32 QuotaRetryCount
  uint32 QuotaRetryWaitInterval
  uint32 TotalUsers
  uint32 TotalCacheMemoryPerTask
  uint32 TotalCacheMemoryPerUser
  uint32 TotalCacheMemory
  uint32 TotalCacheDiskPerTask
  uint32 TotalCacheDiskPerUser
  uint32 TotalCacheDisk
  uint32 TemporarySubscriptionsPerUser
  uint32 PermanentSubscriptionsPerUser
  uint32 PollingInstructionsPerUser -- How many queries with WITHIN a user may subscribe to.
  uint32 PollingMemoryPerUser -- Memory that these may use.
  uint32 TemporarySubscriptionsTotal
  uint32 PermanentSubscriptionsTotal
  uint32 PollingInstructionsTotal -- How many queries with WITHIN all users may subscribe to.
  uint32 PollingMemoryTotal -- Memory that these may use.
singleton __ProviderHostQuotaConfiguration : __SystemClass -- What processes of providers may use; in the root.
  uint32 ThreadsPerHost
  uint32 HandlesPerHost
  uint32 ProcessLimitAllHosts -- How many of the processes may run.
  uint64 MemoryPerHost -- Private memory of one process, in bytes.
  uint64 MemoryAllHosts -- Private memory of all of them, in bytes.
singleton __CIMOMIdentification : __SystemClass -- The WMI that is installed; in the root.
  string SetupDateTime -- When WMI was installed, or its repository made anew.
  string VersionCurrentlyRunning
  string VersionUsedToCreateDB -- Version that made the repository.
  string WorkingDirectory -- Folder of WMI.
singleton __AdapStatus : __SystemClass -- How the classes of performance counters were brought up to date.
  datetime LastStartTime
  datetime LastStopTime
  uint32 Status
`;
