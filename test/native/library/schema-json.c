/* The table of classes as JSON, so that a test can compare it with schema.mof. */
#include "control.h"
#include "json.h"
#include "platform.h"
#include "schema.h"
#include "text.h"
#include "value.h"

static void write_qualifiers(Json *json, QualifierList qualifiers) {
  json_key(json, "qualifiers");
  json_open(json, '[');
  for (MI_Uint32 i = 0; i < qualifiers.count; i++) {
    const QualifierDecl *qualifier = &qualifiers.items[i];
    json_key(json, NULL);
    json_open(json, '{');
    json_text(json, "name", qualifier->name);
    json_string(json, "type", type_name(qualifier->type));
    json_number(json, "flavor", qualifier->flavor);
    json_value(json, "value", &qualifier->value, qualifier->type);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void write_elements(Json *json, const char *key, ElementList elements) {
  json_key(json, key);
  json_open(json, '[');
  for (MI_Uint32 i = 0; i < elements.count; i++) {
    const ElementDecl *element = &elements.items[i];
    json_key(json, NULL);
    json_open(json, '{');
    json_text(json, "name", element->name);
    json_string(json, "type", type_name(element->type));
    json_text(json, "className", element->className);
    if (element->defaultValue != NULL) json_value(json, "default", element->defaultValue, element->type);
    write_qualifiers(json, element->qualifiers);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void write_methods(Json *json, MethodList methods) {
  json_key(json, "methods");
  json_open(json, '[');
  for (MI_Uint32 i = 0; i < methods.count; i++) {
    const MethodDecl *method = &methods.items[i];
    json_key(json, NULL);
    json_open(json, '{');
    json_text(json, "name", method->name);
    json_string(json, "type", method->returnType == MI_VOID ? "void" : type_name(method->returnType));
    write_elements(json, "parameters", method->parameters);
    write_qualifiers(json, method->qualifiers);
    json_close(json, '}');
  }
  json_close(json, ']');
}

const char *test_schema(void) {
  static THREAD_LOCAL Json json;
  json.length = 0;
  json_open(&json, '[');
  for (MI_Uint32 i = 0; i < SCHEMA_SIZE; i++) {
    const ClassDecl *class = SCHEMA[i];
    if (text_starts_with(class->name, T("__"))) continue;
    json_key(&json, NULL);
    json_open(&json, '{');
    json_text(&json, "namespace", class->nameSpace);
    json_text(&json, "name", class->name);
    json_text(&json, "superclass", class->superclass);
    write_qualifiers(&json, class->qualifiers);
    write_elements(&json, "properties", class->properties);
    write_methods(&json, class->methods);
    json_close(&json, '}');
  }
  json_close(&json, ']');
  return json.text;
}
