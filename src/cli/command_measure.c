/*
 * command_measure.c - entente measure NAME
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "cli/cli.h"

enum { OWN_EXPLAIN, OWN_RULES, OWN_WEIGHTS, OWN_INSTITUTION, OWN_THREE_WAY };

static const cli_option OPTIONS[] = {
    {"explain", 0, NULL, "print the reference entry of the measure: formula, edge cases, paper",
     false},
    {"rules", 0, "FILE", "of votingpower: majorities as CSV; needs no store", true},
    {"weights", 0, "FILE", "of votingpower: the weights of the members", true},
    {"institution", 0, "ID", "of votingpower: the members and rule of this institution", true},
    {"three-way", 0, NULL, "of votingpower: members may also abstain", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente measure triangle --from 1949",
    "the triangle of the USA, Russia and China, year by year",
    "entente measure alignment --states RUS,CHN --at 2020 -f csv",
    "how similar the obligations of two states are",
    "entente measure cooperation --states RUS,CHN --explain",
    "what the cooperation level means and where it comes from",
    "entente measure votingpower --institution UNSC --at 2024",
    "what a vote in the Security Council weighs",
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

/* Rules in files are all that their measure needs: no store is opened. */
static ent_status
take_options(cli *c, const ent_measure *measure, ent_measure_options *out)
{
    bool       files = cli_own(c, OWN_RULES) != NULL || cli_own(c, OWN_WEIGHTS) != NULL;
    bool       any = files || cli_own(c, OWN_INSTITUTION) != NULL || cli_own(c, OWN_THREE_WAY);
    bool       votes = strcmp(measure->name, "votingpower") == 0;
    ent_status status = ENT_OK;

    if (any && !votes) {
        return cli_usage(c, "--rules, --weights, --institution and --three-way are of votingpower");
    }
    if (votes && files == (cli_own(c, OWN_INSTITUTION) != NULL)) {
        return cli_usage(c,
                         "votingpower needs --rules FILE and --weights FILE, or --institution ID");
    }
    if (files && (cli_own(c, OWN_RULES) == NULL || cli_own(c, OWN_WEIGHTS) == NULL)) {
        return cli_usage(c, "--rules and --weights go together");
    }
    if (!files) {
        status = cli_open_record_of(c, measure->detail, NULL, 0);
    }
    *out = cli_measure_options(c);
    out->rules = cli_own(c, OWN_RULES);
    out->weights = cli_own(c, OWN_WEIGHTS);
    out->institution = cli_own(c, OWN_INSTITUTION);
    out->three_way = cli_own(c, OWN_THREE_WAY) != NULL;
    return status;
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
    status = take_options(c, measure, &options);
    if (status != ENT_OK) {
        return status;
    }
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
