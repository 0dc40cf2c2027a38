/*
 * fit.h - how ties between states form and end, estimated from waves of a network
 *
 * Stage: model.  Reads a model file and the tables it names; opens no store
 * and no clock.  A stochastic actor-oriented model (Snijders 2001,
 * Sociological Methodology 31:361-395; Snijders and Pickup 2016 for ties
 * without a direction): between two waves one tie changes at a time, and the
 * one who changes it compares all changes that he could make,
 *
 *     P(i changes the tie to j) = exp(f_i(x with x_ij changed) - f_i(x)) / sum over j,
 *     f_i(x)                    = sum over k of theta_k s_ik(x)
 *
 * where "no change" is one of the choices.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_FIT_H
#define ENTENTE_FIT_H

#include "entente/system.h"
#include "entente/table.h"

enum {
    ENT_SAOM_MOST_ACTORS = 1000,
    ENT_SAOM_MOST_WAVES = 200,
    ENT_SAOM_MOST_EFFECTS = 40,
    ENT_SAOM_MOST_COVARIATES = 60,
    ENT_SAOM_MOST_RUNS = 1000000
};

/** A model with its data. */
typedef struct ent_saom ent_saom;

/** What a model file is about, from its keys. */
typedef enum ent_model_kind {
    ENT_MODEL_TIE,      /**< `tie:`, a stochastic actor-oriented model     */
    ENT_MODEL_OUTCOME,  /**< `outcome:`, a graded relation of a dyad       */
    ENT_MODEL_ARMS_RACE /**< `arms_race:`, expenditure that answers another's */
} ent_model_kind;

/**
 * Which kind of model a file holds, and what of the record it needs.
 *
 * @param of_record whether it takes its data from the record
 * @param detail    what the record must be loaded with for its covariates: ENT_RECORD_FLOWS, ...
 * @return ENT_OK; ENT_E_INPUT with file, line and column when it holds none or is no YAML;
 *         ENT_E_FILE, ENT_E_LIMIT, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_model_kind_of(ent_ctx *ctx, const char *path, ent_model_kind *out,
                                            bool *of_record, unsigned *detail);

/**
 * The same of the bytes of a model of ties; `name` stands in messages.
 *
 * @return also ENT_E_INPUT for a model of another kind
 */
ENT_MUST_CHECK ent_status ent_saom_needs(ent_ctx *ctx, const char *name, const char *bytes,
                                         size_t length, bool *of_record, unsigned *detail);

/**
 * Read a model file and its data: the tables that it names, relative to it or absolute, or (key
 * `record`) the obligations of the record by year.  Of these, what two states bind themselves to
 * alone is modelled; treaties of three and more are fixed within a period.  States come and go on
 * the days on which they do.
 *
 * @param record NULL for models of tables
 * @param out    owned: ent_saom_destroy()
 * @return ENT_OK; ENT_E_INPUT with file, line, column and what was expected (unknown keys, effects
 *         and covariates, tables that do not fit the number of actors, two waves alike, one wave,
 *         a covariate without variation, years that are not observed); ENT_E_LIMIT, ENT_E_FILE,
 *         ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_saom_load(ent_ctx *ctx, const ent_record *record, const char *path,
                                        ent_saom **out);

/**
 * The same of the record up to another year: its last wave is that year, and the others come before
 * it at the distance that the file says.
 *
 * @param until ENT_E_INPUT for a model of tables, which have their waves
 */
ENT_MUST_CHECK ent_status ent_saom_load_until(ent_ctx *ctx, const ent_record *record,
                                              const char *path, int until, ent_saom **out);

/** The same from bytes; `name` stands in messages, and the tables are looked for beside it. */
ENT_MUST_CHECK ent_status ent_saom_parse(ent_ctx *ctx, const ent_record *record, const char *name,
                                         const char *bytes, size_t length, ent_saom **out);
void                      ent_saom_destroy(ent_saom *model);

/** Its name as the file gives it; borrowed. */
const char *ent_saom_name(const ent_saom *model);
/** The model file, word for word; borrowed. */
const char *ent_saom_text(const ent_saom *model);
/**
 * Say, as warnings, of which actors the model is told nothing: no tie in any period in which they
 * are there, or no value of a covariate.
 */
void ent_saom_say_gaps(ent_ctx *ctx, const ent_saom *model);
/** Periods between its waves. */
size_t ent_saom_periods(const ent_saom *model);
/** Effects, in the order of the file. */
size_t ent_saom_effects(const ent_saom *model);
/** How many actors it has. */
size_t ent_saom_actors(const ent_saom *model);
/** The place of a state by its printed id; ent_saom_actors() where it is none of the model. */
size_t ent_saom_actor(const ent_saom *model, const char *id);
/** The seed of the file, 1 where it has none. */
uint64_t ent_saom_seed(const ent_saom *model);

/** The JSON Schema of model files of ties; owned by the caller: ent_saom_schema_free(). */
ENT_MUST_CHECK ent_status ent_saom_schema(ent_ctx *ctx, char **out);
void                      ent_saom_schema_free(char *schema);

/** Every effect there is: name, ties, statistic, change, reference. */
ENT_MUST_CHECK ent_status ent_saom_effect_list(ent_ctx *ctx, ent_table **out);

typedef struct ent_fit_options {
    uint64_t seed;     /**< 0: of the model file                   */
    uint64_t n3;       /**< simulations of phase 3; 0: of the file */
    int      restarts; /**< most of them; 0: 8; -1: none           */
} ent_fit_options;

/** The rate of one period: opportunities for change per actor. */
typedef struct ent_fit_rate {
    double estimate, se;
} ent_fit_rate;

typedef struct ent_fit_effect {
    const char *name, *of, *type; /**< `of` and `type` "" where there is none            */
    double      estimate, se;     /**< NaN where it is not identified                    */
    double      t_convergence;    /**< mean deviation over its standard deviation        */
    double      target;           /**< the statistic observed, summed over periods       */
    double      simulated, sd;    /**< the same in phase 3, mean and s.d.; NaN: it came to no end */
    const char *problem;          /**< why it is not identified; NULL where it is        */
    bool        held;             /**< at 0, and tested: no estimate                     */
    double      score_z, score_p; /**< of a held one: its score-type test                */
    double      one_step;         /**< of a held one: where a step of Newton would lead  */
    double      unit_sd;          /**< of a covariate: its standard deviation over pairs   */
    const char *dyad_effects, *lag_5, *apart; /**< checks; NULL where they do not apply  */
    const char *check_note; /**< why a check could not tell, with numbers; NULL: each could */
    double      between;    /**< variance of the effect between periods; NaN: not known */
} ent_fit_effect;

/** What a fit gave; owned. */
typedef struct ent_fit {
    const char     *model;
    bool            converged;
    double          max_convergence_ratio;
    const char     *reason; /**< why it did not converge; NULL where it did          */
    uint64_t        iterations, n3, seed, simulations;
    int             restarts;
    size_t          rate_count, effect_count;
    ent_fit_rate   *rates;
    ent_fit_effect *effects;
    bool            conditional;
    double          score_statistic, score_p; /**< of all held effects together: chi square   */
    size_t          score_df;                 /**< 0: none is held                            */
    size_t          parameter_count; /**< of the covariance: rates first unless conditional */
    double         *covariance;      /**< row by row; NaN where not identified              */
    const char     *basis;           /**< "associated, all dyads, 1950-2012"               */
    bool            checked;         /**< the checks were made                             */
    void           *memory;
} ent_fit;

/**
 * Estimate by the method of moments: E(Z) = z for the distance between waves (one a period, unless
 * conditional) and each effect's statistic, by stochastic approximation in three phases with
 * derivatives by the score function (Schweinberger and Snijders 2007, Sociological Methodology
 * 37:237-262).  Not converging is a result, not an error.  What is not identified has no number.
 *
 * @param options NULL for the defaults
 * @param out     ent_fit_clear() frees
 * @return ENT_OK, ENT_E_ARG for an n3 or seed out of range, ENT_E_CANCELLED, ENT_E_NOMEM
 *
 * Conditional rates are mean and standard deviation of the time that the simulations took to reach
 * the observed distance (of its square root where pairs meet: they do so at the square of the
 * rate).  Cost: n3 and about as many simulations more, each about (changes) x (effects) x
 * (neighbourhood of an actor).
 */
ENT_MUST_CHECK ent_status ent_saom_fit(ent_ctx *ctx, const ent_saom *model,
                                       const ent_fit_options *options, ent_fit *out);
void                      ent_fit_clear(ent_fit *fit);

/**
 * Read a fit again that was kept as JSON, as `entente fit -f json` prints it.
 *
 * @param out ent_fit_clear() frees
 * @return ENT_OK; ENT_E_INPUT for what is no JSON, or no fit of a model of ties; ENT_E_LIMIT over
 *         16 MB; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_fit_parse(ent_ctx *ctx, const char *json, ent_fit *out);

/**
 * What each effect means, in words: effect,of,type,meaning (in odds, with its interval and how far
 * it differs between periods),dyad_effects,lag_5,apart (its checks, or "not run"),
 * check_note (why one of them is not identified, or how to run them),basis.
 */
ENT_MUST_CHECK ent_status ent_fit_explain(ent_ctx *ctx, const ent_fit *fit, ent_table **out);

/**
 * parameter,of,type,period,estimate,se,t_convergence,target,simulated,sd,problem,odds; odds is
 * exp(estimate): how many times as attractive a tie is with one unit more of the effect.  Where
 * effects are held at 0 and tested, score_z,score_p,one_step follow; where checks were made,
 * dyad_effects,lag_5,apart,check_note,basis.
 */
ENT_MUST_CHECK ent_status ent_fit_table(ent_ctx *ctx, const ent_fit *fit, ent_table **out);

/**
 * Check each effect of a covariate by fits of three other models: with the mean of each pair over
 * the periods beside every covariate, so that the effect is one of change within pairs
 * (`dyad_effects`; Mundlak 1978, Econometrica 46:69-85); with covariates of five years before
 * (`lag_5`, of the record); without adversaries that the two acquired jointly (`apart`, of the
 * record).  Each `holds` (same sign, and its 95 percent interval is without 0), is `weaker` (same
 * sign), `reversed`, or `not identified`, and then `check_note` says why, with numbers.
 *
 * @param record as the model was loaded with; NULL for models of tables
 * @return ENT_OK; ENT_E_ARG for the fit of another model; ENT_E_FILE where its tables are gone;
 *         ENT_E_CANCELLED, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_saom_check(ent_ctx *ctx, const ent_record *record,
                                         const ent_saom *model, ent_fit *fit);

/**
 * Whether effects are the same in all periods: score-type tests of dummies (an effect in a single
 * period more than in the first that says anything), all together, for each effect, for each
 * period, and one by one with the size that one step of Newton would give them (Lospinoso,
 * Schweinberger, Snijders and Ripley 2011, Advances in Data Analysis and Classification 5:147-176).
 * A dummy is `suggested` where its p, times the number of dummies, is below 0.05.  What follows
 * from the estimated effects is said to be collinear and has no number.
 *
 * @param runs simulations; 0: as many as the fit had
 * @param out  test,parameter,of,type,period,chi_square,df,p,z,one_step,suggested,problem; owned
 * @return ENT_OK; ENT_E_NOTFOUND with one period, or where nothing was estimated; ENT_E_LIMIT for
 *         more than 400 dummies; ENT_E_ARG, ENT_E_CANCELLED, ENT_E_NOMEM as ent_saom_goodness()
 */
ENT_MUST_CHECK ent_status ent_saom_time_test(ent_ctx *ctx, const ent_saom *model,
                                             const ent_fit *fit, uint64_t runs, ent_table **out);

/**
 * Goodness of fit: what networks simulated at the estimates have of counts that the model was not
 * fitted to, against those observed, each summed over the ends of periods: degrees (actors with at
 * most so many ties), triads (by their ties; directed the census of 16 classes), geodesic distances
 * (pairs at most so many steps apart), and closed triads by signs where the model file names
 * negative relations.  Of each family u of counts
 *
 *     distance = (u - mean)' C+ (u - mean),   p = share of simulations at least as far,
 *
 * C+ the pseudo-inverse of the covariance over simulations (Lospinoso and Snijders 2019,
 * Methodological Innovations 12:1-18).  A small p says that the model does not make such networks.
 * Counts that no simulation could have give no distance, and p 0.
 *
 * @param runs simulations; 0: as many as the fit had
 * @param out  statistic,value,observed,mean,sd,min,q05,q25,median,q75,q95,max,distance,p,runs;
 * owned
 * @return ENT_OK; ENT_E_ARG for a fit of another model or a wrong number of runs; ENT_E_CANCELLED,
 *         ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_saom_goodness(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit,
                                            uint64_t runs, ent_table **out);

/** The year of the last wave; 0: the waves have no years. */
int ent_saom_last_year(const ent_saom *model);

/** How to go on from the last wave. */
typedef struct ent_forward_options {
    size_t        years;       /**< 1 to 50                                            */
    uint64_t      draws, runs; /**< of parameters, and runs of each; 0: 100 and 20     */
    uint64_t      seed;        /**< 0: of the fit                                      */
    const size_t *actors;      /**< whose pairs are told one by one; borrowed          */
    size_t        actor_count; /**< 0: all pairs are counted together; else 2 or more  */
    const ent_record
        *record; /**< of a model of the record: larger treaties take in states by the
                      rule of their institution, and lose some; NULL: they stay; borrowed */
} ent_forward_options;

/**
 * Simulate from the last wave on, year by year.  Each draw takes the effects from their covariance
 * and from their spread between periods, and the rate of one period of the past, drawn anew;
 * parameters of single periods are 0.  Covariates stay as at the last wave (those of files as in
 * the last period), the actors there stay, and what structure fixed stays fixed.  With a record,
 * institutions whose members are tied take in others and lose members: a year in which one
 * enlarges, whom it takes, and who leaves are drawn by its own rates, drawn towards those of its
 * kind, and its rule of voting says whether those who object keep a state out
 * (model/ties/accession.h).  The ties of all who join with all members begin together; who leaves
 * loses those that no other institution holds.
 *
 * @param out year,state_a,state_b,now,tied,tied_lo,tied_hi,begun,begun_lo,begun_hi,ended,ended_lo,
 *            ended_hi,joined,joined_lo,joined_hi,enlargements,enlargements_lo,enlargements_hi,
 *            withdrawals,withdrawals_lo,withdrawals_hi,runs: the probability that the pair has a
 *            tie in the year, and that one has begun or ended by then, with 90 % of the draws
 *            between lo and hi (freed of the chance of few runs); `now` is tied, none, fixed or
 *            "no state"; of the last nothing is said, and of what a larger treaty fixes, with a
 *            record, whether the two stay in it; `joined` that a larger treaty has come to bind
 *            the two, `enlargements` how many times (of all pairs alone) institutions took in
 *            states, `withdrawals` how many members left.  Without actors one row a year: numbers
 *            of ties that are free to change.  `year` counts from 1 where the waves have no years.
 *            Owned
 * @return ENT_OK; ENT_E_ARG for options out of range or the fit of another model; ENT_E_LIMIT for
 *         more than 100,000 pairs; ENT_E_CANCELLED, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_saom_forward(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit,
                                           const ent_forward_options *options, ent_table **out);

/** What a model of ties says of one pair in a year ahead: see ent_saom_hazards(). */
typedef struct ent_tie_hazard {
    double begin, end; /**< mean of the two actors' probabilities to choose that at a choice */
    double joined;     /**< that a larger treaty comes to bind the two in the year           */
} ent_tie_hazard;

/**
 * Years ahead as probabilities of a year, for what goes on by other rules: of each draw its
 * effects, its rate of choices a year, and of each year and pair the mean over runs of what each
 * actor would choose (with the tie taken to be absent for `begin`, and there for `end`).  A pair
 * that a larger treaty binds has zeros.
 *
 * @param options actors are not used; draws and runs as given, 0: 100 and 20
 * @param pairs   actors of each pair
 * @param hazards of draws * years * pair_count
 * @param rates   of draws
 * @param effects of draws * ent_saom_effects()
 * @return as ent_saom_forward(); ENT_E_ARG, too, for types in which pairs meet (4 to 6)
 */
ENT_MUST_CHECK ent_status ent_saom_hazards(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit,
                                           const ent_forward_options *options,
                                           const size_t (*pairs)[2], size_t pair_count,
                                           ent_tie_hazard *hazards, double *rates, double *effects);

/** Whether the ties of a model of the record are obligations of any kind; false: of defence. */
bool ent_saom_is_of_any(const ent_saom *model);

/** The covariate of an effect; NULL: it has none, or is not an evaluation of plain pairs ("X"). */
const char *ent_saom_effect_of(const ent_saom *model, size_t effect);

/**
 * Simulate at given parameters, unconditionally: rates of the periods first, then the effects.
 *
 * @param theta of ent_saom_periods() + ent_saom_effects() numbers, the rates not negative
 * @param out   name,period,observed,mean,sd: the distance of each period, then each effect's
 *              statistic summed over periods
 * @return ENT_OK, ENT_E_ARG for a wrong count, number of runs or parameter
 */
ENT_MUST_CHECK ent_status ent_saom_simulate(ent_ctx *ctx, const ent_saom *model,
                                            const double *theta, size_t count, uint64_t runs,
                                            uint64_t seed, ent_table **out);

#endif
