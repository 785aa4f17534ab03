/* Every function of the tables that the other cases have no use for, and every method. */
#include <string.h>

#include "cases.h"
#include "harness.h"

static void check_instance_functions(void) {
  MI_Instance *instance = new_instance(T("Any"));
  const MI_Char *text = NULL;
  MI_Class *class = NULL;
  add(instance, T("A"), MI_UINT8, (MI_Value){.uint8 = 1}, MI_FLAG_KEY);
  CHECK(instance->ft->SetElementAt(instance, 0, &(MI_Value){.uint8 = 2}, MI_UINT8, 0) == MI_RESULT_OK);
  CHECK(instance->ft->SetElementAt(instance, 1, NULL, MI_UINT8, 0) == MI_RESULT_NOT_FOUND);
  CHECK(get(instance, T("A"), MI_UINT8).uint8 == 2);
  CHECK(instance->ft->ClearElement(instance, T("A")) == MI_RESULT_OK && is_null(instance, T("a")));
  CHECK(instance->ft->ClearElement(instance, T("B")) == MI_RESULT_NO_SUCH_PROPERTY);
  CHECK(instance->ft->GetClassName(instance, &text) == MI_RESULT_OK && same_text(text, T("Any")));
  CHECK(instance->ft->GetNameSpace(instance, &text) == MI_RESULT_OK && text == NULL);
  CHECK(instance->ft->GetServerName(instance, &text) == MI_RESULT_OK && text == NULL);
  CHECK(instance->ft->IsA(instance, NULL, NULL) == MI_RESULT_NOT_SUPPORTED);
  CHECK(instance->ft->Destruct(instance) == MI_RESULT_NOT_SUPPORTED);
  CHECK(instance->ft->GetClass(instance, &class) == MI_RESULT_INVALID_CLASS);
  CHECK(instance->ft->Delete(instance) == MI_RESULT_OK);

  MI_Instance *many = new_instance(T("Test_Many"));
  CHECK(many->ft->GetClass(many, &class) == MI_RESULT_OK);
  CHECK(class->ft->GetClassName(class, &text) == MI_RESULT_OK && same_text(text, T("Test_Many")));
  CHECK(class->ft->GetNameSpace(class, &text) == MI_RESULT_OK && same_text(text, T("root/test")));
  CHECK(class->ft->GetServerName(class, &text) == MI_RESULT_OK && text == NULL);
  CHECK(class->ft->GetParentClassName(class, &text) == MI_RESULT_INVALID_SUPERCLASS && text == NULL);
  CHECK(class->ft->Delete(class) == MI_RESULT_OK);
  CHECK(many->ft->Delete(many) == MI_RESULT_OK);
}

static void check_parameter_functions(void) {
  MI_Instance *service = new_instance(T("Test_Service"));
  MI_Class *class = NULL;
  MI_ParameterSet parameters;
  MI_QualifierSet qualifiers;
  MI_Type type;
  MI_Uint32 index = 0, flags = 0;
  MI_Value value;
  CHECK(service->ft->GetClass(service, &class) == MI_RESULT_OK);
  CHECK(class->ft->GetMethod(class, T("add"), NULL, &parameters, &index) == MI_RESULT_OK && index == 1);
  CHECK(parameters.ft->GetParameter(&parameters, T("sum"), &type, NULL, &qualifiers, &index) == MI_RESULT_OK);
  CHECK(index == 2 && type == MI_SINT32);
  CHECK(qualifiers.ft->GetQualifier(&qualifiers, T("in"), &type, &flags, &value, &index) == MI_RESULT_OK);
  CHECK(index == 1 && type == MI_BOOLEAN && value.boolean == MI_FALSE);
  CHECK(qualifiers.ft->GetQualifier(&qualifiers, T("No"), &type, &flags, &value, NULL) == MI_RESULT_NOT_FOUND);
  CHECK(parameters.ft->GetParameter(&parameters, T("No"), &type, NULL, &qualifiers, NULL) == MI_RESULT_NOT_FOUND);
  CHECK(class->ft->Delete(class) == MI_RESULT_OK);
  CHECK(service->ft->Delete(service) == MI_RESULT_OK);
}

static void check_unsupported(void) {
  MI_Class *class = NULL;
  MI_HostedProvider provider = {0, 0, mi_clientFT_V1->hostedProviderFT};
  MI_Serializer serializer = {0, 0};
  CHECK(application.ft->NewClass(&application, NULL, NULL, NULL, &class) == MI_RESULT_NOT_SUPPORTED);
  CHECK(application.ft->NewHostedProvider(&application, NULL, NULL, NULL, NULL, &provider) == MI_RESULT_NOT_SUPPORTED);
  CHECK(provider.ft->Close(&provider) == MI_RESULT_NOT_SUPPORTED);
  CHECK(provider.ft->GetApplication(&provider, NULL) == MI_RESULT_NOT_SUPPORTED);
  CHECK(mi_clientFT_V1->serializerFT->Close(&serializer) == MI_RESULT_NOT_SUPPORTED);
  CHECK(mi_clientFT_V1->utilitiesFT->MapErrorToMiErrorCategory(T("MI"), MI_RESULT_ACCESS_DENIED) == 18);
}

static void check_option_functions(void) {
  MI_OperationOptions options;
  const MI_Char *text = NULL;
  MI_Value value;
  MI_Type type;
  MI_Uint32 number = 0, flags = 0;
  CHECK(application.ft->NewOperationOptions(&application, MI_FALSE, &options) == MI_RESULT_OK);
  CHECK(options.ft->SetString(&options, T("text"), T("old"), 0) == MI_RESULT_OK);
  CHECK(options.ft->SetString(&options, T("text"), T("new"), 3) == MI_RESULT_OK);
  CHECK(options.ft->GetString(&options, T("text"), &text, NULL, &flags) == MI_RESULT_OK);
  CHECK(same_text(text, T("new")) && flags == 3);
  CHECK(options.ft->GetNumber(&options, T("text"), &number, NULL, NULL) == MI_RESULT_TYPE_MISMATCH);
  CHECK(options.ft->GetOptionAt(&options, 0, &text, &value, &type, NULL) == MI_RESULT_OK && type == MI_STRING);
  CHECK(options.ft->GetOptionAt(&options, 1, &text, &value, &type, NULL) == MI_RESULT_NOT_FOUND);
  CHECK(options.ft->GetOption(&options, T("none"), &value, &type, NULL, NULL) == MI_RESULT_NO_SUCH_PROPERTY);
  options.ft->Delete(&options);
}

static void check_failed_operations(void) {
  static const MI_Result CODES[] = {MI_RESULT_FAILED, MI_RESULT_ACCESS_DENIED, MI_RESULT_INVALID_PARAMETER,
                                    MI_RESULT_NOT_SUPPORTED, MI_RESULT_SERVER_LIMITS_EXCEEDED};
  for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) {
    MI_Operation operation;
    MI_Result code = MI_RESULT_OK;
    MI_Session own;
    test_set("failStart", CODES[i]);
    session.ft->GetClass(&session, 0, NULL, NULL, T("Test_Many"), NULL, &operation);
    CHECK(operation.ft->GetClass(&operation, NULL, NULL, &code, NULL, NULL) == MI_RESULT_OK && code == CODES[i]);
    CHECK(operation.ft->GetInstance(&operation, NULL, NULL, &code, NULL, NULL) == MI_RESULT_OK && code == CODES[i]);
    CHECK(operation.ft->GetIndication(&operation, NULL, NULL, NULL, NULL, &code, NULL, NULL) == MI_RESULT_OK);
    CHECK(operation.ft->Cancel(&operation, MI_REASON_NONE) == MI_RESULT_OK);
    CHECK(operation.ft->GetSession(&operation, &own) == MI_RESULT_FAILED);
    CHECK(operation.ft->Close(&operation) == MI_RESULT_OK && operation.ft == NULL);
  }
  test_set("failStart", 0);
}

static MI_Instance *invoke(const MI_Char *method, const MI_Char *id, MI_Instance *parameters) {
  MI_Instance *target = id == NULL ? NULL : new_path(T("Test_Service"), id);
  Run run;
  run_init(&run);
  session.ft->Invoke(&session, 0, NULL, NULL, T("Test_Service"), method, target, parameters, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_OK);
  MI_Instance *result = run.instance;
  run.instance = NULL;
  run_free(&run);
  if (target != NULL) CHECK(target->ft->Delete(target) == MI_RESULT_OK);
  if (parameters != NULL) CHECK(parameters->ft->Delete(parameters) == MI_RESULT_OK);
  return result;
}

static void check_methods(void) {
  MI_Instance *in = new_instance(T("Parameters"));
  add(in, T("A"), MI_SINT32, (MI_Value){.sint32 = -5}, 0);
  add(in, T("B"), MI_SINT32, (MI_Value){.sint32 = 7}, 0);
  MI_Instance *sum = invoke(T("Add"), NULL, in);
  CHECK(get(sum, T("Sum"), MI_SINT32).sint32 == 2);
  MI_Instance *identity = invoke(T("Identify"), T("service"), NULL);
  CHECK(same_text(get(identity, T("Id"), MI_STRING).string, T("service")) && get_uint32(identity, T("Keys")) == 1);
  in = new_instance(T("Parameters"));
  add(in, T("Caption"), MI_STRING, (MI_Value){.string = (MI_Char *)T("new")}, 0);
  MI_Instance *renamed = invoke(T("Rename"), T("service"), in);
  CHECK(is_null(renamed, T("Previous")) && same_text(get(renamed, T("ReturnValue"), MI_STRING).string, T("renamed")));
  MI_Instance *results[] = {sum, identity, renamed};
  for (int i = 0; i < 3; i++) CHECK(results[i]->ft->Delete(results[i]) == MI_RESULT_OK);
}

void case_functions(void) {
  open_session();
  check_instance_functions();
  check_parameter_functions();
  check_unsupported();
  check_option_functions();
  check_failed_operations();
  check_methods();
  CHECK(strstr(test_schema(), "\"name\":\"Test_Everything\"") != NULL);
  close_session();
}
