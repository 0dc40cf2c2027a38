/*
 * fact.h - the kinds of dated facts that the record holds
 *
 * Stage: import.  One struct and one table of fields for each kind.  From the
 * table of fields come the reading of data/world, the tables of the store,
 * and the loading of the record: adding a kind is one struct and one row.
 * The kinds that data/world was drawn up for stand here, those of the
 * published sets in fact_conflict.h, fact_exchange.h and fact_state.h.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_FACT_H
#define ENTENTE_FACT_H

#include "entente/fact_conflict.h"
#include "entente/fact_exchange.h"
#include "entente/fact_state.h"

typedef enum ent_field_type {
    ENT_FIELD_TEXT,    /**< const char *, NULL where empty              */
    ENT_FIELD_STATE,   /**< ent_state                                   */
    ENT_FIELD_PARTY,   /**< ent_party; two columns of the store: NAME, the id, and NAME_given */
    ENT_FIELD_START,   /**< ent_day: first day of the written date; ENT_DAY_MIN where empty */
    ENT_FIELD_END,     /**< ent_day: first day AFTER the written date; ENT_DAY_MAX where empty */
    ENT_FIELD_INTEGER, /**< int32_t, ENT_NO_INTEGER where empty         */
    ENT_FIELD_NUMBER,  /**< double, NaN where empty                     */
    ENT_FIELD_FLAG     /**< bool: 0, 1, empty is 0                      */
} ent_field_type;

typedef struct ent_fact_field {
    const char    *name; /**< of the column, in data/world and in the store; NULL ends a table */
    ent_field_type type;
    size_t         offset;
    bool           required;
    const char    *choices; /**< what is accepted: words " a b c ", for a number "1..7"; or NULL */
} ent_fact_field;

/** A member of a bloc or organisation, by date. */
typedef struct ent_institution {
    ent_provenance from;
    const char    *institution, *name, *kind, *rule, *rule_note, *commitment;
    ent_day        start, end;
} ent_institution;

typedef struct ent_membership {
    ent_provenance from;
    const char    *institution, *status;
    ent_state      state;
    ent_day        start, end;
} ent_membership;

/** What a treaty binds its parties to, as its text says. */
typedef struct ent_treaty {
    ent_provenance from;
    const char    *treaty, *title, *form, *end_reason, *note;
    ent_day        signed_on, start, end;
    bool           defence, offence, neutrality, nonaggression, consultation;
    int32_t        cow; /**< number in COW Formal Alliances v4.1 */
} ent_treaty;

typedef struct ent_treaty_member {
    ent_provenance from;
    const char    *treaty, *role;
    ent_state      state;
    ent_day        start, end;
} ent_treaty_member;

/** One spell of obligations of a dyad, as a published data set codes it. */
typedef struct ent_alliance {
    ent_provenance from;
    const char    *alliance;
    ent_party      state_a, state_b;
    ent_day        start, end;
    bool           defence, offence, neutrality, nonaggression, consultation, asymmetric;
} ent_alliance;

/** A dated act of cooperation and the cooperation level it evidences. */
typedef struct ent_act {
    ent_provenance from;
    const char    *act, *kind, *title;
    ent_state      state_a, state_b;
    ent_day        start, end;
    int32_t        level;
} ent_act;

typedef struct ent_veto {
    ent_provenance from;
    const char    *draft, *subject, *about;
    ent_day        date;
    ent_state      caster;
} ent_veto;

typedef struct ent_claim {
    ent_provenance from;
    const char    *claim, *territory, *note;
    ent_state      claimant, holder;
    ent_day        start, end;
} ent_claim;

typedef struct ent_dispute {
    ent_provenance from;
    const char    *dispute, *name, *initiator;
    ent_state      state_a, state_b;
    ent_day        start, end;
    int32_t        hostility;
} ent_dispute;

typedef struct ent_rivalry {
    ent_provenance from;
    const char    *rivalry;
    ent_party      state_a, state_b;
    ent_day        start, end;
} ent_rivalry;

/** The sender is a state id, EU or UN; the target a state id or EU. */
typedef struct ent_sanction {
    ent_provenance from;
    const char    *sanction, *sender, *target, *kinds, *instrument;
    ent_day        start, end;
} ent_sanction;

typedef struct ent_border {
    ent_provenance from;
    ent_state      state_a, state_b;
} ent_border;

/** Capability share and regime of a state, for simulation without imports. */
typedef struct ent_profile {
    ent_provenance from;
    ent_state      state;
    int32_t        year;
    double         cinc, polyarchy;
    const char    *regime;
} ent_profile;

/** National material capabilities of a state-year, in the publisher's units. */
typedef struct ent_capability {
    ent_provenance from;
    ent_party      state;
    int32_t        year;
    double         milex, milper, irst, pec, tpop, upop, cinc;
} ent_capability;

typedef struct ent_citation {
    ent_provenance from;
    const char    *source, *kind, *citation_text, *where;
} ent_citation;

/** enum name, struct, name of the store's table and of the file in data/world */
#define ENT_FACT_OWN_LIST(X)                                                                       \
    X(CITATION, ent_citation, sources)                                                             \
    X(INSTITUTION, ent_institution, institutions)                                                  \
    X(MEMBERSHIP, ent_membership, members)                                                         \
    X(TREATY, ent_treaty, treaties)                                                                \
    X(TREATY_MEMBER, ent_treaty_member, treaty_members)                                            \
    X(ACT, ent_act, acts)                                                                          \
    X(VETO, ent_veto, vetoes)                                                                      \
    X(CLAIM, ent_claim, claims)                                                                    \
    X(DISPUTE, ent_dispute, disputes)                                                              \
    X(RIVALRY, ent_rivalry, rivalries)                                                             \
    X(SANCTION, ent_sanction, sanctions)                                                           \
    X(BORDER, ent_border, borders)                                                                 \
    X(PROFILE, ent_profile, profiles)                                                              \
    X(ALLIANCE, ent_alliance, alliances)                                                           \
    X(CAPABILITY, ent_capability, capabilities)

/** Every kind. */
#define ENT_FACT_LIST(X)                                                                           \
    ENT_FACT_OWN_LIST(X)                                                                           \
    ENT_FACT_CONFLICT_LIST(X)                                                                      \
    ENT_FACT_EXCHANGE_LIST(X)                                                                      \
    ENT_FACT_STATE_LIST(X)                                                                         \
    ENT_FACT_LATER_LIST(X)

/** The kinds of our own come first: the record holds them whole. */
enum ent_fact_own_kind {
#define ENT_FACT_OWN_ENUM(name, type, table) ENT_FACT_OWN_##name,
    ENT_FACT_OWN_LIST(ENT_FACT_OWN_ENUM)
#undef ENT_FACT_OWN_ENUM
        ENT_FACT_OWN_KINDS
};

typedef enum ent_fact_kind {
#define ENT_FACT_ENUM(name, type, table) ENT_FACT_##name,
    ENT_FACT_LIST(ENT_FACT_ENUM)
#undef ENT_FACT_ENUM
        ENT_FACT_KINDS
} ent_fact_kind;

typedef struct ent_fact_type {
    const char           *table; /**< in the store; the file in data/world is table.csv */
    size_t                size;  /**< of the struct */
    const ent_fact_field *fields;
    bool                  cited; /**< its rows carry `source,locator` */
} ent_fact_type;

/** Room for the struct of any kind. */
typedef union ent_any_fact {
    ent_provenance from;
#define ENT_FACT_MEMBER(name, type, table) type table;
    ENT_FACT_LIST(ENT_FACT_MEMBER)
#undef ENT_FACT_MEMBER
} ent_any_fact;

/** The description of a kind; never NULL. */
const ent_fact_type *ent_fact_describe(ent_fact_kind kind);

/**
 * Columns of a kind that may not repeat at the same time in data/world, as
 * "act (state_a state_b)": several keys joined by commas, a pair in parentheses in either order,
 * `once` at no other time either.  NULL: none.
 */
const char *ent_fact_keys(ent_fact_kind kind);

enum { ENT_FACT_EXPECTED = 200 };

/**
 * Whether the kind accepts what a fact holds in one of its fields: a value where one is required,
 * one of the words, a number in the range, a known state.  An end before the start is not accepted
 * at the end's field; both are fields called `start` and `end`.
 *
 * @param codes    that states are to be of
 * @param expected written on false: what should stand there
 */
bool ent_fact_accepts(const ent_fact_type *type, const ent_fact_field *field, const void *fact,
                      const ent_codes *codes, char expected[ENT_FACT_EXPECTED]);

#endif
