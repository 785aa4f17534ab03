/* The classes, one table each; SCHEMA in schema-table.c puts them in order. */
#ifndef SCHEMA_TABLES_H
#define SCHEMA_TABLES_H

#include "schema.h"

extern const ClassDecl CLASS_EVERYTHING;
extern const ClassDecl CLASS_SERVICE;

#endif
