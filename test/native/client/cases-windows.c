/* What the library does as Windows' MI, and what it does as OMI. */
#include <string.h>

#include "cases.h"
#include "harness.h"

static MI_Result new_session(const MI_Char *destination, const MI_Char *option) {
  MI_DestinationOptions options;
  CHECK(application.ft->NewDestinationOptions(&application, &options) == MI_RESULT_OK);
  CHECK(options.ft->SetNumber(&options, option, 1, 0) == MI_RESULT_OK);
  MI_Session opened;
  MI_Result result = application.ft->NewSession(&application, NULL, destination, &options, NULL, NULL, &opened);
  options.ft->Delete(&options);
  if (result == MI_RESULT_OK) CHECK(opened.ft->Close(&opened, NULL, NULL) == MI_RESULT_OK);
  return result;
}

static void check_destinations(void) {
  const MI_Char *known = T("__MI_DESTINATIONOPTIONS_MAX_ENVELOPE_SIZE");
  const MI_Char *ofOmi = T("__MI_DESTINATIONOPTIONS_MAX_ELEMENTS");
  for (int asWindows = 0; asWindows < 2; asWindows++) {
    test_set("asWindows", asWindows);
    CHECK(new_session(NULL, known) == MI_RESULT_OK && new_session(T("[::1]"), known) == MI_RESULT_OK);
    CHECK(new_session(NULL, ofOmi) == (asWindows ? MI_RESULT_NOT_FOUND : MI_RESULT_OK));
    CHECK(new_session(NULL, T("MAX_ENVELOPE_SIZE")) == (asWindows ? MI_RESULT_NOT_FOUND : MI_RESULT_OK));
    CHECK(new_session(T("::1"), known) == (asWindows ? MI_RESULT_INVALID_PARAMETER : MI_RESULT_OK));
    if (asWindows) CHECK(violated("Application.NewSession: the address ::1 has no brackets"));
  }
}

/* A mode or an architecture without its other half. */
static void check_pairs(void) {
  const MI_Char *const HALVES[] = {
      T("__MI_OPERATIONOPTIONS_PROMPTUSERMODE"),
      T("__MI_OPERATIONOPTIONS_PROMPTUSERMODEREGULAR_ACKVALUE"),
      T("__MI_OPERATIONOPTIONS_PROVIDER_ARCHITECTURE"),
      T("__MI_OPERATIONOPTIONS_REQUIRED_ARCHITECTURE"),
  };
  for (int i = 0; i < 4; i++) {
    MI_OperationOptions options;
    CHECK(application.ft->NewOperationOptions(&application, MI_FALSE, &options) == MI_RESULT_OK);
    CHECK(options.ft->SetNumber(&options, HALVES[i], i == 0 ? MI_CALLBACKMODE_IGNORE : 0, 0) == MI_RESULT_OK);
    Run run;
    run_init(&run);
    session.ft->Invoke(&session, 0, &options, NULL, T("Test_Service"), T("Prompt"), NULL, NULL, RUN(&run));
    options.ft->Delete(&options);
    run_finish(&run);
    CHECK(run.prompts == 1); /* it is asked, as by default */
    CHECK(violated("has no effect without __MI_OPERATIONOPTIONS_"));
    run_free(&run);
  }
}

static void check_flags(void) {
  Run run;
  run_init(&run);
  session.ft->TestConnection(&session, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, RUN(&run));
  run_finish(&run);
  CHECK(run.code == MI_RESULT_INVALID_PARAMETER && violated("Session.TestConnection: the flags 1 are not 0"));
  run_free(&run);
  run_init(&run);
  session.ft->Invoke(&session, MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS, NULL, NULL, T("Test_Service"), T("Sleep"), NULL,
                     NULL, RUN(&run));
  run_finish(&run);
  CHECK(violated("Session.Invoke: does not support localized qualifiers"));
  run_free(&run);
}

static void check_void(int asWindows) {
  Run run;
  run_init(&run);
  MI_Instance *service = new_path(T("Test_Service"), T("service"));
  session.ft->Invoke(&session, 0, NULL, NULL, NULL, T("Reset"), service, NULL, RUN(&run));
  service->ft->Delete(service);
  run_finish(&run);
  MI_Uint32 count = 99;
  CHECK(run.instance->ft->GetElementCount(run.instance, &count) == MI_RESULT_OK && count == (MI_Uint32)asWindows);
  if (asWindows) CHECK(get(run.instance, T("ReturnValue"), MI_BOOLEAN).boolean == MI_TRUE);
  run_free(&run);
  run_init(&run);
  session.ft->GetClass(&session, 0, NULL, NULL, T("Test_Service"), RUN(&run));
  run_finish(&run);
  MI_ParameterSet parameters;
  MI_QualifierSet qualifiers;
  MI_Type type = MI_STRING;
  CHECK(run.class->ft->GetMethod(run.class, T("Reset"), NULL, &parameters, NULL) == MI_RESULT_OK);
  MI_Result result = parameters.ft->GetMethodReturnType(&parameters, &type, &qualifiers);
  CHECK(asWindows ? result == MI_RESULT_OK && type == MI_BOOLEAN : result == MI_RESULT_NOT_FOUND);
  run_free(&run);
}

static void check_timeout(int asWindows) {
  MI_OperationOptions options;
  MI_Interval interval = {.microseconds = 1000};
  CHECK(application.ft->NewOperationOptions(&application, MI_FALSE, &options) == MI_RESULT_OK);
  CHECK(options.ft->SetInterval(&options, T("__MI_OPERATIONOPTIONS_TIMEOUT"), &interval, 0) == MI_RESULT_OK);
  MI_Operation operation;
  session.ft->EnumerateInstances(&session, 0, &options, NULL, T("Test_Never"), MI_FALSE, NULL, &operation);
  options.ft->Delete(&options);
  const MI_Instance *instance = NULL, *details = NULL;
  MI_Boolean more = MI_TRUE;
  MI_Result code = MI_RESULT_OK;
  CHECK(operation.ft->GetInstance(&operation, &instance, &more, &code, NULL, &details) == MI_RESULT_OK);
  CHECK(!more && code == MI_RESULT_FAILED);
  CHECK(get_uint32(details, T("error_Code")) == (asWindows ? 0x40004u : (MI_Uint32)MI_RESULT_FAILED));
  CHECK(operation.ft->Close(&operation) == MI_RESULT_OK);
}

void case_as_windows(void) {
  open_session();
  check_destinations();
  check_pairs();
  check_flags();
  for (int asWindows = 0; asWindows < 2; asWindows++) {
    test_set("asWindows", asWindows);
    check_void(asWindows);
    check_timeout(asWindows);
  }
  close_session();
}
