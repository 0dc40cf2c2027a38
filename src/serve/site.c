/*
 * site.c - what is served: one store as it was read at one time
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/site.h"

#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/text.h"
#include "entente/claim.h"
#include "report/view.h"
#include "serve/brief.h"
#include "store/answers.h"

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

static ent_status
load(ent_ctx *ctx, ent_site *site, unsigned detail)
{
    ent_record_options options = {.sources = site->choices, .detail = detail};
    ent_record        *record;
    ent_status         status = ent_record_load(ctx, site->store, site->codes, &options, &record);

    if (status != ENT_OK) {
        return status;
    }
    status = site->remembered > 0 ? ent_record_remember(ctx, record, site->remembered) : ENT_OK;
    if (status != ENT_OK) {
        ent_record_destroy(record);
        return status;
    }
    site->records[detail] = record;
    return ENT_OK;
}

static ent_status
list_sources(ent_ctx *ctx, ent_site *site)
{
    size_t                        count;
    const ent_source_file *const *files = ent_record_sources(site->records[0], &count);

    site->sources = ent_arena_alloc(&site->arena, count + 1, sizeof *site->sources);
    for (size_t i = 0; site->sources != NULL && i < count; i++) {
        site->sources[i] =
            ent_arena_printf(&site->arena, "%s %s", files[i]->set, files[i]->version);
        if (site->sources[i] == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    if (site->sources == NULL) {
        return ent_fail_nomem(ctx);
    }
    site->sources[count] = NULL;
    return ENT_OK;
}

static void
destroy(ent_site *site)
{
    ent_brief_destroy(site->brief); /* which borrows from the records */
    for (size_t i = 0; i < DETAILS; i++) {
        ent_record_destroy(site->records[i]);
    }
    ent_record_destroy(site->votes);
    ent_store_close(site->store);
    ent_codes_destroy(site->codes);
    ent_arena_clear(&site->arena);
    (void)pthread_mutex_destroy(&site->lock);
    ent_free(site->path);
    ent_free(site);
}

ent_status
ent_site_open(ent_ctx *ctx, const char *store, const char *const *sources, size_t remembered,
              ent_site **out)
{
    ent_site  *site = ent_alloc_zero(1, sizeof *site);
    ent_status status;

    if (site == NULL || pthread_mutex_init(&site->lock, NULL) != 0) {
        ent_free(site);
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&site->arena);
    site->holders = 1;
    site->choices = sources;
    site->remembered = remembered;
    site->path = ent_strdup(store);
    site->brief = ent_brief_create();
    status = site->path != NULL && site->brief != NULL ? ent_codes_load(ctx, &site->codes)
                                                       : ent_fail_nomem(ctx);
    if (status == ENT_OK) {
        status = ent_store_open(ctx, store, ENT_STORE_READ, site->codes, &site->store);
    }
    if (status == ENT_OK) {
        status = ent_store_state(ctx, site->store, site->state);
    }
    if (status == ENT_OK) {
        status = load(ctx, site, 0);
    }
    if (status == ENT_OK) {
        status = list_sources(ctx, site);
    }
    if (status != ENT_OK) {
        destroy(site);
        return status;
    }
    *out = site;
    return ENT_OK;
}

ent_site *
ent_site_hold(ent_site *site)
{
    (void)__atomic_add_fetch(&site->holders, 1,
                             __ATOMIC_RELAXED); /* the lock may be held for long */
    return site;
}

void
ent_site_release(ent_site *site)
{
    if (site != NULL && __atomic_sub_fetch(&site->holders, 1, __ATOMIC_ACQ_REL) == 0) {
        destroy(site);
    }
}

const char *
ent_site_store(const ent_site *site)
{
    return ent_base_name(site->path);
}

const ent_codes *
ent_site_codes(const ent_site *site)
{
    return site->codes;
}

const ent_record *
ent_site_ties(const ent_site *site)
{
    return site->records[0];
}

ent_status
ent_site_record(ent_ctx *ctx, ent_site *site, unsigned detail, const ent_record **out)
{
    ent_status status = ENT_OK;

    detail %= DETAILS;
    if (detail == 0) {
        *out = site->records[0];
        return ENT_OK; /* without waiting for another part that is being read */
    }
    (void)pthread_mutex_lock(&site->lock);
    if (site->records[detail] == NULL) {
        status = load(ctx, site, detail);
    }
    (void)pthread_mutex_unlock(&site->lock);
    if (status == ENT_OK) {
        *out = site->records[detail];
    }
    return status;
}

ent_status
ent_site_votes(ent_ctx *ctx, ent_site *site, const ent_record **out)
{
    ent_status status = ENT_OK;

    (void)pthread_mutex_lock(&site->lock);
    if (site->votes == NULL) {
        status = ent_view_load_votes(ctx, site->store, site->codes, site->choices, site->records[0],
                                     &site->votes);
    }
    if (status == ENT_OK) {
        *out = site->votes;
    }
    (void)pthread_mutex_unlock(&site->lock);
    return status;
}

ent_status
ent_site_record_of(ent_ctx *ctx, ent_site *site, const ent_state *states, size_t count,
                   ent_record **out)
{
    ent_record_options options = {.sources = site->choices,
                                  .detail = ENT_RECORD_ALL & ~(unsigned)ENT_RECORD_RACES,
                                  .states = states,
                                  .state_count = count};
    ent_status         status;

    (void)pthread_mutex_lock(&site->lock);
    status = ent_record_load(ctx, site->store, site->codes, &options, out);
    (void)pthread_mutex_unlock(&site->lock);
    return status;
}

ent_status
ent_site_list(ent_ctx *ctx, ent_site *site, const char *what, ent_table **out)
{
    ent_status status;

    (void)pthread_mutex_lock(&site->lock);
    status = strcmp(what, "citations") == 0 ? ent_store_citations(ctx, site->store, false, out)
                                            : ent_store_list(ctx, site->store, what, out);
    (void)pthread_mutex_unlock(&site->lock);
    return status;
}

ent_status
ent_site_reported(ent_ctx *ctx, ent_site *site, ent_reading *out)
{
    ent_status status;

    (void)pthread_mutex_lock(&site->lock);
    status = ent_store_reported(ctx, site->store, out);
    (void)pthread_mutex_unlock(&site->lock);
    return status;
}

ent_brief *
ent_site_brief(const ent_site *site)
{
    return site->brief;
}

ent_status
ent_site_event_places(ent_ctx *ctx, ent_site *site, ent_table **out)
{
    ent_status status;

    (void)pthread_mutex_lock(&site->lock);
    status = ent_store_event_places(ctx, site->store, out);
    (void)pthread_mutex_unlock(&site->lock);
    return status;
}

bool
ent_site_is_current(ent_ctx *ctx, ent_site *site)
{
    char       now[65];
    ent_status status;

    (void)pthread_mutex_lock(&site->lock);
    status = ent_store_state(ctx, site->store, now);
    (void)pthread_mutex_unlock(&site->lock);
    return status == ENT_OK && strcmp(now, site->state) == 0;
}

void
ent_site_write(ent_ctx *ctx, ent_site *site)
{
    ent_status status = ent_answers_write(ctx, ent_store_answers(site->store));

    (void)status;
}

/* On a store of its own: the one of the site is free for others meanwhile. */
ent_status
ent_site_check(ent_ctx *ctx, ent_site *site, ent_table **verdicts, ent_table **curves)
{
    ent_check_options options = {
        .sources = site->choices, .quick = true, .keep = true, .curves = curves};
    ent_store   *store;
    ent_claims **all;
    size_t       count;
    ent_status   status = ent_claims_load_all(ctx, site->codes, &all, &count);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_store_open(ctx, site->path, ENT_STORE_READ, site->codes, &store);
    if (status == ENT_OK) {
        ent_store_share_answers(store, ent_store_answers(site->store));
        status = ent_claims_check(ctx, store, site->codes, (const ent_claims *const *)all, count,
                                  &options, verdicts);
        ent_store_close(store);
    }
    ent_claims_free_all(all, count);
    return status;
}

const char *const *
ent_site_sources(const ent_site *site)
{
    return site->sources;
}
