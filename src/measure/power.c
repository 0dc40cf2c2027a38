/*
 * power.c - capabilities of states and their share of the world's
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "measure/measure.h"
#include "system/record.h"

const char *
ent_power_name(ent_power power)
{
    static const char *const NAMES[] = {"cinc", "gdp", "milex", "net"};

    return NAMES[power];
}

double
ent_power_of(const ent_system_member *member, ent_power power)
{
    switch (power) {
    case ENT_POWER_CINC:
        return member->cinc;
    case ENT_POWER_MILEX:
        return member->milex;
    case ENT_POWER_GDP:
        return member->gdp;
    case ENT_POWER_NET:
        break;
    }
    return member->gdp * member->gdp_per_head;
}

int32_t
ent_power_year(const ent_system_member *member, ent_power power)
{
    return power == ENT_POWER_GDP || power == ENT_POWER_NET ? member->gdp_year : member->power_year;
}

double
ent_power_sum(const ent_system *system, ent_power power)
{
    double sum = 0;

    for (size_t i = 0; i < ent_system_size(system); i++) {
        double value = ent_power_of(ent_system_member_at(system, (ent_state_ix)i), power);

        sum += isnan(value) ? 0 : value;
    }
    return sum;
}

double
ent_power_share(const ent_system *system, ent_state_ix ix, ent_power power)
{
    double sum = ent_power_sum(system, power);

    return sum > 0 ? ent_power_of(ent_system_member_at(system, ix), power) / sum : (double)NAN;
}

ent_status
ent_power_check(ent_ctx *ctx, const ent_record *record, ent_power power)
{
    size_t count;

    (void)ent_record_facts(record, ENT_FACT_GDP, &count);
    if ((power == ENT_POWER_GDP || power == ENT_POWER_NET) && count == 0) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "the record holds no gdp to measure '%s' by: import a set (`entente list "
                        "sets`), or use --power cinc or milex",
                        ent_power_name(power));
    }
    return ENT_OK;
}

enum {
    YEAR,
    STATE,
    CINC,
    MILEX,
    MILPER,
    IRST,
    PEC,
    TPOP,
    UPOP,
    GDP,
    NET,
    SHARE,
    CINC_RECOMPUTED,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {{"year", ENT_COLUMN_INTEGER},
                                           {"state", ENT_COLUMN_TEXT},
                                           {"cinc", ENT_COLUMN_NUMBER},
                                           {"milex", ENT_COLUMN_NUMBER},
                                           {"milper", ENT_COLUMN_NUMBER},
                                           {"irst", ENT_COLUMN_NUMBER},
                                           {"pec", ENT_COLUMN_NUMBER},
                                           {"tpop", ENT_COLUMN_NUMBER},
                                           {"upop", ENT_COLUMN_NUMBER},
                                           {"gdp", ENT_COLUMN_NUMBER},
                                           {"net", ENT_COLUMN_NUMBER},
                                           {"share", ENT_COLUMN_NUMBER},
                                           {"cinc_recomputed", ENT_COLUMN_NUMBER}};

/* The published row behind a member's figures, or NULL when they are of a profile. */
static const ent_capability *
row_of(const ent_record *record, const ent_system *system, const ent_system_member *member)
{
    const ent_provenance *from = ent_system_provenance(system, member->power_fact);

    return from != NULL ? ent_record_fact(record, ENT_FACT_CAPABILITY, from) : NULL;
}

/* The sum over the states observed in the year: a carried figure is no part of it. */
static double
sum_observed(const ent_system *system, int year, ent_power power)
{
    double sum = 0;

    for (size_t i = 0; i < ent_system_size(system); i++) {
        const ent_system_member *member = ent_system_member_at(system, (ent_state_ix)i);
        double                   value = ent_power_of(member, power);

        sum += ent_power_year(member, power) != year || isnan(value) ? 0 : value;
    }
    return sum;
}

static void
components_of(const ent_capability *row, double out[ENT_CINC_COMPONENTS])
{
    const double values[] = {row->milex, row->milper, row->irst, row->pec, row->tpop, row->upop};

    memcpy(out, values, sizeof values);
}

/* Over all published rows of the year, those of states that hold two numbers among them. */
static void
add_up(const ent_record *record, int year, double totals[ENT_CINC_COMPONENTS])
{
    ent_yearly            told = ent_record_year(record, ENT_FACT_CAPABILITY, year);
    const ent_capability *rows = told.rows;
    const uint32_t       *places = told.places;
    bool                  used = false;

    memset(totals, 0, ENT_CINC_COMPONENTS * sizeof *totals);
    for (size_t i = 0; i < told.count; i++) {
        const ent_provenance *from = &rows[places[i]].from;
        double                components[ENT_CINC_COMPONENTS];

        if (i == 0 || from->file != rows[places[i - 1]].from.file) { /* rows come file by file */
            used = ent_record_uses(record, "capabilities", from, ent_span_of_year(year).from);
        }
        if (!used) {
            continue;
        }
        components_of(&rows[places[i]], components);
        for (size_t k = 0; k < ENT_CINC_COMPONENTS; k++) {
            totals[k] += isnan(components[k]) ? 0 : components[k];
        }
    }
}

double
ent_cinc_of(const double components[ENT_CINC_COMPONENTS], const double totals[ENT_CINC_COMPONENTS])
{
    double   sum = 0;
    unsigned count = 0;

    for (size_t i = 0; i < ENT_CINC_COMPONENTS; i++) {
        if (!isnan(components[i]) && totals[i] > 0) {
            sum += components[i] / totals[i];
            count++;
        }
    }
    return count > 0 ? sum / count : (double)NAN;
}

static void
add_capabilities(const ent_measure_job *job, const ent_system *system,
                 const ent_system_member *member, const double totals[ENT_CINC_COMPONENTS])
{
    const ent_capability *row = row_of(job->record, system, member);
    double                components[ENT_CINC_COMPONENTS];

    ent_table_number(job->table, CINC, member->cinc);
    if (row != NULL) {
        components_of(row, components);
        for (size_t i = 0; i < ENT_CINC_COMPONENTS; i++) {
            ent_table_number(job->table, MILEX + i, components[i]);
        }
        ent_table_number(job->table, CINC_RECOMPUTED, ent_cinc_of(components, totals));
    }
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    double sum = sum_observed(system, year, job->options->power), totals[ENT_CINC_COMPONENTS];

    add_up(job->record, year, totals);
    for (size_t i = 0; i < ent_system_size(system); i++) {
        const ent_system_member *member = ent_system_member_at(system, (ent_state_ix)i);
        ent_power                power = job->options->power;

        /* a carried figure is no observation: the year is left out */
        if (!ent_measure_shows(job->options, member->state) ||
            (member->power_year != year && member->gdp_year != year)) {
            continue;
        }
        ent_table_row(job->table);
        ent_table_integer(job->table, YEAR, year);
        ent_table_text(job->table, STATE, member->id);
        if (member->power_year == year) {
            add_capabilities(job, system, member, totals);
        }
        if (member->gdp_year == year) {
            ent_table_number(job->table, GDP, member->gdp);
            ent_table_number(job->table, NET, ent_power_of(member, ENT_POWER_NET));
        }
        if (sum > 0 && ent_power_year(member, power) == year) {
            ent_table_number(job->table, SHARE, ent_power_of(member, power) / sum);
        }
    }
    return ent_table_check(ctx, job->table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_CAPABILITY, ENT_FACT_PROFILE, ENT_FACT_GDP,
                                          ENT_FACT_KINDS};
    ent_status                 status = ent_power_check(ctx, record, options->power);

    return status == ENT_OK
               ? ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit, NULL, out)
               : status;
}

const ent_measure ent_measure_power = {
    "power",
    "capabilities of states and their share of the world's",
    "How much of the world's material power each state holds.\n"
    "\n"
    "    share = power_i / sum over all states of the year of power_j\n"
    "\n"
    "Power is chosen with --power: cinc (composite index of national capability, the mean of a\n"
    "state's shares in military expenditure and personnel, iron and steel, energy, total and\n"
    "urban population), milex (military expenditure), gdp (million constant USD of the set that\n"
    "is read) or net (gdp times gdp per head: net resources). Without an imported data set the\n"
    "record holds the shares of one year, 2022, and no gdp. Only observed years are shown; what\n"
    "is missing is empty, never 0. A state without a figure is in no sum.\n"
    "\n"
    "    cinc_recomputed = mean over its components x of x_i / sum over all states of the year of "
    "x\n"
    "\n"
    "is our own sum beside the published cinc, which it meets within rounding: the publisher\n"
    "averages missing components out, too. It is empty where no components are at hand.\n"
    "Reference: Singer, Bremer and Stuckey (1972); Singer (1987), International Interactions\n"
    "14:115-132; Beckley (2018), International Security 43(2):7-44.",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
