/*
 * fact_exchange.h - what states bind themselves to, give and share, as published
 *
 * Stage: import.  Units are the publisher's; a name or code that is no state of ours stays as
 * given.  ENT_NO_INTEGER, NaN and NULL are missing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_FACT_EXCHANGE_H
#define ENTENTE_FACT_EXCHANGE_H

#include "entente/provenance.h"

/** A state in an alliance, by spell (COW). */
typedef struct ent_alliance_member {
    ent_provenance from;
    const char    *alliance;
    ent_party      state;
    ent_day        alliance_start, alliance_end, start, end;
    const char    *kind;
    int32_t        defence, neutrality, nonaggression, consultation;
} ent_alliance_member;

/** Alliances with their provisions (ATOP). */
typedef struct ent_atop_alliance {
    ent_provenance from;
    const char    *alliance, *cow;
    ent_day        start, end;
    int32_t        in_effect, bilateral, defence, offence, neutrality, nonaggression, consultation,
        conditional, asymmetric, secret, wartime, how_ended, length, specific_threat,
        military_contact, military_aid, integrated_command, organisation, bases, contributions,
        arms_reduction, economic_aid;
} ent_atop_alliance;

/**
 * A state in a phase of an alliance (ATOP).
 *
 * Two states have an alliance on a day when both have a spell of it, of one phase, that holds the
 * day; what one owes the other are its own flags.  Where its obligations_vary is 1 it does not
 * owe them to every member: there ent_atop_dyad_year says to whom, by year.
 */
typedef struct ent_atop_member {
    ent_provenance from;
    const char    *alliance;
    ent_party      state;
    int32_t        phase;
    ent_day        start, end;
    int32_t defence, offence, neutrality, nonaggression, consultation, conditional, asymmetric,
        obligations_vary, how_ended, why_ended, bases, military_contact, integrated_command;
} ent_atop_member;

/** What a state owed another in a year, over all their alliances (ATOP). */
typedef struct ent_atop_dyad_year {
    ent_provenance from;
    ent_party      state_a, state_b;
    int32_t        year, defence, offence, neutrality, nonaggression, consultation;
} ent_atop_dyad_year;

/** The peace scale of a dyad, by spell (0 severe rivalry to 1 community). */
typedef struct ent_peace_level {
    ent_provenance from;
    ent_party      state_a, state_b;
    const char    *dyad;
    ent_day        start, end;
    double         level;
    int32_t        transition;
} ent_peace_level;

/** What a great power signalled for a state in a year. */
typedef struct ent_signal {
    ent_provenance from;
    ent_party      state, power;
    int32_t        year;
    double nuclear, visits, economic_aid, investment_treaty, pact, words, exercises, arms, troops;
} ent_signal;

/** Joint military exercises. */
typedef struct ent_exercise {
    ent_provenance from;
    const char    *exercise, *name, *series, *location, *place;
    double         latitude, longitude;
    ent_day        start, end;
    const char    *kind, *host, *institution, *purpose;
    int32_t        command_post, air, land, sea, amphibious, cyber, warfighting, peacekeeping,
        humanitarian;
    const char *note;
} ent_exercise;

/** A participant in a joint exercise, as named. */
typedef struct ent_exercise_participant {
    ent_provenance from;
    const char    *exercise;
    ent_party      state;
} ent_exercise_participant;

/** Active-duty personnel of the United States in a host, by year; a host may have two rows. */
typedef struct ent_troops {
    ent_provenance from;
    ent_party      state;
    const char    *host;
    int32_t        year;
    double troops, army, navy, air_force, marines, coast_guard, space_force, reserve, civilians;
} ent_troops;

/** Orders and deliveries of major arms. */
typedef struct ent_arms_transfer {
    ent_provenance from;
    ent_party      supplier, recipient;
    int32_t        ordered_year;
    const char    *ordered_year_note;
    double         ordered;
    const char    *ordered_note, *weapon, *description;
    double         delivered;
    const char    *delivered_note, *delivered_years, *status, *comment;
    double         tiv_unit, tiv_ordered, tiv_delivered;
} ent_arms_transfer;

/** Organisations that two states share, by year. */
typedef struct ent_igo_count {
    ent_provenance from;
    ent_party      state_a, state_b;
    int32_t        year, shared;
} ent_igo_count;

/** Memberships of a state in organisations, by year. */
typedef struct ent_igo_total {
    ent_provenance from;
    ent_party      state;
    int32_t        year, full, associate, observer, any_kind;
} ent_igo_total;

/** Imports between two states in million current USD, by year. */
typedef struct ent_trade {
    ent_provenance from;
    ent_party      state_a, state_b;
    int32_t        year;
    double         imports_a, imports_b;
} ent_trade;

/** Trade of a state in million current USD, by year. */
typedef struct ent_trade_total {
    ent_provenance from;
    ent_party      state;
    int32_t        year;
    double         imports, exports;
} ent_trade_total;

/** A commitment of an alliance invoked, and what followed. */
typedef struct ent_invocation {
    ent_provenance from;
    const char    *invocation, *treaty, *clause;
    ent_party      invoked_by;
    const char    *against;
    ent_day        date;
    const char    *response, *what_followed;
} ent_invocation;

/** What passed along a transport corridor in a year, as its operator or a ministry reports it. */
typedef struct ent_corridor {
    ent_provenance from;
    const char    *route;
    int32_t        year;
    const char    *unit; /**< TEU or tonnes: never added to each other */
    double         volume;
    const char    *note;
} ent_corridor;

/** enum name, struct, name of the store's table and of the file in data/world */
#define ENT_FACT_EXCHANGE_LIST(X)                                                                  \
    X(ALLIANCE_MEMBER, ent_alliance_member, alliance_members)                                      \
    X(ATOP_ALLIANCE, ent_atop_alliance, atop_alliances)                                            \
    X(ATOP_MEMBER, ent_atop_member, atop_members)                                                  \
    X(ATOP_DYAD_YEAR, ent_atop_dyad_year, atop_dyad_years)                                         \
    X(PEACE_LEVEL, ent_peace_level, peace_levels)                                                  \
    X(SIGNAL, ent_signal, signals)                                                                 \
    X(EXERCISE, ent_exercise, exercises)                                                           \
    X(EXERCISE_PARTICIPANT, ent_exercise_participant, exercise_participants)                       \
    X(TROOPS, ent_troops, troops)                                                                  \
    X(ARMS_TRANSFER, ent_arms_transfer, arms_transfers)                                            \
    X(IGO_COUNT, ent_igo_count, igo_counts)                                                        \
    X(IGO_TOTAL, ent_igo_total, igo_totals)                                                        \
    X(TRADE, ent_trade, trade)                                                                     \
    X(TRADE_TOTAL, ent_trade_total, trade_totals)                                                  \
    X(INVOCATION, ent_invocation, invocations)

/** Kinds that came after the first version of the store, each with a step of its own there. */
#define ENT_FACT_LATER_LIST(X) X(CORRIDOR, ent_corridor, corridors)

#endif
