/*
 * style.h - the style sheet of the page and the hash that allows it
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_STYLE_H
#define ENT_REPORT_STYLE_H

#include "base/context.h"
#include "base/text.h"

enum { ENT_STYLE_HASH_SIZE = 45 }; /**< 44 characters of base64 and a zero byte */

/**
 * Read page/style.css and hash it as a Content-Security-Policy wants it.
 *
 * @param css  the bytes to put between <style> and </style>, unchanged; owned
 * @param hash base64 of the SHA-256 of these bytes
 * @return ENT_OK, ENT_E_NOTFOUND, ENT_E_NOMEM, or ENT_E_INPUT for a sheet that would end its
 *         element or that a browser would read as other bytes than were hashed
 */
ENT_MUST_CHECK ent_status ent_style_read(ent_ctx *ctx, ent_text *css,
                                         char hash[ENT_STYLE_HASH_SIZE]);

/**
 * The part of the sheet that pictures need, with the colours of the light page in the place of
 * their names: a picture that stands alone looks the same in programs that know no names.
 *
 * @return as ent_style_read(); ENT_E_INPUT also where the sheet marks no such part
 */
ENT_MUST_CHECK ent_status ent_style_of_pictures(ent_ctx *ctx, ent_text *css);

/** What a Content-Security-Policy says of the program of the page, which adds hover, sliders and
 * search: "; script-src 'sha256-...'"; nothing in a build without it. */
void ent_program_allow(ent_text *out);

/** The element of that program, which ends a page. */
void ent_program_write(ent_text *out);

/** base64 (RFC 4648) of the SHA-256 of some bytes. */
void ent_style_hash(const char *bytes, size_t length, char hash[ENT_STYLE_HASH_SIZE]);

#endif
