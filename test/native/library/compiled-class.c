#include "compiled-class.h"

#include <stdlib.h>
#include <string.h>

#include "platform.h"
#include "text.h"

#define CLASS_LIMIT 64

typedef struct Variant {
  Localization localization;
  bool propagate;
} Variant;

static Mutex lock = MUTEX_INITIALIZER;
static CompiledClass *compiled[CLASS_LIMIT][2 * LOCALIZATION_COUNT];

/* Not counted: these blocks stay until the process ends. */
static void *permanent(size_t count, size_t size) {
  void *block = calloc(count == 0 ? 1 : count, size);
  if (block == NULL) abort();
  return block;
}

static bool has_qualifier(const CompiledQualifiers *list, const MI_Char *name) {
  for (MI_Uint32 i = 0; i < list->count; i++) {
    if (text_same_name(list->items[i]->name, name)) return true;
  }
  return false;
}

static MI_Char *translate_text(const MI_Char *text) {
  static const MI_Char PREFIX[] = T("DE ");
  size_t prefix = text_length(PREFIX), length = text_length(text);
  MI_Char *translated = permanent(prefix + length + 1, sizeof *translated);
  memcpy(translated, PREFIX, prefix * sizeof *translated);
  memcpy(translated + prefix, text, length * sizeof *translated);
  return translated;
}

/* Translatable qualifiers are strings or arrays of strings. */
static const QualifierDecl *translate(const QualifierDecl *qualifier) {
  QualifierDecl *translated = permanent(1, sizeof *translated);
  *translated = *qualifier;
  if (qualifier->type == MI_STRING) {
    translated->value.string = translate_text(qualifier->value.string);
    return translated;
  }
  MI_Uint32 size = qualifier->value.array.size;
  MI_Char **texts = permanent(size, sizeof *texts);
  for (MI_Uint32 i = 0; i < size; i++) texts[i] = translate_text(((MI_Char **)qualifier->value.array.data)[i]);
  translated->value.array.data = texts;
  return translated;
}

static void add_own(CompiledQualifiers *list, const QualifierDecl *qualifier, Variant variant) {
  bool translatable = (qualifier->flavor & MI_FLAG_TRANSLATABLE) != 0;
  if (translatable && variant.localization == LOCALIZATION_NONE) return;
  bool german = translatable && variant.localization == LOCALIZATION_GERMAN;
  list->items[list->count++] = german ? translate(qualifier) : qualifier;
}

/* What a superclass hands down is translated already. */
static void add_inherited(CompiledQualifiers *list, const QualifierDecl *qualifier) {
  if ((qualifier->flavor & MI_FLAG_TOSUBCLASS) == 0 || has_qualifier(list, qualifier->name)) return;
  list->items[list->count++] = qualifier;
}

/* The element's own qualifiers, then those of the inherited one whose flavor is ToSubclass. */
static CompiledQualifiers merge(const QualifierList *own, const CompiledQualifiers *inherited, Variant variant) {
  MI_Uint32 ownCount = own == NULL ? 0 : own->count;
  MI_Uint32 inheritedCount = inherited == NULL || !variant.propagate ? 0 : inherited->count;
  CompiledQualifiers list = {permanent(ownCount + inheritedCount, sizeof *list.items), 0};
  for (MI_Uint32 i = 0; i < ownCount; i++) add_own(&list, &own->items[i], variant);
  for (MI_Uint32 i = 0; i < inheritedCount; i++) add_inherited(&list, inherited->items[i]);
  return list;
}

static bool is_true(const CompiledQualifiers *qualifiers, const MI_Char *name) {
  for (MI_Uint32 i = 0; i < qualifiers->count; i++) {
    const QualifierDecl *qualifier = qualifiers->items[i];
    if (text_same_name(qualifier->name, name)) {
      return qualifier->type == MI_BOOLEAN && qualifier->value.boolean != MI_FALSE;
    }
  }
  return false;
}

static MI_Uint32 element_flags(const CompiledQualifiers *qualifiers, MI_Uint32 scope) {
  static const struct {
    const MI_Char *qualifier;
    MI_Uint32 flag;
  } FLAGS[] = {
      {T("Key"), MI_FLAG_KEY},           {T("In"), MI_FLAG_IN},         {T("Out"), MI_FLAG_OUT},
      {T("Required"), MI_FLAG_REQUIRED}, {T("Stream"), MI_FLAG_STREAM}, {T("Static"), MI_FLAG_STATIC},
  };
  MI_Uint32 flags = scope;
  for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
    if (is_true(qualifiers, FLAGS[i].qualifier)) flags |= FLAGS[i].flag;
  }
  bool property = (scope & (MI_FLAG_PROPERTY | MI_FLAG_REFERENCE)) != 0;
  if (property && !is_true(qualifiers, T("Write"))) flags |= MI_FLAG_READONLY;
  return flags;
}

static const ElementDecl *find_declared(const ElementList *list, const MI_Char *name) {
  for (MI_Uint32 i = 0; i < list->count; i++) {
    if (text_same_name(list->items[i].name, name)) return &list->items[i];
  }
  return NULL;
}

static bool inherits(const CompiledClass *parent, const MI_Char *name) {
  for (MI_Uint32 i = 0; parent != NULL && i < parent->elementCount; i++) {
    if (text_same_name(parent->elements[i].declared->name, name)) return true;
  }
  return false;
}

static CompiledElement compile_element(const ElementDecl *declared, const QualifierList *own,
                                       const CompiledElement *inherited, MI_Uint32 scope, Variant variant) {
  CompiledElement element = {declared, 0, merge(own, inherited == NULL ? NULL : &inherited->qualifiers, variant)};
  element.flags = element_flags(&element.qualifiers, scope);
  return element;
}

static MI_Uint32 property_scope(const ElementDecl *declared) {
  return (declared->type & 15) == MI_REFERENCE ? MI_FLAG_REFERENCE : MI_FLAG_PROPERTY;
}

/* Inherited properties keep their place, also when they are redeclared; new ones follow. */
static void compile_properties(CompiledClass *class, const CompiledClass *parent, Variant variant) {
  const ElementList *own = &class->declared->properties;
  MI_Uint32 inherited = parent == NULL ? 0 : parent->elementCount;
  class->elements = permanent(inherited + own->count, sizeof *class->elements);
  for (; class->elementCount < inherited; class->elementCount++) {
    const CompiledElement *base = &parent->elements[class->elementCount];
    const ElementDecl *redeclared = find_declared(own, base->declared->name);
    const ElementDecl *declared = redeclared == NULL ? base->declared : redeclared;
    const QualifierList *qualifiers = redeclared == NULL ? NULL : &redeclared->qualifiers;
    CompiledElement element = compile_element(declared, qualifiers, base, property_scope(declared), variant);
    /* Without propagation a class reports the bare element, but still knows its keys. */
    if (redeclared == NULL) element.flags = base->flags;
    class->elements[class->elementCount] = element;
  }
  for (MI_Uint32 i = 0; i < own->count; i++) {
    const ElementDecl *declared = &own->items[i];
    if (inherits(parent, declared->name)) continue;
    class->elements[class->elementCount++] =
        compile_element(declared, &declared->qualifiers, NULL, property_scope(declared), variant);
  }
}

static CompiledMethod compile_method(const MethodDecl *declared, const QualifierList *own,
                                     const CompiledMethod *inherited, Variant variant) {
  CompiledMethod method = {declared, merge(own, inherited == NULL ? NULL : &inherited->qualifiers, variant), NULL, 0};
  method.parameters = permanent(declared->parameters.count, sizeof *method.parameters);
  for (; method.count < declared->parameters.count; method.count++) {
    const ElementDecl *parameter = &declared->parameters.items[method.count];
    method.parameters[method.count] =
        compile_element(parameter, &parameter->qualifiers, NULL, MI_FLAG_PARAMETER, variant);
  }
  return method;
}

/* No class of the schema redeclares a method, so the own ones simply follow. */
static void compile_methods(CompiledClass *class, const CompiledClass *parent, Variant variant) {
  const MethodList *own = &class->declared->methods;
  MI_Uint32 inherited = parent == NULL ? 0 : parent->methodCount;
  class->methods = permanent(inherited + own->count, sizeof *class->methods);
  for (; class->methodCount < inherited; class->methodCount++) {
    const CompiledMethod *method = &parent->methods[class->methodCount];
    class->methods[class->methodCount] = compile_method(method->declared, NULL, method, variant);
  }
  for (MI_Uint32 i = 0; i < own->count; i++) {
    class->methods[class->methodCount++] = compile_method(&own->items[i], &own->items[i].qualifiers, NULL, variant);
  }
}

static MI_Uint32 index_of(const ClassDecl *declared) {
  MI_Uint32 index = 0;
  while (SCHEMA[index] != declared) index++;
  return index;
}

static CompiledClass *compile(const ClassDecl *declared, Variant variant) {
  CompiledClass **slot = &compiled[index_of(declared)][variant.localization * 2 + variant.propagate];
  if (*slot != NULL) return *slot;
  const ClassDecl *superclass = schema_superclass(declared);
  const CompiledClass *parent = superclass == NULL ? NULL : compile(superclass, variant);
  CompiledClass *class = permanent(1, sizeof *class);
  class->declared = declared;
  class->qualifiers = merge(&declared->qualifiers, parent == NULL ? NULL : &parent->qualifiers, variant);
  compile_properties(class, parent, variant);
  compile_methods(class, parent, variant);
  return *slot = class;
}

const CompiledClass *compiled_class(const ClassDecl *declared, Localization localization, bool propagate) {
  mutex_lock(&lock);
  const CompiledClass *class = compile(declared, (Variant){localization, propagate});
  mutex_unlock(&lock);
  return class;
}
