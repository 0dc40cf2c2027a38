/*
 * days.c - the days of which the record speaks, and the cutting of dates to them
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/context.h"
#include "base/date.h"
#include "entente/system.h"

ent_span
ent_record_span(const ent_record *record)
{
    size_t                 count;
    const ent_spell       *spells = ent_codes_spells(ent_record_codes(record), &count);
    const ent_source_file *files;
    ent_span               days = {ENT_DAY_MAX, ENT_DAY_MIN};

    for (size_t i = 0; i < count; i++) {
        days.from = spells[i].span.from < days.from ? spells[i].span.from : days.from;
    }
    files = ent_record_files(record, &count);
    for (size_t i = 0; i < count; i++) {
        if (files[i].last != ENT_DAY_MAX && files[i].last >= days.to) {
            days.to = files[i].last + 1;
        }
    }
    return days;
}

ent_status
ent_record_cut(ent_ctx *ctx, const ent_record *record, ent_span *span)
{
    ent_span days = ent_record_span(record);
    char     first[16], last[16];
    bool     early = span->from != ENT_DAY_MIN && span->from < days.from;
    bool     late = span->to != ENT_DAY_MAX && span->to > days.to &&
                ent_date_year(span->to - 1) > ent_date_year(days.to - 1);

    if (days.from >= days.to) {
        return ENT_OK; /* a record without states or dated files says nothing of dates */
    }
    ent_date_print(days.from, first);
    ent_date_print(days.to - 1, last);
    if (!ent_span_overlap(*span, days)) {
        return ent_fail(ctx, ENT_E_INPUT,
                        "the record runs from %s to %s: it knows nothing of the dates asked for",
                        first, last);
    }
    if (early || late) {
        ent_say(ctx, ENT_WARNING, "the record runs from %s to %s: other years are left out", first,
                last);
    }
    span->from = early ? days.from : span->from;
    span->to = late ? days.to : span->to;
    return ENT_OK;
}
