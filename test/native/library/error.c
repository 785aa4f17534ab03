#include "error.h"

#include "counters.h"
#include "memory.h"
#include "text.h"

MI_Instance *error_new(MI_Result code, const MI_Char *message, Owner owner) {
  MI_Instance *error = instance_new(T("CIM_Error"), owner);
  MI_Char digits[24];
  MI_Char *id = text_join(T("MI RESULT "), text_number(code, digits), NULL);
  instance_set_namespace(error, T("root/test"));
  instance_set(error, T("ErrorType"), MI_UINT16, &(MI_Value){.uint16 = 4}, 0);
  instance_set_string(error, T("OwningEntity"), T("mi-codegen test library"));
  instance_set_string(error, T("MessageID"), id);
  instance_set_string(error, T("Message"), message == NULL ? T("") : message);
  instance_set(error, T("PerceivedSeverity"), MI_UINT16, &(MI_Value){.uint16 = 7}, 0);
  instance_set(error, T("ProbableCause"), MI_UINT16, &(MI_Value){.uint16 = 0}, 0);
  instance_set_uint32(error, T("CIMStatusCode"), code);
  instance_set_uint32(error, T("error_Code"), code);
  instance_set_string(error, T("error_Type"), T("MI"));
  memory_free(id);
  return error;
}

MI_Instance *error_new_timeout(const MI_Char *message, Owner owner) {
  const MI_Uint32 WBEM_S_TIMEDOUT = 0x40004;
  MI_Instance *error = error_new(MI_RESULT_FAILED, message, owner);
  if (SETTING(asWindows) != 0) instance_set_uint32(error, T("error_Code"), WBEM_S_TIMEDOUT);
  return error;
}
