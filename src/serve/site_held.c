/*
 * site_held.c - a site from its opening to its last holder
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "serve/brief.h"
#include "serve/site_parts.h"

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
        status = ent_site_load(ctx, site, 0);
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
