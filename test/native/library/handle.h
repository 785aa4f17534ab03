/*
 * Handles: what a client's 24 bytes stand for. Numbers in them are never used twice, so that a closed handle is
 * recognised, whatever the client does with it.
 */
#ifndef HANDLE_H
#define HANDLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "abi.h"

typedef enum HandleKind {
  HANDLE_APPLICATION,
  HANDLE_SESSION,
  HANDLE_OPERATION,
  HANDLE_DESTINATION_OPTIONS,
  HANDLE_OPERATION_OPTIONS,
  HANDLE_SUBSCRIPTION_OPTIONS,
} HandleKind;

/* The first member of everything a handle stands for. It is counted as alive until its last reference is gone. */
typedef struct Object {
  HandleKind kind;
  atomic_int references;
  void (*destroy)(struct Object *);
  struct Slot *slot;
} Object;

/* With one reference. */
void object_init(Object *object, HandleKind kind, void (*destroy)(Object *));
void object_retain(Object *object);
/* For objects found in a list that holds no references. False when the last one is already gone. */
bool object_try_retain(Object *object);
void object_release(Object *object);

/*
 * Makes the object's handle, which takes over one reference, and writes it to the client's memory.
 * Returns the library's own copy, which callbacks are given: it stays readable for ever.
 */
void *handle_open(Object *object, const void *ft, void *handle);
/* The object with a reference more; NULL, with a violation, when the handle is closed or of another kind. */
void *handle_get(HandleKind kind, const void *handle, const char *function);
/* The same for a handle that may be closed while its object lives on: an operation may yet be acknowledged. */
void *handle_get_alive(HandleKind kind, const void *handle, const char *function);
/* Closes the handle and hands its reference over. NULL as above. */
void *handle_close(HandleKind kind, const void *handle, const char *function);

bool handle_is_open(const Object *object);
/* Closes the handle that the client left open, if it did. */
void handle_abandon(Object *object);

#endif
