/*
 * kept.c - what the backtests that a store keeps say of the runs of scenarios
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/csv.h"
#include "scenario/backtest/backtest.h"
#include "scenario/scenario.h"

enum { OUTCOME, MODEL, EVENTS, GAIN_LO, SCENARIO, ORIGIN, LO, HI, COLUMNS };
static const char *const NAMES[COLUMNS] = {"outcome",  "model",  "events", "gain_lo",
                                           "scenario", "origin", "lo",     "hi"};

typedef struct beating {
    unsigned base_rate, no_change; /* kinds of outcomes on which each is beaten */
    bool     found;                /* a backtest of scenarios */
    unsigned asked, failed; /* moves of levels that the rule forecast; not better at some horizon */
    bool     of_rule;       /* a backtest in which the rule took part */
} beating;

static unsigned
bit_of(ent_field outcome)
{
    for (int k = 0; k < ENT_OUTCOME_KINDS; k++) {
        if (ent_field_is(outcome, ent_outcome_kind_name((ent_outcome_kind)k))) {
            return 1U << k;
        }
    }
    return 0;
}

/* The rows of one backtest at work. */
typedef struct reading {
    size_t  at[COLUMNS];
    beating read;
} reading;

static void
take_scenario(const ent_csv *rows, const size_t *at, beating *out)
{
    ent_field events = ent_csv_field(rows, at[EVENTS]), gain = ent_csv_field(rows, at[GAIN_LO]);
    ent_field model = ent_csv_field(rows, at[MODEL]);
    unsigned  bit = bit_of(ent_csv_field(rows, at[OUTCOME]));
    double    count, least;

    if (!ent_field_is(ent_csv_field(rows, at[SCENARIO]), "all")) {
        return;
    }
    out->found = true;
    if (!ent_number_read(events.bytes, events.length, &count) ||
        !ent_number_read(gain.bytes, gain.length, &least) || count < ENT_FORECAST_LEAST_EVENTS ||
        !(least > 0)) {
        return;
    }
    out->base_rate |= ent_field_is(model, "base rate") ? bit : 0;
    out->no_change |= ent_field_is(model, "no change") ? bit : 0;
}

/*
 * The rule on moves of levels of all dyads: better than the base rate at every horizon, and the
 * base rate than no change.  Rises are what levels are reached by, falls what they are lost by.
 */
static void
take_moves(const ent_csv *rows, const size_t *at, beating *out)
{
    ent_field model = ent_csv_field(rows, at[MODEL]), move = ent_csv_field(rows, at[OUTCOME]);
    bool      rule = ent_field_is(model, "rule"), still = ent_field_is(model, "no change");
    ent_field bound = ent_csv_field(rows, at[rule ? LO : HI]);
    unsigned  bit = ent_field_is(move, "up")     ? 1U << ENT_OUTCOME_LEVEL_AT_LEAST
                    : ent_field_is(move, "down") ? 1U << ENT_OUTCOME_LEVEL_BELOW
                                                 : 0;
    double    value, count;
    ent_field events = ent_csv_field(rows, at[EVENTS]);

    if (ent_csv_field(rows, at[ORIGIN]).length > 0 || !(rule || still)) {
        return;
    }
    out->of_rule |= rule;
    out->asked |= rule ? bit : 0;
    if (!ent_number_read(bound.bytes, bound.length, &value) ||
        !ent_number_read(events.bytes, events.length, &count) ||
        count < ENT_FORECAST_LEAST_EVENTS || !(rule ? value > 0 : value < 0)) {
        out->failed |= bit;
    }
}

static ent_status
take_row(ent_ctx *ctx, void *user, const ent_csv *rows)
{
    reading *r = user;

    (void)ctx;
    take_scenario(rows, r->at, &r->read);
    take_moves(rows, r->at, &r->read);
    return ENT_OK;
}

/* The newest backtest of scenarios decides, and the newest of the rule, not the kindest. */
static ent_status
take(ent_ctx *ctx, void *user, const ent_fit_row *row)
{
    beating    *out = user;
    reading     r = {.read = {0}};
    const char *csv = row->result != NULL ? row->result : "";
    ent_csv     rows;
    ent_status  status;

    if (out->found && out->of_rule) {
        return ENT_OK;
    }
    ent_csv_init(&rows, row->model, csv, strlen(csv), ',', false);
    status = ent_csv_read_columns(ctx, &rows, NAMES, COLUMNS, r.at);
    if (status == ENT_OK) {
        status = ent_csv_each(ctx, &rows, take_row, &r);
    }
    ent_csv_clear(&rows);
    if (status == ENT_OK && r.read.found && !out->found) {
        out->base_rate = r.read.base_rate;
        out->no_change = r.read.no_change;
        out->found = true;
    }
    if (status == ENT_OK && r.read.of_rule && !out->of_rule) {
        out->asked = r.read.asked;
        out->failed = r.read.failed;
        out->of_rule = true;
    }
    return status == ENT_E_INPUT ? ENT_OK : status; /* what cannot be read says nothing */
}

ent_status
ent_backtest_beaten(ent_ctx *ctx, ent_store *store, unsigned *out)
{
    beating    b = {0};
    ent_ctx   *quiet;
    ent_status status = ent_ctx_child(ctx, &quiet);

    if (status != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    status = ent_store_fits(quiet, store, ENT_BACKTEST_KEPT, take, &b);
    if (status == ENT_OK) {
        *out = (b.base_rate & b.no_change) | (b.asked & ~b.failed);
    } else {
        ent_ctx_absorb(ctx, quiet, true);
    }
    ent_ctx_destroy(quiet);
    return status;
}
