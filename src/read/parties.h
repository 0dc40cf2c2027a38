/*
 * parties.h - who is meant: ids of actors, each once
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_PARTIES_H
#define ENT_READ_PARTIES_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/read.h"

enum { ENT_PARTIES_MAX = ENT_ACTORS_MAX };

/** Ids of actors, each once. */
typedef struct ent_parties {
    const char *ids[ENT_PARTIES_MAX];
    size_t      count;
} ent_parties;

/** False when there are too many. */
bool ent_parties_add(ent_parties *parties, const char *id);

void ent_parties_join(ent_parties *parties, const ent_parties *more);

/** Whether each of `parties` is one of `all`. */
bool ent_parties_within(const ent_parties *parties, const ent_parties *all);

#endif
