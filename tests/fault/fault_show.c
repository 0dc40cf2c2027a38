/*
 * fault_show.c - allocation failures in show and export
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "entente/export.h"
#include "entente/show.h"

/* The record of the invented tables of tests/data/small, which no action changes. */
typedef struct world {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_store  *store;
    ent_record *record;
    ent_state   rus, chn;
    FILE       *nowhere;
} world;

static void
close_world(void *state)
{
    world *w = state;

    ent_record_destroy(w->record);
    ent_store_close(w->store);
    ent_codes_destroy(w->codes);
    ent_ctx_destroy(w->ctx);
    (void)fclose(w->nowhere);
    free(w);
}

static void *
open_world(ent_ctx *ctx)
{
    const char     *root = getenv("ENT_SOURCE");
    char            folder[1024];
    ent_ctx_options options = {.data_dir = folder};
    world          *w = calloc(1, sizeof *w);

    (void)snprintf(folder, sizeof folder, "%s/tests/data/small", root != NULL ? root : ".");
    if (w == NULL || (w->nowhere = fopen("/dev/null", "w")) == NULL ||
        ent_codes_load(ctx, &w->codes) != ENT_OK || ent_ctx_create(&options, &w->ctx) != ENT_OK ||
        ent_store_open(w->ctx, ":memory:", ENT_STORE_WRITE, w->codes, &w->store) != ENT_OK ||
        ent_record_load(w->ctx, w->store, w->codes, NULL, &w->record) != ENT_OK) {
        (void)fprintf(stderr, "cannot make the record\n");
        exit(2);
    }
    w->rus = ent_codes_find(w->codes, "RUS");
    w->chn = ent_codes_find(w->codes, "CHN");
    return w;
}

static ent_status
done(ent_status status, ent_table **table)
{
    if (status == ENT_OK) {
        ent_table_destroy(*table);
    }
    return status;
}

static ent_status
show_dyad(ent_ctx *ctx, void *state)
{
    world     *w = state;
    ent_table *table;

    return done(ent_show_dyad(ctx, w->record, w->rus, w->chn, NULL, &table), &table);
}

static ent_status
show_dyad_for_reading(ent_ctx *ctx, void *state)
{
    ent_show_options options = {{ent_date_day(1949, 1, 1), ent_date_day(1953, 1, 1)}, true, false};
    world           *w = state;
    ent_table       *table;

    return done(ent_show_dyad(ctx, w->record, w->rus, w->chn, &options, &table), &table);
}

static ent_status
show_state(ent_ctx *ctx, void *state)
{
    ent_show_options options = {{ent_date_day(1969, 1, 1), ent_date_day(1970, 1, 1)}, false, false};
    world           *w = state;
    ent_table       *table;

    return done(ent_show_state(ctx, w->record, w->chn, &options, &table), &table);
}

static ent_status
show_institution(ent_ctx *ctx, void *state)
{
    world     *w = state;
    ent_table *table;

    return done(ent_show_institution(ctx, w->record, "CLUB", NULL, &table), &table);
}

/*
 * An unknown word is answered with a hint: that is the good end of this action.  It is looked up in
 * the small lexicon of the world's own context: ours takes nine thousand allocations.
 */
static ent_status
find_nobody(ent_ctx *ctx, void *state)
{
    world      *w = state;
    ent_subject subject;
    ent_status  status = ent_subject_find(w->ctx, w->record, "Chnia", (ent_span){0, 0}, &subject);

    if (status == ENT_E_NOTFOUND && strstr(ent_ctx_error(w->ctx), "'Chnia'") != NULL) {
        return ENT_OK;
    }
    return ent_fail(ctx, status, "%s", ent_ctx_error(w->ctx));
}

static ent_status
refuse_state(ent_ctx *ctx, void *state)
{
    ent_show_options options = {{ent_date_day(1820, 1, 1), ent_date_day(1821, 1, 1)}, false, false};
    world           *w = state;
    ent_table       *table;
    ent_status       status = ent_show_state(ctx, w->record, w->chn, &options, &table);

    return status == ENT_E_NOTFOUND ? ENT_OK : done(status, &table);
}

static ent_span
year(int number)
{
    return ent_span_of_year(number);
}

static ent_status
export_ties(ent_ctx *ctx, void *state)
{
    world     *w = state;
    ent_table *table;

    return done(ent_export_ties(ctx, w->record, year(1969), NULL, &table), &table);
}

static ent_status
export_states(ent_ctx *ctx, void *state)
{
    world     *w = state;
    ent_table *table;

    return done(ent_export_states(ctx, w->record, year(1969), NULL, &table), &table);
}

static ent_status
export_events(ent_ctx *ctx, void *state)
{
    world     *w = state;
    ent_table *table;

    return done(ent_export_events(ctx, w->store, w->codes, year(1969), NULL, &table), &table);
}

static ent_status
export_graphml(ent_ctx *ctx, void *state)
{
    world *w = state;

    return ent_export_graphml(ctx, w->record, year(1969), NULL, w->nowhere);
}

static ent_status
export_gexf(ent_ctx *ctx, void *state)
{
    world *w = state;

    return ent_export_gexf(ctx, w->record, year(1969), NULL, w->nowhere);
}

static ent_status
export_about(ent_ctx *ctx, void *state)
{
    world *w = state;

    return ent_export_about(ctx, w->record, w->store, "entente export", w->nowhere);
}

/* Two states, an organisation, two issues. */
static ent_status
add_positions(world *w)
{
    static const char *const ACTORS[] = {"RUS", "CHN", "CHN", "CLUB"};
    static const char *const ISSUES[] = {"quad", "quad", "sanctions", "quad"};
    ent_document             document = {
                    "a.txt", "0000000000000000000000000000000000000000000000000000000000000000",
                    NULL,    {ENT_DAY_MIN, ENT_DAY_MAX},
                    9,       NULL};
    ent_sentence sentence = {0, 1, {0, 9}, "They say.", NULL, NULL};
    ent_position positions[4];
    ent_reading  reading = {.documents = &document,
                            .document_count = 1,
                            .sentences = &sentence,
                            .sentence_count = 1,
                            .positions = positions,
                            .position_count = 4};

    for (size_t i = 0; i < 4; i++) {
        positions[i] = (ent_position){.date = ent_span_of_year(1991),
                                      .precision = ENT_PRECISION_YEAR,
                                      .actor = ACTORS[i],
                                      .issue = ISSUES[i],
                                      .supports = i == 0,
                                      .speaker = "author",
                                      .rule = "say"};
    }
    return ent_store_add_reading(w->ctx, w->store, &reading);
}

static void *
open_said(ent_ctx *ctx)
{
    world *w = open_world(ctx);

    if (add_positions(w) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", ent_ctx_error(w->ctx));
        exit(2);
    }
    return w;
}

static ent_status
export_bargaining(ent_ctx *ctx, void *state)
{
    ent_export_options options = {.issues = "quad,sanctions"};
    world             *w = state;

    return ent_export_bargaining(ctx, w->record, w->store, (ent_span){0, 0}, &options, w->nowhere);
}

static const fault_action ACTIONS[] = {
    {"show_dyad", open_world, show_dyad, close_world, false},
    {"show_dyad_for_reading", open_world, show_dyad_for_reading, close_world, false},
    {"show_state", open_world, show_state, close_world, false},
    {"show_institution", open_world, show_institution, close_world, false},
    {"find_nobody", open_world, find_nobody, close_world, false},
    {"refuse_state", open_world, refuse_state, close_world, false},
    {"export_ties", open_world, export_ties, close_world, false},
    {"export_states", open_world, export_states, close_world, false},
    {"export_events", open_world, export_events, close_world, false},
    {"export_graphml", open_world, export_graphml, close_world, false},
    {"export_gexf", open_world, export_gexf, close_world, false},
    {"export_bargaining", open_said, export_bargaining, close_world, false},
    {"export_about", open_world, export_about, close_world, false},
};

int
main(void)
{
    return fault_main("show", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
