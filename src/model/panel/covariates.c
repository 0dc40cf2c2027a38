/*
 * covariates.c - the table of covariates: what each is, and where it is from
 *
 *   1. states     2. place     3. power and regime     4. what binds and divides
 *   5. exchange     6. third states     7. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "model/panel/year.h"

static const ent_system_member *
member(const ent_panel_year *y, ent_state_ix i)
{
    return ent_system_member_at(y->system, i);
}

static const ent_dyad *
dyad(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return ent_system_dyad(y->system, i, j);
}

/* 1. states; what is carried from an earlier year is missing */

static double
power(const ent_panel_year *y, ent_state_ix i)
{
    return y->share[i] > 0 ? log(y->share[i]) : (double)NAN;
}

static double
polyarchy(const ent_panel_year *y, ent_state_ix i)
{
    return member(y, i)->regime_year == y->year ? member(y, i)->polyarchy : (double)NAN;
}

static double
polity(const ent_panel_year *y, ent_state_ix i)
{
    const ent_system_member *m = member(y, i);

    return m->regime_year == y->year && m->polity != ENT_NO_INTEGER ? m->polity : (double)NAN;
}

/* From the first of the years that is told: of a new state, since it is one. */
static double
regime_change(const ent_panel_year *y, ent_state_ix i)
{
    double now = polyarchy(y, i), before = (double)NAN;

    for (int year = y->year - ENT_PANEL_RECENT; year <= y->year && isnan(before); year++) {
        before = ent_panel_history_regime(y->history, member(y, i)->state, year);
    }
    return fabs(now - before);
}

static double
major_power(const ent_panel_year *y, ent_state_ix i)
{
    return member(y, i)->major_power;
}

/* Spells of a state that follow each other from one day to the next are one. */
static double
age(const ent_panel_year *y, ent_state_ix i)
{
    size_t           count;
    const ent_spell *spells = ent_codes_spells(ent_record_codes(y->record), &count);
    ent_span         year = ent_span_of_year(y->year);
    ent_day          since = year.to, before = ENT_NO_DAY;

    while (since != before) {
        before = since;
        for (size_t k = 0; k < count; k++) {
            ent_day known = since == year.to ? year.from + 1 : since;

            if (spells[k].state == member(y, i)->state && spells[k].span.from < since &&
                spells[k].span.to >= known) {
                since = spells[k].span.from;
            }
        }
    }
    return log1p(y->year - ent_date_year(since));
}

static double
war_years(const ent_panel_year *y, ent_state_ix i)
{
    int since = y->history->war_since[member(y, i)->state];

    return since > 0 ? log(y->year - since + 2) : 0;
}

/* 2. place */

/* Whether published spells say what is contiguous; without them borders are as of 2022. */
static bool
has_spells(const ent_panel_year *y)
{
    size_t count;

    (void)ent_record_facts(y->record, ENT_FACT_CONTIGUITY, &count);
    return count > 0;
}

static double
border(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return dyad(y, i, j)->border;
}

static double
contiguity(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return has_spells(y) ? dyad(y, i, j)->contiguity > 0 : (double)NAN;
}

static double
distance(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return log1p((double)dyad(y, i, j)->kilometres);
}

int
ent_panel_region(ent_ccode ccode)
{
    static const ent_ccode LAST[] = {199, 399, 629, 699, 899};
    int                    at = 0;

    while (at < ENT_PANEL_REGIONS - 1 && ccode > LAST[at]) {
        at++;
    }
    return at;
}

static int
region(const ent_panel_year *y, ent_state_ix i)
{
    return ent_panel_region(member(y, i)->ccode);
}

static double
same_region(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return region(y, i) == region(y, j);
}

/* 3. power and regime */

static double
power_ratio(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return fabs(power(y, i) - power(y, j));
}

static double
regime_similarity(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return 1 - fabs(polyarchy(y, i) - polyarchy(y, j));
}

static double
joint_democracy(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    double a = polyarchy(y, i), b = polyarchy(y, j);

    return isnan(a + b) ? (double)NAN : fmin(a, b);
}

/* 4. what binds and divides */

static double
obligation(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return (dyad(y, i, j)->obligations & ~ENT_OBLIGATION_NONAGGRESSION) != 0;
}

static double
defence(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return (dyad(y, i, j)->obligations & ENT_OBLIGATION_DEFENCE) != 0;
}

static double
bilateral(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return y->history->bilateral[ent_panel_history_at(y, i, j)];
}

static double
larger(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return (y->history->larger[ent_panel_history_at(y, i, j)] & ENT_PANEL_LARGER_ANY) != 0;
}

static double
larger_defence(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return (y->history->larger[ent_panel_history_at(y, i, j)] & ENT_PANEL_LARGER_DEFENCE) != 0;
}

/* Treaties of two that it took up in the last five years, with whomever: they come in waves. */
static double
recent_pacts(const ent_panel_year *y, ent_state_ix i)
{
    unsigned count = 0;

    for (size_t j = 0; j < y->n; j++) {
        int begun = y->history->begun[ent_panel_history_at(y, i, j)];

        count += begun > 0 && y->year - begun < ENT_PANEL_RECENT;
    }
    return log1p(count);
}

static double
dispute(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return y->history->disputed[ent_panel_history_at(y, i, j)];
}

static double
past_obligation(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    int ended = y->history->ended[ent_panel_history_at(y, i, j)];

    return ended > 0 && y->year - ended < ENT_PANEL_MEMORY;
}

static double
degree(const ent_panel_year *y, ent_state_ix i)
{
    unsigned count = 0;

    for (size_t j = 0; j < y->n; j++) {
        count += j != i && obligation(y, i, (ent_state_ix)j) > 0;
    }
    return log1p(count);
}

static double
rivalry(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return dyad(y, i, j)->rivalry;
}

static double
adversaries(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return y->hostile[(size_t)i * y->n + j];
}

static double
past_dispute(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return dyad(y, i, j)->hostility > 1;
}

static double
peace(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return dyad(y, i, j)->peace_carried == 0 ? (double)dyad(y, i, j)->peace : (double)NAN;
}

/* No act of a pair whose signals are counted is an observation of none; of others silence. */
static double
cooperation(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    int  level = dyad(y, i, j)->cooperation;
    bool counted = ent_record_carried(y->record, "signals", ent_span_of_year(y->year).to - 1) >= 0;

    if (y->signalled[(size_t)i * y->n + j] != 0) {
        return level > 0 ? level : 0;
    }
    return !counted && level >= 0 ? level : (double)NAN;
}

static double
ideal_distance(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return fabs(y->points[i] - y->points[j]);
}

static double
sanctions(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return dyad(y, i, j)->sanctions > 0 || dyad(y, j, i)->sanctions > 0;
}

/* 5. exchange */

static double
organisations(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    int shared = dyad(y, i, j)->organisations;

    return shared >= 0 ? log1p(shared) : (double)NAN;
}

static double
exercises(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return log1p(dyad(y, i, j)->exercises);
}

static double
arms(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return log1p((double)dyad(y, i, j)->arms + (double)dyad(y, j, i)->arms);
}

static double
trade(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return log1p(ent_exchange_trade(&y->exchange, i, j));
}

static double
trade_share(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return sqrt(ent_exchange_trade_share(&y->exchange, i, j) *
                ent_exchange_trade_share(&y->exchange, j, i));
}

static double
trade_asymmetry(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    return fabs(ent_exchange_trade_share(&y->exchange, i, j) -
                ent_exchange_trade_share(&y->exchange, j, i));
}

/* 6. third states */

static void
pressure_max(const ent_panel_year *y, float *out)
{
    ent_panel_common(y, ENT_COMMON_MAX, false, out);
}

static void
pressure_min(const ent_panel_year *y, float *out)
{
    ent_panel_common(y, ENT_COMMON_MIN, false, out);
}

static void
pressure_product(const ent_panel_year *y, float *out)
{
    ent_panel_common(y, ENT_COMMON_PRODUCT, false, out);
}

static void
pressure_max_apart(const ent_panel_year *y, float *out)
{
    ent_panel_common(y, ENT_COMMON_MAX, true, out);
}

static void
pressure_min_apart(const ent_panel_year *y, float *out)
{
    ent_panel_common(y, ENT_COMMON_MIN, true, out);
}

static void
pressure_product_apart(const ent_panel_year *y, float *out)
{
    ent_panel_common(y, ENT_COMMON_PRODUCT, true, out);
}

static void
shared_adversaries(const ent_panel_year *y, float *out)
{
    ent_panel_shared(y, false, out);
}

static void
shared_adversaries_apart(const ent_panel_year *y, float *out)
{
    ent_panel_shared(y, true, out);
}

static double
partner_war(const ent_panel_year *y, ent_state_ix i, ent_state_ix j)
{
    double years = war_years(y, j);
    bool other = false; /* a war of the partner with i itself is none that i could be drawn into */

    for (size_t k = 0; k < y->n && years > 0 && !other; k++) {
        other = k != i && k != j && dyad(y, j, (ent_state_ix)k)->at_war != 0;
    }
    return other ? years : 0;
}

static void
contested_regions(const ent_panel_year *y, float *out)
{
    if (has_spells(y)) {
        ent_panel_contested(y, out);
    }
}

/* 7. the table */

enum {
    FLOWS = ENT_RECORD_FLOWS,
    VOTES = ENT_RECORD_VOTES,
    REACH = ENT_RECORD_REACH,
    ORGANISATIONS = ENT_RECORD_ORGANISATIONS
};

static const ent_covariate COVARIATES[] = {
    {.name = "power",
     .formula = "log of the share in the power of all states (--power)",
     .source = "",
     .of_state = power},
    {.name = "polyarchy",
     .formula = "electoral democracy, 0 to 1",
     .source = "",
     .of_state = polyarchy},
    {.name = "regime_change",
     .formula = "|change of polyarchy in the last 5 years|; of a new state, since it is one",
     .source = "",
     .of_state = regime_change},
    {.name = "polity", .formula = "Polity score, -10 to 10", .source = "", .of_state = polity},
    {.name = "major_power",
     .formula = "1 for a major power of COW",
     .source = "major_powers",
     .of_state = major_power},
    {.name = "age",
     .formula = "log(1 + years since it came into being, or came back)",
     .source = "",
     .of_state = age},
    {.name = "war_years",
     .formula = "log(1 + years at war without a break), 0 at peace",
     .source = "disputes",
     .of_state = war_years},
    {.name = "degree",
     .formula = "log(1 + states bound to it beyond non-aggression)",
     .source = "obligations",
     .of_state = degree},
    {.name = "recent_pacts",
     .formula = "log(1 + treaties of two with obligations beyond non-aggression that it took up in "
                "the last 5 years)",
     .source = "obligations",
     .of_state = recent_pacts},
    {.name = "border",
     .formula =
         "1 for a common land border; without published spells as of 2022, for all years up to it",
     .source = "borders",
     .of_pair = border},
    {.name = "contiguity",
     .formula = "1 for a common border or at most 400 miles of water between",
     .source = "borders",
     .of_pair = contiguity},
    {.name = "distance",
     .formula = "log(1 + least distance in km)",
     .source = "distances",
     .detail = REACH,
     .of_pair = distance},
    {.name = "same_region",
     .formula = "1 in one region of COW: Americas, Europe, Africa, Middle East, Asia, Oceania",
     .source = "",
     .of_pair = same_region},
    {.name = "power_ratio",
     .formula = "|log share_i - log share_j|: asymmetry of power",
     .source = "",
     .of_pair = power_ratio},
    {.name = "regime_similarity",
     .formula = "1 - |polyarchy_i - polyarchy_j|",
     .source = "",
     .of_pair = regime_similarity},
    {.name = "joint_democracy",
     .formula = "min(polyarchy_i, polyarchy_j)",
     .source = "",
     .of_pair = joint_democracy},
    {.name = "obligation",
     .formula = "1 for an obligation beyond non-aggression",
     .source = "obligations",
     .is_tie = true,
     .of_pair = obligation},
    {.name = "defence",
     .formula = "1 for an obligation of defence",
     .source = "obligations",
     .is_tie = true,
     .of_pair = defence},
    {.name = "bilateral",
     .formula = "1 for an obligation beyond non-aggression by a treaty of these two alone",
     .source = "obligations",
     .is_tie = true,
     .of_pair = bilateral},
    {.name = "larger_treaty",
     .formula = "1 for an obligation beyond non-aggression by a treaty of three and more",
     .source = "obligations",
     .is_tie = true,
     .of_pair = larger},
    {.name = "larger_defence",
     .formula = "1 for an obligation of defence by a treaty of three and more",
     .source = "obligations",
     .is_tie = true,
     .of_pair = larger_defence},
    {.name = "shared_allies",
     .formula = "number of k that both are bound to beyond non-aggression",
     .source = "obligations",
     .of_all = ent_panel_shared_allies},
    {.name = "past_obligation",
     .formula = "1 where an obligation beyond non-aggression ended in the last 25 years",
     .source = "obligations",
     .of_pair = past_obligation},
    {.name = "rivalry",
     .formula = "1 for strategic rivals",
     .source = "rivalries",
     .is_tie = true,
     .of_pair = rivalry},
    {.name = "adversaries",
     .formula = "1 for strategic rivals, or a dispute with use of force in the last 5 years",
     .source = "disputes,rivalries",
     .of_pair = adversaries},
    {.name = "past_dispute",
     .formula = "1 for a militarized dispute (threat of force and more) in the last 5 years",
     .source = "disputes",
     .of_pair = past_dispute},
    {.name = "dispute",
     .formula = "1 for a militarized dispute (threat of force and more) in the year",
     .source = "disputes",
     .is_tie = true,
     .of_pair = dispute},
    {.name = "peace",
     .formula = "level of the peace scale on the last day, 0 to 1",
     .source = "peace",
     .of_pair = peace},
    {.name = "cooperation",
     .formula = "cooperation level 0 to 7 of a great power and a state whose signals are counted",
     .source = "cooperation",
     .of_pair = cooperation},
    {.name = "ideal_distance",
     .formula = "|theta_i - theta_j|, ideal points from the votes known then",
     .source = "",
     .of_points = true,
     .detail = VOTES,
     .of_pair = ideal_distance},
    {.name = "agreement",
     .formula = "agreement in the General Assembly: 1 - mean |vote_i - vote_j|, yes 1, abstain 1/2",
     .source = "votes",
     .detail = VOTES,
     .of_all = ent_panel_agreement},
    {.name = "sanctions",
     .formula = "1 where either has a sanction in force on the other",
     .source = "sanctions",
     .is_tie = true,
     .of_pair = sanctions},
    {.name = "organisations",
     .formula = "log(1 + organisations that both are full members of)",
     .source = "organisations",
     .detail = ORGANISATIONS,
     .of_pair = organisations},
    {.name = "exercises",
     .formula = "log(1 + joint exercises)",
     .source = "exercises",
     .of_pair = exercises},
    {.name = "arms",
     .formula = "log(1 + TIV that they ordered from each other in 5 years)",
     .source = "arms",
     .of_pair = arms},
    {.name = "trade",
     .formula = "log(1 + imports of both from each other, million USD)",
     .source = "trade",
     .detail = FLOWS,
     .of_pair = trade},
    {.name = "trade_share",
     .formula = "sqrt(s_ij s_ji), s_ij the share of j in all trade of i",
     .source = "trade",
     .detail = FLOWS,
     .of_pair = trade_share},
    {.name = "trade_asymmetry",
     .formula = "|s_ij - s_ji|",
     .source = "trade",
     .detail = FLOWS,
     .of_pair = trade_asymmetry},
    {.name = "pressure_max",
     .formula = "sum over third states k of max(p_ki, p_kj)",
     .source = "",
     .apart = "pressure_max_apart",
     .of_all = pressure_max},
    {.name = "pressure_min",
     .formula = "sum over third states k of min(p_ki, p_kj)",
     .source = "",
     .apart = "pressure_min_apart",
     .of_all = pressure_min},
    {.name = "pressure_product",
     .formula = "sum over third states k of p_ki p_kj",
     .source = "",
     .apart = "pressure_product_apart",
     .of_all = pressure_product},
    {.name = "pressure_max_apart",
     .formula = "pressure_max without k acquired jointly",
     .source = "disputes,rivalries",
     .of_all = pressure_max_apart},
    {.name = "pressure_min_apart",
     .formula = "pressure_min without k acquired jointly",
     .source = "disputes,rivalries",
     .of_all = pressure_min_apart},
    {.name = "pressure_product_apart",
     .formula = "pressure_product without k acquired jointly",
     .source = "disputes,rivalries",
     .of_all = pressure_product_apart},
    {.name = "shared_adversaries",
     .formula = "number of k that are adversaries of both",
     .source = "disputes,rivalries",
     .apart = "shared_adversaries_apart",
     .of_all = shared_adversaries},
    {.name = "shared_adversaries_apart",
     .formula = "those whose enmity the two did not take up within a year of each other",
     .source = "disputes,rivalries",
     .of_all = shared_adversaries_apart},
    {.name = "adversary_trade",
     .formula = "sum of s_ik over the adversaries k of j",
     .source = "disputes,rivalries,trade",
     .directed = true,
     .detail = FLOWS,
     .of_all = ent_panel_adversary_trade},
    {.name = "partner_war",
     .formula = "log(1 + years) that j is at war, where it is with another state than i",
     .source = "disputes",
     .directed = true,
     .of_pair = partner_war},
    {.name = "contested_regions",
     .formula = "sum of min(s_hi, s_hj) over third states h next to i or j",
     .source = "borders,trade",
     .detail = FLOWS,
     .of_all = contested_regions},
};
enum { COVARIATE_COUNT = sizeof COVARIATES / sizeof COVARIATES[0] };

const ent_covariate *
ent_covariates(size_t *count)
{
    *count = COVARIATE_COUNT;
    return COVARIATES;
}

const ent_covariate *
ent_covariate_find(const char *name)
{
    for (size_t i = 0; i < COVARIATE_COUNT; i++) {
        if (strcmp(COVARIATES[i].name, name) == 0) {
            return &COVARIATES[i];
        }
    }
    return NULL;
}

/* Borders without spells are as of a day: so they are taken to have been before it, not after. */
static bool
is_told(const ent_panel_year *y, const char *kind)
{
    int carried = ent_record_carried(y->record, kind, ent_span_of_year(y->year).to - 1);

    return carried == 0 || (carried < 0 && strcmp(kind, "borders") == 0 && !has_spells(y));
}

bool
ent_covariate_is_observed(const ent_covariate *covariate, const ent_panel_year *y)
{
    const char *at = covariate->source;

    while (*at != '\0') {
        size_t length = strcspn(at, ",");
        char   kind[32];

        memcpy(kind, at, length);
        kind[length] = '\0';
        if (!is_told(y, kind)) {
            return false;
        }
        at += length + (at[length] != '\0');
    }
    return true;
}
