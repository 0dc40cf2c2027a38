/*
 * ease.c - what the end of a rivalry leaves of the pressure of two states on each other
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/rule/effects.h"

enum { LEAST_ENDINGS = 5, AFTER = 4 };

/* Pressure the year before a rivalry was over, and four years after. */
typedef struct ending {
    double before, after;
} ending;

static const ent_rule_row *
row_of(const ent_rule_rows *rows, size_t from, const ent_rule_row *of, int year)
{
    for (size_t i = from; i < rows->count && rows->rows[i].year <= year; i++) {
        const ent_rule_row *row = &rows->rows[i];

        if (row->year == year && row->a == of->a && row->b == of->b) {
            return row;
        }
    }
    return NULL;
}

/* Rows go by year, so that what follows on one stands behind it. */
static size_t
find_endings(const ent_rule_rows *rows, int first, int last, ending *out)
{
    size_t count = 0;

    for (size_t i = 0; i < rows->count; i++) {
        const ent_rule_row *here = &rows->rows[i], *next, *later;

        if (!here->rivals || here->year < first) {
            continue;
        }
        next = row_of(rows, i, here, here->year + 1);
        later = next != NULL && !next->rivals ? row_of(rows, i, here, next->year + AFTER) : NULL;
        if (later != NULL && later->year <= last) {
            out[count++] = (ending){here->tension, later->tension};
        }
    }
    return count;
}

/* The share that is gone over all endings but one; all: `without` is their number. */
static double
share(const ending *endings, size_t count, size_t without)
{
    double before = 0, after = 0;

    for (size_t i = 0; i < count; i++) {
        before += i == without ? 0 : endings[i].before;
        after += i == without ? 0 : endings[i].after;
    }
    return 1 - after / before;
}

static double
jackknife(const ending *endings, size_t count, double all)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        double off = share(endings, count, i) - all;

        sum += off * off;
    }
    return sqrt(sum * (double)(count - 1) / (double)count);
}

ent_status
ent_rule_ease(ent_ctx *ctx, const ent_rule_rows *rows, int first, int last, ent_prior *prior)
{
    ending *endings = ent_alloc(rows->count + 1, sizeof *endings);
    size_t  count;
    double  all;

    if (endings == NULL) {
        return ent_fail_nomem(ctx);
    }
    count = find_endings(rows, first, last, endings);
    if (count >= LEAST_ENDINGS) {
        all = share(endings, count, count);
        *prior = (ent_prior){.name = prior->name,
                             .mean = all,
                             .sd = jackknife(endings, count, all),
                             .basis = ENT_BASIS_ESTIMATED,
                             .events = count,
                             .trials = count,
                             .reference_class = "rivalries of a permanent member that ended since "
                                                "1946, their pressure the year before and four "
                                                "years after"};
    }
    ent_free(endings);
    return ENT_OK;
}
