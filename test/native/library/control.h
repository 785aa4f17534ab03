/* What tests call beside MI's own functions. All text is UTF-8; JSON stays valid until the thread's next such call. */
#ifndef CONTROL_H
#define CONTROL_H

#include <stdint.h>

#include "abi.h"

/* Sets one of SETTINGS (counters.h). 0 when there is no such setting. */
MI_EXPORT int32_t test_set(const char *name, int64_t value);
/* The setting's value; -1 when there is no such setting. */
MI_EXPORT int64_t test_get(const char *name);
/* All settings to their initial values, and no violations. */
MI_EXPORT void test_reset(void);

/* One of COUNTERS; -1 when there is no such counter. */
MI_EXPORT int64_t test_counter(const char *name);
/* All of them: {"applications":0,…}. */
MI_EXPORT const char *test_counters(void);

/* How often the client broke the contract; and in which way, the first hundred: ["Session.Close: …",…]. */
MI_EXPORT uint32_t test_violation_count(void);
MI_EXPORT const char *test_violations(void);
MI_EXPORT void test_clear_violations(void);

/* What the last operation asked for, and how its session was made; "null" unless recordRequests is set. */
MI_EXPORT const char *test_last_request(void);
MI_EXPORT const char *test_last_session(void);

/* Sizes, offsets and constants as the C compiler sees them: {"sizeof MI_Value":40,"MI_FLAG_KEY":4096,…}. */
MI_EXPORT const char *test_abi_constants(void);

/* The classes of the server as their tables declare them, without system classes: an array of objects. */
MI_EXPORT const char *test_schema(void);

#endif
