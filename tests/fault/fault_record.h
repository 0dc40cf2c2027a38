/*
 * fault_record.h - a small record for the allocation failures of system and measure
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_FAULT_RECORD_H
#define ENT_TESTS_FAULT_RECORD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "entente/system.h"

typedef struct fault_record {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_store  *store;
    ent_record *record;
} fault_record;

static inline void
fault_record_free(fault_record *r)
{
    ent_record_destroy(r->record);
    if (r->store != NULL) {
        ent_store_close(r->store);
    }
    ent_codes_destroy(r->codes);
    ent_ctx_destroy(r->ctx);
    free(r);
}

/* A record never changes: the one that was made last serves every run of the actions that ask for
 * it. */
static struct {
    const char   *folder;
    fault_record *record;
} fault_kept;

static inline void
fault_record_forget(void)
{
    if (fault_kept.record != NULL) {
        fault_record_free(fault_kept.record);
        fault_kept.record = NULL;
    }
}

static inline void
fault_record_close(void *state)
{
    if (state != NULL && state != fault_kept.record) {
        fault_record_free(state);
    }
}

static inline void *
fault_record_make(ent_ctx *ctx, const char *folder, bool loaded)
{
    const char     *source = getenv("ENT_SOURCE");
    char            path[1024];
    ent_ctx_options options = {.jobs = 1, .data_dir = path};
    fault_record   *r = calloc(1, sizeof *r);
    ent_status      status;

    (void)snprintf(path, sizeof path, "%s/%s", source != NULL ? source : ".", folder);
    status = r == NULL ? ENT_E_NOMEM : ent_ctx_create(&options, &r->ctx);
    if (status == ENT_OK) {
        status = ent_codes_load(ctx, &r->codes); /* of all states, not those of the folder */
    }
    if (status == ENT_OK) {
        status = ent_store_open(r->ctx, ":memory:", ENT_STORE_WRITE, r->codes, &r->store);
    }
    if (status == ENT_OK && loaded) {
        status = ent_record_load(r->ctx, r->store, r->codes, NULL, &r->record);
    }
    if (status != ENT_OK) {
        (void)fprintf(stderr, "%s: %s\n", folder, r == NULL ? "" : ent_ctx_error(r->ctx));
        abort(); /* nothing fails in a setup */
    }
    return r;
}

/** The tables of a folder in a store in memory; their record too, if asked for. */
static inline void *
fault_record_open_in(ent_ctx *ctx, const char *folder, bool loaded)
{
    if (!loaded) {
        return fault_record_make(ctx, folder, false);
    }
    if (fault_kept.record == NULL || strcmp(fault_kept.folder, folder) != 0) {
        if (fault_kept.record == NULL) {
            (void)atexit(fault_record_forget);
        }
        fault_record_forget();
        fault_kept.folder = folder;
        fault_kept.record = fault_record_make(ctx, folder, true);
    }
    return fault_kept.record;
}

/** The same of the invented tables of tests/data/small. */
static inline void *
fault_record_open(ent_ctx *ctx, bool loaded)
{
    return fault_record_open_in(ctx, "tests/data/small", loaded);
}

#endif
