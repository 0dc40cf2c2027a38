/*
 * page.c - the frame of every view of the live page
 *
 *   1. the head     2. forms     3. tables     4. where from, and in which other forms
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "report/html.h"
#include "report/marked.h"
#include "report/style.h"

#define SYSTEM "The system"
#define STATES "States and pairs"
#define POWER  "Power and pressure"
#define COMES  "What may come"
#define BASIS  "What it rests on"

/* Those of a group stand together. */
static const ent_live_view NAMES[] = {
    {"", "Brief", SYSTEM},
    {"map", "Map", SYSTEM},
    {"map-obligations", "Map of obligations", SYSTEM},
    {"map-blocs", "Map of blocs", SYSTEM},
    {"network", "Network", SYSTEM},
    {"matrix", "Matrix", SYSTEM},
    {"institutions", "Institutions", SYSTEM},
    {"cooperation", "Two states", STATES},
    {"timeline", "Timeline", STATES},
    {"triangle", "Triangle", STATES},
    {"alignment", "Alignment", STATES},
    {"peace", "Peace", STATES},
    {"votes", "Votes", STATES},
    {"idealpoints", "Ideal points", STATES},
    {"adversaries", "Adversaries", STATES},
    {"power", "Power", POWER},
    {"polarity", "Polarity", POWER},
    {"pressure", "Pressure", POWER},
    {"threat", "Threat", POWER},
    {"dependence", "Trade", POWER},
    {"method", "Method", POWER},
    {"scenarios", "Scenarios", COMES},
    {"runs", "Kept runs", COMES},
    {"claims", "Claims", COMES},
    {"events", "Events", BASIS},
    {"documents", "Documents", BASIS},
    {"sources", "Sources", BASIS},
    {"citations", "Citations", BASIS},
};

const ent_live_view *
ent_live_views(size_t *count)
{
    *count = sizeof NAMES / sizeof *NAMES;
    return NAMES;
}

/* 1. the head */

static void
allow(ent_answer *out, const char *style)
{
    ent_text program;

    ent_text_init(&program);
    ent_program_allow(&program);
    (void)snprintf(out->policy, sizeof out->policy,
                   "default-src 'none'; style-src 'sha256-%s'%s; img-src 'self' data:; "
                   "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri "
                   "'none'",
                   style, ent_text_get(&program));
    out->body.failed = out->body.failed || program.failed;
    ent_text_clear(&program);
}

static void
add_link(ent_text *out, const char *here, const ent_live_view *view)
{
    ent_text_addf(out, "<li><a href=\"/%s%s\"%s>%s</a></li>\n",
                  view->name[0] != '\0' ? "view/" : "", view->name,
                  strcmp(here, view->name) == 0 ? " aria-current=\"page\"" : "", view->label);
}

static void
add_navigation(ent_text *out, const char *here)
{
    size_t               count;
    const ent_live_view *names = ent_live_views(&count);

    ent_text_add(out, "<nav aria-label=\"Views\">\n");
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(names[i].group, names[i - 1].group) != 0) {
            ent_text_addf(out, "%s<p id=\"views-%zu\">%s</p>\n<ul aria-labelledby=\"views-%zu\">\n",
                          i > 0 ? "</ul>\n" : "", i, names[i].group, i);
        }
        add_link(out, here, &names[i]);
    }
    ent_text_add(out, "</ul>\n</nav>\n");
}

ent_status
ent_page_open(ent_ctx *ctx, const ent_asked *asked, const char *here, const char *title,
              const char *about, ent_answer *out)
{
    ent_text   css, *body = &out->body;
    char       style_hash[ENT_STYLE_HASH_SIZE];
    ent_status status;

    ent_text_init(&css);
    status = ent_style_read(ctx, &css, style_hash);
    if (status != ENT_OK) {
        ent_text_clear(&css);
        return status;
    }
    allow(out, style_hash);
    out->type = "text/html; charset=utf-8";
    ent_text_add(body, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<link rel=\"icon\" href=\"data:,\">\n<title>");
    ent_html_text(body, title);
    ent_text_add(body, " \xC2\xB7 entente</title>\n<style>");
    ent_text_add_bytes(body, ent_text_get(&css), css.length);
    ent_text_add(body, "</style>\n</head>\n<body class=\"live\">\n"
                       "<a class=\"skip\" href=\"#main\">Skip to content</a>\n<header>\n"
                       "<p class=\"lede\">entente, ");
    if (strcmp(ent_site_store(asked->site), ":memory:") == 0) {
        ent_text_add(body, "the built-in record");
    } else {
        ent_text_add(body, "the record of ");
        ent_html_text(body, ent_site_store(asked->site));
    }
    ent_text_add(body, "</p>\n</header>\n");
    add_navigation(body, here);
    ent_text_add(body, "<main id=\"main\">\n<h1>");
    ent_html_text(body, title);
    ent_text_add(body, "</h1>\n<p>");
    ent_html_text(body, about);
    ent_text_add(body, "</p>\n");
    ent_text_clear(&css);
    return ENT_OK;
}

void
ent_page_close(const ent_asked *asked, ent_answer *out)
{
    (void)asked;
    ent_text_add(&out->body,
                 "</main>\n<footer>\n<p>Every number can be followed to a row of a data set: see "
                 "<a href=\"/view/sources\">the sources</a>. The same in other forms: "
                 "<a href=\"/api/openapi.json\">the API</a>.</p>\n</footer>\n");
    ent_program_write(&out->body);
    ent_text_add(&out->body, "</body>\n</html>\n");
}

/* 2. forms */

typedef struct field {
    const char        *name, *label, *hint;
    const char *const *words; /* of a choice; NULL: free text */
} field;

static const char *const POWERS[] = {"", "cinc", "gdp", "milex", "net", NULL};
static const char *const SIGNS[] = {"", "rivalry", "peace", NULL};

static const field FIELDS[] = {
    {"states", "States", "RUS~CHN, or names: Russia, China", NULL},
    {"time", "Time", "1949..2024, or one year", NULL},
    {"power", "Power by", NULL, POWERS},
    {"signs", "Signs by", NULL, SIGNS},
};

static void
add_choice(ent_text *out, const field *f, const char *value)
{
    ent_text_addf(out, "<select name=\"%s\">", f->name);
    for (size_t i = 0; f->words[i] != NULL; i++) {
        ent_text_addf(out, "<option value=\"%s\"%s>%s</option>", f->words[i],
                      strcmp(f->words[i], value) == 0 ? " selected" : "",
                      f->words[i][0] != '\0' ? f->words[i] : "as usual");
    }
    ent_text_add(out, "</select>");
}

static void
add_field(ent_text *out, const ent_asked *asked, const field *f, const ent_picture_query *query)
{
    const char *given = ent_target_value(asked->target, f->name);
    ent_text    value;

    ent_text_init(&value);
    if (strcmp(f->name, "states") != 0 || query == NULL) {
        ent_text_add(&value, given != NULL ? given : "");
    } else {
        for (size_t i = 0; i < query->state_count; i++) { /* as they were understood */
            ent_text_addf(&value, "%s%s", i > 0 ? "~" : "",
                          ent_codes_id(ent_site_codes(asked->site), query->states[i]));
        }
    }
    ent_text_addf(out, "<label>%s ", f->label);
    if (f->words != NULL) {
        add_choice(out, f, ent_text_get(&value));
    } else {
        ent_text_addf(out, "<input name=\"%s\" placeholder=\"%s\" autocomplete=\"off\" value=\"",
                      f->name, f->hint);
        ent_html_text(out, ent_text_get(&value));
        ent_text_add(out, "\">");
    }
    ent_text_add(out, "</label>\n");
    out->failed = out->failed || value.failed;
    ent_text_clear(&value);
}

void
ent_page_form(ent_text *out, const ent_asked *asked, const char *here,
              const char *const *parameters, const ent_picture_query *query)
{
    ent_text_addf(out, "<form class=\"asking\" method=\"get\" action=\"/view/%s\">\n", here);
    for (size_t i = 0; parameters[i] != NULL; i++) {
        for (size_t k = 0; k < sizeof FIELDS / sizeof *FIELDS; k++) {
            if (strcmp(FIELDS[k].name, parameters[i]) == 0) {
                add_field(out, asked, &FIELDS[k], query);
            }
        }
    }
    ent_text_add(out, "<button>Show</button>\n</form>\n");
}

/* 3. tables */

enum { MOST_SENTENCE = 2000, MOST_COLUMNS = 64 };

/* The columns to show, by their places in the table. */
static size_t
find_columns(const ent_page_rows *rows, size_t at[MOST_COLUMNS])
{
    const ent_column *columns = ent_table_columns(rows->table);
    size_t            all = ent_table_column_count(rows->table), count = 0;

    for (size_t i = 0; rows->columns == NULL && i < all && i < MOST_COLUMNS; i++) {
        at[count++] = i;
    }
    for (size_t k = 0; rows->columns != NULL && rows->columns[k] != NULL; k++) {
        for (size_t i = 0; i < all && count < MOST_COLUMNS; i++) {
            if (strcmp(columns[i].name, rows->columns[k]) == 0) {
                at[count++] = i;
            }
        }
    }
    return count;
}

static ent_place
place_at(ent_table *places, size_t row, size_t column)
{
    return (ent_place){(size_t)ent_table_get_number(places, row, column),
                       (size_t)ent_table_get_number(places, row, column + 1)};
}

/* The sentence of an event: its words marked where their places are at hand. */
static void
add_sentence(ent_text *out, const ent_page_rows *rows, size_t row, const char *text)
{
    enum { OFFSET, VERB, SOURCE = 3, TARGET = 5, LENGTH = 7 };

    ent_text_add(out, "<q>");
    if (rows->places != NULL && row < ent_table_row_count(rows->places)) {
        ent_place place = {(size_t)ent_table_get_number(rows->places, row, OFFSET),
                           (size_t)ent_table_get_number(rows->places, row, LENGTH)};
        ent_marks marks = {place_at(rows->places, row, VERB), place_at(rows->places, row, SOURCE),
                           place_at(rows->places, row, TARGET)};

        ent_html_marked(out, text, &place, &marks, 1);
    } else {
        ent_html_clip(out, text, MOST_SENTENCE);
    }
    ent_text_add(out, "</q>");
}

/* How far a kept run is that another program makes. */
static void
add_progress(ent_text *out, ent_table *table, size_t row, size_t column)
{
    double    done = ent_table_get_number(table, row, column), runs = NAN;
    long long part, all;

    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        if (strcmp(ent_table_columns(table)[i].name, "runs") == 0) {
            runs = ent_table_get_number(table, row, i);
        }
    }
    if (!(done >= 0 && done < runs)) {
        return;
    }
    part = (long long)done;
    all = (long long)runs;
    ent_text_addf(out,
                  " <progress value=\"%lld\" max=\"%lld\" aria-label=\"%lld of %lld "
                  "runs\"></progress>",
                  part, all, part, all);
}

static void
add_cell(ent_text *out, const ent_page_rows *rows, size_t row, size_t column)
{
    const char *name = ent_table_columns(rows->table)[column].name, *text;
    bool        links = strcmp(name, "institution") == 0;

    if (ent_html_cell_open(out, rows->table, row, column)) {
        ent_text_add(out, "</td>");
        return;
    }
    text = ent_table_get_text(rows->table, row, column);
    if (links) {
        ent_text_add(out, "<a href=\"/view/institutions/");
        ent_html_text(out, text);
        ent_text_add(out, "\">");
    }
    if (strcmp(name, "text") == 0) { /* of a document */
        add_sentence(out, rows, row, text);
    } else {
        ent_html_text(out, text);
    }
    if (strcmp(name, "finished") == 0) {
        add_progress(out, rows->table, row, column);
    }
    ent_text_add(out, links ? "</a></td>" : "</td>");
}

void
ent_page_table(ent_text *out, const ent_page_rows *rows)
{
    size_t at[MOST_COLUMNS], columns = find_columns(rows, at);
    size_t count = ent_table_row_count(rows->table);

    ent_html_scroll_open(out, rows->label);
    ent_text_add(out, "<table class=\"rows\"><thead><tr>");
    for (size_t i = 0; i < columns; i++) {
        ent_html_head(out, ent_table_columns(rows->table)[at[i]].name);
    }
    ent_text_add(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < count && row < ENT_PAGE_MOST_ROWS; row++) {
        ent_text_add(out, "<tr>");
        for (size_t i = 0; i < columns; i++) {
            add_cell(out, rows, row, at[i]);
        }
        ent_text_add(out, "</tr>\n");
    }
    ent_text_add(out, "</tbody></table>\n");
    ent_html_scroll_close(out);
    if (count > ENT_PAGE_MOST_ROWS) {
        ent_text_addf(out, "<p class=\"note\">The first %d of %zu rows; the data hold all.</p>\n",
                      ENT_PAGE_MOST_ROWS, count);
    } else if (count == 0) {
        ent_text_add(out, "<p class=\"none\">There is none.</p>\n");
    }
}

/* 4. where from, and in which other forms */

static void
add_encoded(ent_text *out, const char *value)
{
    for (; *value != '\0'; value++) {
        unsigned char c = (unsigned char)*value;
        bool          plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                     strchr("-._~", c) != NULL;

        ent_text_addf(out, plain ? "%c" : "%%%02X", c);
    }
}

void
ent_page_links(ent_text *out, const char *list, const char *institution, const ent_target *target,
               const char *const *parameters)
{
    ent_text asked;

    ent_text_init(&asked);
    if (institution != NULL) {
        ent_text_add(&asked, "?institution=");
        add_encoded(&asked, institution);
    }
    for (; *parameters != NULL; parameters++) {
        const char *value = ent_target_value(target, *parameters);

        if (value != NULL && value[0] != '\0') {
            ent_text_addf(&asked, "%s%s=", asked.length > 0 ? "&amp;" : "?", *parameters);
            add_encoded(&asked, value);
        }
    }
    ent_text_addf(out,
                  "<p class=\"note take\">Take it with you: <a href=\"/data/%s.csv%s\">CSV</a>, "
                  "<a href=\"/api/%s%s\">JSON</a>.</p>\n",
                  list, ent_text_get(&asked), list, ent_text_get(&asked));
    out->failed = out->failed || asked.failed;
    ent_text_clear(&asked);
}

void
ent_page_making(ent_text *out, const ent_asked *asked, const char *command, const char *sources)
{
    const char *const *all = ent_site_sources(asked->site);

    ent_text_add(out, "<dl class=\"making\">\n<dt>command line</dt><dd><code>");
    ent_html_clip(out, command, 2000);
    ent_text_add(out, "</code></dd>\n<dt>cite as</dt><dd>entente ");
    ent_html_text(out, ent_version());
    ent_text_add(out, ", from ");
    ent_html_text(out, sources != NULL ? sources : "");
    for (size_t i = 0; sources == NULL && all[i] != NULL; i++) {
        ent_text_add(out, i > 0 ? ", " : "");
        ent_html_text(out, all[i]);
    }
    ent_text_add(out, "; <a href=\"/view/citations\">in full</a></dd>\n</dl>\n");
}
