/**
 * The function tables of the MI client ABI (MI.h). The members of a table stand in the order of the C structure, each
 * with its result, an `MI_Result` or nothing, and its parameters: pointers, `MI_Uint32` (enumerations too) and
 * `MI_Boolean`. The types of native calls are derived from these declarations: see `Arguments`.
 */

/** `MI_Application_InitializeV1(flags, applicationId, extendedError, application)`: the one exported function. */
export const INITIALIZE = {
  name: 'MI_Application_InitializeV1',
  signature: 'result(u32, ptr, ptr, ptr)',
} as const;

/** `MI_ApplicationFT`. */
export const APPLICATION = {
  Close: 'result(ptr)',
  NewSession: 'result(ptr, ptr, ptr, ptr, ptr, ptr, ptr)',
  NewHostedProvider: 'result(ptr, ptr, ptr, ptr, ptr, ptr)',
  NewInstance: 'result(ptr, ptr, ptr, ptr)',
  NewDestinationOptions: 'result(ptr, ptr)',
  NewOperationOptions: 'result(ptr, bool, ptr)',
  NewSubscriptionDeliveryOptions: 'result(ptr, u32, ptr)',
} as const;

/** `MI_SessionFT`. An operation takes session, flags, options, namespace, its own arguments, callbacks, operation. */
export const SESSION = {
  Close: 'result(ptr, ptr, ptr)',
  GetApplication: 'result(ptr, ptr)',
  GetInstance: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr)',
  ModifyInstance: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr)',
  CreateInstance: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr)',
  DeleteInstance: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr)',
  Invoke: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)',
  EnumerateInstances: 'void(ptr, u32, ptr, ptr, ptr, bool, ptr, ptr)',
  QueryInstances: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr, ptr)',
  AssociatorInstances: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, bool, ptr, ptr)',
  ReferenceInstances: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr, bool, ptr, ptr)',
  Subscribe: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr, ptr, ptr)',
  GetClass: 'void(ptr, u32, ptr, ptr, ptr, ptr, ptr)',
  EnumerateClasses: 'void(ptr, u32, ptr, ptr, ptr, bool, ptr, ptr)',
  TestConnection: 'void(ptr, u32, ptr, ptr)',
} as const;

/** `MI_OperationFT`. */
export const OPERATION = {
  Close: 'result(ptr)',
  Cancel: 'result(ptr, u32)',
  GetSession: 'result(ptr, ptr)',
  GetInstance: 'result(ptr, ptr, ptr, ptr, ptr, ptr)',
  GetIndication: 'result(ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)',
  GetClass: 'result(ptr, ptr, ptr, ptr, ptr, ptr)',
} as const;

/** `MI_InstanceFT`. */
export const INSTANCE = {
  Clone: 'result(ptr, ptr)',
  Destruct: 'result(ptr)',
  Delete: 'result(ptr)',
  IsA: 'result(ptr, ptr, ptr)',
  GetClassName: 'result(ptr, ptr)',
  SetNameSpace: 'result(ptr, ptr)',
  GetNameSpace: 'result(ptr, ptr)',
  GetElementCount: 'result(ptr, ptr)',
  AddElement: 'result(ptr, ptr, ptr, u32, u32)',
  SetElement: 'result(ptr, ptr, ptr, u32, u32)',
  SetElementAt: 'result(ptr, u32, ptr, u32, u32)',
  GetElement: 'result(ptr, ptr, ptr, ptr, ptr, ptr)',
  GetElementAt: 'result(ptr, u32, ptr, ptr, ptr, ptr)',
} as const;

/** `MI_ClassFT`. */
export const CLASS = {
  GetClassName: 'result(ptr, ptr)',
  GetNameSpace: 'result(ptr, ptr)',
  GetServerName: 'result(ptr, ptr)',
  GetElementCount: 'result(ptr, ptr)',
  GetElement: 'result(ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)',
  GetElementAt: 'result(ptr, u32, ptr, ptr, ptr, ptr, ptr, ptr, ptr)',
  GetClassQualifierSet: 'result(ptr, ptr)',
  GetMethodCount: 'result(ptr, ptr)',
  GetMethodAt: 'result(ptr, u32, ptr, ptr, ptr)',
  GetMethod: 'result(ptr, ptr, ptr, ptr, ptr)',
  GetParentClassName: 'result(ptr, ptr)',
  GetParentClass: 'result(ptr, ptr)',
  Delete: 'result(ptr)',
} as const;

/** `MI_ParameterSetFT`. */
export const PARAMETER_SET = {
  GetMethodReturnType: 'result(ptr, ptr, ptr)',
  GetParameterCount: 'result(ptr, ptr)',
  GetParameterAt: 'result(ptr, u32, ptr, ptr, ptr, ptr)',
} as const;

/** `MI_QualifierSetFT`. */
export const QUALIFIER_SET = {
  GetQualifierCount: 'result(ptr, ptr)',
  GetQualifierAt: 'result(ptr, u32, ptr, ptr, ptr, ptr)',
} as const;

/** `MI_DestinationOptionsFT`. */
export const DESTINATION_OPTIONS = {
  Delete: 'void(ptr)',
  SetString: 'result(ptr, ptr, ptr, u32)',
  SetNumber: 'result(ptr, ptr, u32, u32)',
  AddCredentials: 'result(ptr, ptr, ptr, u32)',
  GetString: 'result(ptr, ptr, ptr, ptr, ptr)',
  GetNumber: 'result(ptr, ptr, ptr, ptr, ptr)',
  GetOptionCount: 'result(ptr, ptr)',
  GetOptionAt: 'result(ptr, u32, ptr, ptr, ptr, ptr)',
  GetOption: 'result(ptr, ptr, ptr, ptr, ptr, ptr)',
  GetCredentialsCount: 'result(ptr, ptr)',
  GetCredentialsAt: 'result(ptr, u32, ptr, ptr, ptr)',
  GetCredentialsPasswordAt: 'result(ptr, u32, ptr, ptr, u32, ptr, ptr)',
  Clone: 'result(ptr, ptr)',
  SetInterval: 'result(ptr, ptr, ptr, u32)',
} as const;

/** `MI_OperationOptionsFT`. */
export const OPERATION_OPTIONS = {
  Delete: 'void(ptr)',
  SetString: 'result(ptr, ptr, ptr, u32)',
  SetNumber: 'result(ptr, ptr, u32, u32)',
  SetCustomOption: 'result(ptr, ptr, u32, ptr, bool, u32)',
  GetString: 'result(ptr, ptr, ptr, ptr, ptr)',
  GetNumber: 'result(ptr, ptr, ptr, ptr, ptr)',
  GetOptionCount: 'result(ptr, ptr)',
  GetOptionAt: 'result(ptr, u32, ptr, ptr, ptr, ptr)',
  GetOption: 'result(ptr, ptr, ptr, ptr, ptr, ptr)',
  GetEnabledChannels: 'result(ptr, ptr, ptr, u32, ptr, ptr)',
  Clone: 'result(ptr, ptr)',
  SetInterval: 'result(ptr, ptr, ptr, u32)',
} as const;

/** `MI_SubscriptionDeliveryOptionsFT`. */
export const SUBSCRIPTION_DELIVERY_OPTIONS = {
  SetString: 'result(ptr, ptr, ptr, u32)',
  SetNumber: 'result(ptr, ptr, u32, u32)',
  SetDateTime: 'result(ptr, ptr, ptr, u32)',
  SetInterval: 'result(ptr, ptr, ptr, u32)',
  AddCredentials: 'result(ptr, ptr, ptr, u32)',
  Delete: 'result(ptr)',
} as const;

/** The callbacks of an operation; the first two parameters are always the operation and the context. */
export const CALLBACKS = {
  promptUser: 'void(ptr, ptr, ptr, u32, ptr)',
  writeError: 'void(ptr, ptr, ptr, ptr)',
  writeMessage: 'void(ptr, ptr, u32, ptr)',
  writeProgress: 'void(ptr, ptr, ptr, ptr, ptr, u32, u32)',
  instanceResult: 'void(ptr, ptr, ptr, bool, u32, ptr, ptr, ptr)',
  indicationResult: 'void(ptr, ptr, ptr, ptr, ptr, bool, u32, ptr, ptr, ptr)',
  classResult: 'void(ptr, ptr, ptr, bool, u32, ptr, ptr, ptr)',
  streamedParameterResult: 'void(ptr, ptr, ptr, u32, ptr, ptr)',
} as const;

/** The callbacks of a session; the first two parameters are the application and the context. */
export const SESSION_CALLBACK_FUNCTIONS = {
  writeMessage: 'void(ptr, ptr, u32, ptr)',
  writeError: 'void(ptr, ptr, ptr)',
} as const;

/** The completion callback of `MI_Session_Close`. */
export const COMPLETION = 'void(ptr)';

/** Functions that callbacks receive as arguments: one acknowledges a result, the other answers a question. */
export const ACKNOWLEDGE = 'result(ptr)';
export const RESPOND = 'result(ptr, u32)';
