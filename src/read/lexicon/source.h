/*
 * source.h - lines of a dictionary taken apart; private to lexicon_*.c
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_LEXICON_SOURCE_H
#define ENT_READ_LEXICON_SOURCE_H

#include <string.h>

#include "base/context.h"
#include "read/lexicon/build.h"

/** Part of a line; not zero-terminated, borrowed. */
typedef struct piece {
    const char *text;
    size_t      length;
} piece;

/** The file that is being read. */
typedef struct source {
    ent_ctx         *ctx;
    ent_lexicon     *lexicon;
    const ent_codes *codes; /**< NULL: ids are not checked */
    const char      *name;  /**< below data/ */
    size_t           line;
} source;

static inline piece
trimmed(piece p)
{
    while (p.length > 0 && (p.text[0] == ' ' || p.text[0] == '\t')) {
        p.text++;
        p.length--;
    }
    while (p.length > 0 && strchr(" \t\r", p.text[p.length - 1]) != NULL) {
        p.length--;
    }
    return p;
}

/** The part before `separator`, which leaves `rest` after it. */
static inline piece
cut(piece *rest, char separator)
{
    const char *at = rest->length > 0 ? memchr(rest->text, separator, rest->length) : NULL;
    piece       part = *rest;

    if (at == NULL) {
        rest->text += rest->length;
        rest->length = 0;
    } else {
        part.length = (size_t)(at - rest->text);
        rest->length -= part.length + 1;
        rest->text = at + 1;
    }
    return trimmed(part);
}

static inline ent_status
wrong(const source *from, const char *what, piece p)
{
    return ent_fail(from->ctx, ENT_E_INPUT, "%s:%zu: %s '%.*s'", from->name, from->line, what,
                    (int)(p.length < 60 ? p.length : 60), p.text);
}

static inline bool
is_word(piece p, const char *word)
{
    return p.length == strlen(word) && memcmp(p.text, word, p.length) == 0;
}

static inline char *
kept(source *from, piece p)
{
    return ent_arena_strndup(&from->lexicon->arena, p.text, p.length);
}

/** Add a copy of `model` under a phrase. */
static inline ent_status
add_entry(source *from, piece phrase, const ent_entry *model)
{
    ent_entry *entry = ent_arena_alloc(&from->lexicon->arena, 1, sizeof *entry);

    if (entry == NULL) {
        return ent_fail_nomem(from->ctx);
    }
    *entry = *model;
    return ent_lexicon_add(from->lexicon, phrase.text, phrase.length, entry)
               ? ENT_OK
               : ent_fail_nomem(from->ctx);
}

/*
 * Readers of one line.  ENT_E_INPUT with file and line says what is wrong; what was read before
 * stays in the lexicon, which can be destroyed.
 */
ent_status ent_lexicon_read_actor(source *from, piece line);
ent_status ent_lexicon_read_place(source *from, piece line);
ent_status ent_lexicon_read_person(source *from, piece line);
ent_status ent_lexicon_read_leader(source *from, piece line);

/** Reader of one line of issues.txt. */
ent_status ent_lexicon_read_issue(source *from, piece line);

/** The table world/leaders.csv: its columns leader, state, name, start and end. */
ent_status ent_lexicon_read_world(source *from, piece text);

#endif
