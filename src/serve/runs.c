/*
 * runs.c - scenarios that are run for a page
 *
 *   1. what is asked     2. what is shown
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/runs.h"

#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "report/lists.h"
#include "report/section/section.h"
#include "scenario/scenario.h"
#include "system/record.h"

const char *const ENT_RUNS_PARAMETERS[] = {"scenario", "runs", "seed", NULL};

/* 1. what is asked */

static const char        BASE[] = "base";
static const char *const USUAL[] = {BASE, "taiwan-crisis", "us-russia-normalisation"};

static ent_status
read_number(ent_ctx *ctx, const ent_target *target, const char *name, int64_t most, uint64_t *out)
{
    const char *value = ent_target_value(target, name);
    int64_t     number;

    if (value == NULL || value[0] == '\0') {
        return ENT_OK;
    }
    if (!ent_integer_read(value, strlen(value), &number) || number < 1 || number > most) {
        return ent_fail(ctx, ENT_E_ARG, "%s: '%.40s', expected a whole number from 1 to %lld", name,
                        value, (long long)most);
    }
    *out = (uint64_t)number;
    return ENT_OK;
}

static ent_status
add(ent_ctx *ctx, const ent_codes *codes, const char *name, ent_runs *out)
{
    ent_status status = ent_scenario_load(ctx, codes, name, &out->scenarios[out->count]);

    out->count += status == ENT_OK;
    return status;
}

/* One that comes with the program: a name from elsewhere opens no file. */
static ent_status
check_name(ent_ctx *ctx, const ent_codes *codes, const char *name)
{
    ent_table *list;
    bool       found = false;
    ent_status status = ent_list_scenarios(ctx, codes, &list);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t row = 0; row < ent_table_row_count(list) && !found; row++) {
        found = strcmp(ent_table_get_text(list, row, 0), name) == 0;
    }
    ent_table_destroy(list);
    return found ? ENT_OK
                 : ent_fail(ctx, ENT_E_NOTFOUND,
                            "there is no scenario '%.80s'; /api/scenarios names them", name);
}

/* The scenario, behind its base where that is another. */
static ent_status
add_chosen(ent_ctx *ctx, const ent_codes *codes, const char *name, ent_runs *out)
{
    ent_status status = check_name(ctx, codes, name);

    if (status == ENT_OK) {
        status = add(ctx, codes, name, out);
    }
    if (status == ENT_OK && !out->scenarios[0]->is_root) {
        status = add(ctx, codes, BASE, out);
    }
    if (status == ENT_OK && out->count == 2) {
        ent_scenario *base = out->scenarios[1];

        out->scenarios[1] = out->scenarios[0];
        out->scenarios[0] = base;
    }
    return status;
}

ent_status
ent_runs_read(ent_ctx *ctx, ent_site *site, const ent_target *target, int64_t most,
              const char *otherwise, ent_runs *out)
{
    const ent_codes *codes = ent_site_codes(site);
    const char      *name = ent_target_value(target, "scenario");
    unsigned         detail = 0;
    ent_status       status;

    *out = (ent_runs){.options = {.seed = 1}, .chosen = name != NULL && name[0] != '\0'};
    name = out->chosen ? name : otherwise;
    status = read_number(ctx, target, "runs", most, &out->options.runs);
    if (status == ENT_OK) {
        status = read_number(ctx, target, "seed", INT64_MAX, &out->options.seed);
    }
    if (status == ENT_OK && name != NULL) {
        status = add_chosen(ctx, codes, name, out);
    }
    for (size_t i = 0; name == NULL && i < sizeof USUAL / sizeof *USUAL && status == ENT_OK; i++) {
        status = add(ctx, codes, USUAL[i], out);
    }
    for (size_t i = 0; i < out->count; i++) {
        detail |= ent_scenario_detail(out->scenarios[i]);
    }
    if (status == ENT_OK) {
        status = ent_site_record(ctx, site, detail, &out->record);
    }
    if (status != ENT_OK) {
        ent_runs_clear(out);
    }
    return status;
}

void
ent_runs_clear(ent_runs *runs)
{
    while (runs->count > 0) {
        ent_scenario_destroy(runs->scenarios[--runs->count]);
    }
}

const ent_scenario *
ent_runs_asked(const ent_runs *runs)
{
    return runs->scenarios[runs->count - 1];
}

void
ent_runs_command(ent_text *out, const ent_runs *runs)
{
    ent_text_add(out, "entente run");
    for (size_t i = runs->chosen ? runs->count - 1 : 0; i < runs->count; i++) {
        ent_text_addf(out, " %s", ent_scenario_name(runs->scenarios[i]));
    }
    if (runs->options.runs > 0) {
        ent_text_addf(out, " --runs %llu", (unsigned long long)runs->options.runs);
    }
    if (runs->options.seed != 1) {
        ent_text_addf(out, " --seed %llu", (unsigned long long)runs->options.seed);
    }
}

void
ent_runs_command_asked(ent_text *out, const ent_target *target)
{
    static const char *const OPTIONS[] = {"runs", "seed"};
    const char              *name = ent_target_value(target, "scenario");
    bool                     chosen = name != NULL && name[0] != '\0';

    ent_text_add(out, "entente run");
    for (size_t i = 0; i < (chosen ? 1 : sizeof USUAL / sizeof *USUAL); i++) {
        ent_text_addf(out, " %s", chosen ? name : USUAL[i]);
    }
    for (size_t i = 0; i < sizeof OPTIONS / sizeof *OPTIONS; i++) {
        const char *value = ent_target_value(target, OPTIONS[i]);

        if (value != NULL && value[0] != '\0') {
            ent_text_addf(out, " --%s %s", OPTIONS[i], value);
        }
    }
}

/* 2. what is shown */

void
ent_runs_write(const ent_runs *runs, const ent_ensemble *ensembles, ent_table *why, ent_text *out)
{
    ent_report_input input = {.record = runs->record,
                              .ensembles = ensembles,
                              .scenarios = runs->scenarios,
                              .ensemble_count = runs->count,
                              .why = why};
    ent_view         view;

    ent_view_open(&input, &view);
    ent_section_scenarios(out, &view);
    ent_view_clear(&view);
}

static void
clear_all(ent_ensemble *ensembles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ent_ensemble_clear(&ensembles[i]);
    }
}

static ent_status
run_and_show(ent_ctx *ctx, const ent_runs *runs, ent_text *out)
{
    ent_ensemble    ensembles[ENT_RUNS_MOST_SCENARIOS];
    ent_run_options few = {.seed = runs->options.seed, .runs = ENT_WHY_RUNS};
    ent_table      *why;
    ent_status      status = ent_scenario_run(ctx, runs->record, runs->scenarios, runs->count,
                                              &runs->options, ensembles);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_scenario_why(ctx, runs->record, runs->scenarios, runs->count, &few, &why);
    if (status == ENT_OK) {
        ent_runs_write(runs, ensembles, why, out);
        ent_table_destroy(why);
    }
    clear_all(ensembles, runs->count);
    return status;
}

/* All that is shown of a page's own scenarios rests on beside the record. */
static ent_status
describe(ent_ctx *ctx, const ent_runs *runs, ent_text *out)
{
    ent_text_add(out, "scenarios as shown");
    for (size_t i = 0; i < runs->count; i++) {
        ent_text_addf(out, " %s", runs->scenarios[i]->digest);
    }
    return out->failed ? ent_fail_nomem(ctx) : ENT_OK;
}

/* Run, and keep what is shown: what else is said reaches no reader. */
static ent_status
run_and_keep(ent_ctx *ctx, const ent_runs *runs, const char *question, ent_text *out)
{
    ent_text   shown;
    ent_status status;

    ent_text_init(&shown);
    status = run_and_show(ctx, runs, &shown);
    if (status == ENT_OK && shown.failed) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = ent_record_retain(ctx, runs->record, question, ent_text_get(&shown));
    }
    if (status == ENT_OK) {
        status = ent_answers_write(ctx, ent_record_answers(runs->record));
    }
    if (status == ENT_OK) {
        ent_text_add(out, ent_text_get(&shown));
    }
    ent_text_clear(&shown);
    return status;
}

ent_status
ent_runs_show(ent_ctx *ctx, const ent_runs *runs, ent_text *out)
{
    char      *kept = NULL;
    ent_text   question;
    ent_status status;

    if (runs->chosen || runs->options.runs != 0 || runs->options.seed != 1) {
        return run_and_show(ctx, runs, out); /* one of more than a store would keep */
    }
    ent_text_init(&question);
    status = describe(ctx, runs, &question);
    if (status == ENT_OK) {
        status = ent_record_recall(ctx, runs->record, ent_text_get(&question), &kept);
    }
    if (status == ENT_OK && kept != NULL) {
        ent_text_add(out, kept);
    } else if (status == ENT_OK) {
        status = run_and_keep(ctx, runs, ent_text_get(&question), out);
    }
    ent_free(kept);
    ent_text_clear(&question);
    return status;
}

ent_status
ent_runs_table(ent_ctx *ctx, const ent_runs *runs, ent_table **out)
{
    ent_ensemble ensembles[ENT_RUNS_MOST_SCENARIOS];
    size_t       first = runs->chosen ? runs->count - 1 : 0;
    ent_status   status = ent_scenario_run(ctx, runs->record, runs->scenarios, runs->count,
                                           &runs->options, ensembles);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_ensemble_table_whole(ctx, ensembles + first, runs->count - first, out);
    clear_all(ensembles, runs->count);
    return status;
}
