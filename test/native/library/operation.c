/* Operations: start, cancel, close. delivery.c brings results to the client, server.c finds them. */
#include "operation.h"

#include <string.h>

#include "answer.h"
#include "class.h"
#include "counters.h"
#include "instance.h"
#include "memory.h"
#include "server.h"
#include "workers.h"

void result_free(Result *result) {
  if (result == NULL) return;
  instance_free(result->instance);
  class_free(result->class);
  memory_free(result->bookmark);
  memory_free(result->machineID);
  memory_free(result->message);
  instance_free(result->details);
  memory_free(result);
}

static void destroy(Object *object) {
  Operation *operation = (Operation *)object;
  session_remove(operation->session, operation);
  object_release(&operation->session->object);
  request_free(&operation->request);
  instance_free(operation->error);
  result_free(operation->held);
  result_free(operation->drawn);
  while (operation->queueFirst != NULL) {
    Result *result = operation->queueFirst;
    operation->queueFirst = result->next;
    result_free(result);
  }
  condition_destroy(&operation->changed);
  mutex_destroy(&operation->lock);
  memory_free(operation);
}

/* The thread that answers. */
static void run(void *context) {
  Operation *operation = context;
  if ((operation->request.flags & MI_OPERATIONFLAGS_REPORT_OPERATION_STARTED) != 0) answer_started(operation);
  answer_pause(operation, (uint64_t)SETTING(answerDelay));
  server_answer(operation);
  mutex_lock(&operation->lock);
  /* A response that the client still owes must find its operation. */
  while (operation->unanswered && !operation->abandoned) condition_wait(&operation->changed, &operation->lock);
  mutex_unlock(&operation->lock);
  object_release(&operation->object);
}

static bool has_result_callback(const MI_OperationCallbacks *callbacks, ResultKind kind) {
  switch (kind) {
    case RESULT_INSTANCE:
      return callbacks->instanceResult != NULL;
    case RESULT_INDICATION:
      return callbacks->indicationResult != NULL;
    case RESULT_CLASS:
      return callbacks->classResult != NULL;
  }
  return false;
}

static void read_modes(Operation *operation) {
  const Options *options = operation->request.options;
  operation->writeErrorMode =
      options_number(options, T("__MI_OPERATIONOPTIONS_WRITEERRORMODE"), MI_CALLBACKMODE_REPORT);
  const MI_Char *mode = T("__MI_OPERATIONOPTIONS_PROMPTUSERMODE");
  const MI_Char *answer = T("__MI_OPERATIONOPTIONS_PROMPTUSERMODEREGULAR_ACKVALUE");
  operation->promptMode = MI_CALLBACKMODE_INQUIRE;
  operation->promptAnswer = true;
  if (options_pair(options, mode, answer)) {
    operation->promptMode = options_number(options, mode, MI_CALLBACKMODE_INQUIRE);
    operation->promptAnswer = options_number(options, answer, 1) != 0;
  }
  options_pair(options, T("__MI_OPERATIONOPTIONS_PROVIDER_ARCHITECTURE"),
               T("__MI_OPERATIONOPTIONS_REQUIRED_ARCHITECTURE"));
  uint64_t timeout = options_timeout(options);
  if (timeout == 0) timeout = options_timeout(operation->session->options);
  if (timeout != 0 && SETTING(ignoreTimeout) == 0) operation->deadline = clock_now() + timeout;
}

static Operation *new_operation(Session *session, Request request, ResultKind kind,
                                const MI_OperationCallbacks *callbacks) {
  Operation *operation = memory_new(sizeof *operation);
  object_init(&operation->object, HANDLE_OPERATION, destroy);
  mutex_init(&operation->lock);
  condition_init(&operation->changed);
  operation->session = session; /* takes the reference over */
  operation->request = request;
  operation->resultKind = kind;
  if (callbacks != NULL) operation->callbacks = *callbacks;
  operation->pulled = !has_result_callback(&operation->callbacks, kind);
  read_modes(operation);
  return operation;
}

void operation_start(MI_Session *sessionHandle, Request request, ResultKind kind,
                     const MI_OperationCallbacks *callbacks, MI_Operation *handle) {
  MI_Result failure = (MI_Result)SETTING(failStart);
  Session *session = handle_get(HANDLE_SESSION, sessionHandle, request_name(request.kind));
  if (session == NULL || handle == NULL) failure = MI_RESULT_INVALID_PARAMETER;
  if (failure != MI_RESULT_OK) {
    request_free(&request);
    if (session != NULL) object_release(&session->object);
    operation_fail_start(sessionHandle, failure, kind, callbacks, handle);
    return;
  }
  Operation *operation = new_operation(session, request, kind, callbacks);
  if (!session_add(session, operation)) {
    violation("Session.%s: the session is being closed", request_name(request.kind));
    object_release(&operation->object);
    operation_fail_start(sessionHandle, MI_RESULT_INVALID_PARAMETER, kind, callbacks, handle);
    return;
  }
  object_retain(&operation->object);
  operation->handle = handle_open(&operation->object, &operationFT, handle);
  workers_run(run, operation);
}

void operation_cancel(Operation *operation) {
  mutex_lock(&operation->lock);
  if (operation->cancelTime == 0) operation->cancelTime = clock_now() + (uint64_t)SETTING(cancelDelay);
  condition_broadcast(&operation->changed);
  mutex_unlock(&operation->lock);
}

void operation_abandon(Operation *operation) {
  mutex_lock(&operation->lock);
  operation->abandoned = true;
  condition_broadcast(&operation->changed);
  mutex_unlock(&operation->lock);
  session_remove(operation->session, operation);
  handle_abandon(&operation->object);
}

bool operation_is_owed(Operation *operation) {
  if (handle_is_open(&operation->object)) return true;
  mutex_lock(&operation->lock);
  bool owed = operation->unacknowledged || operation->unanswered;
  mutex_unlock(&operation->lock);
  return owed;
}

bool operation_is_stopped(const Operation *operation) {
  uint64_t now = clock_now();
  return operation->abandoned || (operation->cancelTime != 0 && now >= operation->cancelTime) ||
         (operation->deadline != 0 && now >= operation->deadline);
}

static uint64_t earlier(uint64_t time, uint64_t other) { return other != 0 && other < time ? other : time; }

uint64_t operation_wake_time(const Operation *operation, uint64_t time) {
  return earlier(earlier(time, operation->cancelTime), operation->deadline);
}

static MI_Result MI_CALL Cancel(MI_Operation *self, MI_CancellationReason reason) {
  Operation *operation = handle_get(HANDLE_OPERATION, self, "Cancel");
  if (operation == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (operation->request.kind != REQUEST_SUBSCRIBE) session_cut(operation->session);
  if ((unsigned)reason > MI_REASON_SERVICESTOP) violation("Operation.Cancel: %u is no reason", (unsigned)reason);
  operation_cancel(operation);
  object_release(&operation->object);
  return MI_RESULT_OK;
}

/* A drawn operation must be drawn to its end first: MI's Close waits for that. */
static void close_pulled(Operation *operation) {
  if (SETTING(blockOutOfOrder) == 0) {
    operation->abandoned = true;
    condition_broadcast(&operation->changed);
    return;
  }
  while (!operation->finalSent) condition_wait(&operation->changed, &operation->lock);
}

static MI_Result MI_CALL Close(MI_Operation *self) {
  Operation *operation = handle_close(HANDLE_OPERATION, self, "Close");
  if (operation == NULL) return MI_RESULT_INVALID_PARAMETER;
  mutex_lock(&operation->lock);
  if (!operation->finalSent) {
    violation("Operation.Close: %s was closed before its last result", request_name(operation->request.kind));
    if (operation->pulled) close_pulled(operation);
  }
  mutex_unlock(&operation->lock);
  operation_cancel(operation);
  object_release(&operation->object);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetSession(MI_Operation *self, MI_Session *session) {
  if (session == NULL) return MI_RESULT_INVALID_PARAMETER;
  Operation *operation = handle_get(HANDLE_OPERATION, self, "GetSession");
  if (operation == NULL) return MI_RESULT_INVALID_PARAMETER;
  *session = *operation->session->handle;
  object_release(&operation->object);
  return MI_RESULT_OK;
}

/* Waits for the next result; the one drawn before is over. NULL when there is none to come. */
static const Result *draw(Operation *operation) {
  mutex_lock(&operation->lock);
  result_free(operation->drawn);
  operation->drawn = NULL;
  while (operation->queueFirst == NULL && !operation->finalSent) {
    condition_wait(&operation->changed, &operation->lock);
  }
  Result *result = operation->queueFirst;
  if (result != NULL) {
    operation->queueFirst = result->next;
    operation->queueLength--;
    operation->finalSent = !result->more;
    operation->drawn = result;
    condition_broadcast(&operation->changed);
  }
  mutex_unlock(&operation->lock);
  return result;
}

static const Result *draw_from(Operation *operation, ResultKind kind, const char *function) {
  if (!operation->pulled) {
    violation("Operation.%s: the operation has a result callback", function);
  } else if (operation->resultKind != kind) {
    violation("Operation.%s: not for %s", function, request_name(operation->request.kind));
  } else {
    const Result *result = draw(operation);
    if (result == NULL) violation("Operation.%s: the last result was drawn before", function);
    return result;
  }
  return NULL;
}

/* Fills in what all three drawing functions return. */
static void report_end(const Result *result, MI_Boolean *more, MI_Result *code, const MI_Char **message,
                       const MI_Instance **details) {
  if (more != NULL) *more = result == NULL ? MI_FALSE : result->more;
  if (code != NULL) *code = result == NULL ? MI_RESULT_INVALID_PARAMETER : result->code;
  if (message != NULL) *message = result == NULL ? NULL : result->message;
  if (details != NULL) *details = result == NULL ? NULL : result->details;
}

static MI_Result MI_CALL GetIndication(MI_Operation *self, const MI_Instance **instance, const MI_Char **bookmark,
                                       const MI_Char **machineID, MI_Boolean *more, MI_Result *code,
                                       const MI_Char **message, const MI_Instance **details) {
  Operation *operation = handle_get(HANDLE_OPERATION, self, "GetIndication");
  const Result *result = operation == NULL ? NULL : draw_from(operation, RESULT_INDICATION, "GetIndication");
  if (instance != NULL) *instance = result == NULL ? NULL : result->instance;
  if (bookmark != NULL) *bookmark = result == NULL ? NULL : result->bookmark;
  if (machineID != NULL) *machineID = result == NULL ? NULL : result->machineID;
  report_end(result, more, code, message, details);
  if (operation != NULL) object_release(&operation->object);
  return result == NULL ? MI_RESULT_INVALID_PARAMETER : MI_RESULT_OK;
}

static MI_Result MI_CALL GetInstance(MI_Operation *self, const MI_Instance **instance, MI_Boolean *more,
                                     MI_Result *code, const MI_Char **message, const MI_Instance **details) {
  Operation *operation = handle_get(HANDLE_OPERATION, self, "GetInstance");
  const Result *result = operation == NULL ? NULL : draw_from(operation, RESULT_INSTANCE, "GetInstance");
  if (instance != NULL) *instance = result == NULL ? NULL : result->instance;
  report_end(result, more, code, message, details);
  if (operation != NULL) object_release(&operation->object);
  return result == NULL ? MI_RESULT_INVALID_PARAMETER : MI_RESULT_OK;
}

static MI_Result MI_CALL GetClass(MI_Operation *self, const MI_Class **class, MI_Boolean *more, MI_Result *code,
                                  const MI_Char **message, const MI_Instance **details) {
  Operation *operation = handle_get(HANDLE_OPERATION, self, "GetClass");
  const Result *result = operation == NULL ? NULL : draw_from(operation, RESULT_CLASS, "GetClass");
  if (class != NULL) *class = result == NULL ? NULL : result->class;
  report_end(result, more, code, message, details);
  if (operation != NULL) object_release(&operation->object);
  return result == NULL ? MI_RESULT_INVALID_PARAMETER : MI_RESULT_OK;
}

const MI_OperationFT operationFT = {
    .Close = Close,
    .Cancel = Cancel,
    .GetSession = GetSession,
    .GetInstance = GetInstance,
    .GetIndication = GetIndication,
    .GetClass = GetClass,
};
