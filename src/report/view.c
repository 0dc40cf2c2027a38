/*
 * view.c - all that the page shows, gathered once from the record and the readings
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/view.h"

#include <string.h>

#include "base/date.h"

enum { FIRST_YEAR = 1949 };

static const char *const CORNERS[ENT_CORNERS] = {"USA", "RUS", "CHN"};

void
ent_view_open(const ent_report_input *input, ent_view *out)
{
    int first;

    memset(out, 0, sizeof *out);
    ent_arena_init(&out->arena);
    out->input = input;
    for (size_t i = 0; i < ENT_CORNERS; i++) {
        out->corners[i] = ENT_NO_STATE;
        out->triangle.names[i] = CORNERS[i];
    }
    out->pair[0] = out->pair[1] = ENT_NO_STATE;
    out->history.a = CORNERS[ENT_CORNER_RUS];
    out->history.b = CORNERS[ENT_CORNER_CHN];
    out->first_year = FIRST_YEAR;
    if (input->record == NULL) {
        return;
    }
    out->codes = ent_record_codes(input->record);
    ent_record_years(input->record, ENT_FACT_ACT, &first, &out->last_year);
    if (first > out->last_year) {
        out->last_year = 0;
        return;
    }
    for (size_t i = 0; i < ENT_CORNERS; i++) {
        out->corners[i] = ent_codes_find(out->codes, CORNERS[i]);
    }
    out->pair[0] = out->corners[ENT_CORNER_RUS];
    out->pair[1] = out->corners[ENT_CORNER_CHN];
}

void
ent_view_clear(ent_view *view)
{
    ent_arena_clear(&view->arena);
    ent_references_clear(&view->references);
    memset(view, 0, sizeof *view);
}

ent_status
ent_view_load_votes(ent_ctx *ctx, ent_store *store, const ent_codes *codes,
                    const char *const *sources, const ent_record *record, ent_record **out)
{
    enum { YEARS = 8 };
    int                first, last;
    ent_record_options options = {.sources = sources, .detail = ENT_RECORD_VOTES};

    ent_record_years(record, ENT_FACT_ACT, &first, &last);
    if (first <= last) {
        options.span = (ent_span){ent_span_of_year(last - YEARS).from, ent_span_of_year(last).to};
    }
    return ent_record_load(ctx, store, codes, &options, out);
}

size_t
ent_view_cite(ent_view *view, const ent_provenance *from)
{
    return ent_references_number(&view->references, ent_record_citation(view->input->record, from));
}

const char *
ent_view_name(const ent_view *view, ent_state state)
{
    if (view->codes == NULL || state >= ent_codes_count(view->codes)) {
        return "?";
    }
    return ent_codes_name(view->codes, state, ent_span_of_year(view->last_year).to - 1);
}
