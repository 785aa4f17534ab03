/* The function tables of MI_QualifierSet and MI_ParameterSet. */
#include "class-sets.h"

#include "counters.h"
#include "text.h"

static const MI_QualifierSetFT qualifierSetFT;
static const MI_ParameterSetFT parameterSetFT;

void set_qualifiers(MI_QualifierSet *set, const CompiledQualifiers *qualifiers) {
  if (set != NULL) *set = (MI_QualifierSet){1, (ptrdiff_t)qualifiers, &qualifierSetFT};
}

void set_parameters(MI_ParameterSet *set, const CompiledMethod *method) {
  if (set != NULL) *set = (MI_ParameterSet){1, (ptrdiff_t)method, &parameterSetFT};
}

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
  bool isVoid = method->declared->returnType == MI_VOID;
  if (isVoid && SETTING(asWindows) == 0) return MI_RESULT_NOT_FOUND;
  *type = isVoid ? MI_BOOLEAN : method->declared->returnType;
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
