/*
 * code.c - verbs and clauses of a sentence
 *
 * 1. options
 * 2. clauses between commas
 * 3. parties of a verb
 * 4. readings of a verb
 * 5. clauses
 * 6. the sentence
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/pattern/pattern.h"

/* ---- 1. options ---- */

void
ent_shallow_options_default(ent_shallow_options *options, bool older)
{
    *options = (ent_shallow_options){.comma_least = 2,
                                     .comma_most = older ? 10 : 8,
                                     .comma_end_least = 2,
                                     .comma_end_most = older ? 10 : 8,
                                     .verbs_most = older ? 5 : 0,
                                     .conjunctions_most = older ? 4 : 0,
                                     .needs_prior = older,
                                     .needs_dyad = true,
                                     .every_verb = !older};
}

void
ent_shallow_init(ent_shallow *s, const ent_dictionary *dictionary)
{
    s->d = dictionary;
    s->memory = NULL;
    ent_shallow_options_default(&s->options, dictionary->older);
}

/* ---- 2. clauses between commas ---- */

static bool
within(size_t words, int least, int most)
{
    return most > 0 && words >= (size_t)(least < 0 ? 0 : least) && words <= (size_t)most;
}

/* A comma that is no part of a list of parties, from `from` on; `count` when there is none. */
static size_t
next_comma(const ent_shallow *s, size_t from)
{
    while (from < s->count && (!s->tokens[from].comma || s->tokens[from].unit >= 0)) {
        from++;
    }
    return from;
}

/* The commas of dropped clauses, which part nothing any more. */
static void
drop_spent(ent_shallow *s)
{
    size_t before = s->count;

    for (size_t i = s->count; i-- > 0;) {
        if (s->tokens[i].spent) {
            ent_shallow_drop(s, i, i + 1);
        }
    }
    if (s->count < before) {
        ent_units_find(s);
    }
}

/* Whether a verb stands before `to`; if none does, and only an apposition between them was dropped,
 * what follows is no clause at the end but what the sentence says. */
static bool
names_verb(ent_shallow *s, size_t to)
{
    for (size_t i = 0; i < to; i++) {
        if (ent_shallow_find(s, ENT_ROOT_VERB, i).definition != 0) {
            return true;
        }
    }
    return false;
}

/* Drop what stands between commas, before the first or behind the last, if it is short enough. */
static void
drop_clauses(ent_shallow *s)
{
    const ent_shallow_options *o = &s->options;
    size_t                     first = next_comma(s, 0), next;

    if (first >= s->count) {
        return;
    }
    if (within(first, o->comma_start_least, o->comma_start_most)) {
        ent_shallow_drop(s, 0, first + 1);
        ent_units_find(s);
        first = next_comma(s, 0);
    }
    while ((next = next_comma(s, first + 1)) < s->count) {
        if (within(next - first - 1, o->comma_least, o->comma_most)) {
            s->tokens[next].spent = true;
            ent_shallow_drop(s, first, next);
            ent_units_find(s);
        } else {
            first = next;
        }
    }
    if (first < s->count && (!s->tokens[first].spent || names_verb(s, first)) &&
        within(s->count - first - 1, o->comma_end_least, o->comma_end_most)) {
        ent_shallow_drop(s, first, s->count);
        ent_units_find(s);
    }
    drop_spent(s);
}

/* ---- 3. parties of a verb ---- */

/* A stretch of tokens that is coded by itself. */
typedef struct clause {
    size_t from, to;
    size_t reach;     /* as far as its verbs may take objects: subordinate clauses are theirs */
    int    subject;   /* of the clause before, or -1 */
    bool   continues; /* it begins behind AND: the subject of the clause before is its own */
} clause;

/* Whom a pronoun means: the subject before it. */
static int
meant(const ent_shallow *s, int unit, const clause *c)
{
    if (unit < 0 || !s->units[unit].pronoun) {
        return unit;
    }
    if (c->subject >= 0) {
        return c->subject;
    }
    for (int i = 0; i < unit; i++) {
        if (!s->units[i].pronoun && s->units[i].count > 0) {
            return i;
        }
    }
    return unit;
}

/* The next party in [from, to) that is none of those taken and not the same as `other`. */
static int
next_party(const ent_shallow *s, const clause *c, size_t from, size_t to, uint64_t taken, int other)
{
    for (size_t i = from; i < to; i++) {
        int unit = s->tokens[i].unit, who;

        if (unit < 0 || s->units[unit].first != i || (taken >> unit & 1) != 0) {
            continue;
        }
        who = meant(s, unit, c);
        if (s->units[who].count == 0 && !s->units[who].pronoun) {
            continue;
        }
        if (other < 0 || (who != other && !ent_units_are_same(&s->units[who], &s->units[other]))) {
            return who;
        }
    }
    return -1;
}

static uint64_t
bit_of(int unit)
{
    return unit < 0 ? 0 : UINT64_C(1) << unit;
}

/* The party behind BY of a passive verb, or -1. */
static int
passive_agent(const ent_shallow *s, const clause *c, size_t verb, size_t verb_end)
{
    bool passive = false;

    for (size_t i = verb; i-- > c->from && verb - i <= 3;) {
        passive = passive || ent_shallow_has(s, i, ENT_SHALLOW_BE);
        if (s->tokens[i].unit >= 0) {
            break;
        }
    }
    if (!passive || s->tokens[verb].ending_ing) {
        return -1;
    }
    for (size_t i = verb_end; i < c->to && i < verb_end + 3; i++) {
        if (s->tokens[i].unit >= 0) {
            return -1;
        }
        if (ent_shallow_is(s, i, "BY")) {
            size_t stop = i + 5 < c->to ? i + 5 : c->to;

            return next_party(s, c, i + 1, stop, 0, -1);
        }
    }
    return -1;
}

/* The party right before a verb, where another verb stands before that: Norland said Sudland fell.
 */
static int
inner_subject(const ent_shallow *s, const clause *c, size_t verb)
{
    size_t at = verb;
    int    unit;

    while (at > c->from && ent_shallow_has(s, at - 1, ENT_SHALLOW_AUXILIARY | ENT_SHALLOW_ADVERB)) {
        at--;
    }
    unit = at > c->from ? s->tokens[at - 1].unit : -1;
    for (size_t i = c->from; unit >= 0 && i < s->units[unit].first; i++) {
        if (s->tokens[i].verb != 0) {
            return meant(s, unit, c);
        }
    }
    return -1;
}

/* The subject of a verb: the first party before it. */
static int
source_of(const ent_shallow *s, const clause *c, size_t verb, size_t verb_end, uint64_t taken,
          int target)
{
    int found = s->d->older ? -1 : inner_subject(s, c, verb);

    if (found < 0 || found == target) {
        found = next_party(s, c, c->from, verb, taken, target);
    }
    if (found >= 0) {
        return found;
    }
    if (!s->d->older) {
        return c->continues ? c->subject : -1;
    }
    if (s->options.default_prior) {
        return c->subject;
    }
    found = next_party(s, c, verb_end, c->to, taken, target);
    if (found >= 0 && target < 0 &&
        next_party(s, c, verb_end, c->to, taken | bit_of(found), found) < 0) {
        found = c->subject >= 0 ? c->subject : found;
    }
    return found >= 0 ? found : c->subject;
}

/* The object of a verb: the next party behind it.  In the older reading, and where a pattern says
 * that the source stands behind the verb, else another before it. */
static int
target_of(const ent_shallow *s, const clause *c, size_t verb, size_t verb_end, uint64_t taken,
          int source)
{
    int  found = next_party(s, c, verb_end, c->reach, taken, source);
    bool back =
        s->d->older ? !s->options.default_after : source >= 0 && s->units[source].first >= verb_end;

    return found >= 0 || !back ? found : next_party(s, c, c->from, verb, taken, source);
}

/* ---- 4. readings of a verb ---- */

static bool
is_code(const ent_code_pair *code, const char *special)
{
    return code->forth != NULL && strcmp(code->forth, special) == 0;
}

/* The first definition that a pattern fits or that has a code, else the first. */
static ent_fit
fit_of(const ent_shallow *s, const clause *c, size_t at, const ent_verb **verb)
{
    size_t  end = at + s->tokens[at].verb_length;
    ent_fit none = {NULL, -1, -1, -1, 0, 0};

    for (uint32_t i = s->tokens[at].verb; i != 0; i = s->d->definitions[i - 1].next) {
        const ent_verb *v = &s->d->verbs[s->d->definitions[i - 1].value];
        ent_fit         fit = ent_pattern_fit(s, v->block, at, end, c->from, c->reach);

        if (fit.pattern != NULL || v->code.forth != NULL) {
            *verb = v;
            return fit;
        }
    }
    *verb = ent_verb_at(s, at);
    return none;
}

/* Several behind the verb and nobody before it: the first of them does it to the others. */
static void
part_compound(ent_shallow *s, ent_verb_reading *r, size_t verb_end)
{
    ent_named first, others;

    if (!s->d->older || r->source < 0 || r->target >= 0 || s->units[r->source].count < 2 ||
        s->units[r->source].first < verb_end || s->unit_count + 2 > ENT_SHALLOW_UNITS_MOST) {
        return;
    }
    first = others = s->units[r->source];
    first.count = 1;
    others.count--;
    memmove(others.codes, others.codes + 1, others.count * sizeof *others.codes);
    r->source = (int)s->unit_count;
    r->target = (int)s->unit_count + 1;
    s->units[s->unit_count++] = first;
    s->units[s->unit_count++] = others;
}

/* Fill source and target; false when the record is refused. */
static bool
read_verb(ent_shallow *s, const clause *c, size_t at, ent_verb_reading *out)
{
    const ent_verb *verb;
    ent_fit         fit = fit_of(s, c, at, &verb);
    size_t          end = at + s->tokens[at].verb_length;
    int             by = passive_agent(s, c, at, end);
    uint64_t        taken = fit.skipped | bit_of(fit.source) | bit_of(fit.target);

    out->code = fit.pattern != NULL ? fit.pattern->code : verb->code;
    out->block = verb->block;
    out->verb = (uint16_t)at;
    if (is_code(&out->code, "###")) {
        s->refused = "a verb that discards the record";
        return false;
    }
    if (fit.both >= 0) {
        bool object = !s->d->older && s->units[fit.both].first >= end;

        /* AGREE WITH %: somebody else agrees with them */
        out->source = object ? next_party(s, c, c->from, at, bit_of(fit.both), fit.both) : -1;
        out->source = out->source >= 0 ? out->source : fit.both;
        out->target = fit.both;
        return true;
    }
    out->source = meant(s, fit.source, c);
    out->target = meant(s, fit.target, c);
    if (by >= 0 && out->source < 0 && out->target < 0) {
        out->source = by;
        out->target = next_party(s, c, c->from, at, taken, by);
        return true;
    }
    if (out->source < 0) {
        out->source = source_of(s, c, at, end, taken, out->target);
        taken |= bit_of(out->source);
    }
    if (out->target < 0) {
        out->target = target_of(s, c, at, end, taken, out->source);
        part_compound(s, out, end);
    }
    return true;
}

/* ---- 5. clauses ---- */

/* Keep only the events of the verbs that a mark puts above the others. */
static void
keep_from(ent_shallow *s, size_t first, size_t count)
{
    memmove(s->events, s->events + first, count * sizeof *s->events);
    s->event_count = count;
}

/* To V, to have V. */
static bool
is_infinitive(const ent_shallow *s, size_t at)
{
    return at > 0 && (ent_shallow_has(s, at - 1, ENT_SHALLOW_TO) ||
                      (at > 1 && ent_shallow_has(s, at - 2, ENT_SHALLOW_TO) &&
                       ent_shallow_has(s, at - 1, ENT_SHALLOW_AUXILIARY | ENT_SHALLOW_ADVERB)));
}

static void
keep_reading(ent_shallow *s, const ent_verb_reading *r)
{
    if (s->reading_count < ENT_SHALLOW_READINGS_MOST) {
        s->readings[s->reading_count++] = *r;
    }
}

static void
code_clause(ent_shallow *s, clause *c)
{
    size_t begin = s->event_count, weak_first = 0, weak_count = 0;
    int    subject = -1;

    for (size_t i = c->from; i < c->to && s->refused == NULL; i++) {
        ent_verb_reading r = {.source = -1, .target = -1};
        size_t           before = s->event_count;

        if (s->tokens[i].verb == 0) {
            continue;
        }
        r.bare = !s->d->older && is_infinitive(s, i);
        if (!read_verb(s, c, i, &r)) {
            break;
        }
        keep_reading(s, &r);
        /* behind an event, TO V has a subject of its own, which no phrase names */
        if ((r.bare && before > begin) || (r.code.forth == NULL && r.code.back == NULL) ||
            !ent_reading_emit(s, &r)) {
            continue;
        }
        if (r.code.weak && s->d->older) {
            weak_first = before;
            weak_count = s->event_count - before;
            continue;
        }
        subject = r.source >= 0 ? r.source : subject;
        if (r.code.strong) {
            keep_from(s, before, s->event_count - before);
            break;
        }
        if (!s->options.every_verb) {
            break;
        }
    }
    if (weak_count > 0 && s->event_count > begin + weak_count) {
        memmove(s->events + weak_first, s->events + weak_first + weak_count,
                (s->event_count - weak_first - weak_count) * sizeof *s->events);
        s->event_count -= weak_count;
    }
    c->subject = subject >= 0 ? subject : c->subject;
}

static bool
has_verb(const ent_shallow *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (s->tokens[i].verb != 0) {
            return true;
        }
    }
    return false;
}

/* Where clauses of equal rank meet: AND, BUT, and in PETRARCH's reading a comma. */
static bool
parts_clauses(const ent_shallow *s, size_t at)
{
    if (s->tokens[at].unit >= 0) {
        return false;
    }
    return (ent_shallow_has(s, at, ENT_SHALLOW_CONJUNCTION) && !ent_joins_words(s, at)) ||
           (!s->d->older && s->tokens[at].comma);
}

static bool
is_boundary(const ent_shallow *s, size_t at)
{
    return parts_clauses(s, at) || (!s->d->older && s->tokens[at].unit < 0 &&
                                    ent_shallow_has(s, at, ENT_SHALLOW_SUBORDINATOR));
}

/* AFTER, WHO, THAT: what follows has a subject of its own, whatever stands before. */
static bool
opens_clause(const ent_shallow *s, size_t at)
{
    return !s->d->older && ent_shallow_has(s, at, ENT_SHALLOW_SUBORDINATOR);
}

typedef bool (*boundary)(const ent_shallow *s, size_t at);

/* Where the clause that begins at `from` ends. */
static size_t
clause_end(const ent_shallow *s, size_t from, boundary ends)
{
    for (size_t i = from; i < s->count && !s->options.by_sentence; i++) {
        size_t next = i + 1;

        if (!ends(s, i)) {
            continue;
        }
        while (next < s->count && !ends(s, next)) {
            next++;
        }
        if ((has_verb(s, from, i) || opens_clause(s, i)) && has_verb(s, i + 1, next)) {
            return i;
        }
    }
    return s->count;
}

static void
code_clauses(ent_shallow *s)
{
    clause c = {.subject = -1};

    while (c.from < s->count && s->refused == NULL) {
        c.to = clause_end(s, c.from, is_boundary);
        c.reach = clause_end(s, c.from, parts_clauses);
        code_clause(s, &c);
        c.continues = ent_shallow_has(s, c.to, ENT_SHALLOW_CONJUNCTION);
        c.from = c.to + 1;
    }
}

/* ---- 6. the sentence ---- */

static void
check_phrases(ent_shallow *s, ent_root root, const char *why)
{
    for (size_t i = 0; i < s->count && s->refused == NULL; i++) {
        if (s->d->nodes[root].near != 0 && ent_shallow_find(s, root, i).definition != 0) {
            s->refused = why;
        }
    }
}

/* TABARI's limits: too many verbs or conjunctions, or nobody named before the first verb. */
static void
check_complex(ent_shallow *s)
{
    const ent_shallow_options *o = &s->options;
    int                        verbs = 0, conjunctions = 0;
    size_t                     first = s->count;

    for (size_t i = 0; i < s->count; i++) {
        const ent_verb *verb = ent_verb_at(s, i);

        if (verb != NULL && is_code(&verb->code, "###")) {
            s->refused = "a verb that discards the record";
        }
        first = verb != NULL && first == s->count ? i : first;
        verbs += verb != NULL;
        conjunctions += ent_shallow_has(s, i, ENT_SHALLOW_CONJUNCTION) && s->tokens[i].unit < 0;
    }
    if (s->refused == NULL && o->verbs_most > 0 && verbs >= o->verbs_most) {
        s->refused = "too many verbs";
    }
    if (s->refused == NULL && o->conjunctions_most > 0 && conjunctions >= o->conjunctions_most) {
        s->refused = "too many conjunctions";
    }
    if (s->refused == NULL && o->needs_prior && first < s->count &&
        (s->unit_count == 0 || s->units[0].first > first)) {
        s->refused = "nobody is named before the first verb";
    }
}

static void
remember(ent_shallow *s)
{
    for (size_t i = 0; s->memory != NULL && i < s->unit_count; i++) {
        if (!s->units[i].pronoun && s->units[i].count > 0 &&
            strlen(s->units[i].codes[0]) < sizeof s->memory->code) {
            memcpy(s->memory->code, s->units[i].codes[0], strlen(s->units[i].codes[0]) + 1);
            return;
        }
    }
}

void
ent_shallow_code(ent_shallow *s, const char *text, size_t length)
{
    s->event_count = s->reading_count = s->unit_count = s->pool_used = 0;
    s->refused = s->reason = NULL;
    if (!ent_shallow_split(s, text, length)) {
        s->refused = "too many words";
        return;
    }
    if (s->options.words_least > 0 && s->count < (size_t)s->options.words_least) {
        s->reason = "fewer words than the least that is coded";
        return;
    }
    check_phrases(s, ENT_ROOT_DISCARD, "a phrase of the discards");
    if (s->options.time_phrases) {
        check_phrases(s, ENT_ROOT_TIME, "a phrase of time that makes the record complex");
    }
    ent_units_find(s);
    if (s->refused != NULL) {
        return;
    }
    drop_clauses(s);
    ent_shallow_mark_words(s);
    ent_verbs_mark(s);
    check_complex(s);
    if (s->refused == NULL) {
        code_clauses(s);
    }
    if (s->refused == NULL && s->d->transformation_count > 0) {
        ent_shallow_transform(s);
    }
    remember(s);
    if (s->event_count == 0) {
        s->reason = "no verb of the dictionaries with source and target";
    }
}
