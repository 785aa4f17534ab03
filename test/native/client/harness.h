/* What the cases of the self-test share: checks, a session, and operations that are waited for. */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stdint.h>

#include "../library/abi.h"
#include "../library/control.h"
#include "../library/platform.h"

void check_that(bool holds, const char *claim, const char *file, int line);
#define CHECK(claim) check_that((claim), #claim, __FILE__, __LINE__)
extern int failures;

bool same_text(const MI_Char *a, const MI_Char *b);

extern MI_Application application;
extern MI_Session session;
void open_session(void);
void close_session(void);

/* An operation and what it has brought so far. */
typedef struct Run {
  MI_Operation operation;
  MI_OperationCallbacks callbacks;
  Mutex lock;
  Condition changed;
  int results; /* with an instance or a class */
  int finals;
  int empty; /* neither final nor with anything */
  bool lastHadObject;
  MI_Result code;
  bool hadMessage, hadDetails;
  MI_Instance *instance; /* a copy of the first */
  MI_Class *class;       /* a copy of the first */
  int messages, progress, errors, prompts, streams;
  int responsesOffered; /* callbacks that came with a response function */
  MI_ResponseType response;
  bool withholdResponse, withholdAcknowledgement;
  bool cancelAtFirst;
  MI_Acknowledge acknowledge; /* withheld */
  MI_Respond respond;         /* withheld */
} Run;

void run_init(Run *run);
/* Waits for the final result, closes the operation and frees everything but `instance` and `class`. */
void run_finish(Run *run);
void run_wait(Run *run);
void run_free(Run *run);
#define RUN(run) &(run)->callbacks, &(run)->operation

MI_Instance *new_instance(const MI_Char *className);
void add(MI_Instance *instance, const MI_Char *name, MI_Type type, MI_Value value, MI_Uint32 flags);
/* A path of that class whose key Id has that value. */
MI_Instance *new_path(const MI_Char *className, const MI_Char *id);
MI_Value get(const MI_Instance *instance, const MI_Char *name, MI_Type type);
bool is_null(const MI_Instance *instance, const MI_Char *name);
MI_Uint32 get_uint32(const MI_Instance *instance, const MI_Char *name);

/* True when the last violation noted is this one; forgets all violations. */
bool violated(const char *part);

#endif
