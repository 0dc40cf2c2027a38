/*
 * model_file.c - model files by path, and those of the pack by name
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/model_file.h"

#include "base/data.h"

ent_status
ent_model_file_read(ent_ctx *ctx, const char *path, ent_bytes *out)
{
    return ent_data_find(ctx, "models/", "model", path, out);
}
