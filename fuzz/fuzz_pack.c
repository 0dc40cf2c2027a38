/*
 * fuzz_pack.c - any bytes as packed facts: refused, or facts that their kind accepts
 *
 * The first byte chooses the kind.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "store/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check(const ent_codes *codes, const ent_fact_type *type, const ent_unpacked *list)
{
    char room[ENT_FACT_EXPECTED];

    for (size_t i = 0; i < list->count; i++) {
        for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
            if (!ent_fact_accepts(type, field, list->items + i * type->size, codes, room)) {
                abort();
            }
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static ent_ctx   *ctx;
    static ent_codes *codes;
    ent_fact_kind     kind;
    ent_unpacked      list = {NULL, 0, 0};
    ent_arena         texts;
    bool              good;

    if (length == 0 || (ctx == NULL && ent_ctx_create(NULL, &ctx) != ENT_OK) ||
        (codes == NULL && ent_codes_load(ctx, &codes) != ENT_OK)) {
        return 0;
    }
    kind = (ent_fact_kind)(bytes[0] % ENT_FACT_KINDS);
    ent_arena_init(&texts);
    if (ent_pack_read(ctx, bytes + 1, length - 1, kind, 1, codes, &texts, &list, &good) == ENT_OK) {
        if (!good && list.count > 0) {
            abort();
        }
        check(codes, ent_fact_describe(kind), &list);
    }
    ent_arena_clear(&texts);
    ent_free(list.items);
    return 0;
}
