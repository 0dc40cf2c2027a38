/*
 * index.c - what is looked up in the facts of a record, and the looking up
 *
 *   1. treaties and their parties     2. years     3. sources     4. all of it     5. looking up
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "system/record_parts.h"

static const ent_fact_kind YEARLY[ENT_YEARLY_KINDS] = {
    ENT_FACT_TRADE,  ENT_FACT_IGO_COUNT, ENT_FACT_CAPABILITY, ENT_FACT_GDP,
    ENT_FACT_REGIME, ENT_FACT_PROFILE,   ENT_FACT_SIGNAL,     ENT_FACT_TROOPS};

/* 1. treaties and their parties */

/* By treaty, then as the rows stand. */
static int
compare_parties(const void *a, const void *b)
{
    const ent_treaty_member *x = *(const ent_treaty_member *const *)a;
    const ent_treaty_member *y = *(const ent_treaty_member *const *)b;
    int                      order = strcmp(x->treaty, y->treaty);

    return order != 0 ? order : (x > y) - (x < y);
}

static ent_treaty_parties
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
    return (ent_treaty_parties){low, count};
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

/* 2. years */

static int32_t
year_at(const ent_fact_list *list, size_t size, size_t offset, size_t i)
{
    int32_t year;

    memcpy(&year, list->items + i * size + offset, sizeof year);
    return year;
}

/* Counting sort: linear in the facts. */
static ent_status
index_years(ent_ctx *ctx, ent_record *record, ent_fact_kind kind, ent_year_index *index)
{
    const ent_fact_list  *list = &record->facts[kind];
    const ent_fact_type  *type = ent_fact_describe(kind);
    const ent_fact_field *field = type->fields;
    size_t                span;

    while (strcmp(field->name, "year") != 0) {
        field++;
    }
    index->items = list->items;
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

/* Of what was known of a kind: the same places in the uncut list, up to the last year. */
static ent_year_index
cut_index(const ent_year_index *of, size_t count)
{
    ent_year_index out = *of;

    if (count == 0) {
        return (ent_year_index){.from = INT32_MAX, .to = INT32_MIN};
    }
    while (of->first[out.to - of->from] >= count) {
        out.to--;
    }
    return out;
}

/* The years that a kind of fact speaks of: of its finite days and its years. */
static ent_year_span
find_years(const ent_record *record, ent_fact_kind kind)
{
    ent_day              first = ent_seams_first_day(&record->seams, kind);
    const ent_fact_type *type = ent_fact_describe(kind);
    const ent_fact_list *list = &record->facts[kind];
    ent_year_span        out = {INT32_MAX, INT32_MIN};

    if (record->late[kind] != NULL) {
        const ent_year_index *index = ent_record_year_index(record, kind);

        out = (ent_year_span){index->from, index->to};
    }
    for (const ent_fact_field *field = type->fields;
         record->late[kind] == NULL && field->name != NULL; field++) {
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

/* Asked for by the system of each year, for all orders of a century. */
static ent_status
index_deliveries(ent_ctx *ctx, ent_record *record)
{
    const ent_fact_list     *list = &record->facts[ENT_FACT_ARMS_TRANSFER];
    const ent_arms_transfer *orders = (const void *)list->items;
    ent_year_span           *years = ent_arena_alloc(&record->arena, list->count, sizeof *years);

    if (years == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < list->count; i++) {
        years[i] = ent_years_in(orders[i].delivered_years, INT16_MAX);
    }
    record->deliveries = years;
    return ENT_OK;
}

/* 3. sources */

void
ent_record_list_sources(ent_record *record, const bool *gave_facts)
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

/* 4. all of it */

/* Whether the facts of a kind are those of the record that this one was cut from. */
static bool
is_borrowed(const ent_record *record, ent_fact_kind kind)
{
    return record->of != NULL && record->facts[kind].items == record->of->facts[kind].items;
}

ent_status
ent_record_index(ent_ctx *ctx, ent_record *record)
{
    ent_status status = index_parties(ctx, record);

    for (size_t i = 0; i < ENT_YEARLY_KINDS && status == ENT_OK; i++) {
        if (is_borrowed(record, YEARLY[i])) {
            record->years[i] = record->of->years[i];
        } else if (record->late[YEARLY[i]] != NULL) {
            record->years[i] =
                cut_index(&ent_record_uncut(record)->years[i], record->facts[YEARLY[i]].count);
        } else {
            status = index_years(ctx, record, YEARLY[i], &record->years[i]);
        }
    }
    for (int kind = 0; kind < ENT_FACT_KINDS && status == ENT_OK; kind++) {
        record->spans[kind] = is_borrowed(record, (ent_fact_kind)kind)
                                  ? record->of->spans[kind]
                                  : find_years(record, (ent_fact_kind)kind);
    }
    if (status == ENT_OK && is_borrowed(record, ENT_FACT_ARMS_TRANSFER)) {
        record->deliveries = record->of->deliveries;
    } else if (status == ENT_OK) {
        status = index_deliveries(ctx, record);
    }
    return status;
}

/* 5. looking up */

const ent_treaty_member *const *
ent_record_parties(const ent_record *record, size_t treaty, size_t *count)
{
    *count = record->of_treaty[treaty].count;
    return record->parties + record->of_treaty[treaty].first;
}

const ent_year_index *
ent_record_year_index(const ent_record *record, ent_fact_kind kind)
{
    for (size_t i = 0; i < ENT_YEARLY_KINDS; i++) {
        if (YEARLY[i] == kind) {
            return &record->years[i];
        }
    }
    return NULL;
}

ent_yearly
ent_record_year(const ent_record *record, ent_fact_kind kind, int year)
{
    const ent_year_index *index = ent_record_year_index(record, kind);
    size_t                y;

    if (index == NULL || index->order == NULL || year < index->from || year > index->to) {
        return (ent_yearly){NULL, NULL, 0};
    }
    y = (size_t)(year - index->from);
    return (ent_yearly){index->items, index->order + index->first[y],
                        index->first[y + 1] - index->first[y]};
}

ent_year_span
ent_years_in(const char *years, int most)
{
    ent_year_span out = {INT16_MAX, 0};
    int           year = 0;

    for (const char *at = years; at != NULL; at++) {
        if (*at >= '0' && *at <= '9') {
            year = year < INT16_MAX ? year * 10 + (*at - '0') : year;
            continue;
        }
        if (year > 0 && year <= most) {
            out.from = year < out.from ? year : out.from;
            out.to = year > out.to ? year : out.to;
        }
        year = 0;
        if (*at == '\0') {
            break;
        }
    }
    return out;
}

const ent_year_span *
ent_record_deliveries(const ent_record *record)
{
    return record->deliveries;
}

void
ent_record_years(const ent_record *record, ent_fact_kind kind, int *from, int *to)
{
    *from = record->spans[kind].from;
    *to = record->spans[kind].to;
}
