/*
 * session.c - what a command opens: codes, store, record, scenarios
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/data.h"
#include "base/date.h"
#include "cli/cli.h"

/* A folder in the place of our own data is checked whole, whatever of it the command needs. */
ent_status
cli_open_codes(cli *c)
{
    ent_status status;

    if (c->codes != NULL) {
        return ENT_OK;
    }
    status = ent_data_check(c->ctx);
    if (status == ENT_OK) {
        status = ent_codes_load(c->ctx, &c->codes);
    }
    return status == ENT_OK && c->value[OPTION_DATA] != NULL
               ? ent_import_world_check(c->ctx, c->codes)
               : status;
}

/* Without --db, reading falls back to the built-in facts when there is no store here. */
ent_status
cli_open_store(cli *c, ent_store_mode mode)
{
    const char *path = c->value[OPTION_DB];
    ent_status  status = cli_open_codes(c);

    if (status != ENT_OK || c->store != NULL) {
        return status;
    }
    if (path == NULL) {
        path = mode != ENT_STORE_READ || access(CLI_DEFAULT_STORE, F_OK) == 0 ? CLI_DEFAULT_STORE
                                                                              : ":memory:";
    }
    return ent_store_open(c->ctx, path, mode, c->codes, &c->store);
}

ent_status
cli_open_record(cli *c)
{
    return cli_open_record_of(c, c->command != NULL ? c->command->detail : 0, NULL, 0);
}

ent_status
cli_open_record_of(cli *c, unsigned detail, const ent_state *states, size_t count)
{
    ent_record_options options = {.sources = c->source_count > 0 ? c->sources : NULL,
                                  .detail = detail,
                                  .states = count > 0 ? states : NULL,
                                  .state_count = count};
    ent_status         status = cli_open_store(c, ENT_STORE_READ);

    if (status != ENT_OK || c->record != NULL) {
        return status;
    }
    if (c->command != NULL && c->command->of_dates) {
        options.span = c->span;
    }
    status = ent_record_load(c->ctx, c->store, c->codes, &options, &c->record);
    if (status == ENT_OK && c->span.from < c->span.to) {
        status = ent_record_cut(c->ctx, c->record, &c->span);
    }
    return status;
}

void
cli_close(cli *c)
{
    ent_record_destroy(c->record);
    ent_reader_destroy(c->reader);
    ent_dictionary_destroy(c->dictionary);
    ent_dictionary_destroy(c->issues);
    ent_store_close(c->store);
    ent_codes_destroy(c->codes);
    ent_text_clear(&c->normalised);
    ent_free(c->arguments);
}

ent_measure_options
cli_measure_options(const cli *c)
{
    return (ent_measure_options){.span = c->span,
                                 .is_day = c->is_day,
                                 .states = c->states,
                                 .state_count = c->state_count,
                                 .power = c->power,
                                 .power_chosen = c->value[OPTION_POWER] != NULL,
                                 .signs = c->signs,
                                 .seed = c->seed};
}

ent_status
cli_load_scenarios(cli *c, const char *const *names, size_t count, ent_scenario **scenarios)
{
    unsigned   detail = c->command != NULL ? c->command->detail : 0;
    ent_status status = cli_open_codes(c);

    for (size_t i = 0; i < count; i++) {
        scenarios[i] = NULL;
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent_scenario_load(c->ctx, c->codes, names[i], &scenarios[i]);
        detail |= status == ENT_OK ? ent_scenario_detail(scenarios[i]) : 0;
    }
    return status == ENT_OK ? cli_open_record_of(c, detail, NULL, 0) : status;
}

ent_status
cli_run_scenarios(cli *c, const char *const *names, size_t count, uint64_t runs,
                  ent_scenario **scenarios, ent_ensemble *ensembles)
{
    ent_run_options options = {.seed = c->seed, .runs = runs};
    ent_status      status = cli_load_scenarios(c, names, count, scenarios);

    if (status == ENT_OK) {
        status = ent_scenario_run(c->ctx, c->record, scenarios, count, &options, ensembles);
    }
    for (size_t i = 0; i < count && status != ENT_OK; i++) {
        ent_scenario_destroy(scenarios[i]);
        scenarios[i] = NULL;
    }
    return status;
}
