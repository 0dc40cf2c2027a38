/*
 * fuzz_import.c - published files and tables of data/world: every fact is whole
 *
 * The first byte chooses: a published set, by its place in the registry, or a
 * kind of fact whose table of data/world the rest is; 255 leaves it to the
 * header, so that a seed outlives new rows of the registry.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "entente/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { BY_HEADER = 255 };

typedef struct seen {
    const ent_codes *codes;
    uint32_t         line;
    bool             streamed; /* counts come at the end, by the line of their first event */
} seen;

/* Texts end, states exist, spells have a day. */
static void
check_field(const seen *so_far, const ent_fact_field *field, const char *fact)
{
    const char *text;
    ent_state   state;

    if (field->type == ENT_FIELD_TEXT) {
        memcpy(&text, fact + field->offset, sizeof text);
        if (text != NULL ? text[0] == '\0' || strlen(text) > ((size_t)1 << 30) : field->required) {
            abort();
        }
    } else if (field->type == ENT_FIELD_PARTY) {
        ent_party party;

        memcpy(&party, fact + field->offset, sizeof party);
        if (party.given != NULL && (party.state != ENT_NO_STATE || party.given[0] == '\0')) {
            abort();
        }
    } else if (field->type == ENT_FIELD_STATE) {
        memcpy(&state, fact + field->offset, sizeof state);
        if (state == ENT_NO_STATE || ent_codes_id(so_far->codes, state)[0] == '\0') {
            abort();
        }
    }
}

static ent_status
take_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    seen          *so_far = user;
    ent_provenance from;
    ent_day        start = ENT_DAY_MIN, end = ENT_DAY_MAX;

    (void)ctx;
    memcpy(&from, fact, sizeof from);
    if ((from.line < so_far->line && !so_far->streamed) || from.file != 0) {
        abort();
    }
    so_far->line = from.line;
    for (const ent_fact_field *field = ent_fact_describe(kind)->fields; field->name != NULL;
         field++) {
        check_field(so_far, field, fact);
        if (strcmp(field->name, "start") == 0) {
            memcpy(&start, (const char *)fact + field->offset, sizeof start);
        } else if (strcmp(field->name, "end") == 0) {
            memcpy(&end, (const char *)fact + field->offset, sizeof end);
        }
    }
    if (end <= start) {
        abort();
    }
    return ENT_OK;
}

static ent_status
take_reject(ent_ctx *ctx, void *user, uint32_t line, uint32_t column, const char *reason)
{
    seen *so_far = user;

    (void)ctx;
    (void)column;
    if ((line < so_far->line && !so_far->streamed) || reason[0] == '\0') {
        abort();
    }
    so_far->line = line;
    return ENT_OK;
}

static ent_status
read_set(ent_ctx *ctx, const ent_codes *codes, const char *set, const char *bytes, size_t length,
         const ent_fact_sink *sink)
{
    ent_recognised recognised;
    ent_status     status = ent_import_recognise(ctx, set, "fuzz.csv", bytes, length, &recognised);

    if (status != ENT_OK) {
        return status;
    }
    ((seen *)sink->user)->streamed = ent_import_is_streamed(&recognised);
    return ent_import_bytes(ctx, codes, &recognised, "fuzz.csv", bytes, length, sink);
}

static void
read_one(ent_ctx *ctx, const ent_codes *codes, uint8_t choice, const char *bytes, size_t length)
{
    size_t        set_count = 0, place;
    seen          so_far = {codes, 0, false};
    ent_fact_sink sink = {&so_far, take_fact, take_reject};
    ent_status    status;

    while (ent_import_set(set_count) != NULL) {
        set_count++;
    }
    place = choice % (set_count + ENT_FACT_KINDS);
    if (choice == BY_HEADER) {
        status = read_set(ctx, codes, "auto", bytes, length, &sink);
    } else if (place < set_count) {
        status = read_set(ctx, codes, ent_import_set(place)->name, bytes, length, &sink);
    } else {
        status = ent_import_world_table(ctx, codes, (ent_fact_kind)(place - set_count),
                                        "world/fuzz.csv", bytes, length, &sink);
    }
    if (status != ENT_OK && ent_ctx_error(ctx)[0] == '\0') {
        abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static ent_codes *codes;
    ent_ctx          *ctx;

    if (length == 0 || ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (codes == NULL && ent_codes_load(ctx, &codes) != ENT_OK) {
        abort();
    }
    read_one(ctx, codes, bytes[0], (const char *)bytes + 1, length - 1);
    ent_ctx_destroy(ctx);
    return 0;
}
