/*
 * strength.c - how strong the alignment of the pair is, by each measure
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "entente/measure.h"
#include "report/figures.h"
#include "report/html.h"
#include "report/picture/picture.h"
#include "report/section/section.h"

enum { YEARS_BEFORE = 10 };

/** One way of measuring an alignment. */
typedef struct gauge {
    const char *measure, *column, *name, *scale;
    bool        votes; /* needs the record with roll calls */
} gauge;

static const gauge GAUGES[] = {
    {"cooperation", "level", "Cooperation in practice", "0 none to 7 defence honoured", false},
    {"alignment", "kappa", "Likeness of obligations",
     "kappa: 1 the same, 0 as by chance; non-aggression counts", false},
    {"votes", "agreement", "Agreement in the General Assembly", "1 always, 0 never", true},
    {"peace", "level", "Peace scale", "0 severe rivalry to 1 security community", false},
    {"adversaries", "shared", "Adversaries that both have", "states", false},
};

/** The first and the last year of a row with a value. */
typedef struct ends {
    int    years[2];
    double values[2];
    size_t count;
} ends;

static void
find_ends(ent_table *table, const gauge *g, ends *out)
{
    int year = ent_table_find(table, "year"), value = ent_table_find(table, g->column);
    int n = g->votes ? ent_table_find(table, "n") : -1;

    for (size_t row = 0; year >= 0 && value >= 0 && row < ent_table_row_count(table); row++) {
        double found = ent_table_get_number(table, row, (size_t)value);

        if (!isnan(found) &&
            (n < 0 || ent_table_get_number(table, row, (size_t)n) >= ENT_MAP_FEWEST_VOTES)) {
            size_t at = out->count == 0 ? 0 : 1;

            out->years[at] = (int)ent_table_get_number(table, row, (size_t)year);
            out->values[at] = found;
            out->count = at + 1;
        }
    }
}

/* What the record cannot say is no failure: it has no ends. */
static ent_status
ask(ent_ctx *ctx, const ent_view *view, const gauge *g, ends *out)
{
    const ent_record   *record = g->votes ? view->input->votes : view->input->record;
    ent_measure_options options = {.span = {ent_span_of_year(view->last_year - YEARS_BEFORE).from,
                                            ent_span_of_year(view->last_year).to},
                                   .states = view->pair,
                                   .state_count = 2,
                                   .by_year = true};
    ent_ctx            *quiet;
    ent_table          *table;
    ent_status          status;

    *out = (ends){.count = 0};
    if (ent_ctx_child(ctx, &quiet) != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    status = ent_measure_find(g->measure)->run(quiet, record, &options, &table);
    if (status == ENT_OK) {
        find_ends(table, g, out);
        ent_table_destroy(table);
    } else if (status == ENT_E_NOTFOUND || status == ENT_E_INPUT) {
        status = ENT_OK;
    } else {
        ent_ctx_absorb(ctx, quiet, true);
    }
    ent_ctx_destroy(quiet);
    return status;
}

static void
add_value(ent_text *out, double value, int year)
{
    ent_text_add(out, "<strong>");
    ent_html_number(out, value, value == floor(value) ? 0 : 2);
    ent_text_addf(out, "</strong> <span class=\"range\">%d</span>", year);
}

static void
add_gauge(ent_text *out, const ent_view *view, const gauge *g, const ends *found)
{
    char   key[80], label[120], said[64], number[32];
    size_t last = found->count - 1;

    ent_text_addf(out, "<tr><th scope=\"row\">%s</th><td>", g->name);
    if (found->count == 0) {
        ent_text_add(out, "</td><td class=\"none\">not in this record</td><td>");
        ent_text_addf(out, "%s</td></tr>\n", g->scale);
        return;
    }
    if (found->count == 2) {
        add_value(out, found->values[0], found->years[0]);
    }
    ent_text_add(out, "</td><td>");
    (void)snprintf(key, sizeof key, "measure:%s.%s", g->measure, g->column);
    (void)snprintf(label, sizeof label, "Russia and China, %s", g->name);
    (void)ent_number_print_digits(found->values[last], 4, number, sizeof number);
    (void)snprintf(said, sizeof said, "%s (%d)", number, found->years[last]);
    ent_figure_open(out, key, label, said);
    add_value(out, found->values[last], found->years[last]);
    ent_figure_close(out);
    ent_text_addf(out, "</td><td>%s", g->scale);
    if (g->votes) {
        ent_picture_say_votes(view->input->votes, found->years[last], said, sizeof said);
        ent_text_addf(out, "; %s in %d", said, found->years[last]);
    }
    ent_text_add(out, "</td></tr>\n");
}

ent_status
ent_answer_strength(ent_ctx *ctx, ent_text *out, const ent_view *view)
{
    ent_status status = ENT_OK;

    if (view->last_year == 0 || view->pair[0] == ENT_NO_STATE || view->pair[1] == ENT_NO_STATE) {
        return ENT_OK;
    }
    ent_text_add(out, "<h3>How strong their alignment is, by each measure</h3>\n");
    ent_html_scroll_open(out, "The alignment by each measure");
    ent_text_add(out, "<table class=\"strength\"><thead><tr><th scope=\"col\">measure</th><th "
                      "scope=\"col\">first</th><th scope=\"col\">last</th><th "
                      "scope=\"col\">scale</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < sizeof GAUGES / sizeof *GAUGES && status == ENT_OK; i++) {
        ends found;

        if (GAUGES[i].votes && view->input->votes == NULL) {
            continue; /* roll calls were not read */
        }
        status = ask(ctx, view, &GAUGES[i], &found);
        if (status == ENT_OK) {
            add_gauge(out, view, &GAUGES[i], &found);
        }
    }
    ent_text_add(out, "</tbody></table>\n");
    ent_html_scroll_close(out);
    return status;
}
