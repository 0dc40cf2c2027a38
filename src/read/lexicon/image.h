/*
 * image.h - the dictionaries as one block of bytes, made when the program is built
 *
 * Stage: read.  What a lexicon knows of words, actors, people, verbs and nouns, without pointers.
 * Taking it up costs a millisecond, reading the texts of data/lexicon ten times that.  Issues and
 * the table of CAMEO are not in it.  An image is trusted: it is part of the program.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_LEXICON_IMAGE_H
#define ENT_READ_LEXICON_IMAGE_H

#include "base/text.h"
#include "read/lexicon/build.h"

/**
 * Add the image of a lexicon to `out`, which is empty.
 *
 * @return ENT_OK or ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_lexicon_pack(ent_ctx *ctx, const ent_lexicon *lexicon, ent_text *out);

/**
 * Fill a lexicon from an image.
 *
 * @param image   aligned to 8 bytes; borrowed for the life of the lexicon
 * @param lexicon zeroed but for its arena and its table of CAMEO; to be destroyed also on failure
 * @return ENT_OK; ENT_E_INPUT for an image that is cut or of another version; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_lexicon_unpack(ent_ctx *ctx, const void *image, size_t length,
                                             ent_lexicon *lexicon);

/** The image of the built-in dictionaries; NULL in what is not linked with it. */
const void *ent_lexicon_image_built_in(size_t *length);

#endif
