/* Instances that detail an error. */
#ifndef ERROR_H
#define ERROR_H

#include "abi.h"
#include "instance.h"

/* An instance of CIM_Error, with a few properties of MSFT_WmiError. */
MI_Instance *error_new(MI_Result code, const MI_Char *message, Owner owner);

#endif
