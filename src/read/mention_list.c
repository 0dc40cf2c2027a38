/*
 * mention_list.c - the mentions of a sentence as a list: a new one, and none that means nobody
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/mention_list.h"

#include <string.h>

ent_mention *
ent_mention_add(ent_parse *p, size_t first, size_t last, ent_mention_kind kind)
{
    ent_mention *m;

    if (p->mention_count == ENT_MENTIONS_MAX) {
        return NULL;
    }
    m = &p->mentions[p->mention_count];
    memset(m, 0, sizeof *m);
    m->first = m->core = first;
    m->last = last;
    m->kind = (uint8_t)kind;
    m->demonym = kind == ENT_MENTION_ADJECTIVE;
    m->prep = -1;
    for (size_t i = first; i < last; i++) {
        p->mention_at[i] = (int16_t)p->mention_count;
    }
    p->mention_count++;
    return m;
}

void
ent_mentions_compact(ent_parse *p)
{
    size_t kept = 0;

    for (size_t i = 0; i < p->count; i++) {
        p->mention_at[i] = -1;
    }
    for (size_t i = 0; i < p->mention_count; i++) {
        ent_mention m = p->mentions[i];

        if (m.parties.count == 0 && m.kind != ENT_MENTION_PARTIES &&
            m.kind != ENT_MENTION_PRONOUN && m.kind != ENT_MENTION_OWN) {
            continue;
        }
        for (size_t k = m.first; k < m.last; k++) {
            p->mention_at[k] = (int16_t)kept;
        }
        p->mentions[kept++] = m;
    }
    p->mention_count = kept;
}
