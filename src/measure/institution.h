/*
 * institution.h - the institutions of the record, and who is in them on a day
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_INSTITUTION_H
#define ENT_MEASURE_INSTITUTION_H

#include "entente/system.h"

/**
 * The institution of an id; borrowed from the record.
 *
 * @return ENT_OK; ENT_E_NOTFOUND for an id that the record does not know, with the nearest it does
 */
ENT_MUST_CHECK ent_status ent_institution_find(ent_ctx *ctx, const ent_record *record,
                                               const char *id, const ent_institution **out);

/** Whether the row gives its state a vote there on the day: as a member, permanent or elected. */
bool ent_membership_votes(const ent_membership *row, const char *institution, ent_day day);

#endif
