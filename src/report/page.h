/*
 * page.h - the page in two steps: what the store tells, and what is other than in an earlier page
 *
 * Stage: report.  ent_report_write() takes both.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_PAGE_H
#define ENT_REPORT_PAGE_H

#include "base/text.h"
#include "entente/report.h"

/**
 * The page with a place for what changed: of an earlier page it rests on nothing but that there is
 * one.
 *
 * @param page empty; filled on ENT_OK
 */
ENT_MUST_CHECK ent_status ent_report_compose(ent_ctx *ctx, const ent_report_input *input,
                                             ent_text *page);

/** Put in what changed since the earlier page of the input, and write all of it. */
ENT_MUST_CHECK ent_status ent_report_finish(ent_ctx *ctx, const ent_report_input *input,
                                            ent_text *page, FILE *stream);

#endif
