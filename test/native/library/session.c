/* The session: starting operations. session-close.c closes it. */
#include "session.h"

#include "class.h"
#include "counters.h"
#include "instance.h"
#include "memory.h"
#include "operation.h"
#include "record.h"
#include "text.h"

static void destroy(Object *object) {
  Session *session = (Session *)object;
  object_release(&session->application->object);
  memory_free(session->protocol);
  memory_free(session->destination);
  if (session->options != NULL) object_release(&session->options->object);
  condition_destroy(&session->changed);
  mutex_destroy(&session->lock);
  memory_free(session);
}

void session_open(Application *application, const MI_Char *protocol, const MI_Char *destination, const Options *options,
                  const MI_SessionCallbacks *callbacks, MI_Session *handle) {
  Session *session = memory_new(sizeof *session);
  object_init(&session->object, HANDLE_SESSION, destroy);
  mutex_init(&session->lock);
  condition_init(&session->changed);
  object_retain(&application->object);
  session->application = application;
  session->protocol = text_copy(protocol);
  session->destination = text_copy(destination);
  session->options = options == NULL ? NULL : options_copy(options);
  mutex_lock(&application->lock);
  session->next = application->sessions;
  application->sessions = session;
  mutex_unlock(&application->lock);
  record_session(session, callbacks);
  session->handle = handle_open(&session->object, &sessionFT, handle);
}

bool session_add(Session *session, Operation *operation) {
  mutex_lock(&session->lock);
  bool open = !session->refusing;
  if (open) {
    operation->listed = true;
    operation->next = session->operations;
    session->operations = operation;
  }
  mutex_unlock(&session->lock);
  return open;
}

static MI_Result MI_CALL GetApplication(MI_Session *self, MI_Application *application) {
  if (application == NULL) return MI_RESULT_INVALID_PARAMETER;
  Session *session = handle_get(HANDLE_SESSION, self, "GetApplication");
  if (session == NULL) return MI_RESULT_INVALID_PARAMETER;
  *application = *session->application->handle;
  object_release(&session->object);
  return MI_RESULT_OK;
}

/* What most requests have in common. */
static Request request_of(RequestKind kind, MI_Uint32 flags, MI_OperationOptions *options,
                          const MI_Char *namespaceName) {
  Request request = {.kind = kind, .flags = flags, .nameSpace = text_copy(namespaceName)};
  if (options == NULL) return request;
  Options *found = handle_get(HANDLE_OPERATION_OPTIONS, options, request_name(kind));
  if (found == NULL) return request;
  request.options = options_copy(found);
  object_release(&found->object);
  return request;
}

static MI_Instance *copy_instance(const MI_Instance *instance, RequestKind kind) {
  if (instance == NULL || instance_body(instance, request_name(kind)) == NULL) return NULL;
  return instance_copy(instance, OWNER_SERVER);
}

/* Starts the operation, or fails it at once when what it cannot do without is missing. */
static void start(MI_Session *self, Request request, bool complete, ResultKind kind, MI_OperationCallbacks *callbacks,
                  MI_Operation *operation) {
  record_request(&request, callbacks);
  bool hasNoQualifiers = request.kind == REQUEST_DELETE_INSTANCE || request.kind == REQUEST_INVOKE;
  if (hasNoQualifiers && (request.flags & MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS) != 0) {
    violation("Session.%s: does not support localized qualifiers", request_name(request.kind));
  }
  if (complete) {
    operation_start(self, request, kind, callbacks, operation);
  } else {
    request_free(&request);
    operation_fail_start(self, MI_RESULT_INVALID_PARAMETER, kind, callbacks, operation);
  }
}

static void start_with_instance(RequestKind kind, MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,
                                const MI_Char *namespaceName, const MI_Instance *instance,
                                MI_OperationCallbacks *callbacks, MI_Operation *operation) {
  Request request = request_of(kind, flags, options, namespaceName);
  request.instance = copy_instance(instance, kind);
  start(self, request, request.instance != NULL, RESULT_INSTANCE, callbacks, operation);
}

#define WITH_INSTANCE(Name, KIND)                                                                   \
  static void MI_CALL Name(MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,         \
                           const MI_Char *namespaceName, const MI_Instance *instance,               \
                           MI_OperationCallbacks *callbacks, MI_Operation *operation) {             \
    start_with_instance(KIND, self, flags, options, namespaceName, instance, callbacks, operation); \
  }
WITH_INSTANCE(GetInstance, REQUEST_GET_INSTANCE)
WITH_INSTANCE(ModifyInstance, REQUEST_MODIFY_INSTANCE)
WITH_INSTANCE(CreateInstance, REQUEST_CREATE_INSTANCE)
WITH_INSTANCE(DeleteInstance, REQUEST_DELETE_INSTANCE)

static void MI_CALL Invoke(MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,
                           const MI_Char *namespaceName, const MI_Char *className, const MI_Char *methodName,
                           const MI_Instance *instance, const MI_Instance *parameters, MI_OperationCallbacks *callbacks,
                           MI_Operation *operation) {
  Request request = request_of(REQUEST_INVOKE, flags, options, namespaceName);
  request.className = text_copy(className);
  request.methodName = text_copy(methodName);
  request.instance = copy_instance(instance, REQUEST_INVOKE);
  request.parameters = copy_instance(parameters, REQUEST_INVOKE);
  bool complete = methodName != NULL && (className != NULL || request.instance != NULL);
  start(self, request, complete, RESULT_INSTANCE, callbacks, operation);
}

static void MI_CALL EnumerateInstances(MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,
                                       const MI_Char *namespaceName, const MI_Char *className, MI_Boolean keysOnly,
                                       MI_OperationCallbacks *callbacks, MI_Operation *operation) {
  Request request = request_of(REQUEST_ENUMERATE_INSTANCES, flags, options, namespaceName);
  request.className = text_copy(className);
  request.keysOnly = keysOnly != MI_FALSE;
  start(self, request, className != NULL, RESULT_INSTANCE, callbacks, operation);
}

static void MI_CALL QueryInstances(MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,
                                   const MI_Char *namespaceName, const MI_Char *dialect, const MI_Char *query,
                                   MI_OperationCallbacks *callbacks, MI_Operation *operation) {
  Request request = request_of(REQUEST_QUERY_INSTANCES, flags, options, namespaceName);
  request.dialect = text_copy(dialect);
  request.query = text_copy(query);
  start(self, request, dialect != NULL && query != NULL, RESULT_INSTANCE, callbacks, operation);
}

static void MI_CALL AssociatorInstances(MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,
                                        const MI_Char *namespaceName, const MI_Instance *instance,
                                        const MI_Char *assocClass, const MI_Char *resultClass, const MI_Char *role,
                                        const MI_Char *resultRole, MI_Boolean keysOnly,
                                        MI_OperationCallbacks *callbacks, MI_Operation *operation) {
  Request request = request_of(REQUEST_ASSOCIATOR_INSTANCES, flags, options, namespaceName);
  request.instance = copy_instance(instance, REQUEST_ASSOCIATOR_INSTANCES);
  request.associationClass = text_copy(assocClass);
  request.className = text_copy(resultClass);
  request.role = text_copy(role);
  request.resultRole = text_copy(resultRole);
  request.keysOnly = keysOnly != MI_FALSE;
  start(self, request, request.instance != NULL, RESULT_INSTANCE, callbacks, operation);
}

static void MI_CALL ReferenceInstances(MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,
                                       const MI_Char *namespaceName, const MI_Instance *instance,
                                       const MI_Char *resultClass, const MI_Char *role, MI_Boolean keysOnly,
                                       MI_OperationCallbacks *callbacks, MI_Operation *operation) {
  Request request = request_of(REQUEST_REFERENCE_INSTANCES, flags, options, namespaceName);
  request.instance = copy_instance(instance, REQUEST_REFERENCE_INSTANCES);
  request.className = text_copy(resultClass);
  request.role = text_copy(role);
  request.keysOnly = keysOnly != MI_FALSE;
  start(self, request, request.instance != NULL, RESULT_INSTANCE, callbacks, operation);
}

static void MI_CALL Subscribe(MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,
                              const MI_Char *namespaceName, const MI_Char *dialect, const MI_Char *query,
                              const MI_SubscriptionDeliveryOptions *deliveryOptions, MI_OperationCallbacks *callbacks,
                              MI_Operation *operation) {
  Request request = request_of(REQUEST_SUBSCRIBE, flags, options, namespaceName);
  request.dialect = text_copy(dialect);
  request.query = text_copy(query);
  if (deliveryOptions != NULL) {
    Options *found = handle_get(HANDLE_SUBSCRIPTION_OPTIONS, deliveryOptions, "Subscribe");
    if (found != NULL) {
      request.subscriptionOptions = options_copy(found);
      object_release(&found->object);
    }
  }
  start(self, request, query != NULL, RESULT_INDICATION, callbacks, operation);
}

static void MI_CALL GetClass(MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,
                             const MI_Char *namespaceName, const MI_Char *className, MI_OperationCallbacks *callbacks,
                             MI_Operation *operation) {
  Request request = request_of(REQUEST_GET_CLASS, flags, options, namespaceName);
  request.className = text_copy(className);
  start(self, request, className != NULL, RESULT_CLASS, callbacks, operation);
}

static void MI_CALL EnumerateClasses(MI_Session *self, MI_Uint32 flags, MI_OperationOptions *options,
                                     const MI_Char *namespaceName, const MI_Char *className, MI_Boolean classNamesOnly,
                                     MI_OperationCallbacks *callbacks, MI_Operation *operation) {
  Request request = request_of(REQUEST_ENUMERATE_CLASSES, flags, options, namespaceName);
  request.className = text_copy(className);
  request.keysOnly = classNamesOnly != MI_FALSE;
  start(self, request, true, RESULT_CLASS, callbacks, operation);
}

static void MI_CALL TestConnection(MI_Session *self, MI_Uint32 flags, MI_OperationCallbacks *callbacks,
                                   MI_Operation *operation) {
  Request request = {.kind = REQUEST_TEST_CONNECTION, .flags = flags};
  if (flags != 0) violation("Session.TestConnection: the flags %u are not 0", flags);
  start(self, request, flags == 0, RESULT_INSTANCE, callbacks, operation);
}

const MI_SessionFT sessionFT = {
    .Close = session_close,
    .GetApplication = GetApplication,
    .GetInstance = GetInstance,
    .ModifyInstance = ModifyInstance,
    .CreateInstance = CreateInstance,
    .DeleteInstance = DeleteInstance,
    .Invoke = Invoke,
    .EnumerateInstances = EnumerateInstances,
    .QueryInstances = QueryInstances,
    .AssociatorInstances = AssociatorInstances,
    .ReferenceInstances = ReferenceInstances,
    .Subscribe = Subscribe,
    .GetClass = GetClass,
    .EnumerateClasses = EnumerateClasses,
    .TestConnection = TestConnection,
};
