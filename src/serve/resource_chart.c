/*
 * resource_chart.c - /chart/NAME.svg, .csv, .json and .metadata.json
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/context.h"
#include "base/table_json.h"
#include "report/picture/picture.h"
#include "report/style.h"
#include "serve/resource.h"
#include "serve/view.h"

typedef struct form {
    const char *end, *type;
    ent_status (*write)(ent_ctx *ctx, const ent_picture_job *job, const ent_asked *asked,
                        const char *why, ent_answer *out);
} form;

static ent_status
write_svg(ent_ctx *ctx, const ent_picture_job *job, const ent_asked *asked, const char *why,
          ent_answer *out)
{
    char       hash[ENT_STYLE_HASH_SIZE] = "";
    ent_status status = ent_picture_file(ctx, job, why, hash, &out->body);

    (void)asked;
    (void)snprintf(out->policy, sizeof out->policy,
                   "default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'", hash);
    return status;
}

static ent_status
write_csv(ent_ctx *ctx, const ent_picture_job *job, const ent_asked *asked, const char *why,
          ent_answer *out)
{
    (void)asked;
    (void)why;
    return ent_table_print(ctx, job->table, ENT_FORMAT_CSV, NULL, &out->body);
}

/* "set version" of what the picture is made from, NULL-terminated; NULL: no memory. */
static const char *const *
sources_of(const ent_picture_job *job, ent_arena *arena)
{
    ent_seam seams[ENT_PICTURE_MOST_SOURCES];
    size_t   count = ent_picture_list_sources(job->picture, job->record, job->query->span, seams);
    const char **out = ent_arena_alloc(arena, count + 1, sizeof *out);

    for (size_t i = 0; out != NULL && i < count; i++) {
        out[i] = ent_arena_printf(arena, "%s %s", seams[i].set, seams[i].version);
        if (out[i] == NULL) {
            return NULL;
        }
    }
    if (out != NULL) {
        out[count] = NULL;
    }
    return out;
}

static ent_status
write_json(ent_ctx *ctx, const ent_picture_job *job, const ent_asked *asked, const char *why,
           ent_answer *out)
{
    ent_arena       arena;
    ent_text        command;
    ent_table_about about = {.command = NULL};
    ent_status      status = ENT_OK;

    (void)why;
    ent_text_init(&command);
    ent_arena_init(&arena);
    about.sources = sources_of(job, &arena);
    if (about.sources == NULL) {
        status = ent_fail_nomem(ctx);
    }
    ent_picture_command(&command, job->picture, ent_site_codes(asked->site), job->query);
    about.command = ent_text_get(&command);
    if (status == ENT_OK) {
        status = ent_table_print(ctx, job->table, ENT_FORMAT_JSON, &about, &out->body);
    }
    out->body.failed = out->body.failed || command.failed;
    ent_text_clear(&command);
    ent_arena_clear(&arena);
    return status;
}

static void
add_member(ent_text *out, const char *name, const char *value)
{
    ent_text_addf(out, ",\n \"%s\": ", name);
    ent_text_add_json(out, value, strlen(value));
}

static void
add_addresses(ent_text *out, const ent_picture_job *job, const ent_codes *codes)
{
    static const char *const ENDS[] = {".svg", ".csv", ".json"};

    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        ent_text address;

        ent_text_init(&address);
        ent_text_add(&address, "/chart/");
        ent_picture_address(&address, job->picture, ENDS[i], codes, job->query);
        add_member(out, ENDS[i] + 1, ent_text_get(&address));
        out->failed = out->failed || address.failed;
        ent_text_clear(&address);
    }
}

static const char *
type_name(ent_column_type type)
{
    static const char *const NAMES[] = {[ENT_COLUMN_TEXT] = "text",
                                        [ENT_COLUMN_INTEGER] = "integer",
                                        [ENT_COLUMN_NUMBER] = "number",
                                        [ENT_COLUMN_BOOLEAN] = "boolean",
                                        [ENT_COLUMN_DAY] = "day"};

    return NAMES[type];
}

/* What a reader of the data has to know: meaning, columns, sources, and the way to get it again. */
static ent_status
write_about(ent_ctx *ctx, const ent_picture_job *job, const ent_asked *asked, const char *why,
            ent_answer *out)
{
    const ent_codes   *codes = ent_site_codes(asked->site);
    ent_arena          arena;
    const char *const *sources;
    const ent_measure *measure =
        job->picture->measure != NULL ? ent_measure_find(job->picture->measure) : NULL;
    ent_text *body = &out->body, command;

    ent_arena_init(&arena);
    sources = sources_of(job, &arena);
    if (sources == NULL) {
        ent_arena_clear(&arena);
        return ent_fail_nomem(ctx);
    }
    ent_text_init(&command);
    ent_picture_command(&command, job->picture, codes, job->query);
    ent_text_add(body, "{\"entente\": ");
    ent_text_add_json(body, ent_version(), strlen(ent_version()));
    add_member(body, "name", job->picture->name);
    add_member(body, "title", job->picture->title);
    add_member(body, "about", job->picture->about);
    add_member(body, "command", ent_text_get(&command));
    add_addresses(body, job, codes);
    if (measure != NULL) {
        add_member(body, "reference", measure->entry);
    }
    if (why[0] != '\0') {
        add_member(body, "missing", why);
    }
    ent_text_addf(body, ",\n \"rows\": %zu,\n \"columns\": [", ent_table_row_count(job->table));
    for (size_t i = 0; i < ent_table_column_count(job->table); i++) {
        const ent_column *column = &ent_table_columns(job->table)[i];

        ent_text_addf(body, "%s{\"name\": \"%s\", \"type\": \"%s\"}", i > 0 ? ", " : "",
                      column->name, type_name(column->type));
    }
    ent_text_add(body, "],\n \"sources\": [");
    for (size_t i = 0; sources[i] != NULL; i++) {
        ent_text_add(body, i > 0 ? ", " : "");
        ent_text_add_json(body, sources[i], strlen(sources[i]));
    }
    ent_text_add(body, "]}\n");
    body->failed = body->failed || command.failed;
    ent_text_clear(&command);
    ent_arena_clear(&arena);
    return ENT_OK;
}

/* The longest end first: .json is the end of .metadata.json, too. */
static const form FORMS[] = {{".metadata.json", "application/json", write_about},
                             {".svg", "image/svg+xml", write_svg},
                             {".csv", "text/csv; charset=utf-8", write_csv},
                             {".json", "application/json", write_json}};

static const form *
find_form(const char *name)
{
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        if (ent_ends_with(name, FORMS[i].end)) {
            return &FORMS[i];
        }
    }
    return NULL;
}

static ent_status
find_picture(ent_ctx *ctx, const char *name, const form *as, const ent_picture **out)
{
    const char        *names[64], *nearest;
    size_t             count, length = strlen(name) - (as != NULL ? strlen(as->end) : 0);
    const ent_picture *pictures = ent_pictures(&count);
    char               own[64];

    (void)snprintf(own, sizeof own, "%.*s", (int)(length < 63 ? length : 63), name);
    *out = ent_picture_find(own);
    if (*out != NULL && as != NULL) {
        return ENT_OK;
    }
    for (size_t i = 0; i < count && i < 64; i++) {
        names[i] = pictures[i].name;
    }
    nearest = *out != NULL ? own : ent_nearest_word(own, names, count);
    return nearest != NULL
               ? ent_fail(ctx, ENT_E_NOTFOUND, "there is no chart '%s', did you mean '%s.svg'?",
                          name, nearest)
               : ent_fail(ctx, ENT_E_NOTFOUND, "there is no chart '%s'; /api/charts names them",
                          name);
}

ent_status
ent_resource_chart(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    const form       *as = find_form(asked->rest);
    ent_picture_query query = asked->query;
    ent_picture_job   job = {.query = &query};
    ent_text          why;
    ent_status        status = find_picture(ctx, asked->rest, as, &job.picture);

    ent_text_init(&why);
    if (status == ENT_OK) {
        status = ent_site_record(ctx, asked->site, job.picture->detail, &job.record);
    }
    if (status == ENT_OK) {
        status = ent_picture_complete(ctx, job.picture, job.record, &query);
    }
    if (status == ENT_OK) {
        status = ent_target_check(ctx, asked->target, ent_picture_parameters(job.picture));
    }
    if (status == ENT_OK) {
        status = ent_picture_data(ctx, job.picture, job.record, &query, &job.table, &why);
    }
    if (status == ENT_OK && job.picture->subject == ENT_SUBJECT_PAIR) {
        status = ent_site_list(ctx, asked->site, "events", &job.events);
    }
    if (status == ENT_OK) {
        out->type = as->type;
        (void)snprintf(out->file, sizeof out->file, "entente-%s%s", job.picture->name, as->end);
        status = as->write(ctx, &job, asked, ent_text_get(&why), out);
        out->body.failed = out->body.failed || why.failed;
    }
    ent_table_destroy(job.events);
    ent_table_destroy(job.table);
    ent_text_clear(&why);
    return status;
}
