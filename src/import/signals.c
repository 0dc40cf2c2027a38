/*
 * signals.c - what the great powers signalled for a state in a year
 *
 * A row is a state-year with columns for each of five powers: it becomes one
 * fact a power.  Nobody coded Chinese and French nuclear deployments, nor aid
 * and words of others than the United States: these are missing.  A power
 * signals nothing to itself: the United Kingdom and France have rows too.  The
 * logarithms are those of the other columns and are not kept.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "import/importer.h"

static const ent_release RELEASES[] = {{"2019", NULL, NULL, 20121231}, {NULL, NULL, NULL, 0}};

enum {
    STATE,
    YEAR,
    US_NUKES,
    RUS_NUKES,
    UK_NUKES,
    US_VIS,
    UK_VIS,
    FRA_VIS,
    RUS_VIS,
    CHI_VIS,
    US_ECONAID,
    US_BIT,
    UK_BIT,
    FRA_BIT,
    CHI_BIT,
    RUS_BIT,
    US_PACT,
    UK_PACT,
    FRA_PACT,
    RUS_PACT,
    CHI_PACT,
    US_WORDS,
    US_EX,
    UK_EX,
    FRA_EX,
    RUS_EX,
    CHI_EX,
    US_ARMS,
    UK_ARMS,
    FRA_ARMS,
    RUS_ARMS,
    CHI_ARMS,
    US_TROOPS,
    UK_TROOPS,
    FRA_TROOPS,
    RUS_TROOPS,
    CHI_TROOPS
};

static const ent_row_column COLUMNS[] = {ENT_COLUMN("ccode", ent_signal, state),
                                         ENT_COLUMN("year", ent_signal, year),
                                         ENT_READ_COLUMN("us_nukes"),
                                         ENT_READ_COLUMN("rus_nukes"),
                                         ENT_READ_COLUMN("uk_nukes"),
                                         ENT_READ_COLUMN("us_vis"),
                                         ENT_READ_COLUMN("uk_vis"),
                                         ENT_READ_COLUMN("fra_vis"),
                                         ENT_READ_COLUMN("rus_vis"),
                                         ENT_READ_COLUMN("chi_vis"),
                                         ENT_READ_COLUMN("us_econaid"),
                                         ENT_READ_COLUMN("us_bit"),
                                         ENT_READ_COLUMN("uk_bit"),
                                         ENT_READ_COLUMN("fra_bit"),
                                         ENT_READ_COLUMN("chi_bit"),
                                         ENT_READ_COLUMN("rus_bit"),
                                         ENT_READ_COLUMN("us_pact"),
                                         ENT_READ_COLUMN("uk_pact"),
                                         ENT_READ_COLUMN("fra_pact"),
                                         ENT_READ_COLUMN("rus_pact"),
                                         ENT_READ_COLUMN("chi_pact"),
                                         ENT_READ_COLUMN("us_words"),
                                         ENT_READ_COLUMN("us_ex"),
                                         ENT_READ_COLUMN("uk_ex"),
                                         ENT_READ_COLUMN("fra_ex"),
                                         ENT_READ_COLUMN("rus_ex"),
                                         ENT_READ_COLUMN("chi_ex"),
                                         ENT_READ_COLUMN("us_arms"),
                                         ENT_READ_COLUMN("uk_arms"),
                                         ENT_READ_COLUMN("fra_arms"),
                                         ENT_READ_COLUMN("rus_arms"),
                                         ENT_READ_COLUMN("chi_arms"),
                                         ENT_READ_COLUMN("us_troops"),
                                         ENT_READ_COLUMN("uk_troops"),
                                         ENT_READ_COLUMN("fra_troops"),
                                         ENT_READ_COLUMN("rus_troops"),
                                         ENT_READ_COLUMN("chi_troops"),
                                         ENT_COLUMNS_END};

enum { NONE = STATE, POWERS = 5 };

/* The COW number of a power and its columns; NONE where there is no such column. */
static const struct {
    const char *number;
    size_t nuclear, visits, economic_aid, investment_treaty, pact, words, exercises, arms, troops;
} POWER[POWERS] = {
    {"2", US_NUKES, US_VIS, US_ECONAID, US_BIT, US_PACT, US_WORDS, US_EX, US_ARMS, US_TROOPS},
    {"200", UK_NUKES, UK_VIS, NONE, UK_BIT, UK_PACT, NONE, UK_EX, UK_ARMS, UK_TROOPS},
    {"220", NONE, FRA_VIS, NONE, FRA_BIT, FRA_PACT, NONE, FRA_EX, FRA_ARMS, FRA_TROOPS},
    {"365", RUS_NUKES, RUS_VIS, NONE, RUS_BIT, RUS_PACT, NONE, RUS_EX, RUS_ARMS, RUS_TROOPS},
    {"710", NONE, CHI_VIS, NONE, CHI_BIT, CHI_PACT, NONE, CHI_EX, CHI_ARMS, CHI_TROOPS},
};

static double
amount(ent_row *row, size_t column)
{
    return column == NONE ? (double)NAN : ent_row_amount(row, column);
}

static void
read_power(ent_row *row, size_t power, ent_signal *sent)
{
    const char *number = POWER[power].number;

    sent->power = (ent_party){ent_party_find(row->index, number, strlen(number), row->day), NULL};
    sent->nuclear = amount(row, POWER[power].nuclear);
    sent->visits = amount(row, POWER[power].visits);
    sent->economic_aid = amount(row, POWER[power].economic_aid);
    sent->investment_treaty = amount(row, POWER[power].investment_treaty);
    sent->pact = amount(row, POWER[power].pact);
    sent->words = amount(row, POWER[power].words);
    sent->exercises = amount(row, POWER[power].exercises);
    sent->arms = amount(row, POWER[power].arms);
    sent->troops = amount(row, POWER[power].troops);
}

/* All powers are read before one is handed over: a row is whole or set aside. */
static ent_status
hand_over(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    const ent_signal *of_row = fact;
    ent_signal        signals[POWERS];
    bool              whole;
    ent_status        status;

    for (size_t i = 0; i < POWERS; i++) {
        signals[i] = *of_row;
        read_power(row, i, &signals[i]);
    }
    status = ent_row_report(ctx, row, sink, &whole);
    for (size_t i = 0; i < POWERS && whole && status == ENT_OK; i++) {
        if (signals[i].power.state != of_row->state.state) {
            status = sink->fact(ctx, sink->user, ENT_FACT_SIGNAL, &signals[i]);
        }
    }
    return status;
}

const ent_importer ent_import_signals = {
    .set = {"major-power-signals", "McManus and Nieman", "signals of support", "state-years",
            "2019", "replication data; no licence stated",
            "McManus, Roseanne W. and Mark David Nieman. 2019. Identifying the Level of Major "
            "Power Support Signaled for Proteges: A Latent Measure Approach. Journal of Peace "
            "Research 56(3): 364-378.",
            "@article{mcmanus2019, author = {McManus, Roseanne W. and Nieman, Mark David}, title "
            "= {Identifying the Level of Major Power Support Signaled for Prot{\\'e}g{\\'e}s: A "
            "Latent Measure Approach}, journal = {Journal of Peace Research}, volume = {56}, "
            "number = {3}, pages = {364--378}, year = {2019}}",
            ENT_FACT_SIGNAL},
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = COLUMNS,
    .hand_over = hand_over,
};
