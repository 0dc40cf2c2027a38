/*
 * saom.h - a stochastic actor-oriented model, its data, and a network that changes
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_SAOM_H
#define ENT_MODEL_TIES_SAOM_H

#include "base/arena.h"
#include "base/random.h"
#include "entente/fit.h"

/* 1. the model and its data */

/** Who decides (numbers as in Snijders and Pickup 2016 and the field's programs). */
typedef enum ent_saom_type {
    ENT_SAOM_DIRECTED = 1,
    ENT_SAOM_FORCING,          /**< the one who has the initiative imposes his choice */
    ENT_SAOM_INITIATIVE,       /**< a new tie needs the consent of the other          */
    ENT_SAOM_PAIRWISE_FORCING, /**< a pair meets; one of the two decides              */
    ENT_SAOM_PAIRWISE_MUTUAL,  /**< making needs both, ending one                     */
    ENT_SAOM_PAIRWISE_JOINT    /**< the sum of both utilities decides                 */
} ent_saom_type;

/** When a parameter plays a part. */
typedef enum ent_saom_part {
    ENT_SAOM_EVALUATION, /**< in making and in ending a tie */
    ENT_SAOM_CREATION,   /**< in making alone               */
    ENT_SAOM_ENDOWMENT   /**< in ending alone               */
} ent_saom_part;

typedef struct ent_saom_covariate {
    const char *name;
    bool        dyadic, centred;
    size_t      count;             /**< of value: 1 (constant) or a period each     */
    double    **value;             /**< of actors, or actors * actors; NaN: missing */
    double     *ahead;             /**< at the last wave; NULL: as in the last period */
    double      mean;              /**< over actors (pairs) and periods; 0 if uncentred */
    double      range, similarity; /**< of actors: largest - least; mean similarity */
    size_t      line;              /**< of the model file                           */
} ent_saom_covariate;

typedef struct ent_saom_effect ent_saom_effect;

/** One effect of a model. */
typedef struct ent_saom_term {
    const ent_saom_effect    *effect;
    const ent_saom_covariate *covariate; /**< NULL: of the network */
    double                    parameter;
    ent_saom_part             part;
    size_t                    only; /**< in this period alone, from 1; 0: in all */
    bool                      held; /**< at 0, and tested whether it should be    */
    double *value; /**< of what ties alter: the change for counts of 0, 1, ... 2 n */
    size_t  slot;  /**< among the weights of pairs, if no tie alters it */
} ent_saom_term;

/** The time between two waves. */
typedef struct ent_saom_period {
    uint8_t *start, *end; /**< ties: 0 or 1; of missing ones the last known, and 0 at the end     */
    uint8_t *counted; /**< 0: missing at either end, or not a pair then; not in any moment     */
    uint8_t *free;    /**< 0: fixed by structure; NULL: none is                                */
    double  *joins, *leaves; /**< shares of the period at which actors come and go; NULL: none do */
    size_t   distance; /**< changes that count                                               */
    uint64_t *aside;   /**< rows of bits: pairs that do not count; NULL: all count */
    uint64_t *stays;   /**< those of them that have a tie at the end, fixed by structure */
} ent_saom_period;

struct ent_saom {
    ent_arena                 arena;
    const char               *name, *file, *tie, *text;
    size_t                    n, period_count, term_count, covariate_count;
    bool                      directed, conditional;
    bool                      of_any; /**< of the record: obligations of any kind, not of defence */
    ent_saom_type             type;
    uint64_t                  seed, n3;
    ent_saom_covariate       *covariates;
    const ent_saom_covariate *negative; /**< of pairs: above 0 a negative relation; NULL: none */
    ent_saom_term            *terms;
    ent_saom_period          *periods; /**< and one more, which begins with the last wave */
    const char              **actors;  /**< their ids; NULL: they have numbers alone */
    int  first_year, every;            /**< of the waves; 0: they have no dates, every 1 */
    bool needs_paths, needs_shared, needs_back; /**< tables that the terms ask for */
    bool degrees;                               /**< a term depends on degrees */
    /* terms in the order in which they are worked on: those that no tie alters first */
    size_t *order;
    size_t  constant_count;
    /* of each period: n * constant_count * n, a row over alters for each actor and term, 0 where
       missing or not on */
    double **weights;
};

/* 2. a network that changes */

/** A network with its counts; one block of memory, so that it is copied at once. */
typedef struct ent_saom_state {
    const ent_saom        *model;
    const ent_saom_period *period;
    size_t                 n, words, size;
    size_t         distance; /**< counted ties that differ from the start; twice if undirected */
    int32_t       *out, *in; /**< degrees; the same array if undirected    */
    uint64_t      *out_bits, *in_bits; /**< rows of neighbours; the same if undirected */
    int16_t       *paths;  /**< number of h with i -> h -> j                              */
    int16_t       *shared; /**< number of h with i -> h and j -> h; paths if undirected   */
    uint8_t       *tie;
    unsigned char *block;
} ent_saom_state;

/** Memory for the networks of a model; ent_saom_state_clear() frees. */
ENT_MUST_CHECK ent_status ent_saom_state_init(ent_ctx *ctx, const ent_saom *model,
                                              ent_saom_state *out);
void                      ent_saom_state_clear(ent_saom_state *state);

/** Set it to the ties of a period: `tie` is n * n. */
void ent_saom_state_set(ent_saom_state *state, const ent_saom_period *period, const uint8_t *tie);

/** Copy another network of the same model. */
void ent_saom_state_copy(const ent_saom_state *from, ent_saom_state *to);

/** Make or end the tie from i to j (and back if undirected). */
void ent_saom_state_flip(ent_saom_state *state, size_t i, size_t j);

/** Leave the ties that do not count out, and give fixed ones the value that they had at the end. */
void ent_saom_state_settle(ent_saom_state *state);

/* 3. effects */

enum { ENT_SAOM_OF_NETWORK, ENT_SAOM_OF_DYAD, ENT_SAOM_OF_ACTOR };
enum { ENT_SAOM_PATHS = 1, ENT_SAOM_SHARED = 2, ENT_SAOM_BACK = 4 /* paths from j to i */ };

/** Which ties a change statistic depends on. */
typedef enum ent_saom_reach {
    ENT_SAOM_CONSTANT, /**< none: density and covariates                          */
    ENT_SAOM_LOCAL,    /**< 0 between two that share no tie and no neighbour      */
    ENT_SAOM_DEGREES   /**< those of both, so that it differs between strangers   */
} ent_saom_reach;

/** One effect: from this row come statistics, simulation, help and manual. */
struct ent_saom_effect {
    const char    *name;
    const char    *statistic, *change, *reference;
    bool           directed, undirected; /**< for which ties it has a meaning      */
    int            of;                   /**< ENT_SAOM_OF_...                      */
    unsigned       needs;                /**< tables of the state                  */
    ent_saom_reach reach;
    double         parameter; /**< default; 0: it takes none            */
    /** What the tie from i to each alter adds to the function of i, f(x with it) - f(x without
        it), goes by a whole number from 0 to 2 n; NULL: no tie alters it. */
    void (*count)(const ent_saom_state *state, size_t i, const uint32_t *alters, size_t alter_count,
                  int32_t *out);
    /** The change for such a number; NULL: the number itself. */
    double (*value)(const ent_saom_term *term, double number);
    /** The statistic is the sum over ties of this, divided by `times`. */
    double (*tie)(const ent_saom_state *state, const ent_saom_term *term, size_t i, size_t j);
    /** Or, where it is no sum over ties, this; NULL otherwise. */
    double (*whole)(const ent_saom_state *state);
    /** Of a covariate: the weight of a pair (i, j), NaN where missing. */
    double (*weight)(const ent_saom_covariate *covariate, const double *value, size_t n, size_t i,
                     size_t j);
    int times, times_undirected; /**< how often that sum counts what the statistic counts once */
};

const ent_saom_effect *ent_saom_effects_all(size_t *count);
const ent_saom_effect *ent_saom_effect_find(const char *name);

/** Whether an actor is there at the end of the period of the state. */
bool ent_saom_is_present(const ent_saom_state *state, size_t i);

/** Order the terms of a model and fill in what they need; ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_saom_prepare(ent_ctx *ctx, ent_saom *model);

/**
 * The weights of all pairs in one period: n * constant_count * n.
 *
 * @param period 0 to period_count; the last one is what follows the last wave
 */
void ent_saom_fill_weights(const ent_saom *model, size_t period, double *out);

/** The weight of the pair (i, j) in a row over alters of the weights of a period. */
static inline const double *
ent_saom_weights_of(const ent_saom *model, const double *weights, size_t i)
{
    return &weights[i * model->constant_count * model->n];
}

/** A term's change statistic, in the period of the state. */
double ent_saom_term_change(const ent_saom_state *state, const ent_saom_term *term, size_t i,
                            size_t j);

/**
 * The statistics of all terms at the end of a period: of the network in `state`, settled; creation
 * and endowment parts from what it gained and lost since the start (`start`, settled).
 */
void ent_saom_statistics(const ent_saom_state *state, const ent_saom_state *start, double *out);

/** The sums over ties of the weights of terms that no tie alters: constant_count. */
void ent_saom_sum_constants(const ent_saom_state *state, double *out);

/** The statistics where these sums are known. */
void ent_saom_statistics_from(const ent_saom_state *state, const ent_saom_state *start,
                              const double *sums, double *out);

/* 4. simulation */

/** What one simulation of one period gave. */
typedef struct ent_saom_path {
    double distance;
    double elapsed;    /**< when it reached the distance, if conditional; else 1 */
    double rate_score; /**< derivative of its log probability by the rate        */
    bool   stopped;    /**< by the guard on the number of steps                  */
} ent_saom_path;

/** What simulations of a model work with; one for each thread. */
typedef struct ent_saom_bench ent_saom_bench;

ENT_MUST_CHECK ent_status ent_saom_bench_create(ent_ctx *ctx, const ent_saom *model,
                                                ent_saom_bench **out);
void                      ent_saom_bench_destroy(ent_saom_bench *bench);

/** New parameters of the effects, from the next simulation on. */
void ent_saom_bench_set(ent_saom_bench *bench, const double *effects);

/**
 * Simulate one period.
 *
 * @param rate       of the period; conditional: ignored, the walk ends at the observed distance
 * @param key        of this run and period; its step and index are the simulation's own
 * @param statistics of each term at the end; NULL: not asked for
 * @param scores     derivative of the log probability of the path by each effect; NULL: not asked
 * for
 */
void ent_saom_walk(ent_saom_bench *bench, size_t period, double rate, bool conditional,
                   const ent_key *key, double *statistics, double *scores, ent_saom_path *out);

/**
 * Let the next walks of a period begin where the last walk ended; they are asked for neither
 * statistics nor scores.
 */
void ent_saom_bench_go_on(ent_saom_bench *bench, size_t period);

/**
 * How likely actor i, given a choice at the start of a period, changes the tie to j and no other
 * does not agree: of the types in which one actor has the initiative (1 to 3).  `tied` is what the
 * tie is taken to be before, whatever it is.
 */
double ent_saom_bench_chance(ent_saom_bench *bench, size_t period, size_t i, size_t j, bool tied);

/** Give a pair its tie, or end it, from the start of a period on; `free` is the caller's. */
void ent_saom_bench_put(ent_saom_bench *bench, size_t period, size_t i, size_t j, bool tied);

/** Forget what was kept of choices: who may change which tie is another matter now. */
void ent_saom_bench_forget(ent_saom_bench *bench);

/** The network at the start of a period; borrowed. */
const ent_saom_state *ent_saom_bench_start(const ent_saom_bench *bench, size_t period);

/** The network at the end of the last walk, settled; borrowed. */
const ent_saom_state *ent_saom_bench_state(const ent_saom_bench *bench);

#endif
