/* Clients that break the contract: each mistake is noted, and none crashes or leaves anything behind. */
#include <stdatomic.h>

#include "cases.h"
#include "harness.h"

static void enumerate(Run *run, const MI_Char *className) {
  session.ft->EnumerateInstances(&session, 0, NULL, NULL, className, MI_FALSE, RUN(run));
}

void case_out_of_order(void) {
  Run run;
  open_session();
  run_init(&run);
  enumerate(&run, T("Test_Never"));
  CHECK(session.ft->Close(&session, NULL, NULL) == MI_RESULT_OK);
  CHECK(violated("Session.Close: EnumerateInstances is not closed"));
  CHECK(run.operation.ft->Close(&run.operation) == MI_RESULT_INVALID_PARAMETER);
  CHECK(violated("Operation.Close: the handle is closed"));
  CHECK(application.ft->NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session) == MI_RESULT_OK);
  CHECK(application.ft->Close(&application) == MI_RESULT_OK);
  CHECK(violated("Application.Close: a session is not closed"));
  run_free(&run);

  open_session();
  run_init(&run);
  enumerate(&run, T("Test_Never"));
  CHECK(run.operation.ft->Close(&run.operation) == MI_RESULT_OK);
  CHECK(violated("Operation.Close: EnumerateInstances was closed before its last result"));
  run_wait(&run); /* it still comes */
  MI_Operation drawn;
  session.ft->EnumerateInstances(&session, 0, NULL, NULL, T("Test_Many"), MI_FALSE, NULL, &drawn);
  CHECK(drawn.ft->Close(&drawn) == MI_RESULT_OK);
  CHECK(violated("was closed before its last result"));
  run_free(&run);
  close_session();
}

static atomic_bool closed;

static void close_on_thread(void *context) {
  (void)context;
  CHECK(session.ft->Close(&session, NULL, NULL) == MI_RESULT_OK);
  atomic_store(&closed, true);
}

/* As in MI: the session waits for its operation to be closed. */
void case_blocking(void) {
  Run run;
  Thread thread;
  open_session();
  test_set("blockOutOfOrder", 1);
  run_init(&run);
  enumerate(&run, T("Test_Never"));
  CHECK(thread_start(&thread, close_on_thread, NULL));
  run_wait(&run); /* the session's Close cancels the operation */
  while (test_violation_count() == 0) continue;
  CHECK(!atomic_load(&closed));
  CHECK(run.operation.ft->Close(&run.operation) == MI_RESULT_OK);
  thread_join(thread);
  CHECK(atomic_load(&closed));
  CHECK(violated("Session.Close: EnumerateInstances is not closed"));
  run_free(&run);
  CHECK(application.ft->Close(&application) == MI_RESULT_OK);
}

void case_stale_handles(void) {
  Run run;
  open_session();
  MI_Session stale = session;
  MI_OperationOptions options;
  CHECK(application.ft->NewOperationOptions(&application, MI_FALSE, &options) == MI_RESULT_OK);
  options.ft->Delete(&options);
  options.ft->Delete(&options);
  CHECK(violated("OperationOptions.Delete: the handle is closed"));
  CHECK(session.ft->Close(&session, NULL, NULL) == MI_RESULT_OK);
  CHECK(stale.ft->Close(&stale, NULL, NULL) == MI_RESULT_INVALID_PARAMETER);
  CHECK(violated("Session.Close: the handle is closed"));
  run_init(&run);
  session = stale;
  enumerate(&run, T("Test_Many"));
  CHECK(run.finals == 1 && run.code == MI_RESULT_INVALID_PARAMETER);
  CHECK(violated("Session.EnumerateInstances: the handle is closed"));
  run_free(&run);
  CHECK(application.ft->Close(&application) == MI_RESULT_OK);
  CHECK(application.ft->Close(&application) == MI_RESULT_INVALID_PARAMETER);
  CHECK(violated("Application.Close: the handle is closed"));
  CHECK(application.ft->Close(NULL) == MI_RESULT_INVALID_PARAMETER);
  CHECK(violated("Application.Close: NULL handle"));
}

static const MI_Instance *kept;
static MI_OperationCallbacks keeping;

static void MI_CALL keep_instance(MI_Operation *operation, void *context, const MI_Instance *instance, MI_Boolean more,
                                  MI_Result code, const MI_Char *message, const MI_Instance *details,
                                  MI_Acknowledge acknowledge) {
  Run *run = context;
  if (instance != NULL) {
    kept = instance;
    CHECK(instance->ft->Delete((MI_Instance *)instance) == MI_RESULT_INVALID_PARAMETER);
  }
  keeping.instanceResult(operation, run, NULL, more, code, message, details, acknowledge);
}

void case_stale_objects(void) {
  Run run;
  open_session();
  MI_Instance *instance = new_instance(T("Any"));
  CHECK(instance->ft->Delete(instance) == MI_RESULT_OK);
  CHECK(instance->ft->Delete(instance) == MI_RESULT_INVALID_PARAMETER);
  CHECK(violated("Instance.Delete: the instance was deleted"));
  test_set("manyCount", 1);
  run_init(&run);
  keeping = run.callbacks;
  run.callbacks.instanceResult = keep_instance;
  enumerate(&run, T("Test_Many"));
  run_finish(&run);
  CHECK(violated("Instance.Delete: an instance of Test_Many that is not the client's"));
  MI_Uint32 count = 0;
  CHECK(kept->ft->GetElementCount(kept, &count) == MI_RESULT_INVALID_PARAMETER);
  CHECK(violated("Instance.GetElementCount: the instance was deleted, or its time as a result is over"));
  run_free(&run);
  close_session();
}

void case_wrong_types(void) {
  Run run;
  open_session();
  MI_Instance *point = new_instance(T("Test_Point"));
  CHECK(point->ft->AddElement(point, T("X"), &(MI_Value){.uint32 = 1}, MI_UINT32, 0) == MI_RESULT_OK);
  CHECK(violated("Instance.AddElement: Test_Point.X is sint32, not uint32"));
  CHECK(point->ft->AddElement(point, T("Y"), NULL, (MI_Type)77, 0) == MI_RESULT_INVALID_PARAMETER);
  CHECK(violated("Instance.AddElement: 77 is no type"));
  CHECK(point->ft->SetElement(point, T("X"), NULL, MI_STRING, 0) == MI_RESULT_TYPE_MISMATCH);
  CHECK(violated("Instance.SetElement: X is uint32, not string"));
  point->ft->Delete(point);
  MI_Instance *in = new_instance(T("Parameters"));
  add(in, T("A"), MI_UINT32, (MI_Value){.uint32 = 1}, 0);
  run_init(&run);
  session.ft->Invoke(&session, 0, NULL, NULL, T("Test_Service"), T("Add"), NULL, in, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_TYPE_MISMATCH);
  CHECK(violated("Session.Invoke: parameter A of Add is sint32, not uint32"));
  run_free(&run);
  in->ft->Delete(in);
  close_session();
}

void case_wrong_answers(void) {
  Run run;
  open_session();
  test_set("manyCount", 1);
  run_init(&run);
  run.withholdAcknowledgement = true;
  session.ft->EnumerateInstances(&session, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, NULL, NULL, T("Test_Many"), MI_FALSE,
                                 RUN(&run));
  mutex_lock(&run.lock);
  while (run.acknowledge == NULL) condition_wait(&run.changed, &run.lock);
  mutex_unlock(&run.lock);
  CHECK(run.acknowledge(&run.operation) == MI_RESULT_OK);
  run_wait(&run);
  CHECK(run.operation.ft->Close(&run.operation) == MI_RESULT_OK);
  /* The final result is still to be acknowledged: without that the session could never close. */
  CHECK(session.ft->Close(&session, NULL, NULL) == MI_RESULT_OK);
  CHECK(violated("owes it an acknowledgement"));
  run_free(&run);

  CHECK(application.ft->NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session) == MI_RESULT_OK);
  run_init(&run);
  enumerate(&run, T("Test_Many"));
  run_wait(&run);
  const MI_Instance *instance = NULL;
  CHECK(run.operation.ft->GetInstance(&run.operation, &instance, NULL, NULL, NULL, NULL) ==
        MI_RESULT_INVALID_PARAMETER);
  CHECK(violated("Operation.GetInstance: the operation has a result callback"));
  run_finish(&run);
  run_free(&run);
  close_session();
}
