#include "repository.h"

#include "instance.h"
#include "memory.h"
#include "platform.h"
#include "text.h"

static Mutex lock = MUTEX_INITIALIZER;
static MI_Instance **instances;
static MI_Uint32 count, capacity;
static int openings;

void repository_open(void) {
  mutex_lock(&lock);
  bool first = openings++ == 0;
  mutex_unlock(&lock);
  if (first) repository_seed();
}

void repository_close(void) {
  mutex_lock(&lock);
  if (--openings == 0) {
    for (MI_Uint32 i = 0; i < count; i++) instance_free(instances[i]);
    memory_free(instances);
    instances = NULL;
    count = capacity = 0;
  }
  mutex_unlock(&lock);
}

void repository_add_defaults(MI_Instance *instance, const ClassDecl *class) {
  const ClassDecl *superclass = schema_superclass(class);
  if (superclass != NULL) repository_add_defaults(instance, superclass);
  for (MI_Uint32 i = 0; i < class->properties.count; i++) {
    const ElementDecl *property = &class->properties.items[i];
    MI_Uint32 key = element_is_key(class, property) ? MI_FLAG_KEY : 0;
    instance_set(instance, property->name, property->type, property->defaultValue, key);
  }
}

/* Under the lock. */
static MI_Instance **find(const MI_Instance *path) {
  for (MI_Uint32 i = 0; i < count; i++) {
    if (instance_same_path(instances[i], path)) return &instances[i];
  }
  return NULL;
}

MI_Instance *repository_at(const ClassDecl *class, bool deep, MI_Uint32 index) {
  MI_Instance *found = NULL;
  mutex_lock(&lock);
  for (MI_Uint32 i = 0; i < count && found == NULL; i++) {
    const ClassDecl *own = schema_class(instance_class_name(instances[i]));
    if (own != class && !(deep && schema_is_a(own, class))) continue;
    if (index-- == 0) found = instance_copy(instances[i], OWNER_SERVER);
  }
  mutex_unlock(&lock);
  return found;
}

MI_Instance *repository_find(const MI_Instance *path) {
  mutex_lock(&lock);
  MI_Instance **found = find(path);
  MI_Instance *copy = found == NULL ? NULL : instance_copy(*found, OWNER_SERVER);
  mutex_unlock(&lock);
  return copy;
}

bool repository_add(MI_Instance *instance) {
  mutex_lock(&lock);
  bool fresh = find(instance) == NULL;
  if (fresh) {
    if (count == capacity) {
      capacity = capacity == 0 ? 16 : capacity * 2;
      instances = memory_grow(instances, capacity * sizeof *instances);
    }
    instances[count++] = instance;
  }
  mutex_unlock(&lock);
  if (!fresh) instance_free(instance);
  return fresh;
}

/* Keys do not change, nor what the client marked as not modified. */
static void apply(MI_Instance *stored, const MI_Instance *changes) {
  const InstanceBody *body = instance_body(changes, "ModifyInstance");
  for (MI_Uint32 i = 0; i < body->count; i++) {
    const Element *change = &body->elements[i];
    const Element *element = instance_element(stored, change->name);
    if (element == NULL || ((element->flags | change->flags) & MI_FLAG_KEY) != 0) continue;
    if ((change->flags & MI_FLAG_NOT_MODIFIED) != 0) continue;
    instance_set(stored, element->name, element->type, &change->value, change->flags & MI_FLAG_NULL);
  }
}

bool repository_modify(const MI_Instance *changes) {
  mutex_lock(&lock);
  MI_Instance **found = find(changes);
  if (found != NULL) apply(*found, changes);
  mutex_unlock(&lock);
  return found != NULL;
}

bool repository_remove(const MI_Instance *path) {
  mutex_lock(&lock);
  MI_Instance **found = find(path);
  if (found != NULL) {
    instance_free(*found);
    for (*found = NULL, count--; found < instances + count; found++) *found = found[1];
  }
  mutex_unlock(&lock);
  return found != NULL;
}
