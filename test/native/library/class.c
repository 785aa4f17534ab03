/* The function tables of MI_Class, MI_QualifierSet and MI_ParameterSet. */
#include "class.h"

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
static const MI_QualifierSetFT qualifierSetFT;
static const MI_ParameterSetFT parameterSetFT;
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
            class == NULL                      ? "NULL class"
            : class->reserved[0] == DEAD ? "the class was deleted, or its time as a result is over"
                                               : "the class was never made here");
  return NULL;
}

const ClassDecl *class_declaration(const MI_Class *class, const char *function) {
  const ClassBody *body = body_of(class, function);
  return body == NULL ? NULL : body->declared;
}

static void set_qualifiers(MI_QualifierSet *set, const CompiledQualifiers *qualifiers) {
  if (set != NULL) *set = (MI_QualifierSet){1, (ptrdiff_t)qualifiers, &qualifierSetFT};
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
  if (parameters != NULL) *parameters = (MI_ParameterSet){1, (ptrdiff_t)method, &parameterSetFT};
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

static const CompiledQualifiers *qualifiers_of(const MI_QualifierSet *self, const char *function) {
  if (self != NULL && self->ft == &qualifierSetFT) return (const CompiledQualifiers *)self->reserved2;
  violation("QualifierSet.%s: not a qualifier set", function);
  return NULL;
}

static MI_Result MI_CALL GetQualifierCount(const MI_QualifierSet *self, MI_Uint32 *count) {
  const CompiledQualifiers *qualifiers = qualifiers_of(self, "GetQualifierCount");
  if (qualifiers == NULL || count == NULL) return MI_RESULT_INVALID_PARAMETER;
  *count = qualifiers->count;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetQualifierAt(const MI_QualifierSet *self, MI_Uint32 index, const MI_Char **name,
                                        MI_Type *type, MI_Uint32 *flags, MI_Value *value) {
  const CompiledQualifiers *qualifiers = qualifiers_of(self, "GetQualifierAt");
  if (qualifiers == NULL || type == NULL || flags == NULL || value == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (index >= qualifiers->count) return MI_RESULT_NOT_FOUND;
  const QualifierDecl *qualifier = qualifiers->items[index];
  if (name != NULL) *name = qualifier->name;
  *type = qualifier->type;
  *flags = qualifier->flavor;
  *value = qualifier->value;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetQualifier(const MI_QualifierSet *self, const MI_Char *name, MI_Type *type, MI_Uint32 *flags,
                                      MI_Value *value, MI_Uint32 *index) {
  const CompiledQualifiers *qualifiers = qualifiers_of(self, "GetQualifier");
  if (qualifiers == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  for (MI_Uint32 i = 0; i < qualifiers->count; i++) {
    if (!text_same_name(qualifiers->items[i]->name, name)) continue;
    if (index != NULL) *index = i;
    return GetQualifierAt(self, i, NULL, type, flags, value);
  }
  return MI_RESULT_NOT_FOUND;
}

static const MI_QualifierSetFT qualifierSetFT = {
    .GetQualifierCount = GetQualifierCount,
    .GetQualifierAt = GetQualifierAt,
    .GetQualifier = GetQualifier,
};

static const CompiledMethod *method_of(const MI_ParameterSet *self, const char *function) {
  if (self != NULL && self->ft == &parameterSetFT) return (const CompiledMethod *)self->reserved2;
  violation("ParameterSet.%s: not a parameter set", function);
  return NULL;
}

/* The qualifiers of a return value are those of its method in MOF, so its own set is empty. */
static MI_Result MI_CALL GetMethodReturnType(const MI_ParameterSet *self, MI_Type *type, MI_QualifierSet *qualifiers) {
  static const CompiledQualifiers NO_QUALIFIERS = {NULL, 0};
  const CompiledMethod *method = method_of(self, "GetMethodReturnType");
  if (method == NULL || type == NULL || qualifiers == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (method->declared->returnType == MI_VOID) return MI_RESULT_NOT_FOUND;
  *type = method->declared->returnType;
  set_qualifiers(qualifiers, &NO_QUALIFIERS);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetParameterCount(const MI_ParameterSet *self, MI_Uint32 *count) {
  const CompiledMethod *method = method_of(self, "GetParameterCount");
  if (method == NULL || count == NULL) return MI_RESULT_INVALID_PARAMETER;
  *count = method->count;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetParameterAt(const MI_ParameterSet *self, MI_Uint32 index, const MI_Char **name,
                                        MI_Type *type, MI_Char **referenceClass, MI_QualifierSet *qualifiers) {
  const CompiledMethod *method = method_of(self, "GetParameterAt");
  if (method == NULL || type == NULL || qualifiers == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (index >= method->count) return MI_RESULT_NOT_FOUND;
  const CompiledElement *parameter = &method->parameters[index];
  if (name != NULL) *name = parameter->declared->name;
  *type = parameter->declared->type;
  if (referenceClass != NULL) *referenceClass = (MI_Char *)parameter->declared->className;
  set_qualifiers(qualifiers, &parameter->qualifiers);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetParameter(const MI_ParameterSet *self, const MI_Char *name, MI_Type *type,
                                      MI_Char **referenceClass, MI_QualifierSet *qualifiers, MI_Uint32 *index) {
  const CompiledMethod *method = method_of(self, "GetParameter");
  if (method == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  for (MI_Uint32 i = 0; i < method->count; i++) {
    if (!text_same_name(method->parameters[i].declared->name, name)) continue;
    if (index != NULL) *index = i;
    return GetParameterAt(self, i, NULL, type, referenceClass, qualifiers);
  }
  return MI_RESULT_NOT_FOUND;
}

static const MI_ParameterSetFT parameterSetFT = {
    .GetMethodReturnType = GetMethodReturnType,
    .GetParameterCount = GetParameterCount,
    .GetParameterAt = GetParameterAt,
    .GetParameter = GetParameter,
};
