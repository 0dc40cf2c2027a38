/*
 * runs.c - contrasts and orderings: outcomes of scenarios; and what a rule lets pass
 *
 *   1. scenarios     2. outcomes     3. rules
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/institution.h"
#include "measure/voting/rule.h"
#include "scenario/backtest/backtest.h"
#include "scenario/claim/claim.h"
#include "scenario/scenario.h"

/* 1. scenarios */

struct ent_claim_runs {
    const char   **names; /* as the claims have them */
    ent_scenario **scenarios;
    ent_ensemble  *ensembles;
    size_t         count, capacity[3];
    bool           ran;
    unsigned       beaten; /* kinds of outcomes on which the runs beat their baselines */
};

static size_t
find(const ent_claim_runs *runs, const char *name)
{
    size_t i = 0;

    while (i < runs->count && strcmp(runs->names[i], name) != 0) {
        i++;
    }
    return i;
}

static ent_status
load(ent_ctx *ctx, const ent_codes *codes, const ent_yaml_node *node, ent_claim_runs *runs)
{
    const char *name = ent_yaml_text(node, "");
    size_t      need = runs->count + 1;
    ent_status  status;

    if (find(runs, name) < runs->count) {
        return ENT_OK;
    }
    if (!ENT_GROW(runs->names, runs->capacity[0], need) ||
        !ENT_GROW(runs->scenarios, runs->capacity[1], need) ||
        !ENT_GROW(runs->ensembles, runs->capacity[2], need)) {
        return ent_fail_nomem(ctx);
    }
    status = ent_scenario_load(ctx, codes, name, &runs->scenarios[runs->count]);
    if (status == ENT_E_NOTFOUND || status == ENT_E_FILE) {
        return ent_yaml_fail(ctx, node, "%s", ent_ctx_error(ctx));
    }
    if (status != ENT_OK) {
        return status;
    }
    runs->ensembles[runs->count] = (ent_ensemble){0};
    runs->names[runs->count++] = name;
    return ENT_OK;
}

static const ent_outcome *
outcome_of(const ent_scenario *scenario, const char *name)
{
    for (size_t i = 0; i < scenario->outcome_count; i++) {
        if (strcmp(scenario->outcomes[i].name, name) == 0) {
            return &scenario->outcomes[i];
        }
    }
    return NULL;
}

static ent_status
fail_outcome(ent_ctx *ctx, const ent_yaml_node *node, const ent_scenario *scenario)
{
    ent_text   list;
    ent_status status;

    ent_text_init(&list);
    for (size_t i = 0; i < scenario->outcome_count; i++) {
        ent_text_addf(&list, "%s'%s'", i > 0 ? ", " : "", scenario->outcomes[i].name);
    }
    status = list.failed
                 ? ent_fail_nomem(ctx)
                 : ent_yaml_fail(ctx, node, "'%.60s' is no outcome of '%s', which counts %s",
                                 ent_yaml_text(node, ""), scenario->name, ent_text_get(&list));
    ent_text_clear(&list);
    return status;
}

/* The outcome and year that a claim names are among those of the scenario. */
static ent_status
check_outcome(ent_ctx *ctx, const ent_assertion *claim, const ent_scenario *scenario,
              const char *key)
{
    const ent_yaml_node *node = ent_yaml_get(claim->test, key);
    int                  first = ent_date_year(scenario->base.from);

    if (outcome_of(scenario, ent_yaml_text(node, "")) == NULL) {
        return fail_outcome(ctx, node, scenario);
    }
    return claim->year >= first && claim->year <= first + scenario->horizon
               ? ENT_OK
               : ent_yaml_fail(ctx, ent_yaml_get(claim->test, "year"),
                               "'%s' runs from %d to %d, not to %d", scenario->name, first,
                               first + scenario->horizon, claim->year);
}

/* Each scenario is run beside its root: against that no outcome of the root's own is needed. */
static bool
is_root_of(const ent_scenario *root, const ent_scenario *scenario)
{
    return root->is_root && !scenario->is_root &&
           strcmp(root->root_digest, scenario->root_digest) == 0;
}

static ent_status
add_claim(ent_ctx *ctx, const ent_codes *codes, const ent_assertion *claim, ent_claim_runs *runs)
{
    const char *const    first = "scenario";
    const ent_yaml_node *against = ent_yaml_get(claim->test, "against");
    ent_status           status;

    if (claim->kind != ENT_ASSERTION_CONTRAST && claim->kind != ENT_ASSERTION_ORDERING) {
        return ENT_OK;
    }
    status = load(ctx, codes, ent_yaml_get(claim->test, first), runs);
    if (status == ENT_OK && against != NULL) {
        status = load(ctx, codes, against, runs);
    }
    if (status == ENT_OK) {
        status = check_outcome(ctx, claim, runs->scenarios[find(runs, claim->scenario)], "outcome");
    }
    if (status == ENT_OK && against != NULL &&
        !is_root_of(runs->scenarios[find(runs, claim->against)],
                    runs->scenarios[find(runs, claim->scenario)])) {
        status = check_outcome(ctx, claim, runs->scenarios[find(runs, claim->against)], "outcome");
    }
    return status == ENT_OK && claim->above != NULL
               ? check_outcome(ctx, claim, runs->scenarios[find(runs, claim->scenario)], "above")
               : status;
}

ent_status
ent_claim_runs_make(ent_ctx *ctx, const ent_codes *codes, const ent_claims *const *packs,
                    size_t count, ent_claim_runs **out)
{
    ent_claim_runs *runs = ent_alloc_zero(1, sizeof *runs);
    ent_status      status = runs != NULL ? ENT_OK : ent_fail_nomem(ctx);

    for (size_t p = 0; p < count && status == ENT_OK; p++) {
        for (size_t i = 0; i < packs[p]->count && status == ENT_OK; i++) {
            status = add_claim(ctx, codes, &packs[p]->items[i], runs);
        }
    }
    if (status != ENT_OK) {
        ent_claim_runs_destroy(runs);
        return status;
    }
    *out = runs;
    return ENT_OK;
}

ent_status
ent_claim_runs_run(ent_ctx *ctx, const ent_record *record, ent_store *store,
                   const ent_check_options *options, ent_claim_runs *runs)
{
    ent_run_options how = {.seed = options->seed, .runs = options->runs};
    ent_status      status = ENT_OK;

    if (runs->count == 0 || options->quick) {
        return ENT_OK;
    }
    if (store != NULL) {
        status = ent_backtest_beaten(ctx, store, &runs->beaten);
    }
    if (status == ENT_OK) {
        status = ent_scenario_run(ctx, record, runs->scenarios, runs->count, &how, runs->ensembles);
        runs->ran = status == ENT_OK;
    }
    return status;
}

void
ent_claim_runs_destroy(ent_claim_runs *runs)
{
    if (runs == NULL) {
        return;
    }
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->ran) {
            ent_ensemble_clear(&runs->ensembles[i]);
        }
        ent_scenario_destroy(runs->scenarios[i]);
    }
    ent_free(runs->names);
    ent_free(runs->scenarios);
    ent_free(runs->ensembles);
    ent_free(runs);
}

/* A model of ties that a scenario names is a file of its own, and may name others. */
bool
ent_claim_runs_describe(const ent_claim_runs *runs, ent_text *out)
{
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->scenarios[i]->formation != NULL) {
            return false;
        }
        ent_text_addf(out, "scenario %s %s\n", runs->scenarios[i]->digest, runs->names[i]);
    }
    return true;
}

/* 2. outcomes */

/* A difference of probabilities, and how much of it is assumed. */
typedef struct gap {
    double value, lo, hi, assumed;
    double margin; /* by which its interval has to clear the threshold: what another seed changes */
    bool   same;   /* no run differs from its like */
} gap;

static const ent_outcome_year *
year_of(const ent_ensemble *ensemble, const char *outcome, int year)
{
    for (size_t i = 0; i < ensemble->outcome_count; i++) {
        if (strcmp(ensemble->outcomes[i].outcome.name, outcome) == 0) {
            return &ensemble->outcomes[i].years[year - ensemble->first_year];
        }
    }
    return NULL;
}

/* Bounds of a difference of two that are taken to be independent: wider than with shared draws. */
static gap
difference(double a, double a_lo, double a_hi, double b, double b_lo, double b_hi)
{
    double value = a - b;

    return (gap){.value = value,
                 .lo = value - hypot(a - a_lo, b_hi - b),
                 .hi = value + hypot(a_hi - a, b - b_lo),
                 .assumed = NAN};
}

static double
larger(double a, double b)
{
    return isnan(a) ? b : isnan(b) ? a : fmax(a, b);
}

/* Against its root: the draws are shared. */
static gap
contrast_with_root(const ent_outcome_year *with)
{
    return (gap){.value = with->difference,
                 .lo = with->difference_lo,
                 .hi = with->difference_hi,
                 .assumed = with->assumed_share,
                 .margin = 2 * with->difference_mc_se,
                 .same = with->paired == 0};
}

static gap
contrast(const ent_outcome_year *with, const ent_outcome_year *without)
{
    gap out = isnan(without->difference) || isnan(with->difference)
                  ? difference(with->probability, with->lo, with->hi, without->probability,
                               without->lo, without->hi)
                  : difference(with->difference, with->difference_lo, with->difference_hi,
                               without->difference, without->difference_lo, without->difference_hi);

    out.assumed = larger(with->assumed_share, without->assumed_share);
    return out;
}

static bool
is_estimated(const ent_scenario *scenario)
{
    bool estimated = true;

    for (size_t i = 0; i < scenario->intervention_count; i++) {
        estimated = estimated && scenario->interventions[i].basis == ENT_BASIS_ESTIMATED;
    }
    return estimated;
}

/* Why a claim stays open whatever the runs say; NULL: it need not. */
static const char *
doubt(const ent_claim_runs *runs, const ent_assertion *claim, double assumed)
{
    const ent_scenario *scenario = runs->scenarios[find(runs, claim->scenario)];
    const ent_scenario *other =
        claim->against != NULL ? runs->scenarios[find(runs, claim->against)] : scenario;
    unsigned kinds = 1U << outcome_of(scenario, claim->outcome)->kind;

    if (claim->above != NULL) {
        kinds |= 1U << outcome_of(scenario, claim->above)->kind;
    }
    return assumed > 0.5 ? "more than half of the spread is from assumed sizes"
           : (runs->beaten & kinds) != kinds
               ? "the model has not been shown to beat its baselines on this outcome"
           : !is_estimated(scenario) || !is_estimated(other)
               ? "the size of an intervention is not estimated"
               : NULL;
}

static void
describe(const ent_assertion *claim, const gap *found, const char *doubt_of, ent_finding *out)
{
    double way = found->value * claim->direction;
    double edge = claim->threshold + found->margin;
    bool   open = found->lo <= edge && found->hi >= -edge;

    out->value = found->value;
    out->lo = found->lo;
    out->hi = found->hi;
    out->threshold = claim->threshold;
    out->basis = found->assumed > 0.5 ? "assumed" : "model";
    if (doubt_of == NULL && !open) {
        out->verdict = way > claim->threshold ? ENT_VERDICT_SUPPORTED : ENT_VERDICT_CONTRADICTED;
    }
    ent_finding_reason(out, "the runs point %s; %s",
                       found->same              ? "nowhere: none differs from that without it"
                       : open                   ? "in no clear direction"
                       : way > claim->threshold ? "as claimed"
                                                : "the other way",
                       doubt_of != NULL ? doubt_of
                                        : "a kept backtest has them beat their baselines");
}

void
ent_claim_check_runs(const ent_claim_runs *runs, const ent_assertion *claim, ent_day as_of,
                     ent_finding *out)
{
    size_t                  i = find(runs, claim->scenario);
    const ent_outcome_year *first, *second;
    gap                     found;

    *out = ent_finding_none("model");
    out->threshold = claim->threshold;
    if (runs->scenarios[i]->base.from > as_of) {
        char day[16];

        ent_date_print(runs->scenarios[i]->base.from, day);
        ent_finding_reason(out, "the runs begin on %s, of which was nothing known then", day);
        return;
    }
    if (!runs->ran) {
        ent_finding_reason(out, "not run here: entente check runs it");
        return;
    }
    first = year_of(&runs->ensembles[i], claim->outcome, claim->year);
    if (claim->kind == ENT_ASSERTION_ORDERING) {
        second = year_of(&runs->ensembles[i], claim->above, claim->year);
        found = difference(first->probability, first->lo, first->hi, second->probability,
                           second->lo, second->hi);
        found.assumed = larger(first->assumed_share, second->assumed_share);
    } else {
        size_t other = find(runs, claim->against);

        found =
            is_root_of(runs->scenarios[other], runs->scenarios[i])
                ? contrast_with_root(first)
                : contrast(first, year_of(&runs->ensembles[other], claim->outcome, claim->year));
    }
    out->n = (double)runs->ensembles[i].runs;
    describe(claim, &found, doubt(runs, claim, found.assumed), out);
}

/* 3. rules */

/* Votes against; NULL for the id of a state that is no member. */
static const char *
object(const ent_voting_rule *rule, const ent_codes *codes, const ent_assertion *claim,
       bool against[ENT_VOTING_MOST_MEMBERS])
{
    const char *stranger = NULL;

    memset(against, 0, ENT_VOTING_MOST_MEMBERS * sizeof *against);
    for (size_t i = 0; i < claim->objecting_count; i++) {
        const char *id = ent_codes_id(codes, claim->objecting[i]);
        bool        found = false;

        for (size_t m = 0; m < rule->member_count; m++) {
            if (strcmp(rule->members[m], id) == 0) {
                against[m] = found = true;
            }
        }
        stranger = found ? stranger : id;
    }
    return stranger;
}

static void
vote(const ent_voting_rule *rule, const ent_codes *codes, const ent_assertion *claim,
     const char *day, ent_finding *out)
{
    bool        against[ENT_VOTING_MOST_MEMBERS], passes;
    int64_t     yes[ENT_VOTING_MOST_CRITERIA] = {0};
    const char *stranger = object(rule, codes, claim, against);
    size_t      in_favour = 0;

    if (stranger != NULL) {
        ent_finding_reason(out, "%s has no vote in %s on %s", stranger, claim->institution, day);
        return;
    }
    for (size_t m = 0; m < rule->member_count; m++) {
        in_favour += !against[m];
        for (size_t c = 0; c < rule->criterion_count; c++) {
            yes[c] += against[m] ? 0 : rule->criteria[c].weights[m];
        }
    }
    passes = ent_voting_rule_wins(rule, yes, NULL);
    out->value = (double)in_favour;
    out->n = (double)rule->member_count;
    out->verdict = passes == claim->passes ? ENT_VERDICT_SUPPORTED : ENT_VERDICT_CONTRADICTED;
    ent_finding_reason(out, "with %zu of %zu in favour a motion %s on %s", in_favour,
                       rule->member_count, passes ? "passes" : "does not pass", day);
}

ent_status
ent_claim_check_rule(ent_ctx *ctx, const ent_record *record, const ent_assertion *claim,
                     ent_day as_of, ent_finding *out)
{
    const ent_institution *institution;
    ent_voting_rules       rules = {0};
    char                   day[16];
    ent_status status = ent_institution_find(ctx, record, claim->institution, &institution);

    *out = ent_finding_none("record");
    ent_date_print(as_of, day);
    if (status == ENT_E_NOTFOUND) {
        return ent_yaml_fail(ctx, ent_yaml_get(claim->test, "institution"), "%s",
                             ent_ctx_error(ctx));
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_record_fact_id(record, &institution->from, out->fact_id);
    status = ent_voting_rule_of(ctx, record, claim->institution, NULL, as_of, &rules);
    if (status == ENT_E_NOTFOUND) {
        ent_finding_reason(out, "%s", ent_ctx_error(ctx));
        status = ENT_OK;
    } else if (status == ENT_OK) {
        vote(rules.rules[0], ent_record_codes(record), claim, day, out);
    }
    ent_voting_rules_clear(&rules);
    return status;
}
