/*
 * fault_read.c - allocation failures in read: dictionaries, documents of every form, printing
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "entente/read.h"

/* A small dictionary in a folder of its own: the whole one has thousands of allocations. */
typedef struct folder {
    char       root[32], lexicon[48], world[48];
    ent_codes *codes;
} folder;

static const struct {
    const char *name, *text;
} FILES[] = {
    {"lexicon/words.txt", "preposition: in of\nlight verbs: hold/held voice\n"},
    {"lexicon/cameo.txt", "111 ACCUSE - -2.0\n190 ASSAULT - -10.0\n"},
    {"lexicon/issues.txt", "trade | trade | tariff, trade + free ; free_trade | embargo\n"},
    {"lexicon/actors.txt", "PER | Peru | Peruvian | Lima\n*NATO | NATO | |\n"
                           "CHL | Chile [1818..] | Chilean |\n"},
    {"lexicon/surnames.txt", "common: green\noffice: president\n"},
    {"lexicon/places.txt", "PER | Callao, Tacna [1929-08-28..]\n"},
    {"lexicon/leaders.txt", "J. R. al-Roe/Roe, Ricky | CHL | 2000-01-01..2004 ; 2010..\n"},
    {"lexicon/people.txt",
     "Jane Doe, Doe | PER | 2000-01-01..2004 ; 2010..\nMax Green, Maxi | PER\n"},
    {"world/leaders.csv", "leader,state,name,start,end\n"
                          "per-hos-green-1999,PER,Max Green,1999-02,2000\n"},
    {"lexicon/verbs.txt",
     "verb attack > any = ASSAULT 190\nverb hold/held {war} > with = ASSAULT 190\n"
     "noun criticism > of = ACCUSE 111 light\n"},
};

static void *
make_folder(ent_ctx *ctx)
{
    folder *f = calloc(1, sizeof *f);

    if (f == NULL || ent_codes_load(ctx, &f->codes) != ENT_OK) {
        abort();
    }
    (void)snprintf(f->root, sizeof f->root, "/tmp/ent-fault-XXXXXX");
    if (mkdtemp(f->root) == NULL) {
        abort();
    }
    (void)snprintf(f->lexicon, sizeof f->lexicon, "%s/lexicon", f->root);
    (void)snprintf(f->world, sizeof f->world, "%s/world", f->root);
    if (mkdir(f->lexicon, 0700) != 0 || mkdir(f->world, 0700) != 0) {
        abort();
    }
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char  path[80];
        FILE *file;

        (void)snprintf(path, sizeof path, "%s/%s", f->root, FILES[i].name);
        file = fopen(path, "w");
        if (file == NULL || fputs(FILES[i].text, file) < 0 || fclose(file) != 0) {
            abort();
        }
    }
    return f;
}

static void
unmake_folder(void *state)
{
    folder *f = state;

    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char path[80];

        (void)snprintf(path, sizeof path, "%s/%s", f->root, FILES[i].name);
        (void)unlink(path);
    }
    (void)rmdir(f->lexicon);
    (void)rmdir(f->world);
    (void)rmdir(f->root);
    ent_codes_destroy(f->codes);
    free(f);
}

static ent_status
load(ent_ctx *ctx, void *state)
{
    const folder   *f = state;
    ent_ctx_options options = {.data_dir = f->root};
    ent_ctx        *own = NULL;
    ent_reader     *reader = NULL;
    ent_status      status = ent_ctx_create(&options, &own);

    (void)ctx;
    if (status == ENT_OK) {
        status = ent_reader_create(own, NULL, &reader);
    }
    if (status == ENT_OK) {
        ent_reader_destroy(reader);
    }
    ent_ctx_destroy(own);
    return status;
}

static ent_status
find_actor(ent_ctx *ctx, void *state)
{
    const folder   *f = state;
    ent_ctx_options options = {.data_dir = f->root};
    ent_ctx        *own = NULL;
    char            id[ENT_CODE_SIZE] = "";
    ent_status      status = ent_ctx_create(&options, &own);

    (void)ctx;
    if (status == ENT_OK) {
        status = ent_actor_find(own, f->codes, "Lima", (ent_span){ENT_DAY_MIN, ENT_DAY_MAX}, id);
    }
    if (status == ENT_OK && strcmp(id, "PER") != 0) {
        status = ENT_E_BUG;
    }
    ent_ctx_destroy(own);
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
    ent_status  status = ent_read_bytes(ctx, w->reader, name, text, strlen(text), NULL, &reading);

    if (status == ENT_OK) {
        status =
            ent_reading_write(ctx, &reading, ENT_ROWS_EVENTS, ENT_FORMAT_JSONL, NULL, w->nowhere);
    }
    if (status == ENT_OK) {
        status =
            ent_reading_write(ctx, &reading, ENT_ROWS_SENTENCES, ENT_FORMAT_CSV, NULL, w->nowhere);
    }
    ent_reading_clear(&reading);
    return status;
}

static ent_status
read_plain(ent_ctx *ctx, void *state)
{
    return read_and_write(
        ctx, state, "a.txt",
        "Two Powers and a Treaty\n\nBEIJING, 14 April 1971 - Russia and China on Wednesday signed "
        "a "
        "treaty.\n\nPutin said that the two countries would support Iran, according to Japan. "
        "France\xFF attacked Peru.\n");
}

static ent_status
read_html(ent_ctx *ctx, void *state)
{
    return read_and_write(ctx, state, "a.html",
                          "<html><head><meta name='date' content='2020-01-02'>"
                          "<title>T</title></head><body><p>Peru attacked Chile.</p>"
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
read_broken_feed(ent_ctx *ctx, void *state)
{
    return read_and_write(ctx, state, "a.rss",
                          "<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item>"
                          "<description><p>Peru attacked\xE9 Chile.</b></description></item>");
}

static ent_status
read_same(ent_ctx *ctx, void *state)
{
    return read_and_write(ctx, state, "a.jsonl",
                          "{\"text\": \"Peru attacked Chile.\"}\n"
                          "{\"text\": \"Peru attacked Chile.\"}\n");
}

static ent_status
read_files(ent_ctx *ctx, void *state)
{
    const char *const PATHS[] = {"/nowhere/at/all.txt", "/dev/null", "/nowhere"};
    world            *w = state;
    ent_reading       reading;
    ent_status        status = ent_read_paths(ctx, w->reader, PATHS, 3, NULL, &reading);

    if (status == ENT_OK) {
        status = ent_reading_write(ctx, &reading, ENT_ROWS_ACTS, ENT_FORMAT_JSON, NULL, w->nowhere);
        ent_reading_clear(&reading);
    }
    return status;
}

static ent_status
find_acts(ent_ctx *ctx, void *state)
{
    static const char TEXT[] = "Peru attacked Chile. Chile attacked Peru in 1987.";

    world      *w = state;
    uint32_t    acts[4];
    ent_reading reading;
    ent_status  status =
        ent_read_bytes(ctx, w->reader, "a.txt", TEXT, sizeof TEXT - 1, NULL, &reading);

    if (status == ENT_OK) {
        status = ent_reading_acts(ctx, &reading, acts);
        ent_reading_clear(&reading);
    }
    return status;
}

static ent_status
read_json(ent_ctx *ctx, void *state)
{
    return read_and_write(ctx, state, "a.jsonl",
                          "{\"id\": \"a\", \"title\": \"T\", \"text\": \"Peru attacked Chile.\"}\n"
                          "{}\n");
}

static ent_status
map_weights(ent_ctx *ctx, void *state)
{
    world     *w = state;
    char       path[1024];
    ent_status status;

    (void)snprintf(path, sizeof path, "%s/data/weights/english.weights", getenv("ENT_SOURCE"));
    status = ent_reader_map_weights(ctx, w->reader, path);
    return status == ENT_OK ? ent_reader_map_weights(ctx, w->reader, NULL) : status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"ent_reader_create", make_folder, load, unmake_folder, true},
        {"ent_actor_find", make_folder, find_actor, unmake_folder, true},
        {"ent_read_bytes plain", make_world, read_plain, unmake_world, false},
        {"ent_read_bytes html", make_world, read_html, unmake_world, false},
        {"ent_read_bytes feed", make_world, read_feed, unmake_world, false},
        {"ent_read_bytes broken feed", make_world, read_broken_feed, unmake_world, false},
        {"ent_read_bytes same", make_world, read_same, unmake_world, false},
        {"ent_reading_acts", make_world, find_acts, unmake_world, false},
        {"ent_read_paths ent_reading_write", make_world, read_files, unmake_world, false},
        {"ent_reader_map_weights", make_world, map_weights, unmake_world, false},
        {"ent_read_paths", make_world, read_files, unmake_world, false},
        {"ent_read_bytes json", make_world, read_json, unmake_world, false},
    };

    return fault_main("read", ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
}
