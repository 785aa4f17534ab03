/* The methods of Test_Service and Test_Derived. */
#include "answer.h"
#include "counters.h"
#include "error.h"
#include "instance.h"
#include "memory.h"
#include "repository.h"
#include "server.h"
#include "text.h"
#include "value.h"

/* One invocation. A method fills in `out`; false when it has ended the operation itself. */
typedef struct Invocation {
  Operation *operation;
  MI_Instance *target; /* a copy of the stored instance; NULL for a static method */
  const MI_Instance *in;
  MI_Instance *out;
} Invocation;

/* The in-parameter's value; NULL when it is absent or null. */
static const MI_Value *parameter(const Invocation *call, const MI_Char *name) {
  const Element *element = call->in == NULL ? NULL : instance_element(call->in, name);
  return element == NULL || (element->flags & MI_FLAG_NULL) != 0 ? NULL : &element->value;
}

static MI_Uint32 number(const Invocation *call, const MI_Char *name, MI_Uint32 otherwise) {
  const MI_Value *value = parameter(call, name);
  return value == NULL ? otherwise : value->uint32;
}

static void set_return(const Invocation *call, MI_Uint32 code) {
  const MI_Char *name = SETTING(returnAsMIReturn) != 0 ? T("MIReturn") : T("ReturnValue");
  instance_set_uint32(call->out, name, code);
}

static bool echo(const Invocation *call) {
  set_return(call, 0);
  if (call->in != NULL) instance_set_elements(call->out, call->in);
  return true;
}

static bool add(const Invocation *call) {
  MI_Sint32 sum = (MI_Sint32)((MI_Uint32)parameter(call, T("A"))->sint32 + (MI_Uint32)parameter(call, T("B"))->sint32);
  set_return(call, 0);
  instance_set(call->out, T("Sum"), MI_SINT32, &(MI_Value){.sint32 = sum}, 0);
  return true;
}

static bool fail(const Invocation *call) {
  MI_Result code = (MI_Result)number(call, T("Result"), MI_RESULT_FAILED);
  const MI_Value *message = parameter(call, T("Message"));
  const MI_Value *details = parameter(call, T("Details"));
  const MI_Char *text = message == NULL ? T("It failed, as it was asked to.") : message->string;
  bool detailed = details == NULL || details->boolean != MI_FALSE;
  MI_Instance *error = detailed ? error_new(code, text, OWNER_LENT) : NULL;
  answer_end(call->operation, code, text_copy(text), error);
  return false;
}

static bool prompt(const Invocation *call) {
  const MI_Value *message = parameter(call, T("Message"));
  const MI_Value *critical = parameter(call, T("Critical"));
  MI_PromptType type = critical != NULL && critical->boolean ? MI_PROMPTTYPE_CRITICAL : MI_PROMPTTYPE_NORMAL;
  MI_Uint32 confirmed = 0;
  for (MI_Uint32 left = number(call, T("Count"), 1); left > 0 && answer_continues(call->operation); left--) {
    if (answer_prompt(call->operation, message == NULL ? T("Go on?") : message->string, type)) confirmed++;
  }
  set_return(call, 0);
  instance_set_uint32(call->out, T("Confirmed"), confirmed);
  return true;
}

static bool messages(const Invocation *call) {
  /* Warning, verbose and debug in turn, and 7: a channel of the provider's own. */
  static const MI_Uint32 CHANNELS[] = {0, 1, 2, 7};
  MI_Uint32 count = number(call, T("Count"), 0);
  for (MI_Uint32 i = 0; i < count; i++) {
    MI_Char digits[24];
    MI_Char *text = text_join(T("Message "), text_number(i, digits), NULL);
    bool goesOn = answer_message(call->operation, CHANNELS[i % 4], text);
    memory_free(text);
    if (!goesOn) break;
  }
  set_return(call, 0);
  return true;
}

static bool progress(const Invocation *call) {
  MI_Uint32 count = number(call, T("Count"), 0);
  for (MI_Uint32 i = 1; i <= count; i++) {
    MI_Char digits[24];
    const MI_Char *step = text_number(i, digits);
    if (!answer_progress(call->operation, T("Working"), step, T("Fine"), i * 100 / count, count - i)) break;
  }
  set_return(call, 0);
  return true;
}

static bool write_errors(const Invocation *call) {
  MI_Uint32 count = number(call, T("Count"), 0);
  MI_Uint32 continued = 0;
  while (continued < count) {
    MI_Char digits[24];
    MI_Char *text = text_join(T("Error "), text_number(continued, digits), NULL);
    bool goesOn = answer_error(call->operation, error_new(MI_RESULT_FAILED, text, OWNER_LENT));
    memory_free(text);
    if (!goesOn) break;
    continued++;
  }
  set_return(call, 0);
  instance_set_uint32(call->out, T("Continued"), continued);
  return true;
}

/* A Test_Point of that X; one whose X is even has a Label. */
static MI_Instance *point_new(MI_Uint32 x) {
  MI_Instance *point = instance_new(T("Test_Point"), OWNER_LENT);
  instance_set(point, T("X"), MI_SINT32, &(MI_Value){.sint32 = (MI_Sint32)x}, 0);
  if (x % 2 == 0) {
    MI_Instance *label = instance_new(T("Test_Label"), OWNER_LENT);
    instance_set_string(label, T("Text"), T("even"));
    instance_set(point, T("Label"), MI_INSTANCE, &(MI_Value){.instance = label}, 0);
    instance_free(label);
  }
  return point;
}

/* Chunk after chunk of Numbers: 0, 1, 2 …; of Texts: "text 0", "text 1" …; and of Points. */
static bool streams(const Invocation *call) {
  MI_Uint32 count = number(call, T("Count"), 0), size = number(call, T("Size"), 2);
  MI_Uint32 *numbers = memory_new((size + 1) * sizeof *numbers);
  MI_Char **texts = memory_new((size + 1) * sizeof *texts);
  MI_Instance **points = memory_new((size + 1) * sizeof *points);
  bool goesOn = true;
  for (MI_Uint32 chunk = 0; chunk < count && goesOn; chunk++) {
    for (MI_Uint32 i = 0; i < size; i++) {
      MI_Char digits[24];
      numbers[i] = chunk * size + i;
      texts[i] = text_join(T("text "), text_number(numbers[i], digits), NULL);
      points[i] = point_new(numbers[i]);
    }
    MI_Value numberArray = {.array = {numbers, size}}, textArray = {.array = {texts, size}};
    MI_Value pointArray = {.array = {points, size}};
    goesOn = answer_stream(call->operation, T("Numbers"), MI_UINT32 | MI_ARRAY, &numberArray) &&
             answer_stream(call->operation, T("Texts"), MI_STRING | MI_ARRAY, &textArray) &&
             answer_stream(call->operation, T("Points"), MI_INSTANCE | MI_ARRAY, &pointArray);
    for (MI_Uint32 i = 0; i < size; i++) {
      memory_free(texts[i]);
      instance_free(points[i]);
    }
  }
  memory_free(points);
  memory_free(numbers);
  memory_free(texts);
  set_return(call, 0);
  return true;
}

static bool nap(const Invocation *call) {
  answer_pause(call->operation, number(call, T("Milliseconds"), 0) * 1000ull);
  set_return(call, 0);
  return true;
}

static bool never(const Invocation *call) {
  while (answer_pause(call->operation, 1000000)) continue;
  return true;
}

/* Windows' MI has no type for what a void method returns, and gives a boolean. */
static bool reset(const Invocation *call) {
  if (SETTING(asWindows) != 0) {
    instance_set(call->out, T("ReturnValue"), MI_BOOLEAN, &(MI_Value){.boolean = MI_TRUE}, 0);
  }
  return true;
}

static bool rename_target(const Invocation *call) {
  const Element *previous = instance_element(call->target, T("Caption"));
  instance_set(call->out, T("Previous"), MI_STRING, &previous->value, previous->flags & MI_FLAG_NULL);
  instance_set_string(call->target, T("Caption"), parameter(call, T("Caption"))->string);
  repository_modify(call->target);
  instance_set_string(call->out, T("ReturnValue"), T("renamed"));
  return true;
}

/* Tells which keys arrived, so that a client sees that it sent no more than these. */
static bool identify(const Invocation *call) {
  const Element *id = instance_element(call->target, T("Id"));
  set_return(call, 0);
  instance_set_string(call->out, T("Id"), id->value.string);
  instance_set_uint32(call->out, T("Keys"), instance_body(call->operation->request.instance, "Invoke")->count);
  return true;
}

static bool grow(const Invocation *call) {
  const Element *level = instance_element(call->target, T("Level"));
  MI_Uint32 grown = level->value.uint32 + number(call, T("By"), 1);
  instance_set_uint32(call->target, T("Level"), grown);
  repository_modify(call->target);
  set_return(call, 0);
  instance_set_uint32(call->out, T("Level"), grown);
  return true;
}

static const struct {
  const MI_Char *name;
  bool (*perform)(const Invocation *);
} METHODS[] = {
    {T("Echo"), echo},
    {T("Add"), add},
    {T("Fail"), fail},
    {T("Prompt"), prompt},
    {T("Messages"), messages},
    {T("Progress"), progress},
    {T("WriteErrors"), write_errors},
    {T("Streams"), streams},
    {T("Sleep"), nap},
    {T("Never"), never},
    {T("Reset"), reset},
    {T("Rename"), rename_target},
    {T("Identify"), identify},
    {T("Grow"), grow},
};

/* The parameter of that name; NULL for one that the method does not have or does not take. */
static const ElementDecl *find_parameter(const MethodDecl *method, const MI_Char *name) {
  for (MI_Uint32 i = 0; i < method->parameters.count; i++) {
    const ElementDecl *declared = &method->parameters.items[i];
    if (text_same_name(declared->name, name)) return parameter_is_in(declared) ? declared : NULL;
  }
  return NULL;
}

/* What is wrong with the in-parameters, as a result; each fault is noted, since a client can know the schema. */
static MI_Result check_parameters(const MethodDecl *method, const MI_Instance *in) {
  const InstanceBody *body = in == NULL ? NULL : instance_body(in, "Invoke");
  for (MI_Uint32 i = 0; body != NULL && i < body->count; i++) {
    const Element *element = &body->elements[i];
    const ElementDecl *declared = find_parameter(method, element->name);
    if (declared == NULL) {
      violation("Session.Invoke: %s has no in-parameter %s", NARROW(method->name), NARROW(element->name));
      return MI_RESULT_INVALID_PARAMETER;
    }
    if (declared->type != element->type) {
      violation("Session.Invoke: parameter %s of %s is %s, not %s", NARROW(element->name), NARROW(method->name),
                type_name(declared->type), type_name(element->type));
      return MI_RESULT_TYPE_MISMATCH;
    }
  }
  for (MI_Uint32 i = 0; i < method->parameters.count; i++) {
    const ElementDecl *declared = &method->parameters.items[i];
    if (!parameter_is_in(declared) || !qualifier_is_true(declared->qualifiers, T("Required"))) continue;
    const Element *element = in == NULL ? NULL : instance_element(in, declared->name);
    if (element == NULL || (element->flags & MI_FLAG_NULL) != 0) return MI_RESULT_INVALID_PARAMETER;
  }
  return MI_RESULT_OK;
}

static void perform(Operation *operation, const MethodDecl *method, MI_Instance *target) {
  Invocation call = {operation, target, operation->request.parameters, instance_new(method->name, OWNER_SERVER)};
  bool unfinished = true;
  for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++) {
    if (text_same_name(METHODS[i].name, method->name)) unfinished = METHODS[i].perform(&call);
  }
  if (unfinished && answer_continues(operation)) {
    answer_end_with(operation, call.out);
    return;
  }
  instance_free(call.out);
  if (unfinished) answer_end(operation, MI_RESULT_FAILED, NULL, NULL);
}

void server_invoke(Operation *operation) {
  const Request *request = &operation->request;
  const MI_Char *className = request->className == NULL ? instance_class_name(request->instance) : request->className;
  const ClassDecl *class = server_class(operation, className);
  if (class == NULL) return;
  const MethodDecl *method = schema_method(class, request->methodName);
  if (method == NULL) {
    server_fail(operation, MI_RESULT_METHOD_NOT_FOUND, class->name, T(" has no method "), request->methodName, T("."),
                NULL);
    return;
  }
  MI_Result wrong = check_parameters(method, request->parameters);
  if (wrong != MI_RESULT_OK) {
    server_fail(operation, wrong, T("Wrong parameters of "), method->name, T("."), NULL);
    return;
  }
  MI_Instance *target = NULL;
  if (!qualifier_is_true(method->qualifiers, T("Static"))) {
    target = request->instance == NULL ? NULL : repository_find(request->instance);
    if (target == NULL) {
      server_fail(operation, MI_RESULT_NOT_FOUND, method->name, T(" needs an instance of "), class->name, T("."), NULL);
      return;
    }
  }
  perform(operation, method, target);
  instance_free(target);
}
