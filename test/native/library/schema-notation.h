/* Short forms in which the tables of schema-*.c are written. */
#ifndef SCHEMA_NOTATION_H
#define SCHEMA_NOTATION_H

#include "schema.h"

#define LENGTH(type, ...) (sizeof((const type[]){__VA_ARGS__}) / sizeof(type))
#define LIST(type, ...) {(const type[]){__VA_ARGS__}, LENGTH(type, __VA_ARGS__)}
#define QUALIFIERS(...) LIST(QualifierDecl, __VA_ARGS__)
#define ELEMENTS(...) LIST(ElementDecl, __VA_ARGS__)
#define METHODS(...) LIST(MethodDecl, __VA_ARGS__)
#define NONE {NULL, 0}

#define ARRAY_VALUE(type, ...)                                                 \
  {                                                                            \
    .array = {(void *)(const type[]){__VA_ARGS__}, LENGTH(type, __VA_ARGS__) } \
  }
#define STRINGS(...) ARRAY_VALUE(MI_Char *const, __VA_ARGS__)

/* Flavors as DSP0004 gives them to these qualifiers; schema.mof declares the same. */
#define OVERRIDABLE (MI_FLAG_ENABLEOVERRIDE | MI_FLAG_TOSUBCLASS)
#define FIXED (MI_FLAG_DISABLEOVERRIDE | MI_FLAG_TOSUBCLASS)
#define RESTRICTED (MI_FLAG_ENABLEOVERRIDE | MI_FLAG_RESTRICTED)
#define LOCALIZABLE (OVERRIDABLE | MI_FLAG_TRANSLATABLE)

#define Q_BOOLEAN(name, flavor) {T(name), MI_BOOLEAN, flavor, {.boolean = 1}}
#define Q_FALSE(name, flavor) {T(name), MI_BOOLEAN, flavor, {.boolean = 0}}
#define Q_STRING(name, flavor, text)                             \
  {                                                              \
    T(name), MI_STRING, flavor, { .string = (MI_Char *)T(text) } \
  }
#define Q_STRINGS(name, flavor, ...) {T(name), MI_STRING | MI_ARRAY, flavor, STRINGS(__VA_ARGS__)}
#define Q_UINT32(name, flavor, number)               \
  {                                                  \
    T(name), MI_UINT32, flavor, { .uint32 = number } \
  }
#define Q_SINT64(name, flavor, number)               \
  {                                                  \
    T(name), MI_SINT64, flavor, { .sint64 = number } \
  }
#define Q_REAL64(name, flavor, number)               \
  {                                                  \
    T(name), MI_REAL64, flavor, { .real64 = number } \
  }

#define Q_KEY Q_BOOLEAN("Key", FIXED)
#define Q_READ Q_BOOLEAN("Read", OVERRIDABLE)
#define Q_WRITE Q_BOOLEAN("Write", OVERRIDABLE)
#define Q_REQUIRED Q_BOOLEAN("Required", FIXED)
#define Q_IN Q_BOOLEAN("In", FIXED)
#define Q_NOT_IN Q_FALSE("In", FIXED)
#define Q_OUT Q_BOOLEAN("Out", FIXED)
#define Q_STREAM Q_BOOLEAN("Stream", FIXED)
#define Q_STATIC Q_BOOLEAN("Static", FIXED)
#define Q_ABSTRACT Q_BOOLEAN("Abstract", RESTRICTED)
#define Q_TERMINAL Q_BOOLEAN("Terminal", OVERRIDABLE)
#define Q_ASSOCIATION Q_BOOLEAN("Association", FIXED)
#define Q_INDICATION Q_BOOLEAN("Indication", FIXED)
#define Q_VERSION(text) Q_STRING("Version", RESTRICTED | MI_FLAG_TRANSLATABLE, text)
#define Q_OVERRIDE(name) Q_STRING("Override", RESTRICTED, name)
#define Q_EMBEDDED_INSTANCE(name) Q_STRING("EmbeddedInstance", OVERRIDABLE, name)
#define Q_EMBEDDED_OBJECT Q_BOOLEAN("EmbeddedObject", FIXED)
#define Q_DESCRIPTION(text) Q_STRING("Description", LOCALIZABLE, text)
#define Q_VALUE_MAP(...) Q_STRINGS("ValueMap", OVERRIDABLE, __VA_ARGS__)
#define Q_VALUES(...) Q_STRINGS("Values", LOCALIZABLE, __VA_ARGS__)

/* An element of a plain type; the qualifiers follow. NONE stands for none. */
#define ELEMENT(name, type, ...) {T(name), type, NULL, __VA_ARGS__, NULL}
#define ELEMENT_OF(name, type, className, ...) {T(name), type, T(className), __VA_ARGS__, NULL}
#define ELEMENT_DEFAULT(name, type, value, ...) {T(name), type, NULL, __VA_ARGS__, &(const MI_Value)value}
#define IN(name, type) ELEMENT(name, type, QUALIFIERS(Q_IN))
#define OUT(name, type) ELEMENT(name, type, QUALIFIERS(Q_NOT_IN, Q_OUT))
#define IN_OUT(name, type) ELEMENT(name, type, QUALIFIERS(Q_IN, Q_OUT))
#define IN_OUT_OF(name, type, className) ELEMENT_OF(name, type, className, QUALIFIERS(Q_IN, Q_OUT))
#define REQUIRED_IN(name, type) ELEMENT(name, type, QUALIFIERS(Q_REQUIRED, Q_IN))

#define ARRAY_OF(type) (type | MI_ARRAY)

#endif
