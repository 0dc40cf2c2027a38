/*
 * fault_import.c - allocation failures in import: recognising a file, reading its rows, our tables
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/import.h"

/* A file of the tests in memory, and the codes, made before anything fails. */
typedef struct given {
    ent_codes  *codes;
    char       *bytes;
    size_t      length;
    const char *name;
} given;

static void
ungive(void *state)
{
    given *g = state;

    ent_codes_destroy(g->codes);
    free(g->bytes);
    free(g);
}

static given *
give(ent_ctx *ctx, const char *file)
{
    const char *source = getenv("ENT_SOURCE");
    char        path[1024];
    given      *g = calloc(1, sizeof *g);
    FILE       *stream;

    (void)snprintf(path, sizeof path, "%s/tests/data/%s", source != NULL ? source : ".", file);
    stream = fopen(path, "r");
    if (g == NULL || stream == NULL || ent_codes_load(ctx, &g->codes) != ENT_OK) {
        abort();
    }
    g->bytes = malloc(1 << 16);
    if (g->bytes == NULL) {
        abort();
    }
    g->length = fread(g->bytes, 1, 1 << 16, stream);
    (void)fclose(stream);
    g->name = strrchr(file, '/') + 1;
    return g;
}

static void *
give_exercises(ent_ctx *ctx)
{
    return give(ctx, "import/mme/latin1.csv");
}

static void *
give_peace_scale(ent_ctx *ctx)
{
    return give(ctx, "import/peace-scale/peacedata3.1.csv");
}

static void *
give_alliances(ent_ctx *ctx)
{
    return give(ctx, "import/cow-alliances/dyad.csv");
}

static void *
give_capabilities(ent_ctx *ctx)
{
    return give(ctx, "import/cow-nmc/latin1-cr.csv");
}

static void *
give_rivalries(ent_ctx *ctx)
{
    return give(ctx, "import/tss-rivalries/table.csv");
}

static void *
give_gdelt(ent_ctx *ctx)
{
    return give(ctx, "import/gdelt-2/20150107.export.CSV");
}

static void *
give_icews(ent_ctx *ctx)
{
    return give(ctx, "import/icews-table/icews.csv");
}

static void *
give_votes(ent_ctx *ctx)
{
    return give(ctx, "import/unga-votes-whole/table.csv");
}

static void *
give_edges(ent_ctx *ctx)
{
    return give(ctx, "import/edges/two groups.csv");
}

static void *
give_graphml(ent_ctx *ctx)
{
    return give(ctx, "import/edges-graphml/network.graphml");
}

static void *
give_treaties(ent_ctx *ctx)
{
    return give(ctx, "small/world/treaties.csv");
}

static ent_status
take(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    (void)ctx;
    (void)user;
    (void)kind;
    (void)fact;
    return ENT_OK;
}

static ent_status
reject(ent_ctx *ctx, void *user, uint32_t line, uint32_t column, const char *reason)
{
    (void)ctx;
    (void)user;
    (void)line;
    (void)column;
    (void)reason;
    return ENT_OK;
}

static const ent_fact_sink SINK = {NULL, take, reject};

static ent_status
import_file(ent_ctx *ctx, void *state)
{
    const given   *g = state;
    ent_recognised found;
    ent_status     status = ent_import_recognise(ctx, "auto", g->name, g->bytes, g->length, &found);

    if (status == ENT_OK) {
        status = ent_import_bytes(ctx, g->codes, &found, g->name, g->bytes, g->length, &SINK);
    }
    return status;
}

/* In blocks of 100 bytes, so that lines go on in the next one. */
static ent_status
stream_file(ent_ctx *ctx, void *state)
{
    const given       *g = state;
    ent_import_stream *stream = NULL;
    ent_import_summary summary;
    ent_recognised     found;
    ent_status status = ent_import_recognise(ctx, "auto", g->name, g->bytes, g->length, &found);

    if (status == ENT_OK) {
        status = ent_import_stream_open(ctx, g->codes, &found, g->name, true, &SINK, &stream);
    }
    for (size_t at = 0; at < g->length && status == ENT_OK; at += 100) {
        size_t left = g->length - at;

        status = ent_import_stream_feed(ctx, stream, g->bytes + at, left < 100 ? left : 100);
    }
    if (status == ENT_OK) {
        status = ent_import_stream_finish(ctx, stream, &summary);
    }
    ent_import_stream_close(stream);
    return status;
}

static ent_status
import_table(ent_ctx *ctx, void *state)
{
    const given *g = state;

    return ent_import_world_table(ctx, g->codes, ENT_FACT_TREATY, g->name, g->bytes, g->length,
                                  &SINK);
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"ent_import_bytes alliances", give_alliances, import_file, ungive, false},
        {"ent_import_bytes capabilities", give_capabilities, import_file, ungive, false},
        {"ent_import_bytes rivalries", give_rivalries, import_file, ungive, false},
        {"ent_import_bytes exercises", give_exercises, import_file, ungive, false},
        {"ent_import_bytes peace scale", give_peace_scale, import_file, ungive, false},
        {"ent_import_bytes votes", give_votes, import_file, ungive, false},
        {"ent_import_bytes edges", give_edges, import_file, ungive, false},
        {"ent_import_bytes GraphML", give_graphml, import_file, ungive, false},
        {"ent_import_stream_open, ent_import_stream_feed, ent_import_stream_finish: GDELT",
         give_gdelt, stream_file, ungive, false},
        {"ent_import_streamed, ent_event_counts_init, ent_event_actor_find, ent_event_counts_add, "
         "ent_event_counts_give: ICEWS",
         give_icews, import_file, ungive, false},
        {"ent_import_world_table", give_treaties, import_table, ungive, false},
    };

    return fault_main("import", ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
}
