/* The tables that a client hardly needs: utilities, and what this library does not offer. */
#ifndef UTILITIES_H
#define UTILITIES_H

#include "abi.h"

extern const MI_UtilitiesFT utilitiesFT;
extern const MI_HostedProviderFT hostedProviderFT;
extern const MI_SerializerFT serializerFT;
extern const MI_DeserializerFT deserializerFT;

#endif
