/*
 * noun.c - nouns that are events: "support for", "invasion of", "talks with"
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/coder.h"
#include "read/grammar.h"
#include "read/sentence_token.h"

enum {
    NOUN_BEFORE = 7, /* tokens of a noun's phrase before it */
    NOUN_AFTER = 14, /* tokens behind it that can belong to it */
    LIGHT_REACH = 6, /* tokens from the phrase to the verb that carries it */
    GROW_REACH = 6,  /* tokens to a verb of growth */
    NOUN_REACH = 4   /* tokens behind "of" that a noun's content takes */
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
        if (p->mention_at[i] >= 0 || p->tokens[i].kind == ENT_TOKEN_MARK ||
            ent_token_is(p, i, "after") || ent_token_is(p, i, "before") ||
            ent_token_is(p, i, "since") || ent_token_is(p, i, "during")) {
            break; /* "imposed after the suppression": nobody imposes that */
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
            break;
        }
    }
    if (p->has_tree) {
        f->carrier = ent_tree_carrier(p, noun);
    }
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

/*
 * A word of growth (1) or decline (-1) near the noun, or 0: before its phrase, in it, or behind all
 * that belongs to it. Of "have grown colder" the second word says which.
 */
static int
growth_at(const ent_parse *p, size_t start, size_t noun)
{
    size_t from = start > GROW_REACH ? start - GROW_REACH : 0;
    size_t stop = noun_reach(p, noun + 1) + GROW_REACH;

    for (size_t i = from; i < p->count && i <= stop; i++) {
        if (i < noun && i + 3 > noun && ent_token_is(p, i, "increasingly")) {
            return 1;
        }
        if (p->mention_at[i] >= 0 || !ent_token_has(p, i, ENT_CLASS(GROW) | ENT_CLASS(SHRINK))) {
            continue;
        }
        if (i + 1 < p->count && p->mention_at[i + 1] < 0 &&
            ent_token_has(p, i + 1, ENT_CLASS(SHRINK))) {
            return -1;
        }
        return ent_token_has(p, i, ENT_CLASS(GROW)) ? 1 : -1;
    }
    return 0;
}

/* "cooperation on the Moscow-Beijing line": two parties named as one; -1 for none. */
static int
pair_find(const ent_parse *p, size_t noun, size_t from, size_t stop)
{
    for (size_t i = 0; p->has_tree && i < p->mention_count; i++) {
        const ent_mention *m = &p->mentions[i];

        if (m->first >= from && m->first < stop && m->parties.count == 2 &&
            (m->prep == (int)from || ent_tree_is_within(p, m->core, noun))) {
            return (int)i;
        }
    }
    return -1;
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
    if (both && d->sources.count + d->targets.count < 2) {
        ent_draft_take_target(c, d, pair_find(p, d->at, from, stop));
    }
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

/* "this cooperation", "bilateral relations": of those whom the text is about. */
static bool
is_of_the_joint(const ent_parse *p, const phrase *f, size_t noun)
{
    static const char *const WORDS[] = {"this", "these", "bilateral", "mutual", "such"};

    for (size_t i = f->start; i < noun && f->owner < 0; i++) {
        for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++) {
            if (p->mention_at[i] < 0 && ent_token_is(p, i, WORDS[k])) {
                return true;
            }
        }
    }
    return false;
}

static void
fill_joint(ent_coder *c, ent_draft *d, const phrase *f)
{
    if ((d->frame->flags & ENT_FRAME_BOTH) != 0 && (d->frame->flags & ENT_FRAME_GROW) != 0 &&
        d->sources.count + d->targets.count == 0 && is_of_the_joint(c->p, f, d->at)) {
        d->sources = c->d->joint;
    }
}

/* "there is concern", "deepening ties with Russia is ...", in what somebody says. */
static void
fill_said(ent_coder *c, ent_draft *d, const phrase *f)
{
    bool half = (d->frame->flags & ENT_FRAME_BOTH) != 0 &&
                (d->frame->flags & ENT_FRAME_GROW) != 0 && f->owner < 0 && d->targets.count == 1;

    for (size_t i = 0; i < c->said_count && d->sources.count == 0 && (half || is_there(c->p, f));
         i++) {
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
    if (both && c->p->has_tree && ent_tree_this_does(c->p, f->carrier)) {
        ent_parties_join(&d->sources, &c->d->joint);
        d->how = "carried";
        return;
    }
    subject = ent_clause_subject(c->p, f->carrier);
    if (subject >= 0 && (d->sources.count == 0 || both)) {
        ent_draft_take_source(c, d, subject);
        d->how = "carried";
    }
}

/* Before another noun of an event it says of what kind that is: a "trade agreement" is no trade. */
static bool
is_part_of_noun(const ent_parse *p, size_t next)
{
    return next < p->count && p->mention_at[next] < 0 && ent_token_has(p, next, ENT_CLASS(NOUN)) &&
           !ent_is_verb(p, next);
}

/* Whether the noun is an event at all where it stands. */
static bool
noun_happens(ent_coder *c, ent_draft *d, const phrase *f)
{
    bool light =
        is_there(c->p, f) || (f->carrier < c->p->count &&
                              ent_token_has(c->p, f->carrier, ENT_CLASS(LIGHT) | ENT_CLASS(GROW)));

    if (c->used[d->at] || is_part_of_noun(c->p, d->at + d->length)) {
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

/* "normalization of relations would have an impact": thought of, as its clause is. */
static bool
is_supposed(const ent_parse *p, const ent_draft *d, const phrase *f)
{
    size_t stop = noun_reach(p, d->at + d->length);

    return f->carrier >= p->count && stop < p->count && ent_token_has(p, stop, ENT_CLASS(WOULD)) &&
           p->mention_at[stop] < 0;
}

/* "normalization of relations": one event, not two. */
static void
use_content(ent_coder *c, size_t from)
{
    if (!ent_token_is(c->p, from, "of")) {
        return;
    }
    for (size_t i = from + 1; i < c->p->count && i < from + NOUN_REACH; i++) {
        if (c->p->mention_at[i] >= 0 || c->p->tokens[i].kind != ENT_TOKEN_WORD) {
            return;
        }
        c->used[i] = true;
    }
}

ent_status
ent_noun_code(ent_coder *c, const ent_entry *entry, size_t at, size_t length)
{
    phrase     f = phrase_of(c->p, at);
    ent_status status = ENT_OK;

    find_carrier(c->p, at, length, &f);
    for (; entry != NULL && status == ENT_OK; entry = entry->next) {
        ent_draft d = {
            .frame = entry->frame, .at = at, .length = length, .source = -1, .target = -1};

        if (entry->kind != ENT_ENTRY_NOUN || !noun_happens(c, &d, &f)) {
            continue;
        }
        fill_noun(c, &d, &f);
        fill_carried(c, &d, &f);
        fill_said(c, &d, &f);
        fill_joint(c, &d, &f);
        d.voice = ent_voice_of_noun(c->p, f.start, at);
        d.voice.conditional = d.voice.conditional || is_supposed(c->p, &d, &f);
        hear_carrier(c, &d, &f);
        status = ent_positions_hear(c, &d, at + length, noun_reach(c->p, at + length));
        if (status == ENT_OK && ent_draft_settle(c, &d)) {
            use_content(c, at + length);
            return ent_draft_emit(c, &d);
        }
    }
    return status;
}
