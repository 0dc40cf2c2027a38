/*
 * charset.h - feeds that are not written in UTF-8
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_CHARSET_H
#define ENT_READ_CHARSET_H

#include "base/context.h"
#include "base/text.h"

/**
 * Convert XML to UTF-8 from the encoding that its declaration names.
 *
 * @param out       the whole text, where it was converted; a byte that means
 *                  nothing in its encoding becomes U+FFFD
 * @param converted false: there is nothing to convert, `out` stays empty
 * @return ENT_OK, also for an encoding that is not known, with a warning; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_charset_convert(ent_ctx *ctx, const char *name, const char *bytes,
                                              size_t length, ent_text *out, bool *converted);

#endif
