#include "record.h"

#include <stdlib.h>
#include <string.h>

#include "control.h"
#include "counters.h"
#include "instance.h"
#include "json.h"
#include "text.h"

static Mutex lock = MUTEX_INITIALIZER;
static Json lastRequest, lastSession;

static void write_credentials(Json *json, const Option *option) {
  json_open(json, '{');
  json_text(json, "name", option->name);
  json_text(json, "authenticationType", option->credentials->type);
  json_text(json, "domain", option->credentials->domain);
  json_text(json, "username", option->credentials->username);
  json_text(json, "password", option->credentials->password);
  json_text(json, "certificateThumbprint", option->credentials->thumbprint);
  json_close(json, '}');
}

static void write_option(Json *json, const Option *option) {
  json_open(json, '{');
  json_text(json, "name", option->name);
  json_number(json, "type", option->type);
  json_value(json, "value", &option->value, option->type);
  json_number(json, "flags", option->flags);
  if (option->custom) json_number(json, "mustComply", option->mustComply);
  json_close(json, '}');
}

static void write_options(Json *json, const char *key, const Options *options) {
  json_key(json, key);
  json_open(json, '[');
  for (MI_Uint32 i = 0; options != NULL && i < options->count; i++) {
    json_key(json, NULL);
    if (options->items[i].credentials != NULL) {
      write_credentials(json, &options->items[i]);
    } else {
      write_option(json, &options->items[i]);
    }
  }
  json_close(json, ']');
}

static void write_instance(Json *json, const char *key, MI_Instance *instance) {
  if (instance == NULL) {
    json_text(json, key, NULL);
  } else {
    json_value(json, key, &(MI_Value){.instance = instance}, MI_INSTANCE);
  }
}

static void replace(Json *kept, Json json) {
  mutex_lock(&lock);
  free(kept->text);
  *kept = json;
  mutex_unlock(&lock);
}

/* Adds the name of a callback that is registered. */
#define WRITE_CALLBACK(json, callbacks, name) \
  if ((callbacks)->name != NULL) json_string(json, NULL, #name)

static void write_operation_callbacks(Json *json, const MI_OperationCallbacks *callbacks) {
  json_key(json, "callbacks");
  json_open(json, '[');
  if (callbacks != NULL) {
    WRITE_CALLBACK(json, callbacks, promptUser);
    WRITE_CALLBACK(json, callbacks, writeError);
    WRITE_CALLBACK(json, callbacks, writeMessage);
    WRITE_CALLBACK(json, callbacks, writeProgress);
    WRITE_CALLBACK(json, callbacks, instanceResult);
    WRITE_CALLBACK(json, callbacks, indicationResult);
    WRITE_CALLBACK(json, callbacks, classResult);
    WRITE_CALLBACK(json, callbacks, streamedParameterResult);
  }
  json_close(json, ']');
}

static void write_session_callbacks(Json *json, const MI_SessionCallbacks *callbacks) {
  json_key(json, "callbacks");
  json_open(json, '[');
  if (callbacks != NULL) {
    WRITE_CALLBACK(json, callbacks, writeMessage);
    WRITE_CALLBACK(json, callbacks, writeError);
  }
  json_close(json, ']');
}

void record_request(const Request *request, const MI_OperationCallbacks *callbacks) {
  if (SETTING(recordRequests) == 0) return;
  Json json = {NULL, 0, 0};
  json_open(&json, '{');
  json_string(&json, "kind", request_name(request->kind));
  json_number(&json, "flags", request->flags);
  json_text(&json, "namespace", request->nameSpace);
  json_text(&json, "class", request->className);
  json_text(&json, "method", request->methodName);
  json_text(&json, "dialect", request->dialect);
  json_text(&json, "query", request->query);
  json_text(&json, "associationClass", request->associationClass);
  json_text(&json, "role", request->role);
  json_text(&json, "resultRole", request->resultRole);
  json_number(&json, "keysOnly", request->keysOnly);
  write_instance(&json, "instance", request->instance);
  write_instance(&json, "parameters", request->parameters);
  write_options(&json, "options", request->options);
  write_options(&json, "subscriptionOptions", request->subscriptionOptions);
  write_operation_callbacks(&json, callbacks);
  json_close(&json, '}');
  replace(&lastRequest, json);
}

void record_session(const Session *session, const MI_SessionCallbacks *callbacks) {
  if (SETTING(recordRequests) == 0) return;
  Json json = {NULL, 0, 0};
  json_open(&json, '{');
  json_text(&json, "protocol", session->protocol);
  json_text(&json, "destination", session->destination);
  write_options(&json, "options", session->options);
  write_session_callbacks(&json, callbacks);
  json_close(&json, '}');
  replace(&lastSession, json);
}

/* A copy for the calling thread, because another may replace the original. */
static const char *copy_of(const Json *kept) {
  static THREAD_LOCAL char *copy;
  free(copy);
  mutex_lock(&lock);
  const char *text = kept->text == NULL ? "null" : kept->text;
  copy = malloc(strlen(text) + 1);
  if (copy == NULL) abort();
  strcpy(copy, text);
  mutex_unlock(&lock);
  return copy;
}

const char *test_last_request(void) { return copy_of(&lastRequest); }
const char *test_last_session(void) { return copy_of(&lastSession); }
