/*
 * fault_report.c - allocation failures in report: layouts, the style, the page
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/report.h"
#include "report/figures.h"
#include "report/layout.h"
#include "report/plot/plot.h"
#include "report/style.h"

static ent_status
lay_out(ent_ctx *ctx, void *state)
{
    static const double DISTANCE[] = {0, 1, 2, 1, 0, 1, 2, 1, 0};
    double              xy[6];

    (void)state;
    return ent_layout_stress(ctx, 3, DISTANCE, NULL, xy);
}

static ent_status
order(ent_ctx *ctx, void *state)
{
    static const double LIKENESS[] = {1, 0.1, 0.9, 0.1, 1, 0.2, 0.9, 0.2, 1};
    size_t              rows[3];

    (void)state;
    return ent_layout_order(ctx, 3, LIKENESS, rows);
}

static ent_status
read_style(ent_ctx *ctx, void *state)
{
    ent_text   css;
    char       hash[ENT_STYLE_HASH_SIZE];
    ent_status status;

    (void)state;
    ent_text_init(&css);
    status = ent_style_read(ctx, &css, hash);
    ent_text_clear(&css);
    return status;
}

/* A page into a stream that keeps nothing. */
typedef struct world {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_store  *store;
    ent_record *record;
    FILE       *nowhere;
} world;

static void
close_world(void *state)
{
    world *w = state;

    ent_record_destroy(w->record);
    ent_store_close(w->store);
    ent_codes_destroy(w->codes);
    ent_ctx_destroy(w->ctx);
    (void)fclose(w->nowhere);
    free(w);
}

static world *
new_world(void)
{
    world *w = calloc(1, sizeof *w);

    if (w != NULL) {
        w->nowhere = fopen("/dev/null", "w");
    }
    if (w == NULL || w->nowhere == NULL) {
        abort();
    }
    return w;
}

static void *
open_nowhere(ent_ctx *ctx)
{
    (void)ctx;
    return new_world();
}

/* The invented facts of tests/data/small with the true states: a page is quickly made. */
static void *
open_world(ent_ctx *ctx)
{
    world          *w = new_world();
    char            path[1024];
    const char     *source = getenv("ENT_SOURCE");
    ent_ctx_options options = {.jobs = 1, .data_dir = path};

    (void)snprintf(path, sizeof path, "%s/tests/data/small", source != NULL ? source : ".");
    if (ent_ctx_create(&options, &w->ctx) != ENT_OK || ent_codes_load(ctx, &w->codes) != ENT_OK ||
        ent_store_open(w->ctx, ":memory:", ENT_STORE_WRITE, w->codes, &w->store) != ENT_OK ||
        ent_record_load(w->ctx, w->store, w->codes, NULL, &w->record) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", ent_ctx_error(w->ctx));
        abort();
    }
    return w;
}

static ent_status
write_page(ent_ctx *ctx, void *state)
{
    static const char *const RUS[] = {"RUS"};
    static ent_document      documents[] = {{"a.txt", "ff", "A title", {0, 1}, 20, NULL}};
    static ent_sentence      sentences[] = {{0, 1, {0, 14}, "Russia rested.", NULL, NULL}};
    static ent_event         events[] = {{.sources = RUS,
                                          .source_count = 1,
                                          .type = "RETREAT",
                                          .cameo = "08",
                                          .speaker = "author",
                                          .verb = {7, 6}}};
    static const ent_match   MATCHES[] = {{ENT_MATCH_NEW, ENT_FACT_ACT, NULL}};
    const world             *w = state;
    ent_reading              reading = {.documents = documents,
                                        .document_count = 1,
                                        .sentences = sentences,
                                        .sentence_count = 1,
                                        .events = events,
                                        .event_count = 1};
    ent_report_input         input = {.record = w->record,
                                      .reading = &reading,
                                      .matches = MATCHES,
                                      .command = "entente brief a.txt",
                                      .title = "A page"};

    return ent_report_write(ctx, &input, w->nowhere);
}

/* ent_answer_strength, ent_section_map and the like are called by ent_report_write. */
static ent_status
read_figures(ent_ctx *ctx, void *state)
{
    static const char PAGE[] =
        "<data class=\"figure\" data-key=\"a\" data-label=\"b\" value=\"c\">";
    ent_figures figures;
    ent_status  status = ent_figures_read(ctx, PAGE, sizeof PAGE - 1, &figures);

    (void)state;
    if (status == ENT_OK) {
        ent_figures_clear(&figures);
    }
    return status;
}

/* Pairs over two years as lines, of one year as a matrix; with spans as what they span. */
static ent_status
plot(ent_ctx *ctx, void *state)
{
    static const ent_column  PAIRS[] = {{"year", ENT_COLUMN_INTEGER},
                                        {"state_a", ENT_COLUMN_TEXT},
                                        {"state_b", ENT_COLUMN_TEXT},
                                        {"kappa", ENT_COLUMN_NUMBER}};
    static const ent_column  SPANS[] = {{"kind", ENT_COLUMN_TEXT},
                                        {"type", ENT_COLUMN_TEXT},
                                        {"start", ENT_COLUMN_TEXT},
                                        {"end", ENT_COLUMN_TEXT}};
    static const char *const ROW[] = {"treaty", "x", "1990", "1999"};
    ent_status               status = ENT_OK;

    (void)state;
    for (int kind = 0; kind < 3 && status == ENT_OK; kind++) {
        ent_table *table;
        ent_text   out;

        status = ent_table_create(ctx, kind < 2 ? PAIRS : SPANS, 4, &table);
        if (status != ENT_OK) {
            return status;
        }
        for (int row = 0; row < 3; row++) {
            ent_table_row(table);
            if (kind == 2) {
                for (size_t i = 0; i < 4; i++) {
                    ent_table_text(table, i, ROW[i]);
                }
                continue;
            }
            ent_table_integer(table, 0, 1990 + (kind == 0 ? row : 0));
            ent_table_text(table, 1, row == 0 ? "RUS" : "USA");
            ent_table_text(table, 2, row == 2 ? "RUS" : "CHN");
            ent_table_number(table, 3, row);
        }
        ent_text_init(&out);
        status = ent_table_check(ctx, table);
        if (status == ENT_OK) {
            status = ent_plot_table(ctx, table, NULL, &out);
        }
        ent_text_clear(&out);
        ent_table_destroy(table);
    }
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"ent_layout_stress", NULL, lay_out, NULL, false},
        {"ent_layout_order", NULL, order, NULL, false},
        {"ent_plot_table, ent_plot_matrix, ent_plot_spans", NULL, plot, NULL, false},
        {"ent_style_read", NULL, read_style, NULL, false},
        {"ent_figures_read", NULL, read_figures, NULL, false},
        {"ent_report_write without a record", open_nowhere, write_page, close_world, false},
        {"ent_report_write with a record", open_world, write_page, close_world, false},
    };

    return fault_main("report", ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
}
