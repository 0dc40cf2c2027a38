/*
 * role.c - who stands where to a verb: subject, target, clause; found without a parser
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/grammar.h"
#include "read/sentence_token.h"

enum { SUBJECT_REACH = 40, PHRASE_REACH = 14, CHAIN_DEEPEST = 4 };

/* What stands before the word, adverbs passed over; `count` where there is nothing. */
static size_t
before(const ent_parse *p, size_t at)
{
    while (at > 0) {
        at--;
        if (!ent_token_has(p, at, ENT_CLASS(ADVERB)) || p->mention_at[at] >= 0) {
            return at;
        }
    }
    return p->count;
}

/* A word that can be both: its neighbour decides. */
static bool
ambiguous_is_verb(const ent_parse *p, size_t at)
{
    const uint64_t auxiliary = ENT_CLASS(WILL) | ENT_CLASS(WOULD) | ENT_CLASS(MAY) | ENT_CLASS(DO);

    size_t prev = before(p, at);
    bool   third = ent_token_has(p, at, ENT_CLASS(THIRD));
    bool   gerund = ent_token_has(p, at, ENT_CLASS(GERUND));

    if (prev == p->count) {
        return false;
    }
    if (p->mention_at[prev] >= 0) {
        const ent_mention *m = &p->mentions[p->mention_at[prev]];

        if (m->kind == ENT_MENTION_OWN || (m->kind == ENT_MENTION_ADJECTIVE && !m->body)) {
            return false;
        }
        if (gerund) {
            return false;
        }
        return third ? m->parties.count <= 1 || m->body
                     : m->parties.count > 1 || m->body || m->kind == ENT_MENTION_PARTIES;
    }
    if (ent_token_has(p, prev, auxiliary) || ent_token_is(p, prev, "to") ||
        ent_token_is(p, prev, "not") || ent_token_has(p, prev, ENT_CLASS(RELATIVE)) ||
        (ent_token_is(p, prev, "longer") && ent_token_denies(p, prev))) {
        return !gerund;
    }
    if (ent_token_has(p, prev, ENT_CLASS(BE)) && gerund) {
        return true;
    }
    if (ent_token_has(p, prev, ENT_CLASS(AND)) && prev > 0) {
        return ent_token_has(p, at, ENT_CLASS(BASE) | ENT_CLASS(THIRD)) &&
               !ent_token_has(p, prev - 1, ENT_CLASS(NOUN) | ENT_CLASS(ADJECTIVE)) && !gerund;
    }
    return (ent_token_has(p, prev, ENT_CLASS(AGENT)) && !third && !gerund) ||
           (gerund && ent_token_has(p, prev, ENT_CLASS(PREPOSITION)) &&
            !ent_token_is(p, prev, "of"));
}

/* "close to the border": an adjective that a verb is spelled like. */
static bool
is_adjective_to(const ent_parse *p, size_t at)
{
    return ent_token_has(p, at, ENT_CLASS(ADJECTIVE)) && ent_token_has(p, at, ENT_CLASS(BASE)) &&
           ent_token_is(p, at + 1, "to") && !(at > 0 && ent_token_is(p, at - 1, "to"));
}

bool
ent_is_verb(const ent_parse *p, size_t at)
{
    uint64_t classes = p->tokens[at].classes;
    size_t   prev;

    if ((classes & ENT_ANY_VERB) == 0 || p->tokens[at].kind != ENT_TOKEN_WORD) {
        return false;
    }
    if (is_adjective_to(p, at) || (p->has_tree && ent_tree_is_attribute(p, at))) {
        return false;
    }
    if ((classes & (ENT_CLASS(NOUN) | ENT_CLASS(AGENT) | ENT_CLASS(TITLE))) != 0) {
        if (p->has_tree && ent_tree_is_base(p, at)) {
            return true;
        }
        return (classes & (ENT_CLASS(PAST) | ENT_CLASS(PARTICIPLE))) != 0 &&
                       (classes & ENT_CLASS(BASE)) == 0
                   ? true
                   : ambiguous_is_verb(p, at);
    }
    prev = at > 0 ? at - 1 : p->count;
    if (prev == p->count) {
        return true;
    }
    if (p->mention_at[prev] >= 0) {
        const ent_mention *m = &p->mentions[p->mention_at[prev]];

        /* "Ukrainian lands", "its growing ..." */
        return (m->kind != ENT_MENTION_ADJECTIVE || m->body || (classes & ENT_CLASS(PAST)) != 0) &&
               m->kind != ENT_MENTION_OWN;
    }
    /* "the following", "a growing", "its continued support": before a noun, not verbs. */
    return !ent_token_has(p, prev, ENT_CLASS(DETERMINER)) ||
           (!ent_token_has(p, at, ENT_CLASS(GERUND) | ENT_CLASS(PARTICIPLE) | ENT_CLASS(BASE)));
}

/* ---- subjects ---- */

static bool
is_nominative(const ent_parse *p, const ent_mention *m)
{
    (void)p;
    return m->prep < 0 && !m->object && m->kind != ENT_MENTION_OWN && !m->attributive &&
           !(m->possessive);
}

static int
nearest_nominative(const ent_parse *p, size_t at)
{
    for (size_t i = p->mention_count; i-- > 0;) {
        const ent_mention *m = &p->mentions[i];

        if (m->last <= at && is_nominative(p, m)) {
            return (int)i;
        }
    }
    return -1;
}

/* The noun phrase that ends before `at` names no actor itself; whose is it? "Moscow's actions". */
static int
owner_of_phrase(const ent_parse *p, size_t at)
{
    size_t limit = at > PHRASE_REACH ? at - PHRASE_REACH : 0;
    int    owner = -1;
    bool   crossed = false; /* a phrase with a preposition: "Washington along with its allies" */

    while (at > limit) {
        int number = p->mention_at[at - 1];

        if (number >= 0) {
            const ent_mention *m = &p->mentions[number];

            if (m->prep < 0) {
                return m->possessive || m->attributive ||
                               (m->kind == ENT_MENTION_ADJECTIVE && !m->body)
                           ? number
                       : crossed ? number
                                 : owner;
            }
            if (ent_token_is(p, (size_t)m->prep, "of")) {
                owner = number;
            }
            crossed = crossed || !ent_token_is(p, (size_t)m->prep, "of");
            at = (size_t)m->prep;
        } else if (ent_token_is_kind(p, at - 1, ENT_TOKEN_POSSESSIVE) ||
                   ent_token_is_kind(p, at - 1, ENT_TOKEN_HYPHEN)) {
            at--;
        } else if (ent_token_has(p, at - 1, ENT_CLASS(DETERMINER))) {
            return owner;
        } else if (p->tokens[at - 1].kind != ENT_TOKEN_WORD || ent_is_verb(p, at - 1) ||
                   ent_token_has(p, at - 1,
                                 ENT_CLASS(SUBORDINATOR) | ENT_CLASS(RELATIVE) | ENT_CLASS(AND))) {
            return owner;
        } else {
            crossed = crossed || (ent_token_has(p, at - 1, ENT_CLASS(PREPOSITION)) &&
                                  !ent_token_is(p, at - 1, "of"));
            at--;
        }
    }
    return owner;
}

static int find_subject(const ent_parse *p, size_t verb, int depth);

/* What a coordinated verb has in common with the one before: supports, are; met, was. */
static uint64_t
verb_form(const ent_parse *p, size_t at)
{
    uint64_t classes = p->tokens[at].classes;

    if ((classes & (ENT_CLASS(PAST) | ENT_CLASS(HAD))) != 0) {
        return ENT_CLASS(PAST) | ENT_CLASS(HAVE);
    }
    if ((classes & (ENT_CLASS(THIRD) | ENT_CLASS(BE) | ENT_CLASS(HAVE))) != 0) {
        return ENT_CLASS(THIRD) | ENT_CLASS(BASE) | ENT_CLASS(HAVE);
    }
    return classes & ENT_ANY_VERB;
}

/*
 * "... and V": the subject of the verb before that has the same form; behind
 * a comma (", and V") of the first one in the sentence, which is the main one.
 */
static int
shared_subject(const ent_parse *p, size_t verb, size_t at, int depth)
{
    const uint64_t form = verb_form(p, verb);
    int            subject = -1;

    bool far = at > 0 && ent_token_is_mark(p, at - 1, ',');

    for (size_t i = at; i-- > 0 && at - i < SUBJECT_REACH && depth < CHAIN_DEEPEST;) {
        if (p->mention_at[i] < 0 && (verb_form(p, i) & form) != 0 && ent_is_verb(p, i)) {
            int found = find_subject(p, i, far ? CHAIN_DEEPEST : depth + 1);

            subject = found >= 0 ? found : subject;
            if (!far || ent_token_is_mark(p, i, ';')) {
                break;
            }
        }
    }
    return subject >= 0 ? subject : nearest_nominative(p, at);
}

/* "Russia, which ...", "the bloc that ...": the mention before the relative. */
static int
antecedent(const ent_parse *p, size_t at)
{
    bool apart = false;
    int  number;

    while (at > 0 &&
           (ent_token_is_mark(p, at - 1, ',') || ent_token_is_kind(p, at - 1, ENT_TOKEN_DASH))) {
        at--;
        apart = true;
    }
    number = at > 0 ? p->mention_at[at - 1] : -1;
    /* "its dispute with Ukraine that threatens ...": the dispute does. */
    return number >= 0 && p->mentions[number].prep >= 0 && !apart ? -1 : number;
}

/* "Norway, which borders Sweden, praised": whom the aside that ends at the comma is about. */
static int
before_aside(const ent_parse *p, size_t comma)
{
    for (size_t i = comma; i-- > 1 && comma - i < SUBJECT_REACH;) {
        if (ent_token_is_mark(p, i, ',')) {
            bool aside = ent_token_has(p, i + 1, ENT_CLASS(RELATIVE)) ||
                         (p->mention_at[i + 1] < 0 && ent_is_verb(p, i + 1) &&
                          ent_token_has(p, i + 1, ENT_CLASS(GERUND) | ENT_CLASS(PARTICIPLE)));

            return aside ? p->mention_at[i - 1] : -1;
        }
    }
    return -1;
}

/* Words that stand between a subject and its verb without being either. */
static bool
is_between(const ent_parse *p, size_t at)
{
    const uint64_t classes = ENT_CLASS(BE) | ENT_CLASS(HAVE) | ENT_CLASS(HAD) | ENT_CLASS(DO) |
                             ENT_CLASS(WILL) | ENT_CLASS(WOULD) | ENT_CLASS(MAY) | ENT_CLASS(NOT) |
                             ENT_CLASS(PLAN) | ENT_CLASS(PLEDGE) | ENT_CLASS(REFUSE) |
                             ENT_CLASS(ASPECT);

    return p->dated[at] || ent_token_has(p, at, classes | ENT_CLASS(ADVERB)) ||
           (at > 0 && at < p->count && p->tokens[at].classes == 0 &&
            p->tokens[at].kind == ENT_TOKEN_WORD &&
            ent_token_has(p, before(p, at), ENT_CLASS(HAVE) | ENT_CLASS(HAD))) ||
           ent_token_is(p, at, "to") || ent_token_is_kind(p, at, ENT_TOKEN_OPEN) ||
           ent_token_denies(p, at) ||
           (ent_token_is(p, at, "no") && ent_token_is(p, at + 1, "longer"));
}

/* "missiles fired by Israel": what flies is of those who sent it. */
static bool
is_fired_by(const ent_parse *p, size_t by)
{
    static const char *const SENT[] = {"fired", "launched", "dropped", "flown"};

    for (size_t i = 0; by > 0 && ent_token_is(p, by, "by") && i < sizeof SENT / sizeof *SENT; i++) {
        if (ent_token_is(p, by - 1, SENT[i])) {
            return true;
        }
    }
    return false;
}

/* The step over one token or phrase to the left of `at`: a subject, or -1 and a smaller `at`. */
static int
step_left(const ent_parse *p, size_t verb, size_t *at, bool gerund, int depth, bool *done)
{
    size_t i = *at - 1;
    int    number = p->mention_at[i];

    *done = true;
    if (number >= 0) {
        const ent_mention *m = &p->mentions[number];

        if (m->kind == ENT_MENTION_OWN) {
            return -1;
        }
        if (m->prep >= 0) {
            if (ent_token_is(p, (size_t)m->prep, "of")) {
                return owner_of_phrase(p, *at);
            }
            if (ent_token_is(p, (size_t)m->prep, "for") && ent_token_is(p, i + 1, "to")) {
                return number; /* "hard for X and Y to agree" */
            }
            if (is_fired_by(p, (size_t)m->prep)) {
                return number;
            }
            *at = (size_t)m->prep;
            *done = false;
            return -1;
        }
        return number;
    }
    if (is_between(p, i)) {
        *at = i;
        *done = false;
        return -1;
    }
    if (ent_token_has(p, i, ENT_CLASS(RELATIVE)) && (i == 0 || !gerund)) {
        int number_before = antecedent(p, i);

        return number_before;
    }
    if (ent_token_has(p, i, ENT_CLASS(AND)) || ent_token_is(p, i, "but")) {
        return shared_subject(p, verb, i, depth);
    }
    if (ent_token_is_mark(p, i, ',') || ent_token_is_kind(p, i, ENT_TOKEN_DASH) ||
        ent_token_is_kind(p, i, ENT_TOKEN_CLOSE) || ent_token_is_mark(p, i, ')')) {
        int around = before_aside(p, i);

        return gerund        ? shared_subject(p, verb, i, depth)
               : around >= 0 ? around
                             : nearest_nominative(p, i);
    }
    if (gerund || ent_token_has(p, i, ENT_CLASS(PREPOSITION))) {
        return gerund ? shared_subject(p, verb, i, depth) : -1;
    }
    if (ent_token_has(p, i, ENT_CLASS(SUBORDINATOR)) || ent_token_is_mark(p, i, ':')) {
        return -1;
    }
    return owner_of_phrase(p, *at);
}

/* "a resolution condemning Peru": what a text does is none of what is done with the text. */
static bool
is_of_a_text(const ent_parse *p, size_t verb)
{
    static const char *const TEXTS[] = {"resolution", "motion", "statement", "declaration",
                                        "proposal",   "draft",  "bill",      "report"};

    for (size_t i = 0; verb > 0 && i < sizeof TEXTS / sizeof *TEXTS; i++) {
        if (ent_token_is(p, verb - 1, TEXTS[i])) {
            return ent_token_has(p, verb, ENT_CLASS(GERUND));
        }
    }
    return false;
}

/* "vetoed a resolution condemning Peru": who would have none of it does not condemn. */
static bool
is_of_refused_text(const ent_parse *p, size_t verb)
{
    for (size_t i = verb; is_of_a_text(p, verb) && i-- > 0 && verb - i < PHRASE_REACH;) {
        if (p->mention_at[i] < 0 && ent_is_verb(p, i)) {
            return ent_token_has(p, i, ENT_CLASS(REFUSE));
        }
    }
    return false;
}

static int
find_subject(const ent_parse *p, size_t verb, int depth)
{
    size_t at = verb;
    bool   gerund = ent_token_has(p, verb, ENT_CLASS(GERUND)) &&
                  !(verb > 0 && ent_token_has(p, before(p, verb), ENT_CLASS(BE)));

    if (gerund && is_of_refused_text(p, verb)) {
        return -1;
    }
    while (at > 0 && verb - at < SUBJECT_REACH) {
        bool done;
        int  subject = step_left(p, verb, &at, gerund, depth, &done);

        if (done) {
            return subject;
        }
    }
    return -1;
}

/* "as Xi hosted", "when Iran attacked": whoever stands between the two is the subject; or -1. */
static int
own_subject(const ent_parse *p, size_t verb)
{
    int    number = verb > 0 && ent_token_has(p, verb, ENT_CLASS(PAST) | ENT_CLASS(THIRD))
                        ? p->mention_at[verb - 1]
                        : -1;
    size_t first = number >= 0 ? p->mentions[number].first : 0;

    return first > 0 && !p->mentions[number].possessive &&
                   ent_token_has(p, first - 1, ENT_CLASS(SUBORDINATOR))
               ? number
               : -1;
}

/* Whoever is named before a semicolon is no subject of what stands behind it. */
static bool
is_cut_off(const ent_parse *p, int number, size_t verb)
{
    for (size_t i = number >= 0 ? p->mentions[number].last : verb; i < verb; i++) {
        if (ent_token_is_mark(p, i, ';')) {
            return true;
        }
    }
    return false;
}

int
ent_clause_subject(const ent_parse *p, size_t verb)
{
    int number = own_subject(p, verb);

    number = number < 0 && p->has_tree ? ent_tree_subject(p, verb) : number;
    number = is_cut_off(p, number, verb) ? -1 : number;
    number = number >= 0 ? number : find_subject(p, verb, 0);
    return number >= 0 && p->mentions[number].place ? -1 : number;
}

int
ent_phrase_mention(const ent_parse *p, size_t verb)
{
    for (size_t i = verb; i-- > 0 && verb - i < PHRASE_REACH;) {
        if (p->mention_at[i] >= 0) {
            return p->mention_at[i];
        }
        if (p->tokens[i].kind == ENT_TOKEN_MARK || p->tokens[i].kind == ENT_TOKEN_DASH ||
            ent_token_has(p, i, ENT_CLASS(SUBORDINATOR) | ENT_CLASS(RELATIVE) | ENT_CLASS(AND)) ||
            (ent_is_verb(p, i) && !is_between(p, i))) {
            return -1;
        }
    }
    return -1;
}

/* ---- clauses and targets ---- */

/* Whether a new verb of the same subject begins after the "and" or comma at `at`. */
static bool
verb_follows(const ent_parse *p, size_t at)
{
    for (size_t i = at + 1; i < p->count && i <= at + 4; i++) {
        if (p->mention_at[i] >= 0 || ent_token_is(p, i, "including")) {
            return false;
        }
        if (ent_is_verb(p, i)) {
            return true;
        }
        if (!is_between(p, i)) {
            return false;
        }
    }
    return false;
}

/* Whether a clause with a subject of its own begins after the "and" or comma: "and Japan said". */
static bool
clause_follows(const ent_parse *p, size_t at)
{
    size_t i = at + 1;

    while (i < p->count && ent_token_has(p, i, ENT_CLASS(DETERMINER)) && p->mention_at[i] < 0) {
        i++;
    }
    if (i >= p->count || p->mention_at[i] < 0) {
        return false;
    }
    i = p->mentions[p->mention_at[i]].last;
    while (i < p->count && is_between(p, i) && !ent_token_is(p, i, "to") && p->mention_at[i] < 0) {
        if (ent_token_has(p, i,
                          ENT_CLASS(BE) | ENT_CLASS(HAVE) | ENT_CLASS(HAD) | ENT_CLASS(WILL) |
                              ENT_CLASS(MAY) | ENT_CLASS(WOULD))) {
            return true;
        }
        i++;
    }
    return i < p->count && p->mention_at[i] < 0 &&
           ent_token_has(p, i, ENT_CLASS(PAST) | ENT_CLASS(THIRD)) && ent_is_verb(p, i);
}

size_t
ent_clause_end(const ent_parse *p, size_t from, bool through_that)
{
    size_t stop = from < p->tail ? p->tail : p->count;

    for (size_t i = from; i < stop; i++) {
        if (p->mention_at[i] >= 0) {
            continue;
        }
        if (ent_token_is_mark(p, i, ';') || ent_token_is_mark(p, i, ':') ||
            ent_token_is_kind(p, i, ENT_TOKEN_DASH) || is_of_a_text(p, i)) {
            return i;
        }
        if ((ent_token_is(p, i, "that") &&
             (through_that || (i > 0 && ent_token_is(p, i - 1, "fact")))) ||
            (ent_token_is(p, i, "as") && !clause_follows(p, i)) || ent_token_is(p, i, "than") ||
            p->dated[i]) {
            continue;
        }
        if (ent_token_has(p, i, ENT_CLASS(SUBORDINATOR) | ENT_CLASS(RELATIVE)) &&
            !(ent_token_has(p, i, ENT_CLASS(PREPOSITION)) && !verb_follows(p, i) &&
              !clause_follows(p, i))) {
            return i;
        }
        if ((ent_token_has(p, i, ENT_CLASS(AND)) || ent_token_is_mark(p, i, ',')) &&
            (verb_follows(p, i) || clause_follows(p, i))) {
            return i;
        }
    }
    return stop;
}

static bool
is_target_prep(const ent_frame *frame, uint32_t word)
{
    for (size_t i = 0; i < frame->prep_count; i++) {
        if (frame->preps[i] == word) {
            return true;
        }
    }
    return false;
}

/* "about the advancement of U.S. plans": the phrase before "of" stands where a target stands. */
static bool
head_is_governed(const ent_parse *p, const ent_frame *frame, size_t of, size_t from)
{
    for (size_t i = of; i-- > from && of - i < 6;) {
        if (p->mention_at[i] >= 0 || p->tokens[i].kind == ENT_TOKEN_MARK || ent_is_verb(p, i)) {
            return false;
        }
        if (ent_token_has(p, i, ENT_CLASS(PREPOSITION)) && !ent_token_is(p, i, "of")) {
            return is_target_prep(frame, p->tokens[i].word);
        }
    }
    return false;
}

/* "sanctions on exports to Russia": on what is done with whom, which is on the one. */
static bool
is_of_dealings(const ent_parse *p, const ent_frame *frame, size_t prep, size_t from)
{
    static const char *const WITH[] = {"to", "with", "from", "between"};
    bool                     dealt = false;

    for (size_t i = 0; i < sizeof WITH / sizeof *WITH; i++) {
        dealt = dealt || ent_token_is(p, prep, WITH[i]);
    }
    for (size_t i = prep; dealt && i-- > from && prep - i < 6;) {
        if (p->mention_at[i] >= 0 || p->tokens[i].kind == ENT_TOKEN_MARK || ent_is_verb(p, i)) {
            return false;
        }
        if (ent_token_is(p, i, "on") || ent_token_is(p, i, "against")) {
            return is_target_prep(frame, p->tokens[i].word);
        }
    }
    return false;
}

/* "attacked the town of X", not "met on the sidelines of X". */
static bool
head_is_object(const ent_parse *p, size_t of, size_t from)
{
    for (size_t i = of; i-- > from;) {
        if (p->mention_at[i] < 0 && ent_token_has(p, i, ENT_CLASS(PREPOSITION)) &&
            !ent_token_is(p, i, "of")) {
            return false;
        }
    }
    return true;
}

/* "at the border with X": where, not with whom. */
static bool
is_of_a_border(const ent_parse *p, const ent_frame *frame, size_t prep)
{
    return frame->then_count == 0 && prep > 0 && p->mention_at[prep - 1] < 0 &&
           (ent_token_is(p, prep - 1, "border") || ent_token_is(p, prep - 1, "borders") ||
            ent_token_is(p, prep - 1, "frontier"));
}

static bool
can_be_target(const ent_parse *p, const ent_frame *frame, const ent_mention *m, size_t from)
{
    if (m->prep >= (int)from && is_of_a_border(p, frame, (size_t)m->prep)) {
        return false;
    }
    if (m->prep < (int)from) {
        return (frame->flags & ENT_FRAME_OBJECT) != 0 ||
               (m->prep >= 0 && is_target_prep(frame, p->tokens[m->prep].word));
    }
    if (is_target_prep(frame, p->tokens[m->prep].word)) {
        return true;
    }
    if ((ent_token_is(p, (size_t)m->prep, "of") &&
         head_is_governed(p, frame, (size_t)m->prep, from)) ||
        is_of_dealings(p, frame, (size_t)m->prep, from)) {
        return true;
    }
    if ((frame->flags & ENT_FRAME_OBJECT) != 0 && ent_token_is(p, (size_t)m->prep, "of") &&
        head_is_object(p, (size_t)m->prep, from)) {
        return true;
    }
    return (frame->flags & ENT_FRAME_ANY) != 0 &&
           !ent_token_has(p, (size_t)m->prep, ENT_CLASS(PLACE)) &&
           !ent_token_is(p, m->last, "border") && !ent_token_is(p, m->last, "frontier");
}

int
ent_target_find(const ent_parse *p, const ent_frame *frame, size_t from, size_t stop,
                const ent_parties *not_these)
{
    for (size_t i = 0; i < p->mention_count; i++) {
        const ent_mention *m = &p->mentions[i];

        if (m->first >= from && m->first < stop && m->parties.count > 0 && !m->distant &&
            can_be_target(p, frame, m, from) && !ent_parties_within(&m->parties, not_these)) {
            return (int)i;
        }
    }
    return -1;
}

int
ent_governed_find(const ent_parse *p, const char *preposition, size_t from, size_t stop)
{
    for (size_t i = 0; i < p->mention_count; i++) {
        const ent_mention *m = &p->mentions[i];

        if (m->first >= from && m->first < stop && m->prep >= (int)from && m->parties.count > 0 &&
            ent_token_is(p, (size_t)m->prep, preposition)) {
            return (int)i;
        }
    }
    return -1;
}
