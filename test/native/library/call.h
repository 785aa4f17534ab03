/* Calling the client back. */
#ifndef CALL_H
#define CALL_H

#include <stdbool.h>

#include "abi.h"
#include "operation.h"

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

/* Makes the call: on this thread, or on another when the setting resultThreads says so. */
void call_client(Call *call);

/* Notes that a callback with an acknowledgement is about to come. False when nobody listens any more. */
bool begin_result(Operation *operation, bool final);
/* NULL unless the client asked to acknowledge. */
MI_Acknowledge acknowledgement_of(const Operation *operation);
void await_acknowledgement(Operation *operation);

#endif
