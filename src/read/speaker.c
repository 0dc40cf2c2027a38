/*
 * speaker.c - by whom a thing is said, and what people are called
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/grammar.h"
#include "read/sentence_token.h"

enum { SPEAKER_WORDS = 5, TAIL_REACH = 20, STATEMENT_REACH = 6 };

static const char *
text_of(const ent_parse *p, size_t first, size_t last, ent_arena *arena)
{
    size_t start = p->tokens[first].start;

    return ent_arena_strndup(arena, p->text + p->offset + start,
                             p->tokens[last - 1].start + p->tokens[last - 1].length - start);
}

/* One more name in "A, B and C". */
static const char *
name_with(const char *names, const char *one, bool last, ent_arena *arena)
{
    return names == NULL ? ent_arena_strdup(arena, one)
                         : ent_arena_printf(arena, "%s%s%s", names, last ? " and " : ", ", one);
}

static const char *
known_person(const ent_discourse *d, const char *party)
{
    for (size_t i = d->people_count; i-- > 0;) {
        if (strcmp(d->people[i].party, party) == 0) {
            return d->people[i].name;
        }
    }
    return NULL;
}

/* "the leaders", "the Russian president": people whom the text has named before. */
static bool
means_people(const ent_parse *p, const ent_mention *m)
{
    static const char *const HEADS[] = {"leader",   "leaders",   "president", "presidents",
                                        "minister", "ministers", "premier",   "chancellor"};

    for (size_t i = 0; m->last > m->first && i < sizeof HEADS / sizeof *HEADS; i++) {
        if (ent_token_is(p, m->last - 1, HEADS[i])) {
            return m->kind == ENT_MENTION_PARTIES || m->body;
        }
    }
    return false;
}

/* Their names, where all of them are known; "" where not, NULL without memory. */
static const char *
names_before(const ent_discourse *d, const ent_mention *m, ent_arena *arena)
{
    const char *names = NULL;

    for (size_t i = 0; i < m->parties.count; i++) {
        const char *one = known_person(d, m->parties.ids[i]);

        if (one == NULL) {
            return "";
        }
        names = name_with(names, one, i + 1 == m->parties.count, arena);
        if (names == NULL) {
            return NULL;
        }
    }
    return names == NULL ? "" : names;
}

const char *
ent_mention_name(const ent_parse *p, const ent_discourse *d, const ent_mention *m, ent_arena *arena)
{
    const char *name = m->person;

    if (m->person != NULL) {
        for (size_t i = 0; i < m->joined_count && name != NULL; i++) {
            name = name_with(name, m->joined[i], i + 1 == m->joined_count, arena);
        }
        return name;
    }
    if (m->introduced > 0) {
        ent_place place = d->introduced[m->introduced - 1].name;

        return ent_arena_strndup(arena, p->text + place.offset, place.length);
    }
    if (ent_introduced_name(p, m) < m->last) {
        return text_of(p, ent_introduced_name(p, m), m->last, arena);
    }
    if (means_people(p, m)) {
        name = names_before(d, m, arena);
        if (name == NULL || name[0] != '\0') {
            return name;
        }
        name = NULL;
    }
    for (size_t i = 0; i < m->parties.count; i++) {
        name = name_with(name, ent_lexicon_name(p->lexicon, m->parties.ids[i]),
                         i + 1 == m->parties.count, arena);
        if (name == NULL) {
            return NULL;
        }
    }
    return name == NULL ? ent_arena_strdup(arena, "author") : name;
}

/* The words before a speech verb that name no actor: "Dmitri Trenin of ...", "some observers". */
static const char *
speaker_words(const ent_parse *p, size_t verb, ent_arena *arena, bool *failed)
{
    static const char *const WHERE[] = {"of", "at", "in", "from", "with"};
    size_t                   last = verb, first;

    while (last > 0 &&
           ent_token_has(p, last - 1, ENT_CLASS(ADVERB) | ENT_CLASS(HAVE) | ENT_CLASS(HAD))) {
        last--;
    }
    /* "X of the Y Center said": the name stands before the "of". */
    for (size_t i = last; i-- > 0 && last - i < 10;) {
        if (p->tokens[i].kind != ENT_TOKEN_WORD) {
            break;
        }
        for (size_t k = 0; k < sizeof WHERE / sizeof *WHERE; k++) {
            last = ent_token_is(p, i, WHERE[k]) ? i : last;
        }
    }
    first = last;
    while (first > 0 && last - first < SPEAKER_WORDS &&
           p->tokens[first - 1].kind == ENT_TOKEN_WORD && !ent_is_verb(p, first - 1) &&
           !ent_token_has(p, first - 1,
                          ENT_CLASS(PREPOSITION) | ENT_CLASS(AND) | ENT_CLASS(SUBORDINATOR) |
                              ENT_CLASS(DETERMINER))) {
        first--;
    }
    if (first == last) {
        return NULL;
    }
    {
        const char *name = text_of(p, first, last, arena);

        *failed = name == NULL;
        return name;
    }
}

/* "Yuri Ushakov, Putin's adviser, said": the person named before what he is. */
static int
speaking_subject(const ent_parse *p, size_t verb)
{
    int number = ent_clause_subject(p, verb);

    if (number > 0 && p->mentions[number].person == NULL && p->mentions[number].body &&
        p->mentions[number - 1].person != NULL &&
        p->mentions[number - 1].last + 1 == p->mentions[number].first &&
        ent_token_is_mark(p, p->mentions[number - 1].last, ',')) {
        return number - 1;
    }
    return number;
}

/* "academics in the USA": people of whom the actor is only the place. */
static bool
is_where_they_are(const ent_parse *p, const ent_mention *m)
{
    return m->prep > 0 && !m->body && m->person == NULL && ent_token_is(p, (size_t)m->prep, "in") &&
           !ent_token_has(p, (size_t)m->prep - 1, ENT_CLASS(AGENT) | ENT_CLASS(TITLE));
}

/* Who says: the subject of the verb at `at`, by name. */
static const char *
speaker_of(const ent_parse *p, ent_discourse *d, size_t at, ent_arena *arena, bool *failed)
{
    int         number = speaking_subject(p, at);
    const char *name = NULL;

    *failed = false;
    if (number >= 0 && p->mentions[number].kind == ENT_MENTION_PRONOUN) {
        for (size_t i = (size_t)number; i-- > 0;) {
            if (p->mentions[i].person != NULL) {
                return p->mentions[i].person;
            }
        }
        if (d->speaker != NULL) {
            return d->speaker;
        }
    }
    if (number >= 0 && p->mentions[number].parties.count > 0 &&
        !is_where_they_are(p, &p->mentions[number])) {
        name = ent_mention_name(p, d, &p->mentions[number], arena);
        *failed = name == NULL;
    } else {
        name = speaker_words(p, at, arena, failed);
    }
    return name;
}

/* "On Friday, Putin said Peru attacked Chile": a clause stands behind the verb. */
static bool
is_clause_behind(const ent_parse *p, size_t verb)
{
    for (size_t i = verb + 1; i < p->count && p->tokens[i].kind != ENT_TOKEN_MARK; i++) {
        if (ent_token_is(p, i, "that") || ent_token_is_kind(p, i, ENT_TOKEN_OPEN)) {
            return true;
        }
        if (ent_token_has(p, i, ENT_CLASS(SUBORDINATOR) | ENT_CLASS(RELATIVE))) {
            return false;
        }
        if (p->mention_at[i] < 0 && ent_is_verb(p, i) &&
            (!p->has_tree || ent_tree_is_content(p, i, verb)) &&
            (ent_token_has(p, i,
                           ENT_CLASS(PAST) | ENT_CLASS(THIRD) | ENT_CLASS(BASE) | ENT_CLASS(BE) |
                               ENT_CLASS(HAVE)))) {
            return true;
        }
    }
    return false;
}

/*
 * ", Putin said", "said Putin": what is said stands before the verb.  Its end,
 * the comma or quote before the one who says it; 0 where nothing stands there.
 */
static size_t
said_before(const ent_parse *p, size_t verb)
{
    int    number = ent_clause_subject(p, verb);
    size_t at = number >= 0 && p->mentions[number].last <= verb ? p->mentions[number].first : verb;

    if (is_clause_behind(p, verb)) {
        return 0;
    }
    while (at > 0 && p->tokens[at - 1].kind == ENT_TOKEN_WORD &&
           !ent_token_has(p, at - 1, ENT_CLASS(SUBORDINATOR))) {
        at--;
    }
    return at > 2 &&
                   (ent_token_is_mark(p, at - 1, ',') ||
                    ent_token_is_kind(p, at - 1, ENT_TOKEN_CLOSE)) &&
                   (verb + 1 >= p->count || !ent_token_is(p, verb + 1, "that"))
               ? at - 1
               : 0;
}

/* "analysts in Moscow argue": the form of the verb has a subject of several. */
static bool
is_said_by_many(const ent_parse *p, size_t at)
{
    return p->has_tree && ent_token_has(p, at, ENT_CLASS(BASE)) &&
           p->tree.tags[p->word_at[at]] == ENT_TAG_VBP;
}

static bool
is_speech(const ent_parse *p, size_t at)
{
    return p->mention_at[at] < 0 && ent_token_has(p, at, ENT_CLASS(SPEECH)) &&
           (ent_token_has(p, at, ENT_CLASS(PAST) | ENT_CLASS(THIRD)) || is_said_by_many(p, at)) &&
           ent_is_verb(p, at);
}

size_t
ent_tail_find(const ent_parse *p)
{
    for (size_t i = p->count; i-- > 3 && p->count - i < TAIL_REACH;) {
        size_t end = is_speech(p, i) ? said_before(p, i) : 0;

        if (end > 0) {
            return end;
        }
    }
    return p->count;
}

/* The noun phrase of a statement that ends at `noun`: "joint statement"; NULL without memory. */
static const char *
statement_words(const ent_parse *p, size_t noun, ent_arena *arena)
{
    size_t first = noun;

    while (first > 0 && ent_token_has(p, first - 1, ENT_CLASS(ADJECTIVE))) {
        first--;
    }
    return text_of(p, first, noun + 1, arena);
}

/* "In a joint statement, X said": the statement, as a token; `count` where there is none. */
static size_t
statement_before(const ent_parse *p, size_t verb)
{
    for (size_t i = 0; i + 1 < verb; i++) {
        size_t noun = i + 1;

        if (!ent_token_is(p, i, "in") || p->mention_at[i] >= 0) {
            continue;
        }
        while (noun < verb && noun < i + STATEMENT_REACH && p->mention_at[noun] < 0 &&
               ent_token_has(p, noun, ENT_CLASS(DETERMINER) | ENT_CLASS(ADJECTIVE))) {
            noun++;
        }
        if (ent_token_has(p, noun, ENT_CLASS(STATEMENT))) {
            return noun;
        }
    }
    return p->count;
}

const char *
ent_statement_name(const ent_parse *p, size_t verb, const char *name, ent_arena *arena)
{
    size_t      noun = statement_before(p, verb);
    const char *words;

    if (noun == p->count) {
        return name;
    }
    words = statement_words(p, noun, arena);
    return words == NULL ? NULL : ent_arena_printf(arena, "%s of %s", words, name);
}

static bool
add_attribution(const ent_parse *p, ent_discourse *d, size_t verb, ent_arena *arena,
                ent_attribution out[4], size_t *count)
{
    bool               failed;
    const char        *name = speaker_of(p, d, verb, arena, &failed);
    int                number = ent_clause_subject(p, verb);
    const ent_mention *m = number < 0 ? NULL : &p->mentions[number];
    size_t             end = said_before(p, verb);

    if (failed) {
        return false;
    }
    if (name == NULL || *count == 4) {
        return true;
    }
    if (m == NULL || m->person != NULL || m->kind == ENT_MENTION_PRONOUN) {
        d->speaker = name;
    }
    name = ent_statement_name(p, verb, name, arena);
    out[*count].speaker = name;
    out[*count].parties = m == NULL ? (ent_parties){{NULL}, 0} : m->parties;
    out[*count].from = end > 0 ? 0 : verb + 1;
    out[*count].to = end > 0                     ? end
                     : is_clause_behind(p, verb) ? p->count
                                                 : ent_clause_end(p, verb + 1, false);
    (*count)++;
    return name != NULL;
}

/* "according to X": the whole sentence. */
static bool
add_according(const ent_parse *p, const ent_discourse *d, size_t at, ent_arena *arena,
              ent_attribution out[4], size_t *count)
{
    const ent_mention *m = NULL;
    const char        *name;

    for (size_t i = at + 2; i < p->count && i < at + 5 && m == NULL; i++) {
        m = p->mention_at[i] >= 0 ? &p->mentions[p->mention_at[i]] : NULL;
    }
    if (m == NULL || *count == 4) {
        return true;
    }
    name = ent_mention_name(p, d, m, arena);
    out[*count] = (ent_attribution){0, p->count, name, m->parties};
    *count += name != NULL;
    return name != NULL;
}

/* Whose belief or claim the noun at `noun` is: "Western fears", "Russia's claims"; -1: nobody's. */
static int
holder_of(const ent_parse *p, size_t noun)
{
    size_t before = noun > 0 ? noun - 1 : 0;

    before -= before > 0 && ent_token_is_kind(p, before, ENT_TOKEN_POSSESSIVE) &&
              p->mention_at[before] < 0;
    return noun > 0 ? p->mention_at[before] : -1;
}

/* "X's fears that ...": what follows is thought by X alone. */
static bool
add_belief(const ent_parse *p, const ent_discourse *d, size_t noun, ent_arena *arena,
           ent_attribution out[4], size_t *count)
{
    int         holder = holder_of(p, noun);
    const char *name;

    if (holder < 0 || *count == 4 || p->mentions[holder].parties.count == 0) {
        return true;
    }
    name = ent_mention_name(p, d, &p->mentions[holder], arena);
    out[*count] = (ent_attribution){noun + 2, ent_clause_end(p, noun + 2, true), name,
                                    p->mentions[holder].parties};
    *count += name != NULL;
    return name != NULL;
}

/* The points of a statement, listed one by one, are said in it. */
static void
add_list(const ent_parse *p, const ent_discourse *d, ent_attribution out[4], size_t *count)
{
    if (d->is_item && d->list_source != NULL && *count == 0) {
        out[0] = (ent_attribution){0, p->count, d->list_source, d->list_parties};
        *count = 1;
    }
}

/* "The declaration says:" before a list; false when there is no memory. */
static bool
hear_list(const ent_parse *p, ent_discourse *d, ent_arena *arena)
{
    if (d->is_item) {
        return true;
    }
    d->list_source = NULL;
    if (p->count == 0 || !ent_token_is_mark(p, p->count - 1, ':')) {
        return true;
    }
    for (size_t i = 0; i < p->count; i++) {
        if (p->mention_at[i] < 0 && ent_token_has(p, i, ENT_CLASS(STATEMENT))) {
            d->list_source = statement_words(p, i, arena);
            d->list_parties = d->joint;
            return d->list_source != NULL;
        }
    }
    return true;
}

bool
ent_attributions_find(const ent_parse *p, ent_discourse *d, ent_arena *arena,
                      ent_attribution out[4], size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (p->mention_at[i] >= 0) {
            continue;
        }
        if (is_speech(p, i)) {
            if (!add_attribution(p, d, i, arena, out, count)) {
                return false;
            }
        } else if (ent_token_has(p, i, ENT_CLASS(BELIEF)) && ent_token_is(p, i + 1, "that")) {
            if (!add_belief(p, d, i, arena, out, count)) {
                return false;
            }
        } else if (ent_token_is(p, i, "according") && ent_token_is(p, i + 1, "to") &&
                   !add_according(p, d, i, arena, out, count)) {
            return false;
        }
    }
    add_list(p, d, out, count);
    if (*count == 0 && p->count > 0 && ent_token_is_kind(p, 0, ENT_TOKEN_OPEN) &&
        d->speaker != NULL) {
        out[0] = (ent_attribution){0, p->count, d->speaker, {{NULL}, 0}};
        *count = 1;
    }
    return hear_list(p, d, arena);
}
