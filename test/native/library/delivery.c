/* Brings results to the client: through its callbacks, or to a queue that it draws from. */
#include "answer.h"
#include "call.h"
#include "class.h"
#include "counters.h"
#include "error.h"
#include "instance.h"
#include "memory.h"
#include "text.h"
#include "workers.h"

/* How many results wait to be drawn before the server waits. */
#define QUEUE_LIMIT 64

static MI_Result MI_CALL acknowledge(MI_Operation *handle) {
  Operation *operation = handle_get_alive(HANDLE_OPERATION, handle, "resultAcknowledgement");
  if (operation == NULL) return MI_RESULT_INVALID_PARAMETER;
  mutex_lock(&operation->lock);
  if (!operation->unacknowledged) violation("Operation.resultAcknowledgement: there is nothing to acknowledge");
  operation->unacknowledged = false;
  condition_broadcast(&operation->changed);
  mutex_unlock(&operation->lock);
  object_release(&operation->object);
  return MI_RESULT_OK;
}

static void make(void *context) {
  const Call *call = context;
  count(COUNT_callbacks, 1);
  call->make(call);
  count(COUNT_callbacks, -1);
}

void call_client(Call *call) {
  if (SETTING(resultThreads) != 0) {
    workers_run_and_wait(make, call);
  } else {
    make(call);
  }
}

static bool wants_acknowledgement(const Operation *operation) {
  return (operation->request.flags & MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS) != 0;
}

MI_Acknowledge acknowledgement_of(const Operation *operation) {
  return wants_acknowledgement(operation) ? acknowledge : NULL;
}

bool begin_result(Operation *operation, bool final) {
  mutex_lock(&operation->lock);
  bool listens = !operation->abandoned;
  if (listens) {
    operation->finalSent = final;
    operation->unacknowledged = wants_acknowledgement(operation);
  }
  mutex_unlock(&operation->lock);
  return listens;
}

void await_acknowledgement(Operation *operation) {
  mutex_lock(&operation->lock);
  while (operation->unacknowledged && !operation->abandoned) condition_wait(&operation->changed, &operation->lock);
  mutex_unlock(&operation->lock);
}

static void make_result(const Call *call) {
  const Operation *operation = call->operation;
  const MI_OperationCallbacks *callbacks = &operation->callbacks;
  const Result *result = call->result;
  MI_Acknowledge ack = acknowledgement_of(operation);
  switch (operation->resultKind) {
    case RESULT_INSTANCE:
      callbacks->instanceResult(operation->handle, callbacks->callbackContext, result->instance, result->more,
                                result->code, result->message, result->details, ack);
      break;
    case RESULT_INDICATION:
      callbacks->indicationResult(operation->handle, callbacks->callbackContext, result->instance, result->bookmark,
                                  result->machineID, result->more, result->code, result->message, result->details, ack);
      break;
    case RESULT_CLASS:
      callbacks->classResult(operation->handle, callbacks->callbackContext, result->class, result->more, result->code,
                             result->message, result->details, ack);
      break;
  }
}

static void call_back(Operation *operation, Result *result) {
  if (begin_result(operation, !result->more)) {
    call_client(&(Call){.make = make_result, .operation = operation, .result = result});
    await_acknowledgement(operation);
  }
  result_free(result);
}

static void enqueue(Operation *operation, Result *result) {
  mutex_lock(&operation->lock);
  while (result->more && operation->queueLength >= QUEUE_LIMIT && !operation_is_stopped(operation)) {
    condition_wait(&operation->changed, &operation->lock);
  }
  if (operation->queueFirst == NULL) {
    operation->queueFirst = result;
  } else {
    operation->queueLast->next = result;
  }
  operation->queueLast = result;
  operation->queueLength++;
  condition_broadcast(&operation->changed);
  mutex_unlock(&operation->lock);
}

static void deliver(Operation *operation, Result *result) {
  if (operation->pulled) {
    enqueue(operation, result);
  } else {
    call_back(operation, result);
  }
}

static Result *result_new(MI_Boolean more, MI_Result code) {
  Result *result = memory_new(sizeof *result);
  result->more = more;
  result->code = code;
  return result;
}

bool answer_continues(Operation *operation) {
  mutex_lock(&operation->lock);
  bool stopped = operation_is_stopped(operation);
  mutex_unlock(&operation->lock);
  return !stopped;
}

bool answer_pause(Operation *operation, uint64_t microseconds) {
  if (microseconds == 0) return answer_continues(operation);
  uint64_t end = clock_now() + microseconds;
  mutex_lock(&operation->lock);
  while (!operation_is_stopped(operation) && clock_now() < end) {
    uint64_t wake = operation_wake_time(operation, end);
    condition_wait_until(&operation->changed, &operation->lock, wake);
  }
  bool stopped = operation_is_stopped(operation);
  mutex_unlock(&operation->lock);
  return !stopped;
}

/* One result of a stream; the last is held back where it shall come with more = 0. */
static bool stream(Operation *operation, Result *result) {
  if (!answer_pause(operation, (uint64_t)SETTING(resultDelay))) {
    result_free(result);
    return false;
  }
  if (SETTING(finalResult) == 1 && operation->resultKind != RESULT_INDICATION) {
    Result *held = operation->held;
    operation->held = result;
    if (held == NULL) return true;
    result = held;
  }
  deliver(operation, result);
  return answer_continues(operation);
}

bool answer_started(Operation *operation) {
  deliver(operation, result_new(MI_TRUE, MI_RESULT_OK));
  return answer_continues(operation);
}

bool answer_instance(Operation *operation, MI_Instance *instance) {
  Result *result = result_new(MI_TRUE, MI_RESULT_OK);
  instance_give(instance, OWNER_LENT);
  result->instance = instance;
  return stream(operation, result);
}

bool answer_class(Operation *operation, MI_Class *class) {
  Result *result = result_new(MI_TRUE, MI_RESULT_OK);
  result->class = class;
  return stream(operation, result);
}

bool answer_indication(Operation *operation, MI_Instance *indication, MI_Uint32 number) {
  MI_Char digits[24];
  Result *result = result_new(MI_TRUE, MI_RESULT_OK);
  instance_give(indication, OWNER_LENT);
  result->instance = indication;
  result->bookmark = text_join(T("bookmark-"), text_number(number, digits), NULL);
  result->machineID = text_copy(T("test-machine"));
  return stream(operation, result);
}

typedef enum Stop { STOP_NONE, STOP_CANCEL, STOP_TIMEOUT } Stop;

static Stop stop_of(Operation *operation) {
  mutex_lock(&operation->lock);
  Stop stop = STOP_NONE;
  if (operation_is_stopped(operation)) stop = operation->cancelTime != 0 ? STOP_CANCEL : STOP_TIMEOUT;
  mutex_unlock(&operation->lock);
  return stop;
}

/* What still comes although the client has cancelled. */
static void answer_stragglers(Operation *operation) {
  if (operation->request.kind != REQUEST_ENUMERATE_INSTANCES) return;
  for (int64_t left = SETTING(resultsAfterCancel); left > 0; left--) {
    Result *result = result_new(MI_TRUE, MI_RESULT_OK);
    result->instance = instance_new(operation->request.className, OWNER_LENT);
    deliver(operation, result);
  }
}

static void deliver_final(Operation *operation, MI_Result code, MI_Char *message, MI_Instance *details) {
  Result *final = operation->held;
  operation->held = NULL;
  if (final != NULL && code != MI_RESULT_OK) {
    deliver(operation, final);
    final = NULL;
  }
  if (final == NULL) final = result_new(MI_FALSE, code);
  final->more = MI_FALSE;
  final->message = message;
  final->details = details;
  deliver(operation, final);
}

void answer_end(Operation *operation, MI_Result code, MI_Char *message, MI_Instance *details) {
  Stop stop = stop_of(operation);
  if (stop != STOP_NONE) {
    memory_free(message);
    instance_free(details);
    message = text_copy(stop == STOP_CANCEL ? T("The operation was cancelled.") : T("The operation timed out."));
    code = MI_RESULT_FAILED;
    details = NULL;
    if (SETTING(errorDetails) != 0) {
      details = stop == STOP_TIMEOUT ? error_new_timeout(message, OWNER_LENT) : error_new(code, message, OWNER_LENT);
    }
    if (stop == STOP_CANCEL) answer_stragglers(operation);
  }
  if (SETTING(errorMessages) == 0) {
    memory_free(message);
    message = NULL;
  }
  deliver_final(operation, code, message, details);
}

static void end_with(Operation *operation, Result *result) {
  if (SETTING(finalResult) == 2) {
    deliver(operation, result);
  } else {
    operation->held = result;
  }
  answer_end(operation, MI_RESULT_OK, NULL, NULL);
}

void answer_end_with(Operation *operation, MI_Instance *instance) {
  Result *result = result_new(MI_TRUE, MI_RESULT_OK);
  instance_give(instance, OWNER_LENT);
  result->instance = instance;
  end_with(operation, result);
}

void answer_end_with_class(Operation *operation, MI_Class *class) {
  Result *result = result_new(MI_TRUE, MI_RESULT_OK);
  result->class = class;
  end_with(operation, result);
}
