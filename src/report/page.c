/*
 * page.c - one self-contained page from its sections
 *
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "report/figures.h"
#include "report/html.h"
#include "report/page.h"
#include "report/section/section.h"
#include "report/style.h"

static const char *
title_of(const ent_report_input *input)
{
    return input->title != NULL && input->title[0] != '\0' ? input->title
                                                           : "Alignments between states";
}

static void
add_head(ent_text *out, const ent_report_input *input, const ent_text *css, const char *hash)
{
    ent_text_add(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    ent_text_addf(out,
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                  "style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'",
                  hash);
    ent_program_allow(out);
    ent_text_add(out, "\">\n");
    ent_text_add(out, "<meta name=\"viewport\" content=\"width=device-width, "
                      "initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n"
                      "<meta name=\"referrer\" content=\"no-referrer\">\n"
                      "<meta name=\"generator\" content=\"entente ");
    ent_html_text(out, ent_version());
    ent_text_add(out, "\">\n<title>");
    ent_html_text(out, title_of(input));
    ent_text_add(out, "</title>\n<style>");
    ent_text_add_bytes(out, ent_text_get(css), css->length);
    ent_text_add(out, "</style>\n</head>\n");
}

static void
add_header(ent_text *out, const ent_report_input *input)
{
    static const char *const LINKS[][2] = {{"answer", "The short answer"},
                                           {"reading", "What was read"},
                                           {"system", "Who is aligned"},
                                           {"map-section", "On the map"},
                                           {"pair", "Russia and China"},
                                           {"measures", "By each measure"},
                                           {"timeline-section", "Year by year"},
                                           {"triangle-section", "The triangle"},
                                           {"institutions", "Institutions"},
                                           {"scenarios", "What may come"},
                                           {"claims", "What holds"},
                                           {"sources", "Sources"}};

    ent_text_add(out, "<body>\n<a class=\"skip\" href=\"#main\">Skip to content</a>\n"
                      "<header>\n<h1>");
    ent_html_text(out, title_of(input));
    ent_text_add(out, "</h1>\n<p class=\"lede\">A briefing by entente");
    if (input->generated != NULL) {
        ent_text_add(out, ", ");
        ent_html_text(out, input->generated);
    }
    ent_text_add(out, "</p>\n</header>\n<nav aria-label=\"Contents\">\n<ul>\n");
    for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++) {
        if (input->verdicts != NULL || strcmp(LINKS[i][0], "claims") != 0) {
            ent_text_addf(out, "<li><a href=\"#%s\">%s</a></li>\n", LINKS[i][0], LINKS[i][1]);
        }
    }
    ent_text_add(out, "</ul>\n</nav>\n<main id=\"main\">\n");
}

static void
add_system_command(ent_text *out, const ent_view *view)
{
    char command[64];

    (void)snprintf(command, sizeof command, "entente export ties --at %d", view->network.year);
    if (view->network.node_count > 0) {
        ent_section_same(out, command);
    }
}

/* The command line that prints the runs of the page. */
static void
add_run_command(ent_text *out, const ent_report_input *input)
{
    ent_text command;

    ent_text_init(&command);
    ent_text_add(&command, "entente run");
    for (size_t i = 0; i < input->ensemble_count; i++) {
        ent_text_addf(&command, " %s", ent_scenario_name(input->scenarios[i]));
    }
    if (input->ensemble_count > 0) {
        ent_section_same(out, ent_text_get(&command));
    }
    out->failed = out->failed || command.failed;
    ent_text_clear(&command);
}

/* The pair by each measure, from the first year of its history; that of votes is of late years. */
static ent_status
add_measures(ent_ctx *ctx, ent_text *out, const ent_view *view)
{
    ent_picture_query query = {.states = {view->pair[0], view->pair[1]}, .state_count = 2};
    ent_status        status = ENT_OK;

    ent_section_open(out, "measures", "Russia and China by each measure");
    if (view->last_year > 0 && view->history.year_count > 0) {
        query.span = (ent_span){ent_span_of_year(view->history.years[0].year).from,
                                ent_span_of_year(view->last_year).to};
        status = ent_section_measures(ctx, out, view->input->record, view->input->votes, &query);
    } else {
        ent_text_add(out, "<p class=\"none\">The record holds no year of this pair.</p>\n");
    }
    ent_section_close(out);
    return status;
}

/* What is of the record alone. */
static ent_status
add_record_sections(ent_ctx *ctx, ent_text *out, ent_view *view)
{
    ent_status status = ent_section_system(ctx, out, view);

    if (status == ENT_OK) {
        add_system_command(out, view);
        status = ent_section_map(ctx, out, view);
    }
    if (status == ENT_OK) {
        ent_section_history(out, view);
        status = add_measures(ctx, out, view);
    }
    if (status == ENT_OK) {
        ent_section_same(out, "entente show RUS CHN");
        status = ent_section_timeline(ctx, out, view);
    }
    if (status == ENT_OK) {
        ent_section_triangle(out, view);
        ent_section_same(out, "entente measure triangle --from 1949");
        status = ent_section_institutions(ctx, out, view);
    }
    if (status == ENT_OK) {
        ent_section_same(out, "entente list institutions");
    }
    return status;
}

static ent_status
add_sections(ent_ctx *ctx, ent_text *out, ent_view *view)
{
    const ent_report_input *input = view->input;
    ent_status              status = ent_section_answer(ctx, out, view);

    if (status == ENT_OK) {
        if (input->command != NULL) {
            ent_section_same(out, input->command);
        }
        status = ent_section_reading(ctx, out, view);
    }
    if (status == ENT_OK) {
        if (input->reading != NULL) {
            ent_section_same(out, "entente read -f jsonl DOC...");
        }
        status = add_record_sections(ctx, out, view);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_section_scenarios(out, view);
    add_run_command(out, input);
    ent_section_claims(out, view);
    if (input->verdicts != NULL) {
        ent_section_same(out, "entente check all --quick --curves");
    }
    ent_section_sources(out, view);
    ent_section_same(out, "entente list sources");
    return view->references.failed ? ent_fail_nomem(ctx) : ENT_OK;
}

ent_status
ent_report_compose(ent_ctx *ctx, const ent_report_input *input, ent_text *out)
{
    ent_view   view;
    ent_text   css;
    char       hash[ENT_STYLE_HASH_SIZE];
    ent_status status;

    ent_text_init(&css);
    status = ent_style_read(ctx, &css, hash);
    if (status == ENT_OK) {
        status = ent_view_gather(ctx, input, &view);
    }
    if (status == ENT_OK) {
        add_head(out, input, &css, hash);
        add_header(out, input);
        status = add_sections(ctx, out, &view);
        ent_text_add(out, "</main>\n<footer>\n<p>Every number of this page can be followed to a "
                          "row of a data set or to a sentence of a document. It fetches nothing, "
                          "and is complete without a script.</p>\n</footer>\n");
        ent_program_write(out);
        ent_text_add(out, "</body>\n</html>\n");
        ent_view_clear(&view);
    }
    ent_text_clear(&css);
    return status == ENT_OK && out->failed ? ent_fail_nomem(ctx) : status;
}

ent_status
ent_section_read_before(ent_ctx *ctx, const ent_report_input *input, ent_figures *out)
{
    ent_status status = ent_figures_read(ctx, input->before, input->before_length, out);

    if (status != ENT_OK) {
        return ent_note(ctx, status, "while reading '%s'", input->before_name);
    }
    if (out->count > 0) {
        return ENT_OK;
    }
    ent_figures_clear(out);
    return ent_fail(ctx, ENT_E_INPUT,
                    "'%s' holds no figure of an earlier page; expected a page of 'entente "
                    "brief' or 'entente report'",
                    input->before_name);
}

/* What is other in the page that is written than in the earlier one. */
static ent_status
add_changes(ent_ctx *ctx, const ent_report_input *input, const ent_text *page, ent_text *out)
{
    ent_figures before, now;
    ent_status  status = ent_section_read_before(ctx, input, &before);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_figures_read(ctx, ent_text_get(page), page->length, &now);
    if (status == ENT_OK) {
        ent_text_add(out, "<h3>What changed since ");
        ent_html_text(out, input->before_name);
        ent_text_add(out, "</h3>\n");
        ent_figures_write_changes(out, &before, &now);
        ent_figures_clear(&now);
    }
    ent_figures_clear(&before);
    return status;
}

/* Put the changes in their place. */
ent_status
ent_section_insert_changes(ent_ctx *ctx, const ent_report_input *input, ent_text *page)
{
    const char *here = strstr(ent_text_get(page), ENT_CHANGES_HERE);
    ent_text    whole;
    ent_status  status;

    if (input->before == NULL || here == NULL) {
        return ENT_OK;
    }
    ent_text_init(&whole);
    ent_text_add_bytes(&whole, page->bytes, (size_t)(here - page->bytes));
    status = add_changes(ctx, input, page, &whole);
    ent_text_add(&whole, here + strlen(ENT_CHANGES_HERE));
    if (status == ENT_OK && whole.failed) {
        status = ent_fail_nomem(ctx);
    }
    ent_text_clear(status == ENT_OK ? page : &whole);
    if (status == ENT_OK) {
        *page = whole;
    }
    return status;
}

ent_status
ent_report_finish(ent_ctx *ctx, const ent_report_input *input, ent_text *page, FILE *stream)
{
    ent_status status = ent_section_insert_changes(ctx, input, page);

    if (status == ENT_OK &&
        (fwrite(page->bytes, 1, page->length, stream) != page->length || fflush(stream) != 0)) {
        status = ent_fail(ctx, ENT_E_FILE, "cannot write the page: %s", strerror(errno));
    }
    return status;
}

ent_status
ent_report_write(ent_ctx *ctx, const ent_report_input *input, FILE *stream)
{
    ent_text   page;
    ent_status status;

    ent_text_init(&page);
    status = ent_report_compose(ctx, input, &page);
    if (status == ENT_OK) {
        status = ent_report_finish(ctx, input, &page, stream);
    }
    ent_text_clear(&page);
    return status;
}
