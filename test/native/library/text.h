/* Strings of MI_Char. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "abi.h"

size_t text_length(const MI_Char *text);
/* NULL for NULL. */
MI_Char *text_copy(const MI_Char *text);
MI_Char *text_copy_part(const MI_Char *text, size_t length);
/* CIM names do not differ by the case of ASCII letters; NULL equals only NULL. */
bool text_same_name(const MI_Char *a, const MI_Char *b);
bool text_equal(const MI_Char *a, const MI_Char *b);
bool text_starts_with(const MI_Char *text, const MI_Char *start);
/* The parts up to a NULL, one after the other. */
MI_Char *text_join(const MI_Char *first, ...);
/* Decimal digits; the buffer holds 24 characters. */
const MI_Char *text_number(MI_Uint64 number, MI_Char buffer[24]);

/* UTF-8, cut to fit, for messages in plain characters. */
const char *text_narrow(const MI_Char *text, char *buffer, size_t size);
#define NARROW(text) text_narrow((text), (char[160]){0}, 160)

#endif
