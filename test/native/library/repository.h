/* The server's instances. They last as long as an application is open. */
#ifndef REPOSITORY_H
#define REPOSITORY_H

#include <stdbool.h>

#include "abi.h"
#include "schema.h"

/* The first opening fills the repository, the last closing empties it. */
void repository_open(void);
void repository_close(void);

/* Every property of the class with its default value or null; keys are marked. */
void repository_add_defaults(MI_Instance *instance, const ClassDecl *class);

/* A copy of the nth instance of the class or, when `deep`, of a subclass; NULL when there are fewer. The caller's. */
MI_Instance *repository_at(const ClassDecl *class, bool deep, MI_Uint32 index);
/* A copy of the instance with the same class and keys; NULL when there is none. */
MI_Instance *repository_find(const MI_Instance *path);
/* Takes the instance over. False, and frees it, when there is one with the same keys. */
bool repository_add(MI_Instance *instance);
/* Gives the stored instance the values of the changed elements. False when there is no such instance. */
bool repository_modify(const MI_Instance *changes);
bool repository_remove(const MI_Instance *path);

/* Fills the repository: seed.c. */
void repository_seed(void);

#endif
