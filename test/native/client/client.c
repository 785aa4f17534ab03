/*
 * A client of the library under test that drives all of it: a self-test, natively, under sanitizers and under Wine.
 * client [case …].
 */
#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "harness.h"

static const struct {
  const char *name;
  void (*run)(void);
} CASES[] = {
    {"abi", case_abi},
    {"instances", case_instances},
    {"echo", case_echo},
    {"enumerations", case_enumerations},
    {"changes", case_changes},
    {"classes", case_classes},
    {"options", case_options},
    {"functions", case_functions},
    {"drawing", case_drawing},
    {"extended callbacks", case_extended_callbacks},
    {"prompts", case_prompts},
    {"acknowledgements", case_acknowledgements},
    {"cancel", case_cancel},
    {"timeout", case_timeout},
    {"failures", case_failures},
    {"shapes of the end", case_shapes_of_the_end},
    {"indications", case_indications},
    {"crowd", case_crowd},
    {"storm", case_storm},
    {"settings", case_settings},
    {"as windows", case_as_windows},
    {"out of order", case_out_of_order},
    {"blocking", case_blocking},
    {"stale handles", case_stale_handles},
    {"stale objects", case_stale_objects},
    {"wrong types", case_wrong_types},
    {"wrong answers", case_wrong_answers},
};

/* Every case leaves nothing alive, and no violation it did not ask for. */
static void check_clean(const char *name) {
  const char *counters = test_counters();
  for (const char *digit = counters; *digit != 0; digit++) {
    if (*digit < '1' || *digit > '9' || digit[-1] != ':') continue;
    fprintf(stderr, "%s: something is left: %s\n", name, counters);
    failures++;
    break;
  }
  if (test_violation_count() == 0) return;
  fprintf(stderr, "%s: violations: %s\n", name, test_violations());
  failures++;
}

/* With arguments, only the cases they name. */
static int is_wanted(const char *name, int count, char **names) {
  for (int i = 1; i < count; i++) {
    if (strcmp(names[i], name) == 0) return 1;
  }
  return count == 1;
}

int main(int argumentCount, char **arguments) {
  int ran = 0;
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    if (!is_wanted(CASES[i].name, argumentCount, arguments)) continue;
    int before = failures;
    test_reset();
    CASES[i].run();
    check_clean(CASES[i].name);
    printf("%s %s\n", failures == before ? "ok" : "FAILED", CASES[i].name);
    fflush(stdout);
    ran++;
  }
  printf("%d cases, %d failures\n", ran, failures);
  return failures != 0 || ran == 0;
}
