#include "options.h"

#include "counters.h"
#include "memory.h"
#include "text.h"
#include "value.h"

static void free_credentials(Credentials *credentials) {
  if (credentials == NULL) return;
  memory_free(credentials->type);
  memory_free(credentials->domain);
  memory_free(credentials->username);
  memory_free(credentials->password);
  memory_free(credentials->thumbprint);
  memory_free(credentials);
}

static Credentials *copy_credentials(const Credentials *from) {
  Credentials *copy = memory_new(sizeof *copy);
  copy->type = text_copy(from->type);
  copy->domain = text_copy(from->domain);
  copy->username = text_copy(from->username);
  copy->password = text_copy(from->password);
  copy->thumbprint = text_copy(from->thumbprint);
  return copy;
}

static void free_option(Option *option) {
  memory_free(option->name);
  if (option->credentials == NULL) value_free(&option->value, option->type);
  free_credentials(option->credentials);
}

static void destroy(Object *object) {
  Options *options = (Options *)object;
  for (MI_Uint32 i = 0; i < options->count; i++) free_option(&options->items[i]);
  memory_free(options->items);
  memory_free(options);
}

Options *options_new(HandleKind kind) {
  Options *options = memory_new(sizeof *options);
  object_init(&options->object, kind, destroy);
  return options;
}

static Option *append(Options *options, const MI_Char *name) {
  if (options->count == options->capacity) {
    options->capacity = options->capacity == 0 ? 4 : options->capacity * 2;
    options->items = memory_grow(options->items, options->capacity * sizeof *options->items);
  }
  Option *option = &options->items[options->count++];
  *option = (Option){.name = text_copy(name)};
  return option;
}

Options *options_copy(const Options *options) {
  Options *copy = options_new(options->object.kind);
  for (MI_Uint32 i = 0; i < options->count; i++) {
    const Option *from = &options->items[i];
    Option *to = append(copy, from->name);
    MI_Char *name = to->name;
    *to = *from;
    to->name = name;
    if (from->credentials != NULL) {
      to->credentials = copy_credentials(from->credentials);
    } else {
      to->value = value_copy(&from->value, from->type);
    }
  }
  return copy;
}

static Option *find(const Options *options, const MI_Char *name) {
  for (MI_Uint32 i = 0; options != NULL && i < options->count; i++) {
    Option *option = &options->items[i];
    if (option->credentials == NULL && text_equal(option->name, name)) return option;
  }
  return NULL;
}

/* The one option that may be set many times, once for each channel. */
static Option *find_channel(const Options *options, MI_Uint32 channel) {
  for (MI_Uint32 i = 0; options != NULL && i < options->count; i++) {
    Option *option = &options->items[i];
    if (text_equal(option->name, OPTION_CHANNEL) && option->value.uint32 == channel) return option;
  }
  return NULL;
}

void options_set(Options *options, const MI_Char *name, MI_Type type, const MI_Value *value, MI_Uint32 flags) {
  bool channel = text_equal(name, OPTION_CHANNEL) && type == MI_UINT32;
  Option *option = channel ? find_channel(options, value->uint32) : find(options, name);
  if (option == NULL) {
    option = append(options, name);
  } else {
    value_free(&option->value, option->type);
  }
  option->type = type;
  option->value = value_copy(value, type);
  option->flags = flags;
}

void options_add_credentials(Options *options, const MI_Char *name, Credentials *credentials, MI_Uint32 flags) {
  Option *option = append(options, name);
  option->credentials = credentials;
  option->flags = flags;
}

const Option *options_find(const Options *options, const MI_Char *name, MI_Type type) {
  const Option *option = find(options, name);
  return option != NULL && option->type == type ? option : NULL;
}

MI_Uint32 options_number(const Options *options, const MI_Char *name, MI_Uint32 otherwise) {
  const Option *option = options_find(options, name, MI_UINT32);
  return option == NULL ? otherwise : option->value.uint32;
}

bool options_pair(const Options *options, const MI_Char *first, const MI_Char *second) {
  bool hasFirst = options_find(options, first, MI_UINT32) != NULL;
  bool hasSecond = options_find(options, second, MI_UINT32) != NULL;
  if (hasFirst != hasSecond) {
    violation("OperationOptions: %s has no effect without %s", NARROW(hasFirst ? first : second),
              NARROW(hasFirst ? second : first));
  }
  return hasFirst && hasSecond;
}

/* The names in the SDK's mi.h. Those of credentials are not among them: AddCredentials has no others. */
const MI_Char *options_unknown_to_windows(const Options *options) {
  static const MI_Char *const KNOWN[] = {
      T("TIMEOUT"),          T("CERT_CA_CHECK"),     T("CERT_CN_CHECK"),      T("CERT_REVOCATION_CHECK"),
      T("PACKET_PRIVACY"),   T("PACKET_INTEGRITY"),  T("PACKET_ENCODING"),    T("DATA_LOCALE"),
      T("UI_LOCALE"),        T("MAX_ENVELOPE_SIZE"), T("ENCODE_PORT_IN_SPN"), T("HTTP_URL_PREFIX"),
      T("DESTINATION_PORT"), T("TRANSPORT"),         T("PROXY_TYPE"),         T("IMPERSONATION_TYPE"),
  };
  static const MI_Char PREFIX[] = T("__MI_DESTINATIONOPTIONS_");
  for (MI_Uint32 i = 0; options != NULL && i < options->count; i++) {
    const Option *option = &options->items[i];
    bool known = option->credentials != NULL;
    for (size_t j = 0; !known && j < sizeof KNOWN / sizeof *KNOWN; j++) {
      known = text_starts_with(option->name, PREFIX) &&
              text_equal(option->name + sizeof PREFIX / sizeof *PREFIX - 1, KNOWN[j]);
    }
    if (!known) return option->name;
  }
  return NULL;
}

static bool switched_off(const Options *options, MI_Uint32 channel) {
  const Option *option = find_channel(options, channel);
  return option != NULL && option->flags != 0;
}

static bool any_channel_on(const Options *options) {
  for (MI_Uint32 channel = 0; channel <= MI_WRITEMESSAGE_CHANNEL_DEBUG; channel++) {
    if (!switched_off(options, channel)) return true;
  }
  for (MI_Uint32 i = 0; i < options->count; i++) {
    if (text_equal(options->items[i].name, OPTION_CHANNEL) && options->items[i].flags == 0) return true;
  }
  return false;
}

bool options_channel_enabled(const Options *options, MI_Uint32 channel) {
  if (channel > MI_WRITEMESSAGE_CHANNEL_DEBUG) {
    return find_channel(options, channel) != NULL && !switched_off(options, channel);
  }
  return SETTING(asWindows) == 0 || !switched_off(options, channel) || !any_channel_on(options);
}

uint64_t options_timeout(const Options *options) {
  const Option *option = options_find(options, T("__MI_OPERATIONOPTIONS_TIMEOUT"), MI_DATETIME);
  if (option == NULL) option = options_find(options, T("__MI_DESTINATIONOPTIONS_TIMEOUT"), MI_DATETIME);
  if (option == NULL) return 0;
  const MI_Interval *time = &option->value.datetime.u.interval;
  uint64_t seconds = ((time->days * 24ull + time->hours) * 60 + time->minutes) * 60 + time->seconds;
  return seconds * 1000000 + time->microseconds;
}
