/*
 * load.c - the record out of the store
 *
 *   1. facts and files     2. by the seams     3. all of it
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "store/facts.h"
#include "store/packs.h"
#include "system/derive.h"
#include "system/record_parts.h"

enum { DAYS_OF_A_YEAR = 366, GREATEST_NUMBER = 1 << 20 };

/* 1. facts and files */

/* The text at an offset of a fact outlives the store's row; where the fact before says the same,
   its copy is taken. */
static bool
keep_text(ent_arena *arena, const unsigned char *before, unsigned char *fact, size_t at)
{
    const char *text, *last = NULL;

    memcpy(&text, fact + at, sizeof text);
    if (text == NULL) {
        return true;
    }
    if (before != NULL) {
        memcpy(&last, before + at, sizeof last);
    }
    text = last != NULL && strcmp(text, last) == 0 ? last : ent_arena_strdup(arena, text);
    memcpy(fact + at, &text, sizeof text);
    return text != NULL;
}

/*
 * Keep the strings of a fact.  Rows that stand together say the same of much: of a million votes,
 * runs of two hundred are on one roll call.
 *
 * @param before the fact of the kind before it; NULL: none
 */
static bool
keep_strings(ent_arena *arena, const ent_fact_type *type, const unsigned char *before,
             unsigned char *fact)
{
    bool kept = keep_text(arena, before, fact, offsetof(ent_provenance, citation)) &&
                keep_text(arena, before, fact, offsetof(ent_provenance, locator));

    for (const ent_fact_field *field = type->fields; kept && field->name != NULL; field++) {
        if (field->type == ENT_FIELD_TEXT) {
            kept = keep_text(arena, before, fact, field->offset);
        } else if (field->type == ENT_FIELD_PARTY) {
            kept = keep_text(arena, before, fact, field->offset + offsetof(ent_party, given));
        }
    }
    return kept;
}

static ent_status
take_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    ent_record          *record = user;
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_fact_list       *list = &record->facts[kind];
    unsigned char       *copy;

    if (!ent_fact_begins_by(type, fact, record->as_of)) {
        return ENT_OK;
    }
    if (!ent_grow(&list->items, &list->capacity, list->count + 1, type->size)) {
        return ent_fail_nomem(ctx);
    }
    copy = list->items + list->count * type->size;
    memcpy(copy, fact, type->size);
    if (!keep_strings(&record->arena, type, list->count > 0 ? copy - type->size : NULL, copy)) {
        return ent_fail_nomem(ctx);
    }
    list->count++;
    return ENT_OK;
}

static ent_status
load_files(ent_ctx *ctx, ent_store *store, ent_record *record)
{
    const ent_source_file *files;
    size_t                 count;
    ent_status             status = ent_store_files(ctx, store, &files, &count);

    if (status != ENT_OK) {
        return status;
    }
    record->files = ent_arena_alloc(&record->arena, count, sizeof *files);
    record->sources = ent_arena_alloc(&record->arena, count, sizeof *record->sources);
    if (record->files == NULL || record->sources == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        ent_source_file *file = &record->files[i];
        const char     **texts[] = {&file->set, &file->version, &file->name, &file->sha256,
                                    &file->citation};

        *file = files[i];
        for (size_t j = 0; j < sizeof texts / sizeof texts[0]; j++) {
            if (*texts[j] != NULL &&
                (*texts[j] = ent_arena_strdup(&record->arena, *texts[j])) == NULL) {
                return ent_fail_nomem(ctx);
            }
        }
    }
    record->file_count = count;
    return ENT_OK;
}

/* Files are numbered from 1 on; a number beyond all sense is that of a store from elsewhere. */
static ent_status
number_files(ent_ctx *ctx, ent_record *record)
{
    uint32_t greatest = 0;

    for (size_t i = 0; i < record->file_count; i++) {
        greatest = record->files[i].file > greatest ? record->files[i].file : greatest;
    }
    if (greatest > GREATEST_NUMBER) {
        return ent_fail(ctx, ENT_E_STORE,
                        "a file of number %u: the store was altered outside of "
                        "entente",
                        (unsigned)greatest);
    }
    record->number_count = (size_t)greatest + 1;
    record->by_number =
        ent_arena_alloc(&record->arena, record->number_count, sizeof *record->by_number);
    if (record->by_number == NULL) {
        return ent_fail_nomem(ctx);
    }
    memset(record->by_number, 0, record->number_count * sizeof *record->by_number);
    for (size_t i = 0; i < record->file_count; i++) {
        record->by_number[record->files[i].file] = &record->files[i];
    }
    return ENT_OK;
}

/* 2. by the seams */

/* Votes are many: where another record of the store holds them, that one's serve. */
static bool
is_lent(const ent_record_options *options, ent_fact_kind kind)
{
    return kind == ENT_FACT_VOTE && options != NULL && options->votes != NULL &&
           (options->detail & ENT_RECORD_VOTES) != 0;
}

/* Whether a list has facts of each file, by the files' places. */
static void
mark_givers(const ent_record *record, ent_fact_kind kind, bool *gave_facts)
{
    const ent_fact_list *list = &record->facts[kind];
    size_t               size = ent_fact_describe(kind)->size;
    uint32_t             last = 0;

    for (size_t i = 0; i < list->count; i++) {
        const ent_provenance *from = (const void *)(list->items + i * size);

        if (from->file != last && from->file < record->number_count &&
            record->by_number[from->file] != NULL) {
            gave_facts[record->by_number[from->file] - record->files] = true;
        }
        last = from->file;
    }
}

static void
borrow_votes(ent_record *record, const ent_record *of, bool *gave_facts)
{
    const ent_fact_list *list = &of->facts[ENT_FACT_VOTE];

    record->facts[ENT_FACT_VOTE] = (ent_fact_list){list->items, list->count, 0};
    mark_givers(record, ENT_FACT_VOTE, gave_facts);
}

/* Our own facts are held whole: all of data/world is smaller than one published table. */
static ent_status
load_world(ent_ctx *ctx, ent_store *store, const ent_source_file *file,
           const ent_record_options *options, const ent_fact_sink *sink)
{
    ent_fact_filter filter = {.file = file->file};
    ent_status      status = ENT_OK;

    for (int kind = 0; kind < ENT_FACT_KINDS && status == ENT_OK; kind++) {
        if (ent_file_holds(file, "world", (ent_fact_kind)kind) &&
            !is_lent(options, (ent_fact_kind)kind)) {
            status = ent_store_facts_of(ctx, store, (ent_fact_kind)kind, &filter, sink);
        }
    }
    return status;
}

/* What is remembered for years, or carried beyond its source, is needed from before the span. */
static ent_span
widened(ent_span span, const ent_source_file *file, const ent_supply *supply)
{
    ent_day memory = supply->memory * DAYS_OF_A_YEAR;

    if (span.from >= span.to) {
        return (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
    }
    if (span.from != ENT_DAY_MIN && file->last != ENT_DAY_MAX && span.from > file->last) {
        span.from = file->last;
    }
    if (span.from > ENT_DAY_MIN + memory) {
        span.from -= memory;
    }
    return span;
}

/* What is many is held of the set that its seam reads alone, and not beside it. */
static bool
is_read(const ent_record *record, const ent_supply *supply)
{
    for (size_t i = 0; i < record->seams.count; i++) {
        if (record->seams.supplies[i] == supply) {
            return true;
        }
    }
    return false;
}

/* Facts that were not known yet, or are of other days, go again. */
static void
leave_wanted(ent_record *record, ent_fact_kind kind, const ent_fact_filter *filter, size_t before)
{
    ent_fact_list       *list = &record->facts[kind];
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_beginnings       when = ent_beginnings_of(type, record->as_of);
    bool                 all = record->as_of == ENT_DAY_MAX;
    size_t               kept = before;

    for (size_t i = before; i < list->count; i++) {
        const unsigned char *fact = list->items + i * type->size;

        if ((all || ent_begins(&when, fact)) && ent_filter_takes(kind, filter, fact)) {
            memmove(list->items + kept++ * type->size, fact, type->size);
        }
    }
    list->count = kept;
}

/* The rows of a kind, packed where most of them are wanted. */
static ent_status
load_rows(ent_ctx *ctx, ent_store *store, ent_record *record, ent_fact_kind kind,
          const ent_fact_filter *filter, const ent_fact_sink *sink)
{
    ent_fact_list *list = &record->facts[kind];
    ent_unpacked   facts = {list->items, list->count, list->capacity};
    size_t         before = list->count;
    bool           always = filter->span.from == ENT_DAY_MIN && filter->span.to == ENT_DAY_MAX;
    bool           found = false;
    ent_status     status = ENT_OK;

    if (filter->states == NULL && (always || !ent_rows_know_years(kind))) {
        status = ent_packs_read(ctx, store, kind, filter->file, &record->arena, &facts, &found);
        *list = (ent_fact_list){facts.items, facts.count, facts.capacity};
    }
    if (status == ENT_OK && !found) {
        return ent_store_facts_of(ctx, store, kind, filter, sink);
    }
    if (!always || record->as_of != ENT_DAY_MAX) {
        leave_wanted(record, kind, filter, before);
    }
    return status;
}

/* The rows of a kind, and the facts of pairs that they give. */
static ent_status
load_kind(ent_ctx *ctx, ent_store *store, ent_record *record, ent_fact_kind kind,
          const ent_fact_filter *filter, const ent_fact_sink *sink)
{
    const ent_fact_list *list = &record->facts[kind];
    size_t               size = ent_fact_describe(kind)->size, before = list->count;
    ent_status           status = load_rows(ctx, store, record, kind, filter, sink);

    return status == ENT_OK && list->count > before
               ? ent_derive_pairs(ctx, record->codes, kind, list->items + before * size,
                                  list->count - before, &record->arena, sink)
               : status;
}

/* Of a published set, the newest version of what can supply a kind that was asked for. */
static ent_status
load_published(ent_ctx *ctx, ent_store *store, ent_record *record, const ent_source_file *file,
               const ent_record_options *options, const ent_fact_sink *sink)
{
    static const ent_record_options ALL = {0};
    size_t                          count;
    const ent_supply               *supplies = ent_supplies(&count);
    const ent_record_options       *wanted = options != NULL ? options : &ALL;
    ent_fact_filter filter = {.file = file->file, .state_count = wanted->state_count};
    ent_status      status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        if ((supplies[i].detail & ~(wanted->detail | ENT_SUPPLY_EVIDENCE)) == 0 &&
            !is_lent(options, supplies[i].fact) &&
            (supplies[i].detail == ENT_RECORD_TIES || is_read(record, &supplies[i])) &&
            ent_supply_reads(&supplies[i], file, record->files, record->file_count)) {
            bool whole = wanted->state_count == 1 && ent_derives_pairs(supplies[i].fact);

            filter.span = widened(wanted->span, file, &supplies[i]);
            filter.states = whole ? NULL : wanted->states;
            status = load_kind(ctx, store, record, supplies[i].fact, &filter, sink);
        }
    }
    return status;
}

/* The file with the next greater number; the lists of facts are in the order of these. */
static const ent_source_file *
next_file(const ent_record *record, uint32_t number)
{
    const ent_source_file *next = NULL;

    for (size_t i = 0; i < record->file_count; i++) {
        const ent_source_file *file = &record->files[i];

        if (file->file > number && (next == NULL || file->file < next->file)) {
            next = file;
        }
    }
    return next;
}

static size_t
fact_count(const ent_record *record)
{
    size_t count = 0;

    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        count += record->facts[kind].count;
    }
    return count;
}

static ent_status
load_facts(ent_ctx *ctx, ent_store *store, ent_record *record, const ent_record_options *options)
{
    ent_fact_sink          sink = {record, take_fact, NULL};
    const ent_source_file *file = next_file(record, 0);
    bool      *gave_facts = ent_arena_alloc(&record->arena, record->file_count, sizeof *gave_facts);
    ent_status status = gave_facts != NULL ? ENT_OK : ent_fail_nomem(ctx);

    while (file != NULL && status == ENT_OK) {
        size_t before = fact_count(record);

        ent_progress(ctx, "loading the record", (uint64_t)(file - record->files),
                     record->file_count);
        status = strcmp(file->set, "world") == 0
                     ? load_world(ctx, store, file, options, &sink)
                     : load_published(ctx, store, record, file, options, &sink);
        gave_facts[file - record->files] = fact_count(record) > before;
        file = next_file(record, file->file);
    }
    if (status == ENT_OK && is_lent(options, ENT_FACT_VOTE)) {
        borrow_votes(record, options->votes, gave_facts);
    }
    if (status == ENT_OK) {
        ent_record_list_sources(record, gave_facts);
    }
    return status;
}

/* The seam of a kind that reads this file; NULL for none. */
static const ent_seam *
seam_of(const ent_record *record, const char *kind, const ent_provenance *from)
{
    for (size_t i = 0; i < record->seams.count; i++) {
        if (strcmp(record->seams.items[i].kind, kind) == 0 &&
            record->seams.files[i]->file == from->file) {
            return &record->seams.items[i];
        }
    }
    return NULL;
}

/*
 * Of disputes and sanctions, which are counted, only those stay that a seam reads: a spell of
 * data/world that ends while the published set speaks is in that set, and what a published set saw
 * last on its last day has no end but that day.
 */
static void
keep_what_seams_read(ent_record *record, ent_fact_kind kind, const char *name, size_t end_offset)
{
    ent_fact_list *list = &record->facts[kind];
    size_t         size = ent_fact_describe(kind)->size, kept = 0;

    for (size_t i = 0; i < list->count; i++) {
        unsigned char        *fact = list->items + i * size;
        const ent_provenance *from = (const void *)fact;
        const ent_seam       *seam = seam_of(record, name, from);
        ent_day               end;

        memcpy(&end, fact + end_offset, sizeof end);
        if (seam == NULL || end <= seam->used.from) {
            continue;
        }
        end = end < seam->used.to ? end : seam->used.to;
        memcpy(fact + end_offset, &end, sizeof end);
        memmove(list->items + kept * size, fact, size);
        kept++;
    }
    list->count = kept;
}

/* 3. all of it */

/* What of the store the record holds: two that say the same hold the same. */
static ent_status
identify(ent_ctx *ctx, ent_record *record, const ent_record_options *options)
{
    ent_text text;

    ent_text_init(&text);
    ent_text_addf(&text, "record of %u as of %d", record->detail, (int)record->as_of);
    if (options != NULL) {
        ent_text_addf(&text, " from %d to %d", (int)options->span.from, (int)options->span.to);
        for (size_t i = 0; options->sources != NULL && options->sources[i] != NULL; i++) {
            ent_text_addf(&text, " by %s", options->sources[i]);
        }
        for (size_t i = 0; i < options->state_count; i++) {
            ent_text_addf(&text, " state %u", (unsigned)options->states[i]);
        }
    }
    ent_text_add(&text, "\n");
    record->identity = text.failed ? NULL : ent_arena_strdup(&record->arena, ent_text_get(&text));
    ent_text_clear(&text);
    return record->identity != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

ent_status
ent_record_load(ent_ctx *ctx, ent_store *store, const ent_codes *codes,
                const ent_record_options *options, ent_record **out)
{
    ent_record *record = ent_alloc_zero(1, sizeof *record);
    ent_status  status;

    if (record == NULL) {
        return ent_fail_nomem(ctx);
    }
    record->codes = codes;
    record->detail = options != NULL ? options->detail : ENT_RECORD_TIES;
    record->as_of = options != NULL && options->as_of != 0 ? options->as_of : ENT_DAY_MAX;
    record->answers = ent_answers_hold(ent_store_answers(store));
    ent_arena_init(&record->arena);
    status = identify(ctx, record, options);
    if (status == ENT_OK && record->answers != NULL &&
        (record->print = ent_fingerprint_create()) == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = load_files(ctx, store, record);
    }
    if (status == ENT_OK) {
        status = number_files(ctx, record);
    }
    if (status == ENT_OK) {
        status = ent_seams_make(ctx, record->files, record->file_count,
                                options != NULL ? options->sources : NULL, &record->seams);
    }
    if (status == ENT_OK) {
        status = load_facts(ctx, store, record, options);
    }
    if (status == ENT_OK) {
        keep_what_seams_read(record, ENT_FACT_DISPUTE, "disputes", offsetof(ent_dispute, end));
        keep_what_seams_read(record, ENT_FACT_SANCTION, "sanctions", offsetof(ent_sanction, end));
        status = ent_record_index(ctx, record);
    }
    if (status != ENT_OK) {
        ent_record_destroy(record);
        return status;
    }
    *out = record;
    return ENT_OK;
}
