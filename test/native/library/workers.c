#include "workers.h"

#include <stdlib.h>

#include "counters.h"
#include "memory.h"
#include "platform.h"

#define IDLE_LIMIT 32
/* How long workers_close waits for jobs that are about to end, in µs. Only a mistake of the client makes one last. */
#define CLOSE_PATIENCE 1000000

typedef struct Worker {
  Thread thread;
  Condition wake;
  void (*job)(void *);
  void *context;
  bool stop;
  struct Worker *next;
} Worker;

static Mutex lock = MUTEX_INITIALIZER;
static Worker *idle;
static int idleCount;
static int busyCount;
static Condition busyChanged;
static bool ready; /* busyChanged is; it stays so until the process ends */
static int openings;
static THREAD_LOCAL bool onWorker;

static void free_worker(Worker *worker) {
  condition_destroy(&worker->wake);
  memory_free(worker);
}

/* Under the lock: nobody will join the thread, so nothing of it may be left. */
static void vanish(Worker *worker) {
  thread_detach(worker->thread);
  free_worker(worker);
  count(COUNT_threads, -1);
}

/* Waits for the next job. False when the thread shall end; then the worker is no longer its own. */
static bool await_job(Worker *worker) {
  mutex_lock(&lock);
  worker->job = NULL;
  bool goesOn = openings > 0 && idleCount < IDLE_LIMIT;
  if (goesOn) {
    worker->next = idle;
    idle = worker;
    idleCount++;
  } else {
    vanish(worker);
  }
  busyCount--;
  condition_broadcast(&busyChanged);
  while (goesOn && worker->job == NULL && !worker->stop) condition_wait(&worker->wake, &lock);
  goesOn = goesOn && !worker->stop;
  mutex_unlock(&lock);
  return goesOn;
}

static void worker_main(void *context) {
  Worker *worker = context;
  onWorker = true;
  do {
    worker->job(worker->context);
  } while (await_job(worker));
}

void workers_run(void (*job)(void *), void *context) {
  mutex_lock(&lock);
  busyCount++;
  Worker *worker = idle;
  if (worker != NULL) {
    idle = worker->next;
    idleCount--;
    worker->context = context;
    worker->job = job;
    condition_broadcast(&worker->wake);
  } else {
    worker = memory_new(sizeof *worker);
    condition_init(&worker->wake);
    worker->job = job;
    worker->context = context;
    count(COUNT_threads, 1);
    /* Under the lock, so that the new thread cannot end before its handle is stored. */
    if (!thread_start(&worker->thread, worker_main, worker)) abort();
  }
  mutex_unlock(&lock);
}

typedef struct Errand {
  void (*job)(void *);
  void *context;
  Mutex lock;
  Condition changed;
  bool done;
} Errand;

static void run_errand(void *context) {
  Errand *errand = context;
  errand->job(errand->context);
  mutex_lock(&errand->lock);
  errand->done = true;
  condition_broadcast(&errand->changed);
  mutex_unlock(&errand->lock);
}

void workers_run_and_wait(void (*job)(void *), void *context) {
  Errand errand = {.job = job, .context = context};
  mutex_init(&errand.lock);
  condition_init(&errand.changed);
  workers_run(run_errand, &errand);
  mutex_lock(&errand.lock);
  while (!errand.done) condition_wait(&errand.changed, &errand.lock);
  mutex_unlock(&errand.lock);
  condition_destroy(&errand.changed);
  mutex_destroy(&errand.lock);
}

bool workers_on_worker(void) { return onWorker; }

void workers_open(void) {
  mutex_lock(&lock);
  if (!ready) condition_init(&busyChanged);
  ready = true;
  openings++;
  mutex_unlock(&lock);
}

/* Takes the idle threads off their list and tells them to end. */
static Worker *dismiss_idle(void) {
  Worker *dismissed = idle;
  idle = NULL;
  idleCount = 0;
  for (Worker *worker = dismissed; worker != NULL; worker = worker->next) {
    worker->stop = true;
    condition_broadcast(&worker->wake);
  }
  return dismissed;
}

void workers_close(void) {
  mutex_lock(&lock);
  Worker *ending = --openings == 0 ? dismiss_idle() : NULL;
  uint64_t deadline = clock_now() + CLOSE_PATIENCE;
  while (openings == 0 && busyCount > 0 && condition_wait_until(&busyChanged, &lock, deadline)) continue;
  mutex_unlock(&lock);
  while (ending != NULL) {
    Worker *worker = ending;
    ending = worker->next;
    thread_join(worker->thread);
    count(COUNT_threads, -1);
    free_worker(worker);
  }
}
