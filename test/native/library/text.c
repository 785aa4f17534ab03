#include "text.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "memory.h"

size_t text_length(const MI_Char *text) {
  size_t length = 0;
  while (text[length] != 0) length++;
  return length;
}

MI_Char *text_copy_part(const MI_Char *text, size_t length) {
  MI_Char *copy = memory_new((length + 1) * sizeof *copy);
  memcpy(copy, text, length * sizeof *copy);
  return copy;
}

MI_Char *text_copy(const MI_Char *text) { return text == NULL ? NULL : text_copy_part(text, text_length(text)); }

static MI_Char lower(MI_Char character) {
  return character >= 'A' && character <= 'Z' ? (MI_Char)(character + ('a' - 'A')) : character;
}

bool text_same_name(const MI_Char *a, const MI_Char *b) {
  if (a == NULL || b == NULL) return a == b;
  for (; lower(*a) == lower(*b); a++, b++) {
    if (*a == 0) return true;
  }
  return false;
}

bool text_equal(const MI_Char *a, const MI_Char *b) {
  if (a == NULL || b == NULL) return a == b;
  for (; *a == *b; a++, b++) {
    if (*a == 0) return true;
  }
  return false;
}

bool text_starts_with(const MI_Char *text, const MI_Char *start) {
  for (; *start != 0; text++, start++) {
    if (*text != *start) return false;
  }
  return true;
}

MI_Char *text_join(const MI_Char *first, ...) {
  va_list parts;
  size_t length = 0;
  va_start(parts, first);
  for (const MI_Char *part = first; part != NULL; part = va_arg(parts, const MI_Char *)) length += text_length(part);
  va_end(parts);
  MI_Char *joined = memory_new((length + 1) * sizeof *joined);
  MI_Char *end = joined;
  va_start(parts, first);
  for (const MI_Char *part = first; part != NULL; part = va_arg(parts, const MI_Char *)) {
    size_t size = text_length(part);
    memcpy(end, part, size * sizeof *end);
    end += size;
  }
  va_end(parts);
  return joined;
}

const MI_Char *text_number(MI_Uint64 number, MI_Char buffer[24]) {
  MI_Char *digit = buffer + 23;
  *digit = 0;
  do {
    *--digit = (MI_Char)('0' + number % 10);
    number /= 10;
  } while (number != 0);
  return digit;
}

#if defined(_WIN32)
/* The code point at *text, which moves past it; a lone surrogate becomes U+FFFD. */
static uint32_t next_code_point(const MI_Char **text) {
  uint32_t unit = *(*text)++;
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  uint32_t low = **text;
  if (unit > 0xdbff || low < 0xdc00 || low > 0xdfff) return 0xfffd;
  ++*text;
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

static size_t utf8_encode(uint32_t point, char bytes[4]) {
  if (point < 0x80) return bytes[0] = (char)point, 1;
  size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; i--, point >>= 6) bytes[i] = (char)(0x80 | (point & 0x3f));
  static const unsigned char LEADS[] = {0, 0, 0xc0, 0xe0, 0xf0};
  bytes[0] = (char)(LEADS[length] | point);
  return length;
}

const char *text_narrow(const MI_Char *text, char *buffer, size_t size) {
  if (text == NULL) return "(null)";
  size_t used = 0;
  while (*text != 0) {
    char bytes[4];
    size_t length = utf8_encode(next_code_point(&text), bytes);
    if (used + length >= size) break;
    memcpy(buffer + used, bytes, length);
    used += length;
  }
  buffer[used] = 0;
  return buffer;
}
#else
const char *text_narrow(const MI_Char *text, char *buffer, size_t size) {
  if (text == NULL) return "(null)";
  size_t length = text_length(text);
  if (length >= size) length = size - 1;
  memcpy(buffer, text, length);
  buffer[length] = 0;
  return buffer;
}
#endif
