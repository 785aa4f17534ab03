/* MI_Instance: a class name and named, typed values. */
#ifndef INSTANCE_H
#define INSTANCE_H

#include <stdbool.h>

#include "abi.h"

struct ClassDecl;

typedef enum Owner {
  OWNER_CLIENT, /* the client must Delete it */
  OWNER_LENT,   /* the client may read it for a while */
  OWNER_SERVER, /* no client ever sees it */
  OWNER_PARENT, /* a value inside another instance, which owns it */
} Owner;

typedef struct Element {
  MI_Char *name;
  MI_Type type;
  MI_Uint32 flags; /* MI_FLAG_NULL, MI_FLAG_KEY, MI_FLAG_NOT_MODIFIED, MI_FLAG_BORROW */
  MI_Value value;
} Element;

typedef struct InstanceBody {
  Owner owner;
  MI_Char *className;
  Element *elements;
  MI_Uint32 count;
  MI_Uint32 capacity;
} InstanceBody;

MI_Instance *instance_new(const MI_Char *className, Owner owner);
MI_Instance *instance_copy(const MI_Instance *instance, Owner owner);
/* NULL is fine. */
void instance_free(MI_Instance *instance);
/* Makes the instance another's: a stored one becomes a result. */
void instance_give(MI_Instance *instance, Owner owner);

/* NULL, with a violation, when the instance was deleted or never was one. */
InstanceBody *instance_body(const MI_Instance *instance, const char *function);

const MI_Char *instance_class_name(const MI_Instance *instance);
/* NULL when there is none of that name. */
Element *instance_element(const MI_Instance *instance, const MI_Char *name);
/* Adds the element or replaces its value with a copy; a NULL value is a null. */
void instance_set(MI_Instance *instance, const MI_Char *name, MI_Type type, const MI_Value *value, MI_Uint32 flags);
void instance_set_string(MI_Instance *instance, const MI_Char *name, const MI_Char *text);
void instance_set_uint32(MI_Instance *instance, const MI_Char *name, MI_Uint32 number);
void instance_set_namespace(MI_Instance *instance, const MI_Char *name);
/* Sets every element that `from` has, with its flags; MI_FLAG_KEY stays where it was. */
void instance_set_elements(MI_Instance *instance, const MI_Instance *from);
/* Removes the elements without MI_FLAG_KEY. */
void instance_keep_keys(MI_Instance *instance);
/* Removes the elements that are no properties of the class. */
void instance_keep_properties(MI_Instance *instance, const struct ClassDecl *class);
/* The same class and the same keys. */
bool instance_same_path(const MI_Instance *a, const MI_Instance *b);

extern const MI_InstanceFT instanceFT;

#endif
