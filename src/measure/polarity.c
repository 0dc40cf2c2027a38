/*
 * polarity.c - how power is spread among the major powers of a year
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>

#include "base/context.h"
#include "measure/measure.h"

enum { YEAR, POWER, CONCENTRATION, POLES, LEADER, SECOND, PARITY, MAJOR_POWERS, REASON, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},         {"power", ENT_COLUMN_TEXT},
    {"concentration", ENT_COLUMN_NUMBER}, {"poles", ENT_COLUMN_INTEGER},
    {"leader", ENT_COLUMN_TEXT},          {"second", ENT_COLUMN_TEXT},
    {"parity", ENT_COLUMN_NUMBER},        {"major_powers", ENT_COLUMN_INTEGER},
    {"reason", ENT_COLUMN_TEXT}};

/* Thresholds of Thompson (1986), as shares of the powers together. */
static const double ONE_POLE = 0.5, TWO_TOGETHER = 0.5, EACH_OF_TWO = 0.25, ONE_OF_MANY = 0.05;
enum { FEWEST_OF_MANY = 3 };

static int
count_poles(size_t n, const double *power, const ent_polarity *found, double sum)
{
    double first = power[found->leader] / sum;
    double second = found->second < n ? power[found->second] / sum : 0;
    int    many = 0;

    if (second >= EACH_OF_TWO && first + second >= TWO_TOGETHER) {
        return 2;
    }
    if (first >= ONE_POLE) {
        return 1;
    }
    for (size_t i = 0; i < n; i++) {
        many += power[i] / sum >= ONE_OF_MANY;
    }
    return many >= FEWEST_OF_MANY ? many : 0;
}

ent_polarity
ent_polarity_of(size_t n, const double *power)
{
    ent_polarity out = {NAN, NAN, 0, n, n};
    double       sum = 0, squares = 0;

    for (size_t i = 0; i < n; i++) {
        sum += power[i];
        if (out.leader == n || power[i] > power[out.leader]) {
            out.second = out.leader;
            out.leader = i;
        } else if (out.second == n || power[i] > power[out.second]) {
            out.second = i;
        }
    }
    if (!(sum > 0)) {
        return (ent_polarity){NAN, NAN, 0, n, n};
    }
    for (size_t i = 0; i < n; i++) {
        squares += power[i] / sum * (power[i] / sum);
    }
    out.poles = count_poles(n, power, &out, sum);
    if (n > 1) {
        double even = 1 / (double)n, above = squares - even;

        out.concentration = sqrt((above > 0 ? above : 0) / (1 - even));
        out.parity = power[out.second] / power[out.leader];
    }
    return out;
}

/* The major powers of a year: their power, and for how many it was not observed. */
typedef struct powers {
    const ent_system_member *members[ENT_SYSTEM_MOST_STATES];
    double                   values[ENT_SYSTEM_MOST_STATES];
    size_t                   count, missing;
    const char              *first_missing;
} powers;

static void
gather(const ent_system *system, int year, ent_power power, powers *out)
{
    *out = (powers){.count = 0};
    for (size_t i = 0; i < ent_system_size(system); i++) {
        const ent_system_member *member = ent_system_member_at(system, (ent_state_ix)i);
        double                   value = ent_power_of(member, power);

        if (member->major_power == 0) {
            continue;
        }
        if (ent_power_year(member, power) != year || isnan(value)) {
            out->first_missing = out->missing == 0 ? member->id : out->first_missing;
            out->missing++;
        }
        out->members[out->count] = member;
        out->values[out->count++] = value;
    }
}

static void
give_reason(ent_table *table, const powers *all, ent_power power)
{
    char text[80];

    if (all->count == 0) {
        ent_table_text(table, REASON, "no state is listed as a major power");
    } else if (all->missing > 0) {
        (void)snprintf(text, sizeof text,
                       all->missing > 1 ? "no %s of %s and %zu more" : "no %s of %s",
                       ent_power_name(power), all->first_missing, all->missing - 1);
        ent_table_text(table, REASON, text);
    }
}

static void
add_row(const ent_measure_job *job, const ent_system *system, int year, ent_power power)
{
    ent_table   *table = job->table;
    powers       all;
    ent_polarity found;

    gather(system, year, power, &all);
    ent_table_row(table);
    ent_table_integer(table, YEAR, year);
    ent_table_text(table, POWER, ent_power_name(power));
    ent_table_integer(table, MAJOR_POWERS, (int64_t)all.count);
    if (all.missing > 0 || all.count == 0) {
        give_reason(table, &all, power);
        return;
    }
    found = ent_polarity_of(all.count, all.values);
    ent_table_number(table, CONCENTRATION, found.concentration);
    ent_table_number(table, PARITY, found.parity);
    if (found.poles > 0) {
        ent_table_integer(table, POLES, found.poles);
    } else {
        ent_table_text(table, REASON, "none holds half, no three a twentieth");
    }
    if (found.leader < all.count) {
        ent_table_text(table, LEADER, all.members[found.leader]->id);
    }
    if (found.second < all.count) {
        ent_table_text(table, SECOND, all.members[found.second]->id);
    }
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    const ent_power *other = job->user;

    add_row(job, system, year, job->options->power);
    if (other != NULL) {
        add_row(job, system, year, *other);
    }
    return ent_table_check(ctx, job->table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_CAPABILITY, ENT_FACT_PROFILE, ENT_FACT_GDP,
                                          ENT_FACT_KINDS};
    size_t                     majors, gdp;
    ent_power                  other;
    ent_status                 status = ent_power_check(ctx, record, options->power);

    (void)ent_record_facts(record, ENT_FACT_MAJOR_POWER, &majors);
    (void)ent_record_facts(record, ENT_FACT_GDP, &gdp);
    if (status == ENT_OK && majors == 0) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "the record does not say which states are major powers: import their list "
                        "(`entente list sets`)");
    }
    other = gdp > 0 ? ENT_POWER_GDP : ENT_POWER_MILEX;
    return status == ENT_OK ? ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit,
                                                options->power_chosen ? NULL : &other, out)
                            : status;
}

const ent_measure ent_measure_polarity = {
    "polarity",
    "how power is spread among the major powers: concentration, poles, parity",
    "How power is spread among the major powers of a year, s_i their shares of what they hold\n"
    "together, n their number.\n"
    "\n"
    "    concentration = sqrt((sum s_i^2 - 1/n) / (1 - 1/n)):  0 all alike, 1 one has all\n"
    "    poles         = 2 where two hold a quarter each and half together; else 1 where one\n"
    "                    holds half; else the number that hold a twentieth, three or more\n"
    "    parity        = power of the second / power of the leader\n"
    "\n"
    "Major powers are those of the Correlates of War list on any day of the year; its last spells\n"
    "are taken to last. The thresholds are Thompson's for world powers, after Modelski, who "
    "leaves\n"
    "open what comes first where one holds half and another a quarter: here it is the second\n"
    "pole. major_powers is n. Where the power of one of them was not observed in the year all is\n"
    "missing, and reason names it.\n"
    "\n"
    "Power is a choice (--power). Without it each year has two rows, by cinc and by gdp (milex\n"
    "where the record holds no gdp): what holds under one alone is a finding about that coin. Of\n"
    "NMC 7.0 and Fariss et al. (2022) both have many poles in every year from 1816 to 1914. Then\n"
    "cinc has one pole (USA) in 1945-47, two in 1948-90 and, but for 1991, two again with CHN as\n"
    "the first or second, for population and steel weigh in it; gdp one in most years of 1944-90,\n"
    "many in 1991-2007, two (USA and CHN) from 2008 on; milex two in 1947-88 and one in most "
    "years\n"
    "from 1992 on; net one throughout from 1935 on. That the Cold War had two poles and the time\n"
    "after it one is true of military expenditure, and of no other coin.\n"
    "Cost: one pass over the states of each year.\n"
    "Reference: Singer, Bremer and Stuckey (1972), in Russett (ed.), Peace, War, and Numbers, "
    "19-48;\n"
    "Modelski (1974), World Power Concentrations; Thompson (1986), Journal of Conflict Resolution\n"
    "30:587-615.",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
