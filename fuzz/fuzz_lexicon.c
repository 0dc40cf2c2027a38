/*
 * fuzz_lexicon.c - actors, places and people: lines of any bytes are read or refused with a reason
 *
 * The first byte chooses the file.  Each person that was read acts for one, and each entry has
 * as many ids as it says.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "read/lexicon/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

typedef ent_status (*line_reader)(source *from, piece line);

static void
check_entries(const ent_lexicon *lexicon)
{
    for (size_t i = 0; i < lexicon->node_count; i++) {
        for (const ent_entry *e = lexicon->nodes[i].actors; e != NULL; e = e->next) {
            bool person = e->kind == ENT_ENTRY_PERSON;

            for (size_t k = 0; k < e->id_count; k++) {
                if (strlen(e->ids[k]) < 2) {
                    abort();
                }
            }
            if (person && (e->id_count != 1 || e->name == NULL)) {
                abort();
            }
        }
    }
}

static void
read_all(source *from, piece text, line_reader read)
{
    while (text.length > 0) {
        piece line = cut(&text, '\n');

        from->line++;
        if (line.length > 0 && read(from, line) == ENT_E_INPUT &&
            ent_ctx_error(from->ctx)[0] == '\0') {
            abort(); /* refused without a reason */
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const line_reader READERS[] = {ent_lexicon_read_actor, ent_lexicon_read_place,
                                          ent_lexicon_read_leader, ent_lexicon_read_person};

    uint8_t   choice = length > 0 ? bytes[0] % 5 : 0;
    piece     text = {(const char *)bytes + (length > 0), length - (length > 0)};
    ent_ctx  *ctx;
    source    from = {.name = "fuzz.txt"};
    ent_entry nobody = {.kind = ENT_ENTRY_NOBODY};

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    from.ctx = ctx;
    from.lexicon = ent_alloc_zero(1, sizeof *from.lexicon);
    ent_arena_init(&from.lexicon->arena);
    if (add_entry(&from, (piece){"nobody", 6}, &nobody) != ENT_OK) {
        abort();
    }
    if (choice < 4) {
        read_all(&from, text, READERS[choice]);
    } else {
        (void)ent_lexicon_read_world(&from, text);
    }
    check_entries(from.lexicon);
    ent_lexicon_destroy(from.lexicon);
    ent_ctx_destroy(ctx);
    return 0;
}
