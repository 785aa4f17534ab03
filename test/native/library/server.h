/* The server: finds the answer to a request and says it through answer.h. One file for each kind of request. */
#ifndef SERVER_H
#define SERVER_H

#include <stdbool.h>

#include "operation.h"
#include "schema.h"

void server_answer(Operation *operation);

/* Ends the operation with an error whose message is the parts up to NULL, joined. */
void server_fail(Operation *operation, MI_Result code, const MI_Char *first, ...);
/* The class of that name in the operation's namespace; NULL, the operation having failed, when there is none. */
const ClassDecl *server_class(Operation *operation, const MI_Char *name);
const MI_Char *server_namespace(const Operation *operation);

void server_answer_instance_request(Operation *operation); /* get, modify, create, delete */
void server_enumerate(Operation *operation);
void server_query(Operation *operation);
void server_associators(Operation *operation);
void server_references(Operation *operation);
void server_subscribe(Operation *operation);
void server_invoke(Operation *operation);
void server_get_class(Operation *operation);
void server_enumerate_classes(Operation *operation);

/* Delivers the class's instances, as many as the operation lets it, and ends the operation. */
void server_enumerate_class(Operation *operation, const ClassDecl *class);
/* The result that the request asks for: keys only, base properties only. Takes the instance over and returns it. */
MI_Instance *server_shape(const Operation *operation, MI_Instance *instance, const ClassDecl *base);

#endif
