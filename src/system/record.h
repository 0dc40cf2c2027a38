/*
 * record.h - what the system stage asks of the record beside entente/system.h
 *
 * Stage: system.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_RECORD_H
#define ENT_SYSTEM_RECORD_H

#include "entente/system.h"

/** Whether the seams let a fact of this provenance supply `kind` on a day. */
bool ent_record_uses(const ent_record *record, const char *kind, const ent_provenance *from,
                     ent_day day);

#endif
