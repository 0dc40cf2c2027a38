/*
 * fact_state.h - states and what they are, say and vote, as published
 *
 * Stage: import.  Units are the publisher's; a name or code that is no state of ours stays as
 * given.  ENT_NO_INTEGER, NaN and NULL are missing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_FACT_STATE_H
#define ENTENTE_FACT_STATE_H

#include "entente/provenance.h"

/** Directed contiguity (1 land, 2 to 5 by water), by spell. */
typedef struct ent_contiguity {
    ent_provenance from;
    ent_party      state_a, state_b;
    int32_t        kind;
    ent_day        start, end;
} ent_contiguity;

/** Least distance between two states in kilometres, by spell. */
typedef struct ent_distance {
    ent_provenance from;
    ent_party      state_a, state_b;
    ent_day        start, end;
    double         kilometres;
} ent_distance;

/** Distances and common past of two countries, without dates. */
typedef struct ent_geodesic {
    ent_provenance from;
    ent_party      state_a, state_b;
    int32_t contiguous, language_official, language_spoken, colony, colony_now, colony_after_1945,
        common_coloniser, one_country;
    double kilometres, kilometres_capitals, kilometres_weighted, kilometres_weighted_ces;
} ent_geodesic;

/** Capitals with coordinates, by spell. */
typedef struct ent_capital {
    ent_provenance from;
    ent_party      state;
    const char    *capital;
    ent_day        start, end;
    double         latitude, longitude;
} ent_capital;

/** Spells as a major power. */
typedef struct ent_major_power {
    ent_provenance from;
    ent_party      state;
    ent_day        start, end;
} ent_major_power;

/** Membership of a list of states, by spell, with the list's own letters and names. */
typedef struct ent_listed_state {
    ent_provenance from;
    ent_party      state;
    const char    *letters, *name;
    ent_day        start, end;
} ent_listed_state;

/** Gross domestic product and population of a state-year. */
typedef struct ent_gdp {
    ent_provenance from;
    ent_party      state;
    int32_t        year;
    double         gdp, gdp_sd, gdp_per_head, gdp_per_head_sd, population, population_sd, surplus;
    int32_t        logged;
} ent_gdp;

/** Regime indices of a state-year. */
typedef struct ent_regime {
    ent_provenance from;
    ent_party      state;
    int32_t        year;
    double         polyarchy;
    int32_t        polity, polity2, democracy, autocracy, durable;
    double         uds, uds_adjusted;
} ent_regime;

/** Leaders in office, by spell. */
typedef struct ent_leader {
    ent_provenance from;
    const char    *leader;
    ent_party      state;
    const char    *name, *office;
    int32_t        born;
    const char    *gender;
    ent_day        start, end;
    const char    *entry, *exit_kind, *exit_code;
} ent_leader;

/** Roll calls of the General Assembly. */
typedef struct ent_roll_call {
    ent_provenance from;
    const char    *roll_call, *session;
    ent_day        date;
    const char    *resolution, *title;
    int32_t        yes, no, abstain;
    const char    *description;
    int32_t important, amendment, paragraph, middle_east, nuclear, disarmament, rights, colonialism,
        economy;
} ent_roll_call;

/** Issues of a roll call. */
typedef struct ent_roll_call_issue {
    ent_provenance from;
    const char    *roll_call, *issue, *name;
} ent_roll_call_issue;

/** Votes of states in roll calls of the General Assembly. */
typedef struct ent_vote {
    ent_provenance from;
    const char    *roll_call;
    int32_t        session;
    ent_party      state;
    const char    *vote;
} ent_vote;

/** Published ideal points of a state-year. */
typedef struct ent_ideal_point {
    ent_provenance from;
    ent_party      state;
    int32_t        year;
    double         final_passage, all_votes, legacy;
    int32_t        votes_final_passage, votes_all, votes_legacy;
    double         final_passage_q5, final_passage_q10, final_passage_q50, final_passage_q90,
        final_passage_q95, all_q5, all_q10, all_q50, all_q90, all_q95, agree_usa, agree_rus;
} ent_ideal_point;

/** Coded events of a directed dyad in a month, by type. */
typedef struct ent_event_count {
    ent_provenance from;
    ent_day        month;
    ent_party      state_a, state_b;
    const char    *type;
    int32_t        events, mentions, articles;
    double         goldstein, tone;
} ent_event_count;

/** All coded events of a month, with those of no dyad. */
typedef struct ent_event_total {
    ent_provenance from;
    ent_day        month;
    int32_t        events, mentions, articles;
} ent_event_total;

/** Coded events one by one, kept on demand. */
typedef struct ent_coded_event {
    ent_provenance from;
    const char    *event;
    ent_day        date;
    ent_party      state_a, state_b;
    const char    *actor_a, *actor_b, *type, *cameo; /**< type: NULL where PLOVER has none */
    double         goldstein;
    int32_t        mentions, articles;
    double         tone;
} ent_coded_event;

/** Edges of a network of nodes as named. */
typedef struct ent_edge {
    ent_provenance from;
    const char    *network, *source, *target;
    int32_t        sign;
    double         weight;
} ent_edge;

/** enum name, struct, name of the store's table and of the file in data/world */
#define ENT_FACT_STATE_LIST(X)                                                                     \
    X(CONTIGUITY, ent_contiguity, contiguity)                                                      \
    X(DISTANCE, ent_distance, distances)                                                           \
    X(GEODESIC, ent_geodesic, geodesics)                                                           \
    X(CAPITAL, ent_capital, capitals)                                                              \
    X(MAJOR_POWER, ent_major_power, major_powers)                                                  \
    X(LISTED_STATE, ent_listed_state, listed_states)                                               \
    X(GDP, ent_gdp, gdp)                                                                           \
    X(REGIME, ent_regime, regimes)                                                                 \
    X(LEADER, ent_leader, leaders)                                                                 \
    X(ROLL_CALL, ent_roll_call, roll_calls)                                                        \
    X(ROLL_CALL_ISSUE, ent_roll_call_issue, roll_call_issues)                                      \
    X(VOTE, ent_vote, votes)                                                                       \
    X(IDEAL_POINT, ent_ideal_point, ideal_points)                                                  \
    X(EVENT_COUNT, ent_event_count, event_counts)                                                  \
    X(EVENT_TOTAL, ent_event_total, event_totals)                                                  \
    X(CODED_EVENT, ent_coded_event, coded_events)                                                  \
    X(EDGE, ent_edge, edges)

#endif
