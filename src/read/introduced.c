/*
 * introduced.c - people whom a text itself introduces: "China's defence minister Wei Fenghe"
 *
 * From then on "Wei Fenghe" and "Wei" act for China.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/parse.h"
#include "read/sentence_token.h"

enum { NAME_LEAST = 2, NAME_MOST = 4, FORMER_REACH = 3 };

static bool
is_name_word(const ent_parse *p, size_t at)
{
    return p->tokens[at].kind == ENT_TOKEN_WORD && p->tokens[at].capital &&
           !ent_token_has(p, at, ENT_CLASS(TITLE) | ENT_CLASS(AGENT)) && !p->dated[at];
}

size_t
ent_introduced_name(const ent_parse *p, const ent_mention *m)
{
    size_t first = m->last;

    while (m->body && first > m->first && p->tokens[first - 1].capital &&
           !ent_token_has(p, first - 1, ENT_CLASS(TITLE) | ENT_CLASS(AGENT)) &&
           first - 1 > m->core) {
        first--;
    }
    return m->last - first >= NAME_LEAST ? first : m->last;
}

/* An office of one: "minister", "spokesman"; troops and ministries have no name of a person. */
static bool
is_office(const ent_parse *p, size_t at)
{
    const ent_token *t = &p->tokens[at];

    return ent_token_has(p, at, ENT_CLASS(TITLE) | ENT_CLASS(AGENT)) &&
           !ent_token_has(p, at, ENT_CLASS(FORCE)) &&
           p->text[p->offset + t->start + t->length - 1] != 's';
}

static bool
is_of_the_past(const ent_parse *p, size_t first)
{
    for (size_t i = first; i-- > 0 && first - i <= FORMER_REACH;) {
        if (ent_token_has(p, i, ENT_CLASS(FORMER))) {
            return true;
        }
    }
    return ent_token_has(p, first, ENT_CLASS(FORMER));
}

/* Where the family's name stands first. */
static bool
family_first(const char *id)
{
    static const char *const STATES[] = {"CHN", "TWN", "KOR", "PRK"};

    for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++) {
        if (strcmp(id, STATES[i]) == 0) {
            return true;
        }
    }
    return false;
}

static ent_place
place_of(const ent_parse *p, size_t first, size_t last)
{
    ent_place place = {p->offset + p->tokens[first].start, 0};

    place.length =
        p->offset + p->tokens[last - 1].start + p->tokens[last - 1].length - place.offset;
    return place;
}

static void
remember(ent_discourse *d, const ent_parse *p, size_t first, size_t last, const char *party)
{
    size_t          family = family_first(party) ? first : last - 1;
    ent_introduced *one;

    if (last - first < NAME_LEAST || last - first > NAME_MOST || p->tokens[family].length < 2) {
        return;
    }
    if (d->introduced_count == ENT_PEOPLE_MAX) {
        memmove(d->introduced, d->introduced + 1, (ENT_PEOPLE_MAX - 1) * sizeof *d->introduced);
        d->introduced_count--;
    }
    one = &d->introduced[d->introduced_count++];
    *one = (ent_introduced){party, place_of(p, first, last), place_of(p, family, family + 1)};
}

/* "Wei Fenghe, China's defence minister,": the first token of the name before; `m->first`: none. */
static size_t
name_before(const ent_parse *p, const ent_mention *m)
{
    size_t last = m->first, first;

    while (last > 0 && p->mention_at[last - 1] < 0 &&
           ent_token_has(p, last - 1, ENT_CLASS(DETERMINER) | ENT_CLASS(ADJECTIVE))) {
        last--;
    }
    if (last < NAME_LEAST + 1 || !ent_token_is_mark(p, last - 1, ',') ||
        !(ent_token_is_mark(p, m->last, ',') || ent_token_is_mark(p, m->last, '.'))) {
        return m->first;
    }
    first = last - 1;
    while (first > 0 && p->mention_at[first - 1] < 0 && is_name_word(p, first - 1)) {
        first--;
    }
    return last - 1 - first >= NAME_LEAST ? first : m->first;
}

/* First token of the name at the end of a mention of somebody in a dictionary: "... Lloyd Austin".
 */
static size_t
listed_name(const ent_parse *p, const ent_mention *m)
{
    size_t first = m->last;

    while (first > m->first && is_name_word(p, first - 1)) {
        first--;
    }
    return first;
}

static void
introduce(ent_discourse *d, const ent_parse *p, const ent_mention *m)
{
    size_t first = m->person != NULL ? listed_name(p, m) : ent_introduced_name(p, m),
           last = m->last;

    if (m->person == NULL && first == last && is_office(p, last - 1)) {
        first = last = name_before(p, m);
        while (last < m->first && is_name_word(p, last)) {
            last++;
        }
    } else if (m->person == NULL && first > 0 && !is_office(p, first - 1)) {
        return;
    }
    remember(d, p, first, last, m->parties.ids[0]);
}

void
ent_people_introduce(ent_discourse *d, const ent_parse *p)
{
    for (size_t i = 0; i < p->mention_count; i++) {
        const ent_mention *m = &p->mentions[i];

        if (m->body && m->introduced == 0 && !m->past && m->parties.count == 1 &&
            m->joined_count == 0 && !is_of_the_past(p, m->first)) {
            introduce(d, p, m);
        }
    }
}

static bool
stands_at(const ent_parse *p, size_t at, ent_place name)
{
    const char *here = p->text + p->offset + p->tokens[at].start;

    return p->offset + p->tokens[at].start != name.offset &&
           memcmp(here, p->text + name.offset, name.length) == 0;
}

/* The tokens from `at` on that are the name's bytes; 0 where they are others. */
static size_t
matched(const ent_parse *p, size_t at, ent_place name)
{
    size_t begin = p->tokens[at].start, last = at;

    while (last < p->count &&
           p->tokens[last].start + p->tokens[last].length < begin + name.length) {
        last++;
    }
    return last < p->count &&
                   p->tokens[last].start + p->tokens[last].length == begin + name.length &&
                   stands_at(p, at, name)
               ? last + 1 - at
               : 0;
}

size_t
ent_introduced_find(const ent_parse *p, const ent_discourse *d, size_t at, size_t *length)
{
    *length = 0;
    for (size_t i = d->introduced_count; i-- > 0 && *length == 0;) {
        size_t whole = matched(p, at, d->introduced[i].name);

        *length = whole > 0 ? whole : matched(p, at, d->introduced[i].family);
        if (*length > 0) {
            return i + 1;
        }
    }
    return 0;
}
