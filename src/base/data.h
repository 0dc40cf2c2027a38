/*
 * data.h - our own facts: embedded in the library, or from a folder
 *
 * Stage: base.  Names are relative to data/, as `world/states.csv`.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_DATA_H
#define ENT_BASE_DATA_H

#include "base/csv.h"
#include "base/digest.h"
#include "base/file.h"

/** Read one file of the data; ENT_E_NOTFOUND if it is not there. */
ENT_MUST_CHECK ent_status ent_data_read(ent_ctx *ctx, const char *name, ent_bytes *out);

/**
 * Read a table of the data, comments passed over, row by row.
 *
 * @param columns the places of the `count` names, written before the first row is taken
 * @return ENT_OK; ENT_E_NOTFOUND without the file; ENT_E_INPUT where it cannot be read; what
 *         `take` returns; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_data_table(ent_ctx *ctx, const char *name, const char *const *names,
                                         size_t count, size_t *columns, ent_csv_take take,
                                         void *user);

/** A file that is part of the program and stands in no folder of data; ENT_E_NOTFOUND.  Allocates
 * nothing. */
ENT_MUST_CHECK ent_status ent_data_embedded(const char *name, ent_bytes *out);

/** Whether a name is one of the data: it stands in a folder that the built-in data have. */
bool ent_data_is_place(const char *name);

/**
 * Whether the folder of the context holds every table of the built-in data/world; it replaces
 * them, so that one that is missing would be facts that are not there.  Nothing to do without
 * such a folder.
 *
 * @return ENT_OK; ENT_E_INPUT names the first table that is missing; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_data_check(ent_ctx *ctx);

/**
 * The names below a folder (`scenarios/`), sorted, with the given end.
 *
 * @param out   owned array of owned names; ent_data_names_free() frees
 */
ENT_MUST_CHECK ent_status ent_data_names(ent_ctx *ctx, const char *folder, const char *end,
                                         char ***out, size_t *count);
void                      ent_data_names_free(char **names, size_t count);

/**
 * Say that there is no such file of a folder of YAML files, and which is near, or which there are.
 *
 * @param kind   the error that this is
 * @param folder `scenarios/`
 * @param what   it holds: "scenario"
 * @return `kind`; ENT_E_NOMEM
 */
ent_status ent_data_fail_missing(ent_ctx *ctx, ent_status kind, const char *folder,
                                 const char *what, const char *wanted);

/**
 * Read a file that a user names: by its path, or one of a folder of YAML files by its name.
 *
 * @param folder `models/`
 * @param what   it holds: "model"
 * @param wanted a file, or the name of one in the folder (with or without .yaml); a file comes
 *               before one of the folder of the same name; `-` is standard input
 * @param out    ent_bytes_clear() frees
 * @return ENT_OK; ENT_E_FILE where a path leads nowhere; ENT_E_NOTFOUND for a name that is neither,
 *         with those there are; ENT_E_LIMIT, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_data_find(ent_ctx *ctx, const char *folder, const char *what,
                                        const char *wanted, ent_bytes *out);

#endif
