/* Locks, conditions, threads and clocks of Windows and POSIX under one set of names. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdbool.h>
#include <stdint.h>

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#define NOUSER /* its GetClassName is a macro */
#include <windows.h>
typedef SRWLOCK Mutex;
typedef CONDITION_VARIABLE Condition;
typedef HANDLE Thread;
#define MUTEX_INITIALIZER SRWLOCK_INIT
#define THREAD_LOCAL __thread
#else
#include <pthread.h>
typedef pthread_mutex_t Mutex;
typedef pthread_cond_t Condition;
typedef pthread_t Thread;
#define MUTEX_INITIALIZER PTHREAD_MUTEX_INITIALIZER
#define THREAD_LOCAL _Thread_local
#endif

void mutex_init(Mutex *mutex);
void mutex_destroy(Mutex *mutex);
void mutex_lock(Mutex *mutex);
void mutex_unlock(Mutex *mutex);

void condition_init(Condition *condition);
void condition_destroy(Condition *condition);
void condition_wait(Condition *condition, Mutex *mutex);
/* False when the deadline (of clock_now) has passed; may also wake early, like any condition. */
bool condition_wait_until(Condition *condition, Mutex *mutex, uint64_t deadline);
void condition_broadcast(Condition *condition);

bool thread_start(Thread *thread, void (*run)(void *), void *context);
void thread_join(Thread thread);
void thread_detach(Thread thread);

/* Microseconds of a clock that never goes back. */
uint64_t clock_now(void);
/* Returns after so many microseconds. */
void clock_sleep(uint64_t microseconds);

#endif
