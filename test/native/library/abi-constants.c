/* The ABI as the C compiler of this platform sees it, by name: tests compare their own description with it. */
#include "control.h"
#include "json.h"
#include "platform.h"

#define SIZE(type) {"sizeof " #type, sizeof(type)}
#define OFFSET(type, member) {"offsetof " #type "." #member, offsetof(type, member)}
#define CONSTANT(name) {#name, (int64_t)(name)}
/* The place of a function in its table, counted in pointers. */
#define SLOT(table, function) {#table "." #function, offsetof(table, function) / sizeof(void *)}

static const struct {
  const char *name;
  int64_t value;
} CONSTANTS[] = {
#include "abi-constants.inc"
};

const char *test_abi_constants(void) {
  static THREAD_LOCAL Json json;
  json.length = 0;
  json_open(&json, '{');
  for (size_t i = 0; i < sizeof CONSTANTS / sizeof *CONSTANTS; i++) {
    json_number(&json, CONSTANTS[i].name, CONSTANTS[i].value);
  }
  json_close(&json, '}');
  return json.text;
}
