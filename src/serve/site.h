/*
 * site.h - what is served: one store as it was read at one time
 *
 * Stage: serve.  Shared by the threads that answer; never changes but for the
 * parts of the record that are read when they are first asked for.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_SITE_H
#define ENT_SERVE_SITE_H

#include "entente/system.h"
#include "entente/table.h"

typedef struct ent_site  ent_site;
typedef struct ent_brief ent_brief;

/**
 * Open the store and load the record's ties; as ent_store_open() and ent_record_load().
 *
 * @param remembered bytes that each record may keep of what is made from it (ent_record_remember);
 *                   0: none
 */
ENT_MUST_CHECK ent_status ent_site_open(ent_ctx *ctx, const char *store, const char *const *sources,
                                        size_t remembered, ent_site **out);

/** Share it; each holder releases it once, the last one frees it.  NULL does nothing. */
ent_site *ent_site_hold(ent_site *site);
void      ent_site_release(ent_site *site);

const char       *ent_site_store(const ent_site *site); /**< the name of its file */
const ent_codes  *ent_site_codes(const ent_site *site);
const ent_record *ent_site_ties(const ent_site *site);

/** The record with what a picture needs (ENT_RECORD_FLOWS, ...); borrowed. */
ENT_MUST_CHECK ent_status ent_site_record(ent_ctx *ctx, ent_site *site, unsigned detail,
                                          const ent_record **out);

/** The record with the roll calls of the last years alone; borrowed. */
ENT_MUST_CHECK ent_status ent_site_votes(ent_ctx *ctx, ent_site *site, const ent_record **out);

/** A record of its own with all that is known of some states: what `show` reads. */
ENT_MUST_CHECK ent_status ent_site_record_of(ent_ctx *ctx, ent_site *site, const ent_state *states,
                                             size_t count, ent_record **out);

/** ent_store_list() and ent_store_citations() ("citations"), one thread at a time. */
ENT_MUST_CHECK ent_status ent_site_list(ent_ctx *ctx, ent_site *site, const char *what,
                                        ent_table **out);

/** ent_store_reported(). */
ENT_MUST_CHECK ent_status ent_site_reported(ent_ctx *ctx, ent_site *site, ent_reading *out);

/** What the first view says beside the record (brief.h). */
ent_brief *ent_site_brief(const ent_site *site);

/** ent_store_event_places(). */
ENT_MUST_CHECK ent_status ent_site_event_places(ent_ctx *ctx, ent_site *site, ent_table **out);

/** Whether the record is still that of the store, where nothing but runs was kept since. */
bool ent_site_is_current(ent_ctx *ctx, ent_site *site);

/** "set version" of every file behind a record, NULL-terminated; borrowed from the site. */
const char *const *ent_site_sources(const ent_site *site);

/**
 * Test all claims at hand against the store, as `entente check --quick` does: without scenarios and
 * estimates.
 *
 * @param verdicts,curves of ent_claims_check(); owned by the caller
 */
ENT_MUST_CHECK ent_status ent_site_check(ent_ctx *ctx, ent_site *site, ent_table **verdicts,
                                         ent_table **curves);

#endif
