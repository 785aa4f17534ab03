#include "schema.h"

#include "text.h"

const ClassDecl *schema_class(const MI_Char *name) {
  for (MI_Uint32 i = 0; i < SCHEMA_SIZE; i++) {
    if (text_same_name(SCHEMA[i]->name, name)) return SCHEMA[i];
  }
  return NULL;
}

const ClassDecl *schema_class_in(const MI_Char *nameSpace, const MI_Char *name) {
  const ClassDecl *class = schema_class(name);
  if (class == NULL || class->nameSpace == NULL || text_same_name(class->nameSpace, nameSpace)) return class;
  return NULL;
}

const ClassDecl *schema_superclass(const ClassDecl *class) {
  return class == NULL || class->superclass == NULL ? NULL : schema_class(class->superclass);
}

const ElementDecl *schema_property(const ClassDecl *class, const MI_Char *name) {
  for (; class != NULL; class = schema_superclass(class)) {
    for (MI_Uint32 i = 0; i < class->properties.count; i++) {
      if (text_same_name(class->properties.items[i].name, name)) return &class->properties.items[i];
    }
  }
  return NULL;
}

const MethodDecl *schema_method(const ClassDecl *class, const MI_Char *name) {
  for (; class != NULL; class = schema_superclass(class)) {
    for (MI_Uint32 i = 0; i < class->methods.count; i++) {
      if (text_same_name(class->methods.items[i].name, name)) return &class->methods.items[i];
    }
  }
  return NULL;
}

bool schema_is_a(const ClassDecl *class, const ClassDecl *ancestor) {
  while (class != NULL && class != ancestor) class = schema_superclass(class);
  return class != NULL;
}

bool schema_has_namespace(const MI_Char *nameSpace) {
  return text_same_name(nameSpace, T("root")) || text_same_name(nameSpace, MAIN_NAMESPACE) ||
         text_same_name(nameSpace, INNER_NAMESPACE);
}

static const QualifierDecl *find_qualifier(QualifierList qualifiers, const MI_Char *name) {
  for (MI_Uint32 i = 0; i < qualifiers.count; i++) {
    if (text_same_name(qualifiers.items[i].name, name)) return &qualifiers.items[i];
  }
  return NULL;
}

bool qualifier_is_true(QualifierList qualifiers, const MI_Char *name) {
  const QualifierDecl *qualifier = find_qualifier(qualifiers, name);
  return qualifier != NULL && qualifier->type == MI_BOOLEAN && qualifier->value.boolean != MI_FALSE;
}

/* A redeclared key stays a key: the qualifier comes down from the superclass. */
bool element_is_key(const ClassDecl *class, const ElementDecl *element) {
  for (; class != NULL && element != NULL; class = schema_superclass(class)) {
    if (qualifier_is_true(element->qualifiers, T("Key"))) return true;
    element = schema_property(schema_superclass(class), element->name);
  }
  return false;
}

bool parameter_is_in(const ElementDecl *parameter) {
  if (find_qualifier(parameter->qualifiers, T("In")) != NULL) {
    return qualifier_is_true(parameter->qualifiers, T("In"));
  }
  return !qualifier_is_true(parameter->qualifiers, T("Out"));
}
