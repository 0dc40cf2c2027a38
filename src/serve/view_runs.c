/*
 * view_runs.c - the view of scenarios: what may come, and another one on demand
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "report/html.h"
#include "report/lists.h"
#include "serve/page.h"
#include "serve/runs.h"
#include "serve/view.h"

static void
add_number(ent_text *out, const ent_asked *asked, const char *name, const char *label,
           const char *otherwise)
{
    const char *value = ent_target_value(asked->target, name);

    ent_text_addf(out,
                  "<label>%s <input name=\"%s\" inputmode=\"numeric\" autocomplete=\"off\" "
                  "placeholder=\"%s\" value=\"",
                  label, name, otherwise);
    ent_html_text(out, value != NULL ? value : "");
    ent_text_add(out, "\"></label>\n");
}

/* Which scenario, how often, with which draws.  Without a script the answer is a page; with it, the
   page fills while the runs are made. */
static ent_status
add_form(ent_ctx *ctx, const ent_asked *asked, ent_text *out)
{
    const char *chosen = ent_target_value(asked->target, "scenario");
    ent_table  *list;
    ent_status  status = ent_list_scenarios(ctx, ent_site_codes(asked->site), &list);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_add(out, "<form class=\"asking\" id=\"running\" method=\"get\" "
                      "action=\"/view/scenarios\">\n<label>Scenario <select name=\"scenario\">\n"
                      "<option value=\"\">three of them</option>\n");
    for (size_t row = 0; row < ent_table_row_count(list); row++) {
        const char *name = ent_table_get_text(list, row, 0);

        ent_text_add(out, "<option value=\"");
        ent_html_text(out, name);
        ent_text_addf(out, "\"%s>", chosen != NULL && strcmp(chosen, name) == 0 ? " selected" : "");
        ent_html_text(out, ent_table_get_text(list, row, 1));
        ent_text_add(out, "</option>\n");
    }
    ent_text_add(out, "</select></label>\n");
    add_number(out, asked, "runs", "Runs", "as it says");
    add_number(out, asked, "seed", "Seed", "1");
    ent_text_add(out, "<button>Run</button>\n</form>\n");
    ent_table_destroy(list);
    return ENT_OK;
}

ent_status
ent_view_scenarios(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    ent_runs   runs;
    ent_text   command;
    ent_status status =
        ent_runs_read(ctx, asked->site, asked->target, ENT_RUNS_MOST_SHOWN, NULL, &runs);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_page_open(ctx, asked, "scenarios", "Scenarios",
                           "What may come, each against the base. Choose one and let it run.", out);
    if (status == ENT_OK) {
        status = add_form(ctx, asked, &out->body);
    }
    if (status == ENT_OK) {
        ent_page_links(&out->body, "outcomes", NULL, asked->target, ENT_RUNS_PARAMETERS);
        ent_text_add(&out->body, "<div id=\"runs\">\n");
        status = ent_runs_show(ctx, &runs, &out->body);
    }
    if (status == ENT_OK) {
        ent_text_add(&out->body, "</div>\n");
        ent_text_init(&command);
        ent_runs_command(&command, &runs);
        ent_page_making(&out->body, asked, ent_text_get(&command), NULL);
        out->body.failed = out->body.failed || command.failed;
        ent_text_clear(&command);
        ent_page_close(asked, out);
    }
    ent_runs_clear(&runs);
    return status;
}
