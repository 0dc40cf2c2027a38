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

enum { PARAMETER, LAST, MEAN, SD, EVENTS, TRIALS, COLUMNS };

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

static ent_status
read_row(ent_ctx *ctx, const ent_csv *csv, const size_t column[COLUMNS], int last, ent_rule *rule)
{
    ent_prior *prior = prior_named(rule, ent_csv_field(csv, column[PARAMETER]));
    double     until, mean, sd, events, trials;

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
    if (last >= (int)until && prior->basis == ENT_BASIS_ASSUMED) {
        *prior = (ent_prior){.name = prior->name,
                             .mean = mean,
                             .sd = sd,
                             .basis = ENT_BASIS_ESTIMATED,
                             .events = (uint64_t)events,
                             .trials = (uint64_t)trials,
                             .reference_class = ENT_RULE_CLASS_SHIPPED};
    }
    return ENT_OK;
}

static ent_status
read_rows(ent_ctx *ctx, const ent_bytes *bytes, int last, ent_rule *rule)
{
    static const char *const NAMES[COLUMNS] = {"parameter", "last",   "mean",
                                               "sd",        "events", "trials"};
    ent_csv                  csv;
    size_t                   column[COLUMNS];
    bool                     more = true;
    ent_status               status;

    ent_csv_init(&csv, EFFECTS, bytes->bytes, bytes->length, ',', true);
    status = ent_csv_read_header(ctx, &csv);
    if (status == ENT_OK) {
        status = ent_csv_find_columns(ctx, &csv, NAMES, COLUMNS, column);
    }
    while (status == ENT_OK && more) {
        status = ent_csv_next(ctx, &csv, &more);
        if (status == ENT_OK && more) {
            status = read_row(ctx, &csv, column, last, rule);
        }
    }
    ent_csv_clear(&csv);
    return status;
}

ent_status
ent_rule_shipped(ent_ctx *ctx, int last, ent_rule *rule)
{
    ent_bytes  bytes;
    ent_status status = ent_data_read(ctx, EFFECTS, &bytes);

    if (status == ENT_OK) {
        status = read_rows(ctx, &bytes, last, rule);
        ent_bytes_clear(&bytes);
    }
    return status == ENT_E_NOTFOUND ? ENT_OK : status;
}
