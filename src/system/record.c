/*
 * record.c - the record in memory: all dated facts of the store
 *
 *   1. loading     2. treaties and their parties     3. loading by the seams     4. access
 *
 * SPDX-License-Identifier: MIT
 */
#include "system/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "system/derive.h"
#include "system/seam.h"

typedef struct fact_list {
    unsigned char *items;
    size_t         count, capacity;
} fact_list;

/* The parties of one treaty, as a stretch of ent_record.parties. */
typedef struct treaty_parties {
    size_t first, count;
} treaty_parties;

/* The places of the facts of a kind by year: a picture of one year asks for few of them. */
typedef struct year_index {
    uint32_t *order; /* places, by year, then as they stand */
    size_t   *first; /* of each year in `order`, and one more */
    int       from, to;
} year_index;

typedef struct year_span {
    int from, to; /* from > to: of none */
} year_span;

static const ent_fact_kind YEARLY[] = {ENT_FACT_TRADE, ENT_FACT_IGO_COUNT, ENT_FACT_CAPABILITY,
                                       ENT_FACT_GDP,   ENT_FACT_REGIME,    ENT_FACT_PROFILE};
enum { YEARLY_KINDS = sizeof YEARLY / sizeof YEARLY[0] };

struct ent_record {
    const ent_codes          *codes;
    ent_arena                 arena;
    fact_list                 facts[ENT_FACT_KINDS];
    const ent_treaty_member **parties;   /* all, by treaty */
    treaty_parties           *of_treaty; /* one for each treaty, in the order of the facts */
    ent_source_file          *files;
    size_t                    file_count;
    const ent_source_file   **sources; /* one file of each set and version that gave facts */
    size_t                    source_count;
    const ent_source_file   **by_number; /* as many as the greatest number, and one */
    size_t                    number_count;
    ent_seams                 seams;
    unsigned                  detail; /* that was asked for */
    ent_day                   as_of;  /* of which facts are known; ENT_DAY_MAX: all */
    year_index                years[YEARLY_KINDS];
    year_span                 spans[ENT_FACT_KINDS];
    ent_memo                 *memo;
};

enum { DAYS_OF_A_YEAR = 366, GREATEST_NUMBER = 1 << 20 };

/* 1. loading */

/* Copy the strings of a fact, so that it outlives the store's row. */
static bool
keep_strings(ent_arena *arena, const ent_fact_type *type, unsigned char *fact)
{
    ent_provenance *from = (ent_provenance *)(void *)fact;

    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        const char *text;

        size_t at = field->offset;

        if (field->type == ENT_FIELD_PARTY) {
            at += offsetof(ent_party, given);
        } else if (field->type != ENT_FIELD_TEXT) {
            continue;
        }
        memcpy(&text, fact + at, sizeof text);
        if (text != NULL) {
            text = ent_arena_strdup(arena, text);
            if (text == NULL) {
                return false;
            }
            memcpy(fact + at, &text, sizeof text);
        }
    }
    if (from->citation != NULL &&
        (from->citation = ent_arena_strdup(arena, from->citation)) == NULL) {
        return false;
    }
    return from->locator == NULL ||
           (from->locator = ent_arena_strdup(arena, from->locator)) != NULL;
}

static ent_status
take_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    ent_record          *record = user;
    const ent_fact_type *type = ent_fact_describe(kind);
    fact_list           *list = &record->facts[kind];
    unsigned char       *copy;

    if (!ent_fact_begins_by(type, fact, record->as_of)) {
        return ENT_OK;
    }
    if (!ent_grow(&list->items, &list->capacity, list->count + 1, type->size)) {
        return ent_fail_nomem(ctx);
    }
    copy = list->items + list->count * type->size;
    memcpy(copy, fact, type->size);
    if (!keep_strings(&record->arena, type, copy)) {
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

/* 2. treaties and their parties */

/* By treaty, then as the rows stand. */
static int
compare_parties(const void *a, const void *b)
{
    const ent_treaty_member *x = *(const ent_treaty_member *const *)a;
    const ent_treaty_member *y = *(const ent_treaty_member *const *)b;
    int                      order = strcmp(x->treaty, y->treaty);

    return order != 0 ? order : (x > y) - (x < y);
}

static treaty_parties
find_parties(const ent_record *record, size_t party_count, const char *treaty)
{
    size_t low = 0, high = party_count;
    size_t count = 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(record->parties[middle]->treaty, treaty) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (low + count < party_count && strcmp(record->parties[low + count]->treaty, treaty) == 0) {
        count++;
    }
    return (treaty_parties){low, count};
}

static ent_status
index_parties(ent_ctx *ctx, ent_record *record)
{
    size_t                   treaty_count, party_count;
    const ent_treaty        *treaties = ent_record_facts(record, ENT_FACT_TREATY, &treaty_count);
    const ent_treaty_member *members =
        ent_record_facts(record, ENT_FACT_TREATY_MEMBER, &party_count);

    record->parties = ent_arena_alloc(&record->arena, party_count, sizeof *record->parties);
    record->of_treaty = ent_arena_alloc(&record->arena, treaty_count, sizeof *record->of_treaty);
    if (record->parties == NULL || record->of_treaty == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < party_count; i++) {
        record->parties[i] = &members[i];
    }
    if (party_count > 0) {
        qsort(record->parties, party_count, sizeof *record->parties, compare_parties);
    }
    for (size_t i = 0; i < treaty_count; i++) {
        record->of_treaty[i] = find_parties(record, party_count, treaties[i].treaty);
    }
    return ENT_OK;
}

const ent_treaty_member *const *
ent_record_parties(const ent_record *record, size_t treaty, size_t *count)
{
    *count = record->of_treaty[treaty].count;
    return record->parties + record->of_treaty[treaty].first;
}

/* 3. loading by the seams */

/* Our own facts are held whole: all of data/world is smaller than one published table. */
static ent_status
load_world(ent_ctx *ctx, ent_store *store, const ent_source_file *file, const ent_fact_sink *sink)
{
    ent_fact_filter filter = {.file = file->file};
    ent_status      status = ENT_OK;

    for (int kind = 0; kind < ENT_FACT_KINDS && status == ENT_OK; kind++) {
        if (ent_file_holds(file, "world", (ent_fact_kind)kind)) {
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

/* The rows of a kind, and the facts of pairs that they give. */
static ent_status
load_kind(ent_ctx *ctx, ent_store *store, ent_record *record, ent_fact_kind kind,
          const ent_fact_filter *filter, const ent_fact_sink *sink)
{
    const fact_list *list = &record->facts[kind];
    size_t           size = ent_fact_describe(kind)->size, before = list->count;
    ent_status       status = ent_store_facts_of(ctx, store, kind, filter, sink);

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

/* What facts were read from; the files stand by set and version. */
static void
list_sources(ent_record *record, const bool *gave_facts)
{
    for (size_t i = 0; i < record->file_count; i++) {
        const ent_source_file *file = &record->files[i];
        const ent_source_file *last =
            record->source_count > 0 ? record->sources[record->source_count - 1] : NULL;

        if (gave_facts[i] && (last == NULL || strcmp(last->set, file->set) != 0 ||
                              strcmp(last->version, file->version) != 0)) {
            record->sources[record->source_count++] = file;
        }
    }
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
                     ? load_world(ctx, store, file, &sink)
                     : load_published(ctx, store, record, file, options, &sink);
        gave_facts[file - record->files] = fact_count(record) > before;
        file = next_file(record, file->file);
    }
    if (status == ENT_OK) {
        list_sources(record, gave_facts);
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
    fact_list *list = &record->facts[kind];
    size_t     size = ent_fact_describe(kind)->size, kept = 0;

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

static int32_t
year_at(const fact_list *list, size_t size, size_t offset, size_t i)
{
    int32_t year;

    memcpy(&year, list->items + i * size + offset, sizeof year);
    return year;
}

/* Counting sort: linear in the facts. */
static ent_status
index_years(ent_ctx *ctx, ent_record *record, ent_fact_kind kind, year_index *index)
{
    const fact_list      *list = &record->facts[kind];
    const ent_fact_type  *type = ent_fact_describe(kind);
    const ent_fact_field *field = type->fields;
    size_t                span;

    while (strcmp(field->name, "year") != 0) {
        field++;
    }
    index->from = INT32_MAX;
    index->to = INT32_MIN;
    for (size_t i = 0; i < list->count; i++) {
        int32_t year = year_at(list, type->size, field->offset, i);

        index->from = year < index->from ? year : index->from;
        index->to = year > index->to ? year : index->to;
    }
    if (list->count == 0) {
        return ENT_OK;
    }
    span = (size_t)(index->to - index->from) + 1;
    index->order = ent_arena_alloc(&record->arena, list->count, sizeof *index->order);
    index->first = ent_arena_alloc(&record->arena, span + 2, sizeof *index->first);
    if (index->order == NULL || index->first == NULL) {
        return ent_fail_nomem(ctx);
    }
    memset(index->first, 0, (span + 2) * sizeof *index->first);
    for (size_t i = 0; i < list->count; i++) {
        index->first[year_at(list, type->size, field->offset, i) - index->from + 2]++;
    }
    for (size_t y = 2; y < span + 2; y++) {
        index->first[y] += index->first[y - 1];
    }
    for (size_t i = 0; i < list->count; i++) {
        size_t y = (size_t)(year_at(list, type->size, field->offset, i) - index->from);

        index->order[index->first[y + 1]++] = (uint32_t)i;
    }
    return ENT_OK;
}

/* The years that a kind of fact speaks of: of its finite days and its years. */
static year_span
find_years(const ent_record *record, ent_fact_kind kind)
{
    ent_day              first = ent_seams_first_day(&record->seams, kind);
    const ent_fact_type *type = ent_fact_describe(kind);
    const fact_list     *list = &record->facts[kind];
    year_span            out = {INT32_MAX, INT32_MIN};

    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        bool    is_end = field->type == ENT_FIELD_END;
        bool    is_day = is_end || field->type == ENT_FIELD_START;
        int32_t value, least = INT32_MAX, most = INT32_MIN;

        if (!is_day && (field->type != ENT_FIELD_INTEGER || strcmp(field->name, "year") != 0)) {
            continue;
        }
        for (size_t i = 0; i < list->count; i++) {
            memcpy(&value, list->items + i * type->size + field->offset, sizeof value);
            if (!is_day || (value != ENT_DAY_MIN && value != ENT_DAY_MAX)) {
                least = value - is_end < least ? value - is_end : least;
                most = value - is_end > most ? value - is_end : most;
            }
        }
        if (least <= most) {
            least = is_day ? ent_date_year(least) : least;
            most = is_day ? ent_date_year(most) : most;
            out.from = least < out.from ? least : out.from;
            out.to = most > out.to ? most : out.to;
        }
    }
    if (list->count > 0 && first != ENT_DAY_MIN && first != ENT_DAY_MAX &&
        out.from < ent_date_year(first)) {
        out.from = ent_date_year(first);
    }
    return out;
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
    ent_arena_init(&record->arena);
    status = load_files(ctx, store, record);
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
        status = index_parties(ctx, record);
    }
    for (size_t i = 0; i < YEARLY_KINDS && status == ENT_OK; i++) {
        status = index_years(ctx, record, YEARLY[i], &record->years[i]);
    }
    if (status != ENT_OK) {
        ent_record_destroy(record);
        return status;
    }
    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        record->spans[kind] = find_years(record, (ent_fact_kind)kind);
    }
    *out = record;
    return ENT_OK;
}

void
ent_record_destroy(ent_record *record)
{
    if (record != NULL) {
        for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
            ent_free(record->facts[kind].items);
        }
        ent_memo_destroy(record->memo);
        ent_arena_clear(&record->arena);
        ent_free(record);
    }
}

ent_status
ent_record_remember(ent_ctx *ctx, ent_record *record, size_t most_bytes)
{
    return record->memo != NULL ? ENT_OK : ent_memo_create(ctx, most_bytes, &record->memo);
}

ent_memo *
ent_record_memo(const ent_record *record)
{
    return record->memo;
}

/* 4. access */

const ent_codes *
ent_record_codes(const ent_record *record)
{
    return record->codes;
}

const void *
ent_record_facts(const ent_record *record, ent_fact_kind kind, size_t *count)
{
    *count = record->facts[kind].count;
    return record->facts[kind].items;
}

const uint32_t *
ent_record_year(const ent_record *record, ent_fact_kind kind, int year, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < YEARLY_KINDS; i++) {
        const year_index *index = &record->years[i];

        if (YEARLY[i] == kind && index->order != NULL && year >= index->from && year <= index->to) {
            size_t y = (size_t)(year - index->from);

            *count = index->first[y + 1] - index->first[y];
            return index->order + index->first[y];
        }
    }
    return NULL;
}

const ent_source_file *
ent_record_files(const ent_record *record, size_t *count)
{
    *count = record->file_count;
    return record->files;
}

const ent_source_file *const *
ent_record_sources(const ent_record *record, size_t *count)
{
    *count = record->source_count;
    return record->sources;
}

const ent_seam *
ent_record_seams(const ent_record *record, size_t *count)
{
    *count = record->seams.count;
    return record->seams.items;
}

static const ent_source_file *
file_of(const ent_record *record, uint32_t number)
{
    return number < record->number_count ? record->by_number[number] : NULL;
}

void
ent_record_fact_id(const ent_record *record, const ent_provenance *from, char out[160])
{
    const ent_source_file *file = file_of(record, from->file);

    out[0] = '\0';
    if (file != NULL) {
        (void)snprintf(out, 160, "%s@%s/%s:%u", file->set, file->version, ent_base_name(file->name),
                       from->line);
    }
}

const void *
ent_record_fact(const ent_record *record, ent_fact_kind kind, const ent_provenance *from)
{
    size_t               size = ent_fact_describe(kind)->size;
    const unsigned char *items = record->facts[kind].items;
    size_t               low = 0, high = record->facts[kind].count;

    while (low < high) {
        size_t                middle = low + (high - low) / 2;
        const ent_provenance *there = (const void *)(items + middle * size);

        if (there->file < from->file || (there->file == from->file && there->line < from->line)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < record->facts[kind].count) {
        const ent_provenance *there = (const void *)(items + low * size);

        if (there->file == from->file && there->line == from->line) {
            return there;
        }
    }
    return NULL;
}

/* The key of a row's citation: a system carries file and line alone, the row has the rest. */
static const char *
citation_key(const ent_record *record, const ent_provenance *from)
{
    const ent_provenance *row = NULL;

    for (int kind = 0; from->citation == NULL && row == NULL && kind < ENT_FACT_KINDS; kind++) {
        row = ent_record_fact(record, (ent_fact_kind)kind, from);
    }
    return row != NULL ? row->citation : from->citation;
}

const char *
ent_record_citation(const ent_record *record, const ent_provenance *from)
{
    const ent_citation    *citations = (const void *)record->facts[ENT_FACT_CITATION].items;
    const char            *key = citation_key(record, from);
    const ent_source_file *file;

    for (size_t i = 0; key != NULL && i < record->facts[ENT_FACT_CITATION].count; i++) {
        if (strcmp(citations[i].source, key) == 0) {
            return citations[i].citation_text;
        }
    }
    file = file_of(record, from->file);
    return file != NULL && file->citation != NULL ? file->citation : "";
}

int
ent_record_age(const ent_record *record, const ent_provenance *from, ent_day day)
{
    const ent_source_file *file = file_of(record, from->file);

    if (file == NULL || file->last == ENT_DAY_MAX || day <= file->last) {
        return 0;
    }
    return ent_date_year(day) - ent_date_year(file->last);
}

int
ent_record_carried(const ent_record *record, const char *kind, ent_day day)
{
    const unsigned choices = ENT_RECORD_FLOWS | ENT_RECORD_VOTES | ENT_RECORD_EVENTS;

    for (size_t i = 0; i < record->seams.count; i++) {
        const ent_seam        *seam = &record->seams.items[i];
        const ent_source_file *file = record->seams.files[i];

        if (strcmp(seam->kind, kind) == 0 && day >= seam->used.from && day < seam->used.to) {
            bool early = file->first != ENT_DAY_MAX && day < file->first;
            bool left_out = (record->seams.supplies[i]->detail & choices & ~record->detail) != 0;

            if (early || left_out) {
                return -1;
            }
            return file->last == ENT_DAY_MAX || day <= file->last
                       ? 0
                       : ent_date_year(day) - ent_date_year(file->last);
        }
    }
    return -1;
}

void
ent_record_years(const ent_record *record, ent_fact_kind kind, int *from, int *to)
{
    *from = record->spans[kind].from;
    *to = record->spans[kind].to;
}

/* Asked for each row of each system: most kinds differ in their first letter. */
static bool
is_of_kind(const ent_seam *seam, const char *kind)
{
    return seam->kind[0] == kind[0] && strcmp(seam->kind, kind) == 0;
}

bool
ent_record_uses(const ent_record *record, const char *kind, const ent_provenance *from, ent_day day)
{
    const ent_source_file *file = file_of(record, from->file);

    for (size_t i = 0; file != NULL && i < record->seams.count; i++) {
        const ent_seam *seam = &record->seams.items[i];

        if (is_of_kind(seam, kind) && day >= seam->used.from && day < seam->used.to) {
            return strcmp(seam->set, file->set) == 0 && strcmp(seam->version, file->version) == 0;
        }
    }
    return false;
}
