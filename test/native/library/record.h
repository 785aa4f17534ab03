/* Remembers what came in, when the setting recordRequests says so. */
#ifndef RECORD_H
#define RECORD_H

#include "request.h"
#include "session.h"

void record_request(const Request *request, const MI_OperationCallbacks *callbacks);
void record_session(const Session *session, const MI_SessionCallbacks *callbacks);

#endif
