/*
 * issue.c - what states take sides on: read from issues.txt, found in sentences
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/issue.h"

#include "base/alloc.h"
#include "read/lexicon/source.h"

enum {
    WAY_GROUPS = 4,   /* of one way to speak of an issue */
    GROUP_TERMS = 16, /* words that mean the same in it */
    TERM_WORDS = 4,   /* that stand beside each other */
    GROUP_REACH = 6   /* tokens between the groups of a way */
};

/* Words beside each other: "one_china". */
typedef struct term {
    uint32_t words[TERM_WORDS];
    size_t   count;
} term;

/* One way to speak of an issue: a term of each group, near each other. */
struct ent_issue_way {
    const char *issue;
    bool        opposite;
    size_t      group_count, term_counts[WAY_GROUPS];
    term        terms[WAY_GROUPS][GROUP_TERMS];
};

/* ---- issues.txt ---- */

static ent_status
read_term(source *from, piece text, bool first, term *out)
{
    while (text.length > 0) {
        piece    word = cut(&text, '_');
        uint32_t id;

        if (word.length == 0 || word.length > ENT_WORD_LONGEST || out->count == TERM_WORDS) {
            return wrong(from, "no words of an issue", word);
        }
        id = ent_lexicon_word(from->lexicon, word.text, word.length);
        if (id == 0) {
            return ent_fail_nomem(from->ctx);
        }
        if (first && out->count == 0) {
            from->lexicon->words[id].classes |= ENT_CLASS(ISSUE);
        }
        out->words[out->count++] = id;
    }
    return ENT_OK;
}

static ent_status
read_group(source *from, piece text, struct ent_issue_way *way)
{
    size_t     group = way->group_count, *count = &way->term_counts[group];
    ent_status status = ENT_OK;

    if (group == WAY_GROUPS) {
        return wrong(from, "too many groups of words at", text);
    }
    for (text = trimmed(text); text.length > 0 && status == ENT_OK; text = trimmed(text)) {
        piece one = cut(&text, ',');

        if (*count == GROUP_TERMS) {
            return wrong(from, "one word too many:", one);
        }
        status = read_term(from, one, group == 0, &way->terms[group][(*count)++]);
    }
    way->group_count++;
    return status;
}

/* "words + words": one way. */
static ent_status
read_way(source *from, piece text, const char *issue, bool opposite)
{
    ent_lexicon          *lexicon = from->lexicon;
    struct ent_issue_way *way;
    ent_status            status = ENT_OK;

    if (!ENT_GROW(lexicon->ways, lexicon->way_capacity, lexicon->way_count + 1)) {
        return ent_fail_nomem(from->ctx);
    }
    way = ent_arena_alloc(&lexicon->arena, 1, sizeof *way);
    if (way == NULL) {
        return ent_fail_nomem(from->ctx);
    }
    way->issue = issue;
    way->opposite = opposite;
    while (text.length > 0 && status == ENT_OK) {
        status = read_group(from, cut(&text, '+'), way);
    }
    if (status == ENT_OK) {
        lexicon->ways[lexicon->way_count++] = way;
    }
    return status;
}

ent_status
ent_lexicon_read_issue(source *from, piece line)
{
    piece      rest = line, id = cut(&rest, '|'), title = cut(&rest, '|');
    char      *issue = kept(from, id);
    ent_status status = ENT_OK;

    if (issue == NULL) {
        return ent_fail_nomem(from->ctx);
    }
    if (id.length == 0 || title.length == 0) {
        return wrong(from, "no issue with a title", line);
    }
    for (int side = 0; side < 2; side++) {
        piece ways = trimmed(cut(&rest, '|'));

        while (ways.length > 0 && status == ENT_OK) {
            status = read_way(from, cut(&ways, ';'), issue, side == 1);
            ways = trimmed(ways);
        }
    }
    return status;
}

/* ---- sentences ---- */

/* Tokens of the term that begins at `at`, hyphens passed over; 0 if none does. */
static size_t
term_length(const term *t, const ent_token *tokens, size_t count, size_t at)
{
    size_t i = at;

    for (size_t k = 0; k < t->count; k++) {
        while (k > 0 && i < count && tokens[i].kind == ENT_TOKEN_HYPHEN) {
            i++;
        }
        if (i >= count || tokens[i].word != t->words[k]) {
            return 0;
        }
        i++;
    }
    return i - at;
}

static size_t
group_length(const struct ent_issue_way *way, size_t group, const ent_token *tokens, size_t count,
             size_t at)
{
    size_t length = 0;

    for (size_t i = 0; i < way->term_counts[group] && length == 0; i++) {
        length = term_length(&way->terms[group][i], tokens, count, at);
    }
    return length;
}

/* The other groups of the way near its first one. */
static bool
is_way(const struct ent_issue_way *way, const ent_token *tokens, size_t count,
       ent_issue_mention *out)
{
    size_t from = out->first > GROUP_REACH ? out->first - GROUP_REACH : 0;
    size_t stop = out->last + GROUP_REACH < count ? out->last + GROUP_REACH : count;

    for (size_t group = 1; group < way->group_count; group++) {
        size_t at = from, length = 0;

        while (at < stop && length == 0) {
            length = group_length(way, group, tokens, count, at);
            at += length == 0 ? 1 : 0;
        }
        if (length == 0) {
            return false;
        }
        out->first = at < out->first ? at : out->first;
        out->last = at + length > out->last ? at + length : out->last;
    }
    return true;
}

static bool
find_way(const struct ent_issue_way *way, const ent_token *tokens, size_t count,
         ent_issue_mention *out)
{
    for (size_t at = 0; at < count; at++) {
        size_t length = (tokens[at].classes & ENT_CLASS(ISSUE)) != 0
                            ? group_length(way, 0, tokens, count, at)
                            : 0;

        *out = (ent_issue_mention){way->issue, at, at + length, way->opposite};
        if (length > 0 && is_way(way, tokens, count, out)) {
            return true;
        }
    }
    return false;
}

static bool
speaks_of_any(const ent_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if ((tokens[i].classes & ENT_CLASS(ISSUE)) != 0) {
            return true;
        }
    }
    return false;
}

size_t
ent_issues_find(const ent_lexicon *lexicon, const ent_token *tokens, size_t count,
                ent_issue_mention out[ENT_ISSUE_MENTIONS_MAX])
{
    size_t found = 0;

    if (!speaks_of_any(tokens, count)) {
        return 0;
    }
    for (size_t i = 0; i < lexicon->way_count && found < ENT_ISSUE_MENTIONS_MAX; i++) {
        const struct ent_issue_way *way = lexicon->ways[i];

        if ((found == 0 || strcmp(out[found - 1].issue, way->issue) != 0) &&
            find_way(way, tokens, count, &out[found])) {
            found++;
        }
    }
    return found;
}
