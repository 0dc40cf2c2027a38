/*
 * fault_store.c - allocation failures in import and store
 *
 * The data are the invented tables of tests/data/small, so that there are few
 * rows behind each allocation.  SQLite's own memory is not touched.
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "entente/store.h"
#include "store/answers.h"

/* What an action needs beside its own allocations. */
typedef struct bench {
    ent_ctx   *small; /**< data of tests/data/small */
    ent_codes *codes;
    ent_store *store;
    char       path[64];
} bench;

static char *
source_path(const char *name, char path[1024])
{
    const char *root = getenv("ENT_SOURCE");

    (void)snprintf(path, 1024, "%s/%s", root != NULL ? root : ".", name);
    return path;
}

/* Made once: what fails is undone, so that the next run finds it as it was. */
static bench shared;

static void *
setup(ent_ctx *ctx)
{
    char            folder[1024];
    ent_ctx_options options = {.data_dir = source_path("tests/data/small", folder)};

    if (shared.codes == NULL && (ent_codes_load(ctx, &shared.codes) != ENT_OK ||
                                 ent_ctx_create(&options, &shared.small) != ENT_OK)) {
        exit(2);
    }
    if (shared.path[0] == '\0') {
        (void)snprintf(shared.path, sizeof shared.path, "/tmp/entente-fault-%ld.db",
                       (long)getpid());
        (void)unlink(shared.path);
    }
    return &shared;
}

static void *
setup_store(ent_ctx *ctx)
{
    bench *made = setup(ctx);

    if (made->store == NULL && ent_store_open(made->small, ":memory:", ENT_STORE_WRITE, made->codes,
                                              &made->store) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", ent_ctx_error(made->small));
        exit(2);
    }
    return made;
}

/* A store on disk whose facts of ours are of another version than those of tests/data/small. */
static void *
setup_file(ent_ctx *ctx)
{
    bench     *made = setup(ctx);
    ent_store *store = NULL;

    if (access(made->path, F_OK) != 0) {
        if (ent_store_open(ctx, made->path, ENT_STORE_WRITE, made->codes, &store) != ENT_OK) {
            (void)fprintf(stderr, "%s\n", ent_ctx_error(ctx));
            exit(2);
        }
        ent_store_close(store);
    }
    return made;
}

/* A store that took what the action does is of no more use. */
static ent_status
spend(bench *made, ent_status status)
{
    if (status == ENT_OK) {
        ent_store_close(made->store);
        made->store = NULL;
    }
    return status;
}

/* The context with the small data says why, in the place of the harness's. */
static ent_status
told(const bench *made, ent_status status)
{
    return status == ENT_E_NOMEM && ent_ctx_error(made->small)[0] == '\0' ? ENT_E_BUG : status;
}

static ent_status
open_as(bench *made, const char *path, ent_store_mode mode)
{
    ent_store *store = NULL;
    ent_status status = ent_store_open(made->small, path, mode, made->codes, &store);

    if (status != ENT_OK && store != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_store_close(store);
    return told(made, status);
}

static ent_status
open_in_memory(ent_ctx *ctx, void *state)
{
    (void)ctx;
    return open_as(state, ":memory:", ENT_STORE_WRITE);
}

static ent_status
open_for_reading(ent_ctx *ctx, void *state)
{
    bench *made = state;

    (void)ctx;
    return open_as(made, made->path, ENT_STORE_READ);
}

static ent_status
import_file(ent_ctx *ctx, bench *made, const char *name)
{
    char              path[1024];
    ent_import_report report;

    (void)ctx;
    return told(made, spend(made, ent_store_import(made->small, made->store, "auto",
                                                   source_path(name, path), 1, &report)));
}

/* A packed file, streamed. */
static ent_status
import_packed(ent_ctx *ctx, void *state)
{
    bench             *made = state;
    ent_import_options options = {.max_rejects = 1, .keep_events = true};
    char               path[1024];

    (void)ctx;
    return told(made, spend(made, ent_store_import_files(
                                      made->small, made->store, "auto",
                                      source_path("tests/data/packed/20150107.export.CSV.gz", path),
                                      &options, NULL, NULL)));
}

static ent_status
import_alliances(ent_ctx *ctx, void *state)
{
    return import_file(ctx, state, "tests/data/import/cow-alliances/dyad.csv");
}

static ent_status
import_latin1(ent_ctx *ctx, void *state)
{
    return import_file(ctx, state, "tests/data/import/cow-nmc/latin1-cr.csv");
}

static ent_status
import_by_content(ent_ctx *ctx, void *state)
{
    return import_file(ctx, state, "tests/data/import/cow-nmc/table.csv");
}

static ent_status
import_rivalries(ent_ctx *ctx, void *state)
{
    return import_file(ctx, state, "tests/data/import/tss-rivalries/table.csv");
}

static ent_status
check_data(ent_ctx *ctx, void *state)
{
    bench *made = state;

    (void)ctx;
    return told(made, ent_import_world_check(made->small, made->codes));
}

/* A run that is begun, kept in part, gone on with and ended. */
static ent_status
keep_batches(ent_ctx *ctx, ent_store *store)
{
    double          numbers[2] = {1, 2};
    ent_run_row     row = {.scenario = "s", .file_sha256 = "d", .runs = 2, .status = ""};
    ent_store_batch batch = {0, 0, 1, {numbers, numbers + 1}, {1, 1}};
    bool            found = false;
    ent_status      status = ent_store_begin_run(ctx, store, &row, &batch.run);

    if (status == ENT_OK) {
        status = ent_store_save_batches(ctx, store, &batch, 1);
    }
    if (status == ENT_OK) {
        status = ent_store_load_batch(ctx, store, &batch, &found);
    }
    if (status == ENT_OK && !found) {
        return ENT_E_BUG;
    }
    return status == ENT_OK ? ent_store_finish_run(ctx, store, batch.run, "done", "a\n") : status;
}

static ent_status
keep_first_run(ent_ctx *ctx, void *state)
{
    bench      *made = state;
    ent_store  *store = NULL;
    ent_run_row row = {.scenario = "base", .status = "done"};
    ent_status  status =
        ent_store_open(made->small, made->path, ENT_STORE_LATE, made->codes, &store);

    (void)ctx;
    if (status == ENT_OK) {
        status = ent_store_add_run(made->small, store, &row);
    }
    if (status == ENT_OK) {
        status = keep_batches(made->small, store);
    }
    ent_store_close(store);
    (void)unlink(made->path);
    return told(made, status);
}

static ent_status
count_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    size_t *count = user;

    (void)ctx;
    (void)kind;
    (void)fact;
    (*count)++;
    return ENT_OK;
}

static ent_status
visit_facts(ent_ctx *ctx, void *state)
{
    bench        *made = state;
    size_t        count = 0;
    ent_fact_sink sink = {&count, count_fact, NULL};
    ent_status    status = ENT_OK;

    (void)ctx;
    for (int kind = 0; kind < ENT_FACT_KINDS && status == ENT_OK; kind++) {
        status = ent_store_facts_of(made->small, made->store, (ent_fact_kind)kind,
                                    &(ent_fact_filter){0}, &sink);
    }
    for (int kind = 0; kind < ENT_FACT_OWN_KINDS && status == ENT_OK; kind++) {
        status = ent_store_facts(made->small, made->store, (ent_fact_kind)kind, &sink);
    }
    return told(made, status);
}

static ent_status
keep_reading(ent_ctx *ctx, void *state)
{
    static const char *const ACTORS[] = {"RUS", "CHN"};
    ent_document             document = {"a.txt", "00", "T", {ENT_DAY_MIN, ENT_DAY_MAX}, 9, NULL};
    ent_sentence             sentence = {0, 1, {0, 9}, "They met.", NULL, NULL};
    ent_event                event = {.precision = ENT_PRECISION_NONE,
                                      .date = {ENT_DAY_MIN, ENT_DAY_MAX},
                                      .sources = ACTORS,
                                      .source_count = 2,
                                      .type = "CONSULT",
                                      .cameo = "04",
                                      .speaker = "author",
                                      .rule = "meet"};
    ent_reading              reading = {.documents = &document,
                                        .document_count = 1,
                                        .sentences = &sentence,
                                        .sentence_count = 1,
                                        .events = &event,
                                        .event_count = 1};
    bench                   *made = state;

    (void)ctx;
    return told(made, spend(made, ent_store_add_reading(made->small, made->store, &reading)));
}

static ent_status
look_at_run(ent_ctx *ctx, void *user, const ent_run_row *row)
{
    (void)ctx;
    (void)user;
    return strcmp(row->scenario, "s") == 0 ? ENT_OK : ENT_E_BUG;
}

static ent_status
look_at_fit(ent_ctx *ctx, void *user, const ent_fit_row *row)
{
    (void)ctx;
    (void)user;
    return strcmp(row->model, "m") == 0 ? ENT_OK : ENT_E_BUG;
}

static void *
setup_run(ent_ctx *ctx)
{
    ent_run_row row = {.scenario = "s", .status = "done"};
    ent_fit_row fit = {
        .model = "m", .status = "converged", .file = "", .result = "", .details = ""};
    bench *made = setup_store(ctx);

    if (ent_store_fit(made->small, made->store, 1, look_at_fit, NULL) != ENT_OK &&
        ent_store_add_fit(made->small, made->store, &fit) != ENT_OK) {
        exit(2);
    }
    if (ent_store_run(made->small, made->store, 1, look_at_run, NULL) != ENT_OK &&
        ent_store_add_run(made->small, made->store, &row) != ENT_OK) {
        exit(2);
    }
    return made;
}

static ent_status
list_all(ent_ctx *ctx, void *state)
{
    static const char *const LISTS[] = {"documents", "sentences", "events", "runs", "fits"};
    bench                   *made = state;
    ent_table               *table = NULL;
    ent_status               status = ENT_OK;

    (void)ctx;
    for (size_t i = 0; i < 5 && status == ENT_OK; i++) {
        status = ent_store_list(made->small, made->store, LISTS[i], &table);
        if (status == ENT_OK) {
            ent_table_destroy(table);
        }
    }
    if (status == ENT_OK) {
        status = ent_store_run(made->small, made->store, 1, look_at_run, NULL);
    }
    if (status == ENT_OK) {
        status = ent_store_fit(made->small, made->store, 1, look_at_fit, NULL);
    }
    if (status == ENT_OK) {
        status = ent_store_fits(made->small, made->store, "converged", look_at_fit, NULL);
    }
    if (status == ENT_OK) {
        char digest[65];

        status = ent_store_state(made->small, made->store, digest);
    }
    if (status == ENT_OK) {
        status = ent_store_event_places(made->small, made->store, &table);
        if (status == ENT_OK) {
            ent_table_destroy(table);
        }
    }
    if (status == ENT_OK) {
        ent_reading reported;

        status = ent_store_reported(made->small, made->store, &reported);
        if (status == ENT_OK) {
            ent_reading_clear(&reported);
        }
    }
    if (status == ENT_OK) {
        status = ent_store_rejects(made->small, made->store, &table);
        if (status == ENT_OK) {
            ent_table_destroy(table);
        }
    }
    return told(made, status);
}

static ent_status
cite_all(ent_ctx *ctx, void *state)
{
    bench     *made = state;
    ent_table *table = NULL;
    ent_status status = ent_store_citations(made->small, made->store, true, &table);

    (void)ctx;
    if (status == ENT_OK) {
        ent_table_destroy(table);
    }
    return told(made, status);
}

/* Kept or not, and found or not: nothing of it is said. */
static ent_status
keep_answer(ent_ctx *ctx, void *state)
{
    bench     *made = state;
    ent_store *store = NULL;
    char      *answer = NULL;
    ent_status status = ent_store_open(ctx, made->path, ENT_STORE_READ, made->codes, &store);

    if (status == ENT_OK) {
        status = ent_answers_retain(ctx, ent_store_answers(store), "question", "answer");
    }
    if (status == ENT_OK) {
        status = ent_answers_write(ctx, ent_store_answers(store));
    }
    if (status == ENT_OK) {
        status = ent_answers_recall(ctx, ent_store_answers(store), "question", &answer);
    }
    if (status == ENT_OK && answer != NULL && strcmp(answer, "answer") != 0) {
        status = ENT_E_BUG;
    }
    ent_free(answer);
    ent_store_close(store);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"open in memory", setup, open_in_memory, NULL, true},
        {"open an older file for reading", setup_file, open_for_reading, NULL, true},
        {"import alliances", setup_store, import_alliances, NULL, true},
        {"import Latin-1", setup_store, import_latin1, NULL, true},
        {"import by content", setup_store, import_by_content, NULL, true},
        {"ent_store_import_files", setup_store, import_packed, NULL, true},
        {"import rivalries", setup_store, import_rivalries, NULL, true},
        {"check a folder of data", setup, check_data, NULL, true},
        {"keep a first run", setup, keep_first_run, NULL, true},
        {"ent_answers_retain, ent_answers_write, ent_answers_recall", setup_file, keep_answer, NULL, true},
        {"visit facts", setup_store, visit_facts, NULL, true},
        {"keep a reading", setup_store, keep_reading, NULL, true},
        {"list all", setup_run, list_all, NULL, true},
        {"cite all", setup_store, cite_all, NULL, true},
    };

    int code = fault_main("store", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);

    ent_store_close(shared.store);
    ent_codes_destroy(shared.codes);
    ent_ctx_destroy(shared.small);
    (void)unlink(shared.path);
    return code;
}
