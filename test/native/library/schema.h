/*
 * The server's classes, as one constant table; schema.mof says the same in MOF.
 * The table holds what each class declares itself; class.c adds what it inherits.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include <stdbool.h>

#include "abi.h"

#define MAIN_NAMESPACE T("root/test")
#define INNER_NAMESPACE T("root/test/inner")

/* The return type of a void method: MI has none. */
#define MI_VOID ((MI_Type)0xff)

typedef struct QualifierDecl {
  const MI_Char *name;
  MI_Type type;
  MI_Uint32 flavor;
  MI_Value value;
} QualifierDecl;

typedef struct QualifierList {
  const QualifierDecl *items;
  MI_Uint32 count;
} QualifierList;

/* A property, a reference or a parameter. */
typedef struct ElementDecl {
  const MI_Char *name;
  MI_Type type;
  const MI_Char *className; /* of a reference or an embedded instance */
  QualifierList qualifiers;
  const MI_Value *defaultValue;
} ElementDecl;

typedef struct ElementList {
  const ElementDecl *items;
  MI_Uint32 count;
} ElementList;

typedef struct MethodDecl {
  const MI_Char *name;
  MI_Type returnType;
  ElementList parameters;
  QualifierList qualifiers;
} MethodDecl;

typedef struct MethodList {
  const MethodDecl *items;
  MI_Uint32 count;
} MethodList;

typedef struct ClassDecl {
  const MI_Char *nameSpace; /* NULL: in every namespace */
  const MI_Char *name;
  const MI_Char *superclass;
  QualifierList qualifiers;
  ElementList properties;
  MethodList methods;
} ClassDecl;

extern const ClassDecl *const SCHEMA[];
extern const MI_Uint32 SCHEMA_SIZE;

/* These return NULL for what is not there; NULL may be passed on. */
const ClassDecl *schema_class(const MI_Char *name);
const ClassDecl *schema_class_in(const MI_Char *nameSpace, const MI_Char *name);
const ClassDecl *schema_superclass(const ClassDecl *class);
/* These look in the class and then in its superclasses. */
const ElementDecl *schema_property(const ClassDecl *class, const MI_Char *name);
const MethodDecl *schema_method(const ClassDecl *class, const MI_Char *name);

bool schema_is_a(const ClassDecl *class, const ClassDecl *ancestor);
bool schema_has_namespace(const MI_Char *nameSpace);
/* The boolean qualifier's value; false when it is not there. */
bool qualifier_is_true(QualifierList qualifiers, const MI_Char *name);
bool element_is_key(const ClassDecl *class, const ElementDecl *element);
bool parameter_is_in(const ElementDecl *parameter);

#endif
