/*
 * pressure.c - how hard one state presses on another
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/pressure.h"

#include <math.h>

#include "base/context.h"
#include "measure/measure.h"

/* At which a part is 1/2. */
static const double HALF_OF_SANCTIONS = 5, HALF_OF_ALLIES = 2, HALF_OF_TROOPS = 10000;
static const float  NEAR_KILOMETRES = 644; /* 400 miles, the widest contiguity of COW */

enum {
    YEAR,
    STATE,
    FROM,
    PRESSURE,
    SANCTIONS,
    RIVALRY,
    DISPUTES,
    BORDER,
    TRADE_WAR,
    DEPLOYMENTS,
    KNOWN,
    CARRIED,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},     {"state", ENT_COLUMN_TEXT},
    {"from", ENT_COLUMN_TEXT},        {"pressure", ENT_COLUMN_NUMBER},
    {"sanctions", ENT_COLUMN_NUMBER}, {"rivalry", ENT_COLUMN_NUMBER},
    {"disputes", ENT_COLUMN_NUMBER},  {"border", ENT_COLUMN_NUMBER},
    {"trade_war", ENT_COLUMN_NUMBER}, {"deployments", ENT_COLUMN_NUMBER},
    {"known", ENT_COLUMN_INTEGER},    {"carried", ENT_COLUMN_INTEGER}};

/* From 0 to 1: rises with the amount, ever more slowly. */
static double
saturate(double amount, double half)
{
    return amount / (amount + half);
}

/* Whether a part may be told; what is carried is remembered with its age. */
static bool
is_known(const ent_system *system, ent_known kind, ent_pressure *out)
{
    int carried = ent_system_carried(system, kind);

    out->carried = carried > out->carried ? carried : out->carried;
    return carried >= 0;
}

/* Allies of k that stand at the land border of i and owe i no defence. */
static unsigned
allies_at_border(const ent_system *system, ent_state_ix i, ent_state_ix k)
{
    unsigned count = 0;

    for (size_t m = 0; m < ent_system_size(system); m++) {
        ent_state_ix    ally = (ent_state_ix)m;
        const ent_dyad *here = ent_system_dyad(system, i, ally);

        count += ally != i && ally != k && here->border != 0 &&
                 (here->obligations & ENT_OBLIGATION_DEFENCE) == 0 &&
                 (ent_system_dyad(system, k, ally)->obligations & ENT_OBLIGATION_DEFENCE) != 0;
    }
    return count;
}

static bool
is_near(const ent_dyad *dyad)
{
    return dyad->border != 0 || dyad->contiguity != 0 || dyad->kilometres <= NEAR_KILOMETRES;
}

/* Troops of k in i and near it; NaN where none of k are counted anywhere. */
static double
troops_near(const ent_system *system, ent_state_ix i, ent_state_ix k)
{
    double near = 0;
    bool   counted = false;

    for (size_t m = 0; m < ent_system_size(system); m++) {
        ent_state_ix host = (ent_state_ix)m;
        double       troops = host == k ? 0 : ent_system_dyad(system, k, host)->troops;

        if (troops > 0) {
            counted = true;
            near += host == i || is_near(ent_system_dyad(system, i, host)) ? troops : 0;
        }
    }
    return counted ? near : (double)NAN;
}

/* What depends on k being hostile; under signs of the peace scale that may not be known. */
static void
add_hostile_parts(const ent_system *system, ent_state_ix i, ent_state_ix k, ent_signs signs,
                  bool deployments, ent_pressure *out)
{
    bool   hostile = ent_system_sign(system, i, k, signs) < 0;
    bool   told = signs == ENT_SIGNS_PEACE ? !isnan(ent_system_dyad(system, i, k)->peace)
                                           : !isnan(out->rivalry) && !isnan(out->disputes);
    double troops;

    if (!told) {
        return;
    }
    if (is_known(system, ENT_KNOWN_OBLIGATIONS, out)) {
        out->border = hostile ? saturate(allies_at_border(system, i, k), HALF_OF_ALLIES) : 0;
    }
    troops = deployments ? troops_near(system, i, k) : (double)NAN;
    if (!isnan(troops)) {
        out->deployments = hostile ? saturate(troops, HALF_OF_TROOPS) : 0;
    }
}

static void
add_mean(ent_pressure *out)
{
    const double parts[ENT_PRESSURE_PARTS] = {out->sanctions, out->rivalry,   out->disputes,
                                              out->border,    out->trade_war, out->deployments};
    double       sum = 0;

    for (size_t p = 0; p < ENT_PRESSURE_PARTS; p++) {
        if (!isnan(parts[p])) {
            sum += parts[p];
            out->known++;
        }
    }
    out->pressure = out->known > 0 ? sum / out->known : (double)NAN;
}

static ent_pressure
add_parts(const ent_system *system, ent_state_ix i, ent_state_ix k, ent_signs signs,
          bool deployments)
{
    ent_pressure    out = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0};
    const ent_dyad *dyad = ent_system_dyad(system, k, i);

    if (i == k) {
        return out;
    }
    if (is_known(system, ENT_KNOWN_SANCTIONS, &out)) {
        bool both = dyad->trade_sanctions > 0 && ent_system_dyad(system, i, k)->trade_sanctions > 0;

        out.sanctions = saturate(dyad->sanctions, HALF_OF_SANCTIONS);
        if (both || is_known(system, ENT_KNOWN_TARIFFS, &out)) {
            out.trade_war = both;
        }
    }
    if (is_known(system, ENT_KNOWN_RIVALRIES, &out)) {
        out.rivalry = dyad->rivalry;
    }
    if (is_known(system, ENT_KNOWN_DISPUTES, &out)) {
        out.disputes = dyad->hostility >= 4 ? (dyad->hostility - 3) / 2.0 : 0;
    }
    add_hostile_parts(system, i, k, signs, deployments, &out);
    add_mean(&out);
    return out;
}

ent_pressure
ent_pressure_of(const ent_system *system, ent_state_ix i, ent_state_ix k, ent_signs signs)
{
    return add_parts(system, i, k, signs, true);
}

ent_pressure
ent_pressure_of_ties(const ent_system *system, ent_state_ix i, ent_state_ix k, ent_signs signs)
{
    return add_parts(system, i, k, signs, false);
}

static void
add_row(const ent_measure_job *job, const ent_system *system, int year, ent_state_ix i,
        ent_state_ix k, const ent_pressure *pressure)
{
    ent_table *table = job->table;

    ent_table_row(table);
    ent_table_integer(table, YEAR, year);
    ent_table_text(table, STATE, ent_system_member_at(system, i)->id);
    ent_table_text(table, FROM, ent_system_member_at(system, k)->id);
    ent_table_number(table, PRESSURE, pressure->pressure);
    ent_table_number(table, SANCTIONS, pressure->sanctions);
    ent_table_number(table, RIVALRY, pressure->rivalry);
    ent_table_number(table, DISPUTES, pressure->disputes);
    ent_table_number(table, BORDER, pressure->border);
    ent_table_number(table, TRADE_WAR, pressure->trade_war);
    ent_table_number(table, DEPLOYMENTS, pressure->deployments);
    ent_table_integer(table, KNOWN, pressure->known);
    ent_table_integer(table, CARRIED, pressure->carried);
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    size_t    n = ent_system_size(system);
    ent_shown shown;

    ent_measure_find_shown(job->options, system, &shown);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = ent_shown_next(&shown, i, 0); k < n; k = ent_shown_next(&shown, i, k + 1)) {
            ent_state_ix a = (ent_state_ix)i, b = (ent_state_ix)k;
            ent_pressure pressure;

            if (i == k) {
                continue;
            }
            pressure = ent_pressure_of(system, a, b, job->options->signs);
            if (pressure.pressure > 0 || (pressure.known > 0 && job->options->state_count >= 2)) {
                add_row(job, system, year, a, b, &pressure);
            }
        }
    }
    return ent_table_check(ctx, job->table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_RIVALRY, ENT_FACT_DISPUTE, ENT_FACT_SANCTION,
                                          ENT_FACT_KINDS};
    ent_status                 status = ent_signs_check(ctx, record, options->signs);

    return status == ENT_OK
               ? ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit, NULL, out)
               : status;
}

const ent_measure ent_measure_pressure = {
    "pressure",
    "how hard one state presses on another, by its parts",
    "What `from` does to `state`, or holds ready against it, in six parts of 0 to 1:\n"
    "\n"
    "    sanctions   = n / (n + 5) of the n sanctions of from on state that are in force\n"
    "    rivalry     = 1 for strategic rivals, else 0\n"
    "    disputes    = highest hostility of the last five years: 1/2 use of force, 1 war, else 0\n"
    "    border      = n / (n + 2) of the n allies of a hostile from at the land border of state\n"
    "    trade_war   = 1 where both restrict trade with the other by sanctions or duties\n"
    "    deployments = t / (t + 10000) of the t troops of a hostile from in state or near it\n"
    "    pressure    = mean of the parts that are known\n"
    "\n"
    "From is hostile where the pair's sign is negative (--signs). An ally has an obligation of\n"
    "defence to from and none to state. Near is a common border, a COW contiguity, or at most\n"
    "644 km (400 miles). Each part rises with what it counts, and pressure with each part; that\n"
    "they weigh the same is a choice: weigh the columns otherwise where yours differs.\n"
    "A part is missing, not 0, where no source speaks of it: sanctions and trade_war before the\n"
    "first day of their source, trade_war also where that counts no tariffs (GSDB) and not both\n"
    "restrict trade by sanctions, deployments without imported troops (of the USA from 1950; of\n"
    "Britain, China, France and Russia from the published signals, 1981 to 2012: a year in which\n"
    "a power is said to have none anywhere counts as not observed). `known` is the number of\n"
    "parts behind the mean: compare years with the same. `carried` is the age in years of the\n"
    "oldest source behind a row whose last day is over. Sanctions of the European Union and the\n"
    "United Nations have no state as sender and are not in it. Rows of pressure 0 are left out\n"
    "unless --states names both states.\n"
    "Example: entente measure pressure --states RUS,USA --from 1990\n"
    "Reference: Thompson, Sakuwa and Suhas (2021), Analyzing Strategic Rivalries in World\n"
    "Politics; Palmer et al. (2022), Conflict Management and Peace Science 39:470-482; Syropoulos\n"
    "et al. (2024), Review of International Economics 32:12-48.",
    run,
    ENT_RECORD_REACH,
    COLUMN,
    COLUMNS};
