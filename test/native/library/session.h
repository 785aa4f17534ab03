/* Sessions and applications: who their children are, and closing them. */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>

#include "abi.h"
#include "handle.h"
#include "options.h"
#include "platform.h"

struct Operation;
struct Session;

typedef struct Application {
  Object object;
  const MI_Application *handle; /* the library's own copy */
  Mutex lock;
  Condition changed;
  struct Session *sessions; /* those that are not finished */
} Application;

typedef struct Session {
  Object object;
  const MI_Session *handle;
  Application *application;
  struct Session *next;
  MI_Char *protocol;
  MI_Char *destination;
  Options *options; /* NULL: none */
  Mutex lock;
  Condition changed;
  bool refusing; /* no new operations */
  bool closing;  /* it finishes with its last operation */
  bool finished; /* closed, and without operations */
  bool cut;      /* an operation other than a subscription was cancelled */
  struct Operation *operations;
  void(MI_CALL *completion)(void *); /* of an asynchronous Close */
  void *completionContext;
} Session;

/* False when the session is closing: the operation must not start. */
bool session_add(Session *session, struct Operation *operation);
/* Does nothing for an operation that was removed before. */
void session_remove(Session *session, struct Operation *operation);

/* An operation other than a subscription was cancelled. */
void session_cut(Session *session);

/* Takes over nothing; `options` and `callbacks` may be NULL. */
void session_open(Application *application, const MI_Char *protocol, const MI_Char *destination, const Options *options,
                  const MI_SessionCallbacks *callbacks, MI_Session *handle);
/* MI_SessionFT.Close. */
MI_Result MI_CALL session_close(MI_Session *session, void *context, void(MI_CALL *completion)(void *));
/* Closes a session that its client left open: its operations are cut off, and nobody waits for them. */
void session_abandon(Session *session);
void application_remove(Application *application, Session *session);

extern const MI_ApplicationFT applicationFT;
extern const MI_SessionFT sessionFT;

#endif
