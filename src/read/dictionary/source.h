/*
 * source.h - a file of a dictionary while it is read: its lines, what is set aside, phrases
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_SOURCE_H
#define ENT_READ_DICTIONARY_SOURCE_H

#include "read/dictionary/dictionary.h"
#include "read/dictionary/slice.h"

/** A file while it is read. */
typedef struct ent_dictionary_source {
    ent_ctx        *ctx;
    ent_dictionary *d;
    const char     *file;
    size_t          line;
    ent_slice       whole; /**< the line */
    bool            older; /**< TABARI's style */
} ent_dictionary_source;

/** A word of a phrase and how it is matched. */
typedef struct ent_phrase_word {
    uint32_t word;
    uint8_t  ending;
    bool     distant; /**< other words may stand before it */
    bool     head;    /**< marked with + */
} ent_phrase_word;

typedef struct ent_phrase {
    ent_phrase_word words[ENT_PHRASE_WORDS_MOST];
    size_t          count;
} ent_phrase;

/** The next line without its end and without white space around it; false at the end. */
bool ent_dictionary_line(ent_dictionary_source *s, const char *bytes, size_t length, size_t *at);

/** Set the line aside; `at` is the place in it. */
ENT_MUST_CHECK ent_status ent_dictionary_set_aside(ent_dictionary_source *s, const char *at,
                                                   const char *reason);

/**
 * Cut a phrase into words.
 *
 * @param last ending that a closed last word admits (NOUN for names, VERB for verbs)
 * @return false when it has no word, too many, or one that is too long; *reason says which
 */
ENT_MUST_CHECK ent_status ent_phrase_read(ent_dictionary_source *s, ent_slice text, ent_ending last,
                                          ent_phrase *out, const char **reason);

#endif
