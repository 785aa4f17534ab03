/* An operation: its request, its way to the client, and its end. */
#ifndef OPERATION_H
#define OPERATION_H

#include <stdbool.h>

#include "abi.h"
#include "handle.h"
#include "platform.h"
#include "request.h"
#include "session.h"

/* Which of the three result callbacks, or of the three drawing functions, an operation uses. */
typedef enum ResultKind { RESULT_INSTANCE, RESULT_INDICATION, RESULT_CLASS } ResultKind;

/* One result on its way to the client. It owns what it points to. */
typedef struct Result {
  MI_Instance *instance;
  MI_Class *class;
  MI_Char *bookmark;
  MI_Char *machineID;
  MI_Boolean more;
  MI_Result code;
  MI_Char *message;
  MI_Instance *details;
  struct Result *next;
} Result;

typedef struct Operation {
  Object object;
  MI_Operation *handle; /* the library's own copy, which callbacks are given */
  Session *session;
  struct Operation *next; /* in its session, whose lock guards it */
  bool listed;            /* in its session */
  Request request;
  ResultKind resultKind;
  MI_OperationCallbacks callbacks;
  bool pulled; /* no result callback: the client draws its results */

  /* Used by the thread that answers only. */
  MI_CallbackMode writeErrorMode;
  MI_CallbackMode promptMode;
  bool promptAnswer;  /* of modes that do not ask */
  MI_Instance *error; /* the last that writeError was given; it stays valid until it is answered */
  Result *held;       /* waits for the next, because the last must come with more = 0 */

  Mutex lock; /* guards what follows */
  Condition changed;
  uint64_t deadline;   /* of the timeout; 0: none */
  uint64_t cancelTime; /* when Cancel takes effect; 0: not cancelled */
  bool abandoned;      /* cut off: nobody listens any more */
  bool finalSent;      /* the final callback was begun, or the final result drawn */
  bool unacknowledged;
  bool unanswered; /* a prompt or an error waits for the client's response */
  MI_ResponseType response;
  Result *queueFirst, *queueLast; /* to be drawn */
  MI_Uint32 queueLength;
  Result *drawn; /* what the last drawing call returned */
} Operation;

extern const MI_OperationFT operationFT;

/* Starts an operation that session.c has filled in; takes over the request. */
void operation_start(MI_Session *session, Request request, ResultKind kind, const MI_OperationCallbacks *callbacks,
                     MI_Operation *handle);
/* Fails in the way of an operation that could not be started: the final callback comes before this returns. */
void operation_fail_start(const MI_Session *session, MI_Result code, ResultKind kind,
                          const MI_OperationCallbacks *callbacks, MI_Operation *handle);
void operation_cancel(Operation *operation);
/* Cuts the operation off: no callback is waited for, what comes is dropped. */
void operation_abandon(Operation *operation);
/* Whether the client owes the operation something: a close, an acknowledgement or a response. */
bool operation_is_owed(Operation *operation);
/* Cancelled for good, out of time, or abandoned. Under the lock. */
bool operation_is_stopped(const Operation *operation);
/* The given time, or when the operation stops by itself if that is earlier. Under the lock. */
uint64_t operation_wake_time(const Operation *operation, uint64_t time);

void result_free(Result *result);

#endif
