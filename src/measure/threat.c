/*
 * threat.c - how threatening one state is to another
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/threat.h"

#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "measure/initiated.h"
#include "measure/measure.h"

enum { YEAR, STATE, FROM, THREAT, POWER, KILOMETRES, REACH, OFFENSIVE, INTENT, CARRIED, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},  {"state", ENT_COLUMN_TEXT},
    {"from", ENT_COLUMN_TEXT},     {"threat", ENT_COLUMN_NUMBER},
    {"power", ENT_COLUMN_NUMBER},  {"kilometres", ENT_COLUMN_NUMBER},
    {"reach", ENT_COLUMN_NUMBER},  {"offensive", ENT_COLUMN_NUMBER},
    {"intent", ENT_COLUMN_NUMBER}, {"carried", ENT_COLUMN_INTEGER}};

static const double KILOMETRES_OF_A_MILE = 1.609344;
static const double HALF_OF_FORCE = 2; /* acts at which the offensive part is 1/2 */

double
ent_threat_reach(double share, double kilometres, int year)
{
    double miles_a_day = year <= 1918 ? 250 : year <= 1945 ? 375 : 500;

    return pow(share, log10(kilometres / KILOMETRES_OF_A_MILE / miles_a_day + 10 - exp(1)));
}

double
ent_threat_of(double reach, double offensive, double intent)
{
    return reach * (1 + offensive) * (1 + intent) / 4;
}

/* What one state is to all others. */
typedef struct threatener {
    double       share, offensive;
    int          carried; /* years since its power was observed */
    ent_state_ix ix;
} threatener;

/* In metres, as they are published. */
static double
kilometres_of(const ent_dyad *dyad)
{
    return dyad->border != 0 ? 0 : round((double)dyad->kilometres * 1000) / 1000;
}

/* Half rivalry, half hostility; of the peace scale what is missing to a security community. */
static double
intent_of(const ent_system *system, const ent_dyad *dyad, ent_signs signs)
{
    if (signs == ENT_SIGNS_PEACE) {
        return 1 - (double)dyad->peace;
    }
    if (ent_system_carried(system, ENT_KNOWN_RIVALRIES) < 0 ||
        ent_system_carried(system, ENT_KNOWN_DISPUTES) < 0) {
        return (double)NAN;
    }
    return ((dyad->rivalry != 0) + (dyad->hostility > 1 ? (dyad->hostility - 1) / 4.0 : 0)) / 2;
}

static int
oldest(const ent_system *system, const threatener *k, const ent_dyad *dyad, ent_signs signs)
{
    const ent_known KINDS[] = {ENT_KNOWN_DISPUTES, ENT_KNOWN_RIVALRIES};
    int             age = k->carried;

    for (size_t i = 0; i < (signs == ENT_SIGNS_PEACE ? 1u : 2u); i++) {
        int carried = ent_system_carried(system, KINDS[i]);

        age = carried > age ? carried : age;
    }
    return signs == ENT_SIGNS_PEACE && dyad->peace_carried > age ? dyad->peace_carried : age;
}

static void
add_row(const ent_measure_job *job, const ent_system *system, int year, ent_state_ix i,
        const threatener *k)
{
    const ent_measure_options *options = job->options;
    const ent_dyad            *dyad = ent_system_dyad(system, i, k->ix);
    double                     kilometres = kilometres_of(dyad);
    double                     reach = ent_threat_reach(k->share, kilometres, year);
    double                     intent = intent_of(system, dyad, options->signs);
    double                     threat = ent_threat_of(reach, k->offensive, intent);
    ent_table                 *table = job->table;

    if (isnan(threat) && options->state_count < 2) {
        return; /* beyond its own sources a year would have a row for every pair */
    }
    ent_table_row(table);
    ent_table_integer(table, YEAR, year);
    ent_table_text(table, STATE, ent_system_member_at(system, i)->id);
    ent_table_text(table, FROM, ent_system_member_at(system, k->ix)->id);
    ent_table_number(table, THREAT, threat);
    ent_table_number(table, POWER, k->share);
    ent_table_number(table, KILOMETRES, kilometres);
    ent_table_number(table, REACH, reach);
    ent_table_number(table, OFFENSIVE, k->offensive);
    ent_table_number(table, INTENT, intent);
    ent_table_integer(table, CARRIED, oldest(system, k, dyad, options->signs));
}

/* What each state is to all others, by index. */
static ent_status
describe(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job,
         threatener *out)
{
    ent_initiated acts[ENT_SYSTEM_MOST_STATES];
    ent_day       day = ent_system_span(system).to - 1;
    int           carried;
    bool          known = ent_initiated_is_known(job->record, day, false, &carried);
    ent_power     power = job->options->power;
    double        sum = ent_power_sum(system, power);
    ent_status    status = ent_initiated_count(ctx, job->record, day, acts);

    for (size_t i = 0; i < ent_system_size(system) && status == ENT_OK; i++) {
        const ent_system_member *member = ent_system_member_at(system, (ent_state_ix)i);
        int32_t                  observed = ent_power_year(member, power);
        double                   force = acts[member->state].force;

        out[i] = (threatener){.ix = (ent_state_ix)i,
                              .share = sum > 0 ? ent_power_of(member, power) / sum : (double)NAN,
                              .offensive = known ? force / (force + HALF_OF_FORCE) : (double)NAN,
                              .carried = observed > 0 && observed < year ? year - observed : 0};
    }
    return status;
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    threatener states[ENT_SYSTEM_MOST_STATES] = {{0}};
    ent_shown  shown;
    size_t     n = ent_system_size(system);
    ent_status status = describe(ctx, system, year, job, states);

    ent_measure_find_shown(job->options, system, &shown);
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        for (size_t k = ent_shown_next(&shown, i, 0); k < n; k = ent_shown_next(&shown, i, k + 1)) {
            if (i != k) {
                add_row(job, system, year, (ent_state_ix)i, &states[k]);
            }
        }
    }
    return status == ENT_OK ? ent_table_check(ctx, job->table) : status;
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_DISPUTE, ENT_FACT_RIVALRY, ENT_FACT_KINDS};
    ent_status                 status = ent_power_check(ctx, record, options->power);

    if (status == ENT_OK) {
        status = ent_signs_check(ctx, record, options->signs);
    }
    return status == ENT_OK
               ? ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit, NULL, out)
               : status;
}

const ent_measure ent_measure_threat = {
    "threat",
    "how threatening one state is to another: power, proximity, offence, intent",
    "The balance of threat that `from` poses to `state`, after the four sources of threat that\n"
    "Walt names:\n"
    "\n"
    "    threat    = reach * (1 + offensive) * (1 + intent) / 4\n"
    "    reach     = power^(log10(miles / miles_a_day + 10 - e)),  power that arrives\n"
    "    power     = share of from in the power of all states (--power)\n"
    "    offensive = n / (n + 2) of the n disputes with use of force that from initiated, against\n"
    "                anyone, in the year or in the four years before it\n"
    "    intent    = (rivalry + hostility) / 2: strategic rivals 1, else 0; highest hostility of\n"
    "                a dispute of the two in five years: threat 1/4, display 1/2, use of force\n"
    "                3/4, war 1. With --signs peace: 1 less the level of the peace scale\n"
    "\n"
    "Miles are 0 with a common border, else the least distance of the territories; miles_a_day\n"
    "are 250 to 1918, 375 to 1945, 500 since. Threat rises with each part and falls with the\n"
    "distance. Power without acts or enmity leaves a quarter of its reach: a strong neighbour\n"
    "is a threat to be, and friends are not left out. That offence and intent double it each is\n"
    "our choice; Walt gives no weights, and the parts stand beside it.\n"
    "Missing where a part is: distances of states without a common border need the imported set\n"
    "of least distances (from 1886), offensive acts five years of disputes behind them. Rows\n"
    "without a threat are left out unless --states names both. `carried` is the age in years\n"
    "of the oldest value behind a row.\n"
    "Example: entente measure threat --states RUS,CHN,USA --at 2010 --power milex\n"
    "Reference: Walt (1987), The Origins of Alliances, pp. 22-26; Bueno de Mesquita (1981), The\n"
    "War Trap, p. 105; Bueno de Mesquita and Lalman (1992), War and Reason, appendix 1.",
    run,
    ENT_RECORD_REACH,
    COLUMN,
    COLUMNS};
