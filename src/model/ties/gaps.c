/*
 * gaps.c - actors of whom a model is told nothing
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>

#include "base/context.h"
#include "model/ties/saom.h"

/* Actors of a kind: how many, and which is the first. */
typedef struct gap {
    size_t count, first;
} gap;

static void
add_actor(gap *g, size_t i)
{
    g->first = g->count++ == 0 ? i : g->first;
}

/* Whether an actor is there for a whole period. */
static bool
stays(const ent_saom_period *p, size_t i)
{
    return p->joins == NULL || (p->joins[i] <= 0 && p->leaves[i] >= 1);
}

/* Whether anything is known of the ties of an actor in a period: one that counts, or is fixed. */
static bool
has_ties_known(const ent_saom *m, const ent_saom_period *p, size_t i)
{
    for (size_t j = 0; j < m->n; j++) {
        if (p->counted[i * m->n + j] != 0 || p->counted[j * m->n + i] != 0 ||
            (p->free != NULL && p->free[i * m->n + j] == 0)) {
            return true;
        }
    }
    return false;
}

static gap
find_without_ties(const ent_saom *m)
{
    gap found = {0, 0};

    for (size_t i = 0; i < m->n; i++) {
        bool there = false, known = false;

        for (size_t p = 0; p < m->period_count; p++) {
            there = there || stays(&m->periods[p], i);
            known = known || has_ties_known(m, &m->periods[p], i);
        }
        if (there && !known) {
            add_actor(&found, i);
        }
    }
    return found;
}

/* Whether one of the values of an actor, or of his pairs, is known in one of the periods. */
static bool
has_values(const ent_saom *m, const ent_saom_covariate *c, size_t i)
{
    for (size_t p = 0; p < c->count; p++) {
        size_t from = c->dyadic ? i * m->n : i, to = c->dyadic ? from + m->n : from + 1;

        for (size_t at = from; at < to; at++) {
            if (!isnan(c->value[p][at]) && !(c->dyadic && at - from == i)) {
                return true;
            }
        }
    }
    return false;
}

static void
say(ent_ctx *ctx, const ent_saom *m, gap found, const char *what, const char *then)
{
    char first[32];

    if (m->actors != NULL) {
        (void)snprintf(first, sizeof first, "%s", m->actors[found.first]);
    } else {
        (void)snprintf(first, sizeof first, "%zu", found.first);
    }
    ent_say(ctx, ENT_WARNING, "%s: of %zu of %zu actors (%s%s) %s is known in any period: %s",
            m->name, found.count, m->n, found.count > 1 ? "the first: " : "", first, what, then);
}

void
ent_saom_say_gaps(ent_ctx *ctx, const ent_saom *model)
{
    gap  found = find_without_ties(model);
    char what[96];

    if (found.count > 0) {
        say(ctx, model, found, "no tie", "they count in nothing");
    }
    for (size_t k = 0; k < model->covariate_count; k++) {
        const ent_saom_covariate *c = &model->covariates[k];

        found.count = 0;
        for (size_t i = 0; i < model->n; i++) {
            if (!has_values(model, c, i)) {
                add_actor(&found, i);
            }
        }
        if (found.count > 0) {
            (void)snprintf(what, sizeof what, "no value of '%.60s'", c->name);
            say(ctx, model, found, what,
                c->centred ? "it is taken as the mean, and counts in none of its statistics"
                           : "it is taken as 0, and counts in none of its statistics");
        }
    }
}
