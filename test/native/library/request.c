#include "request.h"

#include "instance.h"
#include "memory.h"

const char *request_name(RequestKind kind) {
  static const char *const NAMES[] = {
      "GetInstance",        "ModifyInstance",   "CreateInstance",      "DeleteInstance",     "Invoke",
      "EnumerateInstances", "QueryInstances",   "AssociatorInstances", "ReferenceInstances", "Subscribe",
      "GetClass",           "EnumerateClasses", "TestConnection",
  };
  return NAMES[kind];
}

void request_free(Request *request) {
  if (request->options != NULL) object_release(&request->options->object);
  if (request->subscriptionOptions != NULL) object_release(&request->subscriptionOptions->object);
  memory_free(request->nameSpace);
  memory_free(request->className);
  memory_free(request->methodName);
  memory_free(request->dialect);
  memory_free(request->query);
  memory_free(request->associationClass);
  memory_free(request->role);
  memory_free(request->resultRole);
  instance_free(request->instance);
  instance_free(request->parameters);
}
