/*
 * cameo.h - CAMEO codes of events, with what they are in PLOVER and on Goldstein's scale
 *
 * Stage: codes.  Reads data/lexicon/cameo.txt.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_CODES_CAMEO_H
#define ENT_CODES_CAMEO_H

#include "base/arena.h"
#include "base/context.h"

/** A row of cameo.txt. */
typedef struct ent_cameo {
    const char *code;
    const char *type;      /**< of PLOVER, "-" where it has none  */
    const char *mode;      /**< of PLOVER, or NULL                */
    double      goldstein; /**< NaN where the scale has none      */
} ent_cameo;

typedef struct ent_cameo_table {
    ent_arena  memory;
    ent_cameo *rows;
    size_t     count, capacity;
} ent_cameo_table;

/**
 * Read the table.
 *
 * @param out ent_cameo_clear() frees; its texts live as long
 * @return ENT_OK; ENT_E_INPUT with file and line of a row that is wrong; ENT_E_NOTFOUND where a
 *         folder of data has no such file; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_cameo_load(ent_ctx *ctx, ent_cameo_table *out);
void                      ent_cameo_clear(ent_cameo_table *table);

/** The row of a code, or NULL.  Cost: that of looking at each row. */
const ent_cameo *ent_cameo_find(const ent_cameo_table *table, const char *code, size_t length);

/** Whether PLOVER has a type for it: it leaves out what is only said (01). */
bool ent_cameo_has_type(const ent_cameo *row);

#endif
