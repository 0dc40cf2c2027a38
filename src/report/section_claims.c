/*
 * section_claims.c - what the documents claim, and which of it holds
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "report/html.h"
#include "report/section.h"

enum { MOST_ROWS = 1000 };

static size_t
column(const ent_table *table, const char *name)
{
    size_t i = 0;

    while (i < ent_table_column_count(table) &&
           strcmp(ent_table_columns(table)[i].name, name) != 0) {
        i++;
    }
    return i;
}

static const char *
cell(ent_table *table, size_t row, const char *name)
{
    return ent_table_get_text(table, row, column(table, name));
}

/* Whether the next row is the same claim, of all that the record holds. */
static bool
is_paired(ent_table *table, size_t row)
{
    char id[200];

    ent_visible_print(cell(table, row, "id"), id, sizeof id);
    return row + 1 < ent_table_row_count(table) && strcmp(cell(table, row + 1, "id"), id) == 0;
}

static void
add_claim(ent_text *out, ent_table *table, size_t row, bool paired)
{
    size_t last = paired ? row + 1 : row;

    ent_text_add(out, "<tr>");
    ent_html_cell(out, cell(table, row, "says"));
    ent_html_cell(out, cell(table, row, "kind"));
    ent_html_cell(out, paired ? cell(table, row, "verdict") : "");
    ent_html_cell(out, cell(table, last, "verdict"));
    ent_html_cell(out, cell(table, last, "reason"));
    ent_html_cell(out, cell(table, last, "fact_id"));
    ent_text_add(out, "</tr>\n");
}

static void
add_counts(ent_text *out, ent_table *table)
{
    static const ent_verdict ORDER[] = {ENT_VERDICT_SUPPORTED, ENT_VERDICT_CONTRADICTED,
                                        ENT_VERDICT_UNDETERMINED, ENT_VERDICT_NOT_TESTABLE};
    size_t                   counts[4] = {0}, claims = 0;

    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        row += is_paired(table, row) ? 1 : 0;
        claims++;
        for (size_t i = 0; i < 4; i++) {
            counts[i] += strcmp(cell(table, row, "verdict"), ent_verdict_name(ORDER[i])) == 0;
        }
    }
    ent_text_add(out, "<p>");
    ent_html_count(out, claims, "claim", "claims");
    ent_text_add(out, " of these documents are tests in our own words. Of all that the record "
                      "holds: ");
    for (size_t i = 0; i < 4; i++) {
        ent_text_addf(out, "%s%zu %s", i > 0 ? ", " : "", counts[i], ent_verdict_name(ORDER[i]));
    }
    ent_text_add(out,
                 ". Contrasts of scenarios and estimated effects stay open here: <code>entente "
                 "check</code> runs them.</p>\n");
}

void
ent_section_claims(ent_text *out, const ent_view *view)
{
    ent_table *table = view->input->verdicts;

    if (table == NULL) {
        return;
    }
    ent_section_open(out, "claims", "What they claim, and what holds");
    add_counts(out, table);
    ent_html_scroll_open(out, "Claims of the documents and their verdicts");
    ent_text_add(out, "<table><thead><tr><th scope=\"col\">claim</th><th scope=\"col\">kind</th>"
                      "<th scope=\"col\">as of the document</th><th scope=\"col\">of all that the "
                      "record holds</th><th scope=\"col\">because</th><th scope=\"col\">row</th>"
                      "</tr></thead><tbody>\n");
    for (size_t row = 0; row < ent_table_row_count(table) && row < MOST_ROWS; row++) {
        bool paired = is_paired(table, row);

        add_claim(out, table, row, paired);
        row += paired ? 1 : 0;
    }
    ent_text_add(out, "</tbody></table>\n");
    ent_html_scroll_close(out);
    ent_section_close(out);
}
