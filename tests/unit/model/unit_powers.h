/*
 * unit_powers.h - an invented world of great powers, for the tests of model and scenario
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_POWERS_H
#define ENT_TESTS_UNIT_POWERS_H

#include "unit_world.h"

#define UNIT_ACTS       "act,state_a,state_b,start,end,level,kind,title,source,locator\n"
#define UNIT_DISPUTES   "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
#define UNIT_RIVALRIES  "rivalry,state_a,state_b,start,end,source,locator\n"
#define UNIT_SANCTIONS  "sanction,sender,target,start,end,kinds,instrument,source,locator\n"
#define UNIT_LEADERS    "leader,state,name,office,start,end,source,locator\n"
#define UNIT_PROFILES   "state,year,cinc,regime,polyarchy,source,locator\n"
#define UNIT_MEMBERS    "treaty,state,role,start,end,source,locator\n"
#define UNIT_MEMBERSHIP "institution,state,status,start,end,source,locator\n"
#define UNIT_VETOES     "draft,date,caster,subject,about,source,locator\n"
#define UNIT_TREATIES                                                                              \
    "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,nonaggression,"      \
    "consultation,cow,note,source,locator\n"

/** The five permanent members, two others, and a state that ends in 1990. */
static inline void
powers_write(world *w)
{
    world_write(w, "states",
                "state,ccode,cow,start,end,source,locator\n"
                "USA,2,USA,1816-01-01,,s,\n"
                "GBR,200,UKG,1816-01-01,,s,\n"
                "FRA,220,FRN,1816-01-01,,s,\n"
                "DDR,265,GDR,1954-03-25,1990-10-02,s,\n"
                "RUS,365,RUS,1816-01-01,,s,\n"
                "CHN,710,CHN,1860-01-01,,s,\n"
                "JPN,740,JPN,1860-01-01,1945-08-14,s,\n"
                "JPN,740,JPN,1952-04-28,,s,\n"
                "IND,750,IND,1947-08-15,,s,\n");
    world_write(w, "names", "state,name,start,end\n");
    world_write(w, "governments", "state,government,start,end,source,locator\n");
}

static inline ent_state
powers_state(const world *w, const char *id)
{
    ent_state state = ent_codes_find(w->codes, id);

    assert_int_not_equal(state, ENT_NO_STATE);
    return state;
}

#endif
