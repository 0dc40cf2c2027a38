/*
 * initiated.c - what states began themselves: disputes and sanctions of the last five years
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/initiated.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "system/record.h"

enum { FORCE = 4 }; /* COW hostility: use of force */

/* One row of a dispute or a sanction; several rows may be one act. */
typedef struct act {
    const char *key;
    ent_day     start;
    ent_state   state;
    bool        is_sanction, force;
} act;

static int
compare_keys(const act *x, const act *y)
{
    if (x->state != y->state) {
        return x->state < y->state ? -1 : 1;
    }
    if (x->is_sanction != y->is_sanction) {
        return x->is_sanction ? 1 : -1;
    }
    return strcmp(x->key, y->key);
}

/* By state and act, its first day first. */
static int
compare_acts(const void *a, const void *b)
{
    const act *x = a, *y = b;
    int        order = compare_keys(x, y);

    return order != 0 ? order : (x->start > y->start) - (x->start < y->start);
}

static ent_span
days_before(ent_day day)
{
    int year = ent_date_year(day);

    return (ent_span){ent_span_of_year(year - ENT_INITIATED_YEARS + 1).from, day + 1};
}

static bool
is_seen(const ent_record *record, const char *kind, const ent_provenance *from, ent_day start,
        ent_span days)
{
    return start != ENT_DAY_MIN && start < days.to && ent_record_uses(record, kind, from, start);
}

/* All rows that began before the end of the days: an act that went on is not begun again. */
static size_t
gather(const ent_record *record, ent_span days, act *out)
{
    const ent_codes    *codes = ent_record_codes(record);
    size_t              count, kept = 0;
    const ent_dispute  *disputes = ent_record_facts(record, ENT_FACT_DISPUTE, &count);
    const ent_sanction *sanctions;

    for (size_t i = 0; i < count; i++) {
        const ent_dispute *row = &disputes[i];

        if (row->initiator != NULL && is_seen(record, "disputes", &row->from, row->start, days)) {
            out[kept++] = (act){row->dispute, row->start, ent_codes_find(codes, row->initiator),
                                false, row->hostility >= FORCE};
        }
    }
    sanctions = ent_record_facts(record, ENT_FACT_SANCTION, &count);
    for (size_t i = 0; i < count; i++) {
        const ent_sanction *row = &sanctions[i];

        if (is_seen(record, "sanctions", &row->from, row->start, days)) {
            out[kept++] =
                (act){row->sanction, row->start, ent_codes_find(codes, row->sender), true, false};
        }
    }
    return kept;
}

static void
count_acts(const act *acts, size_t count, ent_span days, ent_initiated *out)
{
    size_t end;

    for (size_t i = 0; i < count && acts[i].state != ENT_NO_STATE; i = end) {
        ent_initiated *of = &out[acts[i].state];
        bool           force = false;

        for (end = i; end < count && compare_keys(&acts[i], &acts[end]) == 0; end++) {
            force = force || acts[end].force;
        }
        if (acts[i].start >= days.from) {
            of->disputes += !acts[i].is_sanction;
            of->force += force;
            of->sanctions += acts[i].is_sanction;
        }
    }
}

static ent_status
count_until(ent_ctx *ctx, const ent_record *record, ent_day day, ent_initiated *out)
{
    ent_span days = days_before(day);
    size_t   disputes, sanctions, count;
    act     *acts;

    (void)ent_record_facts(record, ENT_FACT_DISPUTE, &disputes);
    (void)ent_record_facts(record, ENT_FACT_SANCTION, &sanctions);
    acts = ent_alloc(disputes + sanctions + 1, sizeof *acts);
    if (acts == NULL) {
        return ent_fail_nomem(ctx);
    }
    count = gather(record, days, acts);
    qsort(acts, count, sizeof *acts, compare_acts);
    count_acts(acts, count, days, out);
    ent_free(acts);
    return ENT_OK;
}

/* What is asked: the acts of a record up to a day. */
typedef struct asked {
    const ent_record *record;
    ent_day           day;
} asked;

static ent_status
make_counts(ent_ctx *ctx, ent_memo_item *self, const void *user, void **out, size_t *bytes)
{
    const asked   *of = user;
    size_t         states = ent_codes_count(ent_record_codes(of->record));
    ent_initiated *counts = ent_alloc_zero(states, sizeof *counts);
    ent_status     status;

    (void)self;
    if (counts == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = count_until(ctx, of->record, of->day, counts);
    if (status != ENT_OK) {
        ent_free(counts);
        return status;
    }
    *bytes = states * sizeof *counts;
    *out = counts;
    return ENT_OK;
}

ent_status
ent_initiated_count(ent_ctx *ctx, const ent_record *record, ent_day day, ent_initiated *out)
{
    static const ent_memo_kind COUNTS = {make_counts, ent_free};

    asked          of = {record, day};
    ent_memo_key   key = {&COUNTS, {day}};
    ent_memo_item *item;
    ent_status     status = ent_memo_take(ctx, ent_record_memo(record), &key, &of, &item);

    if (status == ENT_OK) {
        memcpy(out, ent_memo_object(item), ent_codes_count(ent_record_codes(record)) * sizeof *out);
        ent_memo_release(item);
    }
    return status;
}

bool
ent_initiated_is_known(const ent_record *record, ent_day day, bool sanctions, int *carried)
{
    ent_day first = days_before(day).from;
    int     disputed = ent_record_carried(record, "disputes", day);
    int     sanctioned = sanctions ? ent_record_carried(record, "sanctions", day) : 0;

    if (ent_record_carried(record, "disputes", first) < 0 || disputed < 0 || sanctioned < 0 ||
        (sanctions && ent_record_carried(record, "sanctions", first) < 0)) {
        return false;
    }
    *carried = disputed > sanctioned ? disputed : sanctioned;
    return true;
}
