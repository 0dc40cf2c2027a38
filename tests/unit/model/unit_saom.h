/*
 * unit_saom.h - models of ties whose tables lie in the test
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_SAOM_H
#define ENT_TESTS_UNIT_SAOM_H

#include "unit.h"

#include "base/alloc.h"
#include "model/ties/read.h"

/** A file name and what it holds; NULL ends a list. */
typedef struct unit_file {
    const char *name, *text;
} unit_file;

static inline ent_status
unit_open(ent_ctx *ctx, void *user, const char *file, ent_bytes *out)
{
    for (const unit_file *f = user; f != NULL && f->name != NULL; f++) {
        if (strcmp(f->name, file) == 0) {
            *out = (ent_bytes){f->text, strlen(f->text), NULL};
            return ENT_OK;
        }
    }
    return ent_fail(ctx, ENT_E_FILE, "%s: no such file", file);
}

static inline ent_status
unit_read(ent_ctx *ctx, const char *yaml, const unit_file *files, ent_saom **out)
{
    return ent_saom_read(ctx, NULL, "model.yaml", yaml, strlen(yaml), unit_open,
                         (void *)(uintptr_t)files, out);
}

/** A model that is right. */
static inline ent_saom *
unit_model(ent_ctx *ctx, const char *yaml, const unit_file *files)
{
    ent_saom *model = NULL;

    if (unit_read(ctx, yaml, files, &model) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    return model;
}

#endif
