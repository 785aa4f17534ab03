/* Closing a session. */
#include "counters.h"
#include "operation.h"
#include "session.h"
#include "workers.h"

/* The session is closed and has no operation left: whoever waits for that hears of it. */
static void finish(Session *session) {
  application_remove(session->application, session);
  mutex_lock(&session->lock);
  session->finished = true;
  condition_broadcast(&session->changed);
  mutex_unlock(&session->lock);
  if (session->completion == NULL) return;
  session->completion(session->completionContext);
  if (SETTING(completeTwice) != 0) session->completion(session->completionContext);
}

void session_cut(Session *session) {
  mutex_lock(&session->lock);
  session->cut = true;
  mutex_unlock(&session->lock);
}

void session_remove(Session *session, Operation *operation) {
  mutex_lock(&session->lock);
  bool last = false;
  if (operation->listed) {
    Operation **place = &session->operations;
    while (*place != operation) place = &(*place)->next;
    *place = operation->next;
    operation->listed = false;
    last = session->closing && session->operations == NULL;
  }
  mutex_unlock(&session->lock);
  if (last) finish(session);
}

/* An operation of the session that its client owes something, with a reference; NULL when there is none. */
static Operation *find_owed(Session *session) {
  mutex_lock(&session->lock);
  Operation *found = session->operations;
  while (found != NULL && !(operation_is_owed(found) && object_try_retain(&found->object))) found = found->next;
  mutex_unlock(&session->lock);
  return found;
}

/* MI's Close would wait for these for ever. */
static void abandon_owed_operations(Session *session) {
  for (Operation *operation; (operation = find_owed(session)) != NULL;) {
    violation("Session.Close: %s is not closed, or its client owes it an acknowledgement or a response",
              request_name(operation->request.kind));
    if (SETTING(blockOutOfOrder) == 0) operation_abandon(operation);
    object_release(&operation->object);
    if (SETTING(blockOutOfOrder) != 0) return;
  }
}

/* Cancels what runs. True when nothing is left to wait for. */
static bool begin_closing(Session *session) {
  mutex_lock(&session->lock);
  session->refusing = true;
  for (Operation *operation = session->operations; operation != NULL; operation = operation->next) {
    operation_cancel(operation);
  }
  mutex_unlock(&session->lock);
  abandon_owed_operations(session);
  mutex_lock(&session->lock);
  session->closing = true;
  bool idle = session->operations == NULL;
  mutex_unlock(&session->lock);
  return idle;
}

static void await_finish(Session *session) {
  mutex_lock(&session->lock);
  while (!session->finished) condition_wait(&session->changed, &session->lock);
  mutex_unlock(&session->lock);
}

static bool never_closes(Session *session) {
  mutex_lock(&session->lock);
  bool cut = session->cut;
  mutex_unlock(&session->lock);
  return SETTING(neverClose) != 0 || (cut && SETTING(cancelBlocksClose) != 0);
}

/* Waits as the settings say. */
static void pause_closing(Session *session) {
  clock_sleep((uint64_t)SETTING(closeDelay));
  while (never_closes(session)) clock_sleep(1000);
}

/* Closes a session that has a completion callback. */
static void close_later(void *context) {
  Session *session = context;
  pause_closing(session);
  if (begin_closing(session)) finish(session);
  object_release(&session->object);
}

MI_Result MI_CALL session_close(MI_Session *self, void *context, void(MI_CALL *completion)(void *)) {
  Session *session = handle_close(HANDLE_SESSION, self, "Close");
  if (session == NULL) return MI_RESULT_INVALID_PARAMETER;
  mutex_lock(&session->lock);
  session->completion = completion;
  session->completionContext = context;
  mutex_unlock(&session->lock);
  if (completion != NULL && (SETTING(closeDelay) != 0 || never_closes(session))) {
    workers_run(close_later, session);
    return MI_RESULT_OK;
  }
  pause_closing(session);
  bool deadlock = completion == NULL && workers_on_worker();
  if (deadlock) violation("Session.Close: called in a callback without a completion callback");
  if (begin_closing(session)) {
    finish(session);
  } else if (completion == NULL && !deadlock) {
    await_finish(session);
  }
  object_release(&session->object);
  return MI_RESULT_OK;
}

void session_abandon(Session *session) {
  handle_abandon(&session->object);
  if (begin_closing(session)) finish(session);
}
