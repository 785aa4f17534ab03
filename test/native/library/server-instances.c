/* Instances one by one, and enumerations. */
#include "answer.h"
#include "counters.h"
#include "instance.h"
#include "memory.h"
#include "repository.h"
#include "server.h"
#include "text.h"

/* Test_Slow has this many instances, and so many microseconds between two. */
#define SLOW_COUNT 20
#define SLOW_DELAY 50000

MI_Instance *server_shape(const Operation *operation, MI_Instance *instance, const ClassDecl *base) {
  const MI_Uint32 baseOnly = MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY;
  instance_set_namespace(instance, server_namespace(operation));
  if (operation->request.keysOnly) instance_keep_keys(instance);
  if (base != NULL && (operation->request.flags & baseOnly) == baseOnly) instance_keep_properties(instance, base);
  return instance;
}

/* The instance of Test_Many and its like with that number. */
static MI_Instance *new_counted(const ClassDecl *class, MI_Uint32 index) {
  MI_Char digits[24];
  MI_Char *name = text_join(T("Item "), text_number(index, digits), NULL);
  MI_Instance *instance = instance_new(class->name, OWNER_SERVER);
  instance_set(instance, T("Index"), MI_UINT32, &(MI_Value){.uint32 = index}, MI_FLAG_KEY);
  instance_set_string(instance, T("Name"), name);
  instance_set(instance, T("Size"), MI_UINT64, &(MI_Value){.uint64 = (MI_Uint64)index << 33}, 0);
  instance_set(instance, T("Active"), MI_BOOLEAN, &(MI_Value){.boolean = index % 2 == 0}, 0);
  memory_free(name);
  return instance;
}

/* How many of them there are; 0 for a class whose instances are in the repository. */
static MI_Uint64 counted_size(const ClassDecl *class) {
  if (text_equal(class->name, T("Test_Many"))) return (MI_Uint64)SETTING(manyCount);
  if (text_equal(class->name, T("Test_Slow"))) return SLOW_COUNT;
  if (text_equal(class->name, T("Test_Endless"))) return UINT64_MAX;
  return 0;
}

static void enumerate_counted(Operation *operation, const ClassDecl *class, MI_Uint64 size) {
  bool slow = text_equal(class->name, T("Test_Slow"));
  for (MI_Uint64 i = 0; i < size; i++) {
    if (slow && !answer_pause(operation, SLOW_DELAY)) break;
    MI_Instance *instance = server_shape(operation, new_counted(class, (MI_Uint32)i), class);
    if (!answer_instance(operation, instance)) break;
  }
  answer_end(operation, MI_RESULT_OK, NULL, NULL);
}

static void enumerate_never(Operation *operation) {
  while (answer_pause(operation, 1000000)) continue;
  answer_end(operation, MI_RESULT_OK, NULL, NULL);
}

/* The child namespaces, one instance of __NAMESPACE for each. */
static void enumerate_namespaces(Operation *operation) {
  const MI_Char *child = NULL;
  if (text_same_name(server_namespace(operation), T("root"))) child = T("test");
  if (text_same_name(server_namespace(operation), MAIN_NAMESPACE)) child = T("inner");
  if (child != NULL) {
    MI_Instance *instance = instance_new(T("__NAMESPACE"), OWNER_SERVER);
    instance_set(instance, T("Name"), MI_STRING, &(MI_Value){.string = (MI_Char *)child}, MI_FLAG_KEY);
    answer_instance(operation, server_shape(operation, instance, NULL));
  }
  answer_end(operation, MI_RESULT_OK, NULL, NULL);
}

static void enumerate_stored(Operation *operation, const ClassDecl *class) {
  const MI_Uint32 polymorphism = operation->request.flags & MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY;
  bool deep = polymorphism != MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW;
  MI_Instance *instance;
  for (MI_Uint32 i = 0; (instance = repository_at(class, deep, i)) != NULL; i++) {
    if (!answer_instance(operation, server_shape(operation, instance, class))) break;
  }
  answer_end(operation, MI_RESULT_OK, NULL, NULL);
}

void server_enumerate_class(Operation *operation, const ClassDecl *class) {
  MI_Uint64 size = counted_size(class);
  if (text_equal(class->name, T("__NAMESPACE"))) {
    enumerate_namespaces(operation);
  } else if (text_equal(class->name, T("Test_Never"))) {
    enumerate_never(operation);
  } else if (size != 0) {
    enumerate_counted(operation, class, size);
  } else {
    enumerate_stored(operation, class);
  }
}

void server_enumerate(Operation *operation) {
  const ClassDecl *class = server_class(operation, operation->request.className);
  if (class != NULL) server_enumerate_class(operation, class);
}

/* The instance that the path names, the caller's; NULL when there is none. */
static MI_Instance *find(const ClassDecl *class, const MI_Instance *path) {
  MI_Uint64 size = counted_size(class);
  if (size == 0) return repository_find(path);
  const Element *index = instance_element(path, T("Index"));
  bool valid = index != NULL && index->type == MI_UINT32 && (index->flags & MI_FLAG_NULL) == 0;
  return valid && index->value.uint32 < size ? new_counted(class, index->value.uint32) : NULL;
}

static void not_found(Operation *operation, const ClassDecl *class) {
  server_fail(operation, MI_RESULT_NOT_FOUND, T("There is no such instance of "), class->name, T("."), NULL);
}

static void get(Operation *operation, const ClassDecl *class) {
  MI_Instance *instance = find(class, operation->request.instance);
  if (instance == NULL) {
    not_found(operation, class);
  } else {
    answer_end_with(operation, server_shape(operation, instance, NULL));
  }
}

/* The elements of a new instance must have the types their class declares. False, having failed, otherwise. */
static bool check_types(Operation *operation, const ClassDecl *class, const MI_Instance *instance) {
  const InstanceBody *body = instance_body(instance, "CreateInstance");
  for (MI_Uint32 i = 0; i < body->count; i++) {
    const Element *element = &body->elements[i];
    const ElementDecl *declared = schema_property(class, element->name);
    if (declared == NULL) {
      server_fail(operation, MI_RESULT_NO_SUCH_PROPERTY, class->name, T(" has no property "), element->name, T("."),
                  NULL);
      return false;
    }
    if (declared->type != element->type) {
      server_fail(operation, MI_RESULT_TYPE_MISMATCH, T("Wrong type of "), class->name, T("."), element->name, T("."),
                  NULL);
      return false;
    }
  }
  return true;
}

static void create(Operation *operation, const ClassDecl *class) {
  const MI_Instance *request = operation->request.instance;
  if (qualifier_is_true(class->qualifiers, T("Abstract"))) {
    server_fail(operation, MI_RESULT_NOT_SUPPORTED, class->name, T(" is abstract."), NULL);
    return;
  }
  if (!check_types(operation, class, request)) return;
  MI_Instance *instance = instance_new(class->name, OWNER_SERVER);
  repository_add_defaults(instance, class);
  instance_set_elements(instance, request);
  MI_Instance *path = instance_copy(instance, OWNER_SERVER);
  instance_keep_keys(path);
  if (repository_add(instance)) {
    answer_end_with(operation, server_shape(operation, path, NULL));
  } else {
    instance_free(path);
    server_fail(operation, MI_RESULT_ALREADY_EXISTS, T("There is such an instance of "), class->name, T("."), NULL);
  }
}

static void end_change(Operation *operation, const ClassDecl *class, bool found) {
  if (found) {
    answer_end(operation, MI_RESULT_OK, NULL, NULL);
  } else {
    not_found(operation, class);
  }
}

void server_answer_instance_request(Operation *operation) {
  const MI_Instance *instance = operation->request.instance;
  const ClassDecl *class = server_class(operation, instance_class_name(instance));
  if (class == NULL) return;
  switch (operation->request.kind) {
    case REQUEST_GET_INSTANCE:
      get(operation, class);
      break;
    case REQUEST_CREATE_INSTANCE:
      create(operation, class);
      break;
    case REQUEST_MODIFY_INSTANCE:
      if (check_types(operation, class, instance)) end_change(operation, class, repository_modify(instance));
      break;
    default:
      end_change(operation, class, repository_remove(instance));
  }
}
