/*
 * command_show.c - entente show A [B]
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "cli/cli.h"
#include "entente/show.h"

static const char *const EXAMPLES[] = {
    "entente show RUS CHN --from 1949",
    "the history of two states, each line with its source",
    "entente show RUS CHN -f json",
    "the same with all columns: dates, citations, ids of facts",
    "entente show RUS CHN --from 2000 --plot",
    "the same as lines of time in the terminal",
    "entente show CHN --at 1971",
    "a state: names, codes, obligations, adversaries, close partners, memberships",
    "entente show NATO --at 1985",
    "an institution: its rule, its commitment, its members at that date",
    "entente show fit 1 --db study.db",
    "a model that 'entente fit --db study.db' kept: what it was made with, its estimates",
    "entente show run 1 --db study.db",
    "a run that 'entente run --db study.db' kept: what it was made with, its outcomes",
    NULL};

static ent_status
show(cli *c, const ent_subject *subjects, const ent_show_options *options, ent_table **out)
{
    if (c->argument_count == 1) {
        return subjects[0].institution != NULL
                   ? ent_show_institution(c->ctx, c->record, subjects[0].institution, options, out)
                   : ent_show_state(c->ctx, c->record, subjects[0].state, options, out);
    }
    for (size_t i = 0; i < 2; i++) {
        if (subjects[i].institution != NULL) {
            return cli_usage(c, "'%s' is an institution; a pair is of two states",
                             subjects[i].institution);
        }
    }
    return ent_show_dyad(c->ctx, c->record, subjects[0].state, subjects[1].state, options, out);
}

/*
 * Open the record of the states that the words name, before it is known whether one of them is an
 * institution: those are not of published sets.
 */
static ent_status
open_record(cli *c)
{
    static const ent_span ALL = {ENT_DAY_MIN, ENT_DAY_MAX};
    ent_state             states[2];
    size_t                count = 0;
    ent_status            status = cli_open_codes(c);

    for (size_t i = 0; i < c->argument_count && status == ENT_OK; i++) {
        ent_span  span = c->span.from < c->span.to ? c->span : ALL;
        ent_state state = ent_codes_find(c->codes, c->arguments[i]);
        char      id[ENT_CODE_SIZE] = "";

        if (state == ENT_NO_STATE) {
            status = ent_actor_find(c->ctx, c->codes, c->arguments[i], span, id);
            status = status == ENT_E_NOMEM ? status : ENT_OK; /* what is wrong is said later */
            state = ent_codes_find(c->codes, id);
        }
        if (state != ENT_NO_STATE) {
            states[count++] = state;
        }
    }
    return status == ENT_OK
               ? cli_open_record_of(c, count > 0 ? c->command->detail : 0, states, count)
               : status;
}

static ent_status
run(cli *c)
{
    ent_show_options options = {c->span,
                                c->format == ENT_FORMAT_TABLE && c->value[OPTION_PLOT] == NULL,
                                c->value[OPTION_VERBOSE] != NULL};
    ent_subject      subjects[2] = {{ENT_NO_STATE, NULL}, {ENT_NO_STATE, NULL}};
    ent_table       *table = NULL;
    ent_status       status;

    if (c->argument_count < 1 || c->argument_count > 2) {
        return cli_usage(c, "expected a state, an institution or two states");
    }
    if (strcmp(c->arguments[0], "run") == 0) {
        return c->argument_count == 2 ? cli_show_run(c, c->arguments[1])
                                      : cli_usage(c, "expected the number of a run: show run 1");
    }
    if (strcmp(c->arguments[0], "fit") == 0) {
        return c->argument_count == 2 ? cli_show_fit(c, c->arguments[1])
                                      : cli_usage(c, "expected the number of a fit: show fit 1");
    }
    status = open_record(c);
    for (size_t i = 0; i < c->argument_count && status == ENT_OK; i++) {
        status = ent_subject_find(c->ctx, c->record, c->arguments[i], c->span, &subjects[i]);
    }
    if (status == ENT_OK) {
        status = show(c, subjects, &options, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

const cli_command command_show = {
    .name = "show",
    .group = "The record",
    .summary = "show a state, an institution, or the history of two states",
    .usage = "A [B] [--at DATE | --from DATE --to DATE] | run N | fit N",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .details =
        "A and B are ids (RUS, SUN), codes (GB) or names (Soviet Union, USSR, UK, Peking) of\n"
        "states; A alone may be an institution (NATO). A state has what it is called, when it\n"
        "was in the state system, who governed it where that matters, its memberships; and in\n"
        "the last year asked for its power, regime, leaders, trade, arms, votes, conflicts,\n"
        "neighbours, shared organisations and signals of great powers where the record has them,\n"
        "whom obligations bind it to, its adversaries, and its partners (cooperation level 4 and\n"
        "more).\n"
        "\n"
        "Without dates everything that the record holds. 'used' marks what the system is built\n"
        "from, 'beside' what stands beside it because another source supplies that kind in those\n"
        "days ('entente list sources' shows which). A cooperation level is 'carried' when no act\n"
        "of its years evidences it, with the years since the last one that did. A published\n"
        "spell without an end was 'last seen' on the last day of its source. Series by year\n"
        "have every fifth year and the last here, all with -v, -f csv or json. A run has the last\n"
        "year of each outcome, as 'entente run' prints it; every year with -v.",
    .run = run,
    .detail = ENT_RECORD_ALL & ~(unsigned)ENT_RECORD_RACES,
};
