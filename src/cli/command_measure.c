/*
 * command_measure.c - entente measure NAME
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/cli.h"

enum { OWN_EXPLAIN };

static const cli_option OPTIONS[] = {
    {"explain", 0, NULL, "print the reference entry of the measure: formula, edge cases, paper",
     false},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente measure triangle --from 1949",
    "the triangle of the USA, Russia and China, year by year",
    "entente measure alignment --states RUS,CHN --at 2020 -f csv",
    "how similar the obligations of two states are",
    "entente measure cooperation --states RUS,CHN --explain",
    "what the cooperation level means and where it comes from",
    NULL};

static ent_status
fail_unknown(cli *c, const char *name)
{
    size_t                    count;
    const ent_measure *const *measures = ent_measures(&count);
    const char               *names[64];
    const char               *nearest;

    for (size_t i = 0; i < count; i++) {
        names[i] = measures[i]->name;
    }
    nearest = ent_nearest_word(name, names, count);
    return nearest != NULL
               ? cli_usage(c, "unknown measure '%s', did you mean '%s'?", name, nearest)
               : cli_usage(c, "unknown measure '%s'; 'entente list measures' names them", name);
}

static ent_status
explain(cli *c, const ent_measure *measure)
{
    ent_text text;

    ent_text_init(&text);
    ent_text_addf(&text, "%s - %s\n\n%s\n", measure->name, measure->title, measure->entry);
    return cli_print_text(c, &text);
}

static ent_status
run(cli *c)
{
    const ent_measure  *measure;
    ent_measure_options options;
    ent_table          *table;
    ent_status          status;

    if (c->argument_count != 1) {
        return cli_usage(c, "expected the name of one measure; 'entente list measures' names them");
    }
    measure = ent_measure_find(c->arguments[0]);
    if (measure == NULL) {
        return fail_unknown(c, c->arguments[0]);
    }
    if (cli_own(c, OWN_EXPLAIN) != NULL) {
        return explain(c, measure);
    }
    status = cli_open_record_of(c, measure->detail, NULL, 0);
    if (status != ENT_OK) {
        return status;
    }
    options = cli_measure_options(c);
    status = measure->run(c->ctx, c->record, &options, &table);
    return status == ENT_OK ? cli_print(c, table) : status;
}

const cli_command command_measure = {
    .name = "measure",
    .group = "The system",
    .summary = "measure the system of any date",
    .usage = "NAME [--at DATE | --from DATE --to DATE] [--states A,B]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "NAME is one of those of 'entente list measures'; --explain says what one means.\n"
        "Without dates all years that the record has. A year means every state and tie that\n"
        "exists on any day of it; a full date means that day.",
    .run = run,
    .of_dates = true,
};
