/*
 * system.h - the international system: the picture of the record at a date
 *
 * Stage: system.  The waist of the program: all before it is about sources,
 * all after it is about states.  ent_record is the record in memory, taken
 * from the store once; ent_system is one immutable, pointer-free block made
 * from it, shared by threads.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_SYSTEM_H
#define ENTENTE_SYSTEM_H

#include "entente/store.h"

/** The dense index of a state in one system. */
typedef uint16_t ent_state_ix;
#define ENT_NO_STATE_IX ((ent_state_ix)0xFFFF)

enum { ENT_SYSTEM_MOST_STATES = 512 };

/* ---- the record ---- */

typedef struct ent_record ent_record;

/**
 * What a record holds of published sets: ties and attributes of states always, and what levels of
 * cooperation rest on (signals, arms, exercises).
 */
enum {
    ENT_RECORD_TIES = 0,
    ENT_RECORD_FLOWS = 1,          /**< also trade, conflicts */
    ENT_RECORD_VOTES = 2,          /**< also roll calls and votes */
    ENT_RECORD_EVENTS = 4,         /**< also counts of coded events by month */
    ENT_RECORD_RACES = 8,          /**< also arms races */
    ENT_RECORD_REACH = 16,         /**< also distances, troops of the United States */
    ENT_RECORD_ORGANISATIONS = 32, /**< also organisations that two states share */
    ENT_RECORD_ALL = 63
};

/** Choices of source: "obligations=world"; unset kinds follow the seam rule (DESIGN 3.12). */
typedef struct ent_record_options {
    const char *const *sources; /**< KIND=SET, NULL-terminated; NULL: none */
    ent_span           span;    /**< days that will be asked for, where from < to: published facts
                                     of other days may be left out; else all days */
    unsigned         detail;    /**< what is read of published sets beside ties and attributes */
    const ent_state *states;    /**< of published sets, with one state only what it does, with more
                                     what they do with each other; NULL: all */
    size_t  state_count;
    ent_day as_of; /**< nothing that begins later is seen, nor a figure of a year that was not over;
                        0: all.  What began by then keeps the end that it came to have */
    const ent_record *votes; /**< one of the same state of the store, of all states and by
                                         the same sources, that has votes: they are borrowed of it,
                                         which has to outlive this one; NULL: they are read */
} ent_record_options;

/** Load all dated facts; the record is independent of the store from then on. */
ENT_MUST_CHECK ent_status ent_record_load(ent_ctx *ctx, ent_store *store, const ent_codes *codes,
                                          const ent_record_options *options, ent_record **out);
void                      ent_record_destroy(ent_record *record);

/**
 * The record as it was known on a day: the same as one that is loaded with `as_of`, without
 * reading the store again.
 *
 * @param record has to outlive the other, which borrows its strings
 * @param day    a later one than the record's own `as_of` changes nothing
 * @param out    owned by the caller: ent_record_destroy()
 * @return ENT_OK; ENT_E_NOMEM
 * Cost: a look at each fact, and a copy of the kinds of which some were not known.
 */
ENT_MUST_CHECK ent_status ent_record_known(ent_ctx *ctx, const ent_record *record, ent_day day,
                                           ent_record **out);

/**
 * Keep from now on what is made of the whole record, for whoever asks for it again: systems, and
 * what measures estimate from all of it.  Many threads may ask then; what several ask for at the
 * same time is made once.  Answers are the same as without it.
 *
 * @param most_bytes that are kept; what was not asked for the longest goes first
 * @return ENT_OK, also where the record already does; ENT_E_NOMEM
 * Cost: a system of 200 states is 3.5 MB, one of 1900 a tenth of that.
 */
ENT_MUST_CHECK ent_status ent_record_remember(ent_ctx *ctx, ent_record *record, size_t most_bytes);

/** The codes that the record was loaded with; borrowed. */
const ent_codes *ent_record_codes(const ent_record *record);

/** All facts of a kind: an array of its structs, ordered by file and line; borrowed. */
const void *ent_record_facts(const ent_record *record, ent_fact_kind kind, size_t *count);

/** The imported files behind the record, by set, version and name; borrowed. */
const ent_source_file *ent_record_files(const ent_record *record, size_t *count);

/**
 * The sets and versions that the record was read from, which any answer made from it names: one
 * file each, in the order of the files.  Of the sets in the store those are missing that no kind
 * is read from, or that the options of ent_record_load() left out.  Borrowed.
 */
const ent_source_file *const *ent_record_sources(const ent_record *record, size_t *count);

/** `set@version/file:line` of a fact; at least 160 bytes. */
void ent_record_fact_id(const ent_record *record, const ent_provenance *from, char out[160]);

/** The plain citation of a fact: that of its row, else that of its set.  Borrowed, never NULL. */
const char *ent_record_citation(const ent_record *record, const ent_provenance *from);

/** Whole years from the last one that a fact's source speaks of to that of a day: 0 within it. */
int ent_record_age(const ent_record *record, const ent_provenance *from, ent_day day);

/** The years that the facts of a kind speak of (of their finite days, from the first day that the
 * seams read them); from > to when there are
 * none. */
void ent_record_years(const ent_record *record, ent_fact_kind kind, int *from, int *to);

/** The days of which the record speaks: from the first of a state to the last of any of its files.
 */
ent_span ent_record_span(const ent_record *record);

/**
 * Cut days that were asked for to those of which the record speaks, with a warning where whole
 * years fall away; open ends stay open.  The one rule for dates, which every command follows.
 *
 * @param span from < to
 * @return ENT_OK; ENT_E_INPUT where all of them lie outside, and *span stays as it was
 */
ENT_MUST_CHECK ent_status ent_record_cut(ent_ctx *ctx, const ent_record *record, ent_span *span);

/** What supplies a kind of tie or attribute, and until when. */
typedef struct ent_seam {
    const char
        *kind; /**< "obligations", "rivalries", "disputes", "capabilities", "cooperation", ... */
    const char *set, *version;
    ent_span    used; /**< the days for which it is read */
} ent_seam;
const ent_seam *ent_record_seams(const ent_record *record, size_t *count);

/**
 * What the record knows of a kind ("rivalries", as in ent_seam) on a day: 0 where its source speaks
 * of that day, the whole years since its source's last day where that is over, -1 where nothing
 * supplies the kind then (no source, before its first day, or left out by the options).  "tariffs"
 * are what "sanctions" are where their source counts tariffs, and -1 where it does not (GSDB).
 */
int ent_record_carried(const ent_record *record, const char *kind, ent_day day);

/** Whether facts of a seam's kind stand in this file. */
bool ent_record_supplies(const ent_record *record, const ent_seam *seam,
                         const ent_source_file *file);

/* ---- the system ---- */

/** Kinds of obligation, as flags: what a treaty binds a dyad to. */
enum {
    ENT_OBLIGATION_DEFENCE = 1,
    ENT_OBLIGATION_OFFENCE = 2,
    ENT_OBLIGATION_NEUTRALITY = 4,
    ENT_OBLIGATION_NONAGGRESSION = 8,
    ENT_OBLIGATION_CONSULTATION = 16
};

/**
 * What is known of a pair; symmetric but for sanctions and arms, which are of `a` on `b`, for
 * imports and troops.  Imports are missing in a record without ENT_RECORD_FLOWS, kilometres and
 * troops of the United States in one without ENT_RECORD_REACH, organisations in one without
 * ENT_RECORD_ORGANISATIONS.
 */
typedef struct ent_dyad {
    uint8_t obligations;         /**< flags; 0 none                                        */
    uint8_t rivalry;             /**< 1: strategic rivals                                  */
    uint8_t hostility;           /**< highest COW hostility (0 to 5) in the last 5 years    */
    uint8_t at_war;              /**< 1: a dispute of hostility 5 within the span           */
    uint8_t claim;               /**< 1: a territorial claim of one on the other            */
    uint8_t border;              /**< 1: common land border; without published spells, and
                                      beyond them, as of 2022                               */
    uint8_t contiguity;          /**< COW: 1 land, 2 to 5 by 12, 24, 150, 400 miles of water;
                                      0 none, or no published spells at hand                */
    uint8_t sanctions;           /**< number of sanctions in force of a on b                */
    int8_t  cooperation;         /**< level 0 to 7; -1 missing                              */
    uint8_t cooperation_carried; /**< years since the act it rests on                      */
    uint8_t obliged_numbers;     /**< bit k: obligations with the k-th COW number of b      */
    uint8_t exercises;           /**< joint exercises within the span; 255: 255 and more    */
    uint8_t peace_carried;       /**< years since the last day of the peace scale           */
    uint8_t trade_sanctions;     /**< of the sanctions of a on b, those on trade            */
    int16_t organisations;       /**< that both are full members of; -1 missing             */
    float   peace;               /**< level on the last day: 0 severe rivalry to 1 security
                                      community; NaN missing or in transition               */
    float kilometres;            /**< least distance of their territories; NaN missing      */
    float arms;                  /**< trend-indicator value (SIPRI) of major arms that b
                                      ordered from a in the last 5 years; 0 none            */
    float    troops;             /**< of a in b in the year, active duty; NaN missing       */
    double   imports;            /**< of a from b in the year, million current USD; NaN     */
    uint32_t obligation_fact, rivalry_fact, hostility_fact, sanction_fact, cooperation_fact;
    uint32_t peace_fact, trade_fact, arms_fact, exercise_fact;
    /**< index + 1 into ent_system_provenance(); 0: none */
    ent_span obligation_days; /**< of the obligation behind obligation_fact: while both are bound */
} ent_dyad;

typedef struct ent_system_member {
    ent_state state;
    uint8_t   numbers; /**< COW numbers held within the span: 2 for Germany and Yemen in 1990 */
    ent_ccode ccode;   /**< the one held on its last day */
    char      id[4];
    double    cinc, milex; /**< as published; NaN missing */
    int32_t   power_year;  /**< the year they were observed; before the system's year: carried */
    uint32_t  power_fact;
    double    gdp, gdp_per_head, population; /**< million constant USD, USD a head, millions */
    int32_t   gdp_year;                      /**< observed then; 0: not at all               */
    uint32_t  gdp_fact;
    double    polyarchy;   /**< V-Dem polyarchy; NaN missing                                  */
    int32_t   polity;      /**< Polity score, -10 to 10; ENT_NO_INTEGER missing               */
    int32_t   regime_year; /**< observed then; 0: not at all                                  */
    uint32_t  regime_fact;
    uint8_t   major_power; /**< 1: a major power (COW) on a day of the span                   */
    uint16_t  exercises;   /**< joint exercises with any other state within the span              */
} ent_system_member;

typedef struct ent_system ent_system;

typedef struct ent_system_options {
    ent_day as_of;    /**< nothing recorded as starting later is seen; ENT_NO_DAY: no limit */
    bool as_it_stood; /**< of a dispute that ended after `as_of` a threat of force is seen, and no
                         more: its hostility is that of the whole, and none can say when it was
                         reached.  One that the record has no end of is seen as it is. */
} ent_system_options;

/**
 * The system of a span: a day, or a year (every state and tie that exists on any day of it).
 * It may be shared with others that ask for the same: see ent_record_remember().
 *
 * @return ENT_OK; ENT_E_NOTFOUND when no state exists then; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_system_at(ent_ctx *ctx, const ent_record *record, ent_span span,
                                        const ent_system_options *options, ent_system **out);
void                      ent_system_destroy(ent_system *system);

size_t                   ent_system_size(const ent_system *system); /**< number of states */
ent_span                 ent_system_span(const ent_system *system);
const ent_system_member *ent_system_member_at(const ent_system *system, ent_state_ix ix);
ent_state_ix             ent_system_find(const ent_system *system, ent_state state);
ent_state_ix             ent_system_find_id(const ent_system *system, const char *id);
const ent_dyad          *ent_system_dyad(const ent_system *system, ent_state_ix a, ent_state_ix b);
/** The provenance behind a dyad's or member's `*_fact`; NULL for 0. */
const ent_provenance *ent_system_provenance(const ent_system *system, uint32_t fact);
/** The block itself: pointer-free, to be sent, hashed and mapped. */
const void *ent_system_block(const ent_system *system, size_t *bytes);

/** Kinds of ties of which a system says whether it knows them. */
typedef enum ent_known {
    ENT_KNOWN_OBLIGATIONS,
    ENT_KNOWN_RIVALRIES,
    ENT_KNOWN_DISPUTES,
    ENT_KNOWN_SANCTIONS,
    ENT_KNOWN_ARMS,
    ENT_KNOWN_EXERCISES,
    ENT_KNOWN_TARIFFS, /**< among the sanctions */
    ENT_KNOWN_KINDS
} ent_known;

/** ent_record_carried() of a kind on the last day of the system: a tie that is not there is none
 * where this is 0, and not known where it is -1. */
int ent_system_carried(const ent_system *system, ent_known kind);

/** The two codings of signs (DESIGN 3.5). */
typedef enum ent_signs { ENT_SIGNS_RIVALRY, ENT_SIGNS_PEACE } ent_signs;

/** ENT_OK, or ENT_E_NOTFOUND where the record holds nothing to take signs of this coding from. */
ENT_MUST_CHECK ent_status ent_signs_check(ent_ctx *ctx, const ent_record *record, ent_signs signs);

/** -1, 0 (neutral, shown as such) or +1. */
int ent_system_sign(const ent_system *system, ent_state_ix a, ent_state_ix b, ent_signs signs);

/**
 * How old the newest value is that a sign rests on, in years; 0: observed, or none at all.
 *
 * A rivalry, an obligation and a level of peace are carried beyond the last day of their source, a
 * cooperation level from the year of its evidence.  A dispute that is remembered is an observation.
 * Of a sign with two reasons the younger counts.
 */
int ent_system_sign_age(const ent_record *record, const ent_system *system, ent_state_ix a,
                        ent_state_ix b, ent_signs signs);

/** Rivals, or opponents of hostility 4 and more in the last 5 years. */
bool ent_dyad_is_hostile(const ent_dyad *dyad);
bool ent_system_adversaries(const ent_system *system, ent_state_ix a, ent_state_ix b);

#endif
