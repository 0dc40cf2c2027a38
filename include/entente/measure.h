/*
 * measure.h - functions of the system, with formula and reference
 *
 * Stage: measure.  One file per measure, one row in the registry.  Never
 * opens the store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_MEASURE_H
#define ENTENTE_MEASURE_H

#include "entente/system.h"

typedef enum ent_power { ENT_POWER_CINC, ENT_POWER_GDP, ENT_POWER_MILEX, ENT_POWER_NET } ent_power;

typedef struct ent_measure_options {
    ent_span         span; /**< years or days asked for; zeroed: all that the record has */
    bool             is_day; /**< one full date was given: that day, not its year */
    const ent_state *states; /**< rows to show; never changes the system */
    size_t           state_count;
    ent_power        power;
    ent_signs        signs;
} ent_measure_options;

typedef struct ent_measure {
    const char *name;    /**< "alignment" */
    const char *title;   /**< one line for `list measures` */
    const char *entry;   /**< reference entry: meaning, formula, inputs, edge cases, paper */
    ENT_MUST_CHECK ent_status (*run)(ent_ctx *ctx, const ent_record *record,
                                     const ent_measure_options *options, ent_table **out);
} ent_measure;

const ent_measure *ent_measures(size_t *count);
const ent_measure *ent_measure_find(const char *name);

/** Chance-corrected similarity of two 0/1 portfolios (columns of `ties`), and S with its chance value. */
typedef struct ent_similarity {
    double kappa, pi, s, s_chance, tau_b;
    size_t n;
} ent_similarity;

/** Dittmer's types of a strategic triangle. */
typedef enum ent_triangle {
    ENT_TRIANGLE_MENAGE,    /**< + + + */
    ENT_TRIANGLE_ROMANTIC,  /**< + + -: a pivot with two good relations      */
    ENT_TRIANGLE_MARRIAGE,  /**< + - -: two together, the third outside      */
    ENT_TRIANGLE_UNIT_VETO, /**< - - - */
    ENT_TRIANGLE_UNCLEAR    /**< a side is neutral or missing                */
} ent_triangle;

typedef struct ent_triangle_class {
    ent_triangle type;
    int          pivot; /**< 0, 1, 2: the pivot of a romantic triangle, the outsider of a marriage; -1 */
} ent_triangle_class;

/**
 * Classify a triangle by the signs of its sides ab, bc, ac (each -1, 0, +1).
 *
 * Reference: Dittmer (1981), World Politics 33:485-515.
 */
ent_triangle_class ent_triangle_classify(int ab, int bc, int ac);
const char        *ent_triangle_name(ent_triangle type);

#endif
