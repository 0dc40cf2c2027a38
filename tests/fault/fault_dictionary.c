/*
 * fault_dictionary.c - allocation failures with the dictionaries of other programs
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entente/read.h"

static const char *const TEXTS[ENT_DICTIONARY_KINDS] = {
    "NORLAND_ [NOR]\n+NORLANDER_\n\t[NORGOV 820701-821231][NORX >20010101]\nSUDLAND [SUD]\n"
    "X_Y [AAA/BBB]\n+\nÉ [\n",
    "!P! = MAN, MEN\nPOLICE {} [~COP]\nFIRE!P! [~FIR]\nDEPUTY [~LEG]\nX [Y]\n",
    "&AID\n+&CASH\n+GRAIN SHIP\n&CASH\n+MONEY\n+&AID\n--- GIVE [070:071] ---\nGIVE {GAVE}\n"
    "- * &AID [072]\n- {A | B C} * X/Y &NONE [073]\n- %\n--- SAY [010] ---\nSAY {SAID}\n"
    "+WALK_OUT\n--- ATTACK [190] ---\nATTACK\n~ a (b . ATTACK) SAY = a b 112\n",
    "YEARS LATER # x\n+World Cup\n",
    "<ISSUE CATEGORY=\"A\" TYPE=\"ALL\">\npre+n:school [SCHOOLS]\nv:attack [WAR]\n~old "
    "school\nx\n"};

static const char RECORDS[] =
    "id\tdate\toptions\ttext\n"
    "A-1\t950101\trequire_dyad=false\tNorland's police and X Y gave money to Sudland, it seems.\n"
    "A,2\t950101\t\tNorland said that Sudland attacked X Y.\n";

typedef struct world {
    char            path[32]; /* of a file of actors */
    FILE           *nowhere;
    ent_dictionary *whole;
    ent_reader     *reader;
} world;

static ent_status
fill(ent_ctx *ctx, ent_dictionary *d)
{
    ent_status status = ENT_OK;

    for (int kind = 0; kind < ENT_DICTIONARY_KINDS && status == ENT_OK; kind++) {
        status = ent_dictionary_add(ctx, d, (ent_dictionary_kind)kind, "fault.txt", TEXTS[kind],
                                    strlen(TEXTS[kind]));
    }
    return status == ENT_OK ? ent_dictionary_finish(ctx, d) : status;
}

static void *
make_world(ent_ctx *ctx)
{
    world *w = calloc(1, sizeof *w);
    int    fd;

    if (w == NULL) {
        abort();
    }
    (void)snprintf(w->path, sizeof w->path, "/tmp/ent-fault-XXXXXX");
    fd = mkstemp(w->path);
    w->nowhere = fopen("/dev/null", "w");
    if (fd < 0 || w->nowhere == NULL ||
        write(fd, TEXTS[0], strlen(TEXTS[0])) != (ssize_t)strlen(TEXTS[0]) || close(fd) != 0 ||
        ent_reader_create(ctx, NULL, &w->reader) != ENT_OK ||
        ent_dictionary_create(ctx, &w->whole) != ENT_OK || fill(ctx, w->whole) != ENT_OK ||
        ent_reader_use(ctx, w->reader, w->whole) != ENT_OK) {
        abort();
    }
    return w;
}

static void
unmake_world(void *state)
{
    world *w = state;

    ent_reader_destroy(w->reader);
    ent_dictionary_destroy(w->whole);
    (void)fclose(w->nowhere);
    (void)unlink(w->path);
    free(w);
}

static ent_status
build(ent_ctx *ctx, void *state)
{
    ent_dictionary *d = NULL;
    ent_status      status = ent_dictionary_create(ctx, &d);

    (void)state;
    if (status == ENT_OK) {
        status = fill(ctx, d);
    }
    ent_dictionary_destroy(d);
    return status;
}

static ent_status
add_file(ent_ctx *ctx, void *state)
{
    const world    *w = state;
    ent_dictionary *d = NULL;
    ent_status      status = ent_dictionary_create(ctx, &d);

    if (status == ENT_OK) {
        status = ent_dictionary_add_file(ctx, d, ENT_DICTIONARY_ACTORS, w->path);
    }
    ent_dictionary_destroy(d);
    return status;
}

static ent_status
code_records(ent_ctx *ctx, void *state)
{
    const world *w = state;

    return ent_records_code(ctx, w->whole, "fault.tsv", RECORDS, sizeof RECORDS - 1, w->nowhere);
}

static ent_status
read_document(ent_ctx *ctx, void *state)
{
    static const char TEXT[] = "Norland's police attacked Sudland on Monday.\n";
    const world      *w = state;
    ent_reading       reading = {0};
    ent_status        status =
        ent_read_bytes(ctx, w->reader, "a.txt", TEXT, sizeof TEXT - 1, NULL, &reading);

    if (status == ENT_OK && reading.event_count != 1) {
        status = ENT_E_BUG;
    }
    ent_reading_clear(&reading);
    return status;
}

static ent_status
count_issues(ent_ctx *ctx, void *state)
{
    const world *w = state;
    ent_document document = {.name = "a.txt"};
    ent_sentence sentence = {.number = 1, .text = "Norland attacked a pre-school."};
    ent_reading  reading = {
         .documents = &document, .document_count = 1, .sentences = &sentence, .sentence_count = 1};
    ent_table *table = NULL;
    ent_status status = ent_reading_issues(ctx, &reading, w->whole, &table);

    if (status == ENT_OK && ent_table_row_count(table) != 2) {
        status = ENT_E_BUG;
    }
    ent_table_destroy(table);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"ent_dictionary_create, ent_dictionary_add, ent_dictionary_finish", make_world, build,
         unmake_world, false},
        {"ent_dictionary_add_file", make_world, add_file, unmake_world, false},
        {"ent_reading_issues", make_world, count_issues, unmake_world, false},
        {"ent_records_code", make_world, code_records, unmake_world, false},
        {"ent_read_bytes after ent_reader_use", make_world, read_document, unmake_world, false},
    };

    return fault_main("dictionary", ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
}
