/*
 * fault_base.c - allocation failures in base: contexts, tables, csv, yaml, files, data, threads
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/csv.h"
#include "base/data.h"
#include "base/file.h"
#include "base/package.h"
#include "base/parallel.h"
#include "base/text.h"
#include "base/yaml.h"
#include "entente/table.h"

static ent_status
create_context(ent_ctx *ctx, void *state)
{
    ent_ctx_options options = {.data_dir = "data"};
    ent_ctx        *made = NULL;
    ent_status      status = ent_ctx_create(&options, &made);

    (void)ctx;
    (void)state;
    if (status != ENT_OK && made != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_ctx_destroy(made);
    return status;
}

/* Rows enough for the table to grow more than once. */
static ent_status
fill_table(ent_ctx *ctx, ent_table **out)
{
    static const ent_column COLUMNS[] = {{"state", ENT_COLUMN_TEXT},
                                         {"year", ENT_COLUMN_INTEGER},
                                         {"share", ENT_COLUMN_NUMBER},
                                         {"member", ENT_COLUMN_BOOLEAN},
                                         {"start", ENT_COLUMN_DAY}};
    ent_status              status = ent_table_create(ctx, COLUMNS, 5, out);

    for (int i = 0; status == ENT_OK && i < 20; i++) {
        ent_table_row(*out);
        ent_table_text(*out, 0, i % 3 == 0 ? NULL : "a \"state\", with a long name");
        ent_table_integer(*out, 1, 1900 + i);
        ent_table_number(*out, 2, 1.0 / (i + 1));
        ent_table_boolean(*out, 3, i % 2 == 0);
        ent_table_day(*out, 4, i * 1000);
    }
    return status;
}

static ent_status
select_columns(ent_ctx *ctx, void *state)
{
    static const size_t CHOSEN[] = {4, 0, 0};
    ent_table          *table = NULL, *chosen = NULL;
    ent_status          status = fill_table(ctx, &table);

    (void)state;
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    if (status == ENT_OK) {
        status = ent_table_select(ctx, table, CHOSEN, 3, &chosen);
        status = status != ENT_OK && chosen != NULL ? ENT_E_BUG : status;
    }
    ent_table_destroy(chosen);
    ent_table_destroy(table);
    return status;
}

static ent_status
write_table(ent_ctx *ctx, void *state)
{
    ent_table_about about = {.command = "measure power", .seed = 7, .has_seed = true};
    ent_table      *table = NULL;
    ent_status      status = fill_table(ctx, &table);

    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    for (int format = ENT_FORMAT_TABLE; status == ENT_OK && format <= ENT_FORMAT_JSONL; format++) {
        status = ent_table_write(ctx, table, (ent_format)format, &about, state);
    }
    ent_table_destroy(table);
    return status;
}

/* Without ent_table_check(): writing must notice a row that was lost. */
static ent_status
write_table_unchecked(ent_ctx *ctx, void *state)
{
    ent_table *table = NULL;
    ent_status status = fill_table(ctx, &table);

    if (status == ENT_OK) {
        status = ent_table_write(ctx, table, ENT_FORMAT_CSV, NULL, state);
    }
    ent_table_destroy(table);
    return status;
}

static void *
open_nowhere(ent_ctx *ctx)
{
    (void)ctx;
    return fopen("/dev/null", "w");
}

static void
close_nowhere(void *state)
{
    if (state != NULL) {
        (void)fclose(state);
    }
}

static ent_status
read_csv(ent_ctx *ctx, void *state)
{
    static const char TEXT[] = "\"a \"\"name\"\"\",year,b,c,d,e,f,g,h,i,j\n"
                               "\"x \"\"y\"\" z\",2,3,4,5,6,7,8,9,10,11,12\n"
                               "1,\"\"\"\",3\n";
    ent_csv           csv;
    ent_status        status;
    bool              more = true;

    (void)state;
    ent_csv_init(&csv, "fault.csv", TEXT, sizeof TEXT - 1, ',', true);
    status = ent_csv_read_header(ctx, &csv);
    while (status == ENT_OK && more) {
        status = ent_csv_next(ctx, &csv, &more);
    }
    if (status == ENT_OK && ent_csv_column(&csv, "a \"name\"") != 0) {
        status = ent_fail(ctx, ENT_E_BUG, "the header is wrong");
    }
    ent_csv_clear(&csv);
    return status;
}

static ent_status
parse_yaml(ent_ctx *ctx, void *state)
{
    static const char           TEXT[] = "format: 1\nname: a scenario\n"
                                         "items:\n  - {size: 1}\n  - {size: 2}\n";
    static const ent_yaml_field ITEM[] = {{.key = "size", .kind = ENT_YAML_NUMBER}, {.key = NULL}};
    static const ent_yaml_field SCHEMA[] = {
        {.key = "format", .kind = ENT_YAML_INTEGER},
        {.key = "name", .kind = ENT_YAML_TEXT},
        {.key = "items", .kind = ENT_YAML_LIST_OF_MAPS, .fields = ITEM},
        {.key = NULL}};
    ent_yaml  *yaml = NULL;
    ent_status status = ent_yaml_parse(ctx, "fault.yaml", TEXT, sizeof TEXT - 1, SCHEMA, &yaml);

    (void)state;
    if (status != ENT_OK && yaml != NULL) {
        return ENT_E_BUG;
    }
    ent_yaml_destroy(yaml);
    return status;
}

/* A wrong choice: the list of what is accepted is built in memory. */
static ent_status
refuse_yaml(ent_ctx *ctx, void *state)
{
    static const char           TEXT[] = "format: 1\ncolour: blue\n";
    static const char *const    CHOICES[] = {"red", "green", NULL};
    static const ent_yaml_field SCHEMA[] = {
        {.key = "format", .kind = ENT_YAML_INTEGER},
        {.key = "colour", .kind = ENT_YAML_CHOICE, .choices = CHOICES},
        {.key = NULL}};
    ent_yaml  *yaml = NULL;
    ent_status status = ent_yaml_parse(ctx, "fault.yaml", TEXT, sizeof TEXT - 1, SCHEMA, &yaml);

    (void)state;
    return status == ENT_E_INPUT ? ENT_OK : status;
}

static ent_status
print_schema(ent_ctx *ctx, void *state)
{
    static const ent_yaml_field SCHEMA[] = {
        {.key = "format", .kind = ENT_YAML_INTEGER, .required = true, .help = "Always 1."},
        {.key = NULL}};
    ent_text   text;
    ent_status status;

    (void)state;
    ent_text_init(&text);
    ent_yaml_print_schema("fault", SCHEMA, &text);
    ent_text_addf(&text, "%*s", 1000, "wide");
    status = text.failed ? ent_fail_nomem(ctx) : ENT_OK;
    ent_text_clear(&text);
    return status;
}

static ent_status
talkative_unit(ent_ctx *ctx, size_t index, void *data)
{
    char **slots = data;

    ent_say(ctx, ENT_WARNING, "unit %zu speaks", index);
    slots[index] = ent_strdup("slot");
    return slots[index] != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

static ent_status
run_parallel(ent_ctx *ctx, void *state)
{
    char      *slots[6] = {NULL};
    ent_status status = ent_parallel_for(ctx, NULL, 6, talkative_unit, slots);

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        ent_free(slots[i]);
    }
    return status;
}

static ent_status
use_arena(ent_ctx *ctx, void *state)
{
    ent_arena arena;
    bool      good;

    (void)state;
    ent_arena_init(&arena);
    good = ent_arena_alloc(&arena, 100000, 8) != NULL && ent_arena_strdup(&arena, "x") != NULL &&
           ent_arena_printf(&arena, "%*s", 9000, "wide") != NULL;
    ent_arena_clear(&arena);
    return good ? ENT_OK : ent_fail_nomem(ctx);
}

/* The embedded data, then the same from a folder. */
static ent_status
read_data(ent_ctx *ctx, void *state)
{
    ent_bytes  bytes = {NULL, 0, NULL};
    char     **names = NULL;
    size_t     count = 0;
    ent_status status = ent_data_names(state, "world/", ".csv", &names, &count);

    if (status == ENT_OK) {
        status = ent_data_read(state, names[0], &bytes);
    }
    ent_bytes_clear(&bytes);
    bytes = (ent_bytes){NULL, 0, NULL};
    if (status == ENT_OK) {
        status = ent_data_find(state, "scenarios/", "scenario", "base", &bytes);
        ent_bytes_clear(&bytes);
    }
    if (status == ENT_OK) {
        status = ent_data_find(state, "scenarios/", "scenario", "none-such", &bytes);
        status = status == ENT_E_NOTFOUND ? ENT_OK : status;
    }
    ent_data_names_free(names, count);
    return status != ENT_OK ? ent_fail(ctx, status, "%s", ent_ctx_error(state)) : ENT_OK;
}

static void *
embedded_context(ent_ctx *ctx)
{
    ent_ctx *made = NULL;

    (void)ctx;
    return ent_ctx_create(NULL, &made) == ENT_OK ? made : NULL;
}

static void *
folder_context(ent_ctx *ctx)
{
    char            folder[4096];
    ent_ctx_options options = {.data_dir = folder};
    ent_ctx        *made = NULL;

    (void)ctx;
    (void)snprintf(folder, sizeof folder, "%s/data", getenv("ENT_SOURCE"));
    return ent_ctx_create(&options, &made) == ENT_OK ? made : NULL;
}

static void
destroy_context(void *state)
{
    ent_ctx_destroy(state);
}

static void *
scratch_path(ent_ctx *ctx)
{
    static char path[64];

    (void)ctx;
    (void)snprintf(path, sizeof path, "/tmp/entente-fault-%ld", (long)getpid());
    return path;
}

static void
remove_scratch(void *state)
{
    (void)unlink(state);
}

static ent_status
write_and_read_file(ent_ctx *ctx, void *state)
{
    ent_output output;
    ent_bytes  bytes = {NULL, 0, NULL};
    ent_status status = ent_output_open(ctx, state, &output);

    if (status == ENT_OK) {
        (void)fputs("a line\n", output.stream);
        status = ent_output_commit(ctx, &output);
    }
    if (status == ENT_OK) {
        status = ent_file_read(ctx, state, 1000, &bytes);
    }
    if (status == ENT_OK && strcmp(bytes.bytes, "a line\n") != 0) {
        status = ent_fail(ctx, ENT_E_BUG, "the file does not hold what was written");
    }
    ent_bytes_clear(&bytes);
    return status;
}

/* A packed file is read as a whole and its digest taken. */
static ent_status
read_package(ent_ctx *ctx, void *state)
{
    const char  *source = getenv("ENT_SOURCE");
    char         path[1024], sha256[65];
    ent_package *package = NULL;
    ent_bytes    bytes = {NULL, 0, NULL};
    bool         more = false;
    ent_status   status;

    (void)snprintf(path, sizeof path, "%s/tests/data/packed/%s", source != NULL ? source : ".",
                   (const char *)state);
    status = ent_package_open(ctx, path, 1 << 20, &package);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_package_next(ctx, package, &more);
    if (status == ENT_OK && more) {
        status = ent_package_read(ctx, package, 1 << 20, &bytes);
    }
    if (status == ENT_OK) {
        status = ent_package_sha256(ctx, package, sha256);
    }
    ent_bytes_clear(&bytes);
    ent_package_close(package);
    return status;
}

static void *
give_zip(ent_ctx *ctx)
{
    (void)ctx;
    return "two.zip";
}

static void *
give_gz(ent_ctx *ctx)
{
    (void)ctx;
    return "rivalries.csv.gz";
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"ent_ctx_create", NULL, create_context, NULL, true},
        {"ent_table_select", NULL, select_columns, NULL, false},
        {"ent_table_write", open_nowhere, write_table, close_nowhere, false},
        {"ent_table_write unchecked", open_nowhere, write_table_unchecked, close_nowhere, false},
        {"ent_csv_next", NULL, read_csv, NULL, false},
        {"ent_yaml_parse", NULL, parse_yaml, NULL, false},
        {"ent_yaml_parse refused", NULL, refuse_yaml, NULL, false},
        {"ent_yaml_print_schema", NULL, print_schema, NULL, false},
        {"ent_parallel_for", NULL, run_parallel, NULL, false},
        {"ent_arena_alloc", NULL, use_arena, NULL, false},
        {"ent_data_read embedded", embedded_context, read_data, destroy_context, false},
        {"ent_data_read folder", folder_context, read_data, destroy_context, false},
        {"ent_package_open, ent_package_next, ent_package_read, ent_package_sha256", give_zip,
         read_package, NULL, false},
        /* an input asks for no memory */
        {"ent_package_block, ent_package_peek, ent_input_open, ent_input_read: gzip", give_gz,
         read_package, NULL, false},
        {"ent_output_commit", scratch_path, write_and_read_file, remove_scratch, false},
    };

    return fault_main("base", ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
}
