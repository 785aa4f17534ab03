/* Qualifier and parameter sets: views into a compiled class, which lives as long as the process. */
#ifndef CLASS_SETS_H
#define CLASS_SETS_H

#include "abi.h"
#include "compiled-class.h"

/* The set may be NULL: who does not want it does not get it. */
void set_qualifiers(MI_QualifierSet *set, const CompiledQualifiers *qualifiers);
void set_parameters(MI_ParameterSet *set, const CompiledMethod *method);

#endif
