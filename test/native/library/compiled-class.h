/*
 * A class as MI reports it: its own elements after the inherited ones, and qualifiers handed down by flavor.
 * Compiled once and kept as long as the process, so that qualifier and parameter sets never dangle.
 */
#ifndef COMPILED_CLASS_H
#define COMPILED_CLASS_H

#include <stdbool.h>

#include "schema.h"

typedef struct CompiledQualifiers {
  const QualifierDecl **items;
  MI_Uint32 count;
} CompiledQualifiers;

typedef struct CompiledElement {
  const ElementDecl *declared;
  MI_Uint32 flags;
  CompiledQualifiers qualifiers;
} CompiledElement;

typedef struct CompiledMethod {
  const MethodDecl *declared;
  CompiledQualifiers qualifiers;
  CompiledElement *parameters;
  MI_Uint32 count;
} CompiledMethod;

typedef struct CompiledClass {
  const ClassDecl *declared;
  CompiledQualifiers qualifiers;
  CompiledElement *elements;
  MI_Uint32 elementCount;
  CompiledMethod *methods;
  MI_Uint32 methodCount;
} CompiledClass;

typedef enum Localization {
  LOCALIZATION_NONE, /* without translatable qualifiers */
  LOCALIZATION_ENGLISH,
  LOCALIZATION_GERMAN, /* each translatable text begins with "DE " */
  LOCALIZATION_COUNT,
} Localization;

/* `propagate`: whether qualifiers come down from superclasses. */
const CompiledClass *compiled_class(const ClassDecl *declared, Localization localization, bool propagate);

#endif
