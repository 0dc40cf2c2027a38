/*
 * known.c - what could be known on a day
 *
 *   1. facts by start     2. facts by year     3. sources     4. the cut
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "system/begin.h"
#include "system/record_parts.h"

/* 1. facts by start */

/* The facts of a kind that could be known then; all of them are borrowed where none could not. */
static ent_status
keep_begun(ent_ctx *ctx, const ent_fact_list *from, size_t size, const ent_beginnings *when,
           ent_fact_list *to)
{
    bool   always = when->start_count == 0 && when->year == SIZE_MAX; /* nothing says when */
    size_t first = always ? from->count : 0;

    while (first < from->count && ent_begins(when, from->items + first * size)) {
        first++;
    }
    if (first == from->count) {
        *to = (ent_fact_list){from->items, from->count, 0};
        return ENT_OK;
    }
    if (!ent_grow(&to->items, &to->capacity, from->count, size)) {
        return ent_fail_nomem(ctx);
    }
    memcpy(to->items, from->items, first * size);
    to->count = first;
    for (size_t i = first + 1; i < from->count; i++) {
        const unsigned char *fact = from->items + i * size;

        if (ent_begins(when, fact)) {
            memcpy(to->items + to->count++ * size, fact, size);
        }
    }
    return ENT_OK;
}

/* 2. facts by year */

/* Whether the index of years tells which facts of a kind could be known. */
static bool
is_told_by_years(const ent_beginnings *when, const ent_year_index *index)
{
    return when->start_count == 0 && !when->ends && index != NULL && index->order != NULL &&
           index->from >= ENT_BEGINS_FIRST_YEAR && index->to <= ENT_BEGINS_LAST_YEAR;
}

/* Room for the facts of the years that were over: half a million of trade, of which systems ask
   year by year where they stand uncut, and hardly anybody for all. */
static ent_status
keep_years(ent_ctx *ctx, const ent_record *uncut, ent_fact_kind kind, int32_t last_year,
           ent_record *known)
{
    const ent_year_index *index = ent_record_year_index(uncut, kind);
    ent_fact_list        *to = &known->facts[kind];
    size_t years = last_year < index->from ? 0 : (size_t)(last_year - index->from) + 1;
    size_t count = index->first[years];

    known->late[kind] = ent_late_facts_create(&uncut->facts[kind], kind, known->as_of);
    if (known->late[kind] == NULL ||
        (count > 0 && !ent_grow(&to->items, &to->capacity, count, ent_fact_describe(kind)->size))) {
        return ent_fail_nomem(ctx);
    }
    to->count = count;
    return ENT_OK;
}

static ent_status
keep_known(ent_ctx *ctx, const ent_record *uncut, ent_fact_kind kind, ent_record *known)
{
    const ent_fact_type  *type = ent_fact_describe(kind);
    const ent_fact_list  *from = &uncut->facts[kind];
    const ent_year_index *index = ent_record_year_index(uncut, kind);
    ent_beginnings        when;

    if (known->as_of == ENT_DAY_MAX) {
        known->facts[kind] = (ent_fact_list){from->items, from->count, 0};
        return ENT_OK;
    }
    when = ent_beginnings_of(type, known->as_of);
    return is_told_by_years(&when, index) && when.last_year < index->to
               ? keep_years(ctx, uncut, kind, when.last_year, known)
               : keep_begun(ctx, from, type->size, &when, &known->facts[kind]);
}

/* 3. sources */

/* The place behind the facts of a file; they stand file by file. */
static size_t
behind_file(const ent_fact_list *list, size_t size, size_t from)
{
    uint32_t file = ((const ent_provenance *)(const void *)(list->items + from * size))->file;
    size_t   low = from + 1, high = list->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (((const ent_provenance *)(const void *)(list->items + middle * size))->file <= file) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The files that gave a fact of a kind that could be known, by their numbers. */
static void
mark_givers(const ent_record *uncut, const ent_record *known, ent_fact_kind kind, bool *of_number)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    const ent_fact_list *list =
        known->late[kind] != NULL ? &uncut->facts[kind] : &known->facts[kind];
    ent_beginnings when = ent_beginnings_of(type, known->as_of);

    for (size_t i = 0; i < list->count;) {
        const unsigned char *fact = list->items + i * type->size;
        bool *marked = &of_number[((const ent_provenance *)(const void *)fact)->file];

        *marked = *marked || known->late[kind] == NULL || ent_begins(&when, fact);
        i = *marked ? behind_file(list, type->size, i) : i + 1;
    }
}

/* Of the files that gave facts, those that gave one of these. */
static ent_status
list_sources(ent_ctx *ctx, const ent_record *uncut, ent_record *known)
{
    bool *gave = ent_arena_alloc(&known->arena, known->file_count + 1, sizeof *gave);
    bool *of_number = ent_arena_alloc(&known->arena, known->number_count + 1, sizeof *gave);

    known->sources = ent_arena_alloc(&known->arena, known->file_count + 1, sizeof *known->sources);
    if (gave == NULL || of_number == NULL || known->sources == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        mark_givers(uncut, known, (ent_fact_kind)kind, of_number);
    }
    for (size_t i = 0; i < known->file_count; i++) {
        gave[i] = of_number[known->files[i].file];
    }
    ent_record_list_sources(known, gave);
    return ENT_OK;
}

/* 4. the cut */

ent_status
ent_record_known(ent_ctx *ctx, const ent_record *record, ent_day day, ent_record **out)
{
    const ent_record *uncut = ent_record_uncut(record);
    ent_record       *known = ent_alloc_zero(1, sizeof *known);
    ent_status        status = ENT_OK;

    if (known == NULL) {
        return ent_fail_nomem(ctx);
    }
    known->codes = record->codes;
    known->files = record->files;
    known->file_count = record->file_count;
    known->by_number = record->by_number;
    known->number_count = record->number_count;
    known->of = record;
    known->seams = record->seams;
    known->detail = record->detail;
    known->as_of = day < record->as_of ? day : record->as_of;
    known->answers = ent_answers_hold(record->answers);
    ent_arena_init(&known->arena);
    known->identity =
        ent_arena_printf(&known->arena, "known on %d, %s", (int)known->as_of, record->identity);
    status = known->identity != NULL ? ENT_OK : ent_fail_nomem(ctx);
    for (int kind = 0; kind < ENT_FACT_KINDS && status == ENT_OK; kind++) {
        status = keep_known(ctx, uncut, (ent_fact_kind)kind, known);
    }
    if (status == ENT_OK) {
        status = list_sources(ctx, uncut, known);
    }
    if (status == ENT_OK) {
        status = ent_record_index(ctx, known);
    }
    if (status != ENT_OK) {
        ent_record_destroy(known);
        return status;
    }
    *out = known;
    return ENT_OK;
}

const ent_record *
ent_record_of_span(const ent_record *record, ent_span span)
{
    while (record->of != NULL && span.to - 1 <= record->as_of) {
        record = record->of;
    }
    return record;
}
