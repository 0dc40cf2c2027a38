/*
 * sources.c - what all of it rests on
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/html.h"
#include "report/section/section.h"

enum { MOST_CITATION = 900, MOST_REFERENCES = 2000, MOST_FILES = 500 };

static void
add_seams(ent_text *out, const ent_record *record)
{
    size_t          count;
    const ent_seam *seams = ent_record_seams(record, &count);

    if (count == 0) {
        return;
    }
    ent_text_add(out, "<h3>Which set supplies what, and until when</h3>\n");
    ent_html_scroll_open(out, "Seams of the record");
    ent_text_add(out, "<table><thead><tr><th scope=\"col\">kind</th><th scope=\"col\">set</th>"
                      "<th scope=\"col\">version</th><th scope=\"col\">days for which it is read"
                      "</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < count && i < MOST_FILES; i++) {
        size_t before;

        ent_text_add(out, "<tr>");
        ent_html_cell(out, seams[i].kind);
        ent_html_cell(out, seams[i].set);
        ent_html_cell(out, seams[i].version);
        ent_text_add(out, "<td>");
        before = out->length;
        ent_html_span(out, seams[i].used.from, seams[i].used.to);
        ent_text_add(out, out->length > before ? "</td></tr>\n" : "all days</td></tr>\n");
    }
    ent_text_add(out, "</tbody></table>\n");
    ent_html_scroll_close(out);
}

static void
add_files(ent_text *out, ent_view *view)
{
    static const char *const COLUMNS[] = {"set",       "version", "file",   "rows",
                                          "set aside", "days",    "source", NULL};
    size_t                   count;
    const ent_source_file   *files = ent_record_files(view->input->record, &count);

    ent_html_data_open(out, "Files of the record", COLUMNS);
    for (size_t i = 0; i < count && i < MOST_FILES; i++) {
        size_t number = ent_references_number(&view->references, files[i].citation);

        ent_text_add(out, "<tr>");
        ent_html_cell(out, files[i].set);
        ent_html_cell(out, files[i].version);
        ent_html_cell(out, files[i].name);
        ent_html_cell_integer(out, (long long)files[i].rows);
        ent_html_cell_integer(out, (long long)files[i].rejects);
        ent_text_add(out, "<td>");
        ent_html_span(out, files[i].first, files[i].last);
        ent_text_add(out, "</td><td>");
        if (number > 0) {
            ent_text_addf(out, "<a href=\"#ref-%zu\">[%zu]</a>", number, number);
        }
        ent_text_add(out, "</td></tr>\n");
    }
    ent_html_data_close(out);
}

static void
add_references(ent_text *out, const ent_references *references)
{
    ent_text_add(out, "<h3>Citations</h3>\n");
    if (references->count == 0) {
        ent_text_add(out, "<p class=\"none\">Nothing was cited.</p>\n");
        return;
    }
    ent_text_add(out, "<ol class=\"references\">\n");
    for (size_t i = 0; i < references->count && i < MOST_REFERENCES; i++) {
        ent_text_addf(out, "<li id=\"ref-%zu\">", i + 1);
        ent_html_linked(out, references->citations[i], MOST_CITATION);
        ent_text_add(out, "</li>\n");
    }
    ent_text_add(out, "</ol>\n");
    if (references->count > MOST_REFERENCES) {
        ent_text_addf(out,
                      "<p>The first %d of %zu are shown; <code>entente cite</code> lists all."
                      "</p>\n",
                      MOST_REFERENCES, references->count);
    }
}

static void
add_making(ent_text *out, const ent_report_input *input)
{
    ent_text_add(out, "<h3>How this page was made</h3>\n<dl class=\"making\">\n"
                      "<dt>program</dt><dd>entente ");
    ent_html_text(out, ent_version());
    ent_text_add(out, "</dd>\n");
    if (input->command != NULL) {
        ent_text_add(out, "<dt>command</dt><dd><code>");
        ent_html_clip(out, input->command, 4000);
        ent_text_add(out, "</code></dd>\n");
    }
    if (input->ensemble_count > 0) {
        ent_text_addf(out, "<dt>seed</dt><dd>%llu</dd>\n",
                      (unsigned long long)input->ensembles[0].seed);
    }
    if (input->generated != NULL) {
        ent_text_add(out, "<dt>date</dt><dd>");
        ent_html_text(out, input->generated);
        ent_text_add(out, "</dd>\n");
    }
    ent_text_add(out, "</dl>\n");
}

void
ent_section_sources(ent_text *out, ent_view *view)
{
    ent_section_open(out, "sources", "Sources");
    if (view->input->record != NULL) {
        add_seams(out, view->input->record);
        add_files(out, view);
    }
    add_references(out, &view->references);
    add_making(out, view->input);
    ent_section_close(out);
}
