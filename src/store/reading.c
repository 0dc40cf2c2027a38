/*
 * reading.c - documents, sentences, events, positions and runs into the store
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "store/open.h"

static const char *const STATUS_NAMES[] = {"actual", "conditional", "negated", "past"};
static const char *const PRECISION_NAMES[] = {"none", "day", "month", "year", "span"};

/* The statements of one reading, and the number that each of its documents got. */
typedef struct reading_writer {
    sqlite3_stmt *document, *sentence, *event, *actor, *position;
    int64_t      *numbers; /**< of documents; 0: it was there already */
} reading_writer;

static void
close_writer(reading_writer *writer)
{
    (void)sqlite3_finalize(writer->document);
    (void)sqlite3_finalize(writer->sentence);
    (void)sqlite3_finalize(writer->event);
    (void)sqlite3_finalize(writer->actor);
    (void)sqlite3_finalize(writer->position);
    ent_free(writer->numbers);
}

static ent_status
open_writer(ent_ctx *ctx, sqlite3 *db, const ent_reading *reading, reading_writer *out)
{
    ent_status status;

    memset(out, 0, sizeof *out);
    out->numbers = ent_alloc_zero(reading->document_count, sizeof *out->numbers);
    if (out->numbers == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_db_prepare(ctx, db,
                            "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)"
                            " ON CONFLICT (sha256) DO NOTHING",
                            &out->document);
    if (status == ENT_OK) {
        status = ent_db_prepare(ctx, db, "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)",
                                &out->sentence);
    }
    if (status == ENT_OK) {
        status = ent_db_prepare(ctx, db,
                                "INSERT INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                " ?, ?, ?, ?, ?, ?, ?, ?)",
                                &out->event);
    }
    if (status == ENT_OK) {
        status =
            ent_db_prepare(ctx, db, "INSERT INTO event_actors VALUES (?, ?, ?, ?)", &out->actor);
    }
    if (status == ENT_OK) {
        status = ent_db_prepare(
            ctx, db, "INSERT INTO positions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            &out->position);
    }
    if (status != ENT_OK) {
        close_writer(out);
    }
    return status;
}

static ent_status
add_document(ent_ctx *ctx, sqlite3 *db, reading_writer *writer, const ent_document *document,
             int64_t *number)
{
    ent_bind   bind;
    ent_status status;

    *number = 0;
    if (document->sha256[0] == '\0') {
        return ENT_OK; /* there were no bytes: no document of the record, and nothing to know it by
                        */
    }
    ent_bind_start(&bind, writer->document);
    ent_bind_text(&bind, document->name);
    ent_bind_text(&bind, document->sha256);
    ent_bind_text(&bind, document->title);
    ent_bind_start_day(&bind, document->published.from);
    ent_bind_end_day(&bind, document->published.to);
    ent_bind_integer(&bind, (int64_t)document->bytes);
    ent_bind_text(&bind, document->set_aside);
    status = ent_bind_run(ctx, &bind);
    if (status == ENT_OK) {
        *number = sqlite3_changes(db) > 0 ? sqlite3_last_insert_rowid(db) : 0;
    }
    return status;
}

static ent_status
add_sentence(ent_ctx *ctx, reading_writer *writer, const ent_sentence *sentence)
{
    int64_t  document = writer->numbers[sentence->document];
    ent_bind bind;

    if (document == 0) {
        return ENT_OK;
    }
    ent_bind_start(&bind, writer->sentence);
    ent_bind_integer(&bind, document);
    ent_bind_integer(&bind, sentence->number);
    ent_bind_integer(&bind, (int64_t)sentence->place.offset);
    ent_bind_integer(&bind, (int64_t)sentence->place.length);
    ent_bind_text(&bind, sentence->text);
    ent_bind_text(&bind, sentence->dropped);
    ent_bind_text(&bind, sentence->reason);
    return ent_bind_run(ctx, &bind);
}

static ent_status
add_actors(ent_ctx *ctx, reading_writer *writer, int64_t event, const char *side,
           const char *const *actors, size_t count)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_bind bind;

        ent_bind_start(&bind, writer->actor);
        ent_bind_integer(&bind, event);
        ent_bind_text(&bind, side);
        ent_bind_integer(&bind, (int64_t)i);
        ent_bind_text(&bind, actors[i]);
        status = ent_bind_run(ctx, &bind);
    }
    return status;
}

static void
bind_place(ent_bind *bind, ent_place place)
{
    ent_bind_integer(bind, (int64_t)place.offset);
    ent_bind_integer(bind, (int64_t)place.length);
}

static ent_status
add_event(ent_ctx *ctx, sqlite3 *db, reading_writer *writer, const ent_reading *reading,
          const ent_event *event)
{
    const ent_sentence *sentence = &reading->sentences[event->sentence];
    int64_t             document = writer->numbers[sentence->document], number;
    ent_bind            bind;
    ent_status          status;

    if (document == 0) {
        return ENT_OK;
    }
    ent_bind_start(&bind, writer->event);
    ent_bind_integer(&bind, document);
    ent_bind_integer(&bind, sentence->number);
    ent_bind_start_day(&bind, event->date.from);
    ent_bind_end_day(&bind, event->date.to);
    ent_bind_text(&bind, PRECISION_NAMES[event->precision]);
    ent_bind_text(&bind, event->type);
    ent_bind_text(&bind, event->mode);
    ent_bind_text(&bind, event->cameo);
    ent_bind_number(&bind, event->goldstein);
    ent_bind_text(&bind, STATUS_NAMES[event->status]);
    ent_bind_text(&bind, event->speaker);
    ent_bind_text(&bind, event->rule);
    bind_place(&bind, event->verb);
    bind_place(&bind, event->source_place);
    bind_place(&bind, event->target_place);
    status = ent_bind_run(ctx, &bind);
    if (status != ENT_OK) {
        return status;
    }
    number = sqlite3_last_insert_rowid(db);
    status = add_actors(ctx, writer, number, "source", event->sources, event->source_count);
    return status == ENT_OK
               ? add_actors(ctx, writer, number, "target", event->targets, event->target_count)
               : status;
}

static ent_status
add_position(ent_ctx *ctx, reading_writer *writer, const ent_reading *reading,
             const ent_position *position)
{
    const ent_sentence *sentence = &reading->sentences[position->sentence];
    int64_t             document = writer->numbers[sentence->document];
    ent_bind            bind;

    if (document == 0) {
        return ENT_OK;
    }
    ent_bind_start(&bind, writer->position);
    ent_bind_integer(&bind, document);
    ent_bind_integer(&bind, sentence->number);
    ent_bind_text(&bind, position->actor);
    ent_bind_text(&bind, position->issue);
    ent_bind_integer(&bind, position->supports);
    ent_bind_start_day(&bind, position->date.from);
    ent_bind_end_day(&bind, position->date.to);
    ent_bind_text(&bind, PRECISION_NAMES[position->precision]);
    ent_bind_text(&bind, STATUS_NAMES[position->status]);
    ent_bind_text(&bind, position->speaker);
    ent_bind_text(&bind, position->rule);
    return ent_bind_run(ctx, &bind);
}

static ent_status
check_indices(ent_ctx *ctx, const ent_reading *reading)
{
    for (size_t i = 0; i < reading->sentence_count; i++) {
        if (reading->sentences[i].document >= reading->document_count) {
            return ent_fail(ctx, ENT_E_ARG, "sentence %zu is of document %u of %zu", i,
                            (unsigned)reading->sentences[i].document, reading->document_count);
        }
    }
    for (size_t i = 0; i < reading->event_count; i++) {
        if (reading->events[i].sentence >= reading->sentence_count) {
            return ent_fail(ctx, ENT_E_ARG, "event %zu is of sentence %u of %zu", i,
                            (unsigned)reading->events[i].sentence, reading->sentence_count);
        }
    }
    for (size_t i = 0; i < reading->position_count; i++) {
        if (reading->positions[i].sentence >= reading->sentence_count) {
            return ent_fail(ctx, ENT_E_ARG, "position %zu is of sentence %u of %zu", i,
                            (unsigned)reading->positions[i].sentence, reading->sentence_count);
        }
    }
    return ENT_OK;
}

static ent_status
add_all(ent_ctx *ctx, sqlite3 *db, reading_writer *writer, const ent_reading *reading)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < reading->document_count && status == ENT_OK; i++) {
        status = add_document(ctx, db, writer, &reading->documents[i], &writer->numbers[i]);
    }
    for (size_t i = 0; i < reading->sentence_count && status == ENT_OK; i++) {
        status = add_sentence(ctx, writer, &reading->sentences[i]);
    }
    for (size_t i = 0; i < reading->event_count && status == ENT_OK; i++) {
        status = add_event(ctx, db, writer, reading, &reading->events[i]);
    }
    for (size_t i = 0; i < reading->position_count && status == ENT_OK; i++) {
        status = add_position(ctx, writer, reading, &reading->positions[i]);
    }
    return status == ENT_OK ? ent_check_cancelled(ctx) : status;
}

static ent_status
give_reading(ent_ctx *ctx, ent_store *store, void *what)
{
    const ent_reading *reading = what;
    reading_writer     writer;
    ent_status         status = open_writer(ctx, store->db, reading, &writer);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_db_begin(ctx, store->db);
    if (status == ENT_OK) {
        status = ent_db_end(ctx, store->db, add_all(ctx, store->db, &writer, reading));
    }
    close_writer(&writer);
    return status;
}

ent_status
ent_store_add_reading(ent_ctx *ctx, ent_store *store, const ent_reading *reading)
{
    ent_reading given = *reading;
    ent_status  status;

    if (!store->writable) {
        return ent_fail(ctx, ENT_E_ARG, "the store is open for reading, a reading is written");
    }
    status = check_indices(ctx, reading);
    return status == ENT_OK ? ent_store_keep(ctx, store, give_reading, &given) : status;
}

static ent_status
give_run(ent_ctx *ctx, ent_store *store, void *what)
{
    const ent_run_row *row = what;
    sqlite3_stmt      *statement = NULL;
    char               seed[24];
    ent_bind           bind;
    ent_status         status;

    status = ent_db_prepare(ctx, store->db,
                            "INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &statement);
    if (status != ENT_OK) {
        return status;
    }
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)row->seed);
    ent_bind_start(&bind, statement);
    ent_bind_text(&bind, row->scenario);
    ent_bind_text(&bind, row->model);
    ent_bind_text(&bind, row->system_at);
    ent_bind_text(&bind, row->file_sha256);
    ent_bind_text(&bind, seed);
    ent_bind_integer(&bind, (int64_t)row->runs);
    ent_bind_integer(&bind, (int64_t)row->horizon);
    ent_bind_integer(&bind, (int64_t)row->finished);
    ent_bind_text(&bind, row->status);
    ent_bind_text(&bind, row->result);
    ent_bind_text(&bind, row->version);
    ent_bind_text(&bind, row->command);
    ent_bind_text(&bind, row->sources);
    status = ent_bind_run(ctx, &bind);
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_store_add_run(ent_ctx *ctx, ent_store *store, const ent_run_row *row)
{
    ent_run_row given = *row;

    if (!store->writable) {
        return ent_fail(ctx, ENT_E_ARG, "the store is open for reading, a run is written");
    }
    if (row->seed > INT64_MAX) {
        return ent_fail(ctx, ENT_E_ARG, "the seed of a run is at most %lld", (long long)INT64_MAX);
    }
    return ent_store_keep(ctx, store, give_run, &given);
}

static ent_status
give_fit(ent_ctx *ctx, ent_store *store, void *what)
{
    const ent_fit_row *row = what;
    sqlite3_stmt      *statement = NULL;
    char               seed[24];
    ent_bind           bind;
    ent_status         status = ent_db_prepare(
                ctx, store->db, "INSERT INTO fits VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", &statement);

    if (status != ENT_OK) {
        return status;
    }
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)row->seed);
    ent_bind_start(&bind, statement);
    ent_bind_text(&bind, row->model);
    ent_bind_text(&bind, row->status);
    ent_bind_text(&bind, seed);
    ent_bind_integer(&bind, (int64_t)row->parameters);
    ent_bind_text(&bind, row->file);
    ent_bind_text(&bind, row->result);
    ent_bind_text(&bind, row->details);
    ent_bind_text(&bind, row->version);
    ent_bind_text(&bind, row->command);
    ent_bind_text(&bind, row->sources);
    status = ent_bind_run(ctx, &bind);
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_store_add_fit(ent_ctx *ctx, ent_store *store, const ent_fit_row *row)
{
    ent_fit_row given = *row;

    if (!store->writable) {
        return ent_fail(ctx, ENT_E_ARG, "the store is open for reading, a fit is written");
    }
    if (row->seed > INT64_MAX) {
        return ent_fail(ctx, ENT_E_ARG, "the seed of a fit is at most %lld", (long long)INT64_MAX);
    }
    return ent_store_keep(ctx, store, give_fit, &given);
}

static uint64_t
count_at(sqlite3_stmt *statement, int column)
{
    int64_t value = sqlite3_column_int64(statement, column);

    return value > 0 ? (uint64_t)value : 0;
}

ent_status
ent_store_run(ent_ctx *ctx, ent_store *store, int64_t run, ent_run_visitor visit, void *user)
{
    sqlite3_stmt *statement = NULL;
    bool          found = false;
    ent_bind      bind;
    ent_status    status =
        ent_db_prepare(ctx, store->db,
                       "SELECT scenario, model, system_at, file_sha256, seed, runs, horizon,"
                       " finished, status, result, version, command, sources FROM runs"
                       " WHERE run = ?",
                       &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_integer(&bind, run);
    status = ent_bind_check(ctx, &bind);
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &found);
    }
    if (status == ENT_OK && !found) {
        status = ent_fail(ctx, ENT_E_NOTFOUND,
                          "no run %lld is kept in this store; 'entente list runs' shows those that "
                          "are",
                          (long long)run);
    } else if (status == ENT_OK) {
        ent_run_row row = {.scenario = ent_db_text(statement, 0),
                           .model = ent_db_text(statement, 1),
                           .system_at = ent_db_text(statement, 2),
                           .file_sha256 = ent_db_text(statement, 3),
                           .seed = count_at(statement, 4),
                           .runs = count_at(statement, 5),
                           .horizon = count_at(statement, 6),
                           .finished = count_at(statement, 7),
                           .status = ent_db_text(statement, 8),
                           .result = ent_db_text(statement, 9),
                           .version = ent_db_text(statement, 10),
                           .command = ent_db_text(statement, 11),
                           .sources = ent_db_text(statement, 12)};

        status = visit(ctx, user, &row);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

static const char FIT_COLUMNS[] = "SELECT model, status, seed, parameters, file, result,"
                                  " details, version, command, sources FROM fits";

static ent_fit_row
fit_at(sqlite3_stmt *statement)
{
    return (ent_fit_row){.model = ent_db_text(statement, 0),
                         .status = ent_db_text(statement, 1),
                         .seed = count_at(statement, 2),
                         .parameters = count_at(statement, 3),
                         .file = ent_db_text(statement, 4),
                         .result = ent_db_text(statement, 5),
                         .details = ent_db_text(statement, 6),
                         .version = ent_db_text(statement, 7),
                         .command = ent_db_text(statement, 8),
                         .sources = ent_db_text(statement, 9)};
}

static ent_status
prepare_fits(ent_ctx *ctx, ent_store *store, const char *rest, sqlite3_stmt **out)
{
    char sql[256];

    (void)snprintf(sql, sizeof sql, "%s%s", FIT_COLUMNS, rest);
    return ent_db_prepare(ctx, store->db, sql, out);
}

ent_status
ent_store_fit(ent_ctx *ctx, ent_store *store, int64_t fit, ent_fit_visitor visit, void *user)
{
    sqlite3_stmt *statement = NULL;
    bool          found = false;
    ent_bind      bind;
    ent_status    status = prepare_fits(ctx, store, " WHERE fit = ?", &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_integer(&bind, fit);
    status = ent_bind_check(ctx, &bind);
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &found);
    }
    if (status == ENT_OK && !found) {
        status = ent_fail(ctx, ENT_E_NOTFOUND,
                          "no fit %lld is kept in this store; 'entente list fits' shows those that "
                          "are",
                          (long long)fit);
    } else if (status == ENT_OK) {
        ent_fit_row row = fit_at(statement);

        status = visit(ctx, user, &row);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_store_fits(ent_ctx *ctx, ent_store *store, const char *kept_status, ent_fit_visitor visit,
               void *user)
{
    sqlite3_stmt *statement = NULL;
    bool          found = false;
    ent_bind      bind;
    ent_status status = prepare_fits(ctx, store, " WHERE status = ? ORDER BY fit DESC", &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_text(&bind, kept_status);
    status = ent_bind_check(ctx, &bind);
    while (status == ENT_OK && (status = ent_db_step(ctx, statement, &found)) == ENT_OK && found) {
        ent_fit_row row = fit_at(statement);

        status = visit(ctx, user, &row);
    }
    (void)sqlite3_finalize(statement);
    return status;
}
