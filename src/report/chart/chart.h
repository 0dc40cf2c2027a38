/*
 * chart.h - the pictures of the page
 *
 * Stage: report.  Each is a function of a plain struct, one file each
 * (chart_*.c), and writes an SVG and the table of its data.  Signs are never
 * shown by colour alone.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_CHART_CHART_H
#define ENT_REPORT_CHART_CHART_H

#include "base/text.h"
#include "entente/scenario.h"
#include "entente/table.h"

enum { ENT_SIGN_MISSING = 2 }; /**< beside -1, 0 and +1 */

/* ---- who is aligned with whom ---- */

typedef struct ent_network_node {
    ent_state   state;
    const char *id, *name;
    size_t      mentions; /**< by events of the documents */
    bool        power;    /**< a permanent member of the Security Council */
} ent_network_node;

typedef struct ent_network_edge {
    size_t   a, b;
    int      sign;
    unsigned obligations;
    bool     adversaries;
    int      cooperation;
} ent_network_edge;

/** Some states of one system; what is drawn of it is given as it is. */
typedef struct ent_network {
    int               year;
    ent_network_node *nodes;
    size_t            node_count;
    ent_network_edge *edges;
    size_t            edge_count;
    double *home;  /**< 2 node_count, where each lies on the map, NaN unknown; NULL: none */
    double *kappa; /**< node_count squared, NaN where undefined; NULL: not measured */
    size_t *order; /**< of the rows of the matrix: by bloc, then similar ones together */
    int    *blocs; /**< number of the bloc of each node, 0 in none; NULL: not measured */
} ent_network;

/** The network: solid lines are obligations, dashed ones adversaries, dotted ones practice.  States
 * begin where they lie on the map and are drawn back to it, so that they keep about their places
 * from year to year and whichever others are drawn. */
ENT_MUST_CHECK ent_status ent_chart_network(ent_ctx *ctx, ent_text *out,
                                            const ent_network *network);

/** The same without its frame and table; of one node at least. */
ENT_MUST_CHECK ent_status ent_draw_network(ent_ctx *ctx, ent_text *out, const ent_network *network);

/** The matrix of kappa, in the order of `network->order`; nothing where it was not measured. */
void ent_chart_matrix(ent_text *out, const ent_network *network);

/** The same without its frame and table; of two nodes at least, measured. */
void ent_draw_matrix(ent_text *out, const ent_network *network);

/* ---- a pair of states over time ---- */

typedef struct ent_history_year {
    int      year;
    int      level;   /**< of cooperation, 0 to 7; -1 missing */
    int      carried; /**< years since the act that it rests on */
    unsigned obligations;
} ent_history_year;

typedef struct ent_history_treaty {
    const char *title;
    ent_day     start, end; /**< half-open */
    unsigned    obligations;
    size_t      reference;
} ent_history_treaty;

typedef struct ent_history_act {
    const char *title, *kind;
    ent_day     start, end;
    int         level;
    size_t      reference;
} ent_history_act;

/** What a document reports of the two: dated, and said to have happened. */
typedef struct ent_history_report {
    ent_day     date;
    const char *type, *sentence;
} ent_history_report;

typedef struct ent_history {
    const char         *a, *b; /**< names */
    ent_history_year   *years; /**< in order, without holes */
    size_t              year_count;
    ent_history_treaty *treaties; /**< by start */
    size_t              treaty_count;
    ent_history_act    *acts; /**< by start */
    size_t              act_count;
    ent_history_report *reports;
    size_t              report_count;
} ent_history;

void ent_chart_history(ent_text *out, const ent_history *history);

/** The same without its frame and tables; of one year at least. */
void ent_draw_history(ent_text *out, const ent_history *history);

/** Words of the scale of cooperation: "regular joint exercises"; "not known" outside 0 to 7. */
const char *ent_level_name(int level);

/** Flags in words: "defence, consultation"; "none". */
void ent_obligations_print(ent_text *out, unsigned obligations);

/* ---- the triangle ---- */

typedef struct ent_triangle_year {
    int          year;
    int          signs[3]; /**< sides ab, bc, ac: -1, 0, +1 or ENT_SIGN_MISSING */
    ent_triangle type;
    int          pivot; /**< 0, 1, 2 or -1 */
} ent_triangle_year;

typedef struct ent_triangle_history {
    const char              *names[3];
    const ent_triangle_year *years;
    size_t                   year_count;
} ent_triangle_history;

void ent_chart_triangle(ent_text *out, const ent_triangle_history *history);

/** The same without its frame and table; of one year at least. */
void ent_draw_triangle(ent_text *out, const ent_triangle_history *history);

/** "marriage, outside: United States". */
void ent_triangle_print(ent_text *out, const ent_triangle_history *history,
                        const ent_triangle_year *year);

/** The first year of the run of equal types and pivots that `year_count - 1` ends. */
int ent_triangle_since(const ent_triangle_history *history);

/* ---- a measure over the years ---- */

enum { ENT_LINES_MOST = 12, ENT_LINES_MOST_YEARS = 400 };

typedef struct ent_series {
    const char   *key, *name; /**< "RUS~CHN", "Russia and China" */
    const double *values;     /**< one a year; NaN missing */
    const double *errors;     /**< standard errors, or NULL */
    size_t        panel;      /**< where there are several: from 0 */
    const double *scanty;     /**< values that rest on few observations, hollow and outside of the
                                 line, one a year; NaN none; or NULL */
} ent_series;

enum { ENT_LINES_MOST_SEAMS = 8 };

/** Where one source of the values ends and another begins. */
typedef struct ent_line_seam {
    int         last;          /**< year of the one before */
    const char *before, *from; /**< names of the sets */
} ent_line_seam;

typedef struct ent_lines {
    const char       *id;           /**< unique in the page; NULL: "lines" */
    const char       *title, *axis; /**< what the values are, in words */
    double            most;         /**< the axis reaches it at least; 0: as the values do */
    int               first, last;  /**< years */
    const ent_series *series;       /**< up to ENT_LINES_MOST */
    size_t            count;
    size_t            panel_count; /**< 0 or 1: all lines in one drawing */
    ent_line_seam     seams[ENT_LINES_MOST_SEAMS];
    size_t            seam_count;
} ent_lines;

/** One line a series, broken where a year is missing, with intervals of 95 % where there are
 * errors.  Panels stand beside each other on the same scales.  Without a series, or without a year,
 * it says so. */
void ent_draw_lines(ent_text *out, const ent_lines *lines);

/** A picture that says why there is none. */
void ent_draw_nothing(ent_text *out, const char *id, const char *title, const char *why);

/* ---- models ---- */

/** The table of ent_saom_goodness(): bands of simulated counts, and the observed ones as dots. */
void ent_draw_goodness(ent_text *out, ent_table *table);

/** The groups of ent_backtest_run(): a panel for each horizon and outcome, a dot for each group of
 * the model, and of the model of ties where it took part. */
void ent_draw_reliability(ent_text *out, ent_table *table);

/* ---- scenarios ---- */

typedef struct ent_fan {
    const char           *id;    /**< unique in the page */
    const char           *title; /**< of the scenario */
    const char           *pair;  /**< "Russia and China" */
    const ent_level_year *years;
    const ent_level_year *base; /**< as many, or NULL where there is none to compare with */
    bool                  is_base;
    size_t                year_count;
} ent_fan;

/** The cooperation level over the runs: bands of 50, 80 and 95 %, mean, mean of the base. */
void ent_chart_fan(ent_text *out, const ent_fan *fan);

/* ---- institutions ---- */

enum { ENT_MEMBER_FULL, ENT_MEMBER_ON_WAY, ENT_MEMBER_GUEST };

typedef struct ent_member_spell {
    ent_state   state;
    const char *name, *status;
    int         rank;       /**< ENT_MEMBER_FULL, ... */
    ent_day     start, end; /**< half-open */
    int         best;       /**< rank of the state's best spell */
    ent_day     first;      /**< on which that began */
} ent_member_spell;

typedef struct ent_members {
    const char       *id, *title;
    ent_day           from, to;
    ent_member_spell *spells; /**< those of a state together */
    size_t            count, row_count;
} ent_members;

/** A row a state, bars over time that tell its status. */
void ent_draw_members(ent_text *out, const ent_members *members);

/* ---- claims ---- */

enum { ENT_SPECIFICATION_CHOICES = 5, ENT_SPECIFICATIONS_MOST = 400 };

/** One way of asking: what came of it, and its choices in words (NULL: it makes none). */
typedef struct ent_specification_point {
    double      value;
    bool        agrees;
    const char *choices[ENT_SPECIFICATION_CHOICES]; /**< the first is the measure */
} ent_specification_point;

typedef struct ent_specifications {
    const char                    *id; /**< unique in the page */
    const char                    *title, *axis;
    bool                           same_unit; /**< else each measure is scaled to its largest */
    const ent_specification_point *points;    /**< up to ENT_SPECIFICATIONS_MOST are drawn */
    size_t                         count;
} ent_specifications;

/** The specification curve; nothing where there is no specification. */
void ent_draw_specifications(ent_text *out, const ent_specifications *specifications);

#endif
