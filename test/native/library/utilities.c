#include "utilities.h"

#include "error.h"
#include "operation.h"
#include "options.h"

static MI_Uint32 MI_CALL MapErrorToMiErrorCategory(const MI_Char *errorType, MI_Uint32 error) {
  enum { NOT_SPECIFIED = 0, OBJECT_NOT_FOUND = 13, ACCESS_DENIED = 18 };
  (void)errorType;
  if (error == MI_RESULT_ACCESS_DENIED) return ACCESS_DENIED;
  return error == MI_RESULT_NOT_FOUND ? OBJECT_NOT_FOUND : NOT_SPECIFIED;
}

static MI_Result MI_CALL CimErrorFromErrorCode(MI_Uint32 error, const MI_Char *errorType, const MI_Char *errorMessage,
                                               MI_Instance **cimError) {
  if (cimError == NULL) return MI_RESULT_INVALID_PARAMETER;
  *cimError = error_new(error, errorMessage, OWNER_CLIENT);
  if (errorType != NULL) instance_set_string(*cimError, T("error_Type"), errorType);
  return MI_RESULT_OK;
}

static MI_Result MI_CALL CloseHostedProvider(MI_HostedProvider *self) {
  (void)self;
  return MI_RESULT_NOT_SUPPORTED;
}

static MI_Result MI_CALL GetApplicationOfProvider(MI_HostedProvider *self, MI_Application *application) {
  (void)self, (void)application;
  return MI_RESULT_NOT_SUPPORTED;
}

static MI_Result MI_CALL CloseSerializer(MI_Serializer *self) {
  (void)self;
  return MI_RESULT_NOT_SUPPORTED;
}

/* Stands in for every function of a (de)serializer, which nobody can call: none can be made. */
static MI_Result MI_CALL NotSupported(void) { return MI_RESULT_NOT_SUPPORTED; }

const MI_UtilitiesFT utilitiesFT = {MapErrorToMiErrorCategory, CimErrorFromErrorCode};
const MI_HostedProviderFT hostedProviderFT = {CloseHostedProvider, GetApplicationOfProvider};
const MI_SerializerFT serializerFT = {CloseSerializer, (void *)NotSupported, (void *)NotSupported};
const MI_DeserializerFT deserializerFT = {CloseSerializer,      (void *)NotSupported, (void *)NotSupported,
                                          (void *)NotSupported, (void *)NotSupported, (void *)NotSupported};

static const MI_ClientFT_V1 clientFT = {
    .applicationFT = &applicationFT,
    .sessionFT = &sessionFT,
    .operationFT = &operationFT,
    .hostedProviderFT = &hostedProviderFT,
    .serializerFT = &serializerFT,
    .deserializerFT = &deserializerFT,
    .subscribeDeliveryOptionsFT = &subscriptionOptionsFT,
    .destinationOptionsFT = &destinationOptionsFT,
    .operationOptionsFT = &operationOptionsFT,
    .utilitiesFT = &utilitiesFT,
};

const MI_ClientFT_V1 *mi_clientFT_V1 = &clientFT;
