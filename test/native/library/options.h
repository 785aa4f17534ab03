/* The named options behind the three kinds of option handles. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>

#include "abi.h"
#include "handle.h"

typedef struct Credentials {
  MI_Char *type;
  MI_Char *domain;
  MI_Char *username;
  MI_Char *password;
  MI_Char *thumbprint;
} Credentials;

typedef struct Option {
  MI_Char *name;
  MI_Type type;
  MI_Value value;
  MI_Uint32 flags;
  bool custom;
  bool mustComply;
  Credentials *credentials; /* instead of a value */
} Option;

typedef struct Options {
  Object object;
  Option *items;
  MI_Uint32 count;
  MI_Uint32 capacity;
} Options;

Options *options_new(HandleKind kind);
Options *options_copy(const Options *options);
void options_set(Options *options, const MI_Char *name, MI_Type type, const MI_Value *value, MI_Uint32 flags);
/* Takes the credentials over. */
void options_add_credentials(Options *options, const MI_Char *name, Credentials *credentials, MI_Uint32 flags);
/* An option of that name and type that is no credential. NULL when there is none; the options may be NULL. */
const Option *options_find(const Options *options, const MI_Char *name, MI_Type type);
MI_Uint32 options_number(const Options *options, const MI_Char *name, MI_Uint32 otherwise);
/* Whether both options of a pair are set: MI reads them together. One alone has no effect, and is a violation. */
bool options_pair(const Options *options, const MI_Char *first, const MI_Char *second);
/* The first destination option that Windows' MI does not know; NULL when it knows all. */
const MI_Char *options_unknown_to_windows(const Options *options);

/*
 * Channels that writeMessage delivers: others than 0 to 2 when they are switched on. OMI delivers 0 to 2 always.
 * Windows does not deliver those that are switched off, unless none is left on, which it takes for no choice at all.
 */
#define OPTION_CHANNEL T("__MI_OPERATIONOPTIONS_CHANNEL")
bool options_channel_enabled(const Options *options, MI_Uint32 channel);
/* A timeout in microseconds; 0 when none is set. */
uint64_t options_timeout(const Options *options);

extern const MI_DestinationOptionsFT destinationOptionsFT;
extern const MI_OperationOptionsFT operationOptionsFT;
extern const MI_SubscriptionDeliveryOptionsFT subscriptionOptionsFT;

#endif
