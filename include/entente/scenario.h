/*
 * scenario.h - asking the system a question: ensembles of runs under interventions
 *
 * Stage: scenario (the rule that moves the system is in stage model).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_SCENARIO_H
#define ENTENTE_SCENARIO_H

#include "entente/model.h"

enum {
    ENT_SCENARIO_MOST_RUNS = 1000000,
    ENT_SCENARIO_LONGEST = 200, /**< years */
    ENT_SCENARIO_MOST_PARENTS = 16,
    ENT_SCENARIO_MOST_OUTCOMES = 64,
    ENT_SCENARIO_MOST_INTERVENTIONS = 1000
};

/** What is counted over runs. */
typedef enum ent_outcome_kind {
    ENT_OUTCOME_LEVEL_AT_LEAST, /**< cooperation level of a and b is at least `level`        */
    ENT_OUTCOME_LEVEL_BELOW,    /**< it is below `level`                                     */
    ENT_OUTCOME_DEFENCE_BEGINS, /**< a and b take up a defence obligation (cumulative)       */
    ENT_OUTCOME_DEFENCE_ENDS,   /**< they give one up (cumulative)                           */
    ENT_OUTCOME_DISPUTE,        /**< a dispute of hostility 4 or 5 of a and b begins (cumulative),
                                     whether the rule or an intervention brings it */
    ENT_OUTCOME_TRIANGLE,       /**< the triangle a, b, c is of a type                       */
    ENT_OUTCOME_OBLIGATION_BEGINS, /**< they take up an obligation of any kind (cumulative)  */
    ENT_OUTCOME_OBLIGATION_ENDS,   /**< they give one up (cumulative)                        */
    ENT_OUTCOME_PEACE_RISES,    /**< their grade of the peace scale is above that of the base   */
    ENT_OUTCOME_PEACE_FALLS,    /**< it is below it                                             */
    ENT_OUTCOME_PEACE_AT_LEAST, /**< it is at least `level`                              */
    ENT_OUTCOME_VOTES_APART,    /**< 1 - their agreement in votes is at least `distance` */
    ENT_OUTCOME_PASSES,         /**< a body passes what a tables against b               */
    ENT_OUTCOME_FRUSTRATION_AT_LEAST, /**< at least `level` ties of the states are frustrated */
    ENT_OUTCOME_SETTLES,  /**< a bargain settles beyond a position                       */
    ENT_OUTCOME_SAME_BLOC /**< a and b stand together in the optimum of a landscape      */
} ent_outcome_kind;

enum { ENT_OUTCOME_KINDS = ENT_OUTCOME_SAME_BLOC + 1 };

/** By what a bargain settles: the model, or a rival on the same input. */
typedef enum ent_settled_by {
    ENT_SETTLED_BY_MODEL,         /**< the spatial model: ent_bargain_path() */
    ENT_SETTLED_BY_WEIGHTED_MEAN, /**< the others: ent_bargain_rivals() */
    ENT_SETTLED_BY_WEIGHTED_MEDIAN,
    ENT_SETTLED_BY_PLAIN_MEAN,
    ENT_SETTLED_BY_NASH,
    ENT_SETTLED_BY_RULES /**< how many there are */
} ent_settled_by;

/** A bargain that an outcome asks about. */
typedef struct ent_issue ent_issue;

enum { ENT_OUTCOME_MOST_STATES = 10 }; /**< of a network: frustration, blocs */

typedef struct ent_outcome {
    const char      *name;
    const char      *place; /**< "mine.yaml:5:5": where a file states it; NULL: none does */
    ent_outcome_kind kind;
    ent_state        a, b, c;
    int              level; /**< of cooperation; grade of the peace scale; number of ties */
    ent_triangle     type;
    double           distance;
    const ent_state *with; /**< of frustration and blocs: the states beside a and b */
    size_t           with_count;
    const char      *institution, *motion; /**< NULL: none */
    double           agreement; /**< of the votes of a and b before the base date, once it is run */
    const ent_issue *issue;     /**< of a bargain; borrowed from the scenario */
    ent_settled_by   rule;      /**< by which it settles */
    /** Of blocs: what regimes and claims add to the propensity of each two states, [i * n + j] in
     * the order a, b, with; once it is run. */
    const signed char *leaning;
    bool basins; /**< of blocs: each local optimum counts by its basin, not the lowest alone */
} ent_outcome;

typedef struct ent_scenario ent_scenario;

/**
 * Load a scenario file with all it inherits from.
 *
 * @param path a file, or the name of one in data/scenarios (with or without .yaml); a file comes
 *             before one of the pack of the same name
 * @return ENT_OK; ENT_E_INPUT with file, line, column and a hint: unknown keys, keys without
 *         meaning, states that do not exist on the base date, interventions outside the runs,
 *         circular inheritance; ENT_E_FILE, ENT_E_NOTFOUND, ENT_E_LIMIT, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_scenario_load(ent_ctx *ctx, const ent_codes *codes, const char *path,
                                            ent_scenario **out);

/** The same from bytes; `name` stands in messages, and what it extends is looked for beside it. */
ENT_MUST_CHECK ent_status ent_scenario_parse(ent_ctx *ctx, const ent_codes *codes, const char *name,
                                             const char *bytes, size_t length, ent_scenario **out);
void                      ent_scenario_destroy(ent_scenario *scenario);

/** Its short name, as it is printed; borrowed. */
const char *ent_scenario_name(const ent_scenario *scenario);
/** One line for people; its name where the file has none; borrowed. */
const char *ent_scenario_title(const ent_scenario *scenario);
const char *ent_scenario_about(
    const ent_scenario *scenario); /**< which document speaks of it; "" */
/** The name of the scenario that it is compared with; its own where it extends none; borrowed. */
const char *ent_scenario_base_name(const ent_scenario *scenario);
uint64_t    ent_scenario_runs(const ent_scenario *scenario);
void        ent_scenario_set_runs(ent_scenario *scenario, uint64_t runs);
/** What its outcomes need of the record beside ties: ENT_RECORD_VOTES, or 0. */
unsigned ent_scenario_detail(const ent_scenario *scenario);
/** One line a dated intervention: "2027-03-01  dispute USA CHN for 3 years (assumed)"; borrowed. */
size_t      ent_scenario_interventions(const ent_scenario *scenario);
const char *ent_scenario_intervention(const ent_scenario *scenario, size_t index);
/** What it asks, by the names of its outcomes; borrowed. */
size_t      ent_scenario_outcomes(const ent_scenario *scenario);
const char *ent_scenario_outcome(const ent_scenario *scenario, size_t index);

/** The JSON Schema of scenario files. */
ENT_MUST_CHECK ent_status ent_scenario_schema(
    ent_ctx *ctx, char **out); /**< owned by the caller: ent_scenario_schema_free() */
void ent_scenario_schema_free(char *schema);

/**
 * Where the spread of an outcome comes from: shares in the variance of its value over runs. They
 * sum to 1; NaN with fewer than 8 runs, or where no run differs from another.
 */
typedef struct ent_sources {
    double rates;    /**< the rates of the rule, and sizes that are estimated or from literature */
    double effects;  /**< its assumed effects */
    double periods;  /**< which part of the record the rates are from */
    double variants; /**< of the model: what power is, how pressures join */
    double sizes;    /**< assumed sizes of interventions */
    double shocks;   /**< what is drawn year by year */
    double together; /**< what only several of them make */
} ent_sources;

/** One outcome in one year of the horizon. */
typedef struct ent_outcome_year {
    int    year;
    double probability, lo, hi; /**< 90 % over parameters, shocks and interventions */
    double base; /**< the same outcome in the base scenario; NaN where it is the base */
    double difference, difference_lo, difference_hi;
    double mc_se;         /**< Monte Carlo error: what another seed would change */
    double assumed_share; /**< share of the variance of `probability` (or of `difference`, against
                               a base) that comes from assumed sizes; 1 for a difference that
                               interventions of assumed size alone make; over 0.5: say the
                               direction and the range, not the point */
    double      difference_mc_se; /**< the Monte Carlo error of the difference */
    ent_sources sources;          /**< of the spread of `difference`, of `probability` in a base */
    double paired; /**< variance of the difference run by run over that of one of runs that share
                        no draws; NaN: base, or nothing varies */
} ent_outcome_year;

/** What may be said of the direction of a difference from the base. */
typedef enum ent_direction {
    ENT_DIRECTION_NONE,    /**< nothing differs, in any run */
    ENT_DIRECTION_UNCLEAR, /**< the interval holds 0, or comes within Monte Carlo error of it */
    ENT_DIRECTION_UP,      /**< all of it lies above 0, by more than another seed would change */
    ENT_DIRECTION_DOWN     /**< the same below 0 */
} ent_direction;

/** Direction of a difference: clear where its interval is two Monte Carlo errors away from 0. */
ent_direction ent_outcome_direction(const ent_outcome_year *year);

/** "none", "unclear", "up", "down". */
const char *ent_direction_name(ent_direction direction);

/** Whether most of the variance comes from assumed sizes: say the direction and the range alone. */
bool ent_outcome_is_assumed(const ent_outcome_year *year);

/**
 * A probability in the words of Intelligence Community Directive 203 (2015): almost no chance
 * (below 5 %), very unlikely (20), unlikely (45), roughly even chance (to 55), likely (80), very
 * likely (95), almost certain; "" where it is missing.
 */
const char *ent_probability_words(double probability);

/** The cooperation level of a dyad over the runs, year by year: for fan charts. */
typedef struct ent_level_year {
    int    year;
    double mean, lo50, hi50, lo80, hi80, lo95, hi95;
} ent_level_year;

typedef struct ent_outcome_result {
    ent_outcome       outcome;
    ent_outcome_year *years;
    double            base_rate;      /**< of the reference class in the record, per year; NaN */
    const char       *base_rate_note; /**< "1 in 498 dyad-years of two permanent members ..."; "" */
} ent_outcome_result;

typedef struct ent_level_result {
    ent_state       a, b;
    ent_level_year *years;
} ent_level_result;

/** What an ensemble gave; owned, strings borrowed from it or from the scenario. */
typedef struct ent_ensemble {
    const char         *scenario;
    uint64_t            seed, runs;
    int                 first_year, year_count; /**< years[0] is the base year itself */
    ent_outcome_result *outcomes;
    size_t              outcome_count;
    ent_level_result   *levels; /**< of every dyad that an outcome names first */
    size_t              level_count;
    double paired_variance_ratio; /**< the same of all outcomes in the last year; NaN: base */
    void  *memory;
} ent_ensemble;

/** A scenario that is about to be run. */
typedef struct ent_run_start {
    size_t      scenario; /**< its place in the list */
    const char *name;
    int         first_year, horizon;
    uint64_t    seed, runs;
    char        digest[65]; /**< SHA-256 of all that its numbers depend on */
} ent_run_start;

/** A part of its runs: what they add up to so far, as two rows of numbers. */
typedef struct ent_run_batch {
    size_t   scenario, batch, batches;
    uint64_t runs; /**< in this batch */
    double  *numbers[2];
    size_t   counts[2];
} ent_run_batch;

/** Who keeps runs while they are made, so that a run that was broken off goes on. */
typedef struct ent_run_keeper {
    void          *user;
    ENT_MUST_CHECK ent_status (*begin)(ent_ctx *ctx, void *user, const ent_run_start *start);
    /** Fill the numbers of a batch that was kept before; `*found` says whether it was. */
    ENT_MUST_CHECK ent_status (*load)(ent_ctx *ctx, void *user, const ent_run_batch *batch,
                                      bool *found);
    /** Keep batches of one or more scenarios, all or none. */
    ENT_MUST_CHECK ent_status (*save)(ent_ctx *ctx, void *user, const ent_run_batch *batches,
                                      size_t count);
    ENT_MUST_CHECK ent_status (*finish)(ent_ctx *ctx, void *user, size_t scenario,
                                        const ent_ensemble *ensemble);
    /** A scenario cannot be run; the others go on where this gives ENT_OK. */
    ENT_MUST_CHECK ent_status (*fail)(ent_ctx *ctx, void *user, const ent_run_start *start,
                                      ent_status status, const char *why);
} ent_run_keeper;

typedef struct ent_run_options {
    uint64_t              seed;   /**< 0: 1 */
    uint64_t              runs;   /**< 0: as the scenario says */
    const ent_run_keeper *keeper; /**< NULL: nobody keeps them, and what fails fails all */
    bool keep_finished; /**< on ENT_E_CANCELLED `out` holds what was finished by then, with as many
                             runs, and the caller clears it; what was not begun has none */
} ent_run_options;

/**
 * Run scenarios, each against the base that it inherits from (the first of its ancestry).
 * The base is run beside it with the same draws, once for all scenarios that share it.  Same bytes
 * at any number of threads, and whatever else is run beside it.
 *
 * @param out array of `count` ensembles, in order, the caller's; each ent_ensemble_clear().  One
 *            that the keeper set aside has no runs
 * @return ENT_OK; ENT_E_ARG for more than ENT_SCENARIO_MOST_RUNS runs; ENT_E_CANCELLED, ENT_E_NOMEM
 *
 * Cost: runs x years x (states of the world + followed dyads).  Memory: what is counted is kept
 * for each cell of the table of runs, at most 256 MB for a scenario, not for each run.
 */
ENT_MUST_CHECK ent_status ent_scenario_run(ent_ctx *ctx, const ent_record *record,
                                           ent_scenario *const *scenarios, size_t count,
                                           const ent_run_options *options, ent_ensemble *out);
void                      ent_ensemble_clear(ent_ensemble *ensemble);

/**
 * Find what ent_scenario_run() would find wrong with a scenario before its first step: what only
 * the record tells, as an end of a treaty that is not there, or votes that nobody cast.  What runs
 * would warn of is told as well.
 *
 * @return ENT_OK; ENT_E_INPUT, ENT_E_NOTFOUND with file, line and column; ENT_E_CANCELLED,
 *         ENT_E_NOMEM
 *
 * Cost: one system; where the scenario has a model of ties, its fit.
 */
ENT_MUST_CHECK ent_status ent_scenario_check(ent_ctx *ctx, const ent_record *record,
                                             ent_scenario *scenario);

/** Which columns of a kept run are shown. */
typedef enum ent_run_form {
    ENT_RUN_OUTCOMES, /**< as ent_ensemble_table()       */
    ENT_RUN_WHOLE,    /**< as ent_ensemble_table_whole() */
    ENT_RUN_READING,  /**< as ent_ensemble_table_reading() */
    ENT_RUN_SUMMARY   /**< as ent_result_summary() */
} ent_run_form;

/**
 * A table of an ensemble back from the CSV that a store keeps of ent_ensemble_table_whole(); runs
 * that were kept when that had the outcomes alone have no other columns, in a summary as well.
 *
 * @param name of what is read, for messages
 * @param csv  zero-terminated; from a store, so anything
 * @return ENT_OK; ENT_E_INPUT with line and column where it is no such table; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_ensemble_table_read(ent_ctx *ctx, const char *name, const char *csv,
                                                  ent_run_form form, ent_table **out);

/** scenario,outcome,year,probability,lo,hi,base,difference,...: the interface of `entente run`. */
ENT_MUST_CHECK ent_status ent_ensemble_table(ent_ctx *ctx, const ent_ensemble *ensembles,
                                             size_t count, ent_table **out);

/** The same and what its CSV has no place for: words, direction, sources of the variance. */
ENT_MUST_CHECK ent_status ent_ensemble_table_whole(ent_ctx *ctx, const ent_ensemble *ensembles,
                                                   size_t count, ent_table **out);

/** For reading: with words, and without points where most of the variance is assumed. */
ENT_MUST_CHECK ent_status ent_ensemble_table_reading(ent_ctx *ctx, const ent_ensemble *ensembles,
                                                     size_t count, ent_table **out);

/**
 * What is read first of the result of one scenario, as text: of each outcome the last year, and
 * before it the year of the largest clear change where the last one shows less than half of it.
 *
 *     outcome,year,with,words,without,change_in_points,base_rate,rests_on
 *
 * with is the probability in percent with its interval, without that in the base, the change its
 * direction with points and interval, without a point where most of it comes from assumed sizes;
 * rests_on says so, or names the two sources of most of the spread.  A base has outcome,year,
 * probability,words,base_rate,rests_on.
 *
 * @param result of ent_ensemble_table_whole() of one ensemble, made or read back; it stays the
 *               caller's, and is not const because its cells are printed
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_result_summary(ent_ctx *ctx, ent_table *result, ent_table **out);

/** The sources of the variance in the last year: rates,effects,...,together,paired. */
ENT_MUST_CHECK ent_status ent_ensemble_table_sources(ent_ctx *ctx, const ent_ensemble *ensembles,
                                                     size_t count, ent_table **out);

/**
 * What came of the outcomes of scenarios whose years the record knows, beside what was said:
 * scenario,outcome,year,probability,base_rate,happened,brier,brier_base_rate,no_change,
 * brier_no_change.
 *
 * happened is 1 or 0 after the record: levels, grades, triangles and frustration of the year,
 * obligations and disputes (hostility 4 or 5) that began or ended since the base date.  Missing
 * where the record does not tell: years that it does not speak of, levels that it does not hold,
 * and what a body passed.  brier is (probability - happened)^2, brier_base_rate the same of the
 * base rate.  no_change is how the outcome stands at the base date (0 for what is counted from
 * there on), missing where the record does not tell; brier_no_change is what saying so of each year
 * scores.
 *
 * @param scenarios whose ensembles these are
 * @return ENT_OK; ENT_E_CANCELLED; ENT_E_NOMEM
 * Cost: one system for each year of each scenario.
 * Reference: Brier (1950), Monthly Weather Review 78:1-3.
 */
ENT_MUST_CHECK ent_status ent_ensemble_score(ent_ctx *ctx, const ent_record *record,
                                             ent_scenario *const *scenarios,
                                             const ent_ensemble *ensembles, size_t count,
                                             ent_table **out);

/**
 * The same scores added up by outcome, and over all of a scenario (outcome `all`):
 * scenario,outcome,years,happened,brier,brier_base_rate,skill_over_base_rate,brier_no_change,
 * skill_over_no_change.
 *
 *     skill = 1 - (mean brier) / (mean brier of the rival), over the years that the rival speaks of
 *
 * Above 0 the runs told better, below 0 worse.  Missing where a rival never erred or says nothing.
 *
 * @param scores of these ensembles, by ent_ensemble_score()
 * @return ENT_OK; ENT_E_NOMEM
 * Reference: Murphy (1988), Monthly Weather Review 116:2417-2424.
 */
ENT_MUST_CHECK ent_status ent_score_skill(ent_ctx *ctx, const ent_table *scores,
                                          const ent_ensemble *ensembles, size_t count,
                                          ent_table **out);

/**
 * Why outcomes come: scenario,outcome,year,kind,rank,what,value,without,change,mc_se.
 *
 * Rows of kind `effect` are the path of the log-odds of the move that the outcome asks about (the
 * level rises or falls, a pact begins or ends, a dispute): each of its terms in each year, the mean
 * over runs (up to 4096); `without` is the same in the base.  Rows of kind `intervention` are of
 * the last year: the probability with all interventions, `without` this one, and what it changed,
 * with the same draws; `rank` 1 changed most.  What two interventions do only together counts for
 * each.
 *
 * @return ENT_OK; as ent_scenario_run()
 * Cost: that of the runs, once for each intervention and once more.
 */
ENT_MUST_CHECK ent_status ent_scenario_why(ent_ctx *ctx, const ent_record *record,
                                           ent_scenario *const *scenarios, size_t count,
                                           const ent_run_options *options, ent_table **out);

/**
 * Where the bargains that outcomes ask about settle in the last year, by the model and by what
 * needs none: scenario,outcome,year,dimension,rule,position,lo,hi,base,difference,difference_lo,
 * difference_hi,beyond,base_beyond,runs.
 *
 * One row a rule (model, weighted mean, weighted median, plain mean, Nash product): the mean of the
 * position (0 to 100) over up to 1000 runs, its 5 % and 95 % quantiles, the same in the base, the
 * difference run by run with its quantiles, and the share of runs beyond the threshold.
 *
 * @return ENT_OK; ENT_E_NOTFOUND where no outcome asks about a bargain; as ent_scenario_run()
 * Cost: that of the runs.
 */
ENT_MUST_CHECK ent_status ent_scenario_bargains(ent_ctx *ctx, const ent_record *record,
                                                ent_scenario *const *scenarios, size_t count,
                                                const ent_run_options *options, ent_table **out);

/**
 * What moves an outcome in the last year:
 * scenario,outcome,year,rank,input,basis,mu_star,sigma,first,
 * first_lo,first_hi,total,total_lo,total_hi,mc_se,stable.
 *
 * Inputs are the parameters of the rule, the sizes of interventions that are drawn, the period of
 * the record, the variant of the model, the draw of a model of ties, and the shocks (a value is the
 * mean of 16 runs).  Morris screening over 20 paths; inputs with less than 1 % of the largest
 * mu_star are held at their middle and have no indices, those that do nothing have 0.  Then Sobol
 * indices with 90 % intervals and Monte Carlo errors; a warning where an input has another rank in
 * more than a tenth of the resamples (`stable` is false).
 *
 * @param outcome its name
 * @param options `runs` is the number of rows of the Sobol samples (0: 512)
 * @return ENT_OK; ENT_E_NOTFOUND for no such outcome; as ent_scenario_run()
 *
 * Cost: 16 (rows (inputs + 2) + 20 (inputs + 1)) runs.  See scenario/indices.h for the estimators.
 */
ENT_MUST_CHECK ent_status ent_scenario_sensitivity(ent_ctx *ctx, const ent_record *record,
                                                   ent_scenario *const *scenarios, size_t count,
                                                   const char            *outcome,
                                                   const ent_run_options *options, ent_table **out);

#endif
