#include "json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "instance.h"
#include "text.h"
#include "value.h"

static void append(Json *json, const char *text, size_t length) {
  if (json->length + length + 1 > json->capacity) {
    json->capacity = (json->length + length + 1) * 2;
    json->text = realloc(json->text, json->capacity);
    if (json->text == NULL) abort();
  }
  memcpy(json->text + json->length, text, length);
  json->length += length;
  json->text[json->length] = 0;
}

static void append_quoted(Json *json, const char *text) {
  append(json, "\"", 1);
  for (; *text != 0; text++) {
    char escape[8];
    if (*text == '"' || *text == '\\') {
      append(json, (char[]){'\\', *text}, 2);
    } else if ((unsigned char)*text < 0x20) {
      append(json, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)*text));
    } else {
      append(json, text, 1);
    }
  }
  append(json, "\"", 1);
}

void json_key(Json *json, const char *key) {
  char last = json->length == 0 ? '[' : json->text[json->length - 1];
  if (last != '[' && last != '{' && last != ':') append(json, ",", 1);
  if (key == NULL) return;
  append_quoted(json, key);
  append(json, ":", 1);
}

void json_open(Json *json, char bracket) { append(json, &bracket, 1); }
void json_close(Json *json, char bracket) { append(json, &bracket, 1); }

void json_number(Json *json, const char *key, int64_t number) {
  char digits[24];
  json_key(json, key);
  append(json, digits, (size_t)snprintf(digits, sizeof digits, "%" PRId64, number));
}

void json_string(Json *json, const char *key, const char *text) {
  json_key(json, key);
  append_quoted(json, text);
}

void json_text(Json *json, const char *key, const MI_Char *text) {
  json_key(json, key);
  if (text == NULL) {
    append(json, "null", 4);
    return;
  }
  size_t size = text_length(text) * 4 + 1;
  char *narrow = malloc(size);
  if (narrow == NULL) abort();
  append_quoted(json, text_narrow(text, narrow, size));
  free(narrow);
}

static void json_instance(Json *json, const char *key, const MI_Instance *instance) {
  const InstanceBody *body = instance_body(instance, "test_last_request");
  json_key(json, key);
  json_open(json, '{');
  json_text(json, "class", body->className);
  json_key(json, "elements");
  json_open(json, '{');
  for (MI_Uint32 i = 0; i < body->count; i++) {
    const Element *element = &body->elements[i];
    char name[160];
    json_key(json, text_narrow(element->name, name, sizeof name));
    json_open(json, '{');
    json_string(json, "type", type_name(element->type));
    json_number(json, "flags", element->flags);
    if ((element->flags & MI_FLAG_NULL) == 0) json_value(json, "value", &element->value, element->type);
    json_close(json, '}');
  }
  json_close(json, '}');
  json_close(json, '}');
}

static int64_t signed_value(const MI_Value *value, MI_Type type) {
  if (type == MI_SINT8) return value->sint8;
  if (type == MI_SINT16) return value->sint16;
  return type == MI_SINT32 ? value->sint32 : value->sint64;
}

static uint64_t unsigned_value(const MI_Value *value, MI_Type type) {
  if (type == MI_UINT8) return value->uint8;
  if (type == MI_UINT32) return value->uint32;
  return type == MI_UINT64 ? value->uint64 : value->uint16; /* the last is char16 too */
}

/* isTimestamp, then the members of MI_Timestamp or MI_Interval. */
static void datetime_text(const MI_Datetime *time, char *text, size_t size) {
  const MI_Uint32 *word = (const MI_Uint32 *)&time->u;
  snprintf(text, size, "%u %u %u %u %u %u %u %u %d", time->isTimestamp, word[0], word[1], word[2], word[3], word[4],
           word[5], word[6], time->u.timestamp.utc);
}

/* Numbers become decimal text, since JSON's lose digits. */
static void json_scalar(Json *json, const char *key, const MI_Value *value, MI_Type type) {
  char text[160];
  switch (type) {
    case MI_STRING:
      json_text(json, key, value->string);
      return;
    case MI_REFERENCE:
    case MI_INSTANCE:
      json_instance(json, key, value->instance);
      return;
    case MI_BOOLEAN:
      snprintf(text, sizeof text, "%s", value->boolean ? "true" : "false");
      break;
    case MI_REAL32:
      snprintf(text, sizeof text, "%.9g", value->real32);
      break;
    case MI_REAL64:
      snprintf(text, sizeof text, "%.17g", value->real64);
      break;
    case MI_DATETIME:
      datetime_text(&value->datetime, text, sizeof text);
      break;
    case MI_SINT8:
    case MI_SINT16:
    case MI_SINT32:
    case MI_SINT64:
      snprintf(text, sizeof text, "%" PRId64, signed_value(value, type));
      break;
    default:
      snprintf(text, sizeof text, "%" PRIu64, unsigned_value(value, type));
  }
  json_string(json, key, text);
}

void json_value(Json *json, const char *key, const MI_Value *value, MI_Type type) {
  if (!type_is_array(type)) {
    json_scalar(json, key, value, type);
    return;
  }
  json_key(json, key);
  json_open(json, '[');
  for (MI_Uint32 i = 0; i < value->array.size; i++) {
    MI_Value item = {.uint64 = 0};
    memcpy(&item, (char *)value->array.data + i * type_size(type), type_size(type));
    json_scalar(json, NULL, &item, type & 15);
  }
  json_close(json, ']');
}
