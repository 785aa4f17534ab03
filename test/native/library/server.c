#include "server.h"

#include <stdarg.h>

#include "answer.h"
#include "counters.h"
#include "error.h"
#include "instance.h"
#include "memory.h"
#include "text.h"

void server_fail(Operation *operation, MI_Result code, const MI_Char *first, ...) {
  MI_Char *message = text_copy(first);
  va_list parts;
  va_start(parts, first);
  for (const MI_Char *part; (part = va_arg(parts, const MI_Char *)) != NULL;) {
    MI_Char *longer = text_join(message, part, NULL);
    memory_free(message);
    message = longer;
  }
  va_end(parts);
  MI_Instance *details = SETTING(errorDetails) == 0 ? NULL : error_new(code, message, OWNER_LENT);
  answer_end(operation, code, message, details);
}

const MI_Char *server_namespace(const Operation *operation) {
  return operation->request.nameSpace == NULL ? MAIN_NAMESPACE : operation->request.nameSpace;
}

const ClassDecl *server_class(Operation *operation, const MI_Char *name) {
  const ClassDecl *class = schema_class_in(server_namespace(operation), name);
  if (class == NULL) server_fail(operation, MI_RESULT_INVALID_CLASS, T("There is no class "), name, T("."), NULL);
  return class;
}

static void dispatch(Operation *operation) {
  switch (operation->request.kind) {
    case REQUEST_GET_INSTANCE:
    case REQUEST_MODIFY_INSTANCE:
    case REQUEST_CREATE_INSTANCE:
    case REQUEST_DELETE_INSTANCE:
      server_answer_instance_request(operation);
      break;
    case REQUEST_INVOKE:
      server_invoke(operation);
      break;
    case REQUEST_ENUMERATE_INSTANCES:
      server_enumerate(operation);
      break;
    case REQUEST_QUERY_INSTANCES:
      server_query(operation);
      break;
    case REQUEST_ASSOCIATOR_INSTANCES:
      server_associators(operation);
      break;
    case REQUEST_REFERENCE_INSTANCES:
      server_references(operation);
      break;
    case REQUEST_SUBSCRIBE:
      server_subscribe(operation);
      break;
    case REQUEST_GET_CLASS:
      server_get_class(operation);
      break;
    case REQUEST_ENUMERATE_CLASSES:
      server_enumerate_classes(operation);
      break;
    case REQUEST_TEST_CONNECTION:
      answer_end(operation, MI_RESULT_OK, NULL, NULL);
      break;
  }
}

void server_answer(Operation *operation) {
  const MI_Char *destination = operation->session->destination;
  if (destination != NULL && text_equal(destination, T("unreachable"))) {
    server_fail(operation, MI_RESULT_FAILED, T("The destination cannot be reached."), NULL);
  } else if (!schema_has_namespace(server_namespace(operation))) {
    server_fail(operation, MI_RESULT_INVALID_NAMESPACE, T("There is no namespace "), server_namespace(operation),
                T("."), NULL);
  } else {
    dispatch(operation);
  }
}
