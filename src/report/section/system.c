/*
 * system.c - the system of the last year, the pair and the triangle over time
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"
#include "report/html.h"
#include "report/picture/picture.h"
#include "report/section/section.h"

void
ent_section_open(ent_text *out, const char *id, const char *heading)
{
    ent_text_addf(out, "<section id=\"%s\" aria-labelledby=\"%s-heading\">\n", id, id);
    ent_text_addf(out, "<h2 id=\"%s-heading\">%s</h2>\n", id, heading);
}

void
ent_section_close(ent_text *out)
{
    ent_text_add(out, "</section>\n");
}

enum { MOST_COMMAND = 160 };

void
ent_section_same(ent_text *out, const char *command)
{
    ent_text_add(out, "<p class=\"note same\">The same: <code>");
    ent_html_clip(out, command, MOST_COMMAND); /* the foot of the page has all of it */
    ent_text_add(out, "</code>. Cite as: entente ");
    ent_html_text(out, ent_version());
    ent_text_add(out, ", with the <a href=\"#sources\">sources</a> of this page (<code>entente "
                      "cite</code>).</p>\n");
}

static void
add_command_of_matrix(ent_text *out, const ent_view *view)
{
    ent_picture_query query = {.span = ent_span_of_year(view->network.year)};

    ent_text_add(out, "<p class=\"note\">The same: <code>");
    ent_picture_command(out, ent_picture_find("matrix"), view->codes, &query);
    ent_text_add(out, "</code></p>\n");
}

ent_status
ent_section_system(ent_ctx *ctx, ent_text *out, const ent_view *view)
{
    ent_status status;

    ent_section_open(out, "system", "Who is aligned with whom");
    if (view->network.node_count > 0) {
        ent_text_addf(out,
                      "<p>The system of %d. A pair is negative when the two are strategic rivals "
                      "or were opponents in a dispute of hostility 4 or more in the last five "
                      "years; positive with an obligation beyond non-aggression or a cooperation "
                      "level of 4 and more, and not negative; else neutral, and not drawn.</p>\n",
                      view->network.year);
    }
    ent_text_add(out, "<figure>\n");
    status = ent_chart_network(ctx, out, &view->network);
    ent_text_add(out, "</figure>\n");
    if (status == ENT_OK && view->network.kappa != NULL) {
        ent_text_add(out, "<figure>\n<p>Cohen's kappa of the portfolios of obligations of each "
                          "two states corrects for the likeness expected by chance; treaties "
                          "of non-aggression are left out, as in the signs above.</p>\n");
        ent_chart_matrix(out, &view->network);
        add_command_of_matrix(out, view);
        ent_text_add(out, "</figure>\n");
    }
    ent_section_close(out);
    return status;
}

void
ent_section_history(ent_text *out, const ent_view *view)
{
    ent_section_open(out, "pair", "Russia and China over time");
    if (view->history.year_count > 0) {
        ent_text_add(out,
                     "<p>Two things kept apart: what treaties bind the two to, and how far they "
                     "work together in practice. The level of a year is the highest that an act "
                     "of that year or of the four before it evidences; years that rest on an older "
                     "act are hatched. Each dot is an act: its title shows on hover and stands in "
                     "the table.</p>\n");
    }
    ent_text_add(out, "<figure>\n");
    ent_chart_history(out, &view->history);
    ent_text_add(out, "</figure>\n");
    ent_section_close(out);
}

void
ent_section_triangle(ent_text *out, const ent_view *view)
{
    ent_section_open(out, "triangle-section", "The strategic triangle");
    if (view->triangle.year_count > 0) {
        ent_text_add(out,
                     "<p>A bar above its line is a positive relation, one below it a negative "
                     "one, a thin one on it neutral, under the rivalry coding. The type counts "
                     "what is not negative as amity: <em>m\xC3\xA9nage \xC3\xA0 trois</em> no "
                     "enmity; <em>romantic triangle</em> one, its third state the pivot; "
                     "<em>marriage</em> two, one state outside; <em>unit veto</em> three "
                     "(Dittmer 1981).</p>\n");
    }
    ent_text_add(out, "<figure>\n");
    ent_chart_triangle(out, &view->triangle);
    ent_text_add(out, "</figure>\n");
    ent_section_close(out);
}
