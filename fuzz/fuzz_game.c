/*
 * fuzz_game.c - files of games and of moves: what they hold is played, or refused with a reason
 *
 * Bytes that begin with "# A game" are a game, which gets the seal that it lacks; all others are
 * moves in the first year of a new one.  States and record are those of the embedded data.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/digest.h"
#include "entente/game.h"
#include "entente/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static ent_codes  *codes;
static ent_record *record;

static void
load(void)
{
    ent_ctx   *ctx;
    ent_store *store;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK || ent_codes_load(ctx, &codes) != ENT_OK ||
        ent_store_open(ctx, ":memory:", ENT_STORE_READ, codes, &store) != ENT_OK ||
        ent_record_load(ctx, store, codes, NULL, &record) != ENT_OK) {
        abort();
    }
    ent_store_close(store);
    ent_ctx_destroy(ctx);
}

/* The text up to its seal, and a seal that is true; owned. */
static char *
seal(const uint8_t *bytes, size_t length, size_t *out)
{
    char  *text = calloc(1, length + 80), *at;
    char   digest[65];
    size_t body;

    if (text == NULL) {
        abort();
    }
    memcpy(text, bytes, length);
    at = strstr(text, "\nsha256: ");
    body = at != NULL ? (size_t)(at - text) + 1 : length;
    ent_sha256(text, body, digest);
    *out = body + (size_t)snprintf(text + body, 80, "sha256: %s\n", digest);
    return text;
}

/* A replay can be played again to the very same. */
static void
check(ent_ctx *ctx, const ent_game_source *source)
{
    ent_game  *game = NULL;
    ent_table *differences = NULL;
    ent_status status = source->log.bytes != NULL
                            ? ent_game_replay(ctx, record, source, &game, &differences)
                            : ent_game_play(ctx, record, source, &game);

    if (status == ENT_OK) {
        ent_table *table = NULL;

        if (ent_game_year(game) > ent_game_last_year(game) ||
            ent_game_table(ctx, game, ENT_GAME_ALL, NULL, 0, &table) != ENT_OK) {
            abort();
        }
        ent_table_destroy(table);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    ent_table_destroy(differences);
    ent_game_destroy(game);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char BEGINNING[] = "# A game";
    ent_game_source   source = {.scenario = "base", .years = 1};
    ent_ctx          *ctx;
    char             *text = NULL;

    if (record == NULL) {
        load();
    }
    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (length > sizeof BEGINNING && memcmp(bytes, BEGINNING, sizeof BEGINNING - 1) == 0) {
        text = seal(bytes, length, &length);
        source.log = (ent_game_text){"game.yaml", text, length};
    } else {
        source.moves = (ent_game_text){"moves.yaml", (const char *)bytes, length};
    }
    check(ctx, &source);
    free(text);
    ent_ctx_destroy(ctx);
    return 0;
}
