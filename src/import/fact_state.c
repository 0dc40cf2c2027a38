/*
 * fact_state.c - the fields of states and what they are, say and vote, as published
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/fact_field.h"

const ent_fact_field ENT_FIELDS_CONTIGUITY[] = {
    PARTY(ent_contiguity, state_a), PARTY(ent_contiguity, state_b), REQUIRED(ent_contiguity, kind),
    START(ent_contiguity, start),   END(ent_contiguity, end),       LAST};

const ent_fact_field ENT_FIELDS_DISTANCE[] = {
    PARTY(ent_distance, state_a), PARTY(ent_distance, state_b),     START(ent_distance, start),
    END(ent_distance, end),       NUMBER(ent_distance, kilometres), LAST};

const ent_fact_field ENT_FIELDS_GEODESIC[] = {PARTY(ent_geodesic, state_a),
                                              PARTY(ent_geodesic, state_b),
                                              INTEGER(ent_geodesic, contiguous),
                                              INTEGER(ent_geodesic, language_official),
                                              INTEGER(ent_geodesic, language_spoken),
                                              INTEGER(ent_geodesic, colony),
                                              INTEGER(ent_geodesic, colony_now),
                                              INTEGER(ent_geodesic, colony_after_1945),
                                              INTEGER(ent_geodesic, common_coloniser),
                                              INTEGER(ent_geodesic, one_country),
                                              NUMBER(ent_geodesic, kilometres),
                                              NUMBER(ent_geodesic, kilometres_capitals),
                                              NUMBER(ent_geodesic, kilometres_weighted),
                                              NUMBER(ent_geodesic, kilometres_weighted_ces),
                                              LAST};

const ent_fact_field ENT_FIELDS_CAPITAL[] = {PARTY(ent_capital, state),
                                             TEXT(ent_capital, capital),
                                             START(ent_capital, start),
                                             END(ent_capital, end),
                                             NUMBER(ent_capital, latitude),
                                             NUMBER(ent_capital, longitude),
                                             LAST};

const ent_fact_field ENT_FIELDS_MAJOR_POWER[] = {
    PARTY(ent_major_power, state), START(ent_major_power, start), END(ent_major_power, end), LAST};

const ent_fact_field ENT_FIELDS_LISTED_STATE[] = {
    PARTY(ent_listed_state, state), TEXT(ent_listed_state, letters), TEXT(ent_listed_state, name),
    START(ent_listed_state, start), END(ent_listed_state, end),      LAST};

const ent_fact_field ENT_FIELDS_GDP[] = {PARTY(ent_gdp, state),
                                         REQUIRED(ent_gdp, year),
                                         NUMBER(ent_gdp, gdp),
                                         NUMBER(ent_gdp, gdp_sd),
                                         NUMBER(ent_gdp, gdp_per_head),
                                         NUMBER(ent_gdp, gdp_per_head_sd),
                                         NUMBER(ent_gdp, population),
                                         NUMBER(ent_gdp, population_sd),
                                         NUMBER(ent_gdp, surplus),
                                         REQUIRED(ent_gdp, logged),
                                         LAST};

const ent_fact_field ENT_FIELDS_REGIME[] = {PARTY(ent_regime, state),
                                            REQUIRED(ent_regime, year),
                                            NUMBER(ent_regime, polyarchy),
                                            INTEGER(ent_regime, polity),
                                            INTEGER(ent_regime, polity2),
                                            INTEGER(ent_regime, democracy),
                                            INTEGER(ent_regime, autocracy),
                                            INTEGER(ent_regime, durable),
                                            NUMBER(ent_regime, uds),
                                            NUMBER(ent_regime, uds_adjusted),
                                            LAST};

const ent_fact_field ENT_FIELDS_LEADER[] = {
    KEY(ent_leader, leader),     PARTY(ent_leader, state),    KEY(ent_leader, name),
    TEXT(ent_leader, office),    INTEGER(ent_leader, born),   TEXT(ent_leader, gender),
    START(ent_leader, start),    END(ent_leader, end),        TEXT(ent_leader, entry),
    TEXT(ent_leader, exit_kind), TEXT(ent_leader, exit_code), LAST};

const ent_fact_field ENT_FIELDS_ROLL_CALL[] = {KEY(ent_roll_call, roll_call),
                                               TEXT(ent_roll_call, session),
                                               START(ent_roll_call, date),
                                               TEXT(ent_roll_call, resolution),
                                               TEXT(ent_roll_call, title),
                                               INTEGER(ent_roll_call, yes),
                                               INTEGER(ent_roll_call, no),
                                               INTEGER(ent_roll_call, abstain),
                                               TEXT(ent_roll_call, description),
                                               INTEGER(ent_roll_call, important),
                                               INTEGER(ent_roll_call, amendment),
                                               INTEGER(ent_roll_call, paragraph),
                                               INTEGER(ent_roll_call, middle_east),
                                               INTEGER(ent_roll_call, nuclear),
                                               INTEGER(ent_roll_call, disarmament),
                                               INTEGER(ent_roll_call, rights),
                                               INTEGER(ent_roll_call, colonialism),
                                               INTEGER(ent_roll_call, economy),
                                               LAST};

const ent_fact_field ENT_FIELDS_ROLL_CALL_ISSUE[] = {KEY(ent_roll_call_issue, roll_call),
                                                     KEY(ent_roll_call_issue, issue),
                                                     TEXT(ent_roll_call_issue, name), LAST};

const ent_fact_field ENT_FIELDS_VOTE[] = {
    KEY(ent_vote, roll_call), INTEGER(ent_vote, session), PARTY(ent_vote, state),
    CHOICE(ent_vote, vote, " yes abstain no absent nonmember "), LAST};

const ent_fact_field ENT_FIELDS_IDEAL_POINT[] = {PARTY(ent_ideal_point, state),
                                                 REQUIRED(ent_ideal_point, year),
                                                 NUMBER(ent_ideal_point, final_passage),
                                                 NUMBER(ent_ideal_point, all_votes),
                                                 NUMBER(ent_ideal_point, legacy),
                                                 INTEGER(ent_ideal_point, votes_final_passage),
                                                 INTEGER(ent_ideal_point, votes_all),
                                                 INTEGER(ent_ideal_point, votes_legacy),
                                                 NUMBER(ent_ideal_point, final_passage_q5),
                                                 NUMBER(ent_ideal_point, final_passage_q10),
                                                 NUMBER(ent_ideal_point, final_passage_q50),
                                                 NUMBER(ent_ideal_point, final_passage_q90),
                                                 NUMBER(ent_ideal_point, final_passage_q95),
                                                 NUMBER(ent_ideal_point, all_q5),
                                                 NUMBER(ent_ideal_point, all_q10),
                                                 NUMBER(ent_ideal_point, all_q50),
                                                 NUMBER(ent_ideal_point, all_q90),
                                                 NUMBER(ent_ideal_point, all_q95),
                                                 NUMBER(ent_ideal_point, agree_usa),
                                                 NUMBER(ent_ideal_point, agree_rus),
                                                 LAST};

const ent_fact_field ENT_FIELDS_EVENT_COUNT[] = {
    START(ent_event_count, month),      PARTY(ent_event_count, state_a),
    PARTY(ent_event_count, state_b),    KEY(ent_event_count, type),
    REQUIRED(ent_event_count, events),  INTEGER(ent_event_count, mentions),
    INTEGER(ent_event_count, articles), NUMBER(ent_event_count, goldstein),
    NUMBER(ent_event_count, tone),      LAST};

const ent_fact_field ENT_FIELDS_EVENT_TOTAL[] = {
    START(ent_event_total, month), REQUIRED(ent_event_total, events),
    INTEGER(ent_event_total, mentions), INTEGER(ent_event_total, articles), LAST};

const ent_fact_field ENT_FIELDS_CODED_EVENT[] = {KEY(ent_coded_event, event),
                                                 START(ent_coded_event, date),
                                                 PARTY(ent_coded_event, state_a),
                                                 PARTY(ent_coded_event, state_b),
                                                 TEXT(ent_coded_event, actor_a),
                                                 TEXT(ent_coded_event, actor_b),
                                                 TEXT(ent_coded_event, type),
                                                 TEXT(ent_coded_event, cameo),
                                                 NUMBER(ent_coded_event, goldstein),
                                                 INTEGER(ent_coded_event, mentions),
                                                 INTEGER(ent_coded_event, articles),
                                                 NUMBER(ent_coded_event, tone),
                                                 LAST};

const ent_fact_field ENT_FIELDS_EDGE[] = {TEXT(ent_edge, network),  KEY(ent_edge, source),
                                          KEY(ent_edge, target),    INTEGER(ent_edge, sign),
                                          NUMBER(ent_edge, weight), LAST};
