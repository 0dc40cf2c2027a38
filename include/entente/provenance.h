/*
 * provenance.h - where a fact stands, and whom it names
 *
 * Stage: import.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_PROVENANCE_H
#define ENTENTE_PROVENANCE_H

#include <stddef.h>

#include "entente/codes.h"

/** Where a fact stands: its printed id is `set@version/file:line`. */
typedef struct ent_provenance {
    uint32_t    file;     /**< number of the imported file in this store */
    uint32_t    line;     /**< of the row in that file, from 1           */
    const char *citation; /**< key of the citation; NULL: that of the set */
    const char *locator;  /**< article, page, resolution number; NULL     */
} ent_provenance;

/** A state, or the name or code that a source gives and that is no state of ours. */
typedef struct ent_party {
    ent_state state; /**< ENT_NO_STATE where `given` is not NULL, and where the source is silent */
    const char *given; /**< as given, NULL for a state */
} ent_party;

#define ENT_NO_INTEGER INT32_MIN /**< a whole number that is missing */

#endif
