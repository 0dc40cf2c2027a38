/*
 * fit_arms_race.c - entente fit of a model of arms races
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/cli.h"
#include "entente/arms_race.h"

static ent_status
fit_model(cli *c, const ent_race_model *model)
{
    ent_table *table;
    ent_status status = cli_open_record_of(c, ent_race_model_detail(model), NULL, 0);

    if (status == ENT_OK) {
        status = ent_race_fit(c->ctx, model, c->record, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

ent_status
cli_fit_arms_race(cli *c, const char *path, bool dry)
{
    ent_race_model *model;
    ent_status      status = ent_race_model_load(c->ctx, path, &model);

    if (status != ENT_OK) {
        return status;
    }
    if (dry) {
        cli_tell(c, "%s: a model of arms races", ent_race_model_name(model));
    } else {
        status = fit_model(c, model);
    }
    ent_race_model_destroy(model);
    return status;
}
