/* The callbacks beside results: messages, progress, streamed parameters, errors and prompts. */
#include "answer.h"
#include "call.h"
#include "counters.h"
#include "instance.h"

#define FOREVER UINT64_MAX

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
    call_client(&(Call){.make = make_message, .operation = operation, .number = {channel, 0}, .text = {message}});
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
    call_client(&(Call){.make = make_progress,
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
    call_client(
        &(Call){.make = make_stream, .operation = operation, .text = {parameter}, .type = type, .value = value});
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
  call_client(call);
  mutex_lock(&operation->lock);
  while (operation->unanswered && !operation_is_stopped(operation)) {
    uint64_t wake = operation_wake_time(operation, FOREVER);
    if (wake == FOREVER) {
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
    if (!is_abandoned(operation)) call_client(&call);
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
  /* The mode and the answer are those of a client that answers. For another the server takes its default. */
  if (operation->callbacks.promptUser == NULL) return true;
  /* A critical prompt is always asked. */
  if (type == MI_PROMPTTYPE_NORMAL && operation->promptMode != MI_CALLBACKMODE_INQUIRE) {
    if (operation->promptMode == MI_CALLBACKMODE_REPORT && !is_abandoned(operation)) call_client(&call);
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
