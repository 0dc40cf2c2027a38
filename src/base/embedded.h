/*
 * embedded.h - the table that tools/embed.py writes at build
 *
 * Stage: base.  A zero byte stands before `end`.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_EMBEDDED_H
#define ENT_BASE_EMBEDDED_H

#include <stddef.h>

typedef struct ent_embedded {
    const char *name, *start, *end;
} ent_embedded;

extern const ent_embedded ent_embedded_files[];
extern const size_t       ent_embedded_count;

#endif
