/* Queries, subscriptions, associators and references. */
#include "answer.h"
#include "counters.h"
#include "instance.h"
#include "memory.h"
#include "repository.h"
#include "server.h"
#include "text.h"

static const MI_Char *skip_spaces(const MI_Char *text) {
  while (*text == ' ' || *text == '\t' || *text == '\r' || *text == '\n') text++;
  return text;
}

static size_t word_length(const MI_Char *text) {
  size_t length = 0;
  while (text[length] != 0 && text + length == skip_spaces(text + length)) length++;
  return length;
}

/* Moves past the word when the text goes on with it. */
static bool accept(const MI_Char **text, const MI_Char *word) {
  MI_Char *next = text_copy_part(*text, word_length(*text));
  bool same = text_same_name(next, word);
  memory_free(next);
  if (same) *text = skip_spaces(*text + text_length(word));
  return same;
}

/* The class name of `SELECT * FROM name`, which the caller frees; NULL for every other query. */
static MI_Char *parse_query(const MI_Char *query) {
  const MI_Char *text = skip_spaces(query);
  if (!accept(&text, T("select")) || !accept(&text, T("*")) || !accept(&text, T("from"))) return NULL;
  size_t length = word_length(text);
  return length == 0 || *skip_spaces(text + length) != 0 ? NULL : text_copy_part(text, length);
}

static bool knows_dialect(const MI_Char *dialect) {
  return dialect == NULL || text_same_name(dialect, T("WQL")) || text_same_name(dialect, T("CQL"));
}

/* The class that the query selects from; NULL, the operation having failed, when there is none. */
static const ClassDecl *queried_class(Operation *operation) {
  const Request *request = &operation->request;
  if (!knows_dialect(request->dialect)) {
    server_fail(operation, MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED, T("Unknown query language "), request->dialect,
                T("."), NULL);
    return NULL;
  }
  MI_Char *name = parse_query(request->query);
  if (name == NULL) {
    server_fail(operation, MI_RESULT_INVALID_QUERY, T("Not understood: "), request->query, NULL);
    return NULL;
  }
  const ClassDecl *class = server_class(operation, name);
  memory_free(name);
  return class;
}

void server_query(Operation *operation) {
  const ClassDecl *class = queried_class(operation);
  if (class != NULL) server_enumerate_class(operation, class);
}

static MI_Instance *new_indication(const ClassDecl *class, MI_Uint32 number) {
  MI_Char digits[24];
  MI_Char *text = text_join(T("Alarm "), text_number(number, digits), NULL);
  MI_Instance *origin = instance_new(T("Test_Point"), OWNER_PARENT);
  instance_set(origin, T("X"), MI_SINT32, &(MI_Value){.sint32 = (MI_Sint32)number}, 0);
  instance_set(origin, T("Y"), MI_SINT32, &(MI_Value){.sint32 = -(MI_Sint32)number}, 0);
  MI_Instance *indication = instance_new(class->name, OWNER_SERVER);
  instance_set_uint32(indication, T("Number"), number);
  instance_set_string(indication, T("Text"), text);
  instance_set(indication, T("Origin"), MI_INSTANCE, &(MI_Value){.instance = origin}, 0);
  instance_free(origin);
  memory_free(text);
  return indication;
}

void server_subscribe(Operation *operation) {
  const ClassDecl *class = queried_class(operation);
  if (class == NULL) return;
  if (!qualifier_is_true(class->qualifiers, T("Indication"))) {
    server_fail(operation, MI_RESULT_NOT_SUPPORTED, class->name, T(" is no indication."), NULL);
    return;
  }
  MI_Uint32 limit = (MI_Uint32)SETTING(indicationCount);
  for (MI_Uint32 number = 1; limit == 0 || number <= limit; number++) {
    if (!answer_pause(operation, (uint64_t)SETTING(indicationInterval))) break;
    MI_Instance *indication = server_shape(operation, new_indication(class, number), NULL);
    if (!answer_indication(operation, indication, number)) break;
  }
  answer_end(operation, MI_RESULT_OK, NULL, NULL);
}

static const MI_Char *const ROLES[] = {T("Antecedent"), T("Dependent")};

/* The instance at that end of a Test_Link. */
static const MI_Instance *end_of(const MI_Instance *link, int end) {
  const Element *element = instance_element(link, ROLES[end]);
  return (element->flags & MI_FLAG_NULL) != 0 ? NULL : element->value.reference;
}

/* At which end of the link the instance stands, in the role that was asked for; -1 for neither. */
static int end_at(const MI_Instance *link, const MI_Instance *instance, const MI_Char *role) {
  for (int end = 0; end < 2; end++) {
    if (role != NULL && !text_same_name(role, ROLES[end])) continue;
    const MI_Instance *there = end_of(link, end);
    if (there != NULL && instance_same_path(there, instance)) return end;
  }
  return -1;
}

static bool class_matches(const MI_Char *name, const MI_Char *wanted) {
  return wanted == NULL || schema_is_a(schema_class(name), schema_class(wanted));
}

/* The result for one link, or NULL: the link itself, or the instance at its other end. */
typedef MI_Instance *(*LinkResult)(const Request *request, MI_Instance *link);

static MI_Instance *reference_result(const Request *request, MI_Instance *link) {
  bool wanted =
      end_at(link, request->instance, request->role) >= 0 && class_matches(T("Test_Link"), request->className);
  if (wanted) return link;
  instance_free(link);
  return NULL;
}

static MI_Instance *associator_result(const Request *request, MI_Instance *link) {
  MI_Instance *result = NULL;
  int end = end_at(link, request->instance, request->role);
  bool wanted = end >= 0 && class_matches(T("Test_Link"), request->associationClass) &&
                (request->resultRole == NULL || text_same_name(request->resultRole, ROLES[1 - end]));
  const MI_Instance *other = wanted ? end_of(link, 1 - end) : NULL;
  if (other != NULL && class_matches(instance_class_name(other), request->className)) result = repository_find(other);
  instance_free(link);
  return result;
}

static void answer_links(Operation *operation, LinkResult resultOf) {
  const Request *request = &operation->request;
  if (server_class(operation, instance_class_name(request->instance)) == NULL) return;
  MI_Instance *link;
  for (MI_Uint32 i = 0; (link = repository_at(schema_class(T("Test_Link")), false, i)) != NULL; i++) {
    MI_Instance *result = resultOf(request, link);
    if (result != NULL && !answer_instance(operation, server_shape(operation, result, NULL))) break;
  }
  answer_end(operation, MI_RESULT_OK, NULL, NULL);
}

void server_associators(Operation *operation) { answer_links(operation, associator_result); }
void server_references(Operation *operation) { answer_links(operation, reference_result); }
