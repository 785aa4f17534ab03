/* GetClass and EnumerateClasses. */
#include "answer.h"
#include "class.h"
#include "counters.h"
#include "server.h"
#include "text.h"

static bool speaks_english(const Session *session) {
  const Option *locale = options_find(session->options, T("__MI_DESTINATIONOPTIONS_UI_LOCALE"), MI_STRING);
  return locale != NULL && text_starts_with(locale->value.string, T("en"));
}

static ClassDetail detail_of(const Operation *operation) {
  if (operation->request.kind == REQUEST_ENUMERATE_CLASSES && operation->request.keysOnly) return CLASS_NAME_ONLY;
  if ((operation->request.flags & MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS) == 0) return CLASS_NEUTRAL;
  return SETTING(foreignLocale) != 0 && !speaks_english(operation->session) ? CLASS_GERMAN : CLASS_LOCALIZED;
}

static MI_Class *result_class(const Operation *operation, const ClassDecl *declared) {
  MI_Class *class = class_new(declared, detail_of(operation), OWNER_LENT);
  if (class->namespaceName == NULL) class->namespaceName = server_namespace(operation);
  return class;
}

void server_get_class(Operation *operation) {
  const ClassDecl *class = server_class(operation, operation->request.className);
  if (class == NULL) return;
  if (SETTING(refuseClass) != 0 && text_equal(class->name, T("Test_Refused"))) {
    server_fail(operation, MI_RESULT_ACCESS_DENIED, T("Access to "), class->name, T(" is denied."), NULL);
    return;
  }
  answer_end_with_class(operation, result_class(operation, class));
}

static bool is_listed(const Operation *operation, const ClassDecl *class, const ClassDecl *superclass) {
  bool system = text_starts_with(class->name, T("__"));
  if (system && SETTING(systemClasses) == 0) return false;
  if (schema_class_in(server_namespace(operation), class->name) == NULL) return false;
  const MI_Uint32 polymorphism = operation->request.flags & MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY;
  if (polymorphism == MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW) return schema_superclass(class) == superclass;
  return superclass == NULL || (class != superclass && schema_is_a(class, superclass));
}

void server_enumerate_classes(Operation *operation) {
  const MI_Char *name = operation->request.className;
  const ClassDecl *superclass = name == NULL ? NULL : server_class(operation, name);
  if (name != NULL && superclass == NULL) return;
  for (MI_Uint32 i = 0; i < SCHEMA_SIZE; i++) {
    if (!is_listed(operation, SCHEMA[i], superclass)) continue;
    if (!answer_class(operation, result_class(operation, SCHEMA[i]))) break;
  }
  answer_end(operation, MI_RESULT_OK, NULL, NULL);
}
