/* The function table of MI_Class. */
#include "class.h"

#include "class-sets.h"
#include "compiled-class.h"
#include "counters.h"
#include "memory.h"
#include "text.h"

#define LIVE ((ptrdiff_t)0x434c4153)
#define DEAD ((ptrdiff_t)0x44454144)

typedef struct ClassBody {
  Owner owner;
  ClassDetail detail;
  const ClassDecl *declared;
  const CompiledClass *compiled;
} ClassBody;

static const MI_ClassFT classFT;
static const CompiledClass NOTHING = {NULL, {NULL, 0}, NULL, 0, NULL, 0};

static enum Counter counter_of(Owner owner) { return owner == OWNER_CLIENT ? COUNT_classes : COUNT_lentClasses; }

static Localization localization_of(ClassDetail detail) {
  if (detail == CLASS_GERMAN) return LOCALIZATION_GERMAN;
  return detail == CLASS_LOCALIZED ? LOCALIZATION_ENGLISH : LOCALIZATION_NONE;
}

MI_Class *class_new(const ClassDecl *declared, ClassDetail detail, Owner owner) {
  ClassBody *body = memory_new(sizeof *body);
  bool propagate = SETTING(propagateQualifiers) != 0;
  *body = (ClassBody){owner, detail, declared, &NOTHING};
  if (detail != CLASS_NAME_ONLY) body->compiled = compiled_class(declared, localization_of(detail), propagate);
  MI_Class *class = memory_new(sizeof *class);
  class->ft = &classFT;
  class->namespaceName = declared->nameSpace;
  class->reserved[0] = LIVE;
  class->reserved[1] = (ptrdiff_t)body;
  count(counter_of(owner), 1);
  return class;
}

void class_free(MI_Class *class) {
  if (class == NULL) return;
  ClassBody *body = (ClassBody *)class->reserved[1];
  count(counter_of(body->owner), -1);
  memory_free(body);
  class->reserved[0] = DEAD;
  class->reserved[1] = 0;
  memory_bury(class);
}

static const ClassBody *body_of(const MI_Class *class, const char *function) {
  if (class != NULL && class->reserved[0] == LIVE) return (ClassBody *)class->reserved[1];
  violation("Class.%s: %s", function,
            class == NULL                ? "NULL class"
            : class->reserved[0] == DEAD ? "the class was deleted, or its time as a result is over"
                                         : "the class was never made here");
  return NULL;
}

const ClassDecl *class_declaration(const MI_Class *class, const char *function) {
  const ClassBody *body = body_of(class, function);
  return body == NULL ? NULL : body->declared;
}

static MI_Result MI_CALL GetClassName(const MI_Class *self, const MI_Char **name) {
  const ClassBody *body = body_of(self, "GetClassName");
  if (body == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  *name = body->declared->name;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetNameSpace(const MI_Class *self, const MI_Char **name) {
  if (body_of(self, "GetNameSpace") == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  *name = self->namespaceName;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetServerName(const MI_Class *self, const MI_Char **name) {
  if (body_of(self, "GetServerName") == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  *name = self->serverName;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetElementCount(const MI_Class *self, MI_Uint32 *count) {
  const ClassBody *body = body_of(self, "GetElementCount");
  if (body == NULL || count == NULL) return MI_RESULT_INVALID_PARAMETER;
  *count = body->compiled->elementCount;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetElementAt(const MI_Class *self, MI_Uint32 index, const MI_Char **name, MI_Value *value,
                                      MI_Boolean *valueExists, MI_Type *type, MI_Char **referenceClass,
                                      MI_QualifierSet *qualifiers, MI_Uint32 *flags) {
  const ClassBody *body = body_of(self, "GetElementAt");
  if (body == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (index >= body->compiled->elementCount) return MI_RESULT_NOT_FOUND;
  const CompiledElement *element = &body->compiled->elements[index];
  const ElementDecl *declared = element->declared;
  if (name != NULL) *name = declared->name;
  if (valueExists != NULL) *valueExists = declared->defaultValue != NULL;
  if (value != NULL && declared->defaultValue != NULL) *value = *declared->defaultValue;
  if (type != NULL) *type = declared->type;
  if (referenceClass != NULL) *referenceClass = (MI_Char *)declared->className;
  set_qualifiers(qualifiers, &element->qualifiers);
  if (flags != NULL) *flags = element->flags;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetElement(const MI_Class *self, const MI_Char *name, MI_Value *value, MI_Boolean *valueExists,
                                    MI_Type *type, MI_Char **referenceClass, MI_QualifierSet *qualifiers,
                                    MI_Uint32 *flags, MI_Uint32 *index) {
  const ClassBody *body = body_of(self, "GetElement");
  if (body == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  for (MI_Uint32 i = 0; i < body->compiled->elementCount; i++) {
    if (!text_same_name(body->compiled->elements[i].declared->name, name)) continue;
    if (index != NULL) *index = i;
    return GetElementAt(self, i, NULL, value, valueExists, type, referenceClass, qualifiers, flags);
  }
  return MI_RESULT_NO_SUCH_PROPERTY;
}

static MI_Result MI_CALL GetClassQualifierSet(const MI_Class *self, MI_QualifierSet *qualifiers) {
  const ClassBody *body = body_of(self, "GetClassQualifierSet");
  if (body == NULL) return MI_RESULT_INVALID_PARAMETER;
  set_qualifiers(qualifiers, &body->compiled->qualifiers);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetMethodCount(const MI_Class *self, MI_Uint32 *count) {
  const ClassBody *body = body_of(self, "GetMethodCount");
  if (body == NULL || count == NULL) return MI_RESULT_INVALID_PARAMETER;
  *count = body->compiled->methodCount;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetMethodAt(const MI_Class *self, MI_Uint32 index, const MI_Char **name,
                                     MI_QualifierSet *qualifiers, MI_ParameterSet *parameters) {
  const ClassBody *body = body_of(self, "GetMethodAt");
  if (body == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (index >= body->compiled->methodCount) return MI_RESULT_NOT_FOUND;
  const CompiledMethod *method = &body->compiled->methods[index];
  if (name != NULL) *name = method->declared->name;
  set_qualifiers(qualifiers, &method->qualifiers);
  set_parameters(parameters, method);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetMethod(const MI_Class *self, const MI_Char *name, MI_QualifierSet *qualifiers,
                                   MI_ParameterSet *parameters, MI_Uint32 *index) {
  const ClassBody *body = body_of(self, "GetMethod");
  if (body == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  for (MI_Uint32 i = 0; i < body->compiled->methodCount; i++) {
    if (!text_same_name(body->compiled->methods[i].declared->name, name)) continue;
    if (index != NULL) *index = i;
    return GetMethodAt(self, i, NULL, qualifiers, parameters);
  }
  return MI_RESULT_METHOD_NOT_FOUND;
}

/* A class enumerated by name only does not tell its superclass either. */
static const ClassDecl *parent_of(const ClassBody *body) {
  return body->detail == CLASS_NAME_ONLY ? NULL : schema_superclass(body->declared);
}

static MI_Result MI_CALL GetParentClassName(const MI_Class *self, const MI_Char **name) {
  const ClassBody *body = body_of(self, "GetParentClassName");
  if (body == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  const ClassDecl *parent = parent_of(body);
  *name = parent == NULL ? NULL : parent->name;
  return parent == NULL ? MI_RESULT_INVALID_SUPERCLASS : MI_RESULT_OK;
}

static MI_Result MI_CALL GetParentClass(const MI_Class *self, MI_Class **parentClass) {
  const ClassBody *body = body_of(self, "GetParentClass");
  if (body == NULL || parentClass == NULL) return MI_RESULT_INVALID_PARAMETER;
  const ClassDecl *parent = parent_of(body);
  if (parent == NULL) return MI_RESULT_INVALID_SUPERCLASS;
  *parentClass = class_new(parent, body->detail, OWNER_CLIENT);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL Delete(MI_Class *self) {
  const ClassBody *body = body_of(self, "Delete");
  if (body == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (body->owner != OWNER_CLIENT) {
    violation("Class.Delete: a class %s that is not the client's", NARROW(body->declared->name));
    return MI_RESULT_INVALID_PARAMETER;
  }
  class_free(self);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL Clone(const MI_Class *self, MI_Class **copy) {
  const ClassBody *body = body_of(self, "Clone");
  if (body == NULL || copy == NULL) return MI_RESULT_INVALID_PARAMETER;
  *copy = class_new(body->declared, body->detail, OWNER_CLIENT);
  return MI_RESULT_OK;
}

static const MI_ClassFT classFT = {
    .GetClassName = GetClassName,
    .GetNameSpace = GetNameSpace,
    .GetServerName = GetServerName,
    .GetElementCount = GetElementCount,
    .GetElement = GetElement,
    .GetElementAt = GetElementAt,
    .GetClassQualifierSet = GetClassQualifierSet,
    .GetMethodCount = GetMethodCount,
    .GetMethodAt = GetMethodAt,
    .GetMethod = GetMethod,
    .GetParentClassName = GetParentClassName,
    .GetParentClass = GetParentClass,
    .Delete = Delete,
    .Clone = Clone,
};
