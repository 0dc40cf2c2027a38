/*
 * plot.h - a table as a picture of letters, for a terminal
 *
 * Stage: report.  Knows the table alone: no terminal, no environment.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_PLOT_PLOT_H
#define ENT_REPORT_PLOT_PLOT_H

#include "base/text.h"
#include "entente/table.h"

enum { ENT_PLOT_NARROWEST = 40, ENT_PLOT_WIDEST = 240 };

/** How a plot may look; zeroed: 80 columns of Unicode without colour. */
typedef struct ent_plot_options {
    int         width;  /**< columns, cut to what the constants above allow; 0: 80 */
    bool        ascii;  /**< letters of ASCII alone */
    bool        colour; /**< with the eight colours of a terminal; signs never by these alone */
    const char *value;  /**< the column to be drawn; NULL: the first that holds numbers */
} ent_plot_options;

/**
 * Draw a table as what fits it:
 *
 *     `year` or `period` with several values      lines of up to six series, else sparklines, all
 *                                                 on one scale; a missing value is a gap
 *     one date, a value for pairs of states       a matrix, similar rows beside each other
 *     one date, a value for anything else         bars, the largest first
 *     `start` and `end`                           spans of time; of states or institutions one each
 *
 * A `group` whose texts are years is a time, too.  Of `bloc`, which is a number but no amount, the
 * rows of each are counted.
 *
 * Text columns that stand before the value tell series, pairs and bars apart.
 *
 * @return ENT_OK; ENT_E_ARG where the table has no such column, or nothing that could be drawn;
 *         ENT_E_NOMEM
 * Cost: rows times series.
 */
ENT_MUST_CHECK ent_status ent_plot_table(ent_ctx *ctx, ent_table *table,
                                         const ent_plot_options *options, ent_text *out);

/* ---- parts, one file each ---- */

/** A series, pair or bar: its name and its values by time. */
typedef struct ent_plot_series {
    const char *name;        /**< "RUS–CHN" */
    const char *group, *own; /**< the same as its leading keys, "" for one key, and its last */
    const char *key[2];
    double     *values; /**< of each of the times; NaN missing */
} ent_plot_series;

typedef struct ent_plot_data {
    ent_plot_options options;
    const char      *value; /**< name of the column */
    double          *times; /**< ascending, in years */
    size_t           time_count;
    ent_plot_series *series;
    size_t           count;
    bool             by_month, is_pairs, is_directed;
    bool             is_cut;      /**< there are more series than were taken */
    double           least, most; /**< over all values */
} ent_plot_data;

void ent_plot_lines(const ent_plot_data *data, ent_text *out);
void ent_plot_sparks(const ent_plot_data *data, ent_text *out);
void ent_plot_bars(const ent_plot_data *data, ent_text *out);

/** The matrix of pairs; ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_plot_matrix(ent_ctx *ctx, const ent_plot_data *data, ent_text *out);

/** Spans of a table with `start` and `end`; ENT_E_ARG where none has a date. */
ENT_MUST_CHECK ent_status ent_plot_spans(ent_ctx *ctx, ent_table *table,
                                         const ent_plot_options *options, ent_text *out);

/** Begin and end a colour; nothing where there is none.  Six that differ, from 0 on. */
void ent_plot_colour(const ent_plot_options *options, size_t which, ent_text *out);
void ent_plot_plain(const ent_plot_options *options, ent_text *out);

/** A name in exactly so many columns, cut with an ellipsis or filled with blanks. */
void ent_plot_cell(const ent_plot_options *options, const char *name, int columns, ent_text *out);

/** Columns that a text takes: one a character. */
int ent_plot_columns(const char *text);

/** A time as it is written: 1994, or 1994-05. */
void ent_plot_time(const ent_plot_data *data, double when, char out[16]);

/** `0.31`, of four digits. */
void ent_plot_number(double value, char out[32]);

#endif
