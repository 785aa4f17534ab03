/*
 * What native.mjs is measured against: the same calls of an MI library from C, one after another. Every element that
 * comes is read.
 *
 *   native-floor <library> <setting=value,…> <work> <times> <namespace> <class> <method> [name:type:value …]
 *
 * The settings are those of the library under test, empty for another library. The work is get (by the keys that
 * follow), invoke (of a static method, with the parameters that follow), callbacks or pull (the instances of the class).
 * It prints microseconds and processor time for each of the times, as JSON.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "../native/library/abi.h"

typedef MI_Result(MI_CALL *Initialize)(MI_Uint32, const MI_Char *, MI_Instance **, MI_Application *);
typedef int32_t (*SetSetting)(const char *, int64_t);

typedef struct Wait {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int done;
} Wait;

static MI_Application application;
static MI_Session session;
static size_t characters;

static void require(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "native-floor: %s failed\n", what);
  exit(1);
}

static void *function(void *library, const char *name) {
  void *found = dlsym(library, name);
  require(found != NULL, name);
  return found;
}

static void read_elements(const MI_Instance *instance) {
  MI_Uint32 count = 0;
  instance->ft->GetElementCount(instance, &count);
  for (MI_Uint32 i = 0; i < count; i++) {
    const MI_Char *name;
    MI_Value value;
    MI_Type type;
    MI_Uint32 flags;
    require(instance->ft->GetElementAt(instance, i, &name, &value, &type, &flags) == MI_RESULT_OK, "GetElementAt");
    characters += strlen(name);
    if (type == MI_STRING && !(flags & MI_FLAG_NULL)) characters += strlen(value.string);
  }
}

static void MI_CALL on_result(MI_Operation *operation, void *context, const MI_Instance *instance, MI_Boolean more,
                              MI_Result code, const MI_Char *message, const MI_Instance *details,
                              MI_Acknowledge acknowledge) {
  Wait *wait = context;
  (void)operation, (void)message, (void)details, (void)acknowledge;
  require(code == MI_RESULT_OK, "the operation");
  if (instance != NULL) read_elements(instance);
  if (more) return;
  pthread_mutex_lock(&wait->lock);
  wait->done = 1;
  pthread_cond_signal(&wait->changed);
  pthread_mutex_unlock(&wait->lock);
}

/* An instance of these elements, each of them name:type:value. */
static MI_Instance *new_instance(const char *className, char **texts, int count, MI_Uint32 flags) {
  MI_Instance *instance;
  require(application.ft->NewInstance(&application, className, NULL, &instance) == MI_RESULT_OK, "NewInstance");
  for (int i = 0; i < count; i++) {
    char text[256], *rest = text;
    snprintf(text, sizeof text, "%s", texts[i]);
    const char *name = strsep(&rest, ":"), *typeName = strsep(&rest, ":");
    require(typeName != NULL && rest != NULL, texts[i]);
    MI_Value value;
    memset(&value, 0, sizeof value);
    MI_Type type = MI_STRING;
    if (strcmp(typeName, "uint32") == 0) type = MI_UINT32, value.uint32 = (MI_Uint32)strtoul(rest, NULL, 10);
    else if (strcmp(typeName, "sint32") == 0) type = MI_SINT32, value.sint32 = (MI_Sint32)strtol(rest, NULL, 10);
    else if (strcmp(typeName, "uint64") == 0) type = MI_UINT64, value.uint64 = strtoull(rest, NULL, 10);
    else require(strcmp(typeName, "string") == 0, typeName), value.string = rest;
    require(instance->ft->AddElement(instance, name, &value, type, flags) == MI_RESULT_OK, "AddElement");
  }
  return instance;
}

static void draw(MI_Operation *operation) {
  MI_Boolean more = MI_TRUE;
  while (more) {
    const MI_Instance *instance = NULL, *details;
    const MI_Char *message;
    MI_Result result;
    operation->ft->GetInstance(operation, &instance, &more, &result, &message, &details);
    require(result == MI_RESULT_OK, "the operation");
    if (instance != NULL) read_elements(instance);
  }
}

static void work(const char *kind, char **arguments, int count) {
  const char *namespaceName = arguments[0], *className = arguments[1], *method = arguments[2];
  Wait wait = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
  MI_OperationCallbacks callbacks = {.callbackContext = &wait, .instanceResult = on_result};
  MI_Operation operation;
  MI_Instance *in = NULL;
  memset(&operation, 0, sizeof operation);
  int isPull = strcmp(kind, "pull") == 0;
  if (strcmp(kind, "get") == 0) {
    in = new_instance(className, arguments + 3, count - 3, MI_FLAG_KEY);
    session.ft->GetInstance(&session, 0, NULL, namespaceName, in, &callbacks, &operation);
  } else if (strcmp(kind, "invoke") == 0) {
    in = new_instance("__Parameters", arguments + 3, count - 3, 0);
    session.ft->Invoke(&session, 0, NULL, namespaceName, className, method, NULL, in, &callbacks, &operation);
  } else {
    session.ft->EnumerateInstances(&session, 0, NULL, namespaceName, className, MI_FALSE, isPull ? NULL : &callbacks,
                                   &operation);
  }
  if (isPull) draw(&operation);
  pthread_mutex_lock(&wait.lock);
  while (!isPull && !wait.done) pthread_cond_wait(&wait.changed, &wait.lock);
  pthread_mutex_unlock(&wait.lock);
  require(operation.ft->Close(&operation) == MI_RESULT_OK, "Operation.Close");
  if (in != NULL) in->ft->Delete(in);
}

static double wall(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static double processor(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
         (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

int main(int count, char **arguments) {
  require(count >= 8, "reading the arguments");
  void *library = dlopen(arguments[1], RTLD_NOW);
  require(library != NULL, arguments[1]);
  for (char *rest = arguments[2], *setting; (setting = strsep(&rest, ",")) != NULL;) {
    char *value = strchr(setting, '=');
    if (value == NULL) continue;
    *value = '\0';
    ((SetSetting)function(library, "test_set"))(setting, atoll(value + 1));
  }
  Initialize initialize = (Initialize)function(library, "MI_Application_InitializeV1");
  require(initialize(0, "native-floor", NULL, &application) == MI_RESULT_OK, "MI_Application_InitializeV1");
  require(application.ft->NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session) == MI_RESULT_OK,
          "NewSession");
  long times = atol(arguments[4]);
  work(arguments[3], arguments + 5, count - 5); /* warms up */
  double begun = wall(), used = processor();
  for (long i = 0; i < times; i++) work(arguments[3], arguments + 5, count - 5);
  double took = wall() - begun, worked = processor() - used;
  printf("{\"microseconds\":%.2f,\"processor\":%.2f}\n", took / (double)times, worked / (double)times);
  session.ft->Close(&session, NULL, NULL);
  application.ft->Close(&application);
  return characters == 0;
}
