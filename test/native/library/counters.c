#include "counters.h"

#include <stdatomic.h>
#include <stdbool.h>

static _Atomic int64_t counters[COUNTER_COUNT];

static const char *const COUNTER_NAMES[] = {
#define COUNTER_NAME(name) #name,
    COUNTERS(COUNTER_NAME)
#undef COUNTER_NAME
};

void count(enum Counter counter, int64_t change) {
  atomic_fetch_add_explicit(&counters[counter], change, memory_order_relaxed);
}

int64_t counter_value(enum Counter counter) { return atomic_load_explicit(&counters[counter], memory_order_relaxed); }

const char *counter_name(enum Counter counter) { return COUNTER_NAMES[counter]; }
