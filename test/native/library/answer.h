/* What the server says while it works on an operation. Called by the one thread that answers. */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>

#include "abi.h"
#include "operation.h"

/* Each of these is false when the operation shall end: it was cancelled, or its time is over. */
bool answer_continues(Operation *operation);
bool answer_pause(Operation *operation, uint64_t microseconds);
/* These take the object over and make it a result. */
bool answer_instance(Operation *operation, MI_Instance *instance);
bool answer_class(Operation *operation, MI_Class *class);
bool answer_indication(Operation *operation, MI_Instance *indication, MI_Uint32 number);
bool answer_started(Operation *operation);

bool answer_message(Operation *operation, MI_Uint32 channel, const MI_Char *message);
bool answer_progress(Operation *operation, const MI_Char *activity, const MI_Char *current, const MI_Char *status,
                     MI_Uint32 percent, MI_Uint32 seconds);
bool answer_stream(Operation *operation, const MI_Char *parameter, MI_Type type, const MI_Value *value);
/* Takes the error over. True when the client says, or its mode implies, that the operation shall go on. */
bool answer_error(Operation *operation, MI_Instance *error);
bool answer_prompt(Operation *operation, const MI_Char *message, MI_PromptType type);

/* The last: how it ended. The instance comes with it when there is one; message and details are taken over. */
void answer_end(Operation *operation, MI_Result code, MI_Char *message, MI_Instance *details);
/* The single result of an operation that has only one. */
void answer_end_with(Operation *operation, MI_Instance *instance);
void answer_end_with_class(Operation *operation, MI_Class *class);

#endif
