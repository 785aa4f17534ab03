/* Instances, values, classes and options. */
#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "harness.h"

void case_abi(void) {
  CHECK(mi_clientFT_V1->applicationFT != NULL && mi_clientFT_V1->utilitiesFT != NULL);
  CHECK(strstr(test_abi_constants(), "\"sizeof MI_Value\":40") != NULL);
  CHECK(strstr(test_abi_constants(), "\"MI_SessionFT.TestConnection\":14") != NULL);
  open_session();
  CHECK(application.ft == mi_clientFT_V1->applicationFT && session.ft == mi_clientFT_V1->sessionFT);
  MI_Application same;
  CHECK(session.ft->GetApplication(&session, &same) == MI_RESULT_OK && same.reserved1 == application.reserved1);
  CHECK(application.ft->NewSerializer(&application, 0, NULL, NULL) == MI_RESULT_NOT_SUPPORTED);
  MI_Instance *error = NULL;
  CHECK(mi_clientFT_V1->utilitiesFT->CimErrorFromErrorCode(5, T("WIN32"), T("no"), &error) == MI_RESULT_OK);
  CHECK(same_text(get(error, T("error_Type"), MI_STRING).string, T("WIN32")));
  error->ft->Delete(error);
  Run run;
  run_init(&run);
  session.ft->TestConnection(&session, 0, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_OK && run.results == 0);
  run_free(&run);
  close_session();
}

/* The instance of Test_Everything with that Id, which the caller deletes. */
static MI_Instance *fetch(const MI_Char *id) {
  MI_Instance *path = new_path(T("Test_Everything"), id);
  Run run;
  run_init(&run);
  session.ft->GetInstance(&session, 0, NULL, T("root/test"), path, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_OK && run.results == 1 && run.lastHadObject);
  MI_Instance *instance = run.instance;
  run.instance = NULL;
  run_free(&run);
  path->ft->Delete(path);
  return instance;
}

static void check_all(const MI_Instance *all) {
  CHECK(get(all, T("Uint64"), MI_UINT64).uint64 == 9007199254740993u);
  CHECK(get(all, T("Char16"), MI_CHAR16).char16 == 0x20ac);
  CHECK(get(all, T("Timestamp"), MI_DATETIME).datetime.u.timestamp.utc == -330);
  CHECK(get(all, T("Interval"), MI_DATETIME).datetime.u.interval.days == 12345678);
  CHECK(same_text(get(all, T("String"), MI_STRING).string, T("non-BMP \U0001D11E and \U0001F600")));
  const MI_Instance *point = get(all, T("Embedded"), MI_INSTANCE).instance;
  CHECK(get(point, T("Y"), MI_SINT32).sint32 == -2);
  CHECK(same_text(get(get(point, T("Label"), MI_INSTANCE).instance, T("Text"), MI_STRING).string, T("deep")));
  MI_Array datetimes = get(all, T("Datetimes"), MI_DATETIME | MI_ARRAY).array;
  CHECK(datetimes.size == 2 && ((MI_Datetime *)datetimes.data)[1].isTimestamp == 0);
  MI_Array texts = get(all, T("Strings"), MI_STRING | MI_ARRAY).array;
  CHECK(texts.size == 3 && same_text(((MI_Char **)texts.data)[1], T("")));
  const MI_Char *className = NULL;
  const MI_Instance *reference = get(all, T("Reference"), MI_REFERENCE).reference;
  CHECK(reference->ft->GetClassName(reference, &className) == MI_RESULT_OK);
  CHECK(same_text(className, T("Test_Everything")));
}

void case_instances(void) {
  open_session();
  MI_Instance *all = fetch(T("all")), *null = fetch(T("null")), *empty = fetch(T("empty")),
              *limits = fetch(T("limits"));
  check_all(all);
  MI_Uint32 elements = 0, index = 0;
  CHECK(null->ft->GetElementCount(null, &elements) == MI_RESULT_OK && elements == 38);
  for (MI_Uint32 i = 0; i < elements; i++) {
    const MI_Char *name = NULL;
    MI_Uint32 flags = 0;
    CHECK(null->ft->GetElementAt(null, i, &name, NULL, NULL, &flags) == MI_RESULT_OK);
    CHECK(((flags & MI_FLAG_NULL) != 0) == !same_text(name, T("Id")));
  }
  CHECK(null->ft->GetElementAt(null, elements, &(const MI_Char *){NULL}, NULL, NULL, NULL) == MI_RESULT_NOT_FOUND);
  CHECK(get(empty, T("Uint8s"), MI_UINT8 | MI_ARRAY).array.size == 0);
  CHECK(get(limits, T("Sint64"), MI_SINT64).sint64 == INT64_MIN);

  MI_Instance *own = new_instance(T("Free_Form"));
  add(own, T("A"), MI_UINT32, (MI_Value){.uint32 = 1}, 0);
  CHECK(own->ft->AddElement(own, T("a"), NULL, MI_UINT32, 0) == MI_RESULT_ALREADY_EXISTS);
  CHECK(own->ft->SetElement(own, T("a"), &(MI_Value){.uint32 = 2}, MI_UINT32, 0) == MI_RESULT_OK);
  CHECK(own->ft->GetElement(own, T("A"), NULL, NULL, NULL, &index) == MI_RESULT_OK && index == 0);
  CHECK(get_uint32(own, T("A")) == 2);
  CHECK(own->ft->ClearElementAt(own, 0) == MI_RESULT_OK && is_null(own, T("A")));
  CHECK(own->ft->GetElement(own, T("B"), NULL, NULL, NULL, NULL) == MI_RESULT_NO_SUCH_PROPERTY);
  CHECK(own->ft->SetNameSpace(own, T("root/x")) == MI_RESULT_OK && same_text(own->nameSpace, T("root/x")));
  CHECK(own->ft->SetServerName(own, T("here")) == MI_RESULT_OK && same_text(own->serverName, T("here")));
  /* A borrowed string is the caller's. */
  MI_Char borrowed[] = {'x', 0};
  add(own, T("Borrowed"), MI_STRING, (MI_Value){.string = borrowed}, MI_FLAG_BORROW);
  CHECK(get(own, T("Borrowed"), MI_STRING).string == borrowed);
  MI_Instance *copy = NULL;
  CHECK(own->ft->Clone(own, &copy) == MI_RESULT_OK && get(copy, T("Borrowed"), MI_STRING).string != borrowed);
  MI_Instance *instances[] = {all, null, empty, limits, own, copy};
  for (int i = 0; i < 6; i++) CHECK(instances[i]->ft->Delete(instances[i]) == MI_RESULT_OK);
  close_session();
}

static void invoke(Run *run, const MI_Char *method, MI_Instance *target, MI_Instance *parameters) {
  run_init(run);
  session.ft->Invoke(&session, 0, NULL, NULL, target == NULL ? T("Test_Service") : NULL, method, target, parameters,
                     RUN(run));
  run_finish(run);
}

void case_echo(void) {
  open_session();
  MI_Instance *all = fetch(T("all")), *in = new_instance(T("Parameters"));
  static const MI_Char *const SAME[] = {T("Boolean"),        T("Uint8"),    T("Sint8"),   T("Uint16"),    T("Sint16"),
                                        T("Uint32"),         T("Sint32"),   T("Uint64"),  T("Sint64"),    T("Real32"),
                                        T("Real64"),         T("Char16"),   T("String"),  T("Reference"), T("Embedded"),
                                        T("EmbeddedObject"), T("Booleans"), T("Uint8s"),  T("Sint8s"),    T("Uint16s"),
                                        T("Sint16s"),        T("Uint32s"),  T("Sint32s"), T("Uint64s"),   T("Sint64s"),
                                        T("Real32s"),        T("Real64s"),  T("Char16s"), T("Datetimes"), T("Strings")};
  MI_Uint32 count = sizeof SAME / sizeof *SAME;
  for (MI_Uint32 i = 0; i < count; i++) {
    MI_Value value;
    MI_Type type;
    CHECK(all->ft->GetElement(all, SAME[i], &value, &type, NULL, NULL) == MI_RESULT_OK);
    add(in, SAME[i], type, value, 0);
  }
  CHECK(in->ft->AddElement(in, T("Datetime"), NULL, MI_DATETIME, MI_FLAG_NULL) == MI_RESULT_OK);
  test_set("recordRequests", 1);
  Run run;
  invoke(&run, T("Echo"), NULL, in);
  CHECK(strstr(test_last_request(), "\"Uint64\":{\"type\":\"uint64\",\"flags\":0,\"value\":\"9007199254740993\"}") !=
        NULL);
  MI_Uint32 answered = 0;
  CHECK(run.code == MI_RESULT_OK && run.instance != NULL);
  CHECK(run.instance->ft->GetElementCount(run.instance, &answered) == MI_RESULT_OK && answered == count + 2);
  CHECK(get_uint32(run.instance, T("ReturnValue")) == 0 && is_null(run.instance, T("Datetime")));
  CHECK(get(run.instance, T("Uint64s"), MI_UINT64 | MI_ARRAY).array.size == 2);
  run_free(&run);
  in->ft->Delete(in);
  all->ft->Delete(all);
  close_session();
}

typedef void (*Start)(Run *run, const void *argument, MI_Uint32 flags);

static void start_enumeration(Run *run, const void *className, MI_Uint32 flags) {
  session.ft->EnumerateInstances(&session, flags, NULL, T("root/test"), className, MI_FALSE, RUN(run));
}
static void start_keys(Run *run, const void *className, MI_Uint32 flags) {
  session.ft->EnumerateInstances(&session, flags, NULL, T("root/test"), className, MI_TRUE, RUN(run));
}
static void start_query(Run *run, const void *query, MI_Uint32 flags) {
  session.ft->QueryInstances(&session, flags, NULL, T("root/test"), T("WQL"), query, RUN(run));
}
static void start_associators(Run *run, const void *path, MI_Uint32 flags) {
  session.ft->AssociatorInstances(&session, flags, NULL, T("root/test"), path, NULL, NULL, T("Antecedent"), NULL,
                                  MI_FALSE, RUN(run));
}
static void start_references(Run *run, const void *path, MI_Uint32 flags) {
  session.ft->ReferenceInstances(&session, flags, NULL, T("root/test"), path, T("Test_Link"), NULL, MI_FALSE, RUN(run));
}

/* How many results came, and with which code; and how many elements the first had. */
static void check_start(Start start, const void *argument, MI_Uint32 flags, int results, MI_Result code,
                        MI_Uint32 elements) {
  Run run;
  run_init(&run);
  start(&run, argument, flags);
  run_finish(&run);
  CHECK(run.results == results);
  CHECK(run.code == code);
  MI_Uint32 found = 0;
  if (run.instance != NULL) run.instance->ft->GetElementCount(run.instance, &found);
  CHECK(found == elements);
  run_free(&run);
}

void case_enumerations(void) {
  open_session();
  MI_Instance *all = new_path(T("Test_Everything"), T("all"));
  check_start(start_enumeration, T("Test_Many"), 0, 1000, MI_RESULT_OK, 4);
  check_start(start_keys, T("test_many"), 0, 1000, MI_RESULT_OK, 1);
  check_start(start_enumeration, T("Test_Everything"), 0, 6, MI_RESULT_OK, 38);
  check_start(start_enumeration, T("Test_Everything"), MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW, 4, MI_RESULT_OK, 38);
  check_start(start_enumeration, T("Test_Derived"), 0, 2, MI_RESULT_OK, 40);
  check_start(start_enumeration, T("Test_Base"), MI_OPERATIONFLAGS_POLYMORPHISM_DEEP_BASE_PROPS_ONLY, 7, MI_RESULT_OK,
              3);
  check_start(start_enumeration, T("No_Such"), 0, 0, MI_RESULT_INVALID_CLASS, 0);
  check_start(start_query, T("select *\n from Test_Many"), 0, 1000, MI_RESULT_OK, 4);
  check_start(start_query, T("SELECT Name FROM Test_Many"), 0, 0, MI_RESULT_INVALID_QUERY, 0);
  check_start(start_associators, all, 0, 2, MI_RESULT_OK, 38);
  check_start(start_references, all, 0, 2, MI_RESULT_OK, 2);
  all->ft->Delete(all);
  close_session();
}

typedef void(MI_CALL *WithInstance)(MI_Session *, MI_Uint32, MI_OperationOptions *, const MI_Char *,
                                    const MI_Instance *, MI_OperationCallbacks *, MI_Operation *);

static MI_Result change(WithInstance function, MI_Instance *instance, int results) {
  Run run;
  run_init(&run);
  function(&session, 0, NULL, T("root/test"), instance, RUN(&run));
  run_finish(&run);
  CHECK(run.results == results);
  run_free(&run);
  return run.code;
}

void case_changes(void) {
  open_session();
  MI_Instance *leaf = new_path(T("Test_Leaf"), T("mine"));
  add(leaf, T("Color"), MI_STRING, (MI_Value){.string = (MI_Char *)T("red")}, 0);
  CHECK(change(session.ft->CreateInstance, leaf, 1) == MI_RESULT_OK);
  CHECK(change(session.ft->CreateInstance, leaf, 0) == MI_RESULT_ALREADY_EXISTS);
  CHECK(leaf->ft->SetElement(leaf, T("Color"), NULL, MI_STRING, 0) == MI_RESULT_OK);
  CHECK(change(session.ft->ModifyInstance, leaf, 0) == MI_RESULT_OK);
  Run run;
  run_init(&run);
  session.ft->GetInstance(&session, 0, NULL, NULL, leaf, RUN(&run));
  run_finish(&run);
  CHECK(is_null(run.instance, T("Color")) && get_uint32(run.instance, T("Level")) == 7);
  run_free(&run);

  MI_Instance *in = new_instance(T("Parameters"));
  add(in, T("By"), MI_UINT32, (MI_Value){.uint32 = 3}, 0);
  invoke(&run, T("Grow"), leaf, in);
  CHECK(run.code == MI_RESULT_OK && get_uint32(run.instance, T("Level")) == 10);
  run_free(&run);
  in->ft->Delete(in);

  CHECK(change(session.ft->DeleteInstance, leaf, 0) == MI_RESULT_OK);
  CHECK(change(session.ft->DeleteInstance, leaf, 0) == MI_RESULT_NOT_FOUND);
  CHECK(change(session.ft->GetInstance, leaf, 0) == MI_RESULT_NOT_FOUND);
  leaf->ft->Delete(leaf);
  close_session();
}

static MI_Class *fetch_class(const MI_Char *name, MI_Uint32 flags) {
  Run run;
  run_init(&run);
  session.ft->GetClass(&session, flags, NULL, T("root/test"), name, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_OK && run.results == 1);
  MI_Class *class = run.class;
  run.class = NULL;
  run_free(&run);
  return class;
}

static MI_Uint32 qualifier_count(const MI_QualifierSet *set) {
  MI_Uint32 count = 0;
  CHECK(set->ft->GetQualifierCount(set, &count) == MI_RESULT_OK);
  return count;
}

static void check_derived(MI_Class *class) {
  MI_QualifierSet qualifiers;
  MI_Uint32 count = 0, flags = 0, index = 0;
  MI_Type type;
  MI_Value value;
  MI_Boolean exists = MI_FALSE;
  const MI_Char *name = NULL;
  MI_Char *reference = NULL;
  CHECK(class->ft->GetParentClassName(class, &name) == MI_RESULT_OK && same_text(name, T("Test_Everything")));
  CHECK(class->ft->GetElementCount(class, &count) == MI_RESULT_OK && count == 40);
  CHECK(class->ft->GetElement(class, T("Level"), &value, &exists, &type, &reference, &qualifiers, &flags, &index) ==
        MI_RESULT_OK);
  CHECK(exists && value.uint32 == 7 && type == MI_UINT32 && (flags & MI_FLAG_READONLY) != 0 && index == 38);
  CHECK(class->ft->GetElement(class, T("Caption"), NULL, NULL, NULL, NULL, &qualifiers, &flags, &index) ==
        MI_RESULT_OK);
  CHECK(index == 1 && (flags & MI_FLAG_READONLY) == 0); /* Write came down from Test_Base */
  CHECK(qualifiers.ft->GetQualifier(&qualifiers, T("Override"), &type, &flags, &value, &index) == MI_RESULT_OK);
  CHECK((flags & MI_FLAG_RESTRICTED) != 0 && same_text(value.string, T("Caption")));
  CHECK(class->ft->GetElement(class, T("Reference"), NULL, NULL, &type, &reference, NULL, NULL, NULL) == MI_RESULT_OK);
  CHECK(type == MI_REFERENCE && same_text(reference, T("Test_Base")));
  CHECK(class->ft->GetClassQualifierSet(class, &qualifiers) == MI_RESULT_OK);
  /* UMLPackagePath came down; Version and Abstract did not. */
  CHECK(qualifier_count(&qualifiers) == 2);
}

static void check_methods(MI_Class *class) {
  MI_ParameterSet parameters;
  MI_QualifierSet qualifiers;
  MI_Uint32 count = 0;
  MI_Type type;
  const MI_Char *name = NULL;
  MI_Char *reference = NULL;
  CHECK(class->ft->GetMethodCount(class, &count) == MI_RESULT_OK && count == 13);
  CHECK(class->ft->GetMethod(class, T("Echo"), &qualifiers, &parameters, NULL) == MI_RESULT_OK);
  CHECK(parameters.ft->GetMethodReturnType(&parameters, &type, &qualifiers) == MI_RESULT_OK && type == MI_UINT32);
  CHECK(parameters.ft->GetParameterCount(&parameters, &count) == MI_RESULT_OK && count == 33);
  CHECK(parameters.ft->GetParameterAt(&parameters, 14, &name, &type, &reference, &qualifiers) == MI_RESULT_OK);
  CHECK(type == MI_REFERENCE && same_text(reference, T("Test_Base")) && qualifier_count(&qualifiers) == 2);
  CHECK(class->ft->GetMethod(class, T("No"), NULL, NULL, NULL) == MI_RESULT_METHOD_NOT_FOUND);
}

static void check_class_enumeration(const MI_Char *name, MI_Boolean namesOnly, int expected) {
  Run run;
  run_init(&run);
  session.ft->EnumerateClasses(&session, 0, NULL, T("root/test"), name, namesOnly, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_OK && run.results == expected);
  run_free(&run);
}

void case_classes(void) {
  open_session();
  MI_Class *derived = fetch_class(T("test_derived"), MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS);
  check_derived(derived);
  MI_Class *neutral = fetch_class(T("Test_Derived"), 0), *parent = NULL, *service = fetch_class(T("Test_Service"), 0);
  MI_QualifierSet qualifiers;
  CHECK(neutral->ft->GetClassQualifierSet(neutral, &qualifiers) == MI_RESULT_OK);
  CHECK(qualifier_count(&qualifiers) == 1); /* the description is translatable */
  CHECK(neutral->ft->GetParentClass(neutral, &parent) == MI_RESULT_OK);
  MI_Instance *fresh = NULL;
  CHECK(application.ft->NewInstanceFromClass(&application, NULL, neutral, &fresh) == MI_RESULT_OK);
  CHECK(get_uint32(fresh, T("Level")) == 7);
  fresh->ft->Delete(fresh);
  check_methods(service);
  MI_Class *classes[] = {derived, neutral, parent, service};
  for (int i = 0; i < 4; i++) CHECK(classes[i]->ft->Delete(classes[i]) == MI_RESULT_OK);
  check_class_enumeration(NULL, MI_TRUE, 14);
  check_class_enumeration(T("Test_Base"), MI_FALSE, 5);
  test_set("foreignLocale", 1);
  MI_Class *german = fetch_class(T("Test_Derived"), MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS);
  MI_Type type;
  MI_Uint32 flags;
  MI_Value value;
  CHECK(german->ft->GetClassQualifierSet(german, &qualifiers) == MI_RESULT_OK);
  CHECK(qualifiers.ft->GetQualifier(&qualifiers, T("Description"), &type, &flags, &value, NULL) == MI_RESULT_OK);
  CHECK(same_text(value.string, T("DE A subclass that redeclares.")));
  CHECK(german->ft->Delete(german) == MI_RESULT_OK);
  test_set("refuseClass", 1);
  Run run;
  run_init(&run);
  session.ft->GetClass(&session, 0, NULL, T("root/test"), T("Test_Refused"), RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_ACCESS_DENIED && run.hadDetails);
  run_free(&run);
  close_session();
}

static void check_destination_options(void) {
  MI_DestinationOptions options, copy;
  CHECK(application.ft->NewDestinationOptions(&application, &options) == MI_RESULT_OK);
  MI_UserCredentials credentials = {T("Basic"), {.usernamePassword = {T("domain"), T("user"), T("secret")}}};
  CHECK(options.ft->SetString(&options, T("__MI_DESTINATIONOPTIONS_UI_LOCALE"), T("en-US"), 0) == MI_RESULT_OK);
  CHECK(options.ft->SetNumber(&options, T("__MI_DESTINATIONOPTIONS_DESTINATION_PORT"), 5986, 0) == MI_RESULT_OK);
  CHECK(options.ft->SetInterval(&options, T("__MI_DESTINATIONOPTIONS_TIMEOUT"), &(MI_Interval){.seconds = 9}, 0) ==
        MI_RESULT_OK);
  CHECK(options.ft->AddCredentials(&options, T("__MI_DESTINATIONOPTIONS_DESTINATION_CREDENTIALS"), &credentials, 0) ==
        MI_RESULT_OK);
  CHECK(options.ft->Clone(&options, &copy) == MI_RESULT_OK);
  options.ft->Delete(&options);
  MI_Uint32 number = 0;
  const MI_Char *text = NULL;
  MI_Interval interval;
  MI_Char password[8];
  CHECK(copy.ft->GetOptionCount(&copy, &number) == MI_RESULT_OK && number == 3);
  CHECK(copy.ft->GetCredentialsCount(&copy, &number) == MI_RESULT_OK && number == 1);
  CHECK(copy.ft->GetNumber(&copy, T("__MI_DESTINATIONOPTIONS_DESTINATION_PORT"), &number, NULL, NULL) == MI_RESULT_OK);
  CHECK(number == 5986);
  CHECK(copy.ft->GetInterval(&copy, T("__MI_DESTINATIONOPTIONS_TIMEOUT"), &interval, NULL, NULL) == MI_RESULT_OK);
  CHECK(interval.seconds == 9);
  CHECK(copy.ft->GetCredentialsAt(&copy, 0, &text, &credentials, NULL) == MI_RESULT_OK);
  CHECK(same_text(credentials.credentials.usernamePassword.password, T("******")));
  CHECK(copy.ft->GetCredentialsPasswordAt(&copy, 0, &text, password, 8, &number, NULL) == MI_RESULT_OK);
  CHECK(same_text(password, T("secret")) && number == 7);
  CHECK(application.ft->NewSession(&application, NULL, T("server"), &copy, NULL, NULL, &session) == MI_RESULT_OK);
  copy.ft->Delete(&copy);
  CHECK(strstr(test_last_session(), "\"password\":\"secret\"") != NULL);
  CHECK(session.ft->Close(&session, NULL, NULL) == MI_RESULT_OK);
}

/* How many of eight messages come, which are of the channels 0, 1, 2 and 7 in turn. */
static int count_messages(MI_OperationOptions *options) {
  MI_Instance *in = new_instance(T("Parameters"));
  add(in, T("Count"), MI_UINT32, (MI_Value){.uint32 = 8}, 0);
  Run run;
  run_init(&run);
  session.ft->Invoke(&session, 0, options, NULL, T("Test_Service"), T("Messages"), NULL, in, RUN(&run));
  run_finish(&run);
  int messages = run.messages;
  run_free(&run);
  in->ft->Delete(in);
  return messages;
}

static void check_operation_options(void) {
  MI_OperationOptions options;
  CHECK(application.ft->NewOperationOptions(&application, MI_TRUE, &options) == MI_RESULT_OK);
  CHECK(options.ft->SetNumber(&options, T("__MI_OPERATIONOPTIONS_CHANNEL"), 7, 0) == MI_RESULT_OK);
  CHECK(options.ft->SetNumber(&options, T("__MI_OPERATIONOPTIONS_CHANNEL"), 1, 1) == MI_RESULT_OK);
  CHECK(options.ft->SetCustomOption(&options, T("mine"), MI_UINT8 | MI_ARRAY,
                                    &(MI_Value){.array = {(MI_Uint8[]){1, 2}, 2}}, MI_TRUE, 0) == MI_RESULT_OK);
  MI_Uint32 channels[4], count = 0;
  CHECK(options.ft->GetEnabledChannels(&options, T("__MI_OPERATIONOPTIONS_CHANNEL"), channels, 4, &count, NULL) ==
        MI_RESULT_OK);
  CHECK(count == 1 && channels[0] == 7);
  test_set("asWindows", 1);
  CHECK(count_messages(&options) == 6); /* 0, 2 and 7, twice */
  test_set("asWindows", 0);
  CHECK(count_messages(&options) == 8); /* OMI switches 0 to 2 on again */
  CHECK(strstr(test_last_request(), "\"mustComply\":1") != NULL);
  for (MI_Uint32 channel = 0; channel <= 7; channel++) {
    CHECK(options.ft->SetNumber(&options, T("__MI_OPERATIONOPTIONS_CHANNEL"), channel, 1) == MI_RESULT_OK);
  }
  test_set("asWindows", 1);
  CHECK(count_messages(&options) == 6); /* none is left on: 0 to 2, as if none had been switched off */
  options.ft->Delete(&options);
}

void case_options(void) {
  test_set("recordRequests", 1);
  CHECK(MI_Application_InitializeV1(0, NULL, NULL, &application) == MI_RESULT_OK);
  check_destination_options();
  CHECK(application.ft->NewSession(&application, NULL, NULL, NULL, NULL, NULL, &session) == MI_RESULT_OK);
  check_operation_options();
  MI_SubscriptionDeliveryOptions delivery;
  CHECK(application.ft->NewSubscriptionDeliveryOptions(&application, MI_SUBSCRIPTION_PULL, &delivery) == MI_RESULT_OK);
  MI_Datetime time = {1, {.timestamp = {.year = 2030}}}, found;
  CHECK(delivery.ft->SetDateTime(&delivery, T("expiry"), &time, 0) == MI_RESULT_OK);
  CHECK(delivery.ft->GetDateTime(&delivery, T("expiry"), &found, NULL, NULL) == MI_RESULT_OK);
  CHECK(found.u.timestamp.year == 2030);
  CHECK(delivery.ft->Delete(&delivery) == MI_RESULT_OK);
  close_session();
}
