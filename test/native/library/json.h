/* JSON text, for what tests read. */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>
#include <stdint.h>

#include "abi.h"

/* Grows as it is written to. Text is UTF-8; commas come by themselves. */
typedef struct Json {
  char *text;
  size_t length;
  size_t capacity;
} Json;

void json_open(Json *json, char bracket);
void json_close(Json *json, char bracket);
/* A key (NULL in arrays) and a value. */
void json_key(Json *json, const char *key);
void json_number(Json *json, const char *key, int64_t number);
void json_string(Json *json, const char *key, const char *text);
void json_text(Json *json, const char *key, const MI_Char *text); /* null for NULL */
void json_value(Json *json, const char *key, const MI_Value *value, MI_Type type);

#endif
