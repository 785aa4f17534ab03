/*
 * The speed that JavaScript is measured against: client bench invoke|enumerate <times> <answerDelay> <resultDelay>.
 * One operation after the other; every value that comes is read. Prints one line of JSON.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "harness.h"

/* An operation without the bookkeeping of a Run. */
typedef struct Bare {
  MI_Operation operation;
  Mutex lock;
  Condition changed;
  bool done;
  uint64_t elements;
} Bare;

static void read_elements(Bare *bare, const MI_Instance *instance) {
  MI_Uint32 count = 0;
  instance->ft->GetElementCount(instance, &count);
  for (MI_Uint32 i = 0; i < count; i++) {
    const MI_Char *name;
    MI_Value value;
    MI_Type type;
    MI_Uint32 flags;
    CHECK(instance->ft->GetElementAt(instance, i, &name, &value, &type, &flags) == MI_RESULT_OK);
    bare->elements++;
  }
}

static void MI_CALL on_result(MI_Operation *operation, void *context, const MI_Instance *instance, MI_Boolean more,
                              MI_Result code, const MI_Char *message, const MI_Instance *details,
                              MI_Acknowledge acknowledge) {
  Bare *bare = context;
  (void)operation, (void)message, (void)details, (void)acknowledge;
  CHECK(code == MI_RESULT_OK);
  if (instance != NULL) read_elements(bare, instance);
  if (more) return;
  mutex_lock(&bare->lock);
  bare->done = true;
  condition_broadcast(&bare->changed);
  mutex_unlock(&bare->lock);
}

static void await(Bare *bare) {
  mutex_lock(&bare->lock);
  while (!bare->done) condition_wait(&bare->changed, &bare->lock);
  bare->done = false;
  mutex_unlock(&bare->lock);
  CHECK(bare->operation.ft->Close(&bare->operation) == MI_RESULT_OK);
}

static void invoke_add(Bare *bare, MI_OperationCallbacks *callbacks) {
  MI_Instance *in = new_instance(T("__parameters"));
  add(in, T("A"), MI_SINT32, (MI_Value){.sint32 = 2}, 0);
  add(in, T("B"), MI_SINT32, (MI_Value){.sint32 = 3}, 0);
  session.ft->Invoke(&session, 0, NULL, T("root/test"), T("Test_Service"), T("Add"), NULL, in, callbacks,
                     &bare->operation);
  CHECK(in->ft->Delete(in) == MI_RESULT_OK);
}

int bench(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "client bench invoke|enumerate <times> <answerDelay> <resultDelay>\n");
    return 2;
  }
  bool enumerates = strcmp(arguments[0], "enumerate") == 0;
  long times = atol(arguments[1]);
  test_set("answerDelay", atol(arguments[2]));
  test_set("resultDelay", atol(arguments[3]));
  test_set("manyCount", 10000);
  Bare bare = {.done = false};
  mutex_init(&bare.lock);
  condition_init(&bare.changed);
  MI_OperationCallbacks callbacks = {.callbackContext = &bare, .instanceResult = on_result};
  open_session();
  uint64_t start = clock_now();
  for (long i = 0; i < times; i++) {
    if (enumerates) {
      session.ft->EnumerateInstances(&session, 0, NULL, T("root/test"), T("Test_Many"), MI_FALSE, &callbacks,
                                     &bare.operation);
    } else {
      invoke_add(&bare, &callbacks);
    }
    await(&bare);
  }
  uint64_t microseconds = clock_now() - start;
  close_session();
  printf("{\"operations\":%ld,\"elements\":%" PRIu64 ",\"microseconds\":%" PRIu64 "}\n", times, bare.elements,
         microseconds);
  condition_destroy(&bare.changed);
  mutex_destroy(&bare.lock);
  return failures != 0;
}
