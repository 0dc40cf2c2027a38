/*
 * run_answer.c - ensembles as they are printed: what is read first, or every year
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "cli/run.h"

enum { MOST_SHOWN = 12 /* interventions above a summary */ };

/* Words of a file, made visible, on a line. */
static void
add_line(ent_text *out, const char *before, const char *first, const char *between,
         const char *second)
{
    ent_text_add(out, before);
    ent_text_add_visible(out, first, strlen(first));
    ent_text_add(out, between);
    ent_text_add_visible(out, second, strlen(second));
    ent_text_add_char(out, '\n');
}

void
cli_describe_scenario(const ent_scenario *scenario, size_t most, ent_text *out)
{
    const char *name = ent_scenario_name(scenario), *title = ent_scenario_title(scenario);
    bool        titled = strcmp(name, title) != 0;
    size_t      count = ent_scenario_interventions(scenario);

    add_line(out, "", name, titled ? ": " : "", titled ? title : "");
    for (size_t i = 0; i < count && i < most; i++) {
        add_line(out, "  ", ent_scenario_intervention(scenario, i), "", "");
    }
    if (count > most) {
        ent_text_addf(out, "  and %zu more: --dry-run has all\n", count - most);
    }
}

/* What stands above the outcomes of a scenario. */
static void
add_heading(const ent_scenario *scenario, const ent_ensemble *ensemble, ent_text *out)
{
    int years = ensemble->year_count - 1;

    cli_describe_scenario(scenario, MOST_SHOWN, out);
    ent_text_addf(out, "  %llu run%s of %d year%s", (unsigned long long)ensemble->runs,
                  ensemble->runs == 1 ? "" : "s", years, years == 1 ? "" : "s");
    if (ensemble->outcome_count > 0 && !isnan(ensemble->outcomes[0].years[0].base)) {
        ent_text_add(out, " against ");
        ent_text_add_visible(out, ent_scenario_base_name(scenario),
                             strlen(ent_scenario_base_name(scenario)));
    }
    if (!isnan(ensemble->paired_variance_ratio)) {
        ent_text_addf(out, "; pairing leaves %.2g of the variance of an unpaired difference",
                      ensemble->paired_variance_ratio);
    }
    ent_text_add(out, "\n\n");
}

static ent_status
write_summary(cli *c, const ent_scenario *scenario, const ent_ensemble *ensemble, FILE *stream)
{
    ent_table *whole, *table;
    ent_text   heading;
    ent_status status = ent_ensemble_table_whole(c->ctx, ensemble, 1, &whole);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_result_summary(c->ctx, whole, &table);
    ent_table_destroy(whole);
    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&heading);
    add_heading(scenario, ensemble, &heading);
    if (heading.failed) {
        status = ent_fail_nomem(c->ctx);
    } else {
        (void)fputs(ent_text_get(&heading), stream);
        status = ent_table_write(c->ctx, table, ENT_FORMAT_TABLE, NULL, stream);
    }
    ent_text_clear(&heading);
    ent_table_destroy(table);
    return status;
}

/* What is read first: one scenario under the other, each with what happens in it. */
static ent_status
print_summaries(cli *c, ent_scenario *const *scenarios, const ent_ensemble *ensembles)
{
    const char *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    bool        first = true;
    ent_output  output;
    ent_status  status = cli_output_open(c, path, &output);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < c->argument_count && status == ENT_OK; i++) {
        if (ensembles[i].runs > 0) {
            (void)fputs(first ? "" : "\n", output.stream);
            first = false;
            status = write_summary(c, scenarios[i], &ensembles[i], output.stream);
        }
    }
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}

static ent_status
print_years(cli *c, const ent_ensemble *ensembles)
{
    ent_table *years, *sources;
    ent_status status = ent_ensemble_table_reading(c->ctx, ensembles, c->argument_count, &years);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_ensemble_table_sources(c->ctx, ensembles, c->argument_count, &sources);
    if (status != ENT_OK) {
        ent_table_destroy(years);
        return status;
    }
    return cli_print_two(c, years, sources);
}

/* The columns of csv are an interface; JSON has what they have no place for. */
ent_status
cli_print_runs(cli *c, ent_scenario *const *scenarios, const ent_ensemble *ensembles)
{
    bool       whole = c->format != ENT_FORMAT_CSV && c->value[OPTION_PLOT] == NULL;
    ent_table *table;
    ent_status status;

    if (c->format == ENT_FORMAT_TABLE && c->value[OPTION_PLOT] == NULL) {
        return cli_own(c, RUN_YEARS) != NULL ? print_years(c, ensembles)
                                             : print_summaries(c, scenarios, ensembles);
    }
    status = whole ? ent_ensemble_table_whole(c->ctx, ensembles, c->argument_count, &table)
                   : ent_ensemble_table(c->ctx, ensembles, c->argument_count, &table);
    return status == ENT_OK ? cli_print(c, table) : status;
}
