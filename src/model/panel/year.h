/*
 * year.h - what the covariates of one year are made from
 *
 * Stage: model.  Shared by the files of the panel.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_PANEL_YEAR_H
#define ENT_MODEL_PANEL_YEAR_H

#include "measure/ballot.h"
#include "measure/exchange.h"
#include "model/panel/panel.h"

enum {
    ENT_PANEL_MEMORY = 25, /* years before the first that are looked at */
    ENT_PANEL_RECENT = 5   /* years that are recent */
};

/** What treaties of three and more members bind a pair to. */
enum { ENT_PANEL_LARGER_DEFENCE = 1, ENT_PANEL_LARGER_ANY = 2 /* beyond non-aggression */ };

/** What earlier years leave behind; matrices of all states that there are codes for. */
typedef struct ent_panel_history {
    size_t   states;           /**< of the codes */
    int      first;            /**< the first year that was looked at */
    uint8_t *bound;            /**< 1: an obligation beyond non-aggression in the last year seen */
    uint8_t *bilateral;        /**< 1: one of a treaty of these two alone, in the last year seen */
    uint8_t *bilateral_before; /**< the same of the year before it */
    uint8_t *larger;           /**< flags of treaties of three and more, in the last year seen */
    int16_t *begun;            /**< last year in which one began; 0 none */
    uint8_t *disputed;         /**< 1: a militarized dispute in the last year seen */
    int16_t *ended;            /**< last year that such an obligation did not outlive; 0 none */
    int16_t *hostile_since;    /**< first year of the enmity at hand; 0 none */
    int16_t *war_since;        /**< of a state: first year of its wars without a break; 0 none */
    float   *regime;           /**< of a state and each recent year, the year at hand too: its
                                    polyarchy; NaN missing.  Year y stands at y % (RECENT + 1) */
} ent_panel_history;

/** The parts of pressure that count in all years of a panel. */
typedef struct ent_pressure_parts {
    bool sanctions, trade_war, rivalry, disputes, border;
} ent_pressure_parts;

/** One year, as the functions of covariates see it; indices are those of the system. */
struct ent_panel_year {
    const ent_record        *record;
    const ent_system        *system;
    int                      year;
    size_t                   n;
    ent_power                power;
    ent_signs                signs;
    ent_exchange             exchange;
    const ent_panel_history *history;
    ent_pressure_parts       parts;
    double                  *share;     /**< of power, by state; NaN missing */
    double                  *points;    /**< ideal points, by state; NaN missing */
    uint8_t                 *hostile;   /**< n x n: adversaries */
    uint8_t                 *signalled; /**< n x n: a source says what a power did for a state */
    float                   *pressure;  /**< n x n, of k on i in row i; NaN missing */
    uint16_t                *pressers;  /**< n x n: in row i those that press on i, or of whom it is
                                             not told, ascending */
    size_t           *presser_count;    /**< of each row */
    const ent_ballot *ballot;           /**< votes; NULL: not asked for, or none */
};

ENT_MUST_CHECK ent_status ent_panel_history_create(ent_ctx *ctx, const ent_codes *codes, int first,
                                                   ent_panel_history *out);
void                      ent_panel_history_clear(ent_panel_history *history);

/** Go on to the year of a system, the one after the last. */
ENT_MUST_CHECK ent_status ent_panel_history_add(ent_ctx *ctx, const ent_record *record,
                                                const ent_system *system, int year,
                                                ent_panel_history *history);

/** The place of a pair in a matrix of the history. */
size_t ent_panel_history_at(const ent_panel_year *y, size_t i, size_t j);

/** A state's polyarchy in a recent year: NaN where it was none, or is not told. */
double ent_panel_history_regime(const ent_panel_history *history, ent_state state, int year);

/** Fill y->pressure, y->pressers and y->presser_count. */
void ent_panel_press(ent_panel_year *y);

/**
 * Sums over third states k of what k presses on both; `apart` leaves out those whose enmity the two
 * took up within a year of each other.  n x n, symmetric.
 */
typedef enum ent_common { ENT_COMMON_MAX, ENT_COMMON_MIN, ENT_COMMON_PRODUCT } ent_common;
void ent_panel_common(const ent_panel_year *y, ent_common form, bool apart, float *out);
void ent_panel_shared(const ent_panel_year *y, bool apart, float *out);

/** States that both are bound to beyond non-aggression; n x n, symmetric. */
void ent_panel_shared_allies(const ent_panel_year *y, float *out);

/** Agreement in the roll calls of the year; n x n, symmetric, missing without a common vote. */
void ent_panel_agreement(const ent_panel_year *y, float *out);

/** Own trade with the partner's adversaries; n x n, row i of i. */
void ent_panel_adversary_trade(const ent_panel_year *y, float *out);

/** What of third states' trade two states contest; n x n, symmetric. */
void ent_panel_contested(const ent_panel_year *y, float *out);

/** Whether every source of a covariate speaks of the year. */
bool ent_covariate_is_observed(const ent_covariate *covariate, const ent_panel_year *y);

#endif
