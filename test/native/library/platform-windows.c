#if defined(_WIN32)
#include "platform.h"

#include <stdlib.h>

void mutex_init(Mutex *mutex) { InitializeSRWLock(mutex); }
void mutex_destroy(Mutex *mutex) { (void)mutex; }
void mutex_lock(Mutex *mutex) { AcquireSRWLockExclusive(mutex); }
void mutex_unlock(Mutex *mutex) { ReleaseSRWLockExclusive(mutex); }

void condition_init(Condition *condition) { InitializeConditionVariable(condition); }
void condition_destroy(Condition *condition) { (void)condition; }
void condition_wait(Condition *condition, Mutex *mutex) { SleepConditionVariableSRW(condition, mutex, INFINITE, 0); }
void condition_broadcast(Condition *condition) { WakeAllConditionVariable(condition); }

bool condition_wait_until(Condition *condition, Mutex *mutex, uint64_t deadline) {
  uint64_t now = clock_now();
  if (now >= deadline) return false;
  uint64_t left = deadline - now;
  if (left >= 2000) return SleepConditionVariableSRW(condition, mutex, (DWORD)(left / 1000), 0);
  /* Windows sleeps in milliseconds; a shorter wait hands the processor around instead. */
  mutex_unlock(mutex);
  SwitchToThread();
  mutex_lock(mutex);
  return true;
}

typedef struct Start {
  void (*run)(void *);
  void *context;
} Start;

static DWORD WINAPI thread_main(void *argument) {
  Start start = *(Start *)argument;
  free(argument);
  start.run(start.context);
  return 0;
}

bool thread_start(Thread *thread, void (*run)(void *), void *context) {
  Start *start = malloc(sizeof *start);
  if (start == NULL) return false;
  *start = (Start){run, context};
  *thread = CreateThread(NULL, 0, thread_main, start, 0, NULL);
  if (*thread != NULL) return true;
  free(start);
  return false;
}

void thread_join(Thread thread) {
  WaitForSingleObject(thread, INFINITE);
  CloseHandle(thread);
}
void thread_detach(Thread thread) { CloseHandle(thread); }

uint64_t clock_now(void) {
  LARGE_INTEGER frequency, counter;
  QueryPerformanceFrequency(&frequency);
  QueryPerformanceCounter(&counter);
  uint64_t seconds = (uint64_t)(counter.QuadPart / frequency.QuadPart);
  uint64_t rest = (uint64_t)(counter.QuadPart % frequency.QuadPart);
  return seconds * 1000000 + rest * 1000000 / (uint64_t)frequency.QuadPart;
}

void clock_sleep(uint64_t microseconds) { Sleep((DWORD)((microseconds + 999) / 1000)); }

#else
typedef int platform_is_posix;
#endif
