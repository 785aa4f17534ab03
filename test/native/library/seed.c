/*
 * The instances that the repository starts with:
 * Test_Everything "all" (each property has a value), "null" (none but the key has), "empty" (empty strings and
 * arrays), "limits" (the ends of every range, wildcards as MI stores them: as zeros); one of Test_Derived, Test_Leaf,
 * Test_Service and Test_Inner each; and two links.
 */
#include <float.h>
#include <stddef.h>

#include "instance.h"
#include "repository.h"
#include "text.h"

/* 𝄞 and 😀 lie beyond the first 65,536 characters. */
#define NON_BMP T("non-BMP \U0001D11E and \U0001F600")

static const MI_Datetime SOME_TIME = {1, {.timestamp = {2024, 2, 29, 13, 14, 15, 123456, -330}}};
static const MI_Datetime SOME_INTERVAL = {0, {.interval = {12345678, 23, 59, 58, 999999, {0, 0, 0}}}};

static MI_Instance *new_stored(const MI_Char *className, const MI_Char *id) {
  MI_Instance *instance = instance_new(className, OWNER_SERVER);
  repository_add_defaults(instance, schema_class(className));
  instance_set_namespace(instance, schema_class(className)->nameSpace);
  instance_set(instance, T("Id"), MI_STRING, &(MI_Value){.string = (MI_Char *)id}, MI_FLAG_KEY);
  return instance;
}

static MI_Instance *new_point(MI_Sint32 x, MI_Sint32 y, const MI_Char *label) {
  MI_Instance *point = instance_new(T("Test_Point"), OWNER_PARENT);
  instance_set(point, T("X"), MI_SINT32, &(MI_Value){.sint32 = x}, 0);
  instance_set(point, T("Y"), MI_SINT32, &(MI_Value){.sint32 = y}, 0);
  MI_Instance *text = NULL;
  if (label != NULL) {
    text = instance_new(T("Test_Label"), OWNER_PARENT);
    instance_set_string(text, T("Text"), label);
  }
  instance_set(point, T("Label"), MI_INSTANCE, text == NULL ? NULL : &(MI_Value){.instance = text}, 0);
  instance_free(text);
  return point;
}

static MI_Instance *new_path(const MI_Char *className, const MI_Char *id) {
  MI_Instance *path = instance_new(className, OWNER_PARENT);
  instance_set_namespace(path, MAIN_NAMESPACE);
  instance_set(path, T("Id"), MI_STRING, &(MI_Value){.string = (MI_Char *)id}, MI_FLAG_KEY);
  return path;
}

/* Sets a property from an MI_Value's member. */
#define SET(name, type, ...) instance_set(instance, T(name), type, &(MI_Value){__VA_ARGS__}, 0)
/* Sets an array property from its items. */
#define SET_ARRAY(name, type, ItemType, ...) \
  SET(name, (type) | MI_ARRAY,               \
      .array = {(ItemType[]){__VA_ARGS__}, sizeof((ItemType[]){__VA_ARGS__}) / sizeof(ItemType)})
/* The same for instances, which are freed: the property holds copies. */
static void set_instance(MI_Instance *instance, const MI_Char *name, MI_Type type, MI_Instance *value) {
  instance_set(instance, name, type, &(MI_Value){.instance = value}, 0);
  instance_free(value);
}

static void set_scalars(MI_Instance *instance) {
  SET("Boolean", MI_BOOLEAN, .boolean = MI_TRUE);
  SET("Uint8", MI_UINT8, .uint8 = 200);
  SET("Sint8", MI_SINT8, .sint8 = -100);
  SET("Uint16", MI_UINT16, .uint16 = 60000);
  SET("Sint16", MI_SINT16, .sint16 = -30000);
  SET("Uint32", MI_UINT32, .uint32 = 4000000000u);
  SET("Sint32", MI_SINT32, .sint32 = -2000000000);
  SET("Uint64", MI_UINT64, .uint64 = 9007199254740993u);
  SET("Sint64", MI_SINT64, .sint64 = -9007199254740993);
  SET("Real32", MI_REAL32, .real32 = 1.5f);
  SET("Real64", MI_REAL64, .real64 = -2.25);
  SET("Char16", MI_CHAR16, .char16 = 0x20ac);
  SET("Timestamp", MI_DATETIME, .datetime = SOME_TIME);
  SET("Interval", MI_DATETIME, .datetime = SOME_INTERVAL);
  SET("String", MI_STRING, .string = (MI_Char *)NON_BMP);
}

static void set_arrays(MI_Instance *instance) {
  SET_ARRAY("Booleans", MI_BOOLEAN, MI_Boolean, MI_TRUE, MI_FALSE, MI_TRUE);
  SET_ARRAY("Uint8s", MI_UINT8, MI_Uint8, 0, 1, 255);
  SET_ARRAY("Sint8s", MI_SINT8, MI_Sint8, -128, 0, 127);
  SET_ARRAY("Uint16s", MI_UINT16, MI_Uint16, 0, 65535);
  SET_ARRAY("Sint16s", MI_SINT16, MI_Sint16, -32768, 32767);
  SET_ARRAY("Uint32s", MI_UINT32, MI_Uint32, 0, 4294967295u);
  SET_ARRAY("Sint32s", MI_SINT32, MI_Sint32, INT32_MIN, INT32_MAX);
  SET_ARRAY("Uint64s", MI_UINT64, MI_Uint64, 0, UINT64_MAX);
  SET_ARRAY("Sint64s", MI_SINT64, MI_Sint64, INT64_MIN, INT64_MAX);
  SET_ARRAY("Real32s", MI_REAL32, MI_Real32, -0.5f, 0.25f);
  SET_ARRAY("Real64s", MI_REAL64, MI_Real64, -0.1, 1e300);
  SET_ARRAY("Char16s", MI_CHAR16, MI_Char16, 'a', 0x4e2d);
  SET_ARRAY("Datetimes", MI_DATETIME, MI_Datetime, SOME_TIME, SOME_INTERVAL);
  SET_ARRAY("Strings", MI_STRING, MI_Char *, (MI_Char *)T("one"), (MI_Char *)T(""), (MI_Char *)NON_BMP);
}

static void set_instances(MI_Instance *instance) {
  set_instance(instance, T("Reference"), MI_REFERENCE, new_path(T("Test_Everything"), T("null")));
  set_instance(instance, T("Embedded"), MI_INSTANCE, new_point(1, -2, T("deep")));
  set_instance(instance, T("EmbeddedString"), MI_INSTANCE, new_point(3, 4, NULL));
  set_instance(instance, T("EmbeddedObject"), MI_INSTANCE, new_point(5, 6, T("any")));
  MI_Instance *first = new_point(7, 8, NULL), *second = new_point(9, 10, T("second"));
  SET_ARRAY("EmbeddedStrings", MI_INSTANCE, MI_Instance *, first, second);
  SET_ARRAY("EmbeddedObjects", MI_INSTANCE, MI_Instance *, second, first);
  instance_free(first);
  instance_free(second);
}

static MI_Instance *new_everything(const MI_Char *className, const MI_Char *id) {
  MI_Instance *instance = new_stored(className, id);
  instance_set_string(instance, T("Caption"), T("everything has a value"));
  SET("State", MI_UINT16, .uint16 = 1);
  set_scalars(instance);
  set_arrays(instance);
  set_instances(instance);
  return instance;
}

static MI_Instance *new_empty(void) {
  MI_Instance *instance = new_stored(T("Test_Everything"), T("empty"));
  const ClassDecl *class = schema_class(T("Test_Everything"));
  for (MI_Uint32 i = 0; i < class->properties.count; i++) {
    const ElementDecl *property = &class->properties.items[i];
    if ((property->type & MI_ARRAY) == 0) continue;
    instance_set(instance, property->name, property->type, &(MI_Value){.array = {NULL, 0}}, 0);
  }
  instance_set_string(instance, T("Caption"), T(""));
  instance_set_string(instance, T("String"), T(""));
  return instance;
}

static MI_Instance *new_limits(void) {
  static const MI_Datetime WILDCARDS = {1, {.timestamp = {2024, 0, 0, 0, 0, 0, 0, 0}}};
  static const MI_Datetime NO_TIME = {0, {.interval = {0, 0, 0, 0, 0, {0, 0, 0}}}};
  MI_Instance *instance = new_stored(T("Test_Everything"), T("limits"));
  SET("Boolean", MI_BOOLEAN, .boolean = MI_FALSE);
  SET("Uint8", MI_UINT8, .uint8 = UINT8_MAX);
  SET("Sint8", MI_SINT8, .sint8 = INT8_MIN);
  SET("Uint16", MI_UINT16, .uint16 = UINT16_MAX);
  SET("Sint16", MI_SINT16, .sint16 = INT16_MIN);
  SET("Uint32", MI_UINT32, .uint32 = UINT32_MAX);
  SET("Sint32", MI_SINT32, .sint32 = INT32_MIN);
  SET("Uint64", MI_UINT64, .uint64 = UINT64_MAX);
  SET("Sint64", MI_SINT64, .sint64 = INT64_MIN);
  SET("Real32", MI_REAL32, .real32 = FLT_MAX);
  SET("Real64", MI_REAL64, .real64 = DBL_MAX);
  SET("Char16", MI_CHAR16, .char16 = 0xffff);
  SET("Timestamp", MI_DATETIME, .datetime = WILDCARDS);
  SET("Interval", MI_DATETIME, .datetime = NO_TIME);
  return instance;
}

static MI_Instance *new_link(MI_Instance *antecedent, MI_Instance *dependent) {
  MI_Instance *link = instance_new(T("Test_Link"), OWNER_SERVER);
  instance_set_namespace(link, MAIN_NAMESPACE);
  instance_set(link, T("Antecedent"), MI_REFERENCE, &(MI_Value){.reference = antecedent}, MI_FLAG_KEY);
  instance_set(link, T("Dependent"), MI_REFERENCE, &(MI_Value){.reference = dependent}, MI_FLAG_KEY);
  instance_free(antecedent);
  instance_free(dependent);
  return link;
}

static MI_Instance *new_leaf(void) {
  MI_Instance *leaf = new_stored(T("Test_Leaf"), T("leaf"));
  instance_set_string(leaf, T("Color"), T("green"));
  return leaf;
}

void repository_seed(void) {
  repository_add(new_everything(T("Test_Everything"), T("all")));
  repository_add(new_stored(T("Test_Everything"), T("null")));
  repository_add(new_empty());
  repository_add(new_limits());
  repository_add(new_everything(T("Test_Derived"), T("derived")));
  repository_add(new_leaf());
  repository_add(new_stored(T("Test_Service"), T("service")));
  repository_add(new_stored(T("Test_Inner"), T("inner")));
  repository_add(new_link(new_path(T("Test_Everything"), T("all")), new_path(T("Test_Everything"), T("null"))));
  repository_add(new_link(new_path(T("Test_Everything"), T("all")), new_path(T("Test_Leaf"), T("leaf"))));
}
