/*
 * unit_world.h - an invented data/world in a folder of its own, and the record made from it
 *
 * Shared by the tests of codes, system and measure.  A table that a test does
 * not write is not there; the tables of codes have a small default.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_WORLD_H
#define ENT_TESTS_UNIT_WORLD_H

#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "entente/system.h"

typedef struct world {
    char        folder[64];
    ent_ctx    *ctx; /* its data are the folder's */
    ent_codes  *codes;
    ent_store  *store; /* in memory */
    ent_record *record;
} world;

/* Five states for ever, one that dies, one that is born, one with two numbers in 1990. */
static const char WORLD_STATES[] = "state,ccode,cow,start,end,source,locator\n"
                                   "AAA,10,AAA,1900-01-01,,s,\n"
                                   "BBB,20,BBB,1900-01-01,,s,\n"
                                   "CCC,30,CCC,1900-01-01,,s,\n"
                                   "DDD,40,DDD,1900-01-01,,s,\n"
                                   "EEE,50,EEE,1900-01-01,,s,\n"
                                   "OLD,60,OLD,1900-01-01,1990-06-30,s,\n"
                                   "NEW,70,NEW,1990-07-01,,s,\n"
                                   "TWO,80,TWA,1900-01-01,1990-10-02,s,\n"
                                   "TWO,85,TWB,1990-10-03,,s,\n";

static const char WORLD_GOVERNMENTS[] = "state,government,start,end,source,locator\n"
                                        "DDD,OLDREG,1900-01-01,1949-09-30,s,\n"
                                        "DDD,NEWREG,1949-10-01,,s,\n"
                                        "DDD,seat:OLDREG,1945-10-24,1971-10-24,s,\n";

static inline void
world_write(world *w, const char *table, const char *text)
{
    char  path[128];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/world/%s.csv", w->folder, table);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static inline int
world_setup(void **state)
{
    world          *w = calloc(1, sizeof *w);
    char            path[80];
    ent_ctx_options options = {.jobs = 1, .data_dir = NULL};

    assert_non_null(w);
    (void)snprintf(w->folder, sizeof w->folder, "/tmp/entente-world-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    (void)snprintf(path, sizeof path, "%s/world", w->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    options.data_dir = w->folder;
    assert_int_equal(ent_ctx_create(&options, &w->ctx), ENT_OK);
    world_write(w, "states", WORLD_STATES);
    world_write(w, "names", "state,name,start,end\nAAA,Aland,,\n");
    world_write(w, "codes", "state,scheme,code,start,end\n");
    world_write(w, "governments", WORLD_GOVERNMENTS);
    *state = w;
    return 0;
}

/** Forget what was loaded, so that the folder can be changed and loaded again. */
static inline void
world_unload(world *w)
{
    ent_record_destroy(w->record);
    if (w->store != NULL) {
        ent_store_close(w->store);
    }
    ent_codes_destroy(w->codes);
    w->record = NULL;
    w->store = NULL;
    w->codes = NULL;
}

static inline int
world_teardown(void **state)
{
    static const char *const TABLES[] = {
        "states",       "names",          "codes",     "governments",  "sources",
        "institutions", "members",        "acts",      "claims",       "treaties",
        "disputes",     "treaty_members", "vetoes",    "rivalries",    "sanctions",
        "borders",      "profiles",       "alliances", "capabilities", "spellings",
        "roll_calls",   "votes",          "trade",     "invocations",  "corridors"};
    world *w = *state;
    char   path[128];

    world_unload(w);
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        (void)snprintf(path, sizeof path, "%s/world/%s.csv", w->folder, TABLES[i]);
        (void)unlink(path);
    }
    (void)snprintf(path, sizeof path, "%s/import.csv", w->folder);
    (void)unlink(path);
    (void)snprintf(path, sizeof path, "%s/world", w->folder);
    (void)rmdir(path);
    (void)rmdir(w->folder);
    ent_ctx_destroy(w->ctx);
    free(w);
    return 0;
}

static inline void
world_check(world *w, ent_status status)
{
    if (status != ENT_OK) {
        fail_msg("%s", ent_ctx_error(w->ctx));
    }
}

/** Codes and the store; a test may import into it before world_record(). */
static inline void
world_open(world *w)
{
    world_check(w, ent_codes_load(w->ctx, &w->codes));
    world_check(w, ent_store_open(w->ctx, ":memory:", ENT_STORE_WRITE, w->codes, &w->store));
}

static inline void
world_import(world *w, const char *path)
{
    ent_import_report report;

    world_check(w, ent_store_import(w->ctx, w->store, "auto", path, 0.5, &report));
    assert_null(report.skipped);
}

/** Import a published table that a test has invented. */
static inline void
world_import_text(world *w, const char *text)
{
    char  path[128];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/import.csv", w->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    world_import(w, path);
}

/** With what is read of published sets: ENT_RECORD_VOTES, ... */
static inline void
world_record_of(world *w, unsigned detail, const char *const *sources)
{
    ent_record_options options = {.sources = sources, .detail = detail};

    ent_record_destroy(w->record);
    w->record = NULL;
    world_check(w, ent_record_load(w->ctx, w->store, w->codes, &options, &w->record));
}

static inline void
world_record(world *w, const char *const *sources)
{
    world_record_of(w, ENT_RECORD_TIES, sources);
}

static inline void
world_load(world *w)
{
    world_open(w);
    world_record(w, NULL);
}

/** A day or a year, as text. */
static inline ent_span
world_span(const char *text)
{
    ent_span span;

    assert_true(ent_span_read(text, strlen(text), &span));
    return span;
}

/** The system of a day or year; as_of NULL: no limit. */
static inline ent_system *
world_system(world *w, const char *at, const char *as_of)
{
    ent_system_options options = {.as_of = as_of != NULL ? world_span(as_of).from : ENT_NO_DAY};
    ent_system        *system = NULL;

    world_check(w, ent_system_at(w->ctx, w->record, world_span(at), &options, &system));
    return system;
}

static inline const ent_dyad *
world_dyad(const ent_system *system, const char *a, const char *b)
{
    ent_state_ix i = ent_system_find_id(system, a), j = ent_system_find_id(system, b);

    assert_int_not_equal(i, ENT_NO_STATE_IX);
    assert_int_not_equal(j, ENT_NO_STATE_IX);
    return ent_system_dyad(system, i, j);
}

/** Our own data with one published set of ../shared beside it. */
static inline void
world_shared(world *w, const char *name)
{
    const char *shared = unit_shared_or_skip();
    char        path[1024];

    if (w->store == NULL) {
        ent_ctx_destroy(w->ctx);
        w->ctx = unit_ctx(1);
        world_open(w);
    }
    (void)snprintf(path, sizeof path, "%s/data/%s", shared, name);
    world_import(w, path);
}

#endif
