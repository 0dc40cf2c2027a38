/*
 * fault_brief.c - allocation failures in gathering documents by their paths
 *
 * Of what the main job calls besides, ent_match_reading(), ent_store_add_run() and
 * ent_signs_check() ask for no memory of ours.
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>

#include "entente/read.h"

typedef struct job {
    ent_reader *reader;
    char        folder[1024], file[1024];
} job;

static void *
make(ent_ctx *ctx)
{
    const char *source = getenv("ENT_SOURCE");
    job        *j = calloc(1, sizeof *j);

    if (j == NULL || ent_reader_create(ctx, NULL, &j->reader) != ENT_OK) {
        abort();
    }
    source = source != NULL ? source : ".";
    (void)snprintf(j->folder, sizeof j->folder, "%s/tests/data/import/td-rivalries", source);
    (void)snprintf(j->file, sizeof j->file, "%s/LICENSE", source);
    return j;
}

static void
unmake(void *state)
{
    job *j = state;

    ent_reader_destroy(j->reader);
    free(j);
}

/* A folder without documents, and a file. */
static ent_status
read_paths(ent_ctx *ctx, void *state)
{
    const job  *j = state;
    const char *paths[] = {j->folder, j->file};
    ent_reading reading = {0};
    ent_status  status = ent_read_paths(ctx, j->reader, paths, 2, NULL, &reading);

    ent_reading_clear(&reading);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"ent_read_paths", make, read_paths, unmake, false},
    };

    return fault_main("brief", ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
}
