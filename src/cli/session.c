/*
 * session.c - what a command opens, and where its answer goes
 *
 *   1. opening     2. tables out     3. scenarios and pages
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/data.h"
#include "base/date.h"
#include "cli/cli.h"
#include "report/page.h"

/* 1. opening */

/* A folder in the place of our own data is checked whole, whatever of it the command needs. */
ent_status
cli_open_codes(cli *c)
{
    ent_status status;

    if (c->codes != NULL) {
        return ENT_OK;
    }
    status = ent_data_check(c->ctx);
    if (status == ENT_OK) {
        status = ent_codes_load(c->ctx, &c->codes);
    }
    return status == ENT_OK && c->value[OPTION_DATA] != NULL
               ? ent_import_world_check(c->ctx, c->codes)
               : status;
}

/* Without --db, reading falls back to the built-in facts when there is no store here. */
ent_status
cli_open_store(cli *c, ent_store_mode mode)
{
    const char *path = c->value[OPTION_DB];
    ent_status  status = cli_open_codes(c);

    if (status != ENT_OK || c->store != NULL) {
        return status;
    }
    if (path == NULL) {
        path = mode != ENT_STORE_READ || access(CLI_DEFAULT_STORE, F_OK) == 0 ? CLI_DEFAULT_STORE
                                                                              : ":memory:";
    }
    return ent_store_open(c->ctx, path, mode, c->codes, &c->store);
}

ent_status
cli_open_record(cli *c)
{
    return cli_open_record_of(c, c->command != NULL ? c->command->detail : 0, NULL, 0);
}

ent_status
cli_open_record_of(cli *c, unsigned detail, const ent_state *states, size_t count)
{
    ent_record_options options = {.sources = c->source_count > 0 ? c->sources : NULL,
                                  .detail = detail,
                                  .states = count > 0 ? states : NULL,
                                  .state_count = count};
    ent_status         status = cli_open_store(c, ENT_STORE_READ);

    if (status != ENT_OK || c->record != NULL) {
        return status;
    }
    if (c->command != NULL && c->command->of_dates) {
        options.span = c->span;
    }
    status = ent_record_load(c->ctx, c->store, c->codes, &options, &c->record);
    if (status == ENT_OK && c->span.from < c->span.to) {
        status = ent_record_cut(c->ctx, c->record, &c->span);
    }
    return status;
}

void
cli_close(cli *c)
{
    ent_record_destroy(c->record);
    ent_reader_destroy(c->reader);
    ent_dictionary_destroy(c->dictionary);
    ent_dictionary_destroy(c->issues);
    ent_store_close(c->store);
    ent_codes_destroy(c->codes);
    ent_text_clear(&c->normalised);
    ent_free(c->arguments);
}

ent_measure_options
cli_measure_options(const cli *c)
{
    return (ent_measure_options){.span = c->span,
                                 .is_day = c->is_day,
                                 .states = c->states,
                                 .state_count = c->state_count,
                                 .power = c->power,
                                 .power_chosen = c->value[OPTION_POWER] != NULL,
                                 .signs = c->signs,
                                 .seed = c->seed};
}

/* 2. tables out */

static bool
is_state_column(const char *name)
{
    static const char *const NAMES[] = {"state",  "state_a",    "state_b", "pivot",
                                        "leader", "second",     "from",    "partner",
                                        "power",  "invoked_by", "against"};

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (strcmp(NAMES[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The last day of a cell that holds a year, a period (`2015-10`) or a day; else false. */
static bool
day_of_cell(ent_table *table, size_t row, size_t column, ent_day *out)
{
    const char *name = ent_table_columns(table)[column].name;
    const char *text;
    ent_span    span;

    if (strcmp(name, "year") != 0 && strcmp(name, "period") != 0 && strcmp(name, "date") != 0) {
        return false;
    }
    text = ent_table_get_text(table, row, column);
    if (!ent_span_read(text, strlen(text), &span)) {
        return false;
    }
    *out = span.to - 1;
    return true;
}

/* The date that a row speaks of, else the one asked for, else none. */
static ent_day
day_of_row(const cli *c, ent_table *table, size_t row)
{
    ent_day day;

    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        if (day_of_cell(table, row, i, &day)) {
            return day;
        }
    }
    return c->span.from < c->span.to ? c->span.to - 1 : ENT_NO_DAY;
}

static ent_status
translate(cli *c, ent_table *table, size_t row, size_t column, ent_table *out)
{
    ent_state state = ent_codes_find(c->codes, ent_table_get_text(table, row, column));
    ent_day   day = day_of_row(c, table, row);
    char      number[ENT_CODE_SIZE] = "";

    if (state == ENT_NO_STATE) {
        ent_table_text(out, column, ent_table_get_text(table, row, column));
        return ENT_OK;
    }
    if (day == ENT_NO_DAY) {
        ent_status status = ent_codes_to(c->ctx, c->codes, state, c->code, day, number);

        if (status != ENT_OK) {
            return status;
        }
    } else {
        ent_ccode code = c->code == ENT_SCHEME_GW ? ent_codes_gw(c->codes, state, day)
                                                  : ent_codes_ccode(c->codes, state, day);

        (void)snprintf(number, sizeof number, "%d", (int)code);
    }
    ent_table_text(out, column, number);
    return ENT_OK;
}

static ent_status
copy_cell(cli *c, ent_table *table, size_t row, size_t column, ent_table *out)
{
    const ent_column *columns = ent_table_columns(table);

    if (ent_table_is_missing(table, row, column)) {
        return ENT_OK;
    }
    switch (columns[column].type) {
    case ENT_COLUMN_TEXT:
        if (is_state_column(columns[column].name)) {
            return translate(c, table, row, column, out);
        }
        ent_table_text(out, column, ent_table_get_text(table, row, column));
        break;
    case ENT_COLUMN_NUMBER:
        ent_table_number(out, column, ent_table_get_number(table, row, column));
        break;
    case ENT_COLUMN_INTEGER:
        ent_table_integer(out, column, (int64_t)ent_table_get_number(table, row, column));
        break;
    case ENT_COLUMN_BOOLEAN:
        ent_table_boolean(out, column, ent_table_get_number(table, row, column) != 0);
        break;
    case ENT_COLUMN_DAY:
        ent_table_day(out, column, (ent_day)ent_table_get_number(table, row, column));
        break;
    }
    return ENT_OK;
}

/* The same table with states in the scheme of --code. */
static ent_status
recode(cli *c, ent_table **table)
{
    ent_table *out;
    ent_status status = cli_open_codes(c);

    if (status == ENT_OK) {
        status = ent_table_create(c->ctx, ent_table_columns(*table), ent_table_column_count(*table),
                                  &out);
    }
    if (status != ENT_OK) {
        return status;
    }
    for (size_t row = 0; row < ent_table_row_count(*table) && status == ENT_OK; row++) {
        ent_table_row(out);
        for (size_t i = 0; i < ent_table_column_count(*table) && status == ENT_OK; i++) {
            status = copy_cell(c, *table, row, i, out);
        }
    }
    if (status == ENT_OK) {
        status = ent_table_check(c->ctx, out);
    }
    if (status != ENT_OK) {
        ent_table_destroy(out);
        return status;
    }
    ent_table_destroy(*table);
    *table = out;
    return ENT_OK;
}

ent_status
cli_sources(cli *c, ent_arena *arena, const char *const **out)
{
    const ent_source_file *const *sources;
    size_t                        count;
    const char                  **list;

    *out = NULL;
    if (c->record == NULL) {
        return ENT_OK;
    }
    sources = ent_record_sources(c->record, &count);
    list = ent_arena_alloc(arena, count + 1, sizeof *list);
    if (list == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = ent_arena_printf(arena, "%s %s", sources[i]->set, sources[i]->version);
        if (list[i] == NULL) {
            return ent_fail_nomem(c->ctx);
        }
    }
    *out = list;
    return ENT_OK;
}

/* One table, or several for reading with an empty line between them. */
static ent_status
write_tables(cli *c, ent_table *const *tables, size_t count)
{
    ent_table_about about = {.command = ent_text_get(&c->normalised),
                             .seed = c->seed,
                             .has_seed = c->value[OPTION_SEED] != NULL || c->command->draws};
    ent_output      output;
    ent_arena       arena;
    ent_status      status;

    ent_arena_init(&arena);
    status = cli_sources(c, &arena, &about.sources);
    if (status == ENT_OK) {
        status = cli_output_open(c, c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-",
                                 &output);
    }
    if (status != ENT_OK) {
        ent_arena_clear(&arena);
        return status;
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        (void)fputs(i > 0 ? "\n" : "", output.stream);
        status = ent_table_write(c->ctx, tables[i], c->format, &about, output.stream);
    }
    ent_arena_clear(&arena);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}

ent_status
cli_print(cli *c, ent_table *table)
{
    ent_status status = c->code != ENT_SCHEME_ID ? recode(c, &table) : ENT_OK;

    if (status == ENT_OK) {
        status = c->value[OPTION_PLOT] != NULL ? cli_plot(c, table) : write_tables(c, &table, 1);
    }
    ent_table_destroy(table);
    return status;
}

ent_status
cli_print_tables(cli *c, ent_table **tables, size_t count)
{
    ent_status status = ENT_OK;

    if (c->value[OPTION_PLOT] != NULL) {
        for (size_t i = 1; i < count; i++) {
            ent_table_destroy(tables[i]);
        }
        return cli_print(c, tables[0]);
    }
    for (size_t i = 0; i < count && status == ENT_OK && c->code != ENT_SCHEME_ID; i++) {
        status = recode(c, &tables[i]);
    }
    if (status == ENT_OK) {
        status = write_tables(c, tables, c->format == ENT_FORMAT_TABLE ? count : 1);
    }
    for (size_t i = 0; i < count; i++) {
        ent_table_destroy(tables[i]);
    }
    return status;
}

ent_status
cli_print_two(cli *c, ent_table *first, ent_table *second)
{
    ent_table *tables[] = {first, second};

    return cli_print_tables(c, tables, 2);
}

ent_status
cli_print_text(cli *c, ent_text *text)
{
    const char *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    ent_output  output;
    ent_status  status = text->failed ? ent_fail_nomem(c->ctx) : cli_output_open(c, path, &output);

    if (status == ENT_OK) {
        (void)fputs(ent_text_get(text), output.stream);
        status = ent_output_commit(c->ctx, &output);
    }
    ent_text_clear(text);
    return status;
}

/* 3. scenarios and pages */

ent_status
cli_load_scenarios(cli *c, const char *const *names, size_t count, ent_scenario **scenarios)
{
    unsigned   detail = c->command != NULL ? c->command->detail : 0;
    ent_status status = cli_open_codes(c);

    for (size_t i = 0; i < count; i++) {
        scenarios[i] = NULL;
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent_scenario_load(c->ctx, c->codes, names[i], &scenarios[i]);
        detail |= status == ENT_OK ? ent_scenario_detail(scenarios[i]) : 0;
    }
    return status == ENT_OK ? cli_open_record_of(c, detail, NULL, 0) : status;
}

ent_status
cli_run_scenarios(cli *c, const char *const *names, size_t count, uint64_t runs,
                  ent_scenario **scenarios, ent_ensemble *ensembles)
{
    ent_run_options options = {.seed = c->seed, .runs = runs};
    ent_status      status = cli_load_scenarios(c, names, count, scenarios);

    if (status == ENT_OK) {
        status = ent_scenario_run(c->ctx, c->record, scenarios, count, &options, ensembles);
    }
    for (size_t i = 0; i < count && status != ENT_OK; i++) {
        ent_scenario_destroy(scenarios[i]);
        scenarios[i] = NULL;
    }
    return status;
}

/* A date for the page comes from SOURCE_DATE_EPOCH alone: the clock is never asked. */
static const char *
generated_on(char out[16])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t     seconds;

    if (epoch == NULL || !ent_integer_read(epoch, strlen(epoch), &seconds) || seconds < 0 ||
        seconds / 86400 >= ent_date_day(3000, 1, 1)) {
        return NULL;
    }
    ent_date_print((ent_day)(seconds / 86400), out);
    return out;
}

ent_status
cli_read_page(cli *c, const char *path, ent_bytes *out)
{
    enum { MOST = 64 << 20 };

    return ent_file_read(c->ctx, path, MOST, out);
}

ent_status
cli_compose_page(cli *c, ent_report_input *input, ent_text *page)
{
    char day[16];

    input->record = c->record;
    input->command = ent_text_get(&c->normalised);
    input->generated = generated_on(day);
    return ent_report_compose(c->ctx, input, page);
}

void
cli_describe_page(const cli *c, ent_text *out)
{
    char        day[16];
    const char *generated = generated_on(day);

    ent_text_addf(out, "page %s\ndated %s\nseed %llu\n", ent_text_get(&c->normalised),
                  generated != NULL ? generated : "", (unsigned long long)c->seed);
}

ent_status
cli_write_page(cli *c, const char *path, const ent_report_input *input, ent_text *page)
{
    ent_output output;
    ent_status status = cli_output_open(c, path, &output);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_report_finish(c->ctx, input, page, output.stream);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}
