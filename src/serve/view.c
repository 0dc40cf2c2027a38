/*
 * view.c - the views of the live page: one screen each, its whole state in its address
 *
 *   1. pictures     2. tables     3. claims     4. what cannot be shown     5. the first view
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/view.h"

#include <string.h>

#include "base/context.h"
#include "base/parallel.h"
#include "entente/report.h"
#include "measure/institution.h"
#include "report/html.h"
#include "report/picture/picture.h"
#include "report/section/section.h"
#include "report/svg.h"
#include "serve/brief.h"
#include "serve/page.h"
#include "serve/runs.h"

/* 1. pictures */

static const char *const DATES[] = {"time", NULL};

const char *const *
ent_picture_parameters(const ent_picture *picture)
{
    static const char *const NAMES[2][4][5] = {{{"time", NULL},
                                                {"time", "power", NULL},
                                                {"time", "signs", NULL},
                                                {"time", "power", "signs", NULL}},
                                               {{"states", "time", NULL},
                                                {"states", "time", "power", NULL},
                                                {"states", "time", "signs", NULL},
                                                {"states", "time", "power", "signs", NULL}}};

    size_t of_power = (picture->traits & ENT_OF_POWER) != 0;
    size_t of_signs = (picture->traits & ENT_OF_SIGNS) != 0;

    return NAMES[picture->subject != ENT_SUBJECT_WHOLE][of_power + 2 * of_signs];
}

static void
add_links(ent_text *out, const ent_picture_job *job, const ent_codes *codes)
{
    static const char *const FORMS[][2] = {{".csv", "CSV"},
                                           {".json", "JSON"},
                                           {".svg", "SVG"},
                                           {".metadata.json", "what stands beside the data"}};

    ent_text_add(out, "<p class=\"note take\">Take it with you: ");
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        ent_text address;

        ent_text_init(&address);
        ent_picture_address(&address, job->picture, FORMS[i][0], codes, job->query);
        ent_text_addf(out, "%s<a href=\"/chart/", i > 0 ? ", " : "");
        ent_html_clip(out, ent_text_get(&address), 2000);
        ent_text_addf(out, "\">%s</a>", FORMS[i][1]);
        out->failed = out->failed || address.failed;
        ent_text_clear(&address);
    }
    ent_text_add(out, ".</p>\n");
}

static ent_status
add_picture(ent_ctx *ctx, const ent_asked *asked, const ent_picture_job *job, const char *why,
            ent_answer *out)
{
    const ent_codes *codes = ent_site_codes(asked->site);
    ent_text        *body = &out->body, drawing, command, sources;
    ent_status       status;

    /* of a system the states that were asked for; of the others also those that stand in their
     * place */
    ent_page_form(body, asked, job->picture->name, ent_picture_parameters(job->picture),
                  job->picture->subject == ENT_SUBJECT_SYSTEM ? &asked->query : job->query);
    ent_text_addf(body, "<figure class=\"live-chart\" data-chart=\"%s\"%s>\n", job->picture->name,
                  (job->picture->traits & ENT_OF_ONE_YEAR) != 0 ? " data-slider=\"\"" : "");
    ent_text_init(&drawing);
    status = ent_picture_draw(ctx, job, why, &drawing);
    ent_svg_caption(body, ent_text_get(&drawing));
    ent_html_scroll_open(body, job->picture->title);
    ent_text_add(body, ent_text_get(&drawing));
    ent_html_scroll_close(body);
    ent_text_add(body, "</figure>\n");
    body->failed = body->failed || drawing.failed;
    ent_text_clear(&drawing);
    if (status != ENT_OK) {
        return status;
    }
    add_links(body, job, codes);
    ent_text_init(&command);
    ent_picture_command(&command, job->picture, codes, job->query);
    ent_text_init(&sources);
    ent_picture_sources(&sources, job->picture, job->record, job->query->span);
    ent_page_making(body, asked, ent_text_get(&command), ent_text_get(&sources));
    body->failed = body->failed || command.failed || sources.failed;
    ent_text_clear(&command);
    ent_text_clear(&sources);
    ent_text_add(body, "<h2>The data</h2>\n");
    ent_page_table(body, &(ent_page_rows){.table = job->table, .label = "The data"});
    return ENT_OK;
}

/* The same two by each measure. */
static ent_status
add_measures(ent_ctx *ctx, const ent_asked *asked, const ent_picture_query *query, ent_answer *out)
{
    const ent_record *votes;
    ent_status        status = ent_site_record(ctx, asked->site, ENT_RECORD_VOTES, &votes);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_add(&out->body, "<section id=\"measures\" aria-labelledby=\"measures-heading\">\n"
                             "<h2 id=\"measures-heading\">The same two by each measure</h2>\n");
    status = ent_section_measures(ctx, &out->body, ent_site_ties(asked->site), votes, query);
    ent_section_close(&out->body);
    return status;
}

static ent_status
show_picture(ent_ctx *ctx, const ent_asked *asked, const ent_picture *picture, ent_answer *out)
{
    ent_picture_query query = asked->query;
    ent_picture_job   job = {.picture = picture, .query = &query};
    ent_text          why;
    ent_status        status = ent_site_record(ctx, asked->site, picture->detail, &job.record);

    ent_text_init(&why);
    if (status == ENT_OK) {
        status = ent_picture_complete(ctx, picture, job.record, &query);
    }
    if (status == ENT_OK) {
        status = ent_target_check(ctx, asked->target, ent_picture_parameters(picture));
    }
    if (status == ENT_OK) {
        status = ent_picture_data(ctx, picture, job.record, &query, &job.table, &why);
    }
    if (status == ENT_OK) {
        status = ent_page_open(ctx, asked, picture->name, picture->title, picture->about, out);
    }
    if (status == ENT_OK && picture->subject == ENT_SUBJECT_PAIR) {
        status = ent_site_list(ctx, asked->site, "events", &job.events);
    }
    if (status == ENT_OK) {
        status = add_picture(ctx, asked, &job, ent_text_get(&why), out);
    }
    if (status == ENT_OK && picture->subject == ENT_SUBJECT_PAIR) {
        status = add_measures(ctx, asked, &query, out);
    }
    if (status == ENT_OK) {
        ent_page_close(asked, out);
    }
    out->body.failed = out->body.failed || why.failed;
    ent_table_destroy(job.events);
    ent_table_destroy(job.table);
    ent_text_clear(&why);
    return status;
}

/* 2. tables */

static const char *const OF_EVENTS[] = {"date",     "source",  "target",    "type",  "text",
                                        "status",   "speaker", "goldstein", "cameo", "document",
                                        "sentence", "rule",    NULL};

static const char *const OF_DOCUMENTS[] = {"published", "title", "sentences", "events",
                                           "set_aside", "bytes", "document",  NULL};
static const char *const OF_SOURCES[] = {"set",  "version", "used_for", "used_until", "first",
                                         "last", "rows",    "file",     NULL};

static const ent_page_view TABLES[] = {
    {"institutions", "Institutions",
     "Who belongs to what, by which rule it decides, and what it "
     "commits to; of the time asked for.",
     "institutions", DATES, NULL},
    {"events", "Events",
     "What the documents of the store report: who did what to whom, and the sentence that says so, "
     "with the word that carries the event, who acts and on whom.",
     "events", NULL, OF_EVENTS},
    {"documents", "Documents", "What was read into the store.", "documents", NULL, OF_DOCUMENTS},
    {"runs", "Kept runs",
     "What 'entente run --db' has kept in this store, and how far it is; new runs appear here by "
     "themselves.",
     "runs", NULL, NULL},
    {"sources", "Sources",
     "The files behind the record, what each is used for, and until when: "
     "the seams of the record.",
     "sources", NULL, OF_SOURCES},
    {"citations", "Citations", "How to cite what is in the store.", "citations", NULL, NULL},
};

static void
add_list_making(ent_text *out, const ent_asked *of_list)
{
    ent_text command;

    ent_text_init(&command);
    ent_resource_command(&command, of_list);
    ent_page_making(out, of_list, ent_text_get(&command), NULL);
    out->failed = out->failed || command.failed;
    ent_text_clear(&command);
}

static ent_status
show_table(ent_ctx *ctx, const ent_asked *asked, const ent_page_view *view, ent_answer *out)
{
    ent_asked     of_list = *asked;
    ent_page_rows rows = {.label = view->title, .columns = view->columns};
    ent_status    status;

    of_list.what = view->list;
    status = ent_resource_table(ctx, &of_list, &rows.table);
    if (status == ENT_OK && strcmp(view->list, "events") == 0) {
        status = ent_site_event_places(ctx, asked->site, &rows.places);
    }
    if (status != ENT_OK) {
        ent_table_destroy(rows.table);
        return status;
    }
    status = ent_page_open(ctx, asked, view->name, view->title, view->about, out);
    if (status == ENT_OK) {
        if (view->parameters != NULL) {
            ent_page_form(&out->body, asked, view->name, view->parameters, NULL);
        }
        ent_page_links(&out->body, of_list.what, NULL, asked->target,
                       view->parameters != NULL ? view->parameters : ENT_NO_PARAMETERS);
        ent_page_table(&out->body, &rows);
        add_list_making(&out->body, &of_list);
        ent_page_close(asked, out);
    }
    ent_table_destroy(rows.table);
    ent_table_destroy(rows.places);
    return status;
}

/* /view/institutions/NAME */
static ent_status
show_institution(ent_ctx *ctx, const ent_asked *asked, const char *name, ent_answer *out)
{
    const ent_record      *record;
    const ent_institution *of;
    ent_day                day;
    ent_text               command;
    ent_status             status = ent_site_record(ctx, asked->site, ENT_RECORD_VOTES, &record);

    if (status != ENT_OK) {
        return status;
    }
    day = ent_record_span(record).to - 1;
    if (asked->query.span.from < asked->query.span.to && asked->query.span.to - 1 < day) {
        day = asked->query.span.to - 1;
    }
    status = ent_institution_find(ctx, record, name, &of);
    if (status != ENT_OK) {
        return status;
    }
    status =
        ent_page_open(ctx, asked, "institutions", of->name,
                      "Who belongs to it, by which rule it decides, and what it can pass.", out);
    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&command);
    ent_text_addf(&command, "institutions/%s", of->institution);
    ent_page_form(&out->body, asked, ent_text_get(&command), DATES, NULL);
    ent_page_links(&out->body, "show", of->institution, asked->target, DATES);
    status = ent_institution_write(ctx, &out->body, record, of, day);
    ent_text_reset(&command);
    ent_text_addf(&command, "entente show %s", of->institution);
    ent_picture_command_options(&command, ent_site_codes(asked->site), &asked->query, false);
    ent_page_making(&out->body, asked, ent_text_get(&command), NULL);
    out->body.failed = out->body.failed || command.failed;
    ent_text_clear(&command);
    ent_page_close(asked, out);
    return status;
}

/* 3. claims */

static ent_status
show_claims(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    ent_asked        of_list = *asked;
    ent_report_input input = {.record = ent_site_ties(asked->site)};
    ent_view         view;
    ent_status       status = ent_site_check(ctx, asked->site, &input.verdicts, &input.curves);

    if (status != ENT_OK) {
        return status;
    }
    of_list.what = "verdicts";
    status = ent_page_open(ctx, asked, "claims", "Claims",
                           "What documents claim, and which of it holds.", out);
    if (status == ENT_OK) {
        ent_view_open(&input, &view);
        ent_page_links(&out->body, of_list.what, NULL, asked->target, ENT_NO_PARAMETERS);
        ent_text_add(&out->body, "<h2>What holds</h2>\n");
        ent_claims_write(&out->body, &view);
        add_list_making(&out->body, &of_list);
        ent_page_close(asked, out);
        ent_view_clear(&view);
    }
    ent_table_destroy(input.verdicts);
    ent_table_destroy(input.curves);
    return status;
}

static const char INSTITUTIONS[] = "institutions/";

static const ent_page_view *
find_table(const char *name)
{
    for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++) {
        if (strcmp(name, TABLES[i].name) == 0) {
            return &TABLES[i];
        }
    }
    return NULL;
}

const char *const *
ent_view_parameters(const char *name)
{
    const ent_picture   *picture = ent_picture_find(name);
    const ent_page_view *table = find_table(name);

    if (picture != NULL) {
        return ent_picture_parameters(picture);
    }
    if (strcmp(name, "scenarios") == 0) {
        return ENT_RUNS_PARAMETERS;
    }
    if (ent_starts_with(name, INSTITUTIONS)) {
        return DATES;
    }
    return table != NULL && table->parameters != NULL ? table->parameters : ENT_NO_PARAMETERS;
}

static ent_status
show_view(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    const ent_page_view *table = find_table(asked->rest);

    if (strcmp(asked->rest, "claims") == 0) {
        return show_claims(ctx, asked, out);
    }
    if (strcmp(asked->rest, "scenarios") == 0) {
        return ent_view_scenarios(ctx, asked, out);
    }
    if (ent_starts_with(asked->rest, INSTITUTIONS)) {
        return show_institution(ctx, asked, asked->rest + strlen(INSTITUTIONS), out);
    }
    return table != NULL ? show_table(ctx, asked, table, out)
                         : ent_fail(ctx, ENT_E_NOTFOUND, "there is no view '%s'", asked->rest);
}

ent_status
ent_resource_view(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    const ent_picture *picture = ent_picture_find(asked->rest);
    ent_status         status;

    if (picture != NULL) { /* how many states it shows is said before that it takes none */
        return show_picture(ctx, asked, picture, out);
    }
    status = ent_target_check(ctx, asked->target, ent_view_parameters(asked->rest));
    return status == ENT_OK ? show_view(ctx, asked, out) : status;
}

/* 4. what cannot be shown */

/* The name of the view that was asked for, where there is one of it. */
static const char *
name_of_view(const char *rest)
{
    size_t               count, length = strcspn(rest, "/");
    const ent_live_view *views = ent_live_views(&count);

    for (size_t i = 1; i < count; i++) {
        if (strlen(views[i].name) == length && strncmp(views[i].name, rest, length) == 0) {
            return views[i].name;
        }
    }
    return NULL;
}

ent_status
ent_view_problem(ent_ctx *ctx, const ent_asked *asked, unsigned status, const char *detail,
                 ent_answer *out)
{
    const char *view = name_of_view(asked->rest);
    ent_status  done;

    ent_answer_clear(out);
    ent_answer_init(out);
    out->status = status;
    done = ent_page_open(ctx, asked, view != NULL ? view : "nothing", "This cannot be shown",
                         ent_answer_words(status), out);
    if (done == ENT_OK) {
        ent_text_add(&out->body, "<p role=\"alert\">");
        ent_html_text(&out->body, detail);
        ent_text_add(&out->body, "</p>\n");
        if (view != NULL) {
            ent_text_addf(&out->body,
                          "<p><a href=\"/view/%s\">The view as it is without it</a></p>\n", view);
        }
        ent_page_close(asked, out);
    }
    return done;
}

ent_status
ent_view_waiting(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    ent_status status = ent_page_open(
        ctx, asked, "nothing", "This is being worked out",
        "The page comes by itself as soon as it is there. What is asked for the first "
        "time takes some seconds, the claims of a large store up to a minute.",
        out);

    if (status == ENT_OK) {
        ent_text_add(&out->body,
                     "<p class=\"waiting\" role=\"status\"><progress aria-label=\"Being "
                     "worked out\"></progress></p>\n");
        ent_page_close(asked, out);
    }
    return status;
}

/* 5. the first view */

/* What the first view is made from: the votes are read while the history is gathered, which does
   not look at them. */
typedef struct gathering {
    ent_site         *site;
    ent_report_input  input;
    ent_view          view;
    const ent_record *votes;
    bool              gathered, complete;
} gathering;

static ent_status
gather_half(ent_ctx *ctx, size_t index, void *data)
{
    gathering *g = data;
    ent_status status;

    if (index == 0) {
        return ent_site_votes(ctx, g->site, &g->votes);
    }
    status = ent_view_gather(ctx, &g->input, &g->view);
    g->gathered = status == ENT_OK;
    return status;
}

/* The short answer and the command that prints it, with documents where the store has some. */
static ent_status
add_answer(ent_ctx *ctx, gathering *g, ent_text *out)
{
    ent_status status;

    if (!g->complete) {
        ent_text_add(out, "<p class=\"note\" role=\"status\" id=\"unfinished\">Scenarios are being "
                          "run and claims tested: they stand here as soon as they are done. "
                          "<a href=\"/\">Look again</a></p>\n");
    }
    status = ent_section_answer(ctx, out, &g->view);
    if (status == ENT_OK) {
        ent_section_same(out, "entente report");
    }
    return status;
}

static ent_status
add_brief(ent_ctx *ctx, const ent_asked *asked, gathering *g, ent_answer *out)
{
    ent_text  *body = &out->body;
    ent_status status = ent_page_open(
        ctx, asked, "", "The brief",
        "What the documents of this store say and what the record corroborates, how strong the "
        "alignment is by each measure, what would change it, and which claims hold.",
        out);

    if (status == ENT_OK) {
        status = add_answer(ctx, g, body);
    }
    if (status == ENT_OK) {
        status = ent_section_system(ctx, body, &g->view);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_section_history(body, &g->view);
    ent_section_same(body, "entente show RUS CHN");
    ent_section_triangle(body, &g->view);
    ent_section_same(body, "entente measure triangle --from 1949");
    ent_section_claims(body, &g->view);
    if (g->input.verdicts != NULL) {
        ent_section_same(body, "entente check all --quick");
    }
    ent_section_sources(body, &g->view);
    ent_page_making(body, asked, "entente list sources", NULL);
    ent_page_close(asked, out);
    return ent_section_insert_changes(ctx, &g->input, body);
}

static ent_status
answer_brief(ent_ctx *ctx, const ent_asked *asked, gathering *g, ent_answer *out)
{
    ent_status status = ent_parallel_for(ctx, NULL, 2, gather_half, g);

    g->input.votes = g->votes;
    if (status == ENT_OK) {
        status = add_brief(ctx, asked, g, out);
    }
    if (g->gathered) {
        if (g->view.references.failed) { /* also where it ended early for another reason */
            status = ent_fail_nomem(ctx);
        }
        ent_view_clear(&g->view);
    }
    return status;
}

ent_status
ent_resource_brief(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    gathering  g = {.site = asked->site};
    ent_status status = ent_brief_enter(ctx, asked->site, &g.input, &g.complete);

    if (status == ENT_OK) {
        status = answer_brief(ctx, asked, &g, out);
        ent_brief_leave(asked->site, status == ENT_OK && g.complete ? &out->body : NULL);
    }
    return status;
}
