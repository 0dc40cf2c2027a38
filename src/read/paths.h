/*
 * paths.h - which files a reading is of: those named, and the documents of folders
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_PATHS_H
#define ENT_READ_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/context.h"

typedef struct ent_paths {
    char **items; /**< in the order given, those of a folder in that of their names */
    size_t count, capacity;
} ent_paths;

/**
 * List what the paths mean.  What is named is listed, whatever it is.  Of a
 * folder, its regular files whose names end as those of documents do; what
 * else could hold a reader up (a pipe, a socket, a device), a folder that
 * cannot be opened, and a link to nothing are passed with a warning.  A folder
 * is gone through once, by device and number, so that links in a circle end.
 *
 * @param out ent_paths_clear() frees; written only on ENT_OK
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_paths_list(ent_ctx *ctx, const char *const *paths, size_t count,
                                         ent_paths *out);

void ent_paths_clear(ent_paths *paths);

#endif
