/*
 * export_bargaining.c - what documents say of the positions of states, as the input of a bargain
 *
 *   1. statements     2. issues     3. actors     4. the file
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "entente/bargain.h"
#include "entente/export.h"
#include "measure/measure.h"
#include "report/facts.h"

enum { LEAST_SPEAKERS = 2 };

/* 1. statements */

typedef struct statement {
    const char *issue;
    size_t      actor; /* its place in the system */
    bool        supports;
} statement;

typedef struct exporting {
    ent_ctx                  *ctx;
    const ent_codes          *codes;
    const ent_export_options *options;
    ent_span                  span; /* of the statements; zeroed: all */
    ent_table                *positions;
    const ent_system         *system;
    ent_arena                *arena;
    statement                *statements;
    size_t                    statement_count;
    const char              **issues; /* the dimensions */
    size_t                    issue_count;
    ent_text                  left_out; /* organisations, and states of unknown power */
} exporting;

static const char *
cell(const exporting *e, size_t row, const char *name)
{
    return ent_table_get_text(e->positions, row, ent_column_of(e->positions, name));
}

/* Statements that are made or denied; one about the past, or under a condition, is none. */
static bool
is_meant(const exporting *e, size_t row)
{
    const char *status = cell(e, row, "status");
    ent_span    days;

    if (strcmp(status, "actual") != 0 && strcmp(status, "negated") != 0) {
        return false;
    }
    return e->span.from >= e->span.to ||
           (ent_reported_days(cell(e, row, "date"), &days) && ent_span_overlap(days, e->span));
}

/* The last day that a statement speaks of; ENT_NO_DAY where none is dated. */
static ent_day
last_dated(const exporting *e)
{
    ent_day last = ENT_NO_DAY;

    for (size_t row = 0; row < ent_table_row_count(e->positions); row++) {
        ent_span days;

        if (is_meant(e, row) && ent_reported_days(cell(e, row, "date"), &days) &&
            days.to != ENT_DAY_MAX && (last == ENT_NO_DAY || days.to - 1 > last)) {
            last = days.to - 1;
        }
    }
    return last;
}

static double
power_of(const exporting *e, ent_state_ix ix)
{
    return 100 * ent_power_share(e->system, ix, e->options->power);
}

static bool
is_chosen(const exporting *e, const char *actor)
{
    for (size_t i = 0; i < e->options->state_count; i++) {
        if (strcmp(ent_codes_id(e->codes, e->options->states[i]), actor) == 0) {
            return true;
        }
    }
    return e->options->state_count == 0;
}

/* Each actor that has to stay away is named once. */
static void
leave_out(exporting *e, const char *actor)
{
    const char *names = ent_text_get(&e->left_out);
    size_t      length = strlen(actor);

    for (const char *at = names; (at = strstr(at, actor)) != NULL; at += length) {
        if ((at == names || at[-1] == ' ') && (at[length] == ',' || at[length] == '\0')) {
            return;
        }
    }
    ent_text_add(&e->left_out, names[0] != '\0' ? ", " : "");
    ent_text_add(&e->left_out, actor);
}

static ent_status
gather(exporting *e)
{
    size_t rows = ent_table_row_count(e->positions);

    e->statements = ent_arena_alloc(e->arena, rows > 0 ? rows : 1, sizeof *e->statements);
    if (e->statements == NULL) {
        return ent_fail_nomem(e->ctx);
    }
    for (size_t row = 0; row < rows; row++) {
        const char  *actor = cell(e, row, "actor");
        ent_state_ix ix = ent_system_find_id(e->system, actor);
        statement   *s = &e->statements[e->statement_count];

        if (!is_meant(e, row) || !is_chosen(e, actor)) {
            continue;
        }
        if (ix == ENT_NO_STATE_IX || !(power_of(e, ix) > 0)) {
            leave_out(e, actor);
            continue;
        }
        s->actor = ix;
        s->supports = strcmp(cell(e, row, "position"), "supports") == 0;
        s->issue = ent_arena_strdup(e->arena, cell(e, row, "issue"));
        if (s->issue == NULL) {
            return ent_fail_nomem(e->ctx);
        }
        e->statement_count++;
    }
    return e->left_out.failed ? ent_fail_nomem(e->ctx) : ENT_OK;
}

/* 2. issues */

static size_t
speakers(const exporting *e, const char *issue)
{
    size_t count = 0;

    for (size_t i = 0; i < e->statement_count; i++) {
        bool first = strcmp(e->statements[i].issue, issue) == 0;

        for (size_t j = 0; j < i && first; j++) {
            first = e->statements[j].actor != e->statements[i].actor ||
                    strcmp(e->statements[j].issue, issue) != 0;
        }
        count += first;
    }
    return count;
}

static int
compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_issue(const exporting *e, const char *word)
{
    for (size_t i = 0; i < e->issue_count; i++) {
        if (strcmp(e->issues[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* Those that the caller names, in that order. */
static ent_status
name_issues(exporting *e)
{
    const char *word = e->options->issues;

    while (*word != '\0') {
        size_t length = strcspn(word, ",");
        char  *issue = ent_arena_strndup(e->arena, word, length);

        if (issue == NULL) {
            return ent_fail_nomem(e->ctx);
        }
        if (speakers(e, issue) == 0) {
            return ent_fail(e->ctx, ENT_E_NOTFOUND,
                            "no state takes a position on '%s'; 'entente list positions' shows "
                            "those that documents state",
                            issue);
        }
        if (!is_issue(e, issue)) {
            e->issues[e->issue_count++] = issue;
        }
        word += length + (word[length] == ',');
    }
    return ENT_OK;
}

static ent_status
choose_issues(exporting *e)
{
    size_t most = e->statement_count + 1;

    if (e->options->issues != NULL) {
        most += strlen(e->options->issues);
    }
    e->issues = ent_arena_alloc(e->arena, most, sizeof *e->issues);
    if (e->issues == NULL) {
        return ent_fail_nomem(e->ctx);
    }
    if (e->options->issues != NULL) {
        return name_issues(e);
    }
    for (size_t i = 0; i < e->statement_count; i++) {
        if (!is_issue(e, e->statements[i].issue) &&
            speakers(e, e->statements[i].issue) >= LEAST_SPEAKERS) {
            e->issues[e->issue_count++] = e->statements[i].issue;
        }
    }
    qsort(e->issues, e->issue_count, sizeof *e->issues, compare_words);
    return ENT_OK;
}

/* 3. actors */

typedef struct tally {
    size_t all, on_issue, in_favour;
} tally;

static tally
count(const exporting *e, ent_state_ix actor, const char *issue)
{
    tally out = {0, 0, 0};

    for (size_t i = 0; i < e->statement_count; i++) {
        const statement *s = &e->statements[i];

        if (s->actor == actor) {
            out.all++;
            if (strcmp(s->issue, issue) == 0) {
                out.on_issue++;
                out.in_favour += s->supports;
            }
        }
    }
    return out;
}

/* A row for who says something on one of the issues. */
static ent_status
add_actor(exporting *e, ent_state_ix ix, ent_bargain *bargain)
{
    ent_bargain_actor *actor = &bargain->actors[bargain->actor_count];
    size_t             on_any = 0, all = 0;

    actor->position = ent_arena_alloc(e->arena, e->issue_count, sizeof(double));
    actor->salience = ent_arena_alloc(e->arena, e->issue_count, sizeof(double));
    if (actor->position == NULL || actor->salience == NULL) {
        return ent_fail_nomem(e->ctx);
    }
    for (size_t k = 0; k < e->issue_count; k++) {
        tally t = count(e, ix, e->issues[k]);

        on_any += t.on_issue;
        all = t.all;
        actor->position[k] = t.on_issue > 0 ? 100 * (double)t.in_favour / (double)t.on_issue : 50;
        actor->salience[k] = t.all > 0 ? 100 * (double)t.on_issue / (double)t.all : 0;
    }
    if (on_any == 0) {
        return ENT_OK;
    }
    actor->name = ent_system_member_at(e->system, ix)->id;
    actor->description = ent_arena_printf(e->arena, "%zu of %zu statements", on_any, all);
    actor->capability = power_of(e, ix);
    bargain->actor_count++;
    return actor->description != NULL ? ENT_OK : ent_fail_nomem(e->ctx);
}

static ent_status
add_actors(exporting *e, ent_bargain *bargain)
{
    size_t     size = ent_system_size(e->system);
    ent_status status = ENT_OK;

    bargain->actors = ent_arena_alloc(e->arena, size, sizeof *bargain->actors);
    if (bargain->actors == NULL) {
        return ent_fail_nomem(e->ctx);
    }
    for (size_t ix = 0; ix < size && status == ENT_OK; ix++) {
        status = add_actor(e, (ent_state_ix)ix, bargain);
    }
    return status;
}

/* 4. the file */

static ent_status
make_bargain(exporting *e, ent_bargain *out)
{
    char       day[16];
    ent_status status = gather(e);

    if (status == ENT_OK) {
        status = choose_issues(e);
    }
    if (status == ENT_OK && e->issue_count > 0) {
        status = add_actors(e, out);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (out->actor_count < ENT_BARGAIN_LEAST_ACTORS) {
        return ent_fail(e->ctx, ENT_E_NOTFOUND,
                        "a bargain needs two states with positions on one issue, and the documents "
                        "in the store state none such; 'entente list positions' shows all");
    }
    if (e->issue_count > ENT_BARGAIN_MOST_DIMENSIONS) {
        return ent_fail(e->ctx, ENT_E_LIMIT, "%zu issues, at most %d; choose with --issues",
                        e->issue_count, ENT_BARGAIN_MOST_DIMENSIONS);
    }
    ent_date_print(ent_system_span(e->system).to - 1, day);
    out->name = "Positions that documents state";
    out->description = ent_arena_printf(
        e->arena,
        "position: share of statements in favour; salience: share of all statements of the actor; "
        "capability: %s on %s in percent of all states",
        ent_power_name(e->options->power), day);
    out->dimensions = e->issues;
    out->dimension_count = e->issue_count;
    return out->description != NULL ? ENT_OK : ent_fail_nomem(e->ctx);
}

static ent_status
write_bargain(exporting *e, FILE *stream)
{
    ent_bargain bargain = {0};
    ent_status  status = make_bargain(e, &bargain);

    if (status == ENT_OK && e->left_out.length > 0) {
        ent_say(e->ctx, ENT_WARNING, "left out, for they have no power of their own then: %s",
                ent_text_get(&e->left_out));
    }
    return status == ENT_OK ? ent_bargain_write(e->ctx, &bargain, stream) : status;
}

/* The day whose powers count: the last one asked for, else the last that a statement speaks of. */
static ent_status
open_system(exporting *e, const ent_record *record, ent_system **out)
{
    ent_day day =
        e->span.from < e->span.to && e->span.to != ENT_DAY_MAX ? e->span.to - 1 : last_dated(e);
    ent_span   span = {day, day + 1};
    ent_status status = ent_power_check(e->ctx, record, e->options->power);

    if (status != ENT_OK) {
        return status;
    }
    if (day == ENT_NO_DAY) {
        return ent_fail(e->ctx, ENT_E_NOTFOUND,
                        "no document in the store states a dated position; with --published "
                        "'entente read' dates those without a date");
    }
    status = ent_record_cut(e->ctx, record, &span);
    return status == ENT_OK ? ent_system_at(e->ctx, record, span, NULL, out) : status;
}

ent_status
ent_export_bargaining(ent_ctx *ctx, const ent_record *record, ent_store *store, ent_span span,
                      const ent_export_options *options, FILE *stream)
{
    static const ent_export_options DEFAULTS = {0};
    ent_system                     *system = NULL;
    ent_arena                       arena;
    exporting                       e = {.ctx = ctx,
                                         .codes = ent_record_codes(record),
                                         .options = options != NULL ? options : &DEFAULTS,
                                         .span = span,
                                         .arena = &arena};
    ent_status                      status = ent_store_list(ctx, store, "positions", &e.positions);

    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&arena);
    ent_text_init(&e.left_out);
    status = open_system(&e, record, &system);
    if (status == ENT_OK) {
        e.system = system;
        status = write_bargain(&e, stream);
    }
    ent_system_destroy(system);
    ent_text_clear(&e.left_out);
    ent_arena_clear(&arena);
    ent_table_destroy(e.positions);
    return status;
}
