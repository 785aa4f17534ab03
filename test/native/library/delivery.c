/* Brings what the server says to the client: through its callbacks, or to a queue that the client draws from. */
#include "answer.h"
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

static MI_Result MI_CALL respond(MI_Operation *handle, MI_ResponseType response) {
  Operation *operation = handle_get_alive(HANDLE_OPERATION, handle, "response");
  if (operation == NULL) return MI_RESULT_INVALID_PARAMETER;
  mutex_lock(&operation->lock);
  if (!operation->unanswered) violation("Operation.response: nothing waits for a response");
  if ((unsigned)response > MI_RESPONSE_YES_TO_ALL) violation("Operation.response: %u is none", (unsigned)response);
  operation->unanswered = false;
  operation->response = response;
  condition_broadcast(&operation->changed);
  mutex_unlock(&operation->lock);
  object_release(&operation->object);
  return MI_RESULT_OK;
}

/* One call of a callback, so that it can be made on another thread. */
typedef struct Call {
  void (*make)(const struct Call *);
  Operation *operation;
  const Result *result;
  const MI_Char *text[3];
  MI_Uint32 number[2];
  MI_Instance *error;
  MI_Type type;
  const MI_Value *value;
  MI_Respond respond;
} Call;

static void make(void *context) {
  const Call *call = context;
  count(COUNT_callbacks, 1);
  call->make(call);
  count(COUNT_callbacks, -1);
}

static void perform(Call *call) {
  if (SETTING(resultThreads) != 0) {
    workers_run_and_wait(make, call);
  } else {
    make(call);
  }
}

static bool wants_acknowledgement(const Operation *operation) {
  return (operation->request.flags & MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS) != 0;
}

static MI_Acknowledge acknowledgement_of(const Operation *operation) {
  return wants_acknowledgement(operation) ? acknowledge : NULL;
}

/* Notes that a callback is about to come. False when nobody listens any more. */
static bool begin_result(Operation *operation, bool final) {
  mutex_lock(&operation->lock);
  bool listens = !operation->abandoned;
  if (listens) {
    operation->finalSent = final;
    operation->unacknowledged = wants_acknowledgement(operation);
  }
  mutex_unlock(&operation->lock);
  return listens;
}

static void await_acknowledgement(Operation *operation) {
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
    perform(&(Call){.make = make_result, .operation = operation, .result = result});
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

static uint64_t earlier(uint64_t time, uint64_t other) { return other != 0 && other < time ? other : time; }

bool answer_pause(Operation *operation, uint64_t microseconds) {
  if (microseconds == 0) return answer_continues(operation);
  uint64_t end = clock_now() + microseconds;
  mutex_lock(&operation->lock);
  while (!operation_is_stopped(operation) && clock_now() < end) {
    uint64_t wake = earlier(earlier(end, operation->cancelTime), operation->deadline);
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

/* Why the operation was stopped; NULL when it was not. */
static const MI_Char *stop_reason(Operation *operation) {
  const MI_Char *reason = NULL;
  mutex_lock(&operation->lock);
  if (operation_is_stopped(operation)) {
    reason = operation->cancelTime != 0 ? T("The operation was cancelled.") : T("The operation timed out.");
  }
  mutex_unlock(&operation->lock);
  return reason;
}

/* What still comes although the client has cancelled. */
static void answer_stragglers(Operation *operation) {
  if (operation->request.kind != REQUEST_ENUMERATE_INSTANCES || operation->cancelTime == 0) return;
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
  const MI_Char *reason = stop_reason(operation);
  if (reason != NULL) {
    memory_free(message);
    instance_free(details);
    message = text_copy(reason);
    code = MI_RESULT_FAILED;
    details = SETTING(errorDetails) == 0 ? NULL : error_new(code, message, OWNER_LENT);
    answer_stragglers(operation);
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

static void make_message(const Call *call) {
  const MI_OperationCallbacks *callbacks = &call->operation->callbacks;
  callbacks->writeMessage(call->operation->handle, callbacks->callbackContext, call->number[0], call->text[0]);
}

static bool is_abandoned(Operation *operation) {
  mutex_lock(&operation->lock);
  bool abandoned = operation->abandoned;
  mutex_unlock(&operation->lock);
  return abandoned;
}

bool answer_message(Operation *operation, MI_Uint32 channel, const MI_Char *message) {
  bool wanted = operation->callbacks.writeMessage != NULL && !is_abandoned(operation) &&
                options_channel_enabled(operation->request.options, channel);
  if (wanted) {
    perform(&(Call){.make = make_message, .operation = operation, .number = {channel, 0}, .text = {message}});
  }
  return answer_continues(operation);
}

static void make_progress(const Call *call) {
  const MI_OperationCallbacks *callbacks = &call->operation->callbacks;
  callbacks->writeProgress(call->operation->handle, callbacks->callbackContext, call->text[0], call->text[1],
                           call->text[2], call->number[0], call->number[1]);
}

bool answer_progress(Operation *operation, const MI_Char *activity, const MI_Char *current, const MI_Char *status,
                     MI_Uint32 percent, MI_Uint32 seconds) {
  if (operation->callbacks.writeProgress != NULL && !is_abandoned(operation)) {
    perform(&(Call){.make = make_progress,
                    .operation = operation,
                    .text = {activity, current, status},
                    .number = {percent, seconds}});
  }
  return answer_continues(operation);
}

static void make_stream(const Call *call) {
  const MI_OperationCallbacks *callbacks = &call->operation->callbacks;
  callbacks->streamedParameterResult(call->operation->handle, callbacks->callbackContext, call->text[0], call->type,
                                     call->value, acknowledgement_of(call->operation));
}

bool answer_stream(Operation *operation, const MI_Char *parameter, MI_Type type, const MI_Value *value) {
  if (operation->callbacks.streamedParameterResult != NULL && begin_result(operation, false)) {
    perform(&(Call){
        .make = make_stream, .operation = operation, .text = {parameter}, .type = type, .value = value});
    await_acknowledgement(operation);
  }
  return answer_continues(operation);
}

/* Asks the client and waits for its response; a stopped operation takes No for it. */
static MI_ResponseType ask(Operation *operation, Call *call) {
  mutex_lock(&operation->lock);
  operation->unanswered = !operation->abandoned;
  operation->response = MI_RESPONSE_NO;
  bool listens = !operation->abandoned;
  mutex_unlock(&operation->lock);
  if (!listens) return MI_RESPONSE_NO;
  call->respond = respond;
  perform(call);
  mutex_lock(&operation->lock);
  while (operation->unanswered && !operation_is_stopped(operation)) {
    uint64_t wake = earlier(earlier(UINT64_MAX, operation->cancelTime), operation->deadline);
    if (wake == UINT64_MAX) {
      condition_wait(&operation->changed, &operation->lock);
    } else {
      condition_wait_until(&operation->changed, &operation->lock, wake);
    }
  }
  MI_ResponseType response = operation->response;
  mutex_unlock(&operation->lock);
  return response;
}

static void make_error(const Call *call) {
  const MI_OperationCallbacks *callbacks = &call->operation->callbacks;
  callbacks->writeError(call->operation->handle, callbacks->callbackContext, call->error, call->respond);
}

bool answer_error(Operation *operation, MI_Instance *error) {
  instance_give(error, OWNER_LENT);
  instance_free(operation->error);
  operation->error = error;
  MI_ResponseType response = MI_RESPONSE_YES;
  Call call = {.make = make_error, .operation = operation, .error = error};
  if (operation->callbacks.writeError != NULL && operation->writeErrorMode == MI_CALLBACKMODE_INQUIRE) {
    response = ask(operation, &call);
    if (response == MI_RESPONSE_YES_TO_ALL) operation->writeErrorMode = MI_CALLBACKMODE_REPORT;
  } else if (operation->callbacks.writeError != NULL && operation->writeErrorMode == MI_CALLBACKMODE_REPORT) {
    if (!is_abandoned(operation)) perform(&call);
  }
  bool yes = response == MI_RESPONSE_YES || response == MI_RESPONSE_YES_TO_ALL;
  return answer_continues(operation) && yes;
}

static void make_prompt(const Call *call) {
  const MI_OperationCallbacks *callbacks = &call->operation->callbacks;
  callbacks->promptUser(call->operation->handle, callbacks->callbackContext, call->text[0],
                        (MI_PromptType)call->number[0], call->respond);
}

bool answer_prompt(Operation *operation, const MI_Char *message, MI_PromptType type) {
  Call call = {.make = make_prompt, .operation = operation, .text = {message}, .number = {type, 0}};
  if (operation->callbacks.promptUser == NULL) return operation->promptAnswer;
  /* A critical prompt is always asked. */
  if (type == MI_PROMPTTYPE_NORMAL && operation->promptMode != MI_CALLBACKMODE_INQUIRE) {
    if (operation->promptMode == MI_CALLBACKMODE_REPORT && !is_abandoned(operation)) perform(&call);
    return operation->promptAnswer;
  }
  MI_ResponseType response = ask(operation, &call);
  bool yes = response == MI_RESPONSE_YES || response == MI_RESPONSE_YES_TO_ALL;
  if (response == MI_RESPONSE_YES_TO_ALL || response == MI_RESPONSE_NO_TO_ALL) {
    operation->promptMode = MI_CALLBACKMODE_IGNORE;
    operation->promptAnswer = yes;
  }
  return yes;
}
