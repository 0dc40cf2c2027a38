/*
 * mention.c - who is named in a sentence: titles and bodies around names, lists
 *
 * 1. titles and bodies of state around a name
 * 2. coordination
 * 3. what stands before and behind
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/mention_list.h"
#include "read/parse.h"
#include "read/sentence_token.h"

enum { PREP_REACH = 6, NAME_REACH = 4, BODY_REACH = 4 };

/* A lower-case word that is neither of the grammar nor a verb: most likely a noun or adjective. */
static bool
is_content(const ent_parse *p, size_t at)
{
    const uint64_t grammar = ENT_CLASS(BE) | ENT_CLASS(HAVE) | ENT_CLASS(HAD) | ENT_CLASS(DO) |
                             ENT_CLASS(WILL) | ENT_CLASS(WOULD) | ENT_CLASS(MAY) | ENT_CLASS(NOT) |
                             ENT_CLASS(DETERMINER) | ENT_CLASS(PREPOSITION) | ENT_CLASS(AND) |
                             ENT_CLASS(SUBORDINATOR) | ENT_CLASS(RELATIVE) | ENT_CLASS(ADVERB);

    return ent_token_is_kind(p, at, ENT_TOKEN_WORD) && (p->tokens[at].classes & grammar) == 0;
}

/* ---- 1. titles and bodies of state around a name ---- */

/* Take tokens [first, last) into the mention. */
static void
widen(ent_parse *p, ent_mention *m, size_t first, size_t last)
{
    int16_t number = (int16_t)(m - p->mentions);

    m->first = first < m->first ? first : m->first;
    m->last = last > m->last ? last : m->last;
    for (size_t i = m->first; i < m->last; i++) {
        p->mention_at[i] = number;
    }
}

/* Who are known by where they are: "rebels in", "ethnic Albanians in". */
static bool
is_local(const ent_parse *p, size_t at)
{
    bool security = at > 0 && ent_token_is(p, at, "forces") && ent_token_is(p, at - 1, "security");

    return p->mention_at[at] < 0 &&
           (ent_token_has(p, at, ENT_CLASS(REBEL)) || ent_is_ethnic(p, at) || security);
}

/* "President of", "the government of", "leaders of the": a body before the name it belongs to. */
static void
take_body_before(ent_parse *p, ent_mention *m)
{
    size_t at = m->first;

    if (m->kind == ENT_MENTION_ADJECTIVE || at == 0) {
        return;
    }
    at -= ent_token_is(p, at - 1, "the");
    if (at >= 2 && is_local(p, at - 2) &&
        (ent_token_is(p, at - 1, "in") || ent_token_is(p, at - 1, "throughout") ||
         ent_token_is(p, at - 1, "from"))) {
        m->body = true;
        m->place = false;
        m->kind = ENT_MENTION_NAME;
        widen(p, m, at - 2, m->last);
        return;
    }
    if (at < 2 || !ent_token_is(p, at - 1, "of") || p->mention_at[at - 2] >= 0 ||
        !ent_token_has(p, at - 2, ENT_CLASS(AGENT) | ENT_CLASS(TITLE)) ||
        ent_token_is(p, at - 2, "party") || ent_token_is(p, at - 2, "side")) {
        return;
    }
    at -= 2;
    while (at > 1 && p->mention_at[at - 2] < 0 && ent_token_is(p, at - 1, "and") &&
           ent_token_has(p, at - 2, ENT_CLASS(AGENT))) {
        at -= 2; /* "the people and government of" */
    }
    while (at > 0 && p->mention_at[at - 1] < 0 && ent_token_has(p, at - 1, ENT_CLASS(TITLE))) {
        at--;
    }
    m->body = true;
    m->place = false;
    widen(p, m, at, m->last);
}

static void
take_titles_before(ent_parse *p, ent_mention *m)
{
    size_t at = m->first;

    while (at > 0 && p->mention_at[at - 1] < 0 &&
           (ent_token_has(p, at - 1, ENT_CLASS(TITLE)) ||
            ent_token_has(p, at - 1, ENT_CLASS(FORMER)))) {
        at--;
    }
    widen(p, m, at, m->last);
}

/* Behind a demonym or possessive name: titles, adjectives, a body of state, the name of a person.
 */
static size_t
body_end(const ent_parse *p, size_t at, bool *body)
{
    size_t from = at, end = at;

    while (at < p->count && at < from + BODY_REACH + NAME_REACH) {
        bool title = ent_token_has(p, at, ENT_CLASS(TITLE));
        bool agent = ent_token_has(p, at, ENT_CLASS(AGENT));
        bool verb = ent_token_has(p, at, ENT_CLASS(THIRD) | ENT_CLASS(PAST)) && !title && !agent;

        if (p->mention_at[at] >= 0 || p->dated[at]) {
            break;
        }
        if (title || agent) {
            *body = true;
            end = at + 1;
        } else if (end == at && *body && ent_token_is(p, at, "and") && at + 1 < p->count &&
                   p->mention_at[at + 1] < 0 && ent_token_has(p, at + 1, ENT_CLASS(AGENT))) {
            /* helicopters and tanks */
        } else if (ent_token_is(p, at, "of") && end == at && *body && at + 1 < p->count &&
                   p->tokens[at + 1].capital && p->mention_at[at + 1] < 0) {
            /* Secretary of State */
        } else if (!ent_token_has(p, at, ENT_CLASS(ADJECTIVE)) &&
                   !(ent_token_is_kind(p, at, ENT_TOKEN_HYPHEN) && end == at && *body) &&
                   !(p->tokens[at].capital && is_content(p, at) && !verb)) {
            break;
        }
        at++;
    }
    return end;
}

static void
take_body_behind(ent_parse *p, ent_mention *m)
{
    size_t from = m->last + (ent_token_is_kind(p, m->last, ENT_TOKEN_POSSESSIVE) ? 1 : 0), end;
    bool   body = false, possessive = from > m->last;
    size_t number = (size_t)(m - p->mentions);

    /* "The Washington administration", "NATO forces", but no bare "Russia president". */
    end = body_end(p, from, &body);
    if (!body) {
        return;
    }
    if (!possessive && m->kind == ENT_MENTION_NAME && m->person != NULL) {
        return;
    }
    while (end < p->count && end < from + BODY_REACH + NAME_REACH && p->mention_at[end] < 0 &&
           p->tokens[end].capital && is_content(p, end) && !p->dated[end]) {
        end++;
    }
    m->body = true;
    m->person = possessive ? NULL : m->person; /* "Putin's adviser" is not Putin */
    m->place = false;
    if (m->kind == ENT_MENTION_SEAT || m->kind == ENT_MENTION_ADJECTIVE) {
        m->kind = ENT_MENTION_NAME;
    }
    widen(p, m, m->first, end);
    /* "Russian President Vladimir Putin" is one mention, though both name the state. */
    if (number + 1 < p->mention_count && p->mentions[number + 1].person != NULL &&
        p->mentions[number + 1].first == end) {
        m->person = p->mentions[number + 1].person;
        widen(p, m, m->first, p->mentions[number + 1].last);
        p->mentions[number + 1].parties.count = 0;
    }
}

/* "North Atlantic Treaty Organization (NATO)" */
static void
take_abbreviation(ent_parse *p, ent_mention *m)
{
    size_t       number = (size_t)(m - p->mentions);
    ent_mention *next = m + 1;

    if (number + 1 < p->mention_count && next->first == m->last + 1 &&
        ent_token_is_mark(p, m->last, '(') && ent_token_is_mark(p, next->last, ')') &&
        ent_parties_within(&next->parties, &m->parties)) {
        widen(p, m, m->first, next->last + 1);
        next->parties.count = 0;
    }
}

/* "Mikhail Gorbachev of the Soviet Union": one mention. */
static void
take_state_behind(ent_parse *p, ent_mention *m)
{
    size_t       number = (size_t)(m - p->mentions), at = m->last + 1;
    ent_mention *next = m + 1;

    if (m->person == NULL || number + 1 >= p->mention_count || !ent_token_is(p, m->last, "of")) {
        return;
    }
    at += ent_token_is(p, at, "the");
    if (next->first == at && next->kind == ENT_MENTION_NAME && next->person == NULL) {
        widen(p, m, m->first, next->last);
        next->parties.count = 0;
    }
}

/*
 * "Basra, Iraq": one place.  "Tripoli, Lebanon" is where the second name says, unless that is a
 * region of the first one's state: "Atlanta, Georgia".
 */
static void
take_region_behind(ent_parse *p, ent_mention *m)
{
    size_t       number = (size_t)(m - p->mentions);
    ent_mention *next = m + 1;
    bool         same;

    if (m->kind != ENT_MENTION_SEAT || number + 1 >= p->mention_count ||
        !ent_token_is_mark(p, m->last, ',') || next->first != m->last + 1 ||
        next->kind > ENT_MENTION_SEAT || next->kind == ENT_MENTION_ADJECTIVE ||
        next->person != NULL || (next->kind == ENT_MENTION_SEAT && !next->place)) {
        return;
    }
    same = ent_parties_within(&next->parties, &m->parties) ||
           ent_may_be_place(p, next->first, m->parties.ids[0]);
    if (!same &&
        !(ent_token_is_mark(p, next->last, ',') || ent_token_is_mark(p, next->last, '.'))) {
        return;
    }
    if (!same &&
        (next->place || m->first == 0 || !ent_token_has(p, m->first - 1, ENT_CLASS(PLACE)))) {
        return;
    }
    if (!same) {
        m->parties = next->parties;
    }
    m->place = true;
    widen(p, m, m->first, next->last);
    next->parties.count = 0;
}

/*
 * "US ally Japan", "a NATO ally, Turkey," are Japan and Turkey; "US allies", "Russia's neighbours"
 * nobody who is named.  The allies of an organisation are its members.
 */
static void
drop_whose_partner(ent_parse *p, ent_mention *m)
{
    size_t at = m->last, next;

    at += ent_token_is_kind(p, at, ENT_TOKEN_POSSESSIVE);
    while (!ent_token_has(p, at, ENT_CLASS(PARTNER)) && at < p->count && p->mention_at[at] < 0 &&
           ent_token_has(p, at, ENT_CLASS(ADJECTIVE) | ENT_CLASS(FORMER))) {
        at++;
    }
    if (!ent_token_has(p, at, ENT_CLASS(PARTNER)) || p->mention_at[at] >= 0) {
        return;
    }
    next = at + 1 + ent_token_is_mark(p, at + 1, ',');
    if (m->person != NULL) {
        return;
    }
    if (!m->organisation || (next < p->count && p->mention_at[next] >= 0)) {
        m->parties.count = 0;
    } else {
        m->body = true;
        widen(p, m, m->first, at + 1);
    }
}

static void
widen_all(ent_parse *p)
{
    for (size_t i = 0; i < p->mention_count; i++) {
        ent_mention *m = &p->mentions[i];

        if (m->parties.count == 0) {
            continue;
        }
        take_region_behind(p, m);
        if (m->person != NULL) {
            take_titles_before(p, m);
        }
        take_body_behind(p, m);
        take_body_before(p, m);
        take_abbreviation(p, m);
        take_state_behind(p, m);
        drop_whose_partner(p, m);
    }
    ent_mentions_compact(p);
}

/* ---- 2. coordination ---- */

/* "occupied Hanoi, and China invaded": the object of one verb, then the subject of another. */
static bool
begins_another_clause(const ent_parse *p, const ent_mention *object, const ent_mention *subject)
{
    size_t verb = subject->last;

    return object->first > 0 && p->mention_at[object->first - 1] < 0 &&
           ent_token_has(p, object->first - 1, ENT_CLASS(PAST) | ENT_CLASS(THIRD)) &&
           ent_is_verb(p, object->first - 1) && verb < p->count && p->mention_at[verb] < 0 &&
           ent_token_has(p, verb, ENT_CLASS(PAST) | ENT_CLASS(THIRD)) && ent_is_verb(p, verb) &&
           !ent_token_is(p, verb + 1, "by");
}

/* The mention that is joined to `number` by what stands between: 1 "and" or hyphen, 2 a comma. */
static int
joined(const ent_parse *p, size_t number)
{
    const ent_mention *a = &p->mentions[number], *b = a + 1;
    bool               comma = false,               and= false, hyphen = false;

    if (number + 1 >= p->mention_count || a->kind == ENT_MENTION_OWN ||
        b->kind == ENT_MENTION_OWN || a->kind == ENT_MENTION_PRONOUN ||
        b->kind == ENT_MENTION_PRONOUN || a->kind == ENT_MENTION_PARTIES ||
        b->kind == ENT_MENTION_PARTIES || a->possessive || a->place != b->place) {
        return 0;
    }
    for (size_t i = a->last; i < b->first; i++) {
        comma = comma || ent_token_is_mark(p, i, ',');
        if (ent_token_is_kind(p, i, ENT_TOKEN_HYPHEN) || ent_token_is_mark(p, i, '/')) {
            hyphen = true;
        } else if (ent_token_is(p, i, "and") || ent_token_is(p, i, "nor") ||
                   ent_token_is_mark(p, i, '&') ||
                   (ent_token_is(p, i, "as") && ent_token_is(p, i + 1, "well") &&
                    ent_token_is(p, i + 2, "as"))) {
            and = true;
            i += ent_token_is(p, i, "as") ? 2 : 0;
        } else if (!ent_token_is_mark(p, i, ',') && !ent_token_is(p, i, "the") &&
                   !ent_token_is(p, i, "both") &&
                   !(and&&ent_token_has(p, i, ENT_CLASS(ADJECTIVE)))) {
            return 0;
        }
    }
    if (b->kind == ENT_MENTION_ADJECTIVE && a->kind != ENT_MENTION_ADJECTIVE && !hyphen) {
        return 0;
    }
    if (and&&begins_another_clause(p, a, b)) {
        return 0;
    }
    return and || (hyphen && !comma) ? 1 : comma ? 2 : 0;
}

static void
merge(ent_parse *p, size_t number)
{
    ent_mention *a = &p->mentions[number], *b = a + 1;

    ent_parties_join(&a->parties, &b->parties);
    if (a->person != NULL && b->person != NULL && a->joined_count < ENT_JOINED_MAX) {
        a->joined[a->joined_count++] = b->person;
    } else {
        a->person = NULL;
    }
    a->body = a->body || b->body;
    a->past = a->past && b->past;
    if (a->kind == ENT_MENTION_ADJECTIVE && b->kind != ENT_MENTION_ADJECTIVE) {
        a->kind = ENT_MENTION_NAME;
    }
    if (a->kind == ENT_MENTION_SEAT || b->kind == ENT_MENTION_SEAT) {
        a->kind = b->kind == ENT_MENTION_SEAT && a->kind == ENT_MENTION_SEAT ? ENT_MENTION_SEAT
                                                                             : ENT_MENTION_NAME;
    }
    a->last = b->last;
    for (size_t i = number + 1; i + 1 < p->mention_count; i++) {
        p->mentions[i] = p->mentions[i + 1];
    }
    p->mention_count--;
    ent_mentions_compact(p);
}

/* "X, Y and others", "X, Y and their partners" */
static bool
list_goes_on(const ent_parse *p, size_t number)
{
    size_t at = p->mentions[number].last;

    at += ent_token_is_mark(p, at, ',');
    return ent_token_is(p, at, "and") &&
           (ent_token_has(p, at + 1, ENT_CLASS(OWN)) || ent_token_is(p, at + 1, "other") ||
            ent_token_is(p, at + 1, "others"));
}

/* X, Y and Z: the commas join only where an "and" ends the list. */
static void
coordinate(ent_parse *p)
{
    for (size_t i = 0; i < p->mention_count; i++) {
        size_t end = i;

        while (joined(p, end) == 2) {
            end++;
        }
        if (end > i && joined(p, end) == 0 && list_goes_on(p, end)) {
            for (size_t left = end - i; left > 0; left--) {
                merge(p, i);
            }
        } else if (joined(p, end) == 1) {
            for (size_t left = end + 1 - i; left > 0; left--) {
                merge(p, i);
            }
            while (joined(p, i) == 1) {
                merge(p, i);
            }
        }
    }
}

/* ---- 3. what stands before and behind ---- */

/* "as Xi hosted Putin": what looks like a preposition begins a clause. */
static bool
begins_clause(const ent_parse *p, size_t at, const ent_mention *m)
{
    const uint64_t finite = ENT_CLASS(BE) | ENT_CLASS(HAVE) | ENT_CLASS(HAD) | ENT_CLASS(WILL) |
                            ENT_CLASS(MAY) | ENT_CLASS(WOULD) | ENT_CLASS(DO);

    size_t next = m->last;

    if (!ent_token_has(p, at, ENT_CLASS(SUBORDINATOR))) {
        return false;
    }
    while (next < p->count && p->mention_at[next] < 0 &&
           (p->dated[next] || ent_token_has(p, next, ENT_CLASS(ADVERB)))) {
        next++;
    }
    return next < p->count && p->mention_at[next] < 0 &&
           (ent_token_has(p, next, finite) || ent_is_verb(p, next));
}

/* "six countries, including Egypt": where the phrase begins of which these are members; else where
 * they begin themselves. */
static size_t
members_of(const ent_parse *p, size_t first)
{
    size_t at = first - (first > 0 && ent_token_is(p, first - 1, "the"));

    if (at < 2 || !ent_token_is(p, at - 1, "including")) {
        return first;
    }
    at -= ent_token_is_mark(p, at - 2, ',') && at > 2 ? 3 : 2;
    return p->mention_at[at] < 0 && ent_token_is_kind(p, at, ENT_TOKEN_WORD) &&
                   p->text[p->offset + p->tokens[at].start + p->tokens[at].length - 1] == 's'
               ? at
               : first;
}

/* "a powerful Chinese company", "its NATO ally Turkey": words that no class knows. */
static bool
describes(const ent_parse *p, const ent_mention *m, size_t at)
{
    const uint64_t known = ENT_CLASS(NOUN) | ENT_CLASS(STATEMENT) | ENT_ANY_VERB;
    bool           participle = at > 0 && ent_token_has(p, at, ENT_CLASS(PARTICIPLE)) &&
                      ent_token_has(p, at - 1, ENT_CLASS(PREPOSITION)); /* to displaced Afghans */

    if (p->mention_at[at] >= 0 || !is_content(p, at) ||
        (ent_token_has(p, at, known) && !participle)) {
        return false;
    }
    if (p->mention_at[at + 1] < 0) {
        return ent_token_has(p, at + 1, ENT_CLASS(PARTNER));
    }
    return (m->demonym || m->plural) && at > 0 && !p->tokens[at].capital &&
           ent_token_has(p, at - 1,
                         ENT_CLASS(DETERMINER) | ENT_CLASS(OWN) | ENT_CLASS(PREPOSITION));
}

static void
look_before(ent_parse *p, ent_mention *m)
{
    size_t first = members_of(p, m->first);

    for (size_t back = 1; back <= PREP_REACH && back <= first; back++) {
        size_t at = first - back;

        if (p->dated[at] && ent_token_has(p, at, ENT_CLASS(PREPOSITION))) {
            return;
        }
        if (ent_token_has(p, at, ENT_CLASS(PREPOSITION))) {
            m->prep = begins_clause(p, at, m) ? -1 : (int)at;
            return;
        }
        if (ent_token_has(p, at, ENT_CLASS(PARTNER)) && p->mention_at[at] < 0 && at > 0 &&
            !ent_token_is(p, at - 1, "to")) {
            continue; /* "on NATO ally Turkey": no verb */
        }
        if (describes(p, m, at)) {
            continue;
        }
        if (ent_is_verb(p, at) && p->mention_at[at] < 0) {
            m->object = true;
            return;
        }
        if (m->place && p->mention_at[at] < 0 && is_content(p, at)) {
            continue; /* "in the regional capital Juba" */
        }
        if (p->mention_at[at] >= 0
                ? p->mentions[p->mention_at[at]].kind != ENT_MENTION_OWN
                : !ent_token_is_kind(p, at, ENT_TOKEN_NUMBER) && !ent_token_is(p, at, "than") &&
                      !ent_token_has(p, at,
                                     ENT_CLASS(DETERMINER) | ENT_CLASS(ADJECTIVE) |
                                         ENT_CLASS(FORMER) | ENT_CLASS(AGENT) | ENT_CLASS(OWN))) {
            return;
        }
    }
}

static void
look_behind(ent_parse *p, ent_mention *m)
{
    size_t at = m->last;

    if (ent_token_is_kind(p, at, ENT_TOKEN_POSSESSIVE)) {
        m->possessive = true;
    }
    if (ent_token_is_kind(p, at, ENT_TOKEN_HYPHEN) && ent_token_is(p, at + 1, "led")) {
        m->attributive = true;
    }
    if (m->kind == ENT_MENTION_ADJECTIVE && !m->body) {
        m->attributive =
            is_content(p, at) || ent_token_has(p, at, ENT_CLASS(ADJECTIVE)) ||
            (ent_token_is_kind(p, at, ENT_TOKEN_WORD) && ent_token_has(p, at, ENT_CLASS(NOUN)));
    } else if (!m->possessive && ent_token_is_kind(p, at, ENT_TOKEN_WORD) && !ent_is_verb(p, at) &&
               (is_content(p, at) || ent_token_has(p, at, ENT_CLASS(NOUN)))) {
        m->attributive = true;
    }
}

/* A place is where something is done, or what it is done to; otherwise nobody is meant. */
static void
drop_idle_places(ent_parse *p)
{
    for (size_t i = 0; i < p->mention_count; i++) {
        ent_mention *m = &p->mentions[i];

        if (m->place && m->prep < 0 && !m->object) {
            m->parties.count = 0;
        }
    }
    ent_mentions_compact(p);
}

void
ent_mentions_find(ent_parse *p, const ent_discourse *d)
{
    p->mention_count = 0;
    for (size_t i = 0; i < p->count; i++) {
        p->mention_at[i] = -1;
    }
    ent_names_find(p, d);
    widen_all(p);
    for (size_t i = 0; i < p->mention_count; i++) {
        look_behind(p, &p->mentions[i]);
    }
    coordinate(p);
    for (size_t i = 0; i < p->mention_count; i++) {
        look_before(p, &p->mentions[i]);
        look_behind(p, &p->mentions[i]);
    }
    drop_idle_places(p);
    ent_pronouns_find(p, d);
    for (size_t i = 0; i < p->mention_count; i++) {
        if (p->mentions[i].kind >= ENT_MENTION_PARTIES) {
            look_before(p, &p->mentions[i]);
        }
    }
}
