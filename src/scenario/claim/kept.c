/*
 * kept.c - estimates of models that a store keeps
 *
 *   1. what a fit was made with     2. its table     3. the newest one
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/claim/kept.h"

#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/csv.h"
#include "base/text.h"

enum { EFFECT, OF, DYAD_EFFECTS, LAG_5, APART, TEXTS, ESTIMATE = TEXTS, SE, Z, P, ROWS, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"effect", ENT_COLUMN_TEXT}, {"of", ENT_COLUMN_TEXT},    {"dyad_effects", ENT_COLUMN_TEXT},
    {"lag_5", ENT_COLUMN_TEXT},  {"apart", ENT_COLUMN_TEXT}, {"estimate", ENT_COLUMN_NUMBER},
    {"se", ENT_COLUMN_NUMBER},   {"z", ENT_COLUMN_NUMBER},   {"p", ENT_COLUMN_NUMBER},
    {"rows", ENT_COLUMN_NUMBER}};

typedef struct looking {
    const ent_kept_model *model;
    ent_power             power;
    ent_signs             signs;
    bool                  any;
    ent_table            *found;
} looking;

/* 1. what a fit was made with */

static bool
is_of_file(const ent_kept_model *m, const ent_fit_row *row)
{
    return row->file != NULL && row->version != NULL && strcmp(row->file, m->file) == 0 &&
           strcmp(row->version, ent_version()) == 0;
}

/* Take a word off a command. */
static ent_field
take_word(const char **at)
{
    const char *from = *at + strspn(*at, " ");
    size_t      length = strcspn(from, " ");

    *at = from + length;
    return (ent_field){.bytes = from, .length = length};
}

/* The options of a command of a fit: false where one changes the rows in another way. */
static bool
read_command(const char *command, ent_power *power, ent_signs *signs)
{
    static const char *const POWERS[] = {"cinc", "gdp", "milex", "net"};
    const char              *at = strstr(command, " --");

    *power = ENT_POWER_CINC;
    *signs = ENT_SIGNS_RIVALRY;
    while (at != NULL && at[strspn(at, " ")] != '\0') {
        ent_field option = take_word(&at), value = take_word(&at);

        if (ent_field_is(option, "--power")) {
            for (size_t p = 0; p < sizeof POWERS / sizeof POWERS[0]; p++) {
                *power = ent_field_is(value, POWERS[p]) ? (ent_power)p : *power;
            }
        } else if (ent_field_is(option, "--signs")) {
            *signs = ent_field_is(value, "peace") ? ENT_SIGNS_PEACE : ENT_SIGNS_RIVALRY;
        } else if (!ent_field_is(option, "--format") && !ent_field_is(option, "--seed")) {
            return false;
        }
    }
    return true;
}

static bool
is_same(const looking *l, const ent_fit_row *row)
{
    ent_power power;
    ent_signs signs;

    return is_of_file(l->model, row) && row->command != NULL && row->sources != NULL &&
           read_command(row->command, &power, &signs) && power == l->power && signs == l->signs &&
           strcmp(row->sources, ent_text_get(&l->model->sources)) == 0;
}

/* 2. its table */

typedef struct filling {
    size_t     at[COLUMNS];
    ent_table *table;
} filling;

static ent_status
fill_row(ent_ctx *ctx, void *user, const ent_csv *rows)
{
    const filling *f = user;

    (void)ctx;
    ent_table_row(f->table);
    for (size_t i = 0; i < COLUMNS; i++) {
        ent_field field = ent_csv_field(rows, f->at[i]);
        char      text[128];
        double    number;

        if (i < TEXTS) {
            (void)snprintf(text, sizeof text, "%.*s", (int)field.length, field.bytes);
            ent_table_text(f->table, i, field.length > 0 ? text : NULL);
        } else if (ent_number_read(field.bytes, field.length, &number)) {
            ent_table_number(f->table, i, number);
        }
    }
    return ENT_OK;
}

static ent_status
read_rows(ent_ctx *ctx, ent_csv *rows, ent_table *table)
{
    const char *names[COLUMNS];
    filling     f = {.table = table};
    ent_status  status;

    for (size_t i = 0; i < COLUMNS; i++) {
        names[i] = COLUMN[i].name;
    }
    status = ent_csv_read_columns(ctx, rows, names, COLUMNS, f.at);
    if (status == ENT_OK) {
        status = ent_csv_each(ctx, rows, fill_row, &f);
    }
    return status == ENT_OK ? ent_table_check(ctx, table) : status;
}

static ent_status
look(ent_ctx *ctx, void *user, const ent_fit_row *row)
{
    looking   *l = user;
    ent_table *table;
    ent_csv    rows;
    ent_status status;

    l->any = l->any || is_of_file(l->model, row);
    if (l->found != NULL || row->result == NULL || !is_same(l, row)) {
        return ENT_OK;
    }
    status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    if (status != ENT_OK) {
        return status;
    }
    ent_csv_init(&rows, row->model, row->result, strlen(row->result), ',', false);
    status = read_rows(ctx, &rows, table);
    ent_csv_clear(&rows);
    if (status == ENT_OK) {
        l->found = table;
        return ENT_OK;
    }
    ent_table_destroy(table);
    return status == ENT_E_INPUT ? ENT_OK : status;
}

/* 3. the newest one */

/* What cannot be read leaves no message behind. */
static ent_status
go_through(ent_ctx *ctx, ent_store *store, looking *l)
{
    ent_ctx   *quiet;
    ent_status status = ent_ctx_child(ctx, &quiet);

    if (status != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    status = ent_store_fits(quiet, store, "converged", look, l);
    if (status != ENT_OK) {
        ent_ctx_absorb(ctx, quiet, true);
        ent_table_destroy(l->found);
        l->found = NULL;
    }
    ent_ctx_destroy(quiet);
    return status;
}

static ent_status
list_sources(ent_ctx *ctx, ent_store *store, const ent_codes *codes, ent_kept_model *m)
{
    ent_record_options            options = {.detail = ent_graded_detail(m->model)};
    ent_record                   *record;
    const ent_source_file *const *files;
    size_t                        count;
    ent_status                    status = ent_record_load(ctx, store, codes, &options, &record);

    if (status != ENT_OK) {
        return status;
    }
    files = ent_record_sources(record, &count);
    for (size_t i = 0; i < count; i++) {
        ent_text_addf(&m->sources, "%s%s %s", i > 0 ? "\n" : "", files[i]->set, files[i]->version);
    }
    ent_record_destroy(record);
    return m->sources.failed ? ent_fail_nomem(ctx) : ENT_OK;
}

ent_status
ent_kept_model_find(ent_ctx *ctx, ent_store *store, const ent_codes *codes, ent_kept_model *out)
{
    looking    l = {.model = out};
    ent_status status;

    ent_text_init(&out->sources);
    status = go_through(ctx, store, &l);
    out->any = l.any;
    ent_table_destroy(l.found);
    return status == ENT_OK && out->any ? list_sources(ctx, store, codes, out) : status;
}

void
ent_kept_model_clear(ent_kept_model *model)
{
    ent_text_clear(&model->sources);
}

ent_status
ent_kept_model_fit(ent_ctx *ctx, ent_store *store, const ent_kept_model *model, ent_power power,
                   ent_signs signs, ent_table **out)
{
    looking    l = {.model = model, .power = power, .signs = signs};
    ent_status status = model->any ? go_through(ctx, store, &l) : ENT_OK;

    *out = status == ENT_OK ? l.found : NULL;
    return status;
}
