/*
 * birth.h - a store comes into being whole
 *
 * Stage: store.  A new store is made under a temporary name in its folder and
 * gets its own name when it is whole: a program killed on the way leaves a
 * temporary, never half a store.  Whoever makes one holds a lock on it, by
 * which the temporaries of the dead are told from those of the living.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_BIRTH_H
#define ENT_STORE_BIRTH_H

#include "base/file.h"

/** A store under its temporary name; all NULL where there is none. */
typedef struct ent_birth {
    char *path, *temporary;
    int   fd; /**< holds the lock */
} ent_birth;

/** An empty file under a temporary name beside `path`, locked. */
ENT_MUST_CHECK ent_status ent_birth_begin(ent_ctx *ctx, const char *path, ent_birth *out);

/**
 * Let it reach the disk and give it its name.  `*taken`: another store was faster, and stays.
 * On ENT_OK the birth is over; on failure all is as it was.
 */
ENT_MUST_CHECK ent_status ent_birth_end(ent_ctx *ctx, ent_birth *birth, bool *taken);

/** Give up: the temporary goes.  Nothing to do where there is no birth. */
void ent_birth_abandon(ent_birth *birth);

/** Remove what killed programs left on the way to a store of this name. */
ENT_MUST_CHECK ent_status ent_birth_sweep(ent_ctx *ctx, const char *path);

#endif
