/*
 * event.c - drafts filled with parties, and events out of them
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "read/coder.h"
#include "read/sentence_token.h"

enum {
    BACKGROUND_DAYS = 60, /* before publication: background */
    DATE_REACH = 60,      /* tokens from a verb to its date */
    ANNOUNCE_REACH = 4,   /* tokens from a pronoun to the verb of saying */
    NOUN_REACH = 4        /* tokens from a year to the noun that it belongs to */
};

static const ent_mention *
mention(const ent_coder *c, int number)
{
    return number < 0 ? NULL : &c->p->mentions[number];
}

void
ent_draft_take_source(const ent_coder *c, ent_draft *d, int number)
{
    if (number >= 0) {
        ent_parties_join(&d->sources, &c->p->mentions[number].parties);
        d->source = d->source < 0 ? number : d->source;
        d->voice.past = d->voice.past || c->p->mentions[number].past;
    }
}

/* "AUKUS, the alliance between Australia, Britain and ...": the members are meant as well. */
static void
take_members(const ent_coder *c, ent_draft *d, int number)
{
    const ent_parse   *p = c->p;
    const ent_mention *m = mention(c, number), *next = m + 1;

    if ((size_t)number + 1 < p->mention_count && m->parties.count == 1 && next->prep >= 0 &&
        next->parties.count > 1 && (size_t)next->prep <= m->last + 4 &&
        (size_t)next->prep >= m->last && ent_token_is(p, (size_t)next->prep, "between")) {
        ent_parties_join(&d->targets, &next->parties);
    }
}

void
ent_draft_take_target(const ent_coder *c, ent_draft *d, int number)
{
    if (number >= 0) {
        ent_parties_join(&d->targets, &c->p->mentions[number].parties);
        take_members(c, d, number);
        d->target = d->target < 0 ? number : d->target;
        d->voice.past = d->voice.past || c->p->mentions[number].past;
    }
}

/* Whether a draft has the parties that its frame needs; otherwise why not. */
bool
ent_draft_settle(ent_coder *c, ent_draft *d)
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
    if (d->home) {
        return true;
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

static const char *const *
kept_ids(ent_coder *c, const ent_parties *parties)
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

    place.length =
        p->offset + p->tokens[last - 1].start + p->tokens[last - 1].length - place.offset;
    return place;
}

static ent_place
place_of_mention(const ent_coder *c, int number)
{
    const ent_mention *m = mention(c, number);

    return m == NULL ? (ent_place){0, 0} : place_of(c->p, m->first, m->last);
}

/* "will withdraw unless": what is said of a condition is a threat. */
static bool
has_unless(const ent_parse *p, size_t verb)
{
    for (size_t i = verb + 1; i < p->count; i++) {
        if (p->mention_at[i] < 0 && ent_token_is(p, i, "unless")) {
            return true;
        }
    }
    return false;
}

/* "announced it would", where others only say so: with the word it is done. */
static bool
is_announced(const ent_coder *c, const ent_draft *d)
{
    const ent_mention *m = mention(c, d->source);

    for (size_t i = m == NULL ? 0 : m->first; i-- > 0 && m->first - i < ANNOUNCE_REACH;) {
        if (c->p->mention_at[i] < 0 &&
            (ent_token_is(c->p, i, "announced") || ent_token_is(c->p, i, "announces"))) {
            return true;
        }
    }
    return false;
}

/* "said it would": an intent declared by the one whose it is. */
static bool
is_declared(const ent_coder *c, const ent_draft *d)
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
 * What is promised or foreseen of cooperation is the intent to cooperate, which somebody rejects
 * who says that he will not, and threatens with who says that he will unless; what somebody says
 * he will do against another is a threat.
 */
static void
set_type(const ent_coder *c, const ent_draft *d, ent_event *e)
{
    enum { SANCTIONS = 6 };
    static const struct {
        const char *type, *code;
        bool        declared;
    } INTENTS[] = {
        {"CONSULT", "036", false}, {"SUPPORT", "032", false}, {"COOPERATE", "031", false},
        {"AID", "033", false},     {"CONCEDE", "035", false}, {"RETREAT", "035", false},
        {"SANCTION", "131", true}, {"COERCE", "130", true},   {"ASSAULT", "138", true}};

    const ent_cameo *row = NULL;
    /* "which will bring X and Y closer" is no intent of theirs */
    bool intends = d->voice.future && !(d->frame->flags & ENT_FRAME_AMONG);

    e->type = d->frame->type;
    e->mode = d->frame->mode;
    e->cameo = d->frame->cameo;
    e->goldstein = d->frame->goldstein;
    if (d->shrinks) {
        row = ent_lexicon_cameo(c->p->lexicon, "160");
    }
    for (size_t i = 0; intends && i < sizeof INTENTS / sizeof *INTENTS; i++) {
        bool same = strcmp(e->type, INTENTS[i].type) == 0;

        if (same && INTENTS[i].declared && is_declared(c, d) &&
            !(i == SANCTIONS && is_announced(c, d))) {
            row = ent_lexicon_cameo(c->p->lexicon, INTENTS[i].code);
        } else if (same && !INTENTS[i].declared) {
            bool own = is_declared(c, d);

            row = ent_lexicon_cameo(c->p->lexicon, own && d->voice.negated ? "120"
                                                   : own && has_unless(c->p, d->at)
                                                       ? "130"
                                                       : INTENTS[i].code);
        }
    }
    if (row != NULL) {
        e->type = row->type;
        e->mode = row->mode;
        e->cameo = row->code;
        e->goldstein = row->goldstein;
    }
}

/* "under a 1951 treaty": the year of the treaty, and not of what is done. */
static bool
is_of_another(const ent_parse *p, const ent_draft *d, const ent_when *w)
{
    const uint64_t owner = ENT_CLASS(DETERMINER) | ENT_CLASS(OWN);
    size_t         before = w->first;

    if (w->precision != ENT_PRECISION_YEAR || w->first == 0 || w->last >= p->count ||
        p->tokens[w->last].kind != ENT_TOKEN_WORD || p->dated[w->last] ||
        ent_token_has(p, w->last, ENT_CLASS(PREPOSITION) | ENT_CLASS(AND)) ||
        !(ent_token_has(p, before - 1, owner) ||
          p->tokens[before - 1].kind == ENT_TOKEN_POSSESSIVE)) {
        return false;
    }
    before =
        p->mention_at[before - 1] >= 0 ? p->mentions[p->mention_at[before - 1]].first : before - 1;
    if (before > 0 && ent_token_has(p, before - 1, ENT_CLASS(PLACE)) &&
        !ent_token_is(p, before - 1, "under")) {
        return false; /* "at their 2019 summit" */
    }
    return !(d->frame->is_noun && d->at >= w->last && d->at - w->last < NOUN_REACH);
}

/* "since March", "by 2026": where it begins or has to end, not when it is. */
static bool
is_limit(const ent_parse *p, const ent_when *w)
{
    return w->first > 0 &&
           (ent_token_is(p, w->first - 1, "since") || ent_token_is(p, w->first - 1, "until") ||
            ent_token_is(p, w->first - 1, "by"));
}

/* The date nearest to the verb, else the one carried from the sentence before. */
static void
set_date(const ent_coder *c, const ent_draft *d, ent_event *e)
{
    size_t best = DATE_REACH;
    bool   known = c->d->published.from != ENT_DAY_MIN && c->d->published.to != ENT_DAY_MAX;

    bool coming = d->voice.future || e->status == ENT_EVENT_CONDITIONAL;

    e->date = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
    e->precision = ENT_PRECISION_NONE;
    for (size_t i = 0; i < c->p->when_count; i++) {
        const ent_when *w = &c->p->whens[i];
        size_t          far = w->first > d->at ? w->first - d->at : d->at - w->first;
        bool            limit = is_limit(c->p, w);

        if (far < best && !limit && !is_of_another(c->p, d, w)) {
            best = far;
            e->date = coming && w->ahead.from != ENT_DAY_MIN ? w->ahead : w->span;
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
status_of(const ent_draft *d)
{
    if (d->voice.negated || (d->frame->flags & ENT_FRAME_NEGATED)) {
        return ENT_EVENT_NEGATED;
    }
    if (d->voice.conditional || (d->frame->flags & ENT_FRAME_UNREAL)) {
        return ENT_EVENT_CONDITIONAL;
    }
    return d->voice.past ? ENT_EVENT_PAST : ENT_EVENT_ACTUAL;
}

/* The subject of an act of speech; NULL without memory. */
static const char *
subject_name(ent_coder *c, const ent_draft *d)
{
    const ent_mention *m = mention(c, d->source);
    const char        *name =
        m->kind == ENT_MENTION_PRONOUN && c->d->speaker != NULL && m->parties.count == 1
                   ? c->d->speaker
                   : ent_mention_name(c->p, c->d, m, c->arena);

    return name == NULL ? NULL : ent_statement_name(c->p, d->at, name, c->arena);
}

/* NULL when there is no memory. */
static const char *
speaker_of(ent_coder *c, const ent_draft *d)
{
    const char *name = NULL;
    bool        says = (d->frame->flags & ENT_FRAME_SAYS) != 0 ||
                (!d->frame->is_noun && ent_token_has(c->p, d->at, ENT_CLASS(SPEECH)));

    for (size_t i = 0; i < c->said_count; i++) {
        if (c->said[i].from <= d->at && d->at < c->said[i].to) {
            name = c->said[i].speaker;
        }
    }
    if (name == NULL && says && d->source >= 0) {
        return subject_name(c, d);
    }
    return name == NULL ? "author" : name;
}

static bool
is_asserted(ent_event_status status)
{
    return status == ENT_EVENT_ACTUAL || status == ENT_EVENT_PAST;
}

/* Whether the sentence has the event already, asserted alike. */
static bool
is_repeated(const ent_coder *c, const ent_draft *d, const ent_event *said)
{
    for (size_t i = c->first; i < c->out->count; i++) {
        const ent_event *e = &c->out->items[i];
        bool             same = strcmp(e->type, said->type) == 0 &&
                    is_asserted(e->status) == is_asserted(said->status) &&
                    e->source_count == d->sources.count && e->target_count == d->targets.count;

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

bool
ent_draft_assert(ent_coder *c, const ent_draft *d, ent_event *e)
{
    memset(e, 0, sizeof *e);
    set_type(c, d, e);
    e->sentence = c->sentence;
    e->status = status_of(d);
    if (is_declared(c, d) &&
        (e->status == ENT_EVENT_CONDITIONAL
             ? e->type != d->frame->type || is_announced(c, d)
             : e->status == ENT_EVENT_NEGATED && strcmp(e->type, "REJECT") == 0 &&
                   e->type != d->frame->type)) {
        e->status = ENT_EVENT_ACTUAL;
    }
    set_date(c, d, e);
    e->speaker = speaker_of(c, d);
    e->rule = d->how == NULL ? d->frame->lemma
                             : ent_arena_printf(c->arena, "%s (%s)", d->frame->lemma, d->how);
    return e->rule != NULL && e->speaker != NULL;
}

ent_status
ent_draft_emit(ent_coder *c, const ent_draft *d)
{
    ent_event e;

    if (!ent_draft_assert(c, d, &e)) {
        return ent_fail_nomem(c->ctx);
    }
    if (is_repeated(c, d, &e) || c->out->count - c->first >= ENT_SENTENCE_EVENTS_MOST) {
        return ENT_OK;
    }
    e.sources = kept_ids(c, &d->sources);
    e.source_count = d->sources.count;
    e.targets = kept_ids(c, &d->targets);
    e.target_count = d->targets.count;
    e.verb = place_of(c->p, d->at, d->at + d->length);
    e.source_place = place_of_mention(c, d->source);
    e.target_place = place_of_mention(c, d->target);
    if (e.sources == NULL || e.targets == NULL ||
        !ENT_GROW(c->out->items, c->out->capacity, c->out->count + 1)) {
        return ent_fail_nomem(c->ctx);
    }
    c->out->items[c->out->count++] = e;
    if ((d->frame->flags & ENT_FRAME_BOTH) && d->sources.count == 2 && !d->frame->is_noun) {
        ent_discourse_pair(c->d, &d->sources);
    }
    return ENT_OK;
}
