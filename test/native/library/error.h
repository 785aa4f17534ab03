/* Instances that detail an error. */
#ifndef ERROR_H
#define ERROR_H

#include "abi.h"
#include "instance.h"

/* An instance of CIM_Error, with a few properties of MSFT_WmiError. */
MI_Instance *error_new(MI_Result code, const MI_Char *message, Owner owner);
/* The error of an operation that took too long. Only Windows' MI tells it from others. */
MI_Instance *error_new_timeout(const MI_Char *message, Owner owner);

#endif
