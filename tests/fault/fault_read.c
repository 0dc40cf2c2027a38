/*
 * fault_read.c - allocation failures in read: dictionaries, documents of every form, printing
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/read.h"

static ent_status
load(ent_ctx *ctx, void *state)
{
    ent_reader *reader = NULL;
    ent_status  status = ent_reader_create(ctx, NULL, &reader);

    (void)state;
    if (status == ENT_OK) {
        ent_reader_destroy(reader);
    }
    return status;
}

/* A reader made before anything fails, and a stream that keeps nothing. */
typedef struct world {
    ent_reader *reader;
    FILE       *nowhere;
} world;

static void *
make_world(ent_ctx *ctx)
{
    world *w = calloc(1, sizeof *w);

    if (w == NULL || ent_reader_create(ctx, NULL, &w->reader) != ENT_OK) {
        abort();
    }
    w->nowhere = fopen("/dev/null", "w");
    if (w->nowhere == NULL) {
        abort();
    }
    return w;
}

static void
unmake_world(void *state)
{
    world *w = state;

    ent_reader_destroy(w->reader);
    (void)fclose(w->nowhere);
    free(w);
}

static ent_status
read_and_write(ent_ctx *ctx, world *w, const char *name, const char *text)
{
    ent_reading reading = {0};
    ent_status  status =
        ent_read_bytes(ctx, w->reader, name, text, strlen(text), NULL, &reading);

    if (status == ENT_OK) {
        status = ent_reading_write_events(ctx, &reading, ENT_FORMAT_JSONL, NULL, w->nowhere);
    }
    if (status == ENT_OK) {
        status = ent_reading_write_sentences(ctx, &reading, ENT_FORMAT_CSV, NULL, w->nowhere);
    }
    ent_reading_clear(&reading);
    return status;
}

static ent_status
read_plain(ent_ctx *ctx, void *state)
{
    return read_and_write(
        ctx, state, "a.txt",
        "Two Powers and a Treaty\n\nBEIJING, 14 April 1971 - Russia and China on Wednesday signed a "
        "treaty.\n\nPutin said that the two countries would support Iran, according to Japan. "
        "France\xFF attacked Peru.\n");
}

static ent_status
read_html(ent_ctx *ctx, void *state)
{
    return read_and_write(ctx, state, "a.html",
                          "<html><head><title>T</title></head><body><p>Peru attacked Chile.</p>"
                          "<p>Brazil praised Peru.</p></body></html>");
}

static ent_status
read_feed(ent_ctx *ctx, void *state)
{
    return read_and_write(ctx, state, "a.rss",
                          "<rss><channel><item><guid>1</guid><title>T</title><description>Peru "
                          "attacked Chile.</description></item></channel></rss>");
}

static ent_status
read_json(ent_ctx *ctx, void *state)
{
    return read_and_write(ctx, state, "a.jsonl",
                          "{\"id\": \"a\", \"title\": \"T\", \"text\": \"Peru attacked Chile.\"}\n"
                          "{}\n");
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"ent_reader_create", NULL, load, NULL, false},
        {"ent_read_bytes plain", make_world, read_plain, unmake_world, false},
        {"ent_read_bytes html", make_world, read_html, unmake_world, false},
        {"ent_read_bytes feed", make_world, read_feed, unmake_world, false},
        {"ent_read_bytes json", make_world, read_json, unmake_world, false},
    };

    return fault_main("read", ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
}
