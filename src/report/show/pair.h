/*
 * pair.h - the parts of the history of two states
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_SHOW_PAIR_H
#define ENT_REPORT_SHOW_PAIR_H

#include "report/shown.h"

typedef struct ent_pair_job {
    ent_shown       *shown;
    const ent_codes *codes;
    ent_state        a, b;
} ent_pair_job;

/** Whether these are the two, in either order. */
bool ent_pair_is(const ent_pair_job *job, ent_state x, ent_state y);

/** "RUS>USA": of one on the other, or from one to the other. */
const char *ent_pair_direction(ent_pair_job *job, ent_state from, ent_state to);

/**
 * Who holds the seat of one of them in the United Nations on a day, where another government may
 * hold its code: the Republic of China until 1971.  NULL where it does not matter.
 *
 * @param until the first day after that; written where a holder is returned
 */
const char *ent_pair_seat(const ent_pair_job *job, ent_day day, ent_day *until);

/** "UN (seat ROC)". */
const char *ent_pair_with_seat(ent_pair_job *job, const char *type, const char *holder);

void ent_pair_add_peace(ent_pair_job *job);      /**< spells of the peace scale */
void ent_pair_add_contiguity(ent_pair_job *job); /**< spells of contiguity */
void ent_pair_add_exercises(ent_pair_job *job);  /**< joint exercises */
void ent_pair_add_arms(ent_pair_job *job);       /**< orders of arms by year and direction */
void ent_pair_add_trade(ent_pair_job *job);      /**< imports, and shares of all trade, by year */
void ent_pair_add_events(ent_pair_job *job);     /**< coded events by year and direction */

void ent_pair_add_signals(ent_pair_job *job);   /**< what one, a great power, did for the other */
void ent_pair_add_distances(ent_pair_job *job); /**< spells of the least distance */
void ent_pair_add_organisations(ent_pair_job *job); /**< shared ones, by year */

/** Agreement in the General Assembly by year; ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_pair_add_votes(ent_pair_job *job);

#endif
