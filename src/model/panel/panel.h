/*
 * panel.h - what the record says of all pairs of states by year: covariates and outcomes
 *
 * Stage: model.  Made from the record and its systems; opens no store.  The models take what
 * they need from here by name.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_PANEL_PANEL_H
#define ENT_MODEL_PANEL_PANEL_H

#include "entente/measure.h"

typedef struct ent_panel      ent_panel;
typedef struct ent_panel_year ent_panel_year; /* panel/year.h */

/**
 * One quantity of a state or a pair in a year: a row of the table of covariates.
 *
 * A value is missing (NaN) where its source does not speak of the year: nothing is carried.  A
 * year means every tie that exists on any day of it, as in the system.
 */
typedef struct ent_covariate {
    const char *name;      /**< "contiguity" */
    const char *formula;   /**< in a line */
    const char *source;    /**< the seams behind it, joined by commas; "": those of its states */
    const char *apart;     /**< the same without adversaries acquired jointly; NULL: none */
    bool        directed;  /**< of a pair, different from either side */
    bool        is_tie;    /**< 0 or 1, and may begin and end */
    bool        of_points; /**< of ideal points alone, and of pairs: see ent_panel_vote() */
    unsigned    detail;    /**< of the record that it needs: ENT_RECORD_FLOWS, ... */
    /* one of: of each state, of each pair, of all pairs at once */
    double (*of_state)(const ent_panel_year *year, ent_state_ix i);
    double (*of_pair)(const ent_panel_year *year, ent_state_ix i, ent_state_ix j);
    void (*of_all)(const ent_panel_year *year, float *out);
} ent_covariate;

/** All of them, in the order of the manual. */
const ent_covariate *ent_covariates(size_t *count);
/** The covariate of a name, or NULL. */
const ent_covariate *ent_covariate_find(const char *name);

enum { ENT_PANEL_MOST_YEARS = 250, ENT_PANEL_MOST_COVARIATES = 56 };

typedef struct ent_panel_options {
    int                from, to; /**< years, both included */
    const char *const *names;    /**< of the covariates wanted */
    size_t             name_count;
    int                as_of;       /**< last year that may be known of, not before `to`; 0: `to` */
    int                votes_until; /**< last year of the votes behind ideal points; 0: as_of */
    int                steady_from; /**< pressure has the same parts from then on; 0: `from` */
    int                steady_to;   /**< and until then; 0: `to` */
    bool               as_it_stood; /**< each year as it was known at its end: of disputes that were
                                       not over no more than a threat of force is seen */
    ent_power power;
    ent_signs signs;
} ent_panel_options;

/**
 * Take the covariates of all pairs of states from the record.
 *
 * States are those that exist on any day of the years.  Ideal points are estimated from the votes
 * up to the end of `as_of`; all else is of its own year or before.  The parts of pressure are
 * those that are observed in every year from `steady_from` to `steady_to`
 * (ent_panel_pressure_parts()).
 *
 * @param record that was loaded with the detail its covariates need
 * @param out    owned by the caller; written only on success
 * @return ENT_OK; ENT_E_ARG for a name that is none, years in disorder, more than
 *         ENT_PANEL_MOST_YEARS of them, or `as_of` before `to` (the future would leak);
 *         ENT_E_NOTFOUND where no state exists in a year; ENT_E_NOMEM, ENT_E_CANCELLED
 * Cost: a system a year, and four bytes for each pair, year and covariate.
 */
ENT_MUST_CHECK ent_status ent_panel_create(ent_ctx *ctx, const ent_record *record,
                                           const ent_panel_options *options, ent_panel **out);
void                      ent_panel_destroy(ent_panel *panel); /**< NULL does nothing */

/**
 * Estimate the ideal points of a panel anew, from the votes up to the end of a year: what depends
 * on them is as if the panel had been created with that `votes_until`, all else stays.
 *
 * @return ENT_OK, also of a panel without ideal points; ENT_E_NOMEM, ENT_E_CANCELLED; the panel is
 *         of no use then
 * Cost: one estimation, and a pass over the pairs of all years.
 */
ENT_MUST_CHECK ent_status ent_panel_vote(ent_ctx *ctx, ent_panel *panel, int votes_until);

size_t    ent_panel_size(const ent_panel *panel); /**< number of states n */
ent_state ent_panel_state(const ent_panel *panel, size_t i);
/** The place of a state, or ent_panel_size(). */
size_t ent_panel_find(const ent_panel *panel, ent_state state);
int    ent_panel_from(const ent_panel *panel);
int    ent_panel_to(const ent_panel *panel);

/** Whether the i-th state exists on any day of a year of the panel. */
bool ent_panel_exists(const ent_panel *panel, int year, size_t i);

/** The place of a covariate among the names asked for; their number where it is not. */
size_t ent_panel_column(const ent_panel *panel, const char *name);

/**
 * The values of a covariate of pairs in a year: n x n, row i of i towards j, NaN on the diagonal,
 * where a state does not exist, and where it is missing.  Borrowed.  NULL for one of states.
 */
const float *ent_panel_pairs(const ent_panel *panel, size_t column, int year);

/** The values of a covariate of states in a year: n of them.  Borrowed.  NULL for one of pairs. */
const float *ent_panel_states(const ent_panel *panel, size_t column, int year);

/** The first and last year with a value of a covariate; false: there is none. */
bool ent_panel_observed(const ent_panel *panel, size_t column, int *first, int *last);

enum { ENT_PANEL_REGIONS = 6 };

/** The region of a COW number: the Americas, Europe, Africa, the Middle East, Asia, Oceania. */
int ent_panel_region(ent_ccode ccode);

/** "sanctions, rivalry, disputes, border, trade_war", or those of them that pressure is made of. */
const char *ent_panel_pressure_parts(const ent_panel *panel);

#endif
