/*
 * picture.c - pictures of the registry as parts of the page: the map, the timeline
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/picture/picture.h"
#include "base/context.h"
#include "base/date.h"
#include "report/html.h"
#include "report/section/section.h"

enum { MOST_ROWS = 400 };

/* The rows behind the picture, and the command line that prints them. */
static void
add_data(ent_text *out, const ent_picture_job *job)
{
    ent_text command;

    ent_html_table(out, job->table, "Data of this chart", MOST_ROWS);
    ent_text_init(&command);
    ent_picture_command(&command, job->picture, ent_record_codes(job->record), job->query);
    ent_text_add(out, "<p class=\"note\">The same: <code>");
    ent_html_clip(out, ent_text_get(&command), 2000);
    ent_text_add(out, "</code></p>\n");
    out->failed = out->failed || command.failed;
    ent_text_clear(&command);
}

/* A picture, or of its default states where none is asked for; `empty` says that it had no row and
   nothing was written. */
static ent_status
draw_picture(ent_ctx *ctx, ent_text *out, const char *name, const ent_record *record,
             const ent_picture_query *asked, bool *empty)
{
    ent_picture_query query = *asked;
    ent_picture_job   job = {.picture = ent_picture_find(name), .record = record, .query = &query};
    ent_text          why;
    ent_status        status = ent_picture_complete(ctx, job.picture, record, &query);

    ent_text_init(&why);
    if (status == ENT_OK) {
        status = ent_picture_data(ctx, job.picture, record, &query, &job.table, &why);
    }
    *empty = status == ENT_OK && ent_table_row_count(job.table) == 0;
    if (status == ENT_OK && !*empty) {
        ent_text_add(out, "<figure>\n<p>");
        ent_html_text(out, job.picture->about);
        ent_text_add(out, "</p>\n");
        ent_html_scroll_open(out, job.picture->title);
        status = ent_picture_draw(ctx, &job, ent_text_get(&why), out);
        ent_html_scroll_close(out);
        add_data(out, &job);
        ent_text_add(out, "</figure>\n");
    }
    out->failed = out->failed || why.failed;
    ent_table_destroy(job.table);
    ent_text_clear(&why);
    return status;
}

static ent_status
add_picture(ent_ctx *ctx, ent_text *out, const char *name, const ent_record *record,
            ent_state state, bool *empty)
{
    ent_picture_query query = {.states = {state}, .state_count = state != ENT_NO_STATE ? 1 : 0};

    return draw_picture(ctx, out, name, record, &query, empty);
}

ent_status
ent_section_measures(ent_ctx *ctx, ent_text *out, const ent_record *record,
                     const ent_record *votes, const ent_picture_query *pair)
{
    static const struct {
        const char *name;
        bool        votes;
    } MEASURES[] = {{"alignment", false}, {"peace", false}, {"votes", true}, {"idealpoints", true}};
    bool       empty;
    ent_status status = ENT_OK;

    for (size_t i = 0; status == ENT_OK && i < sizeof MEASURES / sizeof *MEASURES; i++) {
        const ent_record *from = MEASURES[i].votes ? votes : record;

        if (from != NULL) {
            status = draw_picture(ctx, out, MEASURES[i].name, from, pair, &empty);
        }
    }
    return status;
}

ent_status
ent_section_map(ent_ctx *ctx, ent_text *out, const ent_view *view)
{
    const ent_report_input *input = view->input;
    bool                    empty = true;
    ent_status              status = ENT_OK;

    ent_section_open(out, "map-section", "On the map");
    if (input->votes != NULL) {
        status = add_picture(ctx, out, "map", input->votes, view->pair[0], &empty);
    }
    if (status == ENT_OK && empty && view->last_year > 0) {
        status = add_picture(ctx, out, "map-obligations", input->record, view->pair[0], &empty);
    }
    if (empty) {
        ent_text_add(out, "<p class=\"none\">The record holds nothing to draw on a map.</p>\n");
    }
    ent_section_close(out);
    return status;
}

ent_status
ent_section_timeline(ent_ctx *ctx, ent_text *out, const ent_view *view)
{
    bool       empty = true;
    ent_status status = ENT_OK;

    ent_section_open(out, "timeline-section", "With whom Russia works together");
    if (view->last_year > 0) {
        status = add_picture(ctx, out, "timeline", view->input->record, view->pair[0], &empty);
    }
    if (empty) {
        ent_text_add(out, "<p class=\"none\">The record holds no acts.</p>\n");
    }
    ent_section_close(out);
    return status;
}
