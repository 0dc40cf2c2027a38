/*
 * motion.h - where the words of a motion stand in its file
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_DECIDE_MOTION_H
#define ENT_MODEL_DECIDE_MOTION_H

#include "entente/decide.h"

/**
 * A wrong word of a motion is wrong input, at its place in the file: the words are those of the
 * motion that the failure may be about; it is about the one that it quotes, else about the first.
 *
 * @return ENT_E_INPUT with file, line and column before the text of the failure; `status` where it
 *         is not ENT_E_ARG, or the words are of no file
 */
ENT_MUST_CHECK ent_status ent_motion_blame(ent_ctx *ctx, const ent_motion *motion,
                                           const char *const *words, size_t count,
                                           ent_status status);

#endif
