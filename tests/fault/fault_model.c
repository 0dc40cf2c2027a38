/*
 * fault_model.c - allocation failures in estimating the rule and in making worlds
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include "base/date.h"
#include "fault_record.h"
#include "model/panel.h"
#include "model/world.h"

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
    ent_panel_destroy(panel);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"estimate", open_record, estimate, fault_record_close, false},
        {"worlds", open_record, make_worlds, fault_record_close, false},
        {"panel", open_record, make_panel, fault_record_close, false},
    };

    return fault_main("model", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
