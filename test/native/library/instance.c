#include "instance.h"

#include <string.h>

#include "counters.h"
#include "memory.h"
#include "schema.h"
#include "text.h"
#include "value.h"

/* What an instance's reserved[0] says: a deleted one stays readable for a while (memory_bury). */
#define LIVE ((ptrdiff_t)0x4c495645)
#define DEAD ((ptrdiff_t)0x44454144)

static void count_instance(Owner owner, int change) {
  static const enum Counter COUNTERS_OF[] = {COUNT_instances, COUNT_lentInstances, COUNT_storedInstances};
  if (owner != OWNER_PARENT) count(COUNTERS_OF[owner], change);
}

static InstanceBody *body_of(const MI_Instance *instance) { return (InstanceBody *)instance->reserved[1]; }

InstanceBody *instance_body(const MI_Instance *instance, const char *function) {
  if (instance == NULL) {
    violation("Instance.%s: NULL instance", function);
  } else if (instance->reserved[0] == LIVE) {
    return body_of(instance);
  } else {
    violation("Instance.%s: the instance was %s", function,
              instance->reserved[0] == DEAD ? "deleted, or its time as a result is over" : "never made here");
  }
  return NULL;
}

MI_Instance *instance_new(const MI_Char *className, Owner owner) {
  InstanceBody *body = memory_new(sizeof *body);
  body->owner = owner;
  body->className = text_copy(className);
  MI_Instance *instance = memory_new(sizeof *instance);
  instance->ft = &instanceFT;
  instance->reserved[0] = LIVE;
  instance->reserved[1] = (ptrdiff_t)body;
  count_instance(owner, 1);
  return instance;
}

static void free_value(Element *element) {
  if ((element->flags & (MI_FLAG_NULL | MI_FLAG_BORROW)) == 0) value_free(&element->value, element->type);
}

static void free_element(Element *element) {
  free_value(element);
  memory_free(element->name);
}

void instance_free(MI_Instance *instance) {
  if (instance == NULL) return;
  InstanceBody *body = body_of(instance);
  for (MI_Uint32 i = 0; i < body->count; i++) free_element(&body->elements[i]);
  memory_free(body->elements);
  memory_free(body->className);
  memory_free((void *)instance->nameSpace);
  memory_free((void *)instance->serverName);
  count_instance(body->owner, -1);
  memory_free(body);
  instance->reserved[0] = DEAD;
  instance->reserved[1] = 0;
  memory_bury(instance);
}

void instance_give(MI_Instance *instance, Owner owner) {
  InstanceBody *body = body_of(instance);
  count_instance(body->owner, -1);
  body->owner = owner;
  count_instance(owner, 1);
}

static Element *append(InstanceBody *body, const MI_Char *name, MI_Type type) {
  if (body->count == body->capacity) {
    body->capacity = body->capacity == 0 ? 4 : body->capacity * 2;
    body->elements = memory_grow(body->elements, body->capacity * sizeof *body->elements);
  }
  Element *element = &body->elements[body->count++];
  *element = (Element){.name = text_copy(name), .type = type};
  return element;
}

static void set_value(Element *element, const MI_Value *value, MI_Uint32 flags) {
  element->flags = flags & ~MI_FLAG_NULL;
  if (value == NULL || (flags & MI_FLAG_NULL) != 0) {
    element->flags = (flags | MI_FLAG_NULL) & ~MI_FLAG_BORROW;
    element->value = (MI_Value){.uint64 = 0};
  } else if ((flags & MI_FLAG_BORROW) != 0) {
    memset(&element->value, 0, sizeof element->value);
    memcpy(&element->value, value, type_is_array(element->type) ? sizeof(MI_Array) : type_size(element->type));
  } else {
    element->value = value_copy(value, element->type);
  }
}

MI_Instance *instance_copy(const MI_Instance *instance, Owner owner) {
  const InstanceBody *from = body_of(instance);
  MI_Instance *copy = instance_new(from->className, owner);
  copy->nameSpace = text_copy(instance->nameSpace);
  copy->serverName = text_copy(instance->serverName);
  InstanceBody *to = body_of(copy);
  to->capacity = from->count;
  to->elements = from->count == 0 ? NULL : memory_new(from->count * sizeof *to->elements);
  for (MI_Uint32 i = 0; i < from->count; i++) {
    const Element *element = &from->elements[i];
    set_value(append(to, element->name, element->type), &element->value, element->flags & ~MI_FLAG_BORROW);
  }
  return copy;
}

const MI_Char *instance_class_name(const MI_Instance *instance) { return body_of(instance)->className; }

static Element *find(const InstanceBody *body, const MI_Char *name) {
  for (MI_Uint32 i = 0; i < body->count; i++) {
    if (text_same_name(body->elements[i].name, name)) return &body->elements[i];
  }
  return NULL;
}

Element *instance_element(const MI_Instance *instance, const MI_Char *name) { return find(body_of(instance), name); }

void instance_set(MI_Instance *instance, const MI_Char *name, MI_Type type, const MI_Value *value, MI_Uint32 flags) {
  InstanceBody *body = body_of(instance);
  Element *element = find(body, name);
  if (element == NULL) {
    element = append(body, name, type);
  } else {
    free_value(element);
    element->type = type;
  }
  set_value(element, value, flags);
}

void instance_set_string(MI_Instance *instance, const MI_Char *name, const MI_Char *text) {
  instance_set(instance, name, MI_STRING, text == NULL ? NULL : &(MI_Value){.string = (MI_Char *)text}, 0);
}

void instance_set_uint32(MI_Instance *instance, const MI_Char *name, MI_Uint32 number) {
  instance_set(instance, name, MI_UINT32, &(MI_Value){.uint32 = number}, 0);
}

void instance_set_namespace(MI_Instance *instance, const MI_Char *name) {
  memory_free((void *)instance->nameSpace);
  instance->nameSpace = text_copy(name);
}

void instance_set_elements(MI_Instance *instance, const MI_Instance *from) {
  const InstanceBody *body = body_of(from);
  for (MI_Uint32 i = 0; i < body->count; i++) {
    const Element *element = &body->elements[i];
    const Element *old = instance_element(instance, element->name);
    MI_Uint32 flags = (element->flags & MI_FLAG_NULL) | (old == NULL ? 0 : old->flags & MI_FLAG_KEY);
    instance_set(instance, element->name, element->type, &element->value, flags);
  }
}

typedef bool (*Keeps)(const Element *element, const ClassDecl *class);

static void keep(InstanceBody *body, Keeps keeps, const ClassDecl *class) {
  MI_Uint32 kept = 0;
  for (MI_Uint32 i = 0; i < body->count; i++) {
    if (keeps(&body->elements[i], class)) {
      body->elements[kept++] = body->elements[i];
    } else {
      free_element(&body->elements[i]);
    }
  }
  body->count = kept;
}

static bool is_key(const Element *element, const ClassDecl *class) {
  (void)class;
  return (element->flags & MI_FLAG_KEY) != 0;
}

static bool is_property(const Element *element, const ClassDecl *class) {
  return schema_property(class, element->name) != NULL;
}

void instance_keep_keys(MI_Instance *instance) { keep(body_of(instance), is_key, NULL); }

void instance_keep_properties(MI_Instance *instance, const ClassDecl *class) {
  keep(body_of(instance), is_property, class);
}

static bool same_keys(const InstanceBody *a, const InstanceBody *b) {
  for (MI_Uint32 i = 0; i < a->count; i++) {
    const Element *key = &a->elements[i];
    if ((key->flags & MI_FLAG_KEY) == 0) continue;
    const Element *other = find(b, key->name);
    if (other == NULL || other->type != key->type) return false;
    if (((other->flags | key->flags) & MI_FLAG_NULL) != 0) return false;
    if (!value_equal(&key->value, &other->value, key->type)) return false;
  }
  return true;
}

bool instance_same_path(const MI_Instance *a, const MI_Instance *b) {
  if (a == NULL || b == NULL) return a == b;
  return text_same_name(body_of(a)->className, body_of(b)->className) && same_keys(body_of(a), body_of(b));
}
