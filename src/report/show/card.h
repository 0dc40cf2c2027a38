/*
 * card.h - what `show` says of one state in one year
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_SHOW_CARD_H
#define ENT_REPORT_SHOW_CARD_H

#include "report/shown.h"

typedef struct ent_card_job {
    ent_shown *shown;
    ent_state  state;
    ent_span   moment; /**< the days that are described */
    int        year;   /**< of their last day */
} ent_card_job;

/** "observed" in a year, or "carried N" years since it. */
const char *ent_card_age(const ent_card_job *job, int year);

void ent_card_add_wealth(ent_card_job *job);  /**< power: gross domestic product */
void ent_card_add_regime(ent_card_job *job);  /**< polyarchy, polity2 */
void ent_card_add_leaders(ent_card_job *job); /**< who is in office, and spells as a major power */
void ent_card_add_trade(ent_card_job *job);   /**< all imports and exports */
void ent_card_add_arms(ent_card_job *job);    /**< its five first suppliers and recipients */
void ent_card_add_conflicts(ent_card_job *job); /**< armed conflicts of the year */

void ent_card_add_neighbours(ent_card_job *job);    /**< who is contiguous, by land or water */
void ent_card_add_organisations(ent_card_job *job); /**< with whom it shares the most */
void ent_card_add_signals(ent_card_job *job);       /**< what great powers did for it */

/** How often it votes in the General Assembly; ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_card_add_votes(ent_card_job *job);

#endif
