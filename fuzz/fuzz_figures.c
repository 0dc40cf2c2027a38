/*
 * fuzz_figures.c - figures of a page that was written earlier
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/figures.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    ent_figures figures;
    ent_text    out;
    ent_ctx    *ctx;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (ent_figures_read(ctx, (const char *)bytes, length, &figures) == ENT_OK) {
        ent_text_init(&out);
        for (size_t i = 0; i < figures.count; i++) {
            if (ent_figures_find(&figures, figures.items[i].key) != &figures.items[i] ||
                figures.items[i].label[0] == '\0' || figures.items[i].value[0] == '\0') {
                abort();
            }
        }
        ent_figures_write_changes(&out, &figures, &figures);
        if (strstr(ent_text_get(&out), "Nothing") == NULL || strstr(ent_text_get(&out), "<data")) {
            abort();
        }
        ent_text_clear(&out);
        ent_figures_clear(&figures);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* a refusal says why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
