/*
 * codes.h - which states exist when, and what they are called in each scheme
 *
 * Stage: codes.  Reads data/world/{states,names,codes,governments,spellings}.csv.
 * Touches no store and no clock.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_CODES_H
#define ENTENTE_CODES_H

#include <stdbool.h>
#include <stdint.h>

#include "entente/context.h"
#include "entente/date.h"

/** A number in the Correlates of War state list. */
typedef int32_t ent_ccode;

/** A state for life: the index of its printed id, the same in one binary for all runs. */
typedef uint16_t ent_state;

#define ENT_NO_STATE ((ent_state)0xFFFF)
#define ENT_NO_DAY   ENT_DAY_MIN /**< "no date was given" */

enum { ENT_CODE_SIZE = 64 }; /**< bytes of the longest code or name */

typedef enum ent_scheme {
    ENT_SCHEME_ID,    /**< the printed id: one for life, RUS also for the Soviet Union */
    ENT_SCHEME_ISO3,  /**< ISO 3166 alpha-3 of its time: SUN until 1991 */
    ENT_SCHEME_ISO2,  /**< ISO 3166 alpha-2 of today */
    ENT_SCHEME_COW,   /**< COW letters */
    ENT_SCHEME_CCODE, /**< COW number */
    ENT_SCHEME_GW,    /**< Gleditsch-Ward number */
    ENT_SCHEME_NAME   /**< English short name of its time */
} ent_scheme;

typedef struct ent_codes ent_codes;

/** Where a word about a state stands in data/world. */
typedef struct ent_code_row {
    const char *table;    /**< states, names, codes or governments */
    uint32_t    line;     /**< of the row in that table's file, from 1 */
    const char *citation; /**< key of sources.csv; NULL where the table has no source by row */
} ent_code_row;

/** One spell of membership in the state system. */
typedef struct ent_spell {
    ent_state    state;
    ent_ccode    ccode;
    const char  *cow; /**< COW letters; borrowed */
    ent_span     span;
    ent_code_row row;
} ent_spell;

/** Load the tables; ENT_E_INPUT with file, line and column if one is wrong. */
ENT_MUST_CHECK ent_status ent_codes_load(ent_ctx *ctx, ent_codes **out);
void                      ent_codes_destroy(ent_codes *codes);

/** The number of printed ids: the states are 0 to count - 1. */
size_t ent_codes_count(const ent_codes *codes);

/** The printed id of a state; "" outside the list. */
const char *ent_codes_id(const ent_codes *codes, ent_state state); /**< borrowed */

/** All spells, by COW number and start. */
const ent_spell *ent_codes_spells(const ent_codes *codes, size_t *count);

/** The state of a printed id, or of an id accepted on input (SUN, YUG, SCG, ...); ENT_NO_STATE. */
ent_state ent_codes_find(const ent_codes *codes, const char *id);

/**
 * The state that a code means.
 *
 * @param day the date it is meant for, or ENT_NO_DAY
 * @return ENT_OK; ENT_E_NOTFOUND (with the nearest id as a hint);
 *         ENT_E_ARG when the answer depends on a date that was not given,
 *         with the answers and their spans in the text
 */
ENT_MUST_CHECK ent_status ent_codes_from(ent_ctx *ctx, const ent_codes *codes, ent_scheme scheme,
                                         const char *code, ent_day day, ent_state *out);

/**
 * The code of a state in a scheme on a day; refused like ent_codes_from()
 * when it depends on a date that was not given.
 */
ENT_MUST_CHECK ent_status ent_codes_to(ent_ctx *ctx, const ent_codes *codes, ent_state state,
                                       ent_scheme scheme, ent_day day, char out[ENT_CODE_SIZE]);

/** Whether the state is in the system on any day of the span. */
bool ent_codes_exists(const ent_codes *codes, ent_state state, ent_span span);

/** Its COW number on a day (the nearest spell's, outside all of them). */
ent_ccode ent_codes_ccode(const ent_codes *codes, ent_state state, ent_day day);

/** Its Gleditsch-Ward number on a day (the nearest one, outside them); 0 where it has none. */
ent_ccode ent_codes_gw(const ent_codes *codes, ent_state state, ent_day day);

/** Its English name on a day (the nearest one, outside its life); borrowed, never NULL. */
const char *ent_codes_name(const ent_codes *codes, ent_state state, ent_day day);

/** The state of a COW number, one for life, or ENT_NO_STATE. */
ent_state ent_codes_by_ccode(const ent_codes *codes, ent_ccode ccode);

/** A code, name or government of a state, and the days on which it holds. */
typedef struct ent_dated_code {
    const char  *code; /**< borrowed from the codes, as the citation of its row */
    ent_span     span;
    ent_code_row row;
} ent_dated_code;

/**
 * The names (ENT_SCHEME_NAME), Gleditsch-Ward numbers or ISO codes that a state has had, in the
 * order of the tables; COW letters and numbers are those of its spells.
 *
 * @param index from 0
 * @return false when there are no more, and for the schemes that spells hold
 */
bool ent_codes_code_at(const ent_codes *codes, ent_state state, ent_scheme scheme, size_t index,
                       ent_dated_code *out);

/** The same for the names that publishers write and that are matched, never printed. */
bool ent_codes_spelling_at(const ent_codes *codes, ent_state state, size_t index,
                           ent_dated_code *out);

/** The same for its governments, and (`seat:...`) the holders of its United Nations seat. */
bool ent_codes_government_at(const ent_codes *codes, ent_state state, size_t index,
                             ent_dated_code *out);

/** The government that holds a code on a day ("ROC", "PRC"), or NULL where it does not matter. */
const char *ent_codes_government(const ent_codes *codes, ent_state state, ent_day day);

#endif
