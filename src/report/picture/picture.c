/*
 * picture.c - every picture by its name: what it asks of the record, its data, its drawing
 *
 *   1. the registry     2. what a query leaves open     3. data     4. drawings of a view
 *   5. whole files      6. the command line and the address
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/picture/picture.h"

#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "entente/export.h"
#include "report/style.h"
#include "report/svg.h"
#include "report/view.h"
#include "system/record.h"

/* 1. the registry */

static ent_status list_ties(ent_ctx *ctx, const ent_record *record, const ent_picture_query *query,
                            ent_table **out);

#define BORDERS                                                                                    \
    "Borders are those of today (Natural Earth), not those of the year; Crimea is drawn as "       \
    "General Assembly resolution 68/262 has it."

static const ent_picture PICTURES[] = {
    {"alignment", "How similar the obligations of states are",
     "Cohen's kappa of the portfolios of obligations of two states: 1 the same, 0 as similar as by "
     "chance, below 0 less. A treaty of non-aggression counts here.",
     "alignment", "kappa", NULL, "kappa: 1 the same, 0 as by chance", ENT_SUBJECT_PAIRS, NULL,
     ent_picture_draw_lines, ENT_RECORD_TIES, 0},
    {"map", "Who votes with a state, on the map of the world",
     "Agreement of each state with the one asked for over the roll calls of the "
     "year: the stronger the blue, the more alike; orange with a minus is opposed; land with a "
     "dashed "
     "border has no value. It is not corrected for chance. " BORDERS,
     "votes", "agreement", NULL, NULL, ENT_SUBJECT_ONE, NULL, ent_picture_draw_map,
     ENT_RECORD_VOTES, ENT_OF_ONE_YEAR},
    {"map-obligations", "Whose obligations are like those of a state, on the map of the world",
     "Kappa of each state's obligations beyond non-aggression with those of the one asked for: the "
     "stronger the blue, the more similar; orange with a minus is less similar than by "
     "chance. " BORDERS,
     "alignment", "kappa", NULL, NULL, ENT_SUBJECT_ONE, NULL, ent_picture_draw_map, ENT_RECORD_TIES,
     ENT_OF_ONE_YEAR | ENT_BEYOND_NONAGGRESSION},
    {"map-blocs", "The blocs of the system, on the map of the world",
     "The partition of the signed network with the fewest errors: positive ties between blocs and "
     "negative ones within; letters tell the largest apart, each named after its greatest power. "
     "One "
     "bloc of nearly all says that the treaties of many states bind them. Land with a dashed "
     "border has no "
     "tie. " BORDERS,
     "blocs", "bloc", NULL, NULL, ENT_SUBJECT_WHOLE, NULL, ent_picture_draw_map, ENT_RECORD_TIES,
     ENT_OF_ONE_YEAR | ENT_OF_SIGNS},
    {"cooperation", "How far two states work together, and what binds them",
     "Treaties and their obligations above, the level of cooperation from 0 to 7 below; hatched "
     "years rest on an older act, each dot is an act.",
     "cooperation", NULL, NULL, NULL, ENT_SUBJECT_PAIR, NULL, ent_picture_draw_view,
     ENT_RECORD_TIES, 0},
    {"timeline", "With whom a state works together",
     "Time runs down, partners stand across, the closest first. The larger the bar, the higher "
     "the level of cooperation, 1 to 7; what is carried from an act of an earlier year is hollow.",
     "cooperation", "level", NULL, NULL, ENT_SUBJECT_ONE, NULL, ent_picture_draw_grid,
     ENT_RECORD_TIES, 0},
    {"triangle", "The triangle of three states",
     "A bar above its line is a positive relation, one below it a negative one, a thin one "
     "neutral; "
     "the row below names Dittmer's type.",
     "triangle", NULL, NULL, NULL, ENT_SUBJECT_CORNERS, NULL, ent_picture_draw_view,
     ENT_RECORD_TIES, ENT_OF_SIGNS},
    {"network", "Who is bound to whom, and against whom",
     "Solid lines are obligations beyond non-aggression, dotted ones practice without one, dashed "
     "ones adversaries; states that are bound to each other stand together.",
     NULL, NULL, NULL, NULL, ENT_SUBJECT_SYSTEM, list_ties, ent_picture_draw_view, ENT_RECORD_TIES,
     ENT_OF_ONE_YEAR | ENT_OF_SIGNS},
    {"matrix", "How similar the obligations of states are, in one year",
     "Kappa of the obligations beyond non-aggression of each two states, ordered by bloc (lines "
     "between) and similar ones beside each other: "
     "the larger the square, the more similar; hollow squares are less similar than by chance.",
     "alignment", NULL, NULL, NULL, ENT_SUBJECT_SYSTEM, NULL, ent_picture_draw_view,
     ENT_RECORD_TIES, ENT_OF_ONE_YEAR | ENT_BEYOND_NONAGGRESSION},
    {"peace", "The peace scale of states",
     "From 0, severe rivalry, over 0.5, negative peace, to 1, security community.", "peace",
     "level", NULL, "peace scale: 0 severe rivalry, 1 security community", ENT_SUBJECT_PAIRS, NULL,
     ent_picture_draw_lines, ENT_RECORD_TIES, 0},
    {"votes", "How often states vote alike in the General Assembly",
     "1 always the same, 0 always opposed; an abstention is half way.", "votes", "agreement", NULL,
     "agreement: 1 always, 0 never", ENT_SUBJECT_PAIRS, NULL, ent_picture_draw_lines,
     ENT_RECORD_VOTES, 0},
    {"idealpoints", "Where states stand in the General Assembly",
     "One-dimensional ideal points, session by session, with intervals of 95 %.", "idealpoints",
     "estimate", "se", "ideal points, in standard deviations of all states", ENT_SUBJECT_STATES,
     NULL, ent_picture_draw_lines, ENT_RECORD_VOTES, 0},
    {"power", "The power of states",
     "The share of each state in the power of all states of the year.", "power", "share", NULL,
     "share of the power of all states", ENT_SUBJECT_STATES, NULL, ent_picture_draw_lines,
     ENT_RECORD_TIES, ENT_OF_POWER},
    {"polarity", "How power is spread among the major powers",
     "Concentration: 0 all have the same, 1 one has all.", "polarity", "concentration", NULL,
     "concentration: 0 even, 1 all with one", ENT_SUBJECT_WHOLE, NULL, ent_picture_draw_lines,
     ENT_RECORD_TIES, ENT_OF_POWER},
    {"pressure", "How hard states press on each other",
     "Sanctions, rivalry, disputes, hostile allies at the border, trade war and deployments, "
     "together.",
     "pressure", "pressure", NULL, "0 none to 1 all of it", ENT_SUBJECT_PAIRS, NULL,
     ent_picture_draw_lines, ENT_RECORD_REACH, ENT_OF_SIGNS},
    {"threat", "How threatening states are to each other",
     "Power, proximity, offence and intent, together.", "threat", "threat", NULL, "0 none to 1",
     ENT_SUBJECT_PAIRS, NULL, ent_picture_draw_lines, ENT_RECORD_REACH,
     ENT_OF_POWER | ENT_OF_SIGNS},
    {"adversaries", "How many adversaries states share",
     "States that are adversaries of both, counted.", "adversaries", "shared", NULL,
     "number of states", ENT_SUBJECT_PAIRS, NULL, ent_picture_draw_lines, ENT_RECORD_TIES,
     ENT_OF_POWER},
    {"dependence", "How much of a state's trade is with a partner",
     "The partner's share in all trade of the state.", "dependence", "trade_share", NULL,
     "share of the state's trade", ENT_SUBJECT_PAIRS, NULL, ent_picture_draw_lines,
     ENT_RECORD_FLOWS, 0},
    {"method", "The share of force in what states begin",
     "Of the acts against others that a state begins itself, the share that uses force.", "method",
     "share_of_force", NULL, "0 none to 1 all of its acts", ENT_SUBJECT_STATES, NULL,
     ent_picture_draw_lines, ENT_RECORD_TIES, 0},
};

enum { PICTURE_COUNT = sizeof PICTURES / sizeof *PICTURES };

const ent_picture *
ent_pictures(size_t *count)
{
    *count = PICTURE_COUNT;
    return PICTURES;
}

const ent_picture *
ent_picture_find(const char *name)
{
    for (size_t i = 0; i < PICTURE_COUNT; i++) {
        if (strcmp(PICTURES[i].name, name) == 0) {
            return &PICTURES[i];
        }
    }
    return NULL;
}

/* 2. what a query leaves open */

static const struct {
    const char *words; /* of the error */
    size_t      least, most;
} SUBJECTS[] = {[ENT_SUBJECT_STATES] = {"up to 40 states", 1, ENT_PICTURE_MOST_STATES},
                [ENT_SUBJECT_PAIRS] = {"two states or more, up to 40", 2, ENT_PICTURE_MOST_STATES},
                [ENT_SUBJECT_PAIR] = {"two states", 2, 2},
                [ENT_SUBJECT_ONE] = {"one state", 1, 1},
                [ENT_SUBJECT_CORNERS] = {"three states", 3, 3},
                [ENT_SUBJECT_WHOLE] = {"no states: it is of all", 0, 0},
                [ENT_SUBJECT_SYSTEM] = {"two states or more, up to 36", 2, 36}};

const char *
ent_picture_states(const ent_picture *picture)
{
    return SUBJECTS[picture->subject].words;
}

static void
add_default_states(const ent_picture *picture, const ent_codes *codes, ent_picture_query *query)
{
    static const char *const IDS[] = {"USA", "RUS", "CHN"};

    size_t first = picture->subject == ENT_SUBJECT_PAIR || picture->subject == ENT_SUBJECT_ONE;
    size_t end = picture->subject == ENT_SUBJECT_ONE ? 2 : 3;

    for (size_t i = first; i < end; i++) {
        ent_state state = ent_codes_find(codes, IDS[i]);

        if (state != ENT_NO_STATE) {
            query->states[query->state_count++] = state;
        }
    }
}

/* The last year with so many roll calls that they say something; 0 where there is none. */
static int
last_of_votes(const ent_record *record)
{
    enum { YEARS = 4096 };
    size_t               count;
    const ent_roll_call *calls = ent_record_facts(record, ENT_FACT_ROLL_CALL, &count);
    unsigned             of_year[YEARS] = {0};

    for (size_t i = 0; i < count; i++) {
        int year = ent_date_year(calls[i].date);

        of_year[year > 0 && year < YEARS ? year : 0]++;
    }
    for (int year = YEARS - 1; year > 0; year--) {
        if (of_year[year] >= ENT_MAP_FEWEST_VOTES) {
            return year;
        }
    }
    return 0;
}

/* The one year of a system: the last one asked for, the last that has acts or votes otherwise. */
static void
choose_year(const ent_picture *picture, const ent_record *record, ent_picture_query *query)
{
    int first, last, voted = picture->detail == ENT_RECORD_VOTES ? last_of_votes(record) : 0;

    ent_record_years(record, ENT_FACT_ACT, &first, &last);
    last = voted > 0 ? voted : last;
    if (query->span.from < query->span.to && query->span.to != ENT_DAY_MAX) {
        last = ent_date_year(query->span.to - 1);
    }
    query->span = ent_span_of_year(last);
    query->is_day = false;
}

static bool
is_within(const ent_record *record, ent_span span)
{
    return span.from >= span.to || ent_span_overlap(ent_record_span(record), span);
}

static ent_status
add_drawn_states(ent_ctx *ctx, const ent_record *record, ent_picture_query *query)
{
    ent_report_input input = {.record = record};
    ent_view         view;
    ent_status       status;

    if (!is_within(record, query->span)) {
        return ENT_OK;
    }
    ent_view_open(&input, &view);
    view.last_year = ent_date_year(query->span.from);
    status = ent_view_gather_network(ctx, &view, NULL, 0);
    for (size_t i = 0; status == ENT_OK && i < view.network.node_count; i++) {
        query->states[query->state_count++] = view.network.nodes[i].state;
    }
    ent_view_clear(&view);
    return status == ENT_E_NOTFOUND ? ENT_OK : status;
}

ent_status
ent_picture_complete(ent_ctx *ctx, const ent_picture *picture, const ent_record *record,
                     ent_picture_query *query)
{
    size_t count = query->state_count;

    if ((picture->traits & ENT_OF_ONE_YEAR) != 0) {
        choose_year(picture, record, query);
    }
    if (count == 0 && picture->subject == ENT_SUBJECT_SYSTEM) {
        return add_drawn_states(ctx, record, query);
    }
    if (count == 0 && picture->subject != ENT_SUBJECT_WHOLE) {
        add_default_states(picture, ent_record_codes(record), query);
    }
    return count != 0 && (count < SUBJECTS[picture->subject].least ||
                          count > SUBJECTS[picture->subject].most)
               ? ent_fail(ctx, ENT_E_ARG, "'%s' shows %s, not %zu", picture->name,
                          SUBJECTS[picture->subject].words, count)
               : ENT_OK;
}

/* 3. data */

static ent_measure_options
options_of(const ent_picture *picture, const ent_picture_query *query)
{
    return (ent_measure_options){.span = query->span,
                                 .is_day = query->is_day,
                                 .states = query->states,
                                 .state_count = query->state_count,
                                 .alignment.beyond =
                                     (picture->traits & ENT_BEYOND_NONAGGRESSION) != 0,
                                 .power = query->power,
                                 .power_chosen = query->power_chosen,
                                 .signs = query->signs};
}

static ent_status
list_ties(ent_ctx *ctx, const ent_record *record, const ent_picture_query *query, ent_table **out)
{
    ent_export_options options = {
        .signs = query->signs, .states = query->states, .state_count = query->state_count};

    return ent_export_ties(ctx, record, query->span, &options, out);
}

static ent_status
ask(ent_ctx *ctx, const ent_picture *picture, const ent_record *record,
    const ent_picture_query *query, ent_table **out)
{
    ent_measure_options options = options_of(picture, query);

    return picture->data != NULL
               ? picture->data(ctx, record, query, out)
               : ent_measure_find(picture->measure)->run(ctx, record, &options, out);
}

/* A table of the same columns without rows: those of a year that the record has. */
static ent_status
ask_for_nothing(ent_ctx *ctx, const ent_picture *picture, const ent_record *record,
                const ent_picture_query *query, ent_table **out)
{
    const ent_measure *measure =
        picture->measure != NULL ? ent_measure_find(picture->measure) : NULL;
    ent_picture_query other = *query;
    ent_table        *table;
    ent_status        status;
    int               first, last;

    if (measure != NULL) {
        return ent_table_create(ctx, measure->columns, measure->column_count, out);
    }
    ent_record_years(record, ENT_FACT_ACT, &first, &last);
    other.span = ent_span_of_year(last);
    other.is_day = false;
    status = ask(ctx, picture, record, &other, &table);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, ent_table_columns(table), ent_table_column_count(table), out);
    ent_table_destroy(table);
    return status;
}

ent_status
ent_picture_data(ent_ctx *ctx, const ent_picture *picture, const ent_record *record,
                 const ent_picture_query *query, ent_table **out, ent_text *why)
{
    ent_picture_query cut = *query;
    ent_status        status = ENT_OK;

    if (query->span.from < query->span.to) {
        status = ent_record_cut(ctx, record, &cut.span);
    }
    if (status == ENT_OK) {
        status = ask(ctx, picture, record, &cut, out);
    }
    if (status == ENT_E_NOTFOUND || status == ENT_E_INPUT) {
        ent_text_add(why, ent_ctx_error(ctx));
        status = ask_for_nothing(ctx, picture, record, query, out);
    }
    return status;
}

/* 4. drawings of a view */

static ent_status
draw_history(ent_ctx *ctx, ent_view *view, const ent_picture_job *job, ent_text *out)
{
    bool       triangle = job->picture->subject == ENT_SUBJECT_CORNERS;
    ent_status status;

    for (size_t i = 0; i < ENT_CORNERS; i++) {
        view->corners[i] = triangle ? job->query->states[i] : ENT_NO_STATE;
    }
    for (size_t i = 0; i < 2; i++) {
        view->pair[i] = triangle ? ENT_NO_STATE : job->query->states[i];
    }
    status = ent_view_gather_history(ctx, view);
    if (status != ENT_OK) {
        return status;
    }
    if (triangle ? view->triangle.year_count == 0 : view->history.year_count == 0) {
        ent_draw_nothing(out, job->picture->name, job->picture->title,
                         "There is no year in which all of them exist.");
    } else if (triangle) {
        ent_draw_triangle(out, &view->triangle);
    } else {
        ent_draw_history(out, &view->history);
    }
    return ENT_OK;
}

static ent_status
draw_system(ent_ctx *ctx, ent_view *view, const ent_picture_job *job, ent_text *out)
{
    ent_status status =
        ent_view_gather_network(ctx, view, job->query->states, job->query->state_count);

    if (status != ENT_OK) {
        return status;
    }
    if (view->network.node_count < 2) {
        ent_draw_nothing(out, job->picture->name, job->picture->title,
                         "Fewer than two of these states exist in that year.");
        return ENT_OK;
    }
    if (job->picture->measure == NULL) {
        return ent_draw_network(ctx, out, &view->network);
    }
    ent_draw_matrix(out, &view->network);
    return ENT_OK;
}

/* The years asked for; where an end is open, the rows say which there are. */
static void
take_years(const ent_picture_job *job, ent_view *view)
{
    size_t   rows = ent_table_row_count(job->table);
    int      year = ent_table_find(job->table, "year"), newest = view->last_year;
    ent_span asked = job->query->span;

    if (year >= 0 && rows > 0) {
        view->first_year = (int)ent_table_get_number(job->table, 0, (size_t)year);
        view->last_year = (int)ent_table_get_number(job->table, rows - 1, (size_t)year);
    } else {
        view->first_year = view->last_year = ent_date_year(asked.from);
    }
    if (asked.from < asked.to && asked.from != ENT_DAY_MIN) {
        view->first_year = ent_date_year(asked.from);
    }
    if (asked.from < asked.to && asked.to != ENT_DAY_MAX && ent_date_year(asked.to - 1) <= newest) {
        view->last_year = ent_date_year(asked.to - 1);
    }
}

ent_status
ent_picture_draw_view(ent_ctx *ctx, const ent_picture_job *job, ent_text *out)
{
    ent_report_input input = {.record = job->record, .events = job->events};
    ent_view         view;
    ent_status       status;

    ent_view_open(&input, &view);
    take_years(job, &view);
    status = job->picture->subject == ENT_SUBJECT_SYSTEM ? draw_system(ctx, &view, job, out)
                                                         : draw_history(ctx, &view, job, out);
    if (view.references.failed) {
        status = ent_fail_nomem(ctx);
    }
    ent_view_clear(&view);
    return status;
}

/* The drawing with the line of its sources under it. */
static const char SOURCES[] = "Sources: ";

static ent_status
draw_with_sources(ent_ctx *ctx, const ent_picture_job *job, ent_text *out)
{
    ent_text   bare, foot;
    ent_status status;

    ent_text_init(&bare);
    ent_text_init(&foot);
    ent_text_add(&foot, SOURCES);
    ent_picture_sources(&foot, job->picture, job->record, job->query->span);
    ent_text_addf(&foot, "%sentente %s", foot.length > strlen(SOURCES) ? "; drawn by " : "",
                  ent_version());
    status = job->picture->draw(ctx, job, &bare);
    if (status == ENT_OK) {
        ent_svg_add_foot(out, ent_text_get(&bare), ent_text_get(&foot));
    }
    out->failed = out->failed || bare.failed || foot.failed;
    ent_text_clear(&bare);
    ent_text_clear(&foot);
    return status;
}

ent_status
ent_picture_draw(ent_ctx *ctx, const ent_picture_job *job, const char *why, ent_text *out)
{
    ent_status status = ENT_OK;

    if (why[0] != '\0' || ent_table_row_count(job->table) == 0) {
        ent_draw_nothing(out, job->picture->name, job->picture->title,
                         why[0] != '\0' ? why
                                        : "The record holds nothing of it for these states then.");
    } else {
        status = draw_with_sources(ctx, job, out);
    }
    return status == ENT_OK && out->failed ? ent_fail_nomem(ctx) : status;
}

/* 5. whole files */

ent_status
ent_picture_stand_alone(ent_ctx *ctx, const char *bare, char hash[45], ent_text *out)
{
    static const char START[] = "<svg", DESC[] = "</desc>\n";
    const char       *after = strstr(bare, DESC);
    double            box[4];
    ent_text          css;
    ent_status        status;

    if (after == NULL || !ent_svg_box(bare, box)) {
        return ent_fail(ctx, ENT_E_BUG, "the drawing is no picture");
    }
    ent_text_init(&css);
    status = ent_style_of_pictures(ctx, &css);
    if (status != ENT_OK) {
        ent_text_clear(&css);
        return status;
    }
    ent_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
    ent_svg_number(out, box[2]);
    ent_text_add(out, "\" height=\"");
    ent_svg_number(out, box[3]);
    ent_text_add_char(out, '"');
    ent_text_add_bytes(out, bare + strlen(START),
                       (size_t)(after + strlen(DESC) - bare) - strlen(START));
    ent_style_hash(ent_text_get(&css), css.length, hash);
    ent_text_add(out, "<style>");
    ent_text_add_bytes(out, ent_text_get(&css), css.length);
    ent_text_add(out, "</style>\n<rect class=\"paper\" y=\"");
    ent_svg_number(out, box[1]);
    ent_text_add(out, "\" width=\"100%\" height=\"100%\"/>\n");
    ent_text_add(out, after + strlen(DESC));
    ent_text_clear(&css);
    return out->failed ? ent_fail_nomem(ctx) : ENT_OK;
}

ent_status
ent_picture_file(ent_ctx *ctx, const ent_picture_job *job, const char *why, char hash[45],
                 ent_text *out)
{
    ent_text   bare;
    ent_status status;

    ent_text_init(&bare);
    status = ent_picture_draw(ctx, job, why, &bare);
    if (status == ENT_OK) {
        status = ent_picture_stand_alone(ctx, ent_text_get(&bare), hash, out);
    }
    ent_text_clear(&bare);
    return status;
}

/* 6. the command line and the address */

static void
add_states(ent_text *out, const ent_codes *codes, const ent_picture_query *query, char between)
{
    for (size_t i = 0; i < query->state_count; i++) {
        if (i > 0) {
            ent_text_add_char(out, between);
        }
        ent_text_add(out, ent_codes_id(codes, query->states[i]));
    }
}

typedef enum date_form { FIRST_DAY, LAST_DAY, FULL_DATE } date_form;

/* The first or last day of a span: a year where the year begins or ends with it. */
static void
add_date(ent_text *out, ent_day day, date_form form)
{
    char     printed[16];
    ent_span year = ent_span_of_year(ent_date_year(day));

    ent_date_print(day, printed);
    if ((form == FIRST_DAY && day == year.from) || (form == LAST_DAY && day == year.to - 1)) {
        printed[4] = '\0';
    }
    ent_text_add(out, printed);
}

static bool
is_one_year(ent_span span)
{
    return span.from != ENT_DAY_MIN && span.to != ENT_DAY_MAX &&
           span.from == ent_span_of_year(ent_date_year(span.from)).from &&
           span.to == ent_span_of_year(ent_date_year(span.from)).to;
}

static const char *const POWERS[] = {"cinc", "gdp", "milex", "net"};

void
ent_picture_command_options(ent_text *out, const ent_codes *codes, const ent_picture_query *query,
                            bool with_states)
{
    if (query->span.from < query->span.to && (is_one_year(query->span) || query->is_day)) {
        ent_text_add(out, " --at ");
        add_date(out, query->span.from, query->is_day ? FULL_DATE : FIRST_DAY);
    } else if (query->span.from < query->span.to) {
        if (query->span.from != ENT_DAY_MIN) {
            ent_text_add(out, " --from ");
            add_date(out, query->span.from, FIRST_DAY);
        }
        if (query->span.to != ENT_DAY_MAX) {
            ent_text_add(out, " --to ");
            add_date(out, query->span.to - 1, LAST_DAY);
        }
    }
    if (with_states && query->state_count > 0) {
        ent_text_add(out, " --states ");
        add_states(out, codes, query, ',');
    }
    if (query->power_chosen) {
        ent_text_addf(out, " --power %s", POWERS[query->power]);
    }
    if (query->signs_chosen) {
        ent_text_addf(out, " --signs %s", query->signs == ENT_SIGNS_PEACE ? "peace" : "rivalry");
    }
}

void
ent_picture_command(ent_text *out, const ent_picture *picture, const ent_codes *codes,
                    const ent_picture_query *query)
{
    ent_text_addf(out, "entente %s %s", picture->measure != NULL ? "measure" : "list",
                  picture->measure != NULL ? picture->measure : "ties");
    if ((picture->traits & ENT_BEYOND_NONAGGRESSION) != 0) {
        ent_text_add(out, " --beyond-nonaggression");
    }
    ent_picture_command_options(out, codes, query, true);
}

void
ent_picture_address(ent_text *out, const ent_picture *picture, const char *end,
                    const ent_codes *codes, const ent_picture_query *query)
{
    const char *between = "?";

    ent_text_addf(out, "%s%s", picture->name, end);
    if (query->state_count > 0) {
        ent_text_addf(out, "%sstates=", between);
        add_states(out, codes, query, '~');
        between = "&";
    }
    if (query->span.from < query->span.to) {
        ent_text_addf(out, "%stime=", between);
        between = "&";
        if (query->span.from != ENT_DAY_MIN) {
            add_date(out, query->span.from, query->is_day ? FULL_DATE : FIRST_DAY);
        }
        if (!is_one_year(query->span) && !query->is_day) {
            ent_text_add(out, "..");
            if (query->span.to != ENT_DAY_MAX) {
                add_date(out, query->span.to - 1, LAST_DAY);
            }
        }
    }
    if (query->power_chosen) {
        ent_text_addf(out, "%spower=%s", between, POWERS[query->power]);
        between = "&";
    }
    if (query->signs_chosen) {
        ent_text_addf(out, "%ssigns=%s", between,
                      query->signs == ENT_SIGNS_PEACE ? "peace" : "rivalry");
    }
}
