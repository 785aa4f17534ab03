/* Values of the CIM types, copied and compared. */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "abi.h"

#define TYPE_COUNT 32

/* "uint32", "string[]" … */
const char *type_name(MI_Type type);
/* Bytes of one value of the type, or of one item of an array type. */
size_t type_size(MI_Type type);
bool type_is_array(MI_Type type);

/* A deep copy; embedded instances and references become the server's own. Free it with value_free. */
MI_Value value_copy(const MI_Value *value, MI_Type type);
void value_free(MI_Value *value, MI_Type type);
/* References compare by class and keys, strings by their characters. */
bool value_equal(const MI_Value *a, const MI_Value *b, MI_Type type);

#endif
