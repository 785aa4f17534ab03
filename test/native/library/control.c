#include "control.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "counters.h"
#include "json.h"
#include "platform.h"

#define VIOLATIONS_KEPT 100
#define VIOLATION_SIZE 240

static _Atomic int64_t settings[SETTING_COUNT] = {
#define SETTING_INITIAL(name, initial) initial,
    SETTINGS(SETTING_INITIAL)
#undef SETTING_INITIAL
};

static const struct {
  const char *name;
  int64_t initial;
} SETTING_TABLE[] = {
#define SETTING_ROW(name, initial) {#name, initial},
    SETTINGS(SETTING_ROW)
#undef SETTING_ROW
};

static Mutex lock = MUTEX_INITIALIZER;
static char violations[VIOLATIONS_KEPT][VIOLATION_SIZE];
static uint32_t violationCount;

int64_t setting_value(enum Setting setting) { return atomic_load_explicit(&settings[setting], memory_order_relaxed); }

static int find_setting(const char *name) {
  for (int i = 0; i < SETTING_COUNT; i++) {
    if (strcmp(SETTING_TABLE[i].name, name) == 0) return i;
  }
  return -1;
}

int32_t test_set(const char *name, int64_t value) {
  int setting = find_setting(name);
  if (setting < 0) return 0;
  atomic_store(&settings[setting], value);
  return 1;
}

int64_t test_get(const char *name) {
  int setting = find_setting(name);
  return setting < 0 ? -1 : atomic_load(&settings[setting]);
}

void test_reset(void) {
  for (int i = 0; i < SETTING_COUNT; i++) atomic_store(&settings[i], SETTING_TABLE[i].initial);
  test_clear_violations();
}

/* An empty text for the calling thread to fill and return. */
static Json *fresh_json(void) {
  static THREAD_LOCAL Json json;
  json.length = 0;
  return &json;
}

int64_t test_counter(const char *name) {
  for (int i = 0; i < COUNTER_COUNT; i++) {
    if (strcmp(counter_name(i), name) == 0) return counter_value(i);
  }
  return -1;
}

const char *test_counters(void) {
  Json *json = fresh_json();
  json_open(json, '{');
  for (int i = 0; i < COUNTER_COUNT; i++) json_number(json, counter_name(i), counter_value(i));
  json_close(json, '}');
  return json->text;
}

void violation(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  mutex_lock(&lock);
  if (violationCount < VIOLATIONS_KEPT) vsnprintf(violations[violationCount], VIOLATION_SIZE, format, arguments);
  violationCount++;
  mutex_unlock(&lock);
  va_end(arguments);
}

uint32_t test_violation_count(void) {
  mutex_lock(&lock);
  uint32_t count = violationCount;
  mutex_unlock(&lock);
  return count;
}

const char *test_violations(void) {
  Json *json = fresh_json();
  json_open(json, '[');
  mutex_lock(&lock);
  for (uint32_t i = 0; i < violationCount && i < VIOLATIONS_KEPT; i++) json_string(json, NULL, violations[i]);
  mutex_unlock(&lock);
  json_close(json, ']');
  return json->text;
}

void test_clear_violations(void) {
  mutex_lock(&lock);
  violationCount = 0;
  mutex_unlock(&lock);
}
