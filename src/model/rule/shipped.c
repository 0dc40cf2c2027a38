/*
 * shipped.c - effects of the rule that came from published sets: data/rules/effects.csv
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/csv.h"
#include "base/data.h"
#include "base/date.h"
#include "base/text.h"
#include "model/rule/effects.h"

static const char EFFECTS[] = "rules/effects.csv";

enum { PARAMETER, LAST, BASIS, MEAN, SD, EVENTS, TRIALS, DYADS, LAG, APART, COLUMNS };
static const char *const NAMES[COLUMNS] = {"parameter", "last",   "basis",        "mean",  "sd",
                                           "events",    "trials", "dyad_effects", "lag_5", "apart"};

static bool
number_of(const ent_csv *csv, size_t column, double least, double *out)
{
    ent_field field = ent_csv_field(csv, column);

    return ent_number_read(field.bytes, field.length, out) && *out >= least && *out <= 1e9;
}

static ent_prior *
prior_named(ent_rule *rule, ent_field name)
{
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        if (ent_field_is(name, rule->priors[i].name)) {
            return &rule->priors[i];
        }
    }
    return NULL;
}

/* The words of a check; false: none of them. */
static bool
holding_of(ent_field word, ent_holding *out)
{
    for (ent_holding h = ENT_HOLDING_NONE; h <= ENT_HOLDING_UNTOLD; h++) {
        if (ent_field_is(word, ent_holding_name(h))) {
            *out = h;
            return true;
        }
    }
    return false;
}

static ent_status
read_checks(ent_ctx *ctx, const ent_csv *csv, const size_t column[COLUMNS], ent_prior *prior)
{
    for (size_t c = 0; c < ENT_RULE_CHECKS; c++) {
        if (!holding_of(ent_csv_field(csv, column[DYADS + c]), &prior->checks[c])) {
            return ent_csv_fail(ctx, csv, column[DYADS + c],
                                "what a check said: holds, weaker, reversed or not identified");
        }
    }
    return ENT_OK;
}

/* The table at work. */
typedef struct reading {
    int       last;
    ent_rule *rule;
    size_t    column[COLUMNS];
} reading;

static ent_status
read_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    const reading *r = user;
    const size_t  *column = r->column;
    ent_prior     *prior = prior_named(r->rule, ent_csv_field(csv, column[PARAMETER]));
    ent_field      basis = ent_csv_field(csv, column[BASIS]);
    double         until, mean, sd, events, trials;

    if (prior == NULL) {
        return ent_csv_fail(ctx, csv, column[PARAMETER], "a parameter of the rule");
    }
    if (!number_of(csv, column[LAST], 1816, &until)) {
        return ent_csv_fail(ctx, csv, column[LAST], "a year");
    }
    if (!number_of(csv, column[MEAN], -100, &mean)) {
        return ent_csv_fail(ctx, csv, column[MEAN], "log-odds");
    }
    if (!number_of(csv, column[SD], 0, &sd)) {
        return ent_csv_fail(ctx, csv, column[SD], "a standard deviation");
    }
    if (!number_of(csv, column[EVENTS], 0, &events) ||
        !number_of(csv, column[TRIALS], events, &trials)) {
        return ent_csv_fail(ctx, csv, column[TRIALS], "a number, not below that of the events");
    }
    if (!ent_field_is(basis, "estimated") && !ent_field_is(basis, "assumed")) {
        return ent_csv_fail(ctx, csv, column[BASIS], "estimated or assumed");
    }
    if (r->last >= (int)until && prior->basis == ENT_BASIS_ASSUMED) {
        *prior = (ent_prior){.name = prior->name,
                             .mean = mean,
                             .sd = sd,
                             .basis = ent_field_is(basis, "estimated") ? ENT_BASIS_ESTIMATED
                                                                       : ENT_BASIS_ASSUMED,
                             .events = (uint64_t)events,
                             .trials = (uint64_t)trials,
                             .reference_class = "years of dyads of a permanent member with any "
                                                "state in published sets, and moves in them: "
                                                "data/rules/effects.csv"};
        return read_checks(ctx, csv, column, prior);
    }
    return ENT_OK;
}

ent_status
ent_rule_shipped(ent_ctx *ctx, int last, ent_rule *rule)
{
    reading    r = {.last = last, .rule = rule};
    ent_status status = ent_data_table(ctx, EFFECTS, NAMES, COLUMNS, r.column, read_row, &r);

    return status == ENT_E_NOTFOUND ? ENT_OK : status;
}
