/*
 * data.h - our own facts: embedded in the library, or from a folder
 *
 * Stage: base.  Names are relative to data/, as `world/states.csv`.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_DATA_H
#define ENT_BASE_DATA_H

#include "base/digest.h"
#include "base/file.h"

/** Read one file of the data; ENT_E_NOTFOUND if it is not there. */
ENT_MUST_CHECK ent_status ent_data_read(ent_ctx *ctx, const char *name, ent_bytes *out);

/**
 * The names below a folder (`scenarios/`), sorted, with the given end.
 *
 * @param out   owned array of owned names; ent_data_names_free() frees
 */
ENT_MUST_CHECK ent_status ent_data_names(ent_ctx *ctx, const char *folder, const char *end,
                                         char ***out, size_t *count);
void                      ent_data_names_free(char **names, size_t count);

#endif
