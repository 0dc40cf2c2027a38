/*
 * parties.c - who is meant: ids of actors, each once
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/parties.h"

#include <string.h>

bool
ent_parties_add(ent_parties *parties, const char *id)
{
    for (size_t i = 0; i < parties->count; i++) {
        if (strcmp(parties->ids[i], id) == 0) {
            return true;
        }
    }
    if (parties->count == ENT_PARTIES_MAX) {
        return false;
    }
    parties->ids[parties->count++] = id;
    return true;
}

void
ent_parties_join(ent_parties *parties, const ent_parties *more)
{
    for (size_t i = 0; i < more->count; i++) {
        (void)ent_parties_add(parties, more->ids[i]);
    }
}

bool
ent_parties_within(const ent_parties *parties, const ent_parties *all)
{
    for (size_t i = 0; i < parties->count; i++) {
        bool found = false;

        for (size_t k = 0; k < all->count; k++) {
            found = found || strcmp(parties->ids[i], all->ids[k]) == 0;
        }
        if (!found) {
            return false;
        }
    }
    return true;
}
