/*
 * resource_list.c - /api/...: what the program lists and shows, as JSON
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/table_json.h"
#include "entente/export.h"
#include "entente/show.h"
#include "measure/institution.h"
#include "report/lists.h"
#include "report/picture/picture.h"
#include "serve/page.h"
#include "serve/runs.h"

void
ent_resource_command(ent_text *out, const ent_asked *asked)
{
    const ent_codes *codes = ent_site_codes(asked->site);
    bool             shows = strcmp(asked->what, "show") == 0;

    static const char *const OTHERS[][2] = {{"citations", "entente cite"},
                                            {"verdicts", "entente check all --quick"},
                                            {"curves", "entente check all --quick --curves"}};

    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        if (strcmp(asked->what, OTHERS[i][0]) == 0) {
            ent_text_add(out, OTHERS[i][1]);
            return;
        }
    }
    if (strcmp(asked->what, "outcomes") == 0) {
        ent_runs_command_asked(out, asked->target);
        return;
    }
    ent_text_addf(out, "entente %s%s", shows ? "show" : "list ", shows ? "" : asked->what);
    if (shows && ent_target_value(asked->target, "institution") != NULL) {
        ent_text_addf(out, " %s", ent_target_value(asked->target, "institution"));
    }
    for (size_t i = 0; shows && i < asked->query.state_count; i++) {
        ent_text_addf(out, " %s", ent_codes_id(codes, asked->query.states[i]));
    }
    ent_picture_command_options(out, codes, &asked->query, !shows);
}

static ent_status
list_charts(ent_ctx *ctx, ent_table **out)
{
    static const ent_column COLUMNS[] = {{"chart", ENT_COLUMN_TEXT},
                                         {"title", ENT_COLUMN_TEXT},
                                         {"about", ENT_COLUMN_TEXT},
                                         {"measure", ENT_COLUMN_TEXT},
                                         {"address", ENT_COLUMN_TEXT}};
    size_t                  count;
    const ent_picture      *pictures = ent_pictures(&count);
    ent_text                address;
    bool                    failed = false;
    ent_status              status = ent_table_create(ctx, COLUMNS, 5, out);

    ent_text_init(&address);
    for (size_t i = 0; status == ENT_OK && i < count; i++) {
        ent_text_reset(&address);
        ent_text_addf(&address, "/chart/%s.svg", pictures[i].name);
        failed = failed || address.failed;
        ent_table_row(*out);
        ent_table_text(*out, 0, pictures[i].name);
        ent_table_text(*out, 1, pictures[i].title);
        ent_table_text(*out, 2, pictures[i].about);
        ent_table_text(*out, 3, pictures[i].measure);
        ent_table_text(*out, 4, ent_text_get(&address));
    }
    if (status == ENT_OK && failed) {
        ent_table_destroy(*out);
        status = ent_fail_nomem(ctx);
    }
    ent_text_clear(&address);
    return status;
}

static ent_status
list_ties(ent_ctx *ctx, const ent_asked *asked, ent_table **out)
{
    const ent_picture_query *query = &asked->query;
    ent_export_options       options = {
              .signs = query->signs, .states = query->states, .state_count = query->state_count};

    if (query->span.from >= query->span.to || query->span.from == ENT_DAY_MIN ||
        query->span.to == ENT_DAY_MAX) {
        return ent_fail(ctx, ENT_E_ARG, "ties are those of one year or one day: time=2022");
    }
    return ent_export_ties(ctx, ent_site_ties(asked->site), query->span, &options, out);
}

static ent_status
show_institution(ent_ctx *ctx, const ent_asked *asked, const char *name, ent_table **out)
{
    ent_show_options       options = {.span = asked->query.span};
    const ent_record      *record = ent_site_ties(asked->site);
    const ent_institution *of;
    ent_status             status = ent_institution_find(ctx, record, name, &of);

    return status == ENT_OK ? ent_show_institution(ctx, record, of->institution, &options, out)
                            : status;
}

static ent_status
show(ent_ctx *ctx, const ent_asked *asked, ent_table **out)
{
    const ent_picture_query *query = &asked->query;
    ent_show_options         options = {.span = query->span};
    const char              *institution = ent_target_value(asked->target, "institution");
    ent_record              *record;
    ent_status               status;

    if (institution != NULL && institution[0] != '\0') {
        return show_institution(ctx, asked, institution, out);
    }
    if (query->state_count < 1 || query->state_count > 2) {
        return ent_fail(ctx, ENT_E_ARG, "expected one state or two: states=RUS~CHN");
    }
    status = ent_site_record_of(ctx, asked->site, query->states, query->state_count, &record);
    if (status != ENT_OK) {
        return status;
    }
    status = query->state_count == 1
                 ? ent_show_state(ctx, record, query->states[0], &options, out)
                 : ent_show_dyad(ctx, record, query->states[0], query->states[1], &options, out);
    ent_record_destroy(record);
    return status;
}

/* One of the two tables of a check. */
static ent_status
check(ent_ctx *ctx, const ent_asked *asked, ent_table **out)
{
    ent_table *verdicts, *curves;
    ent_status status = ent_site_check(ctx, asked->site, &verdicts, &curves);
    bool       is_curves = strcmp(asked->what, "curves") == 0;

    if (status == ENT_OK) {
        ent_table_destroy(is_curves ? verdicts : curves);
        *out = is_curves ? curves : verdicts;
    }
    return status;
}

static ent_status
run(ent_ctx *ctx, const ent_asked *asked, ent_table **out)
{
    ent_runs   runs;
    ent_status status =
        ent_runs_read(ctx, asked->site, asked->target, ENT_RUNS_MOST_SHOWN, NULL, &runs);

    if (status == ENT_OK) {
        status = ent_runs_table(ctx, &runs, out);
        ent_runs_clear(&runs);
    }
    return status;
}

ent_status
ent_resource_table(ent_ctx *ctx, const ent_asked *asked, ent_table **out)
{
    const ent_codes *codes = ent_site_codes(asked->site);
    ent_list_options options = {asked->query.span, asked->query.states, asked->query.state_count};

    if (strcmp(asked->what, "charts") == 0) {
        return list_charts(ctx, out);
    }
    if (strcmp(asked->what, "measures") == 0) {
        return ent_list_measures(ctx, out);
    }
    if (strcmp(asked->what, "states") == 0) {
        return ent_list_states(ctx, codes, &options, out);
    }
    if (strcmp(asked->what, "institutions") == 0) {
        return ent_list_institutions(ctx, ent_site_ties(asked->site), &options, out);
    }
    if (strcmp(asked->what, "ties") == 0) {
        return list_ties(ctx, asked, out);
    }
    if (strcmp(asked->what, "show") == 0) {
        return show(ctx, asked, out);
    }
    if (strcmp(asked->what, "sources") == 0) {
        return ent_list_sources(ctx, ent_site_ties(asked->site), out);
    }
    if (strcmp(asked->what, "claims") == 0) {
        return ent_list_claims(ctx, codes, out);
    }
    if (strcmp(asked->what, "scenarios") == 0) {
        return ent_list_scenarios(ctx, codes, out);
    }
    if (strcmp(asked->what, "verdicts") == 0 || strcmp(asked->what, "curves") == 0) {
        return check(ctx, asked, out);
    }
    if (strcmp(asked->what, "outcomes") == 0) {
        return run(ctx, asked, out);
    }
    return ent_site_list(ctx, asked->site, asked->what, out);
}

ent_status
ent_resource_list(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    ent_table_about about = {.sources = ent_site_sources(asked->site)};
    ent_table      *table;
    ent_text        command;
    ent_status      status = ent_resource_table(ctx, asked, &table);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&command);
    ent_resource_command(&command, asked);
    about.command = ent_text_get(&command);
    out->type = "application/json";
    status = ent_table_print(ctx, table, ENT_FORMAT_JSON, &about, &out->body);
    out->body.failed = out->body.failed || command.failed;
    ent_text_clear(&command);
    ent_table_destroy(table);
    return status;
}

/* /data/NAME.csv: the list /api/NAME as a file. */
ent_status
ent_resource_data(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    static const char   END[] = ".csv";
    ent_asked           of_list = *asked;
    const ent_resource *list = NULL;
    size_t              length = strlen(asked->rest);
    ent_table          *table;
    ent_status          status;

    for (size_t i = 0; i < asked->resource_count && ent_ends_with(asked->rest, END); i++) {
        const char *what = asked->resources[i].what;

        if (what != NULL && strlen(what) == length - strlen(END) &&
            strncmp(what, asked->rest, strlen(what)) == 0) {
            list = &asked->resources[i];
        }
    }
    if (list == NULL) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "there is no list '%s'; expected one of /api/, as .csv", asked->rest);
    }
    of_list.what = list->what;
    status = ent_target_check(ctx, asked->target, list->parameters);
    if (status == ENT_OK) {
        status = ent_resource_table(ctx, &of_list, &table);
    }
    if (status != ENT_OK) {
        return status;
    }
    out->type = "text/csv; charset=utf-8";
    (void)snprintf(out->file, sizeof out->file, "entente-%.60s", asked->rest);
    status = ent_table_print(ctx, table, ENT_FORMAT_CSV, NULL, &out->body);
    ent_table_destroy(table);
    return status;
}
