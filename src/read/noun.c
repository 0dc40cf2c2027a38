/*
 * noun.c - nouns that are events: "support for", "invasion of", "talks with"
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/coder.h"

enum {
    NOUN_BEFORE = 7, /* tokens of a noun's phrase before it */
    NOUN_AFTER = 14, /* tokens behind it that can belong to it */
    LIGHT_REACH = 6, /* tokens from the phrase to the verb that carries it */
    GROW_REACH = 6   /* tokens to a verb of growth */
};

typedef struct phrase {
    size_t start;   /* first token of the noun's phrase */
    int    owner;   /* whose it is: mention before the noun, or -1 */
    size_t carrier; /* the verb it hangs on, or count */
    bool   carried_passive;
} phrase;

static phrase
phrase_of(const ent_parse *p, size_t noun)
{
    phrase f = {noun, -1, p->count, false};

    while (f.start > 0 && noun - f.start < NOUN_BEFORE) {
        size_t i = f.start - 1;
        int    number = p->mention_at[i];
        bool   mark =
            p->tokens[i].kind == ENT_TOKEN_POSSESSIVE || p->tokens[i].kind == ENT_TOKEN_HYPHEN;

        if (number >= 0) {
            const ent_mention *m = &p->mentions[number];
            bool owns = m->possessive || m->attributive || m->kind == ENT_MENTION_ADJECTIVE;

            if (owns) {
                f.owner = number;
                f.start = m->first;
            }
            break;
        }
        mark = mark || (i > 0 && p->tokens[i - 1].kind == ENT_TOKEN_HYPHEN) ||
               p->tokens[i + 1].kind == ENT_TOKEN_HYPHEN;
        if (!mark && (p->tokens[i].kind != ENT_TOKEN_WORD ||
                      ent_token_has(p, i,
                                    ENT_CLASS(PREPOSITION) | ENT_CLASS(SUBORDINATOR) |
                                        ENT_CLASS(AND) | ENT_CLASS(RELATIVE) | ENT_CLASS(BE) |
                                        ENT_CLASS(HAVE) | ENT_CLASS(HAD)) ||
                      ent_is_verb(p, i))) {
            break;
        }
        f.start = i;
    }
    return f;
}

/* The verb that carries the noun: "held talks", "a declaration was signed". */
static void
find_carrier(const ent_parse *p, size_t noun, size_t length, phrase *f)
{
    for (size_t i = f->start; i-- > 0 && f->start - i <= LIGHT_REACH;) {
        if (p->mention_at[i] >= 0 || p->tokens[i].kind == ENT_TOKEN_MARK) {
            break;
        }
        if (ent_is_verb(p, i) && !ent_token_has(p, i, ENT_CLASS(BE) | ENT_CLASS(HAD))) {
            f->carrier = i;
            return;
        }
    }
    for (size_t i = noun + length; i + 1 < p->count && i < noun + length + LIGHT_REACH; i++) {
        if (ent_token_has(p, i, ENT_CLASS(BE)) && ent_token_has(p, i + 1, ENT_CLASS(PARTICIPLE))) {
            f->carrier = i + 1;
            f->carried_passive = true;
            return;
        }
        if (ent_token_is_mark(p, i, ',') || ent_token_has(p, i, ENT_CLASS(SUBORDINATOR))) {
            return;
        }
    }
}

/* A verb of growth (1) or decline (-1) near the noun, or 0. */
static int
growth_at(const ent_parse *p, size_t start, size_t noun)
{
    size_t from = start > GROW_REACH ? start - GROW_REACH : 0;

    for (size_t i = from; i < p->count && i <= noun + GROW_REACH; i++) {
        if (p->mention_at[i] < 0 && ent_token_has(p, i, ENT_CLASS(GROW))) {
            return 1;
        }
        if (p->mention_at[i] < 0 && ent_token_has(p, i, ENT_CLASS(SHRINK))) {
            return -1;
        }
    }
    return 0;
}

/* Where what belongs to the noun ends: before the verb of its clause. */
static size_t
noun_reach(const ent_parse *p, size_t from)
{
    size_t stop = ent_clause_end(p, from, false);

    stop = stop > from + NOUN_AFTER ? from + NOUN_AFTER : stop;
    for (size_t i = from; i < stop; i++) {
        bool participle = ent_token_has(p, i, ENT_CLASS(PARTICIPLE)) &&
                          ent_token_has(p, i + 1, ENT_CLASS(PREPOSITION));

        if (p->mention_at[i] < 0 &&
            ((ent_is_verb(p, i) && !participle) ||
             ent_token_has(p, i,
                           ENT_CLASS(BE) | ENT_CLASS(WILL) | ENT_CLASS(MAY) | ENT_CLASS(WOULD)))) {
            return i;
        }
    }
    return stop;
}

/* Who does what the noun says, and to whom, from what stands around it. */
static void
fill_noun(ent_coder *c, ent_draft *d, const phrase *f)
{
    const ent_parse  *p = c->p;
    const ent_parties nobody = {{NULL}, 0};
    size_t            from = d->at + d->length, stop = noun_reach(p, from);
    bool              both = (d->frame->flags & ENT_FRAME_BOTH) != 0;
    const ent_parties own = f->owner >= 0 ? p->mentions[f->owner].parties : nobody;
    int               target = ent_target_find(p, d->frame, from, stop, both ? &nobody : &own);
    int               of = ent_governed_find(p, "of", from, stop);
    int               by = ent_governed_find(p, "by", from, stop);
    int               source = ent_governed_find(p, "from", from, stop);

    ent_draft_take_source(c, d, f->owner);
    ent_draft_take_target(c, d, target);
    if (!(d->frame->flags & ENT_FRAME_OF) && of >= 0 && target != of) {
        if (f->owner >= 0 && target < 0) {
            ent_draft_take_target(c, d, of);
        } else if (f->owner < 0) {
            ent_draft_take_source(c, d, of);
        }
    }
    if (d->sources.count == 0) {
        ent_draft_take_source(c, d, by);
    }
    if (d->sources.count == 0 && source != target) {
        ent_draft_take_source(c, d, source);
    }
}

/* "there is concern about X", in what somebody says: theirs. */
static bool
is_there(const ent_parse *p, const phrase *f)
{
    return f->start >= 2 && ent_token_has(p, f->start - 1, ENT_CLASS(BE)) &&
           ent_token_is(p, f->start - 2, "there");
}

static void
fill_said(ent_coder *c, ent_draft *d, const phrase *f)
{
    for (size_t i = 0; i < c->said_count && d->sources.count == 0 && is_there(c->p, f); i++) {
        if (c->said[i].from <= d->at && d->at < c->said[i].to) {
            d->sources = c->said[i].parties;
        }
    }
}

/* "X voiced support for Y": the subject of the verb that carries the noun. */
static void
fill_carried(ent_coder *c, ent_draft *d, const phrase *f)
{
    const uint64_t carries = ENT_CLASS(LIGHT) | ENT_CLASS(GROW);
    bool           both = (d->frame->flags & ENT_FRAME_BOTH) != 0;
    int            subject;

    if (f->carrier >= c->p->count || !ent_token_has(c->p, f->carrier, carries)) {
        return;
    }
    if (f->carried_passive) {
        d->how = "passive";
        if (both && d->sources.count + d->targets.count == 0) {
            d->sources = c->d->joint;
        }
        return;
    }
    subject = ent_clause_subject(c->p, f->carrier);
    if (subject >= 0 && (d->sources.count == 0 || both)) {
        ent_draft_take_source(c, d, subject);
        d->how = "carried";
    }
}

/* Whether the noun is an event at all where it stands. */
static bool
noun_happens(ent_coder *c, ent_draft *d, const phrase *f)
{
    bool light =
        is_there(c->p, f) || (f->carrier < c->p->count &&
                              ent_token_has(c->p, f->carrier, ENT_CLASS(LIGHT) | ENT_CLASS(GROW)));

    if (c->used[d->at]) {
        return false;
    }
    if (f->carrier < c->p->count && ent_token_has(c->p, f->carrier, ENT_CLASS(END)) &&
        !ent_token_has(c->p, f->carrier, ENT_CLASS(LIGHT))) {
        return false;
    }
    if ((d->frame->flags & ENT_FRAME_LIGHT) && !light) {
        return false;
    }
    if (d->frame->flags & ENT_FRAME_GROW) {
        int growth = growth_at(c->p, f->start, d->at);

        d->shrinks = growth < 0;
        return growth != 0;
    }
    return true;
}

static void
hear_carrier(const ent_coder *c, ent_draft *d, const phrase *f)
{
    ent_voice v;

    if (f->carrier >= c->p->count) {
        return;
    }
    v = ent_voice_of_verb(c->p, f->carrier);
    if (d->how != NULL || (d->frame->flags & ENT_FRAME_GROW)) {
        d->voice.conditional = d->voice.conditional || v.conditional;
        d->voice.future = v.future;
    }
    d->voice.negated = d->voice.negated || v.negated;
    d->voice.past = d->voice.past || v.past;
    if (ent_token_has(c->p, f->carrier, ENT_CLASS(REFUSE))) {
        d->voice.negated = true;
    } else if (ent_token_has(c->p, f->carrier, ENT_CLASS(PLAN))) {
        d->voice.conditional = true;
    }
}

ent_status
ent_noun_code(ent_coder *c, const ent_entry *entry, size_t at, size_t length)
{
    phrase f = phrase_of(c->p, at);

    find_carrier(c->p, at, length, &f);
    for (; entry != NULL; entry = entry->next) {
        ent_draft d = {
            .frame = entry->frame, .at = at, .length = length, .source = -1, .target = -1};

        if (entry->kind != ENT_ENTRY_NOUN || !noun_happens(c, &d, &f)) {
            continue;
        }
        fill_noun(c, &d, &f);
        fill_carried(c, &d, &f);
        fill_said(c, &d, &f);
        d.voice = ent_voice_of_noun(c->p, f.start, at);
        hear_carrier(c, &d, &f);
        if (ent_draft_settle(c, &d)) {
            return ent_draft_emit(c, &d);
        }
    }
    return ENT_OK;
}
