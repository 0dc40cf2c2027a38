/*
 * claims.c - what the documents claim, and which of it holds
 *
 *   1. cells     2. the filter     3. figures     4. the curve     5. a claim     6. the section
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/figures.h"
#include "report/html.h"
#include "report/picture/picture.h"
#include "report/section/section.h"

enum { MOST_CLAIMS = 1000, VERDICTS = 4, FEWEST_POINTS = 2 };

static const struct {
    ent_verdict verdict;
    const char *glyph;
} ORDER[VERDICTS] = {{ENT_VERDICT_SUPPORTED, "\xE2\x9C\x93"},
                     {ENT_VERDICT_CONTRADICTED, "\xC3\x97"},
                     {ENT_VERDICT_UNDETERMINED, "?"},
                     {ENT_VERDICT_NOT_TESTABLE, "\xE2\x80\x93"}};

/* 1. cells */

typedef struct claim {
    ent_table *table;
    size_t     row;    /* of all that the record holds */
    size_t     before; /* as of the document; `row` where it has no date */
} claim;

/* A cell of a row; the text is valid to the next call. */
static const char *
cell(ent_table *table, size_t row, const char *name)
{
    int column = ent_table_find(table, name);

    return column >= 0 ? ent_table_get_text(table, row, (size_t)column) : "";
}

static double
number(const ent_table *table, size_t row, const char *name)
{
    int column = ent_table_find(table, name);

    return column >= 0 ? ent_table_get_number(table, row, (size_t)column) : NAN;
}

static bool
is_cell(ent_table *table, size_t row, const char *name, const char *value)
{
    return strcmp(cell(table, row, name), value) == 0;
}

/* The claim that begins at a row, and the row after it. */
static size_t
next_claim(ent_table *table, size_t row, claim *out)
{
    char id[200];

    ent_visible_print(cell(table, row, "id"), id, sizeof id);
    *out = (claim){table, row, row};
    if (row + 1 < ent_table_row_count(table) && is_cell(table, row + 1, "id", id)) {
        out->row = row + 1;
    }
    return out->row + 1;
}

static size_t
verdict_of(ent_table *table, size_t row)
{
    for (size_t i = 0; i < VERDICTS; i++) {
        if (is_cell(table, row, "verdict", ent_verdict_name(ORDER[i].verdict))) {
            return i;
        }
    }
    return VERDICTS - 1;
}

void
ent_claims_count_verdicts(ent_table *table, size_t counts[4])
{
    claim c;

    memset(counts, 0, VERDICTS * sizeof *counts);
    for (size_t row = 0; row < ent_table_row_count(table);) {
        row = next_claim(table, row, &c);
        counts[verdict_of(table, c.row)]++;
    }
}

/* 2. the filter: a choice that the style sheet answers to, without a script */

static void
add_filter(ent_text *out, const size_t counts[VERDICTS])
{
    size_t all = counts[0] + counts[1] + counts[2] + counts[3];

    ent_text_addf(out,
                  "<fieldset class=\"filter\"><legend>Show</legend>\n<label><input type=\"radio\" "
                  "name=\"claims\" id=\"claims-all\" value=\"all\" checked=\"checked\"/> all "
                  "%zu</label>\n",
                  all);
    for (size_t i = 0; i < VERDICTS; i++) {
        const char *name = ent_verdict_name(ORDER[i].verdict);

        ent_text_addf(out,
                      "<label><input type=\"radio\" name=\"claims\" id=\"claims-%s\" "
                      "value=\"%s\"/> <span class=\"verdict %s\">%s</span> %zu %s</label>\n",
                      name, name, name, ORDER[i].glyph, counts[i], name);
    }
    ent_text_add(out, "</fieldset>\n");
}

/* 3. figures */

/* What the value of a claim is. */
static const char *
value_name(ent_table *table, size_t row)
{
    static const char *const NAMES[][2] = {
        {"trend", "Kendall's tau"},     {"comparison", "value"},
        {"effect", "t value"},          {"contrast", "difference of probability"},
        {"ordering", "difference"},     {"forecast", "Brier score"},
        {"fact", "rows of the record"}, {"quotation", "rows that hold the words"},
        {"rule", "what is decisive"}};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (is_cell(table, row, "kind", NAMES[i][0])) {
            return NAMES[i][1];
        }
    }
    return "value";
}

static void
add_figure(ent_text *out, const claim *c)
{
    double value = number(c->table, c->row, "value"), lo = number(c->table, c->row, "lo");
    double hi = number(c->table, c->row, "hi"), p = number(c->table, c->row, "p");
    double agree = number(c->table, c->row, "agree");

    if (!isnan(value) && !(value == 0 && is_cell(c->table, c->row, "kind", "quotation"))) {
        ent_text_addf(out, " \xC2\xB7 %s <strong class=\"figure\">", value_name(c->table, c->row));
        ent_html_number(out, value, value == floor(value) ? 0 : 3);
        ent_text_add(out, "</strong>");
        if (!isnan(lo) && !isnan(hi) && lo < hi) {
            ent_text_add(out, " (");
            ent_html_number(out, lo, 3);
            ent_text_add(out, " to ");
            ent_html_number(out, hi, 3);
            ent_text_add(out, ")");
        }
    }
    if (!isnan(p)) {
        ent_text_add(out, p < 0.001 ? " \xC2\xB7 p under 0.001" : " \xC2\xB7 p ");
        if (p >= 0.001) {
            ent_html_number(out, p, 3);
        }
    }
    if (!isnan(agree)) {
        ent_text_add(out, " \xC2\xB7 ");
        ent_html_percent(out, agree);
        ent_text_add(out, " of the specifications agree");
    }
}

/* 4. the curve */

/* "signs by rivalry": a choice in words; NULL where none is made. */
static const char *
choice(ent_text *out, ent_arena *arena, ent_table *curves, size_t row, const char *before,
       const char *column)
{
    const char *text = cell(curves, row, column), *said;

    if (text[0] == '\0') {
        return NULL;
    }
    said = ent_arena_printf(arena, "%s%.100s", before, text);
    out->failed = out->failed || said == NULL;
    return said;
}

/* "pressure.pressure" as "pressure", "dependence.trade_share" as "dependence: trade share". */
static const char *
measure_of(ent_text *out, ent_arena *arena, ent_table *curves, size_t row)
{
    const char *text = cell(curves, row, "measure");
    size_t      name = strcspn(text, ".");
    char       *said;

    if (text[0] == '\0') {
        return NULL;
    }
    said = text[name] == '\0' ||
                   (strlen(text) == 2 * name + 1 && strncmp(text, text + name + 1, name) == 0)
               ? ent_arena_printf(arena, "%.*s", (int)name, text)
               : ent_arena_printf(arena, "%.*s: %.100s", (int)name, text, text + name + 1);
    out->failed = out->failed || said == NULL;
    for (char *at = said; at != NULL && *at != '\0'; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    return said;
}

static ent_specification_point
point_of(ent_text *out, ent_arena *arena, ent_table *curves, size_t row)
{
    const char *source = choice(out, arena, curves, row, "source: ", "source");
    const char *years = ent_arena_printf(arena, "%d to %d", (int)number(curves, row, "from"),
                                         (int)number(curves, row, "to"));

    out->failed = out->failed || years == NULL;
    return (ent_specification_point){number(curves, row, "value"),
                                     is_cell(curves, row, "agrees", "true"),
                                     {measure_of(out, arena, curves, row), years,
                                      choice(out, arena, curves, row, "signs by ", "signs"),
                                      choice(out, arena, curves, row, "power by ", "power"),
                                      source != NULL ? source : "sources as usual"}};
}

static void
add_curve(ent_text *out, ent_arena *arena, const claim *c, ent_table *curves)
{
    ent_specification_point points[ENT_SPECIFICATIONS_MOST];
    char                    id[200], as_of[16];
    bool                    trend = is_cell(c->table, c->row, "kind", "trend");
    ent_specifications      drawn = {.points = points, .same_unit = true};

    ent_visible_print(cell(c->table, c->row, "id"), id, sizeof id);
    (void)snprintf(as_of, sizeof as_of, "%.12s", cell(c->table, c->row, "as_of"));
    for (size_t row = 0; row < ent_table_row_count(curves) && drawn.count < ENT_SPECIFICATIONS_MOST;
         row++) {
        if (is_cell(curves, row, "id", id) && is_cell(curves, row, "as_of", as_of)) {
            points[drawn.count++] = point_of(out, arena, curves, row);
        }
    }
    for (size_t i = 1; i < drawn.count && !trend; i++) {
        drawn.same_unit = drawn.same_unit && points[i].choices[0] != NULL &&
                          points[0].choices[0] != NULL &&
                          strcmp(points[i].choices[0], points[0].choices[0]) == 0;
    }
    if (drawn.count < FEWEST_POINTS) {
        return;
    }
    drawn.id = ent_arena_printf(arena, "curve-%s", id);
    drawn.title = ent_arena_printf(arena, "%s: %zu specifications", id, drawn.count);
    drawn.axis = trend             ? "Kendall's tau"
                 : drawn.same_unit ? "value"
                                   : "share of the largest value of its measure";
    if (drawn.id == NULL || drawn.title == NULL) {
        out->failed = true;
        return;
    }
    ent_html_scroll_open(out, drawn.title);
    ent_draw_specifications(out, &drawn);
    ent_html_scroll_close(out);
}

/* 5. a claim */

/* The sentence of the document that makes it, where the document was read. */
static void
add_sentence(ent_text *out, const ent_reading *reading, const claim *c)
{
    double      offset = number(c->table, c->row, "offset");
    const char *document = cell(c->table, c->row, "document");

    for (size_t i = 0; reading != NULL && !isnan(offset) && i < reading->sentence_count; i++) {
        const ent_sentence *s = &reading->sentences[i];

        if ((double)s->place.offset <= offset &&
            offset < (double)s->place.offset + (double)s->place.length &&
            strcmp(reading->documents[s->document].name, document) == 0) {
            ent_text_add(out, "<blockquote class=\"sentence\">");
            ent_html_clip(out, s->text, 900);
            ent_text_add(out, "</blockquote>\n");
            return;
        }
    }
}

/* "as of the document (2022-02-04): undetermined", where that is another verdict. */
static void
add_before(ent_text *out, const claim *c)
{
    size_t then = verdict_of(c->table, c->before);

    if (c->before == c->row || then == verdict_of(c->table, c->row)) {
        return;
    }
    ent_text_add(out, "<p class=\"range\">As of the document, ");
    ent_html_text(out, cell(c->table, c->before, "as_of"));
    ent_text_addf(out, ": %s %s; ", ORDER[then].glyph, ent_verdict_name(ORDER[then].verdict));
    ent_html_text(out, cell(c->table, c->before, "reason"));
    ent_text_add(out, "</p>\n");
}

static void
open_verdict(ent_text *out, const claim *c, const char *name)
{
    char key[240], label[300];

    (void)snprintf(key, sizeof key, "claim:%.200s", cell(c->table, c->row, "id"));
    ent_visible_print(cell(c->table, c->row, "says"), label, sizeof label);
    ent_figure_open(out, key, label, name);
}

static void
add_claim(ent_text *out, ent_arena *arena, const ent_view *view, const claim *c)
{
    size_t      verdict = verdict_of(c->table, c->row);
    const char *name = ent_verdict_name(ORDER[verdict].verdict);

    ent_text_addf(out, "<li class=\"claim %s\">\n<p class=\"says\"><span class=\"verdict %s\">%s ",
                  name, name, ORDER[verdict].glyph);
    open_verdict(out, c, name);
    ent_text_add(out, name);
    ent_figure_close(out);
    ent_text_add(out, "</span> ");
    ent_html_text(out, cell(c->table, c->row, "says"));
    ent_text_add(out, "</p>\n");
    add_sentence(out, view->input->reading, c);
    ent_text_add(out, "<p class=\"range\">");
    ent_html_text(out, cell(c->table, c->row, "kind"));
    if (cell(c->table, c->row, "basis")[0] != '\0') {
        ent_text_add(out, " \xC2\xB7 basis: ");
        ent_html_text(out, cell(c->table, c->row, "basis"));
    }
    add_figure(out, c);
    ent_text_add(out, "<br/>");
    ent_html_text(out, cell(c->table, c->row, "reason"));
    if (cell(c->table, c->row, "fact_id")[0] != '\0') {
        ent_text_add(out, " <code>");
        ent_html_text(out, cell(c->table, c->row, "fact_id"));
        ent_text_add(out, "</code>");
    }
    ent_text_add(out, "</p>\n");
    add_before(out, c);
    if (view->input->curves != NULL) {
        add_curve(out, arena, c, view->input->curves);
    }
    ent_text_add(out, "</li>\n");
}

/* 6. the section */

static void
add_intro(ent_text *out, const size_t counts[VERDICTS])
{
    ent_text_add(out, "<p>");
    ent_html_count(out, counts[0] + counts[1] + counts[2] + counts[3], "claim", "claims");
    ent_text_add(
        out, " of documents, in our own words, each tested against all that the record holds and "
             "as of the day of its document. A trend or comparison is asked in many ways: each dot "
             "is one, filled where it agrees; four fifths have to. Contrasts of scenarios and "
             "estimated effects stay open here: <code>entente check</code> runs them.</p>\n");
}

/* The title of the document that claims, and its name, under which it is found. */
static void
add_heading(ent_text *out, const claim *c, const char *document)
{
    const char *title = cell(c->table, c->row, "title");

    ent_text_add(out, "<h3>");
    ent_html_text(out, title[0] != '\0' ? title : document[0] != '\0' ? document : "No document");
    ent_text_add(out, "</h3>\n");
    if (title[0] != '\0' && document[0] != '\0') {
        ent_text_add(out, "<p class=\"note\">");
        ent_html_text(out, document);
        if (c->before != c->row) {
            ent_text_add(out, ", ");
            ent_html_text(out, cell(c->table, c->before, "as_of"));
        }
        ent_text_add(out, "</p>\n");
    }
    ent_text_add(out, "<ol class=\"claim-list\">\n");
}

void
ent_claims_write(ent_text *out, const ent_view *view)
{
    ent_table *table = view->input->verdicts;
    ent_arena  arena;
    size_t     counts[VERDICTS], rows = ent_table_row_count(table), shown = 0;
    char       document[300] = "";
    claim      c;

    ent_arena_init(&arena);
    ent_claims_count_verdicts(table, counts);
    add_intro(out, counts);
    ent_text_add(out, "<div class=\"claims\">\n");
    add_filter(out, counts);
    for (size_t row = 0; row < rows && shown < MOST_CLAIMS; shown++) {
        row = next_claim(table, row, &c);
        if (shown == 0 || !is_cell(table, c.row, "document", document)) {
            ent_visible_print(cell(table, c.row, "document"), document, sizeof document);
            ent_text_add(out, shown > 0 ? "</ol>\n" : "");
            add_heading(out, &c, document);
        }
        add_claim(out, &arena, view, &c);
    }
    ent_text_add(out, shown > 0 ? "</ol>\n</div>\n" : "</div>\n");
    ent_arena_clear(&arena);
}

void
ent_section_claims(ent_text *out, const ent_view *view)
{
    if (view->input->verdicts == NULL) {
        return;
    }
    ent_section_open(out, "claims", "What they claim, and what holds");
    ent_claims_write(out, view);
    ent_section_close(out);
}
