/* What an operation asks the server for: copies of everything the client passed. */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdbool.h>

#include "abi.h"
#include "options.h"

typedef enum RequestKind {
  REQUEST_GET_INSTANCE,
  REQUEST_MODIFY_INSTANCE,
  REQUEST_CREATE_INSTANCE,
  REQUEST_DELETE_INSTANCE,
  REQUEST_INVOKE,
  REQUEST_ENUMERATE_INSTANCES,
  REQUEST_QUERY_INSTANCES,
  REQUEST_ASSOCIATOR_INSTANCES,
  REQUEST_REFERENCE_INSTANCES,
  REQUEST_SUBSCRIBE,
  REQUEST_GET_CLASS,
  REQUEST_ENUMERATE_CLASSES,
  REQUEST_TEST_CONNECTION,
} RequestKind;

typedef struct Request {
  RequestKind kind;
  MI_Uint32 flags;
  Options *options;             /* NULL: none */
  Options *subscriptionOptions; /* NULL: none */
  MI_Char *nameSpace;           /* NULL: the server's default */
  MI_Char *className;           /* also the result class of associators and references */
  MI_Char *methodName;
  MI_Char *dialect;
  MI_Char *query;
  MI_Char *associationClass;
  MI_Char *role;
  MI_Char *resultRole;
  MI_Instance *instance;
  MI_Instance *parameters;
  bool keysOnly; /* also: class names only */
} Request;

const char *request_name(RequestKind kind);
void request_free(Request *request);

#endif
