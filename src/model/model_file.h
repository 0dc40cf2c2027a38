/*
 * model_file.h - model files by path, and those of the pack by name
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_MODEL_FILE_H
#define ENT_MODEL_MODEL_FILE_H

#include "base/file.h"

/**
 * Read a model file.
 *
 * @param path a file, or the name of one in data/models (with or without .yaml); a file comes
 *             before one of the pack of the same name
 * @param out  ent_bytes_clear() frees
 * @return as ent_data_find()
 */
ENT_MUST_CHECK ent_status ent_model_file_read(ent_ctx *ctx, const char *path, ent_bytes *out);

#endif
