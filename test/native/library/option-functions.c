/*
 * The function tables of the option handles. They differ in the order of their members and in a few functions only,
 * and all their handles look alike; so each table is made from the same functions, given the kind they are for.
 */
#include <string.h>

#include "counters.h"
#include "memory.h"
#include "options.h"
#include "text.h"
#include "value.h"

static MI_Result set(HandleKind kind, const void *handle, const MI_Char *name, MI_Type type, const MI_Value *value,
                     MI_Uint32 flags, const char *function) {
  Options *options = handle_get(kind, handle, function);
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (name != NULL) options_set(options, name, type, value, flags);
  object_release(&options->object);
  return name == NULL ? MI_RESULT_INVALID_PARAMETER : MI_RESULT_OK;
}

static MI_Result set_string(HandleKind kind, const void *handle, const MI_Char *name, const MI_Char *text,
                            MI_Uint32 flags) {
  if (text == NULL) return MI_RESULT_INVALID_PARAMETER;
  return set(kind, handle, name, MI_STRING, &(MI_Value){.string = (MI_Char *)text}, flags, "SetString");
}

static MI_Result set_number(HandleKind kind, const void *handle, const MI_Char *name, MI_Uint32 number,
                            MI_Uint32 flags) {
  return set(kind, handle, name, MI_UINT32, &(MI_Value){.uint32 = number}, flags, "SetNumber");
}

static MI_Result set_datetime(HandleKind kind, const void *handle, const MI_Char *name, const MI_Datetime *time,
                              MI_Uint32 flags) {
  if (time == NULL) return MI_RESULT_INVALID_PARAMETER;
  return set(kind, handle, name, MI_DATETIME, &(MI_Value){.datetime = *time}, flags, "SetDateTime");
}

static MI_Result set_interval(HandleKind kind, const void *handle, const MI_Char *name, const MI_Interval *interval,
                              MI_Uint32 flags) {
  if (interval == NULL) return MI_RESULT_INVALID_PARAMETER;
  MI_Datetime time = {.isTimestamp = 0, .u = {.interval = *interval}};
  return set(kind, handle, name, MI_DATETIME, &(MI_Value){.datetime = time}, flags, "SetInterval");
}

static Credentials *read_credentials(const MI_UserCredentials *from) {
  Credentials *credentials = memory_new(sizeof *credentials);
  credentials->type = text_copy(from->authenticationType);
  bool certificate =
      text_equal(from->authenticationType, T("ClientCerts")) || text_equal(from->authenticationType, T("IssuerCert"));
  if (certificate) {
    credentials->thumbprint = text_copy(from->credentials.certificateThumbprint);
  } else {
    credentials->domain = text_copy(from->credentials.usernamePassword.domain);
    credentials->username = text_copy(from->credentials.usernamePassword.username);
    credentials->password = text_copy(from->credentials.usernamePassword.password);
  }
  return credentials;
}

static MI_Result add_credentials(HandleKind kind, const void *handle, const MI_Char *name,
                                 const MI_UserCredentials *credentials, MI_Uint32 flags) {
  Options *options = handle_get(kind, handle, "AddCredentials");
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  bool valid = name != NULL && credentials != NULL && credentials->authenticationType != NULL;
  if (valid) options_add_credentials(options, name, read_credentials(credentials), flags);
  object_release(&options->object);
  return valid ? MI_RESULT_OK : MI_RESULT_INVALID_PARAMETER;
}

static void delete_options(HandleKind kind, const void *handle) {
  Options *options = handle_close(kind, handle, "Delete");
  if (options != NULL) object_release(&options->object);
}

/* What the getters return points into the options, which the client keeps alive. */
static MI_Result get_option(HandleKind kind, const void *handle, const MI_Char *name, MI_Value *value, MI_Type *type,
                            MI_Uint32 *index, MI_Uint32 *flags) {
  Options *options = handle_get(kind, handle, "GetOption");
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  MI_Result result = MI_RESULT_NO_SUCH_PROPERTY;
  for (MI_Uint32 i = 0; i < options->count; i++) {
    const Option *option = &options->items[i];
    if (option->credentials != NULL || !text_equal(option->name, name)) continue;
    if (value != NULL) *value = option->value;
    if (type != NULL) *type = option->type;
    if (index != NULL) *index = i;
    if (flags != NULL) *flags = option->flags;
    result = MI_RESULT_OK;
    break;
  }
  object_release(&options->object);
  return result;
}

static MI_Result get_typed(HandleKind kind, const void *handle, const MI_Char *name, MI_Type type, MI_Value *value,
                           MI_Uint32 *index, MI_Uint32 *flags) {
  MI_Type found;
  MI_Result result = get_option(kind, handle, name, value, &found, index, flags);
  return result == MI_RESULT_OK && found != type ? MI_RESULT_TYPE_MISMATCH : result;
}

static MI_Result get_string(HandleKind kind, const void *handle, const MI_Char *name, const MI_Char **text,
                            MI_Uint32 *index, MI_Uint32 *flags) {
  MI_Value value;
  MI_Result result = get_typed(kind, handle, name, MI_STRING, &value, index, flags);
  if (result == MI_RESULT_OK) *text = value.string;
  return result;
}

static MI_Result get_number(HandleKind kind, const void *handle, const MI_Char *name, MI_Uint32 *number,
                            MI_Uint32 *index, MI_Uint32 *flags) {
  MI_Value value;
  MI_Result result = get_typed(kind, handle, name, MI_UINT32, &value, index, flags);
  if (result == MI_RESULT_OK) *number = value.uint32;
  return result;
}

static MI_Result get_datetime(HandleKind kind, const void *handle, const MI_Char *name, MI_Datetime *time,
                              MI_Uint32 *index, MI_Uint32 *flags) {
  MI_Value value;
  MI_Result result = get_typed(kind, handle, name, MI_DATETIME, &value, index, flags);
  if (result == MI_RESULT_OK) *time = value.datetime;
  return result;
}

static MI_Result get_interval(HandleKind kind, const void *handle, const MI_Char *name, MI_Interval *interval,
                              MI_Uint32 *index, MI_Uint32 *flags) {
  MI_Datetime time;
  MI_Result result = get_datetime(kind, handle, name, &time, index, flags);
  if (result == MI_RESULT_OK) *interval = time.u.interval;
  return result;
}

/* The nth option that is, or is not, a credential. */
static const Option *nth(const Options *options, MI_Uint32 index, bool credential) {
  for (MI_Uint32 i = 0; i < options->count; i++) {
    if ((options->items[i].credentials != NULL) != credential) continue;
    if (index-- == 0) return &options->items[i];
  }
  return NULL;
}

static MI_Result count_options(HandleKind kind, const void *handle, bool credential, MI_Uint32 *number) {
  if (number == NULL) return MI_RESULT_INVALID_PARAMETER;
  Options *options = handle_get(kind, handle, "GetOptionCount");
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  for (*number = 0; nth(options, *number, credential) != NULL;) ++*number;
  object_release(&options->object);
  return MI_RESULT_OK;
}

static MI_Result get_option_at(HandleKind kind, const void *handle, MI_Uint32 index, const MI_Char **name,
                               MI_Value *value, MI_Type *type, MI_Uint32 *flags) {
  Options *options = handle_get(kind, handle, "GetOptionAt");
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  const Option *option = nth(options, index, false);
  if (option != NULL) {
    *name = option->name;
    *value = option->value;
    *type = option->type;
    if (flags != NULL) *flags = option->flags;
  }
  object_release(&options->object);
  return option == NULL ? MI_RESULT_NOT_FOUND : MI_RESULT_OK;
}

/* The password is never told here, as in MI. */
static MI_Result get_credentials_at(HandleKind kind, const void *handle, MI_Uint32 index, const MI_Char **name,
                                    MI_UserCredentials *credentials, MI_Uint32 *flags) {
  Options *options = handle_get(kind, handle, "GetCredentialsAt");
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  const Option *option = nth(options, index, true);
  if (option != NULL) {
    const Credentials *from = option->credentials;
    *name = option->name;
    credentials->authenticationType = from->type;
    if (from->thumbprint != NULL) {
      credentials->credentials.certificateThumbprint = from->thumbprint;
    } else {
      credentials->credentials.usernamePassword.domain = from->domain;
      credentials->credentials.usernamePassword.username = from->username;
      credentials->credentials.usernamePassword.password = T("******");
    }
    if (flags != NULL) *flags = option->flags;
  }
  object_release(&options->object);
  return option == NULL ? MI_RESULT_NOT_FOUND : MI_RESULT_OK;
}

static MI_Result get_password_at(HandleKind kind, const void *handle, MI_Uint32 index, const MI_Char **name,
                                 MI_Char *password, MI_Uint32 bufferLength, MI_Uint32 *passwordLength,
                                 MI_Uint32 *flags) {
  Options *options = handle_get(kind, handle, "GetCredentialsPasswordAt");
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  const Option *option = nth(options, index, true);
  MI_Result result = option == NULL || option->credentials->password == NULL ? MI_RESULT_NOT_FOUND : MI_RESULT_OK;
  if (result == MI_RESULT_OK) {
    *name = option->name;
    *passwordLength = (MI_Uint32)text_length(option->credentials->password) + 1;
    if (flags != NULL) *flags = option->flags;
    if (password == NULL || bufferLength < *passwordLength) {
      result = MI_RESULT_FAILED;
    } else {
      memcpy(password, option->credentials->password, *passwordLength * sizeof *password);
    }
  }
  object_release(&options->object);
  return result;
}

static MI_Result clone(HandleKind kind, const void *handle, const void *ft, void *copy) {
  if (copy == NULL) return MI_RESULT_INVALID_PARAMETER;
  Options *options = handle_get(kind, handle, "Clone");
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  handle_open(&options_copy(options)->object, ft, copy);
  object_release(&options->object);
  return MI_RESULT_OK;
}

/* The functions that all three tables have, each for one kind of handle. */
#define COMMON_FUNCTIONS(Prefix, Type, KIND, table)                                                                   \
  static MI_Result MI_CALL Prefix##SetString(Type *self, const MI_Char *name, const MI_Char *text, MI_Uint32 flags) { \
    return set_string(KIND, self, name, text, flags);                                                                 \
  }                                                                                                                   \
  static MI_Result MI_CALL Prefix##SetNumber(Type *self, const MI_Char *name, MI_Uint32 number, MI_Uint32 flags) {    \
    return set_number(KIND, self, name, number, flags);                                                               \
  }                                                                                                                   \
  static MI_Result MI_CALL Prefix##SetInterval(Type *self, const MI_Char *name, const MI_Interval *interval,          \
                                               MI_Uint32 flags) {                                                     \
    return set_interval(KIND, self, name, interval, flags);                                                           \
  }                                                                                                                   \
  static MI_Result MI_CALL Prefix##GetString(const Type *self, const MI_Char *name, const MI_Char **text,             \
                                             MI_Uint32 *index, MI_Uint32 *flags) {                                    \
    return get_string(KIND, self, name, text, index, flags);                                                          \
  }                                                                                                                   \
  static MI_Result MI_CALL Prefix##GetNumber(const Type *self, const MI_Char *name, MI_Uint32 *number,                \
                                             MI_Uint32 *index, MI_Uint32 *flags) {                                    \
    return get_number(KIND, self, name, number, index, flags);                                                        \
  }                                                                                                                   \
  static MI_Result MI_CALL Prefix##GetInterval(const Type *self, const MI_Char *name, MI_Interval *interval,          \
                                               MI_Uint32 *index, MI_Uint32 *flags) {                                  \
    return get_interval(KIND, self, name, interval, index, flags);                                                    \
  }                                                                                                                   \
  static MI_Result MI_CALL Prefix##GetOptionCount(const Type *self, MI_Uint32 *number) {                              \
    return count_options(KIND, self, false, number);                                                                  \
  }                                                                                                                   \
  static MI_Result MI_CALL Prefix##GetOptionAt(const Type *self, MI_Uint32 index, const MI_Char **name,               \
                                               MI_Value *value, MI_Type *type, MI_Uint32 *flags) {                    \
    return get_option_at(KIND, self, index, name, value, type, flags);                                                \
  }                                                                                                                   \
  static MI_Result MI_CALL Prefix##GetOption(const Type *self, const MI_Char *name, MI_Value *value, MI_Type *type,   \
                                             MI_Uint32 *index, MI_Uint32 *flags) {                                    \
    return get_option(KIND, self, name, value, type, index, flags);                                                   \
  }                                                                                                                   \
  static MI_Result MI_CALL Prefix##Clone(const Type *self, Type *copy) { return clone(KIND, self, &table, copy); }

/* The functions about credentials, which operation options lack. */
#define CREDENTIAL_FUNCTIONS(Prefix, Type, KIND)                                                                     \
  static MI_Result MI_CALL Prefix##AddCredentials(Type *self, const MI_Char *name,                                   \
                                                  const MI_UserCredentials *credentials, MI_Uint32 flags) {          \
    return add_credentials(KIND, self, name, credentials, flags);                                                    \
  }                                                                                                                  \
  static MI_Result MI_CALL Prefix##GetCredentialsCount(const Type *self, MI_Uint32 *number) {                        \
    return count_options(KIND, self, true, number);                                                                  \
  }                                                                                                                  \
  static MI_Result MI_CALL Prefix##GetCredentialsAt(const Type *self, MI_Uint32 index, const MI_Char **name,         \
                                                    MI_UserCredentials *credentials, MI_Uint32 *flags) {             \
    return get_credentials_at(KIND, self, index, name, credentials, flags);                                          \
  }                                                                                                                  \
  static MI_Result MI_CALL Prefix##GetCredentialsPasswordAt(const Type *self, MI_Uint32 index, const MI_Char **name, \
                                                            MI_Char *password, MI_Uint32 bufferLength,               \
                                                            MI_Uint32 *passwordLength, MI_Uint32 *flags) {           \
    return get_password_at(KIND, self, index, name, password, bufferLength, passwordLength, flags);                  \
  }

#define COMMON_MEMBERS(Prefix)                                                                                  \
  .SetString = Prefix##SetString, .SetNumber = Prefix##SetNumber, .SetInterval = Prefix##SetInterval,           \
  .GetString = Prefix##GetString, .GetNumber = Prefix##GetNumber, .GetInterval = Prefix##GetInterval,           \
  .GetOptionCount = Prefix##GetOptionCount, .GetOptionAt = Prefix##GetOptionAt, .GetOption = Prefix##GetOption, \
  .Clone = Prefix##Clone
#define CREDENTIAL_MEMBERS(Prefix)                                                              \
  .AddCredentials = Prefix##AddCredentials, .GetCredentialsCount = Prefix##GetCredentialsCount, \
  .GetCredentialsAt = Prefix##GetCredentialsAt, .GetCredentialsPasswordAt = Prefix##GetCredentialsPasswordAt

COMMON_FUNCTIONS(Destination, MI_DestinationOptions, HANDLE_DESTINATION_OPTIONS, destinationOptionsFT)
CREDENTIAL_FUNCTIONS(Destination, MI_DestinationOptions, HANDLE_DESTINATION_OPTIONS)

static void MI_CALL DestinationDelete(MI_DestinationOptions *self) { delete_options(HANDLE_DESTINATION_OPTIONS, self); }

const MI_DestinationOptionsFT destinationOptionsFT = {COMMON_MEMBERS(Destination), CREDENTIAL_MEMBERS(Destination),
                                                      .Delete = DestinationDelete};

COMMON_FUNCTIONS(Subscription, MI_SubscriptionDeliveryOptions, HANDLE_SUBSCRIPTION_OPTIONS, subscriptionOptionsFT)
CREDENTIAL_FUNCTIONS(Subscription, MI_SubscriptionDeliveryOptions, HANDLE_SUBSCRIPTION_OPTIONS)

static MI_Result MI_CALL SubscriptionDelete(MI_SubscriptionDeliveryOptions *self) {
  delete_options(HANDLE_SUBSCRIPTION_OPTIONS, self);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL SubscriptionSetDateTime(MI_SubscriptionDeliveryOptions *self, const MI_Char *name,
                                                 const MI_Datetime *time, MI_Uint32 flags) {
  return set_datetime(HANDLE_SUBSCRIPTION_OPTIONS, self, name, time, flags);
}

static MI_Result MI_CALL SubscriptionGetDateTime(const MI_SubscriptionDeliveryOptions *self, const MI_Char *name,
                                                 MI_Datetime *time, MI_Uint32 *index, MI_Uint32 *flags) {
  return get_datetime(HANDLE_SUBSCRIPTION_OPTIONS, self, name, time, index, flags);
}

const MI_SubscriptionDeliveryOptionsFT subscriptionOptionsFT = {
    COMMON_MEMBERS(Subscription),           CREDENTIAL_MEMBERS(Subscription), .SetDateTime = SubscriptionSetDateTime,
    .GetDateTime = SubscriptionGetDateTime, .Delete = SubscriptionDelete,
};

COMMON_FUNCTIONS(Operation, MI_OperationOptions, HANDLE_OPERATION_OPTIONS, operationOptionsFT)

static void MI_CALL OperationDelete(MI_OperationOptions *self) { delete_options(HANDLE_OPERATION_OPTIONS, self); }

static MI_Result MI_CALL OperationSetCustomOption(MI_OperationOptions *self, const MI_Char *name, MI_Type type,
                                                  const MI_Value *value, MI_Boolean mustComply, MI_Uint32 flags) {
  Options *options = handle_get(HANDLE_OPERATION_OPTIONS, self, "SetCustomOption");
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  bool valid = name != NULL && value != NULL && (unsigned)type < TYPE_COUNT;
  if (valid) {
    options_set(options, name, type, value, flags);
    Option *option = (Option *)options_find(options, name, type);
    option->custom = true;
    option->mustComply = mustComply != MI_FALSE;
  } else {
    violation("OperationOptions.SetCustomOption: no name, no value or no type (%u)", (unsigned)type);
  }
  object_release(&options->object);
  return valid ? MI_RESULT_OK : MI_RESULT_INVALID_PARAMETER;
}

/* Tells how many there are even when the buffer is too small for them. */
static MI_Result MI_CALL OperationGetEnabledChannels(const MI_OperationOptions *self, const MI_Char *name,
                                                     MI_Uint32 *channels, MI_Uint32 bufferLength, MI_Uint32 *number,
                                                     MI_Uint32 *flags) {
  if (number == NULL) return MI_RESULT_INVALID_PARAMETER;
  Options *options = handle_get(HANDLE_OPERATION_OPTIONS, self, "GetEnabledChannels");
  if (options == NULL) return MI_RESULT_INVALID_PARAMETER;
  *number = 0;
  if (flags != NULL) *flags = 0;
  for (MI_Uint32 i = 0; i < options->count; i++) {
    const Option *option = &options->items[i];
    if (!text_equal(option->name, name) || option->flags != 0) continue;
    if (channels != NULL && *number < bufferLength) channels[*number] = option->value.uint32;
    ++*number;
  }
  object_release(&options->object);
  return channels != NULL && *number <= bufferLength ? MI_RESULT_OK : MI_RESULT_FAILED;
}

const MI_OperationOptionsFT operationOptionsFT = {
    COMMON_MEMBERS(Operation),
    .Delete = OperationDelete,
    .SetCustomOption = OperationSetCustomOption,
    .GetEnabledChannels = OperationGetEnabledChannels,
};
