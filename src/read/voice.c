/*
 * voice.c - how a thing is said: negated, conditional, of the future or the past
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/grammar.h"
#include "read/sentence_token.h"

enum { VOICE_REACH = 12, NOUN_REACH = 3 };

/* The clause begins after this token. */
static bool
is_boundary(const ent_parse *p, size_t at)
{
    return ent_token_is_mark(p, at, ';') || ent_token_is_mark(p, at, ':') ||
           ent_token_is_kind(p, at, ENT_TOKEN_DASH) ||
           (ent_token_has(p, at, ENT_CLASS(SUBORDINATOR) | ENT_CLASS(RELATIVE)) &&
            !ent_token_has(p, at, ENT_CLASS(PREPOSITION)) && !ent_token_has(p, at, ENT_CLASS(IF)));
}

/* "not easy to", "unlikely that", "possible for X to": what follows is thought of, not denied. */
static bool
is_thought(const ent_parse *p, size_t at)
{
    return p->mention_at[at] < 0 && ent_token_has(p, at, ENT_CLASS(POSSIBLE)) &&
           (ent_token_is(p, at + 1, "to") || ent_token_is(p, at + 1, "for") ||
            ent_token_is(p, at + 1, "that"));
}

/*
 * One word between the clause's beginning and the verb; `near` while no actor lay between, `own`
 * while it is the verb's own clause: "vowed to retaliate, and Israel struck".
 */
static void
hear(const ent_parse *p, size_t at, size_t verb, bool near, bool own, ent_voice *v)
{
    bool infinitive = at + 1 < p->count && ent_token_is(p, at + 1, "to") && at + 1 < verb;
    bool gerund = at + 1 == verb && ent_token_has(p, verb, ENT_CLASS(GERUND)); /* mulls joining */

    if (near && ent_token_denies(p, at)) {
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
    if (own && ent_token_has(p, at, ENT_CLASS(REFUSE)) && (infinitive || at + 1 == verb)) {
        v->negated = true;
    }
    if (own && ent_token_has(p, at, ENT_CLASS(PLAN) | ENT_CLASS(PLEDGE)) &&
        (infinitive || gerund) && !ent_token_has(p, at, ENT_CLASS(ASPECT))) {
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

/* "the latest country to V", "the only one to V": it has done so. */
static bool
is_one_of_a_row(const ent_parse *p, size_t noun)
{
    static const char *const ORDERS[] = {"latest", "first", "last", "only", "second", "third"};

    for (size_t i = noun; i > 0 && noun - i < NOUN_REACH; i--) {
        for (size_t k = 0; k < sizeof ORDERS / sizeof *ORDERS; k++) {
            if (p->mention_at[i - 1] < 0 && ent_token_is(p, i - 1, ORDERS[k])) {
                return true;
            }
        }
    }
    return false;
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
    /* "enabled China to receive", "the refusal of China to receive" */
    if (p->mention_at[at] >= 0 && p->mentions[p->mention_at[at]].first > 0) {
        at = p->mentions[p->mention_at[at]].first - 1;
        at -= at > 0 && ent_token_is(p, at, "the");
        if (at > 0 && ent_token_is(p, at, "of")) {
            v->negated = v->negated || ent_token_has(p, at - 1, ENT_CLASS(REFUSE));
        }
    }
    v->conditional =
        v->conditional || !(ent_token_has(p, at, ENT_CLASS(ASPECT)) || is_one_of_a_row(p, at));
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

/* ", and Hezbollah": here another clause with a subject of its own begins. */
static bool
joins_clause(const ent_parse *p, size_t at)
{
    int number = at + 1 < p->count ? p->mention_at[at + 1] : -1;

    return ent_token_has(p, at, ENT_CLASS(AND)) && number >= 0 && p->mentions[number].prep < 0 &&
           !p->mentions[number].object && at > 0 && ent_token_is_mark(p, at - 1, ',');
}

/* "until it captures the town": of a time to come, not of one that was. */
static bool
is_awaited(const ent_parse *p, size_t until, size_t verb)
{
    return ent_token_is(p, until, "until") &&
           ent_token_has(p, verb, ENT_CLASS(BASE) | ENT_CLASS(THIRD)) &&
           !ent_token_has(p, verb, ENT_CLASS(PAST));
}

/* What the tree tells of it besides. */
static void
hear_tree(const ent_parse *p, size_t token, ent_voice *v)
{
    if (p->has_tree) {
        ent_voice tree = ent_tree_voice(p, token);

        v->conditional = v->conditional || tree.conditional;
        v->future = v->future || tree.future;
        v->negated = v->negated || tree.negated;
    }
}

ent_voice
ent_voice_of_verb(const ent_parse *p, size_t verb)
{
    ent_voice v = {is_denied(p, verb), is_supposed(p), false, false};
    bool      near = true, own = true;

    hear_tree(p, verb, &v);
    hear_infinitive(p, verb, &v);
    for (size_t i = verb; i-- > 0 && verb - i <= VOICE_REACH;) {
        int number = p->mention_at[i];

        /* "fears that Moscow invades", "not easy for Moscow to invade" */
        if (is_thought(p, i) || is_awaited(p, i, verb) ||
            (is_boundary(p, i) && i > 0 &&
             (ent_token_has(p, i - 1, ENT_CLASS(UNREAL)) || is_thought(p, i - 1)))) {
            v.conditional = true;
            break;
        }
        if (is_boundary(p, i)) {
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
            own = own && !(!near && joins_clause(p, i));
            hear(p, i, verb, near, own, &v);
        }
    }
    return v;
}

ent_voice
ent_voice_of_noun(const ent_parse *p, size_t start, size_t noun)
{
    ent_voice v = {false, false, false, false};

    hear_tree(p, noun, &v);
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
