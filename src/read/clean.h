/*
 * clean.h - the paragraphs of a text, and which of them are no part of what it says
 *
 * Stage: read.  Title, byline, share boxes, newsletters, biographies,
 * endnotes, comments, headings and text that is not English are told apart
 * by their words; nothing is thrown away, each keeps its kind.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_CLEAN_H
#define ENT_READ_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

/** What comes after them is one, of the kind "beyond limit". */
enum { ENT_PARAGRAPHS_MOST = 1 << 20 };

typedef struct ent_paragraph {
    size_t      start, length;
    const char *kind;  /**< of boilerplate; NULL: part of the text; static or of the arena */
    bool        title; /**< markup says that it is the title */
} ent_paragraph;

typedef struct ent_paragraphs {
    ent_paragraph *items;
    size_t         count, capacity;
} ent_paragraphs;

/**
 * Cut plain text into paragraphs: a line each; lines that were wrapped at a
 * fixed width are joined.  False when there is no memory.
 */
bool ent_paragraphs_split(const char *text, size_t length, ent_paragraphs *out);

/** Set the kind of each paragraph that has none and is no part of the text. */
void ent_paragraphs_judge(const char *text, ent_paragraphs *paragraphs);

#endif
