/*
 * site.c - what is served: one store as it was read at one time
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/site_parts.h"

#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/text.h"
#include "entente/claim.h"
#include "report/view.h"
#include "store/answers.h"

ent_status
ent_site_load(ent_ctx *ctx, ent_site *site, unsigned detail)
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
        status = ent_site_load(ctx, site, detail);
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
