/*
 * name.c - who a name means here: readings by date, people, places, peoples of other states
 *
 * 1. what stands around a name
 * 2. readings
 * 3. people
 * 4. places
 * 5. mentions
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/mention_list.h"
#include "read/parse.h"
#include "read/sentence_token.h"

enum { FADED_DAYS = 15 * 365 /* after a term: a surname alone may be anybody's again */ };

/* ---- 1. what stands around a name ---- */

/* A capitalised word that no dictionary knows: most likely part of somebody's name. */
static bool
is_unknown_name(const ent_parse *p, size_t at)
{
    return ent_token_is_kind(p, at, ENT_TOKEN_WORD) && p->tokens[at].capital &&
           !p->tokens[at].capitals && (p->tokens[at].classes & ~ENT_CLASS(COMMON)) == 0 &&
           p->mention_at[at] < 0 && !p->dated[at];
}

bool
ent_is_ethnic(const ent_parse *p, size_t at)
{
    at -= at > 0 && ent_token_is_kind(p, at - 1, ENT_TOKEN_HYPHEN);
    return at > 0 && (ent_token_is(p, at - 1, "ethnic") || ent_token_is(p, at - 1, "ethnically"));
}

/* anti-Western, ex-Soviet: about somebody, not somebody. */
static bool
is_turned(const ent_parse *p, size_t at)
{
    static const char *const TURNS[] = {"anti",  "pro", "non",   "ex",    "post",  "pan", "un",
                                        "trans", "mid", "intra", "inter", "multi", "pre", NULL};

    if (at < 2 || !ent_token_is_kind(p, at - 1, ENT_TOKEN_HYPHEN)) {
        return false;
    }
    for (size_t i = 0; TURNS[i] != NULL; i++) {
        if (ent_token_is(p, at - 2, TURNS[i])) {
            return true;
        }
    }
    return false;
}

/* US-led: the leader acts; China-hosted, Israeli-occupied, ex-Soviet: nobody acts. */
static bool
is_compound(const ent_parse *p, size_t last)
{
    return ent_token_is_kind(p, last, ENT_TOKEN_HYPHEN) && last + 1 < p->count &&
           !p->tokens[last + 1].capital && !ent_token_is(p, last + 1, "led");
}

/* "Palestinians", "Germans": people, not an adjective. */
static bool
is_plural_people(const ent_parse *p, const ent_entry *entry, size_t last)
{
    const ent_token *t = &p->tokens[last];
    const char      *end = p->text + p->offset + t->start + t->length;

    return entry->kind == ENT_ENTRY_ADJECTIVE && t->length > 3 && end[-1] == 's' && end[-2] != 's';
}

/* ---- 2. readings ---- */

static bool
holds(const ent_entry *entry, ent_span published)
{
    return entry->span.from < published.to && published.from < entry->span.to;
}

/* The reading of an entry that fits the day of the text; `past` where the time is over. */
static const ent_entry *
reading_of(const ent_entry *entry, ent_span published, bool *past)
{
    const ent_entry *ended = NULL;
    bool             known = published.from != ENT_DAY_MIN && published.to != ENT_DAY_MAX;

    *past = false;
    for (; entry != NULL; entry = entry->next) {
        if (!known || entry->kind == ENT_ENTRY_NOBODY || holds(entry, published)) {
            return entry;
        }
        if (entry->span.to <= published.from) {
            ended = entry;
        }
    }
    *past = ended != NULL;
    return ended;
}

/* ---- 3. people ---- */

/* The actor named right before, titles passed over: "Pakistan's Sharif"; NULL for none. */
static const ent_parties *
party_before(const ent_parse *p, size_t at)
{
    while (at > 0 && p->mention_at[at - 1] < 0 &&
           (ent_token_has(p, at - 1, ENT_CLASS(TITLE)) ||
            ent_token_is_kind(p, at - 1, ENT_TOKEN_POSSESSIVE))) {
        at--;
    }
    return at > 0 && p->mention_at[at - 1] >= 0 ? &p->mentions[p->mention_at[at - 1]].parties
                                                : NULL;
}

static bool
has_party(const ent_parties *parties, const char *id)
{
    for (size_t i = 0; i < parties->count; i++) {
        if (strcmp(parties->ids[i], id) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a surname begins here that no dictionary knows, or only as one of many. */
static bool
begins_name(const ent_parse *p, size_t at)
{
    size_t           length;
    const ent_entry *entry = ent_lexicon_match(p->lexicon, p->tokens, p->count, at, false, &length);

    return is_unknown_name(p, at) && (entry == NULL || entry->weak);
}

/*
 * Neither "Robert Kennedy" nor "Sharon Smith" is who is called so alone; "President Muhammad
 * Mubarak" may be.
 */
static bool
is_somebody_else(const ent_parse *p, size_t at, size_t length)
{
    size_t first = at;

    while (first > 0 && is_unknown_name(p, first - 1)) {
        first--;
    }
    if (begins_name(p, at + length)) {
        return true;
    }
    return first < at && !(first > 0 && (ent_token_has(p, first - 1, ENT_CLASS(OFFICE)) ||
                                         party_before(p, first) != NULL));
}

static bool
was_named(const ent_discourse *d, const char *name)
{
    for (size_t i = 0; i < d->people_count; i++) {
        if (strcmp(d->people[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a single word of a name is enough to tell who is meant. */
static bool
is_enough(const ent_parse *p, const ent_discourse *d, const ent_entry *entry, size_t at)
{
    bool undated = d->published.from == ENT_DAY_MIN;

    return !(entry->weak || (entry->derived && undated)) || was_named(d, entry->name) ||
           (at > 0 && p->mention_at[at - 1] < 0 && ent_token_has(p, at - 1, ENT_CLASS(OFFICE)));
}

/* Those not in office yet are nobody, those long out of it only if their surname was typed. */
static bool
is_of_the_time(const ent_entry *entry, ent_span published)
{
    return entry->span.from < published.to &&
           (!entry->derived || published.from == ENT_DAY_MIN || entry->span.to == ENT_DAY_MAX ||
            entry->span.to > published.from - FADED_DAYS);
}

/*
 * Of the people of one surname the one in office, else the one who was; nobody where they are of
 * several states.  `party`: only people of these, or NULL for all.
 */
static const ent_entry *
select_person(const ent_parse *p, const ent_discourse *d, const ent_entry *entry, size_t at,
              const ent_parties *party, bool *past)
{
    const ent_entry *found = NULL;
    bool             several = false;

    *past = true;
    for (; entry != NULL; entry = entry->next) {
        bool now = holds(entry, d->published);
        bool meant = party != NULL ? has_party(party, entry->ids[0]) : is_enough(p, d, entry, at);

        if (entry->kind != ENT_ENTRY_PERSON || !meant || !is_of_the_time(entry, d->published) ||
            (!now && !*past)) {
            continue;
        }
        several =
            found != NULL && now != *past && (several || strcmp(found->ids[0], entry->ids[0]) != 0);
        found = entry;
        *past = !now;
    }
    return several ? NULL : found;
}

/* Who is meant by a single word of a name; the state named right before decides, if any does. */
static const ent_entry *
person_alone(const ent_parse *p, const ent_discourse *d, const ent_entry *entry, size_t at,
             size_t length, bool *past)
{
    const ent_parties *party = party_before(p, at);
    const ent_entry   *found = NULL;

    if (is_somebody_else(p, at, length)) {
        return NULL;
    }
    if (party != NULL) {
        found = select_person(p, d, entry, at, party, past);
    }
    return found != NULL ? found : select_person(p, d, entry, at, NULL, past);
}

/* ---- 4. places ---- */

bool
ent_may_be_place(const ent_parse *p, size_t at, const char *id)
{
    size_t           length = 0;
    const ent_entry *entry = ent_lexicon_match(p->lexicon, p->tokens, p->count, at, false, &length);

    while (entry != NULL && (entry->kind != ENT_ENTRY_PLACE || strcmp(entry->ids[0], id) != 0)) {
        entry = entry->next;
    }
    return entry != NULL;
}

/* Jordan Smith, Michael Jordan: names of states and places that people bear, too. */
static bool
is_of_a_person(const ent_parse *p, const ent_entry *entry, size_t at, size_t length)
{
    bool common = length == 1 && ent_token_has(p, at, ENT_CLASS(COMMON));

    if (!common && entry->kind != ENT_ENTRY_PLACE) {
        return false;
    }
    return (at > 0 && is_unknown_name(p, at - 1)) || (common && begins_name(p, at + length));
}

/* ---- 5. mentions ---- */

static ent_mention_kind
kind_of(const ent_entry *entry)
{
    switch (entry->kind) {
    case ENT_ENTRY_ADJECTIVE:
    case ENT_ENTRY_PREFIX:
        return ENT_MENTION_ADJECTIVE;
    case ENT_ENTRY_SEAT:
    case ENT_ENTRY_PLACE:
        return ENT_MENTION_SEAT;
    case ENT_ENTRY_PARTIES:
        return ENT_MENTION_PARTIES;
    default:
        return ENT_MENTION_NAME;
    }
}

static bool
is_former(const ent_parse *p, size_t at)
{
    for (size_t back = 1; back <= 4 && back <= at; back++) {
        if (ent_token_has(p, at - back, ENT_CLASS(FORMER))) {
            return true;
        }
        if (!ent_token_has(p, at - back, ENT_CLASS(TITLE)) && p->mention_at[at - back] < 0) {
            return false;
        }
    }
    return false;
}

/* "President Levy Mwanawasa" is he, though the text is dated before his time. */
static const ent_entry *
titled(const ent_parse *p, const ent_entry *found, size_t at)
{
    bool office =
        at > 0 && p->mention_at[at - 1] < 0 && ent_token_has(p, at - 1, ENT_CLASS(OFFICE));

    return office && found->kind == ENT_ENTRY_PERSON && !found->alone ? found : NULL;
}

/* "The leaders of India and Pakistan" says whose they are: no party that was named before. */
static bool
is_told_by_what_follows(const ent_parse *p, size_t end)
{
    size_t           at = end + 1, length = 0;
    const ent_entry *owner;

    if (!ent_token_is(p, end, "of")) {
        return false;
    }
    at += ent_token_is(p, at, "the");
    owner = at < p->count ? ent_lexicon_match(p->lexicon, p->tokens, p->count, at, false, &length)
                          : NULL;
    return owner != NULL && owner->kind != ENT_ENTRY_NOBODY;
}

/* The reading of a name that holds here; NULL: nobody is meant. */
static const ent_entry *
choose(const ent_parse *p, const ent_discourse *d, const ent_entry *found, size_t at, size_t length,
       bool *past)
{
    const ent_entry *entry = reading_of(found, d->published, past);

    entry = entry == NULL ? titled(p, found, at) : entry;
    if (entry == NULL || entry->kind == ENT_ENTRY_NOBODY || is_turned(p, at) ||
        (entry->kind == ENT_ENTRY_PARTIES && is_told_by_what_follows(p, at + length)) ||
        is_compound(p, at + length) || is_of_a_person(p, entry, at, length)) {
        return NULL;
    }
    if (entry->kind == ENT_ENTRY_PERSON && entry->alone) {
        entry = person_alone(p, d, found, at, length, past);
    }
    if (entry == NULL ||
        (entry->kind == ENT_ENTRY_PREFIX && !ent_token_is_kind(p, at + length, ENT_TOKEN_HYPHEN)) ||
        (entry->kind == ENT_ENTRY_ADJECTIVE && ent_is_ethnic(p, at)) ||
        ((entry->kind == ENT_ENTRY_SEAT || entry->kind == ENT_ENTRY_PLACE) && *past) ||
        (entry->kind == ENT_ENTRY_PERSON && is_former(p, at))) {
        return NULL;
    }
    return entry;
}

static bool
take_entry(ent_parse *p, const ent_discourse *d, const ent_entry *found, size_t at, size_t length)
{
    bool             past;
    const ent_entry *entry = choose(p, d, found, at, length, &past);
    ent_mention     *m;

    if (entry == NULL) {
        return false;
    }
    m = ent_mention_add(p, at, at + length,
                        is_plural_people(p, entry, at + length - 1) ? ENT_MENTION_NAME
                                                                    : kind_of(entry));
    if (m == NULL) {
        return false;
    }
    if (entry->kind == ENT_ENTRY_PARTIES && !entry->organisation) {
        m->parties = d->joint;
    } else if (entry->kind == ENT_ENTRY_PARTIES && d->body != NULL) {
        (void)ent_parties_add(&m->parties, d->body);
        m->kind = ENT_MENTION_NAME;
    }
    for (size_t i = 0; i < entry->id_count; i++) {
        (void)ent_parties_add(&m->parties, entry->ids[i]);
    }
    m->body = entry->kind == ENT_ENTRY_PERSON;
    m->past = past && entry->kind == ENT_ENTRY_PERSON;
    m->person = entry->name;
    m->place = entry->kind == ENT_ENTRY_PLACE;
    m->organisation = entry->organisation;
    m->plural = is_plural_people(p, entry, at + length - 1);
    return true;
}

/* "Wei", who was introduced before as China's defence minister; the tokens taken. */
static size_t
take_introduced(ent_parse *p, const ent_discourse *d, size_t at)
{
    size_t length, number = p->tokens[at].capital ? ent_introduced_find(p, d, at, &length) : 0;
    ent_mention *m;

    if (number == 0 || is_somebody_else(p, at, length)) {
        return 0;
    }
    m = ent_mention_add(p, at, at + length, ENT_MENTION_NAME);
    if (m == NULL) {
        return 0;
    }
    (void)ent_parties_add(&m->parties, d->introduced[number - 1].party);
    m->body = true;
    m->introduced = (uint8_t)number;
    return length;
}

void
ent_names_find(ent_parse *p, const ent_discourse *d)
{
    for (size_t at = 0; at < p->count;) {
        size_t           length = 0, taken = 0;
        const ent_entry *entry =
            ent_lexicon_match(p->lexicon, p->tokens, p->count, at, false, &length);

        if (entry == NULL || entry->kind == ENT_ENTRY_PLACE) {
            taken = take_introduced(p, d, at);
        }
        if (taken == 0 && entry != NULL && !(p->dated[at] && length == 1)) {
            bool found = take_entry(p, d, entry, at, length);

            taken = !found && entry->kind == ENT_ENTRY_PERSON ? take_introduced(p, d, at) : 0;
            taken = taken > 0 ? taken : length;
        }
        at += taken > 0 ? taken : 1;
    }
}
