/*
 * code.c - a parsed sentence to events: frames filled with sources and targets
 *
 * 1. drafts
 * 2. verbs
 * 3. nouns
 * 4. out of drafts, events
 * 5. what is remembered
 * 6. a sentence
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/code.h"

#include <string.h>

#include "base/alloc.h"
#include "base/date.h"

enum {
    THEN_REACH = 7,       /* tokens from a verb to the noun it needs */
    NOUN_BEFORE = 7,      /* tokens of a noun's phrase before it */
    NOUN_AFTER = 14,      /* tokens behind it that can belong to it */
    LIGHT_REACH = 6,      /* tokens from the phrase to the verb that carries it */
    GROW_REACH = 6,
    BACKGROUND_DAYS = 60, /* before publication: background */
    DATE_REACH = 60
};

typedef struct coder {
    ent_ctx         *ctx;
    ent_arena       *arena;
    const ent_parse *p;
    ent_discourse   *d;
    uint32_t         sentence;
    ent_event_list  *out;
    size_t           first; /* event of this sentence */
    ent_attribution  said[4];
    size_t           said_count;
    bool             used[ENT_TOKENS_MAX]; /* nouns that a verb's frame has taken */
    const char      *reason;
} coder;

/* ---- 1. drafts ---- */

typedef struct draft {
    const ent_frame *frame;
    size_t           at;     /* token of the verb or noun */
    size_t           length; /* its tokens */
    ent_parties      sources, targets;
    int              source, target; /* mentions, or -1 */
    ent_voice        voice;
    const char      *how; /* "passive", "light", or NULL */
    bool             shrinks;
} draft;

static const ent_mention *
mention(const coder *c, int number)
{
    return number < 0 ? NULL : &c->p->mentions[number];
}

static void
take_source(const coder *c, draft *d, int number)
{
    if (number >= 0) {
        ent_parties_join(&d->sources, &c->p->mentions[number].parties);
        d->source = d->source < 0 ? number : d->source;
        d->voice.past = d->voice.past || c->p->mentions[number].past;
    }
}

/* "AUKUS, the alliance between Australia, Britain and ...": the members are meant as well. */
static void
take_members(const coder *c, draft *d, int number)
{
    const ent_parse   *p = c->p;
    const ent_mention *m = mention(c, number), *next = m + 1;

    if ((size_t)number + 1 < p->mention_count && m->parties.count == 1 && next->prep >= 0 &&
        next->parties.count > 1 && (size_t)next->prep <= m->last + 4 &&
        (size_t)next->prep >= m->last && ent_token_is(p, (size_t)next->prep, "between")) {
        ent_parties_join(&d->targets, &next->parties);
    }
}

static void
take_target(const coder *c, draft *d, int number)
{
    if (number >= 0) {
        ent_parties_join(&d->targets, &c->p->mentions[number].parties);
        take_members(c, d, number);
        d->target = d->target < 0 ? number : d->target;
        d->voice.past = d->voice.past || c->p->mentions[number].past;
    }
}

/* Whether a draft has the parties that its frame needs; otherwise why not. */
static bool
settle(coder *c, draft *d)
{
    ent_parties others = {{NULL}, 0};

    if (d->frame->flags & ENT_FRAME_BOTH) {
        ent_parties_join(&d->sources, &d->targets);
        d->targets = d->sources;
        if (d->sources.count < 2) {
            c->reason = d->sources.count == 0 ? "no actor for the verb" : "only one party";
            return false;
        }
        return true;
    }
    if (d->sources.count == 0) {
        c->reason = "no source";
        return false;
    }
    for (size_t i = 0; i < d->targets.count; i++) {
        ent_parties one = {{d->targets.ids[i]}, 1};

        if (!ent_parties_within(&one, &d->sources)) {
            ent_parties_join(&others, &one);
        }
    }
    d->targets = others;
    if (others.count == 0 && !(d->frame->flags & ENT_FRAME_SOLO)) {
        c->reason = "no target";
        return false;
    }
    return true;
}

/* ---- 2. verbs ---- */

static bool
is_then(const ent_frame *frame, uint32_t word)
{
    for (size_t i = 0; i < frame->then_count; i++) {
        if (frame->then[i] == word) {
            return true;
        }
    }
    return false;
}

/* The noun that the frame needs after its verb; its token, or 0. */
static size_t
then_at(const ent_parse *p, const ent_frame *frame, size_t from)
{
    for (size_t i = from; i < p->count && i < from + THEN_REACH; i++) {
        if (p->tokens[i].word != 0 && is_then(frame, p->tokens[i].word)) {
            return i;
        }
        if (p->mention_at[i] < 0 &&
            (ent_token_is_mark(p, i, ';') || ent_token_has(p, i, ENT_CLASS(RELATIVE)))) {
            break;
        }
    }
    return 0;
}

static bool
by_follows(const ent_parse *p, size_t from)
{
    while (from < p->count && p->mention_at[from] < 0 &&
           (p->dated[from] || ent_token_has(p, from, ENT_CLASS(ADVERB)))) {
        from++;
    }
    return ent_token_is(p, from, "by") && from + 1 < p->count &&
           (p->mention_at[from + 1] >= 0 ||
            (from + 2 < p->count && p->mention_at[from + 2] >= 0));
}

/* "was attacked", or "rejected by the West" behind what was rejected. */
static bool
is_passive(const ent_parse *p, size_t at, size_t length)
{
    size_t i = at;

    if (!ent_token_has(p, at, ENT_CLASS(PARTICIPLE))) {
        return false;
    }
    while (i > 0 && ent_token_has(p, i - 1, ENT_CLASS(ADVERB) | ENT_CLASS(NOT)) &&
           !ent_token_has(p, i - 1, ENT_CLASS(BE))) {
        i--;
    }
    if (i > 0 && ent_token_has(p, i - 1, ENT_CLASS(BE))) {
        return true;
    }
    return by_follows(p, at + length) &&
           !(i > 0 && ent_token_has(p, i - 1, ENT_CLASS(HAVE) | ENT_CLASS(HAD)));
}

static bool
fill_passive(coder *c, draft *d)
{
    const ent_parse *p = c->p;
    size_t           from = d->at + d->length;
    int              patient = ent_subject_find(p, d->at);
    int              agent = ent_governed_find(p, "by", from, ent_clause_end(p, from, false));

    d->how = "passive";
    if (d->frame->flags & ENT_FRAME_SWAP) {
        return false;
    }
    if (patient < 0) {
        patient = ent_phrase_mention(p, d->at);
    }
    take_source(c, d, agent);
    take_target(c, d, patient);
    if ((d->frame->flags & ENT_FRAME_BOTH) && d->sources.count + d->targets.count == 0) {
        d->sources = c->d->joint;
    }
    return settle(c, d);
}

static bool
is_armed(const ent_parse *p, const ent_mention *m)
{
    return m->last > m->first && ent_token_has(p, m->last - 1, ENT_CLASS(FORCE));
}

/* "backed each other", "backed the other" */
static bool
is_each_other(const ent_parse *p, size_t from, size_t stop)
{
    return from + 1 < stop && ent_token_is(p, from + 1, ent_token_is(p, from, "one") ? "another"
                                                                                      : "other") &&
           (ent_token_is(p, from, "each") || ent_token_is(p, from, "one") ||
            ent_token_is(p, from, "the"));
}

static bool
fill_active(coder *c, draft *d)
{
    const ent_parse  *p = c->p;
    const ent_parties nobody = {{NULL}, 0};
    size_t            from = d->at + d->length;
    bool              demands = strcmp(d->frame->type, "REQUEST") == 0;
    size_t            stop = ent_clause_end(p, from, demands);
    int               subject = ent_subject_find(p, d->at), other;

    if (subject < 0 || p->mentions[subject].parties.count == 0) {
        c->reason = "no source";
        return false;
    }
    if (strcmp(d->frame->cameo, "042") == 0 && is_armed(p, &p->mentions[subject])) {
        c->reason = "troops pay no visit";
        return false;
    }
    if (is_each_other(p, from, stop) && p->mentions[subject].parties.count > 1) {
        take_source(c, d, subject);
        d->targets = d->sources;
        return true;
    }
    other = ent_target_find(p, d->frame, from, stop, &p->mentions[subject].parties);
    if (other < 0 && (d->frame->flags & ENT_FRAME_SWAP)) {
        other = ent_governed_find(p, "of", from, stop);
    }
    if (d->frame->flags & ENT_FRAME_SWAP) {
        take_source(c, d, other);
        take_target(c, d, subject);
    } else {
        take_source(c, d, subject);
        take_target(c, d, other);
    }
    if ((d->frame->flags & ENT_FRAME_BOTH) && other < 0 && !(d->frame->flags & ENT_FRAME_PLURAL)) {
        d->sources = nobody;
    }
    return settle(c, d);
}

static ent_status emit(coder *c, const draft *d);

/* The first frame of the verb that can be filled. */
static ent_status
code_verb(coder *c, const ent_entry *entry, size_t at, size_t length)
{
    bool passive = is_passive(c->p, at, length);

    for (; entry != NULL; entry = entry->next) {
        draft  d = {.frame = entry->frame, .at = at, .length = length, .source = -1, .target = -1};
        size_t then = 0;

        if (entry->kind != ENT_ENTRY_VERB) {
            continue;
        }
        if (entry->frame->then_count > 0) {
            then = then_at(c->p, entry->frame, at + length);
            if (then == 0) {
                continue;
            }
        }
        d.voice = ent_voice_of_verb(c->p, at);
        if (passive ? fill_passive(c, &d) : fill_active(c, &d)) {
            c->used[then] = c->used[then] || then > 0;
            return emit(c, &d);
        }
    }
    return ENT_OK;
}

/* ---- 3. nouns ---- */

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
        bool   mark = p->tokens[i].kind == ENT_TOKEN_POSSESSIVE ||
                    p->tokens[i].kind == ENT_TOKEN_HYPHEN;

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
                      ent_token_has(p, i, ENT_CLASS(PREPOSITION) | ENT_CLASS(SUBORDINATOR) |
                                              ENT_CLASS(AND) | ENT_CLASS(RELATIVE) |
                                              ENT_CLASS(BE) | ENT_CLASS(HAVE) | ENT_CLASS(HAD)) ||
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
        if (ent_token_has(p, i, ENT_CLASS(BE)) &&
            ent_token_has(p, i + 1, ENT_CLASS(PARTICIPLE))) {
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

        if (p->mention_at[i] < 0 && ((ent_is_verb(p, i) && !participle) ||
                                     ent_token_has(p, i, ENT_CLASS(BE) | ENT_CLASS(WILL) |
                                                             ENT_CLASS(MAY) | ENT_CLASS(WOULD)))) {
            return i;
        }
    }
    return stop;
}

/* Who does what the noun says, and to whom, from what stands around it. */
static void
fill_noun(coder *c, draft *d, const phrase *f)
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

    take_source(c, d, f->owner);
    take_target(c, d, target);
    if (!(d->frame->flags & ENT_FRAME_OF) && of >= 0 && target != of) {
        if (f->owner >= 0 && target < 0) {
            take_target(c, d, of);
        } else if (f->owner < 0) {
            take_source(c, d, of);
        }
    }
    if (d->sources.count == 0) {
        take_source(c, d, by);
    }
    if (d->sources.count == 0 && source != target) {
        take_source(c, d, source);
    }
}

/* "X voiced support for Y": the subject of the verb that carries the noun. */
static void
fill_carried(coder *c, draft *d, const phrase *f)
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
    subject = ent_subject_find(c->p, f->carrier);
    if (subject >= 0 && (d->sources.count == 0 || both)) {
        take_source(c, d, subject);
        d->how = "carried";
    }
}

/* Whether the noun is an event at all where it stands. */
static bool
noun_happens(coder *c, draft *d, const phrase *f)
{
    bool light = f->carrier < c->p->count &&
                 ent_token_has(c->p, f->carrier, ENT_CLASS(LIGHT) | ENT_CLASS(GROW));

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
hear_carrier(const coder *c, draft *d, const phrase *f)
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

static ent_status
code_noun(coder *c, const ent_entry *entry, size_t at, size_t length)
{
    phrase f = phrase_of(c->p, at);

    find_carrier(c->p, at, length, &f);
    for (; entry != NULL; entry = entry->next) {
        draft d = {.frame = entry->frame, .at = at, .length = length, .source = -1, .target = -1};

        if (entry->kind != ENT_ENTRY_NOUN || !noun_happens(c, &d, &f)) {
            continue;
        }
        fill_noun(c, &d, &f);
        fill_carried(c, &d, &f);
        d.voice = ent_voice_of_noun(c->p, f.start, at);
        hear_carrier(c, &d, &f);
        if (settle(c, &d)) {
            return emit(c, &d);
        }
    }
    return ENT_OK;
}

/* ---- 4. out of drafts, events ---- */

static const char *const *
kept_ids(coder *c, const ent_parties *parties)
{
    const char **ids = ent_arena_alloc(c->arena, parties->count + 1, sizeof *ids);

    for (size_t i = 0; ids != NULL && i < parties->count; i++) {
        ids[i] = parties->ids[i];
    }
    return ids;
}

static ent_place
place_of(const ent_parse *p, size_t first, size_t last)
{
    ent_place place = {p->offset + p->tokens[first].start, 0};

    place.length = p->offset + p->tokens[last - 1].start + p->tokens[last - 1].length - place.offset;
    return place;
}

static ent_place
place_of_mention(const coder *c, int number)
{
    const ent_mention *m = mention(c, number);

    return m == NULL ? (ent_place){0, 0} : place_of(c->p, m->first, m->last);
}

/* "said it would": an intent declared by the one whose it is. */
static bool
is_declared(const coder *c, const draft *d)
{
    const ent_mention *m = mention(c, d->source);

    for (size_t i = 0; m != NULL && d->voice.future && i < c->said_count; i++) {
        if (c->said[i].from <= d->at && d->at < c->said[i].to &&
            (m->kind == ENT_MENTION_PRONOUN || m->kind == ENT_MENTION_PARTIES) &&
            m->first >= c->said[i].from) {
            return true;
        }
    }
    return false;
}

/*
 * What is promised or foreseen of cooperation is the intent to cooperate;
 * what somebody says he will do against another is a threat.
 */
static void
set_type(const coder *c, const draft *d, ent_event *e)
{
    static const struct {
        const char *type, *code;
        bool        declared;
    } INTENTS[] = {{"CONSULT", "036", false},  {"SUPPORT", "032", false},
                   {"COOPERATE", "031", false}, {"AID", "033", false},
                   {"CONCEDE", "035", false},  {"RETREAT", "035", false},
                   {"SANCTION", "131", true},  {"COERCE", "130", true},
                   {"ASSAULT", "138", true}};

    const ent_cameo *row = NULL;

    e->type = d->frame->type;
    e->mode = d->frame->mode;
    e->cameo = d->frame->cameo;
    e->goldstein = d->frame->goldstein;
    if (d->shrinks) {
        row = ent_lexicon_cameo(c->p->lexicon, "160");
    }
    for (size_t i = 0; d->voice.future && i < sizeof INTENTS / sizeof *INTENTS; i++) {
        if (strcmp(e->type, INTENTS[i].type) == 0 && (!INTENTS[i].declared || is_declared(c, d))) {
            row = ent_lexicon_cameo(c->p->lexicon, INTENTS[i].code);
        }
    }
    if (row != NULL) {
        e->type = row->type;
        e->mode = row->mode;
        e->cameo = row->code;
        e->goldstein = row->goldstein;
    }
}

/* The date nearest to the verb, else the one carried from the sentence before. */
static void
set_date(const coder *c, const draft *d, ent_event *e)
{
    size_t best = DATE_REACH;
    bool   known = c->d->published.from != ENT_DAY_MIN && c->d->published.to != ENT_DAY_MAX;

    e->date = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
    e->precision = ENT_PRECISION_NONE;
    for (size_t i = 0; i < c->p->when_count; i++) {
        const ent_when *w = &c->p->whens[i];
        size_t          far = w->first > d->at ? w->first - d->at : d->at - w->first;
        bool            limit = w->first > 0 && (ent_token_is(c->p, w->first - 1, "since") ||
                                      ent_token_is(c->p, w->first - 1, "until"));

        if (far < best && !limit) {
            best = far;
            e->date = w->span;
            e->precision = w->precision;
        }
    }
    if (best == DATE_REACH && c->d->has_carried) {
        e->date = c->d->carried.span;
        e->precision = c->d->carried.precision;
    }
    if (known && e->precision != ENT_PRECISION_NONE && e->status == ENT_EVENT_ACTUAL &&
        e->date.to < c->d->published.from - BACKGROUND_DAYS) {
        e->status = ENT_EVENT_PAST;
    }
}

static ent_event_status
status_of(const draft *d)
{
    if (d->voice.negated || (d->frame->flags & ENT_FRAME_NEGATED)) {
        return ENT_EVENT_NEGATED;
    }
    if (d->voice.conditional || (d->frame->flags & ENT_FRAME_UNREAL)) {
        return ENT_EVENT_CONDITIONAL;
    }
    return d->voice.past ? ENT_EVENT_PAST : ENT_EVENT_ACTUAL;
}

/* NULL when there is no memory. */
static const char *
speaker_of(coder *c, const draft *d)
{
    const char *name = NULL;

    for (size_t i = 0; i < c->said_count; i++) {
        if (c->said[i].from <= d->at && d->at < c->said[i].to) {
            name = c->said[i].speaker;
        }
    }
    if (name == NULL && (d->frame->flags & ENT_FRAME_SAYS) && d->source >= 0) {
        const ent_mention *m = mention(c, d->source);

        return m->kind == ENT_MENTION_PRONOUN && c->d->speaker != NULL && m->parties.count == 1
                   ? c->d->speaker
                   : ent_mention_name(c->p, m, c->arena);
    }
    return name == NULL ? "author" : name;
}

/* Whether the sentence has the event already. */
static bool
is_repeated(const coder *c, const draft *d, const char *type)
{
    for (size_t i = c->first; i < c->out->count; i++) {
        const ent_event *e = &c->out->items[i];
        bool             same = strcmp(e->type, type) == 0 && e->source_count == d->sources.count &&
                    e->target_count == d->targets.count;

        for (size_t k = 0; same && k < e->source_count; k++) {
            same = strcmp(e->sources[k], d->sources.ids[k]) == 0;
        }
        for (size_t k = 0; same && k < e->target_count; k++) {
            same = strcmp(e->targets[k], d->targets.ids[k]) == 0;
        }
        if (same) {
            return true;
        }
    }
    return false;
}

static ent_status
emit(coder *c, const draft *d)
{
    ent_event e;

    memset(&e, 0, sizeof e);
    set_type(c, d, &e);
    if (is_repeated(c, d, e.type) || c->out->count - c->first >= ENT_SENTENCE_EVENTS_MOST) {
        return ENT_OK;
    }
    e.sentence = c->sentence;
    e.status = status_of(d);
    if (e.status == ENT_EVENT_CONDITIONAL && e.type != d->frame->type && is_declared(c, d)) {
        e.status = ENT_EVENT_ACTUAL;
    }
    set_date(c, d, &e);
    e.sources = kept_ids(c, &d->sources);
    e.source_count = d->sources.count;
    e.targets = kept_ids(c, &d->targets);
    e.target_count = d->targets.count;
    e.speaker = speaker_of(c, d);
    e.rule = d->how == NULL ? d->frame->lemma
                            : ent_arena_printf(c->arena, "%s (%s)", d->frame->lemma, d->how);
    e.verb = place_of(c->p, d->at, d->at + d->length);
    e.source_place = place_of_mention(c, d->source);
    e.target_place = place_of_mention(c, d->target);
    if (e.sources == NULL || e.targets == NULL || e.rule == NULL || e.speaker == NULL ||
        !ENT_GROW(c->out->items, c->out->capacity, c->out->count + 1)) {
        return ent_fail_nomem(c->ctx);
    }
    c->out->items[c->out->count++] = e;
    if ((d->frame->flags & ENT_FRAME_BOTH) && d->sources.count == 2 && !d->frame->is_noun) {
        c->d->joint = d->sources;
    }
    return ENT_OK;
}

/* ---- 5. what is remembered ---- */

static void
count_party(ent_discourse *d, const char *id)
{
    for (size_t i = 0; i < d->counted_count; i++) {
        if (strcmp(d->counted[i], id) == 0) {
            d->counts[i]++;
            return;
        }
    }
    if (d->counted_count < ENT_COUNTED_MAX) {
        d->counted[d->counted_count] = id;
        d->counts[d->counted_count++] = 1;
    }
}

/* Where nobody was named together yet, "the two countries" are the two named most. */
static void
guess_joint(ent_discourse *d)
{
    size_t first = 0, second = 1;

    if (d->joint.count > 0 || d->counted_count < 2) {
        return;
    }
    for (size_t i = 0; i < d->counted_count; i++) {
        first = d->counts[i] > d->counts[first] ? i : first;
    }
    second = first == 0 ? 1 : 0;
    for (size_t i = 0; i < d->counted_count; i++) {
        second = i != first && d->counts[i] > d->counts[second] ? i : second;
    }
    (void)ent_parties_add(&d->joint, d->counted[first]);
    (void)ent_parties_add(&d->joint, d->counted[second]);
}

void
ent_discourse_hear(ent_discourse *d, const ent_parse *p)
{
    bool subject = false;

    for (size_t i = 0; i < p->mention_count; i++) {
        const ent_mention *m = &p->mentions[i];
        bool               named = m->kind <= ENT_MENTION_SEAT;

        if (!named) {
            continue;
        }
        for (size_t k = 0; k < m->parties.count; k++) {
            count_party(d, m->parties.ids[k]);
        }
        if (m->parties.count == 2 &&
            (m->prep < 0 || ent_token_is(p, (size_t)m->prep, "between") ||
             ent_token_is(p, (size_t)m->prep, "of"))) {
            d->joint = m->parties;
        }
        if (!subject && m->prep < 0 && !m->object && m->parties.count > 0) {
            d->subject = m->parties;
            subject = true;
        }
    }
    for (size_t i = 0; i < p->when_count; i++) {
        if (p->whens[i].span.from != ENT_DAY_MIN) {
            d->year = ent_date_year(p->whens[i].span.from);
        }
    }
    for (size_t i = 0; i < p->when_count; i++) {
        const ent_when *w = &p->whens[i];
        bool            fresh = d->published.from == ENT_DAY_MIN ||
                     w->span.to >= d->published.from - BACKGROUND_DAYS;

        if (fresh && (w->precision == ENT_PRECISION_DAY || w->precision == ENT_PRECISION_MONTH)) {
            d->carried = *w;
            d->has_carried = true;
        }
    }
}

/* ---- 6. a sentence ---- */

static bool
has_actor(const ent_parse *p)
{
    for (size_t i = 0; i < p->mention_count; i++) {
        if (p->mentions[i].parties.count > 0) {
            return true;
        }
    }
    return false;
}

/* Content of a demand, promise or accusation is no event of its own. */
static size_t
content_end(const coder *c, const ent_entry *entry, bool verb, size_t at, size_t length,
            size_t before)
{
    for (; entry != NULL; entry = entry->next) {
        if ((entry->kind == ENT_ENTRY_VERB) == verb && entry->frame->then_count == 0 &&
            (entry->frame->flags & ENT_FRAME_CONTROL) && (verb || c->out->count > before)) {
            return ent_clause_end(c->p, at + length, true);
        }
    }
    return 0;
}

/* "X said that Y must ...": X demands it of Y. */
static ent_status
code_duty(coder *c, const ent_frame *demand, size_t at)
{
    draft              d = {.frame = demand, .at = at, .length = 1, .source = -1, .target = -1};
    int                number = at > 0 ? ent_subject_find(c->p, at) : -1;
    const ent_mention *m = mention(c, number);

    if (m == NULL || m->kind == ENT_MENTION_PRONOUN || m->kind == ENT_MENTION_PARTIES) {
        return ENT_OK;
    }
    for (size_t i = 0; i < c->said_count; i++) {
        if (c->said[i].from <= m->first && at < c->said[i].to && c->said[i].parties.count > 0) {
            d.sources = c->said[i].parties;
        }
    }
    take_target(c, &d, number);
    return d.sources.count > 0 && settle(c, &d) && d.targets.count > 0 ? emit(c, &d) : ENT_OK;
}

static bool
is_duty(const ent_parse *p, size_t at)
{
    return p->mention_at[at] < 0 && (ent_token_is(p, at, "must") || ent_token_is(p, at, "should"));
}

static ent_status
code_tokens(coder *c)
{
    static const ent_frame DUTY = {.lemma = "must", .type = "REQUEST", .cameo = "100",
                                   .goldstein = -5.0, .flags = ENT_FRAME_CONTROL};

    const ent_parse *p = c->p;
    size_t           quiet = 0; /* content up to this token */
    ent_status       status = ENT_OK;

    for (size_t at = 0; at < p->count && status == ENT_OK;) {
        size_t           length = 1, before = c->out->count;
        const ent_entry *entry =
            p->mention_at[at] >= 0 || at < quiet || p->tokens[at].word == 0
                ? NULL
                : ent_lexicon_match(p->lexicon, p->tokens, p->count, at, true, &length);
        bool verb;

        if (at >= quiet && c->said_count > 0 && is_duty(p, at)) {
            status = code_duty(c, &DUTY, at);
            quiet = c->out->count > before ? ent_clause_end(p, at + 1, true) : quiet;
        }
        if (entry == NULL) {
            at++;
            continue;
        }
        c->reason = c->reason == NULL ? "no actor for the verb" : c->reason;
        verb = ent_is_verb(p, at);
        status = verb ? code_verb(c, entry, at, length) : code_noun(c, entry, at, length);
        if (status == ENT_OK && quiet < at + length) {
            quiet = content_end(c, entry, verb, at, length, before);
        }
        at += length;
    }
    return status;
}

ent_status
ent_sentence_code(ent_ctx *ctx, ent_arena *arena, const ent_parse *p, ent_discourse *d,
                  uint32_t sentence, ent_event_list *out, const char **reason)
{
    coder c = {.ctx = ctx, .arena = arena, .p = p, .d = d, .sentence = sentence, .out = out,
               .first = out->count};
    ent_status status = ENT_OK;

    if (!ent_attributions_find(p, d, arena, c.said, &c.said_count)) {
        return ent_fail_nomem(ctx);
    }
    if (!has_actor(p)) {
        c.reason = "no actor";
    } else {
        status = code_tokens(&c);
    }
    ent_discourse_hear(d, p);
    guess_joint(d);
    *reason = out->count > c.first ? NULL : c.reason != NULL ? c.reason : "no verb of the dictionary";
    return status;
}
