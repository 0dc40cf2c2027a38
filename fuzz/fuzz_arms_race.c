/*
 * fuzz_arms_race.c - model files of arms races: what is read is in its bounds
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "model/arms_race/arms_race.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    ent_race_model *model;
    ent_ctx        *ctx;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (ent_race_model_parse(ctx, "m.yaml", (const char *)bytes, length, &model) == ENT_OK) {
        if (model->name == NULL || model->from > model->to || model->from < 1816 ||
            model->to > 2100 || model->least < 6 || model->least > 100) {
            abort();
        }
        ent_race_model_destroy(model);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* a refusal says why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
