/* The application: the way in, everything that can be made without a session, and closing. */
#include "class.h"
#include "counters.h"
#include "error.h"
#include "instance.h"
#include "memory.h"
#include "repository.h"
#include "session.h"
#include "text.h"
#include "utilities.h"
#include "workers.h"

static void destroy(Object *object) {
  Application *application = (Application *)object;
  condition_destroy(&application->changed);
  mutex_destroy(&application->lock);
  memory_free(application);
}

void application_remove(Application *application, Session *session) {
  mutex_lock(&application->lock);
  Session **place = &application->sessions;
  while (*place != NULL && *place != session) place = &(*place)->next;
  if (*place != NULL) *place = session->next;
  condition_broadcast(&application->changed);
  mutex_unlock(&application->lock);
}

/* A session that its client left open, with a reference; NULL when there is none. */
static Session *find_open(Application *application) {
  mutex_lock(&application->lock);
  Session *found = application->sessions;
  while (found != NULL && !(handle_is_open(&found->object) && object_try_retain(&found->object))) found = found->next;
  mutex_unlock(&application->lock);
  return found;
}

static void abandon_open_sessions(Application *application) {
  for (Session *session; (session = find_open(application)) != NULL;) {
    violation("Application.Close: a session is not closed");
    if (SETTING(blockOutOfOrder) == 0) session_abandon(session);
    object_release(&session->object);
    if (SETTING(blockOutOfOrder) != 0) return;
  }
}

static void await_sessions(Application *application) {
  mutex_lock(&application->lock);
  while (application->sessions != NULL) condition_wait(&application->changed, &application->lock);
  mutex_unlock(&application->lock);
}

static MI_Result MI_CALL Close(MI_Application *self) {
  if (workers_on_worker()) {
    violation("Application.Close: called in a callback");
    return MI_RESULT_FAILED;
  }
  Application *application = handle_close(HANDLE_APPLICATION, self, "Close");
  if (application == NULL) return MI_RESULT_INVALID_PARAMETER;
  abandon_open_sessions(application);
  await_sessions(application);
  workers_close();
  repository_close();
  object_release(&application->object);
  return MI_RESULT_OK;
}

/* Sets the extended error, which is the client's, and returns the code. */
static MI_Result fail(MI_Result code, const MI_Char *message, MI_Instance **extendedError) {
  if (extendedError != NULL && SETTING(errorDetails) != 0) *extendedError = error_new(code, message, OWNER_CLIENT);
  return code;
}

MI_Result MI_CALL MI_Application_InitializeV1(MI_Uint32 flags, const MI_Char *applicationID,
                                              MI_Instance **extendedError, MI_Application *handle) {
  (void)applicationID;
  if (extendedError != NULL) *extendedError = NULL;
  if (flags != 0 || handle == NULL) {
    violation("MI_Application_InitializeV1: flags %u are not 0, or there is no application", flags);
    return MI_RESULT_INVALID_PARAMETER;
  }
  *handle = (MI_Application){0, 0, NULL};
  MI_Result failure = (MI_Result)SETTING(failInitialize);
  if (failure != MI_RESULT_OK) return fail(failure, T("The application was not initialized."), extendedError);
  Application *application = memory_new(sizeof *application);
  object_init(&application->object, HANDLE_APPLICATION, destroy);
  mutex_init(&application->lock);
  condition_init(&application->changed);
  workers_open();
  repository_open();
  application->handle = handle_open(&application->object, &applicationFT, handle);
  return MI_RESULT_OK;
}

/* The protocols of this platform's MI; libmi.so compares them letter by letter, and takes those of others, too. */
static bool known_protocol(const MI_Char *protocol) {
#if defined(_WIN32)
  return text_same_name(protocol, T("WMIDCOM")) || text_same_name(protocol, T("WINRM"));
#else
  return text_equal(protocol, T("OMI_SOCKETS")) || text_equal(protocol, T("MI_REMOTE_WSMAN")) ||
         text_equal(protocol, T("TEST"));
#endif
}

static void report_noise(MI_Application *self, MI_SessionCallbacks *callbacks) {
  if (callbacks == NULL) return;
  if (callbacks->writeMessage != NULL) {
    callbacks->writeMessage(self, callbacks->callbackContext, MI_WRITEMESSAGE_CHANNEL_VERBOSE, T("Connecting."));
  }
  if (callbacks->writeError != NULL) {
    MI_Instance *error = error_new(MI_RESULT_FAILED, T("A noisy destination."), OWNER_LENT);
    callbacks->writeError(self, callbacks->callbackContext, error);
    instance_free(error);
  }
}

/* Windows' MI takes the literal address of IPv6 in brackets only: what stands after a colon is a port. */
static bool lacks_brackets(const MI_Char *destination) {
  if (destination == NULL || *destination == '[') return false;
  int colons = 0;
  for (const MI_Char *at = destination; *at != 0; at++) colons += *at == ':';
  return colons > 1;
}

/* What Windows' MI does not take, and OMI does. */
static MI_Result check_as_windows(const MI_Char *destination, const Options *options) {
  if (lacks_brackets(destination)) {
    violation("Application.NewSession: the address %s has no brackets", NARROW(destination));
    return MI_RESULT_INVALID_PARAMETER;
  }
  return options_unknown_to_windows(options) == NULL ? MI_RESULT_OK : MI_RESULT_NOT_FOUND;
}

static MI_Result NewSessionOf(Application *application, MI_Application *self, const MI_Char *protocol,
                              const MI_Char *destination, MI_DestinationOptions *optionsHandle,
                              MI_SessionCallbacks *callbacks, MI_Instance **extendedError, MI_Session *session) {
  if (protocol != NULL && !known_protocol(protocol)) {
    return fail(MI_RESULT_NOT_FOUND, T("The protocol handler was not found."), extendedError);
  }
  uint64_t delay = (uint64_t)SETTING(newSessionDelay);
  if (delay != 0) clock_sleep(delay);
  MI_Result failure = (MI_Result)SETTING(failNewSession);
  if (destination != NULL && text_equal(destination, T("refused"))) failure = MI_RESULT_ACCESS_DENIED;
  if (destination != NULL && text_equal(destination, T("noisy"))) report_noise(self, callbacks);
  if (failure != MI_RESULT_OK) return fail(failure, T("The session was refused."), extendedError);
  Options *options = optionsHandle == NULL ? NULL : handle_get(HANDLE_DESTINATION_OPTIONS, optionsHandle, "NewSession");
  if (SETTING(asWindows) != 0) failure = check_as_windows(destination, options);
  if (failure == MI_RESULT_OK) session_open(application, protocol, destination, options, callbacks, session);
  if (options != NULL) object_release(&options->object);
  return failure;
}

static MI_Result MI_CALL NewSession(MI_Application *self, const MI_Char *protocol, const MI_Char *destination,
                                    MI_DestinationOptions *options, MI_SessionCallbacks *callbacks,
                                    MI_Instance **extendedError, MI_Session *session) {
  if (extendedError != NULL) *extendedError = NULL;
  if (session == NULL) return MI_RESULT_INVALID_PARAMETER;
  Application *application = handle_get(HANDLE_APPLICATION, self, "NewSession");
  if (application == NULL) return MI_RESULT_INVALID_PARAMETER;
  *session = (MI_Session){0, 0, NULL};
  MI_Result result = NewSessionOf(application, self, protocol, destination, options, callbacks, extendedError, session);
  object_release(&application->object);
  return result;
}

/* True when the handle is an open application. */
static bool is_open(MI_Application *self, const char *function) {
  Application *application = handle_get(HANDLE_APPLICATION, self, function);
  if (application != NULL) object_release(&application->object);
  return application != NULL;
}

static MI_Result MI_CALL NewHostedProvider(MI_Application *self, const MI_Char *namespaceName,
                                           const MI_Char *providerName, void *main, MI_Instance **extendedError,
                                           MI_HostedProvider *provider) {
  (void)namespaceName, (void)providerName, (void)main, (void)provider;
  if (extendedError != NULL) *extendedError = NULL;
  return is_open(self, "NewHostedProvider") ? MI_RESULT_NOT_SUPPORTED : MI_RESULT_INVALID_PARAMETER;
}

static MI_Result MI_CALL NewInstance(MI_Application *self, const MI_Char *className, const void *classDecl,
                                     MI_Instance **instance) {
  if (!is_open(self, "NewInstance") || className == NULL || instance == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (classDecl != NULL) return MI_RESULT_NOT_SUPPORTED;
  *instance = instance_new(className, OWNER_CLIENT);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL NewInstanceFromClass(MI_Application *self, const MI_Char *className, const MI_Class *class,
                                              MI_Instance **instance) {
  if (class == NULL) return NewInstance(self, className, NULL, instance);
  const ClassDecl *declared = class_declaration(class, "NewInstanceFromClass");
  if (declared == NULL || !is_open(self, "NewInstanceFromClass") || instance == NULL) {
    return MI_RESULT_INVALID_PARAMETER;
  }
  *instance = instance_new(className == NULL ? declared->name : className, OWNER_CLIENT);
  repository_add_defaults(*instance, declared);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL NewDestinationOptions(MI_Application *self, MI_DestinationOptions *options) {
  if (!is_open(self, "NewDestinationOptions") || options == NULL) return MI_RESULT_INVALID_PARAMETER;
  handle_open(&options_new(HANDLE_DESTINATION_OPTIONS)->object, &destinationOptionsFT, options);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL NewOperationOptions(MI_Application *self, MI_Boolean mustUnderstand,
                                             MI_OperationOptions *options) {
  if (!is_open(self, "NewOperationOptions") || options == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (mustUnderstand > MI_TRUE) violation("Application.NewOperationOptions: %u is no boolean", mustUnderstand);
  handle_open(&options_new(HANDLE_OPERATION_OPTIONS)->object, &operationOptionsFT, options);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL NewSubscriptionDeliveryOptions(MI_Application *self, MI_SubscriptionDeliveryType type,
                                                        MI_SubscriptionDeliveryOptions *options) {
  if (!is_open(self, "NewSubscriptionDeliveryOptions") || options == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (type != MI_SUBSCRIPTION_PULL && type != MI_SUBSCRIPTION_PUSH) {
    violation("Application.NewSubscriptionDeliveryOptions: %u is no delivery type", (unsigned)type);
    return MI_RESULT_INVALID_PARAMETER;
  }
  handle_open(&options_new(HANDLE_SUBSCRIPTION_OPTIONS)->object, &subscriptionOptionsFT, options);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL NewSerializer(MI_Application *self, MI_Uint32 flags, MI_Char *format,
                                       MI_Serializer *serializer) {
  (void)flags, (void)format, (void)serializer;
  return is_open(self, "NewSerializer") ? MI_RESULT_NOT_SUPPORTED : MI_RESULT_INVALID_PARAMETER;
}

static MI_Result MI_CALL NewClass(MI_Application *self, const void *classDecl, const MI_Char *namespaceName,
                                  const MI_Char *serverName, MI_Class **class) {
  (void)classDecl, (void)namespaceName, (void)serverName, (void)class;
  return is_open(self, "NewClass") ? MI_RESULT_NOT_SUPPORTED : MI_RESULT_INVALID_PARAMETER;
}

const MI_ApplicationFT applicationFT = {
    .Close = Close,
    .NewSession = NewSession,
    .NewHostedProvider = NewHostedProvider,
    .NewInstance = NewInstance,
    .NewDestinationOptions = NewDestinationOptions,
    .NewOperationOptions = NewOperationOptions,
    .NewSubscriptionDeliveryOptions = NewSubscriptionDeliveryOptions,
    .NewSerializer = NewSerializer,
    .NewDeserializer = NewSerializer,
    .NewInstanceFromClass = NewInstanceFromClass,
    .NewClass = NewClass,
};
