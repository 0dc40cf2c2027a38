/*
 * means.c - the mean of a pair beside each covariate, so that what is left of it is of one pair
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "model/ties/read.h"

const double ENT_SAOM_LEAST_WITHIN = .05;

static const double *
values_of(const ent_saom_covariate *c, size_t period)
{
    return c->value[period < c->count ? period : 0];
}

/* Sums over pairs and periods. */
typedef struct spread {
    double count, sum, squares, within; /* of these the squares around the means of pairs */
} spread;

/* The mean of a pair over periods; NaN where none is known. */
static double
average_pair(const ent_saom *m, const ent_saom_term *term, size_t i, size_t j, spread *all)
{
    const ent_saom_covariate *c = term->covariate;
    double                    count = 0, sum = 0, squares = 0;

    for (size_t p = 0; p < c->count && i != j; p++) {
        double w = term->effect->weight(c, values_of(c, p), m->n, i, j);

        if (!isnan(w)) {
            count++;
            sum += w;
            squares += w * w;
        }
    }
    if (count == 0) {
        return NAN;
    }
    all->count += count;
    all->sum += sum;
    all->squares += squares;
    all->within += squares - sum * sum / count;
    return sum / count;
}

double
ent_saom_find_means(const ent_saom *m, const ent_saom_term *term, double *out)
{
    spread all = {0, 0, 0, 0};
    double variance;

    for (size_t cell = 0; cell < m->n * m->n; cell++) {
        double mean = average_pair(m, term, cell / m->n, cell % m->n, &all);

        if (out != NULL) {
            out[cell] = mean;
        }
    }
    variance = all.squares - all.sum * all.sum / fmax(1, all.count);
    return variance > 0 && all.within > 1e-9 * variance ? all.within / variance : 0;
}

static ent_status
add_mean(ent_saom_reading *r, const ent_saom_term *term)
{
    ent_saom           *m = r->model;
    ent_saom_term      *added = &m->terms[m->term_count];
    ent_saom_covariate *c = ent_arena_alloc(&m->arena, 1, sizeof *c);

    if (c == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    c->value = ent_arena_alloc(&m->arena, 1, sizeof *c->value);
    if (c->value == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    c->value[0] = ent_arena_alloc(&m->arena, m->n * m->n, sizeof(double));
    c->name = ent_arena_printf(&m->arena, "mean of %s", term->covariate->name);
    c->dyadic = true;
    c->count = 1;
    if (c->value[0] == NULL || c->name == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    if (ent_saom_find_means(m, term, c->value[0]) > ENT_SAOM_LEAST_WITHIN) {
        *added = (ent_saom_term){
            .effect = ent_saom_effect_find("X"), .covariate = c, .part = term->part};
        m->term_count++;
    }
    return ENT_OK;
}

ent_status
ent_saom_add_means(ent_saom_reading *r)
{
    size_t     count = r->model->term_count;
    ent_status status = ENT_OK;

    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        const ent_saom_term *term = &r->model->terms[k];

        if (term->covariate != NULL && term->only == 0 && !term->held &&
            r->model->term_count < ENT_SAOM_MOST_EFFECTS) {
            status = add_mean(r, term);
        }
    }
    return status;
}
