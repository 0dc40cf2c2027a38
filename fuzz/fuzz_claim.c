/*
 * fuzz_claim.c - files of claims: what is accepted can be tested
 *
 * The states are those of the embedded data, loaded once: they are the same for every input.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "scenario/claim/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_conditions(const ent_condition *conditions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (conditions[i].field == NULL || conditions[i].text == NULL ||
            conditions[i].text[0] == '\0') {
            abort();
        }
    }
}

static void
check_series(const ent_series_test *series)
{
    if (series->measure_count == 0 || series->from > series->to || series->from < 1816 ||
        series->to > 2100 || series->state_count > ENT_MOST_STATES_OF_A_TEST) {
        abort();
    }
    for (size_t i = 0; i < series->measure_count; i++) {
        if (series->measures[i].type == NULL || series->measures[i].measure == NULL) {
            abort();
        }
    }
}

static void
check(const ent_assertion *claim)
{
    if (claim->id[0] == '\0' || claim->kind >= ENT_ASSERTION_KINDS) {
        abort();
    }
    check_conditions(claim->rows.where, claim->rows.where_count);
    check_conditions(claim->rows.expect, claim->rows.expect_count);
    if (claim->kind == ENT_ASSERTION_TREND || claim->kind == ENT_ASSERTION_COMPARISON) {
        check_series(&claim->series);
    }
    if (claim->kind == ENT_ASSERTION_COMPARISON && !claim->has_value) {
        check_series(&claim->than);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static ent_codes *codes;
    ent_ctx          *ctx;
    ent_claims       *pack = NULL;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (codes == NULL && ent_codes_load(ctx, &codes) != ENT_OK) {
        abort();
    }
    if (ent_claims_parse(ctx, codes, "fuzz.yaml", (const char *)bytes, length, &pack) == ENT_OK) {
        if (pack->count < 1 || pack->count > ENT_CLAIMS_MOST) {
            abort();
        }
        for (size_t i = 0; i < pack->count; i++) {
            check(&pack->items[i]);
        }
        ent_claims_destroy(pack);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
