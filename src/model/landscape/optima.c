/*
 * optima.c - the local optima of a landscape in order, with their basins
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/landscape/landscape.h"

int
ent_optimum_compare(const void *a, const void *b)
{
    const ent_optimum *x = a, *y = b;

    if (x->energy != y->energy) {
        return x->energy < y->energy ? -1 : 1;
    }
    return strcmp(x->configuration, y->configuration);
}

void
ent_optima_clear(ent_optima *optima)
{
    ent_arena_clear(&optima->memory);
    memset(optima, 0, sizeof *optima);
}

static bool
make_room(const ent_landscape *l, size_t count, ent_optima *out, char **room)
{
    out->optima = ent_arena_alloc(&out->memory, count, sizeof *out->optima);
    *room = ent_arena_alloc(&out->memory, count, l->n + 1);
    return out->optima != NULL && *room != NULL;
}

static ent_status
take_stable(ent_ctx *ctx, const ent_landscape *l, ent_optima *out)
{
    ent_sides *sides = NULL;
    uint64_t  *basins = NULL;
    size_t     count = 0;
    char      *room;
    ent_status status = ent_landscape_stable(ctx, l, &sides, &count);

    if (status == ENT_OK && !make_room(l, count, out, &room)) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK && l->n <= ENT_LANDSCAPE_BASINS) {
        basins = ent_alloc_zero(count, sizeof *basins);
        status = basins != NULL ? ent_landscape_basins(ctx, l, sides, count, basins)
                                : ent_fail_nomem(ctx);
    }
    for (; status == ENT_OK && out->count < count; out->count++) {
        ent_optimum *optimum = &out->optima[out->count];
        char        *digits = room + out->count * (l->n + 1);

        ent_sides_print(sides[out->count], l->n, digits);
        optimum->configuration = digits;
        optimum->energy = ent_landscape_rounded(l, ent_landscape_energy(l, digits));
        optimum->basin = basins != NULL ? basins[out->count] : 0;
    }
    out->configurations = basins != NULL ? (uint64_t)1 << (l->n - 1) : 0;
    ent_free(sides);
    ent_free(basins);
    return status;
}

static int
compare_digits(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Beyond 30 actors the ends of the samples are all that is known. */
static bool
take_ends(const ent_landscape *l, const char *ends, size_t samples, ent_optima *out)
{
    size_t size = l->n + 1, count = 1;
    char  *room;

    for (size_t i = 1; i < samples; i++) {
        count += strcmp(ends + i * size, ends + (i - 1) * size) != 0;
    }
    if (!make_room(l, count, out, &room)) {
        return false;
    }
    for (size_t i = 0; i < samples; i++) {
        if (i == 0 || strcmp(ends + i * size, ends + (i - 1) * size) != 0) {
            char *digits = room + out->count * size;

            memcpy(digits, ends + i * size, size);
            out->optima[out->count++] = (ent_optimum){
                digits, ent_landscape_rounded(l, ent_landscape_energy(l, digits)), 0, 0};
        }
    }
    qsort(out->optima, out->count, sizeof *out->optima, ent_optimum_compare);
    return true;
}

static ent_status
count_hits(ent_ctx *ctx, const ent_landscape *l, const char *ends, ent_optima *out)
{
    for (size_t i = 0; i < out->samples; i++) {
        const char *digits = ends + i * (l->n + 1);
        ent_optimum key = {digits, ent_landscape_rounded(l, ent_landscape_energy(l, digits)), 0, 0};
        const ent_optimum *found =
            bsearch(&key, out->optima, out->count, sizeof key, ent_optimum_compare);

        if (found == NULL) {
            return ent_fail(ctx, ENT_E_BUG, "descent ended in %s, which is no optimum", digits);
        }
        out->optima[found - out->optima].hits++;
    }
    return ENT_OK;
}

static ent_status
take_samples(ent_ctx *ctx, const ent_landscape *l, uint64_t seed, uint32_t samples, ent_optima *out)
{
    char      *ends = ent_alloc(samples, l->n + 1);
    ent_status status =
        ends != NULL ? ent_landscape_sample(ctx, l, seed, samples, ends) : ent_fail_nomem(ctx);

    out->samples = samples;
    if (status == ENT_OK && l->n > ENT_LANDSCAPE_EXHAUSTIVE) {
        ent_say(ctx, ENT_WARNING,
                "%zu actors, more than %d: the optima are those that %u random configurations "
                "descend to; there may be others",
                l->n, ENT_LANDSCAPE_EXHAUSTIVE, samples);
        qsort(ends, samples, l->n + 1, compare_digits);
        status = take_ends(l, ends, samples, out) ? ENT_OK : ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = count_hits(ctx, l, ends, out);
    }
    ent_free(ends);
    return status;
}

ent_status
ent_optima_find(ent_ctx *ctx, const ent_landscape *l, uint64_t seed, uint32_t samples,
                ent_optima *out)
{
    ent_optima optima = {0};
    ent_status status = ENT_OK;

    ent_arena_init(&optima.memory);
    if (l->n <= ENT_LANDSCAPE_EXHAUSTIVE) {
        status = take_stable(ctx, l, &optima);
    }
    if (status == ENT_OK && l->n > ENT_LANDSCAPE_BASINS) {
        status = take_samples(ctx, l, seed, samples, &optima);
    }
    if (status == ENT_OK) {
        *out = optima;
    } else {
        ent_optima_clear(&optima);
    }
    return status;
}
