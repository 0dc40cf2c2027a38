/*
 * unit_ties.h - treaties and rivalries of five invented states, at random
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_TIES_H
#define ENT_TESTS_UNIT_TIES_H

#include "base/random.h"
#include "base/text.h"
#include "unit_world.h"

#define TIES_TREATIES                                                                              \
    "# table: treaties\n# span: 1945-01-01..2005-12-31\n"                                          \
    "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,nonaggression,"      \
    "consultation,cow,note,source,locator\n"
#define TIES_PARTIES                                                                               \
    "# table: treaty_members\n# span: 1945-01-01..2005-12-31\n"                                    \
    "treaty,state,role,start,end,source,locator\n"
#define TIES_RIVALRIES                                                                             \
    "# table: rivalries\n# span: 1945-01-01..2005-12-31\n"                                         \
    "rivalry,state_a,state_b,start,end,source,locator\n"

/* Treaties at random, each of `years`, to `until`; after 1980 many more. */
static inline void
ties_write_of(world *w, int until, int years, double often)
{
    static const char *const IDS[] = {"AAA", "BBB", "CCC", "DDD", "EEE"};
    ent_key                  key = {.seed = 1789, .process = ENT_PROCESS_TEST};
    ent_text                 treaties, parties, rivalries;

    ent_text_init(&treaties);
    ent_text_init(&parties);
    ent_text_init(&rivalries);
    ent_text_add(&treaties, TIES_TREATIES);
    ent_text_add(&parties, TIES_PARTIES);
    ent_text_add(&rivalries, TIES_RIVALRIES);
    for (uint32_t i = 0; i < 5; i++) {
        for (uint32_t j = i + 1; j < 5; j++) {
            key.unit = i * 65536 + j;
            for (int year = 1950; year <= until; year++) {
                uint32_t at = (uint32_t)(year - 1940) * 2;

                if (ent_random_uniform(&key, at) < (year > 1980 ? 4 * often : often)) {
                    ent_text_addf(&treaties, "t%d%s%s,T,bilateral,%d,%d,%d,ended,1,0,0,0,0,,,s,\n",
                                  year, IDS[i], IDS[j], year, year, year + years - 1);
                    ent_text_addf(&parties, "t%d%s%s,%s,mutual,,,s,\nt%d%s%s,%s,mutual,,,s,\n",
                                  year, IDS[i], IDS[j], IDS[i], year, IDS[i], IDS[j], IDS[j]);
                }
                if (ent_random_below(&key, at + 1, 3) == 0) {
                    ent_text_addf(&rivalries, "r%d%s%s,%s,%s,%d,%d,s,\n", year, IDS[i], IDS[j],
                                  IDS[i], IDS[j], year, year);
                }
            }
        }
    }
    world_write(w, "treaties", ent_text_get(&treaties));
    world_write(w, "treaty_members", ent_text_get(&parties));
    world_write(w, "rivalries", ent_text_get(&rivalries));
    ent_text_clear(&treaties);
    ent_text_clear(&parties);
    ent_text_clear(&rivalries);
    world_load(w);
}

static inline void
ties_write(world *w, int until)
{
    ties_write_of(w, until, 1, 0.15);
}

#endif
