/* The library's own threads: kept while an application is open, as many as there are jobs at once. */
#ifndef WORKERS_H
#define WORKERS_H

#include <stdbool.h>

void workers_run(void (*job)(void *), void *context);
/* Runs the job on another thread and waits for its end. */
void workers_run_and_wait(void (*job)(void *), void *context);
/* True on one of the library's threads. */
bool workers_on_worker(void);
/* Between these two idle threads are kept; the second waits until the idle ones have ended. */
void workers_open(void);
void workers_close(void);

#endif
