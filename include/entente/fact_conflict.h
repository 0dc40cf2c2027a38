/*
 * fact_conflict.h - disputes, wars, arms races, threats and sanctions, as published
 *
 * Stage: import.  Units are the publisher's; a name or code that is no state of ours stays as
 * given.  ENT_NO_INTEGER, NaN and NULL are missing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_FACT_CONFLICT_H
#define ENTENTE_FACT_CONFLICT_H

#include "entente/provenance.h"

/** Militarized interstate disputes, one row a dispute. */
typedef struct ent_mid {
    ent_provenance from;
    const char    *dispute;
    ent_day        start, end;
    int32_t outcome, settlement, fatality, deaths, days_most, days_least, highest_action, hostility,
        reciprocated, states_a, states_b, ongoing;
} ent_mid;

/** A state in a dispute, by spell. */
typedef struct ent_mid_participant {
    ent_provenance from;
    const char    *dispute;
    ent_party      state;
    ent_day        start, end;
    int32_t        side_a, revisionist, revision_1, revision_2, fatality, deaths, highest_action,
        hostility, original;
    const char *leader_start, *leader_end;
} ent_mid_participant;

/** Incidents of a dispute. */
typedef struct ent_mid_incident {
    ent_provenance from;
    const char    *dispute, *incident;
    ent_day        start, end;
    int32_t        days, fatality, deaths, action, hostility, states;
} ent_mid_incident;

/** A state in an incident. */
typedef struct ent_mid_incident_participant {
    ent_provenance from;
    const char    *dispute, *incident;
    ent_party      state;
    ent_day        start, end;
    int32_t side_a_of_incident, side_a, fatality, deaths, action, hostility, revision_1, revision_2;
} ent_mid_incident_participant;

/** Directed dyad-years of disputes. */
typedef struct ent_mid_dyad_year {
    ent_provenance from;
    const char    *dispute;
    ent_party      state_a, state_b;
    int32_t        year, ongoing, onset, side_a, side_b, revisionist_a, revisionist_b, revision_1_a,
        revision_1_b, revision_2_a, revision_2_b, fatality_a, fatality_b, deaths_a, deaths_b,
        highest_action_a, highest_action_b, hostility_a, hostility_b, original_a, original_b,
        highest_action, hostility, fatality, deaths, days_least, days_most, outcome, settlement,
        reciprocated, month, end_month, states_a, states_b, unended;
} ent_mid_dyad_year;

/** A state in an inter-state war, by spell; its deaths, of all spells, stand with the first. */
typedef struct ent_war {
    ent_provenance from;
    const char    *war, *name;
    int32_t        kind;
    ent_party      state;
    int32_t        side, spell;
    ent_day        start, end;
    int32_t        region, initiator, outcome;
    const char    *from_war, *to_war;
    int32_t        deaths;
} ent_war;

/** Directed dyad-years of inter-state wars. */
typedef struct ent_war_dyad {
    ent_provenance from;
    const char    *war, *dispute, *dyad;
    ent_party      state_a, state_b;
    ent_day        start, end;
    int32_t        year, year_of_war, role_a, role_b, dyad_role_a, dyad_role_b, outcome, deaths_a,
        deaths_b, deaths, change;
} ent_war_dyad;

/** Armed conflicts by year, also inside states. */
typedef struct ent_conflict {
    ent_provenance from;
    const char    *conflict;
    int32_t        year;
    ent_party      state_a, second_a, state_b, second_b;
    const char    *incompatibility;
    int32_t        intensity;
    const char    *kind;
    ent_day        start;
    int32_t        start_precision;
    ent_day        episode_start;
    int32_t        episode_start_precision, episode_ended;
    ent_day        episode_end;
} ent_conflict;

/** Arms races of a dyad. */
typedef struct ent_arms_race {
    ent_provenance from;
    const char    *race;
    ent_party      state_a, state_b;
    ent_day        start, end;
} ent_arms_race;

/**
 * Latent territorial threat of a state-year, in logs, with 90 percent intervals: from dyads
 * weighted by the distance of capitals, and (near_) by the least distance.
 */
typedef struct ent_territorial_threat {
    ent_provenance from;
    ent_party      state;
    int32_t        year;
    double         threat, sd, lower, upper, near_threat, near_sd, near_lower, near_upper;
} ent_territorial_threat;

/** A sanction of a case: one target and one sender of those that it names. */
typedef struct ent_sanction_case {
    ent_provenance from;
    const char    *sanction;
    ent_party      target, sender;
    ent_day        start, end;
    int32_t        trade;
    const char    *trade_form;
    int32_t        arms, military, financial, travel, other, targets, senders;
    const char    *objective, *success;
} ent_sanction_case;

/** Sanctions of a directed dyad over ten years. */
typedef struct ent_sanction_decade {
    ent_provenance from;
    const char    *dyad;
    ent_party      state_a, state_b;
    int32_t        decade, status_quo, concession, stand_firm, backed_down;
    double         sender_dependence, target_dependence, sender_democracy, target_democracy;
    int32_t        contiguous;
    double         allied, sender_costs, target_costs, capability_ratio;
} ent_sanction_decade;

/** enum name, struct, name of the store's table and of the file in data/world */
#define ENT_FACT_CONFLICT_LIST(X)                                                                  \
    X(MID, ent_mid, mid_disputes)                                                                  \
    X(MID_PARTICIPANT, ent_mid_participant, mid_participants)                                      \
    X(MID_INCIDENT, ent_mid_incident, mid_incidents)                                               \
    X(MID_INCIDENT_PARTICIPANT, ent_mid_incident_participant, mid_incident_participants)           \
    X(MID_DYAD_YEAR, ent_mid_dyad_year, mid_dyad_years)                                            \
    X(WAR, ent_war, wars)                                                                          \
    X(WAR_DYAD, ent_war_dyad, war_dyads)                                                           \
    X(CONFLICT, ent_conflict, conflicts)                                                           \
    X(ARMS_RACE, ent_arms_race, arms_races)                                                        \
    X(TERRITORIAL_THREAT, ent_territorial_threat, territorial_threats)                             \
    X(SANCTION_CASE, ent_sanction_case, sanction_cases)                                            \
    X(SANCTION_DECADE, ent_sanction_decade, sanction_decades)

#endif
