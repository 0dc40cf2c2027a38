/*
 * fuzz_graded.c - model files of outcomes: what is accepted lies within its documented bounds
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/context.h"
#include "model/graded/graded.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check(const ent_graded *model)
{
    if (model->name == NULL || model->outcome == NULL || model->from > model->to ||
        model->lag < 1 || model->lag > ENT_GRADED_MOST_LAG || model->effect_count < 1 ||
        model->effect_count > ENT_GRADED_MOST_EFFECTS) {
        abort();
    }
    for (size_t i = 0; i < model->effect_count; i++) {
        const ent_graded_effect *effect = &model->effects[i];

        if ((effect->form == ENT_EFFECT_X) != (effect->of->of_state == NULL)) {
            abort();
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    ent_ctx    *ctx;
    ent_graded *model = NULL;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (ent_graded_parse(ctx, "fuzz.yaml", (const char *)bytes, length, &model) == ENT_OK) {
        check(model);
        ent_graded_destroy(model);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
