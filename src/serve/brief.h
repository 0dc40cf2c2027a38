/*
 * brief.h - what the first view says beside the record: documents, scenarios, claims, changes
 *
 * Stage: serve.  Of one site.  What the documents report is read when it is first asked for;
 * scenarios and claims take longer and are added while the server runs.  The first view says what
 * is there, and that the rest is being made.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_BRIEF_H
#define ENT_SERVE_BRIEF_H

#include "base/text.h"
#include "entente/report.h"
#include "serve/site.h"

/** A brief of nothing yet; NULL without memory.  ent_brief_destroy(NULL) does nothing. */
ent_brief *ent_brief_create(void);
void       ent_brief_destroy(ent_brief *brief);

/**
 * Compare with an earlier page from now on; it is compared once all parts are there.
 *
 * @param page  copied; of `length` bytes
 * @param since what stands behind "What changed since"; copied
 * @return ENT_OK; ENT_E_INPUT where it is no page of ours; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_brief_compare(ent_ctx *ctx, ent_brief *brief, const char *page,
                                            size_t length, const char *since);

/** Compare with the brief of the site before, where that was whole when it was last made. */
ENT_MUST_CHECK ent_status ent_brief_follow(ent_ctx *ctx, ent_site *before, ent_site *site);

/** Run the scenarios that a page shows of itself, each against the base. */
ENT_MUST_CHECK ent_status ent_brief_run(ent_ctx *ctx, ent_site *site);

/** Test the claims at hand, as ent_site_check(). */
ENT_MUST_CHECK ent_status ent_brief_check(ent_ctx *ctx, ent_site *site);

/** What the brief is made of, held until ent_brief_leave(): no part is added meanwhile. */
ENT_MUST_CHECK ent_status ent_brief_enter(ent_ctx *ctx, ent_site *site, ent_report_input *input,
                                          bool *complete);
/** @param page that was made of it, kept for the site that follows; NULL: none, or not complete */
void ent_brief_leave(ent_site *site, const ent_text *page);

#endif
