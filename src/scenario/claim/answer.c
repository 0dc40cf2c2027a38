/*
 * answer.c - the verdicts of claims, as a store keeps them
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/claim/answer.h"

#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/digest.h"
#include "base/table_json.h"
#include "scenario/claim/curve.h"
#include "store/answers.h"

static const char BETWEEN = '\f'; /* the two tables: JSON holds none */

void
ent_claim_answer_clear(ent_claim_answer *answer)
{
    ent_table_destroy(answer->verdicts);
    ent_table_destroy(answer->curves);
    *answer = (ent_claim_answer){NULL, NULL};
}

ent_status
ent_claim_question(ent_ctx *ctx, const ent_claims *const *packs, size_t count,
                   const ent_check_options *options, const ent_claim_runs *runs,
                   const ent_claim_fits *fits, ent_text *out)
{
    if (options->quick) { /* nothing is drawn */
        ent_text_add(out, "check --quick\n");
    } else {
        ent_text_addf(out, "check --seed %llu --runs %llu\n",
                      (unsigned long long)(options->seed != 0 ? options->seed : 1),
                      (unsigned long long)options->runs);
    }
    for (size_t i = 0; options->sources != NULL && options->sources[i] != NULL; i++) {
        ent_text_addf(out, "source %s\n", options->sources[i]);
    }
    for (size_t p = 0; p < count; p++) {
        char sha256[65];

        ent_sha256(packs[p]->bytes.bytes, packs[p]->bytes.length, sha256);
        ent_text_addf(out, "claims %s %s\n", sha256, packs[p]->name);
    }
    ent_claim_fits_describe(fits, out);
    if (!ent_claim_runs_describe(runs, out)) {
        ent_text_clear(out);
    }
    return out->failed ? ent_fail_nomem(ctx) : ENT_OK;
}

static ent_status
read_answer(ent_ctx *ctx, const char *text, const ent_column *columns, size_t column_count,
            ent_claim_answer *out)
{
    size_t            curve_columns;
    const ent_column *of_curves = ent_curve_columns(&curve_columns);
    const char       *second = strchr(text, BETWEEN);
    ent_status        status;

    if (second == NULL) {
        return ent_fail(ctx, ENT_E_INPUT, "an answer of one table");
    }
    status =
        ent_table_read(ctx, text, (size_t)(second - text), columns, column_count, &out->verdicts);
    return status == ENT_OK ? ent_table_read(ctx, second + 1, strlen(second + 1), of_curves,
                                             curve_columns, &out->curves)
                            : status;
}

ent_status
ent_claim_recall(ent_ctx *ctx, ent_store *store, const char *question, const ent_column *columns,
                 size_t column_count, ent_claim_answer *out)
{
    ent_ctx   *quiet;
    char      *text;
    ent_status status = ent_answers_recall(ctx, ent_store_answers(store), question, &text);

    *out = (ent_claim_answer){NULL, NULL};
    if (status != ENT_OK || text == NULL) {
        return status;
    }
    status = ent_ctx_child(ctx, &quiet);
    if (status == ENT_OK) {
        status = read_answer(quiet, text, columns, column_count, out);
        ent_ctx_destroy(quiet);
    }
    if (status != ENT_OK) { /* what is no answer is found out anew */
        ent_claim_answer_clear(out);
    }
    ent_free(text);
    return status == ENT_E_NOMEM ? ent_fail_nomem(ctx) : ENT_OK;
}

ent_status
ent_claim_retain(ent_ctx *ctx, ent_store *store, const char *question,
                 const ent_claim_answer *answer)
{
    ent_text   text;
    ent_status status;

    ent_text_init(&text);
    status = ent_table_print(ctx, answer->verdicts, ENT_FORMAT_JSON, NULL, &text);
    if (status == ENT_OK) {
        ent_text_add_char(&text, BETWEEN);
        status = ent_table_print(ctx, answer->curves, ENT_FORMAT_JSON, NULL, &text);
    }
    if (status == ENT_OK) {
        status = text.failed ? ent_fail_nomem(ctx)
                             : ent_answers_retain(ctx, ent_store_answers(store), question,
                                                  ent_text_get(&text));
    }
    ent_text_clear(&text);
    return status == ENT_OK ? ent_answers_write(ctx, ent_store_answers(store)) : status;
}
