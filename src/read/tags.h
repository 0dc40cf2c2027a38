/*
 * tags.h - the tags and texts of HTML and XML, one after the other
 *
 * Stage: read.  No tree, no recursion, no allocation: what is open is the
 * caller's to know.  Any bytes are accepted, each is looked at a bounded
 * number of times, and no text is lost to a tag that never ends.  In XML the
 * first break of the syntax is remembered with its place.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_TAGS_H
#define ENT_READ_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

typedef enum ent_tag_kind {
    ENT_TAG_END,      /**< of the bytes */
    ENT_TAG_TEXT,     /**< text with references (&amp;) */
    ENT_TAG_VERBATIM, /**< a CDATA section: text without references; XML alone */
    ENT_TAG_OPEN,
    ENT_TAG_CLOSE
} ent_tag_kind;

/** One tag or piece of text; borrowed from the bytes. */
typedef struct ent_tag {
    ent_tag_kind kind;
    size_t       at; /**< of its first byte */
    const char  *name;
    size_t       name_length;
    const char  *bytes; /**< the text, or the attributes of an opening tag */
    size_t       length;
    bool         empty; /**< closes itself: <br/> */
} ent_tag;

/** Where reading stands.  Start with ent_tags_start(). */
typedef struct ent_tags {
    const char *bytes;
    size_t      length, at;
    bool        xml;
    bool        quotes_off;    /* a quoted value never ended: quotes mean nothing any more */
    unsigned    absent;        /* terminators that do not come any more, a bit each */
    size_t      last_quote[2]; /* places after the last " and the last ' */
    size_t      last_end;      /* place after the last > */
    const char *broken;        /**< first break of XML's syntax, or NULL */
    size_t      broken_at;
} ent_tags;

/** Begin at the first of the bytes, which are borrowed. */
void ent_tags_start(ent_tags *tags, const char *bytes, size_t length, bool xml);

/** The next tag or text; ENT_TAG_END at the end and ever after. */
void ent_tags_next(ent_tags *tags, ent_tag *out);

/**
 * After the opening tag of an element whose content holds no tags (<script>): go behind its end.
 *
 * @param name in small letters
 * @param text what stands between; written when there is an end
 * @return false, and nothing moves, when it never ends: then no later one of that name does
 */
bool ent_tags_pass(ent_tags *tags, const char *name, ent_tag *text);

/** Add an attribute's value, its references resolved, to `out`; false when there is none. */
bool ent_tag_attribute(const ent_tag *tag, const char *name, ent_text *out);

/**
 * Read the reference (&lt; &eacute; &#8217; &#x2019;) at `bytes`.
 *
 * @param out UTF-8 with its zero; a number that is no character gives U+FFFD
 * @return its length in bytes, 0 when there stands none
 */
size_t ent_reference_read(const char *bytes, size_t length, char out[5]);

/** Add text with its references resolved. */
void ent_references_add(ent_text *out, const char *bytes, size_t length);

/** Line and column of a place, both from 1; a column is a byte. */
void ent_place_count(const char *bytes, size_t at, size_t *line, size_t *column);

#endif
