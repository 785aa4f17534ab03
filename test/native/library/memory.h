/* Counted memory. Running out of it ends the process: a test library has nothing better to do. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

/* Zeroed. */
void *memory_new(size_t size);
/* Keeps the contents, and zeroes what is added. */
void *memory_grow(void *block, size_t size);
/* Overwrites the block first, so that who still reads it sees that. NULL is fine. */
void memory_free(void *block);
/*
 * Like memory_free, but the block stays readable for a long while: until thousands of others have come after it.
 * For what a client may wrongly hold on to: its mistake is then found and reported, and crashes nothing.
 */
void memory_bury(void *block);

#endif
