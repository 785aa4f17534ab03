#include "harness.h"

#include <stdio.h>
#include <string.h>

int failures;
MI_Application application;
MI_Session session;

void check_that(bool holds, const char *claim, const char *file, int line) {
  if (holds) return;
  failures++;
  fprintf(stderr, "%s:%d: not so: %s\n", file, line, claim);
}

bool same_text(const MI_Char *a, const MI_Char *b) {
  if (a == NULL || b == NULL) return a == b;
  while (*a != 0 && *a == *b) a++, b++;
  return *a == *b;
}

void open_session(void) {
  CHECK(MI_Application_InitializeV1(0, T("self-test"), NULL, &application) == MI_RESULT_OK);
  CHECK(application.ft->NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session) == MI_RESULT_OK);
}

void close_session(void) {
  CHECK(session.ft->Close(&session, NULL, NULL) == MI_RESULT_OK);
  CHECK(application.ft->Close(&application) == MI_RESULT_OK);
}

/* Acknowledges before anybody hears of the result: who closes an operation must have acknowledged its last one. */
static void after_result(Run *run, MI_Operation *operation, MI_Boolean more, bool hasObject, MI_Result code,
                         const MI_Char *message, const MI_Instance *details, MI_Acknowledge acknowledge) {
  bool hadMessage = message != NULL, hadDetails = details != NULL;
  if (run->cancelAtFirst && run->results == 0) CHECK(operation->ft->Cancel(operation, MI_REASON_NONE) == MI_RESULT_OK);
  if (acknowledge != NULL && !run->withholdAcknowledgement) CHECK(acknowledge(operation) == MI_RESULT_OK);
  mutex_lock(&run->lock);
  if (run->withholdAcknowledgement) run->acknowledge = acknowledge;
  if (hasObject) run->results++;
  if (!more) {
    run->finals++;
    run->lastHadObject = hasObject;
    run->code = code;
    run->hadMessage = hadMessage;
    run->hadDetails = hadDetails;
  } else if (!hasObject) {
    run->empty++;
  }
  condition_broadcast(&run->changed);
  mutex_unlock(&run->lock);
}

static void MI_CALL on_instance(MI_Operation *operation, void *context, const MI_Instance *instance, MI_Boolean more,
                                MI_Result code, const MI_Char *message, const MI_Instance *details,
                                MI_Acknowledge acknowledge) {
  Run *run = context;
  if (instance != NULL && run->instance == NULL) CHECK(instance->ft->Clone(instance, &run->instance) == MI_RESULT_OK);
  after_result(run, operation, more, instance != NULL, code, message, details, acknowledge);
}

static void MI_CALL on_indication(MI_Operation *operation, void *context, const MI_Instance *instance,
                                  const MI_Char *bookmark, const MI_Char *machineID, MI_Boolean more, MI_Result code,
                                  const MI_Char *message, const MI_Instance *details, MI_Acknowledge acknowledge) {
  if (instance != NULL) CHECK(bookmark != NULL && same_text(machineID, T("test-machine")));
  on_instance(operation, context, instance, more, code, message, details, acknowledge);
}

static void MI_CALL on_class(MI_Operation *operation, void *context, const MI_Class *class, MI_Boolean more,
                             MI_Result code, const MI_Char *message, const MI_Instance *details,
                             MI_Acknowledge acknowledge) {
  Run *run = context;
  if (class != NULL && run->class == NULL) CHECK(class->ft->Clone(class, &run->class) == MI_RESULT_OK);
  after_result(run, operation, more, class != NULL, code, message, details, acknowledge);
}

static void MI_CALL on_message(MI_Operation *operation, void *context, MI_Uint32 channel, const MI_Char *message) {
  Run *run = context;
  CHECK(operation != NULL && channel <= 7 && message != NULL);
  run->messages++;
}

static void MI_CALL on_progress(MI_Operation *operation, void *context, const MI_Char *activity, const MI_Char *current,
                                const MI_Char *status, MI_Uint32 percent, MI_Uint32 seconds) {
  Run *run = context;
  CHECK(operation != NULL && activity != NULL && current != NULL && status != NULL && percent <= 100 && seconds < 1000);
  run->progress++;
}

static void respond_to(Run *run, MI_Operation *operation, MI_Respond respond) {
  if (respond == NULL) return;
  mutex_lock(&run->lock);
  run->responsesOffered++;
  bool withhold = run->withholdResponse;
  if (withhold) run->respond = respond;
  condition_broadcast(&run->changed);
  mutex_unlock(&run->lock);
  if (!withhold) CHECK(respond(operation, run->response) == MI_RESULT_OK);
}

static void MI_CALL on_error(MI_Operation *operation, void *context, MI_Instance *error, MI_Respond respond) {
  Run *run = context;
  CHECK(!is_null(error, T("Message")));
  run->errors++;
  respond_to(run, operation, respond);
}

static void MI_CALL on_prompt(MI_Operation *operation, void *context, const MI_Char *message, MI_PromptType type,
                              MI_Respond respond) {
  Run *run = context;
  CHECK(message != NULL && type <= MI_PROMPTTYPE_CRITICAL);
  run->prompts++;
  respond_to(run, operation, respond);
}

static void MI_CALL on_stream(MI_Operation *operation, void *context, const MI_Char *parameter, MI_Type type,
                              const MI_Value *value, MI_Acknowledge acknowledge) {
  Run *run = context;
  CHECK((type & MI_ARRAY) != 0 && value->array.size > 0 && parameter != NULL);
  run->streams++;
  if (acknowledge != NULL) CHECK(acknowledge(operation) == MI_RESULT_OK);
}

void run_init(Run *run) {
  memset(run, 0, sizeof *run);
  mutex_init(&run->lock);
  condition_init(&run->changed);
  run->response = MI_RESPONSE_YES;
  run->callbacks = (MI_OperationCallbacks){
      .callbackContext = run,
      .promptUser = on_prompt,
      .writeError = on_error,
      .writeMessage = on_message,
      .writeProgress = on_progress,
      .instanceResult = on_instance,
      .indicationResult = on_indication,
      .classResult = on_class,
      .streamedParameterResult = on_stream,
  };
}

void run_wait(Run *run) {
  mutex_lock(&run->lock);
  while (run->finals == 0) condition_wait(&run->changed, &run->lock);
  mutex_unlock(&run->lock);
}

void run_free(Run *run) {
  condition_destroy(&run->changed);
  mutex_destroy(&run->lock);
  if (run->instance != NULL) CHECK(run->instance->ft->Delete(run->instance) == MI_RESULT_OK);
  if (run->class != NULL) CHECK(run->class->ft->Delete(run->class) == MI_RESULT_OK);
}

void run_finish(Run *run) {
  run_wait(run);
  CHECK(run->operation.ft->Close(&run->operation) == MI_RESULT_OK);
  CHECK(run->finals == 1);
}

MI_Instance *new_instance(const MI_Char *className) {
  MI_Instance *instance = NULL;
  CHECK(application.ft->NewInstance(&application, className, NULL, &instance) == MI_RESULT_OK);
  return instance;
}

void add(MI_Instance *instance, const MI_Char *name, MI_Type type, MI_Value value, MI_Uint32 flags) {
  CHECK(instance->ft->AddElement(instance, name, &value, type, flags) == MI_RESULT_OK);
}

MI_Instance *new_path(const MI_Char *className, const MI_Char *id) {
  MI_Instance *path = new_instance(className);
  add(path, T("Id"), MI_STRING, (MI_Value){.string = (MI_Char *)id}, MI_FLAG_KEY);
  return path;
}

MI_Value get(const MI_Instance *instance, const MI_Char *name, MI_Type type) {
  MI_Value value = {.uint64 = 0};
  MI_Type found = 99;
  CHECK(instance->ft->GetElement(instance, name, &value, &found, NULL, NULL) == MI_RESULT_OK);
  CHECK(found == type);
  return value;
}

bool is_null(const MI_Instance *instance, const MI_Char *name) {
  MI_Uint32 flags = 0;
  CHECK(instance->ft->GetElement(instance, name, NULL, NULL, &flags, NULL) == MI_RESULT_OK);
  return (flags & MI_FLAG_NULL) != 0;
}

MI_Uint32 get_uint32(const MI_Instance *instance, const MI_Char *name) { return get(instance, name, MI_UINT32).uint32; }

bool violated(const char *part) {
  bool found = strstr(test_violations(), part) != NULL;
  if (!found) fprintf(stderr, "violations: %s\n", test_violations());
  test_clear_violations();
  return found;
}
