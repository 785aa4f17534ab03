/* How operations run and end. */
#include <string.h>

#include "cases.h"
#include "harness.h"

static void enumerate(Run *run, const MI_Char *className, MI_Uint32 flags, MI_OperationOptions *options) {
  session.ft->EnumerateInstances(&session, flags, options, T("root/test"), className, MI_FALSE, RUN(run));
}

static MI_Instance *new_parameters(const MI_Char *name, MI_Uint32 value) {
  MI_Instance *parameters = new_instance(T("Parameters"));
  if (name != NULL) add(parameters, name, MI_UINT32, (MI_Value){.uint32 = value}, 0);
  return parameters;
}

static void start_invoke(Run *run, const MI_Char *method, MI_Instance *parameters, MI_OperationOptions *options) {
  session.ft->Invoke(&session, 0, options, NULL, T("Test_Service"), method, NULL, parameters, RUN(run));
  if (parameters != NULL) parameters->ft->Delete(parameters);
}

static void set_number(MI_OperationOptions *options, const MI_Char *name, MI_Uint32 value) {
  CHECK(options->ft->SetNumber(options, name, value, 0) == MI_RESULT_OK);
}

static void new_options(MI_OperationOptions *options, const MI_Char *name, MI_Uint32 value) {
  CHECK(application.ft->NewOperationOptions(&application, MI_FALSE, options) == MI_RESULT_OK);
  set_number(options, name, value);
}

/* Draws to the end; cancels after so many results. Returns how many had an instance. */
static int draw_all(MI_Operation *operation, int cancelAfter, MI_Result *code) {
  int count = 0;
  MI_Boolean more = MI_TRUE;
  while (more) {
    const MI_Instance *instance = NULL;
    CHECK(operation->ft->GetInstance(operation, &instance, &more, code, NULL, NULL) == MI_RESULT_OK);
    if (instance != NULL) count++;
    if (instance != NULL && count == cancelAfter) operation->ft->Cancel(operation, MI_REASON_NONE);
  }
  CHECK(operation->ft->Close(operation) == MI_RESULT_OK);
  return count;
}

void case_drawing(void) {
  open_session();
  MI_Operation operation;
  MI_Result code;
  session.ft->EnumerateInstances(&session, 0, NULL, NULL, T("Test_Many"), MI_FALSE, NULL, &operation);
  CHECK(draw_all(&operation, -1, &code) == 1000 && code == MI_RESULT_OK);
  session.ft->EnumerateInstances(&session, 0, NULL, NULL, T("Test_Endless"), MI_FALSE, NULL, &operation);
  CHECK(draw_all(&operation, 10, &code) >= 10 && code == MI_RESULT_FAILED);
  session.ft->GetClass(&session, 0, NULL, NULL, T("Test_Many"), NULL, &operation);
  const MI_Class *class = NULL;
  MI_Boolean more = MI_TRUE;
  CHECK(operation.ft->GetClass(&operation, &class, &more, &code, NULL, NULL) == MI_RESULT_OK);
  CHECK(class != NULL && !more && code == MI_RESULT_OK);
  CHECK(operation.ft->Close(&operation) == MI_RESULT_OK);
  test_set("indicationCount", 3);
  session.ft->Subscribe(&session, 0, NULL, NULL, T("WQL"), T("select * from Test_Alarm"), NULL, NULL, &operation);
  int indications = 0;
  for (more = MI_TRUE; more;) {
    const MI_Instance *indication = NULL;
    const MI_Char *bookmark = NULL, *machine = NULL;
    CHECK(operation.ft->GetIndication(&operation, &indication, &bookmark, &machine, &more, &code, NULL, NULL) ==
          MI_RESULT_OK);
    if (indication != NULL) indications++;
    CHECK((indication != NULL) == (bookmark != NULL));
  }
  CHECK(indications == 3);
  MI_Session same;
  CHECK(operation.ft->GetSession(&operation, &same) == MI_RESULT_OK && same.reserved1 == session.reserved1);
  CHECK(operation.ft->Close(&operation) == MI_RESULT_OK);
  close_session();
}

void case_extended_callbacks(void) {
  open_session();
  for (int threads = 0; threads < 2; threads++) {
    test_set("resultThreads", threads);
    Run run;
    run_init(&run);
    start_invoke(&run, T("Messages"), new_parameters(T("Count"), 4), NULL);
    run_finish(&run);
    CHECK(run.messages == 3); /* not channel 7 */
    run_free(&run);
    run_init(&run);
    start_invoke(&run, T("Progress"), new_parameters(T("Count"), 5), NULL);
    run_finish(&run);
    CHECK(run.progress == 5);
    run_free(&run);
    run_init(&run);
    start_invoke(&run, T("Streams"), new_parameters(T("Count"), 6), NULL);
    run_finish(&run);
    CHECK(run.streams == 18 && run.results == 1);
    run_free(&run);
  }
  close_session();
}

static void check_errors(MI_Uint32 mode, MI_ResponseType response, int errors, int asked, MI_Uint32 continued) {
  MI_OperationOptions options;
  new_options(&options, T("__MI_OPERATIONOPTIONS_WRITEERRORMODE"), mode);
  Run run;
  run_init(&run);
  run.response = response;
  start_invoke(&run, T("WriteErrors"), new_parameters(T("Count"), 3), &options);
  options.ft->Delete(&options);
  run_finish(&run);
  CHECK(run.errors == errors && run.responsesOffered == asked);
  CHECK(get_uint32(run.instance, T("Continued")) == continued);
  run_free(&run);
}

static void check_prompts(MI_Uint32 mode, MI_Boolean critical, MI_ResponseType response, int prompts, int asked,
                          MI_Uint32 confirmed) {
  MI_OperationOptions options;
  new_options(&options, T("__MI_OPERATIONOPTIONS_PROMPTUSERMODE"), mode);
  set_number(&options, T("__MI_OPERATIONOPTIONS_PROMPTUSERMODEREGULAR_ACKVALUE"), 1);
  MI_Instance *parameters = new_parameters(T("Count"), 3);
  add(parameters, T("Critical"), MI_BOOLEAN, (MI_Value){.boolean = critical}, 0);
  Run run;
  run_init(&run);
  run.response = response;
  start_invoke(&run, T("Prompt"), parameters, &options);
  options.ft->Delete(&options);
  run_finish(&run);
  CHECK(run.prompts == prompts && run.responsesOffered == asked);
  CHECK(get_uint32(run.instance, T("Confirmed")) == confirmed);
  run_free(&run);
}

void case_prompts(void) {
  open_session();
  check_errors(MI_CALLBACKMODE_REPORT, MI_RESPONSE_NO, 3, 0, 3);
  check_errors(MI_CALLBACKMODE_IGNORE, MI_RESPONSE_NO, 0, 0, 3);
  check_errors(MI_CALLBACKMODE_INQUIRE, MI_RESPONSE_YES, 3, 3, 3);
  check_errors(MI_CALLBACKMODE_INQUIRE, MI_RESPONSE_NO, 1, 1, 0);
  check_errors(MI_CALLBACKMODE_INQUIRE, MI_RESPONSE_YES_TO_ALL, 3, 1, 3);
  check_prompts(MI_CALLBACKMODE_REPORT, MI_FALSE, MI_RESPONSE_NO, 3, 0, 3);
  check_prompts(MI_CALLBACKMODE_IGNORE, MI_FALSE, MI_RESPONSE_NO, 0, 0, 3);
  check_prompts(MI_CALLBACKMODE_IGNORE, MI_TRUE, MI_RESPONSE_NO, 3, 3, 0);
  check_prompts(MI_CALLBACKMODE_INQUIRE, MI_FALSE, MI_RESPONSE_YES, 3, 3, 3);
  check_prompts(MI_CALLBACKMODE_INQUIRE, MI_FALSE, MI_RESPONSE_NO_TO_ALL, 1, 1, 0);
  /* The response comes later, from another thread. */
  Run run;
  run_init(&run);
  run.withholdResponse = true;
  start_invoke(&run, T("Prompt"), new_parameters(NULL, 0), NULL);
  mutex_lock(&run.lock);
  while (run.respond == NULL) condition_wait(&run.changed, &run.lock);
  mutex_unlock(&run.lock);
  CHECK(run.respond(&run.operation, MI_RESPONSE_YES) == MI_RESULT_OK);
  run_finish(&run);
  CHECK(get_uint32(run.instance, T("Confirmed")) == 1);
  run_free(&run);
  close_session();
}

void case_acknowledgements(void) {
  open_session();
  Run run;
  run_init(&run);
  enumerate(&run, T("Test_Many"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, NULL);
  run_finish(&run);
  CHECK(run.results == 1000);
  run_free(&run);
  /* Late, and from another thread. */
  test_set("manyCount", 20);
  run_init(&run);
  run.withholdAcknowledgement = true;
  enumerate(&run, T("Test_Many"), MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, NULL);
  for (int acknowledged = 0; acknowledged < 21; acknowledged++) {
    mutex_lock(&run.lock);
    while (run.acknowledge == NULL) condition_wait(&run.changed, &run.lock);
    MI_Acknowledge acknowledge = run.acknowledge;
    run.acknowledge = NULL;
    CHECK(run.results + run.finals == acknowledged + 1);
    mutex_unlock(&run.lock);
    CHECK(acknowledge(&run.operation) == MI_RESULT_OK);
  }
  run_finish(&run);
  run_free(&run);
  close_session();
}

/* Starts, waits a while, cancels, and expects the end that Cancel brings. */
static void check_cancel(void (*start)(Run *), uint64_t pause) {
  Run run;
  run_init(&run);
  start(&run);
  mutex_lock(&run.lock);
  uint64_t end = clock_now() + pause;
  while (clock_now() < end) condition_wait_until(&run.changed, &run.lock, end);
  mutex_unlock(&run.lock);
  CHECK(run.operation.ft->Cancel(&run.operation, MI_REASON_NONE) == MI_RESULT_OK);
  run_wait(&run);
  CHECK(run.code == MI_RESULT_FAILED && run.hadMessage);
  CHECK(run.operation.ft->Cancel(&run.operation, MI_REASON_NONE) == MI_RESULT_OK); /* after the end: no effect */
  if (run.respond != NULL) CHECK(run.respond(&run.operation, MI_RESPONSE_NO) == MI_RESULT_OK);
  run_finish(&run);
  run_free(&run);
}

static void start_never(Run *run) { start_invoke(run, T("Never"), NULL, NULL); }
static void start_never_class(Run *run) { enumerate(run, T("Test_Never"), 0, NULL); }
static void start_endless(Run *run) { enumerate(run, T("Test_Endless"), 0, NULL); }
static void start_slow(Run *run) { enumerate(run, T("Test_Slow"), 0, NULL); }
static void start_prompt(Run *run) {
  run->withholdResponse = true;
  start_invoke(run, T("Prompt"), new_parameters(NULL, 0), NULL);
}

void case_cancel(void) {
  open_session();
  void (*const STARTS[])(Run *) = {start_never, start_never_class, start_endless, start_slow, start_prompt};
  for (int i = 0; i < 5; i++) {
    check_cancel(STARTS[i], 0);
    check_cancel(STARTS[i], 20000);
  }
  test_set("resultsAfterCancel", 5);
  test_set("cancelDelay", 1000);
  Run run;
  run_init(&run);
  run.cancelAtFirst = true;
  start_endless(&run);
  run_finish(&run);
  CHECK(run.results > 5 && run.code == MI_RESULT_FAILED);
  run_free(&run);
  close_session();
}

void case_timeout(void) {
  open_session();
  MI_OperationOptions options;
  CHECK(application.ft->NewOperationOptions(&application, MI_FALSE, &options) == MI_RESULT_OK);
  MI_Interval interval = {.microseconds = 5000};
  CHECK(options.ft->SetInterval(&options, T("__MI_OPERATIONOPTIONS_TIMEOUT"), &interval, 0) == MI_RESULT_OK);
  Run run;
  run_init(&run);
  enumerate(&run, T("Test_Never"), 0, &options);
  run_finish(&run);
  CHECK(run.code == MI_RESULT_FAILED && run.hadDetails);
  run_free(&run);
  test_set("ignoreTimeout", 1);
  run_init(&run);
  start_invoke(&run, T("Sleep"), new_parameters(T("Milliseconds"), 20), &options);
  run_finish(&run);
  CHECK(run.code == MI_RESULT_OK);
  run_free(&run);
  options.ft->Delete(&options);
  close_session();
}

static MI_Result invoke_code(const MI_Char *className, const MI_Char *method, MI_Instance *parameters) {
  Run run;
  run_init(&run);
  session.ft->Invoke(&session, 0, NULL, NULL, className, method, NULL, parameters, RUN(&run));
  run_finish(&run);
  run_free(&run);
  if (parameters != NULL) parameters->ft->Delete(parameters);
  return run.code;
}

static void check_failing_start(void) {
  test_set("failStart", MI_RESULT_ACCESS_DENIED);
  Run run;
  run_init(&run);
  enumerate(&run, T("Test_Many"), 0, NULL);
  CHECK(run.finals == 1); /* before EnumerateInstances returned */
  CHECK(run.code == MI_RESULT_ACCESS_DENIED && run.operation.ft != mi_clientFT_V1->operationFT);
  run_finish(&run);
  run_free(&run);
  MI_Operation operation;
  MI_Boolean more = MI_TRUE;
  MI_Result code = MI_RESULT_OK;
  const MI_Instance *instance = NULL;
  session.ft->EnumerateInstances(&session, 0, NULL, NULL, T("Test_Many"), MI_FALSE, NULL, &operation);
  CHECK(operation.ft->GetInstance(&operation, &instance, &more, &code, NULL, NULL) == MI_RESULT_OK);
  CHECK(!more && code == MI_RESULT_ACCESS_DENIED);
  CHECK(operation.ft->Close(&operation) == MI_RESULT_OK);
  test_set("failStart", 0);
}

static int heard;

static void MI_CALL hear_message(MI_Application *self, void *context, MI_Uint32 channel, const MI_Char *message) {
  CHECK(self->ft == application.ft && context == &heard && channel == 1 && message != NULL);
  heard++;
}

static void MI_CALL hear_error(MI_Application *self, void *context, MI_Instance *error) {
  CHECK(self->ft == application.ft && context == &heard && get_uint32(error, T("CIMStatusCode")) == MI_RESULT_FAILED);
  heard++;
}

static void check_noisy_session(void) {
  MI_SessionCallbacks callbacks = {&heard, hear_message, hear_error};
  MI_Session other;
  heard = 0;
  CHECK(application.ft->NewSession(&application, NULL, T("noisy"), NULL, &callbacks, NULL, &other) == MI_RESULT_OK);
  CHECK(heard == 2);
  CHECK(other.ft->Close(&other, NULL, NULL) == MI_RESULT_OK);
}

static void check_failing_sessions(void) {
  static const MI_Char *const PROTOCOL = T("No_Such");
  MI_Instance *error = NULL;
  MI_Session other;
  CHECK(application.ft->NewSession(&application, PROTOCOL, NULL, NULL, NULL, &error, &other) == MI_RESULT_NOT_FOUND);
  CHECK(error != NULL && error->ft->Delete(error) == MI_RESULT_OK);
  test_set("errorDetails", 0);
  CHECK(application.ft->NewSession(&application, NULL, T("refused"), NULL, NULL, &error, &other) ==
        MI_RESULT_ACCESS_DENIED);
  CHECK(error == NULL);
  test_set("errorDetails", 1);
  CHECK(application.ft->NewSession(&application, NULL, T("unreachable"), NULL, NULL, NULL, &other) == MI_RESULT_OK);
  Run run;
  run_init(&run);
  other.ft->TestConnection(&other, 0, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_FAILED && run.hadMessage && run.hadDetails);
  run_free(&run);
  CHECK(other.ft->Close(&other, NULL, NULL) == MI_RESULT_OK);
}

void case_failures(void) {
  open_session();
  check_failing_start();
  check_failing_sessions();
  check_noisy_session();
  CHECK(invoke_code(T("No_Such"), T("Echo"), NULL) == MI_RESULT_INVALID_CLASS);
  CHECK(invoke_code(T("Test_Service"), T("No_Such"), NULL) == MI_RESULT_METHOD_NOT_FOUND);
  CHECK(invoke_code(T("Test_Service"), T("Add"), NULL) == MI_RESULT_INVALID_PARAMETER);
  CHECK(invoke_code(T("Test_Service"), T("Identify"), NULL) == MI_RESULT_NOT_FOUND);
  CHECK(invoke_code(T("Test_Service"), NULL, NULL) == MI_RESULT_INVALID_PARAMETER);
  CHECK(invoke_code(T("Test_Service"), T("Fail"), new_parameters(T("Result"), 27)) == MI_RESULT_SERVER_LIMITS_EXCEEDED);
  Run run;
  run_init(&run);
  session.ft->EnumerateInstances(&session, 0, NULL, T("root/none"), T("Test_Many"), MI_FALSE, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_INVALID_NAMESPACE);
  run_free(&run);
  close_session();
}

void case_shapes_of_the_end(void) {
  open_session();
  test_set("manyCount", 3);
  for (int shape = 0; shape < 3; shape++) {
    test_set("finalResult", shape);
    Run run;
    run_init(&run);
    enumerate(&run, T("Test_Many"), MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED, NULL);
    run_finish(&run);
    CHECK(run.results == 3 && run.empty == 1 && run.lastHadObject == (shape == 1));
    run_free(&run);
    run_init(&run);
    start_invoke(&run, T("Echo"), NULL, NULL);
    run_finish(&run);
    CHECK(run.results == 1 && run.lastHadObject == (shape != 2));
    run_free(&run);
  }
  close_session();
}

void case_indications(void) {
  open_session();
  Run run;
  run_init(&run);
  session.ft->Subscribe(&session, 0, NULL, NULL, T("WQL"), T("select * from Test_Alarm"), NULL, RUN(&run));
  mutex_lock(&run.lock);
  while (run.results < 5) condition_wait(&run.changed, &run.lock);
  mutex_unlock(&run.lock);
  CHECK(run.operation.ft->Cancel(&run.operation, MI_REASON_NONE) == MI_RESULT_OK);
  run_finish(&run);
  CHECK(get_uint32(run.instance, T("Number")) == 1 && run.code == MI_RESULT_FAILED);
  run_free(&run);
  run_init(&run);
  session.ft->Subscribe(&session, 0, NULL, NULL, T("WQL"), T("select * from Test_Many"), NULL, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_NOT_SUPPORTED);
  run_free(&run);
  close_session();
}

#define STORM_THREADS 8
#define STORM_ROUNDS 40

/* A session of its own, and operations that are cancelled somewhere on their way. */
static void storm(void *context) {
  const unsigned *seed = context;
  MI_Session own;
  CHECK(application.ft->NewSession(&application, NULL, NULL, NULL, NULL, NULL, &own) == MI_RESULT_OK);
  for (unsigned round = 0; round < STORM_ROUNDS; round++) {
    Run run;
    run_init(&run);
    const MI_Char *className = round % 2 == 0 ? T("Test_Endless") : T("Test_Many");
    own.ft->EnumerateInstances(&own, 0, NULL, NULL, className, MI_FALSE, RUN(&run));
    mutex_lock(&run.lock);
    int wanted = (int)((*seed * 31 + round * 7) % 20);
    while (run.results < wanted && run.finals == 0) condition_wait(&run.changed, &run.lock);
    mutex_unlock(&run.lock);
    CHECK(run.operation.ft->Cancel(&run.operation, MI_REASON_NONE) == MI_RESULT_OK);
    run_finish(&run);
    run_free(&run);
  }
  CHECK(own.ft->Close(&own, NULL, NULL) == MI_RESULT_OK);
}

void case_storm(void) {
  Thread threads[STORM_THREADS];
  unsigned seeds[STORM_THREADS];
  open_session();
  test_set("manyCount", 15);
  for (unsigned i = 0; i < STORM_THREADS; i++) {
    seeds[i] = i;
    CHECK(thread_start(&threads[i], storm, &seeds[i]));
  }
  for (int i = 0; i < STORM_THREADS; i++) thread_join(threads[i]);
  close_session();
}

static void check_enumeration(const MI_Char *nameSpace, const MI_Char *className, int results) {
  Run run;
  run_init(&run);
  session.ft->EnumerateInstances(&session, 0, NULL, nameSpace, className, MI_FALSE, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_OK && run.results == results);
  run_free(&run);
}

/* The settings that no other case uses. */
void case_settings(void) {
  MI_Instance *error = NULL;
  CHECK(test_set("noSuchSetting", 1) == 0 && test_get("noSuchSetting") == -1 && test_counter("noSuchCounter") == -1);
  test_set("failInitialize", MI_RESULT_SERVER_LIMITS_EXCEEDED);
  CHECK(MI_Application_InitializeV1(0, NULL, &error, &application) == MI_RESULT_SERVER_LIMITS_EXCEEDED);
  CHECK(error != NULL && error->ft->Delete(error) == MI_RESULT_OK);
  test_set("failInitialize", 0);
  open_session();
  MI_Session other;
  test_set("failNewSession", MI_RESULT_FAILED);
  CHECK(application.ft->NewSession(&application, NULL, NULL, NULL, NULL, NULL, &other) == MI_RESULT_FAILED);
  check_enumeration(T("root"), T("__NAMESPACE"), 1);
  check_enumeration(T("root/test"), T("__NAMESPACE"), 1);
  check_enumeration(T("root/test/inner"), T("Test_Inner"), 1);
  test_set("returnAsMIReturn", 1);
  test_set("errorMessages", 0);
  test_set("errorDetails", 0);
  test_set("systemClasses", 1);
  Run run;
  run_init(&run);
  start_invoke(&run, T("Echo"), NULL, NULL);
  run_finish(&run);
  CHECK(get_uint32(run.instance, T("MIReturn")) == 0);
  run_free(&run);
  run_init(&run);
  start_invoke(&run, T("No_Such"), NULL, NULL);
  run_finish(&run);
  CHECK(!run.hadMessage && !run.hadDetails);
  run_free(&run);
  run_init(&run);
  session.ft->EnumerateClasses(&session, 0, NULL, T("root/test/inner"), NULL, MI_TRUE, RUN(&run));
  run_finish(&run);
  CHECK(run.results == 2);
  run_free(&run);
  close_session();
}

#define CROWD 200

static void MI_CALL on_closed(void *context) {
  Run *run = context;
  mutex_lock(&run->lock);
  run->finals++;
  condition_broadcast(&run->changed);
  mutex_unlock(&run->lock);
}

void case_crowd(void) {
  static Run runs[CROWD];
  open_session();
  test_set("answerDelay", 100);
  test_set("manyCount", 10);
  for (int i = 0; i < CROWD; i++) {
    run_init(&runs[i]);
    enumerate(&runs[i], T("Test_Many"), 0, NULL);
  }
  for (int i = 0; i < CROWD; i++) {
    run_finish(&runs[i]);
    CHECK(runs[i].results == 10 && runs[i].code == MI_RESULT_OK);
    run_free(&runs[i]);
  }
  /* Closing a session asynchronously. */
  Run closing;
  run_init(&closing);
  CHECK(session.ft->Close(&session, &closing, on_closed) == MI_RESULT_OK);
  run_wait(&closing);
  run_free(&closing);
  CHECK(application.ft->Close(&application) == MI_RESULT_OK);
}
