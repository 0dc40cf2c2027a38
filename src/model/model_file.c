/*
 * model_file.c - model files by path, and those of the pack by name
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/model_file.h"

#include <string.h>

#include "base/context.h"
#include "base/data.h"
#include "base/text.h"
#include "base/yaml.h"

ent_status
ent_model_file_read(ent_ctx *ctx, const char *path, ent_bytes *out)
{
    ent_text   place;
    ent_status status = ent_file_read(ctx, path, ENT_YAML_LARGEST, out);

    if (status != ENT_E_FILE || strchr(path, '/') != NULL) {
        return status;
    }
    ent_text_init(&place);
    ent_text_addf(&place, "models/%s%s", path, ent_ends_with(path, ".yaml") ? "" : ".yaml");
    status = place.failed ? ent_fail_nomem(ctx) : ent_data_read(ctx, place.bytes, out);
    ent_text_clear(&place);
    return status == ENT_E_NOTFOUND
               ? ent_fail(ctx, ENT_E_FILE, "%s: no such file, and no model of the pack", path)
               : status;
}
