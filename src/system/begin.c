/*
 * begin.c - when facts could first be known, and those of a list that could be on a day
 *
 * SPDX-License-Identifier: MIT
 */
#include "system/begin.h"

#include <string.h>

#include "base/alloc.h"
#include "base/date.h"

ent_beginnings
ent_beginnings_of(const ent_fact_type *type, ent_day day)
{
    int            year = ent_date_year(day);
    ent_beginnings out = {.day = day, .last_year = year, .year = SIZE_MAX};

    out.last_year -= ent_span_of_year(year).to - 1 > day;
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        if (field->type == ENT_FIELD_START && out.start_count < ENT_BEGINS_MOST_STARTS) {
            out.starts[out.start_count++] = field->offset;
        } else if (field->type == ENT_FIELD_INTEGER && strcmp(field->name, "year") == 0) {
            out.year = field->offset;
        }
        out.ends = out.ends || field->type == ENT_FIELD_END;
    }
    return out;
}

bool
ent_begins(const ent_beginnings *when, const unsigned char *fact)
{
    bool dated = false, begun = false;

    if (when->year != SIZE_MAX) {
        int32_t year;

        memcpy(&year, fact + when->year, sizeof year);
        if (year != ENT_NO_INTEGER && year <= ENT_BEGINS_LAST_YEAR &&
            year >= ENT_BEGINS_FIRST_YEAR && year > when->last_year) {
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
    ent_beginnings when;

    if (day == ENT_DAY_MAX) {
        return true;
    }
    when = ent_beginnings_of(type, day);
    return ent_begins(&when, fact);
}

ent_late_facts *
ent_late_facts_create(const ent_fact_list *from, ent_fact_kind kind, ent_day day)
{
    ent_late_facts *late = ent_alloc_zero(1, sizeof *late);

    if (late != NULL && pthread_mutex_init(&late->lock, NULL) != 0) {
        ent_free(late);
        return NULL;
    }
    if (late != NULL) {
        late->from = from;
        late->type = ent_fact_describe(kind);
        late->day = day;
    }
    return late;
}

void
ent_late_facts_destroy(ent_late_facts *late)
{
    if (late != NULL) {
        (void)pthread_mutex_destroy(&late->lock);
        ent_free(late);
    }
}

static void
copy(const ent_late_facts *late, unsigned char *items)
{
    ent_beginnings when = ent_beginnings_of(late->type, late->day);
    size_t         size = late->type->size;

    for (size_t i = 0; i < late->from->count; i++) {
        const unsigned char *fact = late->from->items + i * size;

        if (ent_begins(&when, fact)) {
            memcpy(items, fact, size);
            items += size;
        }
    }
}

void
ent_late_facts_copy(ent_late_facts *late, unsigned char *items)
{
    if (__atomic_load_n(&late->copied, __ATOMIC_ACQUIRE)) {
        return;
    }
    (void)pthread_mutex_lock(&late->lock);
    if (!late->copied) {
        copy(late, items);
        __atomic_store_n(&late->copied, true, __ATOMIC_RELEASE);
    }
    (void)pthread_mutex_unlock(&late->lock);
}
