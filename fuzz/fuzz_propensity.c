/*
 * fuzz_propensity.c - propensities and sizes of a landscape: what is read is whole, small
 * landscapes are searched
 *
 * The propensities stand before the first line "---", the sizes behind it.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/landscape/landscape.h"

enum { FEW_ACTORS = 10 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_actors(const ent_landscape *l)
{
    if (l->n < 2 || l->n > ENT_LANDSCAPE_MOST_ACTORS) {
        abort();
    }
    for (size_t i = 0; i < l->n; i++) {
        if (l->names[i][0] == '\0' || !(l->sizes[i] > 0) || l->weights[i * l->n + i] != 0) {
            abort();
        }
        for (size_t j = 0; j < i; j++) {
            if (!isfinite(l->weights[i * l->n + j]) ||
                l->weights[i * l->n + j] != l->weights[j * l->n + i]) {
                abort();
            }
        }
    }
}

/* No actor of an optimum gains by changing sides, and every configuration leads to one. */
static void
check_optima(ent_ctx *ctx, const ent_landscape *l)
{
    ent_optima optima;
    ent_table *table;
    uint64_t   sum = 0;

    if (ent_optima_find(ctx, l, 1, 1, &optima) != ENT_OK) {
        return; /* no memory */
    }
    for (size_t k = 0; k < optima.count; k++) {
        sum += optima.optima[k].basin;
        for (size_t i = 0; i < l->n; i++) {
            if (ent_landscape_hold(l, optima.optima[k].configuration, i) < -l->rounding) {
                abort();
            }
        }
    }
    if (optima.count == 0 || sum != optima.configurations) {
        abort();
    }
    ent_optima_clear(&optima);
    if (ent_landscape_turning(ctx, l, &table) == ENT_OK) {
        ent_table_destroy(table);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char    *text = (const char *)bytes;
    size_t         split = length, behind = length;
    ent_bytes      first, second;
    ent_landscape *l;
    ent_ctx       *ctx;

    for (size_t i = 0; i + 4 <= length && split == length; i++) {
        if (memcmp(text + i, "---\n", 4) == 0) {
            split = i;
            behind = i + 4;
        }
    }
    first = (ent_bytes){text, split, NULL};
    second = (ent_bytes){text + behind, length - behind, NULL};
    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (ent_landscape_parse(ctx, "p.csv", &first, "s.csv", split < length ? &second : NULL, 0,
                            &l) == ENT_OK) {
        check_actors(l);
        if (l->n <= FEW_ACTORS) {
            check_optima(ctx, l);
        }
        ent_landscape_destroy(l);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* a refusal says why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
