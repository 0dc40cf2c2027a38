/*
 * fault_model.c - allocation failures in estimating the rule and in making worlds
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include "base/date.h"
#include "entente/graded.h"
#include "fault_record.h"
#include "model/graded/logit_network.h"
#include "model/graded/regression.h"
#include "model/panel/panel.h"
#include "model/rule/world.h"

static void *
open_record(ent_ctx *ctx)
{
    return fault_record_open(ctx, true);
}

static ent_status
estimate(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_rule            rule = {.priors[0].trials = 12345};
    ent_status          status = ent_rule_estimate(ctx, r->record, ent_date_day(1953, 1, 1), &rule);

    if (status == ENT_OK ? rule.priors[ENT_PARAMETER_UP].trials == 0
                         : rule.priors[0].trials != 12345) {
        return ENT_E_BUG; /* nothing counted, or an output written on failure */
    }
    return status;
}

static ent_status
estimate_spans(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    const ent_rule_span spans[2] = {{1946, ent_date_day(1953, 1, 1)},
                                    {1946, ent_date_day(1950, 1, 1)}};
    ent_rule            rules[2];

    return ent_rule_estimate_spans(ctx, r->record, spans, 2, rules);
}

static ent_status
make_worlds(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    const ent_state     pairs[1][2] = {
            {ent_codes_find(r->codes, "RUS"), ent_codes_find(r->codes, "CHN")}};
    ent_system *system = NULL;
    ent_world   world = {0}, other = {0};
    ent_status  status = ent_system_at(ctx, r->record, ent_span_of_year(1969), NULL, &system);

    if (status == ENT_OK) {
        status = ent_world_create(ctx, r->record, system, pairs, 1, &world);
    }
    if (status == ENT_OK) {
        status = ent_world_like(ctx, &world, &other);
    }
    if (status == ENT_OK) {
        ent_world_copy(&world, &other);
    }
    ent_world_clear(&other);
    ent_world_clear(&world);
    ent_system_destroy(system);
    return status;
}

static ent_status
make_panel(ent_ctx *ctx, void *state)
{
    static const char *const NAMES[] = {"rivalry",          "shared_adversaries", "power",
                                        "pressure_product", "ideal_distance",     "bilateral"};
    const fault_record      *r = state;
    ent_panel_options        options = {.from = 1969, .to = 1969, .names = NAMES, .name_count = 6};
    ent_panel               *panel = NULL;
    ent_status               status = ent_panel_create(ctx, r->record, &options, &panel);

    if (status != ENT_OK && panel != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    if (status == ENT_OK) {
        status = ent_panel_vote(ctx, panel, 1969);
    }
    ent_panel_destroy(panel);
    return status;
}

/* A system a year: few years, so that every allocation can fail in its turn. */
static const char YEARS[] = "format: 1\nname: m\noutcome: {name: bilateral, model: onset}\n"
                            "record: {from: 1910, to: 1910}\n"
                            "effects: [{name: X, of: rivalry},\n"
                            "          {name: X, of: shared_adversaries}]\n";

static ent_status
read_models(ent_ctx *ctx, void *state)
{
    ent_graded *model = NULL;
    ent_table  *table = NULL;
    char       *schema = NULL;
    ent_status  status = ent_graded_parse(ctx, "m.yaml", YEARS, sizeof YEARS - 1, &model);

    (void)state;
    if (status != ENT_OK && model != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_graded_destroy(model);
    model = NULL;
    if (status == ENT_OK) {
        status = ent_graded_load(ctx, "peace-1900-2014", &model);
        ent_graded_destroy(model);
    }
    if (status == ENT_OK) {
        status = ent_graded_schema(ctx, &schema);
    }
    if (status == ENT_OK) {
        ent_graded_schema_free(schema);
        status = ent_covariate_list(ctx, &table);
        ent_table_destroy(table);
    }
    return status;
}

static ent_status
fit_model(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_graded         *model = NULL;
    ent_table          *fit = NULL, *rows = NULL;
    ent_status          status = ent_graded_parse(ctx, "m.yaml", YEARS, sizeof YEARS - 1, &model);

    if (status == ENT_OK) {
        status = ent_graded_fit(ctx, model, r->record, NULL, &fit);
    }
    if (status == ENT_OK) {
        status = ent_graded_rows(ctx, model, r->record, NULL, &rows);
    }
    ent_table_destroy(rows);
    ent_table_destroy(fit);
    ent_graded_destroy(model);
    return status;
}

static ent_status
regress(ent_ctx *ctx, void *state)
{
    static const double   X[] = {1, 0.5, 1, -0.25, 1, 2, 1, -1.5, 1, 0.75, 1, 0.1};
    static const double   AMOUNT[] = {1, 2, 4, 3, 5, 1};
    static const uint8_t  LEVEL[] = {0, 1, 1, 0, 1, 1};
    static const uint32_t PAIR[] = {0, 0, 1, 1, 2, 2}, A[] = {0, 0, 0, 0, 1, 1};
    static const uint32_t B[] = {1, 1, 2, 2, 2, 2}, YEAR[] = {0, 1, 0, 1, 0, 1};
    const ent_sample      sample = {.rows = 6,
                                    .columns = 2,
                                    .x = X,
                                    .level = LEVEL,
                                    .amount = AMOUNT,
                                    .pair = PAIR,
                                    .a = A,
                                    .b = B,
                                    .year = YEAR,
                                    .pairs = 3,
                                    .states = 3,
                                    .years = 2};
    ent_regression        fit = {.rows = 777};
    ent_status            status = ent_logit_fit(ctx, &sample, 2, ENT_CLUSTER_PAIR, &fit);

    (void)state;
    if (status == ENT_OK) {
        ent_regression_clear(&fit);
        fit.rows = 777;
        status = ent_logit_ordered(ctx, &sample, 2, ENT_CLUSTER_MEMBERS, &fit);
    }
    if (status == ENT_OK) {
        ent_regression_clear(&fit);
        fit.rows = 777;
        status = ent_linear_fit(ctx, &sample, ENT_CLUSTER_PAIR, &fit);
    }
    if (status != ENT_OK) {
        return fit.rows == 777 ? status : ENT_E_BUG;
    }
    ent_regression_clear(&fit);
    return status;
}

static ent_status
draw_years(ent_ctx *ctx, void *state)
{
    static const float    TIE[] = {0, 1, 1, 1, 0, 0, 1, 0, 0};
    static const double   X[] = {1, 1, 1, 1};
    static const uint8_t  LEVEL[] = {0, 1, 0, 1};
    static const uint32_t PAIR[] = {0, 1, 0, 1}, A[] = {0, 0, 0, 0}, B[] = {1, 2, 1, 2};
    static const uint32_t YEAR[] = {0, 0, 1, 1};
    const ent_sample      sample = {.rows = 4,
                                    .columns = 1,
                                    .x = X,
                                    .level = LEVEL,
                                    .pair = PAIR,
                                    .a = A,
                                    .b = B,
                                    .year = YEAR,
                                    .pairs = 2,
                                    .states = 3,
                                    .years = 2};
    float                 gwesp[9], degree[9];
    ent_bootstrap         bootstrap = {.samples = 777};
    ent_status            status = ent_network_change(ctx, 3, TIE, gwesp, degree);

    (void)state;
    if (status == ENT_OK) {
        status = ent_logit_bootstrap(ctx, &sample, 3, 1, &bootstrap);
    }
    if (status != ENT_OK && bootstrap.samples != 777) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_bootstrap_clear(&bootstrap);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"estimate", open_record, estimate, fault_record_close, false},
        {"estimate spans", open_record, estimate_spans, fault_record_close, false},
        {"worlds", open_record, make_worlds, fault_record_close, false},
        {"panel", open_record, make_panel, fault_record_close, false},
        {"models of outcomes", NULL, read_models, NULL, false},
        {"fit of an outcome", open_record, fit_model, fault_record_close, false},
        {"regressions", NULL, regress, NULL, false},
        {"years drawn", NULL, draw_years, NULL, false},
    };

    return fault_main("model", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
