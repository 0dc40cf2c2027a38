/*
 * answer.h - the verdicts of claims, as a store keeps them
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_CLAIM_ANSWER_H
#define ENT_SCENARIO_CLAIM_ANSWER_H

#include "base/text.h"
#include "scenario/claim/effect.h"

/** The tables of ent_claims_check(). */
typedef struct ent_claim_answer {
    ent_table *verdicts, *curves; /**< owned; NULL: none */
} ent_claim_answer;

void ent_claim_answer_clear(ent_claim_answer *answer);

/**
 * All that verdicts rest on beside the record and the program: claims, options, and the files that
 * the claims name.
 *
 * @param out empty where the answer is not to be kept: some rests on files that are not told here
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_claim_question(ent_ctx *ctx, const ent_claims *const *packs,
                                             size_t count, const ent_check_options *options,
                                             const ent_claim_runs *runs, const ent_claim_fits *fits,
                                             ent_text *out);

/** What the store keeps for a question; no tables where it keeps nothing. */
ENT_MUST_CHECK ent_status ent_claim_recall(ent_ctx *ctx, ent_store *store, const char *question,
                                           const ent_column *columns, size_t column_count,
                                           ent_claim_answer *out);

/** Keep an answer, where the store can. */
ENT_MUST_CHECK ent_status ent_claim_retain(ent_ctx *ctx, ent_store *store, const char *question,
                                           const ent_claim_answer *answer);

#endif
