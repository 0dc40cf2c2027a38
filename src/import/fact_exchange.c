/*
 * fact_exchange.c - the fields of what states bind themselves to, give and share, as published
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/fact_field.h"

const ent_fact_field ENT_FIELDS_ALLIANCE_MEMBER[] = {KEY(ent_alliance_member, alliance),
                                                     PARTY(ent_alliance_member, state),
                                                     START(ent_alliance_member, alliance_start),
                                                     END(ent_alliance_member, alliance_end),
                                                     START(ent_alliance_member, start),
                                                     END(ent_alliance_member, end),
                                                     TEXT(ent_alliance_member, kind),
                                                     INTEGER(ent_alliance_member, defence),
                                                     INTEGER(ent_alliance_member, neutrality),
                                                     INTEGER(ent_alliance_member, nonaggression),
                                                     INTEGER(ent_alliance_member, consultation),
                                                     LAST};

const ent_fact_field ENT_FIELDS_ATOP_ALLIANCE[] = {KEY(ent_atop_alliance, alliance),
                                                   TEXT(ent_atop_alliance, cow),
                                                   START(ent_atop_alliance, start),
                                                   END(ent_atop_alliance, end),
                                                   INTEGER(ent_atop_alliance, in_effect),
                                                   INTEGER(ent_atop_alliance, bilateral),
                                                   INTEGER(ent_atop_alliance, defence),
                                                   INTEGER(ent_atop_alliance, offence),
                                                   INTEGER(ent_atop_alliance, neutrality),
                                                   INTEGER(ent_atop_alliance, nonaggression),
                                                   INTEGER(ent_atop_alliance, consultation),
                                                   INTEGER(ent_atop_alliance, conditional),
                                                   INTEGER(ent_atop_alliance, asymmetric),
                                                   INTEGER(ent_atop_alliance, secret),
                                                   INTEGER(ent_atop_alliance, wartime),
                                                   INTEGER(ent_atop_alliance, how_ended),
                                                   INTEGER(ent_atop_alliance, length),
                                                   INTEGER(ent_atop_alliance, specific_threat),
                                                   INTEGER(ent_atop_alliance, military_contact),
                                                   INTEGER(ent_atop_alliance, military_aid),
                                                   INTEGER(ent_atop_alliance, integrated_command),
                                                   INTEGER(ent_atop_alliance, organisation),
                                                   INTEGER(ent_atop_alliance, bases),
                                                   INTEGER(ent_atop_alliance, contributions),
                                                   INTEGER(ent_atop_alliance, arms_reduction),
                                                   INTEGER(ent_atop_alliance, economic_aid),
                                                   LAST};

const ent_fact_field ENT_FIELDS_ATOP_MEMBER[] = {KEY(ent_atop_member, alliance),
                                                 PARTY(ent_atop_member, state),
                                                 INTEGER(ent_atop_member, phase),
                                                 START(ent_atop_member, start),
                                                 END(ent_atop_member, end),
                                                 INTEGER(ent_atop_member, defence),
                                                 INTEGER(ent_atop_member, offence),
                                                 INTEGER(ent_atop_member, neutrality),
                                                 INTEGER(ent_atop_member, nonaggression),
                                                 INTEGER(ent_atop_member, consultation),
                                                 INTEGER(ent_atop_member, conditional),
                                                 INTEGER(ent_atop_member, asymmetric),
                                                 INTEGER(ent_atop_member, obligations_vary),
                                                 INTEGER(ent_atop_member, how_ended),
                                                 INTEGER(ent_atop_member, why_ended),
                                                 INTEGER(ent_atop_member, bases),
                                                 INTEGER(ent_atop_member, military_contact),
                                                 INTEGER(ent_atop_member, integrated_command),
                                                 LAST};

const ent_fact_field ENT_FIELDS_ATOP_DYAD_YEAR[] = {PARTY(ent_atop_dyad_year, state_a),
                                                    PARTY(ent_atop_dyad_year, state_b),
                                                    REQUIRED(ent_atop_dyad_year, year),
                                                    INTEGER(ent_atop_dyad_year, defence),
                                                    INTEGER(ent_atop_dyad_year, offence),
                                                    INTEGER(ent_atop_dyad_year, neutrality),
                                                    INTEGER(ent_atop_dyad_year, nonaggression),
                                                    INTEGER(ent_atop_dyad_year, consultation),
                                                    LAST};

const ent_fact_field ENT_FIELDS_PEACE_LEVEL[] = {PARTY(ent_peace_level, state_a),
                                                 PARTY(ent_peace_level, state_b),
                                                 KEY(ent_peace_level, dyad),
                                                 START(ent_peace_level, start),
                                                 END(ent_peace_level, end),
                                                 NUMBER(ent_peace_level, level),
                                                 REQUIRED(ent_peace_level, transition),
                                                 LAST};

const ent_fact_field ENT_FIELDS_SIGNAL[] = {PARTY(ent_signal, state),
                                            PARTY(ent_signal, power),
                                            REQUIRED(ent_signal, year),
                                            NUMBER(ent_signal, nuclear),
                                            NUMBER(ent_signal, visits),
                                            NUMBER(ent_signal, economic_aid),
                                            NUMBER(ent_signal, investment_treaty),
                                            NUMBER(ent_signal, pact),
                                            NUMBER(ent_signal, words),
                                            NUMBER(ent_signal, exercises),
                                            NUMBER(ent_signal, arms),
                                            NUMBER(ent_signal, troops),
                                            LAST};

const ent_fact_field ENT_FIELDS_EXERCISE[] = {KEY(ent_exercise, exercise),
                                              TEXT(ent_exercise, name),
                                              TEXT(ent_exercise, series),
                                              TEXT(ent_exercise, location),
                                              TEXT(ent_exercise, place),
                                              NUMBER(ent_exercise, latitude),
                                              NUMBER(ent_exercise, longitude),
                                              START(ent_exercise, start),
                                              END(ent_exercise, end),
                                              TEXT(ent_exercise, kind),
                                              TEXT(ent_exercise, host),
                                              TEXT(ent_exercise, institution),
                                              TEXT(ent_exercise, purpose),
                                              INTEGER(ent_exercise, command_post),
                                              INTEGER(ent_exercise, air),
                                              INTEGER(ent_exercise, land),
                                              INTEGER(ent_exercise, sea),
                                              INTEGER(ent_exercise, amphibious),
                                              INTEGER(ent_exercise, cyber),
                                              INTEGER(ent_exercise, warfighting),
                                              INTEGER(ent_exercise, peacekeeping),
                                              INTEGER(ent_exercise, humanitarian),
                                              TEXT(ent_exercise, note),
                                              LAST};

const ent_fact_field ENT_FIELDS_EXERCISE_PARTICIPANT[] = {
    KEY(ent_exercise_participant, exercise), PARTY(ent_exercise_participant, state), LAST};

const ent_fact_field ENT_FIELDS_TROOPS[] = {PARTY(ent_troops, state),
                                            TEXT(ent_troops, host),
                                            REQUIRED(ent_troops, year),
                                            NUMBER(ent_troops, troops),
                                            NUMBER(ent_troops, army),
                                            NUMBER(ent_troops, navy),
                                            NUMBER(ent_troops, air_force),
                                            NUMBER(ent_troops, marines),
                                            NUMBER(ent_troops, coast_guard),
                                            NUMBER(ent_troops, space_force),
                                            NUMBER(ent_troops, reserve),
                                            NUMBER(ent_troops, civilians),
                                            LAST};

const ent_fact_field ENT_FIELDS_ARMS_TRANSFER[] = {PARTY(ent_arms_transfer, supplier),
                                                   PARTY(ent_arms_transfer, recipient),
                                                   INTEGER(ent_arms_transfer, ordered_year),
                                                   TEXT(ent_arms_transfer, ordered_year_note),
                                                   NUMBER(ent_arms_transfer, ordered),
                                                   TEXT(ent_arms_transfer, ordered_note),
                                                   TEXT(ent_arms_transfer, weapon),
                                                   TEXT(ent_arms_transfer, description),
                                                   NUMBER(ent_arms_transfer, delivered),
                                                   TEXT(ent_arms_transfer, delivered_note),
                                                   TEXT(ent_arms_transfer, delivered_years),
                                                   TEXT(ent_arms_transfer, status),
                                                   TEXT(ent_arms_transfer, comment),
                                                   NUMBER(ent_arms_transfer, tiv_unit),
                                                   NUMBER(ent_arms_transfer, tiv_ordered),
                                                   NUMBER(ent_arms_transfer, tiv_delivered),
                                                   LAST};

const ent_fact_field ENT_FIELDS_IGO_COUNT[] = {
    PARTY(ent_igo_count, state_a), PARTY(ent_igo_count, state_b), REQUIRED(ent_igo_count, year),
    INTEGER(ent_igo_count, shared), LAST};

const ent_fact_field ENT_FIELDS_IGO_TOTAL[] = {PARTY(ent_igo_total, state),
                                               REQUIRED(ent_igo_total, year),
                                               INTEGER(ent_igo_total, full),
                                               INTEGER(ent_igo_total, associate),
                                               INTEGER(ent_igo_total, observer),
                                               INTEGER(ent_igo_total, any_kind),
                                               LAST};

const ent_fact_field ENT_FIELDS_TRADE[] = {
    PARTY(ent_trade, state_a),    PARTY(ent_trade, state_b),    REQUIRED(ent_trade, year),
    NUMBER(ent_trade, imports_a), NUMBER(ent_trade, imports_b), LAST};

const ent_fact_field ENT_FIELDS_TRADE_TOTAL[] = {
    PARTY(ent_trade_total, state), REQUIRED(ent_trade_total, year),
    NUMBER(ent_trade_total, imports), NUMBER(ent_trade_total, exports), LAST};

const ent_fact_field ENT_FIELDS_INVOCATION[] = {
    KEY(ent_invocation, invocation),
    KEY(ent_invocation, treaty),
    TEXT(ent_invocation, clause),
    PARTY(ent_invocation, invoked_by),
    TEXT(ent_invocation, against),
    START(ent_invocation, date),
    CHOICE(ent_invocation, response, " honoured partly consultation declined pending "),
    TEXT(ent_invocation, what_followed),
    LAST};

const ent_fact_field ENT_FIELDS_CORRIDOR[] = {
    KEY(ent_corridor, route),
    REQUIRED(ent_corridor, year),
    CHOICE(ent_corridor, unit, " TEU tonnes "),
    RANGE(ent_corridor, ENT_FIELD_NUMBER, volume, true, "0.."),
    TEXT(ent_corridor, note),
    LAST};
