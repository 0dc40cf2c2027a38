/*
 * fault_scenario.c - allocation failures in reading scenarios and running them
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <string.h>

#include "entente/backtest.h"
#include "entente/scenario.h"
#include "fault_record.h"
#include "scenario/backtest/backtest.h"
#include "scenario/indices.h"

static const char ROOT[] =
    "format: 1\nname: root\ntitle: T\nabout: A\nbase: 1950-12-31\nhorizon: 2\nruns: 18\n"
    "interventions:\n  - {date: 1951, kind: rivalry, a: USA, b: RUS}\n"
    "  - {date: 1951-05, kind: institution, institution: NATO, change: joins, a: RUS, with: "
    "[CHN]}\n"
    "  - {date: 1952, kind: institution, institution: NATO, change: rule, commitment: none}\n"
    "outcomes:\n  - {name: level, kind: level_at_least, a: RUS, b: CHN, level: 3}\n"
    "  - {name: pact, kind: defence_begins, a: RUS, b: CHN}\n"
    "  - {name: unknown, kind: level_below, a: USA, b: CHN, level: 1}\n"
    "  - {name: warm, kind: peace_rises, a: RUS, b: CHN}\n"
    "  - {name: tense, kind: frustration_at_least, a: USA, b: RUS, with: [CHN]}\n";

static const char BARGAIN[] =
    "format: 1\nname: bargain\nbase: 1950-12-31\nhorizon: 1\nruns: 8\n"
    "interventions:\n  - {date: 1951, kind: capability, a: RUS, factor: 2}\n"
    "outcomes:\n  - {name: war, kind: settles, a: RUS, b: USA, bargain: {file: war-in-ukraine, "
    "above: 50}}\n"
    "  - {name: bloc, kind: same_bloc, a: CHN, b: RUS, with: [USA]}\n";

/* One followed pair: what is asked of it takes thousands of runs. */
static const char SHORT[] =
    "format: 1\nname: short\nbase: 1950-12-31\nhorizon: 1\nruns: 8\n"
    "interventions:\n  - {date: 1951, kind: capability, a: RUS, factor: 2}\n"
    "outcomes:\n  - {name: pact, kind: defence_begins, a: RUS, b: CHN}\n";

static const char CHILD[] =
    "format: 1\nname: child\nextends: base\ninterventions:\n"
    "  - {date: 2027, kind: sanction, a: USA, b: CHN, count: 1.5}\n"
    "  - {date: 2027, kind: capability, a: USA, factor: 1.5}\n"
    "  - {date: 2028, kind: dispute, a: JPN, b: CHN, years: 2}\n"
    "  - {date: 2029, kind: sanction, a: USA, b: CHN, with: [JPN, GBR]}\n"
    "  - {date: 2030, kind: institution, institution: NATO, change: joins,"
    " a: UKR}\n"
    "  - {date: 2031, kind: institution, institution: NATO, change: rule,"
    " quotas: [\"2/3\"]}\n"
    "outcomes:\n"
    "  - {name: o, kind: passes, institution: NATO, motion:"
    " sanctions-on-china, a: USA, b: CHN}\n"
    "  - {name: f, kind: frustration_at_least, a: USA, b: RUS, with: [CHN]}\n";

static void *
open_record(ent_ctx *ctx)
{
    return fault_record_open(ctx, true);
}

/* A file that inherits from one of the pack. */
static ent_status
parse(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_scenario       *scenario = NULL;
    ent_status          status =
        ent_scenario_parse(ctx, r->codes, "child.yaml", CHILD, sizeof CHILD - 1, &scenario);

    if (status != ENT_OK && scenario != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_scenario_destroy(scenario);
    return status;
}

/* The failure whose text must be gathered before it can be told. */
static ent_status
fail(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_scenario       *scenario = NULL;
    ent_status          status = ent_scenario_load(ctx, r->codes, "nothing.yaml", &scenario);

    return status == ENT_E_FILE ? ENT_OK : status;
}

static ent_status
schema(ent_ctx *ctx, void *state)
{
    char      *text = NULL;
    ent_status status = ent_scenario_schema(ctx, &text);

    (void)state;
    ent_scenario_schema_free(text);
    return status;
}

/* Every table of an ensemble; none where one fails. */
static ent_status
tables(ent_ctx *ctx, const ent_ensemble *ensemble)
{
    ent_status (*const MAKE[])(ent_ctx *, const ent_ensemble *, size_t, ent_table **) = {
        ent_ensemble_table, ent_ensemble_table_reading, ent_ensemble_table_sources,
        ent_ensemble_table_whole};
    ent_table *table = NULL, *summary = NULL;
    ent_status status = ENT_OK;

    for (size_t i = 0; i < sizeof MAKE / sizeof MAKE[0] && status == ENT_OK; i++) {
        ent_table_destroy(table);
        table = NULL;
        status = MAKE[i](ctx, ensemble, 1, &table);
    }
    if (status != ENT_OK) {
        return table == NULL ? status : ENT_E_BUG; /* an output written on failure */
    }
    status = ent_result_summary(ctx, table, &summary);
    if (status != ENT_OK && summary != NULL) {
        status = ENT_E_BUG;
    }
    ent_table_destroy(summary);
    ent_table_destroy(table);
    return status;
}

static ent_status
run(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_scenario       *scenario = NULL;
    ent_ensemble        ensemble = {0};
    ent_table          *table = NULL, *scores = NULL;
    ent_status          status =
        ent_scenario_parse(ctx, r->codes, "root.yaml", ROOT, sizeof ROOT - 1, &scenario);

    if (status == ENT_OK) {
        status = ent_scenario_run(ctx, r->record, &scenario, 1, NULL, &ensemble);
    }
    if (status == ENT_OK) {
        status = tables(ctx, &ensemble);
    }
    if (status == ENT_OK) {
        status = ent_ensemble_score(ctx, r->record, &scenario, &ensemble, 1, &scores);
    }
    if (status == ENT_OK) {
        status = ent_score_skill(ctx, scores, &ensemble, 1, &table);
        if (status != ENT_OK && table == NULL) {
            ent_table_destroy(scores);
            scores = NULL;
        }
    }
    if (status != ENT_OK && (scores != NULL || table != NULL)) {
        status = ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(scores);
    ent_table_destroy(table);
    ent_ensemble_clear(&ensemble);
    ent_scenario_destroy(scenario);
    return status;
}

/* A question to a scenario that is answered by a table. */
typedef ent_status (*question)(ent_ctx *ctx, const ent_record *record,
                               ent_scenario *const *scenarios, size_t count,
                               const ent_run_options *options, ent_table **out);

static ent_status
ask(ent_ctx *ctx, const fault_record *r, const char *text, question put)
{
    ent_run_options options = {.runs = 4};
    ent_scenario   *scenario = NULL;
    ent_table      *table = NULL;
    ent_status status = ent_scenario_parse(ctx, r->codes, "s.yaml", text, strlen(text), &scenario);

    if (status == ENT_OK) {
        status = put(ctx, r->record, &scenario, 1, &options, &table);
    }
    if (status != ENT_OK && table != NULL) {
        status = ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(table);
    ent_scenario_destroy(scenario);
    return status;
}

static ent_status
why(ent_ctx *ctx, void *state)
{
    return ask(ctx, state, SHORT, ent_scenario_why);
}

static ent_status
bargains(ent_ctx *ctx, void *state)
{
    return ask(ctx, state, BARGAIN, ent_scenario_bargains);
}

static ent_status
ask_sensitivity(ent_ctx *ctx, const ent_record *record, ent_scenario *const *scenarios,
                size_t count, const ent_run_options *options, ent_table **out)
{
    return ent_scenario_sensitivity(ctx, record, scenarios, count, "pact", options, out);
}

static ent_status
sensitivity(ent_ctx *ctx, void *state)
{
    return ask(ctx, state, SHORT, ask_sensitivity);
}

/* It finds something to warn of. */
static ent_status
check(ent_ctx *ctx, void *state)
{
    static const char TEXT[] =
        "format: 1\nname: s\nbase: 1950-12-31\nhorizon: 2\n"
        "interventions:\n  - {date: 1951, kind: sanction, a: USA, b: RUS, change: ends}\n"
        "outcomes:\n  - {name: pact, kind: defence_begins, a: RUS, b: CHN}\n";
    const fault_record *r = state;
    ent_scenario       *scenario = NULL;
    ent_status          status =
        ent_scenario_parse(ctx, r->codes, "s.yaml", TEXT, sizeof TEXT - 1, &scenario);

    if (status == ENT_OK) {
        status = ent_scenario_check(ctx, r->record, scenario);
    }
    ent_scenario_destroy(scenario);
    return status;
}

static ent_status
twice(ent_ctx *ctx, const void *data, const double *points, size_t count, double *out)
{
    (void)ctx;
    (void)data;
    for (size_t i = 0; i < count; i++) {
        out[i] = 2 * points[2 * i] + points[2 * i + 1];
    }
    return ENT_OK;
}

static ent_status
indices(ent_ctx *ctx, void *state)
{
    ent_screening screened[2];
    ent_index     found[2];
    ent_status    status = ent_indices_screen(ctx, twice, NULL, 2, 2, 1, screened);

    (void)state;
    return status == ENT_OK ? ent_indices_sobol(ctx, twice, NULL, 2, 8, 1, found) : status;
}

static ent_status
read_result(ent_ctx *ctx, void *state)
{
    static const char CSV[] =
        "scenario,outcome,year,probability,lo,hi,base,difference,difference_lo,difference_hi,"
        "base_rate,mc_se,assumed_share,runs\ns,\"o\"\"1\",2025,0.5,0,1,,,,,,0.01,,100\n";
    ent_table *table = NULL;
    ent_status status = ent_ensemble_table_read(ctx, "result", CSV, ENT_RUN_READING, &table);

    (void)state;
    if (status != ENT_OK && table != NULL) {
        status = ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(table);
    return status;
}

static ent_status
backtest(ent_ctx *ctx, void *state)
{
    static const char    MODEL[] = "format: 1\nname: m\n"
                                   "outcome: {name: bilateral, model: onset}\n"
                                   "record: {from: 1906, to: 1917}\n"
                                   "forecast: {calibrate: 1}\n"
                                   "effects: [{name: X, of: rivalry}]\n";
    const fault_record  *r = state;
    ent_backtest_options options = {.first = 1916, .last = 1916, .seed = 1};
    ent_graded          *model = NULL;
    ent_table           *table = NULL;
    ent_status           status = ent_graded_parse(ctx, "m.yaml", MODEL, sizeof MODEL - 1, &model);

    if (status == ENT_OK) {
        status = ent_backtest_run(ctx, model, r->record, &options, &table);
    }
    if (status != ENT_OK && table != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(table);
    ent_graded_destroy(model);
    return status;
}

static ent_status
backtest_groups(ent_ctx *ctx, void *state)
{
    static const ent_backtest_row ROW = {.horizon = 1, .outcome = "onset"};
    ent_forecast                  items[] = {{.p = {0.2}, .y = 1, .a = 1, .b = 2},
                                             {.p = {0.7}, .y = 0, .a = 1, .b = 3}};
    const ent_forecasts           f = {.items = items, .count = 2};
    ent_table                    *table = NULL;
    ent_status                    status = ent_backtest_groups_create(ctx, &table);

    (void)state;
    if (status == ENT_OK) {
        status = ent_backtest_groups_add(ctx, table, &ROW, &f, ENT_RIVAL_MODEL, 1);
    }
    ent_table_destroy(table);
    return status;
}

static ent_status
backtest_scenario(ent_ctx *ctx, void *state)
{
    static const char TEXT[] =
        "format: 1\nname: s\nbase: 1950-12-31\nhorizon: 1\nruns: 4\noutcomes:\n"
        "  - {name: level, kind: level_at_least, a: RUS, b: CHN, level: 3}\n"
        "  - {name: dispute, kind: dispute, a: RUS, b: CHN}\n";
    const fault_record *r = state;
    ent_scenario       *scenario = NULL;
    ent_ensemble        ensemble = {0};
    ent_table          *table = NULL;
    ent_status          status =
        ent_scenario_parse(ctx, r->codes, "s.yaml", TEXT, sizeof TEXT - 1, &scenario);

    if (status == ENT_OK) {
        status = ent_scenario_run(ctx, r->record, &scenario, 1, NULL, &ensemble);
    }
    if (status == ENT_OK) {
        status = ent_backtest_scenarios(ctx, r->record, &scenario, &ensemble, 1, 1, &table);
    }
    if (status == ENT_OK || status == ENT_E_NOTFOUND) {
        ent_frozen_about  about = {.made = 0, .version = "v", .record = "r"};
        const char *const name = "s.yaml";
        ent_table        *written = NULL;

        ent_table_destroy(table);
        table = NULL;
        status = ent_frozen_table(ctx, &name, &scenario, &ensemble, 1, &about, &written);
        ent_table_destroy(written);
    }
    if (status != ENT_OK && table != NULL) {
        status = ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(table);
    ent_ensemble_clear(&ensemble);
    ent_scenario_destroy(scenario);
    return status == ENT_E_NOTFOUND ? ENT_OK : status; /* an empty record tells nothing */
}

/* A row of a scenario of the pack, whose digest is another. */
static ent_status
read_frozen(ent_ctx *ctx, void *state)
{
    static const char   CSV[] = "file,sha256,outcome,year,probability,base_rate,made\n"
                                "base,0,o,2025,0.5,,2024-12-31\n";
    const fault_record *r = state;
    ent_table          *table = NULL;
    ent_status          status =
        ent_frozen_score(ctx, r->codes, r->record, "f", CSV, sizeof CSV - 1, 1, &table);

    return status == ENT_E_INPUT ? ENT_OK : status;
}

static ent_status
score(ent_ctx *ctx, void *state)
{
    static const double  P[] = {0.25, 0.5};
    static const uint8_t Y[] = {0, 1};
    ent_forecast_score   out = {.n = 777};
    ent_status           status = ent_forecast_score_of(ctx, 2, P, Y, &out);

    (void)state;
    return status == ENT_OK || out.n == 777 ? status : ENT_E_BUG;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"parse", open_record, parse, fault_record_close, false},
        {"missing", open_record, fail, fault_record_close, false},
        {"schema", NULL, schema, NULL, false},
        {"read result", NULL, read_result, NULL, false},
        {"run", open_record, run, fault_record_close, false},
        {"check", open_record, check, fault_record_close, false},
        {"why", open_record, why, fault_record_close, false},
        {"bargains", open_record, bargains, fault_record_close, false},
        {"sensitivity", open_record, sensitivity, fault_record_close, false},
        {"indices", NULL, indices, NULL, false},
        {"backtest", open_record, backtest, fault_record_close, false},
        {"backtest groups", NULL, backtest_groups, NULL, false},
        {"scenario backtest", open_record, backtest_scenario, fault_record_close, false},
        {"frozen forecasts", open_record, read_frozen, fault_record_close, false},
        {"forecasts scored", NULL, score, NULL, false},
    };

    return fault_main("scenario", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
