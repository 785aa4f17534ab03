/*
 * Operations that could not be started. Their handle is of no object: as in MI it carries its session's numbers, and
 * a function table that knows nothing but the result. So it must be closed through its own table, not operationFT.
 */
#include "operation.h"

#define FAILED_TABLE(code)                                                                                            \
  static MI_Result MI_CALL code##_GetInstance(MI_Operation *self, const MI_Instance **instance, MI_Boolean *more,     \
                                              MI_Result *result, const MI_Char **message,                             \
                                              const MI_Instance **details) {                                          \
    (void)self;                                                                                                       \
    if (instance != NULL) *instance = NULL;                                                                           \
    return report(code, more, result, message, details);                                                              \
  }                                                                                                                   \
  static MI_Result MI_CALL code##_GetIndication(                                                                      \
      MI_Operation *self, const MI_Instance **instance, const MI_Char **bookmark, const MI_Char **machineID,          \
      MI_Boolean *more, MI_Result *result, const MI_Char **message, const MI_Instance **details) {                    \
    (void)self;                                                                                                       \
    if (instance != NULL) *instance = NULL;                                                                           \
    if (bookmark != NULL) *bookmark = NULL;                                                                           \
    if (machineID != NULL) *machineID = NULL;                                                                         \
    return report(code, more, result, message, details);                                                              \
  }                                                                                                                   \
  static MI_Result MI_CALL code##_GetClass(MI_Operation *self, const MI_Class **class, MI_Boolean *more,              \
                                           MI_Result *result, const MI_Char **message, const MI_Instance **details) { \
    (void)self;                                                                                                       \
    if (class != NULL) *class = NULL;                                                                                 \
    return report(code, more, result, message, details);                                                              \
  }                                                                                                                   \
  static const MI_OperationFT code##_FT = {                                                                           \
      .Close = Close,                                                                                                 \
      .Cancel = Cancel,                                                                                               \
      .GetSession = GetSession,                                                                                       \
      .GetInstance = code##_GetInstance,                                                                              \
      .GetIndication = code##_GetIndication,                                                                          \
      .GetClass = code##_GetClass,                                                                                    \
  };

static MI_Result report(MI_Result code, MI_Boolean *more, MI_Result *result, const MI_Char **message,
                        const MI_Instance **details) {
  if (more != NULL) *more = MI_FALSE;
  if (result != NULL) *result = code;
  if (message != NULL) *message = NULL;
  if (details != NULL) *details = NULL;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL Close(MI_Operation *self) {
  *self = (MI_Operation){0, 0, NULL};
  return MI_RESULT_OK;
}

static MI_Result MI_CALL Cancel(MI_Operation *self, MI_CancellationReason reason) {
  (void)self;
  (void)reason;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetSession(MI_Operation *self, MI_Session *session) {
  (void)self;
  (void)session;
  return MI_RESULT_FAILED;
}

FAILED_TABLE(MI_RESULT_FAILED)
FAILED_TABLE(MI_RESULT_ACCESS_DENIED)
FAILED_TABLE(MI_RESULT_INVALID_PARAMETER)
FAILED_TABLE(MI_RESULT_NOT_SUPPORTED)
FAILED_TABLE(MI_RESULT_SERVER_LIMITS_EXCEEDED)

static const MI_OperationFT *table_for(MI_Result code) {
  switch (code) {
    case MI_RESULT_ACCESS_DENIED:
      return &MI_RESULT_ACCESS_DENIED_FT;
    case MI_RESULT_INVALID_PARAMETER:
      return &MI_RESULT_INVALID_PARAMETER_FT;
    case MI_RESULT_NOT_SUPPORTED:
      return &MI_RESULT_NOT_SUPPORTED_FT;
    case MI_RESULT_SERVER_LIMITS_EXCEEDED:
      return &MI_RESULT_SERVER_LIMITS_EXCEEDED_FT;
    default:
      return &MI_RESULT_FAILED_FT;
  }
}

void operation_fail_start(const MI_Session *session, MI_Result code, ResultKind kind,
                          const MI_OperationCallbacks *callbacks, MI_Operation *handle) {
  MI_Operation failed = {0, 0, table_for(code)};
  if (session != NULL) failed = (MI_Operation){session->reserved1, session->reserved2, table_for(code)};
  if (handle == NULL) handle = &failed;
  *handle = failed;
  if (callbacks == NULL) return;
  void *context = callbacks->callbackContext;
  if (kind == RESULT_INSTANCE && callbacks->instanceResult != NULL) {
    callbacks->instanceResult(handle, context, NULL, MI_FALSE, code, NULL, NULL, NULL);
  } else if (kind == RESULT_INDICATION && callbacks->indicationResult != NULL) {
    callbacks->indicationResult(handle, context, NULL, NULL, NULL, MI_FALSE, code, NULL, NULL, NULL);
  } else if (kind == RESULT_CLASS && callbacks->classResult != NULL) {
    callbacks->classResult(handle, context, NULL, MI_FALSE, code, NULL, NULL, NULL);
  }
}
