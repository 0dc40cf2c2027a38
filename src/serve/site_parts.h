/*
 * site_parts.h - what a site is made of, for those who make it and those who read it
 *
 * Stage: serve.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_SITE_PARTS_H
#define ENT_SERVE_SITE_PARTS_H

#include <pthread.h>

#include "base/arena.h"
#include "serve/site.h"

/* One record for each combination of ENT_RECORD_FLOWS and its like. */
enum { DETAILS = ENT_RECORD_ALL + 1 };

struct ent_site {
    ent_arena          arena;
    char              *path;
    const char *const *choices; /* of sources, KIND=SET */
    const char       **sources; /* behind the record */
    ent_codes         *codes;
    ent_store         *store; /* under the lock: one thread at a time */
    ent_record        *records[DETAILS];
    ent_record        *votes; /* of the last years */
    ent_brief         *brief;
    size_t             remembered; /* bytes that each record may keep */
    char               state[65];  /* of the store when the ties were read */
    pthread_mutex_t    lock;
    unsigned           holders;
};

/** Load the record of a detail into its place, under the lock or before there are others. */
ENT_MUST_CHECK ent_status ent_site_load(ent_ctx *ctx, ent_site *site, unsigned detail);

#endif
