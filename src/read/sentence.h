/*
 * sentence.h - where the sentences of a paragraph begin and end
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_SENTENCE_H
#define ENT_READ_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

enum { ENT_SENTENCE_LONGEST = 2048 /**< bytes; a longer one is cut at a space */ };

/**
 * The next sentence of text[*at, end): its first and last byte are no white
 * space, bullets before it are passed over.
 *
 * @param at moves behind the sentence
 * @return false when there is none left
 */
bool ent_sentence_next(const char *text, size_t end, size_t *at, size_t *start, size_t *length);

/** Whether the line of text in which a sentence starts begins with a bullet. */
bool ent_sentence_is_item(const char *text, size_t start);

#endif
