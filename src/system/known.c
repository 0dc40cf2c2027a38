/*
 * known.c - what could be known on a day
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "system/record_parts.h"

enum { MOST_STARTS = 8 }; /* no kind has as many days on which its facts begin */

/* Where the facts of a kind say when they could first be known, and what was over on a day. */
typedef struct beginnings {
    ent_day day;
    int32_t last_year; /* that was over then */
    size_t  starts[MOST_STARTS], start_count;
    size_t  year; /* SIZE_MAX: none */
} beginnings;

static beginnings
beginnings_of(const ent_fact_type *type, ent_day day)
{
    int        year = ent_date_year(day);
    beginnings out = {.day = day, .last_year = year, .year = SIZE_MAX};

    out.last_year -= ent_span_of_year(year).to - 1 > day;
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        if (field->type == ENT_FIELD_START && out.start_count < MOST_STARTS) {
            out.starts[out.start_count++] = field->offset;
        } else if (field->type == ENT_FIELD_INTEGER && strcmp(field->name, "year") == 0) {
            out.year = field->offset;
        }
    }
    return out;
}

static bool
begins(const beginnings *when, const unsigned char *fact)
{
    bool dated = false, begun = false;

    if (when->year != SIZE_MAX) {
        int32_t year;

        memcpy(&year, fact + when->year, sizeof year);
        if (year != ENT_NO_INTEGER && year <= 3000 && year >= 1000 && year > when->last_year) {
            return false;
        }
    }
    for (size_t i = 0; i < when->start_count; i++) {
        ent_day start;

        memcpy(&start, fact + when->starts[i], sizeof start);
        dated = dated || start != ENT_DAY_MIN;
        begun = begun || (start != ENT_DAY_MIN && start <= when->day);
    }
    return begun || !dated;
}

bool
ent_fact_begins_by(const ent_fact_type *type, const void *fact, ent_day day)
{
    beginnings when;

    if (day == ENT_DAY_MAX) {
        return true;
    }
    when = beginnings_of(type, day);
    return begins(&when, fact);
}

/* The facts of a kind that could be known then; all of them are borrowed where none could not. */
static ent_status
keep_known(ent_ctx *ctx, const ent_record *record, ent_fact_kind kind, ent_record *known)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    const ent_fact_list *from = &record->facts[kind];
    ent_fact_list       *to = &known->facts[kind];
    size_t               first = 0;
    beginnings           when;

    if (known->as_of == ENT_DAY_MAX) {
        *to = (ent_fact_list){from->items, from->count, 0};
        return ENT_OK;
    }
    when = beginnings_of(type, known->as_of);
    if (when.start_count == 0 && when.year == SIZE_MAX) {
        first = from->count; /* nothing says when one could */
    }
    while (first < from->count && begins(&when, from->items + first * type->size)) {
        first++;
    }
    if (first == from->count) {
        *to = (ent_fact_list){from->items, from->count, 0};
        return ENT_OK;
    }
    if (!ent_grow(&to->items, &to->capacity, from->count, type->size)) {
        return ent_fail_nomem(ctx);
    }
    memcpy(to->items, from->items, first * type->size);
    to->count = first;
    for (size_t i = first + 1; i < from->count; i++) {
        const unsigned char *fact = from->items + i * type->size;

        if (begins(&when, fact)) {
            memcpy(to->items + to->count++ * type->size, fact, type->size);
        }
    }
    return ENT_OK;
}

/* Of the files that gave facts, those that gave one of these. */
static ent_status
list_sources(ent_ctx *ctx, const ent_record *record, ent_record *known)
{
    bool *gave = ent_arena_alloc(&known->arena, record->file_count + 1, sizeof *gave);
    bool *of_number = ent_arena_alloc(&known->arena, record->number_count + 1, sizeof *gave);

    known->sources = ent_arena_alloc(&known->arena, record->file_count + 1, sizeof *known->sources);
    if (gave == NULL || of_number == NULL || known->sources == NULL) {
        return ent_fail_nomem(ctx);
    }
    memset(of_number, 0, record->number_count * sizeof *of_number);
    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        const ent_fact_list *list = &known->facts[kind];
        size_t               size = ent_fact_describe((ent_fact_kind)kind)->size;

        for (size_t i = 0; i < list->count; i++) {
            of_number[((const ent_provenance *)(const void *)(list->items + i * size))->file] =
                true;
        }
    }
    for (size_t i = 0; i < record->file_count; i++) {
        gave[i] = of_number[record->files[i].file];
    }
    ent_record_list_sources(known, gave);
    return ENT_OK;
}

ent_status
ent_record_known(ent_ctx *ctx, const ent_record *record, ent_day day, ent_record **out)
{
    ent_record *known = ent_alloc_zero(1, sizeof *known);
    ent_status  status = ENT_OK;

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
        status = keep_known(ctx, record, (ent_fact_kind)kind, known);
    }
    if (status == ENT_OK) {
        status = list_sources(ctx, record, known);
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
