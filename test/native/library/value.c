#include "value.h"

#include <string.h>

#include "instance.h"
#include "memory.h"
#include "text.h"

static const char *const TYPE_NAMES[TYPE_COUNT] = {
    "boolean",   "uint8",    "sint8",    "uint16",   "sint16",     "uint32",   "sint32",      "uint64",
    "sint64",    "real32",   "real64",   "char16",   "datetime",   "string",   "reference",   "instance",
    "boolean[]", "uint8[]",  "sint8[]",  "uint16[]", "sint16[]",   "uint32[]", "sint32[]",    "uint64[]",
    "sint64[]",  "real32[]", "real64[]", "char16[]", "datetime[]", "string[]", "reference[]", "instance[]"};

static const size_t TYPE_SIZES[] = {
    1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 2, sizeof(MI_Datetime), sizeof(void *), sizeof(void *), sizeof(void *)};

const char *type_name(MI_Type type) { return (unsigned)type < TYPE_COUNT ? TYPE_NAMES[type] : "no type"; }
bool type_is_array(MI_Type type) { return (type & MI_ARRAY) != 0; }
size_t type_size(MI_Type type) { return TYPE_SIZES[type & 15]; }

static bool is_instance(MI_Type scalar) { return scalar == MI_INSTANCE || scalar == MI_REFERENCE; }

/* Copies what one scalar of the type points to: strings and instances. */
static void copy_pointee(void *item, MI_Type scalar) {
  if (scalar == MI_STRING) {
    MI_Char **text = item;
    *text = text_copy(*text);
  } else if (is_instance(scalar)) {
    MI_Instance **instance = item;
    if (*instance == NULL) return;
    *instance = instance_body(*instance, "AddElement") == NULL ? NULL : instance_copy(*instance, OWNER_PARENT);
  }
}

static void free_pointee(void *item, MI_Type scalar) {
  if (scalar == MI_STRING) memory_free(*(MI_Char **)item);
  if (is_instance(scalar)) instance_free(*(MI_Instance **)item);
}

MI_Value value_copy(const MI_Value *value, MI_Type type) {
  MI_Value copy = {.array = {NULL, 0}};
  MI_Type scalar = type & 15;
  if (!type_is_array(type)) {
    memcpy(&copy, value, type_size(type));
    copy_pointee(&copy, scalar);
    return copy;
  }
  size_t size = type_size(type);
  copy.array.size = value->array.size;
  if (copy.array.size == 0) return copy;
  copy.array.data = memory_new(size * copy.array.size);
  memcpy(copy.array.data, value->array.data, size * copy.array.size);
  for (size_t i = 0; i < copy.array.size; i++) copy_pointee((char *)copy.array.data + i * size, scalar);
  return copy;
}

void value_free(MI_Value *value, MI_Type type) {
  MI_Type scalar = type & 15;
  if (!type_is_array(type)) {
    free_pointee(value, scalar);
    return;
  }
  for (size_t i = 0; i < value->array.size; i++) free_pointee((char *)value->array.data + i * type_size(type), scalar);
  memory_free(value->array.data);
}

static bool item_equal(const void *a, const void *b, MI_Type scalar) {
  if (scalar == MI_STRING) return text_equal(*(MI_Char *const *)a, *(MI_Char *const *)b);
  if (is_instance(scalar)) return instance_same_path(*(MI_Instance *const *)a, *(MI_Instance *const *)b);
  return memcmp(a, b, type_size(scalar)) == 0;
}

bool value_equal(const MI_Value *a, const MI_Value *b, MI_Type type) {
  if (!type_is_array(type)) return item_equal(a, b, type);
  if (a->array.size != b->array.size) return false;
  for (size_t i = 0; i < a->array.size; i++) {
    size_t offset = i * type_size(type);
    if (!item_equal((char *)a->array.data + offset, (char *)b->array.data + offset, type & 15)) return false;
  }
  return true;
}
