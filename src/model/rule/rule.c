/*
 * rule.c - the rule: rates and effects estimated from the record, for one or more spans of it
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/date.h"
#include "model/rule/count.h"
#include "model/rule/effects.h"
#include "model/rule/priors.h"
#include "model/rule/world.h"

/* What a span does not tell is that of the whole. */
static void
borrow(const ent_rule *whole, ent_rule *rule)
{
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        bool told = rule->priors[i].basis == ENT_BASIS_ESTIMATED;

        if (!told &&
            (whole->priors[i].basis == ENT_BASIS_ESTIMATED || whole->priors[i].trials > 0)) {
            rule->priors[i] = whole->priors[i];
        }
    }
}

static ent_status
fill(ent_ctx *ctx, const ent_rule_counts *counts, const ent_rule_rows *rows,
     const ent_rule_span *span, const ent_rule *whole, ent_rule *out)
{
    int        last = ent_date_year(span->before) - 1;
    ent_status status = ENT_OK;

    *out = (ent_rule){.shift_count = 0};
    ent_rule_fill(counts, out->priors);
    if (whole != NULL) {
        borrow(whole, out);
    } else {
        status = ent_rule_shipped(ctx, last, out);
    }
    return status == ENT_OK ? ent_rule_effects(ctx, rows, span->first, last, whole, out) : status;
}

ent_status
ent_rule_estimate_spans(ent_ctx *ctx, const ent_record *record, const ent_rule_span *spans,
                        size_t count, ent_rule *out)
{
    ent_rule_counts counts[ENT_RULE_MOST_SPANS];
    ent_rule        rules[ENT_RULE_MOST_SPANS];
    ent_rule_walk  *walk;
    ent_status      status = ent_rule_count(ctx, record, spans, count, counts, &walk);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = fill(ctx, &counts[i], ent_rule_walk_rows(walk), &spans[i],
                      i > 0 ? &rules[0] : NULL, &rules[i]);
    }
    if (status == ENT_OK) {
        memcpy(out, rules, count * sizeof *out);
    }
    ent_rule_walk_destroy(walk);
    return status;
}

ent_status
ent_rule_estimate(ent_ctx *ctx, const ent_record *record, ent_day before, ent_rule *out)
{
    ent_rule_span all = {ENT_RULE_FIRST_YEAR, before};

    return ent_rule_estimate_spans(ctx, record, &all, 1, out);
}
