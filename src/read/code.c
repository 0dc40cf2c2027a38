/*
 * code.c - a parsed sentence to events: verbs and their frames
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/code.h"

#include <string.h>

#include "read/coder.h"
#include "read/grammar.h"
#include "read/sentence_token.h"

enum {
    THEN_REACH = 9,   /* tokens from a verb to the noun it needs */
    OBJECT_REACH = 8, /* tokens from a verb to the head of its object */
    PEACE_REACH = 2,  /* tokens behind a name that say what troops they are */
    PHRASE_MOST = 10, /* words of an entry */
    MENACE_REACH = 6, /* tokens from "is" to "threat" */
    ISSUE_REACH = 12  /* tokens before a passive verb that say what it is about */
};

static const ent_mention *
mention(const ent_coder *c, int number)
{
    return number < 0 ? NULL : &c->p->mentions[number];
}

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

/* The noun that the frame needs after its verb; its token, or the count of tokens. */
static size_t
then_at(const ent_parse *p, const ent_frame *frame, size_t from)
{
    for (size_t i = from, far = 0; i < p->count && far < THEN_REACH; i++) {
        /* a name is one word, however long: "joined Foreign Minister N. N. for a meeting" */
        far += p->mention_at[i] < 0 || p->mention_at[i] != p->mention_at[i + 1];
        if (p->tokens[i].word != 0 && is_then(frame, p->tokens[i].word) &&
            !(i > from && ent_token_has(p, i - 1, ENT_CLASS(FIGURATIVE)))) {
            return i;
        }
        if (p->mention_at[i] < 0 &&
            (ent_token_is_mark(p, i, ';') || ent_token_has(p, i, ENT_CLASS(RELATIVE)))) {
            break;
        }
    }
    return p->count;
}

/* "Sanctions were imposed", "his bid was blocked": it stands before a passive verb. */
static size_t
then_before(const ent_parse *p, const ent_frame *frame, size_t verb)
{
    for (size_t i = verb; i-- > 0 && verb - i < THEN_REACH;) {
        if (p->mention_at[i] < 0 &&
            (p->tokens[i].kind == ENT_TOKEN_MARK ||
             ent_token_has(p, i, ENT_CLASS(RELATIVE) | ENT_CLASS(SUBORDINATOR)))) {
            break;
        }
        if (p->tokens[i].word != 0 && is_then(frame, p->tokens[i].word)) {
            return i;
        }
    }
    return p->count;
}

/* Whose the noun is: "Sweden's bid", "the Swedish bid", "the bid of Sweden"; -1: nobody's. */
static int
owner_of(const ent_parse *p, size_t noun, size_t stop)
{
    size_t at = noun;

    while (at > 0 && p->mention_at[at - 1] < 0 &&
           (p->tokens[at - 1].kind == ENT_TOKEN_POSSESSIVE ||
            ent_token_has(p, at - 1, ENT_CLASS(ADJECTIVE)))) {
        at--;
    }
    return at > 0 && p->mention_at[at - 1] >= 0 ? p->mention_at[at - 1]
                                                : ent_governed_find(p, "of", noun + 1, stop);
}

static bool
by_follows(const ent_parse *p, size_t from)
{
    while (from < p->count && p->mention_at[from] < 0 &&
           (p->dated[from] || ent_token_has(p, from, ENT_CLASS(ADVERB)))) {
        from++;
    }
    return ent_token_is(p, from, "by") && from + 1 < p->count &&
           (p->mention_at[from + 1] >= 0 || (from + 2 < p->count && p->mention_at[from + 2] >= 0));
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
    if (p->has_tree && ent_tree_is_done_to(p, at)) {
        return true;
    }
    return by_follows(p, at + length) &&
           !(i > 0 && ent_token_has(p, i - 1, ENT_CLASS(HAVE) | ENT_CLASS(HAD)));
}

/*
 * Of "sanctions were imposed on Russia by the EU" the noun that the frame needs is no party: the
 * target stands where the frame says, behind the verb or the noun ("EU sanctions on Iran were
 * lifted"), and who owns the noun does it; without one it is done to the owner ("Sweden's bid was
 * blocked by Turkey"), or to whom the verb is about at all.
 */
static void
take_noun_parties(ent_coder *c, ent_draft *d, size_t noun, int patient)
{
    const ent_parse  *p = c->p;
    const ent_parties nobody = {{NULL}, 0};
    size_t            from = d->at + d->length, stop = ent_clause_end(p, from, false);
    int               agent = ent_governed_find(p, "by", from, stop);
    int               owner = owner_of(p, noun, d->at);
    int               target = ent_target_find(p, d->frame, from, stop,
                                 agent >= 0 ? &p->mentions[agent].parties : &nobody);

    if (target < 0 && (d->frame->flags & ENT_FRAME_ANY) == 0) {
        target = ent_target_find(p, d->frame, noun + 1, d->at, &nobody);
        owner = target >= 0 && target == owner ? -1 : owner;
    }
    ent_draft_take_source(c, d, agent < 0 && target >= 0 ? owner : agent);
    if (target < 0) {
        target = owner >= 0 ? owner : patient;
    }
    ent_draft_take_target(c, d, target);
}

static bool
fill_passive(ent_coder *c, ent_draft *d, size_t then)
{
    const ent_parse *p = c->p;
    size_t           from = d->at + d->length;
    int              patient = ent_clause_subject(p, d->at);
    size_t           stop = ent_clause_end(p, from, false);
    int              agent = ent_governed_find(p, "by", from, stop);

    d->how = "passive";
    if (d->frame->flags & ENT_FRAME_SWAP) {
        return false;
    }
    if (patient < 0) {
        patient = ent_phrase_mention(p, d->at);
    }
    if (agent < 0 && (d->frame->flags & ENT_FRAME_LOCAL) != 0) {
        agent = ent_governed_find(p, "in", from, stop);
        agent = agent < 0 ? ent_governed_find(p, "from", from, stop) : agent;
    }
    if ((d->frame->flags & ENT_FRAME_THING) != 0) {
        ent_draft_take_source(c, d, agent);
        ent_draft_take_target(c, d, ent_target_find(p, d->frame, from, stop, &d->sources));
    } else if (then < d->at) {
        take_noun_parties(c, d, then, patient);
    } else {
        ent_draft_take_source(c, d, agent);
        ent_draft_take_target(c, d, patient);
    }
    if ((d->frame->flags & ENT_FRAME_BOTH) && d->sources.count + d->targets.count == 0) {
        d->sources = c->d->joint;
    }
    return ent_draft_settle(c, d);
}

static bool
is_armed(const ent_parse *p, const ent_mention *m)
{
    return m->last > m->first && ent_token_has(p, m->last - 1, ENT_CLASS(FORCE));
}

/* Peacekeepers: "Peruvian peacekeeping troops", "the first deployment of NATO peacekeepers" */
static bool
keeps_peace(const ent_parse *p, int number)
{
    size_t first = p->mentions[number].first, last = p->mentions[number].last + PEACE_REACH;

    for (size_t i = first; i < last && i < p->count; i++) {
        if (ent_token_is(p, i, "peacekeeping") || ent_token_is(p, i, "peacekeepers")) {
            return true;
        }
    }
    return false;
}

/* "backed each other", "backed the other", "clashed with each other" */
static bool
is_each_other(const ent_parse *p, size_t from, size_t stop)
{
    from += from < stop && ent_token_has(p, from, ENT_CLASS(PREPOSITION));
    return from + 1 < stop &&
           ent_token_is(p, from + 1, ent_token_is(p, from, "one") ? "another" : "other") &&
           (ent_token_is(p, from, "each") || ent_token_is(p, from, "one") ||
            ent_token_is(p, from, "the"));
}

/* Whether people or bodies inside a state are the object: "arrested 20 demonstrators". */
static bool
has_home_object(const ent_parse *p, size_t from, size_t stop)
{
    for (size_t i = from; i < stop && i < from + OBJECT_REACH; i++) {
        if (p->mention_at[i] < 0 && ent_token_has(p, i, ENT_CLASS(HOME))) {
            return true;
        }
    }
    return false;
}

/* "told Serbia and Kosovo to return": somebody, and what they are to do. */
static bool
is_to_do(const ent_parse *p, int number)
{
    size_t at = p->mentions[number].last;

    return ent_token_is(p, at, "to") && ent_token_has(p, at + 1, ENT_CLASS(BASE)) &&
           p->mention_at[at + 1] < 0;
}

/* "returned a statue to", not "returned on Monday to" or "returned home to". */
static bool
has_thing(const ent_parse *p, size_t from, int target)
{
    const uint64_t before = ENT_CLASS(DETERMINER) | ENT_CLASS(ADJECTIVE) | ENT_CLASS(OWN);
    int            prep = p->mentions[target].prep;

    if (prep <= (int)from || p->dated[from] ||
        ent_token_has(p, from, ENT_CLASS(PREPOSITION) | ENT_CLASS(ADVERB) | ENT_CLASS(AND))) {
        return false;
    }
    return p->mention_at[from] >= 0 || p->tokens[from].kind == ENT_TOKEN_NUMBER ||
           ent_token_has(p, from, before) || prep - (int)from > 1;
}

static bool
is_hostile(const char *type)
{
    static const char *const HOSTILE[] = {"REQUEST", "ACCUSE", "REJECT", "THREATEN",
                                          "PROTEST", "COERCE", "ASSAULT"};

    for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++) {
        if (strcmp(type, HOSTILE[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* What a state, or people in it, do to nobody abroad is done at home. */
static void
take_home(const ent_coder *c, ent_draft *d, const ent_mention *subject, size_t from, size_t stop)
{
    if (subject->parties.count == 1 && !subject->organisation &&
        (d->frame->flags & (ENT_FRAME_BOTH | ENT_FRAME_SWAP)) == 0 &&
        ((d->frame->flags & ENT_FRAME_HOME) != 0 ||
         (is_hostile(d->frame->type) && has_home_object(c->p, from, stop)))) {
        d->home = true;
        d->targets = d->sources;
    }
}

/* "brought China and Russia closer", "pushes India towards the West": the subject is no party. */
static bool
fill_among(ent_coder *c, ent_draft *d)
{
    const ent_parse  *p = c->p;
    const ent_parties nobody = {{NULL}, 0};
    size_t            from = d->at + d->length, stop = ent_clause_end(p, from, false);
    int               object = ent_target_find(p, d->frame, from, stop, &nobody);

    ent_draft_take_source(c, d, object);
    if (object >= 0) {
        ent_draft_take_target(c, d,
                              ent_target_find(p, d->frame, p->mentions[object].last, stop,
                                              &p->mentions[object].parties));
    }
    return d->sources.count + d->targets.count > 1 && ent_draft_settle(c, d);
}

static bool
fill_active(ent_coder *c, ent_draft *d)
{
    const ent_parse  *p = c->p;
    const ent_parties nobody = {{NULL}, 0};
    size_t            from = d->at + d->length;
    bool              demands = strcmp(d->frame->type, "REQUEST") == 0;
    size_t            stop = ent_clause_end(p, from, demands);
    int               subject = ent_clause_subject(p, d->at), other;

    if (d->frame->flags & ENT_FRAME_AMONG) {
        return fill_among(c, d);
    }
    if ((subject < 0 || p->mentions[subject].parties.count == 0) &&
        (d->frame->flags & ENT_FRAME_HOME) != 0 && strcmp(d->frame->type, "PROTEST") == 0) {
        subject = ent_governed_find(p, "in", from, stop); /* "thousands rallied in Peru" */
    }
    if (subject < 0 || p->mentions[subject].parties.count == 0) {
        c->reason = "no source";
        return false;
    }
    if (strcmp(d->frame->cameo, "042") == 0 && is_armed(p, &p->mentions[subject])) {
        c->reason = "troops pay no visit";
        return false;
    }
    if ((d->frame->flags & ENT_FRAME_ARMED) != 0 && !is_armed(p, &p->mentions[subject])) {
        return false;
    }
    if ((d->frame->flags & ENT_FRAME_PEACE) != 0 && !keeps_peace(p, subject)) {
        return false;
    }
    if (is_each_other(p, from, stop)) {
        ent_draft_take_source(c, d, subject);
        d->targets = d->sources;
        return d->sources.count > 1;
    }
    other = ent_target_find(p, d->frame, from, stop, &p->mentions[subject].parties);
    if (other < 0 && (d->frame->flags & ENT_FRAME_SWAP)) {
        other = ent_governed_find(p, "of", from, stop);
    }
    if ((d->frame->flags & ENT_FRAME_BODY) && (other < 0 || !p->mentions[other].organisation)) {
        return false;
    }
    if ((d->frame->flags & ENT_FRAME_INFINITIVE) && (other < 0 || !is_to_do(p, other))) {
        return false;
    }
    if ((d->frame->flags & ENT_FRAME_THING) && (other < 0 || !has_thing(p, from, other))) {
        return false;
    }
    if (d->frame->flags & ENT_FRAME_SWAP) {
        ent_draft_take_source(c, d, other);
        ent_draft_take_target(c, d, subject);
    } else {
        ent_draft_take_source(c, d, subject);
        ent_draft_take_target(c, d, other);
    }
    if (other < 0) {
        take_home(c, d, &p->mentions[subject], from, stop);
    }
    if ((d->frame->flags & ENT_FRAME_BOTH) && other < 0 && !(d->frame->flags & ENT_FRAME_PLURAL)) {
        d->sources = nobody;
    }
    return ent_draft_settle(c, d);
}

/* "refused to condemn": a condemnation that was not made; "refused to meet" is a refusal. */
static bool
leaves_to_next(const ent_coder *c, size_t at, size_t length)
{
    static const char *const FRIENDLY[] = {"CONSULT", "SUPPORT", "COOPERATE", "AID",
                                           "AGREE",   "CONCEDE", "RETREAT"};

    const ent_parse *p = c->p;
    size_t           next = at + length + 1, found = 0;
    const ent_entry *entry;

    if (!ent_token_has(p, at, ENT_CLASS(REFUSE)) || !ent_token_is(p, at + length, "to") ||
        next >= p->count || p->mention_at[next] >= 0 || !ent_token_has(p, next, ENT_CLASS(BASE))) {
        return false;
    }
    entry = ent_lexicon_match(p->lexicon, p->tokens, p->count, next, true, &found);
    for (size_t i = 0; entry != NULL && i < sizeof FRIENDLY / sizeof *FRIENDLY; i++) {
        if (strcmp(entry->frame->type, FRIENDLY[i]) == 0) {
            return false;
        }
    }
    return entry != NULL;
}

/* What the verb is about: what follows in its clause, or stands before it in a passive. */
static ent_status
hear_positions(ent_coder *c, const ent_draft *d, bool passive)
{
    size_t from = d->at + d->length;

    return passive ? ent_positions_hear(c, d, d->at > ISSUE_REACH ? d->at - ISSUE_REACH : 0, d->at)
                   : ent_positions_hear(c, d, from, ent_clause_end(c->p, from, true));
}

/* "have ruled out talks": the verb is what follows. */
static bool
is_auxiliary(const ent_parse *p, size_t at)
{
    size_t next = at + 1;

    if (!ent_token_has(p, at, ENT_CLASS(HAVE) | ENT_CLASS(HAD))) {
        return false;
    }
    while (next < p->count && ent_token_has(p, next, ENT_CLASS(ADVERB) | ENT_CLASS(NOT))) {
        next++;
    }
    return next < p->count && p->mention_at[next] < 0 &&
           ent_token_has(p, next, ENT_CLASS(PARTICIPLE)) &&
           !ent_token_has(p, next, ENT_CLASS(ADJECTIVE)) && ent_is_verb(p, next);
}

/* The first frame of the verb that can be filled. */
static ent_status
code_verb(ent_coder *c, const ent_entry *entry, size_t at, size_t length)
{
    bool       passive = is_passive(c->p, at, length), filled;
    ent_status status = ENT_OK;

    if (leaves_to_next(c, at, length) || (length == 1 && is_auxiliary(c->p, at))) {
        return ENT_OK;
    }
    for (; entry != NULL && status == ENT_OK; entry = entry->next) {
        ent_draft d = {
            .frame = entry->frame, .at = at, .length = length, .source = -1, .target = -1};
        size_t then = c->p->count;

        if (entry->kind != ENT_ENTRY_VERB) {
            continue;
        }
        if (entry->frame->then_count > 0) {
            then = then_at(c->p, entry->frame, at + length);
            if (then == c->p->count && passive) {
                then = then_before(c->p, entry->frame, at);
            }
            if (then == c->p->count) {
                continue;
            }
        }
        d.voice = ent_voice_of_verb(c->p, at);
        filled = passive ? fill_passive(c, &d, then) : fill_active(c, &d);
        status = hear_positions(c, &d, passive);
        if (filled && status == ENT_OK) {
            if (then < c->p->count) {
                c->used[then] = true;
            }
            return ent_draft_emit(c, &d);
        }
    }
    return status;
}

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
content_end(const ent_coder *c, const ent_entry *entry, bool verb, size_t at, size_t length,
            size_t before)
{
    if (verb && leaves_to_next(c, at, length)) {
        return 0;
    }
    for (; entry != NULL; entry = entry->next) {
        if ((entry->kind == ENT_ENTRY_VERB) == verb && entry->frame->then_count == 0 &&
            (entry->frame->flags & ENT_FRAME_CONTROL) && (verb || c->out->count > before)) {
            return ent_clause_end(c->p, at + length, true);
        }
    }
    return 0;
}

/* "X said that Y must ...", "that Y is a threat": X demands it of Y, X says it of Y. */
static ent_status
code_said_of(ent_coder *c, const ent_frame *frame, size_t at)
{
    ent_draft          d = {.frame = frame, .at = at, .length = 1, .source = -1, .target = -1};
    int                number = at > 0 ? ent_clause_subject(c->p, at) : -1;
    const ent_mention *m = mention(c, number);

    if (m == NULL || m->kind == ENT_MENTION_PRONOUN || m->kind == ENT_MENTION_PARTIES) {
        return ENT_OK;
    }
    for (size_t i = 0; i < c->said_count; i++) {
        if (c->said[i].from <= m->first && at < c->said[i].to && c->said[i].parties.count > 0) {
            d.sources = c->said[i].parties;
        }
    }
    ent_draft_take_target(c, &d, number);
    return d.sources.count > 0 && ent_draft_settle(c, &d) && d.targets.count > 0
               ? ent_draft_emit(c, &d)
               : ENT_OK;
}

static bool
is_duty(const ent_parse *p, size_t at)
{
    return p->mention_at[at] < 0 &&
           (ent_token_has(p, at, ENT_CLASS(SHALL)) || ent_token_is(p, at, "should"));
}

/* "is the most serious challenge" */
static bool
is_menace(const ent_parse *p, size_t at)
{
    static const char *const MENACES[] = {"threat", "danger",    "challenge",
                                          "enemy",  "adversary", "aggressor"};

    if (p->mention_at[at] >= 0 || !ent_token_has(p, at, ENT_CLASS(BE))) {
        return false;
    }
    for (size_t i = at + 1; i <= at + MENACE_REACH && i < p->count && p->mention_at[i] < 0; i++) {
        if (ent_token_denies(p, i)) {
            return false;
        }
        for (size_t k = 0; k < sizeof MENACES / sizeof *MENACES; k++) {
            if (ent_token_is(p, i, MENACES[k])) {
                return true;
            }
        }
    }
    return false;
}

/* What a sentence says of somebody without a verb of the dictionary; NULL for nothing. */
static const ent_frame *
said_of(const ent_parse *p, size_t at)
{
    static const ent_frame DUTY = {.lemma = "must",
                                   .type = "REQUEST",
                                   .cameo = "100",
                                   .goldstein = -5.0,
                                   .flags = ENT_FRAME_CONTROL};
    static const ent_frame MENACE = {
        .lemma = "be a threat", .type = "ACCUSE", .cameo = "110", .goldstein = -2.0};

    return is_duty(p, at) ? &DUTY : is_menace(p, at) ? &MENACE : NULL;
}

/*
 * The longest entry of at most `most` words that begins at a token, and how many tokens and words
 * it has; a date within it is passed over: "called on Tuesday for".
 */
static const ent_entry *
match_at(const ent_parse *p, size_t at, size_t most, size_t *length, size_t *words)
{
    ent_token        around[PHRASE_MOST];
    const ent_entry *entry;
    size_t           next = at + 1, count = 1;

    while (next < p->count && p->dated[next] && p->mention_at[next] < 0) {
        next++;
    }
    *words = 1;
    if (next == at + 1) {
        entry = ent_lexicon_match(p->lexicon, p->tokens,
                                  at + most < p->count ? at + most : p->count, at, true, words);
        *length = *words;
        return entry;
    }
    around[0] = p->tokens[at];
    for (size_t i = next; i < p->count && count < most; i++) {
        around[count++] = p->tokens[i];
    }
    entry = ent_lexicon_match(p->lexicon, around, count, 0, true, words);
    *length = *words > 1 ? *words + next - at - 1 : 1;
    return entry;
}

/* "returned to Peru" is none of "return to talks": the preposition may belong to the target. */
static bool
ends_in_preposition(const ent_parse *p, size_t last)
{
    static const char *const WORDS[] = {"to", "with", "from", "for"};

    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (ent_token_is(p, last, WORDS[i])) {
            return true;
        }
    }
    return false;
}

/* Code the verb or noun, with a shorter entry where the frames of the longest do not fit. */
static ent_status
code_entry(ent_coder *c, const ent_entry **entry, size_t at, bool verb, size_t *length,
           size_t words)
{
    const ent_entry *shorter = *entry;
    size_t           before = c->out->count, shorter_length = *length;
    ent_status       status;

    for (;;) {
        status = verb ? code_verb(c, shorter, at, shorter_length)
                      : ent_noun_code(c, shorter, at, shorter_length);
        if (status != ENT_OK || c->out->count > before || !verb || words < 2 ||
            !ends_in_preposition(c->p, at + shorter_length - 1)) {
            break;
        }
        shorter = match_at(c->p, at, words - 1, &shorter_length, &words);
        if (shorter == NULL) {
            return ENT_OK;
        }
    }
    if (c->out->count > before) {
        *entry = shorter;
        *length = shorter_length;
    }
    return status;
}

static ent_status
code_tokens(ent_coder *c)
{
    const ent_parse *p = c->p;
    size_t           quiet = 0;      /* content up to this token */
    bool             blames = false; /* the content is what somebody is blamed for */
    ent_status       status = ENT_OK;

    for (size_t at = 0; at < p->count && status == ENT_OK;) {
        size_t           length = 1, words = 1, before = c->out->count;
        const ent_entry *entry = p->mention_at[at] >= 0 || p->tokens[at].word == 0 ||
                                         p->dated[at] ||
                                         (at < quiet && (!blames || ent_is_verb(p, at)))
                                     ? NULL
                                     : match_at(p, at, PHRASE_MOST, &length, &words);
        bool             verb;

        if (at >= quiet && c->said_count > 0 && said_of(p, at) != NULL) {
            status = code_said_of(c, said_of(p, at), at);
            quiet = c->out->count > before ? ent_clause_end(p, at + 1, true) : quiet;
        }
        if (entry == NULL) {
            at++;
            continue;
        }
        c->reason = c->reason == NULL ? "no frame of the verb fits" : c->reason;
        verb = ent_is_verb(p, at);
        status = code_entry(c, &entry, at, verb, &length, words);
        if (status == ENT_OK && quiet < at + length) {
            quiet = content_end(c, entry, verb, at, length, before);
            blames = quiet > 0 && strcmp(entry->frame->type, "ACCUSE") == 0;
        }
        at += length;
    }
    return status;
}

ent_status
ent_sentence_code(ent_ctx *ctx, ent_arena *arena, const ent_parse *p, ent_discourse *d,
                  uint32_t sentence, ent_event_list *out, ent_position_list *positions,
                  const char **reason)
{
    ent_coder  c = {.ctx = ctx,
                    .arena = arena,
                    .p = p,
                    .d = d,
                    .sentence = sentence,
                    .out = out,
                    .first = out->count,
                    .positions = positions,
                    .first_position = positions->count};
    ent_status status = ENT_OK;

    if (!ent_attributions_find(p, d, arena, c.said, &c.said_count)) {
        return ent_fail_nomem(ctx);
    }
    c.issue_count = ent_issues_find(p->lexicon, p->tokens, p->count, c.issues);
    /* Also without an actor: "a declaration was signed" by those named before. */
    status = code_tokens(&c);
    if (!has_actor(p)) {
        c.reason = "no actor";
    }
    ent_discourse_hear(d, p);
    ent_discourse_guess(d);
    *reason = out->count > c.first ? NULL
              : c.reason != NULL   ? c.reason
                                   : "no verb of the dictionary";
    return status;
}
