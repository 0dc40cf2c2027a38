/*
 * fuzz_http_target.c - addresses from the network: what is accepted is text without traps
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "serve/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_text(const ent_target *target, const char *text)
{
    if (text < target->room || text + strlen(text) >= target->room + sizeof target->room) {
        abort();
    }
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < ' ' || *text == 0x7f) {
            abort();
        }
    }
}

static void
check(const ent_target *target, const ent_codes *codes, ent_ctx *ctx)
{
    ent_picture_query query;

    if (target->path[0] != '/' || strstr(target->path, "/../") != NULL ||
        target->parameter_count > ENT_TARGET_MOST_PARAMETERS) {
        abort();
    }
    check_text(target, target->path);
    for (size_t i = 0; i < target->parameter_count; i++) {
        check_text(target, target->parameters[i].name);
    }
    if (ent_target_query(ctx, target, codes, &query) == ENT_OK
            ? query.state_count > ENT_PICTURE_MOST_STATES || (query.span.from > query.span.to) ||
                  (query.is_day && query.span.from >= query.span.to)
            : ent_ctx_error(ctx)[0] == '\0') {
        abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static ent_codes *codes;
    ent_ctx          *ctx;
    ent_target        target;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (codes == NULL && ent_codes_load(ctx, &codes) != ENT_OK) {
        abort();
    }
    if (ent_target_read(ctx, (const char *)bytes, length, &target) == ENT_OK) {
        check(&target, codes, ctx);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
