/*
 * landscape.h - a landscape in memory, its exact weights, and what the searches in it find
 *
 * Stage: model (internal side of entente/landscape.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_LANDSCAPE_LANDSCAPE_H
#define ENT_MODEL_LANDSCAPE_LANDSCAPE_H

#include "base/arena.h"
#include "base/file.h"
#include "entente/landscape.h"

struct ent_landscape {
    ent_arena    memory;
    size_t       n;
    const char **names;
    double      *sizes, *propensities; /* n*n, symmetric, 0 on the diagonal */
    double      *weights;              /* n*n: s_i s_j p_ij on the grid */
    double       grid;                 /* the sum of any weights is a multiple of it, exactly */
    double       rounding;             /* what the sum of a row may be wrong by */
    double       decimals;             /* energies are printed in whole parts of 1 / this */
};

/** The weight of a pair. */
static inline double
ent_landscape_weight(const ent_landscape *l, size_t i, size_t j)
{
    return l->weights[i * l->n + j];
}

/**
 * Sides of up to 30 actors as bits, the first actor highest: the order of the numbers is that of
 * the configurations, and those in which the first actor is on side 0 are below 2^(n-1).
 */
typedef uint32_t ent_sides;

static inline unsigned
ent_side_of(ent_sides sides, size_t n, size_t actor)
{
    return sides >> (n - 1 - actor) & 1;
}

/** A configuration as `n` digits and a zero byte. */
void ent_sides_print(ent_sides sides, size_t n, char *out);

/** Energy of a configuration of digits, exactly on the grid. */
double ent_landscape_energy(const ent_landscape *l, const char *configuration);

/** So many parts of 1 as leave 12 digits of a number of this magnitude; 0: it is printed whole. */
double ent_decimals_of(double magnitude);

/** A value in whole parts of 1 / decimals: what is behind them is rounding of what was added up. */
double ent_rounded(double value, double decimals);

/** An energy or a difference of energies as it is printed. */
double ent_landscape_rounded(const ent_landscape *l, double energy);

/** sum over j of w_ij y_i y_j with y = 1 or -1: E changes by twice this if i changes sides. */
double ent_landscape_hold(const ent_landscape *l, const char *configuration, size_t actor);

/** What the rule of entente-landscape(7) adds up for two states. */
typedef struct ent_affinity {
    bool bond; /**< one is bound to defend the other, or their level is 4 or more */
    int  regime;
    bool rivalry, dispute, claim, sanction;
} ent_affinity;

ent_affinity ent_affinity_of(const ent_system *system, ent_state_ix a, ent_state_ix b);

/** The propensity: bond + regime - rivalry - dispute - claim - sanction. */
int ent_affinity_sum(const ent_affinity *affinity);

enum { ENT_LANDSCAPE_SMALL = 12 }; /**< actors of ent_landscape_together() */

/**
 * Share of the configurations of lowest energy in which two actors stand on one side: 1 or 0 where
 * one is the lowest alone.
 *
 * @param n            up to ENT_LANDSCAPE_SMALL
 * @param sizes        n, not negative
 * @param propensities n*n, symmetric
 * Cost: 2^(n - 1) n, no memory.
 */
double ent_landscape_together(size_t n, const double *sizes, const double *propensities, size_t a,
                              size_t b);

/**
 * Share of all configurations from which steepest descent ends where two actors stand on one side:
 * the local optima, each by its basin.  The same arguments; at most 2^(n - 1) n^2 steps, no memory.
 */
double ent_landscape_drawn_together(size_t n, const double *sizes, const double *propensities,
                                    size_t a, size_t b);

typedef struct ent_optimum {
    const char *configuration; /* n digits */
    double      energy;
    uint64_t    basin; /* configurations that descend to it; 0 beyond 26 actors */
    uint64_t    hits;  /* samples that descended to it, beyond 26 actors */
} ent_optimum;

/** For qsort() and bsearch(): by energy, then by configuration. */
int ent_optimum_compare(const void *a, const void *b);

typedef struct ent_optima {
    ent_arena    memory;
    ent_optimum *optima; /* by energy, then by configuration */
    size_t       count;
    uint64_t     configurations; /* 2^(n-1); 0 where basins are not counted */
    uint64_t     samples;        /* 0 where they are */
} ent_optima;

/** All local optima up to 30 actors, those that samples end in beyond; ent_optima_clear() frees. */
ENT_MUST_CHECK ent_status ent_optima_find(ent_ctx *ctx, const ent_landscape *l, uint64_t seed,
                                          uint32_t samples, ent_optima *out);
void                      ent_optima_clear(ent_optima *optima);

/** The sides of all local optima in their order, up to 30 actors; ent_free() frees. */
ENT_MUST_CHECK ent_status ent_landscape_stable(ent_ctx *ctx, const ent_landscape *l,
                                               ent_sides **out, size_t *count);

/** How many configurations descend to each of the optima (all, in their order), up to 26 actors. */
ENT_MUST_CHECK ent_status ent_landscape_basins(ent_ctx *ctx, const ent_landscape *l,
                                               const ent_sides *optima, size_t count,
                                               uint64_t *out);

/**
 * The end of steepest descent from `samples` random configurations, one after the other, n + 1
 * bytes each.
 */
ENT_MUST_CHECK ent_status ent_landscape_sample(ent_ctx *ctx, const ent_landscape *l, uint64_t seed,
                                               uint32_t samples, char *out);

/** Of a pair: the lowest energy with both on one side, and on different ones, and where it is. */
typedef struct ent_pair_low {
    double    energy[2]; /* together, apart */
    ent_sides sides[2];
} ent_pair_low;

/** The lows of all pairs (n*n, the upper half is filled), up to 30 actors. */
ENT_MUST_CHECK ent_status ent_landscape_lows(ent_ctx *ctx, const ent_landscape *l,
                                             ent_pair_low *out);

/** As ent_landscape_read(), of bytes in memory; `sizes` NULL: all 1. */
ENT_MUST_CHECK ent_status ent_landscape_parse(ent_ctx *ctx, const char *name,
                                              const ent_bytes *propensities, const char *size_name,
                                              const ent_bytes *sizes, double offset,
                                              ent_landscape **out);

/** How well a bipartition tells what came of pairs. */
typedef struct ent_came {
    uint16_t a, b;
    int8_t   sign; /* 1 or -1 */
} ent_came;

typedef struct ent_landscape_scored {
    size_t positive, negative;
    double score, chance, at_least, propensities; /* NaN without a pair */
} ent_landscape_scored;

/** The score of a configuration of up to 24 actors among those of all bipartitions. */
ENT_MUST_CHECK ent_status ent_landscape_compare(ent_ctx *ctx, const ent_landscape *l,
                                                const char *configuration, const ent_came *came,
                                                size_t count, ent_landscape_scored *out);

#endif
