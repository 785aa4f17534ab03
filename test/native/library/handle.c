#include "handle.h"

#include <stdlib.h>

#include "counters.h"
#include "platform.h"

#define CHUNK 256
#define INDEX_BITS 24

typedef struct AnyHandle {
  uint64_t id;
  ptrdiff_t unused;
  const void *ft;
} AnyHandle;

typedef struct Slot {
  AnyHandle handle;
  bool open;
  Object *object; /* lives at least as long as the handle is open */
  uint32_t index;
  uint64_t uses;
  struct Slot *next;
} Slot;

static const struct {
  const char *name;
  enum Counter counter;
} KINDS[] = {
    {"Application", COUNT_applications},
    {"Session", COUNT_sessions},
    {"Operation", COUNT_operations},
    {"DestinationOptions", COUNT_destinationOptions},
    {"OperationOptions", COUNT_operationOptions},
    {"SubscriptionDeliveryOptions", COUNT_subscriptionOptions},
};

static Mutex lock = MUTEX_INITIALIZER;
static Slot **slots; /* by index; slots stay where they are as long as the process */
static uint32_t slotCount;
static Slot *freeFirst, *freeLast; /* the longest free slot is used first */
static uint32_t freeCount;

static void put_free(Slot *slot) {
  slot->next = NULL;
  if (freeLast == NULL) {
    freeFirst = slot;
  } else {
    freeLast->next = slot;
  }
  freeLast = slot;
  freeCount++;
}

void object_init(Object *object, HandleKind kind, void (*destroy)(Object *)) {
  object->kind = kind;
  atomic_init(&object->references, 1);
  object->destroy = destroy;
  object->slot = NULL;
  count(KINDS[kind].counter, 1);
}

void object_retain(Object *object) { atomic_fetch_add(&object->references, 1); }

bool object_try_retain(Object *object) {
  int references = atomic_load(&object->references);
  while (references > 0) {
    if (atomic_compare_exchange_weak(&object->references, &references, references + 1)) return true;
  }
  return false;
}

static void recycle(Slot *slot) {
  mutex_lock(&lock);
  slot->handle.id = 0;
  slot->object = NULL;
  put_free(slot);
  mutex_unlock(&lock);
}

void object_release(Object *object) {
  if (atomic_fetch_sub(&object->references, 1) != 1) return;
  HandleKind kind = object->kind;
  if (object->slot != NULL) recycle(object->slot);
  object->destroy(object);
  count(KINDS[kind].counter, -1);
}

static void add_chunk(void) {
  Slot *chunk = calloc(CHUNK, sizeof *chunk);
  slots = realloc(slots, (slotCount + CHUNK) * sizeof *slots);
  if (chunk == NULL || slots == NULL) abort();
  for (uint32_t i = 0; i < CHUNK; i++) {
    chunk[i].index = slotCount;
    slots[slotCount++] = &chunk[i];
    put_free(&chunk[i]);
  }
}

/* Keeps a chunk's worth of closed handles unused, so that a mistake with one is seen as such. */
static Slot *take_free(void) {
  while (freeCount <= CHUNK) add_chunk();
  Slot *slot = freeFirst;
  freeFirst = slot->next;
  freeCount--;
  return slot;
}

void *handle_open(Object *object, const void *ft, void *handle) {
  mutex_lock(&lock);
  Slot *slot = take_free();
  object->slot = slot;
  slot->object = object;
  slot->open = true;
  slot->handle = (AnyHandle){++slot->uses << INDEX_BITS | slot->index, 0, ft};
  *(AnyHandle *)handle = slot->handle;
  mutex_unlock(&lock);
  return &slot->handle;
}

/* Under the lock. NULL when there is no such object, or it is of another kind. */
static Slot *find(HandleKind kind, const AnyHandle *handle) {
  if (handle == NULL) return NULL;
  uint32_t index = handle->id & ((1u << INDEX_BITS) - 1);
  if (handle->id == 0 || index >= slotCount) return NULL;
  Slot *slot = slots[index];
  return slot->handle.id == handle->id && slot->object->kind == kind ? slot : NULL;
}

static void *report_invalid(HandleKind kind, const void *handle, const char *function) {
  violation("%s.%s: %s", KINDS[kind].name, function,
            handle == NULL ? "NULL handle" : "the handle is closed or invalid");
  return NULL;
}

static void *get(HandleKind kind, const void *handle, const char *function, bool closedToo) {
  mutex_lock(&lock);
  Slot *slot = find(kind, handle);
  Object *object = slot == NULL || !(slot->open || closedToo) ? NULL : slot->object;
  if (object != NULL && !object_try_retain(object)) object = NULL;
  mutex_unlock(&lock);
  return object != NULL ? object : report_invalid(kind, handle, function);
}

void *handle_get(HandleKind kind, const void *handle, const char *function) {
  return get(kind, handle, function, false);
}

void *handle_get_alive(HandleKind kind, const void *handle, const char *function) {
  return get(kind, handle, function, true);
}

void *handle_close(HandleKind kind, const void *handle, const char *function) {
  mutex_lock(&lock);
  Slot *slot = find(kind, handle);
  Object *object = slot == NULL || !slot->open ? NULL : slot->object;
  if (object != NULL) slot->open = false;
  mutex_unlock(&lock);
  return object != NULL ? object : report_invalid(kind, handle, function);
}

bool handle_is_open(const Object *object) {
  mutex_lock(&lock);
  bool open = object->slot != NULL && object->slot->open;
  mutex_unlock(&lock);
  return open;
}

void handle_abandon(Object *object) {
  mutex_lock(&lock);
  bool open = object->slot != NULL && object->slot->open;
  if (open) object->slot->open = false;
  mutex_unlock(&lock);
  if (open) object_release(object);
}
