#if !defined(_WIN32)
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <stdlib.h>
#include <time.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

void mutex_init(Mutex *mutex) { pthread_mutex_init(mutex, NULL); }
void mutex_destroy(Mutex *mutex) { pthread_mutex_destroy(mutex); }
void mutex_lock(Mutex *mutex) { pthread_mutex_lock(mutex); }
void mutex_unlock(Mutex *mutex) { pthread_mutex_unlock(mutex); }

#if defined(__APPLE__)
/* macOS has no monotonic conditions; it waits relative to now instead. */
void condition_init(Condition *condition) { pthread_cond_init(condition, NULL); }

bool condition_wait_until(Condition *condition, Mutex *mutex, uint64_t deadline) {
  uint64_t now = clock_now();
  if (now >= deadline) return false;
  uint64_t left = deadline - now;
  struct timespec time = {(time_t)(left / 1000000), (long)(left % 1000000) * 1000};
  return pthread_cond_timedwait_relative_np(condition, mutex, &time) == 0;
}
#else
void condition_init(Condition *condition) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(condition, &attributes);
  pthread_condattr_destroy(&attributes);
}

bool condition_wait_until(Condition *condition, Mutex *mutex, uint64_t deadline) {
  struct timespec time = {(time_t)(deadline / 1000000), (long)(deadline % 1000000) * 1000};
  return pthread_cond_timedwait(condition, mutex, &time) == 0;
}
#endif

void condition_destroy(Condition *condition) { pthread_cond_destroy(condition); }
void condition_wait(Condition *condition, Mutex *mutex) { pthread_cond_wait(condition, mutex); }
void condition_broadcast(Condition *condition) { pthread_cond_broadcast(condition); }

typedef struct Start {
  void (*run)(void *);
  void *context;
} Start;

static void *thread_main(void *argument) {
  Start start = *(Start *)argument;
  free(argument);
#if defined(__linux__)
  prctl(PR_SET_TIMERSLACK, 1); /* the default slack of 50 µs would blur answers after 100 µs */
#endif
  start.run(start.context);
  return NULL;
}

bool thread_start(Thread *thread, void (*run)(void *), void *context) {
  Start *start = malloc(sizeof *start);
  if (start == NULL) return false;
  *start = (Start){run, context};
  if (pthread_create(thread, NULL, thread_main, start) == 0) return true;
  free(start);
  return false;
}

void thread_join(Thread thread) { pthread_join(thread, NULL); }
void thread_detach(Thread thread) { pthread_detach(thread); }

uint64_t clock_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

void clock_sleep(uint64_t microseconds) {
  struct timespec left = {(time_t)(microseconds / 1000000), (long)(microseconds % 1000000) * 1000};
  while (nanosleep(&left, &left) != 0) continue; /* a signal woke it */
}

#else
typedef int platform_is_windows;
#endif
