/* The function table of MI_Instance. */
#include "class.h"
#include "counters.h"
#include "instance.h"
#include "memory.h"
#include "schema.h"
#include "text.h"
#include "value.h"

static MI_Result MI_CALL Clone(const MI_Instance *self, MI_Instance **copy) {
  if (copy == NULL || instance_body(self, "Clone") == NULL) return MI_RESULT_INVALID_PARAMETER;
  *copy = instance_copy(self, OWNER_CLIENT);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL Delete(MI_Instance *self) {
  InstanceBody *body = instance_body(self, "Delete");
  if (body == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (body->owner != OWNER_CLIENT) {
    violation("Instance.Delete: an instance of %s that is not the client's", NARROW(body->className));
    return MI_RESULT_INVALID_PARAMETER;
  }
  instance_free(self);
  return MI_RESULT_OK;
}

/* Destruct is for instances in the caller's own memory, which a client never has. */
static MI_Result MI_CALL Destruct(MI_Instance *self) {
  if (instance_body(self, "Destruct") == NULL) return MI_RESULT_INVALID_PARAMETER;
  return MI_RESULT_NOT_SUPPORTED;
}

static MI_Result MI_CALL IsA(const MI_Instance *self, const void *classDecl, MI_Boolean *flag) {
  (void)classDecl;
  (void)flag;
  if (instance_body(self, "IsA") == NULL) return MI_RESULT_INVALID_PARAMETER;
  return MI_RESULT_NOT_SUPPORTED;
}

static MI_Result MI_CALL GetClassName(const MI_Instance *self, const MI_Char **name) {
  InstanceBody *body = instance_body(self, "GetClassName");
  if (body == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  *name = body->className;
  return MI_RESULT_OK;
}

/* The body when the client may change the instance; NULL, with a violation, when it may not. */
static InstanceBody *writable(MI_Instance *self, const char *function) {
  InstanceBody *body = instance_body(self, function);
  if (body == NULL || body->owner == OWNER_CLIENT) return body;
  violation("Instance.%s: an instance of %s that is not the client's", function, NARROW(body->className));
  return NULL;
}

static MI_Result MI_CALL SetNameSpace(MI_Instance *self, const MI_Char *name) {
  if (writable(self, "SetNameSpace") == NULL) return MI_RESULT_INVALID_PARAMETER;
  instance_set_namespace(self, name);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetNameSpace(const MI_Instance *self, const MI_Char **name) {
  if (instance_body(self, "GetNameSpace") == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  *name = self->nameSpace;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL SetServerName(MI_Instance *self, const MI_Char *name) {
  if (writable(self, "SetServerName") == NULL) return MI_RESULT_INVALID_PARAMETER;
  memory_free((void *)self->serverName);
  self->serverName = text_copy(name);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetServerName(const MI_Instance *self, const MI_Char **name) {
  if (instance_body(self, "GetServerName") == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  *name = self->serverName;
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetElementCount(const MI_Instance *self, MI_Uint32 *count) {
  InstanceBody *body = instance_body(self, "GetElementCount");
  if (body == NULL || count == NULL) return MI_RESULT_INVALID_PARAMETER;
  *count = body->count;
  return MI_RESULT_OK;
}

/* Notes an element whose type is not the one its class declares; the server refuses it later. */
static void check_declared_type(const MI_Char *className, const MI_Char *name, MI_Type type) {
  const ElementDecl *declared = schema_property(schema_class(className), name);
  if (declared == NULL || declared->type == type) return;
  violation("Instance.AddElement: %s.%s is %s, not %s", NARROW(className), NARROW(name), type_name(declared->type),
            type_name(type));
}

/* OMI copies no array of no strings or instances that is somewhere. */
static bool is_empty_somewhere(MI_Type type, const MI_Value *value) {
  bool of_pointers = type == (MI_STRING | MI_ARRAY) || type == (MI_REFERENCE | MI_ARRAY) || type == (MI_INSTANCE | MI_ARRAY);
  return of_pointers && value != NULL && value->array.size == 0 && value->array.data != NULL;
}

static MI_Result check_value(const char *function, MI_Type type, const MI_Value *value, MI_Uint32 flags) {
  if ((unsigned)type >= TYPE_COUNT) {
    violation("Instance.%s: %u is no type", function, (unsigned)type);
    return MI_RESULT_INVALID_PARAMETER;
  }
  if ((flags & MI_FLAG_ADOPT) != 0) return MI_RESULT_NOT_SUPPORTED;
  return (flags & MI_FLAG_NULL) == 0 && is_empty_somewhere(type, value) ? MI_RESULT_FAILED : MI_RESULT_OK;
}

static MI_Result MI_CALL AddElement(MI_Instance *self, const MI_Char *name, const MI_Value *value, MI_Type type,
                                    MI_Uint32 flags) {
  InstanceBody *body = writable(self, "AddElement");
  if (body == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  MI_Result result = check_value("AddElement", type, value, flags);
  if (result != MI_RESULT_OK) return result;
  if (instance_element(self, name) != NULL) return MI_RESULT_ALREADY_EXISTS;
  check_declared_type(body->className, name, type);
  instance_set(self, name, type, value, flags);
  return MI_RESULT_OK;
}

static MI_Result replace(MI_Instance *self, const char *function, Element *element, const MI_Value *value, MI_Type type,
                         MI_Uint32 flags) {
  MI_Result result = check_value(function, type, value, flags);
  if (result != MI_RESULT_OK) return result;
  if (element->type != type) {
    violation("Instance.%s: %s is %s, not %s", function, NARROW(element->name), type_name(element->type),
              type_name(type));
    return MI_RESULT_TYPE_MISMATCH;
  }
  instance_set(self, element->name, type, value, flags | (element->flags & MI_FLAG_KEY));
  return MI_RESULT_OK;
}

static MI_Result MI_CALL SetElement(MI_Instance *self, const MI_Char *name, const MI_Value *value, MI_Type type,
                                    MI_Uint32 flags) {
  if (writable(self, "SetElement") == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  Element *element = instance_element(self, name);
  if (element == NULL) return MI_RESULT_NO_SUCH_PROPERTY;
  return replace(self, "SetElement", element, value, type, flags);
}

static MI_Result MI_CALL SetElementAt(MI_Instance *self, MI_Uint32 index, const MI_Value *value, MI_Type type,
                                      MI_Uint32 flags) {
  InstanceBody *body = writable(self, "SetElementAt");
  if (body == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (index >= body->count) return MI_RESULT_NOT_FOUND;
  return replace(self, "SetElementAt", &body->elements[index], value, type, flags);
}

static void report_element(const Element *element, MI_Value *value, MI_Type *type, MI_Uint32 *flags) {
  if (value != NULL) *value = element->value;
  if (type != NULL) *type = element->type;
  if (flags != NULL) *flags = element->flags & ~MI_FLAG_BORROW;
}

static MI_Result MI_CALL GetElement(const MI_Instance *self, const MI_Char *name, MI_Value *value, MI_Type *type,
                                    MI_Uint32 *flags, MI_Uint32 *index) {
  InstanceBody *body = instance_body(self, "GetElement");
  if (body == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  const Element *element = instance_element(self, name);
  if (element == NULL) return MI_RESULT_NO_SUCH_PROPERTY;
  report_element(element, value, type, flags);
  if (index != NULL) *index = (MI_Uint32)(element - body->elements);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL GetElementAt(const MI_Instance *self, MI_Uint32 index, const MI_Char **name, MI_Value *value,
                                      MI_Type *type, MI_Uint32 *flags) {
  InstanceBody *body = instance_body(self, "GetElementAt");
  if (body == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  if (index >= body->count) return MI_RESULT_NOT_FOUND;
  *name = body->elements[index].name;
  report_element(&body->elements[index], value, type, flags);
  return MI_RESULT_OK;
}

static MI_Result clear(MI_Instance *self, const Element *element) {
  instance_set(self, element->name, element->type, NULL, element->flags & MI_FLAG_KEY);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL ClearElement(MI_Instance *self, const MI_Char *name) {
  if (writable(self, "ClearElement") == NULL || name == NULL) return MI_RESULT_INVALID_PARAMETER;
  const Element *element = instance_element(self, name);
  return element == NULL ? MI_RESULT_NO_SUCH_PROPERTY : clear(self, element);
}

static MI_Result MI_CALL ClearElementAt(MI_Instance *self, MI_Uint32 index) {
  InstanceBody *body = writable(self, "ClearElementAt");
  if (body == NULL) return MI_RESULT_INVALID_PARAMETER;
  return index >= body->count ? MI_RESULT_NOT_FOUND : clear(self, &body->elements[index]);
}

static MI_Result MI_CALL GetClass(const MI_Instance *self, MI_Class **class) {
  InstanceBody *body = instance_body(self, "GetClass");
  if (body == NULL || class == NULL) return MI_RESULT_INVALID_PARAMETER;
  const ClassDecl *declared = schema_class(body->className);
  if (declared == NULL) return MI_RESULT_INVALID_CLASS;
  *class = class_new(declared, CLASS_LOCALIZED, OWNER_CLIENT);
  return MI_RESULT_OK;
}

const MI_InstanceFT instanceFT = {
    .Clone = Clone,
    .Destruct = Destruct,
    .Delete = Delete,
    .IsA = IsA,
    .GetClassName = GetClassName,
    .SetNameSpace = SetNameSpace,
    .GetNameSpace = GetNameSpace,
    .GetElementCount = GetElementCount,
    .AddElement = AddElement,
    .SetElement = SetElement,
    .SetElementAt = SetElementAt,
    .GetElement = GetElement,
    .GetElementAt = GetElementAt,
    .ClearElement = ClearElement,
    .ClearElementAt = ClearElementAt,
    .GetServerName = GetServerName,
    .SetServerName = SetServerName,
    .GetClass = GetClass,
};
