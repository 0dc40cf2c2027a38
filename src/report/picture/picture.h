/*
 * picture.h - every picture by its name: what it asks of the record, its data, its drawing
 *
 * Stage: report.  The registry behind /chart/NAME of the live page and the
 * views that show them.  The data of a picture are the table of a measure or
 * a list, the same as on the command line; the drawing is made from them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_PICTURE_PICTURE_H
#define ENT_REPORT_PICTURE_PICTURE_H

#include "base/text.h"
#include "entente/measure.h"

enum {
    ENT_PICTURE_MOST_STATES = 40,
    ENT_MAP_FEWEST_VOTES = 5 /**< roll calls of a year, below which a map of votes shows nothing */
};

/** What is asked; zeroed: the picture's own states, all years. */
typedef struct ent_picture_query {
    ent_state states[ENT_PICTURE_MOST_STATES];
    size_t    state_count;
    ent_span  span; /**< from < to, or all days */
    bool      is_day;
    ent_power power;
    bool      power_chosen;
    ent_signs signs;
    bool      signs_chosen;
} ent_picture_query;

/** Whom a picture shows. */
typedef enum ent_picture_subject {
    ENT_SUBJECT_STATES,  /**< any number of states */
    ENT_SUBJECT_PAIRS,   /**< the pairs among two states or more */
    ENT_SUBJECT_PAIR,    /**< two states */
    ENT_SUBJECT_ONE,     /**< one state */
    ENT_SUBJECT_CORNERS, /**< three */
    ENT_SUBJECT_WHOLE,   /**< the whole system over time */
    ENT_SUBJECT_SYSTEM   /**< states of one year: those given, or those that the page draws */
} ent_picture_subject;

/** What a picture asks beside its measure's name, and what its data follow from beside states and
 * time; flags. */
typedef enum ent_picture_trait {
    ENT_OF_ONE_YEAR = 1,          /**< the last of those asked for */
    ENT_BEYOND_NONAGGRESSION = 2, /**< alignment without treaties of non-aggression */
    ENT_OF_POWER = 4,             /**< --power matters */
    ENT_OF_SIGNS = 8              /**< --signs matters */
} ent_picture_trait;

typedef struct ent_picture ent_picture;

/** What a drawing is made from. */
typedef struct ent_picture_job {
    const ent_picture       *picture;
    const ent_record        *record;
    const ent_picture_query *query; /**< completed */
    ent_table               *table; /**< of ent_picture_data() */
    ent_table *events; /**< ent_report_input::events, for a picture of a pair; or NULL */
} ent_picture_job;

struct ent_picture {
    const char         *name;    /**< in an address: "alignment" */
    const char         *title;   /**< "How similar the obligations of states are" */
    const char         *about;   /**< how to read it */
    const char         *measure; /**< whose table it draws */
    const char         *value;   /**< of lines: the column that is drawn */
    const char         *error;   /**< of lines: the column of standard errors, or NULL */
    const char         *axis;    /**< of lines: what the values are */
    ent_picture_subject subject;
    /** NULL: the measure's table. */
    ENT_MUST_CHECK ent_status (*data)(ent_ctx *ctx, const ent_record *record,
                                      const ent_picture_query *query, ent_table **out);
    ENT_MUST_CHECK ent_status (*draw)(ent_ctx *ctx, const ent_picture_job *job, ent_text *out);
    unsigned       detail; /**< of the record: ENT_RECORD_FLOWS, ... */
    unsigned       traits; /**< ent_picture_trait */
};

/** All pictures, in the order in which they are listed. */
const ent_picture *ent_pictures(size_t *count);
const ent_picture *ent_picture_find(const char *name); /**< or NULL */

/** How many states it shows, in words: "two states". */
const char *ent_picture_states(const ent_picture *picture);

/**
 * Put the picture's own choice in the place of what a query leaves open: the United States, Russia
 * and China (of a pair the last two), the last year of a system that is of one date.
 *
 * @return ENT_OK; ENT_E_ARG for a number of states that it cannot show
 */
ENT_MUST_CHECK ent_status ent_picture_complete(ent_ctx *ctx, const ent_picture *picture,
                                               const ent_record *record, ent_picture_query *query);

/**
 * The data, as ent_picture_command() prints them.  Dates of which the record does not speak give a
 * table without rows, as does a set that it does not hold: `*why` says so, else it is empty.
 *
 * @param query completed
 * @param out   owned by the caller
 */
ENT_MUST_CHECK ent_status ent_picture_data(ent_ctx *ctx, const ent_picture *picture,
                                           const ent_record *record, const ent_picture_query *query,
                                           ent_table **out, ent_text *why);

/** Whether the values of a picture are made from a kind of the record ("obligations"). */
typedef enum ent_picture_rest {
    ENT_RESTS_NOT,
    ENT_RESTS_ALSO, /**< among others */
    ENT_RESTS_FIRST /**< above all: where its source changes, the values may */
} ent_picture_rest;

ent_picture_rest ent_picture_rests_on(const ent_picture *picture, const char *kind);

enum { ENT_PICTURE_MOST_SOURCES = 64 };

/**
 * The sets that a picture is made from, each once, with the days for which any of its kinds reads
 * it.
 *
 * @return how many
 */
size_t ent_picture_list_sources(const ent_picture *picture, const ent_record *record, ent_span span,
                                ent_seam out[ENT_PICTURE_MOST_SOURCES]);

/**
 * The same in words: each with its version and, where another one goes on, the
 * years for which it is read: "cow-alliances 4.1 (to 2012), world 96839c7c02e1 (since 2013)". Empty
 * where the record holds none.
 *
 * @param span of which the picture speaks; from >= to: all days
 */
void ent_picture_sources(ent_text *out, const ent_picture *picture, const ent_record *record,
                         ent_span span);

/** The bare SVG element, for a page. */
ENT_MUST_CHECK ent_status ent_picture_draw(ent_ctx *ctx, const ent_picture_job *job,
                                           const char *why, ent_text *out);

/** A bare SVG element as a whole file, with the styles it needs; `hash` allows them. */
ENT_MUST_CHECK ent_status ent_picture_stand_alone(ent_ctx *ctx, const char *bare, char hash[45],
                                                  ent_text *out);

/** The whole SVG file, with the styles it needs; `hash` allows them (ent_style_hash). */
ENT_MUST_CHECK ent_status ent_picture_file(ent_ctx *ctx, const ent_picture_job *job,
                                           const char *why, char hash[45], ent_text *out);

/** The command line that prints the same data. */
void ent_picture_command(ent_text *out, const ent_picture *picture, const ent_codes *codes,
                         const ent_picture_query *query);

/** Its dates, states and choices as options of a command line. */
void ent_picture_command_options(ent_text *out, const ent_codes *codes,
                                 const ent_picture_query *query, bool with_states);

/** The address of a query: `alignment.svg?states=RUS~CHN&time=1949..2024`; without what is open. */
void ent_picture_address(ent_text *out, const ent_picture *picture, const char *end,
                         const ent_codes *codes, const ent_picture_query *query);

/* Drawings of the registry, one file each (picture_*.c). */
ENT_MUST_CHECK ent_status ent_picture_draw_lines(ent_ctx *ctx, const ent_picture_job *job,
                                                 ent_text *out);
ENT_MUST_CHECK ent_status ent_picture_draw_grid(ent_ctx *ctx, const ent_picture_job *job,
                                                ent_text *out);
ENT_MUST_CHECK ent_status ent_picture_draw_map(ent_ctx *ctx, const ent_picture_job *job,
                                               ent_text *out);
ENT_MUST_CHECK ent_status ent_picture_draw_view(ent_ctx *ctx, const ent_picture_job *job,
                                                ent_text *out);

/**
 * Where states lie on the map, in its own units.
 *
 * @param ids as printed
 * @param xy  2 * count; NaN for a state without land there, and for all in a build without borders
 * @return ENT_OK, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_map_places(ent_ctx *ctx, size_t count, const char *const *ids,
                                         double *xy);

/** How many roll calls of a year the record has, and where all are on the war in Ukraine, that:
 * "6 roll calls, all on Ukraine". */
void ent_picture_say_votes(const ent_record *record, int year, char *out, size_t size);

/** The place of a column by its name, or -1. */
int ent_table_find(const ent_table *table, const char *name);

#endif
