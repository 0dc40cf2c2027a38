/*
 * bench.h - what a simulation of a stochastic actor-oriented model works with
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_BENCH_H
#define ENT_MODEL_TIES_BENCH_H

#include "model/ties/saom.h"

enum { ENT_SAOM_MOST_STEPS = 1000000, ENT_SAOM_DRAWS = 8 /* of random numbers at once */ };

/** An actor who comes or goes within a period. */
typedef struct ent_saom_event {
    double at;
    size_t actor;
    bool   joins;
} ent_saom_event;

/**
 * What is known of the choices of actors from covariates and density alone, for the parameters of a
 * version: exp(f) of each new tie, their sum over those there at the start of the period, and the
 * sums weighted by each term.  And, of an actor around whom no tie has changed since the start, of
 * all his choices: their sum, and what each term is expected to change.
 */
typedef struct ent_saom_strangers {
    double   *each;     /**< n * n */
    double   *sum;      /**< n */
    double   *by_term;  /**< n * terms that no tie alters */
    uint64_t *version;  /**< n */
    double   *total;    /**< n: at the start */
    double   *expected; /**< n * terms: at the start, divided by the total */
    uint64_t *weighed;  /**< n: 2 * the version of the total, 1 more where expected is known, too */
} ent_saom_strangers;

/** The rates of change of pairs, for the types in which pairs meet. */
typedef struct ent_saom_pairs {
    double  *rate;            /**< n * n, symmetric; the meeting rate is left out           */
    double  *slope;           /**< terms * n * n: its derivatives                           */
    double  *row, *row_slope; /**< sums over j: n; terms * n                      */
    uint64_t version;         /**< of the parameters; 0: not filled               */
} ent_saom_pairs;

struct ent_saom_bench {
    const ent_saom     *model;
    ent_arena           arena;
    ent_saom_state      state;
    ent_saom_state     *start;      /**< of each period, as observed */
    ent_saom_state     *settled;    /**< the same without what does not count; NULL: not needed */
    ent_saom_strangers *strangers;  /**< of each period */
    ent_saom_pairs     *pairs;      /**< of each period, at its start; then that of the walk */
    double             *start_sums; /**< of each period, settled: constant_count, where counted */
    /* of each term, in the order of the model: what its parameter is in making and in ending a tie,
       and the sign with which its change counts there (0: it plays no part) */
    double *making, *ending, *make_sign, *end_sign;
    /* of terms that ties alter: exp of what each number from 0 to 2 n brings: terms * (2 n + 1) */
    double         *make_factor, *end_factor;
    bool            mirrored; /**< of terms that no tie alters: ending undoes what making brings */
    double         *score;    /**< of the walk */
    double         *sums;     /**< of the walk: as start_sums */
    uint64_t        version;
    size_t         *present, present_count; /**< actors, and how many of them */
    uint8_t        *is_present;
    ent_saom_event *events;                /**< of the period */
    size_t          event_count, event_at; /**< and how many of them have passed */
    uint64_t       *moved; /**< bits: actors around whom a tie has changed since the start */
    /* the choices of one actor: first those with whom he has no tie, then those with whom he has */
    uint32_t                 *alters;
    size_t                    alter_count, first_tie;
    double                   *weight, rest, total;
    double                   *change;   /**< terms * n, by alter; of those that ties alter alone */
    int32_t                  *number;   /**< n */
    uint64_t                 *strange;  /**< bits: the others, whom nothing brings near */
    double                   *expected; /**< change of each term, divided by the total */
    const double             *weights;  /**< of the model in this period */
    bool                      all_free; /**< every tie may change at any time in this period */
    const ent_saom_strangers *row;
};

/** Whether a tie from i to j may change now. */
static inline bool
ent_saom_may_change(const ent_saom_bench *b, size_t i, size_t j)
{
    const ent_saom_period *p = b->state.period;

    return i != j && b->is_present[i] && b->is_present[j] &&
           (p->free == NULL || p->free[i * b->model->n + j] != 0);
}

/** Bring the bench to the start of a period: ties, actors, events. */
void ent_saom_bench_begin(ent_saom_bench *bench, size_t period);

/** Let the actors of the next event come or go; the ties of who goes end. */
void ent_saom_bench_event(ent_saom_bench *bench, const ent_saom_event *event);

/** Change the tie from i to j, and keep the sums of the walk. */
void ent_saom_bench_flip(ent_saom_bench *bench, size_t i, size_t j);

/** The walk of the types in which pairs meet. */
void ent_saom_walk_pairs(ent_saom_bench *bench, double rate, bool conditional, const ent_key *key,
                         bool scores, ent_saom_path *out);

#endif
