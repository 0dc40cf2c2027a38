/*
 * facts.c - from the provenance of a tie back to its fact in the record
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/facts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "system/record.h"

static int
compare_places(const ent_provenance *a, const ent_provenance *b)
{
    if (a->file != b->file) {
        return a->file < b->file ? -1 : 1;
    }
    return a->line < b->line ? -1 : a->line > b->line;
}

/* The record keeps facts by file and line, and each begins with its provenance. */
const void *
ent_fact_find(const ent_record *record, ent_fact_kind kind, const ent_provenance *from)
{
    size_t               size = ent_fact_describe(kind)->size, low = 0, high;
    const unsigned char *facts = ent_record_facts(record, kind, &high);

    while (from != NULL && low < high) {
        size_t               middle = low + (high - low) / 2;
        const unsigned char *fact = facts + middle * size;
        int order = compare_places((const ent_provenance *)(const void *)fact, from);

        if (order == 0) {
            return fact;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

const void *
ent_evidence_find(const ent_record *record, const ent_provenance *from, ent_fact_kind *kind)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_ACT, ENT_FACT_SIGNAL, ENT_FACT_ARMS_TRANSFER,
                                          ENT_FACT_EXERCISE};

    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        const void *found = ent_fact_find(record, KINDS[i], from);

        if (found != NULL) {
            *kind = KINDS[i];
            return found;
        }
    }
    return NULL;
}

ent_span
ent_fact_days(ent_fact_kind kind, const void *fact)
{
    ent_span days = {ENT_DAY_MIN, ENT_DAY_MAX};

    for (const ent_fact_field *field = ent_fact_describe(kind)->fields; field->name != NULL;
         field++) {
        const unsigned char *at = (const unsigned char *)fact + field->offset;

        if (field->type == ENT_FIELD_START && strcmp(field->name, "start") == 0) {
            memcpy(&days.from, at, sizeof days.from);
        } else if (field->type == ENT_FIELD_END && strcmp(field->name, "end") == 0) {
            memcpy(&days.to, at, sizeof days.to);
        }
    }
    return days;
}

struct ent_named_fact {
    const char *name;
    const void *fact;
    size_t      order;
};

static int
compare_names(const void *a, const void *b)
{
    const struct ent_named_fact *x = a, *y = b;
    int                          order = strcmp(x->name, y->name);

    return order != 0 ? order : x->order < y->order ? -1 : x->order > y->order;
}

ent_status
ent_named_facts_make(ent_ctx *ctx, const ent_record *record, ent_fact_kind kind, size_t offset,
                     ent_arena *arena, ent_named_facts *out)
{
    size_t                 size = ent_fact_describe(kind)->size, count;
    const unsigned char   *facts = ent_record_facts(record, kind, &count);
    struct ent_named_fact *items = ent_arena_alloc(arena, count, sizeof *items);

    if (items == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        items[i].fact = facts + i * size;
        items[i].order = i;
        memcpy(&items[i].name, facts + i * size + offset, sizeof items[i].name);
    }
    if (count > 1) {
        qsort(items, count, sizeof *items, compare_names);
    }
    *out = (ent_named_facts){items, count};
    return ENT_OK;
}

const void *
ent_named_facts_find(const ent_named_facts *facts, const char *name)
{
    size_t low = 0, high = facts->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(facts->items[middle].name, name) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 && strcmp(facts->items[low - 1].name, name) == 0 ? facts->items[low - 1].fact
                                                                    : NULL;
}

bool
ent_fact_has_year(int32_t year)
{
    return year != ENT_NO_INTEGER && ent_date_is_valid(year, 1, 1);
}

const ent_gdp *
ent_gdp_until(const ent_record *record, ent_state state, int year)
{
    size_t         count;
    const ent_gdp *rows = ent_record_facts(record, ENT_FACT_GDP, &count), *found = NULL;

    for (size_t i = 0; i < count; i++) {
        const ent_gdp *row = &rows[i];

        if (row->state.state == state && !isnan(row->gdp) && ent_fact_has_year(row->year) &&
            row->year <= year && (found == NULL || row->year > found->year) &&
            ent_record_uses(record, "gdp", &row->from, ent_span_of_year(row->year).from)) {
            found = row;
        }
    }
    return found;
}

const ent_regime *
ent_polity_until(const ent_record *record, ent_state state, int year)
{
    size_t            count;
    const ent_regime *rows = ent_record_facts(record, ENT_FACT_REGIME, &count), *found = NULL;

    for (size_t i = 0; i < count; i++) {
        const ent_regime *row = &rows[i];

        if (row->state.state == state && row->polity2 != ENT_NO_INTEGER && row->year <= year &&
            ent_fact_has_year(row->year) && (found == NULL || row->year > found->year)) {
            found = row;
        }
    }
    return found;
}

void
ent_obligation_print(unsigned flags, char out[64])
{
    static const struct {
        unsigned    flag;
        const char *word;
    } WORDS[] = {{ENT_OBLIGATION_DEFENCE, "defence"},
                 {ENT_OBLIGATION_OFFENCE, "offence"},
                 {ENT_OBLIGATION_NEUTRALITY, "neutrality"},
                 {ENT_OBLIGATION_NONAGGRESSION, "nonaggression"},
                 {ENT_OBLIGATION_CONSULTATION, "consultation"}};
    size_t used = 0;

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        size_t length = strlen(WORDS[i].word);

        if ((flags & WORDS[i].flag) == 0) {
            continue;
        }
        if (used > 0) {
            out[used++] = ' ';
        }
        memcpy(out + used, WORDS[i].word, length);
        used += length;
    }
    out[used] = '\0';
}

size_t
ent_column_of(const ent_table *table, const char *name)
{
    const ent_column *columns = ent_table_columns(table);
    size_t            at = 0;

    while (at + 1 < ent_table_column_count(table) && strcmp(columns[at].name, name) != 0) {
        at++;
    }
    return at;
}

bool
ent_reported_days(const char *text, ent_span *out)
{
    const char *dots = strstr(text, "..");
    ent_span    first = {ENT_DAY_MIN, 0}, last = {0, ENT_DAY_MAX};

    if (dots == NULL) {
        return ent_span_read(text, strlen(text), out);
    }
    if ((dots > text && !ent_span_read(text, (size_t)(dots - text), &first)) ||
        (dots[2] != '\0' && !ent_span_read(dots + 2, strlen(dots + 2), &last))) {
        return false;
    }
    *out = (ent_span){first.from, last.to};
    return true;
}
