/*
 * fuzz_model.c - model files of ties with their tables: what is accepted is within its bounds, and
 * can be simulated
 *
 * The model file stands before the first line "---"; the tables t1, t2, ... behind it, one after
 * the other between such lines.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/ties/auxiliary.h"
#include "model/ties/read.h"
#include "model/ties/sample.h"

enum { FEW_ACTORS = 40, MOST_PARTS = 10 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

typedef struct parts {
    ent_bytes part[MOST_PARTS];
    size_t    count;
} parts;

static const char *
find_cut(const char *bytes, const char *end)
{
    for (; end - bytes >= 4; bytes++) {
        if (memcmp(bytes, "---\n", 4) == 0) {
            return bytes;
        }
    }
    return NULL;
}

static void
split(const char *bytes, size_t length, parts *out)
{
    const char *end = bytes + length;

    out->count = 0;
    while (out->count < MOST_PARTS) {
        const char *cut = out->count + 1 < MOST_PARTS ? find_cut(bytes, end) : NULL;

        out->part[out->count++] =
            (ent_bytes){bytes, (size_t)((cut != NULL ? cut : end) - bytes), NULL};
        if (cut == NULL) {
            return;
        }
        bytes = cut + 4;
    }
}

static ent_status
open_part(ent_ctx *ctx, void *user, const char *file, ent_bytes *out)
{
    const parts *p = user;

    if (file[0] != 't' || file[1] < '1' || file[1] >= '0' + (int)p->count) {
        return ent_fail(ctx, ENT_E_FILE, "no such table");
    }
    *out = p->part[file[1] - '0'];
    return ENT_OK;
}

/* Counts of goodness of fit are of something, and finite. */
static void
count(const ent_saom_state *state)
{
    ent_saom_auxiliary of[ENT_SAOM_MOST_AUXILIARIES];
    size_t             families = ent_saom_auxiliaries(state->model, FEW_ACTORS, of);
    double             counts[ENT_SAOM_MOST_LEVELS];

    for (size_t f = 0; f < families; f++) {
        of[f].of(state, &of[f], counts);
        for (size_t k = 0; k < of[f].count; k++) {
            if (!(counts[k] >= 0)) {
                abort();
            }
        }
    }
}

/* A few steps at parameters of no effect: counts stay those of the network. */
static void
walk(ent_ctx *ctx, const ent_saom *m)
{
    double  theta[ENT_SAOM_MOST_EFFECTS] = {0}, z[ENT_SAOM_MOST_EFFECTS], u[ENT_SAOM_MOST_EFFECTS];
    ent_key key = {1, 0, ENT_PROCESS_TEST, 0, 0};
    ent_saom_path   path;
    ent_saom_bench *bench;

    if (ent_saom_bench_create(ctx, m, &bench) != ENT_OK) {
        return;
    }
    ent_saom_bench_set(bench, theta);
    ent_saom_walk(bench, 0, .5, false, &key, z, u, &path);
    for (size_t k = 0; k < m->term_count; k++) {
        if (!isfinite(z[k]) || !isfinite(u[k])) {
            abort();
        }
    }
    count(ent_saom_bench_state(bench));
    ent_saom_bench_go_on(bench, 0);
    ent_saom_walk(bench, 0, .5, false, &key, z, NULL, &path);
    count(ent_saom_bench_state(bench));
    ent_saom_bench_destroy(bench);
}

static void
check(ent_ctx *ctx, const ent_saom *m)
{
    if (m->n < 2 || m->n > ENT_SAOM_MOST_ACTORS || m->period_count < 1 ||
        m->period_count >= ENT_SAOM_MOST_WAVES || m->term_count < 1 ||
        m->term_count > ENT_SAOM_MOST_EFFECTS || m->name == NULL) {
        abort();
    }
    for (size_t cell = 0; cell < m->n * m->n; cell++) {
        if (m->periods[0].start[cell] > 1 || m->periods[0].end[cell] > 1) {
            abort();
        }
    }
    if (m->n <= FEW_ACTORS) {
        walk(ctx, m);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    ent_ctx  *ctx;
    ent_saom *model = NULL;
    parts     p;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    split((const char *)bytes, length, &p);
    if (ent_saom_read(ctx, NULL, "fuzz.yaml", p.part[0].bytes, p.part[0].length, open_part, &p,
                      &model) == ENT_OK) {
        check(ctx, model);
        ent_saom_destroy(model);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
