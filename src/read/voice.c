/*
 * voice.c - how a thing is said: negated, conditional, of the future or the past; and by whom
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/parse.h"

enum { VOICE_REACH = 12, NOUN_REACH = 3, SPEAKER_WORDS = 5, TAIL_REACH = 20 };

static bool
is_kind(const ent_parse *p, size_t at, ent_token_kind kind)
{
    return at < p->count && p->tokens[at].kind == kind;
}

/* The clause begins after this token. */
static bool
is_boundary(const ent_parse *p, size_t at)
{
    return ent_token_is_mark(p, at, ';') || ent_token_is_mark(p, at, ':') ||
           is_kind(p, at, ENT_TOKEN_DASH) ||
           (ent_token_has(p, at, ENT_CLASS(SUBORDINATOR) | ENT_CLASS(RELATIVE)) &&
            !ent_token_has(p, at, ENT_CLASS(PREPOSITION)) && !ent_token_has(p, at, ENT_CLASS(IF)));
}

/* One word between the clause's beginning and the verb; `near` while no actor lay between. */
static void
hear(const ent_parse *p, size_t at, size_t verb, bool near, ent_voice *v)
{
    bool infinitive = at + 1 < p->count && ent_token_is(p, at + 1, "to") && at + 1 < verb;

    if (near && ent_token_has(p, at, ENT_CLASS(NOT))) {
        v->negated = true;
    }
    if (near && ent_token_has(p, at, ENT_CLASS(MAY) | ENT_CLASS(WOULD))) {
        v->conditional = true;
    }
    if (near && ent_token_has(p, at, ENT_CLASS(WOULD) | ENT_CLASS(WILL))) {
        v->future = true;
        v->conditional = true;
    }
    if (near && ent_token_has(p, at, ENT_CLASS(HAD))) {
        v->past = true;
    }
    if (ent_token_has(p, at, ENT_CLASS(REFUSE)) && (infinitive || at + 1 == verb)) {
        v->negated = true;
    }
    if (ent_token_has(p, at, ENT_CLASS(PLAN) | ENT_CLASS(PLEDGE)) && infinitive &&
        !ent_token_has(p, at, ENT_CLASS(ASPECT))) {
        v->conditional = true;
        v->future = true;
    }
    if (ent_token_has(p, at, ENT_CLASS(IF))) {
        v->conditional = true;
    }
    if (ent_token_has(p, at, ENT_CLASS(UNREAL)) && at + 2 >= verb) {
        v->conditional = true;
    }
}

/* "to V" is not done yet, unless a verb before it says so: "began to", "continues to". */
static void
hear_infinitive(const ent_parse *p, size_t verb, ent_voice *v)
{
    size_t at = verb;

    while (at > 0 && ent_token_has(p, at - 1, ENT_CLASS(ADVERB))) {
        at--;
    }
    if (at < 2 || !ent_token_is(p, at - 1, "to")) {
        return;
    }
    at -= 2;
    /* "enabled China to receive" */
    if (p->mention_at[at] >= 0 && p->mentions[p->mention_at[at]].first > 0) {
        at = p->mentions[p->mention_at[at]].first - 1;
    }
    v->conditional = v->conditional || !ent_token_has(p, at, ENT_CLASS(ASPECT));
}

/* "Has Moscow invaded?", "Had Moscow invaded, ...": asked or supposed, not asserted. */
static bool
is_supposed(const ent_parse *p)
{
    return ent_token_is_mark(p, p->count - 1, '?') ||
           (p->count > 1 && ent_token_has(p, 0, ENT_CLASS(HAD)) && p->mention_at[1] >= 0);
}

/* "denied that Moscow had invaded", "denied it had": the denial stands before the subject. */
static bool
is_denied(const ent_parse *p, size_t verb)
{
    int                subject = ent_clause_subject(p, verb);
    const ent_mention *m = subject >= 0 ? &p->mentions[subject] : NULL;
    size_t             before;

    if (m == NULL || m->first < 2 || m->last > verb) {
        return false;
    }
    before = ent_token_is(p, m->first - 1, "that") ? m->first - 2 : m->first - 1;
    for (size_t i = m->last; i < verb; i++) {
        if (ent_token_is_mark(p, i, ',') || ent_token_has(p, i, ENT_CLASS(AND))) {
            return false;
        }
    }
    return p->mention_at[before] < 0 && ent_token_has(p, before, ENT_CLASS(REFUSE));
}

ent_voice
ent_voice_of_verb(const ent_parse *p, size_t verb)
{
    ent_voice v = {is_denied(p, verb), is_supposed(p), false, false};
    bool      near = true;

    hear_infinitive(p, verb, &v);
    for (size_t i = verb; i-- > 0 && verb - i <= VOICE_REACH;) {
        int number = p->mention_at[i];

        if (is_boundary(p, i)) {
            /* "fears that Moscow invades" */
            if (i > 0 && ent_token_has(p, i - 1, ENT_CLASS(UNREAL))) {
                v.conditional = true;
            }
            break;
        }
        if (number >= 0 && p->mentions[number].prep < 0) {
            size_t first = p->mentions[number].first;

            v.negated = v.negated || (near && first > 0 && ent_token_is(p, first - 1, "neither"));
            near = false;
        }
        if (near && (ent_token_has(p, i, ENT_CLASS(AND)) || ent_token_is_mark(p, i, ','))) {
            near =
                ent_token_has(p, verb, ENT_CLASS(BASE)) && !ent_token_has(p, verb, ENT_CLASS(PAST));
        }
        if (number < 0) {
            hear(p, i, verb, near, &v);
        }
    }
    return v;
}

ent_voice
ent_voice_of_noun(const ent_parse *p, size_t start, size_t noun)
{
    ent_voice v = {false, false, false, false};

    for (size_t i = start; i < noun; i++) {
        if (p->mention_at[i] < 0 && ent_token_has(p, i, ENT_CLASS(UNREAL))) {
            v.conditional = true;
        }
        if (p->mention_at[i] < 0 && ent_token_has(p, i, ENT_CLASS(NO))) {
            v.negated = true;
        }
    }
    for (size_t back = 1; back <= NOUN_REACH && back <= start; back++) {
        size_t at = start - back;

        if (p->mention_at[at] >= 0 || is_boundary(p, at)) {
            break;
        }
        if (ent_token_has(p, at, ENT_CLASS(UNREAL))) {
            v.conditional = true;
        }
        if (ent_token_has(p, at, ENT_CLASS(NO)) && !ent_token_is(p, at, "end")) {
            v.negated = true;
        }
    }
    for (size_t i = start; i-- > 0 && start - i <= VOICE_REACH && !is_boundary(p, i);) {
        if (ent_token_has(p, i, ENT_CLASS(IF))) {
            v.conditional = true;
        }
    }
    return v;
}

/* ---- speakers ---- */

static const char *
text_of(const ent_parse *p, size_t first, size_t last, ent_arena *arena)
{
    size_t start = p->tokens[first].start;

    return ent_arena_strndup(arena, p->text + p->offset + start,
                             p->tokens[last - 1].start + p->tokens[last - 1].length - start);
}

const char *
ent_mention_name(const ent_parse *p, const ent_mention *m, ent_arena *arena)
{
    const char *name = NULL;

    if (m->person != NULL) {
        return m->person;
    }
    if (m->body && m->last > m->first) {
        /* A person whom no dictionary holds stands at the end: "... Minister Qin Gang". */
        size_t first = m->last;

        while (first > m->first && p->tokens[first - 1].capital &&
               !ent_token_has(p, first - 1, ENT_CLASS(TITLE) | ENT_CLASS(AGENT)) &&
               first - 1 > m->core) {
            first--;
        }
        if (m->last - first >= 2) {
            return text_of(p, first, m->last, arena);
        }
    }
    for (size_t i = 0; i < m->parties.count; i++) {
        const char *one = ent_lexicon_name(p->lexicon, m->parties.ids[i]);

        name = name == NULL ? ent_arena_strdup(arena, one)
                            : ent_arena_printf(arena, "%s%s%s", name,
                                               i + 1 == m->parties.count ? " and " : ", ", one);
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
    size_t last = verb, first;

    while (last > 0 &&
           ent_token_has(p, last - 1, ENT_CLASS(ADVERB) | ENT_CLASS(HAVE) | ENT_CLASS(HAD))) {
        last--;
    }
    /* "X of the Y Center said": the name stands before the "of". */
    for (size_t i = last; i-- > 0 && last - i < 10;) {
        if (p->tokens[i].kind != ENT_TOKEN_WORD) {
            break;
        }
        if (ent_token_is(p, i, "of") || ent_token_is(p, i, "at")) {
            last = i;
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

/* Who says: the subject of the verb at `at`, by name. */
static const char *
speaker_of(const ent_parse *p, ent_discourse *d, size_t at, ent_arena *arena, bool *failed)
{
    int         number = ent_clause_subject(p, at);
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
    if (number >= 0 && p->mentions[number].parties.count > 0) {
        name = ent_mention_name(p, &p->mentions[number], arena);
        *failed = name == NULL;
    } else {
        name = speaker_words(p, at, arena, failed);
    }
    return name;
}

/*
 * ", Putin said", "said Putin": what is said stands before the verb.  Its end,
 * the comma or quote before the one who says it; 0 where nothing stands there.
 */
static size_t
said_before(const ent_parse *p, size_t verb)
{
    int    number = ent_clause_subject(p, verb);
    size_t at = verb;

    if (number >= 0 && p->mentions[number].last <= verb) {
        at = p->mentions[number].first;
        at -= at > 0 && ent_token_has(p, at - 1, ENT_CLASS(DETERMINER)) ? 1 : 0;
    } else {
        while (at > 0 && p->tokens[at - 1].kind == ENT_TOKEN_WORD &&
               !ent_token_has(p, at - 1, ENT_CLASS(SUBORDINATOR))) {
            at--;
        }
    }
    return at > 2 && (ent_token_is_mark(p, at - 1, ',') || is_kind(p, at - 1, ENT_TOKEN_CLOSE)) &&
                   (verb + 1 >= p->count || !ent_token_is(p, verb + 1, "that"))
               ? at - 1
               : 0;
}

static bool
is_speech(const ent_parse *p, size_t at)
{
    return p->mention_at[at] < 0 && ent_token_has(p, at, ENT_CLASS(SPEECH)) &&
           ent_token_has(p, at, ENT_CLASS(PAST) | ENT_CLASS(THIRD)) && ent_is_verb(p, at);
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

static bool
add_attribution(const ent_parse *p, ent_discourse *d, size_t verb, ent_arena *arena,
                ent_attribution out[4], size_t *count)
{
    bool        failed;
    const char *name = speaker_of(p, d, verb, arena, &failed);

    if (failed) {
        return false;
    }
    if (name != NULL && *count < 4) {
        int  number = ent_clause_subject(p, verb);
        size_t end = said_before(p, verb);
        bool person = number < 0 || p->mentions[number].person != NULL ||
                      p->mentions[number].kind == ENT_MENTION_PRONOUN;

        d->speaker = person ? name : d->speaker;
        out[*count].speaker = name;
        out[*count].parties.count = 0;
        if (number >= 0) {
            out[*count].parties = p->mentions[number].parties;
        }
        out[*count].from = end > 0 ? 0 : verb + 1;
        out[*count].to = end > 0 ? end : p->count;
        (*count)++;
    }
    return true;
}

/* "according to X": the whole sentence. */
static bool
add_according(const ent_parse *p, size_t at, ent_arena *arena, ent_attribution out[4],
              size_t *count)
{
    const ent_mention *m = NULL;
    const char        *name;

    for (size_t i = at + 2; i < p->count && i < at + 5 && m == NULL; i++) {
        m = p->mention_at[i] >= 0 ? &p->mentions[p->mention_at[i]] : NULL;
    }
    if (m == NULL || *count == 4) {
        return true;
    }
    name = ent_mention_name(p, m, arena);
    out[*count] = (ent_attribution){0, p->count, name, m->parties};
    *count += name != NULL;
    return name != NULL;
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
        } else if (ent_token_is(p, i, "according") && ent_token_is(p, i + 1, "to") &&
                   !add_according(p, i, arena, out, count)) {
            return false;
        }
    }
    if (*count == 0 && p->count > 0 && is_kind(p, 0, ENT_TOKEN_OPEN) && d->speaker != NULL) {
        out[0] = (ent_attribution){0, p->count, d->speaker, {{NULL}, 0}};
        *count = 1;
    }
    return true;
}
