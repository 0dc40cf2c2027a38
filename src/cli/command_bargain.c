/*
 * command_bargain.c - entente bargain FILE
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "cli/cli.h"
#include "entente/bargain.h"

/* The first ones in the order of the parameters of ent_bargain_options. */
enum {
    OWN_VOTE,
    OWN_VICTORY,
    OWN_PCE,
    OWN_RISK_ADJUST,
    OWN_RISK_RANGE,
    OWN_THIRD_PARTY,
    OWN_INTERPOLATION,
    OWN_BARGAIN,
    OWN_CHOICE,
    OWN_LAG,
    OWN_TURNS,
    OWN_RUNS,
    OWN_NOISE,
    OWN_EXPLAIN,
    OWN_LAST,
    OWN_KTAB,
    WORDS = OWN_CHOICE + 1 /* options with a choice of words */
};

static const cli_option OPTIONS[] = {
    {"vote", 0, "RULE", "prop, binary, propbin, propcbc, cubic or asymprosp (prop)", true},
    {"victory", 0, "F", "of strengths: linear, square, quartic, octic or binary (linear)", true},
    {"pce", 0, "RULE", "conditional, markov-uniform or markov-incentive (conditional)", true},
    {"risk-adjust", 0, "SHARE", "none, onethird, half, twothirds or full (onethird)", true},
    {"risk-range", 0, "RANGE", "min, mid or max (mid)", true},
    {"third-party", 0, "HOW", "commitment: semi, full or no (semi)", true},
    {"interpolation", 0, "RULE", "s1p1, s2p2 or s2pmax (s2p2)", true},
    {"bargain", 0, "MODE", "initonly, initrcvr or pwcomp (initonly)", true},
    {"choice", 0, "HOW", "take the likeliest bargain, or one drawn (likeliest)", true},
    {"lag", 0, "X", "ideals move by this share of the way, 0 to 1 (1)", true},
    {"turns", 0, "N", "at most so many turns (100)", true},
    {"runs", 0, "N", "paths of the ensemble (100); 1: the plain path", true},
    {"noise", 0, "PERCENT", "on position, salience and capability (5)", true},
    {"explain", 0, NULL, "one line a proposal of the plain path: why each actor moved", true},
    {"last", 0, NULL, "rows of the last turn alone", true},
    {"as-ktab", 0, NULL, "keep the faults of the reference program, for its numbers", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente bargain issue.csv --last",
    "where the actors end up, in an ensemble, beside the means",
    "entente bargain issue.csv --runs 1 -f csv",
    "the plain path: turn,actor,dim,position",
    "entente bargain issue.csv --explain --turns 1",
    "whom each actor challenges, who stands by it, what is taken",
    NULL};

static const char *const VOTES[] = {"prop",  "binary",    "propbin", "propcbc",
                                    "cubic", "asymprosp", NULL};
static const char *const VICTORIES[] = {"linear", "square", "quartic", "octic", "binary", NULL};
static const char *const PCES[] = {"conditional", "markov-uniform", "markov-incentive", NULL};
static const char *const RISK_ADJUSTS[] = {"onethird", "none", "half", "twothirds", "full", NULL};
static const char *const RISK_RANGES[] = {"mid", "min", "max", NULL};
static const char *const THIRD_PARTIES[] = {"semi", "full", "no", NULL};
static const char *const INTERPOLATIONS[] = {"s2p2", "s1p1", "s2pmax", NULL};
static const char *const MODES[] = {"initonly", "initrcvr", "pwcomp", NULL};
static const char *const CHOICES[] = {"likeliest", "drawn", NULL};

static const char *const *const LISTS[WORDS] = {VOTES,          VICTORIES,   PCES,
                                                RISK_ADJUSTS,   RISK_RANGES, THIRD_PARTIES,
                                                INTERPOLATIONS, MODES,       CHOICES};

/* A number of an option; left as it is where it is not given. */
static ent_status
read_number(cli *c, size_t option, double least, double most, const char *expected, double *out)
{
    const char *value = cli_own(c, option);
    double      number;

    if (value == NULL) {
        return ENT_OK;
    }
    if (!ent_number_read(value, strlen(value), &number) || !(number >= least && number <= most)) {
        return cli_usage(c, "--%s is '%s', expected %s", OPTIONS[option].name, value, expected);
    }
    *out = number;
    return ENT_OK;
}

static ent_status
read_count(cli *c, size_t option, int64_t most, const char *expected, uint32_t *out)
{
    const char *value = cli_own(c, option);
    int64_t     number;

    if (value == NULL) {
        return ENT_OK;
    }
    if (!ent_integer_read(value, strlen(value), &number) || number < 1 || number > most) {
        return cli_usage(c, "--%s is '%s', expected %s", OPTIONS[option].name, value, expected);
    }
    *out = (uint32_t)number;
    return ENT_OK;
}

static ent_status
read_words(cli *c, ent_bargain_options *out, unsigned *fixed)
{
    int chosen[WORDS] = {0};

    for (size_t i = 0; i < WORDS; i++) {
        const char *value = cli_own(c, i);
        ent_status  status =
            value != NULL ? cli_choice(c, OPTIONS[i].name, value, LISTS[i], &chosen[i]) : ENT_OK;

        if (status != ENT_OK) {
            return status;
        }
        *fixed |= value != NULL && i < ENT_BARGAIN_PARAMETERS ? 1U << i : 0;
    }
    out->vote = (ent_bargain_vote)chosen[OWN_VOTE];
    out->victory = (ent_bargain_victory)chosen[OWN_VICTORY];
    out->pce = (ent_bargain_pce)chosen[OWN_PCE];
    out->risk_adjust = (ent_bargain_risk_adjust)chosen[OWN_RISK_ADJUST];
    out->risk_range = (ent_bargain_risk_range)chosen[OWN_RISK_RANGE];
    out->third_party = (ent_bargain_third_party)chosen[OWN_THIRD_PARTY];
    out->interpolation = (ent_bargain_interpolation)chosen[OWN_INTERPOLATION];
    out->mode = (ent_bargain_mode)chosen[OWN_BARGAIN];
    out->choice = (ent_bargain_choice)chosen[OWN_CHOICE];
    return ENT_OK;
}

static ent_status
read_options(cli *c, ent_bargain_options *out, ent_bargain_ensemble_options *more)
{
    ent_status status = read_words(c, out, &more->fixed);

    out->has_lag = cli_own(c, OWN_LAG) != NULL;
    out->as_ktab = cli_own(c, OWN_KTAB) != NULL;
    out->last = cli_own(c, OWN_LAST) != NULL;
    out->seed = c->seed;
    more->has_noise = cli_own(c, OWN_NOISE) != NULL;
    if (status == ENT_OK) {
        status = read_number(c, OWN_LAG, 0, 1, "a number from 0 to 1", &out->lag);
    }
    if (status == ENT_OK) {
        status = read_number(c, OWN_NOISE, 0, 50, "a number from 0 to 50", &more->noise);
    }
    if (status == ENT_OK) {
        status = read_count(c, OWN_TURNS, ENT_BARGAIN_MOST_TURNS, "a number from 1 to 10000",
                            &out->turns);
    }
    return status != ENT_OK ? status
                            : read_count(c, OWN_RUNS, ENT_BARGAIN_MOST_RUNS,
                                         "a number from 1 to 100000", &more->runs);
}

static ent_status
check_usage(cli *c)
{
    const char *runs = cli_own(c, OWN_RUNS);
    bool        one = runs != NULL && strcmp(runs, "1") == 0;

    if (c->argument_count != 1) {
        return cli_usage(c, "expected one file of actors; 'entente export bargaining' makes one "
                            "of what documents say");
    }
    if (c->span.from < c->span.to) {
        return cli_usage(c, "a bargain has no dates: what holds then stands in its file");
    }
    if (cli_own(c, OWN_EXPLAIN) != NULL && runs != NULL && !one) {
        return cli_usage(c, "--explain is of the plain path: give it without --runs");
    }
    if (cli_own(c, OWN_EXPLAIN) != NULL && cli_own(c, OWN_LAST) != NULL) {
        return cli_usage(c, "--explain tells of all turns: give it without --last");
    }
    if (cli_own(c, OWN_NOISE) != NULL && (one || cli_own(c, OWN_EXPLAIN) != NULL)) {
        return cli_usage(c, "the plain path has no noise: give --noise with more than one run");
    }
    return ENT_OK;
}

static ent_status
answer(cli *c, const ent_bargain *bargain, const ent_bargain_options *options,
       const ent_bargain_ensemble_options *more)
{
    ent_table *table;
    ent_status status;

    if (cli_own(c, OWN_EXPLAIN) != NULL) {
        status = ent_bargain_explain(c->ctx, bargain, options, &table);
    } else if (more->runs == 1) {
        status = ent_bargain_path(c->ctx, bargain, options, &table);
    } else {
        status = ent_bargain_ensemble(c->ctx, bargain, options, more, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
run(cli *c)
{
    ent_bargain_options          options = {0};
    ent_bargain_ensemble_options more = {0};
    ent_bargain                  bargain = {0};
    ent_status                   status = check_usage(c);

    if (status == ENT_OK) {
        status = read_options(c, &options, &more);
    }
    if (status == ENT_OK) {
        status = ent_bargain_read(c->ctx, c->arguments[0], &bargain);
    }
    if (status == ENT_OK) {
        status = answer(c, &bargain, &options, &more);
    }
    ent_bargain_clear(&bargain);
    return status;
}

const cli_command command_bargain = {
    .name = "bargain",
    .group = "Asking questions",
    .summary = "let actors bargain over an issue, beside what means and medians say",
    .usage = "FILE [--runs N] [--explain]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "FILE is in the form of KTAB: a line 'name, description, actors, dimensions', a line of\n"
        "column names, and a line an actor: name, description, capability, then position and\n"
        "salience (0 to 100; saliences together at most 100) of each dimension; behind them,\n"
        "where ideals follow others, 'Ideal,Follows,Share' and its pairs. Without --runs 1 the\n"
        "answer is an ensemble of inputs with noise, every second path with one parameter that\n"
        "was not given changed; lo and hi hold 90 % of the paths. 'stable' is false where noise\n"
        "of 0.1 % already moves the position. 'outcome' is the mean of positions by capability\n"
        "times salience; beside it stand what needs no model: weighted mean, weighted median,\n"
        "plain mean, Nash product. On 351 real decisions the model was no better than the\n"
        "weighted mean: see entente(1).",
    .run = run,
    .reads_files = true,
    .draws = true,
};
