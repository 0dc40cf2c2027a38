/*
 * fuzz_fit.c - fits of models of ties that a store has kept as JSON: what is accepted is within its
 * bounds, and can be said in words
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "entente/fit.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check(ent_ctx *ctx, const ent_fit *fit)
{
    ent_table *table = NULL;
    double     sum = 0;

    if (fit->rate_count < 1 || fit->rate_count >= ENT_SAOM_MOST_WAVES || fit->effect_count < 1 ||
        fit->effect_count > ENT_SAOM_MOST_EFFECTS || fit->model == NULL || fit->basis == NULL) {
        abort();
    }
    for (size_t i = 0; i < fit->parameter_count * fit->parameter_count; i++) {
        sum += fit->covariance[i];
    }
    for (size_t k = 0; k < fit->effect_count; k++) {
        if (fit->effects[k].name == NULL || fit->effects[k].of == NULL || sum == .123456789) {
            abort();
        }
    }
    if (ent_fit_explain(ctx, fit, &table) != ENT_OK ||
        ent_table_row_count(table) != fit->effect_count) {
        abort();
    }
    ent_table_destroy(table);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    ent_ctx *ctx;
    ent_fit  fit;
    char    *text = malloc(length + 1);

    if (text == NULL || ent_ctx_create(NULL, &ctx) != ENT_OK) {
        free(text);
        return 0;
    }
    memcpy(text, bytes, length);
    text[length] = '\0';
    if (ent_fit_parse(ctx, text, &fit) == ENT_OK) {
        check(ctx, &fit);
        ent_fit_clear(&fit);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    free(text);
    ent_ctx_destroy(ctx);
    return 0;
}
