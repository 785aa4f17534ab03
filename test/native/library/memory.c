#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "counters.h"
#include "platform.h"

#define GRAVES 4096

/* Stands before each block; 16 bytes, to keep malloc's alignment. */
typedef struct Header {
  size_t size;
  size_t padding;
} Header;

static Mutex graveyardLock = MUTEX_INITIALIZER;
static Header *graveyard[GRAVES];
static size_t nextGrave;

static Header *header_of(void *block) { return (Header *)block - 1; }

static void count_block(size_t size, int sign) {
  count(COUNT_blocks, sign);
  count(COUNT_bytes, sign * (int64_t)size);
}

void *memory_new(size_t size) {
  Header *header = calloc(1, sizeof *header + size);
  if (header == NULL) abort();
  header->size = size;
  count_block(size, 1);
  return header + 1;
}

void *memory_grow(void *block, size_t size) {
  void *grown = memory_new(size);
  if (block != NULL) {
    size_t old = header_of(block)->size;
    memcpy(grown, block, old < size ? old : size);
    memory_free(block);
  }
  return grown;
}

void memory_free(void *block) {
  if (block == NULL) return;
  Header *header = header_of(block);
  count_block(header->size, -1);
  memset(block, 0xdd, header->size);
  free(header);
}

void memory_bury(void *block) {
  Header *header = header_of(block);
  count_block(header->size, -1);
  mutex_lock(&graveyardLock);
  Header *oldest = graveyard[nextGrave];
  graveyard[nextGrave] = header;
  nextGrave = (nextGrave + 1) % GRAVES;
  mutex_unlock(&graveyardLock);
  free(oldest);
}
