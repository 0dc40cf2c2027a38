/*
 * initiated.h - what states began themselves: disputes and sanctions of the last five years
 *
 * Stage: measure.  What threat and method share.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_INITIATED_H
#define ENT_MEASURE_INITIATED_H

#include "entente/system.h"

enum { ENT_INITIATED_YEARS = 5 };

/** Acts that a state began, each counted once whatever the number of its opponents or targets. */
typedef struct ent_initiated {
    unsigned disputes;  /**< that it initiated (COW: it stood on side A from the first day) */
    unsigned force;     /**< of these, those that came to the use of force or to war        */
    unsigned sanctions; /**< that it imposed in its own name                                */
} ent_initiated;

/**
 * Count the acts that began in the year of a day or in the four years before it, up to that day.
 *
 * @param day the last one that counts
 * @param out one for each state of the record's codes, by ent_state; written only on ENT_OK
 * @return ENT_OK, ENT_E_NOMEM.  Cost: disputes and sanctions of the record, and the sorting of
 *         those of five years.
 */
ENT_MUST_CHECK ent_status ent_initiated_count(ent_ctx *ctx, const ent_record *record, ent_day day,
                                              ent_initiated *out);

/**
 * Whether the sources of both kinds (of disputes alone where `sanctions` is false) speak of all
 * these days.
 *
 * @param carried years since the last day of the older source; untouched where it returns false
 */
bool ent_initiated_is_known(const ent_record *record, ent_day day, bool sanctions, int *carried);

#endif
