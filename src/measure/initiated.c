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
    ent_state   state;
    bool        is_sanction, force;
    const char *key;
} act;

/* By state and act, what came to force first. */
static int
compare_acts(const void *a, const void *b)
{
    const act *x = a, *y = b;
    int        order;

    if (x->state != y->state) {
        return x->state < y->state ? -1 : 1;
    }
    if (x->is_sanction != y->is_sanction) {
        return x->is_sanction ? 1 : -1;
    }
    order = strcmp(x->key, y->key);
    return order != 0 ? order : y->force - x->force;
}

static ent_span
days_before(ent_day day)
{
    int year = ent_date_year(day);

    return (ent_span){ent_span_of_year(year - ENT_INITIATED_YEARS + 1).from, day + 1};
}

static bool
began_within(const ent_record *record, const char *kind, const ent_provenance *from, ent_day start,
             ent_span days)
{
    return start >= days.from && start < days.to && ent_record_uses(record, kind, from, start);
}

static size_t
gather(const ent_record *record, ent_span days, act *out)
{
    const ent_codes    *codes = ent_record_codes(record);
    size_t              count, kept = 0;
    const ent_dispute  *disputes = ent_record_facts(record, ENT_FACT_DISPUTE, &count);
    const ent_sanction *sanctions;

    for (size_t i = 0; i < count; i++) {
        const ent_dispute *row = &disputes[i];

        if (row->initiator != NULL &&
            began_within(record, "disputes", &row->from, row->start, days)) {
            out[kept++] = (act){ent_codes_find(codes, row->initiator), false,
                                row->hostility >= FORCE, row->dispute};
        }
    }
    sanctions = ent_record_facts(record, ENT_FACT_SANCTION, &count);
    for (size_t i = 0; i < count; i++) {
        const ent_sanction *row = &sanctions[i];

        if (began_within(record, "sanctions", &row->from, row->start, days)) {
            out[kept++] = (act){ent_codes_find(codes, row->sender), true, false, row->sanction};
        }
    }
    return kept;
}

static void
count_acts(const act *acts, size_t count, ent_initiated *out)
{
    for (size_t i = 0; i < count && acts[i].state != ENT_NO_STATE; i++) {
        bool again = i > 0 && acts[i].state == acts[i - 1].state &&
                     acts[i].is_sanction == acts[i - 1].is_sanction &&
                     strcmp(acts[i].key, acts[i - 1].key) == 0;

        if (!again) {
            out[acts[i].state].disputes += !acts[i].is_sanction;
            out[acts[i].state].force += acts[i].force;
            out[acts[i].state].sanctions += acts[i].is_sanction;
        }
    }
}

ent_status
ent_initiated_count(ent_ctx *ctx, const ent_record *record, ent_day day, ent_initiated *out)
{
    size_t disputes, sanctions, count;
    act   *acts;

    (void)ent_record_facts(record, ENT_FACT_DISPUTE, &disputes);
    (void)ent_record_facts(record, ENT_FACT_SANCTION, &sanctions);
    acts = ent_alloc(disputes + sanctions + 1, sizeof *acts);
    if (acts == NULL) {
        return ent_fail_nomem(ctx);
    }
    count = gather(record, days_before(day), acts);
    qsort(acts, count, sizeof *acts, compare_acts);
    memset(out, 0, ent_codes_count(ent_record_codes(record)) * sizeof *out);
    count_acts(acts, count, out);
    ent_free(acts);
    return ENT_OK;
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
