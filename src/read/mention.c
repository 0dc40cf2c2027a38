/*
 * mention.c - who is named in a sentence: titles and bodies around names, lists
 *
 * 1. parties
 * 2. tokens
 * 3. titles and bodies of state around a name
 * 4. coordination
 * 5. what stands before and behind
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/text.h"
#include "read/parse.h"

enum { PREP_REACH = 6, NAME_REACH = 4, BODY_REACH = 4 };

/* ---- 1. parties ---- */

bool
ent_parties_add(ent_parties *parties, const char *id)
{
    for (size_t i = 0; i < parties->count; i++) {
        if (strcmp(parties->ids[i], id) == 0) {
            return true;
        }
    }
    if (parties->count == ENT_PARTIES_MAX) {
        return false;
    }
    parties->ids[parties->count++] = id;
    return true;
}

void
ent_parties_join(ent_parties *parties, const ent_parties *more)
{
    for (size_t i = 0; i < more->count; i++) {
        (void)ent_parties_add(parties, more->ids[i]);
    }
}

bool
ent_parties_within(const ent_parties *parties, const ent_parties *all)
{
    for (size_t i = 0; i < parties->count; i++) {
        bool found = false;

        for (size_t k = 0; k < all->count; k++) {
            found = found || strcmp(parties->ids[i], all->ids[k]) == 0;
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* ---- 2. tokens ---- */

bool
ent_token_is(const ent_parse *p, size_t at, const char *word)
{
    const char *bytes;

    if (at >= p->count) {
        return false;
    }
    bytes = p->text + p->offset + p->tokens[at].start;
    for (size_t i = 0; i < p->tokens[at].length; i++) {
        if (ent_lower(bytes[i]) != word[i]) {
            return false;
        }
    }
    return word[p->tokens[at].length] == '\0';
}

bool
ent_token_has(const ent_parse *p, size_t at, uint64_t classes)
{
    return at < p->count && (p->tokens[at].classes & classes) != 0;
}

bool
ent_token_denies(const ent_parse *p, size_t at)
{
    return ent_token_has(p, at, ENT_CLASS(NOT)) ||
           (at > 0 && ent_token_is(p, at, "longer") && ent_token_is(p, at - 1, "no"));
}

bool
ent_token_is_mark(const ent_parse *p, size_t at, char mark)
{
    return at < p->count && p->tokens[at].kind == ENT_TOKEN_MARK &&
           p->text[p->offset + p->tokens[at].start] == mark;
}

static bool
is_kind(const ent_parse *p, size_t at, ent_token_kind kind)
{
    return at < p->count && p->tokens[at].kind == kind;
}

/* A lower-case word that is neither of the grammar nor a verb: most likely a noun or adjective. */
static bool
is_content(const ent_parse *p, size_t at)
{
    const uint64_t grammar = ENT_CLASS(BE) | ENT_CLASS(HAVE) | ENT_CLASS(HAD) | ENT_CLASS(DO) |
                             ENT_CLASS(WILL) | ENT_CLASS(WOULD) | ENT_CLASS(MAY) | ENT_CLASS(NOT) |
                             ENT_CLASS(DETERMINER) | ENT_CLASS(PREPOSITION) | ENT_CLASS(AND) |
                             ENT_CLASS(SUBORDINATOR) | ENT_CLASS(RELATIVE) | ENT_CLASS(ADVERB);

    return is_kind(p, at, ENT_TOKEN_WORD) && (p->tokens[at].classes & grammar) == 0;
}

/* ---- 3. titles and bodies of state around a name ---- */

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
                   !(is_kind(p, at, ENT_TOKEN_HYPHEN) && end == at && *body) &&
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
    size_t from = m->last + (is_kind(p, m->last, ENT_TOKEN_POSSESSIVE) ? 1 : 0), end;
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

/* Drop the mentions that were taken into others, keeping order. */
void
ent_mentions_compact(ent_parse *p)
{
    size_t kept = 0;

    for (size_t i = 0; i < p->count; i++) {
        p->mention_at[i] = -1;
    }
    for (size_t i = 0; i < p->mention_count; i++) {
        ent_mention m = p->mentions[i];

        if (m.parties.count == 0 && m.kind != ENT_MENTION_PARTIES &&
            m.kind != ENT_MENTION_PRONOUN && m.kind != ENT_MENTION_OWN) {
            continue;
        }
        for (size_t k = m.first; k < m.last; k++) {
            p->mention_at[k] = (int16_t)kept;
        }
        p->mentions[kept++] = m;
    }
    p->mention_count = kept;
}

/*
 * "US ally Japan", "a NATO ally, Turkey," are Japan and Turkey; "US allies", "Russia's neighbours"
 * nobody who is named.  The allies of an organisation are its members.
 */
static void
drop_whose_partner(ent_parse *p, ent_mention *m)
{
    size_t at = m->last, next;

    at += is_kind(p, at, ENT_TOKEN_POSSESSIVE);
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

/* ---- 4. coordination ---- */

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
        if (is_kind(p, i, ENT_TOKEN_HYPHEN) || ent_token_is_mark(p, i, '/')) {
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

/* ---- 5. what stands before and behind ---- */

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
    return p->mention_at[at] < 0 && is_kind(p, at, ENT_TOKEN_WORD) &&
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
                : !is_kind(p, at, ENT_TOKEN_NUMBER) && !ent_token_is(p, at, "than") &&
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

    if (is_kind(p, at, ENT_TOKEN_POSSESSIVE)) {
        m->possessive = true;
    }
    if (is_kind(p, at, ENT_TOKEN_HYPHEN) && ent_token_is(p, at + 1, "led")) {
        m->attributive = true;
    }
    if (m->kind == ENT_MENTION_ADJECTIVE && !m->body) {
        m->attributive = is_content(p, at) || ent_token_has(p, at, ENT_CLASS(ADJECTIVE)) ||
                         (is_kind(p, at, ENT_TOKEN_WORD) && ent_token_has(p, at, ENT_CLASS(NOUN)));
    } else if (!m->possessive && is_kind(p, at, ENT_TOKEN_WORD) && !ent_is_verb(p, at) &&
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

/* Whether the sentence can tell of an event: somebody is meant, and a word of one is there. */
static bool
may_tell(const ent_parse *p, const ent_discourse *d)
{
    for (size_t i = 0; (p->mention_count > 0 || d->joint.count > 0) && i < p->count; i++) {
        if (ent_token_has(p, i, ENT_CLASS(EVENT)) && p->mention_at[i] < 0) {
            return true;
        }
    }
    return false;
}

/* Tags and tree of the sentence. */
static void
grow_tree(ent_parse *p)
{
    p->has_tree = true;
    ent_tree_make(p->weights, &p->scratch, p->text + p->offset, p->tokens, p->count, &p->tree);
    for (size_t at = 0, word = 0; at < p->count; at++) {
        while (word + 1 < p->tree.count && p->tree.words[word + 1].token <= at &&
               p->tree.words[word].token < at) {
            word++;
        }
        p->word_at[at] = (uint16_t)word;
    }
}

void
ent_parse_sentence(ent_parse *p, const ent_discourse *d, const char *sentence, size_t length)
{
    p->count = ent_tokens_split(sentence, length, p->tokens, ENT_TOKENS_MAX);
    p->offset = (size_t)(sentence - p->text);
    p->has_tree = false;
    ent_lexicon_mark(p->lexicon, sentence, p->tokens, p->count);
    ent_whens_find(p, d);
    ent_mentions_find(p, d);
    if (p->weights != NULL && may_tell(p, d)) {
        grow_tree(p);
    }
    p->tail = ent_tail_find(p);
}
