/* MI_Class, with inherited elements and qualifiers added as MI does. */
#ifndef CLASS_H
#define CLASS_H

#include <stdbool.h>

#include "abi.h"
#include "instance.h"
#include "schema.h"

typedef enum ClassDetail {
  CLASS_NEUTRAL,   /* translatable qualifiers left out, as without MI_OPERATIONFLAGS_LOCALIZED_QUALIFIERS */
  CLASS_LOCALIZED, /* all of it */
  CLASS_GERMAN,    /* all of it, in another language */
  CLASS_NAME_ONLY,
} ClassDetail;

/* The owner is OWNER_CLIENT or OWNER_LENT. */
MI_Class *class_new(const ClassDecl *declared, ClassDetail detail, Owner owner);
/* NULL is fine. */
void class_free(MI_Class *class);
/* The declaration behind a class; NULL, with a violation, when it was deleted. */
const ClassDecl *class_declaration(const MI_Class *class, const char *function);

#endif
