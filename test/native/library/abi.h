/*
 * The client ABI of Management Infrastructure (MI), version 1: handles, values, function tables.
 * Names and layouts are those of Microsoft's mi.h; the assertions hold for every 64-bit platform.
 */
#ifndef ABI_H
#define ABI_H

#include <stddef.h>
#include <stdint.h>

/* A character has 16 bits on Windows and 8 (UTF-8) elsewhere: T("text") is a literal of either. */
#if defined(_WIN32)
#include <wchar.h>
typedef wchar_t MI_Char;
#define T_WIDE(text) L##text
#define T(text) T_WIDE(text)
#define MI_CALL __cdecl
#define MI_EXPORT __declspec(dllexport)
#else
typedef char MI_Char;
#define T(text) text
#define MI_CALL
#define MI_EXPORT __attribute__((visibility("default")))
#endif

typedef uint8_t MI_Boolean;
typedef uint8_t MI_Uint8;
typedef int8_t MI_Sint8;
typedef uint16_t MI_Uint16;
typedef int16_t MI_Sint16;
typedef uint32_t MI_Uint32;
typedef int32_t MI_Sint32;
typedef uint64_t MI_Uint64;
typedef int64_t MI_Sint64;
typedef float MI_Real32;
typedef double MI_Real64;
typedef uint16_t MI_Char16;

#define MI_FALSE ((MI_Boolean)0)
#define MI_TRUE ((MI_Boolean)1)

typedef enum MI_Result {
  MI_RESULT_OK = 0,
  MI_RESULT_FAILED = 1,
  MI_RESULT_ACCESS_DENIED = 2,
  MI_RESULT_INVALID_NAMESPACE = 3,
  MI_RESULT_INVALID_PARAMETER = 4,
  MI_RESULT_INVALID_CLASS = 5,
  MI_RESULT_NOT_FOUND = 6,
  MI_RESULT_NOT_SUPPORTED = 7,
  MI_RESULT_CLASS_HAS_CHILDREN = 8,
  MI_RESULT_CLASS_HAS_INSTANCES = 9,
  MI_RESULT_INVALID_SUPERCLASS = 10,
  MI_RESULT_ALREADY_EXISTS = 11,
  MI_RESULT_NO_SUCH_PROPERTY = 12,
  MI_RESULT_TYPE_MISMATCH = 13,
  MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED = 14,
  MI_RESULT_INVALID_QUERY = 15,
  MI_RESULT_METHOD_NOT_AVAILABLE = 16,
  MI_RESULT_METHOD_NOT_FOUND = 17,
  MI_RESULT_NAMESPACE_NOT_EMPTY = 20,
  MI_RESULT_INVALID_ENUMERATION_CONTEXT = 21,
  MI_RESULT_INVALID_OPERATION_TIMEOUT = 22,
  MI_RESULT_PULL_HAS_BEEN_ABANDONED = 23,
  MI_RESULT_PULL_CANNOT_BE_ABANDONED = 24,
  MI_RESULT_FILTERED_ENUMERATION_NOT_SUPPORTED = 25,
  MI_RESULT_CONTINUATION_ON_ERROR_NOT_SUPPORTED = 26,
  MI_RESULT_SERVER_LIMITS_EXCEEDED = 27,
  MI_RESULT_SERVER_IS_SHUTTING_DOWN = 28,
} MI_Result;

typedef enum MI_Type {
  MI_BOOLEAN = 0,
  MI_UINT8 = 1,
  MI_SINT8 = 2,
  MI_UINT16 = 3,
  MI_SINT16 = 4,
  MI_UINT32 = 5,
  MI_SINT32 = 6,
  MI_UINT64 = 7,
  MI_SINT64 = 8,
  MI_REAL32 = 9,
  MI_REAL64 = 10,
  MI_CHAR16 = 11,
  MI_DATETIME = 12,
  MI_STRING = 13,
  MI_REFERENCE = 14,
  MI_INSTANCE = 15,
  MI_ARRAY = 16, /* or'ed with one of the above */
} MI_Type;

typedef enum MI_CancellationReason {
  MI_REASON_NONE = 0,
  MI_REASON_TIMEOUT = 1,
  MI_REASON_SHUTDOWN = 2,
  MI_REASON_SERVICESTOP = 3,
} MI_CancellationReason;

typedef enum MI_CallbackMode {
  MI_CALLBACKMODE_REPORT = 0,
  MI_CALLBACKMODE_INQUIRE = 1,
  MI_CALLBACKMODE_IGNORE = 2,
} MI_CallbackMode;

typedef enum MI_PromptType {
  MI_PROMPTTYPE_NORMAL = 0,
  MI_PROMPTTYPE_CRITICAL = 1,
} MI_PromptType;

typedef enum MI_ResponseType {
  MI_RESPONSE_NO = 0,
  MI_RESPONSE_YES = 1,
  MI_RESPONSE_NO_TO_ALL = 2,
  MI_RESPONSE_YES_TO_ALL = 3,
} MI_ResponseType;

typedef enum MI_SubscriptionDeliveryType {
  MI_SUBSCRIPTION_PULL = 1,
  MI_SUBSCRIPTION_PUSH = 2,
} MI_SubscriptionDeliveryType;

#define MI_WRITEMESSAGE_CHANNEL_WARNING 0
#define MI_WRITEMESSAGE_CHANNEL_VERBOSE 1
#define MI_WRITEMESSAGE_CHANNEL_DEBUG 2

#define MI_FLAG_CLASS (1u << 0)
#define MI_FLAG_METHOD (1u << 1)
#define MI_FLAG_PROPERTY (1u << 2)
#define MI_FLAG_PARAMETER (1u << 3)
#define MI_FLAG_ASSOCIATION (1u << 4)
#define MI_FLAG_INDICATION (1u << 5)
#define MI_FLAG_REFERENCE (1u << 6)
#define MI_FLAG_ENABLEOVERRIDE (1u << 7)
#define MI_FLAG_DISABLEOVERRIDE (1u << 8)
#define MI_FLAG_RESTRICTED (1u << 9)
#define MI_FLAG_TOSUBCLASS (1u << 10)
#define MI_FLAG_TRANSLATABLE (1u << 11)
#define MI_FLAG_KEY (1u << 12)
#define MI_FLAG_IN (1u << 13)
#define MI_FLAG_OUT (1u << 14)
#define MI_FLAG_REQUIRED (1u << 15)
#define MI_FLAG_STATIC (1u << 16)
#define MI_FLAG_ABSTRACT (1u << 17)
#define MI_FLAG_TERMINAL (1u << 18)
#define MI_FLAG_EXPENSIVE (1u << 19)
#define MI_FLAG_STREAM (1u << 20)
#define MI_FLAG_READONLY (1u << 21)
#define MI_FLAG_TOINSTANCE (1u << 22)
#define MI_FLAG_NOT_MODIFIED (1u << 25)
#define MI_FLAG_NULL (1u << 29)
#define MI_FLAG_BORROW (1u << 30)
#define MI_FLAG_ADOPT (1u << 31)

#define MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS 0x0001u
#define MI_OPERATIONFLAGS_BASIC_RTTI 0x0002u
#define MI_OPERATIONFLAGS_FULL_RTTI 0x0004u
#define MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS 0x0008u
#define MI_OPERATIONFLAGS_EXPENSIVE_PROPERTIES 0x0040u
#define MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW 0x0080u
#define MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY 0x0180u
#define MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED 0x0200u
#define MI_OPERATIONFLAGS_NO_RTTI 0x0400u
#define MI_OPERATIONFLAGS_STANDARD_RTTI 0x0800u

/* Values */

typedef struct MI_Timestamp {
  MI_Uint32 year, month, day, hour, minute, second, microseconds;
  MI_Sint32 utc; /* minutes east of UTC */
} MI_Timestamp;

typedef struct MI_Interval {
  MI_Uint32 days, hours, minutes, seconds, microseconds;
  MI_Uint32 padding[3];
} MI_Interval;

typedef struct MI_Datetime {
  MI_Uint32 isTimestamp;
  union {
    MI_Timestamp timestamp;
    MI_Interval interval;
  } u;
} MI_Datetime;

typedef struct MI_Array {
  void *data;
  MI_Uint32 size;
} MI_Array;

typedef struct MI_Instance MI_Instance;
typedef struct MI_Class MI_Class;

typedef union MI_Value {
  MI_Boolean boolean;
  MI_Uint8 uint8;
  MI_Sint8 sint8;
  MI_Uint16 uint16;
  MI_Sint16 sint16;
  MI_Uint32 uint32;
  MI_Sint32 sint32;
  MI_Uint64 uint64;
  MI_Sint64 sint64;
  MI_Real32 real32;
  MI_Real64 real64;
  MI_Char16 char16;
  MI_Datetime datetime;
  MI_Char *string;
  MI_Instance *instance;
  MI_Instance *reference;
  MI_Array array;
} MI_Value;

/* Handles: memory of the caller, 24 bytes, whose function table is the third word. */

#define MI_HANDLE(name)             \
  typedef struct name##FT name##FT; \
  typedef struct name {             \
    MI_Uint64 reserved1;            \
    ptrdiff_t reserved2;            \
    const name##FT *ft;             \
  } name

MI_HANDLE(MI_Application);
MI_HANDLE(MI_Session);
MI_HANDLE(MI_Operation);
MI_HANDLE(MI_HostedProvider);
MI_HANDLE(MI_DestinationOptions);
MI_HANDLE(MI_OperationOptions);
MI_HANDLE(MI_SubscriptionDeliveryOptions);
MI_HANDLE(MI_QualifierSet);
MI_HANDLE(MI_ParameterSet);

typedef struct MI_Serializer {
  MI_Uint64 reserved1;
  ptrdiff_t reserved2;
} MI_Serializer;

typedef struct MI_InstanceFT MI_InstanceFT;
typedef struct MI_ClassFT MI_ClassFT;

struct MI_Instance {
  const MI_InstanceFT *ft;
  const void *classDecl;
  const MI_Char *serverName;
  const MI_Char *nameSpace;
  ptrdiff_t reserved[4];
};

struct MI_Class {
  const MI_ClassFT *ft;
  const void *classDecl;
  const MI_Char *namespaceName;
  const MI_Char *serverName;
  ptrdiff_t reserved[4];
};

typedef struct MI_UserCredentials {
  const MI_Char *authenticationType;
  union {
    struct {
      const MI_Char *domain, *username, *password;
    } usernamePassword;
    const MI_Char *certificateThumbprint;
  } credentials;
} MI_UserCredentials;

/* Callbacks */

typedef MI_Result(MI_CALL *MI_Acknowledge)(MI_Operation *);
typedef MI_Result(MI_CALL *MI_Respond)(MI_Operation *, MI_ResponseType);

typedef struct MI_OperationCallbacks {
  void *callbackContext;
  void(MI_CALL *promptUser)(MI_Operation *, void *context, const MI_Char *message, MI_PromptType, MI_Respond);
  void(MI_CALL *writeError)(MI_Operation *, void *context, MI_Instance *error, MI_Respond);
  void(MI_CALL *writeMessage)(MI_Operation *, void *context, MI_Uint32 channel, const MI_Char *message);
  void(MI_CALL *writeProgress)(MI_Operation *, void *context, const MI_Char *activity, const MI_Char *currentOperation,
                               const MI_Char *statusDescription, MI_Uint32 percentageComplete,
                               MI_Uint32 secondsRemaining);
  void(MI_CALL *instanceResult)(MI_Operation *, void *context, const MI_Instance *, MI_Boolean moreResults, MI_Result,
                                const MI_Char *errorString, const MI_Instance *errorDetails, MI_Acknowledge);
  void(MI_CALL *indicationResult)(MI_Operation *, void *context, const MI_Instance *, const MI_Char *bookmark,
                                  const MI_Char *machineID, MI_Boolean moreResults, MI_Result,
                                  const MI_Char *errorString, const MI_Instance *errorDetails, MI_Acknowledge);
  void(MI_CALL *classResult)(MI_Operation *, void *context, const MI_Class *, MI_Boolean moreResults, MI_Result,
                             const MI_Char *errorString, const MI_Instance *errorDetails, MI_Acknowledge);
  void(MI_CALL *streamedParameterResult)(MI_Operation *, void *context, const MI_Char *parameterName, MI_Type,
                                         const MI_Value *, MI_Acknowledge);
} MI_OperationCallbacks;

typedef struct MI_SessionCallbacks {
  void *callbackContext;
  void(MI_CALL *writeMessage)(MI_Application *, void *context, MI_Uint32 channel, const MI_Char *message);
  void(MI_CALL *writeError)(MI_Application *, void *context, MI_Instance *error);
} MI_SessionCallbacks;

/* Function tables */

struct MI_ApplicationFT {
  MI_Result(MI_CALL *Close)(MI_Application *);
  MI_Result(MI_CALL *NewSession)(MI_Application *, const MI_Char *protocol, const MI_Char *destination,
                                 MI_DestinationOptions *, MI_SessionCallbacks *, MI_Instance **extendedError,
                                 MI_Session *);
  MI_Result(MI_CALL *NewHostedProvider)(MI_Application *, const MI_Char *namespaceName, const MI_Char *providerName,
                                        void *main, MI_Instance **extendedError, MI_HostedProvider *);
  MI_Result(MI_CALL *NewInstance)(MI_Application *, const MI_Char *className, const void *classDecl, MI_Instance **);
  MI_Result(MI_CALL *NewDestinationOptions)(MI_Application *, MI_DestinationOptions *);
  MI_Result(MI_CALL *NewOperationOptions)(MI_Application *, MI_Boolean mustUnderstand, MI_OperationOptions *);
  MI_Result(MI_CALL *NewSubscriptionDeliveryOptions)(MI_Application *, MI_SubscriptionDeliveryType,
                                                     MI_SubscriptionDeliveryOptions *);
  MI_Result(MI_CALL *NewSerializer)(MI_Application *, MI_Uint32 flags, MI_Char *format, MI_Serializer *);
  MI_Result(MI_CALL *NewDeserializer)(MI_Application *, MI_Uint32 flags, MI_Char *format, MI_Serializer *);
  MI_Result(MI_CALL *NewInstanceFromClass)(MI_Application *, const MI_Char *className, const MI_Class *,
                                           MI_Instance **);
  MI_Result(MI_CALL *NewClass)(MI_Application *, const void *classDecl, const MI_Char *namespaceName,
                               const MI_Char *serverName, MI_Class **);
};

#define MI_SESSION_START MI_Session *, MI_Uint32 flags, MI_OperationOptions *, const MI_Char *namespaceName
#define MI_SESSION_END MI_OperationCallbacks *, MI_Operation *

struct MI_SessionFT {
  MI_Result(MI_CALL *Close)(MI_Session *, void *completionContext, void(MI_CALL *completion)(void *));
  MI_Result(MI_CALL *GetApplication)(MI_Session *, MI_Application *);
  void(MI_CALL *GetInstance)(MI_SESSION_START, const MI_Instance *, MI_SESSION_END);
  void(MI_CALL *ModifyInstance)(MI_SESSION_START, const MI_Instance *, MI_SESSION_END);
  void(MI_CALL *CreateInstance)(MI_SESSION_START, const MI_Instance *, MI_SESSION_END);
  void(MI_CALL *DeleteInstance)(MI_SESSION_START, const MI_Instance *, MI_SESSION_END);
  void(MI_CALL *Invoke)(MI_SESSION_START, const MI_Char *className, const MI_Char *methodName,
                        const MI_Instance *inboundInstance, const MI_Instance *inboundProperties, MI_SESSION_END);
  void(MI_CALL *EnumerateInstances)(MI_SESSION_START, const MI_Char *className, MI_Boolean keysOnly, MI_SESSION_END);
  void(MI_CALL *QueryInstances)(MI_SESSION_START, const MI_Char *dialect, const MI_Char *query, MI_SESSION_END);
  void(MI_CALL *AssociatorInstances)(MI_SESSION_START, const MI_Instance *, const MI_Char *assocClass,
                                     const MI_Char *resultClass, const MI_Char *role, const MI_Char *resultRole,
                                     MI_Boolean keysOnly, MI_SESSION_END);
  void(MI_CALL *ReferenceInstances)(MI_SESSION_START, const MI_Instance *, const MI_Char *resultClass,
                                    const MI_Char *role, MI_Boolean keysOnly, MI_SESSION_END);
  void(MI_CALL *Subscribe)(MI_SESSION_START, const MI_Char *dialect, const MI_Char *query,
                           const MI_SubscriptionDeliveryOptions *, MI_SESSION_END);
  void(MI_CALL *GetClass)(MI_SESSION_START, const MI_Char *className, MI_SESSION_END);
  void(MI_CALL *EnumerateClasses)(MI_SESSION_START, const MI_Char *className, MI_Boolean classNamesOnly,
                                  MI_SESSION_END);
  void(MI_CALL *TestConnection)(MI_Session *, MI_Uint32 flags, MI_SESSION_END);
};

struct MI_OperationFT {
  MI_Result(MI_CALL *Close)(MI_Operation *);
  MI_Result(MI_CALL *Cancel)(MI_Operation *, MI_CancellationReason);
  MI_Result(MI_CALL *GetSession)(MI_Operation *, MI_Session *);
  MI_Result(MI_CALL *GetInstance)(MI_Operation *, const MI_Instance **, MI_Boolean *moreResults, MI_Result *,
                                  const MI_Char **errorMessage, const MI_Instance **completionDetails);
  MI_Result(MI_CALL *GetIndication)(MI_Operation *, const MI_Instance **, const MI_Char **bookmark,
                                    const MI_Char **machineID, MI_Boolean *moreResults, MI_Result *,
                                    const MI_Char **errorMessage, const MI_Instance **completionDetails);
  MI_Result(MI_CALL *GetClass)(MI_Operation *, const MI_Class **, MI_Boolean *moreResults, MI_Result *,
                               const MI_Char **errorMessage, const MI_Instance **completionDetails);
};

struct MI_HostedProviderFT {
  MI_Result(MI_CALL *Close)(MI_HostedProvider *);
  MI_Result(MI_CALL *GetApplication)(MI_HostedProvider *, MI_Application *);
};

struct MI_InstanceFT {
  MI_Result(MI_CALL *Clone)(const MI_Instance *, MI_Instance **);
  MI_Result(MI_CALL *Destruct)(MI_Instance *);
  MI_Result(MI_CALL *Delete)(MI_Instance *);
  MI_Result(MI_CALL *IsA)(const MI_Instance *, const void *classDecl, MI_Boolean *);
  MI_Result(MI_CALL *GetClassName)(const MI_Instance *, const MI_Char **);
  MI_Result(MI_CALL *SetNameSpace)(MI_Instance *, const MI_Char *);
  MI_Result(MI_CALL *GetNameSpace)(const MI_Instance *, const MI_Char **);
  MI_Result(MI_CALL *GetElementCount)(const MI_Instance *, MI_Uint32 *);
  MI_Result(MI_CALL *AddElement)(MI_Instance *, const MI_Char *name, const MI_Value *, MI_Type, MI_Uint32 flags);
  MI_Result(MI_CALL *SetElement)(MI_Instance *, const MI_Char *name, const MI_Value *, MI_Type, MI_Uint32 flags);
  MI_Result(MI_CALL *SetElementAt)(MI_Instance *, MI_Uint32 index, const MI_Value *, MI_Type, MI_Uint32 flags);
  MI_Result(MI_CALL *GetElement)(const MI_Instance *, const MI_Char *name, MI_Value *, MI_Type *, MI_Uint32 *flags,
                                 MI_Uint32 *index);
  MI_Result(MI_CALL *GetElementAt)(const MI_Instance *, MI_Uint32 index, const MI_Char **name, MI_Value *, MI_Type *,
                                   MI_Uint32 *flags);
  MI_Result(MI_CALL *ClearElement)(MI_Instance *, const MI_Char *name);
  MI_Result(MI_CALL *ClearElementAt)(MI_Instance *, MI_Uint32 index);
  MI_Result(MI_CALL *GetServerName)(const MI_Instance *, const MI_Char **);
  MI_Result(MI_CALL *SetServerName)(MI_Instance *, const MI_Char *);
  MI_Result(MI_CALL *GetClass)(const MI_Instance *, MI_Class **);
};

struct MI_ClassFT {
  MI_Result(MI_CALL *GetClassName)(const MI_Class *, const MI_Char **);
  MI_Result(MI_CALL *GetNameSpace)(const MI_Class *, const MI_Char **);
  MI_Result(MI_CALL *GetServerName)(const MI_Class *, const MI_Char **);
  MI_Result(MI_CALL *GetElementCount)(const MI_Class *, MI_Uint32 *);
  MI_Result(MI_CALL *GetElement)(const MI_Class *, const MI_Char *name, MI_Value *, MI_Boolean *valueExists, MI_Type *,
                                 MI_Char **referenceClass, MI_QualifierSet *, MI_Uint32 *flags, MI_Uint32 *index);
  MI_Result(MI_CALL *GetElementAt)(const MI_Class *, MI_Uint32 index, const MI_Char **name, MI_Value *,
                                   MI_Boolean *valueExists, MI_Type *, MI_Char **referenceClass, MI_QualifierSet *,
                                   MI_Uint32 *flags);
  MI_Result(MI_CALL *GetClassQualifierSet)(const MI_Class *, MI_QualifierSet *);
  MI_Result(MI_CALL *GetMethodCount)(const MI_Class *, MI_Uint32 *);
  MI_Result(MI_CALL *GetMethodAt)(const MI_Class *, MI_Uint32 index, const MI_Char **name, MI_QualifierSet *,
                                  MI_ParameterSet *);
  MI_Result(MI_CALL *GetMethod)(const MI_Class *, const MI_Char *name, MI_QualifierSet *, MI_ParameterSet *,
                                MI_Uint32 *index);
  MI_Result(MI_CALL *GetParentClassName)(const MI_Class *, const MI_Char **);
  MI_Result(MI_CALL *GetParentClass)(const MI_Class *, MI_Class **);
  MI_Result(MI_CALL *Delete)(MI_Class *);
  MI_Result(MI_CALL *Clone)(const MI_Class *, MI_Class **);
};

struct MI_QualifierSetFT {
  MI_Result(MI_CALL *GetQualifierCount)(const MI_QualifierSet *, MI_Uint32 *);
  MI_Result(MI_CALL *GetQualifierAt)(const MI_QualifierSet *, MI_Uint32 index, const MI_Char **name, MI_Type *,
                                     MI_Uint32 *flags, MI_Value *);
  MI_Result(MI_CALL *GetQualifier)(const MI_QualifierSet *, const MI_Char *name, MI_Type *, MI_Uint32 *flags,
                                   MI_Value *, MI_Uint32 *index);
};

struct MI_ParameterSetFT {
  MI_Result(MI_CALL *GetMethodReturnType)(const MI_ParameterSet *, MI_Type *, MI_QualifierSet *);
  MI_Result(MI_CALL *GetParameterCount)(const MI_ParameterSet *, MI_Uint32 *);
  MI_Result(MI_CALL *GetParameterAt)(const MI_ParameterSet *, MI_Uint32 index, const MI_Char **name, MI_Type *,
                                     MI_Char **referenceClass, MI_QualifierSet *);
  MI_Result(MI_CALL *GetParameter)(const MI_ParameterSet *, const MI_Char *name, MI_Type *, MI_Char **referenceClass,
                                   MI_QualifierSet *, MI_Uint32 *index);
};

struct MI_DestinationOptionsFT {
  void(MI_CALL *Delete)(MI_DestinationOptions *);
  MI_Result(MI_CALL *SetString)(MI_DestinationOptions *, const MI_Char *name, const MI_Char *, MI_Uint32 flags);
  MI_Result(MI_CALL *SetNumber)(MI_DestinationOptions *, const MI_Char *name, MI_Uint32, MI_Uint32 flags);
  MI_Result(MI_CALL *AddCredentials)(MI_DestinationOptions *, const MI_Char *name, const MI_UserCredentials *,
                                     MI_Uint32 flags);
  MI_Result(MI_CALL *GetString)(const MI_DestinationOptions *, const MI_Char *name, const MI_Char **, MI_Uint32 *index,
                                MI_Uint32 *flags);
  MI_Result(MI_CALL *GetNumber)(const MI_DestinationOptions *, const MI_Char *name, MI_Uint32 *, MI_Uint32 *index,
                                MI_Uint32 *flags);
  MI_Result(MI_CALL *GetOptionCount)(const MI_DestinationOptions *, MI_Uint32 *);
  MI_Result(MI_CALL *GetOptionAt)(const MI_DestinationOptions *, MI_Uint32 index, const MI_Char **name, MI_Value *,
                                  MI_Type *, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetOption)(const MI_DestinationOptions *, const MI_Char *name, MI_Value *, MI_Type *,
                                MI_Uint32 *index, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetCredentialsCount)(const MI_DestinationOptions *, MI_Uint32 *);
  MI_Result(MI_CALL *GetCredentialsAt)(const MI_DestinationOptions *, MI_Uint32 index, const MI_Char **name,
                                       MI_UserCredentials *, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetCredentialsPasswordAt)(const MI_DestinationOptions *, MI_Uint32 index, const MI_Char **name,
                                               MI_Char *password, MI_Uint32 bufferLength, MI_Uint32 *passwordLength,
                                               MI_Uint32 *flags);
  MI_Result(MI_CALL *Clone)(const MI_DestinationOptions *, MI_DestinationOptions *);
  MI_Result(MI_CALL *SetInterval)(MI_DestinationOptions *, const MI_Char *name, const MI_Interval *, MI_Uint32 flags);
  MI_Result(MI_CALL *GetInterval)(const MI_DestinationOptions *, const MI_Char *name, MI_Interval *, MI_Uint32 *index,
                                  MI_Uint32 *flags);
};

struct MI_OperationOptionsFT {
  void(MI_CALL *Delete)(MI_OperationOptions *);
  MI_Result(MI_CALL *SetString)(MI_OperationOptions *, const MI_Char *name, const MI_Char *, MI_Uint32 flags);
  MI_Result(MI_CALL *SetNumber)(MI_OperationOptions *, const MI_Char *name, MI_Uint32, MI_Uint32 flags);
  MI_Result(MI_CALL *SetCustomOption)(MI_OperationOptions *, const MI_Char *name, MI_Type, const MI_Value *,
                                      MI_Boolean mustComply, MI_Uint32 flags);
  MI_Result(MI_CALL *GetString)(const MI_OperationOptions *, const MI_Char *name, const MI_Char **, MI_Uint32 *index,
                                MI_Uint32 *flags);
  MI_Result(MI_CALL *GetNumber)(const MI_OperationOptions *, const MI_Char *name, MI_Uint32 *, MI_Uint32 *index,
                                MI_Uint32 *flags);
  MI_Result(MI_CALL *GetOptionCount)(const MI_OperationOptions *, MI_Uint32 *);
  MI_Result(MI_CALL *GetOptionAt)(const MI_OperationOptions *, MI_Uint32 index, const MI_Char **name, MI_Value *,
                                  MI_Type *, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetOption)(const MI_OperationOptions *, const MI_Char *name, MI_Value *, MI_Type *,
                                MI_Uint32 *index, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetEnabledChannels)(const MI_OperationOptions *, const MI_Char *name, MI_Uint32 *channels,
                                         MI_Uint32 bufferLength, MI_Uint32 *channelCount, MI_Uint32 *flags);
  MI_Result(MI_CALL *Clone)(const MI_OperationOptions *, MI_OperationOptions *);
  MI_Result(MI_CALL *SetInterval)(MI_OperationOptions *, const MI_Char *name, const MI_Interval *, MI_Uint32 flags);
  MI_Result(MI_CALL *GetInterval)(const MI_OperationOptions *, const MI_Char *name, MI_Interval *, MI_Uint32 *index,
                                  MI_Uint32 *flags);
};

struct MI_SubscriptionDeliveryOptionsFT {
  MI_Result(MI_CALL *SetString)(MI_SubscriptionDeliveryOptions *, const MI_Char *name, const MI_Char *,
                                MI_Uint32 flags);
  MI_Result(MI_CALL *SetNumber)(MI_SubscriptionDeliveryOptions *, const MI_Char *name, MI_Uint32, MI_Uint32 flags);
  MI_Result(MI_CALL *SetDateTime)(MI_SubscriptionDeliveryOptions *, const MI_Char *name, const MI_Datetime *,
                                  MI_Uint32 flags);
  MI_Result(MI_CALL *SetInterval)(MI_SubscriptionDeliveryOptions *, const MI_Char *name, const MI_Interval *,
                                  MI_Uint32 flags);
  MI_Result(MI_CALL *AddCredentials)(MI_SubscriptionDeliveryOptions *, const MI_Char *name, const MI_UserCredentials *,
                                     MI_Uint32 flags);
  MI_Result(MI_CALL *Delete)(MI_SubscriptionDeliveryOptions *);
  MI_Result(MI_CALL *GetString)(const MI_SubscriptionDeliveryOptions *, const MI_Char *name, const MI_Char **,
                                MI_Uint32 *index, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetNumber)(const MI_SubscriptionDeliveryOptions *, const MI_Char *name, MI_Uint32 *,
                                MI_Uint32 *index, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetDateTime)(const MI_SubscriptionDeliveryOptions *, const MI_Char *name, MI_Datetime *,
                                  MI_Uint32 *index, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetInterval)(const MI_SubscriptionDeliveryOptions *, const MI_Char *name, MI_Interval *,
                                  MI_Uint32 *index, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetOptionCount)(const MI_SubscriptionDeliveryOptions *, MI_Uint32 *);
  MI_Result(MI_CALL *GetOptionAt)(const MI_SubscriptionDeliveryOptions *, MI_Uint32 index, const MI_Char **name,
                                  MI_Value *, MI_Type *, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetOption)(const MI_SubscriptionDeliveryOptions *, const MI_Char *name, MI_Value *, MI_Type *,
                                MI_Uint32 *index, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetCredentialsCount)(const MI_SubscriptionDeliveryOptions *, MI_Uint32 *);
  MI_Result(MI_CALL *GetCredentialsAt)(const MI_SubscriptionDeliveryOptions *, MI_Uint32 index, const MI_Char **name,
                                       MI_UserCredentials *, MI_Uint32 *flags);
  MI_Result(MI_CALL *GetCredentialsPasswordAt)(const MI_SubscriptionDeliveryOptions *, MI_Uint32 index,
                                               const MI_Char **name, MI_Char *password, MI_Uint32 bufferLength,
                                               MI_Uint32 *passwordLength, MI_Uint32 *flags);
  MI_Result(MI_CALL *Clone)(const MI_SubscriptionDeliveryOptions *, MI_SubscriptionDeliveryOptions *);
};

typedef struct MI_UtilitiesFT {
  MI_Uint32(MI_CALL *MapErrorToMiErrorCategory)(const MI_Char *errorType, MI_Uint32 error);
  MI_Result(MI_CALL *CimErrorFromErrorCode)(MI_Uint32 error, const MI_Char *errorType, const MI_Char *errorMessage,
                                            MI_Instance **cimError);
} MI_UtilitiesFT;

typedef struct MI_SerializerFT {
  MI_Result(MI_CALL *Close)(MI_Serializer *);
  void *SerializeClass, *SerializeInstance;
} MI_SerializerFT;

typedef struct MI_DeserializerFT {
  MI_Result(MI_CALL *Close)(MI_Serializer *);
  void *DeserializeClass, *Class_GetClassName, *Class_GetParentClassName, *DeserializeInstance, *Instance_GetClassName;
} MI_DeserializerFT;

typedef struct MI_ClientFT_V1 {
  const MI_ApplicationFT *applicationFT;
  const MI_SessionFT *sessionFT;
  const MI_OperationFT *operationFT;
  const MI_HostedProviderFT *hostedProviderFT;
  const MI_SerializerFT *serializerFT;
  const MI_DeserializerFT *deserializerFT;
  const MI_SubscriptionDeliveryOptionsFT *subscribeDeliveryOptionsFT;
  const MI_DestinationOptionsFT *destinationOptionsFT;
  const MI_OperationOptionsFT *operationOptionsFT;
  const MI_UtilitiesFT *utilitiesFT;
} MI_ClientFT_V1;

MI_EXPORT extern const MI_ClientFT_V1 *mi_clientFT_V1;
MI_EXPORT MI_Result MI_CALL MI_Application_InitializeV1(MI_Uint32 flags, const MI_Char *applicationID,
                                                        MI_Instance **extendedError, MI_Application *);

#define ABI_SIZE(type, size) _Static_assert(sizeof(type) == (size), #type " has " #size " bytes")
#define ABI_OFFSET(type, member, offset) \
  _Static_assert(offsetof(type, member) == (offset), #type "." #member " stands at " #offset)

ABI_SIZE(MI_Application, 24);
ABI_SIZE(MI_Session, 24);
ABI_SIZE(MI_Operation, 24);
ABI_SIZE(MI_DestinationOptions, 24);
ABI_SIZE(MI_OperationOptions, 24);
ABI_SIZE(MI_SubscriptionDeliveryOptions, 24);
ABI_SIZE(MI_QualifierSet, 24);
ABI_SIZE(MI_ParameterSet, 24);
ABI_OFFSET(MI_Operation, ft, 16);
ABI_SIZE(MI_Instance, 64);
ABI_OFFSET(MI_Instance, ft, 0);
ABI_OFFSET(MI_Instance, serverName, 16);
ABI_OFFSET(MI_Instance, nameSpace, 24);
ABI_SIZE(MI_Class, 64);
ABI_OFFSET(MI_Class, namespaceName, 16);
ABI_OFFSET(MI_Class, serverName, 24);
ABI_SIZE(MI_Value, 40);
ABI_SIZE(MI_Array, 16);
ABI_OFFSET(MI_Array, size, 8);
ABI_SIZE(MI_Datetime, 36);
ABI_OFFSET(MI_Datetime, u.timestamp.utc, 32);
ABI_OFFSET(MI_Datetime, u.interval.days, 4);
ABI_SIZE(MI_Interval, 32);
ABI_SIZE(MI_Result, 4);
ABI_SIZE(MI_Type, 4);
ABI_SIZE(MI_OperationCallbacks, 72);
ABI_OFFSET(MI_OperationCallbacks, promptUser, 8);
ABI_OFFSET(MI_OperationCallbacks, writeError, 16);
ABI_OFFSET(MI_OperationCallbacks, writeMessage, 24);
ABI_OFFSET(MI_OperationCallbacks, writeProgress, 32);
ABI_OFFSET(MI_OperationCallbacks, instanceResult, 40);
ABI_OFFSET(MI_OperationCallbacks, indicationResult, 48);
ABI_OFFSET(MI_OperationCallbacks, classResult, 56);
ABI_OFFSET(MI_OperationCallbacks, streamedParameterResult, 64);
ABI_SIZE(MI_SessionCallbacks, 24);
ABI_SIZE(MI_UserCredentials, 32);
ABI_OFFSET(MI_UserCredentials, credentials, 8);
ABI_SIZE(MI_ClientFT_V1, 80);
ABI_SIZE(MI_ApplicationFT, 11 * sizeof(void *));
ABI_SIZE(MI_SessionFT, 15 * sizeof(void *));
ABI_SIZE(MI_OperationFT, 6 * sizeof(void *));
ABI_SIZE(MI_InstanceFT, 18 * sizeof(void *));
ABI_SIZE(MI_ClassFT, 14 * sizeof(void *));
ABI_SIZE(MI_ParameterSetFT, 4 * sizeof(void *));
ABI_SIZE(MI_QualifierSetFT, 3 * sizeof(void *));
ABI_SIZE(MI_DestinationOptionsFT, 15 * sizeof(void *));
ABI_SIZE(MI_OperationOptionsFT, 13 * sizeof(void *));
ABI_SIZE(MI_SubscriptionDeliveryOptionsFT, 17 * sizeof(void *));

#endif
